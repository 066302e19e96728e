"""Each kind reads plain input right, of whatever type it comes in."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from custmdm import kinds

CN = {"country": "CN"}


@pytest.mark.parametrize(
    ("kind", "raw", "context", "value"),
    [
        ("phone", 13812345678, CN, "+8613812345678"),
        ("phone", 13812345678.0, CN, "+8613812345678"),
        ("phone", np.float64(13812345678), CN, "+8613812345678"),
        ("phone", np.int64(13812345678), CN, "+8613812345678"),
        ("phone", Decimal("13812345678.00"), CN, "+8613812345678"),
        ("phone", "手机：138 1234 5678", CN, "+8613812345678"),
        ("postcode", 1234.0, {}, "1234"),
        ("postcode", 2161, {"country": "US"}, "02161"),
        ("postcode", "sw1a 1aa", {"country": "GB"}, "SW1A 1AA"),
        ("birth_date", dt.date(1988, 3, 7), {}, "1988-03-07"),
        ("birth_date", dt.datetime(1988, 3, 7), {}, "1988-03-07"),
        ("birth_date", pd.Timestamp("1988-03-07 12:30"), {}, "1988-03-07"),
        ("birth_date", np.datetime64("1988-03-07"), {}, "1988-03-07"),
        ("birth_date", 19880307, {}, "1988-03-07"),
        ("birth_date", 1988.0, {}, "1988"),
        ("birth_date", "07/03/1988", {"date_order": "DMY"}, "1988-03-07"),
        ("date", "2021-02-03", {}, "2021-02-03"),
        ("country", "NA", {}, "NA"),
        ("country", "中国", {}, "CN"),
        ("country", 36.0, {}, "AU"),
        ("given_name", "Na", {}, "Na"),
        ("given_name", "ANNA", {}, "Anna"),
        ("family_name", "o'brien", {}, "O'Brien"),
        ("person_name", "Smith, John Jr.", {}, "John Smith Jr."),
        ("person_name", "王小明先生", {}, "王小明"),
        ("gender", 2, {}, "female"),
        ("gender", 1.0, {}, "male"),
        ("national_id", "11010519491231002x", {}, "11010519491231002X"),
        ("organization_id", "91350100m000100y43", {}, "91350100M000100Y43"),
        ("organization_name", "ＡＣＭＥ  Inc.", {}, "ACME Inc."),
        ("website", "WWW.Example.com", {}, "http://www.example.com"),
        ("email", "Anna@GMAIL.com", {}, "Anna@gmail.com"),
        ("account", "wechat:oABC", {}, "wechat:oABC"),
        ("identifier", 17, {}, "17"),
        ("identifier", "ab-12", {}, "AB12"),
        ("street", "1 High St", {}, "1 High St"),
        ("city", "LEEDS", {}, "Leeds"),
        ("region", "广东省", {}, "广东省"),
        ("postal_address", " 1 High St,  Leeds ", {}, "1 High St, Leeds"),
        ("number", 1234.5, {}, "1234.5"),
        ("number", np.float32(0.1), {}, "0.1"),
        ("number", 1e20, {}, "100000000000000000000"),
        ("category", " Gold ", {}, "Gold"),
        ("currency", "人民币", {}, "CNY"),
        ("currency", "¥", {"country": "JP"}, "JPY"),
        ("text", 5, {}, "5"),
    ],
)
def test_a_value_is_read_as_a_person_means_it(
    kind: str, raw: object, context: dict[str, str], value: str
) -> None:
    assert kinds.get(kind).standardize(raw, **context).value == value


@pytest.mark.parametrize(
    ("kind", "raw", "status", "reason"),
    [
        ("phone", 1.38e22, "invalid", "phone.exponent"),
        ("phone", np.float32(13812345678), "invalid", "phone.exponent"),
        ("national_id", 1.1010519491231e17, "invalid", "identifier.exponent"),
        ("person_name", "N/A", "placeholder", "value.placeholder"),
        ("person_name", "test", "placeholder", "value.placeholder"),
        ("person_name", "Mr. Unknown", "placeholder", "value.placeholder"),
        ("person_name", "无名先生", "placeholder", "value.placeholder"),
        ("given_name", "无", "placeholder", "value.placeholder"),
        ("country", "N/A", "placeholder", "value.placeholder"),
        ("country", "n.a.", "placeholder", "value.placeholder"),
        ("city", "-", "placeholder", "value.placeholder"),
        ("birth_date", "1788-03-07", "suspect", "birth_date.too_old"),
        ("city", "Z\ufffdrich", "suspect", "encoding.suspect"),
        ("city", "Z" + chr(0xDCFC) + "rich", "suspect", "encoding.suspect"),
        ("city", "ZÃ¼rich", "suspect", "encoding.suspect"),
        ("person_name", "王\ue863", "suspect", "encoding.suspect"),
        ("person_name", "ÕÅÎ°", "suspect", "encoding.suspect"),
    ],
)
def test_a_doubtful_value_has_a_reason(kind: str, raw: object, status: str, reason: str) -> None:
    answer = kinds.get(kind).standardize(raw, country="CN")
    assert (answer.status, answer.reasons[-1]) == (status, reason)


@pytest.mark.parametrize("raw", ["Éloïse", "Zürich", "São João", "¿Qué?", "Ærøskøbing", "Ñandú"])
def test_accents_do_not_look_like_a_wrong_encoding(raw: str) -> None:
    assert kinds.get("text").standardize(raw).status == "valid"


def test_a_whole_name_of_one_filler_word_is_filler_though_a_part_of_it_is_none() -> None:
    assert kinds.get("person_name").standardize("Nan").status == "placeholder"
    assert kinds.get("given_name").standardize("Nan").value == "Nan"
