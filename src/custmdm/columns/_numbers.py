"""Which values are equal, as numbers: nothing is hashed more often than it takes."""

import operator
from collections.abc import Hashable, Sequence
from itertools import count, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]

MISSING = -1

# Fewer values are numbered by a dictionary as quickly as by anything.
_FEW = 1_000


def first_places(values: Sequence[Hashable]) -> Codes:
    """Return for each value the place where one that equals it stands first.

    >>> first_places(["a", "b", "a", None, None]).tolist()
    [0, 1, 0, 3, 3]
    """
    n = len(values)
    if n < _FEW or len(set(values[:: n // _FEW])) < len(values[:: n // _FEW]):
        return _by_dictionary(values)
    # Values that seem to be all different: those of one hash alone equal no other, and to put
    # hashes in order takes a third of what a dictionary of them takes.
    hashes = np.fromiter(map(hash, values), np.int64, n)
    again = np.sort(hashes)
    again = again[1:][again[1:] == again[:-1]]
    first = np.arange(n, dtype=np.int32)
    if len(again):
        at = np.minimum(np.searchsorted(again, hashes), len(again) - 1)
        places = np.flatnonzero(again[at] == hashes)
        doubtful = list(map(values.__getitem__, places.tolist()))
        first[places] = places[_by_dictionary(doubtful)]
    return first


def all_differ(values: Sequence[Hashable] | npt.NDArray[np.integer]) -> bool:
    """Say whether no two values, or numbers of an array, are equal.

    >>> all_differ(["a", "b"]), all_differ(["a", "b", "a"]), all_differ(np.array([7, 9, 7]))
    (True, False, False)
    """
    if isinstance(values, np.ndarray):
        ordered = np.sort(values)
        return bool((ordered[1:] != ordered[:-1]).all())
    # Not by a set: of many values it takes more space than they do.
    return np.array_equal(first_places(values), np.arange(len(values)))


def numbered(first: Codes, missing: npt.NDArray[np.bool_]) -> tuple[Codes, Places]:
    """Return a code for each value in order of first appearance, and where each code stands first.

    >>> codes, places = numbered(np.array([0, 1, 0, 3]), np.array([False, True, False, False]))
    >>> codes.tolist(), places.tolist()
    ([0, -1, 0, 1], [0, 3])

    Args:
        first: where a value that equals it stands first, as `first_places` says.
        missing: which are no value: these get the code -1.
    """
    leads = first == np.arange(len(first), dtype=first.dtype)
    leads &= ~missing
    places = np.flatnonzero(leads)
    if len(places) == len(first):
        return np.arange(len(first), dtype=np.int32), places
    codes = (np.cumsum(leads, dtype=np.int32) - np.int32(1))[first]
    codes[missing] = MISSING
    return codes, places


def none_among(values: Sequence[Any]) -> npt.NDArray[np.bool_]:
    """Return which values are None."""
    # Not by `==`: a value may be of a type that is not to be compared with everything.
    return np.fromiter(map(operator.is_, values, repeat(None)), np.bool_, len(values))


def _by_dictionary(values: Sequence[Hashable]) -> Codes:
    seen: dict[Any, int] = {}
    return np.fromiter(map(seen.setdefault, values, count()), np.int32, len(values))
