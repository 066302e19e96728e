"""What an index is made again from: its records as given, who is whom, and who holds which key.

Rows that do not count any more are left out, and what was changed since the index was made is
written into the arrays: so an index that has changed much becomes small and fast again.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm.block._hashes import Hashes
from custmdm.block._stable_keys import KeyRules
from custmdm.columns import Column
from custmdm.linker import Linker
from custmdm.linker._read import table_again
from custmdm.linker._region import Region
from custmdm.live._candidates import KeyIndex
from custmdm.live._graph import Graph
from custmdm.live._postings import Postings
from custmdm.live._shared import SharedValues
from custmdm.live._signatures import digest_of
from custmdm.live._store import Segment, Store
from custmdm.model import RecordId
from custmdm.tables import ReadAs, RecordIds, in_order, raw_columns

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Shared = Mapping[str, Mapping[str, int]]

# So few rows that come or go make no difference to what the index takes.
FEW = 64


@frozen(eq=False)
class Image:
    """Hold the records of an index that count, in the order of their ids, and what is known.

    Attributes:
        ids: the record ids.
        updated_at: when each record was changed, or None.
        columns: the values as given, of a Linker with kinds.
        data: the records as given, of a Linker of a record type.
        shared: the values on far more customers than their kind allows, by path.
        names: a number for the names of each row.
        keys: who holds each blocking key.
        fields: who has each value of a field that splits what too many share.
        values: who has each value of a kind that few customers share.
        pairs: the pairs that are not hopeless: rows and weights.
        region: the clusters, and which could be joined.
        digest: tells whether the values are read as they were then.
    """

    ids: Sequence[RecordId]
    updated_at: Sequence[dt.datetime | None]
    columns: Mapping[str, Column[object]]
    data: Sequence[object]
    shared: Shared
    names: Hashes
    keys: Postings
    fields: Postings
    values: Postings
    pairs: tuple[Rows, Rows, Floats]
    region: Region
    digest: str

    @classmethod
    def of(cls, store: Store, graph: Graph) -> "Image":
        """Return what is left when all that does not count is forgotten."""
        rows = np.flatnonzero(store.keys.alive)
        ids = store.segments[0].table.ids
        # Ids of one table that was read are in order; those of joined segments are in any.
        if len(rows) < store.n_rows or not isinstance(ids, RecordIds) or len(ids) < len(rows):
            ids, order = in_order(store.ids(rows))
            rows = rows[order]
        place = np.full(store.n_rows, -1, np.int64)
        place[rows] = np.arange(len(rows))
        table = store.table(rows)
        pairs, region = graph.at(rows, place)
        return cls(
            ids=ids,
            updated_at=tuple(table.updated_at),
            columns={} if table.record else raw_columns(table),
            data=table.data,
            shared=store.shared,
            names=store.values.names[rows],
            keys=store.keys.keys.at(place),
            fields=store.keys.fields.at(place),
            values=store.values.held.at(place),
            pairs=pairs,
            region=region,
            digest=digest_of(store.signatures(rows)),
        )

    def made(
        self, linker: Linker, rules: KeyRules, version: int, read_as: ReadAs
    ) -> tuple[Store, Graph]:
        """Return the store and the graph of the records.

        Args:
            linker: the Linker that the index was made with.
            rules: its blocking rules.
            version: how often the index was changed.
            read_as: what matching reads values as, by path and match key.
        """
        table = table_again(linker.reader, self.ids, self.updated_at, self.columns, self.data)
        table = evolve(table, known_shared=self.shared, read_as=read_as)
        n = len(table)
        keys = KeyIndex(rules, self.keys, self.fields, np.ones(n, dtype=np.bool_))
        segment = Segment.of(table, linker.matching.comparisons)
        values = SharedValues(self.values, self.names, self.shared)
        store = Store((segment,), keys, values, version, read_as)
        return store, Graph.of(n, self.pairs, self.region)


def settled(store: Store, graph: Graph, linker: Linker, rules: KeyRules) -> tuple[Store, Graph]:
    """Return store and graph as they are, or made anew where as much has changed as there was."""
    n_then, n_now = graph.n_rows, int(store.keys.alive.sum())
    came, gone = store.n_rows - n_then, store.n_rows - n_now
    if came + gone <= n_then + FEW:
        return store, graph
    return Image.of(store, graph).made(linker, rules, store.version, store.read_as)
