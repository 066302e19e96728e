"""Functions from one value to blocking keys."""

from collections.abc import Iterable
from typing import Any

import attrs
import jellyfish
from attrs import frozen

from custmdm._text import fold, has_han


@frozen
class Prefix:
    """Block on the first characters of a value.

    >>> Prefix(3)("Zhang")
    ('zha',)
    """

    length: int

    def __call__(self, value: Any) -> Iterable[str]:
        """Return the folded prefix, or nothing for a shorter value."""
        text = fold(_text(value)).replace(" ", "")
        return (text[: self.length],) if len(text) >= self.length else ()


@frozen
class Part:
    """Block on one part of a unit: the postcode of an address.

    >>> from custmdm.model import PostalAddress
    >>> Part("city")(PostalAddress(city="Leeds"))
    ('leeds',)
    """

    name: str

    def __call__(self, value: Any) -> Iterable[str]:
        """Return the folded part, or nothing where it is missing."""
        part = getattr(value, self.name, None)
        key = fold(part) if part else ""
        return (key,) if key else ()


def words(value: Any) -> Iterable[str]:
    """Block on each word of two letters and more; Chinese text gives pairs of characters.

    >>> words("Acme Widgets Co"), words("腾远科技")
    (('acme', 'co', 'widgets'), ('科技', '腾远', '远科'))
    """
    found: set[str] = set()
    for word in fold(_text(value)).split():
        if has_han(word) and len(word) > 2:
            found.update(word[i : i + 2] for i in range(len(word) - 1))
        elif len(word) > 1 or has_han(word):
            found.add(word)
    return tuple(sorted(found))


def sorted_words(value: Any) -> Iterable[str]:
    """Block on all words together, in any order, so that a swapped name still meets.

    >>> sorted_words("Zhang San") == sorted_words("SAN ZHANG")
    True
    """
    found = sorted(fold(_text(value)).split())
    return (" ".join(found),) if found else ()


def phonetic_words(value: Any) -> Iterable[str]:
    """Block on how each word sounds (Metaphone).

    >>> phonetic_words("Smith") == phonetic_words("Smyth")
    True
    """
    found = (w if has_han(w) else jellyfish.metaphone(w) for w in words(value))
    return tuple(sorted({code for code in found if code}))


def year(value: str) -> Iterable[str]:
    """Block on the year of an ISO date.

    >>> year("1988-03-07")
    ('1988',)
    """
    return (value[:4],) if len(value) >= 4 else ()


def digits(value: str) -> Iterable[str]:
    """Block on the day and month of an ISO date in any order, so that a swap still meets.

    >>> digits("1988-03-07") == digits("1988-07-03")
    True
    """
    return (value[:4] + "".join(sorted(value[4:])),)


def _text(value: Any) -> str:
    """Return a value as text: a unit by the parts that name it."""
    if isinstance(value, str):
        return value
    if attrs.has(type(value)):
        named = [getattr(value, n, None) for n in ("given", "middle", "family")]
        line = getattr(value, "street", None) or getattr(value, "full", None)
        return " ".join(filter(None, named)) or line or ""
    return str(value)
