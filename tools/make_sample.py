"""Makes the bundled sample: three messy systems of customers, and the truth about them.

    python tools/make_sample.py [--seed 7] [--check]

writes `src/custmdm/data/sample/`. With `--check` nothing is written, and the exit code is 1 if
the files there are not what it would write. All customers are invented.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sample_ids import Dice
from sample_parts import Customer, Organization, Person, family_name
from sample_rows import COLUMNS, Draft, Form, write
from sample_world import World, companies, people

TARGET = Path(__file__).parents[1] / "src" / "custmdm" / "data" / "sample"
SIZES = {1: 900, 2: 300, 3: 103, 4: 36, 5: 9}
"""How many customers have how many rows."""
PERSONS_ZH, PERSONS_OTHER = 556, 450
COMPANIES_ZH = 184
FAULTS = 0.42
"""The share of rows in which something was written down wrong."""
NEW_SURNAME = ("US", "GB", "DE", "FR", "AU", "JP", "IN")
"""Where many women take another surname when they marry."""
NOBODY = [
    {"name": "测试", "phone": "13800000000", "email": "test@example.com", "country_code": "CN"},
    {"name": "test", "phone": "0000000000", "email": "noemail@example.com", "country_code": "US"},
    {"name": "无", "phone": "-", "email": "noemail@example.com", "birthday": "1900-01-01"},
    {"name": "N/A", "phone": "13800000000", "email": "noemail@example.com", "country_code": "CN"},
]
"""Accounts in the shop behind which no customer can be made out."""


# --- customers ---


def changed(dice: Dice, world: World, person: Person, event: str) -> Person:
    """The person after an event of life."""
    country = person.address.country
    if event == "married":
        family = person.family
        while family == person.family:
            family = family_name(dice, country)
        return replace(person, family=family)
    if event == "new phone":
        return replace(person, mobile=world.mobile(dice, person.address))
    moved = world.person(dice, country).address
    return replace(person, address=moved, landline=None)


def events(dice: Dice, person: Person) -> str:
    """What happens to a person between the first and the last row, if anything."""
    country = person.address.country
    married = 0.0
    if person.gender == "F" and country in NEW_SURNAME and person.birth.year > 1966:
        married = 0.5
    return dice.weighted(
        [("moved", 0.14), ("new phone", 0.12), ("married", married), ("", 0.74 - married)]
    )


def customers(seed: int) -> list[Customer]:
    """Everyone, each with a key, the states that the rows show, and a number of rows."""
    dice = Dice(f"custmdm sample {seed}")
    world = World(dice.fork("world"))
    total = sum(SIZES.values())
    persons = people(world, PERSONS_ZH, PERSONS_OTHER)
    orgs = companies(world, COMPANIES_ZH, total - len(persons) - COMPANIES_ZH)
    sizes = dice.fork("sizes").shuffled([n for n, count in SIZES.items() for _ in range(count)])
    keys = dice.fork("keys")
    made = []
    for n, person in zip(keys.shuffled(range(1, len(persons) + 1)), persons, strict=True):
        own = dice.fork(f"life/{n}")
        if own.chance(0.12):
            person = replace(person, employer=own.pick(same_country(orgs, person)))
        size = sizes.pop()
        event = events(own, person) if size > 1 else ""
        states = (person, changed(own, world, person, event)) if event else (person,)
        made.append(Customer(f"P{n:04d}", states, size))
    for n, item in zip(keys.shuffled(range(1, len(orgs) + 1)), orgs, strict=True):
        made.append(Customer(f"O{n:04d}", (item,), sizes.pop()))
    return sorted(made, key=lambda c: c.key)


def same_country(orgs: Sequence[Organization], person: Person) -> list[str]:
    country = person.address.country
    return [o.names[0] for o in orgs if o.address.country == country] or [orgs[-1].names[0]]


# --- rows ---


def homes(dice: Dice, customer: Customer) -> list[str]:
    """In which systems the rows of a customer are, with some twice in one."""
    item = customer.states[0]
    chinese = item.address.country == "CN"
    if isinstance(item, Organization):
        weights = {"crm": 0.55, "erp": 0.45} if chinese else {"crm": 0.25, "erp": 0.75}
    elif chinese:
        weights = {"crm": 0.5, "erp": 0.17, "shop": 0.33}
    else:
        weights = {"crm": 0.12, "erp": 0.36, "shop": 0.52}
    found = []
    for _ in range(customer.size):
        system = dice.weighted(sorted(weights.items()))
        weights[system] *= 0.3
        found.append(system)
    return found


def rows(dice: Dice, customer: Customer) -> list[Draft]:
    """The rows of one customer, drawn anew until they can be found again by their evidence."""
    systems = homes(dice.fork("homes"), customer)
    lost = dice.fork("lost").chance(0.02)
    for attempt in range(200):
        drafts = _attempt(dice.fork(str(attempt)), customer, systems)
        needs = customer.states[0].needs
        told = all(d.shows(sort) for d in drafts for sort in needs)
        if told and all(d.evidence for d in drafts) and (lost or _findable(drafts)):
            return drafts
    raise RuntimeError(f"no rows found for {customer.key}")


def _attempt(dice: Dice, customer: Customer, systems: list[str]) -> list[Draft]:
    turn = dice.between(1, max(customer.size - 1, 1))
    when = datetime(2018, 1, 8) + timedelta(days=dice.below(1500))
    drafts = []
    for i, system in enumerate(systems):
        when += timedelta(days=dice.between(3, 200))
        moment = when + timedelta(seconds=dice.between(8 * 3600, 19 * 3600))
        state = customer.states[-1 if i >= turn else 0]
        drafts.append(write(system, Form(dice.fork(f"row {i}"), FAULTS), state, moment))
    return drafts


def _findable(drafts: list[Draft]) -> bool:
    """Whether every row has two sorts of evidence, and shares two with a row before it."""
    if any(len({sort for sort, _ in draft.evidence}) < 2 for draft in drafts):
        return False
    return all(
        any(draft.shared(other) >= 2 for other in drafts[:i]) for i, draft in enumerate(drafts) if i
    )


def tables_of(seed: int) -> tuple[dict[str, list[dict[str, str]]], list[dict[str, str]]]:
    """The rows of each system, and the truth."""
    dice = Dice(f"custmdm sample {seed}").fork("rows")
    found = [(c.key, d) for c in customers(seed) for d in rows(dice.fork(c.key), c)]
    for i, row in enumerate(NOBODY):
        whole = {column: row.get(column, "") for column in COLUMNS["shop"].split()}
        whole["updated"] = f"2021-0{i + 3}-11T10:2{i}:00Z"
        found.append((f"P9{i:03d}", Draft("shop", whole, frozenset())))
    systems: dict[str, list[dict[str, str]]] = {system: [] for system in COLUMNS}
    truth = []
    for system, key, pattern in (
        ("crm", "id", "C{}"), ("erp", "customer_no", "{}"), ("shop", "account", "u{}"),
    ):  # fmt: skip
        mine = dice.fork(system).shuffled([item for item in found if item[1].system == system])
        number = {"crm": 1000, "erp": 200400, "shop": 50010}[system]
        for entity, draft in mine:
            number += dice.between(1, 4)
            name = pattern.format(number)
            systems[system].append({**draft.row, key: name})
            kind = "person" if entity.startswith("P") else "organization"
            truth.append({"record": f"{system}:{name}", "entity": entity, "type": kind})
    return systems, truth


# --- files ---


def csv_text(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def files(seed: int) -> dict[str, str]:
    """The text of every file of the sample, by its name."""
    systems, truth = tables_of(seed)
    made = {f"{system}.csv": csv_text(rows) for system, rows in systems.items()}
    made["truth.csv"] = csv_text(truth)
    made["README.md"] = readme(seed, systems, truth)
    return made


def readme(seed: int, systems: dict[str, list[dict[str, str]]], truth: list[dict[str, str]]) -> str:
    sizes = Counter(Counter(row["entity"] for row in truth).values())
    kinds = Counter({row["entity"]: row["type"] for row in truth}.values())
    text = (Path(__file__).parent / "sample_readme.md").read_text(encoding="utf-8")
    return text.format(
        seed=seed,
        rows=len(truth),
        entities=sum(sizes.values()),
        pairs=sum(count * n * (n - 1) // 2 for n, count in sizes.items()),
        persons=kinds["person"],
        organizations=kinds["organization"],
        sizes=", ".join(f"{sizes[n]} of {n}" for n in sorted(sizes)),
        **{system: len(rows) for system, rows in systems.items()},
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    options = parser.parse_args()
    different = []
    for name, text in files(options.seed).items():
        path = TARGET / name
        new = text.encode()
        old = path.read_bytes().replace(b"\r\n", b"\n") if path.exists() else None
        if old == new:
            continue
        different.append(name)
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new)
    print(f"{'different' if options.check else 'written'}: {', '.join(different) or 'none'}")
    return 1 if options.check and different else 0


if __name__ == "__main__":
    sys.exit(main())
