"""The short way of plain addresses: exactly what email-validator and the long way say."""

import time

import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from hypothesis import example, given, settings
from hypothesis import strategies as st

from custmdm import kinds
from custmdm.data.email_domains import ENDINGS, providers, slips
from custmdm.model import Status
from custmdm.normalize import Email
from tests.normalize.texts import TEXTS

EMAIL = Email()
_ATOMS = st.text("ab1_.+-'&x", max_size=6) | st.sampled_from(
    ["info", "Info", "WWW", "test", "na", "a" * 63, "a" * 64, "xxxx", "a.b", "no-reply", "例"]
)
_LABELS = st.text("ab1-", max_size=5) | st.sampled_from(
    [
        "xn--fsqu00a",
        "xn--",
        "ab--c",
        "a" * 63,
        "a" * 64,
        "1",
        "com",
        "Gmail",
        "qq",
        "example",
        "中国",
    ]
)
_LAST = st.sampled_from(
    [
        "com",
        "COM",
        "c",
        "co",
        "1",
        "c1",
        "1c",
        "museum",
        "xn--p1ai",
        "con",
        *SPECIAL_USE_DOMAIN_NAMES,
    ]
)
_MARKS = st.sampled_from(["@", "@", "@", "@", "＠", " @", "@@", ""])
_PAD = st.sampled_from(["", "", "", " ", "\n", "."])
ADDRESSES = st.builds(
    lambda local, mark, labels, last, pad: f"{pad}{local}{mark}{'.'.join([*labels, last])}{pad}",
    st.lists(_ATOMS, min_size=1, max_size=3).map(".".join) | _ATOMS,
    _MARKS,
    st.lists(_LABELS, max_size=4),
    _LAST,
    _PAD,
)
_WHERE = st.sampled_from([*providers(), *sorted(slips())[::997], *(f"a.{e}" for e in ENDINGS)])
AT_PROVIDERS = st.builds("{}@{}".format, _ATOMS, _WHERE | _WHERE.map(str.upper))


@settings(max_examples=1500)
@given(text=ADDRESSES | AT_PROVIDERS | TEXTS)
@example(f"{'a' * 64}@{'b' * 63}.com")
@example(f"{'a' * 64}@{'.'.join(['b' * 60] * 3)}.{'c' * 6}")
@example(f"a@{'.'.join(['b' * 49] * 5)}.com")
@example("sample@test.email")
@example("a@b.latest")
def test_the_short_way_says_what_the_long_way_says(text: str) -> None:
    quick = EMAIL.quick(text)
    assert quick is None or quick == EMAIL._parse_full(text)
    assert EMAIL.quick_texts([text]) == [None if quick is None else quick.value]


@settings(max_examples=1500)
@given(text=ADDRESSES | AT_PROVIDERS)
def test_the_short_way_takes_only_what_email_validator_takes(text: str) -> None:
    quick = EMAIL.quick(text)
    if quick is None:
        return
    assert quick.status is Status.VALID
    try:
        expected = validate_email(text.strip(" "), check_deliverability=False).normalized
    except EmailNotValidError:
        expected = None
    assert quick.value == expected


@settings(max_examples=500)
@given(text=ADDRESSES)
def test_what_email_validator_takes_is_never_refused(text: str) -> None:
    """But for top-level domains of one letter, masks and fillers."""
    try:
        expected = validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return
    answer = EMAIL.parse(text)
    refused = text.lower().endswith(".c") or answer.status is Status.PLACEHOLDER
    assert answer.value == expected or refused or answer.reasons == ("value.masked",)


@pytest.mark.parametrize(
    "text", ["anna.lee@gmail.com", "ANNA_LEE1@SOME-COMPANY.COM.CN", "a+b@x.io", " wei@qq.com "]
)
def test_usual_addresses_go_the_short_way(text: str) -> None:
    assert EMAIL.quick(text) is not None


@settings(max_examples=300)
@given(text=ADDRESSES | AT_PROVIDERS)
def test_the_kind_agrees_whichever_way_it_goes(text: str) -> None:
    kind = kinds.get("email")
    assert kind.read(text) == kind._read_full(text)


@pytest.mark.parametrize(
    "text", ["a" * 10**7, "a@" * 5_000_000, "@" * 10**7, "<" * 9_999, " @" * 4_000]
)
def test_huge_text_is_read_in_no_time(text: str) -> None:
    start = time.process_time()
    assert EMAIL(text) is None
    assert time.process_time() - start < 2
