"""From a draft to a ceremony that was held: one page, one action each. The page asks the rule first, the action asks again."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.ceremonies import actions, numbering, rules
from branches.ceremonies.forms import (
    BranchFilter,
    ChosenBranches,
    CorrectionForm,
    HoldForm,
    ListForm,
    PrepareForm,
    ReasonForm,
)
from branches.ceremonies.models import PEOPLE, Ceremony, Plaque
from branches.ceremonies.proposals import proposed_for, sums
from branches.ceremonies.querysets import AS_PROPOSED
from branches.ceremonies.tables import place_of, with_places
from branches.ceremonies.views.doors import SITE, Door, posted
from branches.ceremonies.views.pages import managed_or_404
from registry.access import Permission, Scope, ScopedRequest, requires
from registry.lists import page_of
from registry.objections import Objection

_TICKED_AT_ONCE = 200  # branches on one page of a form; all of a kind are put on the list by its other buttons


@requires(Permission.MANAGE_CEREMONIES)
def choose(request: ScopedRequest, pk: int, door: Door = SITE) -> HttpResponse:
    """Branches awaiting a plaque, proposed by place and day of approval; those ticked go on the list."""
    ceremony = managed_or_404(request.scope, pk)
    today = timezone.localdate()
    filters = BranchFilter(request.GET, scope=request.scope)
    proposed = filters.narrow(proposed_for(ceremony, scope=request.scope, today=today))
    form = ChosenBranches(posted(request), proposed=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_branches(
                ceremony=ceremony,
                branches=form.chosen,
                version=form.cleaned_data["version"],
                today=today,
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, put_on_list(len(added)))
            return redirect(door.back(ceremony))
    ticked, figures = set(request.POST.getlist("branches")), sums(proposed)
    page = page_of(proposed, request.GET, order=AS_PROPOSED, size=_TICKED_AT_ONCE, total=figures.total)
    context = {
        "ceremony": ceremony,
        "filters": filters,
        "form": form,
        "branches": [(b, place_of(b, ceremony.held_on), str(b.code) in ticked) for b in page.rows],
        "page": page,
        "sums": figures,
        "objections": rules.objections_to_changing(ceremony, scope=request.scope),
    }
    return door.page(request, "choose", context)


@requires(Permission.MANAGE_CEREMONIES)
def arrange(request: ScopedRequest, pk: int, door: Door = SITE) -> HttpResponse:
    """The list: running order, wordings, who hands over and receives, and who leaves it. ``by_place``: by place and pinyin, in one step."""
    ceremony = managed_or_404(request.scope, pk)
    plaques = with_places(ceremony.plaques.planned().in_running_order())
    initial = {"version": ceremony.version}
    form = ListForm(posted(request), plaques=plaques, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _arrange(request, ceremony, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The list is changed."))
            return redirect(door.again("arrange", ceremony) if "by_place" in request.POST else door.back(ceremony))
    context = {
        "ceremony": ceremony,
        "form": form,
        "guests": ceremony.guests.order_by("position", "pk"),
        "objections": rules.objections_to_changing(ceremony, scope=request.scope),
    }
    return door.page(request, "arrange", context)


@requires(Permission.MANAGE_CEREMONIES)
def prepare(request: ScopedRequest, pk: int, door: Door = SITE) -> HttpResponse:
    ceremony = managed_or_404(request.scope, pk)
    objections = rules.objections_to_preparing(ceremony, scope=request.scope)
    initial = {"version": ceremony.version}
    form = PrepareForm(posted(request), objections=objections, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.prepare(
                ceremony=ceremony, version=form.cleaned_data["version"], by=request.user, override=form.override
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The ceremony is prepared."))
            return redirect(door.back(ceremony))
    context = {
        "ceremony": ceremony,
        "form": form,
        "objections": objections,
        "can_be_set_aside": bool(objections) and not any(o.hard for o in objections),
        "figures": ceremony.plaques.figures(),
    }
    return door.page(request, "prepare", context)


@requires(Permission.MANAGE_CEREMONIES)
def hold(request: ScopedRequest, pk: int, door: Door = SITE) -> HttpResponse:
    """Award all: a page that names the figures, then one step."""
    ceremony = managed_or_404(request.scope, pk)
    today = timezone.localdate()
    form = HoldForm(posted(request), ceremony=ceremony, today=today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ceremony = actions.hold(
                ceremony=ceremony, held_on=said["held_on"], version=said["version"], today=today, by=request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, awarded(ceremony))
            return redirect(door.back(ceremony))
    return door.page(request, "hold", {"form": form} | about_holding(ceremony, form, request))


@requires(Permission.MANAGE_CEREMONIES)
def cancel(request: ScopedRequest, pk: int, door: Door = SITE) -> HttpResponse:
    ceremony = managed_or_404(request.scope, pk)
    form = ReasonForm(posted(request), initial={"version": ceremony.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.cancel(ceremony=ceremony, reason=said["reason"], version=said["version"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The ceremony is cancelled; its branches await their plaque again."))
            return redirect(door.back(ceremony))
    objections = rules.objections_to_changing(ceremony, scope=request.scope)
    context = {"ceremony": ceremony, "form": form, "objections": objections}
    return door.page(request, "cancel", context)


@requires(Permission.MANAGE_CEREMONIES)
def correct(request: ScopedRequest, pk: int, door: Door = SITE) -> HttpResponse:
    """A ceremony that was held: what describes the day, with a reason."""
    ceremony = managed_or_404(request.scope, pk)
    form = CorrectionForm(posted(request), instance=ceremony, scope=request.scope, today=timezone.localdate())
    objections = rules.objections_to_correcting(ceremony, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.correct_held(
                ceremony=ceremony,
                facts=form.facts,
                reason=said["reason"],
                version=said["seen_version"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The ceremony is corrected; what was said before stays in its history."))
            return redirect(door.back(ceremony))
    context = {"form": form, "ceremony": ceremony, "objections": objections}
    return door.page(request, "correct", context)


def about_holding(ceremony: Ceremony, form: HoldForm, request: ScopedRequest) -> dict[str, object]:
    """What the page says before all plaques are awarded: objections, figures, and the numbers they would take now."""
    today, day = timezone.localdate(), form.initial["held_on"]
    figures = ceremony.plaques.planned().figures()
    return {
        "ceremony": ceremony,
        "objections": rules.objections_to_holding(ceremony, scope=request.scope, held_on=day, today=today),
        "figures": figures,
        "numbers": numbering.coming_numbers(day, figures.total),
    }


def missing_for(ceremony: Ceremony, managed: Scope, plaques: Sequence[Plaque]) -> list[Objection]:
    """What is still missing, for who manages the ceremony; nothing for the others and when it is over.

    ``plaques``: those of the ceremony as the page has read them: whoever manages it sees all of them.
    """
    shown = ceremony.is_open and ceremony.place in managed
    return rules.missing(ceremony, scope=managed, plaques=plaques) if shown else []


def put_on_list(count: int) -> str:
    return ngettext("%(count)d branch is on the list.", "%(count)d branches are on the list.", count) % {"count": count}


def awarded(ceremony: Ceremony) -> str:
    figures = ceremony.plaques.awarded().figures()
    return _("Awarded: %(new)d new + %(consolidated)d consolidated = %(total)d plaques.") % figures._asdict()


@transaction.atomic
def _arrange(request: ScopedRequest, ceremony: Ceremony, form: ListForm) -> None:
    """Only what the form changes is done and recorded; all of it or nothing. The first step asks for the version."""
    order = None if "by_place" in request.POST else form.order
    actions.rearrange(ceremony=ceremony, order=order, version=form.cleaned_data["version"], by=request.user)
    for plaque in form.plaques:
        changed = {f"{field}_{plaque.pk}" for field in ("wording", *PEOPLE)} & set(form.changed_data)
        if changed and plaque not in form.removed:
            words = {field: form.said(plaque, field) for field in ("wording", *PEOPLE)}
            actions.reword(plaque=plaque, by=request.user, **words)
    if form.removed:
        actions.remove_branches(ceremony=ceremony, plaques=form.removed, by=request.user)
