"""What standardising a value gives."""

import enum
from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

from custmdm.data.messages import message
from custmdm.errors import ConfigurationError

_NO_PARTS: Mapping[str, str] = MappingProxyType({})


class Status(enum.StrEnum):
    """Say how far a value can be trusted."""

    VALID = "valid"
    SUSPECT = "suspect"
    INVALID = "invalid"
    MISSING = "missing"
    PLACEHOLDER = "placeholder"


class DateOrder(enum.StrEnum):
    """Say in which order a source writes day, month and year."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


def as_date_order(order: str | None) -> DateOrder | None:
    """Return an order given as text or as itself.

    Raises:
        ConfigurationError: if it is neither DMY, MDY nor YMD.
    """
    try:
        return None if order is None else DateOrder(order)
    except ValueError:
        known = ", ".join(DateOrder)
        raise ConfigurationError(f"date_order is one of {known}, got {order!r}") from None


def _as_country(country: str | None) -> str | None:
    if country is None:
        return None
    code = country.strip().upper()
    # A name would make every phone and postcode lose its country without a word.
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise ConfigurationError(
            f"country is an ISO 3166 alpha-2 code such as 'CN', got {country!r}"
        )
    return code


@frozen
class Context:
    """Say what a source takes for granted, where a value does not say it itself.

    >>> Context(country="AU", date_order="DMY")
    Context(country='AU', locale=None, date_order=<DateOrder.DMY: 'DMY'>)

    Attributes:
        country: ISO 3166 alpha-2, for phones, addresses, postcodes and ids.
        locale: a language such as "zh", for names.
        date_order: "DMY", "MDY" or "YMD", for dates such as 03/04/2021.
    """

    country: str | None = field(default=None, converter=_as_country)
    locale: str | None = None
    date_order: DateOrder | None = field(default=None, converter=as_date_order)


@frozen
class Standardized:
    """Hold a raw value beside its standard form; nothing is lost.

    Attributes:
        raw: the value as it came in.
        value: the standard text, or None where there is none.
        status: valid; suspect (a value, but doubtful); invalid (no value can be given); missing;
            placeholder (something typed to fill the field).
        reasons: stable codes such as ``"phone.too_short"``.
        parts: what the value consists of, by kind.
        match_keys: what matching uses, given for suspect and invalid values too. The first is
            the identity: values with one first key are the same. The others are what it may meet
            by besides, as a name by its romanisation. Of several values in one cell each has one.
        version: the kind and the version of the rules that gave the answer.
    """

    raw: object
    value: str | None
    status: Status
    reasons: tuple[str, ...] = ()
    parts: Mapping[str, str] = _NO_PARTS
    match_keys: tuple[str, ...] = ()
    version: str = ""

    @property
    def shown(self) -> str | None:
        """Return what a table shows: the standard value, else the raw text; nothing is blanked."""
        if self.value is not None:
            return self.value
        if self.status is Status.MISSING:
            return None
        try:
            return str(self.raw)
        except ValueError:  # Python writes no integer of thousands of digits
            return f"<{type(self.raw).__name__}>"

    def messages(self, locale: str = "en") -> tuple[str, ...]:
        """Return the reasons as sentences without a subject, in English or Chinese ("zh").

        >>> Standardized("12", None, Status.INVALID, ("phone.too_short",)).messages()
        ('has too few digits for a phone number',)
        """
        params = {"type": type(self.raw).__name__}
        return tuple(message(reason, params, locale) for reason in self.reasons)


def stamp(fresh: Standardized, version: str) -> Standardized:
    """Write the version into an answer that nobody else holds yet: faster than to make another."""
    object.__setattr__(fresh, "version", version)
    return fresh
