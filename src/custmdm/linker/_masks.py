"""How the values of an attribute are shown where they are masked: each by its kind."""

from collections.abc import Mapping

from attrs import frozen

from custmdm._hidden import hidden
from custmdm._values import parts_of
from custmdm.linker._policy import Shape
from custmdm.tables import Table
from custmdm.typing import Mask


@frozen
class ShapeMask:
    """Mask a value of one attribute, of a collection an element: a text, or a unit.

    Attributes:
        whole: the mask of a text.
        parts: the mask of each part of a unit, by its name, or its place among the columns.
    """

    whole: Mask
    parts: Mapping[str, Mask]

    def __call__(self, value: object) -> str:
        """Return a value, masked."""
        if isinstance(value, str):
            return self.whole(value)
        parts = parts_of(value) or {}
        # The whole line, where there is one, says the parts.
        told = {"full": parts["full"]} if parts.get("full") else parts
        shown = (
            self.parts.get(name, hidden)(part) for name, part in told.items() if part is not None
        )
        return ", ".join(shown) or hidden(value)


def mask_of(table: Table, shape: Shape) -> ShapeMask:
    """Return the mask of an attribute of golden records."""
    if all(target in table.leaves for target in shape.targets):
        paths = {str(place): target for place, target in enumerate(shape.targets)}
    else:
        paths = {part: path for group in shape.plan.groups for part, path in group.items()}
    parts = {name: table.leaves[path].kind.mask for name, path in paths.items()}
    whole = parts["0"] if len(shape.targets) == 1 and "0" in parts else shape.plan.kind.mask
    return ShapeMask(whole, parts)
