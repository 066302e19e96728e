"""The values of a field as folded text, one by one or all in one pass."""

import operator
from collections.abc import Callable, Sequence
from typing import Any

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.columns import PersonNames
from custmdm.data.han import simplified
from custmdm.model import PersonName

Names = tuple[str | None, str | None, str | None]


def folded(value: Any) -> str:
    """Return a value as text for matching, in simplified characters."""
    return _folded(text_of(value))


def _folded(text: str) -> str:
    # Letters and digits of ASCII need no more, and most names are made of them.
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.lower().split())
    return simplified(fold(text))


# What folding makes of a character of ASCII that is seen.
_OF_ASCII = {
    code: "" if chr(code) in "'`" else chr(code).lower() if chr(code).isalnum() else " "
    for code in range(32, 127)
}


def folded_texts(texts: Sequence[str]) -> list[str]:
    """Return each text as for matching, those in ASCII in one pass.

    >>> folded_texts(["O'Brien, Anna", "Müller"])
    ['obrien anna', 'muller']
    """
    others = [i for i, text in enumerate(texts) if not (text.isascii() and text.isprintable())]
    plain = list(texts)
    for i in others:
        plain[i] = ""
    joined = "\n".join(plain).translate(_OF_ASCII)
    while "  " in joined:
        joined = joined.replace("  ", " ")
    found = joined.replace(" \n", "\n").replace("\n ", "\n").strip(" ").split("\n")
    for i in others:
        found[i] = _folded_other(texts[i])
    return found if texts else []


def _folded_other(text: str) -> str:
    # Simple Chinese characters are what they are folded to.
    if _HAN_ONLY.fullmatch(text):
        return simplified(text.lower())
    return simplified(fold(text))


_HAN_ONLY = lazy_pattern("[0-9A-Za-z\u4e00-\u9fff]+")


def text_of(value: Any) -> str:
    """Return a value as text: a unit by the parts that name it."""
    if isinstance(value, str):
        return value
    if hasattr(value, "__attrs_attrs__"):
        line = " ".join(filter(None, _names(value))) or getattr(value, "street", None)
        return line or getattr(value, "full", None) or ""
    return str(value)


def texts_of(values: Sequence[Any]) -> list[str]:
    """Return each value as text, names in one pass."""
    types = {PersonName} if isinstance(values, PersonNames) else set(map(type, values))
    if types == {str}:
        return list(values)
    if types == {PersonName}:
        lines = [" ".join(filter(None, parts)) for parts in names_of(values)]
        for i in [i for i, line in enumerate(lines) if not line]:
            lines[i] = text_of(values[i])
        return lines
    return list(map(text_of, values))


def names_of(values: Sequence[Any]) -> list[Names]:
    """Return the given, middle and family name of each value, None where it has none."""
    if isinstance(values, PersonNames):
        return list(zip(*map(values.part, ("given", "middle", "family")), strict=True))
    of_names = set(map(type, values)) == {PersonName}
    return list(map(_NAMED if of_names else _names, values))


def _names(value: Any) -> Names:
    if isinstance(value, str):
        return None, None, None
    return (
        getattr(value, "given", None),
        getattr(value, "middle", None),
        getattr(value, "family", None),
    )


_NAMED: Callable[[Any], Names] = operator.attrgetter("given", "middle", "family")
