"""Comparators of plain text."""

import numpy as np
import pytest

from custmdm.compare import EditSimilarity, JaroWinkler, TokenSimilarity, exact
from custmdm.errors import ConfigurationError


@pytest.mark.parametrize(
    ("comparator", "left", "right", "similarity"),
    [
        (exact, "a", "a", 1.0),
        (exact, "a", "A", 0.0),
        (exact, ("a", 1), ("a", 1), 1.0),
        # Winkler (1990), table of name pairs.
        (JaroWinkler(), "martha", "marhta", 0.9611),
        (JaroWinkler(), "dwayne", "duane", 0.84),
        (JaroWinkler(), "dixon", "dicksonx", 0.8133),
        (JaroWinkler(prefix_weight=0.0), "martha", "marhta", 0.9444),
        (JaroWinkler(), "", "", 1.0),
        (JaroWinkler(), "", "a", 0.0),
        (JaroWinkler(), "张伟", "张", 0.85),
        (EditSimilarity(), "kitten", "sitting", 1 - 3 / 7),
        (EditSimilarity(), "ab", "ba", 0.5),
        (EditSimilarity(), "", "", 1.0),
        (EditSimilarity(), "", "a", 0.0),
        (TokenSimilarity(), "Smith & Sons", "sons SMITH", 1.0),
        (TokenSimilarity(), "Café Müller", "muller cafe", 1.0),
        (TokenSimilarity(), "abc", "xyz", 0.0),
    ],
)
def test_the_similarity_of_two_texts(comparator, left, right, similarity):
    assert comparator(left, right) == pytest.approx(similarity, abs=5e-5)


@pytest.mark.parametrize("comparator", [JaroWinkler(), EditSimilarity()])
def test_no_pairs_have_no_similarities(comparator):
    none = np.array([], dtype=np.int64)
    found = comparator.similarities(["a"], 0.8)(none, none)
    assert (found.shape, found.dtype) == ((0,), np.float64)


@pytest.mark.parametrize("weight", [-0.1, 0.3, 1, float("nan")])
def test_a_prefix_weight_that_leaves_the_range_is_refused(weight):
    """A larger one would give similarities above 1."""
    with pytest.raises(ConfigurationError, match=r"between 0 and 0\.25"):
        JaroWinkler(prefix_weight=weight)
