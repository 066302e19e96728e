"""Names of persons: cleaned, taken apart, and with keys by which their spellings meet."""

import re
from collections.abc import Sequence

from attrs import evolve, field, frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold, has_han
from custmdm.data.han import simplified
from custmdm.data.romanised import romanised_keys
from custmdm.data.surnames import surname_size
from custmdm.model import Standardized, Status
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._person_name_case import cased
from custmdm.normalize._person_name_columns import in_small_letters, plain_names, plain_parts
from custmdm.normalize._person_name_east import HANGUL, KANA, east_answer
from custmdm.normalize._person_name_han import HAN, han_answer
from custmdm.normalize._person_name_latin import (
    FAMILY_FIRST,
    is_plain_latin,
    latin_answer,
    plain_latin,
)  # fmt: skip
from custmdm.normalize._person_name_mixed import mixed_answer
from custmdm.normalize._person_name_plain import is_plain_han, plain_honorific
from custmdm.normalize._placeholders import is_masked, is_name_placeholder, is_placeholder

_NO_LETTER = lazy_pattern(r"[\d\W_]+")
_LABEL = lazy_pattern(
    r"^(?:客户姓名|客户名称|姓名|名字|联系人|收件人|收货人|寄件人|法人|法定代表人|负责人|经办人|户主|"
    r"申请人|持卡人|full name|name|contact|attn|attention)\s*:\s*(?=\w)",
    re.IGNORECASE,
)
_NUMBER = (
    r"[(\[]?(?:(?:联系|移动)?电话|手机号?码?|tel|phone|mobile|mob)?[.:\s]*"
    r"\+?\d(?:[\s()./-]{0,2}\d){6,}[)\]]?"
)
_NUMBER_BEHIND = lazy_pattern(rf"[\s,;:/|-]*{_NUMBER}\s*$", re.IGNORECASE)
_NUMBER_BEFORE = lazy_pattern(rf"^{_NUMBER}[\s,;:/|-]*", re.IGNORECASE)
_LATIN_LETTER = lazy_pattern("[A-Za-z\u00c0-\u024f]")
_DIGIT = lazy_pattern(r"\d")
_LETTERS = lazy_pattern("[A-Za-z]+|[\u4e00-\u9fff]+")
_SURE_LETTER = lazy_pattern("[0-9A-Za-z\u4e00-\u9fff]")
# The longest names of families of Brazil and of Thailand have not half as many characters.
_LONGEST = 250
_NOT_CHINESE = frozenset({"ja", "ko"})


def _language(locale: str | None) -> str | None:
    """Return the language of a locale: zh of zh-TW."""
    return re.split("[-_]", locale)[0].lower() if locale else None


@frozen
class PersonName:
    """Clean a person's name and find its parts.

    >>> PersonName().parse("dr. ludwig van beethoven").parts
    {'given': 'Ludwig', 'family': 'van Beethoven', 'honorific': 'Dr.'}
    >>> PersonName().parse("欧阳娜娜女士").parts
    {'family': '欧阳', 'given': '娜娜', 'honorific': '女士'}
    >>> PersonName()("SMITH, JOHN")
    'John Smith'

    The first match key is the name, however it is written; the others are what it may meet by.

    >>> [PersonName().parse(n).match_keys for n in ("Ming-Ping Smith", "Mingping Smith")]
    [('mingpingsmith',), ('mingpingsmith',)]
    >>> PersonName().parse("張三").match_keys, PersonName().parse("ZHANG SAN").match_keys
    (('张三', 'zhang san', 'chang san'), ('sanzhang', 'zhang san'))

    Attributes:
        locale: the language of the names: with "zh" an order that is in doubt is the Chinese one,
            with "ja" Chinese characters are a Japanese name, in "hu" and "vi" family names lead.
    """

    locale: str | None = field(default=None, converter=_language)

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the name with given, family, middle, suffix and honorific."""
        found = self.quick(text)
        return self._parse_full(text) if found is None else found

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a plain Chinese name or two plain English words, else None."""
        if text.isascii():
            return None if self.locale in FAMILY_FIRST else plain_latin(text)
        name, honorific = self._plain_han(text)
        if not name:
            return None
        simple = simplified(name)
        size = surname_size(simple)
        parts = {"family": name[:size], "given": name[size:]}
        if honorific:
            parts["honorific"] = honorific
        keys = (simple, *romanised_keys(simple[:size], simple[size:]))
        return valid(text, name, parts=parts, keys=keys)

    def _plain_han(self, text: str) -> tuple[str, str]:
        """Return a plain Chinese name and what addresses its bearer; else nothing."""
        if self.locale in _NOT_CHINESE:
            return "", ""
        honorific = ""
        if not is_plain_han(text):
            honorific = plain_honorific(text)
            if not honorific:
                return "", ""
        name = text[: len(text) - len(honorific)]
        return ("", "") if _fills(name) or (honorific and _fills(text)) else (name, honorific)

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return the standard text of each plain name, which is the name itself; else None."""
        if self.locale in FAMILY_FIRST:
            return list(map(self._plain_text, values))
        return plain_names(values, self._plain_text)

    def _plain_text(self, text: str) -> str | None:
        """Return a plain name as it is written, else None."""
        if text.isascii():
            return text if self.locale not in FAMILY_FIRST and is_plain_latin(text) else None
        return self._plain_han(text)[0] or None

    def plain_keys(self, values: Sequence[str]) -> list[str]:
        """Return the first match key of each name that :meth:`quick_texts` gave."""
        return _plain_keys(values)

    def _parse_full(self, text: str) -> Standardized:
        cleaned = clean(text)
        answer = self._answer(cleaned)
        if answer.value is not None and is_placeholder(answer.value):
            return placeholder(text)  # Mr. Unknown
        if answer.value is not None and not self._is_stable(cleaned, answer):
            # What stands around the name belongs to it after all.
            answer = suspect(text, cleaned, "name.not_split", keys=(_key(cleaned),))
            return _digits_seen(answer)
        return evolve(answer, raw=text)

    def _is_stable(self, cleaned: str, answer: Standardized) -> bool:
        """Say whether a standard name has a key and is read as itself."""
        if not answer.match_keys or answer.value == cleaned:
            return bool(answer.match_keys)
        value = answer.value or ""
        if self.locale not in _NOT_CHINESE and is_plain_han(value) and not _fills(value):
            return surname_size(simplified(value)) == len(answer.parts.get("family", ""))
        again = self.quick(value) or self._answer(value)
        if again.value != answer.value or again.match_keys[:1] != answer.match_keys[:1]:
            return False
        if answer.status is not Status.VALID:
            return True
        return again.status is Status.VALID and again.match_keys == answer.match_keys

    def _answer(self, cleaned: str) -> Standardized:
        """Return the answer for clean text."""
        rejected = _no_name(cleaned)
        if rejected:
            return rejected
        if is_placeholder(cleaned):
            return placeholder(cleaned)  # Na and Test too: as a whole name they are none
        if len(cleaned) > _LONGEST:
            return _digits_seen(suspect(cleaned, cleaned, "name.not_split", keys=(_key(cleaned),)))
        name = _LABEL.sub("", cleaned)
        if _DIGIT.search(name):
            bare = _NUMBER_BEFORE.sub("", _NUMBER_BEHIND.sub("", name)).strip(" ,;:/|-")
            if bare != name and not _no_name(bare):
                return _without_number(self._read(bare))
        return _digits_seen(self._read(name))

    def _read(self, name: str) -> Standardized:
        """Return the answer for a clean name without what is no part of it."""
        if HANGUL.search(name) or KANA.search(name):
            return east_answer(name)
        if not HAN.search(name):
            return latin_answer(name, self.locale)
        if _LATIN_LETTER.search(name):
            return mixed_answer(name, self.locale)
        return han_answer(name, self.locale)


@frozen
class NamePart:
    """Clean a given or a family name.

    >>> NamePart()("  MÜLLER "), NamePart()("McDonald"), NamePart()("o'brien")
    ('Müller', 'McDonald', "O'Brien")
    >>> NamePart().parse("Ming-Ping").match_keys == NamePart().parse("Mingping").match_keys
    True
    >>> NamePart().parse("張").match_keys == NamePart().parse("张").match_keys
    True
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the clean name with its match key."""
        cleaned = clean(text)
        rejected = _no_name(cleaned)
        if rejected:
            return evolve(rejected, raw=text)
        value = cased(cleaned)
        return _digits_seen(valid(text, value, keys=(_key(value),)))

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for one English word or for Chinese characters only, else None."""
        value = _plain_part(text)
        if value is None:
            return None
        key = value.lower() if value.isascii() else simplified(value)
        return valid(text, value, keys=(key,))

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return the standard text of each plain part of a name; else None."""
        return plain_parts(values, _plain_part)

    def plain_keys(self, values: Sequence[str]) -> list[str]:
        """Return the match key of each part of a name that :meth:`quick_texts` gave."""
        return _plain_keys(values)


def _plain_keys(values: Sequence[str]) -> list[str]:
    """Return the first match key of each plain name, or part of one."""
    others = [i for i, text in enumerate(values) if not text.isascii()]
    keys = in_small_letters(values)
    for i in others:
        keys[i] = simplified(values[i])
    return keys


def _plain_part(text: str) -> str | None:
    """Return the standard text of a part of a name that is letters and no filler, else None."""
    if _LETTERS.fullmatch(text) is None or _fills(text) or is_masked(text):
        return None
    value = cased(text)
    return None if value != text and _fills(value) else value


def _no_name(cleaned: str) -> Standardized | None:
    """Return why clean text is no name, or None."""
    if is_masked(cleaned):
        return invalid(cleaned, "value.masked")
    if not _SURE_LETTER.search(cleaned) and not fold(cleaned):
        return invalid(cleaned, "text.no_characters")
    if _NO_LETTER.fullmatch(cleaned):
        return invalid(cleaned, "name.no_letters", keys=(_key(cleaned),))
    return None


def _without_number(answer: Standardized) -> Standardized:
    """Return the answer for a name behind which a telephone number stood."""
    if answer.value is None:
        return answer
    reasons = (*answer.reasons, "name.number_removed")
    return _digits_seen(evolve(answer, status=Status.SUSPECT, reasons=reasons))


def _digits_seen(answer: Standardized) -> Standardized:
    """Return the answer as suspect where digits stand in the name."""
    if answer.value is None or not any(map(str.isdigit, "".join(answer.match_keys[:1]))):
        return answer
    return evolve(answer, status=Status.SUSPECT, reasons=(*answer.reasons, "name.digits"))


def _fills(text: str) -> bool:
    return is_placeholder(text) or is_name_placeholder(text)


def _key(name: str) -> str:
    key = fold(name).replace(" ", "")
    return simplified(key) if has_han(key) else key
