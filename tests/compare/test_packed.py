"""Edit distances in bit operations are those of the definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from tests.compare.comparators import mutated

from custmdm.compare._packed import packed, packed_edits


def numbers_of(texts):
    width = max(map(len, texts)) + 6
    characters = np.zeros((len(texts), width), dtype=np.uint8)
    for row, text in zip(characters, texts, strict=True):
        row[: len(text)] = list(text.encode("latin-1"))
    return packed(characters, np.array([len(text) for text in texts], dtype=np.int8))


def one_edit(text, data):
    """Return a text of the same length: a character is another, neighbours swap, or one moves."""
    i = data.draw(st.integers(0, len(text) - 1))
    j = data.draw(st.integers(0, len(text) - 1))
    what = data.draw(st.sampled_from(("change", "swap", "move")))
    if what == "change":
        return text[:i] + text[j] + text[i + 1 :]
    if what == "swap":
        return text[:i] + text[i : i + 2][::-1] + text[i + 2 :]
    rest = text[:i] + text[i + 1 :]
    return rest[:j] + data.draw(st.sampled_from(text)) + rest[j:]


@pytest.mark.parametrize("alphabet", ["ab", "abc", "0123456789-+"])
@given(data=st.data())
def test_texts_of_one_length_are_as_far_apart_as_the_definition_says(alphabet, data):
    first = data.draw(st.text(alphabet, min_size=1, max_size=16))
    texts = [first]
    for _ in range(data.draw(st.integers(0, 4))):
        texts.append(one_edit(texts[-1], data))
    texts.append("".join(data.draw(st.permutations(first))))
    numbers = numbers_of(texts)
    assert (numbers > 0).all()
    found = packed_edits(np.full(len(texts), numbers[0]), numbers)
    assert found.tolist() == [min(OSA.distance(first, text), 3) for text in texts]


@given(st.lists(st.text("0123456789abcdefghé", max_size=18) | mutated("2001-01-01"), min_size=1))
def test_a_text_has_a_number_of_its_own_or_none(texts):
    texts = [text for text in texts if text.isprintable() and max(map(ord, text), default=0) < 256]
    if texts:
        found = {}
        for text, number in zip(texts, numbers_of(texts).tolist(), strict=True):
            assert number == 0 or found.setdefault(number, text) == text
            assert number > 0 or not text or len(text) > 16 or len(set("".join(texts))) > 15


def test_what_is_empty_long_or_of_rare_characters_has_no_number():
    many = ["0123456789abcde"] * 2
    assert (numbers_of([*many, "", "0" * 17, "f"]) > 0).tolist() == [
        True,
        True,
        False,
        False,
        False,
    ]
