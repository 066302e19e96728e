"""What holds for every normalizer, whatever the text."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm.normalize
from custmdm.data.messages import MESSAGES
from custmdm.model import DateOrder, Standardized, Status
from custmdm.normalize import Date, Phone, Postcode
from custmdm.typing import Normalizer, SupportsParse
from tests.normalize.texts import ANY_TEXT, TEXTS

PLAIN = [
    getattr(custmdm.normalize, name)
    for name in custmdm.normalize.__all__
    if isinstance(getattr(custmdm.normalize, name), type)
]
# Those that read a text differently by country or order.
COUNTRIES = [None, "AU", "BR", "CN", "DE", "FR", "GB", "HK", "IN", "IT", "JP", "SG", "TW", "US"]
NORMALIZERS: list[Normalizer] = [
    *(normalizer() for normalizer in PLAIN),
    *(Phone(country) for country in COUNTRIES[1:]),
    *(Postcode(country) for country in COUNTRIES[1:]),
    *(Date(order) for order in DateOrder),
]
NO_VALUE = {Status.INVALID, Status.MISSING, Status.PLACEHOLDER}

each_normalizer = pytest.mark.parametrize("normalizer", NORMALIZERS)


def parse(normalizer: Normalizer, text: str) -> Standardized:
    assert isinstance(normalizer, SupportsParse)
    return normalizer.parse(text)


@each_normalizer
@settings(max_examples=60)
@given(text=TEXTS)
def test_normalizing_again_changes_nothing(normalizer: Normalizer, text: str) -> None:
    value = normalizer(text)
    assert value is None or normalizer(value) == value


@each_normalizer
@settings(max_examples=60)
@given(text=TEXTS)
def test_the_answer_is_whole(normalizer: Normalizer, text: str) -> None:
    """A value or a reason, keys that are text, codes that have a text."""
    answer = parse(normalizer, text)
    assert answer.raw == text
    assert normalizer(text) == answer.value
    assert (answer.value is None) == (answer.status in NO_VALUE)
    assert bool(answer.reasons) == (answer.status is not Status.VALID)
    assert set(answer.reasons) <= set(MESSAGES)
    assert all(answer.match_keys) and len(set(answer.match_keys)) == len(answer.match_keys)
    assert answer.value is None or (answer.value.strip() == answer.value != "")
    assert all(answer.parts.values())


@each_normalizer
@settings(max_examples=40)
@given(text=TEXTS)
def test_a_standard_value_keeps_its_match_keys(normalizer: Normalizer, text: str) -> None:
    answer = parse(normalizer, text)
    if answer.value is not None and answer.status is Status.VALID:
        assert parse(normalizer, answer.value).match_keys == answer.match_keys


@given(text=ANY_TEXT)
@pytest.mark.parametrize("name", [n for n in custmdm.normalize.__all__ if n.startswith("is_")])
def test_a_test_of_text_never_raises(name: str, text: str) -> None:
    assert getattr(custmdm.normalize, name)(text) in (True, False)


@given(
    day=st.dates(dt.date(1901, 1, 1), dt.date(2098, 1, 1)),
    pattern=st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%d %b %Y", "%B %d, %Y", "%Y-%m-%dT00:00:00"]
    ),
)  # fmt: skip
def test_every_day_is_read_back(day: dt.date, pattern: str) -> None:
    if day != dt.date(1970, 1, 1):
        assert Date()(day.strftime(pattern)) == day.isoformat()
