"""How often what values consist of occurs: sharing what is rare says more."""

import hashlib
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

# A sort of token and the token: ("given", "anna").
Token = tuple[str, str]
Times = npt.NDArray[np.int64]

# In bits: what nobody shares by chance is never worth more, nor what all share less.
MAX_RARITY = 8.5
_LATER = "_repeated_later"


# Without slots, for `repeated` may be made later.
@frozen(slots=False)
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

    @classmethod
    def hashed_later(
        cls, total: int, squares: int, repeated: Callable[[], Mapping[str, int]]
    ) -> "Counts":
        """Return counts whose tokens are hashed when somebody asks, as who saves them does."""
        made = cls(total, squares)
        del made.__dict__["repeated"]
        made.__dict__[_LATER] = repeated
        return made

    def __getattr__(self, name: str) -> Any:
        # Python comes here only for what is not there.
        if name != "repeated" or _LATER not in self.__dict__:
            raise AttributeError(name)
        self.__dict__[name] = self.__dict__.pop(_LATER)()
        return self.__dict__[name]

    def __getstate__(self) -> dict[str, object]:
        return {"total": self.total, "squares": self.squares, "repeated": self.repeated}

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
        return cls.of_sorts(
            {
                sort: (list(of_text), np.fromiter(of_text.values(), np.int64, len(of_text)))
                for sort, of_text in by_sort.items()
            }
        )

    @classmethod
    def of_sorts(cls, counts: Mapping[str, tuple[Sequence[str], Times]]) -> "Frequencies":
        """Return the frequencies of counted tokens: by sort the texts, each once, and how often.

        >>> names = Frequencies.of_sorts({"given": (["anna", "xaver"], np.array([3, 1]))})
        >>> names == Frequencies.of({("given", "anna"): 3, ("given", "xaver"): 1})
        True
        """
        digest = hashlib.blake2b(digest_size=16)
        figures: dict[str, tuple[int, int]] = {}
        repeated: dict[str, dict[str, int]] = {}
        for sort, (texts, times) in sorted(counts.items()):
            if not texts:
                continue
            figures[sort] = int(times.sum()), int(times @ times)
            often = np.flatnonzero(times > 1)
            again = map(texts.__getitem__, often.tolist())
            repeated[sort] = dict(zip(again, times[often].tolist(), strict=True))
            # Not all tokens: it takes no more than that two tables hardly ever have one salt.
            ends = min(texts), max(texts)
            said = "\0".join(map(str, (sort, len(texts), *figures[sort], *ends, "")))
            digest.update(said.encode("utf-8", "surrogatepass"))
        salt = digest.hexdigest()
        made = cls(
            salt,
            {
                sort: Counts.hashed_later(
                    *figures[sort], partial(_hashed_counts, salt, sort, often)
                )
                for sort, often in repeated.items()
            },
        )
        made._counted.update(repeated)
        return made

    def count(self, token: Token) -> int:
        """Return how often a token occurs; one that was never seen counts as seen once."""
        return self.counts(token[0], (token[1],))[0]

    def counts(self, sort: str, texts: Sequence[str]) -> list[int]:
        """Return how often each of some tokens of one sort occurs."""
        counts = self.sorts.get(sort)
        if sort in self._counted:
            return list(map(self._counted[sort].get, texts, itertools.repeat(1)))
        if counts is None or not counts.repeated:
            return [1] * len(texts)
        # Read from a file, where tokens have no names: each is looked up by its hash, once.
        seen = self._seen.setdefault(sort, {})
        new = list(set(texts) - seen.keys())
        for text, code in zip(new, _hashes(self.salt, sort, new), strict=True):
            seen[text] = counts.repeated.get(code, 1)
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
        counts = self.sorts.get(token[0])
        return 0.0 if counts is None else counts.rarity(self.count(token))

    def rarities(self, sort: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return what `rarity` returns, for many tokens of one sort.

        >>> names = Frequencies.of({("given", "anna"): 30, ("given", "xaver"): 2})
        >>> names.rarities("given", ["anna", "xaver"]).round(2).tolist()
        [0.09, -3.82]
        """
        known = self.sorts.get(sort)
        if known is None:
            return np.zeros(len(texts))
        found = np.array(self.counts(sort, texts), np.int64)
        distinct, of_text = np.unique(found, return_inverse=True)
        return np.array([known.rarity(n) for n in distinct.tolist()], np.float64)[of_text]

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


def _hashed_counts(salt: str, sort: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts by the hashes of their tokens, in the order of the hashes."""
    return dict(sorted(zip(_hashes(salt, sort, counts), counts.values(), strict=True)))


def _hashes(salt: str, sort: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the hash of each token of a sort."""
    prefix = f"{sort}\0".encode("utf-8", "surrogatepass")
    # The key and the sort are read once.
    start = hashlib.blake2b(prefix, digest_size=8, key=salt.encode())
    for text in texts:
        found = start.copy()
        found.update(text.encode("utf-8", "surrogatepass"))
        yield found.hexdigest()
