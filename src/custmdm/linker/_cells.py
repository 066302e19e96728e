"""What records say of one attribute of golden records: for all of them as columns, or for one."""

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.columns import Column, none_among
from custmdm.linker._grouped import Grouped
from custmdm.linker._policy import Shape
from custmdm.model import Standardized, Status
from custmdm.survive import SaidColumns, SurvivedColumn
from custmdm.tables import Leaf, Shown, Table

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Int64 = npt.NDArray[np.int64]
Objects = npt.NDArray[np.object_]


class Cells(Protocol):
    """Be what the records of a table say of one attribute."""

    @property
    def shape(self) -> Shape:
        """Return which attribute."""
        ...

    def row(self, row: int) -> Sequence[Shown]:
        """Return what one record says."""
        ...

    def said(self, groups: Grouped) -> SaidColumns:
        """Return what all records say, by customer."""
        ...


def cells_of(table: Table, shape: Shape) -> Cells:
    """Return what the records of a table say of an attribute."""
    if all(target in table.leaves for target in shape.targets):
        return LeafCells(shape, tuple(_Part(table.leaves[target]) for target in shape.targets))
    return ShownCells(shape, table.shown(shape.plan.name, placeholders=False))


def values_by_target(shape: Shape, values: Sequence[Any]) -> dict[str, list[Any]]:
    """Return the values of an attribute by the columns of a table that it fills."""
    if len(shape.targets) == 1:
        return {shape.targets[0]: list(values)}
    return {
        target: [None if value is None else value[i] for value in values]
        for i, target in enumerate(shape.targets)
    }


@frozen(eq=False, repr=False)
class ShownCells:
    """Hold what the records of a table say of one attribute, made of several paths."""

    shape: Shape
    column: Column[Shown]

    def row(self, row: int) -> Sequence[Shown]:
        """Return what one record says."""
        return self.column.row(row)

    def said(self, groups: Grouped) -> SaidColumns:
        """Return what all records say, by customer."""
        at, record = _in_order(self.column, groups, self.column.codes >= 0)
        codes = self.column.codes[at]
        values = self.column.values
        valid = np.fromiter((shown.valid for shown in values), np.bool_, len(values))

        def shown(places: Int64) -> list[Shown]:
            return [values[code] for code in codes[places].tolist()]

        return SaidColumns(
            groups.labels[record], record, (codes,), valid[codes],
            lambda places: [one.value for one in shown(places)],
            lambda places: [one.key for one in shown(places)],
            self.shape.many,
        )  # fmt: skip


@frozen(eq=False, repr=False)
class _Part:
    """Hold the values of one path: of most of them no more than their text is ever made."""

    leaf: Leaf

    def one(self, code: int) -> Standardized | str | None:
        """Return the value of a code, or the text of a plain one; None where there is none."""
        if code < 0:
            return None
        answers = self.leaf.answers
        text = answers.texts[code]
        return answers.others[code] if text is None else text

    @property
    def texts(self) -> Sequence[str | None]:
        """Return what a table shows of each value; of a placeholder nothing."""
        return self._read[0]

    @property
    def is_wrong(self) -> Flags:
        """Return which values are not valid, placeholders left out; as in `is_said`."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Sequence[str | None], Flags]:
        answers = self.leaf.answers
        texts = list(answers.texts)
        wrong = []
        for code, said in answers.others.items():
            status = said.status
            if status is not Status.PLACEHOLDER:
                texts[code] = said.shown
                if status is not Status.VALID:
                    wrong.append(code)
        is_wrong = np.zeros(len(texts) + 2, dtype=np.bool_)
        is_wrong[wrong] = True
        return texts, is_wrong

    @cached_property
    def is_shown(self) -> Flags:
        """Return which values show anything; codes -1 and -2 find the two places at the end."""
        return np.append(~none_among(self.texts), [False, False])

    @cached_property
    def is_said(self) -> Flags:
        """Return which values show some text; codes -1 and -2 find the two places at the end."""
        texts = self.texts
        return np.append(np.fromiter(map(bool, texts), np.bool_, len(texts)), [False, False])

    def keys(self, codes: Sequence[int]) -> list[Hashable]:
        """Return the element key of each of some values."""
        plain = self._plain_keys
        found = {
            code: self.key(code) if plain[code] is None else plain[code] for code in set(codes)
        }
        return [found[code] for code in codes]

    def key(self, code: int) -> Hashable:
        """Return the element key of one value."""
        answers = self.leaf.answers
        said = answers.others.get(code) or answers.read(code)
        return said.match_keys[0] if said.match_keys else said.shown

    @cached_property
    def _plain_keys(self) -> Sequence[str | None]:
        return self.leaf.answers.plain_keys()


@frozen(eq=False, repr=False)
class LeafCells:
    """Hold what the records of a table say of one attribute: the value of a path, or of several.

    Several are one unit, a tuple of its cells.
    """

    shape: Shape
    parts: tuple[_Part, ...]

    def row(self, row: int) -> Sequence[Shown]:
        """Return what one record says."""
        column = self.parts[0].leaf.column
        if column.offsets is None:
            places = [row]
        else:
            places = list(range(int(column.offsets[row]), int(column.offsets[row + 1])))
        found = [self._shown([int(p.leaf.column.codes[at]) for p in self.parts]) for at in places]
        return [shown for shown in found if shown is not None]

    def _shown(self, codes: Sequence[int]) -> Shown | None:
        read = [part.one(code) for part, code in zip(self.parts, codes, strict=True)]
        said = [None if _is_filler(one) else one for one in read]
        values: tuple[str | None, ...] = tuple(
            one.shown if isinstance(one, Standardized) else one for one in said
        )
        if self.shape.is_field:
            (value,) = values
            if value is None:
                return None
            # Of a single value nobody asks for a key.
            key = self.parts[0].key(codes[0]) if self.shape.many else None
            return Shown(value, key, _is_valid(said))
        if not any(values):
            return None
        whole = values if len(self.parts) > 1 else values[0]
        return Shown(whole, values, _is_valid(said))

    def said(self, groups: Grouped) -> SaidColumns:
        """Return what all records say, by customer."""
        columns = [part.leaf.column for part in self.parts]
        if self.shape.is_field:
            held = self.parts[0].is_shown[columns[0].codes]
        else:
            held = np.zeros(len(columns[0].codes), dtype=np.bool_)
            for part, column in zip(self.parts, columns, strict=True):
                held |= part.is_said[column.codes]
        at, record = _in_order(columns[0], groups, held)
        codes: list[Codes] = []
        valid = np.ones(len(at), dtype=np.bool_)
        for part, column in zip(self.parts, columns, strict=True):
            of_part = column.codes[at]
            valid &= ~part.is_wrong[of_part]
            if len(columns) > 1:
                of_part = np.where(part.is_shown[of_part], of_part, np.int32(-1))
            codes.append(of_part)
        return SaidColumns(
            groups.labels[record], record, tuple(codes), valid,
            lambda places: self._values([of_part[places] for of_part in codes]),
            (lambda places: self.parts[0].keys(codes[0][places].tolist()))
            if self.shape.many
            else None,
            self.shape.many, texts=True,
        )  # fmt: skip

    def by_target(self, said: SaidColumns, survived: SurvivedColumn) -> dict[str, Objects]:
        """Return what survived by the columns of a table that it fills."""
        at = survived.place
        found: dict[str, Objects] = {}
        held = at >= 0
        for i, (target, part, codes) in enumerate(
            zip(self.shape.targets, self.parts, said.codes, strict=True)
        ):
            texts = np.array([*part.texts, None], dtype=np.object_)
            # A code of -1 finds the place at the end: nothing.
            picked = np.full(len(at), -1, dtype=np.int64)
            picked[held] = codes[at[held]]
            values = texts[picked]
            for customer, made in survived.made.items():
                is_whole = len(self.parts) == 1
                values[customer] = made if is_whole or made is None else made[i]
            found[target] = values
        return found

    def _values(self, codes: Sequence[Codes]) -> list[Any]:
        texts = [
            [part.texts[code] if code >= 0 else None for code in of_part.tolist()]
            for part, of_part in zip(self.parts, codes, strict=True)
        ]
        return texts[0] if len(texts) == 1 else list(zip(*texts, strict=True))


def _is_filler(said: object) -> bool:
    return isinstance(said, Standardized) and said.status is Status.PLACEHOLDER


def _is_valid(said: Sequence[Standardized | str | None]) -> bool:
    standard = [one for one in said if isinstance(one, Standardized)]
    return all(one.status is Status.VALID for one in standard)


def _in_order(column: Column[Any], groups: Grouped, held: Flags) -> tuple[Int64, Int64]:
    """Return where the values that are held stand, by customer and record, and of which record."""
    if column.offsets is None:
        at = groups.order[held[groups.order]]
        return at, at
    of_value = column.flat_rows()
    at = np.flatnonzero(held & (groups.labels[of_value] >= 0))
    rows = of_value[at]
    order = np.argsort(groups.labels[rows], kind="stable")
    return at[order], rows[order]
