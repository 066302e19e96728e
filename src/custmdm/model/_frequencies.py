"""How often what values consist of occurs: sharing what is rare says more."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import mul

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

# A sort of token and the token: ("given", "anna").
Token = tuple[str, str]

# In bits: what nobody shares by chance is never worth more, nor what all share less.
MAX_RARITY = 8.5
# Tokens written into one text.
_AT_ONCE = 65_536


@frozen
class Counts:
    """Hold how often the tokens of one sort occur.

    Attributes:
        total: how many tokens there are, repeated ones counted again.
        squares: the sum of the squared counts.
        repeated: the count of each token that occurs more than once, by its hash.
    """

    total: int = 0
    squares: int = 0
    repeated: Mapping[str, int] = field(factory=dict, repr=False)

    def rarity(self, count: int) -> float:
        """Return the rarity of a token that occurs so often, in bits."""
        if not self.total:
            return 0.0
        return min(max(math.log2(count * self.total / self.squares), -MAX_RARITY), MAX_RARITY)


@frozen
class Frequencies:
    """Hold how often tokens occur in a column; no token is kept in clear.

    >>> names = Frequencies.of({("given", "anna"): 3, ("given", "xaver"): 1})
    >>> names.count(("given", "anna")), names.count(("given", "xaver")), names.total("given")
    (3, 1, 4)

    Attributes:
        salt: what the hashes are keyed with, made from the tokens themselves.
        sorts: the counts of each sort of token.
    """

    salt: str = ""
    sorts: Mapping[str, Counts] = field(factory=dict)

    @classmethod
    def of(cls, counts: Mapping[Token, int]) -> "Frequencies":
        """Return the frequencies of counted tokens."""
        by_sort: dict[str, dict[str, int]] = {}
        for (sort, text), count in counts.items():
            by_sort.setdefault(sort, {})[text] = count
        return cls.of_sorts(by_sort)

    @classmethod
    def of_sorts(cls, by_sort: Mapping[str, Mapping[str, int]]) -> "Frequencies":
        """Return the frequencies of tokens counted by sort and text."""
        digest = hashlib.blake2b(digest_size=16)
        repeated: dict[str, dict[str, int]] = {}
        for sort, count_of in sorted(by_sort.items()):
            texts = sorted(count_of)
            counts = list(map(count_of.__getitem__, texts))
            repeated[sort] = {text: n for text, n in zip(texts, counts, strict=True) if n > 1}
            # Many at once, and never all of a large table.
            for start in range(0, len(texts), _AT_ONCE):
                part = slice(start, start + _AT_ONCE)
                some = zip(texts[part], counts[part], strict=True)
                lines = "".join([f"{sort}\0{text}\0{n}\0" for text, n in some])
                digest.update(lines.encode("utf-8", "surrogatepass"))
        salt = digest.hexdigest()
        sorts = {}
        for sort, often in repeated.items():
            if by_sort[sort]:
                times = by_sort[sort].values()
                hashed = dict(zip(_hashes(salt, sort, often), often.values(), strict=True))
                sorts[sort] = Counts(sum(times), sum(map(mul, times, times)), hashed)
        return cls(salt, sorts)

    def count(self, token: Token) -> int:
        """Return how often a token occurs; one that was never seen counts as seen once."""
        counts = self.sorts.get(token[0])
        if counts is None or not counts.repeated:
            return 1
        found = self._seen.get(token)
        if found is None:
            found = self._seen[token] = counts.repeated.get(_hashed(self.salt, token), 1)
        return found

    def total(self, sort: str) -> int:
        """Return how many tokens of a sort there are."""
        counts = self.sorts.get(sort)
        return 0 if counts is None else counts.total

    def rarity(self, token: Token) -> float:
        """Return how much commoner than a shared token usually is this one, in bits.

        It is log2(f / sum of f squared): two random values that are equal share the average token.
        Below 0 for a rare token: two strangers hardly both have it.

        >>> names = Frequencies.of({("given", "anna"): 30, ("given", "xaver"): 2})
        >>> round(names.rarity(("given", "anna")), 2), round(names.rarity(("given", "xaver")), 2)
        (0.09, -3.82)
        """
        counts = self.sorts.get(token[0])
        return 0.0 if counts is None else counts.rarity(self.count(token))

    def rarities(self, sort: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return what `rarity` returns, for many tokens of one sort.

        >>> names = Frequencies.of({("given", "anna"): 30, ("given", "xaver"): 2})
        >>> names.rarities("given", ["anna", "xaver"]).round(2).tolist()
        [0.09, -3.82]
        """
        counts = self.sorts.get(sort)
        if counts is None or not counts.repeated:
            return np.full(len(texts), 0.0 if counts is None else counts.rarity(1))
        often = counts.repeated
        found = [often.get(code, 1) for code in _hashes(self.salt, sort, texts)]
        distinct, of_text = np.unique(np.array(found, np.int64), return_inverse=True)
        rarities = np.array([counts.rarity(n) for n in distinct.tolist()], np.float64)
        return rarities[of_text]

    def weight(self, token: Token) -> float:
        """Return the inverse document frequency of a token, in nats; 1 where nothing is known."""
        total = self.total(token[0])
        return math.log((total + 1.0) / (self.count(token) - 0.5)) if total else 1.0

    @cached_property
    def _seen(self) -> dict[Token, int]:
        return {}


def count_tokens(tokens: Iterable[tuple[Iterable[Token], int]]) -> Frequencies:
    """Return the frequencies of the tokens of values, each with how many records have it."""
    counts: Counter[Token] = Counter()
    for found, times in tokens:
        for token in found:
            counts[token] += times
    return Frequencies.of(counts)


def _hashed(salt: str, token: Token) -> str:
    return next(_hashes(salt, token[0], (token[1],)))


def _hashes(salt: str, sort: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the hash of each token of a sort."""
    prefix = f"{sort}\0".encode("utf-8", "surrogatepass")
    # The key and the sort are read once.
    start = hashlib.blake2b(prefix, digest_size=8, key=salt.encode())
    for text in texts:
        found = start.copy()
        found.update(text.encode("utf-8", "surrogatepass"))
        yield found.hexdigest()
