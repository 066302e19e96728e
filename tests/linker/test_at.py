"""A result at other thresholds is what a Linker with these thresholds returns."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.datasets import sample
from custmdm.errors import ConfigurationError

KINDS = {
    "name": "person_name", "email": "email", "phone": "phone", "birthday": "birth_date",
    "street_address": "street", "town": "city", "zip": "postcode",
}  # fmt: skip
OPTIONS = {"key": "account", "source": "shop", "updated_at": "updated"}


@pytest.fixture(scope="module")
def fitted():
    return cm.Linker(kinds=KINDS).fit(sample().shop, **OPTIONS)


@pytest.fixture(scope="module")
def result(fitted):
    return fitted.resolve(sample().shop, **OPTIONS)


def facts(result):
    """Return what two results must have in common to be one."""
    return (
        result.crosswalk, result.links, result.review, dict(result.weakest), result.thresholds,
        result.expected_f1, result.clusters, result.golden_rows(), result.n_pairs,
    )  # fmt: skip


cuts = st.tuples(*[st.sampled_from([0.0002, 0.01, 0.1, 0.3, 0.5, 0.8, 0.97, 0.9999, 1.0])] * 2)


@settings(max_examples=12)
@given(cuts)
def test_a_result_at_other_thresholds_is_that_of_a_linker_with_them(fitted, result, two):
    thresholds = cm.Thresholds(match=max(two), possible=min(two))
    run = attrs.evolve(fitted, thresholds=thresholds).resolve(sample().shop, **OPTIONS)
    assert facts(result.at(thresholds)) == facts(run)
    # From any result to any other, and back.
    assert facts(result.at(thresholds).at(result.thresholds[0])) == facts(result)


def test_constraints_the_ids_of_the_run_before_and_the_time_hold_there_too(fitted, result):
    first, other = result.links[0], result.review[0]
    options = {
        **OPTIONS,
        "constraints": [cm.Never(first.left, first.right), cm.Always(other.left, other.right)],
        "previous": result.crosswalk,
        "now": dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
    }
    thresholds = cm.Thresholds(match=0.9, possible=0.2)
    strict = attrs.evolve(fitted, thresholds=thresholds).resolve(sample().shop, **options)
    found = fitted.resolve(sample().shop, **options).at(thresholds)
    assert facts(found) == facts(strict)
    assert found.churn == strict.churn


@pytest.mark.parametrize("one_to_one", [False, True])
def test_two_tables_are_linked_anew_at_other_thresholds(fitted, one_to_one):
    rows = sample().shop
    left, right = rows[::2], rows[1::2]
    options = {"key": "account", "one_to_one": one_to_one}
    thresholds = cm.Thresholds(match=0.99, possible=0.01)
    strict = attrs.evolve(fitted, thresholds=thresholds).link(left, right, **options)
    assert facts(fitted.link(left, right, **options).at(thresholds)) == facts(strict)


def test_typed_records_of_two_types_and_none_at_all():
    people = [
        cm.Record(cm.RecordId("crm", i), cm.Person(phones=(f"+1415555010{i % 2}",)))
        for i in range(4)
    ]
    firms = [cm.Record(cm.RecordId("erp", i), cm.Organization(name="Acme Inc")) for i in range(3)]
    all_ = cm.Thresholds(match=1.0, possible=1.0)
    assert len(cm.resolve([*people, *firms]).at(all_).clusters) == 7
    assert len(cm.resolve([]).at(all_).clusters) == 0


def test_what_was_not_kept_is_asked_for_in_vain(result):
    with pytest.raises(ConfigurationError, match="were not kept"):
        result.at(cm.Thresholds(match=0.5, possible=0.00001))


def test_a_warning_that_fits_the_old_thresholds_is_not_handed_on(result):
    issue = cm.Issue(path="result", code="result.uncertain", severity=cm.Severity.WARNING)
    doubtful = attrs.evolve(result, run_issues=(issue,))
    assert issue not in doubtful.at(cm.Thresholds(match=0.9, possible=0.1)).issues
