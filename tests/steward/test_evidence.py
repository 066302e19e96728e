"""Evidence of a decision: the same as long as two records say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm import compare
from custmdm.errors import ConfigurationError, UnknownRecordError
from custmdm.steward import evidence
from tests.steward.world import resolved

KINDS = {"name": "person_name", "phone": "phone", "born": "birth_date"}
US = cm.Context(country="US", date_order="MDY")
ANN = {"id": 1, "name": "Ann Lee", "phone": "+1 415 555 0100", "born": "1980-02-01"}
BOB = {"id": 2, "name": "Bob Ray", "phone": "+1 415 555 0199", "born": "1971-12-24"}


def digest(*rows, secret=b"", **how):
    result = cm.resolve([dict(row) for row in rows], key="id", kinds=KINDS, context=US, **how)
    return evidence(result, cm.RecordId("table", 1), cm.RecordId("table", 2), secret=secret)


def test_it_is_the_same_however_the_same_is_written():
    other = {"id": 1, "name": "lee,  ANN", "phone": "(415) 555-0100", "born": "02/01/1980"}
    assert digest(ANN, BOB) == digest(other, BOB)


def test_the_order_of_rows_and_other_rows_are_nothing():
    third = {"id": 3, "name": "Cyd May", "phone": None, "born": None}
    assert digest(ANN, BOB) == digest(third, BOB, ANN)


@pytest.mark.parametrize("field", KINDS)
def test_it_is_another_when_a_value_changes_or_goes(field):
    changed = {"name": "Ann Leigh", "phone": "+1 415 555 0111", "born": "1981-02-01"}
    told = {digest(ANN, BOB), digest(ANN | {field: changed[field]}, BOB)}
    told.add(digest(ANN | {field: None}, BOB))
    assert len(told) == 3


def test_which_record_is_named_first_is_nothing():
    result = cm.resolve([ANN, BOB], key="id", kinds=KINDS)
    pair = "table:1", "table:2"
    assert evidence(result, *pair) == evidence(result, *pair[::-1])


def test_it_is_of_the_values_to_the_letter():
    told = [
        evidence(resolved("ab", {}, notes={"a": note}), "t:a", "t:b") for note in ("Ann", "ann")
    ]
    assert told[0] != told[1]


def test_two_records_that_exchange_a_value_are_another_pair():
    one, other = ANN | {"phone": BOB["phone"]}, BOB | {"phone": ANN["phone"]}
    assert digest(one, other) != digest(ANN, BOB)


@given(st.lists(st.sampled_from(["ab", "a", "b", "", "b c"]), min_size=3, max_size=3))
def test_values_of_two_fields_do_not_run_together(texts):
    kinds = dict.fromkeys("xyz", "text")
    linker = cm.Linker(kinds={**kinds, "all": "text"}, blocking=(cm.block.on("all"),))

    def of(row):
        rows = [{"id": n, "all": "same", **row} for n in (1, 2)]
        result = linker.fit(rows, key="id").resolve(rows, key="id")
        return evidence(result, "table:1", "table:2")

    row = dict(zip("xyz", texts, strict=True))
    turned = dict(zip("yzx", texts, strict=True))
    same = {k: v for k, v in row.items() if v} == {k: v for k, v in turned.items() if v}
    assert (of(row) == of(turned)) == same


def test_it_survives_another_fit_and_other_comparisons():
    linker = cm.Linker(kinds=KINDS, context=US)
    other = cm.Linker(
        kinds=KINDS, context=US,
        comparisons=(compare.Comparison("name", compare.EditSimilarity(), levels=(1.0, 0.8)),),
    )  # fmt: skip
    rows = [ANN, BOB, ANN | {"id": 3}, BOB | {"id": 4, "phone": None}]
    told = {
        evidence(one.fit(rows, key="id", seed=seed).resolve(rows, key="id"), "table:1", "table:2")
        for one, seed in ((linker, 0), (linker, 7), (other, 0))
    }
    assert told == {digest(ANN, BOB)}


def test_a_secret_makes_another_digest_which_says_nothing():
    told = [digest(ANN, BOB, secret=key) for key in (b"", b"key", b"other")]
    assert len(set(told)) == 3
    assert all(len(one) == 32 for one in told)
    assert digest(ANN, BOB, secret=b"key") == told[1]


@pytest.mark.parametrize("secret", ["text", b"x" * 65, None])
def test_what_is_no_secret_is_refused(secret):
    with pytest.raises(ConfigurationError, match="secret is bytes"):
        digest(ANN, BOB, secret=secret)


def test_a_record_that_is_not_there_is_told():
    result = cm.resolve([ANN, BOB], key="id", kinds=KINDS)
    with pytest.raises(UnknownRecordError):
        evidence(result, "table:1", "table:9")
