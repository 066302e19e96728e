"""Texts as weighted bags of words: rare words tell more, and numbers must not contradict."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm._text import has_han
from custmdm.compare._pairs import distinct_pairs
from custmdm.compare._rarity import TIE, partial_rarities, partial_rarity
from custmdm.model import NOT_COMPARABLE, Frequencies, Outcome, Token

Small = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Pairs whose bags are multiplied at once: what is worked on stays small.
_CHUNK = 16_384
_NUMBER = re.compile(r"\d+")
# Where a new grade of likeness begins: the cosine of two bags.
_COSINES = (0.12, 0.3, 0.45, 0.6, 0.75, 0.9)
_SIMILARITIES = (0.0, 0.25, 0.4, 0.55, 0.7, 0.8, 0.92)
# Weights are whole multiples of one such unit: then sums of their products are exact in floating
# point, whatever their order, and one pair and many reach the same grade even where it begins.
_UNITS = 2.0**14


def _ladder() -> tuple[Outcome, ...]:
    """Return the grades, each with numbers that contradict below it."""
    names = ("nothing", "little", "some", "half", "much", "most", "nearly all")
    found = []
    for name, similarity in zip(names, _SIMILARITIES, strict=True):
        shared = f"{name} in common" if similarity else "nothing in common"
        found.append(Outcome(f"{shared}, other numbers", 0.5 * similarity))
        found.append(Outcome(shared, similarity))
    return (*found, Outcome("equal", 1.0))


@frozen
class Bag:
    """Hold a text prepared to be compared.

    Attributes:
        text: its words in order of the alphabet; equal texts are equal.
        tokens: its words, and parts of words so that a typing error does not change all.
        numbers: the numbers in it.
        han: whether it is in Chinese characters.
        weights: what each token is worth, and the length of all.
        rarity: how rare the whole text is, in bits.
    """

    text: str
    tokens: tuple[str, ...]
    numbers: "Counter[str]"
    han: bool
    weights: Mapping[str, float] = field(factory=dict)
    length: float = 0.0
    rarity: float = 0.0


OUTCOMES = _ladder()
SORT, WHOLE = "word", "text"


def bag(words: Sequence[str]) -> Bag:
    """Return the bag of folded words.

    >>> bag(["main", "12"]).tokens
    ('# 12', '# ma', '#12 ', '#ain', '#in ', '#mai', '12', 'main')
    """
    ordered = sorted(words)
    text = " ".join(ordered)
    tokens: dict[str, None] = {}
    for word in ordered:
        if has_han(word):
            tokens |= dict.fromkeys(word)
            tokens |= dict.fromkeys(word[i : i + 2] for i in range(len(word) - 1))
        else:
            tokens[word] = None
            padded = f" {word} "
            tokens |= dict.fromkeys(f"#{padded[i : i + 3]}" for i in range(len(padded) - 2))
    made = Bag(text, tuple(sorted(tokens)), Counter(_NUMBER.findall(text)), has_han(text))
    return _weighted(made, dict.fromkeys(made.tokens, 1.0), 0.0)


def tokens_of(value: Bag) -> Iterable[Token]:
    """Return the tokens of a bag, and the whole of it."""
    return (*((SORT, token) for token in value.tokens), (WHOLE, value.text))


def weighed(value: Bag, frequencies: Frequencies) -> Bag:
    """Return the bag with its tokens weighed by how rare they are."""
    weights = {
        token: max(round(frequencies.weight((SORT, token)) * _UNITS), 1) / _UNITS
        for token in value.tokens
    }
    return _weighted(value, weights, frequencies.rarity((WHOLE, value.text)))


def _weighted(value: Bag, weights: Mapping[str, float], rarity: float) -> Bag:
    length = sum(w * w for w in weights.values()) ** 0.5
    return evolve(value, weights=weights, length=length, rarity=rarity)


def cosine(left: Bag, right: Bag) -> float:
    """Return the cosine of two bags, 0 to 1 (Salton and McGill 1983)."""
    if not left.length or not right.length:
        return 0.0
    few, many = sorted((left, right), key=lambda value: len(value.weights))
    others = many.weights
    shared = sum(w * others[token] for token, w in few.weights.items() if token in others)
    return shared / (left.length * right.length)


def same_numbers(left: Bag, right: Bag) -> bool:
    """Say whether the numbers of two texts do not contradict: one may know more than the other."""
    a, b = left.numbers, right.numbers
    return not a or not b or a <= b or b <= a


def steps(alike: float) -> int:
    """Return how many grades of likeness a cosine has reached."""
    return sum(alike >= step - TIE for step in _COSINES)


def agree(left: Bag, right: Bag) -> tuple[int, float]:
    """Return the outcome of two bags, and the rarity of what they share."""
    if left.text == right.text:
        return len(OUTCOMES) - 1, left.rarity
    if left.han != right.han:
        return NOT_COMPARABLE, 0.0
    reached = steps(cosine(left, right))
    rarity = partial_rarity(left.rarity, right.rarity) if reached else 0.0
    return 2 * reached + same_numbers(left, right), rarity


class BagTable:
    """Compare many pairs of weighed bags at once, as `agree` does one."""

    def __init__(self, bags: Sequence[Bag]) -> None:
        # scipy takes longer to import than all the rest together: only who compares texts pays.
        from scipy.sparse import csr_array

        token_codes: dict[str, int] = {}
        codes = [token_codes.setdefault(t, len(token_codes)) for b in bags for t in b.weights]
        weights = [w for b in bags for w in b.weights.values()]
        ends = np.cumsum([0, *(len(b.weights) for b in bags)])
        shape = (len(bags), max(len(token_codes), 1))
        self._weights = csr_array((weights, codes, ends), shape=shape)
        # Sorted, two rows are multiplied faster.
        self._weights.sort_indices()
        self._lengths = np.array([b.length for b in bags], np.float64)
        texts: dict[str, int] = {}
        self._texts = np.array([texts.setdefault(b.text, len(texts)) for b in bags], np.int64)
        numbers: dict[frozenset[tuple[str, int]], int] = {}
        self._numbers = np.array(
            [numbers.setdefault(frozenset(b.numbers.items()), len(numbers)) for b in bags],
            np.int64,
        )
        self._by_numbers = {code: bags[i] for i, code in enumerate(self._numbers.tolist())}
        self._n_numbers = np.array([b.numbers.total() for b in bags], np.int64)
        self._han = np.array([b.han for b in bags], np.bool_)
        self._rarity = np.array([b.rarity for b in bags], np.float64)

    def __call__(self, a: Rows, b: Rows) -> tuple[Small, Floats]:
        """Return outcomes and rarities of pairs of places."""
        reached = (self._cosines(a, b)[:, None] >= np.array(_COSINES) - TIE).sum(axis=1)
        levels = (2 * reached + self._same_numbers(a, b)).astype(np.int8)
        left, right = self._rarity[a], self._rarity[b]
        rarity = np.where(reached > 0, partial_rarities(left, right), 0.0)
        equal = self._texts[a] == self._texts[b]
        levels[equal], rarity[equal] = len(OUTCOMES) - 1, np.maximum(left, right)[equal]
        apart = (self._han[a] != self._han[b]) & ~equal
        levels[apart], rarity[apart] = NOT_COMPARABLE, 0.0
        return levels, rarity

    def _cosines(self, a: Rows, b: Rows) -> Floats:
        """Return what `cosine` returns, for many."""
        shared = np.zeros(len(a))
        for start in range(0, len(a), _CHUNK):
            part = slice(start, start + _CHUNK)
            products = self._weights[a[part]].multiply(self._weights[b[part]])
            shared[part] = np.asarray(products.sum(axis=1)).reshape(-1)
        lengths = self._lengths[a] * self._lengths[b]
        return np.divide(shared, lengths, out=np.zeros(len(a)), where=lengths > 0.0)

    def _same_numbers(self, a: Rows, b: Rows) -> npt.NDArray[np.bool_]:
        """Return what `same_numbers` returns, for many."""
        n_a, n_b = self._n_numbers[a], self._n_numbers[b]
        one, other = self._numbers[a], self._numbers[b]
        same: npt.NDArray[np.bool_] = (n_a == 0) | (n_b == 0) | (one == other)
        # As many numbers, but not the same ones, contradict.
        rest = np.flatnonzero(~same & (n_a != n_b))
        of = self._by_numbers
        first, second, which = distinct_pairs(one[rest], other[rest], len(of))
        pairs = zip(first.tolist(), second.tolist(), strict=True)
        found = [same_numbers(of[i], of[j]) for i, j in pairs]
        same[rest] = np.array(found, dtype=np.bool_)[which]
        return same


class BagSimilarity:
    """Do what comparators of texts have in common; each says how it makes a bag of a value."""

    outcomes: ClassVar[tuple[Outcome, ...]] = OUTCOMES
    __slots__ = ()

    def tokens(self, value: Bag) -> Iterable[Token]:
        """Return the words, and the whole."""
        return tokens_of(value)

    def weigh(self, value: Bag, frequencies: Frequencies) -> Bag:
        """Return the prepared text with its words weighed by how rare they are."""
        return weighed(value, frequencies)

    def agree(self, left: Bag, right: Bag) -> tuple[int, float]:
        """Return the outcome and the rarity of what is shared."""
        return agree(left, right)

    def table(self, values: Sequence[Bag]) -> BagTable:
        """Return these bags ready to be compared in many pairs."""
        return BagTable(values)

    def similarity(self, left: Bag, right: Bag) -> float:
        """Return the similarity of two prepared texts."""
        found, _ = self.agree(left, right)
        return self.outcomes[found].similarity if found >= 0 else 0.0
