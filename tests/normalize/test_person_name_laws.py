"""What holds for every name of a person, however it is written."""

import re
from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from custmdm import kinds
from custmdm.data.placeholders import LITERAL, NAME_WORDS, TRIAL, WORDS
from custmdm.model import Standardized, Status
from custmdm.normalize import NamePart, PersonName, is_name_placeholder, is_placeholder
from tests.normalize.texts import TEXTS

_LATIN = """
    Smith JOHN o'brien Mr. MRS Dr dr. Prof. the Hon. Sir Jr. JR iii III V i MD PhD Ph. D. M.A. MA
    XYZ van der de la Van y and & e née geb. nee abdul Abdul Mary Jo Ann J J. J.R. Zhang san San
    Xiaoming Ming-Ping Wei Chang Hsueh-liang Cheung Lü Lv Lyu MCDONALD macarthur St. St Bob Julie
    Glowacki Иван Иванов Иванович d' 't ß İ ó Test user Na N/A, Sr. Sra. Esq., of the
    """.split()
_EAST = """
    张 三 張三 张三 欧阳 娜娜 欧阳娜娜 先生 女士 总 （经理） 老师 小 老 王 王伟 范徐丽泰 买买提 艾力
    爱新觉罗 溥仪 田中 山田 太郎 様 みどり さん タロー ・ · 김 김민준 씨 선생님 남궁 公司 有限公司
    氏 君 姓名： 13800138000 𬎆 〇 男 旧姓
    """.split()
_MARKS = [" ", " ", ",", ", ", "-", "(", ")", "（", "）", '"', "'", ";", "/", ".", "、", "「", "」"]
_PIECES = st.sampled_from([*_LATIN, *_EAST, *_MARKS])
NAMES = (
    st.lists(_PIECES, max_size=9).map("".join)
    | st.lists(st.sampled_from(_LATIN), max_size=7).map(" ".join)
    | st.lists(st.sampled_from([*_EAST, *_MARKS]), max_size=6).map("".join)
    | TEXTS
)
LOCALES = st.sampled_from([None, "en", "hu", "ja", "ko", "ru", "vi", "zh"])


@settings(max_examples=400)
@given(text=NAMES, locale=LOCALES)
def test_a_standard_name_is_read_as_itself(text: str, locale: str | None) -> None:
    normalizer = PersonName(locale)
    answer = normalizer.parse(text)
    if answer.value is None:
        return
    again = normalizer.parse(answer.value)
    assert again.value == answer.value
    assert again.match_keys[0] == answer.match_keys[0]
    if answer.status is Status.VALID:
        assert again.match_keys == answer.match_keys
        assert again.status is Status.VALID


@settings(max_examples=400)
@given(text=NAMES, locale=LOCALES)
def test_the_quick_answer_is_the_full_one(text: str, locale: str | None) -> None:
    normalizer = PersonName(locale)
    found = normalizer.quick(text)
    assert found is None or found == normalizer._parse_full(text)


@settings(max_examples=200)
@given(text=NAMES)
def test_a_part_of_a_name_is_read_as_itself(text: str) -> None:
    answer = NamePart().parse(text)
    if answer.value is not None:
        again = NamePart().parse(answer.value)
        assert (again.value, again.match_keys) == (answer.value, answer.match_keys)


# Letters only, and what is typed to fill a field, in any case.
PLAIN = (
    st.text("abcxXnNaA", min_size=1, max_size=8)
    | st.text("张伟無无測测試名张一〇", min_size=1, max_size=4)
    | st.sampled_from(re.split(r"[\s|]+", "|".join((WORDS, NAME_WORDS, LITERAL, TRIAL))))
).flatmap(lambda text: st.sampled_from([text, text.lower(), text.upper(), text.title()]))


@pytest.mark.parametrize("name", ["given_name", "family_name"])
@pytest.mark.parametrize("is_filler", [is_name_placeholder, is_placeholder])
@settings(max_examples=300)
@given(text=NAMES | PLAIN)
def test_a_part_of_a_name_is_read_alike_whichever_way_it_goes(
    name: str, is_filler: Callable[[str], bool], text: str
) -> None:
    kind = evolve(kinds.get(name), is_placeholder=is_filler)
    assert kind.read(text) == kind._read_full(text)
    (plain,) = kind.quick_texts([text])
    answer = kind.read(text)
    assert plain is None or (plain, Status.VALID, ()) == (
        answer.value,
        answer.status,
        answer.reasons,
    )


@pytest.mark.parametrize("text", ["Anna", "ANNA", "anna", "McDonald", "x", "伟", "歐陽"])
def test_usual_parts_of_names_go_the_short_way(text: str) -> None:
    assert NamePart().quick(text) == NamePart().parse(text)


@given(text=NAMES)
def test_a_valid_name_has_given_and_family_name(text: str) -> None:
    answer = PersonName().parse(text)
    if answer.status is Status.VALID:
        assert {"given", "family"} <= set(answer.parts)


LONG = ["a" * 10_000, "张" * 10_000, "( " * 5_000, "van " * 2_500, "Dr. " * 2_500]


@pytest.mark.parametrize("text", LONG, ids=range(5))
def test_a_long_text_is_answered(text: str) -> None:
    assert isinstance(PersonName().parse(text), Standardized)
