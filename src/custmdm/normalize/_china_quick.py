"""The short way for Chinese addresses in plain characters that begin with a sure place."""

from collections.abc import Sequence
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm.data.han import simplified
from custmdm.model import Standardized
from custmdm.normalize._answers import valid
from custmdm.normalize._china_places import FULL_COUNTY, QuickPlace, may_begin, quick_place
from custmdm.normalize._china_street import street_key, street_parts

# What needs no cleaning, and holds no phone, postcode or name apart.
_STREET = "(?:[0-9]{1,5}(?:-[0-9]{1,3})*(?:[\u4e00-\u9fffA-Za-z]+|$))*"
_PLAIN = lazy_pattern("[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]{4,80}" + _STREET)
_SPACED = lazy_pattern("(?:[\u4e00-\u9fff]{2,12} ){1,3}[\u4e00-\u9fffA-Za-z]+" + _STREET)
# What a person's name apart may look like.
_SHORT_END = lazy_pattern(" [\u4e00-\u9fff]{2,4}$")


class AddressAnswer(NamedTuple):
    """Hold what an answer is made of.

    Attributes:
        value: the address with the full names of its divisions.
        reasons: why it is doubtful.
        parts: what it consists of.
        keys: the match keys, the identity first.
    """

    value: str
    reasons: tuple[str, ...]
    parts: dict[str, str]
    keys: tuple[str, ...]


def quick_chinese_address(text: str) -> Standardized | None:
    """Return the answer for a plain line that begins with a county that is sure, else None.

    >>> quick_chinese_address("四川成都市武侯区科技路87号").value
    '四川省成都市武侯区科技路87号'
    >>> quick_chinese_address("武侯祠大街")
    """
    found = plain_place(text)
    if found is None:
        return None
    value, _, parts, keys = at_place(found[0], text[found[1] :])
    return valid(text, value, parts=parts, keys=keys)


def quick_chinese_texts(texts: Sequence[str]) -> list[str | None]:
    """Return the value of each quick answer, None for the others.

    >>> quick_chinese_texts(["四川 成都 武侯区 科技路87号", "武侯祠大街"])
    ['四川省成都市武侯区科技路87号', None]
    """
    values: list[str | None] = []
    for text in texts:
        found = plain_place(text)
        values.append(None if found is None else found[0].full_name + text[found[1] :])
    return values


def plain_place(text: str) -> tuple[QuickPlace, int] | None:
    """Return the place that a plain line begins with, and where its street begins."""
    if " " not in text:
        found = quick_place(text) if _PLAIN.fullmatch(text) else None
    elif _SPACED.fullmatch(text) and not _SHORT_END.search(text):
        found = spaced_place(text)
    else:
        return None
    if found is None:
        return None
    place, end = found
    # 武侯區 is longer than 武侯, and what is written twice is taken off.
    unsure = place.form != FULL_COUNTY and simplified(text) != text
    return None if unsure or may_begin(text, end) else found


def spaced_place(simple: str) -> tuple[QuickPlace, int] | None:
    """Return the place that a line begins with, blanks between its names or not."""
    found = quick_place(simple.replace(" ", ""))
    if found is None:
        return None
    place, left = found
    end = left
    while (further := left + simple.count(" ", 0, end)) != end:
        end = further
    return place, end + (simple[end : end + 1] == " ")


def at_place(place: QuickPlace, detail: str) -> AddressAnswer:
    parts = {**place.parts, **street_parts(detail)}
    key = place.key
    if detail:
        parts["detail"] = detail
        street = street_key(detail)
        key = f"{key}|{street}" if street else key
    return AddressAnswer(place.full_name + detail, (), parts, (key,))
