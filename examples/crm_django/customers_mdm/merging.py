"""Customers merged in one transaction, and merges undone in one."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from attrs import frozen
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from custmdm import StaleVersionError
from custmdm.steward.schema import (
    Assign,
    Choice,
    HostSchema,
    MergePlan,
    RowKey,
    UndoPlan,
    merge_plan_from_json,
    merge_plan_to_json,
    plan_merge,
    plan_undo,
    record_merge,
)

from .description import CustomerModel
from .linkers import write_keys
from .models import Merge, Redirect, Turn
from .rows import carry_out, rows_of
from .schema import schema_of
from .signals import customer_merge_undone, customer_merged


class UnknownMergeError(LookupError):
    """Say that there is no such merge, or that it is undone."""


class RefusedError(RuntimeError):
    """Say that the database refuses a change that was planned; it holds no values."""


@frozen
class Merged:
    """Say what became of a merge.

    Attributes:
        plan: what was to be done.
        number: what the merge is undone by; None if nothing is done: something stands in its way,
            or the plan is another one than was seen.
    """

    plan: MergePlan
    number: int | None


def token(plan: MergePlan) -> str:
    """Return what tells a plan from another one, and nothing of the customers."""
    text = merge_plan_to_json(plan)
    return salted_hmac("customers_mdm.plan", text, algorithm="sha256").hexdigest()


def preview(
    description: CustomerModel, winner: Any, losers: Iterable[Any], *, using: str,
    take: Mapping[str, Any] | None = None, resolutions: Iterable[Choice] = (),
) -> MergePlan:  # fmt: skip
    """Return what a merge would come to. Nothing is changed, and nobody waits."""
    schema = schema_of(description, using)
    return _plan(description, schema, winner, losers, take, resolutions, using, lock=False)


def merge(
    description: CustomerModel, winner: Any, losers: Iterable[Any], *, user: Any, using: str,
    take: Mapping[str, Any] | None = None, resolutions: Iterable[Choice] = (),
    seen: str | None = None,
) -> Merged:  # fmt: skip
    """Merge customers, all of it or nothing.

    Args:
        description: the model.
        winner: the key of the customer that survives.
        losers: the keys of the others.
        user: who does it.
        using: the database.
        take: for fields of the model, the customer whose value the winner is to have.
        resolutions: what somebody decided on obstacles.
        seen: the token of the plan that was agreed to; with another plan nothing is done.

    Raises:
        RefusedError: if the database refuses it.
    """
    schema = schema_of(description, using)
    with _all_or_nothing(using):
        plan = _plan(description, schema, winner, losers, take, resolutions, using, lock=True)
        if not plan.ready or (seen is not None and seen != token(plan)):
            return Merged(plan, None)
        carry_out(plan.changes, using)
        done = record_merge(schema, plan, rows=rows_of(schema, using, lock=True))
        new, old = _pk(plan.winner.key), [_pk(loser.key) for loser in plan.losers]
        made = Merge.objects.using(using).create(
            model=description.model, winner=str(new), losers=[*map(str, old)],
            at=timezone.now(), by_id=user.pk, plan=merge_plan_to_json(done),
        )  # fmt: skip
        Redirect.objects.using(using).bulk_create(
            Redirect(model=description.model, old=str(pk), new=str(new), merge=made) for pk in old
        )
        _tell(description, made, done, user, f"Merged into {new} (merge {made.pk})", using)
        return Merged(done, made.pk)


def preview_undo(description: CustomerModel, number: int, *, using: str) -> UndoPlan:
    """Return what the undo of a merge would come to. Nothing is changed.

    Raises:
        UnknownMergeError: if there is no such merge, or it is undone.
    """
    schema = schema_of(description, using)
    plan = merge_plan_from_json(_merge(description, number, using).plan)
    return plan_undo(schema, plan, rows=rows_of(schema, using, lock=False))


def undo(description: CustomerModel, number: int, *, user: Any, using: str) -> UndoPlan:
    """Undo a merge; if a row was changed since, nothing is changed, and the rows are named.

    Raises:
        UnknownMergeError: if there is no such merge, or it is undone.
        RefusedError: if the database refuses it.
    """
    schema = schema_of(description, using)
    with _all_or_nothing(using):
        made = _merge(description, number, using)
        plan = merge_plan_from_json(made.plan)
        undone = plan_undo(schema, plan, rows=rows_of(schema, using, lock=True))
        if not undone.ready:
            return undone
        carry_out(undone.changes, using)
        made.redirect_set.all().delete()
        made.undone_at = timezone.now()
        made.save(update_fields=["undone_at"])
        _tell(description, made, undone, user, f"Merge {made.pk} undone", using)
        return undone


def _merge(description: CustomerModel, number: int, using: str) -> Merge:
    found = Merge.objects.using(using).filter(
        pk=number, model=description.model, undone_at__isnull=True
    )
    made = found.first()
    if made is None:
        raise UnknownMergeError(f"there is no merge {number}, or it is undone")
    return made


@contextmanager
def _all_or_nothing(using: str) -> Iterator[None]:
    """Do what follows in one transaction, when no other merge is at work.

    Raises:
        RefusedError: if the database refuses it.
    """
    try:
        with transaction.atomic(using):
            _take_turn(using)
            yield
    except (IntegrityError, OperationalError, StaleVersionError) as error:
        name = type(error).__name__
        # From None: what the database says may hold values of the rows.
        raise RefusedError(f"{name}: the database refuses, nothing is done") from None


def _take_turn(using: str) -> None:
    """Wait until no other merge is at work."""
    turns = Turn.objects.using(using)
    if not turns.filter(pk=1).update(turn=F("turn") + 1):
        turns.get_or_create(pk=1)
        turns.filter(pk=1).update(turn=F("turn") + 1)


def _pk(key: tuple[Any, ...]) -> Any:
    return key[0] if len(key) == 1 else key


def _plan(
    description: CustomerModel, schema: HostSchema, winner: Any, losers: Iterable[Any],
    take: Mapping[str, Any] | None, resolutions: Iterable[Choice], using: str, *, lock: bool,
) -> MergePlan:  # fmt: skip
    losers = list(losers)
    rows = rows_of(schema, using, lock=lock)
    known = Redirect.objects.using(using).filter(
        model=description.model, old__in=[str(pk) for pk in (winner, *losers)]
    )
    to_python = description.cls._meta.pk.to_python
    redirects = {to_python(one.old): to_python(one.new) for one in known}
    chosen = [*_taken(description, schema, winner, take or {}, rows), *resolutions]
    return plan_merge(
        schema, winner=winner, losers=losers, resolutions=chosen, redirects=redirects, rows=rows
    )


def _taken(
    description: CustomerModel, schema: HostSchema, winner: Any, take: Mapping[str, Any], rows: Any
) -> list[Choice]:
    """Return what the winner is to hold of others, as they hold it."""
    key = schema.table(schema.customers).key
    values = {}
    for name, pk in take.items():
        column = description.cls._meta.get_field(name).column
        for row in rows(schema.customers, key, [(pk,)]):
            values[column] = row[column]
    return [Assign(RowKey(schema.customers, winner), values)] if values else []


def _tell(
    description: CustomerModel, made: Merge, plan: MergePlan | UndoPlan, user: Any, said: str,
    using: str,
) -> None:  # fmt: skip
    """Write the keys anew, note in the log what was done, by ids only, and send the signal."""
    pks = [_pk(row.key) for row in (plan.winner, *plan.losers)]
    write_keys(description, pks, using)
    kind = ContentType.objects.db_manager(using).get_for_model(description.cls)
    LogEntry.objects.using(using).bulk_create(
        LogEntry(
            user_id=user.pk, content_type_id=kind.pk, object_id=str(pk),
            object_repr=f"{description.model} {pk}", action_flag=CHANGE, change_message=said,
        )
        for pk in pks
    )  # fmt: skip
    signal = customer_merged if isinstance(plan, MergePlan) else customer_merge_undone
    signal.send(
        sender=description.cls, winner=pks[0], losers=tuple(pks[1:]), merge=made.pk, using=using,
        rows=tuple((change.row.table, change.row.key) for change in plan.changes),
    )  # fmt: skip
