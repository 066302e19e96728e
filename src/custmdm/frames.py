"""Tables: every DataFrame library through one door, narwhals; and plain lists of dicts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.errors import (
    ConfigurationError,
    MissingColumnError,
    MissingExtraError,
    did_you_mean,
)

if TYPE_CHECKING:
    import narwhals as nw

# narwhals is imported where it is used: who brings typed records does not wait for it.

__all__ = ["BOM", "Frame", "Rows", "Values", "find_column", "is_frame", "make_frame", "table_of"]

BOM = "\ufeff"
# The libraries that hold a table in memory.
_EAGER = ("pandas", "polars", "pyarrow", "modin", "cudf")

# A new column: an array of numbers, or values of any type, text where there is none.
Values = Sequence[object] | npt.NDArray[np.generic]
# A code for each row, and what each code stands for.
Coded = tuple[npt.NDArray[np.int32], list[Any]]


@frozen(eq=False, repr=False)
class Frame:
    """Hold a table of any DataFrame library, and give back the same type.

    pandas (its index kept), polars eager and lazy, pyarrow; a duckdb relation comes back as
    pyarrow.
    """

    native: Any
    eager: "nw.DataFrame[Any]"
    was_lazy: bool

    @classmethod
    def of(cls, native: Any) -> "Frame":
        """Take a DataFrame of any supported library.

        Raises:
            ConfigurationError: if it is none, or two columns have one name.
        """
        import narwhals as nw

        try:
            wrapped = nw.from_native(native, pass_through=True)
            lazy = isinstance(wrapped, nw.LazyFrame)
            eager = wrapped.collect() if isinstance(wrapped, nw.LazyFrame) else wrapped
        except nw.exceptions.DuplicateError:
            raise ConfigurationError("two columns of the table have the same name") from None
        if not isinstance(eager, nw.DataFrame):
            raise ConfigurationError(
                "expected a DataFrame (pandas, polars, pyarrow, duckdb), "
                f"got {type(native).__name__}"
            )
        return cls(native, eager, lazy and eager.implementation.is_polars())

    def __len__(self) -> int:
        return len(self.eager)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(self.eager.columns)

    def find(self, name: str) -> str:
        """Return the real name of a column: the first may carry a byte-order mark.

        Raises:
            MissingColumnError: with the names that were probably meant.
        """
        return find_column(name, self.columns)

    def values(self, name: str) -> list[object]:
        """Return a column as Python values."""
        values: list[object] = self.eager.get_column(self.find(name)).to_list()
        return values

    def coded(self, name: str) -> Coded | None:
        """Return a column of text as a code for each row, and the text of each code.

        Codes follow the first appearance; a missing value has the code -1. None where a value is
        no text, or the library has no quicker way than to hand over every value.
        """
        native = self.eager.get_column(self.find(name)).to_native()
        if self.eager.implementation.is_pandas():
            found = _factorized(native)
        elif self.eager.implementation.is_pyarrow():
            found = _dictionary_encoded(native)
        else:
            return None
        return found if found and set(map(type, found[1])) <= {str} else None

    def whole_numbers(self, name: str) -> npt.NDArray[np.int64] | None:
        """Return a column of whole numbers, none of them missing; None for any other column."""
        column = self.eager.get_column(self.find(name))
        if not column.dtype.is_integer() or column.null_count():
            return None
        found = column.to_numpy()
        return found.astype(np.int64) if np.can_cast(found.dtype, np.int64) else None

    def with_columns(self, new: Mapping[str, Values]) -> Any:
        """Return the native frame with columns added or replaced."""
        import narwhals as nw

        backend = self.eager.implementation
        series = []
        for name, values in new.items():
            made = _series(name, values, backend)
            if backend.is_pandas_like():
                # pandas aligns by index; ours is by position.
                native = _with_index(made.to_native(), self.eager.to_native())
                made = nw.from_native(native, series_only=True)
            series.append(made)
        return self._given_back(self.eager.with_columns(*series))

    def make(self, columns: Mapping[str, Values]) -> Any:
        """Return a new native frame of the same library."""
        return self._given_back(_new(columns, self.eager.implementation))

    def _given_back(self, frame: "nw.DataFrame[Any]") -> Any:
        return frame.lazy().to_native() if self.was_lazy else frame.to_native()


@frozen(eq=False, repr=False)
class Rows:
    """Hold a table given as dicts, a row each, and give back a list of dicts."""

    rows: tuple[Mapping[str, object], ...]
    columns: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, object]]) -> "Rows":
        """Take rows; a column that a row lacks is missing there.

        Raises:
            ConfigurationError: if a row is no dict.
        """
        given = tuple(rows)
        names: dict[str, None] = {}
        for i, row in enumerate(given):
            if not isinstance(row, Mapping):
                raise ConfigurationError(f"row {i} is a {type(row).__name__}, expected a dict")
            names.update(dict.fromkeys(row))
        return cls(given, tuple(names))

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, name: str) -> str:
        """Return the real name of a column; of an empty table any name will do."""
        return find_column(name, self.columns) if self.rows else name

    def values(self, name: str) -> list[object]:
        """Return a column as Python values."""
        real = self.find(name)
        return [row.get(real) for row in self.rows]

    def coded(self, name: str) -> Coded | None:
        """Return None: there is no quicker way than to hand over every value."""
        del name
        return None

    def whole_numbers(self, name: str) -> npt.NDArray[np.int64] | None:
        """Return None: rows hold values of any type."""
        del name
        return None

    def with_columns(self, new: Mapping[str, Values]) -> list[dict[str, object]]:
        """Return the rows with columns added or replaced."""
        added = self.make(new)
        return [{**row, **more} for row, more in zip(self.rows, added, strict=True)]

    def make(self, columns: Mapping[str, Values]) -> list[dict[str, object]]:
        """Return new rows from columns."""
        lists = [v.tolist() if isinstance(v, np.ndarray) else v for v in columns.values()]
        return [dict(zip(columns, values, strict=True)) for values in zip(*lists, strict=True)]


def table_of(data: Any) -> Frame | Rows:
    """Return a table given as a DataFrame or as an iterable of dicts.

    Raises:
        ConfigurationError: if it is neither.
    """
    if is_frame(data):
        return Frame.of(data)
    if isinstance(data, (Mapping, str, bytes)) or not isinstance(data, Iterable):
        raise ConfigurationError(
            "a table is a DataFrame (pandas, polars, pyarrow, duckdb) or an iterable of dicts, "
            f"got {type(data).__name__}"
        )
    return Rows.of(data)


def is_frame(data: object) -> bool:
    """Say whether something is a DataFrame of a supported library."""
    import narwhals as nw

    try:
        return nw.from_native(data, pass_through=True) is not data
    except nw.exceptions.DuplicateError:
        return True  # two columns have one name: Frame.of says so


def make_frame(columns: Mapping[str, Values], backend: str = "pandas") -> Any:
    """Return a native frame of a library that you name, from columns.

    Raises:
        MissingExtraError: if that library is not installed.
        ConfigurationError: if there is no such library, or it cannot hold the values.
    """
    import narwhals as nw

    if backend not in _EAGER:
        raise ConfigurationError(f"backend is 'pandas', 'polars' or 'pyarrow', got {backend!r}")
    try:
        return _new(columns, nw.Implementation.from_string(backend)).to_native()
    except ImportError as error:
        raise MissingExtraError(f"install {backend}, or name another backend") from error


def find_column(name: str, columns: Iterable[str]) -> str:
    """Return the real name of a column: the first may carry a byte-order mark.

    Raises:
        ConfigurationError: if the name is no text.
        MissingColumnError: with the names that were probably meant.
    """
    if not isinstance(name, str):
        raise ConfigurationError(f"the name of a column is text, got {name!r}; rename the column")
    # A table may have columns with other names, as numbers; they are only not found.
    names = [known for known in columns if isinstance(known, str)]
    for candidate in (name, BOM + name, name.removeprefix(BOM)):
        if candidate in names:
            return candidate
    hint = did_you_mean(name, names) if names else "The table has no columns."
    raise MissingColumnError(f"there is no column {name!r}. {hint}")


def _new(columns: Mapping[str, Values], backend: Any) -> "nw.DataFrame[Any]":
    import narwhals as nw

    return nw.from_dict({name: _series(name, v, backend) for name, v in columns.items()})


def _series(name: str, values: Values, backend: Any) -> "nw.Series[Any]":
    """Return a new column: numbers as an array, else text, also where no value shows it."""
    import narwhals as nw

    if isinstance(values, np.ndarray) and (
        values.dtype != np.object_ or backend.is_pandas()  # the others hold no objects
    ):
        return nw.new_series(name, values, backend=backend)
    listed = list(values)
    # pandas holds text as objects, and would turn None into "None".
    untold = not backend.is_pandas_like() and all(value is None for value in listed)
    try:
        return nw.new_series(name, listed, nw.String if untold else None, backend=backend)
    except (TypeError, ValueError, OverflowError):
        raise ConfigurationError(
            f"{backend.name.lower()} cannot hold the column {name!r}: its values are of several "
            "types, or too large; pandas can"
        ) from None


def _factorized(series: Any) -> Coded | None:
    """Return a column of pandas as codes, where it holds text or nothing."""
    import pandas as pd

    # Looked at first: of other values, pandas may take two that differ for one, as 1 and True.
    if pd.api.types.infer_dtype(series, skipna=True) not in ("string", "empty", "categorical"):
        return None
    codes, values = pd.factorize(series)
    return codes.astype(np.int32), values.tolist()


def _dictionary_encoded(column: Any) -> Coded | None:
    """Return a column of pyarrow as codes, where it holds text."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return None
    found = column.combine_chunks().dictionary_encode()
    codes = found.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return codes.astype(np.int32), found.dictionary.to_pylist()


def _with_index(series: Any, frame: Any) -> Any:
    series.index = frame.index
    return series
