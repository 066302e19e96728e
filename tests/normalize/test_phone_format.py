"""Views of a standard phone number: read back, each is the number again."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.errors import ConfigurationError
from custmdm.model import Status
from custmdm.normalize import Phone, format_phone
from tests.normalize.test_phone_quick import NUMBERS
from tests.normalize.texts import TEXTS

STYLES = ["e164", "international", "national", "rfc3966"]


@pytest.mark.parametrize(
    ("value", "views"),
    [
        (
            "+8613800138000",
            ["+8613800138000", "+86 138 0013 8000", "138 0013 8000", "tel:+86-138-0013-8000"],
        ),
        (
            "+8612345678901",
            ["+8612345678901", "+86 123 4567 8901", "123 4567 8901", "tel:+86-12345678901"],
        ),
        (
            "+861062770334",
            ["+861062770334", "+86 10 6277 0334", "010 6277 0334", "tel:+86-10-6277-0334"],
        ),
        ("+8695588", ["+8695588", "+86 95588", "95588", "tel:95588;phone-context=+86"]),
        (
            "+12125551234",
            ["+12125551234", "+1 212-555-1234", "(212) 555-1234", "tel:+1-212-555-1234"],
        ),
    ],
)
def test_a_number_has_four_views(value: str, views: list[str]) -> None:
    assert [format_phone(value, style) for style in STYLES] == views


def test_the_view_is_international_unless_another_is_asked_for() -> None:
    assert format_phone("+442079460018") == "+44 20 7946 0018"


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_view_is_read_back(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    value = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    for style in STYLES:
        answer = Phone(region).parse(format_phone(value, style))
        assert answer.value == value or answer.status is Status.PLACEHOLDER


@given(text=TEXTS, style=st.sampled_from(STYLES))
def test_text_that_is_no_number_comes_back(text: str, style: str) -> None:
    assert isinstance(format_phone(text, style), str)
    assert format_phone("not given", style) == "not given"


def test_an_unknown_style_names_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match=r"'international'.*got 'pretty'"):
        format_phone("+8613800138000", "pretty")


@given(text=NUMBERS, country=st.sampled_from(["CN", "US", "DE"]))
def test_the_view_of_a_valid_number_is_read_back(text: str, country: str) -> None:
    answer = Phone(country).parse(text)
    if answer.value is not None and answer.status is Status.VALID:
        for style in STYLES:
            assert Phone(country)(format_phone(answer.value, style)) == answer.value or (
                style == "national"  # of another country it cannot be read here
            )
