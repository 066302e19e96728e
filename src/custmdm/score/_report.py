"""What training learned and what to distrust, as data and in words."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._html import html_text
from custmdm.frames import Values, make_frame
from custmdm.score._drift import RandomPairs
from custmdm.score._em import Training
from custmdm.score._fellegi_sunter import FellegiSunter
from custmdm.score._findings import findings_of
from custmdm.score._learned import (
    Dependence,
    Finding,
    LearnedComparison,
    LearnedLevel,
    TrainingRound,
)
from custmdm.score._report_text import comparison_lines, finding_lines, head_line

Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]
Counts = npt.NDArray[np.integer]

# A level speaks for a match from so many bits on.
_AGREES = 1.0
# Two comparisons hang together if they agree so many times more often than the model says, on so
# many pairs more.
_TIMES = 3.0
_PAIRS = 50.0


@frozen(repr=False)
class TrainingReport:
    """Say what training learned and what to distrust; ``print`` it for the text.

    No value of a record is in it. It is plain data and is saved with a Linker.

    Attributes:
        pairs: the candidate pairs it was trained on.
        matches: the expected number of matches among them.
        rounds: EM rounds until it settled.
        settled: whether it did.
        moved: how much the last round moved m or a share, at most.
        belief: how many pairs' worth of belief m started with.
        comparisons: what was learned of each comparison.
        dependent: comparisons that agree together more often than the model takes for granted.
        random: what random pairs of the records looked like; later ones are held against them.
        path: where each round of EM left the model; nothing of what was saved before this was kept.
    """

    pairs: int
    matches: float
    rounds: int
    settled: bool
    moved: float
    belief: float
    comparisons: tuple[LearnedComparison, ...]
    dependent: tuple[Dependence, ...] = ()
    random: RandomPairs | None = None
    path: tuple[TrainingRound, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what to distrust, what matters most first."""
        return tuple(
            findings_of(
                self.pairs, self.matches, self.settled, self.moved, self.belief,
                self.comparisons, self.dependent,
            )
        )  # fmt: skip

    def text(self, locale: str = "en") -> str:
        """Return the report in words, in English ("en") or Chinese ("zh")."""
        lines = [head_line(self.matches, self.pairs, self.rounds, locale)]
        lines += comparison_lines(self.comparisons, locale)
        lines += finding_lines(self.findings, locale)
        return "\n".join(lines)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return one row a level: comparison, level, label, m, u, weight, matches, pairs."""
        rows = [(c.name, i, level) for c in self.comparisons for i, level in enumerate(c.levels)]
        columns: dict[str, Values] = {
            "comparison": [name for name, _, _ in rows],
            "level": np.array([i for _, i, _ in rows], dtype=np.int64),
            "label": [level.label for _, _, level in rows],
            "m": np.array([level.m for _, _, level in rows], dtype=np.float64),
            "u": np.array([level.u for _, _, level in rows], dtype=np.float64),
            "weight": np.array([level.weight for _, _, level in rows], dtype=np.float64),
            "matches": np.array([level.matches for _, _, level in rows], dtype=np.float64),
            "pairs": np.array([level.pairs for _, _, level in rows], dtype=np.int64),
        }
        return make_frame(columns, backend)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        head, _, rest = self.text().partition("\n")
        return html_text(head, rest)

    def __repr__(self) -> str:
        return (
            f"<TrainingReport: {self.matches:,.0f} matches among {self.pairs:,} pairs, "
            f"{len(self.findings)} findings>"
        )


def training_report(
    names: Sequence[str],
    labels: Sequence[Sequence[str]],
    strata: Sequence[Sequence[int]],
    training: Training,
    vectors: Small,
    counts: Counts,
    *,
    random: RandomPairs | None = None,
    m_belief: float = 500.0,
) -> TrainingReport:
    """Return the report of a training.

    >>> from custmdm.score import estimate_u, fit
    >>> rng = np.random.default_rng(0)
    >>> same = rng.random(2000) < 0.4
    >>> levels = np.where(same[:, None], rng.random((2000, 2)) < 0.9, rng.random((2000, 2)) < 0.02)
    >>> vectors = np.concatenate([levels, 0 * levels], axis=1).astype(np.int8)
    >>> u = [np.array([0.98, 0.02])] * 2
    >>> counts = np.ones(len(vectors), dtype=np.int64)
    >>> training = fit(vectors, counts, u, [(0, 0)] * 2)
    >>> labels = [("different", "equal")] * 2
    >>> report = training_report(("name", "phone"), labels, [(0, 0)] * 2, training, vectors, counts)
    >>> [c.name for c in report.comparisons], report.matches == training.matches
    (['name', 'phone'], True)

    Args:
        names: the name of each comparison.
        labels: its levels in words, from 0 up.
        strata: which of its levels share what is known.
        training: how training went.
        vectors: the comparison vectors that it was trained on, as in :func:`fit`.
        counts: how many candidate pairs have each.
        random: what random pairs of the records look like.
        m_belief: how many pairs' worth of belief m started with, as in :func:`fit`.
    """
    # In one order, so that sums are the same to the last bit whatever order the records had.
    order = np.lexsort((counts, *vectors.T))
    vectors, counts = vectors[order], counts[order]
    model = training.model
    likely = _posterior(model, vectors) * counts[:, None]
    strangers = _strangers(model)
    comparisons = tuple(
        _learned(
            name, labels[k], strata[k], model.m[k], strangers[k], vectors[:, k], counts, likely
        )
        for k, name in enumerate(names)
    )
    return TrainingReport(
        training.pairs, training.matches, training.rounds, training.settled, training.moved,
        m_belief, comparisons, tuple(_dependent(comparisons, strata, model, vectors, likely)),
        random, training.path,
    )  # fmt: skip


def _posterior(model: FellegiSunter, vectors: Small) -> Floats:
    """Return the probability of each class for each vector, matches first."""
    matches, others = model.log_likelihoods(vectors)
    logs = np.concatenate([matches[:, None], others], axis=1)
    odds = np.exp2(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _strangers(model: FellegiSunter) -> list[Floats]:
    """Return u of the pairs that no comparison brought together; of all classes without such."""
    classes = [c for c in model.classes if not c.owners] or list(model.classes)
    total = sum(c.share for c in classes)
    return [
        np.asarray(sum(np.array(c.u[k]) * (c.share / total) for c in classes))
        for k in range(len(model.m))
    ]


def _learned(
    name: str,
    labels: Sequence[str],
    strata: Sequence[int],
    m: Sequence[float],
    u: Floats,
    levels: Small,
    counts: Counts,
    likely: Floats,
) -> LearnedComparison:
    seen = levels >= 0
    size = len(m)
    pairs = np.bincount(levels[seen], weights=counts[seen], minlength=size)
    matches = np.bincount(levels[seen], weights=likely[seen, 0], minlength=size)
    weights = np.log2(np.array(m) / u)
    # What is known of the matches; where there are none, of the pairs.
    of = np.asarray(strata)
    known = np.bincount(of, weights=matches if matches.sum() >= 1.0 else pairs)
    share = known / known.sum() if known.sum() else np.ones(len(known)) / len(known)
    total = float(counts.sum())
    return LearnedComparison(
        name,
        tuple(
            LearnedLevel(
                labels[i], int(strata[i]), float(m[i]), float(u[i]), float(weights[i]),
                float(matches[i]), int(pairs[i]),
            )
            for i in range(size)
        ),
        float(pairs.sum()) / total if total else 0.0,
        float(np.sum(share[of] * np.array(m) * weights)),
    )  # fmt: skip


def _dependent(
    comparisons: Sequence[LearnedComparison],
    strata: Sequence[Sequence[int]],
    model: FellegiSunter,
    vectors: Small,
    likely: Floats,
) -> list[Dependence]:
    """Return the pairs of comparisons that agree together more often than the model says.

    Counted over the pairs that are no match, each as far as it is none.
    """
    width = len(comparisons)
    agrees = np.zeros((len(vectors), width))
    expected = np.zeros((width, width))
    said = [np.array([level.weight >= _AGREES for level in c.levels]) for c in comparisons]
    for k in range(width):
        levels = vectors[:, k]
        agrees[:, k] = np.append(said[k], [False] * 4)[levels]
    others = likely[:, 1:]
    for i, c in enumerate(model.classes):
        chance = np.zeros((len(vectors), width))
        for k in range(width):
            of = np.asarray(strata[k])
            in_stratum = np.bincount(of, weights=np.where(said[k], c.u[k], 0.0))
            chance[:, k] = np.append(in_stratum[of], [0.0] * 4)[vectors[:, k]]
        expected += chance.T @ (others[:, i, None] * chance)
    found = agrees.T @ (others.sum(axis=1)[:, None] * agrees)
    return [
        Dependence(comparisons[j].name, comparisons[k].name, float(found[j, k]),
                   float(expected[j, k]))
        for j in range(width)
        for k in range(j + 1, width)
        if found[j, k] >= _TIMES * expected[j, k] and found[j, k] - expected[j, k] >= _PAIRS
    ]  # fmt: skip
