"""What people write beside the name of an organization: former names, trading names, notes."""

import re
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm._text import has_han


class Asides(NamedTuple):
    """Hold a name without what stood beside it, and that by part."""

    name: str
    parts: dict[str, str]


# One of these words, or a slash or a bracket, is in every such name.
_MARKS = lazy_pattern(r"[/(\[{]")
_WORDS = frozenset(
    """
    dba dba: d.b.a. d.b.a aka aka: fka fka: nka doing trading known formerly formerly: previously
    ehemals vormals früher anciennement attn attn: attn. care inh inh. inhaber inhaberin messrs
    messrs. liquidation liquidation. administration receivership liquidación liquidazione likwidacji
    likvidaci dissolved deregistered
    """.split()
)
_LATIN = lazy_pattern(
    r"""(?ix) (?<=[\s,;\[({-]) (?:
    (?P<alias> d\s?[/.]?\s?b\s?[/.]?\s?a\b | doing\s+business\s+as | t\s?/\s?a\b
             | trading\s+(?:as|under(?:\s+the\s+name)?) | a\s?/\s?k\s?/\s?a\b | aka\b
             | also\s+known\s+as )
    | (?P<former> f\s?/?\s?k\s?/?\s?a\b | formerly(?:\s+known\s+as)? | previously(?:\s+known\s+as)?
             | ehemals | vormals | früher | anciennement )
    | (?P<now> n\s?/\s?k\s?/\s?a\b | nka\b | now\s+known\s+as )
    | (?P<care_of> c\s?/\s?o\b | care\s+of\b | attn\b )
    | (?P<owner> inh\b | inhaber(?:in)?\b )
    ) [\s.:]+ (?P<rest> \S.*)"""
)
_IN_FRONT = lazy_pattern(
    r"(?i)^(?:c\s?/\s?o|attn|d\s?/\s?b\s?/\s?a|dba|t\s?/\s?a|m\s?/\s?s|messrs)\b[\s.:]*(?=\S)"
)
_LATIN_NOTE = lazy_pattern(
    r"(?i)(?<=[\s,(\[-])((?:in|under|en) (?:voluntary )?"
    r"(?:liquidation|administration|receivership|liquidación)"
    r"|in liquidazione|w likwidacji|v likvidaci|dissolved|deregistered)[\s)\].]{0,3}$"
    r"|\s*[(\[]\s*(closed|inactive|duplicate|do not use|old|defunct|struck off)\s*[)\]]\s*$"
)

_HAN_ASIDE = lazy_pattern(
    r"\s*\((?:(?P<former>原名称?|曾用名称?|旧名|旧称|前身|原)|(?P<alias>又名|别名|简称|英文名称?|全称|以下简称))"
    r"[为是:]*\s*(?P<rest>[^()]*(?:\([^()]*\)[^()]*)*)\)$"
)
_HAN_NOTE = lazy_pattern(
    r"\s*\((筹|筹建|筹建中|筹备|筹备中|已?注销|已?吊销|已?停用|作废|停业|歇业|已?倒闭|存续|在业|清算中?|重复|黑名单|破产清算?)\)$"
)
# 腾讯科技有限公司 (Tencent Technology Co., Ltd.), 腾讯科技有限公司 Tencent Technology Co., Ltd.
_LATIN_NAME = lazy_pattern(
    r"(?:\s*\((?P<inside>[A-Za-z][^()\u4e00-\u9fff]+(?:\([^()]*\)[^()\u4e00-\u9fff]*)*)\)"
    r"|(?<=[\u4e00-\u9fff)])\s*[/|]?\s*(?P<behind>[A-Z][\w.,&'()/ -]{4,}))$",
    re.ASCII,
)
_ENDS_IN_FORM = lazy_pattern(r"(?:公司|集团|集團|企业|企業|株式会社|银行|銀行)$")


def split_asides(text: str, plain: str) -> Asides:
    """Take off a clean name what stands beside it.

    >>> split_asides("Smith Foods LLC d/b/a Joe's Pizza", "")
    Asides(name='Smith Foods LLC', parts={'alias': "Joe's Pizza"})
    >>> split_asides("云澜电子有限公司(原云澜贸易有限公司)", "云澜电子有限公司(原云澜贸易有限公司)")
    Asides(name='云澜电子有限公司', parts={'former': '云澜贸易有限公司'})

    Args:
        text: the clean name.
        plain: the same in simplified characters, for a Chinese name.
    """
    if has_han(text):
        return _han(text, plain) if plain[-1] == ")" or plain[-1].isascii() else Asides(text, {})
    if _MARKS.search(text) or not _WORDS.isdisjoint(text.lower().split()):
        return _latin(text)
    return Asides(text, {})


def _latin(text: str) -> Asides:
    parts: dict[str, str] = {}
    note = _LATIN_NOTE.search(text)
    if note and note.start() > 1:
        parts["note"] = note.group(1) or note.group(2)
        text = _head(text, note.start())
    front = _IN_FRONT.match(text)
    if front:
        text = text[front.end() :]
    found = _LATIN.search(text, 2)
    if found:
        rest, head = _whole(found["rest"]), _head(text, found.start())
        if not rest or not head:
            return Asides(text, parts)
        if found["now"]:
            return Asides(rest, {**parts, "former": head})
        kind = next(k for k in ("alias", "former", "care_of", "owner") if found[k])
        parts[kind], text = rest, head
    return Asides(text, parts)


def _head(text: str, end: int) -> str:
    """Return what stands before an aside."""
    return text[:end].rstrip(" ,;[({-")


def _whole(rest: str) -> str:
    """Return an aside without the bracket that closes it."""
    rest = rest.rstrip(" ,;]}")
    while rest.endswith(")") and rest.count("(") < rest.count(")"):
        rest = rest[:-1].rstrip(" ,;]}")
    return rest


def _han(text: str, plain: str) -> Asides:
    parts: dict[str, str] = {}
    for _ in range(3):
        note = _HAN_NOTE.search(plain, 2)
        if note:
            parts["note"] = text[note.start(1) : note.end(1)]
        found = note or _HAN_ASIDE.search(plain, 2)
        if found is None or not found.start():
            break
        if not note:
            kind = "former" if found["former"] else "alias"
            rest = text[found.start("rest") : found.end("rest")]
            if len(rest) < 2:
                break
            parts[kind] = rest
        text, plain = text[: found.start()], plain[: found.start()]
    latin = _LATIN_NAME.search(plain, 2)
    if latin and _ENDS_IN_FORM.search(plain[: latin.start()]):
        at = "inside" if latin["inside"] else "behind"
        parts.setdefault("alias", text[latin.start(at) : latin.end(at)])
        text = text[: latin.start()].rstrip(" /|")
    return Asides(text, parts)
