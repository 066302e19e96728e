"""Names of persons: cleaned, and taken apart where the order is known."""

import re

from attrs import frozen

from custmdm._text import clean, fold, has_han
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, suspect, valid

_COMPOUND = frozenset(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 令狐 慕容 宇文 长孙 長孫 司徒 司空 "
    "夏侯 端木 百里 东郭 東郭 南宫 南宮 西门 西門 独孤 獨孤 轩辕 軒轅 钟离 鍾離 呼延 拓跋 申屠 太史 闻人 聞人 "
    "澹台 公冶 宗政 濮阳 濮陽 淳于 单于 單于 赫连 赫連 万俟 左丘 东门 東門 第五 公羊 谷梁 闾丘 子车".split()
)
_HAN_HONORIFIC = re.compile(
    r"[（(]?(先生|女士|小姐|太太|夫人|经理|經理|总经理|總經理|老师|老師|教授|医生|醫生|博士|总|總)[）)]?$"
)
_TITLES = frozenset("mr mrs ms miss mx dr prof sir dame lady lord rev hon herr frau mme mlle m. sra sr."
                    .split())  # fmt: skip
_SUFFIXES = frozenset("jr sr ii iii iv phd md esq mba cpa".split())
_PARTICLES = frozenset("van von der den de del della di da dos du la le ter ten bin ibn al el af zu".split())
_ONLY_DIGITS = re.compile(r"[\d\W_]+")


@frozen
class PersonName:
    """Clean a person's name and find its parts.

    >>> PersonName().parse("dr. ludwig van beethoven").parts
    {'given': 'Ludwig', 'family': 'van Beethoven', 'honorific': 'Dr.'}
    >>> PersonName().parse("欧阳娜娜女士").parts
    {'family': '欧阳', 'given': '娜娜', 'honorific': '女士'}
    >>> PersonName()("SMITH, JOHN")
    'John Smith'
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the name with given, family, middle, suffix and honorific."""
        cleaned = clean(text)
        if not cleaned:
            return invalid(text, "text.no_characters")
        if _ONLY_DIGITS.fullmatch(cleaned):
            return invalid(text, "name.no_letters", keys=(fold(cleaned),) if fold(cleaned) else ())
        return _han(text, cleaned) if has_han(cleaned) else _latin(text, cleaned)


@frozen
class NamePart:
    """Clean a given or a family name.

    >>> NamePart()("  MÜLLER "), NamePart()("McDonald"), NamePart()("o'brien")
    ('Müller', 'McDonald', "O'Brien")
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the clean name with its match key."""
        cleaned = clean(text)
        key = fold(cleaned)
        if not key:
            return invalid(text, "text.no_characters")
        if _ONLY_DIGITS.fullmatch(cleaned):
            return invalid(text, "name.no_letters", keys=(key,))
        return valid(text, _cased(cleaned), keys=(key,))


def _han(text: str, cleaned: str) -> Standardized:
    name = cleaned
    honorific = _HAN_HONORIFIC.search(name)
    parts = {}
    if honorific and len(name) > len(honorific.group()):
        name = name[: honorific.start()].strip()
    else:
        honorific = None
    # A dot separates the parts of a transliterated name, whose order is its own.
    plain = name.replace(" ", "")
    if not re.fullmatch(r"\w+", plain):
        parts = {}
    elif plain[:2] in _COMPOUND and len(plain) > 2:
        parts = {"family": plain[:2], "given": plain[2:]}
    elif 2 <= len(plain) <= 4:
        parts = {"family": plain[:1], "given": plain[1:]}
    if honorific:
        parts["honorific"] = honorific.group(1)
        if len(plain) == 1:
            parts["family"] = plain
    key = (fold(plain),) if fold(plain) else ()
    if not parts.get("given"):
        return suspect(text, name, "name.not_split", parts=parts, keys=key)
    return valid(text, plain, parts=parts, keys=key)


def _latin(text: str, cleaned: str) -> Standardized:
    before, comma, after = cleaned.partition(",")
    if comma and fold(after) in _SUFFIXES:
        before, comma, after = f"{before} {after}", "", ""
    words = (f"{after} {before}" if comma else cleaned if not before else before).split()
    if comma and not (before.strip() and after.strip()):
        words = cleaned.replace(",", " ").split()
    honorific, suffix = [], []
    while len(words) > 1 and fold(words[0]) in _TITLES:
        honorific.append(words.pop(0))
    while len(words) > 1 and fold(words[-1]).replace(" ", "") in _SUFFIXES:
        suffix.insert(0, words.pop())
    if not words:
        return invalid(text, "text.no_characters")
    n_family = len(before.split()) if comma and after.strip() and before.strip() else 1
    n_family = min(max(n_family - len(suffix) if comma else n_family, 1), len(words))
    while not comma and len(words) - n_family > 1 and fold(words[-n_family - 1]) in _PARTICLES:
        n_family += 1
    words = [_cased(w) for w in words]
    given, family = words[: len(words) - n_family], words[len(words) - n_family :]
    parts = {
        "given": given[0] if given else "",
        "middle": " ".join(given[1:]),
        "family": " ".join(family),
        "honorific": " ".join(_cased(w) for w in honorific),
        "suffix": " ".join(suffix),
    }
    parts = {name: part for name, part in parts.items() if part}
    value = " ".join([*words, *suffix])
    key = fold(" ".join(words))
    if not key:
        return invalid(text, "name.no_letters")
    if not given:
        # One word: nobody can tell a given from a family name.
        return suspect(text, value, "name.not_split", keys=(key,))
    return valid(text, value, parts=parts, keys=(key,))


def _cased(name: str) -> str:
    """Return an all-lower or all-upper name with capital initials; mixed case is meant so."""
    if not (name.islower() or name.isupper()):
        return name
    if fold(name) in _PARTICLES:
        return name.lower()
    return re.sub(r"[^\W\d_]+", lambda word: word.group()[0].upper() + word.group()[1:].lower(), name)
