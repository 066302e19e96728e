"""The sentences of the trace of a golden value, in English and Chinese."""

from collections.abc import Mapping

__all__ = ["RULES_ZH", "TRACE_PHRASES", "UNITS", "measure", "rule_label", "trace_phrase"]

TRACE_PHRASES: Mapping[str, Mapping[str, str]] = {
    "head": {
        "en": "{path}: {value}, from {records}; settled by {rule}",
        "zh": "{path}：{value}，来自 {records}；依据：{rule}",
    },
    "nobody": {
        "en": "{path}: {value}; settled by {rule}",
        "zh": "{path}：{value}；依据：{rule}",
    },
    "no_value": {"en": "no value", "zh": "无值"},
    "after": {"en": "{rule}, after {before}", "zh": "{rule}（此前：{before}）"},
    "element": {"en": "{value}, from {records}", "zh": "{value}，来自 {records}"},
    "removed": {
        "en": "not {value}, from {record}: {rule}",
        "zh": "未采用 {value}，来自 {record}：{rule}",
    },
    "margin": {"en": ", {margin} behind", "zh": "，相差 {margin}"},
    "filled": {
        "en": "{part} filled with {value}, from {record}",
        "zh": "{part} 补为 {value}，来自 {record}",
    },
    "fills": {"en": "{rule}; fills {parts}", "zh": "{rule}；补 {parts}"},
    "comma": {"en": ", ", "zh": "、"},
    "golden": {"en": "golden record", "zh": "黄金记录"},
    "golden_title": {"en": "Golden record {id}", "zh": "黄金记录 {id}"},
    "marks": {
        "en": "Ticked: it is in the golden record. Crossed: it lost, by the rule below it.",
        "zh": "✓ 为黄金记录采用的值；× 为未采用的值，依据见其下。",
    },
    "drawn": {"en": "Drawn: {drawn} of {of} records.", "zh": "图中为 {of} 条记录中的 {drawn} 条。"},
}
# One of it, more of it, and how Chinese counts it.
UNITS: Mapping[str, tuple[str, str, str]] = {
    "days": ("day", "days", "天"),
    "points": ("point", "points", "分"),
    "records": ("record", "records", "条记录"),
    "characters": ("character", "characters", "个字符"),
    "parts": ("part", "parts", "个部分"),
    "places": ("place", "places", "位"),
    "": ("", "", ""),
}
RULES_ZH: Mapping[str, str] = {
    "valid_first": "有效值优先",
    "most_recent": "最近更新",
    "oldest": "最早更新",
    "most_frequent": "记录数最多",
    "most_complete": "最完整",
    "longest": "最长",
    "highest": "最大",
    "lowest": "最小",
    "MostTrusted": "最可信",
    "not trusted at all": "完全不可信",
    "pinned": "人工固定",
    "ignored": "人工忽略",
    "the only value": "唯一的值",
    "all records agree": "各记录一致",
    "all values": "全部的值",
    "the best values": "最佳的几个值",
    "the same element": "同一元素",
    "first by value, then record": "按值、再按记录排序的第一个",
    "no value": "无值",
}


def trace_phrase(code: str, locale: str, **params: object) -> str:
    """Return a sentence in English or Chinese ("zh").

    >>> trace_phrase("margin", "en", margin="2 days")
    ', 2 days behind'
    """
    return TRACE_PHRASES[code][_language(locale)].format_map(params)


def rule_label(rule: str, locale: str) -> str:
    """Return how a rule is called: ours in both languages, others by their name.

    >>> rule_label("oldest", "en"), rule_label("oldest", "zh"), rule_label("mine", "zh")
    ('oldest', '最早更新', 'mine')
    """
    return RULES_ZH.get(rule, rule) if _language(locale) == "zh" else rule


def measure(amount: float, unit: str, locale: str) -> str:
    """Return an amount with its unit, to two decimals.

    >>> measure(1.0, "days", "en"), measure(12.504, "points", "en"), measure(2, "records", "zh")
    ('1 day', '12.5 points', '2 条记录')
    """
    number = f"{amount:,.2f}".rstrip("0").rstrip(".")
    one, more, zh = UNITS.get(unit, (unit, unit, unit))
    word = zh if _language(locale) == "zh" else one if number == "1" else more
    return f"{number} {word}".rstrip()


def _language(locale: str) -> str:
    return "zh" if locale.lower().startswith("zh") else "en"
