"""The endpoints. They are plain functions, run in threads: the host waits for its database."""

import contextlib
from collections.abc import Iterator
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Header, Path, Response
from pydantic import StringConstraints

import custmdm as cm
from examples.crm_sqlalchemy import BusyError, Record, Verdict

from . import answers
from .callers import Reader, Visit, Writer
from .forms import (
    CheckIn,
    CheckOut,
    CustomerOut,
    FaultOut,
    ProblemOut,
    RecordKey,
    SavedOut,
    SaveIn,
)
from .problems import MEDIA_TYPE, PROBLEMS, ProblemError

_WORDS: dict[str, Literal["save anyway", "not the same"]] = {
    "save_anyway": "save anyway", "not_the_same": "not the same"
}  # fmt: skip
# Of a customer not saved yet; no record that is there has an empty source.
_NEW = cm.RecordId("", "new")

RequestKey = Annotated[
    str,
    Header(alias="Idempotency-Key", description="the same again gets the same answer"),
    StringConstraints(pattern=r"^[!-~]{1,128}$"),
]
GoldenId = Annotated[str, Path(), StringConstraints(pattern=r"^[\w.:-]{1,128}$")]


def _problems(*more: str) -> dict[int | str, dict[str, Any]]:
    """Describe the problems that an endpoint may answer with."""
    codes = sorted({*_ALWAYS, *more})
    found: dict[int | str, dict[str, Any]] = {}
    for status in sorted({PROBLEMS[code].status for code in codes}):
        said = " or ".join(code for code in codes if PROBLEMS[code].status == status)
        found[status] = {"description": said, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
    return found


_ALWAYS = "caller.unknown", "caller.not_allowed", "tenant.unknown", "request.invalid", "host.busy"
_PROBLEM = {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}
_BODY = ("request.unreadable", "request.too_large")
_WRITE = ("key.missing", "key.reused", "host.outdated")
router = APIRouter(prefix="/v1")


@router.post(
    "/customers/check",
    operation_id="checkCustomer",
    tags=["customers"],
    responses=_problems(*_BODY),
)
def check(form: CheckIn, visit: Reader) -> CheckOut:
    """Answer whether a customer is known, and why. It changes nothing and blocks nothing."""
    own = cm.RecordId.parse(form.record) if form.record else _NEW
    return answers.checked(visit, Record(own, form.customer.to_person()), form.limit)


@router.put(
    "/records/{record}", operation_id="saveRecord", tags=["records"],
    responses=_problems(*_BODY, *_WRITE, "verdict.unknown_record"),
)  # fmt: skip
def save(record: RecordKey, form: SaveIn, key: RequestKey, visit: Writer) -> SavedOut:
    """Save a customer as one source knows it, whether others are alike or not.

    Records that match become one customer by the rules of the batch job.
    """
    now, own = visit.desk.now(), cm.RecordId.parse(record)
    said = [
        Verdict(own, cm.RecordId.parse(one.record), _WORDS[one.verdict], visit.caller.name)
        for one in form.verdicts
    ]
    if any(one.left == one.right for one in said):
        raise ProblemError("request.invalid", (FaultOut(path="body.verdicts", code="itself"),))
    given = Record(own, form.customer.to_person(), now)
    with _waiting(visit):
        told = visit.host.save([given], now=now, decided=said, request_id=_request_id(visit, key))
    return answers.saved(own, told, answers.issues(visit, given))


@router.delete(
    "/records/{record}", operation_id="removeRecord", tags=["records"],
    responses=_problems(*_WRITE, "record.unknown"),
)  # fmt: skip
def remove(record: RecordKey, key: RequestKey, visit: Writer) -> SavedOut:
    """Mark a record as deleted; its customer ends if it has no other."""
    own = cm.RecordId.parse(record)
    with _waiting(visit):
        told = visit.host.remove([own], now=visit.desk.now(), request_id=_request_id(visit, key))
    return answers.saved(own, told, [])


@router.get(
    "/customers/{golden_id}", operation_id="readCustomer", tags=["customers"],
    response_model=CustomerOut,
    responses=_problems("customer.unknown")
    | {307: {"description": "the id was merged away; Location has the one that goes on"}},
)  # fmt: skip
def read(golden_id: GoldenId, visit: Reader) -> CustomerOut | Response:
    """Return the golden record of a customer; of an id that was merged away where it is now."""
    found = visit.host.customer(golden_id)
    if found is None:
        raise ProblemError("customer.unknown")
    if found.golden_id != golden_id:
        # For the time being: a redirect ends when its merge is undone.
        return Response(status_code=307, headers={"Location": quote(found.golden_id, safe="")})
    return answers.customer(visit, found)


@contextlib.contextmanager
def _waiting(visit: Visit) -> Iterator[None]:
    if not visit.desk.waiting.acquire(blocking=False):
        raise BusyError("too many saves wait; nothing is saved, try again")
    try:
        yield
    finally:
        visit.desk.waiting.release()


def _request_id(visit: Visit, key: str) -> str:
    # Keys of two callers have nothing to do with each other.
    return f"{len(visit.caller.name)}:{visit.caller.name}:{key}"
