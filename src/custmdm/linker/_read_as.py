"""Constraints on values as what matching reads values as, by path and match key."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field

from custmdm.errors import ConfigurationError, MissingColumnError, did_you_mean
from custmdm.kinds import Kind
from custmdm.linker._read import Reader
from custmdm.model import AliasValue, Constraint, IgnoreValue, Standardized, Status
from custmdm.tables import AS_SAID, IGNORED, FieldPlan, ReadAs, identities


def values_read_as(constraints: Iterable[Constraint], *readers: Reader) -> list[ReadAs]:
    """Return what values are read as by each of some readers: one for each type of records.

    Values that are said to be one, in however many steps, are all read as one of them; where one of
    them is ignored, all are. The order of the constraints changes nothing.

    Raises:
        MissingColumnError: if a constraint is on a field that no type has.
        ConfigurationError: if the field has no values of its own, or the value cannot be read.
    """
    given = [one for one in constraints if isinstance(one, IgnoreValue | AliasValue)]
    if not given:
        return [AS_SAID for _ in readers]
    said: list[dict[str, _Said]] = [{} for _ in readers]
    for one in given:
        paths_of = [_paths(reader.fields, one.field) for reader in readers]
        if not any(paths_of) and readers:
            raise _no_field(one, readers)
        for reader, of_reader, paths in zip(readers, said, paths_of, strict=True):
            for path in paths:
                kind = reader.kinds[path].within(reader.context)
                of_reader.setdefault(path, _Said()).add(one, kind)
    return [
        {path: found for path, of_path in of_reader.items() if (found := of_path.read_as())}
        for of_reader in said
    ]


@define
class _Said:
    """Hold what is said of the values of one path, by match key."""

    read: dict[str, Standardized] = field(factory=dict)
    ignored: set[str] = field(factory=set)
    near: dict[str, set[str]] = field(factory=dict)
    # Those that are the same as another one.
    turned: set[str] = field(factory=set)

    def add(self, one: IgnoreValue | AliasValue, kind: Kind) -> None:
        """Write down one constraint."""
        if isinstance(one, IgnoreValue):
            value = kind.read(one.value)
            # A placeholder says nothing anyway.
            if value.status is not Status.PLACEHOLDER:
                self.ignored.add(self._known(one, kind, value))
            return
        key, other = (self._known(one, kind, kind.read(v)) for v in (one.value, one.same_as))
        if key != other:
            self.near.setdefault(key, set()).add(other)
            self.near.setdefault(other, set()).add(key)
            self.turned.add(key)

    def _known(self, one: IgnoreValue | AliasValue, kind: Kind, value: Standardized) -> str:
        """Return the match key of a value; of all its spellings the first in order stays."""
        keys = identities(value)
        if len(keys) != 1:
            raise ConfigurationError(
                f"{type(one).__name__} of {one.field!r} names a value that cannot be read as one "
                f"{kind.name}; give one whole value, as it stands in a record"
            )
        (key,) = keys
        self.read[key] = min(
            (v for v in (value, self.read.get(key)) if v is not None),
            key=lambda v: (v.value is None, v.shown or ""),
        )
        return key

    def read_as(self) -> Mapping[str, Standardized]:
        """Return what values are read as, by match key."""
        found = dict.fromkeys(sorted(self.ignored), IGNORED)
        seen: set[str] = set()
        for key in sorted(self.near):
            if key in seen:
                continue
            ones = self._connected(key)
            seen |= ones
            if not ones.isdisjoint(self.ignored):
                found |= dict.fromkeys(sorted(ones), IGNORED)
                continue
            # What nothing else is to be read for; in a circle the first in order.
            target = min(ones - self.turned or ones)
            found |= dict.fromkeys(sorted(ones - {target}), self.read[target])
        return found

    def _connected(self, key: str) -> set[str]:
        """Return the keys that are one with a key, in however many steps."""
        found, waiting = {key}, [key]
        while waiting:
            more = self.near[waiting.pop()] - found
            found |= more
            waiting += more
        return found


def _paths(fields: Sequence[FieldPlan], name: str) -> tuple[str, ...]:
    """Return the paths that hold the values of a field, or of a path; none where it is not there.

    Columns that are compared with each other are one: several phones, or the cities of two
    addresses.
    """
    for plan in fields:
        if name in plan.paths:
            parts = {part for group in plan.groups for part, path in group.items() if path == name}
            return tuple(path for g in plan.groups for part, path in g.items() if part in parts)
    for plan in fields:
        if plan.name == name:
            if plan.unit is not None:
                known = ", ".join(map(repr, plan.paths))
                raise ConfigurationError(
                    f"{name!r} is made of parts, and a constraint on a value is on one of these: "
                    f"{known}"
                )
            return plan.paths
    return ()


def _no_field(one: IgnoreValue | AliasValue, readers: Sequence[Reader]) -> MissingColumnError:
    known = [name for r in readers for p in r.fields for name in (p.name, *p.paths)]
    return MissingColumnError(
        f"{type(one).__name__} is on {one.field!r}, and there is no such field. "
        f"{did_you_mean(one.field, sorted(set(known)))}"
    )
