"""Edit distances of texts of few characters, as dates, phones and postcodes are, in bit operations.

A text of up to sixteen characters is one number, four bits a character. A few operations on
numbers then say of all pairs together whether one or two edits lead from the one to the other.
"""

import numpy as np
import numpy.typing as npt

Masks = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int64]

MOST_PACKED = 2
_PLACES, _CHARACTERS = 16, 15
# The lowest bit of each place.
_LOWEST = np.uint64(0x1111_1111_1111_1111)
_1, _2, _4 = np.uint64(1), np.uint64(2), np.uint64(4)


def packed(characters: Bytes, lengths: npt.NDArray[np.int8]) -> Masks:
    """Return each text as a number, its first character lowest; 0 where it is none.

    The commonest characters have a number, from 1 to 15; a text that has others, or is empty or
    too long, is none.

    Args:
        characters: the characters of each text, a row each, filled up with NUL.
        lengths: how long each text is.
    """
    counts = np.bincount(characters.ravel(), minlength=256)
    counts[0] = 0
    commonest = np.argsort(-counts, kind="stable")[:_CHARACTERS]
    number = np.zeros(256, dtype=np.uint64)
    number[commonest] = np.arange(1, _CHARACTERS + 1)
    found = np.zeros(len(lengths), dtype=np.uint64)
    whole = (lengths > 0) & (lengths <= _PLACES)
    for place, of_all in enumerate(np.ascontiguousarray(characters[:, :_PLACES].T)):
        codes = number.take(of_all)
        whole &= (codes > 0) | (lengths <= place)
        found |= codes << np.uint64(4 * place)
    return np.where(whole, found, np.uint64(0))


def packed_edits(x: Masks, y: Masks) -> Bytes:
    """Return the distance (OSA) of pairs of packed texts of one length, 3 where it is larger.

    >>> texts = ["1988-03-07", "1988-03-70", "1988-30-70", "9880-03-07", "1988-12-24"]
    >>> characters = np.array([list(text.encode()) for text in texts], dtype=np.uint8)
    >>> numbers = packed(characters, np.full(len(texts), 10, dtype=np.int8))
    >>> packed_edits(np.repeat(numbers[:1], 5), numbers).tolist()
    [0, 1, 2, 2, 3]
    """
    # One bit a place: where the texts differ; where the next of the one is not this of the other.
    differ = _unequal(x ^ y)
    not_left, not_right = _unequal((x >> _4) ^ y), _unequal(x ^ (y >> _4))
    n_differ = np.bitwise_count(differ)
    found = np.minimum(n_differ, np.uint8(3))
    # One character is missing where they begin to differ, and one is too much where they cease to:
    # all between are moved by one place.
    first = differ & -differ
    until = differ >> _4
    for places in (4, 8, 16, 32):
        until |= until >> np.uint64(places)
    between = until & ~(first - _1)
    moved = ((not_left & between) == 0) | ((not_right & between) == 0)
    found[moved & (n_differ > 2)] = 2
    # Neighbours that are swapped are one edit: two places, or two times two, or two and another.
    swapped = differ & ~(not_left | not_right)
    at = np.flatnonzero((swapped != 0) & (n_differ <= 4))
    if len(at):
        swapped, differ, first = swapped[at], differ[at], first[at]
        n_differ = n_differ[at]
        rest = differ & ~(first | first << _4)
        second = rest & -rest
        both = ((swapped & first) != 0) & ((swapped & second) != 0)
        both &= (rest & ~(second | second << _4)) == 0
        of_swapped = np.where(n_differ == 2, 1, np.where(n_differ == 3, 2, np.where(both, 2, 3)))
        found[at] = np.minimum(found[at], of_swapped.astype(np.uint8))
    return found


def _unequal(numbers: Masks) -> Masks:
    """Return one bit for each place that is not 0."""
    found = numbers | (numbers >> _1)
    found |= found >> _2
    found &= _LOWEST
    return found
