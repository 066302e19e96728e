"""The trace of a golden value as lines of text, in English and Chinese."""

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from custmdm._hidden import MASK
from custmdm.data.trace_words import measure, rule_label, trace_phrase


def trace_lines(trace: Any, locale: str, *, masked: bool) -> list[str]:
    """Return what survived and why, then each claim that lost."""
    show = shown_by(trace, masked=masked)
    rules = [rule_label(rule, locale) for rule in trace.rule_path]
    settled = rules[-1]
    if len(rules) > 1:
        before = trace_phrase("comma", locale).join(rules[:-1])
        settled = trace_phrase("after", locale, rule=settled, before=before)
    said = _said_by(trace.winners)
    one = len(said) == 1 and (
        not isinstance(trace.value, tuple)
        or len(trace.value) == 1
        or isinstance(trace.winners[0].value, tuple)
    )
    if isinstance(trace.value, tuple) and not one:
        shown = _whole(trace, locale, show)
        lines = [trace_phrase("nobody", locale, path=trace.path, value=shown, rule=settled)]
        lines += [
            trace_phrase(
                "element",
                locale,
                value=show(found[0].value),
                records=_records([claim.record for claim in found], locale),
            )
            for found in said.values()
        ]
    else:
        records = _records([claim.record for found in said.values() for claim in found], locale)
        code = "head" if records else "nobody"
        value = _whole(trace, locale, show)
        lines = [
            trace_phrase(code, locale, path=trace.path, value=value, records=records, rule=settled)
        ]
    lines += [
        trace_phrase(
            "filled", locale, part=filled.part, record=filled.claim.record,
            value=show(filled.value) if not masked else MASK,
        )
        for filled in trace.filled
    ]  # fmt: skip
    for lost in trace.removed:
        line = trace_phrase(
            "removed", locale, value=show(lost.claim.value), record=lost.claim.record,
            rule=rule_label(lost.rule, locale),
        )  # fmt: skip
        if lost.margin is not None:
            margin = measure(lost.margin, lost.unit, locale)
            line += trace_phrase("margin", locale, margin=margin)
        lines.append(line)
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def shown_value(value: Any) -> str:
    """Return a value as text: of a unit its whole line, or else its parts.

    >>> shown_value(("1 High St", None, "Leeds")), shown_value(7)
    ('1 High St, Leeds', '7')
    """
    if attrs.has(type(value)):
        whole = getattr(value, "full", None)
        parts = attrs.astuple(value, recurse=False)
        return str(whole) if whole else _joined(parts)
    return _joined(value) if isinstance(value, tuple) else str(value)


def _whole(trace: Any, locale: str, show: Callable[[Any], str]) -> str:
    value = trace.value
    if value is None and trace.winners:
        value = trace.winners[0].value
    if isinstance(value, tuple) and len(trace.winners) and value == (trace.winners[0].value,):
        value = value[0]
    return trace_phrase("no_value", locale) if value in (None, ()) else show(value)


def value_text(trace: Any, locale: str = "en", *, masked: bool) -> str:
    """Return what survived as text."""
    return _whole(trace, locale, shown_by(trace, masked=masked))


def shown_by(trace: Any, *, masked: bool) -> Callable[[Any], str]:
    """Return what shows the values of a trace as text: masked by their kind, or as they are."""
    if not masked:
        return shown_value
    # A mask is made for standard values: of any other text it might show too much.
    claims = [*trace.winners, *(lost.claim for lost in trace.removed)]
    standard = {shown_value(claim.value) for claim in claims if claim.valid}
    if trace.filled and all(c.valid for c in (*trace.winners, *(f.claim for f in trace.filled))):
        standard.add(shown_value(trace.value))
    in_units = any(isinstance(claim.value, tuple) for claim in claims)

    def show(value: Any) -> str:
        if isinstance(value, tuple) and not in_units:  # a collection
            return ", ".join(map(show, value))
        return str(trace.mask(value)) if shown_value(value) in standard else MASK

    return show


def _said_by(claims: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for claim in claims:
        found.setdefault(shown_value(claim.value), []).append(claim)
    return found


def _records(records: Iterable[Any], locale: str) -> str:
    return trace_phrase("comma", locale).join(map(str, dict.fromkeys(records)))


def _joined(parts: Iterable[object]) -> str:
    return ", ".join(shown_value(part) for part in parts if part is not None)
