"""The standardized values of one path, and what is wrong with them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import numpy as np
from attrs import frozen

from custmdm._hidden import MASK
from custmdm._progress import silent
from custmdm.columns import Column, Term
from custmdm.errors import ConfigurationError
from custmdm.kinds import Answers, Kind
from custmdm.model import Context, Issue, RecordId, Severity, Standardized, Status
from custmdm.tables._raw import RawColumn
from custmdm.typing import Progress

# Gives the id of the record at a position.
RecordOf = Callable[[int], RecordId]

_SEVERITY = {
    Status.INVALID: Severity.ERROR,
    Status.SUSPECT: Severity.WARNING,
    Status.PLACEHOLDER: Severity.INFO,
    Status.VALID: Severity.INFO,
}


@frozen(eq=False, repr=False)
class Leaf:
    """Hold the standardized values of one path."""

    path: str
    kind: Kind
    column: Column[Standardized]

    @property
    def answers(self) -> Answers:
        """Return the standardized values, one a code."""
        assert isinstance(self.column.values, Answers)
        return self.column.values

    def texts(self, part: str | None = None) -> Sequence[str | None]:
        """Return the standard text of each distinct value, or of one part of it."""
        if part is not None:
            return [answer.parts.get(part) for answer in self.answers]
        texts = list(self.answers.texts)
        for i, answer in self.answers.others.items():
            texts[i] = answer.value
        return texts

    def shown(self, code: int, *, masked: bool) -> str | None:
        """Return what a distinct value shows, masked by its kind or not; None where it is none."""
        said = self.answers.read(code)
        if said.shown is None:
            return None
        if not masked:
            return str(said.shown)
        # A mask is made for standard values: of any other text it might show too much.
        return MASK if said.value is None else self.kind.mask(said.value)

    def issues(self, record: RecordOf, rows: Sequence[int]) -> Iterator[Issue]:
        """Yield what is wrong with each value.

        Args:
            record: gives the id of the record at a position.
            rows: the row that each position has in what was given.
        """
        codes = self.column.codes
        wrong = {i: s for i, s in self.answers.others.items() if s.reasons}
        # The place at the end is for the negative codes: nothing is wrong with no value.
        troubled = np.zeros(len(self.answers) + 1, dtype=np.bool_)
        troubled[list(wrong)] = True
        for at in np.flatnonzero(troubled[codes]).tolist():
            found = wrong[int(codes[at])]
            position = self.column.flat_row(at)
            for reason in found.reasons:
                yield Issue(
                    path=self.path,
                    code=reason,
                    severity=severity_of(found),
                    params={"type": type(found.raw).__name__},
                    record=record(position),
                    row=rows[position],
                )


def severity_of(said: Standardized) -> Severity:
    """Return how much it matters that something is wrong with a value."""
    return _SEVERITY[said.status]


def standardized_leaves(
    raw: Sequence[RawColumn], context: Context, n: int, progress: Progress = silent
) -> dict[str, Leaf]:
    """Standardize the raw columns of `n` records, each once a distinct value."""
    check_context(context)
    countries = _row_countries(raw, context, n)
    leaves = {}
    for done, column in enumerate(raw):
        progress("read", done, len(raw))
        answers = _answers_of(column, context, countries)
        leaves[column.path] = Leaf(column.path, column.kind, answers)
    progress("read", len(raw), len(raw))
    return leaves


def read_through(leaves: Mapping[str, Leaf], units: Collection[str], progress: Progress) -> None:
    """Read what is read one by one: the values that are not plain, and the parts of units.

    Matching would ask for them as it goes, and could not say how far it is.

    Args:
        leaves: the values by path.
        units: the paths of parts that units are built of.
        progress: is told how many values were read.
    """
    counts = {p: leaf.answers.n_slow(whole=p in units) for p, leaf in leaves.items()}
    before, total = 0, sum(counts.values())
    progress("standardize", 0, total)
    for path, leaf in leaves.items():

        def told(done: int, before: int = before) -> None:
            if done:
                progress("standardize", before + done, total)

        leaf.answers.read_through(told, whole=path in units)
        before += counts[path]
    progress("standardize", total, total)


def _answers_of(
    raw: RawColumn, context: Context, countries: Column[str] | None
) -> Column[Standardized]:
    at_home = raw.kind.within(context)
    values = raw.column.values
    if countries is None or not raw.kind.wants_country:
        return Column(raw.column.codes, at_home.read_all(values), raw.column.offsets)
    # One value in two countries is two values: 13812345678 is a mobile in China only.
    kinds = [at_home] + [
        raw.kind.within(Context(country, context.locale, context.date_order))
        for country in countries.values
    ]
    of_row = countries.codes[raw.column.flat_rows()].astype(np.int64) + 1
    size = np.int64(len(kinds))
    codes = np.where(raw.column.codes < 0, -1, raw.column.codes * size + of_row)
    distinct, inverse = np.unique(codes, return_inverse=True)
    shift = int(len(distinct) > 0 and distinct[0] < 0)
    distinct = distinct[shift:]
    given = [values[code] for code in (distinct // size).tolist()]
    kind_of = (distinct % size).tolist()
    texts: list[str | None] = [None] * len(given)
    for k, kind in enumerate(kinds):
        places = [i for i, of in enumerate(kind_of) if of == k]
        for i, text in zip(places, kind.quick_texts([given[i] for i in places]), strict=True):
            texts[i] = text

    def read(i: int) -> Standardized:
        return read_there(kinds[kind_of[i]], at_home, given[i])

    answers = Answers(texts, read, given.__getitem__, raw.kind.plain_keys)
    return Column((inverse - shift).astype(np.int32), answers, raw.column.offsets)


def read_there(there: Kind, at_home: Kind, raw: object) -> Standardized:
    """Return a value standardized where its record is; what makes no sense there, at home.

    Somebody abroad keeps the mobile of home.
    """
    found = there.read(raw)
    if found.status is Status.VALID:
        return found
    home = at_home.read(raw)
    return home if home.status is Status.VALID else found


def terms_of(value: Standardized) -> Sequence[Term]:
    """Return the terms of a value: its identity; of several values in one cell each key."""
    if value.value is None:
        return [Term(key, key) for key in value.match_keys]
    return [Term(key, value.value) for key in value.match_keys[:1]]


def _row_countries(raw: Sequence[RawColumn], context: Context, n: int) -> Column[str] | None:
    """Return the country that each record states: of its own, else of its first address."""
    found = np.full(n, -1, dtype=np.int32)
    values: dict[str, int] = {}
    for column in sorted((c for c in raw if c.kind.name == "country"), key=lambda c: "." in c.path):
        kind = column.kind.within(context)
        standard = [kind.read(v).value for v in column.column.values]
        table = [-1 if v is None else values.setdefault(v, len(values)) for v in standard]
        codes = np.array([*table, -1, -1], dtype=np.int32)[column.column.codes]
        rows = column.column.flat_rows()
        # Written backwards, so that the first one of a record stays.
        first = np.full(n, -1, dtype=np.int32)
        stated = np.flatnonzero(codes >= 0)[::-1]
        first[rows[stated]] = codes[stated]
        found = np.where(found < 0, first, found)
    return Column(found.astype(np.int32), tuple(values)) if values else None


def check_context(context: object) -> None:
    """Raise ConfigurationError if what is given as a context is none."""
    if not isinstance(context, Context):
        raise ConfigurationError(
            f"context is a Context, got {type(context).__name__}; write Context(country='CN')"
        )
