"""Every DataFrame library through one door: narwhals."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw
from attrs import frozen

from custmdm.errors import (
    ConfigurationError,
    MissingColumnError,
    MissingExtraError,
    did_you_mean,
)

__all__ = ["Frame", "is_frame", "make_frame"]

_BOM = "\ufeff"


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
        try:
            wrapped = nw.from_native(native)
        except TypeError as error:
            raise ConfigurationError(
                f"expected a DataFrame (pandas, polars, pyarrow, duckdb), got {type(native).__name__}"
            ) from error
        except Exception as error:
            # narwhals has an error of its own for two columns with one name.
            if type(error).__name__ == "DuplicateError":
                raise ConfigurationError("two columns of the table have the same name") from error
            raise
        lazy = isinstance(wrapped, nw.LazyFrame)
        eager = wrapped.collect() if isinstance(wrapped, nw.LazyFrame) else wrapped
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

    def with_columns(self, new: Mapping[str, Sequence[object]]) -> Any:
        """Return the native frame with columns added or replaced."""
        backend = self.eager.implementation
        series = []
        for name, values in new.items():
            made = nw.new_series(name, list(values), backend=backend)
            if backend.is_pandas_like():
                # pandas aligns by index; ours is by position.
                made = nw.from_native(_with_index(made.to_native(), self.eager.to_native()), series_only=True)
            series.append(made)
        return self._given_back(self.eager.with_columns(*series))

    def make(self, columns: Mapping[str, Sequence[object]]) -> Any:
        """Return a new native frame of the same library."""
        made = nw.from_dict(
            {n: list(v) for n, v in columns.items()}, backend=self.eager.implementation
        )
        return self._given_back(made)

    def _given_back(self, frame: "nw.DataFrame[Any]") -> Any:
        return frame.lazy().to_native() if self.was_lazy else frame.to_native()


def is_frame(data: object) -> bool:
    """Say whether something is a DataFrame of a supported library."""
    return nw.from_native(data, pass_through=True) is not data  # type: ignore[call-overload,no-any-return]


def make_frame(columns: Mapping[str, Sequence[object]], backend: str = "pandas") -> Any:
    """Return a native frame of a library that you name, from columns.

    Raises:
        MissingExtraError: if that library is not installed.
    """
    try:
        made = nw.from_dict({n: list(v) for n, v in columns.items()}, backend=backend)  # type: ignore[arg-type]
    except ImportError as error:
        raise MissingExtraError(f"install {backend}, or name another backend") from error
    return made.to_native()


def find_column(name: str, columns: Iterable[str]) -> str:
    """Return the real name of a column: the first may carry a byte-order mark."""
    names = list(columns)
    for candidate in (name, _BOM + name, name.removeprefix(_BOM)):
        if candidate in names:
            return candidate
    raise MissingColumnError(f"there is no column {name!r}. {did_you_mean(name, names)}")


def _with_index(series: Any, frame: Any) -> Any:
    series.index = frame.index
    return series
