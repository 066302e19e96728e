"""The rows of clusters, each made a list when somebody asks for it."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import overload

import numpy as np
import numpy.typing as npt
from attrs import frozen

Int64 = npt.NDArray[np.int64]


@frozen(eq=False, repr=False)
class Grouped(Sequence[Sequence[int]]):
    """Be the rows of each cluster.

    >>> list(Grouped(np.array([0, 1, -1, 0])))
    [[0, 3], [1]]

    Attributes:
        labels: the cluster of each row, dense from 0; below 0 for a row that is left out.
    """

    labels: Int64

    @cached_property
    def order(self) -> Int64:
        """Return the rows by cluster."""
        order = np.argsort(self.labels, kind="stable")
        return order[int(np.count_nonzero(self.labels < 0)) :]

    @cached_property
    def sizes(self) -> Int64:
        """Return the number of rows of each cluster."""
        # Every label has rows, for labels are dense.
        return np.bincount(self.labels[self.labels >= 0])

    @cached_property
    def starts(self) -> Int64:
        """Return where each cluster begins in the order, and where the last one ends."""
        return np.cumsum(np.append(0, self.sizes))

    def __len__(self) -> int:
        return len(self.sizes)

    @overload
    def __getitem__(self, at: int) -> Sequence[int]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[int]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[int] | Sequence[Sequence[int]]:
        if isinstance(at, slice):
            return [self[i] for i in range(len(self))[at]]
        at = range(len(self))[at]
        rows: list[int] = self.order[self.starts[at] : self.starts[at + 1]].tolist()
        return rows

    def __iter__(self) -> Iterator[Sequence[int]]:
        rows = self.order.tolist()
        return (rows[start:end] for start, end in pairwise(self.starts.tolist()))
