"""Train the model by expectation maximisation: without labels, or with some."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.score._beliefs import FLOOR, Related, by_stratum, expected_m, shares
from custmdm.score._fellegi_sunter import FellegiSunter, NonMatches
from custmdm.score._labelled import Labelled
from custmdm.score._learned import TrainingRound
from custmdm.score._vectors import VectorMatrix

Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]

# EM starts from this share of matches; it hardly matters.
_START = 0.05
# A label of a pair in doubt counts as much as this many pairs: some hundreds of labels matter
# beside what is believed, a handful hardly.
_PER_LABEL = 5.0
# What is believed of m holds for this many rounds, or until EM has settled.
_FIRM_ROUNDS = 60
# It never gives way to less than this many pairs' worth.
_LEAST_BELIEF = 20.0
# So many related pairs there are for each match, at least: what they share must not pass for a
# match where too few of them are seen to learn it.
_RELATED = 0.25
# How many pairs' worth of belief there is of what they share; and with so few comparisons that such
# a class could learn to look like the matches.
_RELATED_BELIEF, _FIRM_BELIEF = 200.0, 10_000.0
# Two classes can be told apart without labels by three comparisons and more: two that agree
# together too often may be matches or one sort of others (Goodman 1974 on latent classes).
_TELLING = 3


@frozen
class Training:
    """Say how training went.

    Attributes:
        model: the trained model.
        rounds: EM rounds until it settled.
        settled: whether it did, before the last round allowed.
        matches: the expected number of matches among the candidate pairs.
        pairs: the candidate pairs it was trained on.
        moved: how much the last round moved m or a share, at most.
        path: where each round left the model.
    """

    model: FellegiSunter
    rounds: int
    settled: bool
    matches: float
    pairs: int
    moved: float = 0.0
    path: tuple[TrainingRound, ...] = ()


def fit(
    vectors: Small,
    counts: npt.NDArray[np.integer],
    u: Sequence[Floats],
    strata: Sequence[Sequence[int]],
    *,
    before: Sequence[Sequence[float | None]] | None = None,
    related: Related | None = None,
    others: int = 0,
    known: tuple[Labelled, Floats] | None = None,
    m_belief: float = 500.0,
    u_belief: float | None = None,
    max_rounds: int = 100,
    rarity_step: float = 0.5,
) -> Training:
    """Estimate m, the u of each class and the shares by EM on distinct vectors.

    There is a class of non-matches for each comparison, of pairs that were brought together
    because they agree on it, and one of all others; and with related customers one of those, and
    one of strangers who have a family name in common: in a large table there are so many of them
    that they would be learned as the related ones. Strong beliefs keep what was never seen
    sensible: that matches mostly agree, and that non-matches are like random pairs. So a table
    without duplicates comes out without matches.

    Args:
        vectors: the distinct comparison vectors, a row each: levels, then rarities.
        counts: how many candidate pairs have each.
        u: the level probabilities among random pairs, one array a comparison.
        strata: which levels of a comparison share what is known.
        before: m of a level before anything is learned, where it is known, one row a comparison.
        related: what customers have in common that belong together, for a class of them.
        others: how many pairs that no rule proposed count as non-matches that are like random
            pairs; narrow rules propose hardly any other.
        known: pairs whose class is known, and for how many pairs each of them counts.
        m_belief: how many pairs' worth of belief m starts with. Once the matches are found, it
            gives way to what they show: by half where they are as many, to next to nothing where
            they are far more. Where there are none it stays.
        u_belief: how many pairs' worth of belief the u of each class starts with. None is 200; and
            2,000 with less than three comparisons, from which alone nobody could tell a class of
            non-matches from the matches, or with fewer pairs than that.
        max_rounds: EM stops here at the latest.
        rarity_step: how many bits one step of rarity is.

    Raises:
        ConfigurationError: if a belief is not above 0.

    Source: Winkler (2000), Using the EM algorithm for weight computation in the Fellegi-Sunter
    model of record linkage; here with several classes of non-matches and Dirichlet priors.
    """
    if u_belief is None:
        telling = len(strata) >= _TELLING and counts.sum() >= 2000
        u_belief = 200.0 if telling else 2000.0
    # Written so that NaN fails too.
    if not (m_belief > 0.0 and u_belief > 0.0):
        raise ConfigurationError(
            f"m_belief and u_belief are numbers of pairs above 0, got {m_belief} and {u_belief}"
        )
    # In one order, so that sums are the same to the last bit whatever order the records had.
    order = np.lexsort((counts, *vectors.T))
    vectors, counts = vectors[order], counts[order]
    width = len(strata)
    believed_m = [
        by_stratum(of, expected_m, known_m)
        for of, known_m in zip(strata, before or [()] * width, strict=True)
    ]
    owners, start = _started(believed_m, u, strata, related)
    n_strangers = len(owners) - (related is not None)
    related_belief = _RELATED_BELIEF if width > _TELLING else _FIRM_BELIEF
    each = (1.0 - _START) / len(owners)
    model = _model(_START, believed_m, [each] * len(owners), start, owners, rarity_step)
    n_pairs = float(counts.sum())
    if not n_pairs:
        return Training(model, 0, True, 0.0, 0)
    sizes = [len(of) for of in strata]
    matrix = VectorMatrix(vectors, sizes, owners, rarity_step)
    answers = None if known is None else VectorMatrix(known[0].vectors, sizes, owners, rarity_step)
    rounds, settled, matches, moved, path = 0, False, 0.0, 0.0, list[TrainingRound]()
    belief, firm = m_belief, True
    for rounds in range(1, max_rounds + 1):
        expected = matrix.expected(model, counts)
        totals = expected.sum(axis=0)
        matches = float(totals[0])
        totals[1] += others
        if related is not None:
            totals[-1] = max(totals[-1], _RELATED * matches)
        share = np.maximum(totals, FLOOR * n_pairs)
        share = share / share.sum()
        counted = matrix.level_counts(expected)
        if known is not None and answers is not None:
            told = answers.level_counts(_expected_of_known(model, *known))
            counted = [a + b for a, b in zip(counted, told, strict=True)]
        m = [
            shares(seen[0] + belief * before_m, of)
            for seen, before_m, of in zip(counted, believed_m, strata, strict=True)
        ]
        believed = [(u_belief + (others if c == 0 else 0), list(u)) for c in range(n_strangers)]
        if related is not None:
            believed.append((related_belief, related.tables(m, u, strata)))
        tables = [
            [shares(seen[c] + pairs * before_u, of)
             for seen, before_u, of in zip(counted, table, strata, strict=True)]
            for c, (pairs, table) in enumerate(believed, start=1)
        ]  # fmt: skip
        last = model
        model = _model(float(share[0]), m, share[1:].tolist(), tables, owners, rarity_step)
        moved = _moved(last, model)
        path.append(TrainingRound.of(moved, matches, (row[-1] for row in model.m)))
        settled = moved < 1e-5
        if firm and (settled or rounds == _FIRM_ROUNDS):
            firm, settled = False, False
            belief = max(m_belief**2 / (m_belief + matches), min(m_belief, _LEAST_BELIEF))
        elif settled:
            break
    return Training(model, rounds, settled, matches, int(n_pairs), moved, tuple(path))


def fit_with_labels(
    vectors: Small,
    counts: npt.NDArray[np.integer],
    u: Sequence[Floats],
    strata: Sequence[Sequence[int]],
    labelled: Labelled,
    *,
    before: Sequence[Sequence[float | None]] | None = None,
    related: Related | None = None,
    others: int = 0,
    rarity_step: float = 0.5,
) -> Training:
    """Estimate the model as `fit` does, and better, with pairs whose answer is known.

    In EM a labelled pair is of known class: a match counts for m, a non-match for u, divided among
    the classes of non-matches; the more the model without labels is in doubt of it, the more. It
    does not count for the shares, as those who label choose which pairs.

    Args:
        vectors: the distinct comparison vectors, a row each: levels, then rarities.
        counts: how many candidate pairs have each.
        u: the level probabilities among random pairs, one array a comparison.
        strata: which levels of a comparison share what is known.
        labelled: the labelled pairs; they may be of any vectors.
        before: as in `fit`.
        related: as in `fit`.
        others: as in `fit`.
        rarity_step: how many bits one step of rarity is.

    Source: Nigam and others (2000), Text classification from labeled and unlabeled documents using
    EM, who weigh the two sorts of examples too.
    """
    run = partial(
        fit, vectors, counts, u, strata, before=before, related=related, others=others,
        rarity_step=rarity_step,
    )  # fmt: skip
    first = run()
    if not len(labelled):
        return first
    labelled = labelled.in_order()
    return run(known=(labelled, _PER_LABEL * labelled.doubt(first.model)))


def _owners(width: int) -> list[tuple[int, ...]]:
    """Return which comparisons own each class of non-matches: none of them, then one each."""
    return [(), *((k,) for k in range(width))]


def _started(
    m: Sequence[Floats],
    u: Sequence[Floats],
    strata: Sequence[Sequence[int]],
    related: Related | None,
) -> tuple[list[tuple[int, ...]], list[list[Floats]]]:
    """Return the owners of each class of non-matches and its u to start from, related ones last."""
    owners = _owners(len(strata))
    start = [
        [0.9 * of_m + 0.1 * of_u if owner == (k,) else of_u
         for k, (of_m, of_u) in enumerate(zip(m, u, strict=True))]
        for owner in owners
    ]  # fmt: skip
    for sort in () if related is None else (related.by_name_alone, related):
        if sort is not None:
            owners.append(sort.owners)
            start.append(sort.tables(m, u, strata))
    return owners, start


def _expected_of_known(model: FellegiSunter, labelled: Labelled, pairs: Floats) -> Floats:
    """Return what labelled pairs count for each class; matches first."""
    _, others = model.log_likelihoods(labelled.vectors)
    odds = np.exp2(others - others.max(axis=1, keepdims=True))
    divided = odds / odds.sum(axis=1, keepdims=True)
    expected = np.where(labelled.same[:, None], 0.0, divided)
    return np.asarray(np.concatenate([labelled.same[:, None], expected], axis=1) * pairs[:, None])


def _model(
    share: float,
    m: Sequence[Floats],
    class_shares: Sequence[float],
    tables: Sequence[Sequence[Floats]],
    owners: Sequence[tuple[int, ...]],
    rarity_step: float,
) -> FellegiSunter:
    classes = tuple(
        NonMatches(s, [row.tolist() for row in table], of)
        for s, table, of in zip(class_shares, tables, owners, strict=True)
    )
    return FellegiSunter(share, [row.tolist() for row in m], classes, rarity_step)


def _moved(a: FellegiSunter, b: FellegiSunter) -> float:
    """Return the largest change of m or a share between two models."""
    rows = zip(a.m, b.m, strict=True)
    changes = [abs(x - y) for row_a, row_b in rows for x, y in zip(row_a, row_b, strict=True)]
    moved = [abs(c.share - d.share) for c, d in zip(a.classes, b.classes, strict=True)]
    return max([abs(a.share - b.share), *changes, *moved])
