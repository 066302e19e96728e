"""What the explorer says of a threshold is what a run with it gives."""

import datetime as dt
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.charts._threshold_changes import changes
from custmdm.charts._threshold_walk import grid
from custmdm.datasets import sample
from custmdm.ledger import churn, stable_ids
from custmdm.linker._ids import first_record_id

OPTIONS = {"key": "account", "source": "shop", "updated_at": "updated"}
NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def explorer(shop):
    return cm.charts.threshold_explorer(shop[1])


def thresholds_of(result, match):
    return cm.Thresholds(match=match, possible=min(match, result.thresholds[0].possible))


def check_step(result, row):
    """Hold a row of the explorer against a result at its threshold."""
    there = result.at(thresholds_of(result, row["match"]))
    assert row["customers"] == len(there.clusters)
    assert row["links"] == len(there.links)
    assert row["review"] == len(there.review)
    now, then = result.crosswalk.ids, there.crosswalk.ids
    of_now, of_then = {}, {}
    for record, golden in now.items():
        of_now.setdefault(golden, set()).add(then[record])
        of_then.setdefault(then[record], set()).add(golden)
    assert row["split"] == sum(len(to) > 1 for to in of_now.values())
    assert row["merged"] == len({g for came in of_then.values() if len(came) > 1 for g in came})
    members = [c.members for c in there.clusters]
    walk = stable_ids(result.crosswalk, members, first_record_id, created_at=NOW)
    found = churn(result.crosswalk, walk)
    assert (row["ids_lost"], row["ids_created"]) == (found.lost, len(found.created))
    assert row["values_changed"] == values_changed(result, there, walk)


def values_changed(result, there, walk):
    """Count the golden values that are others where the golden ids lead to, one by one."""
    number = {record: c.id for c in there.clusters for record in c.members}
    leads = {walk.ids[c.members[0]]: c.id for c in there.clusters}
    before, after = rows_of(result), rows_of(there)
    total = 0
    for cluster in result.clusters:
        golden = walk.redirects.get(cluster.golden_id, cluster.golden_id)
        if golden in leads:
            to = leads[golden]
        else:  # it came apart and no part kept its id: where most of its records went
            came = [number[record] for record in cluster.members]
            shared = {one: came.count(one) for one in came}
            most = max(shared.values())
            size = {one: len(there.clusters[one].members) for one in shared}
            to = min((c for c in shared if shared[c] == most), key=lambda c: (-size[c], c))
        old, new = before[cluster.id], after[to]
        total += sum(old.get(name) != new.get(name) for name in {*old, *new})
    return total


def rows_of(result):
    return [
        {name: value for name, value in row.items() if name not in ("golden_id", "n_records")}
        for row in result.golden_frame()
    ]


@pytest.mark.parametrize("step", [0, 6, 15, 26, 28, 40, 55, 71, 88, 100])
def test_a_step_says_what_the_result_at_its_threshold_is(shop, explorer, step):
    row = explorer.to_frame().iloc[step].to_dict()
    check_step(shop[1], row)


def test_expected_precision_and_recall_make_the_f1_that_the_result_expects(shop, explorer):
    frame = explorer.to_frame()
    for step in (0, 15, 28, 60):
        row = frame.iloc[step]
        there = shop[1].at(thresholds_of(shop[1], row["match"]))
        f1 = 2 / (1 / row["precision"] + 1 / row["recall"])
        assert f1 == pytest.approx(there.expected_f1)
    assert (np.diff(frame["customers"]) >= 0).all()


def test_constraints_and_the_ids_of_a_run_before_hold_at_each_step(shop):
    linker, first = shop
    link, open_ = first.links[0], first.review[0]
    result = linker.resolve(
        sample().shop, **OPTIONS, previous=first.crosswalk, now=NOW,
        constraints=[cm.Never(link.left, link.right), cm.Always(open_.left, open_.right)],
    )  # fmt: skip
    frame = cm.charts.threshold_explorer(result).to_frame()
    for step in (5, 28, 70):
        check_step(result, frame.iloc[step].to_dict())


def test_records_of_two_types_are_counted_together():
    people = [
        cm.Record(cm.RecordId("crm", i), cm.Person(phones=(f"+1415555010{i % 3}",)))
        for i in range(6)
    ]
    firms = [cm.Record(cm.RecordId("erp", i), cm.Organization(name="Acme Inc")) for i in range(3)]
    result = cm.resolve([*people, *firms])
    frame = cm.charts.threshold_explorer(result).to_frame()
    in_use = frame[frame["in_use"]].iloc[0]
    assert in_use["customers"] == len(result.clusters)
    assert in_use["links"] == len(result.links)


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_and_one_record_can_be_explored(shop, n):
    rows = sample().shop[:n]
    explorer = cm.charts.threshold_explorer(shop[0].resolve(rows, key="account"))
    assert set(explorer.to_frame()["customers"]) == {n}
    assert explorer.to_svg().startswith("<svg")


def test_of_no_types_of_records_nothing_becomes_anything():
    explorer = cm.charts.threshold_explorer(cm.resolve([]))
    frame = explorer.to_frame()
    assert set(frame["customers"]) == set(frame["review"]) == {0}
    assert explorer.to_svg().startswith("<svg")


@pytest.mark.parametrize("match", [0.5, 0.95, 0.003, 0.9999999, 1.0])
def test_the_threshold_in_use_is_on_the_grid(match):
    assert grid(match).count(match) == 1
    assert grid(match) == sorted(grid(match))


def test_the_threshold_in_use_changes_nothing(shop, explorer):
    strict = shop[1].at(thresholds_of(shop[1], 1.0))
    for result, found in ((shop[1], explorer), (strict, cm.charts.threshold_explorer(strict))):
        frame, match = found.to_frame(), result.thresholds[0].match
        in_use = frame[frame["in_use"]].iloc[0]
        assert in_use["match"] == match
        assert in_use[["merged", "split", "ids_lost", "ids_created", "values_changed"]].sum() == 0
        assert (in_use["links"], in_use["review"]) == (len(result.links), len(result.review))


def test_the_pairs_to_review_hang_on_both_thresholds(shop, explorer):
    review = explorer.review
    for at in range(0, len(review["pairs"]), 611):
        match, possible = float(review["match"][at]), float(review["possible"][at])
        there = shop[1].at(cm.Thresholds(match=match, possible=min(match, possible)))
        assert review["pairs"][at] == len(there.review)


def test_an_example_is_one_customer_at_its_step_and_two_at_the_next(shop, explorer):
    matches, examples = explorer.to_frame()["match"], explorer.examples
    assert len(examples["step"]) > 50
    for at in range(0, len(examples["step"]), 7):
        step = examples["step"][at]
        pair = [shop[1].find(examples[side][at]) for side in ("left", "right")]
        for number, together in ((step, True), (step + 1, False)):
            ids = shop[1].at(thresholds_of(shop[1], matches[number])).crosswalk.ids
            assert (ids[pair[0]] == ids[pair[1]]) is together


def test_values_of_examples_are_masked_unless_asked(shop, explorer):
    rows = sample().shop
    emails = {row["email"] for row in rows if "@" in row["email"]}
    shown = cm.charts.threshold_explorer(shop[1], masked=False)
    assert not any(email in says for says in explorer.examples["left_says"] for email in emails)
    assert any(email in says for says in shown.examples["left_says"] for email in emails)


def test_the_order_of_the_rows_changes_nothing(shop, explorer):
    rows = list(sample().shop)
    random.Random(4).shuffle(rows)
    again = cm.charts.threshold_explorer(shop[0].resolve(rows, **OPTIONS))
    assert again.spec == explorer.spec


def test_it_tells_how_far_it_is_and_can_be_cancelled(shop):
    told = []
    cm.charts.threshold_explorer(shop[1], progress=lambda *one: told.append(one))
    assert told == [("thresholds", i, 101) for i in range(102)]

    def cancel(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cm.charts.threshold_explorer(shop[1], progress=cancel)


groupings = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=24)


def dense(labels):
    """Number groups by their first members."""
    numbers = {}
    return np.array([numbers.setdefault(one, len(numbers)) for one in labels])


@settings(max_examples=300)
@given(groupings, st.randoms(use_true_random=False))
def test_ids_go_on_as_those_of_the_ledger(pairs, chance):
    base, labels = (dense(side) for side in zip(*pairs, strict=True))
    n = int(base.max()) + 1
    rank = list(range(n))
    chance.shuffle(rank)
    ids = [cm.RecordId("crm", i) for i in range(len(base))]
    names = [f"g{rank[b]:02}" for b in range(n)]
    previous = cm.Crosswalk(
        {record: names[b] for record, b in zip(ids, base.tolist(), strict=True)}
    )
    members = [[ids[i] for i in np.flatnonzero(labels == c)] for c in range(int(labels.max()) + 1)]
    walk = stable_ids(previous, members, first_record_id, created_at=NOW)
    found = changes(base, labels, np.array(rank))
    assert found.ids_created == len(walk.created)
    kept = {walk.ids[cluster[0]]: c for c, cluster in enumerate(members)}
    assert found.ids_lost == len(set(names) - set(kept))
    for b, name in enumerate(names):
        to = walk.redirects.get(name, name)
        if to in kept:
            assert found.follower[b] == kept[to]


@pytest.mark.slow
def test_a_slider_changes_the_numbers_and_the_examples(explorer, browser, tmp_path):
    explorer.save(tmp_path / "explorer.html")
    browser.open(tmp_path / "explorer.html")
    frame = explorer.to_frame()

    def slide(name, value):
        browser.run(
            "const input = document.querySelector(`input[name='${arguments[0]}']`);"
            "input.value = arguments[1]; input.dispatchEvent(new Event('input'));",
            name, value,
        )  # fmt: skip
        browser.run("return new Promise(done => setTimeout(done, 300))")
        return browser.run(
            "return [...document.querySelectorAll('svg text')].map(one => one.textContent)"
        )

    at_first = slide("match", int(frame["in_use"].argmax()))
    browser.screenshot("threshold_explorer")
    strict = slide("match", 70)
    browser.screenshot("threshold_explorer_strict")
    row = frame.iloc[70]
    for name in ("customers", "split", "ids_created", "values_changed"):
        assert f"{int(row[name]):,}" in strict
    assert set(at_first) != set(strict)
    few = slide("possible", 70)
    assert "pairs to review, from 0.9993" in few
    assert browser.complaints() == []


# -- measured by labels ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def labelled(shop):
    """Return a plan for the shop, and the truth of each of its pairs."""
    truth = sample().truth
    plan = cm.evaluate.sampling_plan(shop[1], 10_000)
    labels = {(p.left, p.right): truth[str(p.left)] == truth[str(p.right)] for p in plan.pairs}
    return plan, labels


@pytest.fixture(scope="module")
def measured(shop, labelled):
    return cm.charts.threshold_explorer(shop[1], *labelled)


def test_at_the_threshold_in_use_labels_say_what_they_say_of_the_result(shop, labelled, measured):
    plan, labels = labelled
    some = dict(list(labels.items())[:30])
    of_some = cm.charts.threshold_explorer(shop[1], plan, some)
    for used, explorer in ((labels, measured), (some, of_some)):
        frame = explorer.to_frame()
        row = frame[frame["in_use"]].iloc[0]
        metrics = cm.evaluate.from_labels(plan, used)
        for name in ("precision", "recall", "f1"):
            found = getattr(metrics, name)
            ends = [row[f"measured_{name}{end}"] for end in ("", "_low", "_high")]
            assert ends == pytest.approx([found.value, found.low, found.high])


def test_where_all_pairs_are_labelled_they_are_the_truth(shop, measured):
    frame = measured.to_frame()
    truth = sample().truth
    for step in (30, 45, 70):
        row = frame.iloc[step]
        there = shop[1].at(thresholds_of(shop[1], row["match"]))
        exact = cm.evaluate.clusters(there, truth)
        assert row["measured_precision"] == pytest.approx(exact.pairwise.precision)
        assert row["measured_precision_low"] == row["measured_precision_high"]


def test_what_no_label_can_know_of_makes_the_interval_wide(measured):
    frame = measured.to_frame()
    low = frame.iloc[0]
    assert low["measured_precision_high"] - low["measured_precision_low"] > 0.05
    for name in ("precision", "recall", "f1"):
        assert (frame[f"measured_{name}_low"] <= frame[f"measured_{name}"]).all()
        assert (frame[f"measured_{name}"] <= frame[f"measured_{name}_high"]).all()


def test_labels_want_their_plan_and_one_type_of_records(shop, labelled):
    plan, labels = labelled
    with pytest.raises(cm.ConfigurationError, match="both"):
        cm.charts.threshold_explorer(shop[1], plan)
    other = shop[1].at(cm.Thresholds(match=0.999, possible=0.1))
    with pytest.raises(cm.ConfigurationError, match="another result"):
        cm.charts.threshold_explorer(other, plan, labels)


@pytest.mark.slow
def test_the_measured_explorer_draws_its_bands(measured, browser, tmp_path):
    measured.save(tmp_path / "explorer.html")
    browser.open(tmp_path / "explorer.html")
    assert browser.complaints() == []
    browser.screenshot("threshold_explorer_measured")
