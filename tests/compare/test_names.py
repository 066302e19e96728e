"""Comparators of the names of persons and organizations."""

import pytest

from custmdm.compare import NamePartSimilarity, OrganizationNameSimilarity, PersonNameSimilarity
from custmdm.model import PersonName


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("Jonathan", "JONATHAN", 1.0),
        ("José", "Jose", 1.0),
        ("O'Brien", "OBrien", 1.0),
        ("Jonathan", "Jonathon", 0.85),
        ("Mary Ann", "Maryann", 0.85),
        ("J.", "Jonathan", 0.7),
        ("Rob", "Robert", 0.7),
        ("Jo", "Jonathan", 0.0),
        ("Li", "Lu", 0.0),
        ("Anna", "Bob", 0.0),
        ("伟", "玮", 0.0),
        ("伟", "Wei", 0.2),
        ("Bob", "Robert", 0.7),
        ("Peggy", "Margaret", 0.7),
        ("張", "张", 1.0),
    ],
)
def test_the_grade_of_a_part_of_a_name(left, right, grade):
    assert NamePartSimilarity()(left, right) == grade
    assert NamePartSimilarity()(right, left) == grade


def name(given=None, family=None, **others):
    return PersonName(given=given, family=family, **others)


ANNA = name("Anna", "Allen")


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        pytest.param(ANNA, name("ANNA", "allen"), 1.0, id="equal but for case"),
        pytest.param(name("Wei", "Zhang"), name("Zhang", "Wei"), 0.97, id="swapped"),
        pytest.param(ANNA, name("Anna", "Alen"), 0.93, id="equal and near"),
        pytest.param(name("Alen", "Anna"), ANNA, 0.90, id="equal and near, swapped"),
        pytest.param(ANNA, name("A.", "Allen"), 0.85, id="equal and an initial"),
        pytest.param(ANNA, name("Ana", "Alen"), 0.8, id="both near"),
        pytest.param(ANNA, name("A", "Alen"), 0.7, id="near and an initial"),
        pytest.param(ANNA, name(None, "Allen"), 0.75, id="one part known and equal"),
        pytest.param(ANNA, name(None, "Alen"), 0.6, id="one part known and near"),
        pytest.param(ANNA, name("Bob", "Allen"), 0.45, id="the family name alone"),
        pytest.param(ANNA, name("Anna", "Brown"), 0.4, id="the given name alone"),
        pytest.param(ANNA, name("Bob", "Alen"), 0.35, id="a part nearly, the other not"),
        pytest.param(ANNA, name("Bob", "Brown"), 0.0, id="nothing"),
        pytest.param(ANNA, name("Allen", "Brown"), 0.37, id="a family name as given name"),
        pytest.param(ANNA, name(full="Anna Allen"), 1.0, id="only the whole name of one"),
        pytest.param(
            name("Anna", "Lee", middle="Maria"), name("Anna Maria", "Lee"), 0.97, id="middle name"
        ),
        pytest.param(ANNA, name("Nan", "Allen"), 0.85, id="equal and a short form"),
        pytest.param(name("伟", "张"), name("Wei", "Zhang"), 0.92, id="two scripts, read the same"),
        pytest.param(name("伟", "张"), name("Zhang", "Wei"), 0.92, id="two scripts, swapped"),
        pytest.param(name(full="张伟"), name("Wei", "Zhang"), 0.92, id="two scripts, a whole name"),
        pytest.param(name("小明", "單"), name("Xiao Ming", "Shan"), 0.92, id="a surname's reading"),
        pytest.param(
            name("小明", "单"), name("Xiao", "Shan", middle="Ming"), 0.92, id="half the given name"
        ),
        pytest.param(name("学良", "张"), name("Hsueh-liang", "Chang"), 0.92, id="Wade-Giles"),
        pytest.param(name("小明", "张"), name("X. M.", "Zhang"), 0.6, id="two scripts, initials"),
        pytest.param(name("学友", "张"), name("Jacky", "Cheung"), 0.2, id="an English given name"),
        pytest.param(name("伟", "张"), name("John", "Smith"), 0.2, id="no Chinese surname"),
        pytest.param(name("伟", "张"), name("San", "Zhang"), 0.0, id="read otherwise"),
        pytest.param(name("伟", "张"), name("Wei", "Li"), 0.0, id="another surname"),
        pytest.param(name("峰", "胡"), name("Feng", "Wu"), 0.2, id="pinyin, not Hong Kong's Wu"),
        pytest.param(name("偉", "張"), name("伟", "张"), 1.0, id="traditional characters"),
        pytest.param(name("伟", "张"), name("Wei", "张"), 0.75, id="one part in another script"),
        pytest.param(name("伟", "李"), name("Wei", "张"), 0.0, id="the other part does not agree"),
        pytest.param(name("Wei", "张"), name("伟", "Zhang"), 0.2, id="both parts in other scripts"),
        pytest.param(name("丽丽", "张"), name("莉丽", "张"), 0.5, id="one character of three"),
        pytest.param(name("伟", "张"), name("玮", "张"), 0.45, id="one character of two"),
        pytest.param(name(full="张丽丽"), name("莉丽", "张"), 0.5, id="a slip in a whole name"),
        pytest.param(name(), ANNA, 0.0, id="no name"),
    ],
)
def test_the_grade_of_two_names(left, right, grade):
    compare = PersonNameSimilarity()
    assert compare(left, right) == pytest.approx(grade)
    assert compare(right, left) == pytest.approx(grade)


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        ("Acme Widgets Inc.", "ACME Widgets", 1.0, 1.0),
        ("Widgets, Acme", "Acme Widgets", 0.95, 0.99),
        ("北京腾远科技有限公司", "北京腾远科技股份有限公司", 1.0, 1.0),
        ("Acme Widgets", "Acme Widgets International", 0.85, 0.95),
        ("Acme Wigdets", "Acme Widgets", 0.9, 0.99),
        ("Acme Widgets", "Zenith Foods", 0.0, 0.0),
        ("腾远科技", "Tengyuan Technology", 0.2, 0.2),
        ("Inc.", "Inc", 1.0, 1.0),
    ],
)
def test_the_similarity_of_two_organizations(left, right, low, high):
    compare = OrganizationNameSimilarity()
    assert low <= compare(left, right) <= high
    assert low <= compare(right, left) <= high
