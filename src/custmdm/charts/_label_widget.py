"""How a notebook shows a Labeller: Python says what, `label.js` draws it."""

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from custmdm.data.label_words import label_words
from custmdm.data.outcome_labels import outcome_label
from custmdm.errors import CustmdmError, MissingExtraError

if TYPE_CHECKING:
    from custmdm.charts._label import Labeller
    from custmdm.steward import Compared

_ANSWERS = {"same": True, "different": False, "unsure": None}
_LONGEST = 2_000  # characters of a value


def anywidget() -> Any:
    """Return the module anywidget.

    Raises:
        MissingExtraError: if it is not installed.
    """
    try:
        import anywidget as module
    except ImportError as error:
        raise MissingExtraError(
            'labelling needs the extra "charts": pip install "custmdm[charts]"'
        ) from error
    return module


def widget_of(labeller: "Labeller") -> Any:
    """Return a widget that asks what a Labeller asks."""
    folder = files("custmdm.charts")
    code = {
        f"_{name}": folder.joinpath(file).read_text(encoding="utf-8")
        for name, file in (("esm", "label.js"), ("css", "label.css"))
    }
    widget = type("LabelWidget", (anywidget().AnyWidget,), code)()

    def on_message(_widget: Any, said: Any, _buffers: Any) -> None:
        # By message and not as its state: a notebook that is saved keeps the state of widgets.
        widget.send(reply(labeller, said))

    widget.on_msg(on_message)
    return widget


def reply(labeller: "Labeller", said: Any) -> dict[str, Any]:
    """Do what somebody pressed, and return what to show then.

    Args:
        labeller: what asks.
        said: a dict with `press`, which is "same", "different", "unsure", "back" or nothing, and
            `at`, the pair it was pressed for: of a key that is pressed twice the second is not for
            the pair that comes next.
    """
    error = ""
    try:
        if said["at"] == _at(labeller):
            if said["press"] in _ANSWERS and labeller.pair is not None:
                labeller.answer(_ANSWERS[said["press"]])
            elif said["press"] == "back":
                labeller.undo()
    except (OSError, CustmdmError) as failed:
        error = str(failed)
    return view_of(labeller, error)


def view_of(labeller: "Labeller", error: str = "") -> dict[str, Any]:
    """Return what to show, as plain values."""
    words, total, done = label_words(labeller.locale), len(labeller.pairs), labeller.done
    finished = "finished" if total else "nothing"
    return {
        "at": _at(labeller),
        "done": done,
        "total": total,
        "fields": [
            _field(one, words, labeller.locale) for one in labeller.fields if one.left or one.right
        ],
        "error": error and words["failed"].format(error=error),
        "words": words
        | {
            "counter": words["counter"].format(at=min(done + 1, total), total=total),
            "finished": words[finished].format(total=total),
            "saved": words["saved"].format(path=labeller.path),
        },
    }


def _at(labeller: "Labeller") -> list[str]:
    return [str(record) for record in labeller.pair or ()]


def _field(one: "Compared", words: dict[str, str], locale: str) -> dict[str, Any]:
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
