"""In a real browser the report opens offline, and whatever a value holds stays text."""

import re

import pytest

import custmdm as cm
from custmdm.datasets import sample

pytestmark = pytest.mark.slow

# Each would set a mark on the page if it ran.
RUN = "document.title='ran'"
ATTACKS = (
    f"<script>{RUN}</script>",
    f"\"><img src=x onerror=\"{RUN}\">",
    f"'><svg onload='{RUN}'>",
    f"</title></style></svg><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"</details></table><iframe srcdoc=\"<script>parent.{RUN}</script>\">",
    f"javascript{chr(0xFF1A)}{RUN}",
    "&lt;b&gt; &amp; &#60;",
    "{{7*7}} ${7*7}",
    "\u202egnp.exe\u2066",
    "שלום עולם",
    "half \ud800 of one",
    "zero \x00 and \x1b[31m",
    "<base href=//x><meta http-equiv=refresh content=0>",
    "张" * 400,
)  # fmt: skip


def hostile():
    """Return a Linker and a result whose names, columns, keys and source are all attacks."""
    name, mail, town = (f"{what} {attack}" for what, attack in zip("nmt", ATTACKS, strict=False))
    rows = [
        {"key": f"{attack}{twice}", name: attack, mail: f"a{i}@lee.com", town: attack}
        for i, attack in enumerate(ATTACKS)
        for twice in (0, 1)
    ]
    kinds = {name: "person_name", mail: "email", town: "city"}
    return cm.Linker(kinds=kinds).fit_resolve(rows, key="key", source=ATTACKS[1])


@pytest.fixture(scope="module")
def attacked():
    return hostile()


def test_the_report_opens_offline_without_a_complaint(browser, shop, tmp_path):
    linker, result = shop
    cm.charts.report(result, tmp_path / "report.html", linker=linker)
    browser.open(tmp_path / "report.html")
    assert browser.complaints() == []
    drawn = browser.run("return [...document.images].map(one => one.naturalWidth)")
    assert drawn
    assert min(drawn) > 100
    # The width that a reader has: nothing stands out of the page.
    assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
    links = browser.run(
        "return [...document.querySelectorAll('nav a')].map(a => a.hash.slice(1))"
        ".every(name => document.getElementById(name) !== null)"
    )
    assert links
    browser.screenshot("report")


def test_what_the_page_says_is_what_the_result_says(browser, shop, tmp_path):
    _, result = shop
    browser.show(cm.charts.report(result), tmp_path)
    told = browser.run("return [...document.querySelectorAll('.card b')].map(b => b.innerText)")
    assert told[:4] == [
        f"{n:,}"
        for n in (
            result.n_records, len(result.clusters), result.n_records - len(result.clusters),
            len(result.review),
        )
    ]  # fmt: skip


@pytest.mark.parametrize("masked", [True, False])
def test_whatever_a_value_holds_stays_text(masked, browser, attacked, tmp_path):
    linker, result = attacked
    title = f"Title {ATTACKS[3]}"
    page = cm.charts.report(result, linker=linker, masked=masked, title=title)
    browser.show(page, tmp_path)
    assert browser.complaints() == []
    assert browser.run("return document.title") == title
    alien = "script, iframe, base, svg, object, embed, link, form, img:not([src^='data:image/svg'])"
    assert browser.run(f'return document.querySelectorAll("{alien}").length') == 0
    handlers = (
        "return [...document.querySelectorAll('*')]"
        ".filter(one => [...one.attributes].some(a => a.name.startsWith('on'))).length"
    )
    assert browser.run(handlers) == 0
    assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
    said = browser.run("return document.body.textContent")
    for attack in ATTACKS[:3]:
        assert attack in said
    assert min(browser.run("return [...document.images].map(one => one.naturalWidth)")) > 100
    browser.screenshot(f"report_attacked_{'masked' if masked else 'clear'}")


def test_a_picture_of_attacks_is_a_drawing_with_text_in_it(attacked, browser, tmp_path):
    linker, _ = attacked
    svg = cm.charts.match_weights(linker).to_svg()
    assert re.search(r"[\x00-\x08\ud800-\udfff]", svg) is None
    browser.show(f"<!DOCTYPE html><title>quiet</title>{svg}", tmp_path)
    assert browser.run("return document.title") == "quiet"
    assert browser.run("return document.querySelectorAll('script, iframe, img').length") == 0
    assert f"<script>{RUN}</script>" in browser.run("return document.body.textContent")


def test_chinese_text_shows_and_is_no_row_of_empty_boxes(browser, tmp_path):
    kinds = {
        "full_name": "person_name", "mobile": "phone", "email": "email", "dob": "birth_date",
        "address": "postal_address", "company_name": "organization_name",
    }  # fmt: skip
    linker, result = cm.Linker(kinds=kinds, context=cm.Context(country="CN")).fit_resolve(
        [{**row, "客户姓名": row["full_name"]} for row in sample().crm],
        key="id", source="客户系统", updated_at="modified",
    )  # fmt: skip
    page = cm.charts.report(result, linker=linker, masked=False, title="客户数据报告")
    browser.show(page, tmp_path)
    assert browser.complaints() == []
    assert "客户系统" in browser.run("return document.body.innerText")
    # A box stands for every character that no font has: then they are all as one.
    drawn = browser.run(
        "const e = document.createElement('canvas'), c = e.getContext('2d');"
        "c.font = '30px ' + getComputedStyle(document.body).fontFamily;"
        "return [...'客户李雷'].map(one => { c.clearRect(0, 0, 40, 40); c.fillText(one, 0, 30);"
        "return c.getImageData(0, 0, 40, 40).data.join() })"
    )
    assert len(set(drawn)) == 4
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    browser.screenshot("report_chinese")


def test_it_prints_with_its_pictures_and_all_sections(browser, shop, tmp_path):
    linker, result = shop
    cm.charts.report(result, tmp_path / "report.html", linker=linker)
    browser.open(tmp_path / "report.html")
    printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
    assert len(printed["data"]) > 50_000
    assert browser.complaints() == []
