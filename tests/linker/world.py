"""A small world of customers who say who they are, in several ways."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import custmdm as cm

Row = dict[str, str | int]

GIVEN = (
    "Alice Benjamin Caroline Dominic Eleanor Frederick Georgina Harrison Isabella Jonathan "
    "Katherine Leonardo Margaret Nathaniel Olivia Patrick Rosalind Sebastian Theodora Vincent"
).split()
FAMILY = (
    "Abernathy Blackwood Cunningham Donaldson Everett Fitzgerald Gallagher Hutchinson Ingram "
    "Jefferson Kowalski Lindqvist McAllister Nakamura Ostrowski Pemberton Quigley Rosenthal "
    "Sutherland Thornbury Underhill Vasquez Whitfield Yamamoto Zimmerman"
).split()
STREETS = "High Street|Mill Lane|Station Road|Church Street|Victoria Avenue|Park Road".split("|")
CITIES = {"Sydney": "2000", "Melbourne": "3000", "Brisbane": "4000", "Perth": "6000"}

AUSTRALIA = cm.Context(country="AU", date_order="DMY")
KINDS: Mapping[str, str] = {
    "name": "person_name", "phone": "phone", "mail": "email", "dob": "birth_date",
    "street": "street", "city": "city", "postcode": "postcode",
}  # fmt: skip
MAPPING = cm.FieldMapping(
    source="crm", key="id", record=cm.Person, updated_at="changed", context=AUSTRALIA,
    fields={
        "name": "name", "phones": ["phone"], "emails": ["mail"], "birth_date": "dob",
        "addresses": [{"street": "street", "city": "city", "postcode": "postcode"}],
    },
)  # fmt: skip


def people(n: int = 70, seed: int = 7) -> tuple[list[Row], dict[int, int]]:
    """Return the rows of n customers, one to four each, in no order, and who each one is."""
    dice = random.Random(seed)
    names = dice.sample([(g, f) for g in GIVEN for f in FAMILY], n)
    rows: list[Row] = []
    truth: dict[int, int] = {}
    for person, (given, family) in enumerate(names):
        city = dice.choice(sorted(CITIES))
        day = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(1940, 2004)}"
        number = f"04{dice.randint(10_000_000, 99_999_999)}"
        told: Row = {
            "name": f"{given} {family}",
            "phone": f"{number[:4]} {number[4:7]} {number[7:]}",
            "mail": f"{given}.{family}{person}@posteo.net".lower(),
            "dob": day,
            "street": f"{dice.randint(1, 180)} {dice.choice(STREETS)}",
            "city": city,
            "postcode": CITIES[city],
        }
        for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
            key = len(rows) + 1
            truth[key] = person
            changed = f"20{dice.randint(10, 24)}-0{dice.randint(1, 9)}-{dice.randint(10, 28)}"
            rows.append({"id": key, **_messy(told, dice), "changed": changed})
    dice.shuffle(rows)
    return rows, truth


def _messy(told: Row, dice: random.Random) -> Row:
    row = dict(told)
    given, family = str(told["name"]).split()
    row["name"] = dice.choice(
        [f"{given} {family}"] * 3
        + [f"{family.upper()}, {given}", f"{given[0]}. {family}", f"{given} {_typo(family, dice)}"]
    )
    if dice.random() < 0.4:
        row["phone"] = "+61 " + str(told["phone"])[1:]
    for column in ("phone", "mail", "dob", "street"):
        if dice.random() < 0.15:
            row[column] = ""
    if dice.random() < 0.2:
        row["mail"] = str(row["mail"]).upper()
    if dice.random() < 0.1:
        row["dob"] = "01/01/1900"
    return row


def _typo(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def resolved(data: Any, **options: Any) -> cm.Resolution:
    """Return the table of people resolved, as a user would."""
    given = {"key": "id", "kinds": KINDS, "source": "crm", "updated_at": "changed"}
    return cm.resolve(data, **{**given, "context": AUSTRALIA, **options})


def partition(result: cm.Resolution) -> set[frozenset[cm.RecordId]]:
    """Return the clusters as sets of records."""
    return {frozenset(cluster.members) for cluster in result.clusters}


def _traces(golden: cm.GoldenRecord[Any]) -> str:
    """Return the lineage in full: the repr of a claim hides its value."""
    return repr(
        [
            (path, trace.text(masked=False), [c.value for c in trace.winners], trace)
            for path, trace in sorted(golden.lineage.items())
        ]
    )


def essence(result: cm.Resolution) -> Sequence[object]:
    """Return all that a result says, in one order, to the last bit."""
    return (
        sorted((c.golden_id, c.members) for c in result.clusters),
        sorted((g.id, repr(g.data), _traces(g)) for g in result.golden),
        sorted((p.left, p.right, p.weight.hex(), p.probability.hex()) for p in result.links),
        sorted((p.left, p.right, p.weight.hex(), p.probability.hex()) for p in result.review),
        sorted(result.crosswalk.ids.items()),
        str(result),
    )
