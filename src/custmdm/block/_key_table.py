"""The keys of records as entries, each part of a rule made once, however many rules use it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.block._entries import Entries
from custmdm.block._many import key_codes
from custmdm.block._values import Values, numbered
from custmdm.columns import (
    Column,
    Term,
    View,
    all_keys,
    all_values,
    codes_of_keys,
    encode_many,
    ranges,
)
from custmdm.errors import ConfigurationError

ValueKey = Callable[[Any], Iterable[str]]
Int64 = npt.NDArray[np.int64]

# One value in so many says whether the keys of a rule are of use.
_ONE_IN = 32
# A field, a key function, and the entries of both.
Made = tuple[str, ValueKey | None, Entries]


@frozen(eq=False)
class KeyTable:
    """Make the entries of a part of a rule, each once, however many rules use it.

    Attributes:
        view: the records.
    """

    view: View
    _made: list[Made] = field(factory=list, init=False)
    _ordered: list[Made] = field(factory=list, init=False)
    _values: dict[str, Values] = field(factory=dict, init=False)
    _of_records: list[tuple[object, Entries]] = field(factory=list, init=False)

    @property
    def is_made(self) -> bool:
        """Say whether there are entries of any rule yet."""
        return bool(self._made or self._ordered or self._of_records)

    def part(self, path: str, key: ValueKey | None) -> Entries:
        """Return the entries of one field with one key function, keys that are shared only."""
        return _once(
            self._made, path, key,
            lambda: _entries(self.view.column(path), key, lambda: self._values_of(path)),
        )  # fmt: skip

    def in_order(self, path: str, key: ValueKey | None) -> Entries:
        """Return the entries of one field with one key function, codes in the order of the keys.

        Keys of one record are among them: they have neighbors too.
        """
        return _once(self._ordered, path, key, lambda: _in_order(self.view.column(path), key, path))

    def usable_share(self, path: str, key: ValueKey | None, max_records: int) -> float:
        """Return which share of the entries has a key that not too many records have.

        Estimated from one value in so many.
        """
        column = self.view.column(path)
        terms = column.values[::_ONE_IN]
        at, codes = _value_keys(terms, key, lambda: Values(all_values(terms)))
        holders = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
        weights = holders[::_ONE_IN][at]
        codes, _ = numbered(codes)
        narrow = np.bincount(codes, weights=weights, minlength=1) * _ONE_IN <= max_records
        return float(weights[narrow[codes]].sum() / max(weights.sum(), 1))

    def _values_of(self, path: str) -> Values:
        if path not in self._values:
            terms = self.view.column(path).values
            self._values[path] = Values(all_values(terms))
        return self._values[path]

    def of_records(self, function: object, keys: Callable[[Any], Sequence[Hashable]]) -> Entries:
        """Return the entries of a function from a standard record to keys.

        Args:
            function: what the user gave, by which the entries are found again.
            keys: the keys of a record, each once.
        """
        for known, entries in self._of_records:
            if known is function:
                return entries
        column = encode_many([keys(record) for record in self.view.records()])
        codes = column.codes.astype(np.int64)
        entries = Entries(column.flat_rows(), codes, max(len(column.values), 1)).shared()
        self._of_records.append((function, entries))
        return entries


def _once(
    made: list[Made], path: str, key: ValueKey | None, make: Callable[[], Entries]
) -> Entries:
    """Return the entries of a field with a key function, made where they are not there yet."""
    # Few, and looked through: a key function of the user's need not be hashable.
    for known_path, known_key, entries in made:
        if known_path == path and (known_key is key or known_key == key):
            return entries
    made.append((path, key, make()))
    return made[-1][2]


def _in_order(column: Column[Term], key: ValueKey | None, path: str) -> Entries:
    keys = encode_many([term_keys(term, key) for term in column.values])
    ranked = Column(_ranks(keys.values, path)[keys.codes], keys.values, keys.offsets)
    placed = column.replace(ranked)
    present = placed.codes >= 0
    codes = placed.codes[present].astype(np.int64)
    return Entries(placed.flat_rows()[present], codes, max(len(keys.values), 1))


def _ranks(keys: Sequence[Any], path: str) -> npt.NDArray[np.int32]:
    """Return the place of each key in order."""
    try:
        order = sorted(range(len(keys)), key=keys.__getitem__)
    except TypeError:
        raise ConfigurationError(
            f"the keys of {path!r} cannot be put in order; let the key function return text"
        ) from None
    ranks = np.empty(len(keys), dtype=np.int32)
    ranks[order] = np.arange(len(keys), dtype=np.int32)
    return ranks


def term_keys(term: Term, key: ValueKey | None) -> list[Hashable]:
    """Return the keys of one term."""
    return usable((term.key,) if key is None else key(term.value), key)


def usable(keys: Iterable[Hashable], function: object) -> list[Hashable]:
    """Return the keys without None and empty text: what is missing is not shared."""
    if isinstance(keys, str):
        # Text is iterable too: records that share a letter would be compared.
        raise ConfigurationError(
            f"the blocking key {name_of(function)} returned text; return a tuple of keys: (key,)"
        )
    return [key for key in keys if key is not None and key != ""]


def name_of(function: object) -> str:
    """Return the name of a function, or how an object with options reads."""
    return getattr(function, "__name__", None) or repr(function)


def _entries(column: Column[Term], key: ValueKey | None, values: Callable[[], Values]) -> Entries:
    """Return the entries of a column, keys that are shared only; made once a distinct value."""
    at, codes = _value_keys(column.values, key, values)
    holders = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
    codes, size = numbered(codes)
    keep = (np.bincount(codes, weights=holders[at], minlength=1) > 1)[codes]
    at, codes = at[keep], codes[keep]
    codes = codes.astype(np.int32) if size < 2**31 else codes
    # In half the space: the entries of all parts of all rules are held together.
    flat_rows = column.flat_rows().astype(np.int32)
    # Two places more, at the end: a negative code of a missing value finds no key there.
    counts = np.bincount(at, minlength=len(column.values) + 2)
    if counts.max() <= 1:
        # Most often a value has one key: then nothing is repeated.
        place = np.full(len(counts), -1, dtype=codes.dtype)
        place[at] = codes
        of_row = place[column.codes]
        present = np.flatnonzero(of_row >= 0)
        return Entries(flat_rows[present], of_row[present], max(size, 1))
    starts = np.cumsum(counts) - counts
    times = counts[column.codes]
    rows = np.repeat(flat_rows, times)
    return Entries(rows, codes[ranges(starts[column.codes], times)], max(size, 1))


def _value_keys(
    terms: Sequence[Term], key: ValueKey | None, values: Callable[[], Values]
) -> tuple[Int64, Int64]:
    """Return position and code for each key of each value, by position."""
    if key is None:
        return _own_keys(terms)
    if found := key_codes(key, values()):
        at, codes = found
        if len(at) and (at[1:] < at[:-1]).any():
            order = np.argsort(at, kind="stable")
            at, codes = at[order], codes[order]
        return at, codes
    column = encode_many([term_keys(term, key) for term in terms])
    return column.flat_rows(), column.codes.astype(np.int64)


def _own_keys(terms: Sequence[Term]) -> tuple[Int64, Int64]:
    """Return position and code of each key: what is missing, None or empty, is not shared."""
    keys, codes = all_keys(terms), codes_of_keys(terms).astype(np.int64)
    present = codes >= 0
    if "" in keys:
        present &= codes != codes[keys.index("")]
    at = np.flatnonzero(present)
    return at, codes[at]
