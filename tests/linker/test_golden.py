"""Golden records: what survives, whole, and where it comes from."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.model import field
from custmdm.score import FellegiSunter, NonMatches
from tests.linker.world import Row

# One question alone decides who is whom, so that the clusters are known beforehand.
SAME_WHO: dict[str, Any] = {
    "blocking": (cm.block.on("who"),),
    "comparisons": (cm.compare.Comparison("who", cm.compare.exact),),
    "model": FellegiSunter(0.5, ((0.001, 0.999),), (NonMatches(0.5, ((0.999, 0.001),)),)),
}


@attrs.frozen(kw_only=True)
class Customer:
    """A record type with one of each: a text, a unit, a collection, a collection of units."""

    who: str = field(kind="identifier")
    note: str | None = field(kind="text")
    name: cm.PersonName | None = field(kind="person_name")
    phones: tuple[str, ...] = field(kind="phone", default=())
    addresses: tuple[cm.PostalAddress, ...] = field(kind="postal_address", default=())


def golden_of(
    rows: Sequence[Mapping[str, object]], kinds: Mapping[str, str], **options: Any
) -> list[cm.GoldenRecord[Any]]:
    """Return the golden records of rows that say who they are; each may say its source."""
    kinds = {"who": "identifier", **kinds}
    linker = cm.Linker(kinds=kinds, **SAME_WHO, **options)
    updated = "at" if any("at" in row for row in rows) else None
    return list(linker.resolve(rows, key="id", source="crm", updated_at=updated).golden)


def customers(records: Iterable[cm.Record[Customer]], **options: Any) -> cm.Resolution:
    return cm.Linker(record=Customer, **SAME_WHO, **options).resolve(records)


def record(source: str, key: int, at: str | None = None, **data: Any) -> cm.Record[Customer]:
    moment = None if at is None else dt.datetime.fromisoformat(at)
    return cm.Record(cm.RecordId(source, key), Customer(who="A1", **data), moment)


# -- rules ------------------------------------------------------------------------------------


def shortest(claims: Sequence[cm.Claim[Any]]) -> Sequence[cm.Claim[Any]]:
    """Keep the claims with the shortest text."""
    size = min(len(str(claim.value)) for claim in claims)
    return [claim for claim in claims if len(str(claim.value)) == size]


def nothing(claims: Sequence[cm.Claim[Any]]) -> Sequence[cm.Claim[Any]]:
    """Keep none, as no rule may."""
    return claims[:0]


TWO = [
    {"id": 1, "who": "A1", "note": "the older note", "at": "2020-01-01"},
    {"id": 2, "who": "A1", "note": "new", "at": "2021-01-01"},
    {"id": 3, "who": "A1", "note": "the older note", "at": "2019-01-01"},
]
RULES: list[tuple[Any, str, str]] = [
    (cm.survive.most_recent, "new", "most_recent"),
    (cm.survive.most_frequent, "the older note", "most_frequent"),
    (cm.survive.most_complete, "the older note", "most_complete"),
    (shortest, "new", "shortest"),
    ((cm.survive.valid_first, shortest), "new", "shortest"),
]


@pytest.mark.parametrize(("rule", "value", "name"), RULES)
def test_a_rule_by_attribute_decides(rule: Any, value: str, name: str) -> None:
    (golden,) = golden_of(TWO, {"note": "text"}, survivorship={"note": rule})
    lineage = golden.lineage["note"]
    assert (golden.data["note"], lineage.rule) == (value, name)
    assert {removed.rule for removed in lineage.removed} == {name}


def test_the_kinds_own_rules_decide_where_none_is_given() -> None:
    (golden,) = golden_of(TWO, {"note": "text"})
    assert (golden.data["note"], golden.lineage["note"].rule) == ("new", "most_recent")


def test_the_best_source_wins() -> None:
    said = [
        record("web", 1, "2024-01-01", note="of the web", phones=("+8613812345678",)),
        record("erp", 2, "2020-01-01", note="of the erp", phones=("+8613812345678",)),
        record("crm", 3, "2023-01-01", note="of the crm"),
    ]
    rules = {"note": cm.survive.BySource(("erp", "crm"))}
    (golden,) = customers(said, survivorship=rules).golden
    assert golden.data.note == "of the erp"
    assert [claim.record.source for claim in golden.lineage["note"].winners] == ["erp"]
    (golden,) = customers(said[::2], survivorship=rules).golden
    assert golden.data.note == "of the crm"


def test_a_valid_value_is_better_than_a_newer_one_that_is_not() -> None:
    rows = [
        {"id": 1, "who": "A1", "mail": "ann@posteo.net", "at": "2020-01-01"},
        {"id": 2, "who": "A1", "mail": "ann at home", "at": "2024-01-01"},
    ]
    (golden,) = golden_of(rows, {"mail": "email"})
    assert (golden.data["mail"], golden.lineage["mail"].rule) == ("ann@posteo.net", "valid_first")


def test_a_value_that_only_filled_the_field_does_not_survive() -> None:
    rows = [{"id": 1, "who": "A1", "note": "n/a"}, {"id": 2, "who": "A1", "note": ""}]
    (golden,) = golden_of(rows, {"note": "text"})
    assert golden.data["note"] is None
    assert "note" not in golden.lineage


def test_naive_and_aware_times_have_one_order() -> None:
    said = [
        record("crm", 1, "2024-05-01T12:00:00", note="naive, at noon"),
        record("crm", 2, "2024-05-01T12:00:00+05:00", note="aware, at seven"),
        record("crm", 3, "2024-05-01T13:00:00+00:00", note="aware, at one"),
    ]
    (golden,) = customers(said).golden
    assert golden.data.note == "aware, at one"


def test_a_rule_that_keeps_nothing_is_named() -> None:
    with pytest.raises(cm.ConfigurationError, match="rule nothing kept no"):
        golden_of(TWO, {"note": "text"}, survivorship={"note": nothing})


def test_a_rule_may_name_a_unit_or_one_of_its_columns() -> None:
    rows = [
        {"id": 1, "who": "A1", "street": "1 Mill Lane", "city": "Leeds"},
        {"id": 2, "who": "A1", "street": "22 Station Road North", "city": "York"},
    ]
    kinds = {"street": "street", "city": "city"}
    for name in ("street + city", "street", "city"):
        (golden,) = golden_of(rows, kinds, survivorship={name: shortest})
        assert (golden.data["street"], golden.data["city"]) == ("1 Mill Lane", "Leeds")


# -- whole ------------------------------------------------------------------------------------

STREETS = st.sampled_from(["1 Mill Lane", "22 Station Road", "n/a", "", "7 High Street", "-"])
CITIES = st.sampled_from(["Leeds", "York", "", "Hull"])
POSTCODES = st.sampled_from(["LS1 4DY", "YO1 7HH", "", "999"])
NAMES = st.sampled_from(["Ann Lee", "LEE, Ann", "A. Lee", "", "n/a", "Bo Ray"])
NUMBERS = st.sampled_from(["0412 345 678", "+61 412 345 678", "12", "", "n/a", "0400 111 222"])
CLAIMED = st.lists(
    st.fixed_dictionaries(
        {
            "who": st.sampled_from(["A1", "B2"]), "name": NAMES, "phone": NUMBERS,
            "mobile": NUMBERS, "street": STREETS, "city": CITIES, "postcode": POSTCODES,
            "other/street": STREETS, "other/city": CITIES,
            "at": st.sampled_from(["", "2020-01-01", "2021-05-05T10:00:00+08:00"]),
        }
    ),
    min_size=1, max_size=7,
)  # fmt: skip
KINDS = {
    "name": "person_name", "phone": "phone", "mobile": "phone", "street": "street",
    "city": "city", "postcode": "postcode", "other/street": "street", "other/city": "city",
}  # fmt: skip
UNITS = [("street", "city", "postcode"), ("other/street", "other/city")]
AUSTRALIA = cm.Context(country="AU")


def numbered(rows: Sequence[Row]) -> list[Row]:
    return [{"id": i, **row} for i, row in enumerate(rows)]


@settings(max_examples=40)
@given(CLAIMED.map(numbered))
def test_a_unit_survives_whole(rows: list[Row]) -> None:
    """The street of one record and the city of another never meet."""
    standard = cm.standardize(rows, kinds=KINDS, context=AUSTRALIA).data
    fillers = {"n/a", "-", ""}
    for golden in golden_of(rows, KINDS, context=AUSTRALIA):
        members = [standard[member.key] for member in golden.members]
        for unit in UNITS:
            kept = tuple(golden.data[column] for column in unit)
            said = {
                tuple(None if m[c] in fillers else m[c] for c in unit) for m in members
            } | {(None,) * len(unit)}  # fmt: skip
            assert kept in said


@settings(max_examples=40)
@given(CLAIMED.map(numbered))
def test_lineage_names_every_record_that_says_something_once(rows: list[Row]) -> None:
    for golden in golden_of(rows, KINDS, context=AUSTRALIA):
        for column in KINDS:
            told = golden.lineage.get(column)
            if told is None:
                assert golden.data[column] is None
                continue
            named = [c.record for c in told.winners] + [r.claim.record for r in told.removed]
            assert len(named) == len(set(named))
            assert set(named) <= set(golden.members)
            # Whoever the value comes from says just that.
            value = golden.data[column]
            held = [c.value if isinstance(c.value, str) else None for c in told.winners]
            assert all(v in (value, None) for v in held)


@settings(max_examples=25)
@given(CLAIMED.map(numbered))
def test_a_collection_is_the_union(rows: list[Row]) -> None:
    """What anybody says of the phones and addresses stays, once an element; units stay whole."""
    mapping = cm.FieldMapping(
        source="crm", key="id", record=Customer, updated_at="at", context=AUSTRALIA,
        fields={
            "who": "who", "name": "name", "phones": ["phone", "mobile"],
            "addresses": [{"street": "street", "city": "city", "postcode": "postcode"},
                          {"street": "other/street", "city": "other/city"}],
        },
    )  # fmt: skip
    mapped = mapping.read(rows)
    by_id = {r.id: r.data for r in mapped.records}
    for golden in customers(mapped.records, context=AUSTRALIA).golden:
        members = [by_id[member] for member in golden.members]
        said = {phone for m in members for phone in m.phones} - {"n/a"}
        assert set(golden.data.phones) == said
        assert len(golden.data.phones) == len(said)
        assert golden.data.name in {m.name for m in members} | {None}
        for address in golden.data.addresses:
            assert any(_says(a, address) for m in members for a in m.addresses)
        for member in members:
            for address in member.addresses:
                kept = [a for a in golden.data.addresses if _same_place(a, address)]
                assert kept or not _without_fillers(address)
        for told in golden.lineage.values():
            named = Counter(
                (c.record, repr(c.value))
                for c in itertools.chain(told.winners, (r.claim for r in told.removed))
            )
            assert told.path in ("phones", "addresses") or set(named.values()) == {1}


def _without_fillers(address: cm.PostalAddress) -> dict[str, str]:
    parts = attrs.asdict(address)
    return {name: text for name, text in parts.items() if text not in (None, "n/a", "-")}


def _says(one: cm.PostalAddress, golden: cm.PostalAddress) -> bool:
    return _without_fillers(one) == _without_fillers(golden)


def _same_place(golden: cm.PostalAddress, one: cm.PostalAddress) -> bool:
    """Say whether they are one element: all that both say is equal."""
    a, b = _without_fillers(golden), _without_fillers(one)
    return all(a[name] == b[name] for name in a.keys() & b.keys())


def test_the_same_element_of_two_records_is_one_with_two_winners() -> None:
    said = [
        record("crm", 1, phones=("138 1234 5678",)),
        record("web", 2, phones=("+8613812345678", "010-8888 7777")),
    ]
    (golden,) = customers(said, context=cm.Context(country="CN")).golden
    assert golden.data.phones == ("+861088887777", "+8613812345678")
    winners = golden.lineage["phones"].winners
    assert [(c.record.source, c.value) for c in winners if c.value == "+8613812345678"] == [
        ("crm", "+8613812345678"), ("web", "+8613812345678")
    ]  # fmt: skip


def test_a_golden_record_of_one_record_is_that_record() -> None:
    given = record("crm", 1, note="some", name=cm.PersonName(full="Ann Lee"),
                   phones=("+8613812345678",))  # fmt: skip
    (golden,) = customers([given]).golden
    standard = cm.standardize([given]).data[0].data
    assert golden.data == standard
    assert {told.rule for told in golden.lineage.values()} == {"the only value", "all values"}


def test_golden_records_stand_in_the_order_of_the_clusters(result: cm.Resolution) -> None:
    assert [(g.id, g.members) for g in result.golden] == [
        (c.golden_id, c.members) for c in result.clusters
    ]
