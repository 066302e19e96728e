"""Register numbers of organizations: compact, checked where a standard says how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.model import Standardized, Status
from custmdm.normalize import OrganizationId
from custmdm.normalize._credit_code import credit_check_digit, organization_check_digit
from tests.normalize.texts import TEXTS

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def read(text: str, country: str | None = None) -> Standardized:
    return OrganizationId(country=country).parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "91310115MA1K3BTP2B",
        "9131 0115 ma1k3btp2b",
        "９１３１０１１５ＭＡ１Ｋ３ＢＴＰ２Ｂ",
        "统一社会信用代码：91310115MA1K3BTP2B",
    ],
)
def test_a_credit_code_says_whose_it_is(text: str) -> None:
    answer = read(text)
    assert (answer.value, answer.status) == ("91310115MA1K3BTP2B", Status.VALID)
    assert answer.parts == {
        "type": "unified_social_credit_code",
        "country": "CN",
        "organization_code": "MA1K3BTP2",
        "region_code": "310115",
        "region": "上海市浦东新区",
        "region_since": "1992",
        "authority": "market_regulation",
        "entity_type": "enterprise",
    }


@pytest.mark.parametrize(
    ("start", "authority", "entity"),
    [
        ("91", "market_regulation", "enterprise"),
        ("92", "market_regulation", "individual_business"),
        ("93", "market_regulation", "farmers_cooperative"),
        ("11", "staffing_commission", "state_organ"),
        ("12", "staffing_commission", "public_institution"),
        ("51", "civil_affairs", "social_organization"),
        ("52", "civil_affairs", "private_non_enterprise"),
        ("53", "civil_affairs", "foundation"),
        ("31", "justice", "law_firm"),
        ("81", "trade_union", "trade_union"),
        ("N2", "agriculture", "village_collective"),
        ("Y1", "other", "other"),
        ("59", "civil_affairs", "other"),
    ],
)
def test_the_first_characters_say_what_sort_it_is(start: str, authority: str, entity: str) -> None:
    body = f"{start}310115MA1K3BTP2"
    parts = read(body + credit_check_digit(body)).parts
    assert (parts["authority"], parts["entity_type"]) == (authority, entity)


@pytest.mark.parametrize("text", ["91350100M000100Y44", "91350211M00013FA1N", "111000000000116156"])
def test_a_credit_code_that_breaks_the_rule_is_suspect(text: str) -> None:
    answer = read(text)
    assert (answer.value, answer.status) == (text, Status.SUSPECT)
    assert answer.reasons == ("organization_id.check_digit",)


def test_what_a_credit_code_replaced_meets_it() -> None:
    credit = read("91310115MA1K3BTP2B")
    assert credit.match_keys[0] == credit.value
    code, tax = read("MA1K3BTP-2"), read("310115MA1K3BTP2")
    assert (code.parts["type"], tax.parts["type"]) == ("organization_code", "tax_number")
    assert code.match_keys[0] in credit.match_keys
    assert code.match_keys[0] in tax.match_keys


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("110108000000016", "CN", "registration_number"),
        ("110108000000016", None, "registration_number"),
        ("D2143569X", "CN", "organization_code"),
        ("72191246-4", None, "organization_code"),
        ("11010519491231002X", "CN", "resident_id"),
        ("1595VL9OPPQ5THEK2X30", None, "lei"),
        ("DE136695976", None, "vat"),
        ("EL 094259216", None, "vat"),
        ("GB 980 7806 84", None, "vat"),
        ("CHE-100.155.212", None, "uid"),
        ("980780684", "GB", "vat"),
        ("15-048-3782", None, "duns"),
        ("91-1144442", "US", "ein"),
        ("51 824 753 556", "AU", "abn"),
        ("004 085 616", "AU", "acn"),
        ("552 100 554", "FR", "siren"),
        ("732 829 320 00074", "FR", "siret"),
        ("16.727.230/0001-97", "BR", "cnpj"),
        ("27AAPFU0939F1ZV", "IN", "gstin"),
        ("5835678256246", "JP", "corporate_number"),
        ("00501503", "TW", "ubn"),
        ("00192200M", "SG", "uen"),
    ],
)  # fmt: skip
def test_the_numbers_of_many_registers_are_known(text: str, country: str | None, kind: str) -> None:
    answer = read(text, country)
    assert (answer.status, answer.parts.get("type")) == (Status.VALID, kind), answer.reasons
    again = read(answer.value or "", country)
    assert (again.value, again.match_keys[0]) == (answer.value, answer.match_keys[0])


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("51 824 753 557", "AU", "organization_id.check_digit"),
        ("12345", "CN", "organization_id.shape"),
        ("D21435690", "CN", "organization_id.shape"),
        ("000000000000000000", "CN", "identifier.all_zero"),
    ],
)
def test_a_doubtful_number_is_suspect(text: str, country: str | None, reason: str) -> None:
    answer = read(text, country)
    assert (answer.status, answer.reasons) == (Status.SUSPECT, (reason,))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("--", "identifier.no_characters"),
        ("9.135E+17", "identifier.exponent"),
        ("91350100XXXXXXXXX3", "value.masked"),
        ("9135**********Y43", "value.masked"),
    ],
)
def test_what_is_no_id_has_a_reason(text: str, reason: str) -> None:
    answer = read(text)
    assert (answer.value, answer.reasons, answer.match_keys) == (None, (reason,), ())


@pytest.mark.parametrize(
    "text", ["DE 811 193 231", "FR44476663281", "12345", "HRB 1234", "123456789"]
)
def test_ids_of_other_registers_are_made_compact(text: str) -> None:
    answer = read(text)
    assert (answer.value, answer.status) == (text.replace(" ", ""), Status.VALID)


def test_a_vat_number_meets_itself_without_its_prefix() -> None:
    bare, whole = read("136695976", "DE"), read("DE136695976")
    assert bare.match_keys[0] == whole.match_keys[0]


def test_check_characters_are_those_of_the_standards() -> None:
    assert credit_check_digit("91350100M000100Y43") == "3"
    assert organization_check_digit("D2143569X") == "X"


@given(body=st.text(ALPHABET, min_size=10, max_size=10), at=st.integers(0, 17), data=st.data())
def test_every_slip_of_one_character_is_seen(body: str, at: int, data: st.DataObject) -> None:
    code = f"91310115{body[:9]}"
    code += credit_check_digit(code)
    other = data.draw(st.sampled_from("123456789" if at < 8 else ALPHABET))
    slip = code[:at] + other + code[at + 1 :]
    assert slip == code or read(slip, "CN").status is not Status.VALID


@given(
    text=TEXTS | st.from_regex(r"[0-9NY][1-9][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", fullmatch=True),
    country=st.sampled_from([None, "CN", "US", "DE"]),
)
def test_the_quick_way_is_the_full_way(text: str, country: str | None) -> None:
    organization_id = OrganizationId(country=country)
    quick, (plain,) = organization_id.quick(text), organization_id.quick_texts([text])
    full = organization_id._parse_full(text)
    assert quick is None or quick == full
    assert plain is None or (plain, Status.VALID) == (full.value, full.status)
