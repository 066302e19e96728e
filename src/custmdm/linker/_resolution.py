"""What resolving gives: clusters, links, golden records, and why."""

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm._values import aware
from custmdm.cluster import weakest_pairs
from custmdm.errors import ConfigurationError, UncertainResultWarning
from custmdm.frames import Values, make_frame
from custmdm.ledger import Churn, churn
from custmdm.linker._clustered import probabilities
from custmdm.linker._constraints import not_applied
from custmdm.linker._explain import explain_pair
from custmdm.linker._explanation import Explanation
from custmdm.linker._find import Finder, names_of
from custmdm.linker._golden import Claims, GoldenRecords, States
from custmdm.linker._ids import FirstRecordIds
from custmdm.linker._resolved import ResolvedTable, Run
from custmdm.linker._stable import stable_tables
from custmdm.linker._uncertain import choose_uncertain
from custmdm.model import (
    Cluster,
    Crosswalk,
    Decision,
    GoldenRecord,
    Issue,
    Link,
    MatchScore,
    RecordId,
    Severity,
    Thresholds,
)
from custmdm.survive import Attribute, Policy, SurvivorState
from custmdm.tables import FrameSource, by_row

R = TypeVar("R")
# Under this expected F1 a result is not to be used as it is.
_USABLE_F1 = 0.7
# Of a few records nothing can be expected with confidence.
_MANY = 100
_UNCERTAIN = "result.uncertain"
Int64 = npt.NDArray[np.int64]


@frozen(eq=False, repr=False)
class Resolution(Generic[R]):
    """Hold who is whom: of typed records of type R; of a table, R is a mapping by column.

    Everything is made when asked for; what was found is kept as arrays.
    """

    tables: tuple[ResolvedTable, ...]
    sources: tuple[FrameSource, ...] = ()
    run_issues: tuple[Issue, ...] = field(default=())
    now: dt.datetime | None = None
    previous: Crosswalk | None = None
    stable: Crosswalk | None = None

    def __attrs_post_init__(self) -> None:
        # Those that nobody has asked for yet are checked when they are made.
        if not any(isinstance(part.golden_ids, FirstRecordIds) for part in self.tables):
            self._golden_ids  # noqa: B018

    @cached_property
    def _golden_ids(self) -> tuple[tuple[str, ...], ...]:
        """Return the golden id of each cluster of each table."""
        found = tuple(tuple(part.golden_ids) for part in self.tables)
        if len(set(chain.from_iterable(found))) != sum(map(len, found)):
            raise ConfigurationError("the id factory gave one golden id to two customers")
        return found

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """Return the clusters; their ids are dense and of this run."""
        made: list[Cluster] = []
        for part, golden_ids in zip(self.tables, self._golden_ids, strict=True):
            ids = tuple(part.table.ids)
            for rows, golden_id in zip(part.clusters, golden_ids, strict=True):
                made.append(Cluster(len(made), tuple(map(ids.__getitem__, rows)), golden_id))
        return tuple(made)

    @property
    def golden(self) -> Sequence[GoldenRecord[R]]:
        """Return the golden record of each customer, in the order of the clusters.

        Each is made on access, with the trace of every value.
        """
        return self._golden

    @cached_property
    def _golden(self) -> GoldenRecords[R]:
        return GoldenRecords(
            self._claims,
            self.tables,
            self._policies,
            self.as_of,
        )

    @property
    def _policies(self) -> tuple[Policy, ...]:
        """Return how the attributes of each table survive, told the time."""
        return tuple(part.matching.policy.at(self.as_of) for part in self.tables)

    @cached_property
    def _claims(self) -> tuple[Claims, ...]:
        return tuple(Claims.of(part.table) for part in self.tables)

    @cached_property
    def as_of(self) -> dt.datetime | None:
        """Return the time that the golden records are for, where they hang on it.

        It is the one handed in, else the newest of the records; None where no rule needs it.
        """
        if self.now is not None or not any(p.matching.policy.hangs_on_time for p in self.tables):
            return self.now
        times = (at for part in self.tables for at in part.table.updated_at if at is not None)
        return max(map(aware, times), default=aware(dt.datetime.min))

    @property
    def states(self) -> Mapping[str, SurvivorState]:
        """Return what the records of each customer say, by golden id; each made when asked for.

        With a policy, :func:`custmdm.survive.survive` makes the golden values of them.
        """
        return States(self._claims, tuple(p.clusters for p in self.tables), self._golden_ids)

    @cached_property
    def policy(self) -> Policy:
        """Return how each attribute of the golden records survives.

        Raises:
            ConfigurationError: if records of two types have an attribute of one name that survives
                in two ways; then resolve each type by itself.
        """
        attributes: dict[str, Attribute] = {}
        for part in self.tables:
            for name, attribute in part.matching.policy.attributes.items():
                if attributes.setdefault(name, attribute) != attribute:
                    raise ConfigurationError(
                        f"{name!r} survives in two ways, in records of two types: resolve each "
                        "type by itself"
                    )
        return Policy(attributes)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return the pairs that match and are one customer."""
        links = self._links(together=True)
        return tuple(link for link in links if link.decision is Decision.MATCH)

    @cached_property
    def review(self) -> tuple[Link, ...]:
        """Return the pairs that match, or may, and are not one customer; the likeliest first."""
        open_pairs = self._links(together=False)
        return tuple(sorted(open_pairs, key=lambda link: (-link.weight, link.left, link.right)))

    @property
    def crosswalk(self) -> Crosswalk:
        """Return the golden id of every record."""
        # A property, not a cached one: the type checkers then see a plain Crosswalk.
        return self._crosswalk

    @cached_property
    def _crosswalk(self) -> Crosswalk:
        if self.stable is not None:
            return self.stable
        ids: dict[RecordId, str] = {}
        for part, golden_ids in zip(self.tables, self._golden_ids, strict=True):
            order = part.clusters.order
            records = map(tuple(part.table.ids).__getitem__, order.tolist())
            golden = map(golden_ids.__getitem__, part.labels[order].tolist())
            ids.update(zip(records, golden, strict=True))
        return Crosswalk(ids, created=tuple(chain.from_iterable(self._golden_ids)))

    @cached_property
    def churn(self) -> Churn:
        """Return what this run did to the golden ids of the `previous` one."""
        return churn(Crosswalk({}) if self.previous is None else self.previous, self.crosswalk)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Return what is wrong with the data, by row and field."""
        found = list(self.run_issues)
        for part in self.tables:
            found.extend(part.table.issues())
            for plan in part.plans:
                told = {"block.split": plan.split, "block.too_large": plan.skipped}
                for code, count in told.items():
                    params = {"count": count, "limit": part.matching.max_block}
                    if count:
                        found.append(
                            Issue(path=plan.rule, code=code, severity=Severity.INFO, params=params)
                        )
        return tuple(sorted(found, key=by_row))

    @cached_property
    def weakest(self) -> Mapping[str, float]:
        """Return the match probability of the weakest pair of records inside each customer.

        By golden id; 1.0 of a customer of one record, 0.0 where some pair of it is not possible at
        all: others hold it together. Who wants no merge without a look where any pair of the set
        is in doubt takes those from a threshold on, and reviews the rest.
        """
        found: dict[str, float] = {}
        for part, golden_ids in zip(self.tables, self._golden_ids, strict=True):
            weights = weakest_pairs(part.labels, part.left, part.right, part.weight, part.sides)
            least = np.where(np.isneginf(weights), 0.0, probabilities(weights))
            found |= zip(golden_ids, least.tolist(), strict=True)
        return MappingProxyType(found)

    @property
    def expected_f1(self) -> float:
        """Return how right the clusters promise to be, by the match probabilities.

        It is the F1 over pairs of records in one cluster; true pairs that no rule proposed are
        not in it.
        """
        return min((part.expected_f1 for part in self.tables), default=1.0)

    @property
    def n_records(self) -> int:
        """Return the number of records."""
        return sum(len(part.table) for part in self.tables)

    @property
    def n_pairs(self) -> int:
        """Return the number of pairs compared."""
        return sum(part.n_pairs for part in self.tables)

    def at(self, thresholds: Thresholds) -> "Resolution[R]":
        """Return the result at other thresholds, without comparing the records again.

        It is what a Linker with these thresholds returns: the weights of the pairs stay as they
        are, clusters, golden records and what is to review follow the thresholds.

        >>> import custmdm as cm
        >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
        >>> result = cm.resolve(rows, kinds={"name": "person_name", "phone": "phone"})
        >>> [len(result.at(cm.Thresholds(match=cut, possible=0.1)).clusters) for cut in (0.2, 0.99)]
        [1, 2]

        Raises:
            ConfigurationError: if `possible` is below 0.0001 and below that of this run: such
                pairs were not kept.
        """
        if not self.tables:
            return self
        found = [part.at(thresholds) for part in self.tables]
        parts, stable = stable_tables(found, self.tables[0].weighed.run)
        issues = [issue for issue in self.run_issues if issue.code != _UNCERTAIN]
        return evolve(self, tables=parts, run_issues=tuple(issues), stable=stable)

    def explain(self, left: object, right: object) -> Explanation:
        """Return why two records are, or are not, one customer.

        Args:
            left: a RecordId, or its text ``"crm:17"``.
            right: the other one.

        Raises:
            UnknownRecordError: if a record is not in the result.
            ConfigurationError: if a text fits two records, or both are the same.
        """
        (part, one), (other, two) = self._finder.place(left), self._finder.place(right)
        if (part, one) == (other, two):
            raise ConfigurationError(f"{self.find(left)} is one record; explain takes two")
        if part == other:
            return explain_pair(self.tables[part], *sorted((one, two)))
        return Explanation.of_types(*sorted((self.find(left), self.find(right))))

    def uncertain_pairs(self, n: int, *, exclude: Any = ()) -> tuple[Link, ...]:
        """Return the pairs worth asking about next, best first: their labels teach the most.

        Those near the match threshold come first, and pairs that do not compare alike before more
        of those that do. They are among the links and the pairs below them down to the possible
        threshold. Ask in rounds of 25 to 50, and fit again after each.

        Args:
            n: how many pairs.
            exclude: the pairs that were asked about before: labels as `Linker.fit` takes them, also
                empty ones, or pairs of records. Records that are not in the result do no harm.

        Raises:
            ConfigurationError: if `n` is not positive, or `exclude` holds no pairs.

        Source: Lewis and Gale (1994), A sequential algorithm for training text classifiers, for
        uncertainty; distinct vectors first, as one answer speaks for all pairs of one vector.
        """
        return choose_uncertain(self.tables, n, exclude)

    def golden_of(self, name: object) -> GoldenRecord[R]:
        """Return the golden record of the customer that a record belongs to.

        Args:
            name: a RecordId, or its text ``"crm:17"``.

        Raises:
            UnknownRecordError: if the record is not in the result.
        """
        part, row = self._finder.place(name)
        return self._golden.of(part, int(self.tables[part].labels[row]))

    def find(self, name: object) -> RecordId:
        """Return the id of the record that a RecordId or a text ``"crm:17"`` names.

        Raises:
            UnknownRecordError: if there is none.
            ConfigurationError: if a text fits two, as with the keys 1 and "1".
        """
        part, row = self._finder.place(name)
        return self.tables[part].table.ids[row]

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.tables)

    def _links(self, *, together: bool) -> Iterator[Link]:
        """Yield the kept pairs of one customer, or those of two."""
        for part in self.tables:
            thresholds = part.matching.thresholds
            ids = part.table.ids
            kept = (part.labels[part.left] == part.labels[part.right]) == together
            for left, right, weight in zip(
                part.left[kept].tolist(), part.right[kept].tolist(), part.weight[kept].tolist(),
                strict=True,
            ):  # fmt: skip
                probability = MatchScore.probability_of(weight)
                decision = thresholds.decide(probability)
                yield Link(ids[left], ids[right], probability, weight, decision)

    # -- frames ---------------------------------------------------------------------------------

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return the caller's table with cluster_id and golden_id.

        A table comes back as the type it came in; for typed records, and for two tables that were
        linked, the crosswalk as a table.
        """
        if len(self.sources) == 1:
            (part,), (ids,) = self.tables, self._golden_ids
            labels = np.empty_like(part.labels)
            labels[part.table.rows] = part.labels
            golden_ids = list(map(ids.__getitem__, labels.tolist()))
            return self.sources[0].frame.with_columns(
                {"cluster_id": labels, "golden_id": golden_ids}
            )
        members = [(record, c) for c in self.clusters for record in c.members]
        columns: dict[str, Values] = {
            "source": [record.source for record, _ in members],
            "key": [record.key for record, _ in members],
            "cluster_id": np.array([c.id for _, c in members], dtype=np.int64),
            "golden_id": [c.golden_id for _, c in members],
        }
        return self._frame(columns, backend)

    def golden_rows(self) -> list[dict[str, object]]:
        """Return one flat dict a customer, as for a file: parts by path, collections joined."""
        ids, sizes = chain.from_iterable(self._golden_ids), self._sizes.tolist()
        return [
            {"golden_id": golden_id, **row, "n_records": size}
            for golden_id, row, size in zip(ids, self._flat_rows(), sizes, strict=True)
        ]

    def golden_frame(self, backend: str = "pandas") -> Any:
        """Return one row a customer: the columns with kinds, golden_id and n_records.

        No golden record is made for it: values survive by columns.
        """
        names = dict.fromkeys(self.sources[0].kinds if self.sources else ())
        n, found = len(self._sizes), dict[str, Values]()
        if self.sources and n:
            (part,), (claims,), (policy,) = self.tables, self._claims, self._policies
            found = claims.columns(part.clusters, policy)
        elif n:
            rows = list(self._flat_rows())
            known = dict.fromkeys(name for row in rows for name in row)
            found = {name: [row.get(name) for row in rows] for name in known}
        columns: dict[str, Values] = {
            "golden_id": list(chain.from_iterable(self._golden_ids)),
            **{name: found.get(name, [None] * n) for name in names | dict.fromkeys(found)},
            "n_records": self._sizes,
        }
        return self._frame(columns, backend)

    def _flat_rows(self) -> Iterator[Mapping[str, object]]:
        for part, claims, policy in zip(self.tables, self._claims, self._policies, strict=True):
            yield from claims.rows(part.clusters, policy)

    @property
    def _sizes(self) -> Int64:
        """Return the number of records of each customer."""
        sizes = [np.zeros(0, dtype=np.int64), *(part.clusters.sizes for part in self.tables)]
        return np.concatenate(sizes)

    def links_frame(self, backend: str = "pandas") -> Any:
        """Return the matching pairs: left, right, probability.

        The records are named by their ids, as text. Where two tables were linked, each is named by
        its key, for its column says which table it is of.
        """
        keys = len(self.sources) == 2
        left, right, found = list[object](), list[object](), [np.zeros(0)]
        for part in self.tables:
            at = np.flatnonzero(part.labels[part.left] == part.labels[part.right])
            of_weight, which = np.unique(part.weight[at], return_inverse=True)
            probability = np.array([MatchScore.probability_of(w) for w in of_weight.tolist()])[
                which
            ]
            matches = probability >= part.matching.thresholds.match
            at = at[matches]
            one, two = part.left[at], part.right[at]
            if part.sides is not None:
                # That of the left table first.
                turned = part.sides[one] != 0
                one, two = np.where(turned, two, one), np.where(turned, one, two)
            left += names_of(part.table.ids, one, keys=keys)
            right += names_of(part.table.ids, two, keys=keys)
            found.append(probability[matches])
        columns: dict[str, Values] = {
            "left": left, "right": right, "probability": np.concatenate(found)
        }  # fmt: skip
        return self._frame(columns, backend)

    def _frame(self, columns: Mapping[str, Values], backend: str) -> Any:
        """Return columns as the type of the caller's table, or of the library named."""
        if self.sources:
            return self.sources[0].frame.make(columns)
        return make_frame(columns, backend)

    # -- text -----------------------------------------------------------------------------------

    @property
    def thresholds(self) -> tuple[Thresholds, ...]:
        """Return the thresholds used, one for each record type."""
        return tuple(part.matching.thresholds for part in self.tables)

    def __str__(self) -> str:
        sizes = self._sizes
        merged, largest = int((sizes > 1).sum()), int(sizes.max(initial=0))
        lines = [
            f"{_count(self.n_records, 'record')} -> {_count(len(sizes), 'customer')}",
            *(issue.text() for issue in self.run_issues if issue.code == _UNCERTAIN),
            f"  {_count(self.n_pairs, 'pair')} compared, {len(self.links):,} match, "
            f"{len(self.review):,} to review",
            f"  {_count(merged, 'customer')} of more than one record, the largest of {largest:,}",
            f"  {_count(len(self.issues), 'issue')} in the data",
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Resolution: {self.n_records} records, {len(self._sizes)} customers>"

    def _repr_html_(self) -> str:
        from html import escape

        head, *rest = str(self).split("\n")
        rows = "".join(f"<tr><td>{escape(line.strip())}</td></tr>" for line in rest)
        return (
            f"<table><thead><tr><th>{escape(head)}</th></tr></thead><tbody>{rows}</tbody></table>"
        )


def finished(
    tables: Iterable[ResolvedTable],
    sources: tuple[FrameSource, ...],
    issues: Iterable[Issue],
    run: Run,
    *,
    doubt: bool = True,
) -> Resolution[Any]:
    """Return the result, with a warning where it is too uncertain to be used as it is.

    Without doubt where the user chose a threshold: who is strict wants few matches, not all.
    """
    parts, stable = stable_tables(tuple(tables), run)
    found = [*issues, *not_applied(run.constraints, (part.table for part in parts))]
    for part in parts:
        if doubt and len(part.table) >= _MANY and part.expected_f1 < _USABLE_F1:
            params = {"expected_f1": f"{part.expected_f1:.2f}"}
            issue = Issue(path="result", code=_UNCERTAIN, severity=Severity.WARNING, params=params)
            found.append(issue)
            # At the line of the user that called cm.resolve, or a method of the Linker.
            warnings.warn(issue.text(), UncertainResultWarning, stacklevel=4)
    return Resolution(parts, sources, tuple(found), run.now, run.previous, stable)


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
