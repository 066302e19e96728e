"""Tables of digits say what the regular expressions say."""

import random
import re
from collections.abc import Iterator

import numpy as np
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.normalize._digit_pattern import DigitTable
from custmdm.normalize._phone_columns import _SORTS, _table


def patterns() -> Iterator[str]:
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)[::5]:
        known = phonenumbers.PhoneMetadata.metadata_for_region(region)
        assert known is not None
        for desc in (known.general_desc, known.mobile, known.fixed_line, known.toll_free):
            if desc is not None and desc.national_number_pattern:
                yield desc.national_number_pattern


def test_the_patterns_of_phonenumbers_say_the_same_as_tables() -> None:
    dice = np.random.default_rng(0)
    found = 0
    for pattern in patterns():
        table = DigitTable.of(pattern)
        for size in range(4, 12):
            digits = dice.integers(0, 10, (size, 60)).astype(np.uint8)
            texts = ["".join(map(str, row)) for row in digits.T]
            right = [re.fullmatch(pattern, text) is not None for text in texts]
            found += sum(right)
            assert table.match(digits).tolist() == right
    assert found > 1_000


SETS = st.sampled_from(["0", "1", r"\d", "[01]", "[1-3]", "[0-24]"])
PATTERNS = st.recursive(
    SETS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: f"(?:{'|'.join(found)})"),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["?", "{2}", "{0,2}", "{1,3}", "{1}"])),
    ),
    max_leaves=6,
)


@given(wanted=PATTERNS, unwanted=PATTERNS, seed=st.integers(0, 99))
def test_a_number_matches_what_is_wanted_and_not_what_is_not(
    wanted: str, unwanted: str, seed: int
) -> None:
    table, dice = DigitTable.of(wanted, unwanted), random.Random(seed)
    for size in range(5):
        texts = ["".join(dice.choices("01234", k=size)) for _ in range(20)]
        digits = np.array([list(map(int, text)) for text in texts], dtype=np.uint8).T
        right = [bool(re.fullmatch(wanted, t)) and not re.fullmatch(unwanted, t) for t in texts]
        if size:
            assert table.match(digits).tolist() == right


@pytest.mark.parametrize("pattern", ["1+", "a", "(1)", r"\w", "(?=1)2", "1*", "."])
def test_more_than_digits_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="not a pattern"):
        DigitTable.of(pattern)


def test_the_ranges_in_use_are_read_as_tables() -> None:
    """Should phonenumbers write them in another way, all is right still, but slow."""
    assert all(_table(sort) is not None for sort in _SORTS)
