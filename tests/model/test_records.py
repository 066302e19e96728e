"""The values that travel between the stages are frozen, and equal by what they hold."""

import attrs
import pytest

from custmdm import model
from custmdm.model import (
    AliasValue,
    Always,
    Claim,
    Cluster,
    ComparisonVector,
    Context,
    Contribution,
    Counts,
    Crosswalk,
    Decision,
    Filled,
    Frequencies,
    GoldenRecord,
    IgnoreValue,
    Issue,
    Link,
    MatchScore,
    Never,
    OnePerSource,
    Organization,
    Outcome,
    Person,
    PersonName,
    PostalAddress,
    Record,
    RecordId,
    Removed,
    Standardized,
    Status,
    Thresholds,
    Trace,
)

CRM, WEB = RecordId("crm", 1), RecordId("web", 1)
VALUES = [
    CRM,
    Record(CRM, Person()),
    Person(name=PersonName(given="Ann"), phones=("+861",)),
    Organization(name="ACME", addresses=(PostalAddress(city="Leeds"),)),
    PersonName(given="Ann"),
    PostalAddress(city="Leeds"),
    Standardized("x", "x", Status.VALID),
    Context(country="CN"),
    Issue(path="phones", code="phone.too_short"),
    Counts(3, 9, {"a1": 3}),
    Frequencies.of({("given", "ann"): 3}),
    Outcome("equal", 1.0),
    ComparisonVector((0, -1)),
    Contribution("phones", 1, "equal", 3.0),
    MatchScore(1.0, 0.7),
    Thresholds(),
    Link(CRM, WEB, 0.9, 3.0, Decision.MATCH),
    Always(CRM, WEB),
    Never(CRM, WEB),
    OnePerSource(("crm",)),
    IgnoreValue("phones", "+861"),
    AliasValue("emails", "a@b.cn", same_as="a@c.cn"),
    Cluster(0, (CRM,), "g1"),
    Crosswalk({CRM: "g1"}),
    Claim("x", CRM),
    Removed(Claim("x", CRM), "most_recent"),
    Filled("city", "Leeds", Claim("x", CRM)),
    Trace("name", (Claim("x", CRM),), ("the only value",)),
    GoldenRecord("g1", Person(), {}, (CRM,)),
]
each_value = pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)


def test_every_class_of_the_model_is_checked():
    classes = {n for n in model.__all__ if attrs.has(getattr(model, n))}
    assert classes - {type(value).__name__ for value in VALUES} == {"FieldSpec"}


@each_value
def test_a_value_is_frozen(value):
    name = attrs.fields(type(value))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, name, None)


@each_value
def test_a_value_takes_no_new_attribute(value):
    with pytest.raises((AttributeError, attrs.exceptions.FrozenInstanceError)):
        value.nonsense = 1


@each_value
def test_a_value_equals_its_copy_and_not_another_type(value):
    assert attrs.evolve(value) == value
    assert value != "something else"


@pytest.mark.parametrize("record", [Person, Organization, PersonName, PostalAddress])
def test_a_record_is_hashable_and_made_by_name(record):
    assert hash(record()) == hash(record())
    with pytest.raises(TypeError):
        record("positional")


def test_lineage_names_the_records_whose_value_survived():
    lineage = Trace("name", (Claim("x", CRM), Claim("x", WEB)), ("all records agree",))
    assert lineage.records == (CRM, WEB)


def test_a_golden_record_shows_no_lineage_in_its_repr():
    lineage = {"name": Trace("name", (Claim("loser", CRM),), ("rule",))}
    assert "loser" not in repr(GoldenRecord("g1", Person(), lineage, (CRM,)))
