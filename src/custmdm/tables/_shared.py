"""Values on far more customers than their kind allows: a switchboard, a made-up address."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from custmdm.model import Issue, Severity
from custmdm.tables._combined import combinations
from custmdm.tables._leaf import Leaf, RecordOf
from custmdm.tables._raw import FieldPlan

Int64 = npt.NDArray[np.int64]

_RECORDS_A_CUSTOMER = 10
_NAMES = frozenset({"person_name", "given_name", "family_name", "organization_name"})


def shared_texts(
    leaves: Mapping[str, Leaf], plans: Sequence[FieldPlan], n: int
) -> dict[str, dict[str, int]]:
    """Return by path the standard texts that are shared, and by how many customers.

    Customers are told apart by their names, so that one customer with a thousand records shares
    nothing. Where a table has no names, records count, and it takes many more of them.
    """
    found: dict[str, dict[str, int]] = {}
    named = name_leaves(leaves)
    names: Int64 | None = None
    for plan in plans:
        if not can_be_shared(plan):
            continue
        limit = shared_limit(plan, named=bool(named))
        of_plan = [leaves[path] for path in plan.paths]
        often = {t for leaf in of_plan for t in _often(leaf, limit // len(of_plan))}
        if not often:
            continue
        if names is None:
            names = _numbered(named) if named else np.arange(n, dtype=np.int64)
        counts = _customers(of_plan, often, names)
        shared = {text: count for text, count in counts.items() if count > limit}
        found |= {leaf.path: shared for leaf in of_plan if shared}
    return found


def name_leaves(leaves: Mapping[str, Leaf]) -> list[Leaf]:
    """Return the columns of names by which customers are told apart."""
    return [
        leaf for leaf in leaves.values() if leaf.kind.name in _NAMES and leaf.column.offsets is None
    ]


def can_be_shared(plan: FieldPlan) -> bool:
    """Say whether the values of a field are of a kind that few customers share."""
    return plan.kind.shared_above is not None and plan.unit is None


def shared_limit(plan: FieldPlan, *, named: bool) -> int:
    """Return on how many customers a value may be; without names, on how many records."""
    assert plan.kind.shared_above is not None
    return plan.kind.shared_above * (1 if named else _RECORDS_A_CUSTOMER)


def shared_issues(
    leaf: Leaf, shared: Mapping[str, int], record: RecordOf, rows: Sequence[int]
) -> Iterator[Issue]:
    """Yield where a shared value stands."""
    counts = [0 if text is None else shared.get(text, 0) for text in leaf.answers.shown()]
    count_of = np.array([*counts, 0], dtype=np.int64)[leaf.column.codes]
    for at in np.flatnonzero(count_of).tolist():
        position = leaf.column.flat_row(at)
        yield Issue(
            path=leaf.path,
            code="value.shared",
            severity=Severity.INFO,
            params={"count": int(count_of[at])},
            record=record(position),
            row=rows[position],
        )


def _often(leaf: Leaf, limit: int) -> Iterator[str]:
    """Yield the texts that stand in more rows than a limit."""
    codes = leaf.column.codes[leaf.column.codes >= 0]
    many = np.flatnonzero(np.bincount(codes, minlength=1) > limit).tolist()
    # Nothing but the texts: to ask for a whole answer would have the column read one by one.
    shown = leaf.answers.shown() if many else []
    for code in many:
        text = shown[code]
        if text is not None:
            yield text


def _numbered(named: Sequence[Leaf]) -> Int64:
    """Return a number for each row, the same for rows with the same names, as tables show them."""
    shown = [leaf.column.recode(leaf.answers.shown()).codes for leaf in named]
    _, numbered = combinations([np.maximum(codes, -1) for codes in shown])
    return numbered


def _customers(of_plan: Sequence[Leaf], often: set[str], names: Int64) -> dict[str, int]:
    """Return how many customers share each of some texts."""
    numbered = {text: i for i, text in enumerate(sorted(often))}
    pairs = []
    for leaf in of_plan:
        place = [-1 if t is None else numbered.get(t, -1) for t in leaf.answers.shown()]
        texts = np.array([*place, -1], dtype=np.int64)[leaf.column.codes]
        kept = texts >= 0
        pairs.append(np.stack([texts[kept], names[leaf.column.flat_rows()[kept]]], axis=1))
    distinct = np.unique(np.concatenate(pairs), axis=0)
    counts = np.bincount(distinct[:, 0], minlength=len(numbered)).tolist()
    return dict(zip(numbered, counts, strict=True))
