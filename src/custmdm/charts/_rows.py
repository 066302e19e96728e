"""A plain table as what Altair draws."""

from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.charts._altair import altair
from custmdm.charts._picture import Table
from custmdm.charts._words import showable
from custmdm.frames import Values


def data_of(table: Table) -> Any:
    """Return a table as the data of an Altair chart; it is in the drawing, a row a dict."""
    columns = {name: _plain(values) for name, values in table.items()}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    # A tuple: Altair copies lists, again and again.
    return altair().InlineData(values=tuple(rows))


def only(table: Table, keep: npt.NDArray[np.bool_]) -> Table:
    """Return some rows of a table."""
    return {
        name: values[keep] if isinstance(values, np.ndarray) else list(compress(values, keep))
        for name, values in table.items()
    }


def numbers(table: Table, name: str) -> npt.NDArray[np.float64]:
    """Return a column as numbers."""
    return np.array(table[name], dtype=np.float64)


def _plain(values: Values) -> list[Any]:
    found: list[Any] = values.tolist() if isinstance(values, np.ndarray) else list(values)
    return [_drawable(value) for value in found]


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return showable(value)
    # JSON has no NaN: what is not known is not drawn.
    return None if isinstance(value, float) and not np.isfinite(value) else value
