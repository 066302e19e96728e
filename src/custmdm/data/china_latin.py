"""The provinces and cities of China in Latin letters: in pinyin, and as maps abroad spell them."""

import re
from collections import defaultdict
from functools import cache

from custmdm._pattern import lazy_pattern
from custmdm.data.china import Division, divisions
from custmdm.data.han import reading

__all__ = ["latin_division"]

# Read unlike the usual reading of the character.
_READINGS = {"长": "chang", "重": "chong", "厦": "xia", "都": "du", "藏": "zang", "蚌": "beng", "什": "shi", "陕": "shaan"}  # fmt: skip
_NAMES = {
    "六安": "luan", "吕梁": "lvliang luliang lyuliang", "内蒙古": "innermongolia neimongol neimenggu",
    "西藏": "xizang tibet", "香港": "hongkong hksar", "澳门": "macau macao", "台湾": "taiwan",
    "北京": "peking", "哈尔滨": "harbin", "齐齐哈尔": "tsitsihar", "呼和浩特": "hohhot huhhot",
    "鄂尔多斯": "ordos", "呼伦贝尔": "hulunbuir", "巴彦淖尔": "bayannur", "乌兰察布": "ulanqab",
    "锡林郭勒": "xilingol", "阿拉善": "alxa", "乌鲁木齐": "urumqi wulumuqi", "克拉玛依": "karamay",
    "吐鲁番": "turpan turfan", "喀什": "kashgar", "和田": "hotan khotan", "阿勒泰": "altay", "塔城": "tacheng",
    "伊犁": "ili", "阿克苏": "aksu", "拉萨": "lhasa", "日喀则": "shigatse xigaze", "那曲": "nagqu", "林芝": "nyingchi",
    "昌都": "qamdo", "台北": "taipei", "新北": "newtaipei", "桃园": "taoyuan", "台中": "taichung", "台南": "tainan",
    "高雄": "kaohsiung", "基隆": "keelung", "新竹": "hsinchu", "嘉义": "chiayi",
}  # fmt: skip
# What stands behind such a name.
_SORT = lazy_pattern(
    r"(?<=\w\w)[ -]*(?:city|shi|province|sheng|municipality|sar|prefecture|diqu"
    r"|special administrative region|(?:zhuang |hui |uyghur |uygur )?autonomous region)$"
)
# Shorter words are too many other things in other languages; but this city is well known.
_SHORTEST, _SHORT = 5, frozenset({"xian"})


def latin_division(name: str, level: int) -> Division | None:
    """Return the province (1) or city (2) of a folded Latin name, where only one reads so.

    >>> latin_division("beijing", 1).name, latin_division("xi an", 2).name
    ('北京市', '西安市')
    >>> latin_division("guangdong province", 1).name, latin_division("shaanxi", 1).name
    ('广东省', '陕西省')

    Two cities are read Suzhou:

    >>> latin_division("suzhou", 2)
    """
    return _by_name(level).get(re.sub("[^a-z]", "", _SORT.sub("", name)))


@cache
def _by_name(level: int) -> dict[str, Division]:
    found: dict[str, set[Division]] = defaultdict(set)
    for d in divisions():
        if d.level == level:
            short = d.short_name
            read = "".join(_READINGS.get(ch) or reading(ch) for ch in short)
            spelled = _NAMES.get(short, "").split()
            for name in {read, *spelled} if short != "六安" else spelled:
                if len(name) >= _SHORTEST or name in _SHORT or name in spelled:
                    found[name].add(d)
    return {name: ds.pop() for name, ds in found.items() if len(ds) == 1}
