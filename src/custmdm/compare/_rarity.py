"""How rare what two values share is, where the comparator does not say it."""

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from custmdm.columns import Column, Term, all_keys, all_values, codes_of_keys, encode
from custmdm.compare._prepared import tokens_counted
from custmdm.model import Frequencies
from custmdm.typing import SupportsAgreement

Small = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]
Times = npt.NDArray[np.int64]

# Jaro-Winkler of 'r' and 'roy' is 0.8 on paper and 0.7999999999999999 in binary: a similarity
# this close to a threshold has reached it, in the single-pair and in the columnar run alike.
TIE = 1e-9
# The sort of token that keys of terms are.
_SORT = "key"
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
    return min(max(round(rarity / RARITY_STEP), -MAX_STEPS), MAX_STEPS)


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
    return 0.0 if term.key is None else frequencies.rarity((_SORT, _text(term.key)))


def key_rarities(keys: Sequence[Hashable], frequencies: Frequencies) -> Floats:
    """Return the rarity of many keys of terms, as `term_rarity` does."""
    rarities = frequencies.rarities(_SORT, _texts(keys))
    if None in keys:
        rarities[[key is None for key in keys]] = 0.0
    return rarities


def counted(comparator: SupportsAgreement | None, column: Column[Term]) -> Frequencies:
    """Return how often the tokens of a column occur; without a comparator, its keys."""
    codes = column.codes[column.codes >= 0]
    times = np.bincount(codes, minlength=len(column.values))
    if comparator is None:
        return Frequencies.of_sorts({_SORT: _counts(column.values, times)})
    return tokens_counted(comparator, all_values(column.values), times)


def _counts(terms: Sequence[Term], times: Times) -> tuple[Sequence[str], Times]:
    """Return the distinct texts of the keys of terms, and how often each one occurs."""
    keys, codes = all_keys(terms), codes_of_keys(terms)
    n = int(codes.max(initial=-1)) + 1
    if n < len(codes):
        first = np.zeros(n, dtype=np.int64)
        present = np.flatnonzero(codes >= 0)[::-1]
        first[codes[present]] = present
        times = np.bincount(codes[present], weights=times[present], minlength=n).astype(np.int64)
        keys = [keys[at] for at in first.tolist()]
    texts = _texts(keys)
    if texts is keys:
        return texts, times
    # A text and what only reads like it are one.
    column = encode(texts)
    return column.values, np.bincount(column.codes, weights=times).astype(np.int64)


def _texts(keys: Sequence[Hashable]) -> Sequence[str]:
    """Return the text of each key; nearly all of them are text."""
    return keys if set(map(type, keys)) <= {str} else list(map(_text, keys))  # type: ignore[return-value]


def _text(key: Hashable) -> str:
    return key if isinstance(key, str) else repr(key)
