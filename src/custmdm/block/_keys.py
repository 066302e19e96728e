"""Functions from one value to blocking keys."""

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import jellyfish
from attrs import field, frozen

from custmdm._text import fold, has_han
from custmdm.block._folding import folded, folded_texts, names_of, text_of
from custmdm.data.romanised import latin_keys, romanised_keys, split_han
from custmdm.errors import ConfigurationError

# The longest words of a text make its pairs: every two of many would be more than they tell.
PAIRED = 8


def _length(_instance: object, _attribute: object, length: Any) -> None:
    if type(length) is not int or length < 1:
        raise ConfigurationError(f"a key has 1 character or more, got {length!r}")


@frozen
class Prefix:
    """Block on the first characters of a value.

    >>> Prefix(3)("Zhang")
    ('zha',)
    """

    length: int

    def __call__(self, value: Any) -> Iterable[str]:
        """Return the folded prefix, or nothing for a shorter value."""
        text = fold(text_of(value)).replace(" ", "")
        return (text[: self.length],) if len(text) >= self.length else ()


@frozen
class LastDigits:
    """Block on the last digits of a number, so that a country or area code may be missing.

    >>> LastDigits(7)("+13125550123"), LastDigits(7)("555-0123"), LastDigits(7)("1")
    (('5550123',), ('5550123',), ('1',))

    Attributes:
        length: how many digits; all of a shorter number.
    """

    length: int = field(validator=_length)

    def __call__(self, value: Any) -> Iterable[str]:
        """Return the last digits, or nothing where there is none."""
        text = text_of(value)
        # Most often the tail is nothing but digits, and there is no need to look at the rest.
        tail = text[-self.length :]
        if not (tail.isascii() and tail.isdigit()):
            tail = "".join([ch for ch in text if ch.isdecimal()])[-self.length :]
        return (tail,) if tail else ()


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
    return _words(folded(value))


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted({key for word in text.split() for key in word_keys(word)}))


def word_keys(word: str) -> tuple[str, ...]:
    """Return the keys of one folded word: it, or each two characters of Chinese."""
    if word.isascii() or not has_han(word):
        return (word,) if len(word) > 1 else ()
    return (word,) if len(word) < 3 else tuple(word[i : i + 2] for i in range(len(word) - 1))


def word_pairs(value: Any) -> Iterable[str]:
    """Block on every two words together, of long texts every two of the longest.

    >>> word_pairs("Acme Widgets Co"), word_pairs("Acme")
    (('acme co', 'acme widgets', 'co widgets'), ())
    """
    found = sorted(words(value), key=longest_first)[:PAIRED]
    return tuple(f"{a} {b}" for a, b in itertools.combinations(sorted(found), 2))


def longest_first(word: str) -> tuple[int, str]:
    """Return what the words of long texts are chosen by."""
    return -len(word), word


def sorted_words(value: Any) -> Iterable[str]:
    """Block on all words together, in any order, so that a swapped name still meets.

    >>> sorted_words("Zhang San") == sorted_words("SAN ZHANG")
    True
    >>> sorted_words("張三") == sorted_words("张三")
    True
    """
    found = sorted(folded(value).split())
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
    return spellings(*_family_and_given(value))


def spellings(family: str, given: str) -> tuple[str, ...]:
    """Return how a folded name in parts can be written in Latin letters, if it is Chinese."""
    if has_han(family):
        return romanised_keys(family, given)
    return tuple(dict.fromkeys((*latin_keys(family, given), *latin_keys(given, family))))


def initials(value: Any) -> Iterable[str]:
    """Block on the first letters of all words together, in any order, of two words or more.

    A Chinese name has the first letters of how it is read.

    >>> initials("Anna Maria Lee"), initials("LEE, A. M."), initials("Anna")
    (('alm',), ('alm',), ())
    >>> initials("张三") == initials("Zhang San")
    True
    """
    found = _read(value).split()
    return ("".join(sorted([word[0] for word in found])),) if len(found) > 1 else ()


def phonetic_words(value: Any) -> Iterable[str]:
    """Block on how each word sounds (Metaphone); a Chinese name sounds as it is read.

    >>> phonetic_words("Smith") == phonetic_words("Smyth")
    True
    >>> phonetic_words("张三") == phonetic_words("Zhang San")
    True
    """
    found = {sound(word) for word in _words(_read(value))} - {""}
    return tuple(sorted(found))


@lru_cache(maxsize=32_768)
def sound(word: str) -> str:
    """Return how a folded word sounds; nothing where it has no sound."""
    return word if has_han(word) else jellyfish.metaphone(word)


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


def month_day(value: str) -> Iterable[str]:
    """Block on the month and day of an ISO date, whatever the year.

    >>> month_day("1988-03-07"), month_day("1988-03")
    (('03-07',), ())
    """
    return (value[5:10],) if len(value) >= 10 else ()


def local_part(value: str) -> Iterable[str]:
    """Block on an email address without its domain.

    >>> local_part("anna.lee@mail.com")
    ('anna.lee',)
    """
    name = value.partition("@")[0]
    return (name,) if name else ()


def _read(value: Any) -> str:
    """Return a value folded; a Chinese name as it is read."""
    text = folded(value)
    return read_name(text, *_family_and_given(value)) if has_han(text) else text


def read_name(text: str, family: str, given: str) -> str:
    """Return how a folded Chinese name is read; the text where it is no name."""
    read = romanised_keys(family, given) if has_han(family) else ()
    return read[0] if read else text


def _family_and_given(value: Any) -> tuple[str, str]:
    """Return the folded family and given name of a name in parts, or of a whole one."""
    return family_and_given([value], [folded(value)])[0]


def family_and_given(values: Sequence[Any], texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return the folded family and given name of each value, given its folded text too."""
    parts = names_of(values)
    # Many share a family or a given name.
    distinct = [part for part in set(itertools.chain.from_iterable(parts)) if part]
    fold_of: dict[str | None, str] = {None: "", "": ""}
    fold_of.update(zip(distinct, folded_texts(distinct), strict=True))
    return [
        (folded_family, folded_given + fold_of[middle])
        if (folded_family := fold_of[family]) and (folded_given := fold_of[given])
        else _split_name(text)
        for (given, middle, family), text in zip(parts, texts, strict=True)
    ]


def _split_name(text: str) -> tuple[str, str]:
    if has_han(text):
        return split_han(text)
    first, _, rest = text.partition(" ")
    return first, rest.replace(" ", "")
