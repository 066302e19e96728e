"""What was wrong with the data: issues with examples, and values by source and field."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.charts._quality import STATUSES, counts_by_status
from custmdm.charts._report._came_in import by_type, type_of
from custmdm.charts._report._html import Html, Piece, bar, details, percent, tag, value_of
from custmdm.charts._report._page import Section, heading, key, note, paragraph
from custmdm.charts._words import count
from custmdm.linker import Resolution, ResolvedTable
from custmdm.model import Issue, RecordId, Severity, Status
from custmdm.tables import Leaf, sources_of
from custmdm.tables._consistency import consistency_issues
from custmdm.tables._leaf import severity_of

Int64 = npt.NDArray[np.int64]

_EXAMPLES = 10
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@frozen
class Example:
    """Name a value that has an issue.

    Attributes:
        record: the record that says it.
        row: its row in what was given, from 0.
        shown: the value, masked or not.
    """

    record: RecordId
    row: int
    shown: str


@frozen
class Problem:
    """Say how often a path has one issue.

    Attributes:
        issue: the issue, of no record.
        type: what the records are called.
        count: how many values have it.
        examples: some of them.
    """

    issue: Issue
    type: str
    count: int
    examples: tuple[Example, ...]


def problems(result: Resolution[Any], *, masked: bool = True) -> list[Problem]:
    """Return what is wrong with the values, the worst and most frequent first.

    They are the issues of the result, counted by columns: none is made for each value.
    """
    found = [one for part in result.tables for one in _of_part(part, masked=masked)]
    return sorted(
        found,
        key=lambda one: (
            _WORST_FIRST.index(one.issue.severity), -one.count, one.type, one.issue.path,
            one.issue.code,
        ),
    )  # fmt: skip


def _of_part(part: ResolvedTable, *, masked: bool) -> Iterator[Problem]:
    table = part.table
    for path, leaf in table.leaves.items():
        for issue, flags in _of_leaf(leaf):
            yield _problem(part, leaf, issue, np.flatnonzero(flags[leaf.column.codes]), masked)
        shared = table.shared.get(path, {})
        if shared:
            held = [text is not None and text in shared for text in leaf.answers.shown()]
            at = np.flatnonzero(np.array([*held, False, False])[leaf.column.codes])
            most = max(shared.values())
            issue = Issue(
                path=path, code="value.shared", severity=Severity.INFO, params={"count": most}
            )
            yield _problem(part, leaf, issue, at, masked)
    yield from _contradictions(part, masked=masked)


def _of_leaf(leaf: Leaf) -> Iterator[tuple[Issue, npt.NDArray[np.bool_]]]:
    """Yield each issue of the values of a path, with which distinct values have it."""
    by_issue: dict[tuple[str, Severity, str], list[int]] = {}
    for code, said in leaf.answers.others.items():
        for reason in said.reasons:
            known = reason, severity_of(said), type(said.raw).__name__
            by_issue.setdefault(known, []).append(code)
    for (reason, severity, kind), codes in by_issue.items():
        # The places at the end are for negative codes: nothing is wrong with no value.
        flags = np.zeros(len(leaf.answers) + 2, dtype=np.bool_)
        flags[codes] = True
        yield Issue(path=leaf.path, code=reason, severity=severity, params={"type": kind}), flags


def _contradictions(part: ResolvedTable, *, masked: bool) -> Iterator[Problem]:
    """Yield what contradicts what its record says elsewhere."""
    table, found = part.table, dict[tuple[str, str, str], list[Issue]]()
    for issue in consistency_issues(table.leaves, table.ids.__getitem__, range(len(table))):
        found.setdefault((issue.path, issue.code, str(issue.params["other"])), []).append(issue)
    for issues in found.values():
        path, code, severity = issues[0].path, issues[0].code, issues[0].severity
        leaf, examples = table.leaves[path], []
        for at in [one.row for one in issues[:_EXAMPLES] if one.row is not None]:
            codes = [code for code in leaf.column.row_codes(at) if code >= 0]
            shown = ", ".join(leaf.shown(code, masked=masked) or "" for code in codes)
            examples.append(Example(table.ids[at], int(table.rows[at]), shown))
        issue = Issue(path=path, code=code, severity=severity, params=issues[0].params)
        yield Problem(issue, type_of(part), len(issues), tuple(examples))


def _problem(part: ResolvedTable, leaf: Leaf, issue: Issue, at: Int64, masked: bool) -> Problem:
    examples = []
    for place in at[:_EXAMPLES].tolist():
        position = leaf.column.flat_row(place)
        shown = leaf.shown(int(leaf.column.codes[place]), masked=masked) or ""
        examples.append(Example(part.table.ids[position], int(part.table.rows[position]), shown))
    return Problem(issue, type_of(part), len(at), tuple(examples))


@frozen
class Filled:
    """Say how many values of one path are good, of one source.

    Attributes:
        type: what the records are called.
        path: the path.
        source: the source.
        counts: the number of values of each status; missing are records without a value.
    """

    type: str
    path: str
    source: str
    counts: tuple[int, ...]

    def count(self, *statuses: Status) -> int:
        """Return how many values have one of some statuses."""
        return sum(self.counts[STATUSES.index(status)] for status in statuses)

    @property
    def n(self) -> int:
        """Return how many there are, missing ones included."""
        return sum(self.counts)


def filled(result: Resolution[Any]) -> list[Filled]:
    """Return how good the values of each path are, by source."""
    found = []
    for part in result.tables:
        names, source_of = sources_of(part.table.ids)
        for path, leaf in part.table.leaves.items():
            counts = counts_by_status(leaf, source_of, len(names))
            found += [
                Filled(type_of(part), path, name, tuple(of_source))
                for name, of_source in zip(names, counts.tolist(), strict=True)
            ]
    return found


def wrong(result: Resolution[Any], *, masked: bool) -> Section:
    """Return the section."""
    found = problems(result, masked=masked)
    total = sum(one.count for one in found)
    return Section(
        "wrong",
        "What was wrong with it",
        (
            paragraph(
                f"{count(total, 'finding')} in the values. Nothing is thrown away: a value that "
                "has no standard form is kept as it came."
            ),
            note(
                "An error: no usable value. A warning: a value that is in doubt. Info: a value "
                "that was only typed to fill a field, is shared by many, or was put right. Rows "
                "count from 1."
            ),
            _table_of(result, found),
            heading("Valid, not valid and missing values, by source"),
            key(
                ("valid", "valid"), ("doubtful", "in doubt"), ("invalid", "not valid"),
                ("missing", "missing, or only a filler"),
            ),
            _filled_table(result),
            note("What no record of a source fills is left out."),
        ),
    )  # fmt: skip


def _table_of(result: Resolution[Any], found: Sequence[Problem]) -> Html:
    heads = ("In records of", "Finding", "How bad", "Values", "Code", "Examples")
    rows = (
        (
            value_of(one.type), value_of(one.issue.text()), one.issue.severity.value, one.count,
            one.issue.code, _examples(one),
        )
        for one in found
    )  # fmt: skip
    if not found:
        return paragraph("Nothing was found wrong with the values.")
    return by_type(result, heads, rows)


def _examples(one: Problem) -> Html:
    lines = (
        tag("li", value_of(str(e.record)), f", row {e.row + 1:,}: ", value_of(e.shown))
        for e in one.examples
    )
    return details(f"show {len(one.examples)}", tag("ul", *lines))


def _filled_table(result: Resolution[Any]) -> Html:
    heads = ("In records of", "Column", "Source", "", "Valid", "In doubt", "Not valid", "Missing")
    told = (one for one in filled(result) if one.count(Status.MISSING) < one.n)
    return by_type(result, heads, (_filled_row(one) for one in told))


def _filled_row(one: Filled) -> tuple[Piece, ...]:
    n = max(one.n, 1)
    shares = [
        one.count(Status.VALID) / n, one.count(Status.SUSPECT) / n, one.count(Status.INVALID) / n,
        one.count(Status.MISSING, Status.PLACEHOLDER) / n,
    ]  # fmt: skip
    told = [percent(share) for share in shares]
    said = "{} valid, {} in doubt, {} not valid, {} missing".format(*told)
    drawn = list(zip(("valid", "doubtful", "invalid", "missing"), shares, strict=True))
    return value_of(one.type), value_of(one.path), value_of(one.source), bar(drawn, said), *told
