"""Who may do what, and what it takes: a policy is plain data that the host hands in."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs
from attrs import field, frozen
from attrs.validators import optional

from custmdm import kinds as known_kinds
from custmdm.errors import ConfigurationError, MissingColumnError, did_you_mean
from custmdm.model import Context, fields_of
from custmdm.steward.requests._commands import GRANTED, Actor, Facts, names
from custmdm.steward.requests._proposals import KINDS, Proposal, of_type, text
from custmdm.tables import check_record

_CENTURY = dt.timedelta(days=36525)
NOBODY: frozenset[str] = frozenset()


def _known(*known: str) -> Any:
    def check(_instance: object, attribute: "attrs.Attribute[Any]", value: Iterable[str]) -> None:
        for name in sorted(value):
            if name not in known:
                raise ConfigurationError(
                    f"{attribute.name} holds {name!r}. {did_you_mean(name, known)}"
                )

    return check


def _count(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if value is not None and (type(value) not in (int, float) or value < 0):
        raise ConfigurationError(f"{attribute.name} is a number from 0, got {value!r}")


def _whole(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if type(value) is not int or value < 0:
        raise ConfigurationError(f"{attribute.name} is a whole number from 0, got {value!r}")


def _span(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not isinstance(value, dt.timedelta) or not dt.timedelta(0) < value < _CENTURY:
        raise ConfigurationError(f"{attribute.name} is a timedelta of up to a century")


@frozen
class Level:
    """Say what a level of risk takes.

    Attributes:
        name: how the level is called.
        approvals: how many approve; with 0 a valid request is accepted as it is submitted.
        approvers: one of these roles approves; none: any that is granted to.
        due: how long after it is submitted or amended a request is due; None: never.
    """

    name: str = field(validator=text)
    approvals: int = field(default=1, validator=_whole)
    approvers: frozenset[str] = field(converter=names, default=NOBODY)
    due: dt.timedelta | None = field(default=None, validator=optional(_span))


@frozen
class RiskRule:
    """Say how risky a proposal is of which all that the rule names is true.

    Attributes:
        risk: the name of the level.
        kinds: it is of one of these kinds; none: of any.
        paths: it changes one of these attributes; none: any, or no attribute at all.
        own: whether the actor is the customer that it is about; None: either.
        customers_from: it names so many customers, or more.
        confirmed_from: so many of these are confirmed, or more.
        records_from: the customers that the request names have so many records, or more.
        value_from: so much is at risk, or more.
    """

    risk: str = field(validator=text)
    kinds: frozenset[str] = field(converter=names, default=NOBODY, validator=_known(*KINDS))
    paths: frozenset[str] = field(converter=names, default=NOBODY)
    own: bool | None = field(default=None, validator=optional(of_type(bool)))
    customers_from: int = field(default=0, validator=_count)
    confirmed_from: int = field(default=0, validator=_count)
    records_from: int = field(default=0, validator=_count)
    value_from: float = field(default=0, validator=_count)

    def covers(self, proposal: Proposal, actor: Actor, facts: Facts) -> bool:
        """Say whether it is about a proposal.

        Raises:
            ConfigurationError: if it hangs on a fact that is not handed in.
        """
        if not (
            _is_of(proposal, self.kinds, self.paths)
            and (self.own is None or self.own == (proposal.customers <= actor.customers))
            and len(proposal.customers) >= self.customers_from
        ):
            return False
        if self.confirmed_from:
            confirmed = frozenset(_fact(facts.confirmed, "confirmed"))
            if len(proposal.customers & confirmed) < self.confirmed_from:
                return False
        if self.records_from and _fact(facts.records, "records") < self.records_from:
            return False
        return not self.value_from or _fact(facts.value, "value") >= self.value_from


def _fact(value: Any, name: str) -> Any:
    # Taken for harmless, what is not known would lower the risk without a word.
    if value is None:
        raise ConfigurationError(
            f"a rule of the policy asks for {name}: hand it in, facts=Facts({name}=...)"
        )
    return value


def _is_of(proposal: Proposal, kinds: Collection[str], paths: Collection[str]) -> bool:
    return (not kinds or proposal.kind in kinds) and (not paths or proposal.attribute in paths)


@frozen
class Grant:
    """Say what a role may do.

    Attributes:
        role: the role.
        commands: what it may do: "submit", "amend", "approve", "reject", "apply", "expire".
        kinds: with proposals of these kinds; none: of any.
        paths: with proposals that change these attributes; none: with any.
        own: only with proposals about the actor themselves.
    """

    role: str = field(validator=text)
    commands: frozenset[str] = field(converter=names, validator=_known(*GRANTED))
    kinds: frozenset[str] = field(converter=names, default=NOBODY, validator=_known(*KINDS))
    paths: frozenset[str] = field(converter=names, default=NOBODY)
    own: bool = field(default=False, validator=of_type(bool))

    def allows(self, command: str, proposal: Proposal, actor: Actor) -> bool:
        """Say whether it lets an actor do something with a proposal."""
        return (
            self.role in actor.roles
            and command in self.commands
            and _is_of(proposal, self.kinds, self.paths)
            and (not self.own or proposal.customers <= actor.customers)
        )


def _all_of(cls: type) -> Any:
    return attrs.validators.deep_iterable(of_type(cls))


def _tuple(given: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(given)


@frozen(kw_only=True)
class Policy:
    """Say who may do what with change requests, and what each takes.

    >>> from custmdm.model import Person
    >>> policy = Policy(
    ...     record=Person,
    ...     levels=[Level("low", 0), Level("high", 2, approvers={"lead"})],
    ...     rules=[RiskRule("low", kinds={"state"}, paths={"phones"}, own=True)],
    ...     grants=[
    ...         Grant("customer", {"submit"}, kinds={"state"}, own=True),
    ...         Grant("lead", {"submit", "approve", "apply"}),
    ...     ],
    ... )

    Attributes:
        levels: the levels of risk, the lowest first.
        rules: how risky a proposal is: the first rule that covers it says so, and where none does
            it is of the highest level. A request is as risky as the riskiest of its proposals.
        grants: who may do what; what none allows is not allowed. What somebody submitted they may
            withdraw without one.
        record: the record type of the customers, by whose kinds values are checked.
        kinds: instead of it, for a table, the name of the kind of each column.
        context: what values take for granted.
        sources: the sources that a request may speak for. What the ERP says, only the ERP says.

    Raises:
        ConfigurationError: if it cannot work; it names what is wrong.
        MissingColumnError: if a rule or a grant is of an attribute that does not exist.
        UnknownKindError: if a kind of a column does not exist.
    """

    levels: tuple[Level, ...] = field(converter=_tuple, validator=_all_of(Level))
    rules: tuple[RiskRule, ...] = field(converter=_tuple, default=(), validator=_all_of(RiskRule))
    grants: tuple[Grant, ...] = field(converter=_tuple, default=(), validator=_all_of(Grant))
    record: type | None = None
    kinds: Mapping[str, str] | None = None
    context: Context = field(default=Context(), validator=of_type(Context))
    sources: frozenset[str] = field(converter=names, default=frozenset(("self",)))

    def __attrs_post_init__(self) -> None:
        called = [level.name for level in self.levels]
        if not called or len(set(called)) < len(called):
            raise ConfigurationError(f"levels has at least one, each with its own name: {called}")
        for rule in self.rules:
            if rule.risk not in called:
                raise ConfigurationError(
                    f"a rule gives the risk {rule.risk!r}. {did_you_mean(rule.risk, called)}"
                )
        self._check_approvers()
        known = self._attributes()
        named = [*(rule.paths for rule in self.rules), *(grant.paths for grant in self.grants)]
        for path in sorted(frozenset[str]().union(*named)):
            if path not in known:
                raise MissingColumnError(
                    f"paths holds {path!r}, which is no attribute. {did_you_mean(path, known)}"
                )

    def _check_approvers(self) -> None:
        approving = {grant.role for grant in self.grants if "approve" in grant.commands}
        for level in self.levels:
            for role in sorted(level.approvers - approving):
                raise ConfigurationError(
                    f"the level {level.name!r} is approved by {role!r}, which no grant lets "
                    f"approve: add Grant({role!r}, {{'approve'}})"
                )
            if level.approvals and not approving:
                raise ConfigurationError(
                    f"the level {level.name!r} takes approvals, and no grant lets anybody approve"
                )

    def _attributes(self) -> Collection[str]:
        if (self.record is None) == (self.kinds is None):
            raise ConfigurationError("say record= or, for a table, kinds=; one of the two")
        if self.record is not None:
            check_record(self.record)
            return {spec.name for spec in fields_of(self.record)}
        for kind in (self.kinds or {}).values():
            known_kinds.get(kind)
        return self.kinds or ()

    def allows(self, command: str, proposal: Proposal, actor: Actor) -> bool:
        """Say whether an actor may do something with a proposal."""
        return any(grant.allows(command, proposal, actor) for grant in self.grants)

    def level(self, proposals: Iterable[Proposal], actor: Actor, facts: Facts) -> Level:
        """Return what a request takes: the level of the riskiest of its proposals.

        Raises:
            ConfigurationError: if a rule hangs on a fact that is not handed in.
        """
        place = {level.name: i for i, level in enumerate(self.levels)}
        highest = self.levels[-1].name
        risks = (
            next((rule.risk for rule in self.rules if rule.covers(one, actor, facts)), highest)
            for one in proposals
        )
        return self.levels[max(place[risk] for risk in risks)]
