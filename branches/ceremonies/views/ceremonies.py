import datetime
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.ceremonies import actions, rules
from branches.ceremonies.exports import CEREMONY_COLUMNS, LIST_COLUMNS
from branches.ceremonies.forms import CeremonyFilter, CeremonyForm
from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.papers.standing import papers_of
from branches.ceremonies.querysets import CeremonyQuerySet, Figures
from branches.ceremonies.tables import roll_call
from branches.ceremonies.views.doors import posted
from branches.ceremonies.views.pages import managed_or_404
from branches.ceremonies.views.steps import missing_for
from branches.organisation.models import Branch
from branches.organisation.places import name_of, names_of
from registry.access import Permission, Scope, ScopedRequest, requires
from registry.digits import number_in
from registry.history.exporting import take_out
from registry.history.verbs import Verb
from registry.lists import page_of

_LATEST_FIRST = ("-day", "-pk")
_NO_DAY = datetime.date(1, 1, 1)


class Row(NamedTuple):
    """A ceremony as a line of the list: its figures are those of the reader's part, which may be all of it."""

    ceremony: Ceremony
    place: str
    figures: Figures
    is_part: bool


@requires(Permission.VIEW_CEREMONIES)
def ceremonies(request: ScopedRequest) -> HttpResponse:
    """Those to come first, then those that were held or cancelled."""
    form = CeremonyFilter(request.GET)
    found = form.narrow(Ceremony.objects.within(request.scope))
    coming = list(found.open().order_by(F("held_on").asc(nulls_last=True), "pk"))
    past = page_of(_past(found), request.GET, order=_LATEST_FIRST)
    rows = _rows([*coming, *past.rows], request.scope)
    context = {
        "form": form,
        "coming": rows[: len(coming)],
        "past": rows[len(coming) :],
        "page": past,
        "may_plan": bool(request.user.scope_of(Permission.MANAGE_CEREMONIES)),
    }
    return render(request, "branches/ceremonies/list.html", context)


@requires(Permission.VIEW_CEREMONIES)
def export_ceremonies(request: ScopedRequest) -> HttpResponseBase:
    found = CeremonyFilter(request.GET).narrow(Ceremony.objects.within(request.scope))
    rows = _rows(list(found.annotate(day=_day()).order_by(*_LATEST_FIRST)), request.scope)
    name, count = _("Ceremonies"), len(rows)
    return take_out(request, rows, CEREMONY_COLUMNS, name=name, verb=Verb.CEREMONIES_EXPORTED, count=count)


@requires(Permission.VIEW_CEREMONIES)
def detail(request: ScopedRequest, pk: int) -> HttpResponse:
    """Facts, guests, figures and the list, as far as the scope reaches; for who manages it, what to do next."""
    ceremony = get_object_or_404(Ceremony.objects.within(request.scope), pk=pk)
    managed = request.user.scope_of(Permission.MANAGE_CEREMONIES)
    manages = ceremony.place in managed
    roll, place, basis = roll_call(ceremony, request.scope), *_narrowing(request)
    guests = list(ceremony.guests.order_by("position", "pk"))
    context = {
        "ceremony": ceremony,
        "place": roll.place_names.get(ceremony.division_code) or name_of(ceremony.division_code),
        "guests": guests,
        "papers": papers_of(ceremony, roll, guests),
        "roll": roll,
        "lines": roll.narrowed(place=place, basis=basis),
        "narrowed": {"place": place, "basis": basis},
        "is_part": ceremony.place not in request.scope,
        "manages": manages,
        "missing": missing_for(ceremony, managed, [line.plaque for line in roll.lines]),
    }
    return render(request, "branches/ceremonies/detail.html", context)


@requires(Permission.VIEW_CEREMONIES)
def export_list(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """The list of a ceremony, exactly as filtered; who took it is recorded, for those who audit."""
    ceremony = get_object_or_404(Ceremony.objects.within(request.scope), pk=pk)
    place, basis = _narrowing(request)
    lines = roll_call(ceremony, request.scope).narrowed(place=place, basis=basis)
    name, count = ceremony.title, len(lines)
    about = {"ceremony": name}
    return take_out(request, lines, LIST_COLUMNS, name=name, verb=Verb.PLAQUES_EXPORTED, count=count, about=about)


@requires(Permission.MANAGE_CEREMONIES)
def plan(request: ScopedRequest) -> HttpResponse:
    form = CeremonyForm(posted(request), scope=request.scope, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            ceremony = actions.plan(facts=form.facts, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The ceremony is planned. Choose the branches that will be awarded."))
            return redirect("ceremonies:choose", ceremony.pk)
    return render(request, "branches/ceremonies/plan.html", {"form": form})


@requires(Permission.MANAGE_CEREMONIES)
def change(request: ScopedRequest, pk: int) -> HttpResponse:
    ceremony = managed_or_404(request.scope, pk)
    form = CeremonyForm(posted(request), instance=ceremony, scope=request.scope, today=timezone.localdate())
    objections = rules.objections_to_changing(ceremony, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                ceremony=ceremony, facts=form.facts, version=form.cleaned_data["seen_version"], by=request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The ceremony is changed."))
            return redirect(ceremony)
    context = {"form": form, "ceremony": ceremony, "objections": objections}
    return render(request, "branches/ceremonies/change.html", context)


def _rows(found: list[Ceremony], scope: Scope) -> list[Row]:
    figures = Plaque.objects.within(scope).filter(ceremony__in=found).figures_by_ceremony()
    names = names_of(c.division_code for c in found)
    return [Row(c, names.get(c.division_code, ""), figures.get(c.pk, Figures()), c.place not in scope) for c in found]


def _past(found: CeremonyQuerySet) -> CeremonyQuerySet:
    return found.exclude(state__in=["draft", "prepared"]).annotate(day=_day())


def _day() -> Coalesce:
    return Coalesce("held_on", _NO_DAY)


def _narrowing(request: HttpRequest) -> tuple[int | None, str]:
    """Which lines of the list: of one prefecture, new or consolidated. What cannot be read narrows nothing."""
    place, basis = request.GET.get("place", ""), request.GET.get("basis", "")
    return number_in(place) or None, basis if basis in Branch.Origin.values else ""
