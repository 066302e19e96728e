"""Which records share enough keys to be compared: the same pairs as those of a whole table."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm.block._entries import distinct, in_both
from custmdm.block._hashes import Hashes
from custmdm.block._stable_keys import KeyEntries, KeyRules, table_entries
from custmdm.columns import ranges, run_starts
from custmdm.live._postings import Postings
from custmdm.tables import Table

Rows = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.integer]

# So many shared keys are looked at in one go, about.
_AT_ONCE = 4_000_000


@frozen(eq=False)
class Keys:
    """Hold the keys of some rows, and their values in the fields that split."""

    keys: KeyEntries
    fields: KeyEntries

    @classmethod
    def none(cls) -> "Keys":
        """Return those of no rows."""
        return cls(KeyEntries.joined([]), KeyEntries.joined([]))

    @classmethod
    def of(cls, table: Table, rules: KeyRules, rows: Rows) -> "Keys":
        """Return those of a table, given the row that each record has."""
        if not len(rows):
            return cls.none()
        keys, fields = table_entries(table, rules, len(rows))
        return cls(keys.at(rows), fields.at(rows))

    def and_also(self, other: "Keys") -> "Keys":
        """Return these and others."""
        return Keys(
            KeyEntries.joined([self.keys, other.keys]),
            KeyEntries.joined([self.fields, other.fields]),
        )


@frozen(eq=False)
class KeyIndex:
    """Hold who has which key; what is added or taken away makes another one.

    Attributes:
        rules: the blocking rules.
        keys: the rows that have each key.
        fields: the rows that have each value of a field that splits what too many share.
        alive: which rows count.
    """

    rules: KeyRules
    keys: Postings
    fields: Postings
    alive: Bools

    @classmethod
    def empty(cls, rules: KeyRules) -> "KeyIndex":
        """Return an index of nothing."""
        return cls(rules, Postings(), Postings(), np.zeros(0, dtype=np.bool_))

    def plus(self, n: int, more: Keys) -> "KeyIndex":
        """Return the index with so many further rows."""
        return evolve(
            self,
            keys=self.keys.plus(more.keys.hashes, more.keys.rows),
            fields=self.fields.plus(more.fields.hashes, more.fields.rows),
            alive=np.concatenate([self.alive, np.ones(n, dtype=np.bool_)]),
        )

    def without(self, rows: Rows) -> "KeyIndex":
        """Return the index in which some rows do not count any more."""
        if not len(rows):
            return self
        alive = self.alive.copy()
        alive[rows] = False
        return evolve(self, alive=alive)

    def holders(self, hashes: Hashes) -> tuple[Rows, Rows]:
        """Return which key each row has that has one, by its place, and the row."""
        which, rows = self.keys.holders(hashes)
        kept = self.alive[rows]
        return (which, rows) if kept.all() else (which[kept], rows[kept])

    def valued(self, hashes: Hashes) -> tuple[Rows, Rows]:
        """Return which value of a field each row has that has one, by its place, and the row."""
        which, rows = self.fields.holders(hashes)
        kept = self.alive[rows]
        return which[kept], rows[kept]

    def of_record(
        self, hashes: Hashes, of_rule: Numbers, fields: Sequence[Hashes], but: Rows
    ) -> Rows:
        """Return the rows that a record is compared with if it comes, ascending.

        Args:
            hashes: its keys.
            of_rule: the rule of each.
            fields: its values in each of the fields that split.
            but: the row that it has now, which does not count; none where it is new.
        """
        which, rows = self.holders(hashes)
        for row in but.tolist():
            which, rows = which[rows != row], rows[rows != row]
        # It will be one of them.
        counts = np.bincount(which, minlength=len(hashes)) + 1
        weights = self.rules.weights_of(of_rule, counts)
        groups = self.rules.group_of[of_rule]
        found = []
        for number, group in enumerate(self.rules.groups):
            kept = ((weights > 0) & (groups == number))[which]
            if kept.any():
                at, place = np.unique(rows[kept], return_inverse=True)
                found.append(at[np.bincount(place, weights[which[kept]]) >= group.cut])
        limit = self.rules.groups[0].max_records
        wide = np.flatnonzero((groups == 0) & (counts > limit))
        values: list[list[Rows]] = []
        if len(wide):
            values = [[self.valued(one[None])[1] for one in own] for own in fields]
        for key in wide.tolist():
            block = rows[which == key]
            for number in np.flatnonzero(self.rules.splitting[of_rule[key]]).tolist():
                for of_value in values[number]:
                    both = in_both(block, of_value)
                    if len(both) < limit:
                        found.append(both)
        if len(found) == 1:
            return found[0]
        return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))

    def of_rows(self, keys: KeyEntries, fields: KeyEntries) -> tuple[Rows, Rows]:
        """Return the pairs of some rows with any others, each once, the lower row left.

        Args:
            keys: the keys of the rows, which are in the index.
            fields: their values in the fields that split.
        """
        n = max(len(self.alive), 1)
        held = self._held(keys)
        weights = self.rules.weights_of(held.of_rule, held.sizes)
        groups = self.rules.group_of[held.of_rule]
        met = [np.zeros(0, np.int64)]
        for number, group in enumerate(self.rules.groups):
            own = np.flatnonzero(((groups == number) & (weights > 0))[held.of_entry])
            # In the order of the rows, so that all the keys of one are looked at together.
            own = own[np.argsort(keys.rows[own], kind="stable")]
            for part in _parts(keys.rows[own], held.sizes[held.of_entry[own]]):
                at = own[part]
                found, times = held.rows_of(held.of_entry[at])
                pairs = np.repeat(keys.rows[at], times) * n + found
                met.append(_heavy(pairs, np.repeat(weights[held.of_entry[at]], times), group.cut))
        met += self._split(keys, fields)
        every = np.concatenate(met)
        left, right = every // n, every % n
        both = np.minimum(left, right) * n + np.maximum(left, right)
        both = distinct(both[left != right])
        return both // n, both % n

    def _held(self, keys: KeyEntries) -> "_Held":
        """Return the distinct keys of entries, with all rows that have one."""
        hashes, first, of_entry = np.unique(keys.hashes, return_index=True, return_inverse=True)
        which, rows = self.holders(hashes)
        order = np.argsort(which, kind="stable")
        sizes = np.bincount(which, minlength=len(hashes))
        return _Held(of_entry, keys.rules[first], sizes, rows[order])

    def _split(self, keys: KeyEntries, fields: KeyEntries) -> list[Rows]:
        """Return the pairs that share a key of too many, and a further value of not too many."""
        limit, n = self.rules.groups[0].max_records, len(self.alive)
        found = []
        for mine, both in self.shared(keys, fields):
            if 1 < len(both) <= limit:
                found.append((mine[:, None] * n + both[None, :]).reshape(-1))
        return found

    def shared(self, keys: KeyEntries, fields: KeyEntries) -> Iterator[tuple[Rows, Rows]]:
        """Yield who of some rows has a key of too many with a further value, and who of all.

        Args:
            keys: the keys of the rows.
            fields: their values in the fields that split.
        """
        limit = self.rules.groups[0].max_records
        by_hand = keys.where(self.rules.group_of[keys.rules] == 0)
        if not len(by_hand.rows) or not self.rules.fields:
            return
        blocks = _Lists.of(by_hand.hashes, self.holders)
        wide = by_hand.where(blocks.sizes_of(by_hand.hashes) > limit)
        combined = _combined(wide, fields, self.rules)
        values = _Lists.of(combined.values, self.valued)
        for start, end in combined.runs():
            block = blocks.rows_of(combined.keys[start])
            both = in_both(block, values.rows_of(combined.values[start]))
            yield combined.rows[start:end], both


@frozen(eq=False)
class _Lists:
    """Hold the rows of some keys, ascending.

    Attributes:
        hashes: the keys, ascending.
        starts: where the rows of each begin; one more at the end.
        rows: the rows.
    """

    hashes: Hashes
    starts: Rows
    rows: Rows

    @classmethod
    def of(cls, hashes: Hashes, held: Callable[[Hashes], tuple[Rows, Rows]]) -> "_Lists":
        """Return the rows that have each of some keys."""
        distinct = np.unique(hashes)
        which, rows = held(distinct)
        order = np.lexsort((rows, which))
        sizes = np.bincount(which, minlength=len(distinct))
        return cls(distinct, np.concatenate([[0], np.cumsum(sizes)]), rows[order])

    def sizes_of(self, hashes: Hashes) -> Rows:
        """Return how many rows have each of these keys."""
        return np.diff(self.starts)[np.searchsorted(self.hashes, hashes)]

    def rows_of(self, key: np.uint64) -> Rows:
        """Return the rows that have a key."""
        at = int(np.searchsorted(self.hashes, key))
        return self.rows[self.starts[at] : self.starts[at + 1]]


@frozen(eq=False)
class _Combined:
    """Hold which rows have which key together with which value, in the order of both."""

    keys: Hashes
    values: Hashes
    rows: Rows

    def runs(self) -> list[tuple[int, int]]:
        """Return where the rows of each key with each value begin and end."""
        if not len(self.rows):
            return []
        other = (self.keys[1:] != self.keys[:-1]) | (self.values[1:] != self.values[:-1])
        starts = np.concatenate([[0], np.flatnonzero(other) + 1]).tolist()
        return list(zip(starts, [*starts[1:], len(self.rows)], strict=True))


def _combined(wide: KeyEntries, fields: KeyEntries, rules: KeyRules) -> _Combined:
    """Return each key of a row with each of its values in fields that say more than the key."""
    order = np.argsort(fields.rows, kind="stable")
    in_order = fields.rows[order]
    starts = np.searchsorted(in_order, wide.rows, "left")
    times = np.searchsorted(in_order, wide.rows, "right") - starts
    of_key = np.repeat(np.arange(len(wide.rows)), times)
    at = order[ranges(starts, times)]
    allowed = rules.splitting[wide.rules[of_key], fields.rules[at]]
    of_key, at = of_key[allowed], at[allowed]
    keys, values, rows = wide.hashes[of_key], fields.hashes[at], wide.rows[of_key]
    order = np.lexsort((rows, values, keys))
    return _Combined(keys[order], values[order], rows[order])


@frozen(eq=False)
class _Held:
    """Hold the distinct keys of entries, with all rows that have one.

    Attributes:
        of_entry: the key of each entry, by number.
        of_rule: the rule of each key.
        sizes: how many rows have each key.
        rows: the rows of the first key, then of the second.
    """

    of_entry: Rows
    of_rule: Numbers
    sizes: Rows
    rows: Rows

    def rows_of(self, numbers: Rows) -> tuple[Rows, Rows]:
        """Return the rows that have each of some keys, and how many have each."""
        times = self.sizes[numbers]
        return self.rows[ranges((np.cumsum(self.sizes) - self.sizes)[numbers], times)], times


def _parts(rows: Rows, times: Rows) -> list[slice]:
    """Return parts of entries that meet about so many others, all of a row in one."""
    if not len(rows):
        return []
    ends = run_starts(rows)[1:]
    met = np.cumsum(times)
    cuts, before = [0], 0
    for end in ends.tolist():
        if met[end - 1] - before > _AT_ONCE:
            cuts.append(end)
            before = int(met[end - 1])
    return [slice(a, b) for a, b in zip(cuts, [*cuts[1:], len(rows)], strict=True)]


def _heavy(met: Rows, weight: Rows, cut: int) -> Rows:
    """Return the pairs that weigh enough together."""
    if cut <= 1:
        return distinct(met)
    order = np.argsort(met, kind="stable")
    met, weight = met[order], weight[order]
    starts = run_starts(met)
    if not len(starts):
        return met
    return met[starts[np.add.reduceat(weight, starts) >= cut]]
