"""A plain table as what Altair draws."""

from collections.abc import Mapping
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.charts._altair import altair
from custmdm.frames import Values


def data_of(table: Mapping[str, Values]) -> Any:
    """Return a table as the data of an Altair chart; it is in the drawing, a row a dict."""
    columns = {name: _plain(values) for name, values in table.items()}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return altair().InlineData(values=rows)


def only(table: Mapping[str, Values], keep: npt.NDArray[np.bool_]) -> Mapping[str, Values]:
    """Return some rows of a table."""
    return {
        name: values[keep] if isinstance(values, np.ndarray) else list(compress(values, keep))
        for name, values in table.items()
    }


def numbers(table: Mapping[str, Values], name: str) -> npt.NDArray[np.float64]:
    """Return a column as numbers."""
    return np.array(table[name], dtype=np.float64)


def _plain(values: Values) -> list[Any]:
    found: list[Any] = values.tolist() if isinstance(values, np.ndarray) else list(values)
    # JSON has no NaN: what is not known is not drawn.
    return [None if isinstance(v, float) and not np.isfinite(v) else v for v in found]
