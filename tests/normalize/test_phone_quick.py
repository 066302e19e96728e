"""The short way of Chinese numbers: over every range, exactly what phonenumbers says."""

from collections.abc import Iterator

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custmdm import kinds
from custmdm.model import Context, Status
from custmdm.normalize import Phone
from custmdm.normalize._phone_read import _with_country_code
from tests.normalize.texts import TEXTS

CHINA = Phone("CN")
E164 = phonenumbers.PhoneNumberFormat.E164


def says_phonenumbers(text: str, country: str | None = "CN") -> tuple[str, str] | None:
    """Return the E.164 and the type of a valid number."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    kind = phonenumbers.PhoneNumberType.to_string(phonenumbers.number_type(number)).lower()
    return phonenumbers.format_number(number, E164), kind


def says_quick(text: str, country: str | None = "CN") -> tuple[str, str] | None:
    answer = Phone(country).quick(text)
    if answer is None:
        return None
    assert answer.status is Status.VALID
    assert answer.value is not None
    return answer.value, answer.parts["type"]


@pytest.mark.parametrize("start", range(10, 20))
def test_every_range_of_mobiles_is_as_phonenumbers_has_it(start: int) -> None:
    """Its patterns tell ranges apart by up to five digits; every five are tried."""
    for prefix in range(start * 1000, start * 1000 + 1000):
        for rest in ("234567", "912068"):
            text = f"{prefix}{rest}"
            known = says_phonenumbers(text)
            assert says_quick(text) == (known if known and known[1] == "mobile" else None)


@pytest.mark.parametrize("form", ["+86{}", "+86 {}", "+86-{}", "0086{}", "86 {}", "86{}", " {} "])
def test_every_way_to_write_the_country_code_is_as_phonenumbers_has_it(form: str) -> None:
    for prefix in range(100, 200):
        for spelled in ("{}12345678", "{} 1234 5678", "{}-1234-5678"):
            text = form.format(spelled.format(prefix))
            known = says_phonenumbers(text)
            assert says_quick(text) == (known if known and known[1] == "mobile" else None)


def landlines() -> Iterator[str]:
    subscribers = [f"{a}{b}" for a in range(10) for b in ("234567", "0012345", "00", "2345678")]
    subscribers += ["9512345", "95123456", "9612345", "1001234", "10012345", "12312345", "1234567"]
    for area in (f"{n}" for n in [*range(10, 30), *range(300, 1000)]):
        for subscriber in subscribers:
            if len(subscriber) in (7, 8):
                yield f"0{area}-{subscriber[:-4]}{subscriber[-4:]}"


def test_every_area_code_is_as_phonenumbers_has_it() -> None:
    found = 0
    for text in landlines():
        quick = says_quick(text)
        if quick is not None:
            found += 1
            assert quick == says_phonenumbers(text)
    assert found > 5_000


@pytest.mark.parametrize(
    "text",
    ["0755-88886666", "075588886666", "(0755) 88886666", "0755 8888 6666", "+86 755 8888 6666",
     "+8675588886666", "+86-755-88886666", "010-62770334", "0578-2134567"],
)  # fmt: skip
def test_usual_landlines_go_the_short_way(text: str) -> None:
    assert says_quick(text) == says_phonenumbers(text)
    assert says_quick(text) is not None
    assert CHINA.quick(text) == CHINA._parse_full(text)


@pytest.mark.parametrize(
    "text",
    ["0755-88886666-801", "075588886666-801", "+86 755 8888 6666 - 80123", "0578-2134567-801"],
)
def test_usual_extensions_go_the_short_way(text: str) -> None:
    head = text.rpartition("-")[0].strip()
    assert says_quick(text) == says_phonenumbers(head)
    assert says_phonenumbers(text) is None
    assert CHINA.quick(text) == CHINA._parse_full(text)


def test_every_range_of_hotlines_is_as_phonenumbers_has_it() -> None:
    for prefix in range(10_000):
        text = f"{prefix:04}820882"
        quick = says_quick(text) if text[0] in "48" else None
        assert quick is None or quick == says_phonenumbers(text)
    for text in ("400-820-8820", "4008-888-888", "400 8208820", "4008208820", "800-810-8888"):
        assert says_quick(text) == says_phonenumbers(text)
        assert says_quick(text) is not None
        assert CHINA.quick(text) == CHINA._parse_full(text)


def test_an_extension_that_could_be_the_end_of_the_number_goes_the_long_way() -> None:
    assert CHINA.quick("0578-2134567-1") is None


@pytest.mark.parametrize("country", [None, "US", "HK"])
def test_elsewhere_only_the_country_code_tells(country: str | None) -> None:
    assert says_quick("13812345678", country) is None
    assert says_quick("8613812345678", country) is None
    assert says_quick("010-62770334", country) is None
    assert says_quick("+8613812345678", country) == ("+8613812345678", "mobile")


_DIGITS = st.text("0123456789", max_size=12)
_STARTS = st.sampled_from(
    [
        "",
        "1",
        "13",
        "138",
        "400",
        "8008",
        "+86",
        "+86 ",
        "0086",
        "86",
        "010",
        "0755-",
        "(021)",
        "+861",
        "+86 0",
    ]
)
NUMBERS = st.builds(
    lambda start, groups, mark: start + mark.join(groups),
    _STARTS,
    st.lists(_DIGITS, max_size=3),
    st.sampled_from(["", " ", "-", "--", "٣"]),
)


@pytest.mark.parametrize(
    "text", ["0755-00000000", "13900000000", "010-00000000", "400-000-0000", "13800138000"]
)
def test_a_made_up_number_goes_the_long_way_where_it_is_a_placeholder(text: str) -> None:
    assert CHINA.quick(text) in (None, CHINA._parse_full(text))


@settings(max_examples=1500)
@given(text=NUMBERS | TEXTS, country=st.sampled_from(["CN", None, "US"]))
def test_the_short_way_says_what_the_long_way_says(text: str, country: str | None) -> None:
    phone = Phone(country)
    quick = phone.quick(text)
    assert quick is None or quick == phone._parse_full(text)
    assert phone.quick_texts([text]) == [None if quick is None else quick.value]


AMERICAN = st.builds(
    lambda code, area, marks, first, last: marks.format(code, area, first, last),
    st.sampled_from(["", "+1", "+1 ", "+1-", "1", "1 ", "+", "+44 "]),
    st.sampled_from(["212", "415", "416", "800", "900", "222", "555", "787"])
    | st.from_regex(r"[0-9]{3}", fullmatch=True),
    st.sampled_from(
        ["{}{}{}{}", "{}{}-{}-{}", "{}({}) {}-{}", "{}({}){}{}", "{}{} {} {}", " {}{}--{}-{}"]
    ),
    st.sampled_from(["555", "222", "100", "234"]) | st.from_regex(r"[0-9]{3}", fullmatch=True),
    st.sampled_from(["0000", "1234", "2222"]) | st.from_regex(r"[0-9]{4,5}", fullmatch=True),
)


@settings(max_examples=1500)
@given(text=AMERICAN, country=st.sampled_from(["US", None, "CA", "CN"]))
def test_an_american_number_is_read_as_the_long_way_reads_it(
    text: str, country: str | None
) -> None:
    phone = Phone(country)
    quick = phone.quick(text)
    assert quick is None or quick == phone._parse_full(text)
    assert phone.quick_texts([text]) == [None if quick is None else quick.value]
    if quick is not None:
        assert phone.plain_keys([str(quick.value)]) == [quick.match_keys[0]]


def test_every_american_area_code_is_as_phonenumbers_has_it() -> None:
    found = 0
    for area in range(200, 1000):
        text = f"({area}) 234-5678"
        quick = Phone("US").quick(text)
        found += quick is not None
        assert quick is None or quick == Phone("US")._parse_full(text)
    assert found > 300


@settings(max_examples=300)
@given(text=NUMBERS)
def test_the_kind_agrees_whichever_way_it_goes(text: str) -> None:
    kind = kinds.get("phone").within(Context(country="CN"))
    assert kind.read(text) == kind._read_full(text)


CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)


@settings(max_examples=500)
@given(
    code=st.sampled_from(CODES),
    groups=st.lists(st.text("0123456789", min_size=1, max_size=6), min_size=1, max_size=4),
    mark=st.sampled_from(["", " ", "-"]),
)
def test_a_country_code_is_read_as_phonenumbers_reads_it(
    code: int, groups: list[str], mark: str
) -> None:
    text = mark.join([f"+{code}", *groups])
    quick = _with_country_code(text)
    assert quick is None or quick == phonenumbers.parse(text)


@pytest.mark.parametrize("code", CODES)
def test_every_first_digits_behind_a_country_code_are_read_as_phonenumbers_reads_them(
    code: int,
) -> None:
    for first in range(100):
        text = f"+{code} {first}3456789"
        quick = _with_country_code(text)
        assert quick is None or quick == phonenumbers.parse(text)
