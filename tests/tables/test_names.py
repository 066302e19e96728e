"""The terms of names in several columns are those that each combination of parts makes."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import HOSTILE_TEXTS

from custmdm import kinds
from custmdm.block._folding import names_of, texts_of
from custmdm.columns import Column, PersonNames, Term, all_values
from custmdm.compare import PersonNameSimilarity
from custmdm.model import PersonName, Standardized, Status
from custmdm.tables._combined import combinations
from custmdm.tables._names import can_be_names, name_terms
from custmdm.tables._units import unit_term

PARTS = ("given", "middle", "family", "suffix", "honorific")
TEXTS = (
    "Anna", "ANNA", "anna", " Anna ", "J.", "Jean-Paul", "Jean Paul", "O'Brien", "de la Vega",
    "José", "Jose\u0301", "Müller", "张", "張", "伟", "欧阳", "娜娜", "豈", "张x", "김", "\u0301a",
    "ᄀ", "ᅡ", "राम", "…", "-", "123", "unknown", "N/A", "test", "无", "", "*", "张*", "´", "_a",
)  # fmt: skip
KIND = kinds.get("given_name")
NOTHING = Standardized(None, None, Status.INVALID)


def as_they_are(text: str) -> Standardized:
    """Return any text as a standard value: what a kind of a user's own may say."""
    return Standardized(text, text, Status.VALID, match_keys=(text,))


answers = st.one_of(
    st.sampled_from(TEXTS).map(KIND.read),
    st.sampled_from([t for t in HOSTILE_TEXTS if isinstance(t, str)]).map(KIND.read),
    st.text(max_size=4).map(KIND.read),
    st.sampled_from(TEXTS).map(as_they_are),
    st.text(max_size=3).map(as_they_are),
    st.just(NOTHING),
)


@st.composite
def names(draw: st.DrawFn) -> dict[str, Column[Standardized]]:
    """Return columns of parts of names of one length, flat or ragged alike."""
    chosen = draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5, unique=True))
    n = draw(st.integers(0, 12))
    cuts = draw(st.none() | st.lists(st.integers(0, n), max_size=4))
    offsets = None if cuts is None else np.array([0, *sorted(cuts), n], np.int64)
    columns = {}
    for part in chosen:
        values = draw(st.lists(answers, max_size=5))
        codes = draw(st.lists(st.integers(-2, len(values) - 1), min_size=n, max_size=n))
        columns[part] = Column(np.array(codes, np.int32), tuple(values), offsets)
    return columns


def one_by_one(columns: dict[str, Column[Standardized]]) -> tuple[list[int], list[Term]]:
    """Return the codes and values of the terms, each combination by itself, in order."""
    rows = list(zip(*(c.codes.tolist() for c in columns.values()), strict=True))
    said: dict[Any, dict[str, Standardized]] = {
        row: {
            part: column.values[code]
            for (part, column), code in zip(columns.items(), row, strict=True)
            if code >= 0
        }
        for row in sorted(set(rows))
    }
    made = {row: unit_term(PersonName, parts) for row, parts in said.items()}
    values = list(dict.fromkeys(term for term in made.values() if term is not None))
    codes = []
    for row in rows:
        term = made[row]
        filler = any(s.status is Status.PLACEHOLDER for s in said[row].values())
        codes.append(values.index(term) if term is not None else -2 if filler else -1)
    return codes, values


@given(names())
def test_names_are_those_of_each_combination_of_parts(
    columns: dict[str, Column[Standardized]],
) -> None:
    found = name_terms(columns)
    assert (found.codes.tolist(), list(found.values)) == one_by_one(columns)
    assert found.codes.dtype == np.int32
    assert found.offsets is next(iter(columns.values())).offsets


@given(names())
def test_parts_of_many_names_are_those_of_each_name(
    columns: dict[str, Column[Standardized]],
) -> None:
    """And who works with parts alone makes the same of them as of whole names."""
    lazy = all_values(name_terms(columns).values)
    assert isinstance(lazy, PersonNames)
    whole = list(lazy)
    for part in PARTS:
        assert lazy.part(part) == [getattr(name, part) for name in whole]
    assert texts_of(lazy) == texts_of(whole)
    assert names_of(lazy) == names_of(whole)
    of_lazy, of_whole = (PersonNameSimilarity().prepare_all(found) for found in (lazy, whole))
    assert list(of_lazy) == list(of_whole)
    assert list(of_lazy.parts) == list(of_whole.parts)


def test_names_of_every_two_parts_are_those_of_each_combination() -> None:
    values = tuple(read(text) for read in (KIND.read, as_they_are) for text in TEXTS)
    codes = np.arange(-2, len(values), dtype=np.int32)
    n = len(codes)
    columns = {
        "family": Column(np.repeat(codes, n), values),
        "given": Column(np.tile(codes, n), values),
    }
    found = name_terms(columns)
    assert (found.codes.tolist(), list(found.values)) == one_by_one(columns)


@pytest.mark.parametrize(
    ("unit", "parts", "can_be"),
    [
        (PersonName, ("given", "family"), True),
        (PersonName, PARTS, True),
        (PersonName, ("full",), False),
        (PersonName, ("full", "family"), False),
        (type("Mine", (PersonName,), {}), ("given", "family"), False),
    ],
)
def test_only_parts_of_our_own_names_are_read_so(
    unit: type, parts: tuple[str, ...], can_be: bool
) -> None:
    assert can_be_names(unit, dict(zip(parts, parts, strict=True))) is can_be


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.tuples(*[st.integers(-2, 3)] * n), max_size=20)
    ),
    st.sampled_from([1, 1000, 2**29]),
)
def test_combinations_are_in_order_and_stand_where_they_come_first(
    rows: list[tuple[int, ...]], scale: int
) -> None:
    """With codes so large too that no number counts all thinkable combinations."""
    rows = [tuple(code * scale if code > 0 else code for code in row) for row in rows]
    columns = [np.array(codes, np.int32) for codes in zip(*rows, strict=True)] or [
        np.zeros(0, np.int32)
    ]
    first, of_row = combinations(columns)
    distinct = sorted(set(rows))
    assert [rows[i] for i in first] == distinct
    assert first.tolist() == [rows.index(row) for row in distinct]
    assert [distinct[i] for i in of_row] == rows
