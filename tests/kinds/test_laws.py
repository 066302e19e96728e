"""What holds for every kind, whatever comes in."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custmdm import kinds
from custmdm._text import MAX_CHARS
from custmdm.data.messages import MESSAGES
from custmdm.model import Context, DateOrder, Standardized, Status
from tests.normalize.texts import TEXTS
from tests.test_text import MISSING

COUNTRIES = [
    None,
    "AU",
    "BR",
    "CN",
    "DE",
    "FR",
    "GB",
    "HK",
    "IN",
    "IT",
    "JP",
    "NO",
    "SG",
    "TW",
    "US",
]
CONTEXTS = st.builds(
    Context, st.sampled_from(COUNTRIES), st.none(), st.sampled_from([None, *DateOrder])
)
NO_VALUE = {Status.INVALID, Status.MISSING, Status.PLACEHOLDER}

each_kind = pytest.mark.parametrize("name", kinds.names())


@each_kind
@settings(max_examples=50)
@given(context=CONTEXTS, text=TEXTS)
def test_any_text_gets_a_whole_answer(name: str, context: Context, text: str) -> None:
    """The raw text is kept; there is a value, or a status and a code that say why there is none."""
    answer = kinds.get(name).within(context).read(text)
    assert answer.raw is text
    assert (answer.value is None) == (answer.status in NO_VALUE)
    assert bool(answer.reasons) == (answer.status not in {Status.VALID, Status.MISSING})
    assert set(answer.reasons) <= set(MESSAGES)
    assert all(isinstance(key, str) and key for key in answer.match_keys)
    assert answer.version.startswith(f"{name}/")


@each_kind
@settings(max_examples=50)
@given(context=CONTEXTS, text=TEXTS)
def test_a_standard_value_is_its_own_standard(name: str, context: Context, text: str) -> None:
    kind = kinds.get(name).within(context)
    first = kind.read(text)
    if first.value is None:
        return
    again = kind.read(first.value)
    assert again.value == first.value
    if first.status is Status.VALID:
        assert again.match_keys == first.match_keys


@each_kind
@pytest.mark.parametrize("raw", MISSING, ids=repr)
def test_nothing_is_missing(name: str, raw: object) -> None:
    answer = kinds.get(name).standardize(raw)
    assert (answer.value, answer.status, answer.match_keys) == (None, Status.MISSING, ())


@each_kind
@pytest.mark.parametrize(
    "raw",
    [True, [1], {"a": 1}, b"bytes", {1}, object(), pd.Series([1]), pd.Timedelta(1), 10**5000],
    ids=lambda raw: type(raw).__name__,
)
def test_another_type_is_reported(name: str, raw: object) -> None:
    answer = kinds.get(name).standardize(raw)
    assert (answer.value, answer.status) == (None, Status.INVALID)
    assert (answer.reasons, answer.match_keys) == (("value.wrong_type",), ())


HUGE = "张a1 @.-" * 1_250_000  # ten million characters


@each_kind
@pytest.mark.parametrize(
    "text", [HUGE, "9" * 10_000_000, "ﷺ" * MAX_CHARS], ids=["mixed", "9", "wide"]
)
def test_a_huge_text_is_reported_at_once(name: str, text: str) -> None:
    """A character may stand for many: ﷺ for eighteen."""
    start = time.process_time()
    answer = kinds.get(name).standardize(text, country="CN")
    assert time.process_time() - start < 1
    assert (answer.status, answer.reasons) == (Status.INVALID, ("value.too_long",))


LONG = [
    "1",
    "张",
    "公司",
    "先生",
    "co ",
    "jr ",
    "a,",
    "1/",
    "a@b.com;",
    "(深圳)",
    "1,111",
    "\u0301",
    "自治",
    "*",
]


@each_kind
def test_a_long_text_takes_no_long_time(name: str) -> None:
    """No pattern tries all the ways to cut a text that fits nearly."""
    kind = kinds.get(name).within(Context(country="CN"))
    start = time.process_time()
    for piece in LONG:
        kind.read((piece * MAX_CHARS)[: MAX_CHARS - 1] + "!")
    assert time.process_time() - start < 0.2 * len(LONG)


def status_of(answer: Standardized) -> tuple[str | None, str]:
    return answer.value, str(answer.status)


@each_kind
@settings(max_examples=15)
@given(text=TEXTS)
def test_spaces_around_a_text_do_not_matter(name: str, text: str) -> None:
    kind = kinds.get(name)
    assert status_of(kind.standardize(f"\u3000{text}\n")) == status_of(kind.standardize(text))
