"""Chinese identity numbers of persons (GB 11643): of citizens, and of others who live there."""

from operator import mul

from custmdm._pattern import lazy_pattern
from custmdm.model import Standardized
from custmdm.normalize._answers import suspect, valid
from custmdm.normalize._date_tables import year_first
from custmdm.normalize._region_code import region_parts

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# The digits are taken as characters: each is 48 more than it says.
_TOO_MUCH = 48 * sum(_WEIGHTS)
_CHECK = "10X98765432"

_EIGHTEEN = lazy_pattern(r"[1-9][0-9]{16}[0-9X]")
# Only numbers of the years when 15 digits were given; of the provinces that gave them.
_FIFTEEN = lazy_pattern(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|[78]1)[0-9]{13}")
_FOREIGN = lazy_pattern(r"[A-Z]{3}[0-9]{12}")
_FIRST_YEAR, _LAST_YEAR = "1880", "2099"
# Where the table of dates has none, because systems fill them in. Here they are meant.
_FILLED_IN = {"19000101": "-01-01", "19700101": "-01-01", "20991231": "-12-31"}
# The first digits of those who are no residents by birth: of whom the number is.
_PERMITS = {"81": "HK", "82": "MO", "83": "TW"}


def resident_check_digit(number: str) -> str:
    """Return the check digit of the first 17 digits (ISO 7064 mod 11-2).

    >>> resident_check_digit("11010519491231002")
    'X'
    """
    return _CHECK[(sum(map(mul, number[:17].encode(), _WEIGHTS)) - _TOO_MUCH) % 11]


def resident_id(text: str, value: str) -> Standardized | None:
    """Return the answer for a compact number, or None where it is not of that shape.

    >>> answer = resident_id("11010519491231002X", "11010519491231002X")
    >>> answer.parts["birth_date"], answer.parts["gender"], answer.parts["region"]
    ('1949-12-31', 'female', '北京市朝阳区')
    >>> resident_id("", "110105194912310021").reasons
    ('national_id.check_digit',)
    """
    if not _EIGHTEEN.fullmatch(value):
        return None
    birth = _birth_date(value)
    if birth is None:
        return suspect(text, value, "national_id.birth_date")
    parts = _parts(value, birth)
    if resident_check_digit(value) != value[17]:
        return suspect(text, value, "national_id.check_digit", parts=parts)
    return valid(text, value, parts=parts)


def old_resident_id(text: str, value: str) -> Standardized | None:
    """Return the answer for 15 digits as they were given until 1999, in the 18 digits of today.

    The person kept the number: 19 came before the year, and a check digit behind.

    >>> old_resident_id("110105491231002", "110105491231002").value
    '11010519491231002X'

    There is no check digit in it, so that only a day that does not exist tells a slip:

    >>> old_resident_id("110105490231002", "110105490231002").reasons
    ('national_id.birth_date',)
    """
    if not _FIFTEEN.fullmatch(value):
        return None
    # The last numbers of a day were kept for those over a hundred.
    century = "18" if value[12:] >= "996" and value[6:8] >= "80" else "19"
    longer = f"{value[:6]}{century}{value[6:]}"
    longer += resident_check_digit(longer)
    if _birth_date(longer) is None:
        return suspect(text, value, "national_id.birth_date")
    return resident_id(text, longer)


def foreign_resident_id(text: str, value: str) -> Standardized | None:
    """Return the answer for a foreigner's permanent residence number as given from 2004 to 2023.

    >>> foreign_resident_id("", "USA110085123101").parts["origin"]
    'US'
    """
    origin = _alpha_2(alpha_3=value[:3]) if _FOREIGN.fullmatch(value) else None
    if origin is None:
        return None
    parts = {"type": "permanent_residence_permit", "country": "CN", "origin": origin}
    return valid(text, value, parts=parts)


def _birth_date(number: str) -> str | None:
    """Return the birth date inside a number, or None where there is no such day."""
    year, rest = number[6:10], number[10:14]
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    tail = year_first()[year].get(rest) or _FILLED_IN.get(year + rest)
    return None if tail is None else year + tail


def _parts(number: str, birth: str) -> dict[str, str]:
    gender = "male" if number[16] in "13579" else "female"
    parts = {"type": "resident_id", "country": "CN", "birth_date": birth, "gender": gender}
    if number[0] < "8":
        return {**parts, **region_parts(number[:6])}
    home = _PERMITS.get(number[:2])
    if home is not None:
        return parts | {"type": "residence_permit", "origin": home}
    if number[0] == "9":
        parts["type"] = "permanent_residence_permit"
        origin = _alpha_2(numeric=number[3:6])
        return parts | ({"origin": origin} if origin else {})
    return parts


def _alpha_2(*, alpha_3: str = "", numeric: str = "") -> str | None:
    """Return the alpha-2 code of a country by another ISO code."""
    from pycountry import countries

    country = countries.get(alpha_3=alpha_3) if alpha_3 else countries.get(numeric=numeric)
    return None if country is None else str(country.alpha_2)
