"""What whoever labels pairs is asked and told, in English and Chinese."""

from collections.abc import Mapping

__all__ = ["LABEL_WORDS", "label_words"]

LABEL_WORDS: Mapping[str, Mapping[str, str]] = {
    "question": {"en": "Are these two one customer?", "zh": "这两条记录是同一客户吗？"},
    "counter": {"en": "{at} of {total}", "zh": "第 {at} 对，共 {total} 对"},
    "same": {"en": "Same customer", "zh": "同一客户"},
    "different": {"en": "Different", "zh": "不同客户"},
    "unsure": {"en": "Cannot tell", "zh": "无法判断"},
    "back": {"en": "Back", "zh": "返回上一对"},
    "focus": {"en": "Click here to use the keys.", "zh": "点击此处即可使用按键。"},
    "saved": {"en": "Each answer is saved in {path}", "zh": "每次回答都已保存到 {path}"},
    "finished": {
        "en": "All pairs have an answer ({total}).",
        "zh": "所有记录对均已标注（{total}）。",
    },
    "nothing": {"en": "There is no pair to ask about.", "zh": "没有需要标注的记录对。"},
    "silent": {
        "en": "There is no reply: run the cell again. What was saved stays.",
        "zh": "没有响应：请重新运行此单元格。已保存的回答不会丢失。",
    },
    "failed": {"en": "That failed: {error}", "zh": "操作失败：{error}"},
    "field": {"en": "Field", "zh": "字段"},
    "bits": {"en": "{bits:+.1f} bits", "zh": "{bits:+.1f} 比特"},
    "agrees": {"en": "agrees", "zh": "一致"},
    "alike": {"en": "alike", "zh": "相近"},
    "differs": {"en": "differs", "zh": "不同"},
    "missing": {"en": "missing", "zh": "缺失"},
    "not compared": {"en": "not compared", "zh": "未比较"},
}


def label_words(locale: str) -> dict[str, str]:
    """Return all of it in English or Chinese ("zh").

    >>> label_words("zh")["same"], label_words("en")["same"]
    ('同一客户', 'Same customer')
    """
    language = "zh" if locale.lower().startswith("zh") else "en"
    return {code: words[language] for code, words in LABEL_WORDS.items()}
