"""Functions from one value to blocking keys."""

from collections.abc import Iterable
from typing import Any

import attrs
import jellyfish
from attrs import frozen

from custmdm._text import fold, has_han
from custmdm.data.han import simplified
from custmdm.data.romanised import latin_keys, romanised_keys, split_han


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
    >>> sorted_words("張三") == sorted_words("张三")
    True
    """
    found = sorted(simplified(fold(_text(value))).split())
    return (" ".join(found),) if found else ()


def romanised(value: Any) -> Iterable[str]:
    """Block on how a Chinese name is written in Latin letters, as 张三 and Zhang San are.

    In pinyin and in Wade-Giles; a name in Latin letters has a key for each order it can have.

    >>> from custmdm.model import PersonName
    >>> romanised("张三"), romanised(PersonName(given="San", family="Zhang"))
    (('zhang san', 'chang san'), ('zhang san',))
    >>> romanised("Chang Hsueh-liang"), romanised("John Smith")
    (('chang hsuehliang',), ())
    """
    family, given = _family_and_given(value)
    if has_han(family):
        return romanised_keys(family, given)
    return tuple(dict.fromkeys((*latin_keys(family, given), *latin_keys(given, family))))


def phonetic_words(value: Any) -> Iterable[str]:
    """Block on how each word sounds (Metaphone); a Chinese name sounds as it is read.

    >>> phonetic_words("Smith") == phonetic_words("Smyth")
    True
    >>> phonetic_words("张三") == phonetic_words("Zhang San")
    True
    """
    family, given = _family_and_given(value)
    read = romanised_keys(family, given)[:1] if has_han(family) else ()
    found = (w if has_han(w) else jellyfish.metaphone(w) for w in words(read[0] if read else value))
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


def _family_and_given(value: Any) -> tuple[str, str]:
    """Return the folded family and given name of a name in parts, or of a whole one."""
    family, given, middle = (
        simplified(fold(getattr(value, name, None) or "")) for name in ("family", "given", "middle")
    )
    if family and given:
        return family, given + middle
    text = simplified(fold(_text(value)))
    if has_han(text):
        return split_han(text)
    first, _, rest = text.partition(" ")
    return first, rest.replace(" ", "")


def _text(value: Any) -> str:
    """Return a value as text: a unit by the parts that name it."""
    if isinstance(value, str):
        return value
    if attrs.has(type(value)):
        named = [getattr(value, n, None) for n in ("given", "middle", "family")]
        line = getattr(value, "street", None) or getattr(value, "full", None)
        return " ".join(filter(None, named)) or line or ""
    return str(value)
