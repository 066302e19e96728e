"""What evaluation reads from a result and from the truth: records, groups and pairs."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.errors import UnknownRecordError
from custmdm.model import Crosswalk, Decision, Link, MatchScore, RecordId

Int64 = npt.NDArray[np.int64]


class HasCrosswalk(Protocol):
    """Be a result that says which record belongs to which customer."""

    @property
    def crosswalk(self) -> Crosswalk:
        """Return the crosswalk."""
        ...


class HasLinks(HasCrosswalk, Protocol):
    """Be a result that also says which pairs were scored as matches, or as possible ones."""

    # Both are sequences of Link. They say Any because pyright does not see a property in a
    # cached property.
    @property
    def links(self) -> Any:
        """Return the matching pairs; possible ones may be among them."""
        ...

    @property
    def review(self) -> Any:
        """Return the possible pairs that wait for a steward."""
        ...


class Explained(Protocol):
    """Be an explanation of one pair."""

    @property
    def stage(self) -> str:
        """Return the stage that decided, as in `Errors`."""
        ...

    @property
    def score(self) -> MatchScore | None:
        """Return the score of the pair, where it can be scored."""
        ...

    @property
    def path(self) -> tuple[Link, ...]:
        """Return the chain of links that connects the two records."""
        ...


class Explains(HasLinks, Protocol):
    """Be a result that can also say why two records are, or are not, one customer."""

    def explain(self, left: RecordId, right: RecordId, /) -> Explained:
        """Return the explanation of one pair."""
        ...


def rows_of(result: HasCrosswalk) -> tuple[list[RecordId], Int64]:
    """Return the records of a result in the order of their ids, with the cluster of each."""
    rows = sorted(result.crosswalk.ids.items(), key=lambda row: (row[0].source, _typed(row[0].key)))
    return [record for record, _ in rows], codes(golden_id for _, golden_id in rows)


def _typed(key: Hashable) -> tuple[str, Hashable]:
    # The order of RecordId itself, made once a record: twenty times as fast as asking two for it.
    return type(key).__name__, tuple(map(_typed, key)) if isinstance(key, tuple) else key


def entity_of(record: RecordId, truth: Mapping[Any, Hashable]) -> Hashable:
    """Return what the truth says of a record, by RecordId, by its text, or by its key.

    Raises:
        UnknownRecordError: if it says nothing.
    """
    for name in (record, str(record), record.key):
        if name in truth:
            return truth[name]
    raise UnknownRecordError(f"the truth says nothing of record {record}")


def codes(labels: Iterable[Hashable]) -> Int64:
    """Return a number for each label, equal for equal ones, dense from 0.

    >>> codes(["b", "a", "b"]).tolist()
    [0, 1, 0]
    """
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(label, len(known)) for label in labels], dtype=np.int64)


def n_pairs(*groupings: Int64) -> int:
    """Return how many pairs of records are together in every one of these groupings.

    >>> n_pairs(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1]))
    1
    """
    joint = groupings[0]
    for grouping in groupings[1:]:
        joint = np.unique(np.stack([joint, grouping]), axis=1, return_inverse=True)[1].ravel()
    sizes = np.bincount(joint)
    return int((sizes * (sizes - 1) // 2).sum())


def pairs_apart(one: Int64, other: Int64) -> Iterator[tuple[int, int]]:
    """Yield, in order, the pairs of rows that are together in one grouping and apart in another.

    >>> list(pairs_apart(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])))
    [(0, 2), (1, 2)]
    """
    groups: dict[int, list[int]] = {}
    for row, group in enumerate(one.tolist()):
        groups.setdefault(group, []).append(row)
    labels: list[int] = other.tolist()
    # A group that the other grouping keeps whole may be large and gives nothing.
    divided = {g: rows for g, rows in groups.items() if len({labels[row] for row in rows}) > 1}
    for row, group in enumerate(one.tolist()):
        for mate in divided.get(group, ()):
            if mate > row and labels[mate] != labels[row]:
                yield row, mate


@frozen(eq=False)
class ScoredPairs:
    """Hold the pairs that a result has a score for, by row, each once and in order.

    Attributes:
        left: the row of the one record, left < right.
        right: the row of the other.
        probability: the stated match probability.
        weight: the match weight; near certainty it tells pairs apart that have one probability.
        match: whether the pair itself was scored as a match.
    """

    left: Int64
    right: Int64
    probability: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]
    match: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, result: HasLinks, records: Sequence[RecordId]) -> "ScoredPairs":
        """Read the links of a result."""
        row_of = {record: row for row, record in enumerate(records)}
        links: dict[tuple[int, int], Link] = {}
        for link in (*result.links, *result.review):
            one, two = row_of[link.left], row_of[link.right]
            links[min(one, two), max(one, two)] = link
        ordered = sorted(links.items(), key=lambda item: item[0])
        return cls(
            np.array([left for (left, _), _ in ordered], dtype=np.int64),
            np.array([right for (_, right), _ in ordered], dtype=np.int64),
            np.array([link.probability for _, link in ordered], dtype=np.float64),
            np.array([link.weight for _, link in ordered], dtype=np.float64),
            np.array([link.decision is Decision.MATCH for _, link in ordered], dtype=np.bool_),
        )

    def named(self, chosen: npt.NDArray[np.bool_], name: str) -> dict[tuple[int, int], str]:
        """Return a name for each of the pairs chosen."""
        pairs = zip(self.left[chosen].tolist(), self.right[chosen].tolist(), strict=True)
        return dict.fromkeys(pairs, name)
