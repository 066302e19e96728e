"""Texts that only need cleaning: free text and categories."""

import string
from collections.abc import Sequence

from attrs import frozen

from custmdm._lines import SPACE, Flags, Lines, byte_table, follows, in_one_pass
from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold, fold_all
from custmdm.data.han import simplified
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, valid
from custmdm.normalize._placeholders import are_values, is_placeholder

# What is left of the ".0" of a number column that was saved as text.
_FLOAT_TAIL = lazy_pattern(r"(\d{4,})\.0")


@frozen
class Text:
    """Clean free text; matching ignores case, accents, punctuation and the form of characters.

    >>> Text()("  Hello,　World ")
    'Hello, World'
    >>> Text().parse("金卡會員").match_keys
    ('金卡会员',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean text, or None where nothing is left."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return text of plain ASCII words; None means that the full way decides."""
        return valid(text, text, keys=(fold(text),)) if _is_plain(text) else None

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return each value that :meth:`quick` answers, as it is; None for the others."""
        return in_one_pass(values, _are_plain, _if_plain)

    def plain_keys(self, values: Sequence[str]) -> list[str]:
        """Return the match key of each text that :meth:`quick_texts` gave."""
        return fold_all(values)

    def parse(self, text: str) -> Standardized:
        """Return the clean text with its match key."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        value = clean(text)
        if not value:
            return invalid(text, "text.no_characters")
        return valid(text, value, keys=(simplified(fold(value)) or value,))


def _is_plain(text: str) -> bool:
    """Say whether text is plain ASCII words that need no cleaning."""
    # An ASCII letter or digit at both ends: no white space, and only marks no more.
    return (
        len(text) < _LONGEST
        and text.isascii()
        and text.isprintable()
        and text[:1].isalnum()
        and text[-1].isalnum()
        and "  " not in text
        and not is_placeholder(text)
    )


def _if_plain(text: str) -> str | None:
    return text if _is_plain(text) else None


def _are_plain(lines: Lines) -> Flags:
    """Say of which lines :func:`_is_plain` is surely true."""
    spaces = lines.data == SPACE
    plain: Flags = (
        are_values(lines)
        & _ALNUM[lines.data[lines.ends - 1]]
        & (lines.lengths < _LONGEST)
        & ~lines.are_odd
        & ~lines.holding(follows(spaces, spaces))
    )
    return plain


_LONGEST = 200
_ALNUM = byte_table(string.ascii_letters + string.digits)


def without_float_tail(text: str) -> str:
    """Return text without the ``.0`` that a number column leaves behind when saved as text.

    >>> without_float_tail("13812345678.0"), without_float_tail("2.0")
    ('13812345678', '2.0')
    """
    found = _FLOAT_TAIL.fullmatch(text)
    return found.group(1) if found else text
