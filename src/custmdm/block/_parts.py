"""What a rule goes by: fields, each whole or by a function from one value to keys."""

import itertools
from collections.abc import Callable, Hashable, Sequence

from attrs import frozen

from custmdm.block._key_table import ValueKey, name_of, term_keys
from custmdm.columns import Term, View
from custmdm.errors import ConfigurationError

Parts = tuple[tuple[str, ValueKey | None], ...]


def parts_given(fields: Sequence[str | tuple[str, ValueKey]], called: str) -> Parts:
    """Return fields as they are given to a rule, each with its function or None.

    Args:
        fields: a field, or a pair of a field and a function from one value to keys.
        called: what the user called.
    """
    if not fields:
        raise ConfigurationError(f"{called} needs at least one field")
    return tuple((f, None) if isinstance(f, str) else (f[0], f[1]) for f in fields)


def parts_name(parts: Parts) -> str:
    """Return how parts are called in reports.

    >>> parts_name((("city", None), ("name", len)))
    'city & len(name)'
    """
    return " & ".join(path if key is None else f"{name_of(key)}({path})" for path, key in parts)


@frozen
class OfParts:
    """Be a rule that goes by fields, each whole or by a key function.

    Attributes:
        parts: each field, with a function from one value to keys where not the whole value counts.
    """

    parts: Parts

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields it reads."""
        return tuple(path for path, _ in self.parts)

    def keys(self, terms: Callable[[str], Sequence[Term]]) -> set[tuple[Hashable, ...]]:
        """Return the keys of one record, given its terms by field: one of each part, together."""
        return set(itertools.product(*(_part_keys(terms(path), key) for path, key in self.parts)))

    def keys_of(self, view: View, row: int) -> set[Hashable]:
        """Return the keys of one row of a view."""
        return set(self.keys(lambda path: view.column(path).row(row)))


def _part_keys(terms: Sequence[Term], key: ValueKey | None) -> set[Hashable]:
    return {k for term in terms for k in term_keys(term, key)}
