"""How a notebook shows a pair to label: Python says what, `label.js` draws it."""

from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from custmdm.charts._altair import of_extra
from custmdm.data.label_words import label_words
from custmdm.data.outcome_labels import outcome_label
from custmdm.steward import Compared

_LONGEST = 2_000  # characters of a value


def anywidget() -> Any:
    """Return the module anywidget."""
    return of_extra("anywidget", "labelling needs")


def widget_of(reply: Callable[[Any], dict[str, Any]]) -> Any:
    """Return a widget that hands on what is pressed, and shows the reply."""
    folder = files("custmdm.charts")
    code = {
        f"_{name}": folder.joinpath(file).read_text(encoding="utf-8")
        for name, file in (("esm", "label.js"), ("css", "label.css"))
    }
    widget = type("LabelWidget", (anywidget().AnyWidget,), code)()

    def on_message(_widget: Any, said: Any, _buffers: Any) -> None:
        # By message and not as its state: a notebook that is saved keeps the state of widgets.
        widget.send(reply(said))

    widget.on_msg(on_message)
    return widget


def view_of(
    *,
    at: Sequence[str],
    fields: Iterable[Compared],
    done: int,
    total: int,
    path: Path,
    locale: str,
) -> dict[str, Any]:
    """Return what to show, as plain values.

    Args:
        at: the pair that is asked about; nothing where all have an answer.
        fields: what the two say.
        done: how many pairs have an answer.
        total: how many there are.
        path: where answers go.
        locale: English ("en") or Chinese ("zh").
    """
    words = label_words(locale)
    said = {
        "counter": words["counter"].format(at=min(done + 1, total), total=total),
        "finished": words["finished" if total else "nothing"].format(total=total),
        "saved": words["saved"].format(path=path),
    }
    told = (one for one in fields if one.left or one.right)
    return {
        "at": at,
        "done": done,
        "total": total,
        "fields": [_field(one, words, locale) for one in told],
        "words": words | said,
    }


def _field(one: Compared, words: dict[str, str], locale: str) -> dict[str, Any]:
    told = [words[one.agreement]]
    if one.bits is not None and one.agreement != "not compared":
        told += [outcome_label(one.label, locale), words["bits"].format(bits=one.bits)]
    return {
        "field": one.field,
        "left": [_short(text) for text in one.left],
        "right": [_short(text) for text in one.right],
        "agreement": one.agreement,
        "told": told,
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
