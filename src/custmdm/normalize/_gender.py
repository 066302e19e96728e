"""Gender, by a small table."""

from attrs import frozen

from custmdm._text import fold
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, valid

# ISO/IEC 5218 numbers: 1 male, 2 female, 0 not known, 9 not applicable.
_TABLE = {
    "m": "male", "male": "male", "man": "male", "boy": "male", "1": "male", "mr": "male",
    "男": "male", "男性": "male", "男士": "male", "先生": "male",
    "f": "female", "female": "female", "woman": "female", "girl": "female", "2": "female",
    "w": "female", "mrs": "female", "ms": "female", "miss": "female",
    "女": "female", "女性": "female", "女士": "female", "小姐": "female",
    "other": "other", "o": "other", "x": "other", "d": "other", "diverse": "other",
    "non binary": "other", "nonbinary": "other", "其他": "other", "其它": "other",
}  # fmt: skip
_UNKNOWN = frozenset({"0", "9", "u", "未知", "保密", "不详", "未说明", "unspecified"})


@frozen
class Gender:
    """Write a gender as male, female or other.

    >>> Gender()("F"), Gender()("先生"), Gender().parse("保密").status
    ('female', 'male', <Status.PLACEHOLDER: 'placeholder'>)
    """

    def __call__(self, text: str) -> str | None:
        """Return male, female or other, or None where the text says none of them."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the gender."""
        key = fold(text)
        if key in _UNKNOWN:
            return placeholder(text, "gender.not_stated")
        gender = _TABLE.get(key)
        return valid(text, gender) if gender else invalid(text, "gender.unknown")
