"""Comparators of the names of persons and organizations: the ways in which two names agree."""

import itertools

import pytest

from custmdm.compare import NamePartSimilarity, OrganizationNameSimilarity, PersonNameSimilarity
from custmdm.model import NOT_COMPARABLE, PersonName

NOT = "cannot be compared"


def label(comparator, left, right):
    """Return in words how two values agree, the same from both sides."""
    found, _ = comparator.agree(comparator.prepare(left), comparator.prepare(right))
    back, _ = comparator.agree(comparator.prepare(right), comparator.prepare(left))
    assert back == found
    return NOT if found == NOT_COMPARABLE else comparator.outcomes[found].label


@pytest.mark.parametrize(
    ("left", "right", "agreement", "similarity"),
    [
        ("Jonathan", "JONATHAN", "equal", 1.0),
        ("José", "Jose", "equal", 1.0),
        ("O'Brien", "OBrien", "equal", 1.0),
        ("張", "张", "equal", 1.0),
        ("...", "-", "equal", 1.0),
        ("Jonathan", "Jonathon", "nearly equal", 0.85),
        ("Martha", "Marhta", "nearly equal", 0.85),
        ("Smith", "Smyth", "nearly equal", 0.85),
        ("Mary Ann", "Maryann", "nearly equal", 0.85),
        ("张伟", "张玮", "nearly equal", 0.85),
        ("J.", "Jonathan", "initial or short form", 0.7),
        ("Rob", "Robert", "initial or short form", 0.7),
        ("Bob", "Robert", "initial or short form", 0.7),
        ("Peggy", "Margaret", "initial or short form", 0.7),
        ("伟", "玮", "initial or short form", 0.7),
        ("Jo", "Jonathan", "slightly alike", 0.3),
        ("丽丽", "美丽", "slightly alike", 0.3),
        ("Li", "Lu", "different", 0.0),
        ("Anna", "Bob", "different", 0.0),
        ("王", "黄", "different", 0.0),
        ("伟", "Wei", NOT, 0.0),
        ("...", "Anna", NOT, 0.0),
    ],
)
def test_how_parts_of_names_agree(left, right, agreement, similarity):
    compare = NamePartSimilarity()
    assert label(compare, left, right) == agreement
    assert compare(left, right) == compare(right, left) == similarity


def name(given=None, family=None, **others):
    return PersonName(given=given, family=family, **others)


ANNA = name("Anna", "Allen")
JUNIOR = name("John", "Smith", suffix="Jr.")
MARIA = name("Anna", "Lee", middle="Maria")
WEI = name("伟", "张")

LATIN = {
    "equal but for case": (ANNA, name("ANNA", "allen"), "equal"),
    "equal but for a title": (ANNA, name("Anna", "Allen", honorific="Dr."), "equal"),
    "swapped": (name("Wei", "Zhang"), name("Zhang", "Wei"), "swapped"),
    "swapped, both parts given names": (
        name("Thomas", "James"), name("James", "Thomas"), "swapped"
    ),
    "equal and near": (ANNA, name("Anna", "Alen"), "one name equal, the other nearly"),
    "a family name with a particle, and without": (
        name("Ludwig", "van Beethoven"), name("Ludwig", "Beethoven"),
        "one name equal, the other nearly",
    ),
    "written together": (
        name("Mary-Ann", "O'Brien"), name("Maryann", "OBrien"), "one name equal, the other nearly"
    ),
    "equal and an initial": (
        ANNA, name("A.", "Allen"), "one name equal, the other an initial or short form"
    ),
    "equal and a nickname": (
        ANNA, name("Nan", "Allen"), "one name equal, the other an initial or short form"
    ),
    "the first of two family names": (
        name("Maria", "Garcia Lopez"), name("Maria", "Garcia"),
        "one name equal, the other an initial or short form",
    ),
    "equal and two slips": (
        name("Catherine", "Allen"), name("Katharine", "Allen"),
        "one name equal, the other slightly alike",
    ),
    "both near": (ANNA, name("Ana", "Alen"), "both nearly equal"),
    "near and an initial": (ANNA, name("A", "Alen"), "both nearly equal"),
    "each an initial once": (name("J", "Smith"), name("John", "S"), "both nearly equal"),
    "near, swapped": (name("Alen", "Anna"), ANNA, "swapped, both alike"),
    "an initial, swapped": (
        name("J.", "Thomas"), name("Thomas", "James"), "swapped, both alike"
    ),
    "near and slightly alike": (
        name("Jonathan", "Braun"), name("Jonathon", "Brown"),
        "one name nearly equal, the other slightly alike",
    ),
    "a family name as given name": (ANNA, name("Allen", "Brown"), "swapped, one of them alike"),
    "the family name alone": (
        ANNA, name("Bob", "Allen"), "family name equal, given name different"
    ),
    "the given name alone": (
        ANNA, name("Anna", "Brown"), "given name equal, family name different"
    ),
    "a part nearly, the other not": (
        ANNA, name("Bob", "Alen"), "one name nearly equal, the other different"
    ),
    "a part slightly, the other not": (
        name("Catherine", "Brown"), name("Katharine", "Smith"), "slightly alike"
    ),
    "nothing": (ANNA, name("Bob", "Brown"), "different"),
}  # fmt: skip

ONE_PART = {
    "only the family name": (ANNA, name(None, "Allen"), "family name: equal"),
    "only a family name like it": (ANNA, name(None, "Alen"), "family name: nearly equal"),
    "only another family name": (ANNA, name(None, "Brown"), "family name: different"),
    "only the given name": (ANNA, name("Anna"), "given name: equal"),
    "only the initial": (ANNA, name("A."), "given name: initial or short form"),
    "only a given name a bit like it": (ANNA, name("Alan"), "given name: slightly alike"),
    "two single given names": (name("Madonna"), name("Madonna"), "given name: equal"),
    "an empty part is not known": (ANNA, name("Anna", ""), "given name: equal"),
    "a part of punctuation is not known": (ANNA, name("...", "Allen"), "family name: equal"),
    "the family name as given name": (
        ANNA, name("Allen"), "one name, equal to the given or family name"
    ),
    "the given name as family name": (
        ANNA, name(None, "Anna"), "one name, equal to the given or family name"
    ),
    "one as given, the other as family name": (
        name("Anna"), name(None, "Anna"), "one name, equal to the given or family name"
    ),
    "one nearly as given, the other as family name": (
        name("Anna"), name(None, "Ana"), "one name, nearly as given or family name"
    ),
    "a given and another family name": (
        name("Anna"), name(None, "Brown"), "one name, in neither place"
    ),
    "a single word twice": (
        name(full="Madonna"), name(full="MADONNA"), "one name, equal to the given or family name"
    ),
    "a single word and a given name": (
        name(full="Madonna"), name("Madonna"), "one name, equal to the given or family name"
    ),
    "a single word and a whole name": (
        name(full="Madonna"), name("Madonna", "Ciccone"),
        "one name, equal to the given or family name",
    ),
    "a single word nearly in a whole name": (
        name(full="Madona"), name("Madonna", "Ciccone"), "one name, nearly as given or family name"
    ),
    "a single word and others": (
        name(full="Madonna"), name("Cher", "Bono"), "one name, in neither place"
    ),
    "only the whole name of one": (ANNA, name(full="Anna Allen"), "equal"),
    "only the whole name of one, the other way round": (ANNA, name(full="Allen, Anna"), "equal"),
    "no name": (name(), ANNA, NOT),
    "no name twice": (name(), name(), NOT),
    "only punctuation": (name(full="..."), ANNA, NOT),
    "parts of punctuation": (name("...", "-"), ANNA, NOT),
}  # fmt: skip

MIDDLE_AND_SUFFIX = {
    "another middle name is not looked at": (
        MARIA, name("Anna", "Lee", middle="Karen"), "equal"
    ),
    "the middle name within the given name": (
        MARIA, name("Anna Maria", "Lee"), "one name equal, the other an initial or short form"
    ),
    "called by the middle name": (
        MARIA, name("Maria", "Lee"), "one name equal, the other an initial or short form"
    ),
    "an initial, and called by the middle name": (
        name("J.", "Smith", middle="Paul"), name("Paul", "Smith"),
        "one name equal, the other an initial or short form",
    ),
    "a middle name that is one's own given name": (
        name("Anna", "Lee", middle="Anna"), name("Bob", "Lee"),
        "family name equal, given name different",
    ),
    "one middle name twice": (
        MARIA, name("Bob", "Lee", middle="Maria"), "family name equal, given name different"
    ),
    "father and son": (
        JUNIOR, name("John", "Smith", suffix="Sr."), "one name equal, the other slightly alike"
    ),
    "father and son, swapped": (
        JUNIOR, name("Smith", "John", suffix="Sr."), "one name equal, the other slightly alike"
    ),
    "the third and the fourth": (
        name("John", "Smith", suffix="III"), name("John", "Smith", suffix="IV"),
        "one name equal, the other slightly alike",
    ),
    "father and son of other names": (
        JUNIOR, name("Bob", "Brown", suffix="Sr."), "different"
    ),
    "a suffix of one": (JUNIOR, name("John", "Smith"), "equal"),
    "one suffix in two spellings": (JUNIOR, name("John", "Smith", suffix="junior"), "equal"),
    "a suffix with a degree": (JUNIOR, name("John", "Smith", suffix="Jr., MD"), "equal"),
    "a suffix and a degree": (JUNIOR, name("John", "Smith", suffix="PhD"), "equal"),
    "two degrees": (
        name("John", "Smith", suffix="MD"), name("John", "Smith", suffix="PhD"), "equal"
    ),
}  # fmt: skip

CHINESE = {
    "traditional characters": (name("偉", "張"), WEI, "equal"),
    "traditional characters in a whole name": (name(full="張偉"), WEI, "equal"),
    "a compound surname in a whole name": (
        name(full="欧阳娜娜"), name("娜娜", "歐陽"), "equal"
    ),
    "swapped": (name("张", "伟"), WEI, "swapped"),
    "one character of two, read the same": (
        WEI, name("玮", "张"), "one name equal, the other an initial or short form"
    ),
    "one character of three, read the same": (
        name("丽丽", "张"), name("莉丽", "张"), "one name equal, the other nearly"
    ),
    "read the same, in a whole name": (
        name(full="张丽丽"), name("莉丽", "张"), "one name equal, the other nearly"
    ),
    "read the same, swapped": (name("张", "玮"), WEI, "swapped, both alike"),
    "one character of three, read otherwise": (
        name("小明", "张"), name("小强", "张"), "one name equal, the other slightly alike"
    ),
    "a character missing": (
        name("小明", "张"), name("明", "张"), "one name equal, the other slightly alike"
    ),
    "half a compound surname": (
        name("娜娜", "欧阳"), name("娜娜", "欧"), "one name equal, the other slightly alike"
    ),
    "one character of two, read otherwise": (
        WEI, name("强", "张"), "family name equal, given name different"
    ),
    "another surname, read the same": (
        WEI, name("伟", "章"), "one name equal, the other an initial or short form"
    ),
    "another surname": (WEI, name("伟", "李"), "given name equal, family name different"),
    "another name": (WEI, name("强", "李"), "different"),
    "only the surname": (WEI, name(None, "张"), "family name: equal"),
    "a foreign name in characters": (
        name(full="卡尔马克思"), name(full="卡尔马克思"),
        "one name, equal to the given or family name",
    ),
    "a foreign name in characters, one wrong": (
        name(full="卡尔马克思"), name(full="卡尔马克斯"),
        "one name, nearly as given or family name",
    ),
    "one part in another script": (WEI, name("Wei", "张"), "family name: equal"),
    "the other part does not agree": (
        name("伟", "李"), name("Wei", "张"), "family name: different"
    ),
    "both parts in other scripts": (name("Wei", "张"), name("伟", "Zhang"), NOT),
    "words in two scripts": (
        name(full="张 Wei"), name(full="李 Bob"), "one name, in neither place"
    ),
}  # fmt: skip

READ = {
    "pinyin": (WEI, name("Wei", "Zhang"), "read so"),
    "swapped": (WEI, name("Zhang", "Wei"), "read so"),
    "a whole name": (name(full="张伟"), name("Wei", "Zhang"), "read so"),
    "a surname's reading": (name("小明", "單"), name("Xiao Ming", "Shan"), "read so"),
    "half the given name as middle name": (
        name("小明", "单"),
        name("Xiao", "Shan", middle="Ming"),
        "read so",
    ),
    "Wade-Giles": (name("学良", "张"), name("Hsueh-liang", "Chang"), "read so"),
    "initials": (name("小明", "张"), name("X. M.", "Zhang"), "read with this initial"),
    "another given name": (WEI, name("San", "Zhang"), "read otherwise"),
    "another surname": (WEI, name("Wei", "Li"), "read otherwise"),
    "an English given name": (name("学友", "张"), name("Jacky", "Cheung"), NOT),
    "no Chinese surname": (WEI, name("John", "Smith"), NOT),
    "pinyin, not Hong Kong's Wu": (name("峰", "胡"), name("Feng", "Wu"), NOT),
    "only a surname in Latin letters": (WEI, name(None, "Zhang"), NOT),
    "only a given name in characters": (name("伟"), name("Wei", "Zhang"), NOT),
}


@pytest.mark.parametrize(
    ("left", "right", "agreement"),
    [
        pytest.param(*case, id=f"{sort}: {about}")
        for sort, cases in (
            ("Latin", LATIN), ("one part", ONE_PART), ("more parts", MIDDLE_AND_SUFFIX),
            ("Chinese", CHINESE), ("read", READ),
        )
        for about, case in cases.items()
    ],
)  # fmt: skip
def test_how_names_of_persons_agree(left, right, agreement):
    assert label(PersonNameSimilarity(), left, right) == agreement


@pytest.mark.parametrize(
    ("left", "right", "similarity"),
    [
        (ANNA, name("anna", "ALLEN"), 1.0),
        (ANNA, name("Allen", "Anna"), 0.97),
        (ANNA, name("Anna", "Alen"), 0.93),
        (WEI, name("Wei", "Zhang"), 0.92),
        (ANNA, name("A.", "Allen"), 0.85),
        (JUNIOR, name("John", "Smith", suffix="Sr."), 0.82),
        (ANNA, name("Ana", "Alen"), 0.8),
        (ANNA, name("Anna"), 0.75),
        (name("小明", "张"), name("X.", "Zhang"), 0.6),
        (ANNA, name("Bob", "Allen"), 0.45),
        (ANNA, name("Anna", "Brown"), 0.4),
        (ANNA, name("Bob", "Brown"), 0.0),
        (ANNA, name(), 0.0),
    ],
)
def test_the_similarity_of_two_names_is_that_of_the_outcome(left, right, similarity):
    compare = PersonNameSimilarity()
    assert compare(left, right) == compare(right, left) == similarity


def test_every_outcome_of_names_can_happen():
    compare = PersonNameSimilarity()
    names = [
        value
        for cases in (LATIN, ONE_PART, MIDDLE_AND_SUFFIX, CHINESE, READ)
        for left, right, _ in cases.values()
        for value in (left, right)
    ]
    names += [name("Wei"), name("Ana"), name("Bob"), name(None, "A.")]
    names += [name(None, "Catherine"), name(None, "Katharine")]
    prepared = list(map(compare.prepare, names))
    found = {
        compare.agree(left, right)[0]
        for left, right in itertools.combinations_with_replacement(prepared, 2)
    }
    assert found == {NOT_COMPARABLE, *range(len(compare.outcomes))}


@pytest.mark.parametrize(
    ("left", "right", "agreement"),
    [
        ("Acme Widgets Inc.", "ACME Widgets", "equal"),
        ("Widgets, Acme", "Acme Widgets", "equal"),
        ("Inc.", "Inc", "equal"),
        ("有限公司", "有限公司", "equal"),
        ("北京腾远科技有限公司", "北京腾远科技股份有限公司", "equal"),
        ("北京腾远科技有限公司", "腾远科技", "most in common"),
        ("北京腾远科技有限公司", "上海腾远科技有限公司", "much in common"),
        ("Acme Widgets", "Acme Widgets International", "much in common"),
        ("Acme Wigdets", "Acme Widgets", "much in common"),
        ("School", "School 14", "most in common"),
        ("School 12", "School 14", "much in common, other numbers"),
        ("Acme Widgets", "Zenith Foods", "nothing in common"),
        ("腾远科技", "Tengyuan Technology", NOT),
    ],
)
def test_how_names_of_organizations_agree(left, right, agreement):
    assert label(OrganizationNameSimilarity(), left, right) == agreement
