"""Streets with their numbers, and the key that unifies the spellings of an address."""

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold, has_han
from custmdm.data.streets import unified
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, valid

_SPACE_IN_HAN = lazy_pattern(r"(?<!\d) | (?!\d)")


@frozen
class Street:
    """Clean a street with its number; ``Main Street`` matches ``main st.``.

    >>> Street().parse("12 North Main Street, Apt. 4").match_keys
    ('12 n main st 4',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean street, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the clean street with its match key."""
        value = clean(text)
        key = address_key(value)
        return valid(text, value, keys=(key,)) if key else invalid(text, "text.no_characters")


def address_key(text: str) -> str:
    """Return an address with its words in their short forms, for matching.

    >>> address_key("27  N. Main Street"), address_key("科技路 ８７ 号")
    ('27 n main st', '科技路87号')
    """
    folded = fold(text)
    if has_han(folded):
        # Between digits a space or hyphen counts: 88-1号 is not 881号.
        return _SPACE_IN_HAN.sub("", folded)
    return unified(folded) or folded
