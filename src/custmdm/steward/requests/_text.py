"""A change request as lines of text, in English and Chinese."""

from collections.abc import Iterable
from typing import Any

from custmdm.data.request_words import request_phrase
from custmdm.model._trace_text import shown_value
from custmdm.steward.requests._proposals import (
    Add,
    Erase,
    Merge,
    Move,
    PinValue,
    Proposal,
    Split,
    StateValue,
    Unmerge,
)
from custmdm.steward.requests._state import Request
from custmdm.survive import Ignore


def describe(request: Request, locale: str = "en", *, values: bool = False) -> str:
    """Return a request in words: how it stands, each proposal, what is wrong and what changed.

    Args:
        request: the request.
        locale: English ("en") or Chinese ("zh").
        values: whether to show what values are proposed; they are personal.
    """
    revision = request.revision
    status = request_phrase(request.status, locale, n=len(request.approvals), of=revision.approvals)
    head = request_phrase(
        "head", locale, id=request.id, revision=revision.number, risk=revision.risk, status=status
    )
    lines = [_proposal(one, locale, values=values) for one in revision.proposals]
    lines += [issue.text(locale) for issue in revision.issues]
    lines += [
        request_phrase("stale", locale, id=golden_id, base=stale.base, current=stale.current)
        for golden_id, stale in request.stale.items()
    ]
    return "\n".join([head, *(f"  {line}" for line in lines)])


def _proposal(one: Proposal, locale: str, *, values: bool) -> str:
    code, params = _words(one, locale)
    said = request_phrase(code, locale, **params)
    if not values or not isinstance(one, (PinValue, StateValue)):
        return said
    value = one.value if isinstance(one, StateValue) else one.pin.value
    return request_phrase("value", locale, said=said, value=_shown(value, locale))


def _words(one: Proposal, locale: str) -> tuple[str, dict[str, object]]:
    match one:
        case Merge():
            if one.into is None:
                return "merge", {"ids": _listed(one.golden_ids, "and", locale)}
            others = [golden_id for golden_id in one.golden_ids if golden_id != one.into]
            return "merge_into", {"ids": _listed(others, "and", locale), "to": one.into}
        case PinValue():
            ignores = one.kind == "pin" and isinstance(one.pin, Ignore)
            code = "ignore" if ignores else one.kind
            return code, {"id": one.golden_id, "path": one.pin.path}
        case StateValue():
            return "state", {"id": one.golden_id, "record": one.record, "path": one.path}
        case Unmerge():
            if one.what is None:
                return "unmerge", {"id": one.golden_id}
            return "unmerge_what", {"id": one.golden_id, "what": one.what}
        case Split():
            return "split", {"id": one.golden_id, "ids": _listed(one.parts, "and", locale)}
        case Move():
            records = _listed(one.records, "comma", locale)
            return "move", {"id": one.golden_id, "records": records, "to": one.to}
        case Add() | Erase():
            code = "erase_records" if isinstance(one, Erase) and one.records else one.kind
            return code, {"id": one.golden_id, "records": _listed(one.records, "comma", locale)}
        case _:
            return one.kind, {}


def _listed(found: Iterable[object], code: str, locale: str) -> str:
    return request_phrase(code, locale).join(map(str, found))


def _shown(value: Any, locale: str) -> str:
    if value is None or value == []:
        return request_phrase("no_value", locale)
    if isinstance(value, (list, tuple)):
        return request_phrase("comma", locale).join(
            shown_value(part) for part in value if part is not None
        )
    return shown_value(value)
