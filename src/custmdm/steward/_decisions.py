"""What people say of records, for good or until they know better."""

import datetime as dt
from typing import Any

from attrs import Attribute, field, frozen
from attrs.converters import optional

from custmdm._values import aware
from custmdm.errors import ConfigurationError
from custmdm.ledger._order import in_order
from custmdm.model import AliasValue, Always, IgnoreValue, Never, RecordId

Pair = tuple[RecordId, RecordId]


def record_id(given: RecordId | str) -> RecordId:
    """Return a record id, also one that is given as text."""
    return RecordId.parse(given) if isinstance(given, str) else given


def _record(_decision: object, attribute: "Attribute[Any]", value: object) -> None:
    if not isinstance(value, RecordId):
        raise ConfigurationError(
            f"{attribute.name} is a record, its RecordId or 'crm:17', got {type(value).__name__}"
        )


def _person(_decision: object, attribute: "Attribute[Any]", value: object) -> None:
    if not isinstance(value, str) or not value:
        raise ConfigurationError(f"{attribute.name} says who it was, as text")


@frozen(kw_only=True)
class Decision:
    """Be what somebody said: Same, Different, Unsure or a Ruling.

    Attributes:
        by: who said so.
        at: when; a time without a zone is read as UTC.
        reason: why.
        expires: until when it holds; None for good.
        scope: for which runs it holds, by a name of the host's; None for all.
    """

    by: str = field(repr=False, validator=_person)
    at: dt.datetime = field(converter=aware)
    reason: str = field(default="", repr=False)
    expires: dt.datetime | None = field(default=None, converter=optional(aware))
    scope: str | None = None


@frozen
class PairDecision(Decision):
    """Be what somebody said of two records; which one is left changes nothing.

    Attributes:
        left: the one record, as its id or as text ``"crm:17"``.
        right: the other.
        evidence: what was seen, as :func:`evidence` digests it: when that changes, the decision is
            stale.
    """

    left: RecordId = field(converter=record_id, validator=_record)
    right: RecordId = field(converter=record_id, validator=_record)
    evidence: str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.left == self.right:
            raise ConfigurationError("a decision is on two records, not on one twice")
        left, right = in_order((self.left, self.right))
        object.__setattr__(self, "left", left)
        object.__setattr__(self, "right", right)

    @property
    def pair(self) -> Pair:
        """Return the two records, in order."""
        return self.left, self.right


@frozen
class Same(PairDecision):
    """Say that two records are one customer.

    >>> import datetime as dt
    >>> Same("web:9", "crm:17", by="li", at=dt.datetime(2026, 5, 1)).pair
    (RecordId('crm', '17'), RecordId('web', '9'))
    """


@frozen
class Different(PairDecision):
    """Say that two records are not one customer."""


@frozen
class Unsure(PairDecision):
    """Say that somebody looked at two records and could not tell.

    They are not asked about again until what is known of them changes.
    """


@frozen
class Ruling(Decision):
    """Lay down what holds whatever the data say, until it expires.

    Unlike what was seen and said of two records, a ruling does not become stale, and stands above
    it.

    >>> import datetime as dt
    >>> twins = Never("crm:1", "crm:2")
    >>> Ruling(twins, by="legal", at=dt.datetime(2026, 5, 1), reason="twins").holds
    Never(left=RecordId('crm', '1'), right=RecordId('crm', '2'))

    Attributes:
        holds: what holds: of two records Always or Never, of values IgnoreValue or AliasValue.
    """

    holds: Always | Never | IgnoreValue | AliasValue

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.holds, (Always, Never, IgnoreValue, AliasValue)):
            raise ConfigurationError(
                "a ruling is on Always(...), Never(...), IgnoreValue(...) or AliasValue(...), "
                f"got {type(self.holds).__name__}"
            )

    @property
    def pair(self) -> Pair | None:
        """Return the two records, in order; None of a ruling on values."""
        if not isinstance(self.holds, (Always, Never)):
            return None
        left, right = in_order((self.holds.left, self.holds.right))
        return left, right
