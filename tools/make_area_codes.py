"""Generate the table of the area codes of mainland China and the cities that each is dialled for.

The codes and most of the cities are from the geocoding data of phonenumbers (Apache-2.0); they are
written with the names of the divisions in force, which tools/make_china_divisions.py makes. Where
several cities share a code, phonenumbers often knows only the largest: the others stand here.

Run: python -m tools.make_area_codes
"""

import re
from pathlib import Path

import custmdm

DATA = Path(custmdm.__file__).parent / "data"
# Cities that share the code of a neighbour; Hainan has one code for all of it.
ALSO = {
    "371": "开封市",
    "391": "济源市",
    "558": "亳州市",
    "719": "神农架林区",
    "772": "来宾市",
    "774": "贺州市",
    "775": "贵港市",
    "898": "三沙市 儋州市 五指山市 琼海市 文昌市 万宁市 东方市 定安县 屯昌县 澄迈县 临高县 "
           "白沙黎族自治县 昌江黎族自治县 乐东黎族自治县 陵水黎族自治县 保亭黎族苗族自治县 "
           "琼中黎族苗族自治县",
    "935": "金昌市",
    "937": "嘉峪关市",
    "990": "塔城地区 伊犁哈萨克自治州",
    "992": "塔城地区 胡杨河市",
    "993": "昌吉回族自治州 塔城地区",
    "994": "五家渠市",
    "996": "铁门关市",
    "997": "阿拉尔市",
    "998": "图木舒克市",
    "906": "北屯市",
    "909": "双河市",
    "999": "可克达拉市",
    "903": "昆玉市",
    "901": "白杨市",
    "902": "新星市",
}  # fmt: skip
# What phonenumbers writes otherwise: a slip, places of the county level, cities without their sort.
OTHERWISE = {
    "株州市": "株洲市",
    "芒市": "德宏傣族景颇族自治州",
    "香格里拉市": "迪庆藏族自治州",
    "襄樊市": "襄阳市",
}
_SUBSCRIBER = "66666666"
_PROVINCE = re.compile(
    "(内蒙古|广西|西藏|宁夏|新疆|黑龙江|河北|山西|辽宁|吉林|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)"
    r"(?:省|\w{0,3}自治区)?"
)


def divisions() -> dict[str, str]:
    """Return the name by code of the provinces, the cities and what lies in no city."""
    lines = (DATA / "china_divisions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {
        code: name
        for code, level, name, *_ in rows
        if level != "3" or code[2:4] == "90"
        if code[:2] not in ("71", "81", "82")
    }


def described(code: str) -> str | None:
    """Return what phonenumbers says of the fixed lines of an area code, if there are any."""
    import phonenumbers
    from phonenumbers.geodata import GEOCODE_DATA

    for length in (8, 7):
        number = phonenumbers.PhoneNumber(86, int(code + _SUBSCRIBER[:length]))
        if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE:
            digits = f"86{number.national_number}"
            found = (GEOCODE_DATA.get(digits[:n], {}).get("zh") for n in range(len(digits), 3, -1))
            return next((text for text in found if text), None)
    return None


def places(text: str, names: dict[str, str]) -> list[str]:
    """Return the divisions that a description names; those of counties in a city are left out."""
    province = _PROVINCE.match(text)
    codes = {
        code[:2]
        for code, name in names.items()
        if province and code.endswith("0000") and name.startswith(province[1])
    }
    inside = [name for code, name in names.items() if not codes or code[:2] in codes]
    found = []
    for piece in text[province.end() if province else 0 :].split("、"):
        name = OTHERWISE.get(piece, piece)
        stem = re.sub(r"(?:地区|[市州盟])$", "", name) or name
        found += [n for n in inside if n == name] or [n for n in inside if n.startswith(stem)]
    return found


def area_codes() -> str:
    """Return a line for each area code: it, and the names of its cities."""
    names = divisions()
    known = set(names.values())
    lines, seen = [], set[str]()
    candidates = ["10", *(f"2{n}" for n in range(10)), *map(str, range(300, 1000))]
    for code in candidates:
        text = described(code)
        if text is None:
            continue
        found = list(dict.fromkeys([*places(text, names), *ALSO.get(code, "").split()]))
        if not found or set(found) - known:
            raise ValueError(f"area code {code}: {text} gives {found}")
        seen |= set(found)
        lines.append(f"{code}\t{' '.join(found)}\n")
    provinces = {name for code, name in names.items() if code.endswith("0000")}
    missing = known - seen - provinces
    if missing:
        raise ValueError(f"no area code for {sorted(missing)}")
    return "".join(lines)


def main() -> None:
    (DATA / "china_area_codes.tsv").write_text(area_codes(), encoding="utf-8")


if __name__ == "__main__":
    main()
