"""All that is wrong with the values of a table."""

from collections.abc import Iterator, Mapping, Sequence

from custmdm.model import Issue
from custmdm.tables._consistency import consistency_issues
from custmdm.tables._leaf import Leaf, RecordOf
from custmdm.tables._shared import shared_issues


def issues_of(
    leaves: Mapping[str, Leaf],
    shared: Mapping[str, Mapping[str, int]],
    record: RecordOf,
    rows: Sequence[int],
) -> Iterator[Issue]:
    """Yield what is wrong with each value by itself, among all records, and within its record.

    Args:
        leaves: the standardized values by path.
        shared: the shared texts by path.
        record: gives the id of the record at a position.
        rows: the row that each position has in what was given.
    """
    for path, leaf in leaves.items():
        yield from leaf.issues(record, rows)
        if path in shared:
            yield from shared_issues(leaf, shared[path], record, rows)
    yield from consistency_issues(leaves, record, rows)
