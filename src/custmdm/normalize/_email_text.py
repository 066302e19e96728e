"""What is typed around an email address, and what is typed wrong in it."""

import re
import unicodedata
from collections.abc import Iterator

from custmdm._pattern import lazy_pattern

# An address holds no colon, but for the one in quotes.
_LABEL = lazy_pattern(r'[^@:"<>]{1,40}:\s*(?!/)|(?i:e-?mail|mail|mailto)\s+(?=[^\s@]+@)')
# Without a colon only where the address cannot begin with the same letters.
_HAN_LABEL = lazy_pattern(
    r"(?:[电電]子)?(?:[邮郵]箱地址|[邮郵]箱|[邮郵]件|[电電][邮郵])\s*(?=[0-9A-Za-z][!-~]*@)"
)
_DISPLAY_NAME = lazy_pattern(r"[^<>@]*<([^<>]+)>")
_COMMENTS = lazy_pattern(r"^\([^()@]*\)\s*|\s*\([^()@]*\)$")
_SPACED_AT = lazy_pattern(r"\s*@\s*")
_QUERY = lazy_pattern(r"(?i)^mailto:([^?]*)\?.*")
_WRAPPED = frozenset({"<>", "()", "[]", "''", '""', "“”", "‘’", "「」", "【】", "《》"})
_AROUND = " ,;:、，；：|/"
# What stands between two addresses; none of it can stand in one.
_BETWEEN = lazy_pattern(r"[\s,;、|<>()]+")
_SPELLED_AT = lazy_pattern(r"(?i)\s*[(\[{]\s*at\s*[)\]}]\s*")
_SPELLED_DOT = lazy_pattern(r"(?i)\s*[(\[{]\s*dot\s*[)\]}]\s*")
# Typed on a Chinese keyboard with the full-width mode on.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_LETTERS = lazy_pattern("[０-９Ａ-Ｚａ-ｚ]")
_NAME = lazy_pattern(r"(?:(?![\x00-\x7f])\w)+[\W_]*(?=[A-Za-z0-9])")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_BREAKS = lazy_pattern("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Neither an address nor a word that could be a part of one.
_NO_PART = lazy_pattern(r"[^\x00-\x7f]+[\W\d]*|[\W\d]+")


def tidied(text: str) -> tuple[str, bool]:
    r"""Return text without white space around, invisible and full-width characters.

    Unlike for other kinds no more is unified: of the rest the standards know best what they mean.

    Returns:
        The text, and whether it was changed in more than white space and the mark between the
        local part and the domain: a line break may hide a second line, and in a local part a
        full-width letter is a letter of its own to the standards.

    >>> tidied(" anna＠qq．com"), tidied("ａnna@qq.com"), tidied("anna@qq.com\n")
    (('anna@qq.com', False), ('anna@qq.com', True), ('anna@qq.com', True))
    """
    if text.isascii() and text.isprintable():
        return text.strip(" "), False
    before_at = text[: max(text.rfind("@"), text.rfind("＠"), 0)]
    changed = bool(_BREAKS.search(text) or _FULL_LETTERS.search(before_at))
    kept = []
    for ch in text.translate(_FULL_WIDTH):
        if ch.isspace():
            kept.append(" ")
        elif unicodedata.category(ch) in _INVISIBLE:
            changed = True
        else:
            kept.append(ch)
    return " ".join("".join(kept).split()), changed


def unwrapped(text: str) -> str:
    """Return an address without a label, a display name and marks around.

    >>> unwrapped("E-mail: Anna <anna @qq.com>;"), unwrapped("anna@qq.com (home)")
    ('anna@qq.com', 'anna@qq.com')
    """
    before = None
    address = _QUERY.sub(r"\1", text)
    while address != before:
        before = address
        address = address.strip(_AROUND)
        label = _LABEL.match(address) or _HAN_LABEL.match(address)
        address = address[label.end() :] if label else address
        inside = address[1:-1]
        if address[:1] + address[-1:] in _WRAPPED and address[0] not in inside:
            address = inside
        display = _DISPLAY_NAME.fullmatch(address)
        address = _COMMENTS.sub("", display[1] if display else address)
    local, at, domain = _SPACED_AT.sub("@", address).rpartition("@")
    # A Chinese keyboard writes it for a point, and domains may have it by the standard.
    return local + at + re.sub("[。｡]", ".", domain)


def mended(address: str) -> Iterator[str]:
    """Yield what an address with at most one @ may have meant, the likeliest first.

    >>> list(mended("anna@qq.com.")), list(mended("anna@qq,com")), list(mended("张三 anna@qq.com"))
    (['anna@qq.com'], ['anna@qq.com'], ['anna@qq.com'])
    >>> list(mended("anna (at) qq [dot] com"))
    ['anna@qq.com']
    """
    spelled = _SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", address))
    if "@" not in spelled and spelled.count("#") == 1:
        spelled = spelled.replace("#", "@")  # people write it so against spammers
    if spelled.count("@") != 1:
        return
    if spelled != address:
        yield spelled
    if spelled[-1] in ".?!":
        yield spelled.rstrip(".?! ")
    local, _, domain = spelled.partition("@")
    if re.fullmatch(r"[\w-]+(?:\s?[,.]\s?[\w-]+)+", domain) and "," in domain:
        yield f"{local}@{re.sub(' ?[,.] ?', '.', domain)}"
    words = [word for word in _BETWEEN.split(spelled) if word]
    with_at = [word for word in words if "@" in word]
    # anna lee@qq.com may mean anna.lee: only what can be no part of it is left out.
    if len(words) > 1 and all(_NO_PART.fullmatch(word) for word in words if "@" not in word):
        yield from with_at


def without_name(local: str) -> str:
    """Return a local part without the Chinese name that stands in front of it.

    >>> without_name("张三zhangsan"), without_name("张三")
    ('zhangsan', '张三')
    """
    name = _NAME.match(local)
    return local[name.end() :] if name else local


def pieces(address: str) -> list[str]:
    """Return what may be the addresses of a cell with more than one @.

    >>> pieces("anna@qq.com, lee@qq.com"), pieces("anna@qq.com/lee@qq.com")
    (['anna@qq.com', 'lee@qq.com'], ['anna@qq.com', 'lee@qq.com'])
    """
    found = [piece for piece in _BETWEEN.split(address) if "@" in piece]
    if len(found) < 2:
        found = [piece for piece in address.split("/") if "@" in piece]
    return found
