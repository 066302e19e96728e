"""Chinese addresses: the divisions that are sure, without a table of all of them."""

import re

from custmdm.data.china import CITY, HAN, MUNICIPALITIES, PROVINCES

_SKIP = re.compile(r"[\s,;/|·-]*")
_COUNTRY = re.compile("中国|中國|中华人民共和国")
_MUNICIPALITY = re.compile(rf"(?:{'|'.join(MUNICIPALITIES)})市?")
_FULL_REGION = re.compile(
    "|".join(f"(?:{'|'.join(names)}){word}" for word, names in PROVINCES.items())
)
# Without its last word a province may begin another name: 吉林市, 山东路, 河北区, 海南藏族自治州.
_SHORT_NAMES = "|".join(name for names in PROVINCES.values() for name in names)
_SHORT_REGION = re.compile(rf"(?!海南藏族|河南蒙古族)(?:{_SHORT_NAMES})(?![市区县路街])")
_CITY = re.compile(CITY + rf"|{HAN}{{2,10}}?自治州|(?:阿拉善|锡林郭勒|兴安)盟")
_PREFECTURE = re.compile(rf"{HAN}{{2,5}}?地区(?!别)")
# Inside its name no district has a word for a road, a house or a village.
_IN_NAME = r"(?![路街道巷弄号村镇乡栋室])" + HAN
# An estate, a campus or a business park is no district, nor is a part of a town: 科技园南区.
_NO_DISTRICT = (
    r"(?![经近到在往的]|市区|[一二三四五六七八九十]区)"
    rf"(?!{HAN}{{0,4}}?[小校园社景厂院住街片库展商舍活墅业发税范假作能务工济军地]区)"
    rf"(?!{HAN}{{2,3}}[东南西北中一二三四五六七八九十]区)"
    rf"(?!{HAN}{{1,3}}[超夜菜早闹门]市|{HAN}{{2,3}}[城都]市)"
)
_DISTRICT_WORD = r"(?:区(?!域)|县(?!城(?!关))|市(?![场部区级郊中]))"
_DISTRICT = re.compile(
    rf"(?:{HAN}{{1,12}}?自治[县旗]|{HAN}{{1,8}}?[前中后左右]旗|{HAN}{{2,6}}?族区"
    rf"|{_NO_DISTRICT}{HAN}(?:{_IN_NAME}){{0,3}}?{_DISTRICT_WORD})(?![路街巷])"
)


def chinese_parts(line: str) -> dict[str, str]:
    """Return region, city, district and street of a Chinese address as they are written.

    What cannot be told without a table of all divisions stays in the street: a city without its
    市, and the district after it. Nothing is given where not even a region or a city is sure.

    >>> chinese_parts("四川成都市武侯区科技路87号")
    {'region': '四川', 'city': '成都市', 'district': '武侯区', 'street': '科技路87号'}
    >>> chinese_parts("四川成都武侯区科技路87号")
    {'region': '四川', 'street': '成都武侯区科技路87号'}
    >>> chinese_parts("北京西路100号")
    {}

    A municipality is a city and its own region:

    >>> chinese_parts("北京市海淀区中关村大街27号")
    {'region': '北京市', 'city': '北京市', 'district': '海淀区', 'street': '中关村大街27号'}
    """
    start = _next(line, _COUNTRY.match(line), 0)
    parts, at = _municipality(line, start)
    if not parts:
        parts, at = _province(line, start)
    if "city" in parts:
        district = _DISTRICT.match(line, at)
        if district:
            parts["district"] = district.group()
            at = _next(line, district, at)
    if parts and line[at:]:
        parts["street"] = line[at:]
    return parts


def _next(line: str, match: re.Match[str] | None, at: int) -> int:
    """Return where the text after a match begins."""
    skipped = _SKIP.match(line, match.end() if match else at)
    return skipped.end() if skipped else at


def _municipality(line: str, at: int) -> tuple[dict[str, str], int]:
    region = _MUNICIPALITY.match(line, at)
    if region is None:
        return {}, at
    # Often written twice, as province and as city: 上海上海市徐汇区.
    after = _next(line, region, at)
    city = _MUNICIPALITY.match(line, after)
    if city is None or city.group()[:2] != region.group()[:2]:
        city = region
    after = _next(line, city, at)
    labelled = "市" in (city.group() + region.group()) and not line.startswith(("场", "区"), after)
    if not labelled and not _DISTRICT.match(line, after):
        return {}, at  # 北京西路 is a road, 上海大学 a university
    return {"region": region.group(), "city": city.group()}, after


def _province(line: str, at: int) -> tuple[dict[str, str], int]:
    parts = {}
    region = _FULL_REGION.match(line, at)
    if region is None:
        region = _SHORT_REGION.match(line, at)
        if region and not any(
            pattern.match(line, _next(line, region, at))
            for pattern in (_CITY, _PREFECTURE, _DISTRICT)
        ):
            return {}, at
    if region:
        parts["region"] = region.group()
        at = _next(line, region, at)
    city = _CITY.match(line, at) or (region and _PREFECTURE.match(line, at))
    if city:
        parts["city"] = city.group()
        at = _next(line, city, at)
    return parts, at
