"""A preview as lines of text, in English and Chinese."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from custmdm._hidden import hidden
from custmdm.data.preview_words import preview_phrase, reason_label
from custmdm.model._trace_text import shown_value

Show = Callable[[Any], str]


def preview_lines(preview: Any, locale: str, *, masked: bool) -> list[str]:
    """Return what would happen, each customer that would be, and what is lost and differs."""
    show = hidden if masked else shown_value
    ids = preview_phrase("and", locale).join(golden.id for golden in preview.before)
    head = preview_phrase(preview.action, locale, ids=ids, n=len(preview.after))
    lines = [_customer(golden, locale, show) for golden in preview.after]
    lines += [
        preview_phrase("redirect", locale, id=golden_id, to=to)
        for golden_id, to in preview.redirects.items()
    ]
    lines += [
        preview_phrase(
            f"conflict_{preview.action}", locale, path=conflict.path,
            values=_sides(conflict.values, locale, show),
            value=_shown(conflict.value, locale, show),
        )
        for conflict in preview.conflicts
    ]  # fmt: skip
    lines += [
        preview_phrase(
            "loss", locale, id=loss.golden_id, path=loss.path, value=show(loss.value),
            reason=reason_label(loss.rule, locale),
        )
        for loss in preview.losses
    ]  # fmt: skip
    return [head, *(f"  {line}" for line in lines)]


def _customer(golden: Any, locale: str, show: Show) -> str:
    values = {path: value for path, value in golden.data.items() if value not in (None, ())}
    said = preview_phrase("semicolon", locale).join(
        f"{path} {_shown(value, locale, show)}" for path, value in values.items()
    )
    n = len(golden.members)
    code = "one_record" if n == 1 else "customer"
    values_text = said or preview_phrase("no_value", locale)
    return preview_phrase(code, locale, id=golden.id, n=n, values=values_text)


def _sides(values: Mapping[str, Any], locale: str, show: Show) -> str:
    sides: Iterable[str] = (
        preview_phrase("side", locale, value=show(value), id=golden_id)
        for golden_id, value in values.items()
    )
    return preview_phrase("comma", locale).join(sides)


def _shown(value: Any, locale: str, show: Show) -> str:
    if isinstance(value, tuple):  # a collection, or a unit of several columns
        return ", ".join(show(part) for part in value if part is not None)
    return preview_phrase("no_value", locale) if value is None else show(value)
