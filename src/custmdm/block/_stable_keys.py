"""The blocking keys of records as numbers: of a table in one pass, of one record by itself."""

import itertools
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.block._best import BestPairs, Rule, fields_of, key_weights
from custmdm.block._hashes import Hashes, all_mixed, hash_of, hashes_of, mixed, written
from custmdm.block._key_table import ValueKey, term_keys
from custmdm.block._neighborhood import SortedNeighborhood
from custmdm.block._rules import On, as_rule
from custmdm.columns import Column, Term, all_keys, ranges
from custmdm.errors import ConfigurationError

Rows = npt.NDArray[np.int64]
Part = tuple[str, ValueKey | None]

# No more records than 2 to this can have a key.
_POWERS = 63


class Records(Protocol):
    """Be standard records: a table, or a part of one."""

    def column(self, path: str, /) -> Column[Term]:
        """Return the terms of a field."""
        ...

    def records(self) -> Sequence[Any]:
        """Return the standard records."""
        ...


class OneRecord(Protocol):
    """Be one standard record."""

    def terms(self, path: str, /) -> tuple[tuple[Term, ...], bool]:
        """Return the terms of a field, and whether there is a placeholder."""
        ...


@frozen(eq=False)
class KeyRule:
    """Be one blocking rule as it gives keys.

    Attributes:
        name: what reports call it.
        parts: its fields with their key functions; none for a function of the user's.
        function: the function of the user's as a rule, or None.
        salt: tells its keys from those of other rules.
        group: the number of the group it is of.
        weights: what a key weighs, by the power of two of its holders; of one rule by hand 1.
    """

    name: str
    parts: tuple[Part, ...]
    function: Any
    salt: int
    group: int
    weights: tuple[int, ...]


@frozen(eq=False)
class Group:
    """Be rules whose keys weigh together: all rules by hand, or those of the best pairs.

    Attributes:
        max_records: a key that more records have weighs nothing.
        cut: what a pair weighs at least.
    """

    max_records: int
    cut: int


@frozen(eq=False)
class KeyRules:
    """Be all blocking rules of a Linker, flat.

    Attributes:
        rules: the rules that are in use.
        groups: the groups they are of, those by hand first.
        fields: the fields by which a key that too many share is split, where a rule is by hand.
    """

    rules: tuple[KeyRule, ...]
    groups: tuple[Group, ...]
    fields: tuple[str, ...]

    @cached_property
    def field_salts(self) -> tuple[int, ...]:
        """Return what tells the values of each field from those of others."""
        return tuple(hash_of(("field", path)) for path in self.fields)

    @classmethod
    def of(cls, rules: Sequence[Rule], max_block: int) -> "KeyRules":
        """Read the blocking rules of a Linker.

        Raises:
            ConfigurationError: if a rule goes by all records together.
        """
        found: list[KeyRule] = []
        groups = [Group(max_block, 1)]
        for rule in rules:
            if not isinstance(rule, BestPairs):
                made = as_rule(rule)
                if isinstance(made, SortedNeighborhood):
                    raise ConfigurationError(
                        f"{made} compares neighbours in the order of all records, and one record "
                        "changes who is next to whom: use block.on for records that come one by one"
                    )
                found.append(_key_rule(made, 0, (1,) * _POWERS))
                continue
            known = rule.fitted
            if known is None:
                raise ConfigurationError(
                    f"what the keys of the {rule} weigh hangs on the whole table here: fit the "
                    "Linker with these blocking rules first"
                )
            groups.append(Group(min(known.max_records, max_block), max(known.cut, 1)))
            for one, keys, spent in zip(
                map(as_rule, rule.rules), known.keys_a_record, known.spent, strict=True
            ):
                if not spent:
                    weights = key_weights(2 ** np.arange(_POWERS), known.n, keys).tolist()
                    found.append(_key_rule(one, len(groups) - 1, tuple(weights)))
        by_hand = any(rule.group == 0 for rule in found)
        return cls(tuple(found), tuple(groups), fields_of(rules) if by_hand else ())

    def weights_of(self, rules: npt.NDArray[np.integer], holders: Rows) -> Rows:
        """Return what keys weigh, given the rule of each and how many have it.

        What one record alone has weighs as if two had it: then the second changes nothing.
        """
        power = np.ceil(np.log2(np.maximum(holders, 2))).astype(np.int64)
        weights = self._weights[rules, power]
        weights[holders > self._limits[rules]] = 0
        return np.asarray(weights)

    @cached_property
    def group_of(self) -> npt.NDArray[np.int16]:
        """Return the group of each rule."""
        return np.array([rule.group for rule in self.rules], np.int16)

    @cached_property
    def _weights(self) -> Rows:
        return np.array([rule.weights for rule in self.rules], np.int64).reshape(-1, _POWERS)

    @cached_property
    def _limits(self) -> Rows:
        return np.array([self.groups[rule.group].max_records for rule in self.rules], np.int64)

    @cached_property
    def splitting(self) -> npt.NDArray[np.bool_]:
        """Return for each rule which fields split a key of it that too many share."""
        return np.array(
            [[(path, None) not in rule.parts for path in self.fields] for rule in self.rules],
            dtype=np.bool_,
        ).reshape(len(self.rules), len(self.fields))


def _key_rule(rule: Any, group: int, weights: tuple[int, ...]) -> KeyRule:
    salt = hash_of((group, str(rule)))
    if isinstance(rule, On):
        return KeyRule(str(rule), rule.parts, None, salt, group, weights)
    return KeyRule(str(rule), (), rule, salt, group, weights)


@frozen(eq=False)
class KeyEntries:
    """Hold the keys of records: one entry for each key of each record.

    Attributes:
        rows: the record.
        hashes: its key.
        rules: the rule that it is of, by number.
    """

    rows: Rows
    hashes: Hashes
    rules: npt.NDArray[np.int16]

    def where(self, kept: Any) -> "KeyEntries":
        """Return some of the entries."""
        return KeyEntries(self.rows[kept], self.hashes[kept], self.rules[kept])

    def at(self, rows: Rows) -> "KeyEntries":
        """Return the entries of a table whose rows are elsewhere, given where each one is."""
        return KeyEntries(rows[self.rows], self.hashes, self.rules)

    @classmethod
    def joined(cls, parts: Sequence["KeyEntries"]) -> "KeyEntries":
        """Return the entries of several."""
        return cls(
            np.concatenate([np.zeros(0, np.int64), *(part.rows for part in parts)]),
            np.concatenate([np.zeros(0, np.uint64), *(part.hashes for part in parts)]),
            np.concatenate([np.zeros(0, np.int16), *(part.rules for part in parts)]),
        )


def table_entries(table: Records, rules: KeyRules, n: int) -> tuple[KeyEntries, KeyEntries]:
    """Return the keys of all records of a table, and their values in the fields that split.

    Each once; of the values the number of the field stands for that of the rule.
    """
    hashed = _Hashed(table)
    return _rule_entries(table, hashed, rules, n), _field_entries(hashed, rules)


def _rule_entries(table: Records, hashed: "_Hashed", rules: KeyRules, n: int) -> KeyEntries:
    found = []
    for number, rule in enumerate(rules.rules):
        if rule.function is not None:
            rows, hashes = _of_function(table, rule.function)
        else:
            (rows, hashes), *others = (hashed.part(part) for part in rule.parts)
            for other in others:
                rows, hashes = _joined(rows, hashes, *other, n)
        hashes = all_mixed(np.full(len(hashes), rule.salt, np.uint64), hashes)
        rows, hashes = _distinct(rows, hashes)
        found.append(KeyEntries(rows, hashes, np.full(len(rows), number, np.int16)))
    return KeyEntries.joined(found)


def _field_entries(hashed: "_Hashed", rules: KeyRules) -> KeyEntries:
    found = []
    for number, (path, salt) in enumerate(zip(rules.fields, rules.field_salts, strict=True)):
        rows, hashes = hashed.part((path, None))
        rows, hashes = _distinct(rows, all_mixed(np.full(len(hashes), salt, np.uint64), hashes))
        found.append(KeyEntries(rows, hashes, np.full(len(rows), number, np.int16)))
    return KeyEntries.joined(found)


@frozen(eq=False)
class RecordKeys:
    """Make the keys of one record, as `table_entries` has them.

    Attributes:
        record: the record.
        rules: the blocking rules.
        standard: gives the standard record, for functions of the user's.
    """

    record: OneRecord
    rules: KeyRules
    standard: Callable[[], Any]
    _known: dict[tuple[str, int], list[Hashable]] = field(factory=dict, init=False)
    _hashed: dict[tuple[str, int], list[int]] = field(factory=dict, init=False)

    def keys(self) -> tuple[list[int], list[int]]:
        """Return the keys, and the rule of each."""
        hashes: list[int] = []
        of_rule: list[int] = []
        for number, rule in enumerate(self.rules.rules):
            if rule.function is None:
                first, *others = rule.parts
                found: Iterable[int] = self._hashes(first)
                for other in others:
                    more = self._hashes(other)
                    found = [mixed(one, two) for one in found for two in more]
            else:
                found = map(hash_of, rule.function.keys(self._standard))
            own = {mixed(rule.salt, one) for one in found}
            hashes += own
            of_rule += [number] * len(own)
        return hashes, of_rule

    def fields(self) -> list[list[int]]:
        """Return the values of each field that splits."""
        return [
            [mixed(salt, one) for one in self._hashes((path, None))]
            for path, salt in zip(self.rules.fields, self.rules.field_salts, strict=True)
        ]

    def texts(self) -> list[str]:
        """Return the keys as text, each with the name of its rule."""
        found: dict[str, None] = {}
        for rule in self.rules.rules:
            if rule.function is None:
                keys = itertools.product(*map(self._keys, rule.parts))
                found |= {f"{rule.name}={'|'.join(map(written, key))}": None for key in keys}
            else:
                own = rule.function.keys(self._standard)
                found |= {f"{rule.name}={written(key)}": None for key in own}
        return list(found)

    @cached_property
    def _standard(self) -> Any:
        return self.standard()

    def _keys(self, part: Part) -> list[Hashable]:
        path, key = part
        # A key function of the user's need not be hashable; it lives as long as the rules.
        known = self._known.get((path, id(key)))
        if known is None:
            terms, _ = self.record.terms(path)
            keys = dict.fromkeys(k for term in terms for k in term_keys(term, key))
            known = self._known[path, id(key)] = list(keys)
        return known

    def _hashes(self, part: Part) -> list[int]:
        path, key = part
        known = self._hashed.get((path, id(key)))
        if known is None:
            known = self._hashed[path, id(key)] = list(map(hash_of, self._keys(part)))
        return known


class _Hashed:
    """Hash the keys of a part of a rule once, however many rules have it."""

    def __init__(self, table: Records) -> None:
        self._table = table
        # Few, and looked through: a key function of the user's need not be hashable.
        self._made: list[tuple[Part, tuple[Rows, Hashes]]] = []

    def part(self, part: Part) -> tuple[Rows, Hashes]:
        for known, found in self._made:
            if known == part:
                return found
        path, key = part
        found = _part_entries(self._table.column(path), key)
        self._made.append((part, found))
        return found


def _part_entries(column: Column[Term], key: ValueKey | None) -> tuple[Rows, Hashes]:
    """Return the keys of every row, made and hashed once a distinct value."""
    if key is None:
        whole = all_keys(column.values)
        present = np.fromiter((k is not None and k != "" for k in whole), np.bool_, len(whole))
        hashes = hashes_of(whole)[present]
        counts = present.astype(np.int64)
    else:
        keys = [term_keys(term, key) for term in column.values]
        hashes = hashes_of(itertools.chain.from_iterable(keys))
        counts = np.fromiter(map(len, keys), np.int64, len(keys))
    # Two places more at the end: a negative code of a missing value finds no key there.
    counts = np.append(counts, [0, 0])
    starts = np.cumsum(counts) - counts
    times = counts[column.codes]
    rows = np.repeat(column.flat_rows(), times)
    return rows, hashes[ranges(starts[column.codes], times)]


def _of_function(table: Records, rule: Any) -> tuple[Rows, Hashes]:
    keys = [rule.keys(record) for record in table.records()]
    counts = np.fromiter(map(len, keys), np.int64, len(keys))
    return np.repeat(np.arange(len(keys)), counts), hashes_of(itertools.chain.from_iterable(keys))


def _joined(
    rows: Rows, hashes: Hashes, other_rows: Rows, others: Hashes, n: int
) -> tuple[Rows, Hashes]:
    """Return each key of the one with each of the other, of one row."""
    counts = np.bincount(other_rows, minlength=n)
    starts = np.cumsum(counts) - counts
    times = counts[rows]
    found = all_mixed(np.repeat(hashes, times), others[ranges(starts[rows], times)])
    return np.repeat(rows, times), found


def _distinct(rows: Rows, hashes: Hashes) -> tuple[Rows, Hashes]:
    """Return entries in the order of their keys and rows, each once."""
    order = np.lexsort((rows, hashes))
    rows, hashes = rows[order], hashes[order]
    if not len(rows):
        return rows, hashes
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = (rows[1:] != rows[:-1]) | (hashes[1:] != hashes[:-1])
    return rows[first], hashes[first]
