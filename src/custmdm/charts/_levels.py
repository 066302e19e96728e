"""What a Linker learned of each level, with intervals: what several pictures draw."""

import math

import numpy as np
import numpy.typing as npt

from custmdm.charts._picture import Table
from custmdm.errors import NotTrainedError
from custmdm.evaluate import Estimate
from custmdm.evaluate._intervals import share_of
from custmdm.linker import Linker
from custmdm.score import LearnedComparison, TrainingReport

Floats = npt.NDArray[np.float64]

# A level that fewer expected matches speak for is drawn pale: what was believed before shows there.
FEW = 30.0


def training_of(linker: Linker) -> TrainingReport:
    """Return what training learned.

    Raises:
        NotTrainedError: if the Linker was not fitted.
    """
    if linker.training is None:
        raise NotTrainedError("a Linker that was not fitted has learned nothing: call fit first")
    return linker.training


def level_table(linker: Linker) -> Table:
    """Return one row a level, the comparison that tells most first; intervals are of 95 %."""
    report = training_of(linker)
    learned = sorted(enumerate(report.comparisons), key=lambda at: (-at[1].information, at[1].name))
    rows = [(c.name, i, level) for _, c in learned for i, level in enumerate(c.levels)]
    each = [_intervals(c, _strangers(report, k)) for k, c in learned]
    m_low, m_high, u_low, u_high, low, high = np.concatenate([np.zeros((6, 0)), *each], axis=1)
    return {
        "comparison": [name for name, _, _ in rows],
        "level": np.array([i for _, i, _ in rows], dtype=np.int64),
        "label": [level.label for _, _, level in rows],
        "weight": np.array([level.weight for _, _, level in rows], dtype=np.float64),
        "low": low, "high": high,
        "m": np.array([level.m for _, _, level in rows], dtype=np.float64),
        "m_low": m_low, "m_high": m_high,
        "u": np.array([level.u for _, _, level in rows], dtype=np.float64),
        "u_low": u_low, "u_high": u_high,
        "matches": np.array([level.matches for _, _, level in rows], dtype=np.float64),
        "pairs": np.array([level.pairs for _, _, level in rows], dtype=np.int64),
        "few": np.array([level.matches < FEW for _, _, level in rows], dtype=np.bool_),
    }  # fmt: skip


def _strangers(report: TrainingReport, k: int) -> Floats | None:
    """Return how many random pairs had each level of a comparison, where that is known."""
    return None if report.random is None else np.array(report.random.levels[k], dtype=np.float64)


def _intervals(comparison: LearnedComparison, strangers: Floats | None) -> Floats:
    """Return the ends of the intervals of m, u and the weight of each level, as six rows.

    m was seen on the expected matches, u on the random pairs, of one stratum each.
    """
    levels = comparison.levels
    of = np.array([level.stratum for level in levels])
    m, u = np.array([level.m for level in levels]), np.array([level.u for level in levels])
    matches = np.bincount(of, weights=[level.matches for level in levels])
    pairs = np.zeros(len(m)) if strangers is None else np.bincount(of, weights=strangers)
    m_low, m_high = _ends(m, matches[of].astype(np.float64))
    u_low, u_high = _ends(u, pairs[of].astype(np.float64))
    weight = np.log2(m / u)
    low = weight - np.hypot(np.log2(m / m_low), np.log2(u_high / u))
    high = weight + np.hypot(np.log2(m_high / m), np.log2(u / u_low))
    return np.array([m_low, m_high, u_low, u_high, low, high])


def _ends(shares: Floats, of: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the interval of each share of so many; NaN of none."""
    found = [
        share_of(share * n, n) if n > 0 else Estimate(share, math.nan, math.nan)
        for share, n in zip(shares.tolist(), of.tolist(), strict=True)
    ]
    return np.array([e.low for e in found]), np.array([e.high for e in found])
