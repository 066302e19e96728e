"""Which pairs are asked about: near the threshold, of many sorts, and never twice."""

import itertools
from typing import Any

import attrs
import pandas as pd
import pytest

import custmdm as cm
from custmdm.errors import ConfigurationError
from custmdm.linker._compared import VectorsOf
from tests.linker.world import AUSTRALIA, KINDS, Row, people, resolved

OPTIONS = {"key": "id", "source": "crm"}


@pytest.fixture(scope="module")
def doubtful() -> cm.Resolution:
    """Many customers who say little, so that many pairs are in doubt."""
    rows = [{**row, "phone": "", "mail": "", "street": ""} for row in people(250, seed=3)[0]]
    linker = cm.Linker(
        kinds=KINDS, context=AUSTRALIA, thresholds=cm.Thresholds(match=0.9, possible=0.001)
    )
    return linker.fit(rows, **OPTIONS).resolve(rows, **OPTIONS)


def pair(link: cm.Link) -> tuple[cm.RecordId, cm.RecordId]:
    return link.left, link.right


def vectors_of(result: cm.Resolution, links: Any) -> list[bytes]:
    (part,) = result.tables
    rows = {record: row for row, record in enumerate(part.table.ids)}
    compare = VectorsOf.by(part.table, part.matching.comparisons, part.matching.frequencies)
    frame = pd.DataFrame([(rows[link.left], rows[link.right]) for link in links])
    return [v.tobytes() for v in compare(frame[0].to_numpy(), frame[1].to_numpy())]


def test_they_are_links_of_the_result_with_what_was_decided(doubtful: cm.Resolution) -> None:
    known = {pair(link): link for link in (*doubtful.links, *doubtful.review)}
    chosen = doubtful.uncertain_pairs(30)
    assert len(chosen) == len(set(map(pair, chosen))) == 30
    assert all(link.left < link.right for link in chosen)
    assert all(known[pair(link)] == link for link in chosen if pair(link) in known)
    assert sum(pair(link) in known for link in chosen) > 20


def test_of_one_vector_they_go_away_from_the_threshold(doubtful: cm.Resolution) -> None:
    """The first pair of each vector is nearer to the threshold than the first of the next one."""
    chosen = doubtful.uncertain_pairs(1_000_000)
    cut = cm.MatchScore.weight_of(0.9)
    firsts: dict[bytes, cm.Link] = {}
    for vector, link in zip(vectors_of(doubtful, chosen), chosen, strict=True):
        firsts.setdefault(vector, link)
    distances = [abs(link.weight - cut) for link in firsts.values()]
    assert len(distances) > 10
    assert distances == pytest.approx(sorted(distances))
    kept = (*doubtful.links, *doubtful.review)
    assert distances[0] == pytest.approx(min(abs(link.weight - cut) for link in kept))


def test_pairs_that_do_not_compare_alike_come_first(doubtful: cm.Resolution) -> None:
    """The same, pair by pair: each one more of a vector is worth a quarter, a ninth and so on."""
    every = doubtful.uncertain_pairs(1_000_000)
    vectors = vectors_of(doubtful, every)
    assert max(map(vectors.count, set(vectors))) > 1
    seen: dict[bytes, int] = {}
    worth = []
    for vector, link in sorted(
        zip(vectors, every, strict=True), key=lambda item: (item[1].left, item[1].right)
    ):
        q = cm.MatchScore.probability_of(link.weight - cm.MatchScore.weight_of(0.9))
        seen[vector] = seen.get(vector, 0) + 1
        worth.append((-q * (1.0 - q) / seen[vector] ** 2, pair(link)))
    by_pair = {p: w for w, p in worth}
    found = [by_pair[pair(link)] for link in every]
    assert found == pytest.approx(sorted(w for w, _ in worth))


def test_what_was_asked_about_is_not_asked_again(doubtful: cm.Resolution) -> None:
    every = doubtful.uncertain_pairs(1_000_000)
    asked = every[:40]
    ways: dict[str, Any] = {
        "labels": [(link.left, link.right, True) for link in asked],
        "a mapping": {pair(link): None for link in asked},
        "pairs": [pair(link) for link in asked],
        "text": [(str(link.right), str(link.left)) for link in asked],
        "a frame": pd.DataFrame(
            [{"left": str(link.left), "right": str(link.right), "same": True} for link in asked]
        ),
    }
    wanted = {pair(link) for link in every[40:]}
    for way, exclude in ways.items():
        found = doubtful.uncertain_pairs(1_000_000, exclude=exclude)
        assert {pair(link) for link in found} == wanted, way
        assert len(found) == len(wanted), way
    assert doubtful.uncertain_pairs(5, exclude=[pair(link) for link in every]) == ()
    assert doubtful.uncertain_pairs(5, exclude=[("web:1", "web:2")]) == every[:5]


def test_who_asks_in_rounds_asks_about_new_sorts_of_pairs_each_time(
    doubtful: cm.Resolution,
) -> None:
    asked: list[tuple[cm.RecordId, cm.RecordId]] = []
    for _ in range(4):
        asked += [pair(link) for link in doubtful.uncertain_pairs(10, exclude=asked)]
    at_once = [pair(link) for link in doubtful.uncertain_pairs(40)]
    assert len(set(asked)) == 40
    assert len(set(asked) & set(at_once)) > 30


@pytest.mark.parametrize("turn", [1, 2])
def test_the_order_of_the_records_says_nothing(rows: list[Row], turn: int) -> None:
    turned = [*rows[50 * turn :], *rows[: 50 * turn]][::-1]
    loose = cm.Thresholds(match=0.5, possible=0.0)
    chosen = []
    for given in (rows, turned):
        linker = cm.Linker(kinds=KINDS, context=AUSTRALIA, thresholds=loose)
        chosen.append(linker.fit(given, **OPTIONS).resolve(given, **OPTIONS).uncertain_pairs(200))
    assert chosen[0] == chosen[1]
    assert len(chosen[0]) == 200


@pytest.mark.parametrize(("match", "possible"), [(1.0, 0.0), (0.0, 0.0), (1.0, 1.0)])
def test_any_thresholds_will_do(rows: list[Row], match: float, possible: float) -> None:
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(rows, **OPTIONS)
    linker = attrs.evolve(linker, thresholds=cm.Thresholds(match=match, possible=possible))
    chosen = linker.resolve(rows, **OPTIONS).uncertain_pairs(9)
    assert len(chosen) == (9 if possible < 1.0 else 0)


def test_records_of_several_types_are_asked_about_together() -> None:
    persons = [
        cm.Record(cm.RecordId("p", i), cm.Person(name=cm.PersonName(given="Ann", family="Lee")))
        for i in range(4)
    ]
    firms = [
        cm.Record(cm.RecordId("o", i), cm.Organization(name="Lee Trading Ltd")) for i in range(4)
    ]
    result = cm.resolve([*persons, *firms])
    pairs = itertools.chain(result.links, result.review)
    chosen = result.uncertain_pairs(100)
    assert {pair(link) for link in pairs} <= {pair(link) for link in chosen}
    assert all(link.left.source == link.right.source for link in chosen)


def test_no_records_have_no_pairs() -> None:
    assert resolved(pd.DataFrame(columns=["id", *KINDS, "changed"])).uncertain_pairs(5) == ()
    assert resolved(people(3)[0][:1]).uncertain_pairs(5) == ()


@pytest.mark.parametrize("n", [0, -1])
def test_it_is_about_at_least_one_pair(doubtful: cm.Resolution, n: int) -> None:
    with pytest.raises(ConfigurationError, match="at least one pair, got n="):
        doubtful.uncertain_pairs(n)


@pytest.mark.parametrize("exclude", ["crm:1", [("crm:1",)], 5])
def test_what_is_no_pairs_cannot_be_excluded(doubtful: cm.Resolution, exclude: Any) -> None:
    with pytest.raises(ConfigurationError, match="labels are"):
        doubtful.uncertain_pairs(5, exclude=exclude)
