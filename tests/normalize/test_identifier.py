"""Ids of any register: compact, and known where they say themselves what they are."""

import pytest

from custmdm.model import Status
from custmdm.normalize import Identifier


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("DE89 3704 0044 0532 0130 00", {"type": "iban", "country": "DE"}),
        ("IBAN: gb82 west 1234 5698 7654 32", {"type": "iban", "country": "GB"}),
        ("1595VL9OPPQ5THEK2X30", {"type": "lei"}),
        ("US0378331005", {"type": "isin", "country": "US"}),
        ("US0378331006", {}),
        ("1595VL9OPPQ5THAK2X30", {}),
        ("C-1001", {}),
    ],
)
def test_an_id_with_check_digits_says_what_it_is(text: str, parts: dict[str, str]) -> None:
    answer = Identifier().parse(text)
    assert (answer.status, answer.parts) == (Status.VALID, parts)


def test_an_iban_in_its_groups_with_a_slip_is_suspect() -> None:
    answer = Identifier().parse("DE89 3704 0044 0532 0130 01")
    assert (answer.value, answer.reasons) == ("DE89370400440532013001", ("identifier.check_digit",))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ID: 42-7", "427"),
        ("编号：A-7", "A7"),
        ("ID 42", "ID42"),
        ("crm:17", "CRM17"),
        ("No.", "NO"),
    ],
)
def test_a_label_goes_where_it_is_sure(text: str, value: str) -> None:
    assert Identifier()(text) == value
