"""The facade: a Linker is a frozen model."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, overload

import attrs
from attrs import evolve, field, frozen

from custmdm.block import Rule
from custmdm.cluster import AverageLinkage
from custmdm.compare import Comparison
from custmdm.errors import (
    ConfigurationError,
    MissingColumnError,
    ModelError,
    NotTrainedError,
    did_you_mean,
)
from custmdm.frames import is_frame
from custmdm.kinds import Kind
from custmdm.linker._balance import balanced
from custmdm.linker._defaults import default_blocking, default_comparisons
from custmdm.linker._golden import check_survivorship
from custmdm.linker._ids import first_record_id
from custmdm.linker._json import dump, load
from custmdm.linker._matching import Matching
from custmdm.linker._progress import as_progress
from custmdm.linker._resolution import Resolution
from custmdm.linker._resolved import cluster_table, resolve_table
from custmdm.linker._run import Compared, compare_candidates, count_frequencies, train
from custmdm.linker._settings import (
    blocking_given,
    check_names,
    comparisons_given,
    frequencies_given,
    kinds_given,
    paths_of,
    survivorship_given,
)
from custmdm.model import (
    Context,
    Frequencies,
    MatchScore,
    Record,
    RecordId,
    Thresholds,
)
from custmdm.score import FellegiSunter
from custmdm.tables import (
    FieldPlan,
    FrameSource,
    Table,
    check_context,
    check_record,
    columns_of_records,
    columns_of_table,
    split_by_type,
    standardized_table,
    table_of_records,
)
from custmdm.typing import Clusterer, IdFactory, Progress, SurvivorshipRule

_NO_RULES: Mapping[str, Any] = MappingProxyType({})
_AVERAGE_LINKAGE = AverageLinkage()


R = TypeVar("R")


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
        survivorship: rules by attribute, where the kinds' own do not fit.
        context: what values take for granted.
        max_block: a value shared by more records than this proposes no pairs.
        clusterer: puts records into clusters by their scored pairs.
        model: what training learned, or None.
        frequencies: how often what each comparison sees occurs, or None before training.

    Raises:
        ConfigurationError: if neither or both of record and kinds are given.
        MissingColumnError: if a rule, comparison or survivorship rule names no field.
    """

    record: type | None = None
    kinds: Mapping[str, Kind] | None = field(default=None, converter=kinds_given)
    blocking: tuple[Rule, ...] | None = field(default=None, converter=blocking_given)
    comparisons: tuple[Comparison, ...] | None = field(default=None, converter=comparisons_given)
    thresholds: Thresholds | None = None
    survivorship: Mapping[str, tuple[SurvivorshipRule, ...]] = field(
        default=_NO_RULES, converter=survivorship_given
    )
    context: Context = Context()
    max_block: int = 200
    clusterer: Clusterer = _AVERAGE_LINKAGE
    model: FellegiSunter | None = None
    frequencies: tuple[Frequencies, ...] | None = field(default=None, converter=frequencies_given)

    def __attrs_post_init__(self) -> None:
        if (self.record is None) == (self.kinds is None):
            raise ConfigurationError(
                "a Linker takes record=, for typed records, or kinds=, for a table"
            )
        check_context(self.context)
        if self.record is not None:
            check_record(self.record)
        if type(self.max_block) is not int or self.max_block < 2:
            raise ConfigurationError(
                f"max_block is a number of records from 2, got {self.max_block!r}"
            )
        known = {p.name for p in self.fields} | set(self._kind_of_path)
        check_names(known)
        check_survivorship(self.fields, self.survivorship)
        named = [c.on for c in self.used_comparisons]
        named += [path for rule in self.used_blocking for path in paths_of(rule)]
        for path in named:
            if path not in known:
                raise MissingColumnError(f"there is no field {path!r}. {did_you_mean(path, known)}")
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
        """Return the blocking rules in use."""
        if self.blocking is not None:
            return self.blocking
        return default_blocking(self.fields, self._kind_of_path)

    @cached_property
    def used_comparisons(self) -> tuple[Comparison, ...]:
        """Return the comparisons in use."""
        if self.comparisons is not None:
            return self.comparisons
        return default_comparisons(self.fields)

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
        seed: int = 0,
        progress: bool | Progress | None = None,
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
    ) -> "Linker":
        """Return this Linker with a model learned from the records; no labels are needed.

        Args:
            records: Records, or for a Linker with kinds a table.
            seed: the same seed and records give the same model.
            progress: True for a bar, or a callback (stage, done, total) that may raise to cancel.
            key: for a table, the column of the record keys.
            source: for a table, the source of its records.
            updated_at: for a table, the column that says when a record was changed.
        """
        table, _, _ = self._read(records, key, source, updated_at)
        fitted, _ = learn(self, table, seed, as_progress(progress))
        return fitted

    # -- resolving ------------------------------------------------------------------------------

    @overload
    def resolve(
        self,
        records: Iterable[Record[R]],
        *,
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
    ) -> Resolution[R]: ...
    @overload
    def resolve(
        self,
        records: Any,
        *,
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
        ids: IdFactory = first_record_id,
        progress: bool | Progress | None = None,
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
    ) -> Resolution[Any]:
        """Return who is whom among the records.

        Args:
            records: Records, or for a Linker with kinds a table.
            ids: makes the golden id of a customer from its records.
            progress: True for a bar, or a callback (stage, done, total) that may raise to cancel.
            key: for a table, the column of the record keys.
            source: for a table, the source of its records.
            updated_at: for a table, the column that says when a record was changed.

        Raises:
            NotTrainedError: if the Linker was not fitted.
            DuplicateKeyError: if two records have one id.
        """
        matching = self.matching
        table, frame, issues = self._read(records, key, source, updated_at)
        told = as_progress(progress)
        part = resolve_table(matching, table, compare_table(self, table, told), ids, told)
        return Resolution((part,), frame, tuple(issues))

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
            self.survivorship, self.model, self.used_frequencies, self.clusterer,
            self._names_persons,
        )  # fmt: skip

    # -- one pair -------------------------------------------------------------------------------

    def score(self, left: Any, right: Any) -> MatchScore:
        """Return the score of one pair: typed data, Records, or rows of a table as dicts.

        Raises:
            NotTrainedError: if the Linker was not fitted.
        """
        return self.matching.score_rows(self._pair_table(left, right), 0, 1)

    def _pair_table(self, left: Any, right: Any) -> Table:
        if self.record is not None:
            data = [d.data if isinstance(d, Record) else d for d in (left, right)]
            for d in data:
                if not isinstance(d, self.record):
                    raise ConfigurationError(
                        f"this Linker scores {self.record.__name__}, got {type(d).__name__}"
                    )
            records = [Record(RecordId("pair", i), d) for i, d in enumerate(data)]
            return table_of_records(records, self.record, self.context, (0, 1))
        of_kind = self.kinds or {}
        for row in (left, right):
            if not hasattr(row, "get"):
                raise ConfigurationError(
                    f"this Linker scores rows of a table as dicts, got {type(row).__name__}"
                )
        columns = {name: [row.get(name) for row in (left, right)] for name in of_kind}
        raw, plans = columns_of_table(columns, of_kind)
        ids = [RecordId("pair", 0), RecordId("pair", 1)]
        return standardized_table(ids, [None, None], raw, plans, self.context, (0, 1))

    # -- reading --------------------------------------------------------------------------------

    def _read(
        self, records: Any, key: str | None, source: str, updated_at: str | None
    ) -> tuple[Table, FrameSource | None, Sequence[Any]]:
        if self.kinds is not None:
            frame = FrameSource.of(
                records, kinds=self.kinds, key=key, source=source, updated_at=updated_at
            )
            table, issues = frame.table(self.context)
            return table, frame, issues
        assert self.record is not None
        if is_frame(records):
            raise ConfigurationError(
                "a Linker with record= reads Records; read the table with FieldMapping, "
                "or make the Linker with kinds={column: kind}"
            )
        by_type = split_by_type(records)
        if set(by_type) - {self.record}:
            others = ", ".join(t.__name__ for t in by_type if t is not self.record)
            raise ConfigurationError(f"this Linker resolves {self.record.__name__}, got {others}")
        found, rows = by_type.get(self.record, ([], []))
        return table_of_records(found, self.record, self.context, rows), None, ()

    # -- saving ---------------------------------------------------------------------------------

    def to_json(self, *, parts: Mapping[str, object] | None = None) -> str:
        """Return the Linker as plain JSON.

        Args:
            parts: a name for each function or object of your own that it uses.

        Raises:
            ModelError: if it uses a part of your own that has no name.
        """
        settings = {a.name: getattr(self, a.name) for a in attrs.fields(type(self))}
        return dump(settings, parts or {})

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


def compare_table(linker: Linker, table: Table, progress: Progress) -> Compared:
    """Return the candidate pairs of a standardized table with their comparison vectors."""
    return compare_candidates(
        table,
        linker.used_blocking,
        linker.used_comparisons,
        linker.used_frequencies,
        max_block=linker.max_block,
        progress=progress,
    )


def learn(linker: Linker, table: Table, seed: int, progress: Progress) -> tuple[Linker, Compared]:
    """Return the Linker with what the pairs of a table teach, and those pairs."""
    frequencies = count_frequencies(table, linker.used_comparisons)
    counted = evolve(linker, model=None, frequencies=frequencies)
    compared = compare_table(counted, table, progress)
    training = train(table, linker.used_comparisons, compared, seed=seed, progress=progress)
    # At even odds and by the usual clusterer, whatever the user resolves with.
    usual = evolve(counted, thresholds=None, clusterer=_AVERAGE_LINKAGE, model=training.model)

    def cluster(model: FellegiSunter) -> Any:
        return cluster_table(evolve(usual.matching, model=model), len(table), compared)[0]

    return evolve(counted, model=balanced(training.model, compared, cluster)), compared
