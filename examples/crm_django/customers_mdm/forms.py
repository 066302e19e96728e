"""A form that says before it saves that the customer may be known."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import router
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import custmdm as cm

from .candidates import Found, look_up
from .description import CustomerModel, description_of
from .models import Decision

_SHOWN = 5


class DuplicateWarningMixin(forms.ModelForm):
    """Warn once if the customer may be known, and save if somebody says so all the same.

    Put it before forms.ModelForm, and say who asks: `CustomerForm(data, user=request.user)`. It
    shows nobody a customer that they may not be told of. `candidates` holds what was found. An
    admin that names its `fields` names `save_anyway` and `warned_of` too.
    """

    user: Any = None
    candidates: tuple[Found, ...] = ()

    save_anyway = forms.BooleanField(
        label=_("It is another customer: save anyway"), required=False, widget=forms.HiddenInput
    )
    warned_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        self.user = user or self.user
        if self.user is None:
            raise cm.ConfigurationError(f"say who asks: {type(self).__name__}(user=request.user)")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        description = description_of(self._meta.model)
        if not self.errors and self._is_asked(description):
            self.candidates = self._look_up(description, cleaned)
            if self.candidates:
                self._warn(cleaned)
        return cleaned

    def _is_asked(self, description: CustomerModel) -> bool:
        """Say whether something was typed that customers are told apart by."""
        return self.instance._state.adding or not {*description.names}.isdisjoint(self.changed_data)

    def _look_up(self, description: CustomerModel, cleaned: dict[str, Any]) -> tuple[Found, ...]:
        using = router.db_for_write(description.cls, instance=self.instance)
        row: dict[str, Any] = {}
        if not self.instance._state.adding:
            there = description.cls._base_manager.using(using).filter(pk=self.instance.pk)
            row = there.values(*description.names).get() | {"pk": str(self.instance.pk)}
        row |= {name: cleaned[name] for name in description.names if name in cleaned}
        (record,) = description.mapping.read_one(row).records
        return look_up(description, record, self.user, using)

    def _warn(self, cleaned: dict[str, Any]) -> None:
        pks = ",".join(sorted(one.pk for one in self.candidates))
        found = salted_hmac("customers_mdm.warned", pks, algorithm="sha256").hexdigest()
        # What was agreed to is these customers: after a change of the form it may be others.
        if cleaned["save_anyway"] and constant_time_compare(cleaned["warned_of"], found):
            return
        self.fields["save_anyway"].widget = forms.CheckboxInput()
        self.data = self.data.copy()
        self.data[self.add_prefix("warned_of")] = found
        self.data.pop(self.add_prefix("save_anyway"), None)
        said = [gettext("This customer may be known already.")]
        for one in self.candidates[:_SHOWN]:
            sure = gettext("a match") if one.is_match else gettext("possible")
            said.append(f"{one.title} ({one.pk}), {sure}: {'; '.join(one.reasons)}")
        raise ValidationError([ValidationError(text, code="known_customer") for text in said])

    def _save_m2m(self) -> None:
        # Called when the customer has its key, with commit or without.
        super()._save_m2m()
        description = description_of(self._meta.model)
        using = self.instance._state.db
        Decision.objects.using(using).bulk_create(
            Decision(
                model=description.model, customer=str(self.instance.pk), candidate=one.pk,
                at=timezone.now(), by_id=self.user.pk,
            )
            for one in self.candidates[:_SHOWN]
        )  # fmt: skip
