"""What a Linker is given, checked where it is written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from custmdm.block import BestPairs, KeyStatistics, On, Rule, SortedNeighborhood
from custmdm.compare import Comparison
from custmdm.errors import ConfigurationError
from custmdm.kinds import Kind
from custmdm.model import Frequencies
from custmdm.survive import Attribute
from custmdm.tables import check_kinds
from custmdm.typing import SurvivorshipRule

# What golden_frame adds to the columns of the table.
_ADDED = ("golden_id", "n_records")
_RULES = (On, SortedNeighborhood, BestPairs)


def kinds_given(kinds: Mapping[str, str | Kind] | None) -> Mapping[str, Kind] | None:
    """Return the kinds by column, looked up by name."""
    return None if kinds is None else check_kinds(kinds)


def blocking_given(rules: Rule | Iterable[Rule] | None) -> tuple[Rule, ...] | None:
    """Return the blocking rules, or None for those of the kinds."""
    if rules is None:
        return None
    # A text would fall apart into letters.
    given: tuple[Any, ...]
    given = (rules,) if isinstance(rules, (str, *_RULES)) or callable(rules) else tuple(rules)
    for rule in given:
        if not isinstance(rule, _RULES) and not _is_part(rule):
            raise ConfigurationError(
                "a blocking rule is block.on('phones') or a function from a record to keys, "
                f"got {rule!r}"
            )
    return given


def check_count(name: str, value: object, least: int, of: str) -> None:
    """Raise ConfigurationError unless a setting is a whole number from the least."""
    if type(value) is not int or value < least:
        raise ConfigurationError(f"{name} is a number of {of} from {least}, got {value!r}")


def paths_of(rule: Rule) -> list[str]:
    """Return the fields that a blocking rule names; a function names none."""
    if isinstance(rule, BestPairs):
        return [path for one in rule.rules for path in paths_of(one)]
    return list(rule.fields) if isinstance(rule, (On, SortedNeighborhood)) else []


def frequencies_given(
    frequencies: Iterable[Frequencies] | None,
) -> tuple[Frequencies, ...] | None:
    """Return the frequencies, or None before training."""
    return None if frequencies is None else tuple(frequencies)


def key_statistics_given(known: Iterable[KeyStatistics]) -> tuple[KeyStatistics, ...]:
    """Return what keys were weighed by."""
    return tuple(known)


def vetoes_given(fields: Iterable[str] | str | None) -> tuple[str, ...] | None:
    """Return the fields that veto a match, or None for those of unique kinds."""
    return (fields,) if isinstance(fields, str) else None if fields is None else tuple(fields)


def comparisons_given(comparisons: Iterable[Comparison] | None) -> tuple[Comparison, ...] | None:
    """Return the comparisons, or None for those of the kinds."""
    if comparisons is None:
        return None
    given = (comparisons,) if isinstance(comparisons, Comparison) else tuple(comparisons)
    for comparison in given:
        if not isinstance(comparison, Comparison):
            raise ConfigurationError(
                f"comparisons hold Comparison('name', ...), got {comparison!r}"
            )
    return given


def survivorship_given(
    survivorship: Mapping[str, Attribute | SurvivorshipRule | Sequence[SurvivorshipRule]],
) -> Mapping[str, Attribute]:
    """Return how attributes survive, by name."""
    return {name: _attribute(name, given) for name, given in survivorship.items()}


def _attribute(
    name: str, given: Attribute | SurvivorshipRule | Sequence[SurvivorshipRule]
) -> Attribute:
    if isinstance(given, Attribute):
        return given
    rules = (given,) if callable(given) else tuple(given)
    if not rules or not all(map(_is_part, rules)):
        raise ConfigurationError(
            f"the survivorship of {name!r} is a rule or several, such as survive.most_recent, or a "
            f"survive.Attribute, got {given!r}"
        )
    return Attribute(rules)


def check_names(paths: Iterable[str]) -> None:
    """Raise ConfigurationError if a field has a name that the result adds."""
    for name in sorted(set(paths) & set(_ADDED)):
        raise ConfigurationError(f"golden_frame adds {name!r}; rename the column or field {name!r}")


def _is_part(part: object) -> bool:
    """Say whether something can be called, and is no class given for what it makes."""
    return callable(part) and not isinstance(part, type)
