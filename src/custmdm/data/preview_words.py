"""The sentences of the preview of a merge or of its undoing, in English and Chinese."""

from collections.abc import Mapping

from custmdm.data.trace_words import rule_label

__all__ = ["LEFT", "PREVIEW_PHRASES", "preview_phrase", "reason_label"]

# Why a customer loses a value: no rule removed it, it goes with the records that go.
LEFT = "its records leave"
PREVIEW_PHRASES: Mapping[str, Mapping[str, str]] = {
    "merge": {"en": "{ids} would be one customer", "zh": "{ids} 将合并为一个客户"},
    "unmerge": {"en": "{ids} would be {n} customers", "zh": "{ids} 将拆分为 {n} 个客户"},
    "one_record": {
        "en": "{id}, of 1 record: {values}",
        "zh": "{id}，共 1 条记录：{values}",
    },
    "customer": {
        "en": "{id}, of {n} records: {values}",
        "zh": "{id}，共 {n} 条记录：{values}",
    },
    "redirect": {"en": "{id} would redirect to {to}", "zh": "{id} 将重定向到 {to}"},
    "conflict_merge": {
        "en": "they differ on {path}: {values}; it would be {value}",
        "zh": "{path} 不一致：{values}；合并后为 {value}",
    },
    "conflict_unmerge": {
        "en": "they differ on {path}: {values}; now it is {value}",
        "zh": "{path} 不一致：{values}；现为 {value}",
    },
    "side": {"en": "{value} ({id})", "zh": "{value}（{id}）"},
    "loss": {
        "en": "{id} would lose {path} {value}: {reason}",
        "zh": "{id} 将失去 {path} {value}：{reason}",
    },
    "no_value": {"en": "no value", "zh": "无值"},
    "and": {"en": " and ", "zh": "、"},
    "comma": {"en": ", ", "zh": "、"},
    "semicolon": {"en": "; ", "zh": "；"},
}


def preview_phrase(code: str, locale: str, **params: object) -> str:
    """Return a sentence in English or Chinese ("zh").

    >>> preview_phrase("redirect", "en", id="G1", to="G2")
    'G1 would redirect to G2'
    """
    language = "zh" if locale.lower().startswith("zh") else "en"
    return PREVIEW_PHRASES[code][language].format_map(params)


def reason_label(rule: str, locale: str) -> str:
    """Return why a value is lost: a rule, as traces call it, or that its records leave.

    >>> reason_label("oldest", "zh"), reason_label(LEFT, "zh"), reason_label(LEFT, "en")
    ('最早更新', '其记录将分出', 'its records leave')
    """
    if rule == LEFT:
        return "其记录将分出" if locale.lower().startswith("zh") else LEFT
    return rule_label(rule, locale)
