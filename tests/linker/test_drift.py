"""Drift: what is not any more as it was when the model was learned, and nothing else."""

import random

import attrs
import pytest

import custmdm as cm

KINDS = {"name": "person_name", "city": "city", "phone": "phone"}
GIVEN = ["Ann", "Bob", "Cyd", "Dee", "Eve", "Fay", "Gus", "Hal", "Ian", "Joy"]
FAMILY = ["Lee", "Ray", "May", "Fox", "Orr", "Poe", "Day", "Hill", "Wood", "Stone", "Field"]
CITIES = ["Leeds", "York", "Bath", "Ely", "Ripon", "Truro", "Wells", "Derby", "Durham", "Exeter"]


def table(n, seed, *, cities=CITIES, phones=1.0):
    rng = random.Random(seed)
    return [
        {
            "id": i,
            "name": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}",
            "city": rng.choice(cities),
            "phone": f"+1415555{rng.randrange(10_000):04}" if rng.random() < phones else None,
        }
        for i in range(n)
    ]


@pytest.fixture(scope="module")
def linker():
    return cm.Linker(kinds=KINDS).fit(table(1000, 0), key="id")


@pytest.mark.parametrize("seed", range(1, 6))
def test_more_of_the_same_is_no_drift(linker, seed):
    drift = linker.drift(table(900, seed), key="id", seed=seed)
    assert drift.shifts == ()
    assert not drift.refit
    assert str(drift) == (
        "900 records now, 1,000 when the model was learned\n  nothing to speak of has changed"
    )


@pytest.mark.parametrize(
    ("rows", "code", "comparison", "bits"),
    [
        (table(4000, 7), "drift.grown", "", 2.0),
        (table(250, 7), "drift.shrunk", "", -2.0),
        (table(1000, 7, cities=["Leeds"] * 9 + CITIES), "drift.level", "city", 1.3),
        (table(1000, 7, phones=0.3), "drift.present", "phone", -3.5),
    ],
)
def test_what_makes_weights_wrong_is_named(linker, rows, code, comparison, bits):
    drift = linker.drift(rows, key="id")
    assert drift.refit
    found = [
        shift for shift in drift.shifts if (shift.code, shift.comparison) == (code, comparison)
    ]
    assert found
    assert found[-1].bits == pytest.approx(bits, abs=0.5)
    assert {shift.comparison for shift in drift.shifts} == {comparison}
    for locale, word in (("en", "fit again"), ("zh", "请重新训练")):
        text = drift.text(locale)
        assert text.endswith(word)
        assert comparison in text


def test_a_live_index_says_of_its_records_what_the_linker_says_of_them(linker):
    rows = table(1000, 7, cities=["Leeds"] * 9 + CITIES)
    index = cm.LiveIndex(linker, rows, key="id")
    assert index.drift() == linker.drift(rows, key="id")
    # Rows that do not count any more do not count.
    index.upsert([{**row, "city": random.Random(row["id"]).choice(CITIES)} for row in rows])
    assert not index.drift().refit


def test_a_saved_linker_knows_what_it_was_fitted_to(linker):
    again = cm.Linker.from_json(linker.to_json())
    rows = table(3000, 7)
    assert again.drift(rows, key="id") == linker.drift(rows, key="id")


def test_a_linker_that_does_not_know_says_so(linker):
    by_hand = attrs.evolve(linker, training=None)
    drift = by_hand.drift(table(10, 1), key="id")
    assert drift.refit
    assert drift.text() == (
        "10 records now; the model does not say what it was learned from: fit again"
    )
    assert "重新训练" in drift.text("zh")


@pytest.mark.parametrize("n", [0, 1, 2])
def test_of_next_to_no_records_nothing_is_said_but_their_number(linker, n):
    drift = linker.drift(table(n, 1), key="id")
    assert {shift.code for shift in drift.shifts} <= {"drift.shrunk"}
    assert cm.LiveIndex(linker, table(n, 1), key="id").drift() == drift


def test_a_linker_that_was_not_fitted_is_told():
    with pytest.raises(cm.NotTrainedError):
        cm.Linker(kinds=KINDS).drift(table(10, 1), key="id")
