"""What each blocking rule adds, as a model sees the pairs, and what a run takes."""

from collections.abc import Callable, Mapping
from typing import Self

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm.block import BestPairs, BlockingPlan, plan_rules
from custmdm.errors import ConfigurationError
from custmdm.linker._candidates import AT_ONCE
from custmdm.linker._clustered import probabilities
from custmdm.linker._compared import CHUNK, VectorsOf
from custmdm.linker._matching import Matching
from custmdm.tables import Table
from custmdm.typing import Progress

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# What a run takes at its peak, in bytes, as measured on 1,000 to 1,000,000 made-up customers: what
# is read from tables of the library, a value of a record, a key of one, and a pair that is held.
_BASE, _VALUE, _KEY, _PAIR = 45e6, 75, 45, 80
# To sample the best pairs, all that share a key with the records of the sample are looked at.
_BEST_PAIR = 250


@frozen
class Rate:
    """Say how many pairs are compared in a second: as given, or measured with the user's timer."""

    pairs_per_second: float | None = None
    timer: Callable[[], float] | None = None

    @classmethod
    def given(cls, pairs_per_second: float | None, timer: Callable[[], float] | None) -> Self:
        """Return what the user gave.

        Raises:
            ConfigurationError: if the rate is not above 0, or there is a timer too.
        """
        if pairs_per_second is not None and timer is not None:
            raise ConfigurationError("give pairs_per_second, or a timer to measure it, not both")
        if pairs_per_second is not None and not pairs_per_second > 0:
            raise ConfigurationError(
                f"pairs_per_second is a number above 0, got {pairs_per_second!r}"
            )
        if timer is not None and not callable(timer):
            raise ConfigurationError(f"a timer is a function such as time.perf_counter: {timer!r}")
        return cls(pairs_per_second, timer)

    def measured(self, times: list[tuple[int, float]]) -> float | None:
        """Return the rate, given or by how long so many pairs took; None without either.

        >>> Rate(timer=lambda: 0.0).measured([(100, 9.0), (100, 1.0), (50, 0.5)])
        100.0
        """
        if self.timer is None:
            return self.pairs_per_second
        # The first waits until the values of all fields are prepared, which no other does.
        pairs, seconds = np.sum(times[1:] or times, axis=0) if times else (0, 0.0)
        return float(pairs / seconds) if seconds > 0 else None


def plan_pairs(
    matching: Matching,
    table: Table,
    field_of: Mapping[str, str],
    progress: Progress,
    *,
    max_pairs: int,
    rate: Rate,
) -> BlockingPlan:
    """Return what each blocking rule adds, as a model sees the pairs, and what a run takes.

    Args:
        matching: the rules and the model.
        table: the records.
        field_of: the field of each path that has another name.
        progress: is told how far it got.
        max_pairs: how many pairs the rules by hand may make.
        rate: how many pairs are compared in a second.
    """
    vectors_of = VectorsOf.by(table, matching.comparisons, matching.frequencies)
    times: list[tuple[int, float]] = []
    timer = rate.timer or (lambda: 0.0)

    def probability(left: Int64, right: Int64) -> Floats:
        found = np.empty(len(left))
        for start in range(0, len(left), CHUNK):
            progress("plan", start, len(left))
            part = slice(start, start + CHUNK)
            before = timer()
            weights = matching.model.vector_weights(vectors_of(left[part], right[part]))
            times.append((len(weights), timer() - before))
            found[part] = probabilities(weights)
        return found

    plan = plan_rules(
        table, matching.rules, max_records=matching.max_block, probability=probability,
        field_of=lambda path: field_of.get(path, path), max_pairs=max_pairs,
    )  # fmt: skip
    megabytes = _bytes(plan, matching) / 1e6
    return evolve(plan, pairs_per_second=rate.measured(times), memory_mb=megabytes)


def _bytes(plan: BlockingPlan, matching: Matching) -> float:
    """Return how many bytes a run takes at its peak, on top of the process and the table."""
    values = plan.n_records * len(matching.comparisons)
    held, each = plan.pairs, _PAIR
    if plan.is_sampled:
        held = AT_ONCE // 2
        if any(isinstance(rule, BestPairs) for rule in matching.rules):
            each = _BEST_PAIR
    return _BASE + _VALUE * values + _KEY * plan.n_keys + each * held
