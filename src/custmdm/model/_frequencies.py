"""How often what values consist of occurs: sharing what is rare says more."""

import hashlib
import itertools
import math
import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
        by_sort: dict[str, dict[str, int]] = {}
        for (sort, text), count in counts.items():
            by_sort.setdefault(sort, {})[text] = count
        return cls.of_sorts(by_sort)

    @classmethod
    def of_sorts(cls, counts: Mapping[str, Mapping[str, int]]) -> "Frequencies":
        """Return the frequencies of counted tokens, given by their sorts."""
        digest = hashlib.blake2b(digest_size=16)
        figures: dict[str, tuple[int, int, dict[str, int]]] = {}
        for sort, of_text in sorted(counts.items()):
            total, squares = sum(of_text.values()), sum(map(operator.mul, *[of_text.values()] * 2))
            often = {text: count for text, count in of_text.items() if count > 1}
            figures[sort] = total, squares, often
            # Not all tokens: it takes no more than that two tables hardly ever have one salt.
            ends = (min(of_text), max(of_text)) if of_text else ()
            said = f"{sort}\0{len(of_text)}\0{total}\0{squares}\0{ends}\0"
            digest.update(said.encode("utf-8", "surrogatepass"))
        salt = digest.hexdigest()
        made = cls(
            salt,
            {
                sort: Counts(total, squares, _all_hashed(salt, sort, often))
                for sort, (total, squares, often) in figures.items()
            },
        )
        made._counted.update({sort: often for sort, (_, _, often) in figures.items()})
        return made

    def count(self, token: Token) -> int:
        """Return how often a token occurs; one that was never seen counts as seen once."""
        return self.counts(token[0], (token[1],))[0]

    def counts(self, sort: str, texts: Sequence[str]) -> list[int]:
        """Return how often each of some tokens of one sort occurs."""
        counts = self.sorts.get(sort)
        if counts is None or not counts.repeated:
            return [1] * len(texts)
        if sort in self._counted:
            return list(map(self._counted[sort].get, texts, itertools.repeat(1)))
        # Read from a file, where tokens have no names: each is looked up by its hash, once.
        seen = self._seen.setdefault(sort, {})
        for text in set(texts) - seen.keys():
            seen[text] = counts.repeated.get(_hashed(self.salt, (sort, text)), 1)
        return list(map(seen.__getitem__, texts))

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
        return self.rarities(token[0], (token[1],))[0]

    def rarities(self, sort: str, texts: Sequence[str]) -> list[float]:
        """Return the rarity of each of some tokens of one sort, in bits."""
        known = self.sorts.get(sort)
        if known is None or not known.total:
            return [0.0] * len(texts)
        counts = self.counts(sort, texts)
        bits = {n: math.log2(n * known.total / known.squares) for n in set(counts)}
        bits = {n: min(max(rarity, -MAX_RARITY), MAX_RARITY) for n, rarity in bits.items()}
        return list(map(bits.__getitem__, counts))

    def weight(self, token: Token) -> float:
        """Return the inverse document frequency of a token, in nats; 1 where nothing is known."""
        total = self.total(token[0])
        return math.log((total + 1.0) / (self.count(token) - 0.5)) if total else 1.0

    @cached_property
    def _counted(self) -> dict[str, dict[str, int]]:
        """Return the counts of the tokens that were just counted and occur more than once."""
        return {}

    @cached_property
    def _seen(self) -> dict[str, dict[str, int]]:
        """Return the counts of the tokens that were asked for."""
        return {}


def count_tokens(tokens: Iterable[tuple[Iterable[Token], int]]) -> Frequencies:
    """Return the frequencies of the tokens of values, each with how many records have it."""
    counts: Counter[Token] = Counter()
    for found, times in tokens:
        for token in found:
            counts[token] += times
    return Frequencies.of(counts)


def _all_hashed(salt: str, sort: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts by the hashes of their tokens, in the order of the hashes."""
    return dict(sorted((_hashed(salt, (sort, text)), count) for text, count in counts.items()))


def _hashed(salt: str, token: Token) -> str:
    text = f"{token[0]}\0{token[1]}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=8, key=salt.encode()).hexdigest()
