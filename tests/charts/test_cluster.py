"""A customer as a graph: its pairs are the result's, and the weakest bridge is the queue's."""

import pytest

import custmdm as cm
from custmdm.cluster import connected_components
from custmdm.steward import queue
from tests.steward.world import resolved

CHAIN = {"ab": 0.99, "bc": 0.6, "cd": 0.99, "ce": 0.99, "de": 0.9, "ae": 0.3}


def rows_of(picture):
    return picture.to_frame().to_dict("records")


def test_the_pairs_are_those_of_the_result(shop):
    result = shop[1]
    big = max(result.clusters, key=lambda c: len(c.members))
    found = {(r["left"], r["right"]): r for r in rows_of(cm.charts.cluster(result, big.members[0]))}
    links = [link for link in result.links if link.left in big.members]
    assert len(links) > 1
    for link in links:
        row = found[str(link.left), str(link.right)]
        assert (row["kind"], row["weight"]) == ("link", link.weight)
        assert row["probability"] == link.probability
    for (left, right), row in found.items():
        score = result.explain(left, right).score
        assert row["weight"] == pytest.approx(score.weight)
    n = len(big.members)
    assert len(found) == n * (n - 1) // 2


def test_the_weakest_bridge_is_the_one_the_queue_asks_about():
    result = resolved("abcde", CHAIN | {"ae": 0.0}, clusterer=connected_components)
    (item,) = queue(result)
    picture = cm.charts.cluster(result, "t:d")
    (bridge,) = (row for row in rows_of(picture) if row["weakest_bridge"])
    assert (bridge["left"], bridge["right"]) == tuple(map(str, item.pair))
    assert "The weakest bridge: t:b and t:c, 0.6 bits, probability 0.600" in picture.to_svg()


def test_each_pair_is_named_by_what_it_says():
    result = resolved("abcde", CHAIN, clusterer=connected_components)
    found = rows_of(cm.charts.cluster(result, "t:a"))
    kinds = {row["left"][-1] + row["right"][-1]: row["kind"] for row in found}
    links = dict.fromkeys(("ab", "bc", "cd", "ce", "de"), "link")
    against = dict.fromkeys(("ac", "ad", "bd", "be"), "against")
    assert kinds == links | against | {"ae": "possible"}
    # The possible pair holds it together as well.
    assert not any(row["weakest_bridge"] for row in found)


def test_a_result_names_the_possible_pairs_inside_its_customers():
    result = resolved("abcde", CHAIN, clusterer=connected_components)
    (found,) = result.inside
    assert (str(found.left), str(found.right)) == ("t:a", "t:e")
    assert found not in (*result.links, *result.review)


def test_of_two_records_the_one_link_is_no_bridge():
    (row,) = rows_of(cm.charts.cluster(resolved("ab", {"ab": 0.9}), "t:a"))
    assert (row["kind"], row["weakest_bridge"]) == ("link", False)


def test_values_are_masked_unless_asked_for(shop):
    big = max(shop[1].clusters, key=lambda c: len(c.members))
    said = cm.charts.cluster(shop[1], big.members[0]).to_svg()
    shown = cm.charts.cluster(shop[1], big.members[0], masked=False).to_svg()
    name = str(shop[1].golden_of(big.members[0]).data["name"])
    assert name not in said
    assert name in shown


def test_a_customer_of_one_record_is_a_picture_without_pairs():
    result = cm.resolve([{"name": "Ann Lee"}], kinds={"name": "person_name"})
    picture = cm.charts.cluster(result, "table:0")
    assert len(picture.to_frame()) == 0
    assert "1 record: no other is this customer" in picture.to_svg()


def test_what_somebody_said_holds_and_is_no_bridge():
    said = [cm.Always("t:a", "t:b"), cm.Always("t:b", "t:c")]
    found = rows_of(cm.charts.cluster(resolved("abc", {}, constraints=said), "t:a"))
    assert [row["kind"] for row in found] == ["said to be one"] * 2 + ["against"]
    assert not any(row["weakest_bridge"] for row in found)


def test_of_a_large_customer_the_nearest_records_and_the_strongest_lines_are_drawn():
    letters = [chr(0x4E00 + i) for i in range(220)]
    said = [cm.Always(f"t:{letters[0]}", f"t:{letter}") for letter in letters[1:]]
    picture = cm.charts.cluster(resolved(letters, {}, constraints=said), f"t:{letters[0]}")
    kinds = picture.to_frame()["kind"].value_counts()
    assert dict(kinds) == {"said to be one": 219, "against": 200 * 199 // 2 - 199}
    assert "the 200 records nearest" in picture.to_svg()
    lines, points = picture.spec["datasets"].values()
    assert (len(lines), len(points)) == (199, 200)
    assert {point["record"] for point in points} == {f"t:{letter}" for letter in letters[:200]}


def test_the_picture_is_the_same_every_time_and_with_the_rows_in_any_order(shop):
    big = max(shop[1].clusters, key=lambda c: len(c.members))
    one, two = (cm.charts.cluster(shop[1], member) for member in big.members[:2])
    assert one.to_svg() == two.to_svg()


@pytest.mark.slow
def test_the_page_shows_a_script_in_a_name_as_text(browser, tmp_path):
    name = "张三 <img src=x onerror=document.title='run'>"
    rows = [{"id": i, "name": name} for i in (1, 2)]
    result = cm.resolve(rows, key="id", kinds={"name": "text"})
    said = cm.charts.cluster(result, result.clusters[0].members[0], masked=False)
    browser.show(said.to_html(), tmp_path)
    assert "张三" in browser.run("return document.querySelector('svg').textContent")
    # What the reader sees with the mouse over a point.
    browser.point_at(".mark-symbol path")
    assert "onerror" in browser.run(
        "return document.querySelector('#vg-tooltip-element').innerText"
    )
    assert browser.run("return document.title").startswith("Customer")
    assert browser.complaints() == []
    browser.screenshot("cluster")
