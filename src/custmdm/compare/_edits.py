"""Edit distances of many pairs of short texts at once."""

from collections.abc import Sequence
from functools import cached_property
from itertools import compress

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.compare._packed import MOST_PACKED, packed, packed_edits

Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int64]
Lengths = npt.NDArray[np.int8]
Masks = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

# Texts up to this long are held as arrays; who asks for others compares them one by one.
MAX_LENGTH = 40
# Distances up to this many edits are told apart.
MAX_EDITS = 6
# Texts or pairs worked on at once: it all stays in the cache of a core.
_CHUNK = 16_384
# A distance with this bit is too large to matter.
_FAR = np.uint8(64)
# As many texts that something is done to place by place.
_FEW = 8_192
# The bit of a character in a bag; none for NUL, which fills up. Letters and digits share none.
_KINDS, _TWICE = 39, 25
_BITS = np.array([0, *(1 << (c + 20) % _KINDS for c in range(1, 256))], dtype=np.uint64)


@frozen(eq=False, repr=False)
class ShortTexts:
    """Hold texts as rows of characters, a byte each.

    Attributes:
        plain: which texts can be held so: short, each character below 256 and none of them NUL.
        lengths: how long each text is; of one that is not plain as if it were empty.
        characters: the characters, filled up with NUL; a text that is not plain has none.
    """

    plain: Flags
    lengths: Lengths
    characters: Bytes

    @classmethod
    def of(cls, values: Sequence[str]) -> "ShortTexts":
        """Return these texts held as arrays."""
        lengths = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
        width = int(lengths.max(initial=0, where=lengths <= MAX_LENGTH))
        plain: Flags = lengths <= width
        # As many more places as a distance looks beyond the end.
        characters: Bytes = np.zeros((len(values), width + MAX_EDITS), dtype=np.uint8)
        for start in range(0, len(values), _FEW):
            part = slice(start, start + _FEW)
            points, whole = _points(values[part], plain[part])
            plain[part] = whole
            sizes = np.where(whole, lengths[part], 0)
            filled = np.arange(width + MAX_EDITS) < sizes[:, None]
            characters[part][filled] = points
        return cls(plain, np.where(plain, lengths, 0).astype(np.int8), characters)

    def before(self, character: str) -> "ShortTexts":
        """Return of each text what stands before the first such character: all, without one."""
        lengths, characters = self.lengths.copy(), self.characters.copy()
        places = np.arange(characters.shape[1], dtype=np.int8)
        for start in range(0, len(lengths), _FEW):
            part = slice(start, start + _FEW)
            here = self.characters[part] == ord(character)
            lengths[part] = np.where(here.any(axis=1), here.argmax(axis=1), lengths[part])
            characters[part] *= places < lengths[part, None]
        width = int(lengths.max(initial=0)) + MAX_EDITS
        return ShortTexts(self.plain, lengths, np.ascontiguousarray(characters[:, :width]))

    def starts(self) -> npt.NDArray[np.uint32]:
        """Return the first four characters of each text, the first one lowest."""
        return np.ascontiguousarray(self.characters[:, :4]).view("<u4")[:, 0]

    def ends(self) -> Masks:
        """Return the last seven characters of each text, the last one lowest."""
        packed = np.zeros(len(self.lengths), dtype=np.uint64)
        flat, width = self.characters.ravel(), self.characters.shape[1]
        last = np.arange(len(self.lengths)) * width + self.lengths - 1
        for back in range(7):
            held = np.where(self.lengths > back, flat.take(last - back, mode="clip"), 0)
            packed |= held.astype(np.uint64) << np.uint64(8 * back)
        return packed

    def bags(self) -> Masks:
        """Return which characters each text holds, and which it holds twice, as bits.

        One edit takes away one bit at most and adds one at most. Some characters share a bit, and
        count as one character then: letters and digits do not.
        """
        masks = np.zeros(len(self.lengths), dtype=np.uint64)
        for start in range(0, len(masks), _FEW):
            part = slice(start, start + _FEW)
            once = masks[part]
            twice = np.zeros_like(once)
            for place in np.ascontiguousarray(self.characters[part].T):
                bits = _BITS.take(place)
                twice |= once & bits
                once |= bits
            # There is room for fewer: some share a bit again.
            twice |= twice >> np.uint64(_TWICE)
            once |= twice << np.uint64(64 - _TWICE)
        return masks

    def edits(self, a: Rows, b: Rows, most: int) -> Bytes:
        """Return the distance (OSA) of each pair of plain texts, `most + 1` where it is larger.

        Args:
            a: the places of the one texts.
            b: the places of the others.
            most: the largest distance that matters, up to `MAX_EDITS`.
        """
        found = np.full(len(a), most + 1, dtype=np.uint8)
        for start in range(0, len(a), _CHUNK):
            part = slice(start, start + _CHUNK)
            one, other = a[part], b[part]
            longer = self.lengths[other] - self.lengths[one]
            near = np.abs(longer) <= most
            if most <= MOST_PACKED:
                x, y = self.packed.take(one), self.packed.take(other)
                alike = np.flatnonzero((longer == 0) & (x != 0) & (y != 0))
                if len(alike) == len(one):
                    found[part] = np.minimum(packed_edits(x, y), np.uint8(most + 1))
                    continue
                edits = packed_edits(x.take(alike), y.take(alike))
                found[part][alike] = np.minimum(edits, np.uint8(most + 1))
                near[alike] = False
            if near.all():
                found[part] = self._banded(one, other, longer, most)
            elif near.any():
                found[part][near] = self._banded(one[near], other[near], longer[near], most)
        return found

    @cached_property
    def packed(self) -> Masks:
        """Return each text as a number; 0 for one that is long or of rare characters."""
        return packed(self.characters, self.lengths)

    def _banded(self, a: Rows, b: Rows, longer: Lengths, most: int) -> Bytes:
        """Fill the table of edit distances for all pairs together, near its diagonal only.

        Ukkonen, E. (1985): Algorithms for approximate string matching. Information and Control 64,
        100-118. All pairs go on to the row of the longest text: what fills up is the same in both
        texts, and so adds no edit.
        """
        rows, widest = int(self.lengths[a].max()), int(np.abs(longer).max())
        # A way further from the diagonal and back takes more edits than matter.
        reach = (most + widest) // 2
        # One row a place: then one operation does it for all pairs.
        x = np.ascontiguousarray(self.characters.take(a, axis=0)[:, :rows].T)
        y = np.ascontiguousarray(self.characters.take(b, axis=0)[:, : rows + reach].T)
        last = _distances(x, y, reach)
        found = last[0]
        for diagonal in range(-widest, widest + 1):
            if diagonal in last:
                np.copyto(found, last[diagonal], where=longer == diagonal)
        return np.minimum(found, np.uint8(most + 1))


def _points(values: Sequence[str], short: Flags) -> tuple[Bytes, Flags]:
    """Return all characters of the plain ones of short texts, and which these are."""
    held = values if short.all() else list(compress(values, short))
    text = "".join(held)
    if text.isascii() and "\0" not in text:
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8), short
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    plain = short.copy()
    of = np.repeat(np.flatnonzero(short), [len(value) for value in held])
    plain[of[(points == 0) | (points > 255)]] = False
    return points[plain[of]].astype(np.uint8), plain


def _distances(x: Bytes, y: Bytes, reach: int) -> dict[int, Bytes]:
    """Return the last row of the table by diagonal: diagonal d of row i is column i + d."""

    def filled(distance: int) -> Bytes:
        return np.full(x.shape[1], distance, dtype=np.uint8)

    row = {d: filled(d) for d in range(reach + 1)}
    # Of each row also its distances and one more: that is what it lends to others.
    more = {d: filled(d + 1) for d in range(reach + 1)}
    more_before: dict[int, Bytes] = {}
    unlike_before: dict[int, Bytes] = {}
    for i in range(1, len(x) + 1):
        here: dict[int, Bytes] = {}
        more_here: dict[int, Bytes] = {}
        unlike = {
            d: np.not_equal(x[i - 1], y[i + d - 1]).view(np.uint8)
            for d in range(-reach - 1, reach + 2)
            if 0 < i + d <= len(y)
        }
        for d in range(-reach, reach + 1):
            if i + d < 0:
                continue
            if i + d == 0:
                here[d], more_here[d] = filled(i), filled(i + 1)
                continue
            cell = row[d] + unlike[d]
            if d + 1 in more:
                np.minimum(cell, more[d + 1], out=cell)
            if d - 1 in more_here:
                np.minimum(cell, more_here[d - 1], out=cell)
            if d - 1 in unlike and d + 1 in unlike_before and d in more_before:
                crossed = unlike[d - 1] | unlike_before[d + 1]
                crossed *= _FAR
                crossed |= more_before[d]
                np.minimum(cell, crossed, out=cell)
            here[d], more_here[d] = cell, cell + np.uint8(1)
        row, more, more_before, unlike_before = here, more_here, more, unlike
    return row
