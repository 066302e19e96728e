"""What somebody sees and decides before customers are merged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import field, frozen
from django.apps import apps
from django.db.models import Model
from django.http import Http404, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from custmdm.steward.schema import Leave, MergePlan, RowKey

from .candidates import SEE_VALUES, Side, sides
from .description import CustomerModel
from .merging import Merged, merge, preview, token

_SHOWN = 50
AGREEMENTS = {
    "agrees": _("agrees"),
    "alike": _("alike"),
    "differs": _("differs"),
    "missing": _("missing"),
    "not compared": _("not compared"),
}
OBSTACLES = {
    "unknown": _("not there"),
    "merged": _("merged away before"),
    "unique": _("may be there only once"),
    "loop": _("would be above itself"),
    "dangling": _("would refer to nothing"),
    "no_value": _("has no value to refer to"),
    "contradiction": _("two references contradict each other"),
    "immediate": _("its key cannot change while rows refer to it"),
    "order": _("rows wait for each other in a circle"),
}


@frozen(slots=False, eq=False)
class Review:
    """Hold the customers that are to be one, and what was decided so far.

    Attributes:
        description: the model.
        customers: the rows, in order.
        user: who looks at them.
        data: what the page sent: winner, take-<field>, leave.
        using: the database.
    """

    description: CustomerModel
    customers: Sequence[Model]
    user: Any
    data: QueryDict = field(repr=False)
    using: str

    @cached_property
    def winner(self) -> Any:
        """Return the key of the customer that is to survive."""
        return self._one_of(self.data.get("winner"), self.customers[0].pk)

    @property
    def losers(self) -> list[Any]:
        """Return the keys of the others."""
        return [one.pk for one in self.customers if one.pk != self.winner]

    def _one_of(self, text: str | None, otherwise: Any) -> Any:
        return next((one.pk for one in self.customers if str(one.pk) == text), otherwise)

    @cached_property
    def fields(self) -> list[dict[str, Any]]:
        """Return the fields of which the customers hold different values, and whose is taken."""
        may = self.user.has_perm(SEE_VALUES)
        found = []
        for name in self.description.names:
            if "__" in name:
                continue
            held = {one.pk: getattr(one, name) for one in self.customers}
            if len({str(value) for value in held.values()}) > 1:
                label = self.description.cls._meta.get_field(name).verbose_name
                taken = self._one_of(self.data.get(f"take-{name}"), self.winner)
                choices = [
                    {"pk": pk, "value": ("" if v is None else v) if may else "***"}
                    for pk, v in held.items()
                ]
                found.append({"name": name, "label": label, "taken": taken, "choices": choices})
        return found

    @property
    def take(self) -> Mapping[str, Any]:
        """Return whose values the winner is to have."""
        return {f["name"]: f["taken"] for f in self.fields if f["taken"] != self.winner}

    @cached_property
    def found(self) -> MergePlan:
        """Return the plan if nobody decided on what may be there only once."""
        return self._preview(())

    @cached_property
    def leave(self) -> tuple[Leave, ...]:
        """Return the rows that are to stay with the customer that is merged away."""
        wanted = set(self.data.getlist("leave"))
        rows = {row: str(row) in wanted for one in self.found.collisions for row in one.rows}
        return tuple(Leave(row) for row, stays in rows.items() if stays)

    @cached_property
    def plan(self) -> MergePlan:
        """Return the plan with all that was decided."""
        return self._preview(self.leave) if self.leave else self.found

    def _preview(self, leave: tuple[Leave, ...]) -> MergePlan:
        return preview(
            self.description, self.winner, self.losers, take=self.take, resolutions=leave,
            using=self.using,
        )  # fmt: skip

    def merge(self) -> Merged:
        """Merge the customers, if the plan still is the one that was seen."""
        return merge(
            self.description, self.winner, self.losers, user=self.user, take=self.take,
            resolutions=self.leave, seen=self.data.get("seen", ""), using=self.using,
        )  # fmt: skip

    @cached_property
    def comparisons(self) -> list[tuple[Any, tuple[Side, ...]]]:
        """Return the winner beside each of the others."""
        rows = self.description.cls._base_manager.using(self.using)
        records = {
            one.id.key: one
            for one in self.description.records(rows.filter(pk__in=[c.pk for c in self.customers]))
        }
        left = records[str(self.winner)]
        return [
            (pk, sides(self.description, left, records[str(pk)], self.user, self.using))
            for pk in self.losers
        ]

    def context(self) -> dict[str, Any]:
        """Return what the page shows."""
        stays = {one.row for one in self.leave}
        return {
            "review": self,
            "comparisons": [
                (pk, [(one, AGREEMENTS[one.agreement]) for one in some])
                for pk, some in self.comparisons
            ],
            "moved": by_table(change.row for change in self.plan.changes),
            "collisions": [
                (row, named([row]), named({*one.rows, *one.standing} - {row}), row in stays)
                for one in self.found.collisions for row in one.rows
            ],
            "obstacles": [
                (OBSTACLES[one.code], named((*one.rows, *one.standing)))
                for one in self.plan.obstacles
            ],
            "token": token(self.plan),
        }  # fmt: skip


def named(rows: Iterable[RowKey]) -> str:
    """Return what rows are called: their models and their keys."""
    return ", ".join(f"{name} {keys}" for name, _, keys in by_table(rows))


def by_table(rows: Iterable[RowKey]) -> list[tuple[str, int, str]]:
    """Return for each table what its rows are called, how many they are, and keys of them."""
    models = {
        one._meta.db_table: str(one._meta.verbose_name)
        for one in apps.get_models(include_auto_created=True)
        if not one._meta.proxy
    }
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[models.get(row.table, row.table)].append(" ".join(map(str, row.key)))
    return [
        (name, len(keys), ", ".join(keys[:_SHOWN]) + (" ..." if len(keys) > _SHOWN else ""))
        for name, keys in sorted(found.items())
    ]


def review_of(
    description: CustomerModel, rows: Any, user: Any, data: QueryDict, using: str
) -> Review:
    """Return the review of the customers that a page asks for.

    Raises:
        Http404: if one of them is not there, or the user may not know of it.
    """
    asked = set(data.getlist("id"))
    try:
        found = list(description.visible(rows, user).filter(pk__in=asked).order_by("pk"))
    except (TypeError, ValueError):
        found = []  # a key that is none
    if len(asked) < 2 or {str(one.pk) for one in found} != asked:
        raise Http404(gettext("These customers are not there."))
    return Review(description, found, user, data, using)
