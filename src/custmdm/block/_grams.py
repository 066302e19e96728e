"""Keys of a few characters, for values that are spelled alike and not the same."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm._text import has_han
from custmdm.block._folding import folded
from custmdm.block._values import values_of
from custmdm.errors import ConfigurationError

Int64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def _size(_instance: object, _attribute: object, size: Any) -> None:
    if type(size) is not int or size < 2:
        raise ConfigurationError(f"q-grams are of 2 characters or more, got {size!r}")


@frozen
class QGrams:
    """Block on every run of `size` characters; of Chinese text on every two.

    A Chinese character says as much as several letters. Values that differ by a typing error still
    share most of their q-grams. Each is shared by many, so they are meant for
    :class:`~custmdm.block.BestPairs`, which weighs them, and not for a rule by themselves.

    >>> QGrams(3)("Jo Lee")
    ('_jo', '_le', 'ee_', 'jo_', 'lee', 'o_l')
    >>> QGrams(3)("张三")
    ('_张', '三_', '张三')

    Attributes:
        size: the number of characters.

    Raises:
        ConfigurationError: if the size is no number from 2.
    """

    size: int = field(validator=_size)

    def __call__(self, value: Any) -> Iterable[str]:
        """Return the q-grams of a value, its ends and the gaps between words marked."""
        text, size = _marked(folded(value)), self.size
        found = {text[i : i + size] for i in range(len(text) - size + 1)}
        if has_han(text):
            found = {gram for gram in found if not has_han(gram)}
            found.update(two for i in range(len(text) - 1) if has_han(two := text[i : i + 2]))
        return tuple(sorted(found))

    def key_codes(self, values: Sequence[Any]) -> tuple[Int64, Int64] | None:
        """Return the position of a value and the code of a key for each key of each value.

        The same keys as by calling, all values in one pass; None where numbers cannot hold them.
        """
        texts = [_marked(text) for text in values_of(values).folded]
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        data = "".join(texts).encode("utf-32-le", "surrogatepass")
        letters, alphabet = _alphabet(np.frombuffer(data, dtype=np.uint32))
        if float(len(alphabet) + 1) ** self.size >= 2.0**62:
            return None
        han = np.array([has_han(chr(code)) for code in alphabet.tolist()], dtype=np.bool_)
        at = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        base = np.int64(len(alphabet) + 1)
        # A place of 0 stands before the first letter, so that short runs have codes of their own.
        if not han.any():
            return _runs(letters, at, None, self.size, base)
        is_han = han[letters - 1]
        latin = _runs(letters, at, is_han, self.size, base)
        chinese = _runs(letters, at, is_han, 2, base, of_han=True)
        return np.concatenate([latin[0], chinese[0]]), np.concatenate([latin[1], chinese[1]])


def _marked(folded_text: str) -> str:
    return f"_{folded_text.replace(' ', '_')}_" if folded_text else ""


def _alphabet(text: npt.NDArray[np.uint32]) -> tuple[Int64, Int64]:
    """Return the letters of a text as numbers from 1, and the code point of each number."""
    used = np.zeros(0x110000, dtype=np.int64)
    used[text] = 1
    alphabet = np.flatnonzero(used)
    used[alphabet] = np.arange(1, len(alphabet) + 1)
    return used[text], alphabet


def _runs(
    letters: Int64, at: Int64, is_han: Bools | None, size: int, base: Any, *, of_han: bool = False
) -> tuple[Int64, Int64]:
    """Return the runs of letters inside one value, with a Chinese character or with none."""
    count = max(len(letters) - size + 1, 0)
    codes = letters[:count].copy()
    for i in range(1, size):
        codes *= base
        codes += letters[i : i + count]
    inside = at[:count] == at[size - 1 : size - 1 + count]
    if is_han is not None:
        any_han = is_han[:count].copy()
        for i in range(1, size):
            any_han |= is_han[i : i + count]
        inside &= any_han == of_han
    return at[:count][inside], codes[inside]
