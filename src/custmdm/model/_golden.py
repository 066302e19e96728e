"""Golden records and where each of their values comes from."""

import datetime as dt
from collections.abc import Mapping
from typing import Generic, TypeVar

from attrs import field, frozen

from custmdm.model._ids import RecordId

T = TypeVar("T")
R = TypeVar("R")


@frozen
class Claim(Generic[T]):
    """Hold what one record says of one attribute.

    Attributes:
        value: the standard value, or the raw one where there is no standard value.
        record: who says so.
        observed_at: when the source last changed the record, or None.
        valid: whether the value passed validation.
        trust: how far the source is trusted for it, or None.
    """

    value: T
    record: RecordId
    observed_at: dt.datetime | None = None
    valid: bool = True
    trust: float | None = None


@frozen
class Removed(Generic[T]):
    """Say which rule removed a claim that did not survive."""

    claim: Claim[T]
    rule: str


@frozen
class Lineage(Generic[T]):
    """Say where a value of a golden record comes from.

    Attributes:
        path: the attribute.
        winners: the claims that survived; several where sources agree, or for a collection.
        rule: the rule that settled it.
        removed: the claims that lost, each with the rule that removed it.
    """

    path: str
    winners: tuple[Claim[T], ...]
    rule: str
    removed: tuple[Removed[T], ...] = ()

    @property
    def records(self) -> tuple[RecordId, ...]:
        """Return the records whose value survived."""
        return tuple(claim.record for claim in self.winners)


@frozen
class GoldenRecord(Generic[R]):
    """Hold the one trusted record of a customer.

    Attributes:
        id: the golden id.
        data: a typed record; for a table, a mapping by column.
        lineage: where each value comes from, by attribute.
        members: the records it was made of.
    """

    id: str
    data: R
    lineage: Mapping[str, Lineage[object]] = field(repr=False)
    members: tuple[RecordId, ...] = field(default=())
