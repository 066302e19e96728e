"""The live index: what it says of one record, what a change does, and what it refuses."""

import datetime as dt
import random
import threading

import pytest
from hypothesis import given, settings

import custmdm as cm
from custmdm import block
from tests.live.worlds import KINDS, RULES, linker_of, rows_of, stories

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
ROWS = rows_of(random.Random(4), 90)
PEOPLE = cm.Linker(
    record=cm.Person,
    blocking=(block.on("phones"), block.on("name"), block.on("emails")),
)


def person(given, family, *, phones=(), emails=(), born=None):
    name = cm.PersonName(given=given, family=family)
    return cm.Person(name=name, phones=phones, emails=emails, birth_date=born)


def record(key, *args, source="crm", **fields):
    return cm.Record(cm.RecordId(source, key), person(*args, **fields))


CRM = [
    record(1, "Ann", "Lee", phones=("+14155550101",), emails=("ann@lee.com",), born="1960-01-02"),
    record(2, "Bob", "Ray", phones=("+14155550102",), emails=("bob@ray.com",), born="1961-01-02"),
    record(3, "Cyd", "May", phones=("+14155550103",), emails=("cyd@may.com",), born="1962-01-02"),
    record(4, "Dee", "Fox", phones=("+14155550104",), emails=("dee@fox.com",), born="1963-01-02"),
    record(5, "Eve", "Orr", phones=("+14155550105",), emails=("eve@orr.com",), born="1964-01-02"),
]
ANN = record(
    9, "Ann", "Lee", source="web",
    phones=("+14155550101", "+14155550199"), emails=("ann@lee.com",), born="1960-01-02",
)  # fmt: skip


def ann(key):
    return record(key, "Ann", "Lee", phones=("+14155550101",), source="web")


@pytest.fixture(scope="module")
def people():
    return PEOPLE.fit([*CRM, ANN])


@pytest.mark.parametrize("rules", RULES)
def test_a_match_has_the_score_that_the_linker_gives_the_pair(rules):
    linker = linker_of(rules)
    index = cm.LiveIndex(linker, ROWS[:60], key="id")
    by_id = {cm.RecordId("table", row["id"]): row for row in ROWS}
    n_found = 0
    for row in ROWS:
        for found in index.match(row):
            # A value that far too many share is told by the table alone.
            if "+14155550100" not in (row["phone"], by_id[found.id]["phone"]):
                assert found.score == linker.score(row, by_id[found.id])
                n_found += 1
            assert found.id.key != row["id"]
            assert found.decision is linker.used_thresholds.decide(found.score.probability)
    assert n_found > 30


@pytest.mark.parametrize("rules", RULES)
def test_a_match_finds_whom_a_batch_run_would_compare(rules):
    """The pairs that match or may, of a run over all and the new one, are found; no others."""
    linker = linker_of(rules)
    index = cm.LiveIndex(linker, ROWS[:80], key="id")
    for row in ROWS[80:]:
        result = linker.resolve([*ROWS[:80], row], key="id")
        own = cm.RecordId("table", row["id"])
        ends = [{link.left, link.right} for link in (*result.links, *result.review)]
        wanted = {other for pair in ends if own in pair for other in pair - {own}}
        assert {found.id for found in index.match(row)} >= wanted


def test_matching_changes_nothing(people):
    index = cm.LiveIndex(people, CRM)
    before = index.customers()
    assert [str(found.id) for found in index.match(ANN)] == ["crm:1"]
    assert [str(found.id) for found in index.match(ANN.data)] == ["crm:1"]
    assert (index.version, len(index), index.customers()) == (0, 5, before)


def test_a_record_that_is_there_is_held_against_the_others(people):
    index = cm.LiveIndex(people, [*CRM, ANN])
    assert [str(found.id) for found in index.match(ANN)] == ["crm:1"]
    assert [str(found.id) for found in index.match(CRM[0])] == ["web:9"]


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_a_match_is_explained_without_any_value(people, locale):
    (found,) = cm.LiveIndex(people, CRM).match(ANN)
    text = found.explain(locale)
    assert "phones" in text
    for value in ("Ann", "Lee", "0101", "1960"):
        assert value not in text + repr(found)


def test_a_change_set_says_what_becomes_of_the_customers(people):
    index = cm.LiveIndex(people, CRM)
    walk = people.resolve(CRM, now=NOW).crosswalk
    fay = record(7, "Fay", "Poe", phones=("+14155550107",), source="web")
    changes = index.resolve([ANN, fay], walk, now=NOW)
    g_ann = walk.ids[CRM[0].id]
    (g_fay,) = changes.created
    assert changes.created == {g_fay: (fay.id,)}
    assert changes.absorbed == {g_ann: (ANN.id,)}
    assert (changes.merged, changes.split, changes.ended) == ({}, {}, ())
    assert changes.ids == {ANN.id: g_ann, fay.id: g_fay}
    assert changes.base_version == index.version == 0
    assert set(changes.golden) == {g_ann, g_fay}
    assert set(changes.golden[g_ann].data.phones) == {"+14155550101", "+14155550199"}
    assert repr(changes) == "<ChangeSet: 1 created, 1 absorbed, 0 merged, 0 split, 0 to review>"
    index.apply(changes)
    assert (index.version, len(index)) == (1, 7)
    after = changes.crosswalk(walk)
    whole = people.resolve([*CRM, ANN, fay], previous=walk, now=NOW).crosswalk
    assert after == whole


def test_a_record_between_two_customers_merges_them_and_takes_them_apart_when_it_goes(people):
    one, two, between = CRM[0], CRM[1], ANN
    known = [cm.Always(between.id, one.id), cm.Always(between.id, two.id)]
    index = cm.LiveIndex(people, CRM, constraints=known)
    walk = people.resolve(CRM, constraints=known, now=NOW).crosswalk
    changes = index.resolve([between], walk, now=NOW)
    names = {walk.ids[one.id], walk.ids[two.id]}
    ((gone, stays),) = changes.merged.items()
    assert {gone, stays} == names
    index.apply(changes)
    walk = changes.crosswalk(walk)
    assert {walk.ids[r.id] for r in (one, two, between)} == {stays}
    assert walk.redirects == {gone: stays}
    back = index.resolve([], walk, removed=[between.id], now=NOW)
    ((of, (part,)),) = back.split.items()
    assert (of, back.removed) == (stays, (between.id,))
    assert part not in names
    index.apply(back)
    walk = back.crosswalk(walk)
    assert {walk.ids[one.id], walk.ids[two.id]} == {stays, part}
    assert walk.parts == {stays: (part,)}


def test_a_customer_of_whom_no_record_is_left_has_ended(people):
    index = cm.LiveIndex(people, CRM)
    walk = people.resolve(CRM, now=NOW).crosswalk
    changes = index.resolve(removed=[CRM[4].id], crosswalk=walk, now=NOW)
    assert changes.ended == (walk.ids[CRM[4].id],)
    assert (changes.created, changes.ids, dict(changes.golden)) == ({}, {}, {})
    after = changes.crosswalk(walk)
    assert CRM[4].id not in after.ids
    assert after.absent == {CRM[4].id: walk.ids[CRM[4].id]}


@pytest.mark.parametrize("rules", ["the kinds", "rules by hand"])
@given(stories())
@settings(max_examples=25)
def test_golden_ids_and_values_are_those_of_batch_runs(rules, story):
    """Each step resolved and applied, beside a run over all records with the crosswalk before."""
    first, steps, _ = story
    linker = linker_of(rules)
    there = {row["id"]: row for row in first}
    result = linker.resolve(first, key="id", now=NOW)
    walk = mine = result.crosswalk
    index = cm.LiveIndex(linker, first, key="id")
    for rows, gone in steps[:6]:
        removed = [cm.RecordId("table", key) for key in gone]
        changes = index.resolve(rows, mine, removed=removed, now=NOW)
        there |= {row["id"]: row for row in rows}
        for key in gone:
            del there[key]
        result = linker.resolve(list(there.values()), key="id", previous=walk, now=NOW)
        walk, mine = result.crosswalk, changes.crosswalk(mine)
        assert dict(mine.ids) == dict(walk.ids)
        assert dict(mine.redirects) == dict(walk.redirects)
        assert dict(mine.absent) == dict(walk.absent)
        assert dict(mine.since) == dict(walk.since)
        golden = {one.id: one for one in result.golden}
        for name, one in changes.golden.items():
            assert one.data == golden[name].data
        index.apply(changes)


def test_what_is_worked_out_from_an_older_version_is_not_applied(people):
    index = cm.LiveIndex(people, CRM)
    changes = index.resolve([ANN], now=NOW)
    index.remove([CRM[4].id])
    with pytest.raises(cm.StaleVersionError, match=r"from version 0 .* at version 1 now; resolve"):
        index.apply(changes)
    assert len(index) == 4
    index.apply(index.resolve([ANN], now=NOW))
    assert len(index) == 5


def test_a_record_that_comes_again_replaces_what_it_was(people):
    index = cm.LiveIndex(people, CRM)
    index.upsert([record(5, "Ann", "Lee", phones=("+14155550101",), emails=("ann@lee.com",))])
    assert len(index) == 5
    assert (CRM[0].id, CRM[4].id) in index.customers()
    index.upsert([CRM[4]])
    assert index.customers() == tuple((one.id,) for one in CRM)


def test_constraints_hold_record_by_record(people):
    always, never = cm.Always(CRM[1].id, ANN.id), cm.Never(CRM[0].id, ANN.id)
    index = cm.LiveIndex(people, [], constraints=[always, never])
    for one in (*CRM, ANN):
        index.upsert([one])
    customers = index.customers()
    assert (CRM[1].id, ANN.id) in customers
    assert (CRM[0].id,) in customers
    result = people.resolve([*CRM, ANN], constraints=[always, never])
    assert customers == tuple(sorted(tuple(sorted(c.members)) for c in result.clusters))
    index.remove([ANN.id])
    assert (CRM[1].id,) in index.customers()


def test_a_record_with_another_number_of_identity_is_no_candidate():
    rows = [
        {"id": 1, "name": "Ann Lee", "phone": "+14155550101", "passport": "E10000001"},
        {"id": 2, "name": "Ann Lee", "phone": "+14155550101", "passport": "X20500009"},
    ]
    linker = linker_of("rules by hand")
    blank = dict.fromkeys(KINDS)
    index = cm.LiveIndex(linker, [{**blank, **rows[0]}], key="id")
    same = {**blank, **rows[1], "passport": None}
    assert [found.id.key for found in index.match(same)] == [1]
    assert index.match({**blank, **rows[1]}) == ()


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda people: cm.LiveIndex(PEOPLE, CRM), cm.NotTrainedError, "has no model"),
        (lambda people: cm.LiveIndex(people, [CRM[0], CRM[0]]), cm.DuplicateKeyError, "not unique"),
        (
            lambda people: cm.LiveIndex(people, CRM).remove([ANN.id]),
            cm.UnknownRecordError,
            "web:9 is not there to be removed",
        ),
        (
            lambda people: cm.LiveIndex(people, CRM).resolve([ANN], removed=[ANN.id], now=NOW),
            cm.UnknownRecordError,
            "web:9 is not there",
        ),
        (
            lambda people: cm.LiveIndex(
                people, CRM,
                constraints=[made(CRM[0].id, CRM[1].id) for made in (cm.Always, cm.Never)],
            ),
            cm.ContradictionError,
            "crm:1 - crm:2",
        ),
        (
            lambda people: cm.LiveIndex(
                cm.Linker(kinds=KINDS, blocking=(block.sorted_neighborhood("name", window=3),)).fit(
                    ROWS, key="id"
                ),
            ),
            cm.ConfigurationError,
            "neighbours in the order of all records",
        ),
        (
            lambda people: cm.LiveIndex(
                linker_of("the kinds"), rows_of(random.Random(2), 201), key="id"
            ),
            cm.ConfigurationError,
            "fitted to 100 records, and these are 201",
        ),
    ],
)  # fmt: skip
def test_what_cannot_work_is_told_at_once(people, make, error, says):
    with pytest.raises(error, match=says):
        make(people)


def test_readers_see_the_index_as_it_was_or_as_it_is_and_never_wait(people):
    """While one writes, others match: each answer is that of some version, whole."""
    waves = [
        [
            record(f"{wave}-{i}", "Ann", "Lee", phones=("+14155550101",), source="web")
            for i in (1, 2)
        ]
        for wave in range(12)
    ]
    index = cm.LiveIndex(people, CRM)
    wrong, answers, done = [], set(), threading.Event()

    def read():
        while not done.is_set():
            found = {str(one.id) for one in index.match(CRM[0])}
            # Both records of a wave came at once.
            halves = {name[:-2] for name in found if name.endswith("-1")} ^ {
                name[:-2] for name in found if name.endswith("-2")
            }
            answers.add(len(found))
            if halves:
                wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for wave in waves:
        index.upsert(wave)
    for wave in waves[::2]:
        index.remove([one.id for one in wave])
    done.set()
    for one in readers:
        one.join()
    assert not wrong
    assert len(index) == 5 + 12
    assert len(answers) > 1


def test_writers_wait_for_each_other(people):
    index = cm.LiveIndex(people, [])
    batches = [
        [record(f"{k}-{i}", "Ann", "Lee", phones=("+14155550101",)) for i in range(3)]
        for k in range(8)
    ]
    threads = [threading.Thread(target=index.upsert, args=(batch,)) for batch in batches]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (index.version, len(index), len(index.customers())) == (8, 24, 1)


def test_an_empty_index_matches_nobody_and_an_empty_change_is_none(people):
    index = cm.LiveIndex(people)
    assert index.match(ANN) == ()
    assert index.customers() == ()
    changes = index.resolve(now=NOW)
    assert not changes
    index.apply(changes)
    index.upsert([])
    index.upsert([record(1, "Ann", "Lee")])
    assert len(index) == 1
    assert CRM[0].id in index
    assert "crm:1" not in index


def test_making_an_index_tells_how_far_it_is_and_can_be_cancelled():
    linker, told = linker_of(next(iter(RULES))), []
    index = cm.LiveIndex(linker, ROWS, key="id", progress=lambda *one: told.append(one))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages[-2:] == ["cluster", "index"]
    assert {"read", "standardize", "block"} <= set(stages)
    last = {stage: (done, total) for stage, done, total in told}
    assert all(done == total for done, total in last.values())
    assert index.customers() == cm.LiveIndex(linker, ROWS, key="id").customers()

    def cancel(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cm.LiveIndex(linker, ROWS, key="id", progress=cancel)
