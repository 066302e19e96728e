"""Customers of few names, phones and cities, so that much is shared, and Linkers fitted to them."""

import functools
import random

from hypothesis import strategies as st

import custmdm as cm
from custmdm import block

KINDS = {
    "name": "person_name", "phone": "phone", "mail": "email", "born": "birth_date", "city": "city",
    "passport": "national_id",
}  # fmt: skip
GIVEN = ["Ann", "Anne", "Bob", "Bobby", "Cyd", "Dee", "Eve", "Fay"]
FAMILY = ["Lee", "Leigh", "Ray", "Rae", "May", "Fox"]


def rows_of(rng, n):
    """Return rows of a CRM, about two a customer, with what hands do to them."""
    found = []
    for at in range(n):
        if found and rng.random() < 0.5:
            row = {**rng.choice(found), "id": at}
            for field in rng.sample(list(KINDS), rng.choice([0, 1, 2])):
                row[field] = _value(rng, field) if rng.random() < 0.5 else None
        else:
            row = {"id": at, **{field: _value(rng, field) for field in KINDS}}
        found.append(row)
    return found


def _value(rng, field):
    if field == "name":
        return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    if field == "phone":
        return rng.choice([None, "+14155550100", f"+1415555{rng.randrange(120, 150):04}"])
    if field == "mail":
        return rng.choice([None, f"{rng.choice(GIVEN)}{rng.randrange(9)}@mail.com"])
    if field == "born":
        return rng.choice([None, f"19{rng.randrange(60, 64)}-0{rng.randrange(1, 5)}-11"])
    if field == "city":
        return rng.choice(["Leeds", "Leeds", "York", None])
    return rng.choice(
        [None, None, None, f"E1000000{rng.randrange(4)}", f"X2050000{rng.randrange(4)}"]
    )


def first_letters(record):
    """Be a blocking rule of a user's."""
    return (record["name"][:2],) if record["name"] else ()


RULES = {
    "the kinds": {},
    "rules by hand": {
        "blocking": (
            block.on("phone"),
            block.on("name"),
            block.on("mail"),
            block.on("born", "city"),
            block.on("city"),
        ),
        "max_block": 6,
    },
    "best pairs of few": {
        "blocking": (
            block.BestPairs(
                [block.on("phone"), block.on(("name", block.words)), block.on("born")],
                max_records=12, pairs_per_record=2, min_pairs=60,
            ),
        ),
    },
    "both, and one of a user's": {
        "blocking": (
            block.BestPairs([block.on("born"), block.on("mail")], pairs_per_record=1, min_pairs=20),
            first_letters,
            block.on("phone"),
        ),
        "max_block": 9,
    },
}  # fmt: skip


@functools.cache
def linker_of(name):
    """Return a Linker fitted to a hundred rows."""
    rows = rows_of(random.Random(1), 100)
    linker = cm.Linker(kinds=KINDS, context=cm.Context(country="US"), **RULES[name])
    return linker.fit(rows, key="id")


@st.composite
def stories(draw):
    """Return rows, and the steps by which they come, change and go: what is put in, what goes."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    rows = rows_of(rng, draw(st.integers(0, 70)))
    waiting = list(rows)
    rng.shuffle(waiting)
    there = []
    steps = []
    n_first = rng.choice([0, 0, len(rows) // 2, len(rows)])
    first, waiting = waiting[:n_first], waiting[n_first:]
    there += first
    while waiting:
        size = rng.choice([1, 1, 2, 5, 20])
        part, waiting = waiting[:size], waiting[size:]
        if there and rng.random() < 0.4:
            # Some come as they were not yet, or go and come again.
            again = rng.sample(there, min(rng.choice([1, 3, 9]), len(there)))
            if rng.random() < 0.5:
                steps.append(([], [row["id"] for row in again]))
                there = [row for row in there if row not in again]
                waiting += again
            else:
                wrong = rows_of(rng, len(again))
                steps.append(
                    ([{**w, "id": r["id"]} for w, r in zip(wrong, again, strict=True)], [])
                )
                part = [*part, *again]
        steps.append((part, []))
        there += [row for row in part if row not in there]
    gone = rng.sample(rows, rng.randrange(3)) if len(rows) > 3 else []
    if gone:
        steps.append(([], [row["id"] for row in gone]))
    return first, steps, [row for row in rows if row not in gone]
