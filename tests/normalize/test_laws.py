"""What holds for every normalizer, whatever the text."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm.normalize
from custmdm.data.messages import MESSAGES
from custmdm.model import DateOrder, Standardized, Status
from custmdm.normalize import Date
from custmdm.typing import Normalizer, SupportsParse
from tests.normalize.texts import ANY_TEXT, TEXTS

NAMES = [n for n in custmdm.normalize.__all__ if isinstance(getattr(custmdm.normalize, n), type)]
COUNTRIES = [None, "AU", "BR", "CN", "DE", "FR", "GB", "HK", "IN", "IT", "JP", "SG", "TW", "US"]
OPTIONS = {
    "country": st.sampled_from(COUNTRIES),
    "date_order": st.sampled_from([None, *DateOrder]),
    "locale": st.sampled_from([None, "en", "hu", "ja", "ko", "ru", "vi", "zh"]),
    "excel_serials": st.booleans(),
    "first_year": st.integers(1900, 1999),
}
NO_VALUE = {Status.INVALID, Status.MISSING, Status.PLACEHOLDER}

each_normalizer = pytest.mark.parametrize("name", NAMES)


def normalizers(name: str) -> st.SearchStrategy[Normalizer]:
    """Return a normalizer with any of the options that it has."""
    cls = getattr(custmdm.normalize, name)
    return st.builds(cls, **{a.name: OPTIONS[a.name] for a in attrs.fields(cls)})


def parse(normalizer: Normalizer, text: str) -> Standardized:
    assert isinstance(normalizer, SupportsParse)
    return normalizer.parse(text)


@each_normalizer
@settings(max_examples=60)
@given(data=st.data(), text=TEXTS)
def test_normalizing_again_changes_nothing(name: str, data: st.DataObject, text: str) -> None:
    normalizer = data.draw(normalizers(name))
    value = normalizer(text)
    assert value is None or normalizer(value) == value


@each_normalizer
@settings(max_examples=60)
@given(data=st.data(), text=TEXTS)
def test_the_answer_is_whole(name: str, data: st.DataObject, text: str) -> None:
    """A value or a reason, keys that are text, codes that have a text."""
    normalizer = data.draw(normalizers(name))
    answer = parse(normalizer, text)
    assert answer.raw == text
    assert normalizer(text) == answer.value
    assert (answer.value is None) == (answer.status in NO_VALUE)
    assert bool(answer.reasons) == (answer.status is not Status.VALID)
    assert set(answer.reasons) <= set(MESSAGES)
    assert all(answer.match_keys)
    assert len(set(answer.match_keys)) == len(answer.match_keys)
    assert answer.value is None or (answer.value.strip() == answer.value != "")
    assert all(answer.parts.values())


@each_normalizer
@settings(max_examples=40)
@given(data=st.data(), text=TEXTS)
def test_a_standard_value_keeps_its_match_keys(name: str, data: st.DataObject, text: str) -> None:
    normalizer = data.draw(normalizers(name))
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
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%d %b %Y", "%B %d, %Y"]
    ),
)
def test_every_day_is_read_back(day: dt.date, pattern: str) -> None:
    if day != dt.date(1970, 1, 1):
        assert Date()(day.strftime(pattern)) == day.isoformat()
