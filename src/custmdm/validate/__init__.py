"""A standard value to what is wrong with it, as stable codes.

A validator is any function from a standard value to codes; a code with a text in
``custmdm.data.messages`` reads as a sentence, your own codes read as they are.
"""

import re
from collections.abc import Iterable

from attrs import field, frozen

from custmdm.validate._consistency import CONSISTENCY_CHECKS as CONSISTENCY_CHECKS
from custmdm.validate._consistency import Consistency as Consistency

__all__ = [
    "CONSISTENCY_CHECKS",
    "Consistency",
    "Matches",
    "NotAfter",
    "OneOf",
    "plausible_birth_date",
]


def plausible_birth_date(value: str) -> Iterable[str]:
    """Say whether somebody born then can be a customer.

    >>> list(plausible_birth_date("1988-03-07")), list(plausible_birth_date("1788-03-07"))
    ([], ['birth_date.too_old'])
    """
    return () if value >= "1880" else ("birth_date.too_old",)


@frozen
class NotAfter:
    """Say that a date lies after a day that you give; the library has no clock.

    >>> list(NotAfter("2026-11-22")("2027-01-01"))
    ['date.after']
    """

    day: str
    code: str = "date.after"

    def __call__(self, value: str) -> Iterable[str]:
        """Return the code, or nothing."""
        return (self.code,) if value > self.day else ()


@frozen
class Matches:
    r"""Say that a value does not match a regular expression from start to end.

    >>> list(Matches(r"L\d{4}", "loyalty.shape")("L12"))
    ['loyalty.shape']
    """

    pattern: str
    code: str

    def __call__(self, value: str) -> Iterable[str]:
        """Return the code, or nothing."""
        return () if re.fullmatch(self.pattern, value) else (self.code,)


def _texts(allowed: Iterable[str]) -> tuple[str, ...]:
    return tuple(allowed)


@frozen
class OneOf:
    """Say that a value is none of those allowed.

    >>> list(OneOf(("gold", "silver"), "tier.unknown")("bronze"))
    ['tier.unknown']
    """

    allowed: tuple[str, ...] = field(converter=_texts)
    code: str = "value.not_allowed"

    def __call__(self, value: str) -> Iterable[str]:
        """Return the code, or nothing."""
        return () if value in self.allowed else (self.code,)
