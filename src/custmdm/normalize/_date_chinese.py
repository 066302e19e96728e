"""Dates as they are written in Chinese and Japanese, made plain for the reader of all dates."""

import re

from custmdm._pattern import lazy_pattern

# The numerals of every day and of contracts; 元 is the first, 廿 and 卅 are twenty and thirty.
_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
           "八": 8, "九": 9}  # fmt: skip
_SAME = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰貳參叄陸念號時點分禮週년월일",
    "一二三四五六七八九十百二三三六廿号时点分礼周年月日",
)
_SPELLED = "〇○零一二三四五六七八九"
_ANY = _SPELLED + "十百廿卅元"
_NUMERAL = lazy_pattern(rf"[{_ANY}]+(?=\s*[年月日号时点分秒])|(?<=月)[{_ANY}]+|^[{_SPELLED}]{{4}}$")
_WEEKDAY = lazy_pattern(
    r"[(\[]?(?:星期|礼拜|周)[一二三四五六日天][)\]]?|[(\[][一二三四五六日月火水木金土][)\]]"
)
_HALF = "(?:凌晨|清晨|早晨|早上|上午|中午|正午|午前|下午|午后|午後|傍晚|晚上|夜里|早|晚)"
_CLOCK = lazy_pattern(
    rf"{_HALF}?\s*\d{{1,2}}\s*[时点]\s*(?:\d{{1,2}}\s*分?|半|整|钟|[一三]刻)?"
    r"\s*(?:\d{1,2}\s*秒)?$"
)
_HALF_DAY = lazy_pattern(rf"{_HALF}(?=\s*\d{{1,2}}:|\s*$)")
_AROUND = lazy_pattern(
    r"^(?:出生日期|出生年月日?|出生|生日|生于|日期|时间)\s*:?\s*"
    r"|^(?:公元|西元|公历|西历|阳历)\s*|\s*(?:出生|生)$"
)
# The year before the first of each era; the first may be written 元.
_ERAS = {
    "民国": 1911,
    "民國": 1911,
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
}
_ERA = lazy_pattern(
    rf"^(?:中华|中華)?(?P<era>{'|'.join(_ERAS)}|r\.?o\.?c\.?)\s*(?P<year>\d{{1,3}})(?!\d)"
)
_MARKED = lazy_pattern(r"(\d{4}|'?\d{2})\s*年\s*(?:(\d{1,2})\s*月份?\s*(?:(\d{1,2})\s*[日号]?)?)?")
_LAST_MARK = lazy_pattern(r"(?<=[-/.]\d)[日号]|(?<=[-/.]\d\d)[日号]")
_NO_YEAR = lazy_pattern(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")


def plain(text: str) -> str:
    """Return a clean, casefolded date with its numerals, era, weekday and clock made plain.

    >>> plain("二〇二一年十二月廿一日 星期二"), plain("民國一一〇年三月四日"), plain("昭和63年")
    ('2021-12-21 ', '2021-3-4 ', '1988 ')
    >>> plain("2016年3月20日(日) 21时40分"), plain("1991年农历8月23号")
    ('2016-3-20 ', '1991 农历8月23号')
    """
    if text.isascii():
        return _ERA.sub(_year_of_era, text) if text[:1] == "r" else text
    text = _AROUND.sub("", text.translate(_SAME))
    text = _WEEKDAY.sub(" ", text)
    text = _NUMERAL.sub(lambda found: str(_number(found.group())), text).strip()
    text = _HALF_DAY.sub(" ", _CLOCK.sub("", text)).strip()
    text = _ERA.sub(_year_of_era, text)
    marked = _MARKED.match(text)
    if marked:
        return "-".join(filter(None, marked.groups())) + " " + text[marked.end() :]
    return _LAST_MARK.sub(" ", _NO_YEAR.sub(r"\1-\2", text))


def _number(numeral: str) -> int:
    """Return what a Chinese numeral below ten thousand means, said or spelled digit by digit.

    >>> [_number(n) for n in ("二〇二一", "十二", "廿一", "一百一十", "元")]
    [2021, 12, 21, 110, 1]
    """
    if numeral == "元":
        return 1
    numeral = numeral.replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    hundreds, mark, rest = numeral.partition("百")
    if mark:
        return 100 * _DIGITS.get(hundreds, 0) + _number(rest.lstrip("零〇") or "零")
    if "十" not in numeral:
        return int("".join(str(_DIGITS[ch]) for ch in numeral))
    tens, _, ones = numeral.partition("十")
    if not (tens in _DIGITS or tens == "") or not (ones in _DIGITS or ones == ""):
        return 0  # no numeral at all: a date with it does not exist
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _year_of_era(found: re.Match[str]) -> str:
    return str(_ERAS.get(found["era"], 1911) + int(found["year"])).zfill(4)
