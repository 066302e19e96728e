"""Values that are proposed: standardized, and what is wrong with them."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from custmdm import kinds as known_kinds
from custmdm._text import is_missing
from custmdm.errors import MissingColumnError, NotAllowedError, did_you_mean
from custmdm.model import Issue, Record, RecordId, Severity, Standardized, Status, fields_of
from custmdm.steward.requests._policy import Policy
from custmdm.steward.requests._proposals import PinValue, Proposal, StateValue, UnpinValue
from custmdm.survive import Pin
from custmdm.tables import OneRecord, standardize

_HERE = RecordId("request", 0)


def checked(
    proposals: tuple[Proposal, ...], policy: Policy, request: str
) -> tuple[tuple[Proposal, ...], tuple[Issue, ...]]:
    """Return proposals with standard values, and what is wrong with these.

    Raises:
        MissingColumnError: if one is of an attribute that does not exist.
        ConfigurationError: if a value is not of the type that its attribute holds.
        NotAllowedError: if one speaks for a source that a request may not speak for.
    """
    made, issues = [], []
    for row, proposal in enumerate(proposals):
        if isinstance(proposal, StateValue) and proposal.record.source not in policy.sources:
            raise NotAllowedError(
                f"a request may not speak for the source {proposal.record.source!r}; "
                "see sources of the policy",
                rule="source",
                request=request,
            )
        one, found = _checked(proposal, policy)
        made.append(one)
        issues += [attrs.evolve(issue, row=row, record=_record(one)) for issue in found]
    return tuple(made), tuple(issues)


def _checked(proposal: Proposal, policy: Policy) -> tuple[Proposal, list[Issue]]:
    path = proposal.attribute
    if path is None:
        return proposal, []
    many = _is_many(policy, path)
    if isinstance(proposal, StateValue):
        value: Any = proposal.value
        if many:
            listed = list(value) if isinstance(value, (list, tuple)) else [value]
            value = [one for one in listed if not is_missing(one)]
        value, found = _standard(policy, path, value, many=many)
        return attrs.evolve(proposal, value=value), found
    # What is not to survive, and what a pin that is there holds, may be anything.
    if isinstance(proposal, UnpinValue) or not isinstance(proposal, PinValue):
        return proposal, []
    pin = proposal.pin
    if not isinstance(pin, Pin) or pin.value is None:
        return proposal, []
    value, found = _standard(policy, path, [pin.value] if many else pin.value, many=many)
    value = value[0] if many else value
    return attrs.evolve(proposal, pin=attrs.evolve(pin, value=value)), found


def _is_many(policy: Policy, path: str) -> bool:
    if policy.record is None:
        known = dict.fromkeys(policy.kinds or {}, False)
    else:
        known = {spec.name: spec.many for spec in fields_of(policy.record)}
    if path not in known:
        raise MissingColumnError(
            f"a proposal is of {path!r}, which is no attribute: a unit is proposed whole. "
            + did_you_mean(path, known)
        )
    return known[path]


def _standard(policy: Policy, path: str, value: Any, *, many: bool) -> tuple[Any, list[Issue]]:
    if value is None:
        return None, []
    made, found, read = _read(policy, path, value, many=many)
    fillers = {(part, code) for part, said in read.values.items() for code in _fillers(said)}
    issues = [
        attrs.evolve(issue, severity=Severity.ERROR)
        if (issue.path, issue.code) in fillers
        else issue
        for issue in found
    ]
    if made is None or (many and len(made) < len(value)):
        # What a table takes for no value at all somebody did propose: it is not dropped.
        return value, [*issues, Issue(path=path, code="value.rejected", severity=Severity.ERROR)]
    return made, issues


def _read(
    policy: Policy, path: str, value: Any, *, many: bool
) -> tuple[Any, Iterable[Issue], OneRecord]:
    """Return a value as a table shows it, what is wrong with it, and how each part was read."""
    if policy.record is not None:
        data = policy.record(**{path: tuple(value) if many else value})
        done = standardize([Record(_HERE, data)], context=policy.context)
        made = getattr(done.data[0].data, path)
        read = OneRecord.of_data(data, policy.record, (), policy.context)
        return list(made) if many else made, done.issues, read
    of_kind = {path: known_kinds.get((policy.kinds or {})[path])}
    table = standardize([{path: value}], kinds=of_kind, context=policy.context)
    read = OneRecord.of_row({path: value}, of_kind, (), policy.context)
    return table.data[0][path], table.issues, read


def _fillers(said: Iterable[Standardized | None]) -> Iterator[str]:
    """Yield why values are placeholders: a table can live with them, and nobody proposes them."""
    for value in said:
        if value is not None and value.status is Status.PLACEHOLDER:
            yield from value.reasons


def _record(proposal: Proposal) -> RecordId | None:
    return proposal.record if isinstance(proposal, StateValue) else None
