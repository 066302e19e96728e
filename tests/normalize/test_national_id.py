"""Identity numbers: compact, checked where a standard says how."""

import pytest

from custmdm.model import Status
from custmdm.normalize import NationalId, OrganizationId
from custmdm.normalize._national_id import credit_check_digit, resident_check_digit


@pytest.mark.parametrize(
    "text", ["11010519491231002X", " 110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_resident_id_says_who_it_is_of(text: str) -> None:
    answer = NationalId().parse(text)
    assert (answer.value, answer.status) == ("11010519491231002X", Status.VALID)
    assert answer.parts == {
        "type": "resident_id",
        "country": "CN",
        "birth_date": "1949-12-31",
        "gender": "female",
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("110105194912310021", "national_id.check_digit"),
        ("110105194902300021", "national_id.birth_date"),
        ("110105111111110021", "national_id.birth_date"),
        ("000000000000000000", "identifier.all_zero"),
    ],
)
def test_a_doubtful_resident_id_is_suspect(text: str, reason: str) -> None:
    answer = NationalId().parse(text)
    assert (answer.status, answer.reasons) == (Status.SUSPECT, (reason,))


@pytest.mark.parametrize("normalizer", [NationalId(), OrganizationId()])
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
def test_what_is_no_id_has_a_reason(
    normalizer: NationalId | OrganizationId, text: str, reason: str
) -> None:
    answer = normalizer.parse(text)
    assert (answer.value, answer.reasons, answer.match_keys) == (None, (reason,), ())


@pytest.mark.parametrize("text", ["91350100M000100Y43", "9135 0100 m000100y43"])
def test_a_credit_code_is_recognised(text: str) -> None:
    answer = OrganizationId().parse(text)
    assert (answer.value, answer.status) == ("91350100M000100Y43", Status.VALID)
    assert answer.parts["type"] == "unified_social_credit_code"


def test_a_credit_code_with_a_slip_is_suspect() -> None:
    assert OrganizationId().parse("91350100M000100Y44").reasons == ("organization_id.check_digit",)


def test_an_owner_may_stand_for_the_business() -> None:
    answer = OrganizationId().parse("11010519491231002X")
    assert (answer.status, answer.parts["type"]) == (Status.VALID, "resident_id")


@pytest.mark.parametrize("text", ["DE 811 193 231", "FR44476663281"])
def test_ids_of_other_registers_are_made_compact(text: str) -> None:
    answer = OrganizationId().parse(text)
    assert (answer.value, answer.status) == (text.replace(" ", ""), Status.VALID)


def test_check_digits_are_those_of_the_standards() -> None:
    assert resident_check_digit("11010519491231002X") == "X"
    assert credit_check_digit("91350100M000100Y43") == "3"
