"""Values that are proposed: standardized, and what is wrong with them."""

from typing import Any

import attrs

from custmdm.errors import MissingColumnError, NotAllowedError, did_you_mean
from custmdm.model import Issue, Record, RecordId, Severity, fields_of
from custmdm.steward.requests._policy import Policy
from custmdm.steward.requests._proposals import PinValue, Proposal, StateValue, UnpinValue
from custmdm.survive import Pin
from custmdm.tables import standardize

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
            value = [one for one in listed if one is not None]
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
    if policy.record is not None:
        data = policy.record(**{path: tuple(value) if many else value})
        done = standardize([Record(_HERE, data)], context=policy.context)
        (made,) = done.data
        value = getattr(made.data, path)
        value = list(value) if many else value
    else:
        kind = (policy.kinds or {})[path]
        read = standardize([{path: value}], kinds={path: kind}, context=policy.context)
        value, done = read.data[0][path], read
    return value, [_strict(issue) for issue in done.issues]


def _strict(issue: Issue) -> Issue:
    """Return an issue; one that a table can live with, nobody proposes."""
    if issue.code == "value.placeholder":
        return attrs.evolve(issue, severity=Severity.ERROR)
    return issue


def _record(proposal: Proposal) -> RecordId | None:
    return proposal.record if isinstance(proposal, StateValue) else None
