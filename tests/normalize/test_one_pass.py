"""Many values in one pass: exactly what each normalizer says of them one by one."""

import random
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custmdm import datasets, kinds
from custmdm._text import fold, fold_all
from custmdm.data.email_domains import ENDINGS, providers, slips
from custmdm.data.placeholders import LITERAL, NAME_WORDS, TRIAL, WORDS
from custmdm.kinds import Kind
from custmdm.model import Context, Status
from tests.normalize.texts import ANY_TEXT, TEXTS

CONTEXTS = [
    Context(), Context(country="US"), Context(country="CN"), Context(country="GB"),
    Context(country="DE", date_order="DMY"), Context(date_order="MDY"), Context(locale="hu"),
    Context(country="JP", locale="ja"),
]  # fmt: skip
NAMES = [name for name in kinds.names() if hasattr(kinds.get(name).normalize, "quick_texts")]
# Of these every quick answer comes from the one pass too, not only the commonest.
SAME_AS_QUICK = {
    "text", "category", "email", "phone", "date", "birth_date", "given_name", "family_name",
    "person_name", "organization_name", "country",
}  # fmt: skip
# Fewer values are not worth a pass.
MANY = 40


def of_kind(name: str, context: Context) -> Kind:
    return kinds.get(name).within(context)


def check_one_pass(kind: Kind, values: Sequence[str]) -> None:
    """Check that a pass over many values says what the normalizer says of each."""
    normalizer: Any = kind.normalize
    values = [*values, *[values[0]] * (MANY - len(values))]
    texts = normalizer.quick_texts(values)
    assert len(texts) == len(values)
    for value, text in zip(values, texts, strict=True):
        quick = normalizer.quick(value)
        if quick is None or quick.status is not Status.VALID or quick.reasons:
            assert text is None
        else:
            assert text == quick.value or (text is None and kind.name not in SAME_AS_QUICK)
    if hasattr(normalizer, "plain_keys"):
        plain = [(v, t) for v, t in zip(values, texts, strict=True) if t is not None]
        keys = normalizer.plain_keys([text for _, text in plain])
        assert list(keys) == [normalizer.parse(value).match_keys[0] for value, _ in plain]


def check_kind(kind: Kind, values: Sequence[object]) -> None:
    """Check that the answers for a column are those for each of its values."""
    answers = kind.read_all(values)
    full = [kind._read_full(value) for value in values]
    assert answers.shown() == [answer.shown for answer in full]
    for text, key, answer in zip(answers.texts, answers.plain_keys(), full, strict=True):
        if text is not None:
            assert (text, Status.VALID, ()) == (answer.value, answer.status, answer.reasons)
        assert key is None or key == answer.match_keys[0]
    assert list(answers) == full


# What may hide a value among plain ones: nothing, marks at the ends, a number's tail.
_WORDS = "|".join((WORDS, NAME_WORDS, LITERAL, TRIAL)).replace("\n", "|").split("|")
_FILLERS = st.sampled_from([word.strip() for word in _WORDS if word.strip()]).flatmap(
    lambda text: st.sampled_from(
        [text, text.upper(), text.title(), f"{text} 2", f"{text}x", f"-{text}"]
    )
)
_LETTERS = st.text("abcxXnNaAmMcC", min_size=1, max_size=9)
_CODES = st.text("0123456789-/. +()ABX", max_size=14)
_DOMAINS = st.sampled_from(
    [*providers(), *sorted(slips())[::97], *(f"a.{e}" for e in ENDINGS), "a.io", "a-b.co.uk",
     "example.com", "noreply.com", "gmai.lx.com", "google.com", "outlook.org", "me.company.com",
     "a" * 64 + ".com", "x.test", "a.b-c", "a.c1", "xxxx.com"]
)  # fmt: skip
_LOCALS = st.text("ab1_.+-", max_size=6) | st.sampled_from(
    [
        "info",
        "Info",
        "test",
        "test12",
        "na",
        "aaaa",
        "aaa",
        "a",
        "xxxx",
        "john.doe",
        "Bob",
        "noemail",
    ]
)
_EMAILS = st.builds("{}@{}".format, _LOCALS, _DOMAINS | _DOMAINS.map(str.upper))
ODD = [
    "",
    " ",
    "\n",
    "a\nb",
    "\0",
    "\ud800",
    "é",
    "张三",
    "a" * 300,
    "a b",
    "a  b",
    " a",
    "a ",
    "'",
    "_",
    "\x7f",
]
VALUES = st.one_of(
    TEXTS, ANY_TEXT, _FILLERS, _LETTERS, _CODES, _EMAILS, st.sampled_from(ODD),
    st.dates().map(str),
    st.from_regex(r"\A(\+1 ?)?\(?[2-9][0-9]{2}\)?[ -][2-9][0-9]{2}-[0-9]{4}\Z"),
    st.from_regex(r"\A(\+86 ?)?1[3-9][0-9]{9}\Z"), st.text("0123456789", min_size=3, max_size=7),
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=150, deadline=None)
@given(values=st.lists(VALUES, min_size=1, max_size=60), context=st.sampled_from(CONTEXTS))
def test_one_pass_over_any_texts_says_what_is_said_of_each(
    name: str, values: list[str], context: Context
) -> None:
    check_one_pass(of_kind(name, context), values)


def damaged(value: str, dice: random.Random) -> str:
    """Return a value with a slip of typing, or as another system writes it."""
    at = dice.randrange(len(value) + 1)
    mark = dice.choice([*"09aZxX@.-_ +'\n\t\0é张\ud800", "  ", "www", "XXXX"])
    damages: list[str] = [
        value, value, value.upper(), value.lower(), value.title(), value[:at], value * 2,
        value[:at] + mark + value[at:], value[:at] + mark + value[at + 1 :],
        value[:at] + value[at + 1 :],
    ]  # fmt: skip
    return damages[dice.randrange(len(damages))]


@cache
def columns() -> Sequence[Sequence[str]]:
    """Return the columns of the sample and of made-up customers, some values damaged."""
    sample = datasets.sample()
    dice = random.Random(0)
    found: list[Sequence[str]] = []
    tables: Iterable[Sequence[dict[str, str]]] = (sample.crm, sample.erp, sample.shop)
    for rows in tables:
        found += [[row[name] for row in rows] for name in rows[0]]
    digits = "{}{}{}-{}{}{}-{}{}{}{}".format
    found.append([digits(*(dice.randrange(10) for _ in range(10))) for _ in range(2_000)])
    found.append(["1" + "".join(dice.choices("0123456789", k=10)) for _ in range(2_000)])
    found.append(
        [f"{dice.randrange(1800, 2100)}-{m:02}-{d:02}" for m in range(14) for d in range(33)]
    )
    return [[damaged(value, dice) for value in column] for column in found]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("country", [None, "US", "CN"])
def test_one_pass_over_damaged_columns_says_what_is_said_of_each(
    name: str, country: str | None
) -> None:
    for column in columns():
        check_one_pass(of_kind(name, Context(country=country)), column)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None)
@given(values=st.lists(VALUES | st.none() | st.integers(), max_size=60))
def test_the_answers_for_a_column_are_those_for_each_value(name: str, values: list[object]) -> None:
    check_kind(of_kind(name, Context(country="US")), values)
    check_kind(of_kind(name, Context(country="US")), [values[0]] * MANY if values else [])


@settings(max_examples=300)
@given(texts=st.lists(VALUES, max_size=60))
def test_many_texts_are_folded_as_each_is(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


def test_the_mailboxes_of_many_addresses_are_those_of_each() -> None:
    domains = [
        *providers(),
        "gmai.lx.com",
        "googlemail.org",
        "mac.company.com",
        "outlook.io",
        "x.io",
    ]
    locals_ = ["a.b", "a+b", "a-b", "a.b+c.d", "a_b", "ab", "A.B-c", "Anna.b.c", "+a.b", "-a"]
    addresses = [f"{local}@{domain}" for domain in domains for local in locals_]
    check_one_pass(of_kind("email", Context()), addresses)
    check_one_pass(of_kind("email", Context()), [address.upper() for address in addresses])
