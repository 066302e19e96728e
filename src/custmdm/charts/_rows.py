"""A plain table as what Altair draws."""

import re
from collections.abc import Mapping
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.charts._altair import altair
from custmdm.frames import Values

# A drawing with a control character, or half of one, is none: no browser would show it.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def data_of(table: Mapping[str, Values]) -> Any:
    """Return a table as the data of an Altair chart; it is in the drawing, a row a dict."""
    columns = {name: _plain(values) for name, values in table.items()}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    # A tuple: Altair copies lists, again and again.
    return altair().InlineData(values=tuple(rows))


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
    return [_drawable(value) for value in found]


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return _NOT_IN_XML.sub("\ufffd", value)
    # JSON has no NaN: what is not known is not drawn.
    return None if isinstance(value, float) and not np.isfinite(value) else value
