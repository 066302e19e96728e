"""Pages of customers that were merged away."""

from typing import Any

from django.shortcuts import redirect

from .description import description_of
from .merging import resolve


class FollowMergesMixin:
    """Lead from the page of a customer that was merged away to the one that it stands for.

    Put it behind what checks permissions, and before DetailView or UpdateView.
    """

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        pk = self.kwargs[self.pk_url_kwarg]
        current = resolve(description_of(self.model), pk)
        if str(current) != str(pk):
            match = request.resolver_match
            named = {**self.kwargs, self.pk_url_kwarg: current}
            return redirect(match.view_name, **named)
        return super().get(request, *args, **kwargs)
