"""Phone numbers to E.164, through phonenumbers (libphonenumber)."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import MAX_CHARS, clean
from custmdm.model import Standardized, Status
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._phone_columns import plain_texts
from custmdm.normalize._phone_plain import plain_american, plain_mobile, plain_other
from custmdm.normalize._phone_read import FILLERS, digits_of, keys_of, read
from custmdm.normalize._phone_text import (
    is_uri,
    pieces_of,
    with_breaks,
    with_extension,
    with_hyphen_extension,
    without_spreadsheet,
    without_words,
)
from custmdm.normalize._placeholders import is_masked

# Nothing that cleaning would change but the number of spaces.
_SIMPLE = lazy_pattern(r"[0-9 ()+-]+")
_ONLY_DIGITS = lazy_pattern(r"[\d\s().+\-‐-―]+")
_DOUBLE_ZERO = lazy_pattern(r"\D*00\s*(?=[1-9])")
# +86+138..., 86+138...
_SECOND_PLUS = lazy_pattern(r"[+( ]*\d[\d() -]{0,5}\+")
_NATIONAL_ZERO = lazy_pattern(r"\(\s*0\s*\)")
# The parts of China write the codes of each other without a plus.
_NEIGHBOURS = frozenset({"CN", "HK", "MO", "TW"})
_NEIGHBOUR = lazy_pattern(r"\(?(?:86|852|853|886)\)?[\s-]+(?=\d)")
_MAX_DIGITS = 15
_MAX_NUMBERS = 10
_MAX_CELL = 500


@frozen
class Phone:
    """Write a phone number in E.164.

    >>> Phone(country="CN")("手机：138 1234 5678")
    '+8613812345678'
    >>> Phone()("+44 20 7946 0018")
    '+442079460018'
    >>> Phone().parse("138 1234 5678").reasons
    ('phone.no_country',)

    A number that can be one but is in no range in use keeps its value:

    >>> Phone().parse("+86 123 4567 8901").value, Phone().parse("+86 123 4567 8901").reasons
    ('+8612345678901', ('phone.not_assigned',))

    Two numbers in one cell are reported, and both can be matched:

    >>> both = Phone(country="CN").parse("13812345678/13987654321")
    >>> both.value, both.reasons, both.match_keys
    (None, ('phone.several',), ('+8613812345678', '+8613987654321'))

    Attributes:
        country: ISO alpha-2 of numbers written without a country code.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the number in E.164, or None where there is none."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a Chinese or American number in a usual spelling, else None."""
        return self._plain(text, text)

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return the number of each value that :meth:`quick` answers; None for the others."""
        return plain_texts(values, self.country)

    def plain_keys(self, values: Sequence[str]) -> list[str]:
        """Return the match key of each number that :meth:`quick_texts` gave."""
        return list(values)

    def parse(self, text: str) -> Standardized:
        """Return the number with country, type and extension."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        if len(text) > MAX_CHARS:
            return invalid(text, "phone.too_long")
        simple = read(text, text, self.country) if _SIMPLE.fullmatch(text) else None
        if simple is not None and simple.status is Status.VALID and not _is_filler(text):
            return simple
        cleaned = clean(text)
        if not digits_of(cleaned):
            return invalid(text, "phone.not_a_number")
        if is_masked(cleaned):
            return invalid(text, "value.masked")
        number = without_spreadsheet(cleaned)
        if number is None:
            return invalid(text, "phone.exponent")
        if _is_filler(number):
            return placeholder(text, "phone.placeholder")
        if len(number) > _MAX_CELL:
            return invalid(text, "phone.too_long")
        whole = self._one(text, number, simple)
        if _ONLY_DIGITS.fullmatch(number) and "phone.too_long" not in whole.reasons:
            return whole
        return self._several(text, clean(with_breaks(text.strip())), whole) or whole

    def _several(self, text: str, cell: str, whole: Standardized) -> Standardized | None:
        """Return the answer for text of several numbers, or None where it is one."""
        too_long = whole.value is None and len(digits_of(cell)) > _MAX_DIGITS
        pieces = pieces_of(cell, too_long=too_long or "phone.too_long" in whole.reasons)
        if not 2 <= len(pieces) <= _MAX_NUMBERS or is_uri(cell):
            return None
        found = [self._one(text, piece) for piece in pieces]
        good = [a for a in found if a.value or "phone.no_area_code" in a.reasons]
        # 06221/541234 is one number, though 541234 alone could be one too.
        if not good or (whole.status is Status.VALID and found[0].status is not Status.VALID):
            return None
        keys = tuple(answer.match_keys[0] for answer in good)
        if len(good) == len(pieces) and len(set(keys)) == 1:
            return good[0]
        return invalid(text, "phone.several", keys=keys)

    def _one(self, text: str, cleaned: str, simple: Standardized | None = None) -> Standardized:
        """Return the answer for text of one number, written in any of the usual ways.

        Args:
            text: the raw text.
            cleaned: the part of it that may be one number.
            simple: what phonenumbers makes of that part, where it was asked already.
        """
        if is_uri(cleaned):
            return read(text, cleaned, self.country)
        if _ONLY_DIGITS.fullmatch(cleaned):
            return self._digits(text, cleaned, simple)
        number, extension = with_extension(cleaned)
        stripped = without_words(number)
        # libphonenumber cuts the number at a letter or reads letters as keys: wrong in silence.
        digits = digits_of(number)
        refused = invalid(text, "phone.letters", keys=(digits,) if len(digits) >= 7 else ())
        if stripped.letters:
            return refused
        bare = stripped.text.strip(" :.,;()")
        found = self._plain(text, bare, extension)
        if found is None and extension:
            found = read(text, stripped.text, self.country, extension)
        elif found is None:
            found = self._digits(text, stripped.text)
        if not stripped.words or found.status in (Status.SUSPECT, Status.PLACEHOLDER):
            return found
        if found.value is None or found.parts.get("type") == "service":
            return refused
        return suspect(text, found.value, "phone.words", parts=found.parts, keys=found.match_keys)

    def _digits(self, text: str, number: str, simple: Standardized | None = None) -> Standardized:
        """Return the answer for digits and what stands between them."""
        found = simple or read(text, number, self.country)
        if found.status is Status.VALID:
            return found
        hyphen = with_hyphen_extension(number)
        others = [hyphen] if hyphen else []
        others += [(other, "") for other in self._spelled(number)]
        for other, extension in others:
            again = self._plain(text, other, extension)
            again = again or read(text, other, self.country, extension)
            # 121-0001 is not the service 121 with an extension.
            if again.status is Status.VALID and again.parts["type"] != "service":
                return again
        if hyphen and found.status is Status.SUSPECT:
            # 62770334-801 is no number of eleven digits.
            local = read(text, hyphen[0], self.country)
            return local if "phone.no_area_code" in local.reasons else found
        return found

    def _spelled(self, number: str) -> Iterator[str]:
        """Yield how a number may have been meant that is not right as it is written."""
        double_zero = _DOUBLE_ZERO.match(number)
        if double_zero:
            yield "+" + number[double_zero.end() :]
        if _NATIONAL_ZERO.search(number):
            yield _NATIONAL_ZERO.sub("", number)
        if _SECOND_PLUS.match(number):
            yield "+" + digits_of(number)
            yield "+" + number.rpartition("+")[2]
            yield number.rpartition("+")[2]
        if self.country in _NEIGHBOURS and _NEIGHBOUR.match(number):
            yield "+" + digits_of(number)

    def _plain(self, text: str, number: str, extension: str = "") -> Standardized | None:
        """Return the answer for a plain spelling of a Chinese or American number, else None."""
        american = plain_american(number, self.country)
        if american is not None:
            american_parts = {"country": "US", "type": "fixed_line_or_mobile"}
            return None if extension else valid(text, american, parts=american_parts)
        value, sort = plain_mobile(number, self.country), "mobile"
        if value is None:
            other = plain_other(number, self.country)
            if other is None or (extension and other[1]):
                return None
            value, sort = other[0], other[2]
            extension = extension or other[1]
        parts = {"country": "CN", "type": sort}
        if extension:
            parts["extension"] = extension
        return valid(text, value, parts=parts, keys=keys_of(value))


def _is_filler(number: str) -> bool:
    """Say whether digits were only typed to fill the field."""
    digits = digits_of(number)
    return "+" not in number and (digits in FILLERS or digits == digits[:1] * len(digits))
