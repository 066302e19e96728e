"""Values that come to be on far too many customers, or cease to be, as records come and go."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm.block._hashes import Hashes, all_mixed, hash_of, hashes_of
from custmdm.live._postings import Postings
from custmdm.tables import FieldPlan, Table, can_be_shared, name_leaves, shared_limit

Rows = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Shared = Mapping[str, Mapping[str, int]]


@frozen(eq=False)
class SharedValues:
    """Hold who has each value of a kind that few customers share.

    Attributes:
        held: the rows that have each value.
        names: a number for the names of each row, by which customers are told apart.
        shared: the values that too many have, by path, each with how many.
    """

    held: Postings
    names: Hashes
    shared: Shared

    @classmethod
    def none(cls, shared: Shared) -> "SharedValues":
        """Return those of no rows, of values of which it is known that they are shared."""
        return cls(Postings(), np.zeros(0, np.uint64), shared)

    def plus(self, table: Table) -> "SharedValues":
        """Return these with the values of further rows; what is shared stays as it was."""
        found = _Values.of(table)
        return evolve(
            self,
            held=self.held.plus(found.hashes, found.rows + len(self.names)),
            names=np.concatenate([self.names, _names(table)]),
        )

    def after(self, tables: Sequence[Table], alive: Bools) -> tuple[Shared, Rows]:
        """Return what is shared now, and the rows of which a value came to be so, or ceased to.

        Args:
            tables: the rows that came or went.
            alive: which rows count now.
        """
        plans = [plan for plan in tables[0].plans if can_be_shared(plan)]
        named = bool(name_leaves(tables[0].leaves))
        found = {path: dict(texts) for path, texts in self.shared.items()}
        changed = [np.zeros(0, np.int64)]
        texts = {
            number: said for table in tables for number, said in _Values.of(table).texts().items()
        }
        hashes = np.array(sorted(texts), np.uint64)
        which, rows = self.held.holders(hashes)
        kept = alive[rows]
        which, rows = which[kept], rows[kept]
        counts = np.bincount(which, minlength=len(hashes))
        least = min((shared_limit(plan, named=named) for plan in plans), default=0)
        known = {text for of_path in self.shared.values() for text in of_path}
        for at, number in enumerate(hashes.tolist()):
            plan, text = texts[number]
            if counts[at] <= least and text not in known:
                continue
            limit = shared_limit(plan, named=named)
            was = any(text in self.shared.get(path, ()) for path in plan.paths)
            own = np.unique(rows[which == at])
            n_customers = len(np.unique(self.names[own]))
            if (n_customers > limit) != was:
                changed.append(own)
            for path in plan.paths:
                of_path = found.setdefault(path, {})
                of_path.pop(text, None)
                if n_customers > limit:
                    of_path[text] = n_customers
        shared = {path: of_path for path, of_path in found.items() if of_path}
        return shared, np.unique(np.concatenate(changed))


@frozen(eq=False)
class _Values:
    """Hold the values of a table that few customers share, one entry a row and value.

    Attributes:
        rows: the row.
        hashes: a number for field and text.
        leaves: the column that it stands in, by number.
        codes: which of the distinct texts of the column it is.
        columns: the field of each column, and its distinct texts.
    """

    rows: Rows
    hashes: Hashes
    leaves: Rows
    codes: Rows
    columns: Sequence[tuple[FieldPlan, Sequence[str | None]]]

    @classmethod
    def of(cls, table: Table) -> "_Values":
        columns = [
            (plan, table.leaves[path])
            for plan in table.plans
            if can_be_shared(plan)
            for path in plan.paths
        ]
        none = np.zeros(0, np.int64)
        rows, leaves, codes, hashes = [none], [none], [none], [np.zeros(0, np.uint64)]
        said = []
        for number, (plan, leaf) in enumerate(columns):
            texts = leaf.answers.shown()
            known = np.append([text is not None for text in texts], [False, False])
            at = np.flatnonzero(known[leaf.column.codes])
            own = leaf.column.codes[at].astype(np.int64)
            salted = np.full(len(own), hash_of(plan.name), np.uint64)
            numbers = hashes_of([text or "" for text in texts])
            rows.append(leaf.column.flat_rows()[at])
            hashes.append(all_mixed(salted, numbers[own]))
            leaves.append(np.full(len(own), number))
            codes.append(own)
            said.append((plan, texts))
        return cls(
            np.concatenate(rows), np.concatenate(hashes), np.concatenate(leaves),
            np.concatenate(codes), said,
        )  # fmt: skip

    def texts(self) -> dict[int, tuple[FieldPlan, str]]:
        """Return field and text of each number."""
        found = {}
        for number, leaf, code in zip(
            self.hashes.tolist(), self.leaves.tolist(), self.codes.tolist(), strict=True
        ):
            plan, texts = self.columns[leaf]
            found[number] = plan, texts[code] or ""
        return found


def _names(table: Table) -> Hashes:
    """Return a number for the names of each row; without names each row is somebody else."""
    leaves = name_leaves(table.leaves)
    if not leaves:
        # By its id, so that a record that changes is still one customer.
        return hashes_of([(record.source, record.key) for record in table.ids])
    found = np.zeros(len(table), np.uint64)
    for leaf in leaves:
        numbers = np.append(hashes_of([text or "" for text in leaf.answers.shown()]), [0, 0])
        found = all_mixed(found, numbers.astype(np.uint64)[leaf.column.codes])
    return found
