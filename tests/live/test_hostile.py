"""The hardest inputs: a right answer, or a message that says what is wrong, and no value in it."""

import datetime as dt
import random

import pytest

import custmdm as cm
from tests.live.worlds import KINDS, RULES, linker_of, rows_of

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
ROWS = rows_of(random.Random(4), 40)
BLANK = dict.fromkeys(KINDS)
WEIRD = {
    "nothing": {},
    "all missing": BLANK,
    "empty texts": dict.fromkeys(KINDS, ""),
    "blanks": dict.fromkeys(KINDS, " \u3000\t"),
    "placeholders": {**BLANK, "name": "n/a", "phone": "000", "mail": "none@none.com"},
    "a huge text": {**BLANK, "name": "x" * 70_000, "mail": "a" * 70_000 + "@mail.com"},
    "half a character": {**BLANK, "name": "\ud800 Lee\x00", "city": "\u202e\ufeff"},
    "wrong types": {**BLANK, "name": 5, "phone": object(), "born": float("nan"), "city": [1, 2]},
    "code": {**BLANK, "name": "'; DROP TABLE customer; --", "city": "<script>alert(1)</script>"},
}


def index_of(rules="rules by hand", rows=ROWS):
    return cm.LiveIndex(linker_of(rules), rows, key="id")


def customers_of(rules, rows):
    result = linker_of(rules).resolve(rows, key="id")
    return tuple(sorted(tuple(sorted(c.members)) for c in result.clusters))


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("row", WEIRD.values(), ids=WEIRD)
def test_a_weird_row_is_matched_and_kept_as_a_batch_run_would(rules, row):
    index = index_of(rules)
    assert isinstance(index.match(row), tuple)
    assert isinstance(linker_of(rules).keys(row), tuple)
    given = [{**BLANK, **row, "id": key} for key in (900, 901)]
    index.upsert(given[:1])
    index.upsert(given[1:])
    assert index.customers() == customers_of(rules, [*ROWS, *given])
    index.remove([cm.RecordId("table", key) for key in (900, 901)])
    assert index.customers() == customers_of(rules, ROWS)


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("n", [1, 2, 7, 60])
def test_one_value_everywhere_ends_as_in_a_batch_run(rules, n):
    same = {**BLANK, "name": "Ann Lee", "phone": "+14155550101", "city": "Leeds"}
    rows = [{**same, "id": key} for key in range(n)]
    index = index_of(rules, [])
    for row in rows:
        index.upsert([row])
    assert index.customers() == customers_of(rules, rows)
    index.remove([cm.RecordId("table", key) for key in range(n)])
    assert (len(index), index.customers(), index.match(same)) == (0, (), ())


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda index: index.match(5), cm.ConfigurationError, "rows of a table as dicts, got int"),
        (lambda index: index.match("x"), cm.ConfigurationError, "got str"),
        (lambda index: index.upsert("x"), cm.ConfigurationError, "a table is a DataFrame"),
        (lambda index: index.upsert(None), cm.ConfigurationError, "got NoneType"),
        (lambda index: index.upsert([{"id": 1}]), cm.MissingColumnError, "there is no column"),
        (
            lambda index: index.upsert([{**BLANK, "id": 1}] * 2),
            cm.DuplicateKeyError,
            "not unique",
        ),
        (lambda index: index.upsert([{**BLANK, "id": None}]), cm.DuplicateKeyError, "missing"),
        (lambda index: index.remove("crm:1"), cm.ConfigurationError, "several RecordIds"),
        (lambda index: index.remove([1]), cm.ConfigurationError, "several RecordIds"),
        (lambda index: index.remove(None), cm.ConfigurationError, "several RecordIds"),
        (
            lambda index: index.remove(cm.RecordId("table", 1)),
            cm.ConfigurationError,
            "several RecordIds",
        ),
        (
            lambda index: index.apply(None),
            cm.ConfigurationError,
            "a ChangeSet of resolve, got None",
        ),
        (
            lambda index: index.resolve((), {"a": "b"}, now=NOW),
            cm.ConfigurationError,
            "a Crosswalk, got dict",
        ),
        (
            lambda index: index.resolve([{**BLANK, "id": 9}], now="2026"),
            cm.ConfigurationError,
            "a time is a datetime, got str",
        ),
        (lambda index: cm.LiveIndex("x"), cm.ConfigurationError, "a fitted Linker, got str"),
        (
            lambda index: cm.LiveIndex(linker_of("the kinds"), constraints=["x"]),
            cm.ConfigurationError,
            "constraints are Always",
        ),
    ],
)
def test_what_is_of_the_wrong_type_is_told_and_changes_nothing(call, error, says):
    index = index_of()
    before = index.customers()
    with pytest.raises(error, match=says):
        call(index)
    assert (index.version, index.customers()) == (0, before)


def test_what_the_host_raises_comes_through():
    def down(keys):
        raise ConnectionError("the database is down")

    with pytest.raises(ConnectionError, match="is down"):
        linker_of("rules by hand").match(ROWS[0], down)
