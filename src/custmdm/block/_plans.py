"""What a blocking rule proposes."""

from attrs import evolve, field, frozen

from custmdm.block._statistics import UNITS, KeyStatistics


@frozen
class RulePlan:
    """Say what one rule proposes.

    Attributes:
        rule: its name.
        pairs: the pairs it proposes, by itself; in a large table estimated for BestPairs, and of
            another rule counted once for each key that the two share.
        skipped: the values shared by too many records to be used, by themselves or with a further
            one; 0 for BestPairs that propose any pair, for their many keys stand in for each other.
        cut: for BestPairs, the least weight of a kept pair in bits; 0 where all were kept.
        statistics: for BestPairs, what its keys were weighed by.
        split: the values shared by too many records, which meet only where they agree on a further
            field too.
    """

    rule: str
    pairs: int
    skipped: int
    cut: float = 0.0
    statistics: KeyStatistics | None = field(default=None, repr=False)
    split: int = 0

    @property
    def fitted(self) -> KeyStatistics | None:
        """Return for BestPairs what to weigh keys and cut by, to do the same in another table."""
        if self.statistics is None:
            return None
        return evolve(self.statistics, cut=self.cut_units)

    @property
    def cut_units(self) -> int:
        """Return the cut in the parts of a bit that weights are counted in."""
        return round(self.cut * UNITS)
