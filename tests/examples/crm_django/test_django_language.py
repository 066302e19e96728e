"""The pages and the form in Chinese."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from examples.crm_django import customers_mdm
from examples.crm_django.crm import models as crm

from tests.examples.crm_django.people import ANN, fields_in

APP = Path(customers_mdm.__file__).parent
TEXTS = APP / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def catalog(path, read):
    with path.open("rb") as file:
        return {one.id: one.string for one in read(file) if one.id}


def test_every_text_is_there_in_chinese():
    used = set()
    for path in APP.rglob("*.py"):
        keywords = {"_": None, "gettext": None}
        used |= {text for _, text, *_ in extract_from_file("python", path, keywords=keywords)}
    for path in APP.rglob("*.html"):
        used |= set(re.findall(r'{% translate "([^"]+)" %}', path.read_text("utf-8")))
    said = catalog(TEXTS, read_po)
    assert used == said.keys()
    assert all(re.search("[一-鿿]", text) for text in said.values())


def test_the_compiled_texts_are_those_of_the_source():
    assert catalog(TEXTS.with_suffix(".mo"), read_mo) == catalog(TEXTS, read_po)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_warning_review_and_undo_are_in_chinese(database, browse, boss):
    browser = browse(boss, language="zh-hans")
    ann, other = (crm.Customer.objects.create(**ANN) for _ in range(2))
    warned = browser.post("/customers/add/", ANN).content.decode()
    assert "该客户可能已经存在。" in warned
    assert f"({ann.pk}), 匹配: 匹配概率" in warned
    assert "这是另一位客户：仍然保存" in warned
    assert "审核并合并所选客户" in browser.get("/admin/crm/customer/").content.decode()
    review = f"/admin/crm/customer/merge/?id={ann.pk}&id={other.pk}"
    page = browser.get(review).content.decode()
    for text in ("保留哪个客户", "一致", "将要更改的内容"):
        assert text in page
    said = browser.post(review, fields_in(page) | {"do": "merge"}, follow=True).content.decode()
    assert "客户已合并为一：合并 1。" in said
    assert "撤销合并 1" in browser.get("/admin/customers_mdm/merge/1/undo/").content.decode()
