"""Ids of whatever register: compact, and told apart where they say themselves what they are."""

import re

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, suspect, valid
from custmdm.normalize._placeholders import is_masked
from custmdm.normalize._plain import without_float_tail
from custmdm.normalize._registers import is_valid

# What a spreadsheet makes of a long number; the digits are lost.
_EXPONENT = lazy_pattern(r"\d(?:\.\d+)?[eE]\+\d{1,3}")
_SEVERAL = lazy_pattern(r"\w\s*[,;、|]\s*\w")
# What is typed before an id to say which it is. A Latin word may begin the id itself, as in crm:17:
# these never do, and need a colon.
_HAN_LABEL = (
    r"(?:(?:居民|公民)?身[份分][证證]件?(?:号码|號碼|号|號)?|(?:统一)?社会信用代码|信用代码|统一代码"
    r"|統一社會信用代碼|组织机构代码|(?:工商|营业执照)?注册号|(?:纳税人识别|营业执照|执照)号|税号|稅號"
    r"|統一編號|统一编号|护照(?:号码|号)?|证件(?:号码|号)|编号)"
)
_LATIN_LABEL = (
    r"(?:id|no|nr|number|hkid|ssn|ein|tin|itin|nino|nric|cpf|cnpj|abn|acn|iban|lei|isin|duns|vat"
    r"|siren|siret|ust-?id(?:-?nr)?|(?:identity|national|passport|tax|company|registration|id|vat)"
    r"(?: (?:card|id|registration|identification))?)(?: ?(?:no|nr|number|code))?\.?\s?[:#]"
)
_LABELS = lazy_pattern(rf"(?:[\W_]*(?:{_HAN_LABEL}|{_LATIN_LABEL}))+[\W_]*", re.IGNORECASE)
_HAN_LABELS = lazy_pattern(rf"{_HAN_LABEL}+")
_IBAN = lazy_pattern(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
# As it is printed; nothing else is written in such groups.
_PRINTED_IBAN = lazy_pattern(r"[A-Za-z]{2}\d{2}(?: [A-Za-z0-9]{4}){2,7}(?: [A-Za-z0-9]{1,3})?")
_LEI = lazy_pattern(r"[A-Z0-9]{18}[0-9]{2}")
_ISIN = lazy_pattern(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")


@frozen
class Identifier:
    """Make an id compact: upper case, without spaces and separators.

    >>> Identifier()(" ab-12 34 ")
    'AB1234'
    >>> Identifier().parse("--").reasons
    ('identifier.no_characters',)

    An IBAN, an LEI or an ISIN is known by its check digits:

    >>> Identifier().parse("DE89 3704 0044 0532 0130 00").parts
    {'type': 'iban', 'country': 'DE'}
    """

    def __call__(self, text: str) -> str | None:
        """Return the compact id, or None where nothing is left."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the compact id, with its type where it says it."""
        cleaned = without_label(clean(text))
        value = compact_id(cleaned)
        wrong = not_an_id(text, value)
        if wrong is not None:
            return wrong
        if _IBAN.fullmatch(value):
            if is_valid(value, "iban"):
                return valid(text, value, parts={"type": "iban", "country": value[:2]})
            if _PRINTED_IBAN.fullmatch(cleaned):
                return suspect(text, value, "identifier.check_digit")
        if is_lei(value):
            return valid(text, value, parts={"type": "lei"})
        if _ISIN.fullmatch(value) and is_valid(value, "isin"):
            return valid(text, value, parts={"type": "isin", "country": value[:2]})
        return valid(text, value)


def is_lei(value: str) -> bool:
    """Say whether a compact id is a Legal Entity Identifier.

    >>> is_lei("1595VL9OPPQ5THEK2X30"), is_lei("1595VL9OPPQ5THAK2X30")
    (True, False)
    """
    return _LEI.fullmatch(value) is not None and is_valid(value, "lei")


def without_label(cleaned: str) -> str:
    """Return clean text without the words before an id that say which id it is.

    >>> without_label("身份证号: 11010519491231002X"), without_label("VAT no.: DE 1")
    ('11010519491231002X', 'DE 1')
    >>> without_label("ID 42"), without_label("编号")
    ('ID 42', '编号')
    """
    return _without(_LABELS, cleaned)


def compact_id(cleaned: str) -> str:
    """Return the letters and digits of clean text that had a label, in upper case."""
    # Whatever stood between: what is compact stays as it is when it is read again.
    return _without(_HAN_LABELS, compact(cleaned))


def _without(label: re.Pattern[str], text: str) -> str:
    found = label.match(text)
    # A label with nothing behind it is all there is.
    return text[found.end() :] if found and found.end() < len(text) else text


def compact(text: str) -> str:
    """Return the letters and digits of text, in upper case.

    >>> compact("ab-12 34"), compact("12345.0")
    ('AB1234', '12345')
    """
    upper = clean(without_float_tail(clean(text)).upper())
    return "".join(ch for ch in upper if ch.isalnum())


def not_an_id(text: str, value: str) -> Standardized | None:
    """Return what is wrong with a compact id of whatever register, or None.

    >>> not_an_id("1.10105E+17", "110105E17").reasons, not_an_id("A1; B2", "A1B2").reasons
    (('identifier.exponent',), ('identifier.several',))
    """
    cleaned = clean(text)
    if not value:
        return invalid(text, "identifier.no_characters")
    if _EXPONENT.fullmatch(cleaned):
        return invalid(text, "identifier.exponent")
    # XX/XX/0 is masked as well, once nothing stands between.
    if is_masked(cleaned) or is_masked(value):
        return invalid(text, "value.masked")
    if _SEVERAL.search(cleaned):
        return invalid(text, "identifier.several")
    if set(value) == {"0"}:
        return suspect(text, value, "identifier.all_zero", keys=())
    return None
