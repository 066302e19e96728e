"""Countries: exact names and codes, nothing guessed."""

import pycountry
import pytest
from hypothesis import given, settings

from custmdm._text import fold
from custmdm.data import countries
from custmdm.model import Status
from custmdm.normalize import Country, is_placeholder
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("US", "US"),
        ("usa", "US"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("美国", "US"),
        ("美利坚合众国", "US"),
        ("UK", "GB"),
        ("P.R. China", "CN"),
        ("中国", "CN"),
        ("中華人民共和國", "CN"),
        ("中国（大陆）", "CN"),
        ("156", "CN"),
        ("36", "AU"),
        ("NA", "NA"),
        ("XK", "XK"),
        ("科索沃", "XK"),
        ("Türkiye", "TR"),
        ("CÔTE D'IVOIRE", "CI"),
        ("臺灣", "TW"),
        ("中国台湾省", "TW"),
        ("Taiwan, Province of China", "TW"),
        ("香港", "HK"),
        ("澳門", "MO"),
        ("阿联酋", "AE"),
        ("沙特", "SA"),
        ("刚果（金）", "CD"),
        ("刚果布", "CG"),
        ("朝鲜", "KP"),
        ("南韓", "KR"),
        ("法兰西共和国", "FR"),
        ("紐西蘭", "NZ"),
        ("Deutschland", "DE"),
        ("España", "ES"),
        ("Россия", "RU"),
        ("Российская Федерация", "RU"),
        ("日本", "JP"),
        ("대한민국", "KR"),
        ("Ελλάδα", "GR"),
        ("Bahamas, The", "BS"),
        ("the netherlands", "NL"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Korea, Rep.", "KR"),
        ("Congo, Dem. Rep. of the", "CD"),
        ("Virgin Islands, U.S.", "VI"),
        ("St. Kitts & Nevis", "KN"),
        ("Republic of India", "IN"),
        ("CN - China", "CN"),
        ("中国(China)", "CN"),
        ("China 中国", "CN"),
        ("Burma", "MM"),
        ("England", "GB"),
    ],
)
def test_a_country_is_written_as_alpha_2(text: str, value: str) -> None:
    answer = Country().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize("attribute", ["alpha_2", "alpha_3", "numeric", "name"])
def test_every_country_of_the_standard_is_known(attribute: str) -> None:
    wrong = [
        country.alpha_2
        for country in pycountry.countries
        if Country()(getattr(country, attribute)) != country.alpha_2
        and getattr(country, attribute) != "Congo"  # ambiguous, though it is one's name in ISO 3166
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Korea", "country.ambiguous"),
        ("Corée", "country.ambiguous"),
        ("Congo", "country.ambiguous"),
        ("刚果", "country.ambiguous"),
        ("剛果", "country.ambiguous"),
        ("Virgin Islands", "country.ambiguous"),
        ("SU", "country.retired"),
        ("Yugoslavia", "country.retired"),
        ("捷克斯洛伐克", "country.retired"),
        ("Abkhazia", "country.no_code"),
        ("南奥塞梯", "country.no_code"),
        ("European Union", "country.no_code"),
        ("Narnia", "country.unknown"),
        ("TGermany", "country.unknown"),
        ("CN - Japan", "country.unknown"),
        ("--", "text.no_characters"),
    ],
)
def test_what_is_no_country_has_a_reason(text: str, reason: str) -> None:
    answer = Country().parse(text)
    assert (answer.value, answer.status, answer.reasons) == (None, Status.INVALID, (reason,))


def test_what_leaves_the_field_empty_is_a_placeholder() -> None:
    assert Country().parse("N/A").status == Status.PLACEHOLDER


@pytest.mark.parametrize(("text", "value"), [("DDR", "DE"), ("ZR", "CD"), ("TP", "TL")])
def test_a_country_that_is_no_more_has_its_only_successor(text: str, value: str) -> None:
    answer = Country().parse(text)
    assert (answer.value, answer.status) == (value, Status.SUSPECT)
    assert answer.reasons == ("country.retired",)


def test_a_part_of_a_country_stays_known() -> None:
    assert Country().parse("Wales").parts == {"subdivision": "GB-WLS"}


def test_no_alias_takes_a_name_or_code_of_another_country_away() -> None:
    aliases = {fold(name): code for name, code in countries._aliases()}
    written = {
        fold(name): code for code, names, _ in countries._lines("countries.tsv") for name in names
    }
    taken = {**written, **{fold(name): code for name, code in countries._iso()}}
    assert [n for n, code in aliases.items() if taken.get(n, code) != code] == []
    several = [
        (name, code, aliases[fold(name)])
        for name, code in countries._aliases()
        if aliases[fold(name)] != code
    ]
    assert several == []


def test_the_table_is_what_its_generator_makes() -> None:
    pytest.importorskip("babel", reason="the names come from Babel")
    make = pytest.importorskip("tools.make_countries", reason="the generator is not in the wheel")
    from babel import __version__ as version

    table = (make.DATA / "countries.tsv").read_text(encoding="utf-8")
    if version.startswith("2.18"):
        assert table == make.countries()
        assert (make.DATA / "currencies.tsv").read_text(encoding="utf-8") == make.currencies()
    assert len(table.encode()) < 250_000


@settings(max_examples=200)
@given(text=TEXTS)
def test_the_quick_way_says_what_the_full_way_says(text: str) -> None:
    quick = Country().quick(text)
    assert quick is None or quick == Country()._parse_full(text)


def test_the_quick_way_agrees_for_every_name_it_knows() -> None:
    for name in countries.known_as_written():
        for text in (name, name.upper()):
            quick = Country().quick(text)
            assert not is_placeholder(text)
            assert quick is None or quick == Country()._parse_full(text)
