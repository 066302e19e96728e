"""Words that people type to fill a field that they must not leave empty."""

import re

from custmdm._text import fold

_WORDS = frozenset(
    """
    n a|na|n.a|none|null|nil|nan|nat|undefined|unknown|not known|not available|not applicable
    not provided|not given|tbd|tba|tbc|test|testing|tester|dummy|sample|example|asdf|asdfg|qwerty
    xxx|xxxx|no name|noname|no email|no phone|missing|empty|blank|anonymous|nobody|no one
    无|无名|无名氏|暂无|未知|不详|不明|没有|空|待定|待补充|未填写|未提供|测试|测试用户|测试客户|匿名|保密|不适用|無|無名|暫無|測試|匿名用户
    """.replace("\n", "|").split("|")
)
_PLACEHOLDERS = frozenset(w.strip() for w in _WORDS) - {""}
_ONLY_MARKS = re.compile(r"[\W_]+")
# 138****5678, 张*, 3101**********6851: made unreadable for whoever gets the file.
_MASK = re.compile(r"[*•●×]{2,}|(?<=\w)[*•●]|[*•●](?=\w)|(?<=\w)[xX]{4,}|[xX]{4,}(?=\w)")

# Words that are names of real people: 娜 and 楠 are written Na and Nan.
_ALSO_NAMES = frozenset({"na", "nan", "nil", "test", "tester", "sample"})


def is_name_placeholder(text: str) -> bool:
    """Say whether a clean name was only typed to fill the field.

    >>> is_name_placeholder("Na"), is_name_placeholder("N/A"), is_name_placeholder("测试")
    (False, True, True)
    """
    return is_placeholder(text) and (fold(text) not in _ALSO_NAMES)


def is_placeholder(text: str) -> bool:
    """Say whether clean text was only typed to fill the field.

    >>> [is_placeholder(t) for t in ("N/A", "无", "--", "Nana", "None")]
    [True, True, True, False, True]
    """
    return _ONLY_MARKS.fullmatch(text) is not None or fold(text) in _PLACEHOLDERS


def is_masked(text: str) -> bool:
    """Say whether a part of clean text was made unreadable; what is left points at many.

    >>> [is_masked(t) for t in ("138****5678", "张*", "310104XXXXXXXX6851", "Max")]
    [True, True, True, False]
    """
    return _MASK.search(text) is not None
