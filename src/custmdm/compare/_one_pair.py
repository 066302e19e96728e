"""A comparison of two records at a time, each prepared once: the answers of the definition.

A call into numpy takes longer than all the rest of a pair, so there is none here.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from types import FunctionType, MethodType
from typing import Any

from attrs import frozen

from custmdm.columns import Term
from custmdm.compare._prepared import SupportsApart
from custmdm.compare._rarity import TIE, partial_rarity, rarity_steps, term_rarity
from custmdm.model import BOTH_MISSING, ONE_MISSING, PLACEHOLDER, Frequencies
from custmdm.typing import Comparator, SupportsAgreement, SupportsPrepare

# One value is a tuple, several are a list of such, none is a level below 0.
Values = tuple[Any, ...] | list[tuple[Any, ...]] | int
Ranked = Callable[[Any, Any], int]

# A level and a rarity as one number, which is the larger, the better two values agree: of one
# level the rarer ones. Rarities fit a byte.
_PLACES = 8
_HALF = 1 << _PLACES - 1


def level_and_rarity(rank: int) -> tuple[int, int]:
    """Return the level and the rarity, in steps, of a rank.

    >>> level_and_rarity((3 << 8) - -17), level_and_rarity((-4 << 8) - 5)
    ((3, -17), (-4, 5))
    """
    level = (rank + _HALF) >> _PLACES
    return level, (level << _PLACES) - rank


@frozen(eq=False, repr=False)
class ComparedValues:
    """Run a comparison on the values of two records, prepared.

    Attributes:
        value: gives a term prepared.
        ranked: gives the rank of two values of one term each; what both lack is not its concern.
        alike: says whether a value and one of another term, not prepared, are similar enough to
            reach any level; None where that takes what is prepared.
    """

    value: Callable[[Term], tuple[Any, ...]]
    ranked: Ranked
    alike: Callable[[Any, Any], bool] | None = None

    def prepare(self, terms: Sequence[Term], *, placeholder: bool) -> Values:
        """Return the values of one record: none, one or many."""
        if not terms:
            return PLACEHOLDER if placeholder else ONE_MISSING
        values = [self.value(term) for term in terms]
        return values[0] if len(values) == 1 else values

    def rank(self, left: Values, right: Values) -> int:
        """Return the level and the rarity of two records as a rank."""
        return self.ranked(left, right)


def by_outcome(comparator: SupportsAgreement, top: int, frequencies: Frequencies) -> ComparedValues:
    """Return how values are compared whose outcomes are the levels."""
    agree = comparator.agree

    def value(term: Term) -> tuple[Any, ...]:
        return _key(term), comparator.weigh(comparator.prepare(term.value), frequencies)

    def ranked(left: Any, right: Any) -> int:
        if type(left) is not tuple or type(right) is not tuple:
            return _none_or_many(ranked, left, right)
        left_key, one = left
        right_key, other = right
        level, rarity = agree(one, other)
        if left_key == right_key:
            level = top
        # It may be a number of numpy's, of few bits.
        return (int(level) << _PLACES) - (rarity_steps(rarity) if rarity else 0)

    return ComparedValues(value, ranked)


def by_similarity(
    comparator: Comparator, starts: tuple[float, ...], frequencies: Frequencies
) -> ComparedValues:
    """Return how values are compared whose similarity is graded."""
    prepare: Callable[[Any], Any] | None = None
    similarity = _function(comparator)
    if isinstance(comparator, SupportsPrepare):
        prepare, similarity = comparator.prepare, comparator.similarity
    elif isinstance(comparator, SupportsApart):
        prepare, similarity = comparator.apart, comparator.similarity_apart
    reached = tuple(start - TIE for start in starts)
    top, least = len(starts), reached[-1]

    def value(term: Term) -> tuple[Any, ...]:
        rarity = term_rarity(term, frequencies)
        return (
            _key(term),
            term.value if prepare is None else prepare(term.value),
            (top << _PLACES) - rarity_steps(rarity),
            rarity_steps(partial_rarity(rarity, rarity)),
        )

    def ranked(left: Any, right: Any) -> int:
        if type(left) is not tuple or type(right) is not tuple:
            return _none_or_many(ranked, left, right)
        left_rank: int
        left_part: int
        right_rank: int
        right_part: int
        left_key, one, left_rank, left_part = left
        right_key, other, right_rank, right_part = right
        if left_key != right_key:
            similar = similarity(one, other)
            if similar < least:
                return 0
            level = 0
            for start in reached:
                if similar >= start:
                    level += 1
            # What is no number reaches nothing.
            if not level:
                return 0
            if level < top:
                # The commoner of both says how rare it is.
                return (level << _PLACES) - max(left_part, right_part)
        # As `min`, without the call.
        return left_rank if left_rank < right_rank else right_rank  # noqa: FURB136

    def alike(left: Any, other: Any) -> bool:
        return similarity(left[1], other if prepare is None else prepare(other)) >= least

    return ComparedValues(value, ranked, alike)


def _key(term: Term) -> Hashable:
    """Return the key of a term; for None what equals nothing, itself included."""
    return math.nan if term.key is None else term.key


def _function(comparator: Comparator) -> Callable[[Any, Any], float]:
    """Return a comparator as what is called the fastest: an object with ``__call__`` is slow."""
    call = type(comparator).__call__
    return MethodType(call, comparator) if isinstance(call, FunctionType) else comparator


def _none_or_many(ranked: Ranked, left: Values, right: Values) -> int:
    if isinstance(left, int) or isinstance(right, int):
        if PLACEHOLDER in (left, right):
            return PLACEHOLDER << _PLACES
        return (BOTH_MISSING if left == right else ONE_MISSING) << _PLACES
    lefts, rights = ([side] if isinstance(side, tuple) else side for side in (left, right))
    return max([ranked(a, b) for a in lefts for b in rights])
