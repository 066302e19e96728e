"""A policy: how each attribute survives."""

import datetime as dt
import graphlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, get_args

from attrs import evolve, field, frozen

from custmdm._values import aware
from custmdm.errors import ConfigurationError, MissingColumnError, did_you_mean
from custmdm.survive._follow import Follow
from custmdm.survive._rules import most_complete, most_frequent, most_recent, valid_first
from custmdm.survive._settle import Fill
from custmdm.survive._trust import MostTrusted
from custmdm.typing import SupportsTime, SurvivorshipRule

Rules = tuple[SurvivorshipRule, ...]


def rules_given(rules: SurvivorshipRule | Iterable[SurvivorshipRule]) -> Rules:
    """Return one rule, or several, as a chain."""
    one = callable(rules) or isinstance(rules, str) or not isinstance(rules, Iterable)
    chain: tuple[Any, ...] = (rules,) if one else tuple(rules)  # type: ignore[arg-type]
    for rule in chain:
        if not callable(rule) or isinstance(rule, type):
            raise ConfigurationError(
                "a survivorship rule is a function of claims, such as survive.most_recent, "
                f"got {rule!r}"
            )
    return chain


@frozen
class Attribute:
    """Say how one attribute survives.

    >>> Attribute([valid_first, most_recent]).fill
    'never'
    >>> phones = Attribute(keep=3, primary=[valid_first, most_recent])

    Attributes:
        rules: a rule, or several in their order; they narrow the claims until one value is left.
            Of a collection they narrow whose elements count. Left out, they are those of the kind,
            and a collection keeps the elements of all records.
        many: whether it is a collection; None for what the records say.
        fill: of a unit, such as an address: "never" leaves empty what the winner lacks; "missing"
            fills it from the best of the others that says the first part of the winner, and
            contradicts none.
        keep: of a collection: how many elements, the best first; None for all.
        primary: of a collection: the rules by which its elements stand; the first is the primary
            one. Without them the elements stand by their text, and `keep` keeps the latest valid.

    Raises:
        ConfigurationError: if a rule cannot be called, or there is no such way to fill, or `keep`
            is not positive, or goes with a single value.
    """

    rules: Rules = field(default=(), converter=rules_given)
    many: bool | None = None
    fill: Fill = "never"
    keep: int | None = None
    primary: Rules = field(default=(), converter=rules_given)

    def __attrs_post_init__(self) -> None:
        if self.fill not in get_args(Fill):
            raise ConfigurationError(
                f"a unit is filled 'never' or 'missing', got {self.fill!r}. "
                + did_you_mean(str(self.fill), get_args(Fill))
            )
        if self.keep is not None and (type(self.keep) is not int or self.keep < 1):
            raise ConfigurationError(f"keep is a number of elements from 1, got {self.keep!r}")
        if self.many is False and (self.keep is not None or self.primary):
            raise ConfigurationError("keep and primary are for collections; this is a single value")

    @property
    def says_many(self) -> bool | None:
        """Return whether it is a collection; None where that is left to the records."""
        return True if self.many is None and (self.keep or self.primary) else self.many

    @cached_property
    def follows(self) -> tuple[str, ...]:
        """Return the attributes whose winners it follows."""
        chains = (*self.rules, *self.primary)
        return tuple(rule.path for rule in chains if isinstance(rule, Follow))

    def mapped(self, change: Callable[[SurvivorshipRule], SurvivorshipRule]) -> "Attribute":
        """Return the attribute with every rule changed by a function."""
        if not (self.rules or self.primary):
            return self
        return evolve(
            self, rules=tuple(map(change, self.rules)), primary=tuple(map(change, self.primary))
        )


Given = Attribute | SurvivorshipRule | Sequence[SurvivorshipRule]
DEFAULT_RULES: Rules = (valid_first, most_recent, most_frequent, most_complete)
_NONE: Mapping[str, Any] = MappingProxyType({})


def attribute_given(given: Given) -> Attribute:
    """Return an attribute, of a rule or several the attribute that goes by them."""
    return given if isinstance(given, Attribute) else Attribute(given)


def _attributes(given: Mapping[str, Given]) -> Mapping[str, Attribute]:
    return MappingProxyType({name: attribute_given(one) for name, one in given.items()})


@frozen
class Policy:
    """Say how each attribute of a golden record survives.

    >>> from custmdm.survive import BySource, Follow
    >>> policy = Policy({"street": BySource(["erp", "crm"]), "city": Follow("street")})
    >>> policy.order(["city", "street"])
    ('street', 'city')

    Attributes:
        attributes: by attribute a rule, several, or an `Attribute`.
        default: how any other attribute survives.

    Raises:
        ConfigurationError: if attributes follow each other in a circle.
    """

    attributes: Mapping[str, Attribute] = field(default=_NONE, converter=_attributes)
    default: Attribute = field(default=Attribute(DEFAULT_RULES), converter=attribute_given)

    def __attrs_post_init__(self) -> None:
        if self.default.follows:
            raise ConfigurationError("not every attribute can follow one: name those that do")
        self._order  # noqa: B018

    def of(self, path: str, *, many: bool | None = None) -> Attribute:
        """Return how an attribute survives; a collection without rules keeps all its elements.

        Raises:
            ConfigurationError: if the policy says otherwise whether it is a collection.
        """
        found = self._found.get((path, many))
        if found is None:
            found = self._found[path, many] = self._made(path, many)
        return found

    def _made(self, path: str, many: bool | None) -> Attribute:
        found = self.attributes.get(path)
        if found is None:
            found = Attribute() if many else self.default
        said = found.says_many
        if many is not None and said not in (None, many):
            held = "a collection" if many else "a single value"
            other = "many=False" if many else "many, keep or primary, which are for collections"
            raise ConfigurationError(f"{path!r} is {held}; its policy says {other}")
        many = bool(said if many is None else many)
        rules = found.rules if many else found.rules or self.default.rules
        return evolve(found, rules=rules, many=many).mapped(
            lambda rule: (
                rule.on(path) if isinstance(rule, MostTrusted) and rule.attribute is None else rule
            )
        )

    @cached_property
    def _found(self) -> dict[tuple[str, bool | None], Attribute]:
        return {}

    def with_followed(self, path: str) -> frozenset[str]:
        """Return an attribute and all that it follows, directly or not.

        >>> sorted(Policy({"city": Follow("street")}).with_followed("city"))
        ['city', 'street']
        """
        found, ahead = set[str](), [path]
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead.extend(self.attributes.get(name, self.default).follows)
        return frozenset(found)

    def at(self, as_of: dt.datetime | None) -> "Policy":
        """Return the policy as it is at a time: each rule that hangs on it is told."""
        if as_of is None:
            return self
        at = aware(as_of)

        def told(rule: SurvivorshipRule) -> SurvivorshipRule:
            return rule.at(at) if isinstance(rule, SupportsTime) else rule

        attributes = {name: one.mapped(told) for name, one in self.attributes.items()}
        return evolve(self, attributes=attributes, default=self.default.mapped(told))

    def order(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return attributes in an order in which each stands after those that it follows.

        Raises:
            MissingColumnError: if one follows an attribute that is not among them.
        """
        wanted = tuple(paths)
        if wanted not in self._orders:
            self._orders[wanted] = self._ordered(wanted)
        return self._orders[wanted]

    def _ordered(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        for name in wanted:
            for other in self.attributes.get(name, self.default).follows:
                if other not in wanted:
                    raise MissingColumnError(
                        f"{name!r} follows {other!r}, which is no attribute. "
                        + did_you_mean(other, wanted)
                    )
        first = [name for name in self._order if name in wanted]
        return tuple(dict.fromkeys([*first, *wanted]))

    @cached_property
    def _orders(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @property
    def hangs_on_time(self) -> bool:
        """Say whether any rule needs to know the time."""
        attributes = (self.default, *self.attributes.values())
        rules = (rule for one in attributes for rule in (*one.rules, *one.primary))
        return any(isinstance(rule, SupportsTime) for rule in rules)

    @cached_property
    def _order(self) -> tuple[str, ...]:
        """Return the attributes that follow, or are followed, those that are followed first."""
        graph = {name: set(one.follows) for name, one in self.attributes.items()}
        graph = {name: others for name, others in graph.items() if others}
        try:
            return tuple(graphlib.TopologicalSorter(graph).static_order())
        except graphlib.CycleError as error:
            circle = " -> ".join(map(str, reversed(error.args[1])))
            raise ConfigurationError(
                f"attributes follow each other in a circle: {circle}"
            ) from None
