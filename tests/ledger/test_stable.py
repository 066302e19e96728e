"""Golden ids that survive a new run."""

import datetime as dt
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custmdm import ledger
from custmdm.errors import ConfigurationError, DuplicateKeyError, LedgerError
from custmdm.ledger import LedgerState, churn, events_between, resolve_id, stable_ids
from custmdm.model import Crosswalk, RecordId
from tests.ledger.world import AT, BY, day, letters, rec, same_walk


def fresh():
    numbers = count(1)
    return lambda _: f"n{next(numbers)}"


def run(previous, *clusters, at=AT, ids=None):
    """Return the crosswalk of a run; clusters as texts of keys."""
    members = [[rec(key) for key in cluster] for cluster in clusters]
    return stable_ids(previous, members, ids or fresh(), created_at=at)


def walk(since=None, **customers):
    ids = {rec(key): golden_id for golden_id, keys in customers.items() for key in keys}
    return Crosswalk(ids, since=since or dict.fromkeys(customers, day(-1)))


def customers(crosswalk):
    found = {}
    for record, golden_id in crosswalk.ids.items():
        found.setdefault(golden_id, []).append(record)
    return {golden_id: letters(records) for golden_id, records in sorted(found.items())}


CASES = {
    "nothing changes": (walk(A="ab", B="c"), ["ab", "c"], {"A": "ab", "B": "c"}, {}, {}),
    "a new record joins": (walk(A="ab"), ["abx"], {"A": "abx"}, {}, {}),
    "a new customer": (walk(A="ab"), ["ab", "x"], {"A": "ab", "n1": "x"}, {}, {}),
    "a merge: most members": (walk(A="a", B="bc"), ["abc"], {"B": "abc"}, {"A": "B"}, {}),
    "a merge: the lowest of equals": (walk(B="b", A="a"), ["ab"], {"A": "ab"}, {"B": "A"}, {}),
    "a split: the larger part goes on": (walk(A="abc"), ["a", "bc"], {"A": "bc", "n1": "a"}, {},
                                         {"A": ("n1",)}),
    "a split in equal parts: the first record": (walk(A="ab"), ["b", "a"], {"A": "a", "n1": "b"},
                                                 {}, {"A": ("n1",)}),
    "equal shares: the larger cluster": (walk(A="ab"), ["a", "bx"], {"A": "bx", "n1": "a"}, {},
                                         {"A": ("n1",)}),
    "a record moves": (walk(A="abc", B="de"), ["ab", "cde"], {"A": "ab", "B": "cde"}, {}, {}),
    "taken apart among others": (walk(A="ab", B="cd", C="ef"), ["acd", "bef"],
                                 {"B": "acd", "C": "bef"}, {}, {"A": ("B", "C")}),
    "the second best goes on": (walk(A="abc", B="defg"), ["abdefg", "c"],
                                {"A": "c", "B": "abdefg"}, {}, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_ids_go_on(name):
    old, clusters, expected, redirects, parts = CASES[name]
    found = run(old, *clusters)
    assert customers(found) == expected
    assert (found.redirects, found.parts) == (redirects, parts)
    assert set(found.created) == expected.keys() - set(old.ids.values())


def test_of_equals_the_older_id_survives():
    old = walk(since={"A": day(-1), "Z": day(-2)}, A="a", Z="z")
    assert customers(run(old, "az")) == {"Z": "az"}
    # An id of which no time is known is older than any.
    assert customers(run(walk(since={"A": day(-9)}, A="a", Z="z"), "az")) == {"Z": "az"}


def test_an_id_is_never_given_twice():
    """The factory makes the same id of the same records, which may be a customer's no more."""

    def by_first(members):
        return f"id-{members[0].key}"

    first = run(Crosswalk({}), "a", "b", ids=by_first)
    assert first.created == ("id-a", "id-b")
    merged = run(first, "ab", ids=by_first, at=day(1))
    assert (customers(merged), merged.redirects) == ({"id-a": "ab"}, {"id-b": "id-a"})
    again = run(merged, "a", "b", ids=by_first, at=day(2))
    assert customers(again) == {"id-a": "a", "id-b-2": "b"}
    assert again.since == {"id-a": AT, "id-b": AT, "id-b-2": day(2)}
    last = run(run(again, "ab", ids=by_first), "a", "b", ids=by_first)
    assert customers(last) == {"id-a": "a", "id-b-3": "b"}


def test_old_redirects_follow_new_merges():
    found = run(run(walk(A="ab", B="c", C="def"), "abc", "def"), "abcdef")
    assert found.redirects in ({"B": "C", "A": "C"}, {"B": "A", "C": "A"})
    assert set(found.redirects.values()) == set(found.ids.values())
    # What redirected to A goes on to where A redirects.
    found = run(run(walk(A="ab", B="c", D="defgh"), "abc", "defgh"), "abcdefgh")
    assert found.redirects == {"A": "D", "B": "D"}


def test_a_new_record_has_no_old_id_also_where_one_is_empty():
    found = run(Crosswalk({rec("a"): ""}), "a", "bc")
    assert customers(found) == {"": "a", "n1": "bc"}


def test_a_record_that_is_away_for_a_run_gets_its_id_back():
    away = run(walk(A="ab", B="c"), "ab")
    assert (customers(away), away.absent) == ({"A": "ab"}, {rec("c"): "B"})
    assert customers(run(away, "ab", "c")) == {"A": "ab", "B": "c"}
    # Also when its customer was merged meanwhile: then it stays with that one.
    gone = run(walk(A="abc", B="de"), "abd")
    assert gone.absent == {rec("c"): "A", rec("e"): "A"}
    assert customers(run(gone, "abde")) == {"A": "abde"}


def test_a_record_is_in_one_cluster():
    with pytest.raises(DuplicateKeyError, match="1 records"):
        run(Crosswalk({}), "ab", "bc")


def test_a_factory_that_repeats_itself_is_refused():
    with pytest.raises(
        ConfigurationError, match=r"^the id factory gave one golden id to two customers$"
    ):
        run(Crosswalk({}), "a", "b", ids=lambda _: "same")


def test_a_run_over_nothing():
    empty = run(Crosswalk({}))
    assert (dict(empty.ids), empty.created) == ({}, ())
    gone = run(walk(A="a"))
    assert (dict(gone.ids), gone.absent) == ({}, {rec("a"): "A"})


def test_keys_without_an_order_of_their_own_are_fine():
    members = [[RecordId("crm", key)] for key in (None, 1, "1", (1, "a"), dt.date(2026, 1, 1), 2j)]
    found = stable_ids(Crosswalk({}), [[one for (one,) in members]], fresh(), created_at=AT)
    again = stable_ids(found, members, fresh(), created_at=AT)
    assert len(set(again.ids.values())) == 6


partitions = st.lists(st.integers(0, 4), min_size=1, max_size=9)


def clusters_of(labels, names="abcdefghi"):
    found = {}
    for label, name in zip(labels, names, strict=False):
        found.setdefault(label, []).append(rec(name))
    # Label 0 is away in this run.
    return [members for label, members in sorted(found.items()) if label]


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(runs=st.lists(partitions, min_size=1, max_size=4), shuffle=st.randoms(use_true_random=False))
def test_events_lead_from_run_to_run_and_order_changes_nothing(runs, shuffle):
    state, previous, ids = LedgerState(), Crosswalk({}), fresh()
    made = {}

    def factory(members):
        return made.setdefault((len(state.since), tuple(members)), None) or made.setdefault(
            (len(state.since), tuple(members), "id"), ids(members)
        )

    for number, labels in enumerate(runs):
        clusters, at = clusters_of(labels), day(number)
        found = stable_ids(previous, clusters, factory, created_at=at)
        mixed = [shuffle.sample(cluster, len(cluster)) for cluster in clusters]
        shuffle.shuffle(mixed)
        assert same_walk(found, stable_ids(previous, mixed, factory, created_at=at))
        events = events_between(state, found, at=at, actor="job")
        state = state.apply(events)
        assert same_walk(state.crosswalk(found.ids.keys()), found)
        assert not set(found.created) & previous.since.keys()
        report = churn(previous, found)
        assert report.same + len(report.moved) + report.arrived == len(found.ids)
        # An id that is no more redirects, or says where its parts went.
        for golden_id in found.since:
            assert resolve_id(state, golden_id).current or resolve_id(state, golden_id).parts
        # Every cluster that shares a record with an id that ended took another old one.
        for golden_id in report.merged:
            assert found.redirects[golden_id] in previous.since
        previous = found


def test_a_run_that_changes_nothing_makes_no_events():
    first = run(Crosswalk({}), "ab", "c")
    state = LedgerState().apply(events_between(LedgerState(), first, **BY))
    assert events_between(state, run(first, "c", "ba"), **BY) == ()


def test_a_crosswalk_of_another_ledger_is_refused():
    state = LedgerState().apply(events_between(LedgerState(), walk(A="a", B="b"), **BY))
    swapped = walk(A="b", B="a")
    with pytest.raises(LedgerError, match=r"does not come from this ledger$") as caught:
        events_between(state, swapped, **BY)
    assert (caught.value.rule, caught.value.ids) == ("not-empty", ("A",))


def test_an_id_that_was_renamed_says_where_its_records_went():
    state = LedgerState().apply(events_between(LedgerState(), walk(A="ab"), **BY))
    state = state.apply(events_between(state, walk(N="ab"), **BY))
    assert resolve_id(state, "A").current == "N"
    assert state.golden_ids == {"N"}


def test_churn_counts_what_changed():
    old = walk(A="ab", B="cd", C="efg", D="z")
    new = run(old, "abcd", "ef", "g", "y")
    report = churn(old, new)
    assert (report.kept, report.created, report.merged) == (3, ("n1", "n2"), {"B": "A"})
    assert report.split == {"C": (new.ids[rec("g")],)}
    assert (report.lost, report.same, report.arrived, report.absent) == (1, 4, 1, 1)
    assert set(report.moved) == {rec("c"), rec("d"), rec("g")}
    assert report.moved[rec("c")] == ("B", "A")
    assert (report.moved_share, report.lost_share) == (3 / 7, 1 / 4)
    assert "3 of 7 records have another id (42.86%)" in str(report)
    assert churn(Crosswalk({}), Crosswalk({})).moved_share == 0.0


def test_a_merge_by_hand_is_known_to_the_next_run():
    state = LedgerState().apply(events_between(LedgerState(), walk(A="a", B="b"), **BY))
    state = state.apply(ledger.merge(state, ["A", "B"], **BY))
    found = run(state.crosswalk(), "ab", at=AT)
    assert customers(found) == {"A": "ab"}
    assert found.redirects == {"B": "A"}
    assert events_between(state, found, **BY) == ()
