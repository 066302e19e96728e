"""Identity numbers of persons: compact, checked where a standard says how."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custmdm.model import Standardized, Status
from custmdm.normalize import NationalId
from custmdm.normalize._registers import _ORGANIZATIONS, _PERSONS, _problem, _table
from custmdm.normalize._resident_id import resident_check_digit
from tests.normalize.texts import ANY_TEXT, TEXTS

COUNTRIES = [None, "CN", "HK", "TW", "US", "GB", "FR", "KR", "SG"]


def read(text: str, country: str | None = None) -> Standardized:
    return NationalId(country=country).parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X", " 110105 19491231 002x", "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002\u200bX", "110105491231002",
        "身份证号：11010519491231002X",
    ],
)  # fmt: skip
def test_a_resident_id_says_who_it_is_of(text: str) -> None:
    answer = read(text)
    assert (answer.value, answer.status) == ("11010519491231002X", Status.VALID)
    assert answer.match_keys == ("11010519491231002X",)
    assert answer.parts == {
        "type": "resident_id",
        "country": "CN",
        "birth_date": "1949-12-31",
        "gender": "female",
        "region_code": "110105",
        "region": "北京市朝阳区",
    }


@pytest.mark.parametrize(
    "text",
    [
        "440524188001010014", "235407195106112745", "330113198001010014", "71000019800101001X",
        "110105190001010019", "110105197001010019",
    ],
)  # fmt: skip
def test_no_region_and_no_real_day_is_a_reason_to_doubt(text: str) -> None:
    number = text[:17] + resident_check_digit(text)
    assert read(number).status is Status.VALID


def test_the_region_is_told_with_its_history() -> None:
    gone = read("33010319800101001" + resident_check_digit("33010319800101001")).parts
    assert (gone["region"], gone["region_then"]) == ("浙江省杭州市拱墅区", "下城区")
    assert gone["region_until"] == "2020"
    new = read("500154199301135886").parts
    assert (new["region"], new["region_since"]) == ("重庆市开州区", "2016")


@pytest.mark.parametrize(
    ("text", "kind", "origin"),
    [
        ("810000199408230021", "residence_permit", "HK"),
        ("820000199408230024", "residence_permit", "MO"),
        ("830000199201300022", "residence_permit", "TW"),
        ("932682198501010017", "permanent_residence_permit", "SA"),
        ("USA110085123101", "permanent_residence_permit", "US"),
    ],
)
def test_those_from_elsewhere_have_numbers_too(text: str, kind: str, origin: str) -> None:
    number = text[:17] + resident_check_digit(text) if text.isdigit() else text
    answer = read(number)
    assert (answer.status, answer.parts["type"], answer.parts["origin"]) == (
        Status.VALID,
        kind,
        origin,
    )


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("110105194912310021", None, "national_id.check_digit"),
        ("110105194902300021", None, "national_id.birth_date"),
        ("110105111111110021", None, "national_id.birth_date"),
        ("110101940231001", "CN", "national_id.birth_date"),
        ("12345", "CN", "national_id.shape"),
        ("44030819990110", "CN", "national_id.shape"),
        ("A123456(4)", None, "national_id.check_digit"),
        ("A123456788", "TW", "national_id.check_digit"),
        ("1234567", "TW", "national_id.shape"),
        ("111.444.777-36", "BR", "national_id.check_digit"),
        ("S1234567A", "SG", "national_id.check_digit"),
        ("000-12-3456", "US", "national_id.part"),
        ("000000000000000000", None, "identifier.all_zero"),
    ],
)
def test_a_doubtful_number_is_suspect(text: str, country: str | None, reason: str) -> None:
    answer = read(text, country)
    assert (answer.status, answer.reasons) == (Status.SUSPECT, (reason,))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("--", "identifier.no_characters"),
        ("1.10105E+17", "identifier.exponent"),
        ("310104XXXXXXXX6851", "value.masked"),
        ("3101**********6851", "value.masked"),
        ("11010519491231002X, 440303196302037680", "identifier.several"),
    ],
)
def test_what_is_no_id_has_a_reason(text: str, reason: str) -> None:
    answer = read(text)
    assert (answer.value, answer.reasons, answer.match_keys) == (None, (reason,), ())


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("A123456(3)", None, "identity_card"),
        ("Q803337[0]", None, "identity_card"),
        ("ab987654 (3)", "HK", "identity_card"),
        ("W5201287", "HK", "identity_card"),
        ("A123456789", "TW", "identity_card"),
        ("A800000014", "TW", "resident_certificate"),
        ("AC01234567", "TW", "resident_certificate"),
        ("5123456(7)", "MO", "identity_card"),
        ("E12345678", "CN", "passport"),
        ("H1234567890", "CN", "mainland_travel_permit"),
        ("536-90-4399", "US", "ssn"),
        ("123-456-782", "CA", "sin"),
        ("AB 12 34 56 C", "GB", "national_insurance_number"),
        ("36 574 261 809", "DE", "tax_id"),
        ("2 95 10 99 126 111 93", "FR", "nir"),
        ("54362315-K", "ES", "dni"),
        ("X-2482300W", "ES", "nie"),
        ("RCCMNL83S18D969H", "IT", "codice_fiscale"),
        ("111.444.777-35", "BR", "cpf"),
        ("971013-9019902", "KR", "resident_registration_number"),
        ("6214 9832 0257", "JP", "my_number"),
        ("2341 2341 2346", "IN", "aadhaar"),
        ("ACUPA7085R", "IN", "pan"),
        ("S1234567D", "SG", "nric"),
        ("770305-02-1234", "MY", "nric"),
        ("880320-0016", "SE", "personal_identity_number"),
        ("85.07.30-033 28", "BE", "national_register_number"),
        ("151086 95088", "NO", "birth_number"),
        ("7503305044089", "ZA", "identity_number"),
    ],
)
def test_the_numbers_of_many_countries_are_known(text: str, country: str | None, kind: str) -> None:
    answer = read(text, country)
    assert (answer.status, answer.parts.get("type")) == (Status.VALID, kind), answer.reasons
    again = read(answer.value or "", country)
    assert (again.value, again.match_keys) == (answer.value, answer.match_keys)


@pytest.mark.parametrize("text", ["A1234563", "E12345678", "123456789012345", "AB-1", "12345"])
def test_without_a_country_a_number_of_no_sure_shape_is_taken_as_it_is(text: str) -> None:
    answer = read(text)
    assert (answer.value, answer.status) == (text.replace("-", ""), Status.VALID)
    assert answer.parts == {}


@given(
    born=st.dates(dt.date(1950, 1, 1), dt.date(1999, 12, 31)), number=st.integers(0, 995),
    region=st.sampled_from(["110105", "310104", "330103", "650102"]),
)  # fmt: skip
def test_both_forms_of_a_number_are_one(born: dt.date, number: int, region: str) -> None:
    body = f"{region}{born:%Y%m%d}{number:03}"
    whole = read(body + resident_check_digit(body))
    assert whole.status is Status.VALID
    old = read(region + f"{born:%y%m%d}{number:03}")
    assert (old.value, old.parts, old.match_keys) == (whole.value, whole.parts, whole.match_keys)


@given(digits=st.text("0123456789", min_size=17, max_size=17), check=st.sampled_from("0123456789X"))
def test_a_slip_in_the_check_digit_is_seen(digits: str, check: str) -> None:
    right = check == resident_check_digit(digits)
    assert right or read(digits + check).status is not Status.VALID or digits[0] == "0"


@given(
    text=TEXTS | st.from_regex(r"[0-9]{6}(19|20)[0-9]{9}[0-9X]", fullmatch=True),
    country=st.sampled_from(COUNTRIES),
)
def test_the_quick_way_is_the_full_way(text: str, country: str | None) -> None:
    national_id = NationalId(country=country)
    quick, (plain,) = national_id.quick(text), national_id.quick_texts([text])
    full = national_id._parse_full(text)
    assert quick is None or quick == full
    assert plain is None or (plain, Status.VALID) == (full.value, full.status)


MODULES = sorted(
    {
        module
        for table in (_PERSONS, _ORGANIZATIONS)
        for n in _table(table).values()
        for _, module in n
    }
)


@pytest.mark.parametrize("module", MODULES)
@settings(max_examples=20)
@given(text=ANY_TEXT | st.text("0123456789ABCXYZ", max_size=20))
def test_no_module_of_another_library_lets_an_error_through(module: str, text: str) -> None:
    problem = _problem(text, module)
    assert problem is None or problem.isidentifier()
