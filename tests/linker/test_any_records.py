"""Typed records of any content: several values in a field, several in one cell, or none."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm

PIECES = st.sampled_from(
    [
        *(
            "13812345678",
            "+1 415 555 0132",
            "/",
            ";",
            ",",
            " or ",
            "n/a",
            "-",
            "張*",
            "CN",
            "Italy",
        ),
        *("a@b.com", "b@c.org", "北京市海淀区1号", "12 High St", "张伟", "Anna Lee", "\u200b"),
        *("1988-03-07", "03/04/2021", "110105194912310021", "x" * 20, "\ud800", ""),
    ]
)
TEXT = st.lists(PIECES, max_size=4).map("".join)
OPTIONAL = st.one_of(st.none(), TEXT)
MANY = st.lists(TEXT, max_size=3).map(tuple)
ADDRESSES = st.lists(
    st.builds(cm.PostalAddress, full=OPTIONAL, street=OPTIONAL, city=OPTIONAL, country=OPTIONAL),
    max_size=2,
).map(tuple)
NAMES = st.one_of(
    st.none(), st.builds(cm.PersonName, full=OPTIONAL, given=OPTIONAL, family=OPTIONAL)
)
PERSONS = st.builds(
    cm.Person, name=NAMES, birth_date=OPTIONAL, phones=MANY, emails=MANY, addresses=ADDRESSES,
    identifiers=MANY, country=OPTIONAL,
)  # fmt: skip
ORGANIZATIONS = st.builds(
    cm.Organization, name=OPTIONAL, legal_ids=MANY, phones=MANY, addresses=ADDRESSES
)


@settings(max_examples=40)
@given(st.lists(st.one_of(PERSONS, ORGANIZATIONS), max_size=6), st.sampled_from([None, "CN"]))
def test_records_of_any_content_are_resolved(
    data: list[cm.Person | cm.Organization], country: str | None
) -> None:
    """Nothing raises, no record is lost, and the columnar run equals the scalar one."""
    records = [cm.Record(cm.RecordId("crm", i), d) for i, d in enumerate(data)]
    result = cm.resolve(records, context=cm.Context(country=country))
    members = [record for cluster in result.clusters for record in cluster.members]
    assert sorted(members) == [record.id for record in records]
    assert sum(len(golden.members) for golden in result.golden) == len(records)
    for left, right in itertools.pairwise(records):
        assert str(result.explain(left.id, right.id))
    for part in result.tables:
        rows = zip(part.left.tolist(), part.right.tolist(), part.weight.tolist(), strict=True)
        for left_row, right_row, weight in rows:
            scored = part.matching.score_rows(part.table, left_row, right_row)
            assert abs(scored.weight - weight) < 1e-9
