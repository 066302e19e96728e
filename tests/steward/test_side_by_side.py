"""Two records side by side."""

import pytest

import custmdm as cm
from custmdm.errors import ConfigurationError, UnknownRecordError
from custmdm.steward import side_by_side

KINDS = {"name": "person_name", "phone": "phone", "born": "birth_date", "note": "text"}
ROWS = [
    {"id": 1, "name": "Annabel Lee", "phone": "+1 415 555 0100", "born": "1980-02-01", "note": "x"},
    {"id": 2, "name": "Annabell Lee", "phone": None, "born": "1980-02-01", "note": "y"},
    {"id": 3, "name": "Bob Ray", "phone": "call home 7", "born": "1971-12-24", "note": None},
]
PAIR = "table:1", "table:2"


@pytest.fixture(scope="module")
def result():
    linker = cm.Linker(
        kinds=KINDS,
        comparisons=[
            c for c in cm.Linker(kinds=KINDS).used_comparisons if not c.on.startswith("note")
        ],
    )
    return linker.fit(ROWS, key="id").resolve(ROWS, key="id")


def told(result, *pair, **how):
    return {one.field.split()[0]: one for one in side_by_side(result, *pair, **how)}


def test_each_field_says_how_it_agrees(result):
    found = {name: one.agreement for name, one in told(result, *PAIR).items()}
    assert found == {
        "name": "alike", "phone": "missing", "born": "agrees", "note": "not compared",
    }  # fmt: skip
    assert told(result, "table:1", "table:3")["born"].agreement == "differs"


def test_bits_are_those_of_the_score(result):
    score = result.explain(*PAIR).score
    found = told(result, *PAIR)
    assert found["note"].bits == 0.0
    bits = [one.bits for one in found.values() if one.agreement != "not compared"]
    assert bits == [said.weight for said in score.contributions]


def test_the_records_stand_in_the_order_given(result):
    one, other = told(result, *PAIR), told(result, *PAIR[::-1])
    for name, field in one.items():
        assert (field.left, field.right) == (other[name].right, other[name].left)
        assert (field.agreement, field.bits) == (other[name].agreement, other[name].bits)


def test_values_are_masked_unless_asked_for(result):
    shown, masked = told(result, *PAIR, masked=False), told(result, *PAIR)
    assert shown["name"].left == ("Annabel Lee",)
    assert shown["phone"].left == ("+14155550100",)
    assert shown["phone"].right == ()
    for one in masked.values():
        for text in (*one.left, *one.right):
            assert "*" in text


def test_a_mask_shows_nothing_of_what_has_no_standard_form(result):
    found = told(result, "table:1", "table:3")
    assert found["phone"].right == ("***",)
    assert told(result, "table:1", "table:3", masked=False)["phone"].right == ("call home 7",)


def test_no_value_is_in_the_repr(result):
    text = repr(side_by_side(result, *PAIR, masked=False))
    assert "Lee" not in text
    assert "555" not in text


def test_the_blind_see_no_bits(result):
    found = side_by_side(result, *PAIR, blind=True)
    assert {one.bits for one in found} == {None}


def test_two_records_are_two(result):
    with pytest.raises(ConfigurationError, match="two records of one type"):
        side_by_side(result, PAIR[0], PAIR[0])
    with pytest.raises(UnknownRecordError):
        side_by_side(result, PAIR[0], "table:9")


def test_records_of_two_types_do_not_stand_side_by_side():
    person = cm.Record(cm.RecordId("crm", 1), cm.Person(name=cm.PersonName(full="Ann Lee")))
    company = cm.Record(cm.RecordId("crm", 2), cm.Organization(name="Lee Ltd"))
    with pytest.raises(ConfigurationError, match="of one type"):
        side_by_side(cm.resolve([person, company]), person.id, company.id)
