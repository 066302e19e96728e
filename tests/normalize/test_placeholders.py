"""Filler is told from values, and from the names of real people."""

import pytest

from custmdm.normalize import is_name_placeholder, is_placeholder
from custmdm.normalize._placeholders import is_masked


@pytest.mark.parametrize(
    "text", ["N/A", "n.a.", "None", "无", "暂无", "--", "...", "XXX", "test", "未知", "?"]
)
def test_filler_is_seen(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["Nana", "Nonesuch", "吴", "0", "A", "Testa", "无锡", "N"])
def test_a_value_is_no_filler(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("text", ["Na", "Nan", "Nil"])
def test_names_of_people_are_no_filler(text: str) -> None:
    assert is_placeholder(text)
    assert not is_name_placeholder(text)


@pytest.mark.parametrize(
    "text", ["138****5678", "张*", "张**", "3101XXXXXXXX6851", "a***@b.com", "••••1234"]
)
def test_what_was_made_unreadable_is_seen(text: str) -> None:
    assert is_masked(text)


@pytest.mark.parametrize("text", ["Max", "XXL", "xx", "* note", "5 x 5", ""])
def test_readable_text_is_not_masked(text: str) -> None:
    assert not is_masked(text)
