"""Names of persons: the cases of nameparser and probablepeople, and a race against nameparser.

A case is right when given, middle, family, suffix and honorific all agree with what its source
expects. What the source leaves out it expects to be empty, with one exception: the labelled names
of probablepeople give given, middle and family name only, so suffix and honorific are not judged
there. Case is ignored, since all capitals are rewritten, and half-width kana are full-width. What
nameparser calls the title is the honorific here; behind names in Chinese, Japanese and Korean it
calls honorifics suffixes, so there the two together are compared. A row's locale is declared.
"""

import random
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import custmdm as cm
from benchmarks.standardise._case import Race, Score, Verdict, cases

NAMES = ("given", "middle", "family")
ALL = (*NAMES, "suffix", "honorific")


def scores(data: Path) -> list[Score]:
    """Return the figures for all the names, and for those with Chinese, Japanese or Korean."""
    rows = list(cases(data, "person_name"))
    east = [row for row in rows if is_eastern(row["input"])]
    return [
        Score("person_name", 0.93, [verdict(row) for row in rows]),
        Score("person_name_cjk", 0.98, [verdict(row) for row in east]),
    ]


def is_eastern(text: str) -> bool:
    """Say whether a name holds Chinese characters, kana or Hangul."""
    return any(
        unicodedata.name(ch, "").startswith(
            ("CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH KATA", "HANGUL")
        )
        for ch in text
    )


def verdict(row: dict[str, Any]) -> Verdict:
    """Judge one case."""
    kind = cm.kinds.get("person_name")
    parts = dict(kind.standardize(row["input"], locale=row.get("locale")).parts)
    expected = dict(row["expected"])
    expected["honorific"] = expected.pop("title", "")
    judged: Sequence[str] = NAMES if "probablepeople" in row["source"] else ALL
    if is_eastern(row["input"]):
        for found in (parts, expected):
            said = (found.pop("honorific", ""), found.get("suffix", ""))
            found["suffix"] = " ".join(filter(None, said))
    want = {name: plain(expected.get(name, "")) for name in judged}
    got = {name: plain(parts.get(name, "")) for name in judged}
    return Verdict(row["input"], shown(want), shown(got), want == got)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def shown(parts: dict[str, str]) -> str:
    return " ".join(f"{name}={part}" for name, part in parts.items() if part)


def races() -> list[Race]:
    """Return the race for Chinese names."""
    from nameparser import locales, parser_for

    chinese = parser_for(locales.ZH).parse

    def theirs(values: Sequence[str]) -> object:
        return [(name.family, name.given) for name in map(chinese, values)]

    def ours(values: Sequence[str]) -> object:
        import pandas as pd

        frame = pd.DataFrame({"name": values})
        return cm.standardize(frame, kinds={"name": "person_name"}, context=cm.Context(locale="zh"))

    return [Race("chinese names", "nameparser", 20, chinese_names(4000), ours, theirs)]


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹"
    "彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
)
TRADITIONAL = "張劉陳楊黃趙吳孫馬鄭許韓鄧馮蕭葉蘇呂盧鍾薑譚羅謝"
COMPOUND = "欧阳 司马 上官 诸葛 皇甫 尉迟 慕容 司徒 夏侯 端木".split()
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍红玲华建国文辉力梅鑫波斌宇浩"
    "凯健俊帆雪婷欣怡佳思晨子轩梓涵一诺雨泽诗琪若曦嘉懿博雅志远天成晓东海燕春生永福德"
)
BEHIND = ("先生", "女士", "总", "（经理）", "老师")


def chinese_names(count: int) -> list[str]:
    """Return distinct names as people type them: nine in ten plain, the rest with something."""
    source = random.Random(0)
    found: dict[str, None] = {}
    while len(found) < count:
        kind = source.random()
        surname = source.choice(SURNAMES)
        if kind > 0.97:
            surname = source.choice(COMPOUND)
        elif kind > 0.92:
            surname = source.choice(TRADITIONAL)
        name = surname + "".join(source.choice(GIVEN) for _ in range(source.choice((1, 2, 2, 2))))
        if kind < 0.05:
            name += source.choice(BEHIND)
        elif kind < 0.08:
            name = f"{name[0]} {name[1:]}"
        found[name] = None
    return list(found)
