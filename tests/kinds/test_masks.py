"""A mask shows enough to recognise a value one knows, and not whose it is."""

import pytest
from hypothesis import given, settings

from custmdm import kinds
from custmdm.kinds._masks import first_letter, hidden, mailbox, middle, shown, year_only
from custmdm.model import Status
from custmdm.typing import Mask
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("mask", "value", "masked"),
    [
        (hidden, "1 High St", "***"),
        (shown, "CN", "CN"),
        (first_letter, "Zhang San", "Z*** S***"),
        (first_letter, "张三丰", "张**"),
        (first_letter, "张", "张"),
        (middle, "+8613812345678", "+86138****5678"),
        (middle, "12345", "***45"),
        (middle, "123", "***"),
        (mailbox, "anna.lee@gmail.com", "a***@gmail.com"),
        (mailbox, "anna", "***"),
        (year_only, "1988-03-07", "1988-**-**"),
    ],
)
def test_a_mask_shows_no_more_than_it_says(mask: Mask, value: str, masked: str) -> None:
    assert mask(value) == masked


@pytest.mark.parametrize("name", kinds.names())
@settings(max_examples=15)
@given(text=TEXTS)
def test_every_standard_value_can_be_masked(name: str, text: str) -> None:
    kind = kinds.get(name)
    answer = kind.standardize(text, country="CN")
    if answer.status is Status.VALID and answer.value is not None:
        assert kind.mask(answer.value)
