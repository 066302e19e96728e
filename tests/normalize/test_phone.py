"""Phones: right in E.164, several in one cell reported, nothing made up."""

import time

import phonenumbers
import pytest

from custmdm import kinds
from custmdm.model import Status
from custmdm.normalize import Phone


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("138 1234 5678", "CN", "+8613812345678"),
        ("手机：138-1234-5678", "CN", "+8613812345678"),
        ("联系电话:13812345678", "CN", "+8613812345678"),
        ("13812345678（手机）", "CN", "+8613812345678"),
        ("13812345678(微信同号)", "CN", "+8613812345678"),
        ("M: 138.1234.5678", "CN", "+8613812345678"),
        ("Mob.138 1234 5678", "CN", "+8613812345678"),
        ("１３８１２３４５６７８", "CN", "+8613812345678"),
        ("＋８６－１３８－１２３４－５６７８", None, "+8613812345678"),
        ("13812345678.0", "CN", "+8613812345678"),
        ("'13812345678", "CN", "+8613812345678"),
        ("\u202d13812345678\u202c", "CN", "+8613812345678"),
        ("1.3812345678E+10", "CN", "+8613812345678"),
        ("8613812345678", "CN", "+8613812345678"),
        ("013812345678", "CN", "+8613812345678"),
        ("(+86)13812345678", None, "+8613812345678"),
        ("(86) 138 1234 5678", "CN", "+8613812345678"),
        ("（0086）13812345678", "CN", "+8613812345678"),
        ("+86 (0)10 6277 0334", "CN", "+861062770334"),
        ("+86 010 6277 0334", None, "+861062770334"),
        ("+86-0755-88886666", None, "+8675588886666"),
        ("0086-0755-88886666", "CN", "+8675588886666"),
        ("(010) 62770334", "CN", "+861062770334"),
        ("010-12345", "CN", "+861012345"),
        ("400-820-8820", "CN", "+864008208820"),
        ("8008108888", "CN", "+868008108888"),
        ("0086 189 9130 9853", "CN", "+8618991309853"),
        ("0086 189 9130 9853", None, "+8618991309853"),
        ("0086 189 9130 9853", "US", "+8618991309853"),
        ("06221/541234", "DE", "+496221541234"),
        ("030/12345678", "DE", "+493012345678"),
        ("+44 (0)20 7946 0018", None, "+442079460018"),
        ("+39 06 6982", None, "+39066982"),
        ("(212) 555-1234", "US", "+12125551234"),
        ("tel:+1-212-555-1234", None, "+12125551234"),
        ("tel:331-6005;phone-context=+64-3", None, "+6433316005"),
        ("+852 9123 4567", "CN", "+85291234567"),
        ("852-91234567", "CN", "+85291234567"),
        ("86 138 1234 5678", "HK", "+8613812345678"),
        ("+86+13812345678", None, "+8613812345678"),
        ("86+13812345678", None, "+8613812345678"),
        ("(86-10)62770334", "CN", "+861062770334"),
        ("13812345678/13812345678", "CN", "+8613812345678"),
        ("13812345678, +86 138 1234 5678", "CN", "+8613812345678"),
        ("13812345678；", "CN", "+8613812345678"),
        ("13812345678\n", "CN", "+8613812345678"),
    ],
)
def test_a_number_is_written_in_e164(text: str, country: str | None, value: str) -> None:
    answer = Phone(country).parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("010-62770334-801", "801"),
        ("01062770334-801", "801"),
        ("+86 10 6277 0334 - 801", "801"),
        ("010-62770334(801)", "801"),
        ("010-62770334转801", "801"),
        ("01062770334 转 801", "801"),
        ("010-62770334轉801", "801"),
        ("010-62770334 分机：801", "801"),
        ("010-62770334 分机号801", "801"),
        ("010-62770334 ext. 801", "801"),
        ("010-62770334 Extension 801", "801"),
        ("010-62770334 x801", "801"),
        ("010-62770334#801", "801"),
        ("010-62770334,,801#", "801"),
        ("010-62770334, ext 801", "801"),
        ("电话：010-62770334转801", "801"),
        ("+861062770334;ext=801", "801"),
        ("tel:+86-10-6277-0334;ext=801", "801"),
    ],
)
def test_an_extension_is_a_part_of_its_own(text: str, extension: str) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.value, answer.parts["extension"]) == ("+861062770334", extension)
    assert answer.match_keys[0] == "+861062770334"


@pytest.mark.parametrize(
    "between", ["/", "；", ";", ",", "，", " or ", "、", " ", "\n", "或", "|", " / ", "", " & "]
)
def test_two_numbers_in_one_cell_are_reported(between: str) -> None:
    answer = Phone("CN").parse(f"13812345678{between}13987654321")
    assert (answer.value, answer.reasons) == (None, ("phone.several",))
    assert answer.match_keys == ("+8613812345678", "+8613987654321")


@pytest.mark.parametrize(
    "text",
    [
        "手机13812345678 座机010-62770334",
        "手机：13812345678；座机：010-62770334",
        "M:13812345678 T:010-62770334",
        "13812345678（手机）010-62770334（办公）",
        "张三13812345678 李四01062770334",
        "13812345678、010-62770334转801",
        "13812345678\n010-62770334",
    ],
)
def test_a_mobile_and_a_landline_are_two_keys(text: str) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.value, answer.reasons) == (None, ("phone.several",))
    assert answer.match_keys == ("+8613812345678", "+861062770334")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("010-62770334/5", ("+861062770334",)),
        ("010-62770334,62770335", ("+861062770334", "62770335")),
        ("Tel 010-62770334/ 12", ("+861062770334",)),
        ("62770334/62770335", ("62770334", "62770335")),
    ],
)
def test_a_number_with_half_of_another_is_reported(text: str, keys: tuple[str, ...]) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.reasons, answer.match_keys) == (("phone.several",), keys)


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("13812345678", None, "phone.no_country"),
        ("call me", "CN", "phone.not_a_number"),
        ("62770334", "US", "phone.too_short"),
        ("5551234", "US", "phone.no_area_code"),
        ("62770334", "CN", "phone.no_area_code"),
        ("62770334-801", "CN", "phone.no_area_code"),
        ("138123456789012345", "CN", "phone.too_long"),
        ("1.38E+10", "CN", "phone.exponent"),
        ("1.38123E+10", "CN", "phone.exponent"),
        ("1-800-FLOWERS", "US", "phone.letters"),
        ("1800 six-flags", "US", "phone.letters"),
        ("138001380OO", "CN", "phone.letters"),
        ("O13812345678", "CN", "phone.letters"),
        ("+82 10o 1234 1234", "KR", "phone.letters"),
        ("138****5678", "CN", "value.masked"),
        ("138xxxx5678", "CN", "value.masked"),
    ],
)
def test_what_is_no_number_has_a_reason(text: str, country: str | None, reason: str) -> None:
    answer = Phone(country).parse(text)
    assert (answer.value, answer.status, answer.reasons) == (None, Status.INVALID, (reason,))


@pytest.mark.parametrize(
    "text", ["张三 13812345678", "13812345678张三", "13812345678 (Anna)", "Anna Lee 138 1234 5678",
             "13812345678 空号", "老婆：13812345678"],
)  # fmt: skip
def test_a_number_among_other_words_is_found_and_says_so(text: str) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.value, answer.reasons) == ("+8613812345678", ("phone.words",))


@pytest.mark.parametrize(
    ("text", "value", "sort"),
    [
        ("95588", "+8695588", "service"),
        ("客服：95588", "+8695588", "service"),
        ("+86 95588", "+8695588", "service"),
        ("tel:95588;phone-context=+86", "+8695588", "service"),
        ("10086", "+8610086", "service"),
        ("12345", "+8612345", "service"),
        ("114", "+86114", "service"),
        ("116114", "+86116114", "service"),
        ("400-820-8820", "+864008208820", "shared_cost"),
        ("800-810-8888", "+868008108888", "toll_free"),
    ],
)
def test_service_numbers_are_known(text: str, value: str, sort: str) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.value, answer.status, answer.parts["type"]) == (value, Status.VALID, sort)
    again = Phone().parse(value)
    assert (again.value, again.match_keys) == (value, answer.match_keys)


@pytest.mark.parametrize("text", ["110", "119", "120", "122"])
def test_an_emergency_number_is_nobodys(text: str) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.status, answer.reasons) == (Status.SUSPECT, ("phone.emergency",))


def test_a_service_number_is_one_in_china_only() -> None:
    assert Phone("US").parse("95588").value is None


def test_a_landline_without_its_area_code_is_met_by_the_whole_number() -> None:
    short, whole = Phone("CN").parse("6277 0334"), Phone("CN").parse("010-62770334")
    assert short.match_keys == ("62770334",)
    assert whole.match_keys == ("+861062770334", "62770334")


def test_a_masked_number_matches_nothing() -> None:
    """What is left of it is left of many numbers."""
    assert Phone("CN").parse("138****5678").match_keys == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+86 154 5178 5192", "+8615451785192"),
        ("+86 123 4567 8901", "+8612345678901"),
        ("+853 6123 4567", "+85361234567"),
    ],
)
def test_a_number_not_in_use_keeps_its_value_and_is_suspect(text: str, value: str) -> None:
    answer = Phone("CN").parse(text)
    assert (answer.value, answer.status) == (value, Status.SUSPECT)
    assert answer.reasons == ("phone.not_assigned",)


@pytest.mark.parametrize(
    "text",
    ["13800138000", "+86 138 0013 8000", "13900000000", "0000000", "1111 1111", "123456",
     "12345678"],
)  # fmt: skip
def test_a_made_up_number_is_a_placeholder(text: str) -> None:
    assert Phone("CN").parse(text).status is Status.PLACEHOLDER


def test_country_and_type_are_parts() -> None:
    assert Phone("CN").parse("13812345678").parts == {"country": "CN", "type": "mobile"}
    assert Phone("CN").parse("0755-88886666").parts["type"] == "fixed_line"
    assert Phone().parse("+1 204 234 5678").parts["country"] == "CA"
    assert Phone().parse("+7 701 234 5678").parts["country"] == "KZ"


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_sort_of_number_of_every_country_is_read_as_phonenumbers_reads_it(
    region: str,
) -> None:
    for sort in phonenumbers.supported_types_for_region(region):
        example = phonenumbers.example_number_for_type(region, sort)
        if example is None:
            continue
        value = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        kind = phonenumbers.PhoneNumberType.to_string(phonenumbers.number_type(example)).lower()
        national = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
        shown = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        for text in (value, shown, national):
            answer = Phone(region).parse(text)
            if answer.status is Status.PLACEHOLDER:
                continue
            assert (answer.value, answer.parts["type"]) == (value, kind), text
        expected = phonenumbers.region_code_for_number(example)
        assert Phone(region).parse(value).parts.get("country") == expected


def test_the_kind_says_what_the_normalizer_says() -> None:
    answer = kinds.get("phone").standardize("手机：138 1234 5678", country="CN")
    assert (answer.value, answer.raw) == ("+8613812345678", "手机：138 1234 5678")


@pytest.mark.parametrize(
    "text",
    ["1" * 10**7, "+" * 10**7, "1 " * 5_000, "1/" * 200, "x1" * 4_000, "张1" * 250, "(1)" * 160],
)
def test_huge_text_is_read_in_no_time(text: str) -> None:
    start = time.process_time()
    assert Phone("CN")(text) is None
    assert time.process_time() - start < 2
