"""The facade: a Linker is a frozen model."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, overload

import attrs
import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm.block import BestPairs, BlockingPlan, KeyStatistics, Rule
from custmdm.block._stable_keys import KeyRules
from custmdm.cluster import AverageLinkage
from custmdm.compare import Comparison
from custmdm.errors import (
    ConfigurationError,
    MissingColumnError,
    ModelError,
    NotTrainedError,
    did_you_mean,
)
from custmdm.kinds import Kind
from custmdm.linker._balance import balanced
from custmdm.linker._candidate import Candidate
from custmdm.linker._candidates import Candidates
from custmdm.linker._compared import Compared, VectorsOf
from custmdm.linker._constraints import constraints_given, restrictions
from custmdm.linker._defaults import default_blocking, default_comparisons
from custmdm.linker._drift import drift_of
from custmdm.linker._ids import first_record_id
from custmdm.linker._input import Input, frame_input, typed_input
from custmdm.linker._json import dump, fingerprint, load
from custmdm.linker._known import matches, record_keys
from custmdm.linker._labels import labelled_rows
from custmdm.linker._matching import Matching
from custmdm.linker._one_pair import PairScorer, PreparedRecord
from custmdm.linker._plan import Rate, plan_pairs
from custmdm.linker._policy import policy_of
from custmdm.linker._progress import as_progress
from custmdm.linker._read import Reader, read_one
from custmdm.linker._read_as import values_read_as
from custmdm.linker._report import report_of
from custmdm.linker._resolution import Resolution, finished
from custmdm.linker._resolved import Run, resolve_table
from custmdm.linker._settings import (
    blocking_given,
    check_count,
    check_names,
    comparisons_given,
    frequencies_given,
    key_statistics_given,
    kinds_given,
    paths_of,
    survivorship_given,
    vetoes_given,
)
from custmdm.linker._training import count_frequencies, random_pairs, train
from custmdm.linker._vetoes import veto_fields
from custmdm.linker._weighed import cluster_table, weighed
from custmdm.model import (
    Constraint,
    Context,
    Crosswalk,
    Frequencies,
    Issue,
    MatchScore,
    Record,
    Thresholds,
)
from custmdm.score import (
    Drift,
    FellegiSunter,
    Labelled,
    RandomPairs,
    TrainingReport,
    weigh_evidence,
)
from custmdm.survive import Attribute, Policy
from custmdm.tables import (
    FieldPlan,
    FrameSource,
    check_context,
    check_record,
    columns_of_records,
    columns_of_table,
)
from custmdm.typing import CandidateSource, Clusterer, IdFactory, Progress

_NO_RULES: Mapping[str, Any] = MappingProxyType({})
_AVERAGE_LINKAGE = AverageLinkage()

R = TypeVar("R")
Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@frozen(kw_only=True)
class Linker:
    """Hold a model of who is whom: rules, comparisons, thresholds and what training learned.

    What is left out comes from the kinds. Frozen: `fit` returns a new one.

    >>> from custmdm import Linker, Person, block
    >>> linker = Linker(
    ...     record=Person, blocking=(block.on("phones"), block.on("name", "birth_date"))
    ... )
    >>> linker.is_trained
    False

    Attributes:
        record: the record type, or None for a table.
        kinds: for a table, the kind of each column.
        blocking: the blocking rules; None takes them from the kinds.
        comparisons: the comparisons; None takes them from the kinds.
        thresholds: the match probabilities that decide; None takes the usual ones.
        survivorship: by attribute a rule, several, or a `survive.Attribute`, where the kinds' own
            rules do not fit.
        context: what values take for granted.
        max_block: two records that share a value with more records than this are not compared for
            that alone: only if they agree on another field of the blocking rules too, and not too
            many share both.
        max_pairs: what the blocking rules may make in pairs, once for each value that two records
            share; rules that would make more are refused before any is made. A billion take about
            ten minutes to compare. Rules that have a budget of their own, as those of the kinds
            have, do not count.
        clusterer: puts records into clusters by their scored pairs.
        vetoes: the fields of which a customer has one value of each type: two valid ones that
            differ by more than a slip are never one customer. None takes the fields of unique
            kinds: numbers of identity and register numbers.
        model: what training learned, or None.
        frequencies: how often what each comparison sees occurs, or None before training.
        key_statistics: by what the best pairs were chosen in training, of each such rule. A table
            of up to twice as many records is given pairs by the same measure, whether its records
            come at once or one by one. Of rules that are not those in use they say nothing.
        training: what training learned and what to distrust of it, in words, or None.

    Raises:
        ConfigurationError: if neither or both of record and kinds are given.
        MissingColumnError: if a rule, comparison or survivorship rule names no field.
    """

    record: type | None = None
    kinds: Mapping[str, Kind] | None = field(default=None, converter=kinds_given)
    blocking: tuple[Rule, ...] | None = field(default=None, converter=blocking_given)
    comparisons: tuple[Comparison, ...] | None = field(default=None, converter=comparisons_given)
    thresholds: Thresholds | None = None
    survivorship: Mapping[str, Attribute] = field(default=_NO_RULES, converter=survivorship_given)
    context: Context = Context()
    max_block: int = 200
    max_pairs: int = 1_000_000_000
    clusterer: Clusterer = _AVERAGE_LINKAGE
    vetoes: tuple[str, ...] | None = field(default=None, converter=vetoes_given)
    model: FellegiSunter | None = None
    frequencies: tuple[Frequencies, ...] | None = field(default=None, converter=frequencies_given)
    key_statistics: tuple[KeyStatistics, ...] = field(default=(), converter=key_statistics_given)
    training: TrainingReport | None = None

    def __attrs_post_init__(self) -> None:
        if (self.record is None) == (self.kinds is None):
            raise ConfigurationError(
                "a Linker takes record=, for typed records, or kinds=, for a table"
            )
        check_context(self.context)
        if self.record is not None:
            check_record(self.record)
        check_count("max_block", self.max_block, 2, "records")
        check_count("max_pairs", self.max_pairs, 1, "pairs")
        known = {p.name for p in self.fields} | set(self._kind_of_path)
        check_names(known)
        self.policy  # noqa: B018
        named = [c.on for c in self.used_comparisons]
        named += [path for rule in self.used_blocking for path in paths_of(rule)]
        for path in named:
            if path not in known:
                raise MissingColumnError(f"there is no field {path!r}. {did_you_mean(path, known)}")
        veto_fields(self.fields, self.vetoes)
        if not self.used_comparisons or not self.used_blocking:
            raise ConfigurationError(
                "there is nothing to compare: a Linker needs a comparison and a blocking rule, "
                "and these fields by themselves say too little of who somebody is: "
                + ", ".join(sorted(known))
            )
        if self.frequencies is not None and len(self.frequencies) != len(self.used_comparisons):
            raise ConfigurationError("the frequencies are of other comparisons; fit again")
        if self.model is not None:
            shape = [len(row) for row in self.model.m]
            if shape != [c.n_levels for c in self.used_comparisons]:
                raise ConfigurationError("the model was trained with other comparisons; fit again")

    # -- what it consists of --------------------------------------------------------------------

    @cached_property
    def fields(self) -> tuple[FieldPlan, ...]:
        """Return the fields that are compared and survive."""
        return tuple(self._shape[1])

    @cached_property
    def used_blocking(self) -> tuple[Rule, ...]:
        """Return the blocking rules in use, fitted where the Linker is."""
        rules = self.blocking
        if rules is None:
            rules = default_blocking(self.fields, self._kind_of_path)
        known = {keys.rules: keys for keys in self.key_statistics}
        return tuple(
            evolve(rule, fitted=known[rule.names])
            if isinstance(rule, BestPairs) and rule.names in known
            else rule
            for rule in rules
        )

    @cached_property
    def used_comparisons(self) -> tuple[Comparison, ...]:
        """Return the comparisons in use."""
        if self.comparisons is not None:
            return self.comparisons
        return default_comparisons(self.fields)

    @cached_property
    def used_vetoes(self) -> tuple[str, ...]:
        """Return the fields whose values veto a match."""
        return veto_fields(self.fields, self.vetoes)

    @cached_property
    def policy(self) -> Policy:
        """Return how each attribute of the golden records survives."""
        return policy_of(self.fields, self.record, self.survivorship)

    @property
    def used_frequencies(self) -> tuple[Frequencies, ...]:
        """Return how often what each comparison sees occurs; nothing before training."""
        return self.frequencies or (Frequencies(),) * len(self.used_comparisons)

    @property
    def used_thresholds(self) -> Thresholds:
        """Return the thresholds in use."""
        return self.thresholds or Thresholds()

    @property
    def is_trained(self) -> bool:
        """Say whether the Linker has a model."""
        return self.model is not None

    @property
    def _names_persons(self) -> bool:
        """Say whether the records are of persons: by their own names, not by an employer's."""
        kinds = {plan.kind.name for plan in self.fields}
        return not kinds.isdisjoint({"person_name", "given_name", "family_name"})

    @cached_property
    def _shape(self) -> Any:
        if self.record is not None:
            return columns_of_records(self.record, [])
        of_kind = self.kinds or {}
        return columns_of_table(dict.fromkeys(of_kind, ()), of_kind)

    @cached_property
    def _kind_of_path(self) -> dict[str, Kind]:
        return {column.path: column.kind for column in self._shape[0]}

    # -- training -------------------------------------------------------------------------------

    def fit(
        self,
        records: Any,
        *,
        labels: Any = (),
        seed: int = 0,
        progress: bool | Progress | None = None,
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
    ) -> "Linker":
        """Return this Linker with a model learned from the records; no labels are needed.

        Where there are some, they help. Whoever labels may choose the pairs by what is compared:
        `uncertain_pairs` of a result names those that teach the most.

        Args:
            records: Records, or for a Linker with kinds a table.
            labels: whether two records are one customer, for some pairs: {(left, right): same}, or
                rows of left, right and same, as tuples or a DataFrame. A record is a RecordId or
                its text ``"crm:17"``; an empty label says nothing.
            seed: the same seed and records give the same model.
            progress: True for a bar, or a callback (stage, done, total) that may raise to cancel.
            key: for a table, the column of the record keys.
            source: for a table, the source of its records.
            updated_at: for a table, the column that says when a record was changed.

        Raises:
            ConfigurationError: if labels name a record that is not there, or contradict each other.
        """
        given, _ = self._input(records, None, self._sources(records, key, source, updated_at))
        fitted, _ = learn(self, given, seed, as_progress(progress), labels)
        return fitted

    # -- resolving ------------------------------------------------------------------------------

    @overload
    def resolve(
        self,
        records: Iterable[Record[R]],
        *,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
    ) -> Resolution[R]: ...
    @overload
    def resolve(
        self,
        records: Any,
        *,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
    ) -> Resolution[Any]: ...
    def resolve(
        self,
        records: Any,
        *,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
    ) -> Resolution[Any]:
        """Return who is whom among the records.

        Args:
            records: Records, or for a Linker with kinds a table.
            constraints: what is known for certain: Always, Never, OnePerSource; and of values
                IgnoreValue, AliasValue.
            previous: the crosswalk of the run before: customers keep their golden ids.
            now: when this run is: for new golden ids, and the time that trust decays to
                (`survive.MostTrusted`). With `previous` it must be given; else without it trust
                decays to the newest time of the records.
            ids: makes the golden id of a new customer from its records.
            progress: True for a bar, or a callback (stage, done, total) that may raise to cancel.
            key: for a table, the column of the record keys.
            source: for a table, the source of its records.
            updated_at: for a table, the column that says when a record was changed.

        Raises:
            NotTrainedError: if the Linker was not fitted.
            DuplicateKeyError: if two records have one id.
            ContradictionError: if the constraints contradict each other.
        """
        matching = self.matching
        sources = self._sources(records, key, source, updated_at)
        run = Run(constraints_given(constraints), ids, as_progress(progress), previous, now)
        return self._resolved(matching, records, None, sources, run)

    @overload
    def fit_resolve(
        self,
        records: Iterable[Record[R]],
        *,
        labels: Any = (),
        seed: int = 0,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
    ) -> tuple["Linker", Resolution[R]]: ...
    @overload
    def fit_resolve(
        self,
        records: Any,
        *,
        labels: Any = (),
        seed: int = 0,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
    ) -> tuple["Linker", Resolution[Any]]: ...
    def fit_resolve(
        self,
        records: Any,
        *,
        labels: Any = (),
        seed: int = 0,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
    ) -> tuple["Linker", Resolution[Any]]:
        """Fit on the records and resolve them: in half the time of one after the other.

        The records are read, and their pairs compared, once. The options are those of `fit` and of
        `resolve`.

        >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
        >>> linker = Linker(kinds={"name": "person_name", "phone": "phone"})
        >>> fitted, result = linker.fit_resolve(rows)
        >>> fitted.is_trained, len(result.clusters)
        (True, 1)

        Returns:
            The Linker that `fit` returns, and the result. Where constraints say something of
            values, both see them so.

        Raises:
            ConfigurationError: if labels name a record that is not there, or contradict each other.
            DuplicateKeyError: if two records have one id.
            ContradictionError: if the constraints contradict each other.
        """
        run = Run(constraints_given(constraints), ids, as_progress(progress), previous, now)
        sources = self._sources(records, key, source, updated_at)
        given, issues = self._input(records, None, sources)
        (read_as,) = values_read_as(run.constraints, self.reader)
        given = given.reading(read_as)
        fitted, compared = learn(self, given, seed, run.progress, labels)
        part = resolve_table(fitted.matching, given.table, compared, run)
        result = finished((part,), sources, issues, run, doubt=self.thresholds is None)
        return fitted, result

    @overload
    def link(
        self,
        left: Iterable[Record[R]],
        right: Iterable[Record[R]],
        *,
        one_to_one: bool = False,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
    ) -> Resolution[R]: ...
    @overload
    def link(
        self,
        left: Any,
        right: Any,
        *,
        one_to_one: bool = False,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
        key: str | None = None,
        right_columns: Mapping[str, str] = _NO_RULES,
        sources: tuple[str, str] = ("left", "right"),
        updated_at: str | None = None,
    ) -> Resolution[Any]: ...
    def link(
        self,
        left: Any,
        right: Any,
        *,
        one_to_one: bool = False,
        constraints: Iterable[Constraint] = (),
        previous: Crosswalk | None = None,
        now: dt.datetime | None = None,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
        key: str | None = None,
        right_columns: Mapping[str, str] = _NO_RULES,
        sources: tuple[str, str] = ("left", "right"),
        updated_at: str | None = None,
    ) -> Resolution[Any]:
        """Return which records of two tables, or two lists of Records, are of one customer.

        Only pairs across the two are compared. The options are those of :func:`custmdm.link`.

        Raises:
            NotTrainedError: if the Linker was not fitted.
            DuplicateKeyError: if two records have one id.
            ContradictionError: if the constraints contradict each other.
        """
        matching = self.matching
        frames = self._sources(left, key, sources[0], updated_at)
        frames = (*frames, *(f.like(right, sources[1], right_columns) for f in frames))
        known = constraints_given(constraints)
        run = Run(known, ids, as_progress(progress), previous, now, one_to_one)
        return self._resolved(matching, left, right, frames, run)

    def drift(
        self,
        records: Any,
        *,
        seed: int = 0,
        key: str | None = None,
        source: str = "table",
    ) -> Drift:
        """Return how far records have moved from those that this Linker was fitted to.

        Random pairs of them, nearly all of two customers, are held against random pairs of those:
        a value that twice as many share is worth a bit less than the model says, and so is any
        agreement where there are twice as many records. ``print`` it for what to make of it.

        Args:
            records: Records, or for a Linker with kinds a table.
            seed: chooses the pairs.
            key: for a table, the column of the record keys.
            source: for a table, the source of its records.

        Raises:
            NotTrainedError: if this Linker was not fitted.
        """
        matching = self.matching
        table = self._input(records, None, self._sources(records, key, source, None))[0].table
        return drift_of(
            matching, self.training, len(table), seed, lambda left, right: (table, left, right)
        )

    def plan(
        self,
        records: Any,
        *,
        key: str | None = None,
        source: str = "table",
        seed: int = 0,
        progress: bool | Progress | None = None,
        pairs_per_second: float | None = None,
        timer: Callable[[], float] | None = None,
    ) -> BlockingPlan:
        """Return what a run on these records would do and cost, and what each blocking rule adds.

        It makes no more than a sample of the pairs where there are many, so that it says in seconds
        what would take hours; rules that make too many pairs for a run are refused in the plan too,
        in its `refused`. What is a match is estimated by the model; a Linker that was not fitted is
        fitted first, on these records, on a large table roughly.

        The memory is that of a run at its peak, on top of the process and its table, by a formula
        that was fitted to made-up customers: 105 bytes a compared value, 65 a key, 80 to 250 a pair
        that is held, of which there are two million at most, and 30 MB. Expect it to be right
        within a factor of one and a half.

        The library reads no clock: seconds are told where you give a rate, or a timer to measure
        one with on the sample.

        >>> import time
        >>> from custmdm import block
        >>> names = ["Ann Lee", "Bob Ray", "Cyd May", "Dee Fox"] * 2
        >>> rows = [{"id": i, "name": name, "city": "Leeds"} for i, name in enumerate(names)]
        >>> linker = Linker(
        ...     kinds={"name": "person_name", "city": "city"},
        ...     blocking=(block.on("name"), block.on("city")),
        ...     max_block=4,
        ... )
        >>> plan = linker.plan(rows, key="id", pairs_per_second=1_000_000)
        >>> plan.pairs, plan.seconds, plan.refused
        (4, 4e-06, None)
        >>> plan.rules[1].split, str(plan.rules[1].largest[0])
        (1, '8 records share l***, split')
        >>> linker.plan(rows, key="id", timer=time.perf_counter).seconds > 0
        True

        Args:
            records: Records, or for a Linker with kinds a table.
            key: for a table, the column of the record keys.
            source: for a table, the source of its records.
            seed: the seed of the training.
            progress: True for a bar, or a callback (stage, done, total) that may raise to cancel.
            pairs_per_second: how many pairs are compared in a second, as an earlier run did.
            timer: returns the time in seconds, such as ``time.perf_counter``: comparing the pairs
                that the plan looks at is measured with it.

        Raises:
            ConfigurationError: if the rate is not above 0, or there is a timer too.
        """
        rate = Rate.given(pairs_per_second, timer)
        told = as_progress(progress)
        given, _ = self._input(records, None, self._sources(records, key, source, None))
        linker = self if self.is_trained else learn_for_plan(self, given, seed, told)
        field_of = {path: plan.name for plan in self.fields for path in plan.paths}
        return plan_pairs(
            linker.matching, given.table, field_of, told, max_pairs=self.max_pairs, rate=rate
        )

    @property
    def matching(self) -> Matching:
        """Return all that decides of a pair, and of what survives.

        Raises:
            NotTrainedError: if the Linker was not fitted.
        """
        if self.model is None:
            raise NotTrainedError(
                "this Linker has no model: call linker = linker.fit(records) first"
            )
        return Matching(
            self.used_blocking, self.used_comparisons, self.max_block, self.used_thresholds,
            self.policy, self.model, self.used_frequencies, self.clusterer,
            self._names_persons, self.used_vetoes,
        )  # fmt: skip

    @cached_property
    def reader(self) -> Reader:
        """Return what the records are that it is made for."""
        return Reader(self.record, self._kind_of_path, self.fields, self.context)

    # -- one pair -------------------------------------------------------------------------------

    def prepare(self, record: Any) -> PreparedRecord:
        """Return a record ready to be scored: standardised, and prepared for each comparison.

        Who scores a record with many others, prepares each once.

        >>> linker = Linker(kinds={"name": "person_name", "phone": "phone"})
        >>> linker = linker.fit([{"name": "Ann Lee", "phone": "+14155550101"}])
        >>> ann = linker.prepare({"name": "Ann Lee", "phone": "+1 415 555 0101"})
        >>> ann
        <PreparedRecord: 2 of 2 comparisons have a value>
        >>> linker.score(ann, {"name": "Lee, Ann"}) == linker.score({"name": "Ann Lee"}, ann)
        True

        Args:
            record: typed data, a Record, or a row of a table as a dict.

        Raises:
            NotTrainedError: if the Linker was not fitted.
            ConfigurationError: if it is not what the Linker was made for.
        """
        scorer = self._scorer
        return PreparedRecord(self, scorer.prepare(read_one(self.reader, record)))

    def score(self, left: Any, right: Any) -> MatchScore:
        """Return the score of one pair: typed data, Records, or rows of a table as dicts.

        Either may be what `prepare` returned: then it takes microseconds, not hundreds of them.
        The records are seen by themselves: that a value is on far too many customers, only a table
        tells.

        Raises:
            NotTrainedError: if the Linker was not fitted.
            ConfigurationError: if they are not what the Linker was made for, or another Linker
                prepared one.
        """
        if type(left) is not PreparedRecord:
            left = self.prepare(left)
        if type(right) is not PreparedRecord:
            right = self.prepare(right)
        if left.linker is not self or right.linker is not self:
            self._check_prepared(left, right)
        return self._scorer.score(left.values, right.values)

    # -- one record against many ------------------------------------------------------------------

    def keys(self, record: Any, *, secret: bytes | None = None) -> tuple[str, ...]:
        """Return the blocking keys of a record, for an indexed column of tables of the host's own.

        Records that share one are candidates for one customer: look them up by their keys, and
        hand them to `match`. A rule by hand gives a key or few, those from the kinds give dozens:
        a host that keeps keys in a table names its rules with `blocking`.

        >>> from custmdm import block
        >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}]
        >>> linker = Linker(
        ...     kinds={"name": "person_name", "phone": "phone"},
        ...     blocking=(block.on("phone"), block.on(("name", block.sorted_words))),
        ... ).fit(rows)
        >>> linker.keys(rows[0])
        ('phone=+14155550101', 'sorted_words(name)=ann lee')
        >>> [len(key) for key in linker.keys(rows[0], secret=b"of the host")]
        [30, 30]

        Args:
            record: typed data, a Record, or a row of a table as a dict.
            secret: a key of the host's, of 1 to 64 bytes, to hash them with: then they say nothing
                of the customer to whoever does not have it. None gives them in clear.

        Raises:
            NotTrainedError: if the Linker was not fitted.
            ConfigurationError: if it is not what the Linker was made for, or a rule goes by the
                order of all records.
        """
        return record_keys(self.reader, self._key_rules, record, secret)

    def match(
        self,
        record: Any,
        candidates: CandidateSource | Iterable[Any],
        *,
        secret: bytes | None = None,
    ) -> tuple[Candidate, ...]:
        """Return which of some records may be of the same customer, the likeliest first.

        The records are those that the host finds by the keys of the record, in a transaction of its
        own: compared, weighed and decided as in a run over all of them. It changes nothing.

        >>> from custmdm import RecordId
        >>> ann = {"name": "Ann Lee", "phone": "+14155550101"}
        >>> bob = {"name": "Bob Ray", "phone": "+14155550199"}
        >>> linker = Linker(kinds={"name": "person_name", "phone": "phone"})
        >>> linker = linker.fit([ann, ann, bob])
        >>> def source(keys):
        ...     return [(RecordId("crm", 1), ann), (RecordId("crm", 2), bob)]
        >>> (found,) = linker.match({"name": "Lee, Ann", "phone": "+1 415 555 0101"}, source)
        >>> str(found.id), str(found.decision)
        ('crm:1', 'match')

        Args:
            record: typed data, a Record, or a row of a table as a dict. A Record is not held
                against itself.
            candidates: a function from keys to records, as they are or could be; or the records.
                For a Linker with kinds, pairs of a RecordId and a row.
            secret: the key of the host's that its keys are hashed with, as for `keys`.

        Raises:
            NotTrainedError: if the Linker was not fitted.
            ConfigurationError: if something is not what the Linker was made for.
        """
        return matches(
            self.reader, self._scorer, lambda: self._key_rules, record, candidates, secret
        )

    def _check_prepared(self, *records: PreparedRecord) -> None:
        # An equal one, as in another process, prepares the same.
        if any(r.linker is not self and r.linker != self for r in records):
            raise ConfigurationError(
                "the record was prepared by another Linker, of other settings or training; "
                "prepare it with this one: linker.prepare(record)"
            )

    @cached_property
    def _key_rules(self) -> KeyRules:
        matching = self.matching
        return KeyRules.of(matching.rules, matching.max_block)

    @cached_property
    def _scorer(self) -> PairScorer:
        return PairScorer.of(self.matching)

    # -- reading --------------------------------------------------------------------------------

    def _sources(
        self, records: Any, key: str | None, source: str, updated_at: str | None
    ) -> tuple[FrameSource, ...]:
        """Return how the table is read; nothing where the records are typed."""
        if self.kinds is None:
            return ()
        return (
            FrameSource.of(
                records, kinds=self.kinds, key=key, source=source, updated_at=updated_at
            ),
        )

    def _input(
        self, records: Any, others: Any, sources: tuple[FrameSource, ...]
    ) -> tuple[Input, Sequence[Issue]]:
        if sources:
            return frame_input(sources, self.context)
        assert self.record is not None
        return typed_input(records, others, self.record, self.context), ()

    def _resolved(
        self,
        matching: Matching,
        records: Any,
        others: Any,
        sources: tuple[FrameSource, ...],
        run: Run,
    ) -> Resolution[Any]:
        given, issues = self._input(records, others, sources)
        (read_as,) = values_read_as(run.constraints, self.reader)
        given = given.reading(read_as)
        pairs = candidates_of(self, given, run.progress)
        some = pairs.some(run.progress)
        possible = MatchScore.weight_of(matching.thresholds.possible)
        compared = pairs.likely(matching.model, some, possible, run.progress)
        del pairs, some
        part = resolve_table(matching, given.table, compared, run)
        return finished((part,), sources, issues, run, doubt=self.thresholds is None)

    # -- saving ---------------------------------------------------------------------------------

    def to_json(self, *, parts: Mapping[str, object] | None = None) -> str:
        """Return the Linker as plain JSON.

        Args:
            parts: a name for each function or object of your own that it uses.

        Raises:
            ModelError: if it uses a part of your own that has no name.
        """
        return dump(self._settings, parts or {})

    @cached_property
    def fingerprint(self) -> str:
        """Return a text that two Linkers share only if they decide alike.

        Processes that have to use one Linker compare it. A function of your own is told by its
        name: what it does may change unseen.
        """
        return fingerprint(self._settings)

    @property
    def _settings(self) -> dict[str, Any]:
        return {a.name: getattr(self, a.name) for a in attrs.fields(type(self))}

    @classmethod
    def from_json(
        cls, text: str, *, record: type | None = None, parts: Mapping[str, object] | None = None
    ) -> "Linker":
        """Return the Linker that `to_json` wrote.

        Args:
            text: the JSON.
            record: the record type, where it was made with one.
            parts: the functions and objects of your own, by the names given in `to_json`.

        Raises:
            ModelError: if the text is cut, of a newer version, or names a part that is not known.
        """
        settings = load(text, record, parts or {})
        try:
            return cls(**settings)
        except (ConfigurationError, TypeError) as error:
            raise ModelError(f"the saved Linker cannot work: {error}") from error

    def __repr__(self) -> str:
        of = self.record.__name__ if self.record is not None else f"{len(self.kinds or {})} columns"
        trained = "trained" if self.is_trained else "not trained"
        return (
            f"<Linker of {of}: {len(self.used_blocking)} blocking rules, "
            f"{len(self.used_comparisons)} comparisons, {trained}>"
        )


def candidates_of(linker: Linker, given: Input, progress: Progress) -> Candidates:
    """Return the candidate pairs of standardized records."""
    comparisons, frequencies = linker.used_comparisons, linker.used_frequencies
    return Candidates.of(
        given.table,
        linker.used_blocking,
        VectorsOf.by(given.table, comparisons, frequencies),
        max_block=linker.max_block,
        max_pairs=linker.max_pairs,
        progress=progress,
        sides=given.sides,
    )


def learn_for_plan(linker: Linker, given: Input, seed: int, progress: Progress) -> Linker:
    """Return the Linker with a model that tells matches well enough for a plan."""
    try:
        return learn(linker, given, seed, progress, is_rough=True)[0]
    except ConfigurationError:
        # Its rules make too many pairs to run: most are of strangers, and teach little.
        usual = evolve(linker, blocking=None)
        return evolve(
            learn(usual, given, seed, progress, is_rough=True)[0], blocking=linker.blocking
        )


def learn(
    linker: Linker,
    given: Input,
    seed: int,
    progress: Progress,
    labels: Any = (),
    *,
    is_rough: bool = False,
) -> tuple[Linker, Compared]:
    """Return the Linker with what the pairs of some records and labels teach, and those pairs.

    Roughly, of a large table, with what a sample of them teaches.
    """
    # First, so that nobody waits for a mistake in them.
    table, labelled = given.table, labelled_rows(labels, given.table.ids)
    frequencies = count_frequencies(table, linker.used_comparisons)
    counted = evolve(linker, model=None, frequencies=frequencies, key_statistics=(), training=None)
    pairs = candidates_of(counted, given, progress)
    some = pairs.some(progress)
    answers = Labelled(pairs.vectors_of(labelled.left, labelled.right), labelled.same)
    random = pairs.vectors_of(*random_pairs(len(table), seed, given.sides))
    training = train(table, linker.used_comparisons, some, answers, random, progress=progress)
    if is_rough and some.every > 1:
        return evolve(counted, model=training.model), some
    # At even odds and by the usual clusterer, whatever the user resolves with.
    usual = evolve(counted, thresholds=None, clusterer=_AVERAGE_LINKAGE, model=training.model)
    possible = MatchScore.weight_of(linker.used_thresholds.possible)
    compared = pairs.likely(training.model, some, possible, progress)
    keys = [plan.fitted for plan in compared.pairs.plans if plan.fitted is not None]
    # Of a large table the keys take more memory than all that is still to come.
    del pairs
    free = restrictions(table, (), ())

    def cluster(model: FellegiSunter, compared: Compared) -> Int64:
        pairs = weighed(model, compared)
        matching = evolve(usual.matching, model=model)
        return cluster_table(matching, pairs, compared.vectors_of, free).labels

    model = weigh_evidence(balanced(training.model, compared, cluster), answers)
    levels = [comparison.n_levels for comparison in linker.used_comparisons]
    strangers = RandomPairs.of(len(table), random, levels)
    report = report_of(linker.used_comparisons, some, training, strangers)
    fitted = evolve(counted, model=model, key_statistics=keys, training=report)
    return fitted, compared
