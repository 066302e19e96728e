"""What somebody said of values: one that tells nobody apart, two that are one."""

import copy
import itertools
import logging
from collections.abc import Sequence
from typing import Any

import attrs
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm import block
from tests.helpers import HOSTILE_TEXTS
from tests.linker.world import AUSTRALIA, Row

KINDS = {"name": "person_name", "phone": "phone", "mail": "email", "dob": "birth_date"}
HOTLINE, OLD, NEW = "0412 999 111", "ludmilla@gmx.net", "l.bronte@posteo.net"
HELD: list[dict[str, Any]] = [
    {"id": 1, "name": "Ludmilla Brontë", "phone": HOTLINE, "mail": OLD, "dob": "1971-02-03"},
    {"id": 2, "name": "Ludmila Bronte", "phone": HOTLINE, "mail": None, "dob": None},
    {"id": 3, "name": "L. Bronte", "phone": None, "mail": NEW, "dob": "1971-02-03"},
    {"id": 4, "name": "Someone Else", "phone": "0499 123 555", "mail": "e@posteo.net", "dob": ""},
]
MAPPING = cm.FieldMapping(
    source="crm", key="id", record=cm.Person, context=AUSTRALIA,
    fields={"name": "name", "phones": ["phone"], "emails": ["mail"], "birth_date": "dob"},
)  # fmt: skip
IGNORED = cm.IgnoreValue("phone", HOTLINE)
ALIAS = cm.AliasValue("mail", OLD, same_as=NEW)
Constraints = Sequence[cm.IgnoreValue | cm.AliasValue]


@pytest.fixture(scope="module")
def linker(rows: list[Row]) -> cm.Linker:
    """Return a Linker whose rules bring together by phone and mail alone."""
    rules = (block.on("phone"), block.on("mail"))
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA, blocking=rules)
    return linker.fit(rows, key="id")


@pytest.fixture(scope="module")
def typed(rows: list[Row]) -> cm.Linker:
    rules = (block.on("phones"), block.on("emails"))
    linker = cm.Linker(record=cm.Person, context=AUSTRALIA, blocking=rules)
    return linker.fit(MAPPING.read(rows).records)


def people() -> Sequence[cm.Record[cm.Person]]:
    return MAPPING.read(HELD).records


def customers(result: cm.Resolution) -> list[list[object]]:
    return sorted([record.key for record in cluster.members] for cluster in result.clusters)


def resolved(linker: cm.Linker, constraints: Constraints, rows: Any = HELD) -> list[list[object]]:
    return customers(linker.resolve(rows, key="id", constraints=constraints))


WHOLE = [
    ([], [[1, 2], [3], [4]]),
    ([IGNORED], [[1], [2], [3], [4]]),
    ([ALIAS], [[1, 2, 3], [4]]),
    ([IGNORED, ALIAS], [[1, 3], [2], [4]]),
]  # fmt: skip


@pytest.mark.parametrize(("constraints", "wanted"), WHOLE)
@pytest.mark.parametrize("frame", [list, pd.DataFrame])
def test_what_is_said_of_values_joins_and_splits_the_rows_of_a_table(
    linker: cm.Linker, frame: Any, constraints: Constraints, wanted: object
) -> None:
    assert resolved(linker, constraints, frame(HELD)) == wanted


@pytest.mark.parametrize(("constraints", "wanted"), WHOLE)
def test_what_is_said_of_values_joins_and_splits_typed_records(
    typed: cm.Linker, constraints: Constraints, wanted: object
) -> None:
    fields = {"phone": "phones", "mail": "emails"}
    said = [attrs.evolve(one, field=fields[one.field]) for one in constraints]
    assert customers(typed.resolve(people(), constraints=said)) == wanted


def test_records_of_one_golden_record_keep_what_they_said(typed: cm.Linker) -> None:
    said = [cm.AliasValue("emails", OLD, same_as=NEW), cm.IgnoreValue("phones", "0499 123 555")]
    result = typed.resolve(people(), constraints=said)
    by_key = {golden.members[0].key: golden.data for golden in result.golden}
    assert sorted(by_key[1].emails) == sorted([OLD, NEW])
    assert by_key[4].phones == ("+61499123555",)


def test_a_table_keeps_what_its_rows_said(linker: cm.Linker) -> None:
    result = linker.resolve(HELD, key="id", constraints=[ALIAS, IGNORED])
    golden = {row["n_records"]: row for row in result.golden_frame()}
    assert golden[2]["phone"] == "+61412999111"
    assert golden[2]["mail"] in (OLD, NEW)
    assert [row["mail"] for row in result.to_frame()] == [row.get("mail") for row in HELD]


@pytest.mark.parametrize(
    "spelling", ["+61412999111", "0412999111", "(04) 1299 9111", "0412 999 111 "]
)
def test_a_value_is_given_as_it_stands_or_standard(linker: cm.Linker, spelling: str) -> None:
    assert [1, 2] not in resolved(linker, [cm.IgnoreValue("phone", spelling)])


def test_no_rule_brings_together_by_a_value_that_is_ignored(linker: cm.Linker) -> None:
    result = linker.resolve(HELD, key="id", constraints=[IGNORED])
    told = result.explain("table:1", "table:2")
    assert (told.stage, told.rules) == ("blocking", ())
    assert told.score is not None
    (phone,) = (c for c in told.score.contributions if c.comparison == "phone")
    assert (phone.weight, phone.label) == (0.0, "placeholder")


def test_values_that_are_one_agree_wholly(linker: cm.Linker) -> None:
    told = linker.resolve(HELD, key="id", constraints=[ALIAS]).explain("table:1", "table:3")
    assert told.rules == ("mail",)
    assert told.score is not None
    (mail,) = (c for c in told.score.contributions if c.comparison == "mail")
    assert mail.label == "equal"


@given(st.randoms())
def test_the_order_of_constraints_and_records_changes_nothing(linker: cm.Linker, rng: Any) -> None:
    said = [
        IGNORED, ALIAS, cm.AliasValue("mail", NEW, same_as="e@posteo.net"),
        cm.IgnoreValue("dob", "1971-02-03"),
    ]  # fmt: skip
    rows = list(HELD)
    wanted = linker.resolve(rows, key="id", constraints=said)
    rng.shuffle(said)
    rng.shuffle(rows)
    found = linker.resolve(rows, key="id", constraints=said)
    assert customers(found) == customers(wanted)
    assert sorted(map(str, found.links)) == sorted(map(str, wanted.links))


def mails(*pairs: str) -> list[cm.AliasValue]:
    """Return aliases of the mails a@x.net to d@x.net, "ab" for a that is read as b."""
    return [cm.AliasValue("mail", f"{a}@x.net", same_as=f"{b}@x.net") for a, b in pairs]


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        (("ab",), "ab|c|d"),
        (("ab", "bc"), "abc|d"),
        (("ab", "cb"), "abc|d"),
        (("ab", "ac"), "abc|d"),
        (("ab", "bc", "ca"), "abc|d"),
        (("ab", "ba"), "ab|c|d"),
        (("ab", "cd"), "ab|cd"),
        (("ab", "bc", "cd", "da", "ac"), "abcd"),
    ],
)
def test_values_that_are_one_in_steps_or_in_a_circle_are_all_one(
    linker: cm.Linker, pairs: tuple[str, ...], wanted: str
) -> None:
    rows = [{**HELD[0], "id": one, "phone": None, "mail": f"{one}@x.net"} for one in "abcd"]
    for said in itertools.permutations(mails(*pairs)):
        assert resolved(linker, said, rows) == [list(part) for part in wanted.split("|")]


def test_of_values_that_are_one_all_are_ignored_where_one_is(linker: cm.Linker) -> None:
    rows = [
        {**HELD[0], "id": at, "phone": None, "mail": f"{one}@x.net"}
        for at, one in enumerate("abcc")
    ]
    assert [0, 1] in resolved(linker, mails("ab"), rows)
    for ignored in "ab":
        said = [*mails("ab"), cm.IgnoreValue("mail", f"{ignored}@x.net")]
        assert resolved(linker, said, rows) == [[0], [1], [2, 3]]


def test_columns_that_are_compared_with_each_other_are_one_field(rows: list[Row]) -> None:
    kinds = {"name": "person_name", "mobile": "phone", "tel": "phone"}
    held = [
        {"id": 1, "name": "Ludmilla Brontë", "mobile": HOTLINE, "tel": None},
        {"id": 2, "name": "Ludmilla Brontë", "mobile": None, "tel": HOTLINE},
    ]
    known = [
        {"id": row["id"], "name": row["name"], "mobile": row["phone"], "tel": ""} for row in rows
    ]
    rules = (block.on("mobile + tel"),)
    linker = cm.Linker(kinds=kinds, context=AUSTRALIA, blocking=rules).fit(known, key="id")
    assert resolved(linker, [], held) == [[1, 2]]
    for field in ("mobile", "tel", "mobile + tel"):
        assert resolved(linker, [cm.IgnoreValue(field, HOTLINE)], held) == [[1], [2]]


def test_a_part_that_is_ignored_is_as_if_not_said(typed: cm.Linker) -> None:
    def person(key: int, family: str) -> cm.Record[cm.Person]:
        name = cm.PersonName(given="Ludmilla", family=family)
        return cm.Record(cm.RecordId("crm", key), cm.Person(name=name, emails=(OLD,)))

    def label(result: cm.Resolution) -> str:
        score = result.explain("crm:1", "crm:2").score
        assert score is not None
        return next(c.label for c in score.contributions if c.comparison == "name")

    records = [person(1, "Brontë"), person(2, "Okonkwo")]
    said = [cm.AliasValue("name.family", "Bronte", same_as="Okonkwo")]
    assert label(typed.resolve(records)) == "given name equal, family name different"
    assert label(typed.resolve(records, constraints=said)) == "equal"
    left_out = [cm.IgnoreValue("name.family", "Okonkwo")]
    assert label(typed.resolve(records, constraints=left_out)) == "given name: equal"


def test_values_that_are_one_or_ignored_veto_no_match(linker: cm.Linker) -> None:
    strict = attrs.evolve(linker, vetoes=["dob"])
    rows = [HELD[0], {**HELD[0], "id": 2, "dob": "1985-11-20"}]
    assert resolved(strict, [], rows) == [[1], [2]]
    assert cm.LiveIndex(strict, rows[:1], key="id").match(rows[1]) == ()
    alias = cm.AliasValue("dob", "1971-02-03", same_as="1985-11-20")
    for said in (alias, cm.IgnoreValue("dob", "1971-02-03")):
        assert resolved(strict, [said], rows) == [[1, 2]]
        index = cm.LiveIndex(strict, rows[:1], key="id", constraints=[said])
        assert [found.id.key for found in index.match(rows[1])] == [1]


def test_every_way_to_resolve_takes_them(linker: cm.Linker) -> None:
    free = attrs.evolve(linker, model=None, frequencies=None)
    for said, joined in (([], False), ([ALIAS], True)):
        fitted, result = free.fit_resolve(HELD, key="id", constraints=said)
        assert (result.explain("table:1", "table:3").rules == ("mail",)) is joined
        assert fitted.is_trained
        found = cm.resolve(HELD, key="id", kinds=KINDS, context=AUSTRALIA, constraints=said)
        score = found.explain("table:1", "table:3").score
        assert score is not None
        assert (
            "equal" in {c.label for c in score.contributions if c.comparison == "mail"}
        ) is joined
    linked = linker.link(HELD[:1], HELD[2:], key="id", constraints=[ALIAS])
    assert [(link.left.key, link.right.key) for link in linked.links] == [(1, 3)]
    both = cm.link(HELD[:1], HELD[2:], key="id", kinds=KINDS, constraints=[ALIAS])
    assert "mail" in both.explain("left:1", "right:3").rules
    assert linker.link(HELD[:1], HELD[2:], key="id").links == ()


def test_a_list_of_several_types_takes_a_field_of_one_of_them() -> None:
    firm = cm.Record(cm.RecordId("erp", 1), cm.Organization(name="IBM"))
    known = [*people(), firm]
    said = [
        cm.AliasValue("name", "IBM", same_as="International Business Machines"),
        cm.IgnoreValue("employer", "IBM"),
    ]
    with pytest.raises(cm.ConfigurationError, match="'name' is made of parts"):
        cm.resolve(known, constraints=said[:1])
    assert cm.resolve(known, constraints=said[1:]).clusters
    with pytest.raises(cm.MissingColumnError, match="Did you mean 'employer'"):
        cm.resolve(known, constraints=[cm.IgnoreValue("employr", "IBM")])
    assert cm.resolve([], constraints=said[1:]).clusters == ()


def test_an_explanation_says_that_a_value_is_ignored_or_another_one(linker: cm.Linker) -> None:
    result = linker.resolve(HELD, key="id", constraints=[ALIAS, IGNORED])
    told = result.explain("table:1", "table:3")
    assert [(str(v.record), v.field, v.kind) for v in told.values] == [
        ("table:1", "mail", "alias"), ("table:1", "phone", "ignored")
    ]  # fmt: skip
    assert "a value of phone of table:1 is ignored" in told.text()
    assert "a value of mail of table:1 is read as another one" in told.text()
    assert "table:1 的 phone 有一个值被忽略" in told.text("zh")
    assert "table:1 的 mail 有一个值按另一个值处理" in told.text("zh")
    assert linker.resolve(HELD, key="id").explain("table:1", "table:3").values == ()
    for text in (told.text(), told.text("zh"), repr(told)):
        assert not any(secret in text for secret in (OLD, NEW, HOTLINE, "+61412999111"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: cm.IgnoreValue("phone", 5), "the value of IgnoreValue is text, got int"),
        (lambda: cm.IgnoreValue("phone", None), "the value of IgnoreValue is text, got NoneType"),
        (lambda: cm.IgnoreValue("phone", " "), "the value of IgnoreValue is empty"),
        (lambda: cm.IgnoreValue("", "x"), "the field of IgnoreValue is empty"),
        (lambda: cm.AliasValue("mail", OLD, same_as=b"x"), "the same_as of AliasValue is text"),
        (lambda: cm.AliasValue("mail", OLD, OLD), "names two values, not one twice"),
    ],
)
def test_what_cannot_be_said_of_a_value_is_refused_where_it_is_written(
    make: Any, message: str
) -> None:
    with pytest.raises(cm.ConfigurationError, match=message) as caught:
        make()
    assert OLD not in str(caught.value)


UNREADABLE = [
    cm.IgnoreValue("phone", "call me"), cm.IgnoreValue("dob", "some day"),
    cm.AliasValue("mail", "n/a", same_as=OLD), cm.AliasValue("mail", OLD, same_as="zzz@"),
    cm.IgnoreValue("phone", "0412 999 111; 0412 999 112"),
]  # fmt: skip


@pytest.mark.parametrize("said", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_value_that_cannot_be_read_is_refused_without_showing_it(
    linker: cm.Linker, said: cm.IgnoreValue | cm.AliasValue
) -> None:
    for use in (
        lambda: linker.resolve(HELD, key="id", constraints=[said]),
        lambda: cm.LiveIndex(linker, HELD, key="id", constraints=[said]),
        lambda: cm.LiveIndex(linker, HELD, key="id").constrain([said]),
    ):
        with pytest.raises(cm.ConfigurationError, match=f"{said.field!r} names a value") as caught:
            use()
        assert not any(
            value in str(caught.value) for value in attrs.astuple(said)[1:] if value != "n/a"
        )


def test_a_placeholder_is_ignored_anyway(linker: cm.Linker) -> None:
    assert resolved(linker, [cm.IgnoreValue("mail", "n/a")]) == resolved(linker, [])


def test_a_field_that_is_not_there_is_named_with_the_likely_one(linker: cm.Linker) -> None:
    for said in (cm.IgnoreValue("fone", HOTLINE), cm.AliasValue("fone", HOTLINE, same_as="1")):
        with pytest.raises(cm.MissingColumnError, match=r"'fone'.*Did you mean 'phone'") as caught:
            linker.resolve(HELD, key="id", constraints=[said])
        assert HOTLINE not in str(caught.value)


def test_a_field_of_parts_names_them(typed: cm.Linker) -> None:
    with pytest.raises(cm.ConfigurationError, match=r"'name\.family'"):
        typed.resolve(people(), constraints=[cm.IgnoreValue("name", "Brontë")])


@given(st.sampled_from(sorted(KINDS)), st.sampled_from(HOSTILE_TEXTS), st.booleans())
def test_any_text_is_taken_or_refused_and_never_shown(
    linker: cm.Linker, field: str, text: str, is_alias: bool
) -> None:
    def said() -> str:
        """Return what a user gets to see."""
        try:
            one = (
                cm.AliasValue(field, text, same_as="0412 999 113")
                if is_alias
                else cm.IgnoreValue(field, text)
            )
            return repr(one) + repr(linker.resolve(HELD, key="id", constraints=[one]))
        except cm.ConfigurationError as error:
            return str(error)

    # A letter or two stand in any message.
    assert len(text.strip()) < 3 or text.strip() not in said()


def test_nothing_shows_the_values(linker: cm.Linker, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        result = linker.resolve(HELD, key="id", constraints=[IGNORED, ALIAS])
    shown = "".join([repr(IGNORED), str(ALIAS), repr([ALIAS]), caplog.text, repr(result)])
    assert not any(secret in shown for secret in (OLD, NEW, HOTLINE, "61412999111"))
    assert (repr(IGNORED), repr(ALIAS)) == (
        "IgnoreValue(field='phone')",
        "AliasValue(field='mail')",
    )


def test_they_are_values_equal_by_what_they_say_and_can_be_stored() -> None:
    assert {IGNORED, cm.IgnoreValue("phone", HOTLINE)} == {IGNORED}
    assert cm.IgnoreValue("phone", "0499 123 555") != IGNORED
    assert cm.AliasValue("mail", NEW, same_as=OLD) != ALIAS
    assert copy.deepcopy(ALIAS) == ALIAS


def test_a_match_of_the_live_index_sees_what_a_run_does(linker: cm.Linker) -> None:
    for said in ([], [IGNORED], [ALIAS], [IGNORED, ALIAS]):
        index = cm.LiveIndex(linker, HELD, key="id", constraints=said)
        result = linker.resolve(HELD, key="id", constraints=said)
        for row in HELD:
            own = cm.RecordId("table", row["id"])
            found = {one.id: one.score.weight for one in index.match(row)}
            others = [cm.RecordId("table", other["id"]) for other in HELD if other is not row]
            told = {other: result.explain(own, other) for other in others}
            assert found == {
                other: pytest.approx(why.score.weight)
                for other, why in told.items()
                if why.score and why.rules and why.decision is not cm.Decision.NON_MATCH
            }
