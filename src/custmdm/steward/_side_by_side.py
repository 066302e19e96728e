"""Two records side by side: what agrees, and what does not."""

from typing import Any, Literal

import attrs
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.linker import Resolution
from custmdm.linker._resolved import ResolvedTable
from custmdm.steward._evidence import place
from custmdm.tables import FieldPlan

Agreement = Literal["agrees", "alike", "differs", "missing", "not compared"]


@frozen
class Compared:
    """Hold what two records say in one field.

    Attributes:
        field: the field.
        left: what the one says, standardized, as texts.
        right: what the other says.
        agreement: "agrees", "alike", "differs", "missing" where one of them says nothing, or "not
            compared".
        label: the same in words, as the comparison calls it.
        bits: what it adds to the match weight; None where nobody is to be swayed.
    """

    field: str
    left: tuple[str, ...] = attrs.field(repr=False)
    right: tuple[str, ...] = attrs.field(repr=False)
    agreement: Agreement
    label: str
    bits: float | None


def side_by_side(
    result: "Resolution[Any]",
    left: object,
    right: object,
    *,
    masked: bool = True,
    blind: bool = False,
) -> tuple[Compared, ...]:
    """Return what two records say, field by field, and how that agrees.

    >>> import custmdm as cm
    >>> rows = [{"id": 1, "name": "Ann Lee"}, {"id": 2, "name": "Lee, Ann"}]
    >>> result = cm.resolve(rows, key="id", kinds={"name": "person_name"})
    >>> for one in side_by_side(result, *result.clusters[0].members):
    ...     print(one.field, one.left, one.right, one.agreement)
    name (person_name) ('A*** L***',) ('A*** L***',) agrees

    Args:
        result: what `resolve` returned.
        left: a RecordId, or its text ``"crm:17"``.
        right: the other.
        masked: whether values are masked by their kinds.
        blind: whether nobody is to see what the model thinks of it.

    Raises:
        UnknownRecordError: if a record is not in the result.
        ConfigurationError: if they are of two types, or one record.
    """
    found = [place(result, result.find(one)) for one in (left, right)]
    (part, one), (other, two) = (at for at in found if at is not None)
    if part is not other or one == two:
        raise ConfigurationError("two records of one type stand side by side")
    return compared_rows(part, one, two, masked=masked, blind=blind)


def compared_rows(
    part: ResolvedTable, one: int, two: int, *, masked: bool = True, blind: bool = False
) -> tuple[Compared, ...]:
    """Return what two rows of one table say, field by field, and how that agrees."""
    score = part.matching.score_rows(part.table, one, two)
    told = {
        comparison.on: (said, comparison.n_levels - 1)
        for comparison, said in zip(part.matching.comparisons, score.contributions, strict=True)
    }
    made = []
    for plan in part.table.plans:
        texts, others = (texts_of(part, plan, row, masked=masked) for row in (one, two))
        agreement: Agreement = "not compared"
        label, bits = "", 0.0
        if plan.name in told:
            said, top = told[plan.name]
            label, bits = said.label, said.weight
            agreement = _agreement(said.level, top)
        shown = None if blind else bits
        made.append(Compared(plan.name, texts, others, agreement, label, shown))
    return tuple(made)


def _agreement(level: int, top: int) -> Agreement:
    if level < 0:
        return "missing"
    if level == 0:
        return "differs"
    return "agrees" if level == top else "alike"


def texts_of(part: ResolvedTable, plan: FieldPlan, row: int, *, masked: bool) -> tuple[str, ...]:
    """Return what a record says in a field."""
    found: dict[str, None] = {}
    for path in plan.paths:
        leaf = part.table.leaves[path]
        for code in leaf.column.row_codes(row):
            # Read by itself: most values of a column are never looked at in full.
            text = leaf.shown(int(code), masked=masked) if code >= 0 else None
            if text is not None:
                found[text] = None
    return tuple(found)
