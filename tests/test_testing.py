"""The checks for a user's own parts pass what keeps the laws, and name the law that is broken."""

import numpy as np
import pytest
from attrs import frozen
from hypothesis import given

from custmdm import compare, normalize
from custmdm.compare import JaroWinkler, TokenSimilarity, exact
from custmdm.model import NOT_COMPARABLE, Outcome, PersonName, Standardized, Status
from custmdm.testing import check_comparator, check_normalizer
from tests.helpers import HOSTILE_TEXTS, texts

SECRETS = ["secret one", "secret two", "secret one"]


@frozen
class Part:
    """Be a comparator made of functions, right where none is given."""

    call: object = exact
    prepare: object = staticmethod(lambda value: value)
    similarity: object = exact

    def __call__(self, left, right):
        return self.call(left, right)


@frozen
class Batch:
    """Be a comparator of many pairs at once."""

    of_values: object

    def __call__(self, left, right):
        return exact(left, right)

    def similarities(self, values, least):
        del least
        return self.of_values(values)


def broken(left, right):
    raise ValueError(f"cannot compare {left} and {right}")


def almost(left, right):
    """Not the same from both sides, but for rounding."""
    return 1.0 if left == right else 0.8 - 1e-15 * (left < right)


def is_same(left, right):
    return left == right


def numpy_same(left, right):
    return np.float32(left == right)


def arrays_same(values):
    held = np.array(values)
    return lambda a, b: (held[a] == held[b]).astype(np.float64)


def pairs_of(function):
    return Batch(
        lambda values: (
            lambda a, b: [function(values[i], values[j]) for i, j in zip(a, b, strict=True)]
        )
    )


@pytest.mark.parametrize(
    "comparator",
    [
        pytest.param(exact, id="a function"),
        pytest.param(JaroWinkler(), id="one with similarities"),
        pytest.param(TokenSimilarity(), id="one with prepare"),
        pytest.param(almost, id="symmetric but for rounding"),
        pytest.param(is_same, id="a bool"),
        pytest.param(numpy_same, id="a number of numpy"),
        pytest.param(Part(), id="the simplest prepare"),
        pytest.param(Part(prepare=str.upper), id="a prepare that changes values"),
        pytest.param(pairs_of(exact), id="a list for many pairs"),
        pytest.param(Batch(arrays_same), id="an array for many pairs"),
    ],
)
def test_a_comparator_that_keeps_the_laws_passes(comparator):
    check_comparator(comparator, SECRETS)


OUTCOMES = (Outcome("different", 0.0), Outcome("equal", 1.0))


def equal_or_not(left, right):
    return (1, -2.5) if left == right else (0, 0.0)


def one_by_one(values):
    def agreements(a, b):
        found = [equal_or_not(values[i], values[j]) for i, j in zip(a, b, strict=True)]
        return np.array([o for o, _ in found]), np.array([r for _, r in found])

    return agreements


@frozen
class Telling:
    """Be a comparator that tells outcomes, right where nothing is given."""

    outcomes: object = OUTCOMES
    agree: object = staticmethod(equal_or_not)
    tokens: object = staticmethod(lambda value: [("name", value)])
    weigh: object = staticmethod(lambda value, frequencies: value)
    table: object = staticmethod(one_by_one)

    def __call__(self, left, right):
        return exact(left, right)

    def prepare(self, value):
        return value

    def similarity(self, left, right):
        return exact(left, right)


def weighed_only(wrong):
    """Return a comparator that is right until the values are weighed."""
    return Telling(
        weigh=lambda value, frequencies: [value],
        agree=lambda a, b: wrong(a[0], b[0]) if isinstance(a, list) else equal_or_not(a, b),
    )


def table_of(outcomes, rarities):
    return Telling(table=lambda values: lambda a, b: (np.array(outcomes), np.array(rarities)))


@pytest.mark.parametrize("name", ["OrganizationNameSimilarity", "StreetSimilarity"])
def test_a_comparator_that_ships_and_tells_outcomes_passes(name):
    check_comparator(getattr(compare, name)(), [*SECRETS, "secret 1", "another secret", "秘密"])


def test_names_that_ship_pass():
    names = [PersonName(given=given, family="Lee") for given in ("Anna", "A.", "Bob", "Anna")]
    check_comparator(compare.PersonNameSimilarity(), [*names, PersonName(given="李", family="安")])


def test_a_comparator_that_tells_outcomes_needs_no_table():
    check_comparator(Telling(), [])
    check_comparator(Telling(), SECRETS)
    check_comparator(Telling(table=None), SECRETS)


def test_weighed_values_may_be_of_another_form():
    check_comparator(weighed_only(equal_or_not), SECRETS)


@pytest.mark.parametrize(
    ("comparator", "message"),
    [
        pytest.param(Telling(outcomes=()), "the last of the outcomes is not", id="no outcomes"),
        pytest.param(
            Telling(outcomes=OUTCOMES[:1]), "the last of the outcomes is not", id="never equal"
        ),
        pytest.param(
            Telling(outcomes=(Outcome("worse", -1.0), OUTCOMES[1])),
            "an outcome has a similarity that is not in [0, 1]",
            id="below 0",
        ),
        pytest.param(
            Telling(agree=lambda left, right: (2, 0.0)),
            "no outcome: values 0 and 0 give 2",
            id="too large an outcome",
        ),
        pytest.param(
            Telling(agree=lambda left, right: (-1, 0.0)),
            "no outcome: values 0 and 0 give -1",
            id="missing is no outcome",
        ),
        pytest.param(
            Telling(agree=lambda left, right: (1, float("nan"))),
            "no rarity: values 0 and 0 give nan",
            id="no rarity",
        ),
        pytest.param(
            Telling(agree=lambda left, right: (NOT_COMPARABLE, 0.0)),
            "not the last outcome on equal values: values 0 and 0 give -4",
            id="never comparable",
        ),
        pytest.param(
            Telling(agree=lambda left, right: (int(left <= right), 0.0)),
            "agree is not symmetric: values 0 and 1 give outcome 1 and rarity 0.0, "
            "values 1 and 0 give 0 and 0.0",
            id="one way only",
        ),
        pytest.param(
            Telling(agree=lambda left, right: (int(left == right), float(left < right))),
            "agree is not symmetric: values 0 and 1 give outcome 0 and rarity 1.0",
            id="rarer one way",
        ),
        pytest.param(
            Telling(agree=lambda left, right: (1, 0.0)),
            "agree gives another answer than the call: values 0 and 1 have an outcome of 1.0, "
            "not 0.0",
            id="two answers",
        ),
        pytest.param(Telling(agree=broken), "raises ValueError on values 0 and 0", id="raising"),
        pytest.param(
            Telling(tokens=lambda value: float(value)),
            "raises ValueError on value 0, in tokens",
            id="raising tokens",
        ),
        pytest.param(
            Telling(weigh=broken), "raises ValueError on value 0, in weigh", id="raising weigh"
        ),
        pytest.param(
            weighed_only(lambda left, right: (0, 0.0)),
            "not the last outcome on equal values: values 0 and 0, weighed, give 0",
            id="weighed, equal no more",
        ),
        pytest.param(
            weighed_only(lambda left, right: (1, float(left < right))),
            "agree is not symmetric: values 0 and 1, weighed, give",
            id="weighed, rarer one way",
        ),
        pytest.param(
            Telling(table=broken), "raises TypeError on all values, in table", id="no table"
        ),
        pytest.param(
            Telling(table=lambda values: broken),
            "raises ValueError on all pairs of values at once, in table",
            id="raising table",
        ),
        pytest.param(
            table_of([1], [0.0, 0.0]),
            "table gives 1 outcomes and 2 rarities for 9 pairs of values",
            id="a short table",
        ),
        pytest.param(
            table_of([1] * 9, [-2.5] * 9),
            "table gives another answer than agree: values 0 and 1 give outcome 1 and rarity -2.5, "
            "not 0 and 0.0",
            id="another outcome in a table",
        ),
        pytest.param(
            table_of([1, 0, 1, 0, 1, 0, 1, 0, 1], [0.0] * 9),
            "table gives another answer than agree: values 0 and 0 give outcome 1 and rarity 0.0, "
            "not 1 and -2.5",
            id="another rarity in a table",
        ),
    ],
)
def test_a_broken_law_of_outcomes_is_named_without_the_values(comparator, message):
    values = ["secret one", "secret two", "".join(["secret ", "one"])]
    with pytest.raises(AssertionError) as info:
        check_comparator(comparator, values)
    assert message in str(info.value)
    assert "secret" not in str(info.value)


@pytest.mark.parametrize("values", [[], ["one"], iter(["one", "two"]), ["", "", " "]])
def test_any_values_will_do(values):
    check_comparator(exact, values)


@pytest.mark.parametrize(
    ("comparator", "message"),
    [
        pytest.param(
            lambda left, right: float(left <= right),
            "not symmetric: values 0 and 1 give 1.0, values 1 and 0 give 0.0",
            id="one way only",
        ),
        pytest.param(
            lambda left, right: 0.9,
            "not 1.0 on equal values: values 0 and 0 are equal and give 0.9",
            id="never sure",
        ),
        pytest.param(
            lambda left, right: float(left is right),
            "not 1.0 on equal values: values 0 and 2 are equal and give 0.0",
            id="by identity",
        ),
        pytest.param(
            lambda left, right: 2.0, "not in [0, 1]: values 0 and 0 give 2.0", id="too large"
        ),
        pytest.param(
            lambda left, right: -1, "not in [0, 1]: values 0 and 0 give -1.0", id="too small"
        ),
        pytest.param(
            lambda left, right: float("nan"), "not in [0, 1]: values 0 and 0 give nan", id="nan"
        ),
        pytest.param(
            lambda left, right: None, "not in [0, 1]: values 0 and 0 give NoneType", id="None"
        ),
        pytest.param(
            lambda left, right: left, "not in [0, 1]: values 0 and 0 give str", id="a value"
        ),
        pytest.param(broken, "raises ValueError on values 0 and 0", id="raising"),
        pytest.param(JaroWinkler, "raises TypeError on values 0 and 0", id="a class"),
        pytest.param(
            Part(similarity=almost, call=lambda left, right: 1.0),
            "prepare and similarity give another answer than the call: values 0 and 1",
            id="two answers",
        ),
        pytest.param(
            Part(prepare=len),
            "prepare and similarity give another answer than the call: values 0 and 1",
            id="a lossy prepare",
        ),
        pytest.param(Part(prepare=float), "raises ValueError on value 0", id="a raising prepare"),
        pytest.param(
            Part(similarity=broken),
            "raises ValueError on values 0 and 0, prepared",
            id="unprepared",
        ),
        pytest.param(
            pairs_of(lambda left, right: 1.0),
            "similarities gives another answer than the call: values 0 and 1 give 1.0, not 0.0",
            id="another batch",
        ),
        pytest.param(
            Batch(lambda values: lambda a, b: [1.0]),
            "similarities gives 1 answers for 9 pairs of values",
            id="a short batch",
        ),
        pytest.param(
            pairs_of(broken), "raises ValueError on all pairs of values at once", id="raising batch"
        ),
        pytest.param(
            Batch(lambda values: broken(*values[:2])),
            "raises ValueError on all values, in similarities,",
            id="raising before any pair",
        ),
    ],
)
def test_a_broken_law_of_a_comparator_is_named_without_the_values(comparator, message):
    values = ["secret one", "secret two", "".join(["secret ", "one"])]
    with pytest.raises(AssertionError) as info:
        check_comparator(comparator, values)
    assert message in str(info.value)
    assert "secret" not in str(info.value)
    assert info.value.__suppress_context__ or info.value.__context__ is None


@frozen
class Parsing:
    """Be a normalizer that also parses."""

    parse: object

    def __call__(self, text):
        return text.upper() or None


def upper_in_lower_case(text):
    return Standardized(text, text.lower(), Status.VALID)


NORMALIZERS = [n() for n in map(normalize.__dict__.get, normalize.__all__) if isinstance(n, type)]


@pytest.mark.parametrize("normalizer", NORMALIZERS, ids=lambda n: type(n).__name__)
def test_a_normalizer_that_ships_keeps_the_laws_on_hostile_text(normalizer):
    check_normalizer(normalizer, HOSTILE_TEXTS)


@given(texts())
def test_a_plain_function_that_keeps_the_laws_passes(text):
    check_normalizer(lambda text: " ".join(text.split()) or None, [text])
    check_normalizer(Parsing(lambda t: Standardized(t, t.upper() or None, Status.VALID)), [text])


@pytest.mark.parametrize(
    ("normalizer", "message"),
    [
        pytest.param(
            lambda text: "+" + text,
            "not idempotent: it changes its own answer to text 0",
            id="growing",
        ),
        pytest.param(
            lambda text: None if text == "ok" else "ok",
            "not idempotent: it changes its own answer to text 0",
            id="refusing its own",
        ),
        pytest.param(
            lambda text: text[:0], "not text or None: it gives empty text for text 0", id="empty"
        ),
        pytest.param(
            lambda text: text.encode(), "not text or None: it gives bytes for text 0", id="bytes"
        ),
        pytest.param(float, "raises ValueError on text 0", id="raising"),
        pytest.param(
            lambda text: {"secret": "x"}[text],
            "raises KeyError on its own answer to text 0",
            id="raising on its own",
        ),
        pytest.param(
            Parsing(upper_in_lower_case),
            "parse gives another value than the call: text 0",
            id="two answers",
        ),
        pytest.param(Parsing(float), "raises ValueError on text 0, in parse", id="raising parse"),
    ],
)
def test_a_broken_law_of_a_normalizer_is_named_without_the_text(normalizer, message):
    with pytest.raises(AssertionError) as info:
        check_normalizer(normalizer, ["secret"])
    assert message in str(info.value)
    assert "secret" not in str(info.value)


def test_the_position_of_the_text_is_named():
    with pytest.raises(AssertionError, match="text 2"):
        check_normalizer(lambda text: text if len(text) < 3 else text + "!", ["a", "ab", "abc"])
