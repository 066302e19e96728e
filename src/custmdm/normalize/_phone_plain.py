"""Plain spellings of Chinese and American numbers, not parsed; a test compares both ways."""

import re
from functools import cache
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm.normalize._phone_read import FILLERS, is_made_up

_MOBILE = lazy_pattern(r" *(\+86[ -]?|(?:0086|86)[ -]?)?(1[0-9]{2})([ -]?)([0-9]{4})\3([0-9]{4}) *")
_LANDLINE = lazy_pattern(
    r" *(?:(\+86)[ -]?([1-9][0-9]{1,2})[ -]?|0([1-9][0-9]{1,2})[ -]?|\(0([1-9][0-9]{1,2})\)[ -]?)"
    r"([0-9]{3,4})[ -]?([0-9]{4})(?: ?- ?([0-9]{1,5}))? *"
)
_HOTLINE = lazy_pattern(r"[48]00(?:[ -]?[0-9]){7}")
_AMERICAN = lazy_pattern(
    r" *(\+1[ -]?)?(?:\(([2-9][0-9]{2})\) ?|([2-9][0-9]{2})[ -]?)([2-9][0-9]{2})[ -]?([0-9]{4}) *"
)
# Of a Chinese number without the country code.
_MAX_DIGITS = 12


class _Ranges(NamedTuple):
    """Hold what phonenumbers tells the types of numbers by, where no other type fits."""

    mobile: re.Pattern[str]
    landline: re.Pattern[str]
    toll_free: re.Pattern[str]
    shared_cost: re.Pattern[str]


def plain_mobile(text: str, country: str | None) -> str | None:
    """Return the E.164 of a mobile of mainland China in a usual spelling; None for all else.

    >>> plain_mobile("138 1234 5678", "CN"), plain_mobile("+8613812345678", None)
    ('+8613812345678', '+8613812345678')
    >>> plain_mobile("13800138000", "CN") is plain_mobile("13812345678", None) is None
    True
    """
    if len(text) == 11 and country == "CN":
        national = text  # most numbers are written so
    else:
        found = _MOBILE.fullmatch(text)
        if found is None:
            return None
        prefix, first, _, second, third = found.groups()
        if country != "CN" and (prefix is None or prefix[0] != "+"):
            return None
        national = first + second + third
    if _ranges().mobile.fullmatch(national) is None or is_made_up(national):
        return None
    return "+86" + national


def plain_other(text: str, country: str | None) -> tuple[str, str, str] | None:
    """Return E.164, extension and type of a landline or a 400 or 800 number of mainland China.

    >>> plain_other("0755-88886666", "CN"), plain_other("+86 10 6277 0334-801", None)
    (('+8675588886666', '', 'fixed_line'), ('+861062770334', '801', 'fixed_line'))
    >>> plain_other("400-820-8820", "CN")
    ('+864008208820', '', 'shared_cost')
    """
    found = _LANDLINE.fullmatch(text)
    if found is None:
        return _plain_hotline(text) if country == "CN" and text[:1] in ("4", "8") else None
    code, with_code, with_zero, in_brackets, first, second, extension = found.groups()
    if country != "CN" and code is None:
        return None
    national = (with_code or with_zero or in_brackets) + first + second
    # With fewer digits all of them together could be one number.
    if extension and len(national) + len(extension) <= _MAX_DIGITS:
        return None
    if _ranges().landline.fullmatch(national) is None or is_made_up(national):
        return None
    return "+86" + national, extension or "", "fixed_line"


def plain_american(text: str, country: str | None) -> str | None:
    """Return the E.164 of a number of the United States in a usual spelling; None for all else.

    >>> plain_american("(212) 555-1234", "US"), plain_american("+1 212-555-1234", None)
    ('+12125551234', '+12125551234')
    >>> plain_american("212-555-1234", "CN") is plain_american("416-555-1234", "US") is None
    True
    """
    found = _AMERICAN.fullmatch(text)
    if found is None:
        return None
    code, in_brackets, area, first, second = found.groups()
    national = (in_brackets or area) + first + second
    if (code is None and (country != "US" or national in FILLERS)) or (
        _american().fullmatch(national) is None
    ):
        return None
    return "+1" + national


def _plain_hotline(text: str) -> tuple[str, str, str] | None:
    if _HOTLINE.fullmatch(text) is None:
        return None
    national = text.replace("-", "").replace(" ", "")
    ranges = _ranges()
    for pattern, sort in ((ranges.shared_cost, "shared_cost"), (ranges.toll_free, "toll_free")):
        if pattern.fullmatch(national):
            return "+86" + national, "", sort
    return None


def mobile_ranges() -> tuple[str, ...]:
    """Return the pattern of the mobiles of China, and those of all other numbers there."""
    return tuple(_patterns_of("CN"))


def american_ranges() -> tuple[str, ...]:
    """Return the pattern of landlines and mobiles of the United States, and those of others."""
    # Mobiles have no ranges of their own there.
    mobile, landline, *others = _patterns_of("US")
    return (landline, *others) if mobile == landline else ("(?!)",)


@cache
def _ranges() -> _Ranges:
    patterns = _patterns_of("CN")
    only = [_only(p, *patterns[:i], *patterns[i + 1 :]) for i, p in enumerate(patterns[:4])]
    return _Ranges(*only)


@cache
def _american() -> re.Pattern[str]:
    return _only(*american_ranges())


def _patterns_of(country: str) -> list[str]:
    """Return the ranges of each type of number: mobiles, landlines, then the others."""
    # Imported here: who normalizes no phone does not wait for it.
    from phonenumbers import PhoneMetadata

    known = PhoneMetadata.metadata_for_region(country)
    assert known is not None
    return [
        (desc and desc.national_number_pattern) or "(?!)"
        for desc in (
            known.mobile, known.fixed_line, known.toll_free, known.shared_cost, known.premium_rate,
            known.voip, known.personal_number, known.pager, known.uan, known.voicemail,
        )
    ]  # fmt: skip


def _only(pattern: str, *others: str) -> re.Pattern[str]:
    """Return a pattern of digits that matches where the others do not."""
    neither = "|".join(f"(?:{other})" for other in others)
    return re.compile(rf"(?!(?:{neither})\Z)(?:{pattern})", re.ASCII)
