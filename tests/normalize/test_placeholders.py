"""Filler is told from values, and from the names of real people."""

import re

import pytest
from hypothesis import given

from custmdm._text import clean, fold
from custmdm.data.placeholders import NAME_WORDS, WORDS
from custmdm.normalize import is_name_placeholder, is_placeholder
from custmdm.normalize._placeholders import is_masked
from tests.normalize.texts import TEXTS


def listed(text: str) -> list[str]:
    return [word.strip() for word in re.split(r"[|\n]", text) if word.strip()]


@pytest.mark.parametrize(
    "text",
    """
    N/A|n.a.|N / A|#N/A|<NA>|(none)|None|NULL|[blank]|NaT|nan|--|...|?|、|——|*|XXX|xxxx|aaaa
    ZZZZ|N/K|test|Test.|TEST1|test 2|test123|Test Test|test user 1|Test Account
    Demo Customer|Dummy Name|asdf|ASDFGH|qwerty|1qaz2wsx|zxcv|lorem ipsum
    Lorem ipsum dolor sit amet|no name|To be confirmed|same as above|See notes.|don't know
    Unknown|não informado|Keine Angabe|non renseigné|desconocido|неизвестно|нет|无|無|暂无|暫無
    未知|不详|不詳|无名氏|测试|测试用户01|測試|测试数据|（空）|"无"|同上|见备注|待补充|待定|某某|哈哈哈|テスト|없음
    """.replace("\n", "|").split("|"),
)  # fmt: skip
def test_filler_is_seen(text: str) -> None:
    assert not text.strip() or is_placeholder(text.strip())


@pytest.mark.parametrize("text", listed(WORDS))
def test_every_listed_word_is_seen_however_it_is_written(text: str) -> None:
    for spelled in (text, text.upper(), text.title(), f"({text})", f"{text}."):
        assert is_placeholder(clean(spelled))


@pytest.mark.parametrize(
    "text", [*listed(NAME_WORDS), "abc", "aaa", "Bbb", "First Name", "微信用户"]
)
def test_filler_for_a_name_may_be_a_value_elsewhere(text: str) -> None:
    assert is_name_placeholder(text)


@pytest.mark.parametrize(
    "text",
    """
    Nana|Nonesuch|吴|0|A|Testa|无锡|N|111|1234|123456|000|AAA|ABC|Asd|Ada|Bo|Xi|Nala|Nathan
    Nathalie|Sampson|Samples|Examplar|Testino|Dummer|Demos|Demo|Fake|Fakenham|Blanka
    Emptyness|Unknowns|N. K. Sharma|K. Anders|Na Li|Nan Goldin|Test Kitchen|Sample Street 5
    Nilsson|Void Ltd|Anona|+86 138 0013 8000|#12|(0571) 123|-5|+1
    无为|未央区|空港|同里|测绘局|待贤坊|保密局
    III|XXL|www|2000-01-01|12 Main St.|J. R.|a@b.com|Pending|Other|User
    """.replace("\n", "|").split("|"),
)  # fmt: skip
def test_a_value_is_no_filler(text: str) -> None:
    assert not text.strip() or not is_placeholder(text.strip())


@pytest.mark.parametrize(
    "text", ["Na", "Nan", "Nil", "NAN", "Nat", "Test", "Sample", "Blank", "Anon"]
)
def test_names_of_people_are_no_filler(text: str) -> None:
    assert is_placeholder(text) or text == "Nat"
    assert not is_name_placeholder(text)


@pytest.mark.parametrize("text", ["<NA>", "N/A", "(nan)", "NaT", "#N/A"])
def test_what_systems_write_is_no_name(text: str) -> None:
    assert is_name_placeholder(text)


@given(text=TEXTS)
def test_marks_around_filler_do_not_matter(text: str) -> None:
    text = clean(text)
    if is_placeholder(text) and text and len(text) < 60 and fold(text):
        assert is_placeholder(clean(f"({text})"))


@pytest.mark.parametrize(
    "text", ["138****5678", "张*", "张**", "3101XXXXXXXX6851", "a***@b.com", "••••1234"]
)
def test_what_was_made_unreadable_is_seen(text: str) -> None:
    assert is_masked(text)


@pytest.mark.parametrize("text", ["Max", "XXL", "xx", "* note", "5 x 5", ""])
def test_readable_text_is_not_masked(text: str) -> None:
    assert not is_masked(text)
