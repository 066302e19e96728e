"""What an explanation says holds: it is computed again another way."""

import itertools
from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pytest

import custmdm as cm
from custmdm.cluster import RowConstraints, connected_components, constrained
from custmdm.compare import RARITY_STEP
from custmdm.linker import Explanation, ResolvedTable
from custmdm.linker._explain_clusters import pair_weights
from custmdm.model import Decision, MatchScore, RecordId

Int64 = npt.NDArray[np.int64]
Found = list[tuple[tuple[int, int], Explanation]]


@pytest.fixture(scope="module")
def part(result: cm.Resolution[Any]) -> ResolvedTable:
    return result.tables[0]


@pytest.fixture(scope="module")
def told(result: cm.Resolution[Any], part: ResolvedTable) -> Found:
    """All kept pairs of the people, and some others, explained."""
    pairs = set(zip(part.left.tolist(), part.right.tolist(), strict=True))
    pairs |= set(itertools.islice(itertools.combinations(range(len(part.table)), 2), 0, None, 97))
    ids = part.table.ids
    return [(pair, result.explain(ids[pair[0]], ids[pair[1]])) for pair in sorted(pairs)]


def explained(part: ResolvedTable, **changed: Any) -> Callable[[int, int], Explanation]:
    """Return how to explain rows of the same table, resolved otherwise."""
    other: cm.Resolution[Any] = cm.Resolution((attrs.evolve(part, **changed),))
    ids = part.table.ids
    return lambda left, right: other.explain(ids[left], ids[right])


def clustered(part: ResolvedTable, labels: Int64, **changed: Any) -> Callable[..., Explanation]:
    """Return how to explain rows of the same table in other clusters."""
    _, dense = np.unique(labels, return_inverse=True)
    golden_ids = tuple(f"g{i}" for i in range(int(dense.max()) + 1))
    return explained(part, labels=dense, golden_ids=golden_ids, **changed)


# -- scores ---------------------------------------------------------------------------------------


def test_some_pairs_of_rows_weigh_what_each_alone_weighs(part: ResolvedTable, told: Found) -> None:
    left, right = np.array([pair for pair, _ in told]).T
    weights = [found.score.weight for _, found in told if found.score is not None]
    assert pair_weights(part, left, right) == pytest.approx(weights, abs=1e-9)


def test_the_thresholds_and_rarities_are_told(part: ResolvedTable, told: Found) -> None:
    assert {found.thresholds for _, found in told} == {part.matching.thresholds}
    rarities = [c.rarity for _, found in told if found.score for c in found.score.contributions]
    assert min(rarities) < -RARITY_STEP < RARITY_STEP < max(rarities)


# -- what would change it -------------------------------------------------------------------------


def test_at_the_threshold_told_the_decision_turns(told: Found) -> None:
    scored = [found for _, found in told if found.stage == "scoring"]
    assert {found.same for found in scored} == {True, False}
    for found in scored:
        (at,) = [c.threshold for c in found.changes if c.code == "threshold"]
        assert found.score is not None
        assert at is not None
        stated = found.score.probability
        above = min(float(np.nextafter(at, 2.0)), 1.0)
        assert cm.Thresholds(match=at, possible=0.0).decide(stated) is Decision.MATCH
        if above > at:
            assert cm.Thresholds(match=above, possible=0.0).decide(stated) is not Decision.MATCH


def test_at_the_level_told_the_decision_turns(part: ResolvedTable, told: Found) -> None:
    """One pair at a time, from the definition of the model."""
    matching = part.matching
    place = {c.on: k for k, c in enumerate(matching.comparisons)}
    seen = set()
    for _, found in told:
        assert found.score is not None
        levels = [c.level for c in found.score.contributions]
        rarities = [round(c.rarity / RARITY_STEP) for c in found.score.contributions]
        for change in found.changes:
            if change.code != "level":
                continue
            k = place[change.comparison]
            one, other = list(levels), list(rarities)
            one[k], other[k] = change.level, 0
            weight = matching.model.weight(one, other)
            assert change.weight == pytest.approx(weight, abs=1e-9)
            assert change.added == pytest.approx(weight - found.score.weight, abs=1e-9)
            assert change.label == matching.comparisons[k].label(change.level)
            turned = matching.thresholds.decide(MatchScore.probability_of(weight))
            assert (turned is Decision.MATCH) == (not found.same)
            seen.add(found.same)
    assert seen == {True, False}


def test_the_levels_told_are_the_least_changes(part: ResolvedTable, told: Found) -> None:
    """By brute force over all levels: one a comparison, three at most, the least first."""
    matching = part.matching
    for _, found in told:
        if found.stage != "scoring":
            continue
        assert found.score is not None
        weight = found.score.weight
        levels = [c.level for c in found.score.contributions]
        rarities = [round(c.rarity / RARITY_STEP) for c in found.score.contributions]
        least: dict[str, float] = {}
        for k, c in enumerate(matching.comparisons):
            for level in range(-2, c.n_levels):
                if not tried(c, levels[k], level, found.same):
                    continue
                one, other = list(levels), list(rarities)
                one[k], other[k] = level, 0
                turned = matching.model.weight(one, other)
                cut = MatchScore.weight_of(matching.thresholds.match)
                speaks = found.score.contributions[k].weight + turned - weight > 0.0
                if (turned >= cut) != found.same and (found.same or speaks):
                    size = abs(turned - weight)
                    least[c.on] = min(least.get(c.on, np.inf), size)
        best = sorted((size, on) for on, size in least.items())[:3]
        changes = [c for c in found.changes if c.code == "level"]
        assert [c.comparison for c in changes] == [on for _, on in best]
        assert [abs(c.added) for c in changes] == pytest.approx([s for s, _ in best], abs=1e-9)


def tried(comparison: cm.compare.Comparison, now: int, level: int, same: bool) -> bool:
    """Say whether a level is one that a pair might have had: what is known stays known."""
    if now < 0:
        return not same and level == comparison.n_levels - 1
    if same:
        lowest = comparison.strata.index(comparison.strata[now])
        return level == -2 or (level == lowest and level != now)
    return level > now and comparison.strata[level] == comparison.strata[now]


# -- blocking -------------------------------------------------------------------------------------


def test_a_pair_that_weighs_too_little_is_told_what_it_shares(
    linker: cm.Linker, frame: Any
) -> None:
    (rule,) = linker.used_blocking
    assert isinstance(rule, cm.block.BestPairs)
    few = attrs.evolve(linker, blocking=attrs.evolve(rule, pairs_per_record=0, min_pairs=30))
    result = few.resolve(frame, key="id", source="crm")
    lost = []
    part = result.tables[0]
    for left, right in itertools.islice(itertools.combinations(part.table.ids, 2), 300):
        found = result.explain(left, right)
        if found.blocking.left_out:
            lost.append(found)
            assert found.rules == ()
            assert 0.0 < found.blocking.weight < found.blocking.cut
    assert {found.stage for found in lost} >= {"blocking"}
    told = next(found for found in lost if found.stage == "blocking")
    assert "they share too little to be brought together" in str(told)


def test_a_rule_would_do_exactly_if_the_pair_matches(
    linker: cm.Linker, frame: Any, told: Found
) -> None:
    narrow = attrs.evolve(linker, blocking=cm.block.on("phone"))
    result = narrow.resolve(frame, key="id", source="crm")
    again = [result.explain(found.left, found.right) for _, found in told]
    lost = [found for found in again if found.stage == "blocking"]
    assert {found.decision is Decision.MATCH for found in lost} == {True, False}
    for found in lost:
        (change,) = found.changes
        assert (change.code, change.turns) == ("rule", found.decision is Decision.MATCH)


def test_two_rows_of_one_linked_table_are_brought_together_by_nothing(part: ResolvedTable) -> None:
    left, right = int(part.left[0]), int(part.right[0])
    sides = np.zeros(len(part.table), dtype=np.int8)
    alone = np.arange(len(part.table))
    none = np.zeros(0, dtype=np.int64)
    linked = attrs.evolve(part.weighed, sides=sides)
    why = clustered(part, alone, weighed=linked, left=none, right=none, weight=none * 1.0)
    assert (why(left, right).stage, why(left, right).rules) == ("table", ())
    assert "only pairs across are compared" in str(why(left, right))


# -- constraints ----------------------------------------------------------------------------------


def held(part: ResolvedTable, **constraints: Any) -> Callable[[int, int], Explanation]:
    """Return how to explain rows of the same pairs, clustered under constraints."""
    given = RowConstraints(**constraints)
    labels = constrained(
        part.matching.clusterer, len(part.table), part.left, part.right, part.weight,
        always=given.always, never=given.never, group=given.group,
    )  # fmt: skip
    return clustered(part, labels, constraints=given)


@pytest.fixture(scope="module")
def match(part: ResolvedTable) -> tuple[int, int]:
    """The rows of a pair that matches."""
    at = int(np.argmax(part.weight))
    return int(part.left[at]), int(part.right[at])


@pytest.fixture(scope="module")
def strangers(result: cm.Resolution[Any], part: ResolvedTable) -> list[int]:
    """One row each of some customers."""
    return sorted(rows[0] for rows in part.clusters)[:6]


def test_what_is_always_one_is_told_with_its_chain(
    part: ResolvedTable, strangers: list[int]
) -> None:
    a, b, c, d, *_ = strangers
    ids = part.table.ids
    why = held(part, always=([a, c, c], [b, b, d]))
    direct = why(a, b)
    assert (direct.same, direct.stage) == (True, "constraint")
    assert direct.constraint is not None
    assert (direct.constraint.kind, direct.constraint.records) == ("always", (ids[a], ids[b]))
    assert [change.code for change in direct.changes] == ["constraint"]
    chain = why(a, d).constraint
    assert chain is not None
    assert chain.records == tuple(ids[row] for row in (a, b, c, d))
    assert chain.apart is None
    assert f"{ids[b]} is always {ids[c]}" in str(why(a, d))


def test_what_is_never_one_is_told_with_its_chain(
    part: ResolvedTable, match: tuple[int, int], strangers: list[int]
) -> None:
    a, b = match
    ids = part.table.ids
    direct = held(part, never=([b], [a]))(a, b)
    assert (direct.same, direct.stage, direct.decision) == (False, "constraint", Decision.MATCH)
    assert direct.constraint is not None
    assert (direct.constraint.kind, direct.constraint.apart) == ("never", (ids[a], ids[b]))
    assert [change.code for change in direct.changes] == ["constraint"]
    c = next(row for row in strangers if row not in match)
    chained = held(part, always=([c], [b]), never=([a], [c]))(a, b)
    assert (chained.same, chained.stage) == (False, "constraint")
    assert chained.constraint is not None
    assert chained.constraint.apart is not None
    assert set(chained.constraint.apart) == {ids[a], ids[c]}
    assert chained.constraint.records[0] == ids[min(a, b)]
    assert "a chain of constraints keeps them apart" in str(chained)


def test_a_constraint_that_changes_nothing_is_not_said_to(
    part: ResolvedTable, match: tuple[int, int], strangers: list[int]
) -> None:
    a, b, *_ = strangers
    assert held(part, never=([a], [b]))(a, b).changes == ()
    assert held(part, always=([match[0]], [match[1]]))(*match).changes == ()


def test_one_record_a_source_or_group_is_told(part: ResolvedTable, match: tuple[int, int]) -> None:
    group = np.full(len(part.table), -1)
    group[list(match)] = 7
    found = held(part, group=group)(*match)
    assert (found.same, found.stage) == (False, "constraint")
    assert found.constraint is not None
    assert found.constraint.kind == "source"
    assert "of one source" in str(found)


def test_a_veto_is_told_with_its_fields(part: ResolvedTable, told: Found) -> None:
    (a, b), _ = next(
        (pair, found) for pair, found in told
        if found.score and label(found, "dob") == 0 and label(found, "mail") < 0
    )  # fmt: skip
    vetoing = attrs.evolve(part, matching=attrs.evolve(part.matching, vetoes=("dob", "mail")))
    found = held(vetoing, never=([a], [b]))(a, b)
    assert found.constraint is not None
    assert (found.constraint.kind, found.constraint.fields) == ("veto", ("dob",))
    assert "differ in dob, which vetoes it" in str(found)


def label(found: Explanation, on: str) -> int:
    assert found.score is not None
    return next(c.level for c in found.score.contributions if c.comparison == on)


# -- clusters -------------------------------------------------------------------------------------


def test_the_stronger_partner_is_told_with_what_keeps_it_apart(
    part: ResolvedTable, result: cm.Resolution[Any]
) -> None:
    """Of three that match each other, two of one source: the weaker one loses its place."""
    rows = next(rows for rows in part.clusters if len(rows) > 2)[:3]
    ids = part.table.ids
    weigh = {
        pair: float(pair_weights(part, np.array(pair[:1]), np.array(pair[1:]))[0])
        for pair in itertools.combinations(rows, 2)
    }
    best = max(weigh, key=weigh.__getitem__)
    (loser,) = set(rows) - set(best)
    group = np.full(len(part.table), -1)
    rival, shared = best
    group[[loser, rival]] = 1
    found = held(part, group=group)(*sorted((loser, shared)))
    assert (found.same, found.stage) == (False, "clustering")
    assert found.clusters is not None
    assert found.clusters.apart is not None
    assert set(found.clusters.apart.records) == {ids[loser], ids[rival]}
    partners = {p.record: p for p in (found.clusters.left, found.clusters.right)}
    assert partners[ids[shared]].partner is not None
    assert partners[ids[shared]].weight >= weigh[best] - 1e-9
    assert found.changes == ()
    assert "records that they are with must stay apart" in str(found)


def test_kept_apart_is_told_by_the_mean_between_the_clusters(part: ResolvedTable) -> None:
    rows = next(rows for rows in part.clusters if len(rows) == 4)
    labels = part.labels.copy()
    labels[rows[2:]] = int(labels.max()) + 1
    pair = next(p for p in itertools.product(rows[:2], rows[2:]) if part.kept(*sorted(p)))
    found = clustered(part, labels)(*pair)
    assert (found.same, found.stage) == (False, "clustering")
    clusters = found.clusters
    assert clusters is not None
    clip = part.matching.clusterer.clip  # type: ignore[attr-defined]
    weights = [
        min(max(part.matching.score_rows(part.table, *sorted(p)).weight, -clip), clip)
        for p in itertools.product(rows[:2], rows[2:])
    ]
    assert clusters.pairs == 4
    assert clusters.mean == pytest.approx(sum(weights) / 4, abs=1e-9)
    ids = part.table.ids
    assert {clusters.left.partner, clusters.right.partner} < {ids[row] for row in rows}
    assert clusters.apart is None


def test_together_without_a_link_is_told_as_wholes(
    part: ResolvedTable, strangers: list[int]
) -> None:
    a, b, *_ = strangers
    labels = part.labels.copy()
    labels[labels == labels[b]] = labels[a]
    found = clustered(part, labels)(a, b)
    assert (found.same, found.stage, found.path) == (True, "clustering", ())
    assert found.clusters is not None
    n = int((labels == labels[a]).sum())
    assert found.clusters.pairs == n * (n - 1) // 2
    assert "their clusters agree as wholes" in str(found)


def test_a_path_goes_over_what_is_always_one(
    part: ResolvedTable, match: tuple[int, int], strangers: list[int]
) -> None:
    """The link of a constraint is a step, whatever it weighs."""
    a, b = match
    c = next(row for row in strangers if part.labels[row] != part.labels[a])
    labels = part.labels.copy()
    labels[labels == labels[c]] = labels[a]
    found = clustered(part, labels, constraints=RowConstraints(always=([b], [c])))(a, c)
    ids = part.table.ids
    assert (found.same, found.stage) == (True, "clustering")
    steps = [{link.left, link.right} for link in found.path]
    assert steps[-1] == {ids[b], ids[c]} or steps[0] == {ids[b], ids[c]}
    weak = next(link for link in found.path if {link.left, link.right} == {ids[b], ids[c]})
    assert weak.decision is not Decision.MATCH


def test_a_link_is_told_exactly_if_alone_it_connects_the_two(part: ResolvedTable) -> None:
    """In the same clusters, with fewer links: by connected components without each in turn."""
    inside = part.labels[part.left] == part.labels[part.right]
    cut = float(np.quantile(part.weight[inside], 0.4))
    high = cm.Thresholds(match=MatchScore.probability_of(cut))
    why = explained(part, matching=attrs.evolve(part.matching, thresholds=high))
    linked = inside & (part.weight >= MatchScore.weight_of(high.match))
    n, row_of, seen = len(part.table), part.row_of, {True: 0, False: 0}
    for left, right in zip(
        *(side[inside].tolist() for side in (part.left, part.right)), strict=True
    ):
        found = why(left, right)
        if found.stage != "clustering":
            continue
        alone = set()
        for at in np.flatnonzero(linked).tolist() if found.path else ():
            kept = linked.copy()
            kept[at] = False
            labels = connected_components(n, part.left[kept], part.right[kept])
            if labels[left] != labels[right]:
                alone.add((int(part.left[at]), int(part.right[at])))
        links = [change.link for change in found.changes if change.link is not None]
        assert {(row_of[link.left], row_of[link.right]) for link in links} == alone
        assert [link.weight for link in links] == sorted(link.weight for link in links)
        seen[bool(alone)] += 1
    assert min(seen.values()) > 0


# -- asked again ----------------------------------------------------------------------------------


def test_what_is_made_for_the_first_question_is_kept(part: ResolvedTable) -> None:
    assert part.key_table is part.key_table
    assert part.row_of is part.row_of
    assert [part.row_of[record] for record in part.table.ids] == list(range(len(part.table)))


def test_no_order_of_the_rows_changes_an_explanation(
    frame: Any, linker: cm.Linker, told: Found
) -> None:
    shuffled = frame.sample(frac=1.0, random_state=3)
    one = linker.resolve(frame, key="id", source="crm", updated_at="changed")
    other = linker.resolve(shuffled, key="id", source="crm", updated_at="changed")
    for _, found in told[::5]:
        again = other.explain(found.right, found.left)
        assert again == one.explain(found.left, found.right)
        assert again.text("zh") == one.explain(found.left, found.right).text("zh")


def test_an_explanation_is_plain_data(told: Found) -> None:
    written = attrs.asdict(told[0][1])
    assert written["stage"] in {"scoring", "clustering", "blocking"}
    assert isinstance(told[0][1].left, RecordId)
