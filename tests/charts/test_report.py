"""What the report counts is what the library says one by one; what it shows is masked."""

import itertools
import random
import re
from collections import Counter

import attrs
import pytest
from examples.demo import read_sample

import custmdm as cm
from custmdm.charts._report._came_in import sources
from custmdm.charts._report._customers import largest, sizes, weakest
from custmdm.charts._report._links import carries, links_of
from custmdm.charts._report._open import bands
from custmdm.charts._report._quality import before_after, expected
from custmdm.charts._report._settings import named
from custmdm.charts._report._wrong import filled, problems
from custmdm.charts._threshold_walk import walk
from custmdm.datasets import sample
from custmdm.linker._explain import explain_pair
from custmdm.linker._golden import Claims
from custmdm.model import Status
from tests.charts.conftest import SHOP_KINDS


@pytest.fixture(scope="module")
def typed():
    """Return the persons and organizations of the sample's three systems, resolved."""
    return cm.resolve(read_sample(sample())[0])


@pytest.fixture(scope="module", params=["shop", "typed"])
def result(request):
    found = request.getfixturevalue(request.param)
    return found[1] if request.param == "shop" else found


@pytest.fixture(scope="module")
def page(result):
    return cm.charts.report(result)


def parts_of(result):
    return {part.table.record.__name__ if part.table.record else "the table": part
            for part in result.tables}  # fmt: skip


# -- what came in -------------------------------------------------------------------------------


def test_records_by_source_are_those_of_the_crosswalk(result):
    found = {one.name: one.records for one in sources(result)}
    assert found == Counter(record.source for record in result.crosswalk.ids)


def test_the_dates_of_a_source_are_those_of_its_records(shop):
    (one,) = sources(shop[1])
    dates = sorted(row["updated"][:10] for row in sample().shop)
    assert (one.oldest.date().isoformat(), one.newest.date().isoformat()) == (dates[0], dates[-1])
    assert sum(one.years.values()) + one.undated == one.records
    assert one.years == Counter(int(date[:4]) for date in dates)


# -- what was wrong -----------------------------------------------------------------------------


def test_problems_are_the_issues_of_the_result(result):
    found = Counter()
    for one in problems(result):
        found[one.issue.path, one.issue.code, one.issue.severity] += one.count
    run = {issue.code for issue in result.run_issues} | {"block.split", "block.too_large"}
    every = (issue for issue in result.issues if issue.code not in run)
    assert found == Counter((issue.path, issue.code, issue.severity) for issue in every)
    assert sum(found.values()) > 100


def test_an_example_of_a_problem_has_that_issue(result):
    known = {(i.path, i.code, i.record, i.row) for i in result.issues}
    for one in problems(result):
        assert 0 < len(one.examples) <= 10
        assert len(one.examples) == min(10, one.count)
        for example in one.examples:
            assert (one.issue.path, one.issue.code, example.record, example.row) in known


def test_values_by_source_and_status_are_those_of_the_records_one_by_one(result):
    told = {(one.type, one.path, one.source): one for one in filled(result)}
    for name, part in parts_of(result).items():
        for path, leaf in part.table.leaves.items():
            counts = Counter()
            for row, record in enumerate(part.table.ids):
                said = [one.status for one in leaf.column.row(row)]
                held = [status for status in said if status is not Status.MISSING]
                counts.update((record.source, status) for status in held or [Status.MISSING])
            for source in {record.source for record in part.table.ids}:
                one = told[name, path, source]
                assert [one.count(s) for s in Status] == [counts[source, s] for s in Status]
                assert one.n == sum(counts[source, s] for s in Status)


# -- what was merged ----------------------------------------------------------------------------


def test_customers_by_size_are_the_clusters(result):
    found = Counter(len(cluster.members) for cluster in result.clusters)
    told = sizes(result)
    assert sum(one.customers for one in told) == len(result.clusters)
    assert sum(one.records for one in told) == result.n_records
    for one in told:
        fits = [n for n in found if one.low <= n <= (one.high or n)]
        assert one.customers == sum(found[n] for n in fits)
        assert one.records == sum(n * found[n] for n in fits)


def test_the_largest_and_the_weakest_customers_are_those_of_the_result(result):
    members = {c.golden_id: c.members for c in result.clusters if len(c.members) > 1}
    least = {name: result.weakest[name] for name in members}
    for one in (*largest(result), *weakest(result)):
        assert one.records == len(members[one.golden_id])
        assert one.weakest == least[one.golden_id]
        assert set(one.sources) == {record.source for record in members[one.golden_id]}
    by_size = sorted((-len(of), least[name]) for name, of in members.items())[:10]
    assert [(-one.records, one.weakest) for one in largest(result)] == by_size
    assert [one.weakest for one in weakest(result)] == sorted(least.values())[:10]


def test_what_links_rest_on_is_what_explaining_them_says(shop):
    result = shop[1]
    added = {}
    for link in result.links:
        for told in result.explain(link.left, link.right).score.contributions:
            added.setdefault(told.comparison, []).append(told.weight)
    found = {one.comparison: one for one in carries(result)}
    assert set(found) == set(added)
    for name, bits in added.items():
        assert found[name].links == len(bits)
        assert found[name].bits == pytest.approx(sum(bits) / len(bits))
        assert found[name].supports == pytest.approx(sum(b >= 0.1 for b in bits) / len(bits))
        assert found[name].opposes == pytest.approx(sum(b <= -0.1 for b in bits) / len(bits))


def test_links_are_those_of_the_result(result):
    found = {
        (part.table.ids[part.left[at]], part.table.ids[part.right[at]])
        for part in result.tables
        for at in links_of(part).tolist()
    }
    assert found == {(link.left, link.right) for link in result.links}


def test_an_explanation_without_the_rules_says_the_same_but_for_these(result):
    for link in (*result.links[:40], *result.review[:40]):
        (part,) = (p for p in result.tables if link.left in p.row_of)
        rows = sorted((part.row_of[link.left], part.row_of[link.right]))
        told = result.explain(link.left, link.right).text().splitlines()
        kept = [line for line in told if not line.startswith(("  brought together", "  left out"))]
        assert explain_pair(part, *rows, rules=False).text().splitlines() == kept


# -- what needs a human, and quality ------------------------------------------------------------


def test_pairs_to_review_by_band_are_those_of_the_result(result):
    told = bands(result)
    assert sum(one.pairs for one in told) == len(result.review)
    for one in told:
        inside = [one.low <= link.probability < one.high for link in result.review]
        assert one.pairs == sum(inside)


def test_values_after_the_merge_are_those_of_the_golden_records(result):
    golden = {name: [] for name in parts_of(result)}
    names = {golden_id: name for name, part in parts_of(result).items()
             for golden_id in part.golden_ids}  # fmt: skip
    for one in result.golden:
        golden[names[one.id]].append(one)
    for told in before_after(result):
        lineages = [one.lineage.get(told.attribute.split(" + ")[0]) for one in golden[told.type]]
        said = [trace for trace in lineages if trace is not None and trace.winners]
        assert told.customers == len(golden[told.type])
        assert told.golden_said == len(said)
        assert told.golden_valid == sum(any(w.valid for w in trace.winners) for trace in said)


def test_values_before_the_merge_are_those_of_the_records(result):
    cells = {
        (name, one.shape.name): one
        for name, part in parts_of(result).items()
        for one in Claims.of(part.table).cells
    }
    for told in before_after(result):
        of = cells[told.type, told.attribute]
        said = [of.row(row) for row in range(told.records)]
        assert told.said == sum(map(bool, said))
        assert told.valid == sum(any(shown.valid for shown in one) for one in said)


def test_expected_numbers_are_those_of_the_result_and_of_the_pairs_one_by_one(shop):
    result = shop[1]
    told = expected(result)
    assert told.f1 == pytest.approx(result.expected_f1)
    pairs = [pair for one in result.clusters for pair in itertools.combinations(one.members, 2)]
    found = [result.explain(*pair).score.probability for pair in pairs]
    possible = [p for p in found if p >= result.thresholds[0].possible]
    assert told.precision == pytest.approx(sum(possible) / len(pairs))


def test_expected_numbers_are_those_of_the_threshold_explorer_at_the_threshold_in_use(result):
    steps = [step for part in result.tables
             for step in walk(part, [part.matching.thresholds.match], [])]  # fmt: skip
    told, right = expected(result), sum(step.true_together for step in steps)
    assert told.precision == pytest.approx(right / sum(s.together for s in steps), abs=0.002)
    assert told.recall == pytest.approx(right / sum(s.true_pairs for s in steps), abs=0.002)


def test_of_several_types_all_pairs_are_expected_together(typed):
    told, least = expected(typed), typed.expected_f1
    assert 2 / (1 / told.precision + 1 / told.recall) == pytest.approx(told.f1)
    assert least < told.f1 <= max(part.expected_f1 for part in typed.tables)


def test_nothing_is_expected_where_nothing_is_merged():
    result = cm.resolve([{"name": "Ann Lee"}], kinds={"name": "person_name"})
    assert expected(result) is None


# -- the page -----------------------------------------------------------------------------------


def test_the_page_holds_no_script_and_loads_nothing(page):
    assert "<script" not in page
    assert "http" not in re.sub(r"http-equiv=", "", page)
    assert re.search(r"<[^>]* on\w+=", page) is None
    assert "default-src &#x27;none&#x27;" in page


def personal(rows, columns):
    return {row[c] for row in rows for c in columns if len(row[c]) > 6}


def test_no_personal_value_is_on_a_page_unless_asked_for(shop):
    columns = ("name", "email", "phone", "birthday", "street_address")
    values = personal(sample().shop, columns)
    masked, clear = (cm.charts.report(shop[1], masked=masked) for masked in (True, False))
    assert not [value for value in values if value in masked]
    assert len([value for value in values if value in clear]) > 20
    assert "Personal values are shown in clear." in clear


def test_the_same_records_in_another_order_give_the_same_page(shop):
    linker, result = shop
    rows = list(sample().shop)
    random.Random(0).shuffle(rows)
    again = linker.resolve(rows, key="account", source="shop", updated_at="updated")
    # The rows that examples name are those of the table as it came.
    without_rows = [re.sub(r", row [\d,]+:", ":", cm.charts.report(one)) for one in (result, again)]
    assert without_rows[0] == without_rows[1]


def test_the_page_is_written_where_asked_and_returned(shop, tmp_path):
    linker, result = shop
    page = cm.charts.report(result, tmp_path / "r.html", linker=linker, title="Shop & <co>")
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == page
    assert "<title>Shop &amp; &lt;co&gt;</title>" in page
    assert "What training learned" in page
    assert linker.fingerprint in page
    assert "data:image/svg+xml;base64," in page
    for finding in linker.training.findings:
        assert finding.code.startswith("training.")
    assert page.count("To distrust: ") == len(linker.training.findings) > 0


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"name": "Ann Lee", "mail": "ann@lee.com"}],
        [{"name": None, "mail": None}] * 3,
        [{"name": "Ann Lee", "mail": "ann@lee.com"}] * 3,
    ],
)
def test_a_report_of_little_is_a_report(rows):
    result = cm.resolve(rows, kinds={"name": "person_name", "mail": "email"})
    page = cm.charts.report(result)
    assert page.count("<section>") == 6
    assert f"{len(rows):,}" in page


def test_what_warns_of_the_result_stands_at_the_top_of_the_page(shop):
    params = {"expected_f1": "0.41"}
    issue = cm.Issue(path="result", code="result.uncertain", params=params)
    page = cm.charts.report(attrs.evolve(shop[1], run_issues=(issue,)))
    assert f'<p class="warning"><bdi>{issue.text()}' in page[: page.index("<nav>")]


def test_parts_of_a_users_own_are_named_alike_in_each_run():
    def mine(value):
        return value

    assert named(mine) == "mine"
    assert named(cm.compare.JaroWinkler()) == repr(cm.compare.JaroWinkler())
    assert " at 0x" in repr((mine,))
    assert " at 0x" not in named((mine,))


def test_the_settings_are_those_of_the_run():
    never = cm.Never(cm.RecordId("table", 1), cm.RecordId("table", 2))
    rows = [{"id": i, "name": "Ann Lee"} for i in (1, 2, 3)]
    linker = cm.Linker(
        kinds={"name": "person_name"}, thresholds=cm.Thresholds(match=0.73, possible=0.21),
        context=cm.Context(country="NZ"), max_block=777,
    ).fit(rows, key="id")  # fmt: skip
    result = linker.resolve(rows, key="id", constraints=[never])
    page = cm.charts.report(result, linker=linker)
    for told in ("0.73", "0.21", "777", "NZ", linker.fingerprint, cm.__version__):
        assert f">{told}<" in page
    assert "<td>Constraints given</td><td>1</td>" in page


def test_two_linked_tables_have_a_report():
    left, right = sample().shop[:150], sample().shop[100:]
    result = cm.link(left, right, key="account", kinds=SHOP_KINDS, one_to_one=True)
    assert f"<b>{result.n_records:,}</b>" in cm.charts.report(result)


def test_the_report_tells_how_far_it_is(shop):
    told = []
    cm.charts.report(shop[1], progress=lambda *one: told.append(one))
    assert told == [("report", i, 6) for i in range(7)]
