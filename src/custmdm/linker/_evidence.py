"""What decided of a pair, besides its score: constraints, clusters, and what would change it."""

from attrs import frozen

from custmdm.model import Link, RecordId


@frozen
class ConstraintChain:
    """Say which constraints hold two records together, or apart.

    Each record of the chain is always one with the next, but for the two of `apart`.

    Attributes:
        kind: "always"; or what keeps the two of `apart` apart: "never", "veto" (a field that
            contradicts), "source" or "group" (a customer has one record of each at most).
        records: the chain, from the one record to the other.
        apart: the two neighbours in the chain that must stay apart, or None.
        fields: the fields that contradict, for a veto.
    """

    kind: str
    records: tuple[RecordId, ...]
    apart: tuple[RecordId, RecordId] | None = None
    fields: tuple[str, ...] = ()


@frozen
class ReadValue:
    """Say that matching reads a value of a record as somebody said, not as it stands there.

    Attributes:
        record: the record.
        field: the field, or the column or path of it.
        kind: "ignored", or "alias": it is read as another value.
    """

    record: RecordId
    field: str
    kind: str


@frozen
class Partner:
    """Say with whom a record is in one cluster.

    Attributes:
        record: the record.
        partner: the strongest of those it is with, or None where it is alone.
        weight: the match weight of the two, in bits.
        others: how many more records there are in the cluster.
    """

    record: RecordId
    partner: RecordId | None = None
    weight: float = 0.0
    others: int = 0


@frozen
class ClusterEvidence:
    """Say what the clustering saw, where it decided and not the pair itself.

    Attributes:
        left: with whom the left record is.
        right: with whom the right one is.
        pairs: how many pairs of records there are between the two clusters, or inside the one.
        mean: the mean of their weights as the clustering counts them, in bits; None of more than
            10,000 pairs.
        cut: the mean weight from which on clusters are joined, in bits.
        apart: what keeps records of the two clusters apart, or None.
    """

    left: Partner
    right: Partner
    pairs: int
    mean: float | None
    cut: float
    apart: ConstraintChain | None = None


@frozen
class Change:
    """Say one thing that would have changed the decision.

    Attributes:
        code: "threshold": a match threshold of `threshold` or less, or above it for a match;
            "level": a field on another level; "rule": a rule that brings the pair together;
            "constraint": without the constraint; "mean": pairs between the clusters that weigh
            more by `added`; "link": without `link` no chain of links connects the two.
        weight: what the pair then weighs, in bits; for "mean" the pairs between the clusters.
        turns: whether this by itself is enough.
        comparison: the comparison on another level.
        level: that level, as in ComparisonVector.
        label: the level in words.
        added: what it adds to the weight, in bits.
        threshold: the match probability at which the decision turns.
        link: the link that alone connects them.
    """

    code: str
    weight: float
    turns: bool = True
    comparison: str = ""
    level: int = 0
    label: str = ""
    added: float = 0.0
    threshold: float | None = None
    link: Link | None = None
