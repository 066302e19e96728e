"""Values of the library as rows of the tables, and back."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import cattrs
import sqlalchemy as sa
from attrs import field, frozen

import custmdm as cm
from custmdm import steward

Record = cm.Record[cm.Person]
_converter = cattrs.Converter(omit_if_default=True, forbid_extra_keys=True)


@frozen
class Verdict:
    """Hold what a person said of two records.

    Attributes:
        left: the one record.
        right: the other.
        what: "save anyway": the record is saved though the other may be the same customer, and
            what becomes of the two is for the Linker to say; "not the same": they never become one;
            "the same": they are one. The last word on two records counts.
        by: who said so.
    """

    left: cm.RecordId
    right: cm.RecordId
    what: Literal["save anyway", "not the same", "the same"]
    by: str = field(repr=False)


@frozen
class Saved:
    """Hold what became of some records.

    Attributes:
        golden_ids: the customer that each of them is of; nothing of a record that was removed.
        merged: the golden ids that were merged away, each with the one that goes on.
        version: the version of the tenant since.
    """

    golden_ids: Mapping[cm.RecordId, str]
    merged: Mapping[str, str]
    version: int

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        ids = [[record.source, record.key, g] for record, g in self.golden_ids.items()]
        return {"golden_ids": ids, "merged": dict(self.merged), "version": self.version}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Saved":
        """Return what JSON holds."""
        ids = {cm.RecordId(source, key): g for source, key, g in plain["golden_ids"]}
        return cls(ids, plain["merged"], plain["version"])


@frozen
class Known:
    """Hold a record that is there.

    Attributes:
        record: the record.
        golden_id: the customer that it is of.
    """

    record: Record
    golden_id: str


@frozen
class Customer:
    """Hold a customer as the golden record says.

    Attributes:
        golden_id: its id now.
        person: what is known.
        version: how often others were told of it.
    """

    golden_id: str
    person: cm.Person
    version: int


@frozen
class Request:
    """Hold what is to be changed.

    Attributes:
        now: when.
        given: records that come or change.
        removed: records that go.
        decided: what people said.
        everybody: whether all records are to be resolved anew.
    """

    now: dt.datetime
    given: Sequence[Record]
    removed: Sequence[cm.RecordId]
    decided: Sequence[Verdict]
    everybody: bool = False

    def digest(self, secret: bytes) -> str:
        """Return what tells requests apart, and says nothing of whom they are about."""
        said = [
            # The same request that comes again comes later.
            [
                record_row(one) | ({"updated_at": "now"} if one.updated_at == self.now else {})
                for one in self.given
            ],
            [id_row(one) for one in self.removed],
            [decision_row(one) for one in self.decided],
        ]
        return hashlib.blake2b(json.dumps(said).encode(), key=secret, digest_size=16).hexdigest()


def person_to_plain(person: cm.Person) -> dict[str, Any]:
    """Return a person as JSON holds it; what is not known is left out."""
    plain: dict[str, Any] = _converter.unstructure(person)
    return plain


def person_from_plain(plain: Mapping[str, Any]) -> cm.Person:
    """Return the person that JSON holds."""
    return _converter.structure(plain, cm.Person)


def id_row(record: cm.RecordId) -> dict[str, Any]:
    """Return the columns that name a record.

    Raises:
        TypeError: if its key is no text.
    """
    if not isinstance(record.key, str):
        raise TypeError(
            f"the tables hold keys of text, not of type {type(record.key).__name__}: use str(key)"
        )
    return {"source": record.source, "key": record.key}


def record_row(record: Record) -> dict[str, Any]:
    """Return the row of a record, but for when it changed."""
    at = record.updated_at
    return {
        **id_row(record.id),
        "data": person_to_plain(record.data),
        "updated_at": None if at is None else at.isoformat(),
        "deleted": False,
    }


def id_of(row: sa.Row[Any]) -> cm.RecordId:
    """Return the id of the record that a row is of."""
    return cm.RecordId(row.source, row.key)


def record_of(row: sa.Row[Any]) -> Record:
    """Return the record that a row holds."""
    at = None if row.updated_at is None else dt.datetime.fromisoformat(row.updated_at)
    return cm.Record(id_of(row), person_from_plain(row.data), at)


def decision_row(verdict: Verdict) -> dict[str, Any]:
    """Return the row of what somebody said, but for when."""
    left, right = id_row(verdict.left), id_row(verdict.right)
    return {
        "left_source": left["source"], "left_key": left["key"],
        "right_source": right["source"], "right_key": right["key"],
        "verdict": verdict.what, "by": verdict.by,
    }  # fmt: skip


def verdict_of(row: sa.Row[Any]) -> Verdict:
    """Return what somebody said, as a row holds it."""
    left, right = (
        cm.RecordId(row.left_source, row.left_key), cm.RecordId(row.right_source, row.right_key)
    )  # fmt: skip
    return Verdict(left, right, row.verdict, row.by)


def decision_of(row: sa.Row[Any]) -> steward.Decision | None:
    """Return what somebody decided, as a row holds it; None where it is for the Linker to say."""
    return decided(verdict_of(row), dt.datetime.fromisoformat(row.at))


def decided(verdict: Verdict, at: dt.datetime) -> steward.Decision | None:
    """Return what a verdict decides; None where it leaves that to the Linker."""
    if verdict.what == "save anyway":
        return None
    kind = steward.Same if verdict.what == "the same" else steward.Different
    return kind(verdict.left, verdict.right, by=verdict.by, at=at)
