"""A form through which an action is carried out, on a page of its own: sections, days, and what speaks against the action.

Every room that acts through forms shares this: the form shows the objections, and where they only warn, asks what sets them aside.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.objections import Objection, Override


def day_input() -> forms.DateInput:
    """The browser's own calendar; it speaks ISO dates whatever the language of the page."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


_YEARS = _("The year must lie between 1900 and 2999.")


class DayField(forms.DateField):
    """A day of our times: 0016 is a slip of the hand, and around the years 1 and 9999 no day can be reckoned with."""

    widget = day_input()
    default_validators = [
        MinValueValidator(datetime.date(1900, 1, 1), _YEARS),
        MaxValueValidator(datetime.date(2999, 12, 31), _YEARS),
    ]


def day_field(label: Any, **kwargs: Any) -> DayField:
    return DayField(label=label, **kwargs)


def pair(left: str, right: str) -> Row:
    """Two fields side by side, below each other on a phone."""
    return Row(Column(left, css_class="col-sm-6"), Column(right, css_class="col-sm-6"))


class OverrideForm(forms.Form):
    """What sets warnings aside: why, and which document allows it. One without the other is not enough."""

    override_reason = forms.CharField(label=_("Set aside because"), max_length=300, required=False)
    override_document_no = forms.CharField(label=_("Document no. that allows it"), max_length=100, required=False)

    @property
    def override(self) -> Override | None:
        """The override entered, of a valid form."""
        reason, document_no = self._entered
        return Override(reason, document_no) if reason and document_no else None

    @property
    def _entered(self) -> tuple[str | None, str | None]:
        return self.cleaned_data.get("override_reason"), self.cleaned_data.get("override_document_no")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        reason, document_no = self._entered
        for name, here, there in [("reason", reason, document_no), ("document_no", document_no, reason)]:
            if there and not here:
                self.add_error(f"override_{name}", _("An override needs a reason and a document number."))
        return cleaned


class ActionForm(OverrideForm):
    """A form whose action may meet objections. ``sections`` lays it out: legend -> fields or layout objects.

    The view hands an error of the action to ``refuse``; the page then shows the ``objections``, and where one only warns, the two
    fields that set it aside.
    """

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objections: list[Objection] = []

    def sections(self) -> list[tuple[Any, list[Any]]]:
        """Legend and fields of each section; the empty legend draws no frame."""
        raise NotImplementedError

    @property
    def said(self) -> dict[str, Any]:
        """What was entered for the action itself, with the ``version`` of the object it was entered for; of a valid form."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.startswith("override_")}
        return said | {"version": said.pop("seen_version")}

    def refuse(self, error: ValidationError) -> None:
        """Take over what the action said: objections are shown as such, all else as errors of the fields."""
        by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for field, errors in by_field.items():
            self.objections += [each for each in errors if isinstance(each, Objection)]
            others = [each for each in errors if not isinstance(each, Objection)]
            if others:
                self.add_error(field if field in self.fields else None, others)

    @property
    def asks_override(self) -> bool:
        """Whether there is something a document could set aside, or somebody already names one."""
        named = self.is_bound and (self["override_reason"].value() or self["override_document_no"].value())
        return bool(named) or any(not objection.hard for objection in self.objections)

    @property
    def helper(self) -> FormHelper:
        sections = [Fieldset(legend, *fields) for legend, fields in self.sections()]
        if self.asks_override:
            fields = pair("override_reason", "override_document_no")
            sections.append(Fieldset(_("Go ahead all the same"), fields, css_class="override"))
        helper = FormHelper()
        helper.layout = Layout(*sections, "seen_version")
        return helper


def today() -> datetime.date:
    """The day a view acts on: views read the clock, actions are told the day."""
    return timezone.localdate()


def carried_out(form: ActionForm, action: Callable[[], Any]) -> bool:
    """Do it, or hand what speaks against it to the form."""
    try:
        action()
    except ValidationError as error:
        form.refuse(error)
        return False
    return True


def action_page(
    request: HttpRequest,
    template: str,
    about: Mapping[str, Any],
    form: ActionForm,
    *,
    title: Promise | str,
    submit: Promise | str,
    lead: Promise | str = "",
    style: str = "primary",
    standing: Sequence[Objection] = (),
) -> HttpResponse:
    """The form on its page. ``about``: what the page is about, for the template.

    ``standing``: what can be said against the action beforehand; a hard objection takes the form away.
    """
    context = {
        **about,
        "form": form,
        "title": title,
        "submit": submit,
        "lead": lead,
        "style": style,
        "objections": form.objections or standing,
        "is_refused": any(objection.hard for objection in standing),
    }
    return render(request, template, context)
