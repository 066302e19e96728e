"""The terms of a column, made in one pass, are those of each value by itself."""

from typing import Any

import numpy as np
import pytest

import custmdm as cm
from custmdm.columns import PLACEHOLDER_CODE, Column, Term
from custmdm.model import Status
from custmdm.tables import FrameSource, Table, table_of_sources

VALUES: dict[str, list[Any]] = {
    "phone": ["+1 212 555 0123", "(212) 555-0123", "2125550187", "0000000000", "12", None,
              "13812345678", "212 555 0123 / 212 555 0187", "n/a", "2125550199", "call me"],
    "email": ["Anna@mail.com", "anna@mail.com", "a.nna@gmail.com", "anna@gmail.com", "anna",
              "test@test.com", "anna@gmial.com", "<bob@mail.com>", "", "sales@acme.com", None],
    "birth_date": ["1980-02-03", "03/02/1980", "1900-01-01", "02.1980", "1980", "29/02/2000",
                   "1980-02-30", "unknown", None, "3 Feb 1980", "80-02-03"],
    "given_name": ["Anna", "ANNA", "anna", "张伟", "x", "N/A", "-", "J.", "Jean Paul", None, "12"],
    "postcode": ["10001", "10001-1234", "1001", "SW1A 1AA", "00000", "abc", None, "10 001",
                 "99999", "K1A 0B6", "?"],
    "category": ["a", "A", "b", "none", None, "a ", "b", "c", "", "d", "a"],
}  # fmt: skip


def table_of(kind: str, values: list[Any]) -> Table:
    rows = [{"value": value, "name": f"Customer {i}"} for i, value in enumerate(values)]
    kinds = {"value": kind, "name": "family_name" if kind == "given_name" else "text"}
    source = FrameSource.of(rows, kinds=kinds, key=None, source="crm", updated_at=None)
    return table_of_sources((source,), cm.Context(country="US"))[0]


def one_by_one(table: Table, path: str) -> Column[Term]:
    """Return the terms of one path, each value read in full."""
    leaf, shared = table.leaves[path], table.shared.get(path, {})
    terms, filler = [], []
    for s in leaf.answers:
        filler.append(s.status is Status.PLACEHOLDER or s.shown in shared)
        if s.value is None:
            terms.append([Term(key, key) for key in s.match_keys])
        else:
            terms.append([Term(key, s.value) for key in s.match_keys[:1]])
    flags = np.array([*filler, False, False], dtype=np.bool_)
    codes = np.where(flags[leaf.column.codes], PLACEHOLDER_CODE, leaf.column.codes)
    numbered = Column(codes.astype(np.int32), tuple(range(len(terms))), leaf.column.offsets)
    if all(len(found) <= 1 for found in terms):
        return numbered.map(lambda i: terms[i][0] if terms[i] else None)
    return numbered.flat_map(terms.__getitem__)


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("often", [1, 300])
@pytest.mark.parametrize("some", [slice(None), slice(3), slice(3, 4), slice(0)])
def test_terms_are_those_of_each_value(kind: str, often: int, some: slice) -> None:
    """Also where values are on so many customers that they are filler."""
    table = table_of(kind, VALUES[kind][some] * often)
    found, expected = table.column("value"), one_by_one(table, "value")
    assert found.codes.tolist() == expected.codes.tolist()
    assert list(found.values) == list(expected.values)
    assert (found.offsets is None) == (expected.offsets is None)
    if found.offsets is not None and expected.offsets is not None:
        assert found.offsets.tolist() == expected.offsets.tolist()


def test_the_cases_hold_all_sorts_of_values() -> None:
    made = {kind: table_of(kind, values) for kind, values in VALUES.items()}
    columns = {kind: table.column("value") for kind, table in made.items()}
    assert any(column.offsets is not None for column in columns.values())
    assert any((column.codes == PLACEHOLDER_CODE).any() for column in columns.values())
    answers = [table.leaves["value"].answers for table in made.values()]
    assert any(key is not None for found in answers for key in found.plain_keys())
    assert any(key is None for found in answers for key in found.plain_keys())
    assert any(table_of(kind, VALUES[kind] * 300).shared for kind in VALUES)
