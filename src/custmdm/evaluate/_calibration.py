"""Whether stated probabilities are true shares."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.evaluate._intervals import Estimate, share_of
from custmdm.evaluate._results import HasLinks, ScoredPairs, codes, entity_of, rows_of
from custmdm.frames import Values, make_frame

Probabilities = Sequence[float] | npt.NDArray[np.float64]


@frozen
class Tenth:
    """Hold the pairs whose stated probability lies in one tenth.

    Attributes:
        low: the least probability of the tenth.
        high: where the next one begins.
        n_pairs: how many pairs there are.
        stated: the mean of their stated probabilities.
        share: the share of them that are one customer, with its interval.
    """

    low: float
    high: float
    n_pairs: int
    stated: float
    share: Estimate

    @property
    def gap(self) -> float:
        """Return how far the stated probability is above the true share."""
        return self.stated - self.share.value


@frozen(repr=False)
class Calibration:
    """Hold stated probability against true share; ``print`` it for the text.

    Attributes:
        tenths: the tenths of probability that hold pairs, from low to high.
        min_pairs: how many pairs a tenth needs to count for the largest gap.
    """

    tenths: tuple[Tenth, ...]
    min_pairs: int

    @property
    def largest_gap(self) -> float:
        """Return the largest distance among tenths with enough pairs; 0.0 if none has."""
        return max((abs(t.gap) for t in self.tenths if t.n_pairs >= self.min_pairs), default=0.0)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return one row a tenth: low, high, n_pairs, stated, share, share_low, share_high."""
        rows = [
            (t.low, t.high, t.n_pairs, t.stated, t.share.value, t.share.low, t.share.high)
            for t in self.tenths
        ]
        names = ("low", "high", "n_pairs", "stated", "share", "share_low", "share_high")
        columns: dict[str, Values] = {
            name: np.array([row[i] for row in rows], dtype=np.int64 if i == 2 else np.float64)
            for i, name in enumerate(names)
        }
        return make_frame(columns, backend)

    def __str__(self) -> str:
        lines = [f"largest gap {self.largest_gap:.3f}, of tenths with {self.min_pairs:,} pairs"]
        lines += [
            f"  {t.low:.1f} to {t.high:.1f}: {t.n_pairs:>9,} pairs, stated {t.stated:.3f}, "
            f"true {t.share}"
            for t in self.tenths
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Calibration: largest gap {self.largest_gap:.3f}>"


@overload
def calibration(
    stated: HasLinks, truth: Mapping[Any, Hashable], *, min_pairs: int = ...
) -> Calibration: ...
@overload
def calibration(
    stated: Probabilities,
    truth: Sequence[bool] | npt.NDArray[np.bool_],
    *,
    min_pairs: int = ...,
) -> Calibration: ...
def calibration(stated: Any, truth: Any, *, min_pairs: int = 30) -> Calibration:
    """Hold stated probabilities against true shares, in every tenth of probability.

    Of a result, those are the pairs at or above its possible threshold; those below have no
    place in it.

    >>> print(calibration([0.62, 0.64, 0.68, 0.97], [True, False, True, True], min_pairs=3))
    largest gap 0.020, of tenths with 3 pairs
      0.6 to 0.7:         3 pairs, stated 0.647, true 0.667 (0.208 to 0.939)
      0.9 to 1.0:         1 pairs, stated 0.970, true 1.000 (0.207 to 1.000)

    Args:
        stated: a result, or the probability of each pair.
        truth: for a result, the entity of each record, as for `clusters`; for probabilities,
            whether each pair is one customer.
        min_pairs: how many pairs a tenth needs to count for the largest gap.

    Raises:
        UnknownRecordError: if the truth lacks a record of the result.
        ConfigurationError: if there are not as many answers as probabilities, or a probability is
            not from 0 to 1.
    """
    if isinstance(truth, Mapping):
        records, _ = rows_of(stated)
        entity = codes(entity_of(record, truth) for record in records)
        pairs = ScoredPairs.of(stated, records)
        probability, true = pairs.probability, entity[pairs.left] == entity[pairs.right]
    else:
        probability, true = np.asarray(stated, dtype=np.float64), np.asarray(truth, dtype=np.bool_)
    if probability.shape != true.shape:
        raise ConfigurationError(
            f"each probability needs one answer, got {probability.size} and {true.size}"
        )
    if not ((probability >= 0.0) & (probability <= 1.0)).all():
        raise ConfigurationError("a probability is from 0 to 1; one of these is not")
    edges = np.arange(1, 10) / 10
    tenth = np.searchsorted(edges, probability, side="right")
    tenths = []
    for i in range(10):
        inside = tenth == i
        if n := int(inside.sum()):
            mean = float(probability[inside].mean())
            share = share_of(int(true[inside].sum()), n)
            tenths.append(Tenth(i / 10, (i + 1) / 10, n, mean, share))
    return Calibration(tuple(tenths), min_pairs)
