"""The grades of many names at once are those of `grade`, one by one."""

import itertools
import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from custmdm.compare._grade_table import GradeTable
from custmdm.compare._grades import Grade, grade
from custmdm.compare._letters import spelt, told_apart

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


def one_by_one(names):
    return [grade(a, b) for a, b in itertools.product(names, repeat=2)]


def test_all_grades_are_those_of_one_pair_for_names_as_there_are():
    found = of_many(NAMES)
    assert found == one_by_one(NAMES)
    assert set(found) == set(Grade)


@given(st.lists(mistyped() | ALIKE | HAN | ANY | st.sampled_from(NAMES), unique=True, max_size=8))
def test_all_grades_are_those_of_one_pair_for_any_names(names):
    assert of_many(names) == one_by_one(names)


def test_all_grades_are_those_of_one_pair_for_all_short_names():
    names = ["".join(p) for n in (1, 2, 3, 4, 5) for p in itertools.product("abc", repeat=n)]
    assert of_many(names) == one_by_one(names)


def check_told_apart(names):
    """Check that only others are told apart by their letters, and return how many pairs are."""
    n_told = 0
    for (a, b), (c, d) in itertools.product(itertools.product(names, repeat=2), repeat=2):
        if told_apart(spelt(a, b), spelt(c, d)):
            n_told += 1
            assert {grade(one, two) for one in (a, b) for two in (c, d)} == {Grade.OTHER}
    return n_told


def test_letters_alone_tell_only_others_apart_and_most_of_them():
    dice = random.Random(0)
    n_others = n_told = 0
    for _ in range(30):
        some = dice.sample(NAMES, 5)
        n_told += check_told_apart(some)
        n_others += sum(
            grade(a, c) is grade(a, d) is grade(b, c) is grade(b, d) is Grade.OTHER
            for (a, b), (c, d) in itertools.product(itertools.product(some, repeat=2), repeat=2)
        )
    assert n_told > 0.4 * n_others > 0


@given(st.lists(mistyped() | ALIKE | HAN | ANY | st.sampled_from(NAMES), unique=True, max_size=5))
def test_letters_alone_tell_only_others_apart_in_any_names(names):
    check_told_apart(names)


def test_letters_alone_tell_only_others_apart_among_all_short_names():
    names = ["".join(p) for n in (1, 2, 3, 4, 5) for p in itertools.product("abc", repeat=n)]
    names += [name + ending for name in names[::7] for ending in ("dc", "bdd", "ab dcc")]
    for a, b in itertools.combinations_with_replacement(names, 2):
        if told_apart(spelt(a, a), spelt(b, b)):
            assert grade(a, b) is Grade.OTHER


def test_pairs_in_any_order_and_number_have_the_same_grades():
    names, dice = list(NAMES), np.random.default_rng(0)
    table = GradeTable(names)
    left, right = dice.integers(0, len(names), (2, 5000))
    assert table(left, right).tolist() == table(right, left).tolist()
    halves = [table(left[s : s + 2500], right[s : s + 2500]) for s in (0, 2500)]
    assert table(left, right).tolist() == np.concatenate(halves).tolist()
    assert table(left[:0], right[:0]).tolist() == []


def test_names_may_be_none_at_all():
    assert GradeTable([])(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []
