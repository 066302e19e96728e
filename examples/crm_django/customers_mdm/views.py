"""Pages of customers that were merged away."""

from typing import Any

from django.shortcuts import redirect

from .description import description_of
from .redirects import resolve


class FollowMergesMixin:
    """Lead from the page of a customer that was merged away to the one that it stands for.

    What was typed into a form of the old one is not saved: it may not hold for the other. Put it
    behind what checks permissions, and before DetailView or UpdateView.
    """

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        pk, rows = self.kwargs[self.pk_url_kwarg], self.get_queryset()
        current = resolve(description_of(rows.model), pk, using=rows.db)
        if str(current) != str(pk):
            match = request.resolver_match
            named = {**self.kwargs, self.pk_url_kwarg: current}
            return redirect(match.view_name, **named)
        return super().dispatch(request, *args, **kwargs)
