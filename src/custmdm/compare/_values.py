"""Comparators of dates, numbers, phones, emails and ids."""

import datetime as dt
import math
from collections.abc import Sequence

from attrs import frozen
from rapidfuzz.distance import OSA, JaroWinkler

from custmdm.compare._many_values import many_codes, many_dates, many_emails, many_numbers
from custmdm.compare._pairs import Similarities


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

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        if left == right:
            return 1.0
        if len(left) != len(right):
            short, long = sorted((left, right), key=len)
            return 0.8 if short and long.startswith(short) else 0.0
        edits = OSA.distance(left, right, score_cutoff=3)
        if len(left) < 8:
            return 0.5 if edits <= 1 else 0.0
        if edits <= 1:
            return 0.9
        a, b = left.split("-"), right.split("-")
        if len(a) != 3 or len(b) != 3:
            return 0.0
        if a[0] == b[0]:
            if a[1] == b[2] and a[2] == b[1]:
                return 0.9
            if a[1] == b[1] or a[2] == b[2]:
                return 0.7
        if edits == 2:
            return 0.6
        if a[1:] == b[1:]:
            return 0.5
        if _within_a_year(left, right):
            return 0.4
        return 0.3 if edits == 3 else 0.0

    def similarities(self, values: Sequence[str]) -> Similarities:
        """Return these values ready to be compared in many pairs."""
        return many_dates(self, values)


def _within_a_year(left: str, right: str) -> bool:
    try:
        return abs((dt.date.fromisoformat(left) - dt.date.fromisoformat(right)).days) <= 366
    except ValueError:
        return False


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

    def similarities(self, values: Sequence[str]) -> Similarities:
        """Return these values ready to be compared in many pairs."""
        return many_numbers(self, values)


@frozen
class CodeSimilarity:
    """Compare codes (phones, ids, postcodes): equal 1, one digit off or swapped 0.9, two 0.6.

    A code that is the end of the other (a phone without its area code) counts 0.95.

    >>> compare = CodeSimilarity()
    >>> compare("+8613812345678", "+8613812345687"), compare("62770334", "+861062770334")
    (0.9, 0.95)
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        if left == right:
            return 1.0
        if min(len(left), len(right)) >= 7 and (left.endswith(right) or right.endswith(left)):
            return 0.95
        edits = OSA.distance(left, right, score_cutoff=2)
        # In a short code every digit tells much.
        if min(len(left), len(right)) < 4 or edits > 2:
            return 0.0
        return 0.9 if edits == 1 else 0.6

    def similarities(self, values: Sequence[str]) -> Similarities:
        """Return these values ready to be compared in many pairs."""
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
        a, b = left.casefold(), right.casefold()
        if a == b:
            return 1.0
        local_a, _, domain_a = a.partition("@")
        local_b, _, domain_b = b.partition("@")
        if local_a == local_b and len(local_a) > 3:
            return 0.9
        edits = OSA.distance(a, b, score_cutoff=6)
        if edits <= 2 and min(len(local_a), len(local_b)) > 3:
            return 0.8
        # A third of it typed wrong, the domain not the same by being everybody's.
        if domain_a != domain_b and edits <= 6 and 3 * edits <= min(len(a), len(b)):
            return 0.6
        alike = JaroWinkler.similarity(local_a, local_b)
        return 0.5 if alike >= 0.88 and (domain_a == domain_b or alike >= 0.93) else 0.0

    def similarities(self, values: Sequence[str]) -> Similarities:
        """Return these values ready to be compared in many pairs."""
        return many_emails(self, values)
