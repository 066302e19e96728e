"""The grades of many names at once are those of `grade`, one by one."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from custmdm.compare._grade_table import GradeTable
from custmdm.compare._grades import Grade, grade
from custmdm.compare._letters import graded, spelling

NAMES = (
    "", "j", "jo", "jon", "john", "jonathan", "jonathon", "johnathan", "nathanjo", "jean paul",
    "jeanpaul", "jean", "paul", "bob", "rob", "robert", "robin", "bert", "bobby", "peggy",
    "margaret", "li", "lu", "lee", "leigh", "smith", "smyth", "smithson", "schmidt", "htims",
    "martha", "marhta", "anna", "anan", "aaaa", "aaa", "aaaaaaaa", "o", "obrien", "brien", "r",
    "roy", "ivan", "иван", "иванов", "иваноф", "김", "김철", "राम", "रम", "straße", "123", "132",
    "张", "章", "张伟", "张玮", "伟张", "丽丽", "美丽", "丽", "欧阳", "娜娜", "娜", "那",
    "张x", "x张",
)  # fmt: skip
# Few letters, so that names are often alike, and letters are often the same one again.
ALIKE = st.text("aabcn ", min_size=1, max_size=9).map(lambda text: " ".join(text.split()))
HAN = st.text("张章伟玮丽利娜那欧阳x", min_size=1, max_size=4)
ANY = st.text(max_size=8).map(lambda text: " ".join(text.casefold().split()))


@st.composite
def mistyped(draw):
    """Return a name with a letter or two left out, put in, or changed with the next one."""
    name = draw(st.sampled_from(NAMES))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(name)))
        name = draw(
            st.sampled_from(
                (
                    name[:at] + name[at + 1 :],
                    name[:at] + "n" + name[at:],
                    name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
                    name[at:],
                )
            )
        )
    return " ".join(name.split())


def of_many(names):
    """Return the grades of all pairs of names."""
    n = len(names)
    left, right = np.repeat(np.arange(n), n), np.tile(np.arange(n), n)
    return GradeTable(names)(left, right).tolist()


def by_letters(names):
    """Return the same where the letters are looked at first, one pair at a time."""
    spelled = [spelling(name) for name in names]
    return [graded(a, b) for a, b in itertools.product(spelled, repeat=2)]


def one_by_one(names):
    return [grade(a, b) for a, b in itertools.product(names, repeat=2)]


def test_all_grades_are_those_of_one_pair_for_names_as_there_are():
    found = of_many(NAMES)
    assert found == by_letters(NAMES) == one_by_one(NAMES)
    assert set(found) == set(Grade)


@given(st.lists(mistyped() | ALIKE | HAN | ANY | st.sampled_from(NAMES), unique=True, max_size=8))
def test_all_grades_are_those_of_one_pair_for_any_names(names):
    assert of_many(names) == by_letters(names) == one_by_one(names)


def test_all_grades_are_those_of_one_pair_for_all_short_names():
    names = ["".join(p) for n in (1, 2, 3, 4, 5) for p in itertools.product("abc", repeat=n)]
    assert of_many(names) == by_letters(names) == one_by_one(names)


def test_pairs_in_any_order_and_number_have_the_same_grades():
    names, random = list(NAMES), np.random.default_rng(0)
    table = GradeTable(names)
    left, right = random.integers(0, len(names), (2, 5000))
    assert table(left, right).tolist() == table(right, left).tolist()
    halves = [table(left[s : s + 2500], right[s : s + 2500]) for s in (0, 2500)]
    assert table(left, right).tolist() == np.concatenate(halves).tolist()
    assert table(left[:0], right[:0]).tolist() == []


def test_names_may_be_none_at_all():
    assert GradeTable([])(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []
