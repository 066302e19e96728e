"""Names of persons: cleaned, and taken apart where the order is known."""

import re
from typing import NamedTuple

from attrs import evolve, frozen

from custmdm._text import clean, fold, has_han
from custmdm.data.china import HAN
from custmdm.model import Standardized, Status
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._placeholders import is_masked

_COMPOUND = frozenset(
    """
    欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 令狐 慕容 宇文 长孙 長孫
    司徒 司空 夏侯 端木 百里 东郭 東郭 南宫 南宮 西门 西門 独孤 獨孤 轩辕 軒轅 钟离 鍾離 呼延 拓跋
    申屠 太史 闻人 聞人 澹台 公冶 宗政 濮阳 濮陽 淳于 单于 單于 赫连 赫連 万俟 左丘 东门 東門 第五
    公羊 谷梁 闾丘 子车
    """.split()
)
_HAN_HONORIFIC = re.compile(
    r"\s?[（(]?(先生|女士|小姐|太太|夫人|总经理|總經理|经理|經理|老师|老師|教授|医生|醫生|博士|总|總)[）)]?$"
)
_ALL_HAN = re.compile(rf"(?:{HAN}|[〇㐀-䶿\U00020000-\U000323af])+")
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof sir dame lady lord rev hon herr frau mme mlle m sra".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv 2nd 3rd 4th phd md esq mba cpa".split())
_PARTICLES = frozenset(
    "van von der den de del della di da dos du la le ter ten bin ibn al el af zu".split()
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|“[^“”]*”")
_SEVERAL = re.compile(r"[&+/;@]|(?i:\s(?:and|und|or|et)\s)")
_NO_LETTER = re.compile(r"[\d\W_]+")
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")


@frozen
class PersonName:
    """Clean a person's name and find its parts.

    >>> PersonName().parse("dr. ludwig van beethoven").parts
    {'given': 'Ludwig', 'family': 'van Beethoven', 'honorific': 'Dr.'}
    >>> PersonName().parse("欧阳娜娜女士").parts
    {'family': '欧阳', 'given': '娜娜', 'honorific': '女士'}
    >>> PersonName()("SMITH, JOHN")
    'John Smith'

    Matching ignores how a given name is put together:

    >>> [PersonName().parse(n).match_keys for n in ("Ming-Ping Li", "Ming Ping Li", "Mingping Li")]
    [('mingpingli',), ('mingpingli',), ('mingpingli',)]
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the name with given, family, middle, suffix and honorific."""
        cleaned = clean(text)
        rejected = _no_name(text, cleaned)
        if rejected:
            return rejected
        return _digits_seen(_han(text, cleaned) if has_han(cleaned) else _latin(text, cleaned))


@frozen
class NamePart:
    """Clean a given or a family name.

    >>> NamePart()("  MÜLLER "), NamePart()("McDonald"), NamePart()("o'brien")
    ('Müller', 'McDonald', "O'Brien")
    >>> NamePart().parse("Ming-Ping").match_keys == NamePart().parse("Mingping").match_keys
    True
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the clean name with its match key."""
        cleaned = clean(text)
        rejected = _no_name(text, cleaned)
        if rejected:
            return rejected
        value = _cased(cleaned)
        return _digits_seen(valid(text, value, keys=(_key(value),)))


def _no_name(text: str, cleaned: str) -> Standardized | None:
    if is_masked(cleaned):
        return invalid(text, "value.masked")
    if not fold(cleaned):
        return invalid(text, "text.no_characters")
    if _NO_LETTER.fullmatch(cleaned):
        return invalid(text, "name.no_letters", keys=(_key(cleaned),))
    return None


def _digits_seen(answer: Standardized) -> Standardized:
    """Return the answer as suspect where digits stand in the name."""
    if answer.value is None or not any(ch.isdigit() for key in answer.match_keys for ch in key):
        return answer
    return evolve(answer, status=Status.SUSPECT, reasons=(*answer.reasons, "name.digits"))


def _key(name: str) -> str:
    return fold(name).replace(" ", "")


def _han(text: str, cleaned: str) -> Standardized:
    name, honorific = cleaned, ""
    while found := _HAN_HONORIFIC.search(name, max(len(name) - 8, 0)):
        name, honorific = name[: found.start()].rstrip(), found.group(1) + honorific
    if not _key(name):
        return placeholder(text)  # 先生 alone names nobody
    if not has_han(name):
        return _no_name(text, name) or _latin(text, name)
    plain = name.replace(" ", "")
    parts = _han_parts(name.split()) if _ALL_HAN.fullmatch(plain) else {}
    split = bool(parts)
    if honorific:
        parts["honorific"] = honorific
        if len(plain) == 1:
            parts["family"] = plain
    if split:
        return valid(text, plain, parts=parts, keys=(_key(plain),))
    return suspect(text, name, "name.not_split", parts=parts, keys=(_key(name),))


def _han_parts(words: list[str]) -> dict[str, str]:
    """Return family and given name; nothing where a name is no usual one."""
    plain = "".join(words)
    if not 2 <= len(plain) <= 4 or plain in _COMPOUND or plain[1:] == "氏":
        return {}
    size = 2 if plain[:2] in _COMPOUND else 1
    if len(words) == 2 and (len(words[0]) == 1 or words[0] in _COMPOUND):
        size = len(words[0])
    elif len(words) > 1 and any(len(word) > 1 for word in words):
        return {}  # 张三 李四 are two
    return {"family": plain[:size], "given": plain[size:]}


class _Words(NamedTuple):
    """The words of a Latin name."""

    honorific: list[str]
    given: list[str]
    family: list[str]
    suffix: list[str]

    @property
    def names(self) -> str:
        """Return given and family names as they are written in a row."""
        return " ".join([*self.given, *self.family])

    def parts(self) -> dict[str, str]:
        """Return the parts that there are."""
        parts = {
            "given": self.given[0],
            "middle": " ".join(self.given[1:]),
            "family": " ".join(self.family),
            "honorific": " ".join(self.honorific),
            "suffix": " ".join(self.suffix),
        }
        return {name: part for name, part in parts.items() if part}


def _latin(text: str, cleaned: str) -> Standardized:
    # A nickname in brackets is part of the value, and of no part of the name.
    bare = _BRACKETED.sub(" ", cleaned)
    bare = bare if _key(bare) else cleaned
    groups = _groups(bare)
    if len(groups) > 2 or _SEVERAL.search(bare):
        return suspect(text, cleaned, "name.not_split", keys=(_key(cleaned),))
    words = _taken_apart(groups)
    key = _key(words.names)
    if key in _TITLES:
        return placeholder(text)  # so does Mr.
    if _NO_LETTER.fullmatch(words.names):
        return invalid(text, "name.no_letters", keys=(key,))
    value = cleaned if bare != cleaned else clean(" ".join([words.names, *words.suffix]))
    if not words.given or not words.family:
        # One word: nobody can tell a given from a family name.
        return suspect(text, value, "name.not_split", keys=(key,))
    return valid(text, value, parts=words.parts(), keys=(key,))


def _groups(name: str) -> list[list[str]]:
    """Return the words between commas; suffixes behind a comma join the words before it."""
    groups: list[list[str]] = []
    for segment in name.split(","):
        words = [word for word in segment.split() if _key(word)]
        if groups and all(_key(word) in _SUFFIXES for word in words):
            groups[-1] += words
        elif groups and _key(words[0]) in _SUFFIXES:
            groups += [words, []]  # PhD DO is no name: too many groups to take apart
        elif words:
            groups.append(words)
    return groups


def _taken_apart(groups: list[list[str]]) -> _Words:
    """Return the words of "given family", or of "family, given"."""
    suffix: list[str] = []
    honorific: list[str] = []
    for words in groups:
        while sum(map(len, groups)) > 1 and words and _key(words[-1]) in _SUFFIXES:
            suffix.insert(0, words.pop())
        while sum(map(len, groups)) > 1 and words and _key(words[0]) in _TITLES:
            honorific.append(_cased(words.pop(0)))
    if len(groups) == 1:
        words = _all_cased(groups[0])
        at = _family_at(words)
    else:
        family, given = groups
        while len(given) > 1 and _is_particle(given[-1]):
            family.insert(0, given.pop())  # Jong, Piet de
        words = _all_cased(given + family)
        at = len(given)
    return _Words(honorific, words[:at], words[at:], suffix)


def _family_at(words: list[str]) -> int:
    """Return where the family name begins."""
    if len(words) > 1 and words[0].islower():
        return 0  # de la Vega
    at = len(words) - 1
    while at > 1 and _key(words[at - 1]) in _PARTICLES:
        at -= 1
    return at


def _is_particle(word: str) -> bool:
    return _key(word) in _PARTICLES and (word.islower() or word.isupper())


def _all_cased(words: list[str]) -> list[str]:
    """Return the words with capital initials, but for those inside that are small on purpose."""
    mixed = not all(word.islower() for word in words)
    last = len(words) - 1
    cased = []
    for i, word in enumerate(words):
        inside = 0 < i < last
        if inside and _is_particle(word):
            word = word.lower()
        elif not (mixed and word.islower() and (inside or (i < last and _is_particle(word)))):
            word = _cased(word)
        cased.append(word)
    return cased


def _cased(name: str) -> str:
    """Return an all-lower or all-upper name with capital initials; mixed case is meant so."""
    if not (name.islower() or name.isupper()):
        return name
    return clean(_WORD.sub(lambda word: word.group()[0].title() + word.group()[1:].lower(), name))
