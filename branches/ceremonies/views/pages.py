"""What the views share: a ceremony or a plaque inside the scope, and a form on a page about a plaque."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.querysets import PlaqueQuerySet
from branches.ceremonies.tables import with_places
from registry.access import Scope


def managed_or_404(scope: Scope, pk: int) -> Ceremony:
    """The ceremony, for who manages its place; for all others there is none."""
    return get_object_or_404(Ceremony.objects.managed_within(scope), pk=pk)


def plaque_or_404(scope: Scope, pk: int) -> Plaque:
    return get_object_or_404(with_ceremonies(Plaque.objects.within(scope)), pk=pk)


def with_ceremonies(plaques: PlaqueQuerySet) -> PlaqueQuerySet:
    return with_places(plaques).select_related("ceremony")


def answer(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], Plaque],
    done: str,
    page: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Do what a valid form asks and show the plaque; else the form with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            result = do(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, done)
            return redirect(result)
    objections = context["objections"]
    context["can_be_set_aside"] = bool(objections) and not any(o.hard for o in objections)
    return render(request, f"branches/ceremonies/{page}.html", {"form": form} | context)
