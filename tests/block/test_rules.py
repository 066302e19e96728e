"""What a blocking rule is, how it is called, and how a wrong one is refused."""

import pytest
from tests.helpers import ListView, flat_column

from custmdm import block
from custmdm.columns import Term
from custmdm.errors import ConfigurationError


def first_two(value):
    return (value[:2],)


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (block.on("phones"), "phones"),
        (block.on("name.family", "birth_date"), "name.family & birth_date"),
        (block.on(("name", first_two)), "first_two(name)"),
        (block.on(("name", block.Prefix(3)), "city"), "Prefix(length=3)(name) & city"),
        (first_two, "first_two"),
    ],
)
def test_a_rule_has_a_name_for_reports(rule, name):
    assert block.rule_name(rule) == name


def test_rules_with_the_same_parts_are_equal():
    assert block.on("a", ("b", block.Prefix(2))) == block.on("a", ("b", block.Prefix(2)))


@pytest.mark.parametrize(
    ("terms", "keys"),
    [
        ({"a": [], "b": [Term("x", "X")]}, set()),
        ({"a": [Term("x", "X")], "b": [Term("y", "Y")]}, {("x", "y")}),
        (
            {"a": [Term("x", "X"), Term("z", "Z")], "b": [Term("y", "Y")]},
            {("x", "y"), ("z", "y")},
        ),
        ({"a": [Term(None, "X"), Term("", "X")], "b": [Term("y", "Y")]}, set()),
        ({"a": [Term(0, "zero")], "b": [Term(False, "no")]}, {(0, False)}),
    ],
)
def test_a_record_has_a_key_for_each_combination_of_its_values(terms, keys):
    assert block.on("a", "b").keys(terms.__getitem__) == keys


def text_of_row(row):
    return row["city"]


@pytest.mark.parametrize("rule", [block.on(("name", str.lower)), text_of_row])
def test_text_instead_of_keys_is_refused_with_advice(rule):
    """Text is iterable: its letters would be keys, and nearly every pair a candidate."""
    view = ListView({"name": flat_column([Term("k", "secret")])}, [{"city": "secret"}])
    with pytest.raises(ConfigurationError, match=r"returned text; return a tuple of keys") as info:
        block.candidate_pairs(view, [rule], max_records=9)
    assert "secret" not in str(info.value)


def test_a_rule_on_no_field_is_refused():
    with pytest.raises(ConfigurationError, match="at least one field"):
        block.on()
