"""What a new run did to the golden ids."""

from collections.abc import Mapping

from attrs import field, frozen

from custmdm.model import Crosswalk, RecordId


@frozen(repr=False)
class Churn:
    """Hold how the golden ids of two runs differ.

    Attributes:
        kept: how many ids of the run before still name a customer.
        lost: how many do not: they were merged away, or all their records went elsewhere.
        created: the ids that are new.
        merged: the ids that redirect since this run, with what to.
        split: the ids that were split in this run, with the ids of their parts.
        same: how many records of both runs have the id that they had.
        moved: the records of both runs whose id is another one, with the old and the new one.
        arrived: how many records are new.
        absent: how many records were there before and are not now.
    """

    kept: int
    lost: int
    created: tuple[str, ...]
    merged: Mapping[str, str]
    split: Mapping[str, tuple[str, ...]]
    same: int
    moved: Mapping[RecordId, tuple[str, str]] = field(repr=False)
    arrived: int
    absent: int

    @property
    def moved_share(self) -> float:
        """Return the share of the records of both runs whose id is another one."""
        both = self.same + len(self.moved)
        return len(self.moved) / both if both else 0.0

    @property
    def lost_share(self) -> float:
        """Return the share of the ids before that name no customer now."""
        before = self.kept + self.lost
        return self.lost / before if before else 0.0

    def __str__(self) -> str:
        return (
            f"{self.kept:,} golden ids kept, {len(self.created):,} new, "
            f"{len(self.merged):,} merged, {len(self.split):,} split\n"
            f"  {len(self.moved):,} of {self.same + len(self.moved):,} records have another id "
            f"({self.moved_share:.2%}), {self.arrived:,} records are new, {self.absent:,} absent"
        )

    def __repr__(self) -> str:
        return (
            f"<Churn: {self.kept} ids kept, {len(self.created)} new, {len(self.merged)} merged, "
            f"{len(self.split)} split, {len(self.moved)} records moved>"
        )


def churn(previous: Crosswalk, crosswalk: Crosswalk) -> Churn:
    """Return what a run did to the golden ids of the run before.

    >>> one, two = RecordId("crm", 1), RecordId("crm", 2)
    >>> report = churn(
    ...     Crosswalk({one: "g1", two: "g2"}),
    ...     Crosswalk({one: "g1", two: "g1"}, redirects={"g2": "g1"}),
    ... )
    >>> print(report)
    1 golden ids kept, 0 new, 1 merged, 0 split
      1 of 2 records have another id (50.00%), 0 records are new, 0 absent
    """
    held = {**previous.absent, **previous.ids}
    before, now = set(held.values()), set(crosswalk.ids.values())
    now.update(crosswalk.absent.values())
    pairs = [(r, held[r], golden) for r, golden in crosswalk.ids.items() if r in held]
    moved = {r: (old, new) for r, old, new in pairs if old != new}
    return Churn(
        kept=len(before & now),
        lost=len(before - now),
        created=crosswalk.created,
        merged={
            g: crosswalk.redirects[g] for g in sorted(before - now) if g in crosswalk.redirects
        },
        split={
            g: to
            for g, to in crosswalk.parts.items()
            if g in before and to != previous.parts.get(g)
        },
        same=len(pairs) - len(moved),
        moved=moved,
        arrived=len(crosswalk.ids) - len(pairs),
        absent=len(held) - len(pairs),
    )
