"""How rare what two values share is, where the comparator does not say it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from custmdm.columns import Column, Term, encode
from custmdm.compare._prepared import tokens_counted
from custmdm.model import Frequencies
from custmdm.typing import SupportsAgreement

Small = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]

# Jaro-Winkler of 'r' and 'roy' is 0.8 on paper and 0.7999999999999999 in binary: a similarity
# this close to a threshold has reached it, in the single-pair and in the columnar run alike.
TIE = 1e-9
# Rarities are rounded to this, in bits: pairs that agree alike then share one vector.
RARITY_STEP = 0.5
# What is shared in part says half of it, and never more than this, in bits.
MAX_PARTIAL_RARITY = 3.0
# In steps: fits int8.
MAX_STEPS = 40


def rarity_steps(rarity: float) -> int:
    """Return a rarity in bits in whole steps; halves go to the even one.

    >>> rarity_steps(-2.3), rarity_steps(0.0), rarity_steps(1000.0)
    (-5, 0, 40)
    """
    steps = round(rarity / RARITY_STEP)
    return steps if -MAX_STEPS <= steps <= MAX_STEPS else min(max(steps, -MAX_STEPS), MAX_STEPS)


def rarities_in_steps(rarities: Floats) -> Small:
    """Return what `rarity_steps` returns, for many."""
    return np.clip(np.rint(rarities / RARITY_STEP), -MAX_STEPS, MAX_STEPS).astype(np.int8)


def partial_rarity(left: float, right: float) -> float:
    """Return the rarity of what is nearly shared, by the commoner of both, in bits."""
    return min(max(0.5 * max(left, right), -MAX_PARTIAL_RARITY), MAX_PARTIAL_RARITY)


def partial_rarities(left: Floats, right: Floats) -> Floats:
    """Return what `partial_rarity` returns, for many."""
    return np.clip(0.5 * np.maximum(left, right), -MAX_PARTIAL_RARITY, MAX_PARTIAL_RARITY)


def key_rarity(left: float, right: float, level: int, top: int) -> float:
    """Return the rarity of two terms by those of their keys, in bits."""
    if level <= 0:
        return 0.0
    return max(left, right) if level == top else partial_rarity(left, right)


def term_rarity(term: Term, frequencies: Frequencies) -> float:
    """Return the rarity of the key of a term, in bits."""
    return 0.0 if term.key is None else frequencies.rarity(("key", _token(term)))


def term_rarities(terms: Sequence[Term], frequencies: Frequencies) -> Floats:
    """Return the rarity of the key of each term, in bits."""
    texts = _key_texts(terms)
    bits = np.array(frequencies.rarities("key", texts), dtype=np.float64)
    if "" in texts:
        bits[[i for i, term in enumerate(terms) if term.key is None]] = 0.0
    return bits


def counted(comparator: SupportsAgreement | None, column: Column[Term]) -> Frequencies:
    """Return how often the tokens of a column occur; without a comparator, its keys."""
    codes = column.codes[column.codes >= 0]
    times = np.bincount(codes, minlength=len(column.values))
    if comparator is not None:
        return tokens_counted(comparator, [t.value for t in column.values], times)
    keys = encode(None if term.key is None else _token(term) for term in column.values)
    has_key = keys.codes >= 0
    counts = np.bincount(
        keys.codes[has_key], weights=times[has_key], minlength=len(keys.values)
    ).astype(np.int64)
    return Frequencies.of_sorts(
        {"key": dict(zip(keys.values, counts.tolist(), strict=True))} if len(keys.values) else {}
    )


def _key_texts(terms: Sequence[Term]) -> list[str]:
    """Return the key of each term as text; nothing of one without a key."""
    return [
        key if isinstance(key, str) else "" if key is None else repr(key)
        for key in (term.key for term in terms)
    ]


def _token(term: Term) -> str:
    return term.key if isinstance(term.key, str) else repr(term.key)
