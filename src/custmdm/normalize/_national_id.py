"""Identity numbers of persons."""

from collections.abc import Sequence

from attrs import frozen

from custmdm._text import clean
from custmdm.model import Standardized, Status
from custmdm.normalize._answers import suspect, valid
from custmdm.normalize._fixed_width import resident_ids
from custmdm.normalize._greater_china_id import (
    chinese_travel_paper,
    hong_kong_id,
    in_brackets,
    macau_id,
    taiwan_id,
)
from custmdm.normalize._identifier import compact_id, not_an_id, without_label
from custmdm.normalize._registers import knows_persons_of, read_person
from custmdm.normalize._resident_id import (
    foreign_resident_id,
    old_resident_id,
    resident_id,
)

_CHINESE = ("CN", "HK", "MO", "TW")

_WRONG = {"check_digit": "national_id.check_digit", "part": "national_id.part"}


@frozen
class NationalId:
    """Make the identity number of a person compact; check those that can be told.

    >>> parsed = NationalId().parse("11010519491231002x")
    >>> parsed.value, str(parsed.status)
    ('11010519491231002X', 'valid')
    >>> parsed.parts["type"], parsed.parts["birth_date"], parsed.parts["gender"]
    ('resident_id', '1949-12-31', 'female')
    >>> NationalId().parse("110105194912310021").reasons
    ('national_id.check_digit',)

    A number of 15 digits, as China gave them until 1999, is written as the one of 18 that it is:

    >>> NationalId()("110105491231002")
    '11010519491231002X'

    Where the country is known its own numbers are checked; else a number of no known shape is
    taken as it is:

    >>> NationalId(country="US").parse("536-90-4399").parts
    {'type': 'ssn', 'country': 'US'}
    >>> NationalId(country="US").parse("AB-1").reasons, NationalId().parse("AB-1").reasons
    (('national_id.shape',), ())

    Attributes:
        country: ISO alpha-2 of the country whose numbers are expected.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the compact number, or None where there is none."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a Chinese number of 18 digits, else None."""
        found = resident_id(text, text) if len(text) == 18 else None
        return found if found is None or self._is_sure(found) else None

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return the number of each value that is right and plain; None for the others."""
        return resident_ids(values)

    def parse(self, text: str) -> Standardized:
        """Return the number with what it encodes."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        cleaned = without_label(clean(text))
        value = compact_id(cleaned)
        wrong = not_an_id(text, value)
        if wrong is not None:
            return wrong
        found = self._of_china(text, value) or self._of_its_regions(text, value, cleaned)
        if found is not None:
            return found
        if self.country is None:
            return valid(text, value)
        number = read_person(value, self.country)
        if number is None:
            known = self.country in _CHINESE or knows_persons_of(self.country)
            return suspect(text, value, "national_id.shape") if known else valid(text, value)
        name, problem = number
        parts = {"type": name, "country": self.country}
        if problem:
            return suspect(text, value, _WRONG[problem], parts=parts)
        return valid(text, value, parts=parts)

    def _of_china(self, text: str, value: str) -> Standardized | None:
        """Read a number of the mainland; elsewhere only one that is right beyond doubt."""
        found = resident_id(text, value)
        if found is not None:
            return found if self._is_sure(found) else None
        if self.country not in (None, "CN"):
            return None
        found = old_resident_id(text, value) or foreign_resident_id(text, value)
        # With a day that does not exist 15 digits may be of any country.
        right = found is not None and found.status is Status.VALID
        return found if right or self.country == "CN" else None

    def _is_sure(self, found: Standardized) -> bool:
        """Say whether a number that has the shape of a Chinese one is meant as one."""
        return found.status is Status.VALID or self.country in (None, "CN")

    def _of_its_regions(self, text: str, value: str, cleaned: str) -> Standardized | None:
        """Read a number of Hong Kong, Macau or Taiwan, and papers to travel with."""
        if in_brackets(cleaned):
            return hong_kong_id(text, value) or macau_id(text, value)
        if self.country == "HK":
            return hong_kong_id(text, value)
        if self.country == "TW":
            return taiwan_id(text, value)
        if self.country == "MO":
            return macau_id(text, value)
        if self.country != "CN":
            return None
        found = hong_kong_id(text, value) or taiwan_id(text, value)
        if found is not None and found.status is Status.VALID:
            return found
        return chinese_travel_paper(text, value)
