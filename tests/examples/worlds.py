"""Customers of a CRM that are often the same one, and a Linker fitted to them."""

import datetime as dt
import functools
import random

import attrs

import custmdm as cm
from custmdm import block

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
SECRET = b"of the host"
GIVEN = ["Ann", "Anne", "Bob", "Bobby", "Cyd", "Dee", "Eve", "Fay"]
FAMILY = ["Lee", "Leigh", "Ray", "Rae", "May", "Fox"]


def at(minute):
    return NOW + dt.timedelta(minutes=minute)


def person_of(rng):
    family = rng.choice(FAMILY)
    return cm.Person(
        name=cm.PersonName(given=rng.choice(GIVEN), family=family),
        birth_date=rng.choice([None, f"19{rng.randrange(60, 90)}-0{rng.randrange(1, 10)}-11"]),
        phones=rng.choice([(), (f"+1415555{rng.randrange(100, 160):04}",)]),
        emails=rng.choice([(), (f"{family.lower()}{rng.randrange(30)}@mail.com",)]),
        addresses=rng.choice([(), (cm.PostalAddress(city=rng.choice(["Leeds", "York"])),)]),
    )


@functools.cache
def records_of(seed, n, source="crm"):
    """Return records, about two a customer, with what hands do to them."""
    rng = random.Random(seed)
    found = []
    for key in range(n):
        data = person_of(rng)
        if found and rng.random() < 0.5:
            other = rng.choice(found).data
            part = rng.choice(["birth_date", "phones", "emails", "addresses"])
            data = cm.Person(
                **{
                    name: getattr(data if name == part else other, name)
                    for name in ("name", "birth_date", "phones", "emails", "addresses")
                }
            )
        when = rng.choice([None, at(-rng.randrange(9999))])
        found.append(cm.Record(cm.RecordId(source, str(key)), data, when))
    return found


@functools.cache
def linker():
    blocking = (
        block.on("phones"), block.on("emails"), block.on("name.family", "birth_date"),
        block.on("name.given", "name.family"),
    )  # fmt: skip
    made = cm.Linker(record=cm.Person, blocking=blocking, context=cm.Context(country="US"))
    # Those of a fit would come with a warning: the records are much alike, for much to happen.
    made = attrs.evolve(made, thresholds=cm.Thresholds(match=0.9, possible=0.5))
    return made.fit(records_of(0, 200))


def person(given, family, phone):
    name = cm.PersonName(given=given, family=family)
    return cm.Person(name=name, birth_date="1961-02-11", phones=(phone,))
