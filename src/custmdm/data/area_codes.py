"""The area codes of mainland China, and the cities that each is dialled for.

Generated table, see tools/make_area_codes.py: the codes are those of phonenumbers 9.0 (Apache-2.0),
the names those of the divisions in force.
"""

from functools import cache

from custmdm.data._tables import table

__all__ = ["area_code_of", "area_code_places", "cities_with_area_codes"]


def area_code_places(code: str) -> tuple[str, ...]:
    """Return the names of the cities that share an area code, with or without its zero in front.

    >>> area_code_places("0755"), area_code_places("10"), area_code_places("028")
    (('深圳市',), ('北京市',), ('成都市', '资阳市', '眉山市'))
    >>> area_code_places("0000")
    ()
    """
    return _places().get(code.removeprefix("0"), ())


def area_code_of(number: str) -> str | None:
    """Return the area code of a Chinese landline in E.164; None for mobiles and all others.

    >>> area_code_of("+8675588886666"), area_code_of("+861062770334")
    ('755', '10')
    >>> area_code_of("+8613812345678") is area_code_of("+12125551234") is None
    True
    """
    national = number.removeprefix("+86")
    # 95588 is the bank, not somebody in 中卫, whose code is 955.
    landline = len(national) == 10 or (len(national) == 11 and national[0] != "1")
    if national == number or not landline:
        return None
    places = _places()
    return next((national[:n] for n in (2, 3) if national[:n] in places), None)


def cities_with_area_codes() -> frozenset[str]:
    """Return the names of all cities that an area code is for.

    >>> "深圳市" in cities_with_area_codes()
    True
    """
    return frozenset(name for names in _places().values() for name in names)


@cache
def _places() -> dict[str, tuple[str, ...]]:
    lines = table("china_area_codes.tsv").splitlines()
    return {code: tuple(names.split()) for code, names in (line.split("\t") for line in lines)}
