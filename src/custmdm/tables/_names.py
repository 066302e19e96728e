"""The terms of names that stand in several columns: most work is done once a part."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold_all, has_han
from custmdm.columns import MISSING, PLACEHOLDER_CODE, Column, PersonNames, Term, Terms, encode
from custmdm.data.han import simplified
from custmdm.kinds import Answers
from custmdm.model import PersonName, Standardized, Status
from custmdm.tables._combined import combinations
from custmdm.tables._units import unit_term, usable

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_PARTS = frozenset({"given", "middle", "family", "suffix", "honorific"})
_IDEOGRAPHS = lazy_pattern("[\u4e00-\u9fff]+")


def name_terms(columns: Mapping[str, Column[Standardized]]) -> Column[Term]:
    """Return the term of each name, as `unit_term` makes it of its parts.

    Args:
        columns: the values of each part; flat, or ragged alike.
    """
    first, of_row = combinations([column.codes for column in columns.values()])
    parts = {name: _Part.of(column, first) for name, column in columns.items()}
    # Two combinations of the same texts are one name; names come in the order of the first ones.
    chosen, name_of = combinations([part.codes for part in parts.values()])
    order = np.argsort(chosen)
    chosen, name_of = chosen[order], np.argsort(order)[name_of]
    parts = {name: part.take(chosen) for name, part in parts.items()}
    keys = _plain_keys(parts, len(chosen))
    # The few that want a look.
    others: dict[int, Term] = {}
    for i in [i for i, key in enumerate(keys) if not key]:
        row = int(first[chosen[i]])
        said = {n: c.values[int(c.codes[row])] for n, c in columns.items() if c.codes[row] >= 0}
        term = unit_term(PersonName, said)
        if term is not None:
            others[i] = term
    named = np.fromiter(map(bool, keys), np.bool_, len(keys))
    named[list(others)] = True
    codes = np.where(named, np.cumsum(named) - 1, MISSING)[name_of][of_row]
    # A combination that says nothing, because of a placeholder in it, is one.
    filler = np.logical_or.reduce([_fillers(column) for column in columns.values()])
    codes = np.where(filler & (codes < 0), PLACEHOLDER_CODE, codes).astype(np.int32)
    offsets = next(iter(columns.values())).offsets
    places = np.flatnonzero(named)
    of_names = [others[i].key if i in others else keys[i] for i in places.tolist()]
    return Column(codes, Terms(of_names, _names(parts, places, others)), offsets)


def _names(
    parts: Mapping[str, "_Part"], places: npt.NDArray[np.int64], others: Mapping[int, Term]
) -> PersonNames:
    """Return the names at some places, each made of its parts when somebody asks for it."""

    def make(at: int) -> PersonName:
        place = int(places[at])
        if place in others:
            name: PersonName = others[place].value
            return name
        said = {name: part.texts[int(part.codes[place])] for name, part in parts.items()}
        given, middle, family = said["given"], said.get("middle"), said["family"]
        if any(part.han[part.codes[place]] for part in (parts["given"], parts["family"])):
            return PersonName(full=f"{family}{given}", **said)
        full = f"{given} {middle} {family}" if middle else f"{given} {family}"
        return PersonName(full=full, **said)

    codes = {name: part.codes[places] for name, part in parts.items()}
    return PersonNames(codes, {name: part.texts for name, part in parts.items()}, make)


def can_be_names(unit: type, parts: Mapping[str, str]) -> bool:
    """Say whether parts make a name by themselves, with no whole line that may tell more."""
    return unit is PersonName and _PARTS.issuperset(parts)


def _fillers(column: Column[Standardized]) -> Flags:
    # Codes -1 and -2 find the two places at the end.
    flags = np.zeros(len(column.values) + 2, np.bool_)
    for at, value in _others(column.values).items():
        flags[at] = value.status is Status.PLACEHOLDER
    return flags[column.codes]


def _others(values: Sequence[Standardized]) -> Mapping[int, Standardized]:
    """Return the values that are not plain: those that are need not be read one by one."""
    return values.others if isinstance(values, Answers) else dict(enumerate(values))


def _usable_texts(values: Sequence[Standardized]) -> list[str | None]:
    """Return the text that matching sees of each value."""
    texts: list[str | None] = [None] * len(values)
    if isinstance(values, Answers):
        texts[:] = values.texts
    for at, value in _others(values).items():
        texts[at] = usable(value)
    return texts


@frozen(eq=False)
class _Part:
    """Hold a part of many names.

    Attributes:
        codes: the text of each name; below 0 it has none.
        texts: the distinct texts, and None at the end.
        keys: the match key of each text.
        spaced: which may stand between spaces in a clean name as they are.
        joined: which may stand right beside another one in a clean name as they are.
        han: which have Chinese characters.
    """

    codes: Codes
    texts: Sequence[str | None]
    keys: list[str]
    spaced: Flags
    joined: Flags
    han: Flags

    @classmethod
    def of(cls, column: Column[Standardized], rows: npt.NDArray[np.int64]) -> "_Part":
        """Return the part that stands in some rows of a column."""
        texts = encode(_usable_texts(column.values))
        codes = np.array([*texts.codes, MISSING, MISSING], np.int32)[column.codes[rows]]
        clean_ones = [text != "" and clean(text) == text for text in texts.values]
        han = [has_han(text) for text in texts.values]
        joined = [
            ok and (text.isascii() or _IDEOGRAPHS.fullmatch(text) is not None)
            for ok, text in zip(clean_ones, texts.values, strict=True)
        ]
        return cls(
            codes,
            (*texts.values, None),
            [*(simplified(key).replace(" ", "") for key in fold_all(texts.values)), ""],
            np.array([*clean_ones, True], np.bool_),
            np.array([*joined, True], np.bool_),
            np.array([*han, False], np.bool_),
        )

    @classmethod
    def nowhere(cls, n: int) -> "_Part":
        """Return the part that none of `n` names has."""
        yes, no = np.ones(1, np.bool_), np.zeros(1, np.bool_)
        return cls(np.full(n, MISSING, np.int32), (None,), [""], yes, yes, no)

    def take(self, places: npt.NDArray[np.int64]) -> "_Part":
        """Return the part of the names at some places."""
        return _Part(self.codes[places], self.texts, self.keys, self.spaced, self.joined, self.han)


def _plain_keys(parts: Mapping[str, _Part], n: int) -> list[str]:
    """Return the key of each name of given and family name; none for those that want a look."""
    given, middle, family = (
        parts.get(name) or _Part.nowhere(n) for name in ("given", "middle", "family")
    )
    g, m, f = given.codes, middle.codes, family.codes
    han = given.han[g] | family.han[f]
    known = (g >= 0) & (f >= 0)
    spaced = known & ~han & given.spaced[g] & family.spaced[f]
    joined = known & han & given.joined[g] & family.joined[f]
    plain = (spaced | joined) & middle.spaced[m]
    keys = [""] * n
    said = (
        map(part.keys.__getitem__, part.codes[plain].tolist()) for part in (given, middle, family)
    )
    for i, key in zip(
        np.flatnonzero(plain).tolist(), map("".join, zip(*said, strict=True)), strict=True
    ):
        keys[i] = key
    return keys
