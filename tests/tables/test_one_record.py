"""One record by itself gives the terms that a table gives of its row."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import HOSTILE_TEXTS

import custmdm as cm
from custmdm.columns import PLACEHOLDER_CODE
from custmdm.errors import ConfigurationError
from custmdm.tables import (
    IGNORED,
    OneRecord,
    check_kinds,
    columns_of_table,
    identities,
    standardized_table,
    table_of_records,
)

KINDS = check_kinds({
    "given": "given_name", "family": "family_name", "whole": "person_name", "mobile": "phone",
    "tel": "phone", "mail": "email", "dob": "birth_date", "id": "national_id",
    "company": "organization_name", "billing/street": "street", "billing/city": "city",
    "billing/country": "country", "home/street": "street", "home/postcode": "postcode",
    "land": "country", "note": "text", "n": "number",
})  # fmt: skip
SOME = {
    "given": ("Anna", "J.", "张", "n/a"), "family": ("Lee", "O'Brien", "伟", "-"),
    "whole": ("Lee, Anna", "张三", "Dr. Unknown", "test"),
    "mobile": ("138 1234 5678", "+1 415 555 0101", "000000", 13812345678),
    "tel": ("010-6277 0334", "unknown", "62770334", "138 1234 5678"),
    "mail": ("Anna@QQ.com", "anna", "a@b.c", "none@none.com"),
    "dob": ("1988-03-07", "07.03.1988", "1900-01-01", "3/4/88"),
    "id": ("11010519491231002X", "123", "123456789"),
    "company": ("Acme Inc.", "腾远科技有限公司", "n/a"),
    "billing/street": ("12 Main St", "-", "科技路1号"), "billing/city": ("Leeds", "北京", "?"),
    "billing/country": ("UK", "nowhere", "China"), "home/street": ("1 High St",),
    "home/postcode": ("LS1 1AA", "100080"), "land": ("CN", "US", "Atlantis"),
    "note": ("gold", "null"), "n": (3, 3.0, "3", True),
}  # fmt: skip
CONTEXTS = (cm.Context(), cm.Context(country="CN"), cm.Context(country="GB", date_order="DMY"))

hostile = st.sampled_from(HOSTILE_TEXTS) | st.sampled_from((None, "", float("nan"), [], b"x", 5))
rows = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) | hostile for name, values in SOME.items()}
)
texts = {name: st.sampled_from([v for v in SOME[name] if isinstance(v, str)]) for name in SOME}


def part(name):
    return st.none() | texts[name]


names = st.builds(
    cm.PersonName, full=part("whole"), given=part("given"), family=part("family"),
    middle=part("given"), suffix=st.sampled_from((None, "Jr.")),
)  # fmt: skip
addresses = st.builds(
    cm.PostalAddress, street=part("billing/street"), city=part("billing/city"),
    postcode=part("home/postcode"), country=part("billing/country"),
    full=st.sampled_from((None, "北京市海淀区科技路1号", "n/a")),
)  # fmt: skip
people = st.builds(
    cm.Person,
    name=st.none() | names,
    birth_date=part("dob"),
    phones=st.lists(part("mobile") | part("tel"), max_size=3).map(tuple),
    emails=st.lists(part("mail"), max_size=2).map(tuple),
    addresses=st.lists(st.none() | addresses, max_size=3).map(tuple),
    identifiers=st.lists(part("id"), max_size=2).map(tuple),
    employer=part("company"),
    country=part("land"),
)


def check(one, table, row):
    """Check all fields and all paths of a record against a row of a table."""
    for path in {*table.leaves, *(plan.name for plan in table.plans)}:
        column = table.column(path)
        terms, filler = one.terms(path)
        assert set(terms) == set(column.row(row)), path
        if not terms:
            assert filler == (PLACEHOLDER_CODE in column.row_codes(row)), path


def some_read_as(table, rng):
    """Return values of a table that are ignored, or read as others of their path."""
    found = {}
    for path, leaf in table.leaves.items():
        keys = sorted({key for value in leaf.answers for key in identities(value)})
        others = [value for value in leaf.answers if len(identities(value)) == 1]
        if keys and rng.random() < 0.7:
            of_path = {key: rng.choice([IGNORED, *others]) for key in keys if rng.random() < 0.6}
            found[path] = of_path
    return found


@given(st.lists(rows, min_size=1, max_size=3), st.sampled_from(CONTEXTS))
def test_a_row_has_the_terms_that_it_has_in_a_table(some, context):
    raw, plans = columns_of_table({n: [row.get(n) for row in some] for n in KINDS}, KINDS)
    ids = [cm.RecordId("t", i) for i in range(len(some))]
    table = standardized_table(ids, [None] * len(some), raw, plans, context, range(len(some)))
    for i, row in enumerate(some):
        check(OneRecord.of_row(row, KINDS, plans, context), table, i)


@given(st.lists(rows, min_size=1, max_size=3), st.sampled_from(CONTEXTS), st.randoms())
def test_a_row_whose_values_are_read_as_others_has_the_terms_that_it_has_in_a_table(
    some, context, rng
):
    raw, plans = columns_of_table({n: [row.get(n) for row in some] for n in KINDS}, KINDS)
    ids = [cm.RecordId("t", i) for i in range(len(some))]
    table = standardized_table(ids, [None] * len(some), raw, plans, context, range(len(some)))
    read_as = some_read_as(table, rng)
    table = attrs.evolve(table, read_as=read_as)
    for i, row in enumerate(some):
        one = attrs.evolve(OneRecord.of_row(row, KINDS, plans, context), read_as=read_as)
        check(one, table, i)
        for path, leaf in table.leaves.items():
            read = [value for value in one.matched[path] if value is not None]
            assert [known(value) for value in table.matched(path).column.row(i)] == (
                [known(value) for value in read]
            )
            # What is stored and shown is what was said.
            said = [value for value in one.values[path] if value is not None]
            assert [known(value) for value in leaf.column.row(i)] == [known(v) for v in said]


def known(value):
    """Return what matching knows of a value; nothing of raw, which may equal nothing."""
    return value.value, value.status, value.match_keys


@given(st.lists(people, min_size=1, max_size=3), st.sampled_from(CONTEXTS), st.randoms())
def test_typed_data_whose_values_are_read_as_others_has_the_terms_that_it_has_in_a_table(
    some, context, rng
):
    records = [cm.Record(cm.RecordId("t", i), data) for i, data in enumerate(some)]
    table = table_of_records(records, cm.Person, context, range(len(some)))
    read_as = some_read_as(table, rng)
    table = attrs.evolve(table, read_as=read_as)
    for i, data in enumerate(some):
        one = OneRecord.of_data(data, cm.Person, table.plans, context)
        check(attrs.evolve(one, read_as=read_as), table, i)


@given(st.lists(people, min_size=1, max_size=3), st.sampled_from(CONTEXTS))
def test_typed_data_has_the_terms_that_it_has_in_a_table(some, context):
    records = [cm.Record(cm.RecordId("t", i), data) for i, data in enumerate(some)]
    table = table_of_records(records, cm.Person, context, range(len(some)))
    for i, data in enumerate(some):
        check(OneRecord.of_data(data, cm.Person, table.plans, context), table, i)


def test_data_that_is_not_what_its_type_says_is_refused():
    person = attrs.evolve(cm.Person(), phones="0412 345 678")
    with pytest.raises(ConfigurationError, match="'phones' of Person holds a tuple, got str"):
        OneRecord.of_data(person, cm.Person, (), cm.Context())
