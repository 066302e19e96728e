"""Lines of many values: what is seen of the bytes of all is what each value says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from custmdm._lines import Lines, Words, follows, in_chunks, in_one_pass, texts_of
from tests.normalize.texts import TEXTS

VALUES = st.lists(TEXTS | st.sampled_from(["", "a\nb", "\ud800", "na", "NaNcy"]), min_size=1)


def one_line(value: str) -> str:
    return "" if "\n" in value else value


@given(values=VALUES)
def test_a_line_is_its_value_or_empty_where_that_has_several(values: list[str]) -> None:
    lines = Lines.of(values)
    data = lines.data.tobytes()
    found = [data[a:b] for a, b in zip(lines.starts, lines.ends, strict=True)]
    assert [text.decode("utf-8", "surrogatepass") for text in found] == list(map(one_line, values))
    odd = [not (one_line(v).isascii() and one_line(v).isprintable()) for v in values]
    assert lines.are_odd.tolist() == odd
    pairs = follows(lines.data == ord("a"), lines.data == ord("b"))
    assert lines.holding(pairs).tolist() == ["ab" in one_line(v) for v in values]


@given(values=VALUES)
def test_lines_of_one_length_are_read_back(values: list[str]) -> None:
    ascii_ = [one_line(v) if v.isascii() else "é" for v in values]
    lines = Lines.of(ascii_)
    for length in range(1, 10):
        at, columns = lines.of_length(length)
        found = [ascii_[i] for i in at.tolist()]
        assert [v for v in ascii_ if len(v.encode()) == length] == found
        assert "é" in found or texts_of(columns) == found


@given(values=VALUES, words=st.lists(st.text("anNA1./", min_size=1, max_size=6), max_size=5))
def test_no_word_is_missed(values: list[str], words: list[str]) -> None:
    lines = Lines.of(values)
    said = Words.of(dict.fromkeys(words, 2)).begin(lines.heads(lines.starts, lines.ends))
    heads = {word[:4].lower() for word in words}
    for value, bits in zip(map(one_line, values), said.tolist(), strict=True):
        if value[:4].isascii() and value[:4].lower() in heads:
            assert bits == 2


@given(values=st.lists(st.text("ab\né", max_size=3), max_size=80))
def test_one_pass_gives_back_plain_values_and_asks_for_the_others(values: list[str]) -> None:
    found = in_one_pass(values, lambda lines: lines.lengths == 1, lambda text: text.strip() or None)
    assert found == [value.strip() or None for value in values]


def test_many_values_are_looked_at_in_chunks() -> None:
    sizes: list[int] = []

    def some(chunk: list[int]) -> list[int]:
        sizes.append(len(chunk))
        return list(chunk)

    values = list(map(str, range(70_000)))
    assert in_chunks(values, some, int) == values  # type: ignore[arg-type, comparison-overlap]
    assert sum(sizes) == 70_000
    assert max(sizes) < 40_000
    assert in_chunks(values[:3], some, int) == [0, 1, 2]  # type: ignore[arg-type]
    assert np.diff(sizes).tolist()[0] == 0
