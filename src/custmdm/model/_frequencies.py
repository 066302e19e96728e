"""How often what values consist of occurs: sharing what is rare says more."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import field, frozen

# A sort of token and the token: ("given", "anna").
Token = tuple[str, str]

# In bits: what nobody shares by chance is never worth more, nor what all share less.
MAX_RARITY = 8.5


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
        digest = hashlib.blake2b(digest_size=16)
        in_order = sorted(counts.items())
        for (sort, text), count in in_order:
            digest.update(f"{sort}\0{text}\0{count}\0".encode("utf-8", "surrogatepass"))
        salt = digest.hexdigest()
        total: Counter[str] = Counter()
        squares: Counter[str] = Counter()
        repeated: dict[str, dict[str, int]] = {}
        for token, count in in_order:
            total[token[0]] += count
            squares[token[0]] += count * count
            if count > 1:
                repeated.setdefault(token[0], {})[_hashed(salt, token)] = count
        return cls(salt, {s: Counts(n, squares[s], repeated.get(s, {})) for s, n in total.items()})

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
        if counts is None or not counts.total:
            return 0.0
        rarity = math.log2(self.count(token) * counts.total / counts.squares)
        return min(max(rarity, -MAX_RARITY), MAX_RARITY)

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
    text = f"{token[0]}\0{token[1]}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=8, key=salt.encode()).hexdigest()
