"""The tables of Chinese characters are what their generator makes, and are safe to use."""

import pytest

from custmdm.data.han import reading, simplified


def test_the_tables_are_what_the_generator_makes() -> None:
    pytest.importorskip("opencc", reason="opencc says what is simplified")
    pytest.importorskip("pypinyin", reason="pypinyin says how a character is read")
    make = pytest.importorskip("tools.make_han", reason="the tools are out of sight")
    pairs = make.simplified()
    assert (make.DATA / "han_simplified.txt").read_text(encoding="utf-8") == pairs
    readings = make.readings(pairs.split()[0])
    assert (make.DATA / "han_readings.txt").read_text(encoding="utf-8") == readings


def test_simplifying_twice_is_simplifying_once() -> None:
    every = "".join(chr(code) for code in range(0x3400, 0xA000))
    once = simplified(every)
    assert simplified(once) == once
    assert len(once) == len(every)


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [("張學友", "张学友"), ("鍾繇", "钟繇"), ("范偉", "范伟"), ("後羿", "后羿"), ("北京", "北京")],
)
def test_names_are_simplified_by_character(traditional: str, simple: str) -> None:
    assert simplified(traditional) == simple


@pytest.mark.parametrize(
    ("character", "read"), [("张", "zhang"), ("女", "nv"), ("绿", "lv"), ("a", ""), ("。", "")]
)
def test_a_character_is_read_in_pinyin(character: str, read: str) -> None:
    assert reading(character) == read
