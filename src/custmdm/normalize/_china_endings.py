"""What may stand behind the name of a Chinese division, and what makes another word of it."""

from custmdm._pattern import lazy_pattern

# What the official tables write between a city and its districts.
_PADDING = lazy_pattern(
    "市辖区|(?:省|自治区)?直辖县级?(?:行政区划|行政单位)?|(?:自治区)?直辖县级行政单位|县(?![城级道路])"
)
# Behind a name without its last word: with this it names a road.
_ROAD = lazy_pattern(
    "[东南西北中]?大?[一二三四五六七八九十0-9]{0,2}(?:大?[路街](?!口|坊|道|桥区|凼|[南北]区)|大?道(?!外|里|区|江|县|真|孚)|巷|弄|高架|胡同)"
    "|[新老大]街(?!口|道)|[新老]路"
)
# Behind a full name only this does: 石河子市北三路 is a road of 石河子市.
_OWN_ROAD = lazy_pattern("大?[路街](?!口|坊|道|桥区|凼|[南北]区)|大道|巷|胡同")
_ROAD_BEGINS = frozenset("东南西北中大一二三四五六七八九十0123456789路街道巷弄高胡新老")
# With this it is part of another name: 武侯祠大街, 朝阳门外.
_LONGER = lazy_pattern(
    "[门寺祠湖江河塔坊庄口站村镇乡岭湾滩洲岛宫坛观庵庙楼阁堂里苑城山桥港园边畔]|广场|公园|大[学桥厦]|机场"
    "|医院|学院|[中小]学|体育|客运|火车|宾馆|酒店|饭店|银行|公司|集团|博物|图书|法院|分局|派出所"
)
# What the 市 behind a name begins: 市场, 市郊, 市区.
_NO_CITY = frozenset("场郊区辖")
# Behind a name they are looked at.
MARKS = _ROAD_BEGINS | _NO_CITY
# Behind a short name they make a longer one, right or wrong: 成都武侯新区.
_LAST_WORDS = frozenset("区县市旗新自")
_TOWN = lazy_pattern("[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道)(?![路街])")
_SORTS = frozenset("省市区县州盟旗")


def padding_end(text: str, at: int) -> int | None:
    """Return where a word ends that official tables put between a city and its counties."""
    found = _PADDING.match(text, at)
    return found.end() if found else None


def begins_town(text: str, at: int) -> bool:
    """Say whether the name of a town begins here."""
    return _TOWN.match(text, at) is not None


def is_longer(text: str, end: int) -> bool:
    """Say whether a name without its last word is part of another here: 武侯祠, 朝阳门."""
    return _LONGER.match(text, end) is not None


def may_follow(text: str, end: int) -> bool:
    """Say whether a name of a division may end here: 北京市场 and 上海路 are none."""
    following = text[end : end + 1]
    if following in _NO_CITY and text[end - 1] == "市" and not text.startswith("郊区", end):
        return False
    if following not in _ROAD_BEGINS:
        return True
    return not (_OWN_ROAD if text[end - 1] in _SORTS else _ROAD).match(text, end)


def may_follow_short(text: str, end: int) -> bool:
    """Say whether a county without its last word may end here: not 武侯祠, not 朝阳门."""
    return text[end : end + 1] not in _LAST_WORDS and not is_longer(text, end)
