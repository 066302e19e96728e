"""Addresses in one line: cleaned, taken apart where that is sure, and unified for matching."""

from collections.abc import Sequence

from attrs import frozen

from custmdm._text import clean, fold, has_han
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, suspect, valid
from custmdm.normalize._china import chinese_address
from custmdm.normalize._china_places import place_key, place_parts
from custmdm.normalize._china_quick import quick_chinese_address, quick_chinese_texts
from custmdm.normalize._place import latin_place
from custmdm.normalize._street import address_key


@frozen
class PostalAddress:
    """Clean an address in one line, and give the parts of it that are sure.

    >>> answer = PostalAddress().parse("27  N. Main Street, Boston, MA 02161")
    >>> answer.match_keys
    ('27 n main st boston ma 02161',)
    >>> answer.parts["street"], answer.parts["city"], answer.parts["postcode"]
    ('27 N. Main Street', 'Boston', '02161')

    A Chinese one has its divisions with their codes:

    >>> answer = PostalAddress().parse("广东深圳市南山区科技路1号")
    >>> answer.value, answer.match_keys
    ('广东省深圳市南山区科技路1号', ('440305|科技路1',))
    >>> answer.parts["city"], answer.parts["adcode"], answer.parts["detail"]
    ('深圳市', '440305', '科技路1号')

    A place by itself is the same place however it is written:

    >>> {PostalAddress().parse(t).match_keys for t in ("北京", "北京市", "北京市市辖区", "Beijing")}
    {('110000',)}

    Attributes:
        country: ISO alpha-2 of addresses that do not say their country.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the clean address, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the address with the parts that can be told for sure."""
        return self.quick(text) or self._parse_full(text)

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a Chinese address in full, None for all else."""
        return quick_chinese_address(text)

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return the value of each quick answer, None for the others."""
        return quick_chinese_texts(values)

    def _parse_full(self, text: str) -> Standardized:
        # Imported here: who has only Chinese addresses does not wait for all the others.
        from custmdm.normalize._western_address import one_line, read_western

        value = clean(text)
        if has_han(value):
            answer = chinese_address(text, value)
            if answer.value is None or has_han(answer.value):
                return answer
            latin = answer.value  # only its country was written in Chinese
        else:
            latin = text
        value = one_line(latin)
        place = latin_place(fold(value), self.country)
        if place is not None:
            return valid(text, value, parts=place_parts(place), keys=(place_key(place),))
        read = read_western(value, self.country)
        key = address_key(read.core)
        if not key:
            return invalid(text, "text.no_characters")
        if read.contradicted:
            return suspect(
                text, value, "postal_address.postcode_region", parts=read.parts, keys=(key,)
            )
        return valid(text, value, parts=read.parts, keys=(key,))
