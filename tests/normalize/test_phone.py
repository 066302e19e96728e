"""Phones: right in E.164, several in one cell reported, nothing made up."""

import pytest

from custmdm.model import Status
from custmdm.normalize import Phone


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("138 1234 5678", "CN", "+8613812345678"),
        ("手机：138-1234-5678", "CN", "+8613812345678"),
        ("１３８１２３４５６７８", "CN", "+8613812345678"),
        ("13812345678.0", "CN", "+8613812345678"),
        ("8613812345678", "CN", "+8613812345678"),
        ("+86 (0)10 6277 0334", "CN", "+861062770334"),
        ("+86 010 6277 0334", None, "+861062770334"),
        ("(010) 62770334", "CN", "+861062770334"),
        ("0086 189 9130 9853", "CN", "+8618991309853"),
        ("0086 189 9130 9853", None, "+8618991309853"),
        ("0086 189 9130 9853", "US", "+8618991309853"),
        ("06221/541234", "DE", "+496221541234"),
        ("030/12345678", "DE", "+493012345678"),
        ("+44 (0)20 7946 0018", None, "+442079460018"),
        ("(212) 555-1234", "US", "+12125551234"),
        ("13812345678/13812345678", "CN", "+8613812345678"),
        ("13812345678；", "CN", "+8613812345678"),
    ],
)
def test_a_number_is_written_in_e164(text: str, country: str | None, value: str) -> None:
    answer = Phone(country).parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("010-62770334-801", "801"),
        ("+86 10 6277 0334 - 801", "801"),
        ("010-62770334转801", "801"),
        ("010-62770334 分机：801", "801"),
        ("010-62770334 ext. 801", "801"),
        ("010-62770334 x801", "801"),
        ("010-62770334, ext 801", "801"),
        ("+861062770334;ext=801", "801"),
    ],
)
def test_an_extension_is_a_part_of_its_own(text: str, extension: str) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.value, answer.parts["extension"]) == ("+861062770334", extension)


@pytest.mark.parametrize(
    "between", ["/", "；", ";", ",", "，", " or ", "、", " ", "\n", "或", "|", " / "]
)
def test_two_numbers_in_one_cell_are_reported(between: str) -> None:
    answer = Phone("CN").parse(f"13812345678{between}13987654321")
    assert (answer.value, answer.reasons) == (None, ("phone.several",))
    assert answer.match_keys == ("+8613812345678", "+8613987654321")


@pytest.mark.parametrize(
    "text", ["010-62770334/5", "010-62770334,62770335", "Tel 010-62770334/ 12"]
)
def test_a_number_with_half_of_another_is_reported(text: str) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.reasons, answer.match_keys) == (("phone.several",), ("+861062770334",))


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("13812345678", None, "phone.no_country"),
        ("call me", "CN", "phone.not_a_number"),
        ("62770334", "US", "phone.too_short"),
        ("5551234", "US", "phone.no_area_code"),
        ("138123456789012345", "CN", "phone.too_long"),
        ("1.38123E+10", "CN", "phone.exponent"),
        ("1-800-FLOWERS", "US", "phone.letters"),
        ("13812345678 张三", "CN", "phone.letters"),
        ("138****5678", "CN", "value.masked"),
    ],
)
def test_what_is_no_number_has_a_reason(text: str, country: str | None, reason: str) -> None:
    answer = Phone(country).parse(text)
    assert (answer.value, answer.status, answer.reasons) == (None, Status.INVALID, (reason,))


def test_a_masked_number_matches_nothing() -> None:
    """What is left of it is left of many numbers."""
    assert Phone("CN").parse("138****5678").match_keys == ()


def test_a_number_not_in_use_is_suspect() -> None:
    answer = Phone("CN").parse("+86 154 5178 5192")
    assert (answer.value, answer.reasons) == ("+8615451785192", ("phone.not_assigned",))


@pytest.mark.parametrize(
    "text", ["13800138000", "+86 138 0013 8000", "0000000", "1111 1111", "123456"]
)
def test_a_made_up_number_is_a_placeholder(text: str) -> None:
    assert Phone("CN").parse(text).status is Status.PLACEHOLDER


def test_country_and_type_are_parts() -> None:
    assert Phone("CN").parse("13812345678").parts == {"country": "CN", "type": "mobile"}
