"""Labelled pairs as people hand them over: a mapping, tuples, dicts or a DataFrame."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from custmdm._text import is_missing
from custmdm.errors import ConfigurationError
from custmdm.frames import Rows, is_frame, table_of

_FORMS = (
    "labels are {(left, right): same}, an iterable of (left, right, same), or a table with the "
    "columns left, right and same"
)
# What files say: the module csv reads all as text, and pandas writes 1.0 where a label is empty.
_AS_TEXT: Mapping[str, bool] = {
    "1": True, "0": False, "1.0": True, "0.0": False, "true": True, "false": False,
}  # fmt: skip


class Label(NamedTuple):
    """Hold what somebody says of a pair: one customer, or not; None where he could not tell."""

    left: Any
    right: Any
    same: bool | None


def read_labels(labels: Any) -> Iterator[Label]:
    """Yield labels, in the order given; records by RecordId or as text, as they were named.

    >>> list(read_labels({("crm:1", "crm:2"): 1}))
    [Label(left='crm:1', right='crm:2', same=True)]

    Args:
        labels: a mapping by pair, an iterable of (left, right, same) or of dicts, or a DataFrame.
            Text says it as files do: 1 or 0, true or false.

    Raises:
        ConfigurationError: if it is none of these, or a label is neither true nor false.
        MissingColumnError: if a table lacks a column.
    """
    for left, right, same in _triples(labels):
        said = _AS_TEXT.get(same.strip().lower()) if isinstance(same, str) else same
        if is_missing(same):
            yield Label(left, right, None)
        elif said in (0, 1):
            yield Label(left, right, bool(said))
        else:
            raise ConfigurationError(
                f"a label is true or false, or empty; that of {left} and {right} is not"
            )


def read_pairs(pairs: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of labels, also of those that are empty; or plain pairs (left, right).

    >>> list(read_pairs([("crm:1", "crm:2"), ("crm:1", "crm:3", None)]))
    [('crm:1', 'crm:2'), ('crm:1', 'crm:3')]

    Raises:
        ConfigurationError: if it is neither.
        MissingColumnError: if a table lacks a column.
    """
    if not (isinstance(pairs, Mapping) or is_frame(pairs)) and isinstance(pairs, Iterable):
        pairs = [_with_gap(pair) for pair in pairs]
    for left, right, _ in _triples(pairs):
        yield left, right


def _with_gap(pair: Any) -> Any:
    return (*pair, None) if isinstance(pair, (tuple, list)) and len(pair) == 2 else pair


def _triples(labels: Any) -> Iterable[tuple[Any, Any, Any]]:
    if isinstance(labels, Mapping):
        return ((*_of_length(pair, 2), same) for pair, same in labels.items())
    if isinstance(labels, (str, bytes)) or not isinstance(labels, Iterable):
        if not is_frame(labels):
            raise ConfigurationError(f"{_FORMS}; got {type(labels).__name__}")
    elif not is_frame(labels):
        given = list(labels)
        if not all(isinstance(row, Mapping) for row in given):
            return (_of_length(row, 3) for row in given)
        labels = given
    table = table_of(labels)
    if isinstance(table, Rows) and not len(table):
        return ()
    columns = [table.values(name) for name in ("left", "right", "same")]
    return zip(*columns, strict=True)


def _of_length(given: Any, n: int) -> tuple[Any, ...]:
    if not isinstance(given, (tuple, list)) or len(given) != n:
        raise ConfigurationError(f"{_FORMS}; got a {type(given).__name__} that is no such row")
    return tuple(given)
