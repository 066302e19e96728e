"""A Linker takes all that survivorship can do, saves it, and hands out states and a policy."""

import datetime as dt
import json
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm import survive
from custmdm.model import field
from tests.linker.test_golden import SAME_WHO, golden_of
from tests.linker.test_golden import customers as resolved
from tests.linker.test_golden import record as said_by

DAY = dt.timedelta(days=1)
ADDRESS = {"street": "street", "city": "city", "postcode": "postcode"}


def linker_of(kinds: dict[str, str], **options: Any) -> cm.Linker:
    return cm.Linker(kinds={"who": "identifier", **kinds}, **SAME_WHO, **options)


def test_a_collection_keeps_the_best_with_the_primary_first() -> None:
    said = [
        said_by("crm", 1, "2020-01-01", phones=("138 1234 5678",)),
        said_by(
            "web", 2, "2024-01-01", phones=("+8613812345678", "010-8888 7777", "139 1234 5678")
        ),
        said_by("erp", 3, "2022-01-01", phones=("010-8888 7777",)),
    ]
    best = survive.Attribute(keep=2, primary=[survive.BySource(["erp"]), survive.most_frequent])
    (golden,) = resolved(
        said, survivorship={"phones": best}, context=cm.Context(country="CN")
    ).golden
    assert golden.data.phones == ("+861088887777", "+8613812345678")
    (lost,) = golden.trace("phones").removed
    assert (lost.claim.value, lost.rule) == ("+8613912345678", "the best values")


def test_microsofts_mixed_address_does_not_happen_in_a_table() -> None:
    rows = [
        {"id": 1, "who": "A1", "street": "200 Cedar Springs Road", "city": "Dallas",
         "at": "2024-01-01"},
        {"id": 2, "who": "A1", "street": "10 Medina Street Suite 950", "city": "Dallas",
         "postcode": "75201", "at": "2023-01-01"},
        {"id": 3, "who": "A1", "city": "Dallas", "postcode": "75219", "at": "2022-01-01"},
        {"id": 4, "who": "A1", "street": "200 Cedar Springs Road", "postcode": "75219",
         "at": "2021-01-01"},
    ]  # fmt: skip
    fill = survive.Attribute(survive.most_recent, fill="missing")
    for rule, postcode in ((survive.most_recent, None), (fill, "75219")):
        (golden,) = golden_of(rows, ADDRESS, survivorship={"street": rule})
        found = tuple(golden.data[name] for name in ADDRESS)
        assert found == ("200 Cedar Springs Road", "Dallas", postcode)
    filled = golden.trace("city").filled
    assert [(f.part, f.value, f.claim.record.key) for f in filled] == [("postcode", "75219", 4)]
    assert golden.trace("street") is golden.trace("postcode")


def test_an_attribute_follows_a_column_or_a_unit_by_either_name() -> None:
    rows = [
        {"id": 1, "who": "A1", "street": "1 Mill Lane", "city": "Leeds", "note": "of the first"},
        {"id": 2, "who": "A1", "street": "2 Station Road", "city": "York", "note": "of the second"},
    ]
    kinds = {"street": "street", "city": "city", "note": "text"}
    for name in ("street", "city", "street + city"):
        for source, note in ((survive.highest, "of the second"), (survive.lowest, "of the first")):
            rules = {"street": source, "note": survive.Follow(name)}
            (golden,) = golden_of(rows, kinds, survivorship=rules)
            assert golden.data["note"] == note


TRUST = survive.MostTrusted(
    {("crm", "note"): survive.Trust(90, 30, 100 * DAY, "half_life"), "web": 62.5},
    default=5,
    downgrade=survive.Downgrade(40, reserve_minimum=True),
)


@pytest.mark.parametrize(
    ("now", "note"),
    [
        (dt.datetime(2024, 1, 2), "of crm"),
        (dt.datetime(2024, 7, 1, tzinfo=dt.UTC), "of web"),
        # Without a time the newest of the records counts.
        (None, "of crm"),
    ],
)
def test_trust_decays_to_the_time_handed_in(now: dt.datetime | None, note: str) -> None:
    said = [
        said_by("crm", 1, "2024-01-01", note="of crm"),
        said_by("web", 2, "2023-01-01", note="of web"),
    ]
    options: dict[str, Any] = {"record": type(said[0].data), "survivorship": {"note": TRUST}}
    result = cm.Linker(**options, **SAME_WHO).resolve(said, now=now)
    (golden,) = result.golden
    assert golden.data.note == note
    assert result.as_of == (now or dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert golden.trace("note").rule == "MostTrusted"


def test_no_rule_that_needs_the_time_no_time() -> None:
    result = resolved([said_by("crm", 1, "2024-01-01", note="a")])
    assert result.as_of is None


ATTRIBUTES: dict[str, Any] = {
    "note": (TRUST, survive.most_recent, survive.oldest),
    "street": survive.Attribute([survive.longest, survive.highest], fill="missing"),
    "mail": survive.Follow("note"),
    "phone": survive.lowest,
}
KINDS = {"note": "text", "street": "street", "city": "city", "mail": "email", "phone": "phone"}


def test_rules_trust_and_attributes_come_back_from_json() -> None:
    linker = linker_of(KINDS, survivorship=ATTRIBUTES)
    text = linker.to_json()
    again = cm.Linker.from_json(text)
    assert again.survivorship == linker.survivorship
    assert again.policy == linker.policy
    assert again.to_json() == text
    collection = survive.Attribute(keep=3, primary=[survive.BySource(["crm"]), survive.valid_first])
    typed = cm.Linker(record=cm.Person, survivorship={"phones": collection})
    assert cm.Linker.from_json(typed.to_json(), record=cm.Person) == typed


def test_a_saved_linker_of_rules_alone_reads_as_before() -> None:
    linker = linker_of(KINDS, survivorship={"note": survive.most_recent})
    written = json.loads(linker.to_json())["survivorship"]
    assert written == {"note": [{"part": "survive.most_recent"}]}


def _set(path: list[Any], value: Any) -> str:
    document = json.loads(linker_of(KINDS, survivorship=ATTRIBUTES).to_json())
    place = document["survivorship"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["street", "fill"], "mising", r"survivorship\.street: a unit is filled"),
        (["street", "keep"], 2, r"keep and primary|single value"),
        (["street", "many"], "yes", r"survivorship\.street\.many"),
        (["street", "colour"], 1, r"survivorship\.street: has an unknown entry 'colour'"),
        (["street", "rules"], "newest", r"survivorship\.street\.rules: expected a list"),
        (["street", "rules", 0, "part"], "survive.longst", r"rules\[0\]: there is no part"),
        (["note", 0, "trust", 0, "maximum"], -1, r"survivorship\.note\[0\]: trust goes from"),
        (["note", 0, "trust", 0, "curve"], "lineal", r"Did you mean 'linear'"),
        (["note", 0, "trust", 0, "period_seconds"], "long", r"survivorship\.note\[0\]"),
        (["note", 0, "trust", 0, "source"], 7, r"survivorship\.note\[0\]: a source"),
        (["note", 0, "trust", 0], {"source": "crm"}, r"survivorship\.note\[0\]: lacks 'attribute'"),
        (["note", 0, "downgrade"], {"percent": 200}, r"survivorship\.note\[0\]: a downgrade"),
        (["note", 0, "surprise"], 1, r"survivorship\.note\[0\]: has an unknown entry"),
        (["mail", 0, "path"], "nte", r"Follow names 'nte'"),
    ],
)
def test_a_saved_file_that_is_wrong_says_where(path: list[Any], value: Any, message: str) -> None:
    with pytest.raises((cm.ModelError, cm.ConfigurationError), match=message):
        cm.Linker.from_json(_set(path, value))


@pytest.mark.parametrize(
    ("survivorship", "message"),
    [
        (
            {"note": survive.Follow("nte")},
            "Follow names 'nte', which is no attribute. Did you mean",
        ),
        ({"note": survive.Attribute(keep=2)}, "'note' is a single value"),
        ({"note": survive.Attribute(many=True)}, "'note' is a single value"),
        (
            {"note": survive.Follow("mail"), "mail": survive.Follow("note")},
            "follow each other in a circle",
        ),
        ({"note": survive.Attribute}, "is a rule or several, such as"),
    ],
)
def test_what_cannot_work_is_refused_where_it_is_written(survivorship: Any, message: str) -> None:
    with pytest.raises(cm.ConfigurationError, match=message):
        linker_of(KINDS, survivorship=survivorship)


def test_of_a_typed_record_a_collection_says_so() -> None:
    many = survive.Attribute(many=False)
    with pytest.raises(cm.ConfigurationError, match="'phones' is a collection"):
        cm.Linker(record=cm.Person, survivorship={"phones": many})


# -- states -------------------------------------------------------------------------------------

notes = st.sampled_from(["a", "bb", "n/a", None])
phones = st.lists(
    st.sampled_from(["+8613812345678", "138 1234 5678", "010-8888 7777", "12", "n/a"]), max_size=3
)
names = st.builds(
    cm.PersonName, given=st.sampled_from(["Ann", None]), family=st.sampled_from(["Lee", "Ray"])
)
addresses = st.lists(
    st.builds(
        cm.PostalAddress, street=st.sampled_from(["1 High St", "1 HIGH STREET", None]),
        city=st.sampled_from(["Leeds", None]), postcode=st.sampled_from(["LS1 1AA", None]),
    ),
    max_size=2,
)  # fmt: skip
one = st.tuples(
    st.sampled_from(["crm", "web"]), st.sampled_from([None, "2024-01-01", "2025-01-01"]),
    st.fixed_dictionaries({"note": notes, "name": names, "phones": phones, "addresses": addresses}),
)  # fmt: skip


@settings(max_examples=15)
@given(st.lists(one, min_size=1, max_size=4), st.booleans())
def test_states_and_policy_give_the_golden_record(found: list[Any], fill: bool) -> None:
    said = [
        said_by(
            source, i, at, **{k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        )
        for i, (source, at, data) in enumerate(found)
    ]
    rules = {
        "note": (TRUST, survive.most_recent),
        "name": survive.Follow("note"),
        "phones": survive.Attribute(keep=2),
        "addresses": survive.Attribute(fill="missing" if fill else "never"),
    }
    result = resolved(said, survivorship=rules, context=cm.Context(country="CN"))
    (golden,) = result.golden
    assert list(result.states) == [golden.id]
    state = result.states[golden.id]
    assert state.records == set(golden.members)
    told = survive.survive(state, result.policy, as_of=result.as_of)
    assert dict(told.values) == {k: getattr(golden.data, k) for k in told.values}
    for path, trace in told.traces.items():
        # A record that says an element twice is heard once in a state.
        of_table = golden.lineage[path]
        assert (trace.rule_path, trace.filled) == (of_table.rule_path, of_table.filled)
        assert set(map(repr, trace.winners)) == set(map(repr, of_table.winners))
        assert set(map(repr, trace.removed)) == set(map(repr, of_table.removed))


def test_states_of_a_table_too() -> None:
    rows = [
        {"id": 1, "who": "A1", "street": "1 Mill Lane", "city": "Leeds", "phone": "x"},
        {"id": 2, "who": "A1", "street": "2 Station Road", "phone": "+14155550132"},
        {"id": 3, "who": "B2"},
    ]
    linker = linker_of({"street": "street", "city": "city", "phone": "phone"})
    result = linker.resolve(rows, key="id", source="crm")
    assert len(result.states) == 2
    for golden in result.golden:
        told = survive.survive(result.states[golden.id], result.policy)
        unit = told.values["street + city"] or (None, None)
        assert unit == (golden.data["street"], golden.data["city"])
        assert told.values["phone"] == golden.data["phone"]
    with pytest.raises(KeyError):
        result.states["nobody"]
    assert result.policy == linker.policy


@attrs.frozen(kw_only=True)
class Shop:
    """Another record type, whose address survives in its own way."""

    who: str = field(kind="identifier")
    note: str | None = field(
        kind=attrs.evolve(cm.kinds.get("text"), survivorship=(survive.oldest,))
    )


def test_two_record_types_that_survive_in_two_ways_have_no_one_policy() -> None:
    def shops(i: int) -> cm.Record[Shop]:
        return cm.Record(cm.RecordId("shop", i), Shop(who=f"S{i}", note="x"))

    people = [cm.Record(cm.RecordId("p", i), cm.Person(gender="f", country="GB")) for i in range(3)]
    organizations = [
        cm.Record(cm.RecordId("o", i), cm.Organization(name=f"Acme {i}")) for i in range(3)
    ]
    result = cm.resolve([*people, *organizations])
    assert {"gender", "website"} <= set(result.policy.attributes)
    assert len(result.states) == len(result.golden)
    mixed = [*(said_by("crm", i, note="n") for i in range(3)), *map(shops, range(3))]
    with pytest.raises(cm.ConfigurationError, match="'note' survives in two ways"):
        cm.resolve(mixed).policy  # noqa: B018
