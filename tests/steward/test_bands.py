"""Which merges go through: by the weakest pair of a set, by whom it touches, by vetoes."""

from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.cluster import connected_components
from custmdm.errors import ConfigurationError
from custmdm.steward import Band, Bands, Merge, Same, held_back, merges, replay
from tests.steward.world import (
    LETTERS,
    chances,
    crosswalk,
    customers,
    day,
    decisions,
    letters_of,
    linker_of,
    pair,
    rec,
    resolved,
    rows_of,
    said,
)

BANDS = Bands(
    new_new=Band(0.25, auto=0.55),
    new_confirmed=Band(0.45, auto=0.85),
    confirmed_confirmed=Band(0.65),
)


def told(found):
    """Return merges as {"ab": ("new_new", "auto")}."""
    return {"-".join(map(letters_of, one.units)): (one.case, one.answer) for one in found}


def at(p):
    """Return a probability as the model gives it, but for the last digits."""
    return pytest.approx(p)


# -- bands ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("probability", "answer"),
    [
        (0.0, "apart"),
        (0.49, "apart"),
        (0.5, "review"),
        (0.89, "review"),
        (0.9, "auto"),
        (1, "auto"),
    ],
)
def test_each_end_of_a_band_belongs_to_what_is_above(probability, answer):
    assert Band(0.5, auto=0.9).answer(probability) == answer


def test_a_band_without_an_upper_end_looks_at_all():
    assert Band(0.5).answer(1.0) == "review"


@pytest.mark.parametrize(
    ("review", "auto"), [(-0.1, 0.5), (0.6, 0.5), (0.5, 1.1), (1.2, None), (float("nan"), None)]
)
def test_what_is_no_band_is_refused(review, auto):
    with pytest.raises(ConfigurationError, match="0 <= review <= auto <= 1"):
        Band(review, auto)


def test_bands_are_bands():
    with pytest.raises(ConfigurationError, match="new_new is a Band, got float"):
        Bands(new_new=0.9)


# -- whom it touches ------------------------------------------------------------------------------


def merged(previous, of, **how):
    """Return the merges when some customers were there, and how likely each pair is."""
    more = {} if previous is None else {"previous": crosswalk(*previous), "now": day(1)}
    confirmed = how.pop("confirmed", None)
    letters = "".join(sorted({x for letters in (*of, *(previous or ())) for x in letters}))
    return merges(resolved(letters, of, **more, **how), BANDS, confirmed=confirmed)


@pytest.mark.parametrize(
    ("previous", "p", "expected"),
    [
        (None, 0.6, ("new_new", "auto")),
        (None, 0.5, ("new_new", "review")),
        (["a"], 0.9, ("new_confirmed", "auto")),
        (["a"], 0.6, ("new_confirmed", "review")),
        (["a", "b"], 0.99, ("confirmed_confirmed", "review")),
        (["a", "b"], 0.6, ("confirmed_confirmed", "apart")),
    ],
)
def test_each_case_has_its_band(previous, p, expected):
    assert told(merged(previous, {"ab": p})) == {"a-b": expected}


def test_customers_that_nobody_confirmed_are_as_new():
    of = {"ab": 0.9}
    assert told(merged(["a", "b"], of, confirmed=())) == {"a-b": ("new_new", "auto")}
    assert told(merged(["a", "b"], of, confirmed={"G-a"})) == {"a-b": ("new_confirmed", "auto")}


def test_the_weakest_pair_decides_and_not_the_mean():
    (one,) = merged(None, {"ab": 0.99, "bc": 0.99, "ac": 0.3})
    assert (one.probability, one.answer) == (at(0.3), "review")
    assert one.weakest == pair("ac")


def test_a_pair_that_is_not_possible_is_the_weakest():
    (one,) = merged(None, {"ab": 0.99, "bc": 0.99}, clusterer=connected_components)
    assert (one.probability, one.answer, one.weakest) == (0.0, "apart", pair("ac"))


def test_pairs_inside_a_customer_that_there_was_are_not_in_question():
    (one,) = merged(["ab"], {"ab": 0.5, "bc": 0.9, "ac": 0.9})
    assert (one.probability, one.case, one.answer) == (at(0.9), "new_confirmed", "auto")
    assert merged(["abc"], {"ab": 0.5, "bc": 0.9, "ac": 0.9}) == ()


def test_what_somebody_said_is_one_is_one():
    of = {"ab": 0.5, "bc": 0.9, "ac": 0.9}
    (one,) = merged(None, of, constraints=[cm.Always(*pair("ab"))])
    assert [letters_of(unit) for unit in one.units] == ["ab", "c"]
    assert one.answer == "auto"


def test_confirmed_customers_that_somebody_said_are_one_count_once():
    of = {"ab": 0.9, "bc": 0.9, "ac": 0.9}
    (one,) = merged(["a", "b"], of, constraints=[cm.Always(*pair("ab"))])
    assert (one.case, one.confirmed, one.answer) == ("new_confirmed", ("G-a", "G-b"), "auto")


def test_of_linked_tables_only_pairs_across_count():
    linker = linker_of({"ab": 0.9, "ac": 0.8, "bc": 0.99})
    result = linker.link(rows_of("a"), rows_of("bc"), key="id")
    (one,) = merges(result, BANDS)
    assert len(one.units) == 3
    assert (one.probability, one.answer) == (at(0.8), "auto")


def test_of_linked_tables_the_pair_to_look_at_is_one_across():
    of = dict.fromkeys(["ab", "ac", "ad", "bc", "bd"], 0.99)
    linker = linker_of(of, clusterer=connected_components)
    (one,) = merges(linker.link(rows_of("ad"), rows_of("bc"), key="id"), BANDS)
    assert one.probability == 0.0
    assert [str(record) for record in one.weakest] == ["left:d", "right:c"]


# -- vetoes ---------------------------------------------------------------------------------------


def of_two_notes(left, right):
    """Be a veto: records whose notes differ."""
    return "notes" if left["note"] != right["note"] else None


def test_a_veto_demotes_what_would_go_through_and_lifts_nothing():
    bands = evolve(BANDS, vetoes=[of_two_notes])
    notes = {"a": "one", "b": "other", "c": "one", "d": "one", "e": "one", "f": "other"}
    of = {"ab": 0.99, "cd": 0.99, "ef": 0.99}
    result = resolved("abcdef", of, notes=notes, previous=crosswalk("e", "f"), now=day(1))
    strict = evolve(bands, confirmed_confirmed=Band(1.0))
    found = {letters_of(r for u in one.units for r in u): one for one in merges(result, strict)}
    answers = {name: (one.answer, one.vetoes) for name, one in found.items()}
    assert answers == {
        "ab": ("review", ("notes",)), "cd": ("auto", ()), "ef": ("apart", ()),
    }  # fmt: skip


def test_a_veto_says_nothing_of_records_of_one_unit():
    bands = evolve(BANDS, vetoes=[of_two_notes])
    of = {"ab": 0.9, "ac": 0.9, "bc": 0.9}
    # b and c are of a customer that there was; a has no note, as c.
    result = resolved("abc", of, notes={"b": "x"}, previous=crosswalk("bc"), now=day(1))
    (one,) = merges(result, bands)
    assert one.vetoes == ("notes",)
    result = resolved("abc", of, notes={"b": "x"}, previous=crosswalk("abc"), now=day(1))
    assert merges(result, bands) == ()


# -- held back ------------------------------------------------------------------------------------


def apart_till_all_go_through(letters, of, bands, given_=(), **how):
    """Resolve, and again without what is held back, until nothing is."""
    held = list(given_)
    for _ in range(20):
        result = resolved(letters, of, constraints=held, **how)
        back = held_back(merges(result, bands))
        if not back:
            return result
        held += back
    raise AssertionError("something is always held back")


def test_what_is_held_back_is_not_made_and_the_rest_is():
    of = {"ab": 0.99, "cd": 0.5, "ef": 0.7}
    assert customers(resolved("abcdef", of)) == {"ab", "cd", "ef"}
    assert customers(apart_till_all_go_through("abcdef", of, BANDS)) == {"ab", "c", "d", "ef"}


def test_a_customer_that_waits_stays_whole():
    """Without its weaker half, the stronger one would go with the new record."""
    of = {"ab": 0.6, "bc": 0.99, "ac": 0.5}
    previous = {"previous": crosswalk("ab"), "now": day(1)}
    assert customers(resolved("abc", of, **previous)) == {"abc"}
    assert customers(apart_till_all_go_through("abc", of, BANDS, **previous)) == {"ab", "c"}


@settings(max_examples=60)
@given(chances, decisions)
def test_in_the_end_all_merges_go_through_and_decisions_hold(of, given_):
    held = replay(given_, now=day(7)).constraints
    result = apart_till_all_go_through(LETTERS, of, BANDS, held)
    assert {one.answer for one in merges(result, BANDS)} <= {"auto"}
    home = result.crosswalk.ids
    for one in held:
        assert (home[one.left] == home[one.right]) == isinstance(one, cm.Always)


# -- two ways -------------------------------------------------------------------------------------


def by_hand(result, of, before, confirmed, held):
    """Return the merges in the plainest way: every pair of every cluster, one by one."""
    found = {}
    for cluster in result.clusters:
        units = [{one} for one in cluster.members]
        for one, other in combinations(cluster.members, 2):
            known = before.get(one) is not None and before.get(one) == before.get(other)
            if known or cm.Always(one, other) in held:
                a = next(unit for unit in units if one in unit)
                b = next(unit for unit in units if other in unit)
                if a is not b:
                    units = [unit for unit in units if unit not in (a, b)] + [a | b]
        if len(units) > 1:
            weakest = min(
                of.get(letters_of([one, other]), 0.0)
                for a, b in combinations(units, 2)
                for one in a
                for other in b
            )
            touched = sum(any(before.get(one) in confirmed for one in unit) for unit in units)
            found[frozenset(map(letters_of, units))] = min(touched, 2), pytest.approx(weakest)
    return found


@settings(max_examples=150)
@given(
    chances,
    decisions,
    st.lists(st.sampled_from(["ab", "c", "def", "g"]), unique=True),
    st.sets(st.sampled_from(["G-ab", "G-c", "G-def", "G-g"])),
    st.booleans(),
)
def test_merges_are_those_found_by_looking_at_every_pair(of, given_, groups, confirmed, chain):
    held = replay(given_, now=day(7)).constraints
    previous = crosswalk(*groups)
    how = {"clusterer": connected_components} if chain else {}
    result = resolved(LETTERS, of, constraints=held, previous=previous, now=day(8), **how)
    cases = ["new_new", "new_confirmed", "confirmed_confirmed"]
    found = merges(result, BANDS, confirmed=confirmed)
    assert {
        frozenset(map(letters_of, one.units)): (cases.index(one.case), one.probability)
        for one in found
    } == by_hand(result, of, previous.ids, confirmed, set(held))
    for one in found:
        assert one.answer == getattr(BANDS, one.case).answer(one.probability)
        assert of.get(letters_of(one.weakest), 0.0) == pytest.approx(one.probability)
        homes = [[n for n, unit in enumerate(one.units) if r in unit] for r in one.weakest]
        assert homes[0] != homes[1]


def test_a_merge_is_told_of_the_customer_that_it_makes():
    (one,) = merged(["a"], {"ab": 0.9})
    assert isinstance(one, Merge)
    assert (one.golden_id, one.units, one.confirmed) == (
        "G-a",
        ((rec("a"),), (rec("b"),)),
        ("G-a",),
    )


def test_a_decision_lets_a_merge_through():
    of = {"ab": 0.5}
    (one,) = merges(resolved("ab", of), BANDS)
    same = said(Same, letters_of(one.weakest))
    held = replay([same], now=day(1)).constraints
    assert merges(resolved("ab", of, constraints=held), BANDS) == ()
