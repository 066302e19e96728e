"""Many values looked at in one pass: as the lines of one text, which is one array of bytes.

Most values of a clean column are plain. To see that they are, one by one, takes Python longer than
all that is done with them; here each condition is one pass over the bytes of all values. A value
about which there is any doubt goes the slow way, so a condition may doubt more than it need.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from attrs import frozen

T = TypeVar("T")
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Heads = npt.NDArray[np.uint32]

# For fewer values, to look at each takes no longer.
_FEW = 32
# The bytes of so many values, and what is made of them, fit the cache of a core.
_MANY = 32_768
BREAK, SPACE, LAST = 10, 32, 126
_HEAD = 4
_HASH_BITS = 18
# The bit in which small letters differ from capitals; of marks it makes others, all the same.
_CASE = np.uint32(0x20202020)
_HEAD_MASKS = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF], dtype=np.uint32)


@frozen(eq=False, repr=False)
class Lines:
    r"""Hold values as lines, each with a line break behind it.

    A value with a line break in it is an empty line: no plain value has one.

    >>> lines = Lines.of(["ab", "", "c"])
    >>> bytes(lines.data), lines.starts.tolist(), lines.ends.tolist()
    (b'ab\n\nc\n', [0, 3, 4], [2, 3, 5])

    Attributes:
        data: the bytes of all lines, in UTF-8.
        starts: where each line starts.
        ends: where its line break stands.
    """

    data: Bytes
    starts: Places
    ends: Places

    @classmethod
    def of(cls, values: Sequence[str]) -> "Lines":
        """Return values as lines; there is at least one."""
        data = joined(values)
        ends = np.flatnonzero(data == BREAK)
        if len(ends) != len(values):
            data = joined(["" if "\n" in value else value for value in values])
            ends = np.flatnonzero(data == BREAK)
        starts = np.zeros_like(ends)
        starts[1:] = ends[:-1] + 1
        return cls(data, starts, ends)

    @property
    def lengths(self) -> Places:
        """Return how many bytes each line has."""
        return self.ends - self.starts

    def classed(self, classes: bytes) -> Bytes:
        """Return the class of each byte, as :func:`byte_classes` has it."""
        return np.frombuffer(self.data.tobytes().translate(classes), np.uint8)

    def holding(self, flags: Flags) -> Flags:
        """Return which lines hold a byte that has a flag.

        >>> lines = Lines.of(["ab", "", "c"])
        >>> lines.holding(lines.data == ord("b")).tolist()
        [True, False, False]
        """
        if not flags.any():
            return np.zeros(len(self.starts), dtype=np.bool_)
        found: Flags = np.logical_or.reduceat(flags, self.starts)
        return found

    @property
    def are_odd(self) -> Flags:
        """Return which lines hold a character that is not in ASCII, or is not seen."""
        return self.holding(((self.data < SPACE) & (self.data != BREAK)) | (self.data > LAST))

    def of_length(self, length: int) -> tuple[Places, Bytes]:
        """Return the lines of a length, and their bytes: one array for each place.

        >>> at, columns = Lines.of(["ab", "c", "de"]).of_length(2)
        >>> at.tolist(), columns.tolist()
        ([0, 2], [[97, 100], [98, 101]])
        """
        at: Places = np.flatnonzero(self.lengths == length)
        if len(at) == len(self.starts):
            rows = self.data.reshape(-1, length + 1)[:, :-1]
            return at, np.ascontiguousarray(rows.T)
        starts = self.starts[at]
        columns = np.empty((length, len(at)), dtype=np.uint8)
        for i in range(length):
            np.take(self.data, starts + i, out=columns[i])
        return at, columns

    def heads(self, starts: Places, ends: Places) -> Heads:
        """Return the first four bytes of parts of the lines, without case, a number each.

        Args:
            starts: where each part starts.
            ends: where it ends.
        """
        buffer = self.data.tobytes() + bytes(_HEAD - 1)
        fours: Heads = np.ndarray((len(self.data),), "<u4", buffer, strides=(1,))
        found: Heads = (fours[starts] | _CASE) & _HEAD_MASKS[np.minimum(ends - starts, _HEAD)]
        return found


def follows(flags: Flags, others: Flags) -> Flags:
    """Return which bytes have a flag of the first where the byte behind has one of the second.

    >>> follows(np.array([True, True]), np.array([True, True])).tolist()
    [True, False]
    """
    found = np.zeros_like(flags)
    np.logical_and(flags[:-1], others[1:], out=found[:-1])
    return found


def texts_of(columns: Bytes) -> list[str]:
    """Return the texts of one length whose bytes are in columns, one array for each place.

    >>> texts_of(np.array([[97, 100], [98, 101]], dtype=np.uint8))
    ['ab', 'de']
    """
    length, n = columns.shape
    rows = np.full((n, length + 1), BREAK, dtype=np.uint8)
    rows[:, :length] = columns.T
    return rows.tobytes().decode("ascii").split("\n")[:-1]


@frozen(eq=False, repr=False)
class Words:
    """Tell by its first four bytes which words a text may be, or may begin with.

    >>> lines = Lines.of(["none", "No", "nothing"])
    >>> words = Words.of({"None of it": 1, "no": 2})
    >>> words.begin(lines.heads(lines.starts, lines.ends)).tolist()
    [1, 2, 0]

    Attributes:
        bits: what is said of the words, by a hash of their heads: of another text the same may be
            said by chance.
    """

    bits: Bytes

    @classmethod
    def of(cls, words: Mapping[str, int]) -> "Words":
        """Return words, those in ASCII, each with what is said of it in up to eight bits."""
        bits = np.zeros(1 << _HASH_BITS, dtype=np.uint8)
        for word, said in words.items():
            if word[:_HEAD].isascii():
                lines = Lines.of([word[:_HEAD]])
                bits[_hashed(lines.heads(lines.starts, lines.ends))] |= np.uint8(said)
        return cls(bits)

    def begin(self, heads: Heads) -> Bytes:
        """Return what is said of the words that have a head, together; 0 where none has."""
        return self.bits[_hashed(heads)]


def joined(values: Sequence[str]) -> Bytes:
    """Return the bytes of values, in UTF-8, with a line break behind each."""
    return np.frombuffer(("\n".join(values) + "\n").encode("utf-8", "surrogatepass"), np.uint8)


def byte_table(chars: str) -> Flags:
    """Return a table that says of each byte whether it is one of some characters of ASCII.

    >>> byte_table("ab")[[97, 98, 99]].tolist()
    [True, True, False]
    """
    table = np.zeros(256, dtype=np.bool_)
    table[list(chars.encode("ascii"))] = True
    return table


def byte_classes(classes: Mapping[int, str], *, others: int = 0) -> bytes:
    r"""Return the class of each byte, for :meth:`Lines.classed`; that of a line break is 0.

    >>> table = byte_classes({1: "ab"}, others=4)
    >>> table[ord("a")], table[ord("c")], table[ord("\n")]
    (1, 4, 0)
    """
    table = bytearray([others]) * 256
    table[BREAK] = 0
    for number, chars in classes.items():
        for ch in chars:
            table[ord(ch)] = number
    return bytes(table)


def in_one_pass(
    values: Sequence[str],
    plain: Callable[[Lines], Flags],
    one: Callable[[str], str | None],
) -> list[str | None]:
    """Return the standard text of each value; that of a plain one is the value.

    Args:
        values: the values.
        plain: says which lines are surely plain.
        one: gives the standard text of one value or None; the values that are plain, it returns.

    >>> values = ["7", "a", "\u0667"] * 20
    >>> in_one_pass(values, lambda lines: ~lines.holding(lines.data > 57), lambda text: None)[:3]
    ['7', None, None]
    """

    def some(chunk: Sequence[str]) -> list[str | None]:
        found: list[str | None] = list(chunk)
        for i in np.flatnonzero(~plain(Lines.of(chunk))).tolist():
            found[i] = one(chunk[i])
        return found

    return in_chunks(values, some, one)


def in_chunks(
    values: Sequence[str], some: Callable[[Sequence[str]], list[T]], one: Callable[[str], T]
) -> list[T]:
    """Return what a function makes of each value: of many at once, where they are many."""
    if len(values) < _FEW:
        return list(map(one, values))
    found: list[T] = []
    for start in range(0, len(values), _MANY):
        found += some(values[start : start + _MANY])
    return found


def _hashed(heads: Heads) -> Heads:
    # The upper bits of a product with the golden ratio: near values lie far apart.
    found: Heads = (heads * np.uint32(0x9E3779B1)) >> np.uint32(32 - _HASH_BITS)
    return found
