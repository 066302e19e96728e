"""Customers reviewed, merged and taken apart in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .description import description_of
from .merging import RefusedError, UnknownMergeError, preview_undo, undo
from .models import Merge
from .review import by_table, named, review_of

MERGE = "customers_mdm.merge_customer"
REFUSED = _("The database refuses this. Nothing is done.")


def _as_written(rows: Any) -> Any:
    """Return rows of the database that they are written to; another may be behind."""
    return rows.using(rows.select_for_update().db)


def _may(user: Any, model: Any) -> bool:
    """Say whether somebody may merge customers of a model, which is to see them too."""
    seeing = get_permission_codename("view", model._meta)
    return user.has_perm(MERGE) and user.has_perm(f"{model._meta.app_label}.{seeing}")


class CustomerAdminMixin:
    """Let customers be selected, reviewed and merged. Put it before admin.ModelAdmin."""

    actions = ("review_and_merge",)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Say whether somebody may merge; the action asks for it."""
        return _may(request.user, self.model)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the form; one that warns of known customers is told who asks."""
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_urls(self) -> list[Any]:
        """Return the pages, that of the review too."""
        page = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", page, name=self._page("merge")), *super().get_urls()]

    def _page(self, what: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{what}"

    @admin.action(permissions=["merge"], description=_("Review and merge selected customers"))
    def review_and_merge(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Go to the review of the selected customers."""
        pks = list(queryset.order_by("pk").values_list("pk", flat=True))
        if len(pks) < 2:
            said = gettext("Select two customers or more.")
            self.message_user(request, said, messages.WARNING)
            return None
        asked = QueryDict(mutable=True)
        asked.setlist("id", [str(pk) for pk in pks])
        to = reverse(f"{self.admin_site.name}:{self._page('merge')}")
        return HttpResponseRedirect(f"{to}?{asked.urlencode()}")

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Show what a merge comes to, and merge."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else request.GET
        rows = _as_written(self.get_queryset(request))
        review = review_of(description_of(self.model), rows, request.user, data, rows.db)
        if request.method == "POST" and data.get("do") == "merge":
            try:
                number = review.merge().number
            except RefusedError:
                self.message_user(request, REFUSED, messages.ERROR)
            else:
                if number is not None:
                    said = gettext("The customers are one: merge %(number)s.")
                    self.message_user(request, said % {"number": number}, messages.SUCCESS)
                    return redirect(f"{self.admin_site.name}:{self._page('changelist')}")
                said = gettext("This is not the merge that you saw. Nothing is done: look again.")
                self.message_user(request, said, messages.WARNING)
        title = gettext("Review and merge")
        shown = {**self.admin_site.each_context(request), **review.context(), "title": title,
                 "opts": self.opts}  # fmt: skip
        return render(request, "customers_mdm/review.html", shown)


@admin.register(Merge)
class MergeAdmin(admin.ModelAdmin):
    """Show what was merged, and undo it. The rows that a merge holds are not shown."""

    list_display = ("id", "model", "winner", "losers", "at", "by", "undone_at", "undo_link")
    fields = ("model", "winner", "losers", "at", "by", "undone_at")
    list_select_related = ("by",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Say no: who merges, does so from the list of customers."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Say no: what was done stays as it is."""
        return False

    has_delete_permission = has_change_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Say whether somebody may see and undo merges."""
        return request.user.has_perm(MERGE)

    def get_urls(self) -> list[Any]:
        """Return the pages, that of the undo too."""
        page = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", page, name="customers_mdm_merge_undo"), *super().get_urls()]

    @admin.display(description="")
    def undo_link(self, made: Merge) -> str:
        """Return where a merge is undone."""
        if made.undone_at is not None:
            return ""
        to = reverse(f"{self.admin_site.name}:customers_mdm_merge_undo", args=[made.pk])
        return format_html('<a href="{}">{}</a>', to, gettext("Undo"))

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what an undo comes to, and undo."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        made = get_object_or_404(_as_written(self.get_queryset(request)), pk=pk)
        description, using = description_of(made.model), made._state.db
        customers = description.cls._base_manager.using(using)
        there = customers.filter(pk__in=[made.winner, *made.losers])
        sees_all = description.visible(there, request.user).count() == there.count()
        if not sees_all or not _may(request.user, description.cls):
            raise PermissionDenied
        try:
            if request.method == "POST":
                plan = undo(description, pk, user=request.user, using=using)
                if plan.ready:
                    said = gettext("Merge %(number)s is undone.") % {"number": pk}
                    self.message_user(request, said, messages.SUCCESS)
                    return redirect(f"{self.admin_site.name}:customers_mdm_merge_changelist")
            else:
                plan = preview_undo(description, pk, using=using)
        except RefusedError:
            self.message_user(request, REFUSED, messages.ERROR)
            return redirect(request.path)
        except UnknownMergeError:
            raise Http404(gettext("There is no such merge, or it is undone.")) from None
        shown = {
            **self.admin_site.each_context(request),
            "title": gettext("Undo merge %(number)s") % {"number": pk},
            "plan": plan,
            "edited": [(named([one.row]), ", ".join(one.columns)) for one in plan.edited],
            "obstacles": [named(one.rows) for one in plan.obstacles],
            "moved": by_table(change.row for change in plan.changes),
            "came": by_table(plan.came),
            "opts": self.opts,
        }
        return render(request, "customers_mdm/undo.html", shown)
