"""Gender, by a small table."""

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.genders import NOT_STATED, PHRASES, WORDS
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, valid

# 性别：男, Gender: F, (女)
_LABEL = lazy_pattern(r"(?:性别|性別|gender|sex|geschlecht|sexe|sexo)(?= |[男女])\s*")


def _table() -> dict[str, str]:
    words = {fold(w): gender for gender, listed in WORDS.items() for w in listed.split()}
    return words | PHRASES


_TABLE = _table()
_NOT_STATED = frozenset(fold(w) for w in NOT_STATED.split())
# The plain spellings, as they stand in nearly every column: no cleaning changes them.
_QUICK = {
    spelled: gender
    for word, gender in _TABLE.items()
    for spelled in (word, word.upper(), word.title())
    if fold(spelled) == word
}


@frozen
class Gender:
    """Write a gender as male, female or other.

    >>> Gender()("F"), Gender()("先生"), Gender().parse("保密").status
    ('female', 'male', <Status.PLACEHOLDER: 'placeholder'>)
    >>> Gender()("性别：女"), Gender().parse("Dr").reasons
    ('female', ('gender.unknown',))

    Numbers are those of ISO/IEC 5218: 1 male, 2 female, 0 not known, 9 not applicable. A column
    that counts otherwise, with 0 for female, needs a function of your own.
    """

    def __call__(self, text: str) -> str | None:
        """Return male, female or other, or None where the text says none of them."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return the gender of a plain spelling; None means that the full way decides."""
        gender = _QUICK.get(text)
        return valid(text, gender) if gender else None

    def parse(self, text: str) -> Standardized:
        """Return the gender."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        key = fold(text)
        key = _LABEL.sub("", key, count=1) if _LABEL.match(key) else key
        gender = _TABLE.get(key)
        if gender:
            return valid(text, gender)
        if key in _NOT_STATED:
            return placeholder(text, "gender.not_stated")
        return invalid(text, "gender.unknown")
