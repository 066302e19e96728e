"""What a blocking rule proposes."""

from attrs import field, frozen

from custmdm.block._best import UNITS


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
        keys_a_record: for BestPairs, how many keys a record has on average by each of its rules.
        split: the values shared by too many records, which meet only where they agree on a further
            field too.
    """

    rule: str
    pairs: int
    skipped: int
    cut: float = 0.0
    keys_a_record: tuple[float, ...] = field(default=(), repr=False)
    split: int = 0

    @property
    def cut_units(self) -> int:
        """Return the cut in the parts of a bit that weights are counted in."""
        return round(self.cut * UNITS)
