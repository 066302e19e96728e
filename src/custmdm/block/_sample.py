"""Pairs that speak for all: every one of few, of many some of each rule."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block._pairs import RuleKeys, every_pair
from custmdm.block._stream import PairStream

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@frozen(eq=False)
class PairSample:
    """Hold pairs to look at: all of them, or of each part of the rules some.

    Attributes:
        left: the left records.
        right: the right records.
        cuts: what a pair of each part weighs at least.
        part: of a sample, the part that a pair is of; a pair may be there for several.
        stands_for: of a sample, for how many pairs of its part it stands.
    """

    left: Int64
    right: Int64
    cuts: tuple[int, ...]
    part: Int64 | None = None
    stands_for: Floats | None = None

    @classmethod
    def of_rules(cls, found: Sequence[RuleKeys], at_once: int, sample: int) -> Self:
        """Return all pairs where they are few, else as many of each part."""
        if sum(keys.most_pairs for keys in found) <= at_once:
            pairs = every_pair(found)
            return cls(pairs.left, pairs.right, tuple(plan.cut_units for plan in pairs.plans))
        lefts, rights, cuts, sizes, stands_for = [], [], [], [], []
        for keys in found:
            # By themselves: else a rule that makes a billion leaves nothing of the others to see.
            stream = PairStream.of(keys.n, [(keys.plan(None), keys.found, keys.best)], None)
            left, right, shared, _ = stream.sample(sample // len(found))
            # Of a rule by hand it is known how often two records share a key.
            counted = len(left) if keys.best is not None else int(shared.sum())
            lefts.append(left)
            rights.append(right)
            cuts.append(stream.plans[0].cut_units)
            sizes.append(len(left))
            stands_for.append(stream.expected / max(counted, 1))
        return cls(
            np.concatenate(lefts), np.concatenate(rights), tuple(cuts),
            np.repeat(np.arange(len(found)), sizes), np.repeat(stands_for, sizes),
        )  # fmt: skip

    def speaks_for(
        self, at: slice, votes: npt.NDArray[np.bool_], part_of: Int64
    ) -> tuple[Floats, Floats]:
        """Return for how many pairs of each rule some pairs stand, and for how many of them all.

        Args:
            at: which pairs.
            votes: which rules brought each together.
            part_of: the part that each rule is of.
        """
        if self.part is None or self.stands_for is None:
            return np.ones((1, 1)), np.ones(len(votes))
        part, stands_for = self.part[at], self.stands_for[at]
        by_rule = (part[:, None] == part_of) * stands_for[:, None]
        # Whoever is found by several parts is counted by the first.
        first = part_of[votes.argmax(axis=1)]
        return by_rule, np.where(part == first, stands_for, 0.0)
