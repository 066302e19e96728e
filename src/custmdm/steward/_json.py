"""Decisions as JSON, a line each, and back."""

from collections.abc import Mapping
from types import NoneType
from typing import Any

import attrs

from custmdm.errors import LedgerFileError
from custmdm.ledger._files import dumps, made, opened_line
from custmdm.ledger._migrate import Step
from custmdm.ledger._plain import Codec, record_from_plain
from custmdm.model import AliasValue, Always, IgnoreValue, Never
from custmdm.steward._decisions import Decision, Different, PairDecision, Ruling, Same, Unsure

FORMAT = "custmdm.decision"
VERSION = 1
# For each older version what makes of one of its objects one of the next version.
STEPS: Mapping[int, Step] = {}

_SEEN: Mapping[str, type[PairDecision]] = {"same": Same, "different": Different, "unsure": Unsure}
_RULED: Mapping[str, type[Always | Never]] = {"always": Always, "never": Never}
_OF_VALUES: Mapping[str, type[IgnoreValue | AliasValue]] = {
    "ignore_value": IgnoreValue, "alias_value": AliasValue,
}  # fmt: skip
_NAME_OF = {cls: name for names in (_SEEN, _RULED, _OF_VALUES) for name, cls in names.items()}


def decision_to_json(decision: Decision) -> str:
    """Return a decision as one line of JSON.

    >>> import datetime as dt
    >>> said = Same("crm:1", "crm:2", by="li", at=dt.datetime(2026, 5, 1), reason="phoned")
    >>> decision_from_json(decision_to_json(said)) == said
    True

    Raises:
        LedgerFileError: if it is none, or a record has a key that JSON cannot hold.
    """
    if not isinstance(decision, (PairDecision, Ruling)) or type(decision) is PairDecision:
        raise LedgerFileError(f"a {type(decision).__name__} is no decision", rule="type")
    codec = Codec().converter
    what: Any = decision.holds if isinstance(decision, Ruling) else decision
    plain = codec.unstructure(decision, Decision)
    if isinstance(what, (IgnoreValue, AliasValue)):
        plain |= attrs.asdict(what)
    else:
        plain |= {"left": what.left, "right": what.right}
    if isinstance(decision, PairDecision):
        plain["evidence"] = decision.evidence
    told = {name: codec.unstructure(value) for name, value in plain.items() if value is not None}
    return dumps({FORMAT: VERSION, "type": _NAME_OF[type(what)], **told})


def decision_from_json(text: str) -> Decision:
    """Return the decision that JSON holds.

    Raises:
        LedgerFileError: if the text was cut, is of a newer version, or is something else.
    """
    plain = opened_line(text, FORMAT, "decision", STEPS, VERSION)
    return made(lambda: _made(plain), None)


def _made(plain: dict[str, Any]) -> Decision:
    name, evidence = plain.pop("type"), plain.pop("evidence", None)
    if name in _OF_VALUES:
        values = _OF_VALUES[name]
        parts = {part.name: plain.pop(part.name) for part in attrs.fields(values)}
        return Ruling(values(**parts), **_said(plain))
    left, right = (record_from_plain(plain.pop(side)) for side in ("left", "right"))
    more = _said(plain)
    if name in _SEEN:
        if not isinstance(evidence, (str, NoneType)):
            raise ValueError
        return _SEEN[name](left, right, evidence=evidence, **more)
    return Ruling(_RULED[name](left, right), **more)


def _said(plain: dict[str, Any]) -> dict[str, Any]:
    """Return who said it, when and why."""
    return attrs.asdict(Codec().converter.structure(plain, Decision), recurse=False)
