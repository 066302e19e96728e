"""A table of trust as plain JSON."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from custmdm.errors import CustmdmError, ModelError
from custmdm.survive import Downgrade, MostTrusted, Trust


def write_trust(rule: MostTrusted) -> dict[str, Any]:
    """Return the options of a rule of trust. The time is no setting: a run says it."""
    return {
        "attribute": rule.attribute,
        "trust": [
            {"source": source, "attribute": attribute, **_written(trust)}
            for source, attribute, trust in rule.trust
        ],
        "default": _written(rule.default),
        "downgrade": {
            "percent": rule.downgrade.percent,
            "reserve_minimum": rule.downgrade.reserve_minimum,
        },
    }


def read_trust(written: Mapping[str, Any], path: str) -> MostTrusted:
    """Return the rule that was written.

    Raises:
        ModelError: if it is no rule of trust.
    """
    try:
        trust = tuple(_entry(dict(entry)) for entry in written["trust"])
        default = _read(dict(written["default"]))
        downgrade = Downgrade(**written["downgrade"])
        attribute = written["attribute"]
        if set(written) != {"trust", "default", "downgrade", "attribute"}:
            raise ModelError("has an unknown entry")
        if not (attribute is None or isinstance(attribute, str)):
            raise ModelError("an attribute is text")
        return MostTrusted(trust, default, downgrade, attribute)
    except KeyError as error:
        raise ModelError(f"{path}: lacks {error}") from None
    except (CustmdmError, TypeError, ValueError, OverflowError) as error:
        raise ModelError(f"{path}: {error}") from None


def _entry(entry: dict[str, Any]) -> tuple[str, str | None, Trust]:
    source, attribute = entry.pop("source"), entry.pop("attribute")
    if not isinstance(source, str) or not (attribute is None or isinstance(attribute, str)):
        raise ModelError("a source, and an attribute, are text")
    return source, attribute, _read(entry)


def _written(trust: Trust) -> dict[str, Any]:
    seconds = trust.period.total_seconds()
    return {
        "maximum": trust.maximum, "minimum": trust.minimum, "period_seconds": seconds,
        "curve": trust.curve,
    }  # fmt: skip


def _read(written: dict[str, Any]) -> Trust:
    period = dt.timedelta(seconds=written.pop("period_seconds"))
    return Trust(**written, period=period)
