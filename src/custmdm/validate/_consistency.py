"""What two values of one record say of each other."""

import re
from collections.abc import Callable
from functools import cache

from attrs import frozen

from custmdm._text import clean
from custmdm.data.area_codes import area_code_of, area_code_places, cities_with_area_codes
from custmdm.data.han import simplified
from custmdm.model import Severity

_RESIDENT_ID = re.compile(r"[1-9]\d{16}[\dX]")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
# By the words a Chinese name ends with: the first characters of a credit code of that sort.
_SORTS = (
    (re.compile(r"(?:有限公司|有限责任公司|股份公司)$"), ("91", "A1")),
    (re.compile(r"专业合作(?:社|联社)$"), ("93",)),
    (re.compile(r"基金会$"), ("53",)),
)


@frozen
class Consistency:
    """Say how two values of one record can contradict each other.

    Values are standard texts. Of several on one side, one that agrees is enough.

    Attributes:
        kind: the kind of the value that an issue is about.
        other: the kind of the value it is held against.
        part: the part of the other value that counts, or None for the whole.
        code: the code of the issue.
        severity: how much it matters.
        agree: says whether they agree; None where that cannot be told.
    """

    kind: str
    other: str
    part: str | None
    code: str
    severity: Severity
    agree: Callable[[str, str], bool | None]


def birth_dates_agree(number: str, date: str) -> bool | None:
    """Say whether a resident id encodes a birth date, as far as the date is known.

    >>> birth_dates_agree("11010519491231002X", "1949-12"), birth_dates_agree("A123", "1949")
    (True, None)
    """
    if not _RESIDENT_ID.fullmatch(number):
        return None
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}".startswith(date)


def genders_agree(number: str, gender: str) -> bool | None:
    """Say whether a resident id encodes a gender.

    >>> genders_agree("11010519491231002X", "female"), genders_agree("11010519491231002X", "male")
    (True, False)
    """
    if gender not in ("male", "female") or not _RESIDENT_ID.fullmatch(number):
        return None
    return (gender == "male") == (int(number[16]) % 2 == 1)


def regions_agree(number: str, adcode: str) -> bool | None:
    """Say whether a resident id or a credit code was given out in the province of an address.

    >>> regions_agree("11010519491231002X", "110108"), regions_agree("11010519491231002X", "440305")
    (True, False)
    """
    if _RESIDENT_ID.fullmatch(number):
        # 81 to 83 are Hong Kong, Macau and Taiwan: they say where the permit is from.
        return None if number[:2] in ("81", "82", "83") else number[:2] == adcode[:2]
    if not _CREDIT_CODE.fullmatch(number):
        return None
    # 10 is the state itself: registered in Beijing, at home anywhere.
    return None if number[2:4] == "10" else number[2:4] == adcode[:2]


def country_codes_agree(phone: str, country: str) -> bool | None:
    """Say whether the country code of a phone number is that of a country.

    >>> country_codes_agree("+8613812345678", "CN"), country_codes_agree("+442079460018", "CN")
    (True, False)
    """
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    for digits in (1, 2, 3):
        prefix = phone[1 : 1 + digits]
        code = int(prefix) if phone.startswith("+") and prefix.isdecimal() else 0
        if code in COUNTRY_CODE_TO_REGION_CODE:
            regions = COUNTRY_CODE_TO_REGION_CODE[code]
            return None if "001" in regions else country in regions
    return None


def area_codes_agree(phone: str, city: str) -> bool | None:
    """Say whether a Chinese landline has the area code of a city.

    >>> area_codes_agree("+8675526770000", "深圳"), area_codes_agree("+861062770334", "深圳市")
    (True, False)
    >>> area_codes_agree("+8613812345678", "深圳市") is None
    True
    """
    code = area_code_of(phone)
    places = [_short(place) for place in area_code_places(code or "")]
    # A town of another name may lie in one of them: only a city with a code of its own counts.
    name = _short(city)
    return name in places if places and name in _cities_with_codes() else None


def _short(city: str) -> str:
    return simplified(clean(city)).removesuffix("市")


@cache
def _cities_with_codes() -> frozenset[str]:
    return frozenset(_short(city) for city in cities_with_area_codes())


def sorts_agree(code: str, name: str) -> bool | None:
    """Say whether a credit code is of the sort that the name of its organization says.

    >>> sorts_agree("92340621MA2PBN1H1T", "腾远科技有限公司")
    False
    """
    if not _CREDIT_CODE.fullmatch(code):
        return None
    text = simplified(clean(name))
    for word, sorts in _SORTS:
        if word.search(text):
            return code[:2] in sorts
    return None


CONSISTENCY_CHECKS = (
    Consistency("national_id", "birth_date", None, "national_id.birth_date_differs",
                Severity.WARNING, birth_dates_agree),
    Consistency("national_id", "gender", None, "national_id.gender_differs",
                Severity.WARNING, genders_agree),
    # People move, so where a number was given out is no more than a hint.
    Consistency("national_id", "postal_address", "adcode", "national_id.region_differs",
                Severity.INFO, regions_agree),
    Consistency("organization_id", "postal_address", "adcode", "organization_id.region_differs",
                Severity.INFO, regions_agree),
    Consistency("organization_id", "organization_name", None, "organization_id.sort_differs",
                Severity.WARNING, sorts_agree),
    Consistency("phone", "country", None, "phone.country_differs",
                Severity.INFO, country_codes_agree),
    Consistency("phone", "postal_address", "city", "phone.area_differs",
                Severity.INFO, area_codes_agree),
    Consistency("phone", "city", None, "phone.area_differs", Severity.INFO, area_codes_agree),
)  # fmt: skip
