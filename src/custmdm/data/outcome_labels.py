"""The ways in which two values agree, in Chinese."""

import re
from collections.abc import Mapping

__all__ = ["OUTCOME_LABELS", "outcome_label"]

# What comparators and comparisons call their outcomes, in English, and what that is in Chinese.
OUTCOME_LABELS: Mapping[str, str] = {
    "equal": "相同",
    "different": "不同",
    "nearly equal": "几乎相同",
    "slightly alike": "略有相似",
    "initial or short form": "首字母或简称",
    # Names of persons.
    "one name, in neither place": "只有一个名字，与姓、名均不符",
    "one name, nearly as given or family name": "只有一个名字，与姓或名相近",
    "one name, equal to the given or family name": "只有一个名字，与姓或名相同",
    "read otherwise": "读音不符",
    "read with this initial": "读音的首字母相符",
    "read so": "读音相符",
    "one name nearly equal, the other different": "姓、名之一几乎相同，另一不同",
    "one name nearly equal, the other slightly alike": "姓、名之一几乎相同，另一略有相似",
    "given name equal, family name different": "名相同，姓不同",
    "family name equal, given name different": "姓相同，名不同",
    "both nearly equal": "姓、名均几乎相同",
    "one name equal, the other slightly alike": "姓、名之一相同，另一略有相似",
    "one name equal, the other an initial or short form": "姓、名之一相同，另一为首字母或简称",
    "one name equal, the other nearly": "姓、名之一相同，另一几乎相同",
    "swapped": "姓名颠倒",
    "swapped, both alike": "姓名颠倒，均相似",
    "swapped, one of them alike": "姓名颠倒，其一相似",
    # Texts by their words.
    "nothing in common": "没有共同部分",
    "little in common": "少有共同部分",
    "some in common": "部分相同",
    "half in common": "约一半相同",
    "much in common": "大部分相同",
    "most in common": "绝大部分相同",
    "nearly all in common": "几乎全部相同",
    # Places.
    "another place": "地区不同",
    "nearly the same city or postcode": "城市或邮政编码相近",
    "the same city": "城市相同",
    "the same postcode": "邮政编码相同",
    # What cannot be compared.
    "both missing": "双方均缺失",
    "one missing": "一方缺失",
    "placeholder": "占位内容",
    "cannot be compared": "无法比较",
}
# What stands before a label: the part that was known on both sides.
_BEFORE = {
    "given name: ": "名：",
    "family name: ": "姓：",
    "street: ": "街道：",
    "place: ": "地区：",
}
# What is said besides it.
_AFTER = {", in another place": "，地区不同", ", other numbers": "，号码不同"}
_SIMILAR = re.compile(r"similar, (\S+) or more")


def outcome_label(label: str, locale: str) -> str:
    """Return the label of an outcome in English or Chinese ("zh"); a user's own stays as it is.

    >>> outcome_label("street: much in common, other numbers", "zh")
    '街道：大部分相同，号码不同'
    >>> outcome_label("similar, 0.9 or more", "zh"), outcome_label("equal", "en")
    ('相似度不低于 0.9', 'equal')
    """
    if not locale.lower().startswith("zh"):
        return label
    for english, chinese in _BEFORE.items():
        if label.startswith(english):
            return chinese + outcome_label(label.removeprefix(english), locale)
    for english, chinese in _AFTER.items():
        if label.endswith(english):
            return outcome_label(label.removesuffix(english), locale) + chinese
    if found := _SIMILAR.fullmatch(label):
        return f"相似度不低于 {found[1]}"
    return OUTCOME_LABELS.get(label, label)
