"""What the region code inside a Chinese identity number or credit code says."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from custmdm.data.china import code_names, division


@lru_cache(maxsize=8192)
def region_parts(code: str) -> Mapping[str, str]:
    """Return the region of a code of six digits, retired ones too; it is never a reason to reject.

    A code that a person got stays, whatever becomes of the place. ``region`` is today's place.

    >>> dict(region_parts("110108"))
    {'region_code': '110108', 'region': '北京市海淀区'}

    Where the code has gone, ``region_then`` is what it meant last, up to ``region_until``:

    >>> dict(region_parts("330103"))["region"], dict(region_parts("330103"))["region_then"]
    ('浙江省杭州市拱墅区', '下城区')
    >>> dict(region_parts("330103"))["region_until"], dict(region_parts("500154"))["region_since"]
    ('2020', '2016')

    Of a code that nobody knows the place above it is told:

    >>> dict(region_parts("140199"))
    {'region_code': '140199', 'region': '山西省太原市'}
    """
    parts = {"region_code": code}
    names = code_names(code)
    if not names:
        above = division(f"{code[:4]}00") or division(f"{code[:2]}0000")
        return MappingProxyType(parts | ({"region": above.full_name} if above else {}))
    latest, first = names[0], min(name.first for name in names)
    if latest.today is not None:
        parts["region"] = latest.today.full_name
    if latest.last is not None:
        parts["region_then"] = latest.name
        parts["region_until"] = str(latest.last)
    # The tables begin with 1980: what was there then may be older.
    if first > 1980:
        parts["region_since"] = str(first)
    return MappingProxyType(parts)
