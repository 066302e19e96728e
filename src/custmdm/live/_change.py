"""What becomes of the customers when records come, change and go: found without a look at the rest.

Only what can change is looked at: the new records; the old ones whose keys came to be shared by too
many, or by others than before; what links connect with these; and the clusters that could be joined
with one of those.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm.block._stable_keys import KeyEntries
from custmdm.linker import Matching
from custmdm.linker._collective import NEAR
from custmdm.linker._read import Reader
from custmdm.linker._read_as import values_read_as
from custmdm.linker._region import least_weight, match_weights, region_of
from custmdm.live._candidates import Keys
from custmdm.live._graph import Draft, Graph, arrays
from custmdm.live._signatures import PairBounds, what_of
from custmdm.live._store import Store
from custmdm.model import Always, Constraint, MatchScore, Never, OnePerSource, RecordId
from custmdm.tables import ReadAs, Table, order_of, read_otherwise, stacked

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@frozen(eq=False)
class Constraints:
    """Hold constraints by the records that they name, and by values.

    Attributes:
        of_all: those that hold for all records.
        pairs: those that name two.
        by_record: which of the pairs name a record.
        read_as: what matching reads values as, by path and match key.
        given: all of them.
    """

    of_all: tuple[OnePerSource, ...]
    pairs: tuple[Always | Never, ...]
    by_record: dict[RecordId, list[int]]
    read_as: ReadAs
    given: tuple[Constraint, ...]

    @classmethod
    def of(cls, given: tuple[Constraint, ...], reader: Reader) -> "Constraints":
        """Put constraints in the order of their records and values.

        Raises:
            ConfigurationError: if a value is not one of the records that are read.
        """
        pairs = tuple(one for one in given if isinstance(one, Always | Never))
        by_record: dict[RecordId, list[int]] = {}
        for place, one in enumerate(pairs):
            by_record.setdefault(one.left, []).append(place)
            by_record.setdefault(one.right, []).append(place)
        of_all = tuple(one for one in given if isinstance(one, OnePerSource))
        (read_as,) = values_read_as(given, reader)
        return cls(of_all, pairs, by_record, read_as, given)

    def naming(self, records: Iterable[RecordId]) -> tuple[Constraint, ...]:
        """Return those that name any of some records, and those that hold for all."""
        if not self.by_record:
            return self.of_all
        places = {at for record in records for at in self.by_record.get(record, ())}
        return (*self.of_all, *(self.pairs[at] for at in sorted(places)))

    def named_anew(self, before: "Constraints") -> set[RecordId]:
        """Return the records that a constraint names which is new, or was before."""
        changed = set(self.pairs) ^ set(before.pairs)
        return {record for one in changed for record in (one.left, one.right)}


@frozen(eq=False)
class Change:
    """Hold a change that is not applied yet.

    Attributes:
        store: the records as they will be.
        draft: what is known of them then.
        customers: the records of each customer that is another than before, as rows.
        fresh: the rows of the records that came or changed.
        gone: the records that are no more.
        constraints: what is known for certain then.
    """

    store: Store
    draft: Draft
    customers: tuple[tuple[int, ...], ...]
    fresh: Rows
    gone: tuple[RecordId, ...]
    constraints: Constraints


@frozen(eq=False)
class Changing:
    """Work out a change of a store.

    Attributes:
        matching: what records are resolved with.
        bounds: what pairs can weigh at most.
        constraints: what is known for certain so far.
        store: the records as they are.
        graph: what is known of them.
    """

    matching: Matching
    bounds: PairBounds
    constraints: Constraints
    store: Store
    graph: Graph

    def change(
        self,
        table: Table | None,
        gone: Sequence[RecordId],
        gone_rows: Rows,
        constraints: Constraints,
    ) -> Change:
        """Return what becomes of the customers.

        Args:
            table: the records that come or change; None where none does.
            gone: the records that go.
            gone_rows: their rows, and those of the records that change as they were.
            constraints: what is known for certain from now on.
        """
        before = self.store
        leaving = before.table(gone_rows)
        after, coming, again = self._next(table, leaving, gone_rows, constraints.read_as)
        leaving_rows = np.union1d(gone_rows, again)
        if len(again):
            leaving = before.table(leaving_rows)
        came = np.arange(before.n_rows, after.n_rows)
        old = self._disturbed(after, coming, before.keys_of(leaving_rows))
        touched = np.union1d(came, old)

        draft = Draft(self.graph)
        cut = MatchScore.weight_of(self.matching.thresholds.match)
        seeds = set(touched.tolist()) | self._constrained(after, constraints)
        seeds |= draft.forget(leaving_rows.tolist(), cut) | draft.forget(old.tolist(), cut)
        draft.learn(*self._pairs(after, coming.and_also(after.keys_of(old))))
        rows = _reached(constraints, after, draft, seeds, leaving, cut)
        customers = self._cluster(constraints, after, draft, rows, leaving_rows.tolist())
        n_fresh = 0 if table is None else len(table)
        return Change(after, draft, customers, came[:n_fresh], tuple(gone), constraints)

    def _constrained(self, after: Store, constraints: Constraints) -> set[int]:
        """Return the rows for which other constraints hold now."""
        if constraints is self.constraints:
            return set()
        if set(constraints.of_all) != set(self.constraints.of_all):
            return set(np.flatnonzero(after.keys.alive).tolist())
        named = map(after.row_of, constraints.named_anew(self.constraints))
        return {row for row in named if row is not None}

    def _next(
        self, table: Table | None, leaving: Table, gone: Rows, read_as: ReadAs
    ) -> tuple[Store, Keys, Rows]:
        """Return the store as it will be, the keys of its new rows, and the rows that come again.

        Those again of which a value came to be on too many customers, or ceased to be, or is read
        otherwise.
        """
        store = evolve(self.store.without(gone), version=self.store.version + 1)
        otherwise = read_otherwise(self.store.read_as, read_as)
        again = store.saying(otherwise) if otherwise else np.zeros(0, np.int64)
        parts = [part for part in (table, leaving) if part is not None and len(part)]
        shared = store.shared
        if parts:
            n = 0 if table is None else len(table)
            values = store.values if table is None else store.values.plus(table)
            alive = np.append(store.keys.alive, np.ones(n, np.bool_))
            shared, rows = values.after(parts, alive)
            again = np.union1d(again, rows[rows < self.store.n_rows])
        store = store.without(again).reading(shared, read_as)
        fresh = []
        if table is not None and len(table):
            fresh = [evolve(table, known_shared=shared, read_as=read_as)]
        if len(again):
            fresh.append(store.table(again))
        if not fresh:
            return store, Keys.none(), again
        made = fresh[0] if len(fresh) == 1 else stacked(fresh, shared, read_as)
        return *store.plus(made, self.matching.comparisons), again

    def _disturbed(self, after: Store, coming: Keys, leaving: Keys) -> Rows:
        """Return the rows that stay, of which a key weighs more or less than before."""
        before, rules = self.store.keys, after.keys.rules
        keys = KeyEntries.joined([coming.keys, leaving.keys])
        hashes, first = np.unique(keys.hashes, return_index=True)
        of_rule = keys.rules[first]
        held = [index.holders(hashes) for index in (before, after.keys)]
        then, now = (np.bincount(which, minlength=len(hashes)) for which, _ in held)
        one, other = rules.weights_of(of_rule, then), rules.weights_of(of_rule, now)
        cuts = np.array([group.cut for group in rules.groups])[rules.group_of[of_rule]]
        # Where any key is enough, it matters only whether it counts.
        changed = np.where(cuts > 1, one != other, (one > 0) != (other > 0))
        which, rows = held[1]
        found = [rows[changed[which]], *self._split_anew(after, coming.and_also(leaving))]
        every = np.unique(np.concatenate(found))
        return every[every < self.store.n_rows]

    def _split_anew(self, after: Store, touched: Keys) -> list[Rows]:
        """Return the rows that share a key of too many and a further value, anew or no more.

        That is where the number of those that share both came to be too large, or ceased to be.
        """
        found = list[Rows]()
        limit = after.keys.rules.groups[0].max_records
        for rows, now in after.keys.shared(touched.keys, touched.fields):
            came = int(np.count_nonzero(rows >= self.store.n_rows))
            then = len(now) - came + (len(rows) - came)
            if (then > limit) != (len(now) > limit):
                found.append(now)
        return found

    def _pairs(self, after: Store, touched: Keys) -> tuple[Rows, Rows, Floats]:
        """Return the pairs of the touched rows that are not hopeless, with their weights."""
        least = least_weight(self.matching)
        left, right = after.keys.of_rows(touched.keys, touched.fields)
        what = what_of(after.signatures(left), after.signatures(right))
        reach = self.bounds.reach(what, least)
        left, right = left[reach], right[reach]
        rows, places = np.unique(np.concatenate([left, right]), return_inverse=True)
        if not len(rows):
            return left, right, np.zeros(0)
        one, two = places[: len(left)], places[len(left) :]
        weight = match_weights(self.matching, after.part(rows), one, two)
        kept = weight >= least
        return left[kept], right[kept], weight[kept]

    def _cluster(
        self,
        constraints: Constraints,
        after: Store,
        draft: Draft,
        rows: list[int],
        left: list[int],
    ) -> tuple[tuple[int, ...], ...]:
        """Find the clusters of rows, write them down, and return the customers that are others."""
        then = Draft(self.graph)
        n_before, mine = self.store.n_rows, set(rows)
        old_roots = {then.root_of(row) for row in (*rows, *left) if row < n_before}
        around: dict[int, int] = {}
        if self.matching.collective:
            for row in rows:
                for other, weight in draft.near_to(row).items():
                    if weight >= NEAR and other not in mine:
                        around.setdefault(then.root_of(other), len(around))
        members = {other: root for root in around for other in then.members_of(root)}
        every = [*rows, *members]
        ids = [after.id_of(row) for row in every]
        order = order_of(ids)
        every = [every[at] for at in order]
        place = {row: at for at, row in enumerate(every)}
        known = np.array(
            [around[members[row]] if row in members else -1 for row in every], np.int64
        )
        pairs = [
            (min(place[row], place[other]), max(place[row], place[other]), weight)
            for row in rows
            for other, weight in draft.near_to(row).items()
            if other in place and (row < other or other in members)
        ]
        found = region_of(
            self.matching,
            after.table(np.array(every, np.int64)),
            after.part(np.array(every, np.int64)),
            arrays(pairs),
            constraints.naming(ids),
            known,
        )
        roots = self._write(draft, every, mine, found.labels, old_roots)
        affected = set(roots.values()) & set(draft.members)
        affected |= self._join(draft, old_roots, roots, found.one, found.two, found.weight)
        affected |= {p for root in affected | old_roots if (p := then.partner(root)) is not None}
        affected |= {p for root in affected if (p := draft.partner(root)) is not None}
        customers = {
            tuple(sorted(draft.customer_of(root))) for root in affected if draft.members_of(root)
        }
        return tuple(sorted(customers))

    def _write(
        self, draft: Draft, every: list[int], mine: set[int], labels: Rows, old_roots: set[int]
    ) -> dict[int, int]:
        """Write clusters down; return what each is called, by its label."""
        groups: dict[int, list[int]] = {}
        for row, label in zip(every, labels.tolist(), strict=True):
            groups.setdefault(label, []).append(row)
        for root in old_roots:
            draft.members[root] = ()
        roots: dict[int, int] = {}
        for label, group in groups.items():
            root = roots[label] = min(group)
            if group[0] in mine:
                draft.members[root] = tuple(sorted(group))
                draft.root.update(dict.fromkeys(group, root))
        return roots

    def _join(
        self,
        draft: Draft,
        old_roots: set[int],
        roots: dict[int, int],
        one: Rows,
        two: Rows,
        weight: Floats,
    ) -> set[int]:
        """Write down which clusters could be joined; return those for which that changed."""
        changed: dict[int, dict[int, float]] = {}

        def of(root: int) -> dict[int, float]:
            if root not in changed:
                changed[root] = dict(draft.joins_of(root))
            return changed[root]

        for root in old_roots:
            for other in list(of(root)):
                of(other).pop(root, None)
            of(root).clear()
        for a, b, w in zip(one.tolist(), two.tolist(), weight.tolist(), strict=True):
            of(roots[a])[roots[b]] = w
            of(roots[b])[roots[a]] = w
        draft.joins.update(changed)
        return set(changed)


def _reached(
    constraints: Constraints,
    after: Store,
    draft: Draft,
    seeds: set[int],
    leaving: Table,
    cut: float,
) -> list[int]:
    """Return the rows whose clusters may be others than before: what links connect."""
    rows = draft.reached(seeds, cut)
    if not constraints.by_record:
        return sorted(rows)
    waiting = {*map(after.id_of, rows), *leaving.ids}
    seen: set[RecordId] = set()
    while waiting:
        record = waiting.pop()
        seen.add(record)
        for at in constraints.by_record.get(record, ()):
            one = constraints.pairs[at]
            for other in (one.left, one.right):
                row = None if other in seen else after.row_of(other)
                if row is not None and row not in rows:
                    more = draft.reached([row], cut)
                    waiting |= set(map(after.id_of, more - rows))
                    rows |= more
    return sorted(rows)
