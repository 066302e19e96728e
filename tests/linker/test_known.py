"""The host's own tables as the index: keys to look up by, and whom they find."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm import block
from tests.live.worlds import KINDS, RULES, linker_of, rows_of

ROWS = rows_of(random.Random(3), 80)


def table_of(linker, rows, secret=None):
    """Return a host's table of keys, and what looks records up in it."""
    held = {}
    for row in rows:
        for key in linker.keys(row, secret=secret):
            held.setdefault(key, []).append(row)

    def source(keys):
        found = {row["id"]: row for key in keys for row in held.get(key, ())}
        return [(cm.RecordId("table", key), row) for key, row in found.items()]

    return source


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("secret", [None, b"of the host"])
def test_a_host_finds_by_its_keys_whom_the_live_index_finds(rules, secret):
    linker = linker_of(rules)
    # Few enough that no key is shared by too many: of that only an index knows.
    rows = [{**row, "phone": None, "city": None} for row in ROWS[:30]]
    index = cm.LiveIndex(linker, rows, key="id")
    source = table_of(linker, rows, secret)
    for row in ROWS[30:]:
        new = {**row, "city": None, "phone": None}
        found = linker.match(new, source, secret=secret)
        assert {one.id for one in index.match(new)} <= {one.id for one in found}
        for one in found:
            assert one.score == linker.score(new, rows[one.id.key])


@pytest.mark.parametrize("rules", RULES)
def test_two_records_share_a_key_where_a_rule_gives_them_one(rules):
    """The keys of the table, beside those of the rules by themselves, pair by pair."""
    linker = linker_of(rules)
    view = cm.linker.Linker.resolve(linker, ROWS, key="id").tables[0].table
    flat = [
        part
        for rule in linker.used_blocking
        for part in (rule.rules if isinstance(rule, block.BestPairs) else (rule,))
    ]
    keys = [set(linker.keys(row)) for row in sorted(ROWS, key=lambda row: row["id"])]
    own = [[block.as_rule(rule).keys_of(view, at) for rule in flat] for at in range(len(ROWS))]
    for left, right in random.Random(5).sample([(a, b) for a in range(80) for b in range(a)], 400):
        shared = any(a & b for a, b in zip(own[left], own[right], strict=True))
        if shared:
            assert keys[left] & keys[right]
        elif not linker.key_statistics or not any(any(k.spent) for k in linker.key_statistics):
            # An address of many is no value in the table, and is one in the record by itself.
            both = {ROWS[left]["phone"], ROWS[right]["phone"]}
            assert "+14155550100" in both or not keys[left] & keys[right]


def test_hashed_keys_say_nothing_and_hang_on_the_secret():
    linker = linker_of("rules by hand")
    row = ROWS[0]
    plain = linker.keys(row)
    one, other = (linker.keys(row, secret=secret) for secret in (b"one", b"other"))
    assert len(plain) == len(one) == len(other)
    assert not set(one) & set(other)
    assert all(set(key) <= set("0123456789abcdef") and len(key) == 30 for key in one)
    assert one == linker.keys(dict(row), secret=b"one")


@given(st.dictionaries(st.sampled_from(list(KINDS)), st.text(max_size=9) | st.none()))
def test_any_row_has_keys(row):
    assert all(isinstance(key, str) for key in linker_of("rules by hand").keys(row))


@pytest.mark.parametrize(
    ("candidates", "says"),
    [
        ("crm:1", "got str"),
        (5, "got int"),
        ([{"name": "Ann Lee"}], "got a dict"),
        (lambda keys: [("crm:1", {})], "got a tuple"),
    ],
    ids=["text", "a number", "rows without ids", "text for an id"],
)
def test_what_is_no_candidate_is_told(candidates, says):
    with pytest.raises(cm.ConfigurationError, match=says):
        linker_of("rules by hand").match(ROWS[0], candidates)


@pytest.mark.parametrize("secret", [b"", b"x" * 65, "text"], ids=["none", "too long", "text"])
def test_a_secret_that_is_no_key_is_told(secret):
    with pytest.raises(cm.ConfigurationError, match="1 to 64 bytes"):
        linker_of("rules by hand").keys(ROWS[0], secret=secret)


def test_a_linker_that_was_not_fitted_has_no_keys():
    with pytest.raises(cm.NotTrainedError):
        cm.Linker(kinds=KINDS).keys(ROWS[0])
