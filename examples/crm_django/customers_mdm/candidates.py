"""Two customers side by side, as far as somebody may see them."""

from typing import Any

from attrs import frozen
from django.utils.translation import get_language

import custmdm as cm
from custmdm.steward import side_by_side

from .description import CustomerModel
from .linkers import fitted, known

SEE_VALUES = "customers_mdm.see_values"


def locale() -> str:
    """Return the language of the page, as the library knows it."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


@frozen
class Side:
    """Hold what two customers say in one field.

    Attributes:
        field: the field.
        left: what the one says, as text.
        right: what the other says.
        agreement: "agrees", "alike", "differs", "missing" or "not compared".
    """

    field: str
    left: str
    right: str
    agreement: str


@frozen
class Found:
    """Hold a customer that may be the one in question, and why.

    Attributes:
        pk: its key.
        is_match: whether it is that, as far as can be said; else it is possible.
        probability: how likely it is.
        reasons: why, as lines of text that hold no values.
        sides: the values of both, masked for who may not see them.
    """

    pk: str
    is_match: bool
    probability: float
    reasons: tuple[str, ...]
    sides: tuple[Side, ...]

    @property
    def title(self) -> str:
        """Return what the customer is called, masked for who may not see it."""
        return ", ".join(one.right for one in self.sides[:3] if one.right)


def look_up(
    description: CustomerModel, record: cm.Record[Any], user: Any, using: str
) -> tuple[Found, ...]:
    """Return the customers that a record may be of, the likeliest first."""
    found = []
    for candidate, other in known(description, record, user, using):
        found.append(
            Found(
                str(candidate.id.key),
                candidate.decision is cm.Decision.MATCH,
                candidate.score.probability,
                tuple(line.strip() for line in candidate.explain(locale()).splitlines()),
                sides(description, record, other, user, using),
            )
        )
    return tuple(found)


def sides(
    description: CustomerModel, left: cm.Record[Any], right: cm.Record[Any], user: Any, using: str
) -> tuple[Side, ...]:
    """Return what two customers say, field by field, where one of them says something.

    Nothing as long as no Linker is fitted.
    """
    linker = fitted(description, using)
    if linker is None:
        return ()
    result = linker.resolve([left, right])
    clear = side_by_side(result, left.id, right.id, masked=False)
    masked = side_by_side(result, left.id, right.id, masked=True)
    may = user.has_perm(SEE_VALUES)
    return tuple(
        Side(one.field, _shown(one.left, two.left, may), _shown(one.right, two.right, may),
             one.agreement)
        for one, two in zip(clear, masked, strict=True)
        if one.left or one.right
    )  # fmt: skip


def _shown(clear: tuple[str, ...], masked: tuple[str, ...], may: bool) -> str:
    """Return values as text, for who may not see them masked; so is what its kind does not mask."""
    if not may:
        clear = tuple("***" if text in clear else text for text in masked)
    return ", ".join(clear)
