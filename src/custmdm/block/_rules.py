"""Blocking rules: records that share a key of a rule are compared."""

import itertools
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.columns import Column, Term, View, encode_many, ranges
from custmdm.errors import ConfigurationError
from custmdm.typing import BlockingKey

ValueKey = Callable[[Any], Iterable[str]]
Int64 = npt.NDArray[np.int64]


@frozen
class On:
    """Block on fields: records that agree on every one of them are compared.

    Made by :func:`on`. A part is a field and, where it is not the whole value that must agree, a
    function from one value to keys.
    """

    parts: tuple[tuple[str, ValueKey | None], ...]

    def __str__(self) -> str:
        return " & ".join(
            path if key is None else f"{_name(key)}({path})" for path, key in self.parts
        )

    def keys(self, terms: Callable[[str], Sequence[Term]]) -> set[tuple[Hashable, ...]]:
        """Return the keys of one record, given its terms by field."""
        return set(itertools.product(*(_part_keys(terms(path), key) for path, key in self.parts)))

    def keys_of(self, view: View, row: int) -> set[Hashable]:
        """Return the keys of one row of a view."""
        return set(self.keys(lambda path: view.column(path).row(row)))

    def entries(self, view: View) -> tuple[Int64, Int64]:
        """Return rows and key codes, one entry for each key of each record."""
        rows, codes = np.arange(len(view), dtype=np.int64), np.zeros(len(view), dtype=np.int64)
        for path, key in self.parts:
            rows, codes = _narrow(rows, codes, _key_column(view.column(path), key))
        return rows, codes


def on(*fields: str | tuple[str, ValueKey]) -> On:
    """Return the rule that compares records that agree on all the given fields.

    >>> str(on("phones"))
    'phones'
    >>> from custmdm.block import Prefix
    >>> str(on(("name.family", Prefix(3)), "birth_date"))
    'Prefix(length=3)(name.family) & birth_date'

    Args:
        fields: a field, or a pair of a field and a function from one value to keys.
    """
    if not fields:
        raise ConfigurationError("block.on needs at least one field")
    return On(tuple((f, None) if isinstance(f, str) else (f[0], f[1]) for f in fields))


@frozen
class _Keys:
    """A user's function from a standard record to keys, as a rule."""

    function: BlockingKey

    def __str__(self) -> str:
        return _name(self.function)

    def keys_of(self, view: View, row: int) -> set[Hashable]:
        return set(self._keys(view.records()[row]))

    def entries(self, view: View) -> tuple[Int64, Int64]:
        column = encode_many([self._keys(record) for record in view.records()])
        return column.flat_rows(), column.codes.astype(np.int64)

    def _keys(self, record: Any) -> tuple[Hashable, ...]:
        return tuple(dict.fromkeys(_usable(self.function(record), self.function)))


def as_rule(rule: "On | BlockingKey") -> "On | _Keys":
    """Return what a user gave as a rule that yields entries."""
    return rule if isinstance(rule, On) else _Keys(rule)


def rule_name(rule: "On | BlockingKey") -> str:
    """Return the name of a rule, for reports."""
    return str(as_rule(rule))


def _name(function: object) -> str:
    return getattr(function, "__name__", None) or repr(function)


def _usable(keys: Iterable[Hashable], function: object) -> list[Hashable]:
    """Return the keys without None and empty text: what is missing is not shared."""
    if isinstance(keys, str):
        # Text is iterable too: records that share a letter would be compared.
        raise ConfigurationError(
            f"the blocking key {_name(function)} returned text; return a tuple of keys: (key,)"
        )
    return [key for key in keys if key is not None and key != ""]


def _part_keys(terms: Sequence[Term], key: ValueKey | None) -> set[Hashable]:
    return {k for term in terms for k in _term_keys(term, key)}


def _term_keys(term: Term, key: ValueKey | None) -> list[Hashable]:
    return _usable((term.key,) if key is None else key(term.value), key)


def _key_column(column: Column[Term], key: ValueKey | None) -> Column[Any]:
    """Return the column of keys of a column of terms; ragged where a value may have several."""
    if key is None:  # one key a value: a flat column stays flat
        return column.map(lambda term: next(iter(_term_keys(term, None)), None))
    return column.flat_map(lambda term: _term_keys(term, key))


def _narrow(rows: Int64, codes: Int64, column: Column[Any]) -> tuple[Int64, Int64]:
    """Return the entries combined with every key of the column, distinct."""
    size = np.int64(max(len(column.values), 1))
    if column.offsets is None:
        found = column.codes[rows]
    else:
        counts = np.diff(column.offsets)[rows]
        found = column.codes[ranges(column.offsets[rows], counts)]
        rows, codes = np.repeat(rows, counts), np.repeat(codes, counts)
    present = found >= 0
    rows, codes, found = rows[present], codes[present], found[present]
    # Codes made dense again, so that several parts cannot overflow 64 bits.
    _, combined = np.unique(codes * size + found, return_inverse=True)
    if column.offsets is None:
        return rows, combined
    n_keys = np.int64(combined.max() + 1 if len(combined) else 1)
    distinct = np.unique(rows * n_keys + combined)
    return distinct // n_keys, distinct % n_keys
