"""Intervals for shares, for weighted sums of them, and for ratios of such sums."""

import math
from collections.abc import Callable, Iterable

from attrs import frozen

_Z = 1.959963984540054  # leaves 2.5 % of the normal distribution on each side


@frozen
class Estimate:
    """Hold an estimate with its 95 % confidence interval.

    >>> print(Estimate(0.953, 0.921, 0.975))
    0.953 (0.921 to 0.975)

    Attributes:
        value: the estimate.
        low: the lower end of the interval.
        high: the upper end.
    """

    value: float
    low: float
    high: float

    def map(self, change: Callable[[float], float], /) -> "Estimate":
        """Return the estimate of what rises or falls with this one.

        >>> print(Estimate(0.5, 0.2, 0.8).map(lambda share: 1 - share))
        0.500 (0.200 to 0.800)
        """
        low, high = sorted((change(self.low), change(self.high)))
        return Estimate(change(self.value), low, high)

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def share_of(n_true: float, n: float, n_all: float = math.inf, guess: float = 0.5) -> Estimate:
    """Estimate the share of true ones among `n_all`, of which `n` were looked at.

    The interval is that of Wilson (1927): it has a width where no error was seen, too. What was
    drawn without replacement counts more the more of the whole it is.

    >>> print(share_of(10, 10))
    1.000 (0.722 to 1.000)
    >>> print(share_of(10, 10, n_all=12))
    1.000 (0.935 to 1.000)
    >>> print(share_of(0, 0, guess=0.9))
    0.900 (0.000 to 1.000)
    """
    if n == 0:
        return Estimate(guess, 0.0, 1.0)
    share = n_true / n
    if n >= n_all:
        return Estimate(share, share, share)
    worth = n if math.isinf(n_all) else n * (n_all - 1) / (n_all - n)
    extra = _Z**2 / worth
    centre = share + extra / 2
    half = math.sqrt(extra * (share * (1 - share) + extra / 4))
    low, high = (centre - half) / (1 + extra), (centre + half) / (1 + extra)
    # Where all are alike the one end is exactly the share; rounding must not move it inside.
    return Estimate(share, min(max(low, 0.0), share), max(min(high, 1.0), share))


def sum_of(terms: Iterable[tuple[float, Estimate]]) -> Estimate:
    """Estimate a weighted sum of independent shares.

    An end of the interval is as far off as those of the terms, squared, summed, and the root taken
    (Zou, Huang and Zhang 2009).

    >>> print(sum_of([(1.0, Estimate(0.5, 0.2, 0.8)), (1.0, Estimate(0.5, 0.1, 0.9))]))
    1.000 (0.500 to 1.500)
    """
    terms = list(terms)
    value = sum(weight * e.value for weight, e in terms)
    below = math.hypot(*(weight * (e.value - e.low) for weight, e in terms))
    above = math.hypot(*(weight * (e.high - e.value) for weight, e in terms))
    most = sum(weight for weight, _ in terms)
    return Estimate(value, max(value - below, 0.0), min(value + above, most))


def ratio_of(top: Estimate, bottom: Estimate) -> Estimate:
    """Estimate the ratio of two independent amounts, none negative (Donner and Zou 2012).

    Their formula for the lower end is turned over, so that nothing is divided by zero.

    >>> print(ratio_of(Estimate(2.0, 1.0, 3.0), Estimate(4.0, 4.0, 4.0)))
    0.500 (0.250 to 0.750)
    >>> ratio_of(Estimate(2.0, 1.0, 3.0), Estimate(1.0, 0.0, 2.0)).high
    inf
    """
    product = top.value * bottom.value
    low = top.low * (2 * top.value - top.low)
    root = product**2 - low * bottom.high * (2 * bottom.value - bottom.high)
    far = bottom.low * (2 * bottom.value - bottom.low)
    wide = product**2 - top.high * (2 * top.value - top.high) * far
    return Estimate(
        _divide(top.value, bottom.value),
        _divide(low, product + math.sqrt(max(root, 0.0))),
        _divide(product + math.sqrt(max(wide, 0.0)), far) if far else math.inf,
    )


def _divide(top: float, bottom: float) -> float:
    if bottom:
        return top / bottom
    return math.inf if top else 0.0
