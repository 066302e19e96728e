"""Comparators of dates, numbers, phones, emails and ids."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import ClassVar

from attrs import frozen
from rapidfuzz.distance import OSA, JaroWinkler

from custmdm.compare._many_values import many_codes, many_dates, many_emails, many_numbers
from custmdm.compare._pairs import Similarities

# Without a cutoff: of texts as short as these, to hand one over takes longer than to count on.
_osa, _jaro_winkler = OSA.distance, JaroWinkler.similarity

# The text; whether it has year, month and day; these; the number of the day.
DateApart = tuple[str, bool, str, str, str, float]
# The address in lower case, its local part and its domain; how long the local part is.
EmailApart = tuple[str, str, str, int]


@frozen
class DateSimilarity:
    """Compare ISO dates by how a date gets written wrong.

    Equal is 1; day and month swapped, or one digit off or swapped, 0.9; a date of lower precision
    that agrees, 0.8; the year and one more part right, 0.7; two digits off, 0.6; the same month
    and day, 0.5; within a year of each other, 0.4; three digits off, 0.3; else 0. Two years, or two
    months, one digit off are 0.5.

    >>> compare = DateSimilarity()
    >>> compare("1988-03-07", "1988-07-03"), compare("1988-03-07", "1988-03-17")
    (0.9, 0.9)
    >>> compare("1988-03-07", "1988-03"), compare("1988-03-07", "1991-12-24")
    (0.8, 0.0)
    """

    tells_apart: ClassVar[bool] = True

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity_apart(self.apart(left), self.apart(right))

    def apart(self, value: str) -> DateApart:
        """Return a date taken apart."""
        parts = value.split("-")
        year, month, day = parts if len(parts) == 3 else ("", "", "")
        return value, len(parts) == 3, year, month, day, _ordinal(value)

    def similarity_apart(self, left: DateApart, right: DateApart) -> float:
        """Return the similarity of two dates taken apart."""
        text, whole, year, month, day, at = left
        other, other_whole, other_year, other_month, other_day, other_at = right
        if text == other:
            return 1.0
        length = len(text)
        if length != len(other):
            short, long = sorted((text, other), key=len)
            return 0.8 if short and long.startswith(short) else 0.0
        edits = _osa(text, other)
        if length < 8:
            return 0.5 if edits <= 1 else 0.0
        if edits <= 1:
            return 0.9
        if not whole or not other_whole:
            return 0.0
        if year == other_year:
            if month == other_day and day == other_month:
                return 0.9
            if month == other_month or day == other_day:
                return 0.7
        if edits == 2:
            return 0.6
        if month == other_month and day == other_day:
            return 0.5
        # What is no day of the calendar is far from every other one.
        if -366.0 <= at - other_at <= 366.0:
            return 0.4
        return 0.3 if edits == 3 else 0.0

    def similarities(self, values: Sequence[str], least: float) -> Similarities:
        """Return these values ready to be compared in many pairs; see `SupportsPairs`."""
        del least
        return many_dates(self, values)


def _ordinal(value: str) -> float:
    """Return the number of a day; of what is none, no number."""
    try:
        return dt.date.fromisoformat(value).toordinal()
    except ValueError:
        return math.nan


@frozen
class NumberSimilarity:
    """Compare numbers by their relative difference.

    >>> NumberSimilarity()("100", "90")
    0.9
    """

    def __call__(self, left: str, right: str) -> float:
        """Return 1 - difference / larger; texts that are no numbers by equality."""
        if left == right:
            return 1.0
        try:
            a, b = float(left), float(right)
        except ValueError:
            return 0.0
        larger = max(abs(a), abs(b))
        if not math.isfinite(larger) or larger == 0.0:
            return 1.0 if a == b else 0.0
        return max(0.0, 1.0 - abs(a - b) / larger)

    def similarities(self, values: Sequence[str], least: float) -> Similarities:
        """Return these values ready to be compared in many pairs; see `SupportsPairs`."""
        del least
        return many_numbers(self, values)


@frozen
class CodeSimilarity:
    """Compare codes (phones, ids, postcodes): equal 1, one digit off or swapped 0.9, two 0.6.

    A code that is the end of the other (a phone without its area code) counts 0.95.

    >>> compare = CodeSimilarity()
    >>> compare("+8613812345678", "+8613812345687"), compare("62770334", "+861062770334")
    (0.9, 0.95)
    """

    tells_apart: ClassVar[bool] = True

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        if left == right:
            return 1.0
        short, long = len(left), len(right)
        if short != long:
            if long < short:
                left, right, short = right, left, long
            if short >= 7 and right.endswith(left):
                return 0.95
        # In a short code every digit tells much.
        if short < 4:
            return 0.0
        edits = _osa(left, right)
        return 0.0 if edits > 2 else 0.9 if edits == 1 else 0.6

    def similarities(self, values: Sequence[str], least: float) -> Similarities:
        """Return these values ready to be compared in many pairs; see `SupportsPairs`."""
        del least
        return many_codes(self, values)


@frozen
class EmailSimilarity:
    """Compare addresses: equal 1; the same local part elsewhere 0.9; nearly the same 0.8.

    A local part of three letters at most tells too little for either. Addresses of two domains that
    differ in a third of their letters at most are 0.6; local parts that are much alike 0.5.

    >>> compare = EmailSimilarity()
    >>> compare("anna.lee@qq.com", "anna.lee@163.com"), compare("anna.lee@qq.com", "ana.lee@qq.com")
    (0.9, 0.8)
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity_apart(self.apart(left), self.apart(right))

    def apart(self, value: str) -> EmailApart:
        """Return an address in lower case, its local part and its domain."""
        folded = value.casefold()
        local, _, domain = folded.partition("@")
        return folded, local, domain, len(local)

    def similarity_apart(self, left: EmailApart, right: EmailApart) -> float:
        """Return the similarity of two addresses taken apart."""
        a, local_a, domain_a, size_a = left
        b, local_b, domain_b, size_b = right
        if a == b:
            return 1.0
        if local_a == local_b and size_a > 3:
            return 0.9
        edits = _osa(a, b)
        if edits <= 6:
            if edits <= 2 and size_a > 3 and size_b > 3:
                return 0.8
            # A third of it typed wrong, the domain not the same by being everybody's.
            if domain_a != domain_b and 3 * edits <= min(len(a), len(b)):
                return 0.6
        alike = _jaro_winkler(local_a, local_b)
        return 0.5 if alike >= 0.88 and (domain_a == domain_b or alike >= 0.93) else 0.0

    def similarities(self, values: Sequence[str], least: float) -> Similarities:
        """Return these values ready to be compared in many pairs; see `SupportsPairs`."""
        del least
        return many_emails(self, values)
