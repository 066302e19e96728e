"""Names in Chinese characters: family and given name, and what stands beside them."""

from collections.abc import Mapping
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.han import simplified
from custmdm.data.romanised import romanised_keys, split_han
from custmdm.data.surnames import is_common_surname, surname_size
from custmdm.model import Standardized
from custmdm.normalize._answers import placeholder, suspect, valid
from custmdm.normalize._person_name_honorifics import (
    ADDRESSED,
    JAPANESE,
    ORGANIZATION,
    is_honorific,
    is_surname,
    without_honorific,
)
from custmdm.normalize._person_name_reading import beside

_HAN = r"[〆〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
HAN = lazy_pattern(_HAN)
_ALL_HAN = lazy_pattern(f"{_HAN}+")
_DOT = lazy_pattern(r"\s*[·•・‧∙.]\s*")
_MAIDEN = lazy_pattern(r"(?:旧姓|舊姓|原姓|本姓|娘家姓)[\s:]*(?=.)")
_GENDERS = frozenset("男 女 男士 女性 男性 先生/女士".split())
# 小王 and 老张 name a family only.
_FAMILIAR = lazy_pattern("^[小老阿]$")


class HanName(NamedTuple):
    """A name as it was read: what is stored, its parts, whether it could be divided."""

    value: str
    parts: dict[str, str]
    reasons: tuple[str, ...] = ()


def han_answer(text: str, locale: str | None) -> Standardized:
    """Return the answer for a clean name in Chinese characters."""
    bare, extra = han_beside(text)
    if text[0] in "([【" and without_honorific(text[1:-1])[0] == "":
        return placeholder(text)
    name, honorific = without_honorific(ADDRESSED.sub("", bare))
    if not name:
        return placeholder(text)  # 先生 alone names nobody
    read = read_han(name, locale)
    value, parts = read.value, dict(read.parts)
    said = (parts.pop("honorific", ""), honorific, extra.pop("honorific", ""))
    parts |= extra | ({"honorific": " ".join(filter(None, said))} if any(said) else {})
    keys = han_keys(value, parts)
    if extra:
        value = f"{value} ({'; '.join(extra.values())})"
    if not all(keys) or not keys:
        return suspect(text, text, "name.not_split")
    if read.reasons:
        return suspect(text, value, *read.reasons, parts=parts, keys=keys)
    return valid(text, value, parts=parts, keys=keys)


def han_beside(name: str) -> tuple[str, dict[str, str]]:
    """Return a name without its brackets, and what they say.

    >>> han_beside("张三(经理)"), han_beside("张三(小张)")
    (('张三', {'honorific': '经理'}), ('张三', {'nickname': '小张'}))
    >>> han_beside("佐藤 花子 (旧姓 鈴木)")
    ('佐藤 花子', {'maiden': '鈴木'})
    """
    bare, found = beside(name)
    bare = " ".join(bare.split())
    if not found or not HAN.search(bare):
        return name, {}
    extra: dict[str, str] = {}
    for text in found:
        maiden = _MAIDEN.match(text)
        if maiden:
            extra["maiden"] = text[maiden.end() :]
        elif is_honorific(text):
            extra["honorific"] = text
        elif text not in _GENDERS:
            extra.setdefault("nickname", text)
    return bare, extra


def han_keys(value: str, parts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the name in simplified characters, then how it is spelled in Latin letters."""
    first = simplified(value if _ALL_HAN.fullmatch(value) else fold(value).replace(" ", ""))
    family, given = parts.get("family", ""), parts.get("given", "")
    if not family or not given or "middle" in parts or len(given) > 2:
        return (first,)
    return (first, *romanised_keys(simplified(family), simplified(given)))


def read_han(name: str, locale: str | None) -> HanName:
    """Return what a name without brackets and honorifics consists of."""
    dotted = [part for part in _DOT.split(name) if part]
    if len(dotted) > 1:
        return _dotted(dotted)
    name = dotted[0] if dotted else name
    words = name.split()
    plain = "".join(words)
    if not _ALL_HAN.fullmatch(plain):
        return HanName(name, {}, ("name.not_split",))
    if len(words) > 1:
        return _spaced(words, locale)
    return _closed(plain, locale)


def _closed(plain: str, locale: str | None) -> HanName:
    """Return the parts of a name without a space."""
    if ORGANIZATION.search(plain) and len(plain) > 3:
        return HanName(plain, {}, ("name.organization",))
    simple = simplified(plain)
    size = surname_size(simple)
    length = len(plain)
    if _japanese(plain, locale):
        return _japanese_name(plain, locale)
    if size == length or plain[1:] == "氏":
        return HanName(plain, {"family": plain}, ("name.not_split",))
    if length == 2 and _FAMILIAR.match(plain[0]) and is_common_surname(simple[1], 0):
        return HanName(plain, {"family": plain[1], "honorific": plain[0]}, ("name.not_split",))
    if size and length <= size + 2:
        return HanName(plain, {"family": plain[:size], "given": plain[size:]})
    if length == 4 and is_common_surname(simple[0]) and is_common_surname(simple[1]):
        # 范徐丽泰: her husband's surname before her own.
        return HanName(plain, {"family": plain[:2], "given": plain[2:]})
    if 1 < length <= 3 and not size and not _FAMILIAR.match(plain[0]):
        parts = {"family": plain[0], "given": plain[1:]}
        return HanName(plain, parts, ("name.family_unknown",))
    if size and length <= size + 3 and locale == "zh":
        parts = {"family": plain[:size], "given": plain[size:]}
        return HanName(plain, parts, ("name.family_unknown",))
    if length <= 4:
        return HanName(plain, {"family": plain}, ("name.not_split",))
    return HanName(plain, {}, ("name.not_split",))


def _spaced(words: list[str], locale: str | None) -> HanName:
    """Return the parts of a name with a space: 张 三丰, 王 小 明, 小明 王, 山田 太郎."""
    plain = "".join(words)
    if all(len(word) == 1 for word in words):
        return _closed(plain, locale)
    if len(words) > 2:
        return HanName(" ".join(words), {}, ("name.several",))
    first, second = words
    if first in JAPANESE or locale == "ja":
        return HanName(f"{first} {second}", {"family": first, "given": second})
    if is_surname(first):
        closed = {"family": first, "given": second}
        same = _closed(plain, locale).parts == closed
        return HanName(plain if same else f"{first} {second}", closed)
    if is_surname(second) and not surname_size(simplified(first)):
        return HanName(second + first, {"family": second, "given": first})
    if all(all(split_han(simplified(word))) for word in words):
        return HanName(f"{first} {second}", {}, ("name.several",))  # 张三 李四
    if len(first) <= 3 and len(second) <= 3:
        return HanName(f"{first} {second}", {"family": first, "given": second})
    return HanName(f"{first} {second}", {}, ("name.not_split",))


def _dotted(words: list[str]) -> HanName:
    """Return the parts of a name with dots: of other peoples, in their own order."""
    value = "·".join(words)
    if len(words) < 2 or not all(map(_ALL_HAN.fullmatch, words)):
        return HanName(value, {}, ("name.not_split",))
    first, *middle, last = words
    if surname_size(simplified(first)) == len(first) > 1:
        parts = {"family": first, "given": "·".join([*middle, last])}  # 爱新觉罗·溥仪
    else:
        parts = {"given": first, "middle": "·".join(middle), "family": last}
    return HanName(value, {name: part for name, part in parts.items() if part})


def _japanese(plain: str, locale: str | None) -> bool:
    if locale == "ja":
        return True
    if locale == "zh" or len(plain) == 3:
        return False
    return plain[:2] in JAPANESE or plain[:3] in JAPANESE


def _japanese_name(plain: str, locale: str | None) -> HanName:
    for size in (3, 2):
        if locale == "ja" and plain[:size] in JAPANESE and size < len(plain) <= size + 3:
            return HanName(
                f"{plain[:size]} {plain[size:]}", {"family": plain[:size], "given": plain[size:]}
            )
    parts = {"family": plain} if len(plain) <= 5 else {}
    return HanName(plain, parts, ("name.not_split",))
