"""Comparators of plain text."""

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from attrs import frozen
from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.distance import JaroWinkler as _JaroWinkler

from custmdm._text import fold
from custmdm.compare._bags import Bag, BagSimilarity, bag
from custmdm.compare._edits import MAX_EDITS, ShortTexts
from custmdm.compare._jaro import JaroWinklerBound
from custmdm.compare._pairs import Floats, Rows, Similarities, either
from custmdm.compare._rarity import TIE
from custmdm.errors import ConfigurationError


def exact(left: object, right: object) -> float:
    """Compare by equality.

    >>> exact("a", "a"), exact("a", "b")
    (1.0, 0.0)
    """
    return 1.0 if left == right else 0.0


@frozen
class JaroWinkler:
    """Compare by Jaro-Winkler similarity (Winkler 1990): good for names.

    >>> round(JaroWinkler()("martha", "marhta"), 3)
    0.961

    Attributes:
        prefix_weight: how much a common prefix adds, 0 to 0.25.

    Raises:
        ConfigurationError: if the prefix weight is not in this range.
    """

    prefix_weight: float = 0.1

    def __attrs_post_init__(self) -> None:
        if not 0.0 <= self.prefix_weight <= 0.25:
            raise ConfigurationError(
                f"prefix_weight is between 0 and 0.25, got {self.prefix_weight}"
            )

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return _JaroWinkler.similarity(left, right, prefix_weight=self.prefix_weight)

    @property
    def tells_apart(self) -> bool:
        """Say whether unequal texts are always less than 1.0 similar."""
        # A common beginning of four letters adds all that is missing at 0.25.
        return self.prefix_weight <= 0.2

    def similarities(self, values: Sequence[str], least: float) -> Similarities:
        """Return these texts ready to be compared in many pairs; see `SupportsPairs`."""
        every = _many(_JaroWinkler.similarity, values, prefix_weight=self.prefix_weight)
        bound = JaroWinklerBound(ShortTexts.of(values), self.prefix_weight)

        def similarities(a: Rows, b: Rows) -> Floats:
            found = np.zeros(len(a))
            likely = bound.likely(a, b, least)
            found[likely] = every(a[likely], b[likely])
            return found

        return similarities if least > 0.0 else every


@frozen
class EditSimilarity:
    """Compare by 1 - edits / length of the longer; a swap of neighbours is one edit (OSA).

    >>> EditSimilarity()("1988-03-07", "1988-03-70")
    0.9
    """

    tells_apart: ClassVar[bool] = True

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return OSA.normalized_similarity(left, right)

    def similarities(self, values: Sequence[str], least: float) -> Similarities:
        """Return these texts ready to be compared in many pairs; see `SupportsPairs`."""
        texts = ShortTexts.of(values)
        # So many edits make it less alike than it has to be; of long texts too many to tell apart.
        edits = (1.0 - least + TIE) * texts.lengths
        fit = texts.plain & (edits < MAX_EDITS + 1)
        most = int(edits.max(initial=0.0, where=fit))

        def similarities(a: Rows, b: Rows) -> Floats:
            longest = np.maximum(np.maximum(texts.lengths[a], texts.lengths[b]), 1)
            return 1.0 - texts.edits(a, b, most) / longest

        return either(fit, similarities, _many(OSA.normalized_similarity, values))


@frozen
class TokenSimilarity(BagSimilarity):
    """Compare texts word by word, in any order; ignores case, accents and punctuation.

    What they have in common, by the cosine of their words and parts of words, is graded: 0, 0.25,
    0.4, 0.55, 0.7, 0.8, 0.92; equal texts are 1. Texts whose numbers contradict are half as much
    alike. A text in Chinese characters and one without cannot be compared: 0. Where frequencies are
    known, rare words count more.

    >>> TokenSimilarity()("Smith & Sons", "sons smith")
    1.0
    >>> TokenSimilarity()("Gate 12", "Gate 14") < TokenSimilarity()("Gate 12", "Gate")
    True
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: str) -> Bag:
        """Return the folded words."""
        return bag(fold(value).split())


def _many(scorer: Any, values: Sequence[str], **options: float) -> Similarities:
    texts = np.array(values, dtype=np.object_)

    def similarities(a: Rows, b: Rows) -> Floats:
        if not len(a):
            return np.zeros(0)
        found = process.cpdist(
            texts[a], texts[b], scorer=scorer, scorer_kwargs=options, dtype=np.float64
        )
        return np.asarray(found, dtype=np.float64)

    return similarities
