"""What the host says, as the answers of the API."""

from collections.abc import Iterable

import custmdm as cm
from custmdm.model import Contribution
from examples.crm_sqlalchemy import Customer, Known, Record, Saved

from .callers import Visit
from .forms import (
    CandidateOut,
    CheckOut,
    CustomerOut,
    IssueOut,
    MergedOut,
    ReasonOut,
    SavedOut,
    ValuesOut,
)
from .masks import values_of

_MISSING = {-1: "both_missing", -2: "one_missing", -3: "placeholder", -4: "not_comparable"}


def checked(visit: Visit, record: Record, limit: int) -> CheckOut:
    """Return whether a customer is known."""
    found = visit.host.check(record)
    known = visit.host.known(one.id for one in found)
    # Who was removed between the two is not shown.
    there = [one for one in found if one.id in known]
    decisions = {one.decision for one in there}
    certain = cm.Decision.MATCH in decisions
    return CheckOut(
        known="yes" if certain else "maybe" if there else "no",
        candidates=[_candidate(visit, record, one, known[one.id]) for one in there[:limit]],
        total=len(there),
        issues=issues(visit, record),
        masked=not visit.clear,
    )


def _candidate(visit: Visit, record: Record, found: cm.Candidate, known: Known) -> CandidateOut:
    return CandidateOut(
        record=str(found.id),
        golden_id=known.golden_id,
        decision="match" if found.decision is cm.Decision.MATCH else "possible",
        probability=round(found.score.probability, 4),
        weight=_bits(found.score.weight),
        reasons=[_reason(one, visit.locale) for one in found.score.contributions],
        text=found.explain(visit.locale),
        values=_side_by_side(visit, record, known.record),
    )


def _reason(told: Contribution, locale: str) -> ReasonOut:
    weight = _bits(told.weight)
    verdict = "supports" if weight > 0 else "contradicts" if weight < 0 else "silent"
    alike = "equal" if told.label == "equal" else "alike" if told.level else "different"
    code = _MISSING.get(told.level, alike)
    return ReasonOut.model_validate(
        {
            "field": told.comparison, "verdict": verdict, "code": code,
            "weight": weight, "text": told.text(locale),
        }
    )  # fmt: skip


def _bits(weight: float) -> float:
    # Minus zero is no weight.
    return round(weight, 2) + 0.0


def _side_by_side(visit: Visit, given: Record, found: Record) -> list[ValuesOut]:
    # What was given is masked too: it may be just what a candidate has.
    left, right = (_values(visit, one.data) for one in _standard(visit, given, found))
    return [
        ValuesOut(field=name, given=left.get(name, []), found=right.get(name, []))
        for name in dict.fromkeys((*left, *right))
    ]


def _values(visit: Visit, person: cm.Person) -> dict[str, list[str]]:
    context = visit.host.linker.context
    values = values_of(person, context, clear=visit.clear)
    return {name: list(texts) for name, texts in values.items()}


def _standard(visit: Visit, *records: Record) -> Iterable[Record]:
    return cm.standardize(records, context=visit.host.linker.context).data


def issues(visit: Visit, record: Record) -> list[IssueOut]:
    """Return what is wrong with what was typed."""
    found = cm.standardize([record], context=visit.host.linker.context).issues
    return [
        IssueOut(
            path=one.path, code=one.code, severity=one.severity.value, text=one.text(visit.locale)
        )
        for one in found
    ]


def saved(record: cm.RecordId, told: Saved, found: list[IssueOut]) -> SavedOut:
    """Return what became of a record."""
    merged = [MergedOut(golden_id=gone, into=into) for gone, into in told.merged.items()]
    return SavedOut(
        record=str(record), golden_id=told.golden_ids.get(record), merged=merged,
        version=told.version, issues=found,
    )  # fmt: skip


def customer(visit: Visit, found: Customer) -> CustomerOut:
    """Return a customer."""
    return CustomerOut(
        golden_id=found.golden_id, version=found.version, values=_values(visit, found.person),
        masked=not visit.clear,
    )  # fmt: skip
