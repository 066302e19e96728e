"""Addresses: spellings of one have one key; house numbers are kept apart."""

import pytest

from custmdm.normalize import PostalAddress, Street


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("27 North Main Street", "27 N. Main St."),
        ("Hauptstraße 5", "HAUPTSTR. 5"),
        ("科技路 87 号", "科技路87号"),
        ("科技路８７号", "科技路87号"),
    ],
)
@pytest.mark.parametrize("normalizer", [PostalAddress(), Street()], ids=repr)
def test_spellings_of_one_address_have_one_key(
    normalizer: PostalAddress | Street, left: str, right: str
) -> None:
    assert normalizer.parse(left).match_keys == normalizer.parse(right).match_keys


@pytest.mark.parametrize(
    ("left", "right"), [("科技路88-1号", "科技路881号"), ("1 Main St", "11 Main St")]
)
def test_other_numbers_have_another_key(left: str, right: str) -> None:
    assert Street().parse(left).match_keys != Street().parse(right).match_keys


@pytest.mark.parametrize("normalizer", [PostalAddress(), Street()], ids=repr)
def test_marks_alone_are_no_address(normalizer: PostalAddress | Street) -> None:
    assert normalizer.parse("--").reasons == ("text.no_characters",)
