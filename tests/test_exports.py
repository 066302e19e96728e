"""A CSV file is no program: what a spreadsheet opens stays text."""

import csv

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm.errors import ConfigurationError


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def written(value, tmp_path_factory):
    path = tmp_path_factory.mktemp("csv") / "one.csv"
    cm.to_csv([{"value": value}], path)
    return read(path)[1][0]


@pytest.mark.parametrize(
    "attack",
    [
        "=1+1", "=cmd|'/c calc'!A1", "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1;2)", "\t=1", "\r=1",
        "\n=1", " =1", "\xa0=1", "\u200b=1", "\ufeff=1", "\x00=1", "＝1+1", "＋1+1", "－1", "＠A1",
        '=HYPERLINK("http://x","y")', "\ttab", "+", "-", "--1", "+1a", "-inf", "+８６１３８",
    ],
)  # fmt: skip
def test_what_may_be_a_formula_is_written_as_text(attack, tmp_path_factory):
    assert written(attack, tmp_path_factory) == f"'{attack}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("+8613812345678", "+8613812345678"), ("+14155550101", "+14155550101"), (-5, "-5"),
        (-1.5, "-1.5"), ("-3", "-3"), (1e-7, "1e-07"), (-1e300, "-1e+300"), ("张三", "张三"),
        ("a=b", "a=b"), ("O'Brien", "O'Brien"), ("2020-01-02", "2020-01-02"), (None, ""),
        (float("nan"), ""), (pd.NA, ""), (True, "True"), ('say "hi", you', 'say "hi", you'),
        ("two\nlines", "two\nlines"),
    ],
)  # fmt: skip
def test_numbers_phones_and_plain_values_stay_as_they_are(value, cell, tmp_path_factory):
    assert written(value, tmp_path_factory) == cell


@given(st.text())
def test_no_cell_begins_as_a_formula_but_a_number(tmp_path_factory, text):
    found = written(text, tmp_path_factory)
    first = found.strip()[:1]
    assert first not in set("=@＝＠＋－")
    if first in set("+-"):
        float(found)
    kept = "" if text.isspace() else text.encode("utf-8", "replace").decode()
    assert found in (kept, f"'{kept}")


def test_the_names_of_columns_are_cells_like_any_other(tmp_path):
    cm.to_csv([{"=1+1": "a", "b": 1}, {"b": 2, "c": 3}], tmp_path / "one.csv")
    assert read(tmp_path / "one.csv") == [["'=1+1", "b", "c"], ["a", "1", ""], ["", "2", "3"]]


def test_a_cell_with_a_semicolon_stays_one_where_cells_are_divided_by_these(tmp_path):
    cm.to_csv([{"a": "x;=1+1"}], tmp_path / "one.csv")
    with (tmp_path / "one.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [["a"], ["x;=1+1"]]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, list])
def test_rows_and_frames_are_written_alike(make, tmp_path):
    rows = [{"name": "李雷", "n": 1}, {"name": "=x", "n": 2}]
    cm.to_csv(make(rows), tmp_path / "one.csv")
    assert read(tmp_path / "one.csv") == [["name", "n"], ["李雷", "1"], ["'=x", "2"]]


def test_the_file_begins_with_a_byte_order_mark_and_half_a_character_is_no_reason_to_fail(tmp_path):
    cm.to_csv([{"name": "a\ud800"}], tmp_path / "one.csv")
    assert (tmp_path / "one.csv").read_bytes() == b'\xef\xbb\xbf"name"\r\n"a?"\r\n'


def test_an_empty_table_is_an_empty_file(tmp_path):
    cm.to_csv([], tmp_path / "one.csv")
    assert read(tmp_path / "one.csv") == []


def test_what_is_no_table_is_refused_before_the_file_is_touched(tmp_path):
    with pytest.raises(ConfigurationError, match="table"):
        cm.to_csv("name", tmp_path / "one.csv")
    assert not (tmp_path / "one.csv").exists()
