"""Golden records, and for each of their values where it comes from and what it beat."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import attrs
from attrs import field, frozen

from custmdm._hidden import hidden, hidden_parts
from custmdm._html import html_table, html_text
from custmdm.errors import MissingColumnError, did_you_mean
from custmdm.model._ids import RecordId
from custmdm.model._trace_text import trace_lines, value_text

# A golden record names so many of its records; further ones are counted.
_MEMBERS = 10

T = TypeVar("T")
R = TypeVar("R")

# What the trace of an attribute says that no record says anything of.
NO_VALUE = "no value"


@frozen
class Claim(Generic[T]):
    """Hold what one record says of one attribute.

    Attributes:
        value: the standard value, or the raw one where there is no standard value.
        record: who says so.
        observed_at: when the source last changed the record, or None.
        valid: whether the value passed validation.
        trust: how far this very claim is trusted, in points, or None: then a table of trust says.
    """

    value: T = field(repr=hidden)
    record: RecordId
    observed_at: dt.datetime | None = None
    valid: bool = True
    trust: float | None = None


@frozen
class Removed(Generic[T]):
    """Say which rule removed a claim that did not survive, and by how much.

    Attributes:
        claim: the claim that lost.
        rule: the rule that removed it.
        margin: by how much it was behind the best claim, or None where the rule measures nothing.
        unit: what the margin counts: "days", "points", "records", "characters", "parts", "places",
            or "" for plain numbers.
    """

    claim: Claim[T]
    rule: str
    margin: float | None = None
    unit: str = ""


@frozen
class Filled(Generic[T]):
    """Say from which claim a part of a unit was filled that the winner lacked.

    Attributes:
        part: the part; of a unit of columns the column.
        value: what it was filled with.
        claim: the claim that says so.
    """

    part: str
    value: object = field(repr=hidden)
    claim: Claim[T]


@frozen
class Trace(Generic[T]):
    """Say where a value of a golden record comes from, and what it beat.

    Attributes:
        path: the attribute.
        winners: the claims that survived: all that say the value; for a collection those of every
            element. None where no value survived, or where somebody pinned one that nobody says.
        rule_path: the rules that were asked, up to the one that settled it.
        removed: the claims that lost, each with the rule that removed it.
        value: what survived; for a collection a tuple.
        filled: parts of a unit that come from another claim.
        mask: how a value is shown where it is masked: by its kind, where that is known.
    """

    path: str
    winners: tuple[Claim[T], ...]
    rule_path: tuple[str, ...]
    removed: tuple[Removed[T], ...] = ()
    value: Any = field(default=None, repr=hidden)
    filled: tuple[Filled[T], ...] = ()
    mask: Callable[[Any], str] = field(default=hidden, eq=False, repr=False)

    @property
    def winner(self) -> Claim[T] | None:
        """Return the first claim that survived, or None."""
        return self.winners[0] if self.winners else None

    @property
    def rule(self) -> str:
        """Return the rule that settled it."""
        return self.rule_path[-1]

    @property
    def records(self) -> tuple[RecordId, ...]:
        """Return the records whose value survived."""
        return tuple(claim.record for claim in self.winners)

    def text(self, locale: str = "en", *, masked: bool = True) -> str:
        """Return the trace in words, in English ("en") or Chinese ("zh").

        >>> won, lost = Claim("Ann", RecordId("crm", 1)), Claim("Anna", RecordId("web", 9))
        >>> removed = Removed(lost, "most_recent", 31.0, "days")
        >>> trace = Trace("name", (won,), ("most_recent",), (removed,), "Ann")
        >>> print(trace.text())
        name: ***, from crm:1; settled by most_recent
          not ***, from web:9: most_recent, 31 days behind
        >>> print(trace.text("zh", masked=False))
        name：Ann，来自 crm:1；依据：最近更新
          未采用 Anna，来自 web:9：最近更新，相差 31 天

        Args:
            locale: the language.
            masked: whether values are masked by their kinds.
        """
        return "\n".join(trace_lines(self, locale, masked=masked))

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return html_text(self.path, self.text())


def masked_by(fresh: Trace[T], mask: Callable[[Any], str]) -> Trace[T]:
    """Write the mask into a trace that nobody else holds yet: faster than to make another."""
    object.__setattr__(fresh, "mask", mask)
    return fresh


@frozen
class GoldenRecord(Generic[R]):
    """Hold the one trusted record of a customer.

    Attributes:
        id: the golden id.
        data: a typed record; for a table, a mapping by column.
        lineage: where each value comes from, by attribute.
        members: the records it was made of.
    """

    id: str
    data: R = field(repr=hidden_parts)
    lineage: Mapping[str, Trace[object]] = field(repr=False)
    members: tuple[RecordId, ...] = field(default=())

    def trace(self, path: str) -> Trace[object]:
        """Return where the value of an attribute comes from, and what it beat.

        Of an attribute that no record says anything of, the trace has no winners. A part of a unit,
        such as ``"name.family"``, has the trace of its unit.

        >>> claim = Claim("Ann", RecordId("crm", 1))
        >>> trace = Trace("name", (claim,), ("the only value",))
        >>> golden = GoldenRecord("g1", {"name": "Ann"}, {"name": trace})
        >>> golden.trace("name").records
        (RecordId('crm', 1),)

        Raises:
            MissingColumnError: if there is no such attribute.
        """
        if path in self.lineage:
            return self.lineage[path]
        data: Any = self.data
        names = data if isinstance(data, Mapping) else [a.name for a in attrs.fields(type(data))]
        if path in names:
            return Trace(path, (), (NO_VALUE,))
        whole = path.rpartition(".")[0]
        if whole in self.lineage and _has_part(self.lineage[whole], path.rpartition(".")[2]):
            return self.lineage[whole]
        known = {*names, *self.lineage}
        raise MissingColumnError(
            f"a golden record has no attribute {path!r}. {did_you_mean(path, known)}"
        )

    def text(self, *, masked: bool = True) -> str:
        """Return the golden record in words: each value, and the records that say it.

        >>> trace = Trace("name", (Claim("Ann", RecordId("crm", 1)),), ("oldest",), value="Ann")
        >>> golden = GoldenRecord("g1", {"name": "Ann"}, {"name": trace}, trace.records)
        >>> print(golden.text(masked=False))
        g1, of 1 record: crm:1
          name: Ann, from crm:1; settled by oldest

        Args:
            masked: whether values are masked by their kinds.
        """
        lines = (
            f"  {path}: {value}, from {records}; settled by {rule}"
            for path, value, records, rule in self._told(masked=masked)
        )
        return "\n".join([self._head, *lines])

    @property
    def _head(self) -> str:
        n = len(self.members)
        shown = ", ".join(map(str, self.members[:_MEMBERS]))
        more = f" and {n - _MEMBERS:,} more" if n > _MEMBERS else ""
        return f"{self.id}, of {n:,} record{'s' * (n != 1)}: {shown}{more}"

    def _told(self, *, masked: bool) -> Iterator[tuple[str, str, str, str]]:
        """Yield each attribute that has a value, the value, who says so, and what settled it."""
        # The columns of a unit share one trace.
        for trace in {trace.path: trace for trace in self.lineage.values()}.values():
            if trace.winners or trace.value not in (None, ()):
                value = value_text(trace, masked=masked)
                records = ", ".join(dict.fromkeys(map(str, trace.records))) or "nobody"
                yield trace.path, value, records, trace.rule

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        head = ("attribute", "value", "from", "settled by")
        return html_table(self._head, head, self._told(masked=True))


def _has_part(trace: Trace[object], part: str) -> bool:
    units = {type(trace.value), *(type(claim.value) for claim in trace.winners)}
    return any(attrs.has(unit) and part in attrs.fields_dict(unit) for unit in units)
