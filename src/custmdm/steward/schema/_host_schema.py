"""The tables of a host that refer to its customers, as data."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from attrs import Factory, evolve, field, frozen

from custmdm._values import text_of
from custmdm.errors import ConfigurationError, did_you_mean

Check = Literal["none", "deferred", "immediate", "cascade"]
Row = Mapping[str, Any]
Values = tuple[Any, ...]

_CHECKS = ("none", "deferred", "immediate", "cascade")


def as_key(value: Any) -> Values:
    """Return the values of a key; a key of one column may be given as its value."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def as_row(given: Row) -> Row:
    """Return values by column, so that nobody else changes them."""
    return dict(given)


def _names(given: "str | Iterable[str]") -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


@frozen(cache_hash=True)
class RowKey:
    """Name a row of the host.

    >>> str(RowKey("orders", 7)), str(RowKey("memberships", (7, "gold")))
    ('orders (7)', "memberships (7, 'gold')")

    Attributes:
        table: the table.
        key: the values of the primary key, in the order of its columns.
    """

    table: str
    key: Values = field(converter=as_key)

    def __str__(self) -> str:
        return f"{self.table} ({', '.join(map(_shown, self.key))})"


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, (str, int, bytes)) else repr(str(value))


def row_order(row: RowKey) -> tuple[str, tuple[object, ...]]:
    """Return what rows are sorted by: the table, then the key, numbers by size."""
    return row.table, tuple(
        (0, value, "") if isinstance(value, (int, float)) else (1, 0, text_of(value))
        for value in row.key
    )


@frozen
class Unique:
    """Describe what may be there only once in a table.

    Attributes:
        columns: the columns that together are unique.
        name: the name of the constraint or index, for people.
        where: the values of other columns that a row has for which this holds; None is NULL.
        nulls_distinct: whether two rows with NULL in one of the columns are different, as in
            standard SQL.
    """

    columns: tuple[str, ...] = field(converter=_names)
    name: str = ""
    where: Row = field(factory=dict, converter=as_row)
    nulls_distinct: bool = True


def _uniques(given: Iterable[Unique]) -> tuple[Unique, ...]:
    return tuple(given)


@frozen
class HostTable:
    """Describe a table that has customers, or rows that refer to them.

    Attributes:
        name: the table.
        key: the columns of its primary key, or others that tell its rows apart and are never NULL.
        uniques: what else may be there only once.
    """

    name: str
    key: tuple[str, ...] = field(default=("id",), converter=_names)
    uniques: tuple[Unique, ...] = field(default=(), converter=_uniques)


@frozen
class Reference:
    """Describe columns of a table that say which row of another one a row refers to.

    Attributes:
        table: the table with the columns.
        columns: the columns. A row in which one of them is NULL refers to nothing.
        to: the table that is referred to; "" is that of the customers.
        to_columns: its columns, in the same order; () are those of its key.
        where: the values of other columns that a row has for which this holds: of a reference by
            type and id, the type. None is NULL.
        as_text: whether the column holds as text what is no text in the other table.
        check: what the database does when a key changes that is referred to. "none": it knows
            nothing of the reference; "deferred": it looks at the end of the transaction, or can be
            told to; "immediate": it refuses; "cascade": it changes the columns itself.
    """

    table: str
    columns: tuple[str, ...] = field(converter=_names)
    to: str = ""
    to_columns: tuple[str, ...] = field(default=(), converter=_names)
    where: Row = field(factory=dict, converter=as_row)
    as_text: bool = False
    check: Check = "none"

    def __str__(self) -> str:
        return f"{self.table} ({', '.join(self.columns)})"

    def target(self, row: Row) -> Values:
        """Return what a row refers to with its columns."""
        return values_of(row, self.columns)

    def spelled(self, row: Row) -> Values:
        """Return what the columns hold that refer to a row of the other table."""
        found = values_of(row, self.to_columns)
        return tuple(v if v is None else str(v) for v in found) if self.as_text else found


def _tables(given: Iterable[HostTable]) -> tuple[HostTable, ...]:
    return tuple(given)


def _references(given: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple(given)


@frozen
class HostSchema:
    """Describe where customers are in the tables of a host, and what refers to them.

    >>> schema = HostSchema(
    ...     "customers",
    ...     tables=[HostTable("customers"), HostTable("orders"), HostTable("notes")],
    ...     references=[
    ...         Reference("orders", "customer_id"),
    ...         Reference("notes", "about_id", where={"about": "customer"}),
    ...     ],
    ... )
    >>> [str(one) for one in schema.references_to("customers")]
    ['orders (customer_id)', 'notes (about_id)']

    Attributes:
        customers: the table of the customers, one row each.
        tables: the tables, that one among them.
        references: what refers to what. References to rows of other tables matter where a merge
            changes the keys of these.
        redirect: the columns of the customers' table that hold, in the row of one that was merged
            away, the key of the one that survived; () if the host keeps that elsewhere.

    Raises:
        ConfigurationError: if a table is missing, or columns do not fit each other.
    """

    customers: str
    tables: tuple[HostTable, ...] = field(converter=_tables)
    references: tuple[Reference, ...] = field(default=(), converter=_references)
    redirect: tuple[str, ...] = field(default=(), converter=_names)
    _by_name: Mapping[str, HostTable] = field(
        init=False, eq=False, repr=False,
        default=Factory(lambda self: {one.name: one for one in self.tables}, takes_self=True),
    )  # fmt: skip

    def __attrs_post_init__(self) -> None:
        twice = [n for n, count in Counter(one.name for one in self.tables).items() if count > 1]
        if twice:
            raise ConfigurationError(f"the table {twice[0]!r} is described twice")
        for one in self.tables:
            if not one.key or any(not unique.columns for unique in one.uniques):
                raise ConfigurationError(
                    f"the table {one.name!r} has a key or a unique constraint without columns; "
                    "name the columns that tell its rows apart: HostTable(name, key=...)"
                )
        key = self.table(self.customers).key
        if self.redirect and len(self.redirect) != len(key):
            raise ConfigurationError(
                f"redirect has {len(self.redirect)} columns, the key of a customer {len(key)}"
            )
        object.__setattr__(self, "references", tuple(map(self._complete, self.references)))

    def _complete(self, reference: Reference) -> Reference:
        """Return a reference with what it refers to written out."""
        self.table(reference.table)
        to = reference.to or self.customers
        columns = reference.to_columns or self.table(to).key
        if len(columns) != len(reference.columns):
            raise ConfigurationError(
                f"{reference} has {len(reference.columns)} columns and refers to {len(columns)} of "
                f"{to!r}; name them: Reference(..., to_columns=...)"
            )
        if reference.check not in _CHECKS:
            raise ConfigurationError(
                f"check of {reference}: {did_you_mean(str(reference.check), _CHECKS)}"
            )
        self.table(to)
        return evolve(reference, to=to, to_columns=columns)

    def table(self, name: str) -> HostTable:
        """Return a table.

        Raises:
            ConfigurationError: if it is not described.
        """
        found = self._by_name.get(name)
        if found is None:
            raise ConfigurationError(
                f"the table {name!r} is not described; {did_you_mean(name, self._by_name)}"
            )
        return found

    def references_to(self, table: str | None = None) -> tuple[Reference, ...]:
        """Return what refers to a table, or to any, without redirects of customers merged away."""
        return tuple(r for r in self._moving if table is None or r.to == table)

    def references_from(self, table: str) -> tuple[Reference, ...]:
        """Return what a table refers to, without redirects of customers merged away."""
        return tuple(r for r in self._moving if r.table == table)

    def row_key(self, table: str, row: Row) -> RowKey:
        """Return the name of a row."""
        return RowKey(table, values_of(row, self.table(table).key))

    @property
    def _moving(self) -> Iterable[Reference]:
        # A redirect stays what it was when the customer that it names is merged away too.
        redirect = (self.customers, self.redirect)
        return (r for r in self.references if (r.table, r.columns) != redirect)


def values_of(row: Row, columns: Iterable[str]) -> Values:
    """Return the values of some columns."""
    return tuple(row[column] for column in columns)


def meets(row: Row, where: Row) -> bool:
    """Say whether a row has the values that something holds for."""
    return all(row[column] == value for column, value in where.items())
