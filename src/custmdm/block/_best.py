"""The best pairs under a budget: a record is a bag of keys, and rare keys weigh more."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm.block._entries import Blocks
from custmdm.block._key_table import KeyTable
from custmdm.block._meetings import Meetings, across, chosen_rows
from custmdm.block._neighborhood import SortedNeighborhood
from custmdm.block._rules import ByHand, On, as_rule
from custmdm.block._statistics import UNITS, KeyStatistics
from custmdm.errors import ConfigurationError
from custmdm.typing import BlockingKey

Int64 = npt.NDArray[np.int64]

# Shared keys looked at in one go: some ten megabytes.
_CHUNK = 200_000
# Shared keys looked at to see where the cut will be, and how many more pairs to take by it: most
# are never held then, and it is rare that too few are.
_SAMPLE = 1_000_000
_MARGIN = 1.25
# Of a table of so many records a rule is left out of which a smaller share of the keys is of use.
_LARGE, _OF_USE = 200_000, 0.2
# A rule works as it was fitted on so many times the records and pairs.
_OUTGROWN = 2
# By how many records a key may be shared, and in such a table.
_SHARED_BY, _SHARED_BY_OF_LARGE = 150, 60
_NONE = np.zeros(0, dtype=np.int64)
_NO_BLOCKS = Blocks(_NONE, _NONE, _NONE)


def _rules(rules: Iterable[Any]) -> tuple[Any, ...]:
    return (rules,) if isinstance(rules, (str, On)) else tuple(rules)


@frozen
class BestPairs:
    """Propose the pairs that share the most and the rarest keys, as many as a budget allows.

    A record is a bag of the keys of all the rules. A key that one record alone has, or more than
    `max_records`, is dropped. A key weighs log2(n / holders) bits, the holders taken as the next
    power of two, divided by how many keys of its rule a record has on average: twelve q-grams of a
    name have one vote together, as the whole name has. A pair weighs the sum over the keys that
    both records have, and the pairs that weigh most are kept. So no rule must be right by itself:
    many weak keys, some letters of a name or a street, together find what an exact one misses, and
    the budget keeps the work in bounds.

    Pairs that weigh the same at the edge of the budget go in together, or stay out together,
    whichever comes nearer to the budget. So no order of the records can change what is kept, and
    it is never more than twice the budget.

    A rule that was `fitted` to a table weighs keys and cuts as it did there, so that what becomes
    of two records does not hang on how many others there are: a table of up to twice as many
    records gets the same pairs, whether its records come one by one or at once. Only a table that
    is larger, or has more than twice the budget of pairs, is weighed or cut by itself.

    Pruning a weighted blocking graph to its best edges is known as cardinality edge pruning:
    Papadakis, Koutrika, Palpanas and Nejdl (2014), Meta-blocking: taking entity resolution to the
    next level, IEEE TKDE 26(8).

    >>> from custmdm.block import QGrams, on
    >>> rule = BestPairs([on("phones"), on(("name", QGrams(3)))], pairs_per_record=20)
    >>> rule.budget(100_000)
    2000000

    Attributes:
        rules: where the keys come from: :func:`~custmdm.block.on` some fields, or functions from
            a standard record to keys.
        max_records: a key that more records have is dropped. None is 150 records; of a table of
            200,000 and more 60: what so many share there, brings together hardly any two of one
            customer that rarer keys do not.
        pairs_per_record: the budget, in pairs a record.
        min_pairs: the budget of a small table.
        fitted: what the keys weigh in the table that a Linker was fitted to; None weighs them by
            the table itself.

    Raises:
        ConfigurationError: if there is no rule, or a number is out of range.
    """

    rules: "tuple[On | BlockingKey, ...]" = field(converter=_rules)
    max_records: int | None = None
    pairs_per_record: int = 40
    min_pairs: int = 50_000
    fitted: KeyStatistics | None = None

    def __attrs_post_init__(self) -> None:
        for rule in self.rules:
            if isinstance(rule, (BestPairs, type)) or not (isinstance(rule, On) or callable(rule)):
                raise ConfigurationError(
                    "a rule of BestPairs is block.on('phones') or a function from a record to "
                    f"keys, got {rule!r}"
                )
        if not self.rules:
            raise ConfigurationError("BestPairs needs at least one rule")
        for name, least in (("max_records", 2), ("pairs_per_record", 0), ("min_pairs", 1)):
            value = getattr(self, name)
            if name == "max_records" and value is None:
                continue
            if type(value) is not int or value < least:
                raise ConfigurationError(f"{name} is a number from {least}, got {value!r}")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the rules."""
        return tuple(str(as_rule(rule)) for rule in self.rules)

    def __str__(self) -> str:
        return f"best pairs of {len(self.rules)} rules"

    def of_table(self, n: int) -> "BestPairs":
        """Return the rule as it works on `n` records: what it was fitted to may be too small."""
        if self.fitted is None or n <= _OUTGROWN * self.fitted.n:
            return self
        return evolve(self, fitted=None)

    def most_records(self, n: int) -> int:
        """Return how many of `n` records may have a key that is used."""
        if self.fitted is not None:
            return self.fitted.max_records
        if self.max_records is not None:
            return self.max_records
        return _SHARED_BY if n < _LARGE else _SHARED_BY_OF_LARGE

    def budget(self, n: int) -> int:
        """Return how many pairs `n` records may have."""
        budget = max(self.min_pairs, self.pairs_per_record * n)
        return budget if self.fitted is None else _OUTGROWN * budget


Rule = On | SortedNeighborhood | BestPairs | BlockingKey
"""What proposes pairs: fields that agree or stand near each other in order, the best pairs of many
rules, or a user's function."""


def flat_rules(rules: Iterable[Rule]) -> list[ByHand]:
    """Return the rules, of :class:`BestPairs` each of its own."""
    return [
        one for rule in rules for one in (rule.rules if isinstance(rule, BestPairs) else (rule,))
    ]


def fields_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the fields that rules read, each once, in their order.

    >>> from custmdm.block import on
    >>> fields_of([on("name", "phones"), BestPairs([on(("name", sorted)), on("email")])])
    ('name', 'phones', 'email')
    """
    return tuple(dict.fromkeys(path for r in flat_rules(rules) for path in as_rule(r).fields))


def unheard(done: int) -> None:
    """Tell nobody how many rules are done."""
    del done


@frozen(eq=False)
class Bags:
    """Hold the keys of every record that are neither unique nor shared by too many.

    Attributes:
        n: the number of records.
        sizes: how many records have each key, rule by rule.
        rows: the records of the first key, ascending, then of the second.
        weights: what each key weighs, in parts of a bit.
        bounds: where the keys of each rule begin; one more at the end.
        skipped: for each rule, the sizes of the keys shared by too many.
        statistics: what the keys are weighed by.
    """

    n: int
    sizes: Int64
    rows: npt.NDArray[np.int32]
    weights: Int64
    bounds: Int64
    skipped: tuple[Int64, ...]
    statistics: KeyStatistics

    @classmethod
    def of(
        cls,
        table: KeyTable,
        rules: Sequence[ByHand],
        max_records: int,
        fitted: KeyStatistics | None = None,
        told: Callable[[int], None] = unheard,
    ) -> "Bags":
        """Make the bags of all records; weighed by themselves, or as another table was."""
        n = len(table.view)
        # Rows in half the space at once: the lists are what takes the most memory.
        sizes, members, weights, skipped, keys, left_out = [], [], [], [], [], []
        made = list(map(as_rule, rules))
        for place, rule in enumerate(made):
            told(place)
            if fitted is None:
                spent = n >= _LARGE and _is_spent(table, rule, made, max_records)
            else:
                spent = fitted.spent[place]
            left_out.append(spent)
            found = _NO_BLOCKS if spent else rule.blocks(table, max_records)
            sizes.append(found.sizes)
            keys.append(keys_a_record(found) if fitted is None else fitted.keys_a_record[place])
            n_weighed = n if fitted is None else fitted.n
            weights.append(key_weights(found.sizes, n_weighed, keys[-1]))
            # In half the space: the lists of records are what takes the most memory.
            members.append(found.rows.astype(np.int32))
            skipped.append(found.skipped)
        return cls(
            n,
            np.concatenate(sizes),
            np.concatenate(members),
            np.concatenate(weights),
            np.cumsum([0, *map(len, sizes)]),
            tuple(skipped),
            fitted
            or KeyStatistics(
                tuple(str(r) for r in made), n, max_records, tuple(keys), tuple(left_out)
            ),
        )

    def matrices(self) -> tuple[Any, Any]:
        """Return what each record's keys weigh (records by keys), and who holds a key (1s)."""
        from scipy.sparse import csr_array

        weights = np.repeat(self.weights, self.sizes)
        # No sum over the keys of a record may leave the type.
        heaviest = int(np.bincount(self.rows, weights=weights, minlength=1).max(initial=0))
        dtype = np.int32 if heaviest < 2**31 else np.int64
        shape = (len(self.sizes), self.n)
        starts = np.concatenate([[0], np.cumsum(self.sizes)])
        if len(self.rows) < 2**31:
            starts = starts.astype(np.int32)
        held = csr_array((np.ones(len(self.rows), dtype), self.rows, starts), shape=shape)
        weighted = csr_array((weights.astype(dtype), self.rows, starts), shape=shape)
        return weighted.T.tocsr(), held


def _is_spent(table: KeyTable, rule: Any, rules: Sequence[Any], max_records: int) -> bool:
    """Say whether a table is so large that too many records share nearly every key of a rule.

    The runs of letters that find an odd spelling among a thousand names are in every tenth of a
    million: to make them takes as long as all that is of use. Keys that another rule goes by too
    are made in any case.
    """
    if not isinstance(rule, On) or len(rule.parts) != 1:
        return False
    path, key = rule.parts[0]
    if (
        key is None
        or sum((path, key) in other.parts for other in rules if isinstance(other, On)) > 1
    ):
        return False
    return table.usable_share(path, key, max_records) < _OF_USE


def keys_a_record(found: Blocks) -> float:
    """Return how many keys of a rule a record has on average, of those that have one.

    Of eight records four share one key, and two of these another one:

    >>> keys_a_record(Blocks(np.array([4, 2]), np.array([0, 1, 2, 3, 0, 1]), np.array([])))
    1.5
    """
    records = int(np.count_nonzero(np.bincount(found.rows)))
    return len(found.rows) / max(records, 1)


def key_weights(sizes: Int64, n: int, keys_a_record: float) -> Int64:
    """Return what the keys of a rule weigh, in parts of a bit, by how many of n records have each.

    By the next power of two: a record more seldom changes what a key weighs.

    >>> (key_weights(np.array([4, 3, 2]), 8, 1.5) / UNITS).round(2).tolist()
    [0.67, 0.67, 1.33]
    """
    holders = np.exp2(np.ceil(np.log2(sizes)))
    bits = np.log2(n / holders) / max(keys_a_record, 1.0)
    # What all records share weighs next to nothing, and still brings them together.
    return np.maximum(np.rint(bits * UNITS), 1).astype(np.int64)


def best_pairs(
    bags: Bags,
    budget: int,
    chunk: int = _CHUNK,
    sides: npt.NDArray[np.int8] | None = None,
    sample: int = _SAMPLE,
    fitted: KeyStatistics | None = None,
) -> tuple[Int64, Int64, Int64, int]:
    """Return left, right and weight of the best pairs, and the weight they were cut at.

    Args:
        bags: the keys of the records.
        budget: how many pairs to return, about.
        chunk: how many shared keys to look at in one go.
        sides: the table that each record is of, where two are linked; only pairs across count.
        sample: how many shared keys to look at first, to see where the cut will be, about.
        fitted: says what a pair weighs at least, as in another table.
    """
    meetings = Meetings.of(bags.n, bags.sizes, bags.rows, bags.weights)
    least = _likely_cut(meetings, budget, sample, sides) if fitted is None else fitted.cut
    kept = _best(meetings, budget, least, chunk, sides)
    if fitted is None and least and not kept.is_full:
        kept = _best(meetings, budget, 0, chunk, sides)
    pairs, weights = kept.finish()
    n = max(bags.n, 1)
    left = pairs // n
    return left, pairs - left * n, weights, kept.cut


def _likely_cut(
    meetings: Meetings, budget: int, sample: int, sides: npt.NDArray[np.int8] | None
) -> int:
    """Return a weight that somewhat more pairs than the budget have, by a sample; or 0."""
    every = int(meetings.met[-1]) // max(sample, 1)
    if every < 2:
        return 0
    weights = sampled_weights(meetings, every, sides)
    enough = int(budget / every * _MARGIN)
    if not 0 < enough < len(weights):
        return 0
    at = len(weights) - enough
    return int(np.partition(weights, at)[at])


def edge_of(weights: Int64, budget: int) -> int:
    """Return the least weight of the best pairs; those that weigh the same go in or stay out.

    Whichever comes nearer to the budget, and never more than twice as many.

    >>> edge_of(np.array([9, 5, 5, 1]), 2), edge_of(np.array([9, 5, 5, 5, 5]), 2)
    (5, 6)

    Args:
        weights: what each pair weighs; not fewer than the budget.
        budget: how many pairs to keep, about.
    """
    at = len(weights) - budget
    edge = int(np.partition(weights, at)[at])
    above, tied = int((weights > edge).sum()), int((weights == edge).sum())
    # The ties go in or stay out together; more pairs to come only push them out.
    return edge + (2 * above + tied > 2 * budget)


def _best(
    meetings: Meetings, budget: int, least: int, chunk: int, sides: npt.NDArray[np.int8] | None
) -> "_Best":
    """Return the best pairs of those that weigh the least or more."""
    kept = _Best(budget, least)
    for start, end in meetings.chunks(chunk):
        pairs, weights = meetings.weighed(start, end, kept.cut)
        counted = across(pairs, meetings.n, sides)
        kept.add(pairs[counted], weights[counted])
    kept.prune()
    return kept


def sampled_weights(meetings: Meetings, every: int, sides: npt.NDArray[np.int8] | None) -> Int64:
    """Return what the pairs weigh of one left record in so many."""
    pairs, weights = meetings.of_rows(chosen_rows(meetings.n, every), _CHUNK)
    return weights[across(pairs, meetings.n, sides)]


class _Best:
    """Keep the heaviest pairs as they come in, never many more than twice the budget."""

    def __init__(self, budget: int, cut: int) -> None:
        self.budget = budget
        # What weighs less can no more be among the best.
        self.cut = cut
        # Whether there were more than the budget: only then it is known where to cut.
        self.is_full = False
        self._pairs: list[Int64] = []
        self._weights: list[Int64] = []
        self._held = 0

    def add(self, pairs: Int64, weights: Int64) -> None:
        self._pairs.append(pairs)
        self._weights.append(weights)
        self._held += len(pairs)
        if self._held > 3 * self.budget:
            self.prune()

    def finish(self) -> tuple[Int64, Int64]:
        """Return the pairs within the budget, and their weights."""
        return self._pairs[0], self._weights[0]

    def prune(self) -> None:
        """Leave out what is not within the budget."""
        none = np.zeros(0, dtype=np.int64)
        pairs = np.concatenate([none, *self._pairs])
        weights = np.concatenate([none, *self._weights])
        # Once there were more, as many as the budget say where it ends too, whatever the chunks.
        if len(weights) >= self.budget + (not self.is_full):
            self.is_full = True
            self.cut = edge_of(weights, self.budget)
            keep = np.flatnonzero(weights >= self.cut)
            pairs, weights = pairs.take(keep), weights.take(keep)
        self._pairs, self._weights = [pairs], [weights]
        self._held = len(pairs)
