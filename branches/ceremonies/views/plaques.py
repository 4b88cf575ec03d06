from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.ceremonies import actions, rules
from branches.ceremonies.exports import AWAITING_COLUMNS, LEDGER_COLUMNS
from branches.ceremonies.forms import AwardForm, BranchFilter, EndForm, LedgerFilter, ReceiptForm, ReplaceForm
from branches.ceremonies.models import PEOPLE, Ceremony, Plaque
from branches.ceremonies.proposals import awaiting_within, sums
from branches.ceremonies.querysets import AS_PROPOSED
from branches.ceremonies.tables import place_of, state_shown
from branches.ceremonies.views.doors import posted
from branches.ceremonies.views.pages import answer, plaque_or_404, with_ceremonies
from branches.organisation.models import Branch
from registry.access import Permission, ScopedRequest, requires
from registry.history.exporting import take_out
from registry.history.verbs import Verb
from registry.lists import chosen_order, page_of

_ORDERS = {
    "number": ("year", "serial", "pk"),
    "awarded_on": ("awarded_on", "pk"),
    "branch": ("branch_id", "pk"),
    "wording": ("wording", "pk"),
}


@requires(Permission.VIEW_CEREMONIES)
def ledger(request: ScopedRequest) -> HttpResponse:
    """Every plaque that was awarded, whatever became of it."""
    form = LedgerFilter(request.GET, scope=request.scope)
    found = form.narrow(Plaque.objects.within(request.scope).awarded())
    figures = found.figures()
    order = chosen_order(request.GET, _ORDERS, default="-number")
    page = page_of(with_ceremonies(found), request.GET, order=order.fields, total=figures.total)
    rows = [(plaque, place_of(plaque.branch, plaque.awarded_on)) for plaque in page.rows]
    for plaque, _place in rows:
        plaque.shown = state_shown(plaque)
    context = {"form": form, "figures": figures, "order": order, "page": page, "rows": rows}
    context["ceremony"] = Ceremony.objects.within(request.scope).filter(pk=form.asked.get("ceremony") or 0).first()
    return render(request, "branches/ceremonies/ledger.html", context)


@requires(Permission.VIEW_CEREMONIES)
def export_ledger(request: ScopedRequest) -> HttpResponseBase:
    """The ledger exactly as filtered; who took it is recorded."""
    form = LedgerFilter(request.GET, scope=request.scope)
    found = form.narrow(Plaque.objects.within(request.scope).awarded())
    order = chosen_order(request.GET, _ORDERS, default="-number")
    rows, count = with_ceremonies(found).order_by(*order.fields).iterator(chunk_size=2000), found.count()
    return take_out(request, rows, LEDGER_COLUMNS, name=_("Plaque ledger"), verb=Verb.PLAQUES_EXPORTED, count=count)


@requires(Permission.VIEW_CEREMONIES)
def awaiting(request: ScopedRequest) -> HttpResponse:
    """Branches that await a plaque and are on no list: the rows behind the figure on the first page."""
    form = BranchFilter(request.GET, scope=request.scope)
    found = form.narrow(awaiting_within(request.scope, timezone.localdate()))
    managed, figures = request.user.scope_of(Permission.MANAGE_CEREMONIES), sums(found)
    page = page_of(found, request.GET, order=AS_PROPOSED, total=figures.total)
    rows = [(branch, place_of(branch, None), branch.code in managed) for branch in page.rows]
    context = {"form": form, "rows": rows, "page": page, "figures": figures, "may_plan": bool(managed)}
    return render(request, "branches/ceremonies/awaiting.html", context)


@requires(Permission.VIEW_CEREMONIES)
def export_awaiting(request: ScopedRequest) -> HttpResponseBase:
    form = BranchFilter(request.GET, scope=request.scope)
    found = form.narrow(awaiting_within(request.scope, timezone.localdate()))
    name, count = _("Branches awaiting a plaque"), len(found)
    return take_out(request, found, AWAITING_COLUMNS, name=name, verb=Verb.BRANCHES_EXPORTED, count=count)


@requires(Permission.VIEW_CEREMONIES)
def plaque(request: ScopedRequest, pk: int) -> HttpResponse:
    """One plaque, with what came before and after it on the same wall."""
    found = plaque_or_404(request.scope, pk)
    manages = found.place in request.user.scope_of(Permission.MANAGE_CEREMONIES)
    stages = list(found.stages.order_by("stage", "pk"))
    noted = [s.stage for s in stages if s.taken_back_at is None]
    others = found.branch.plaques.awarded().exclude(pk=found.pk).order_by("-year", "-serial")
    context = {
        "plaque": found,
        "place": place_of(found.branch, found.awarded_on),
        "others": others,
        "manages": manages,
        "in_use": found.state == Plaque.State.IN_USE,
        "stages": stages,
        "may_note": bool(rules.left_to_note(found, noted)),
        "photos": found.photos.order_by("-taken_on", "-pk"),
    }
    return render(request, "branches/ceremonies/plaque.html", context)


@requires(Permission.MANAGE_CEREMONIES)
def award(request: ScopedRequest, code: int) -> HttpResponse:
    """A plaque for one branch, without a ceremony."""
    branch = get_object_or_404(Branch.objects.within(request.scope), code=code)
    today = timezone.localdate()
    objections = rules.objections_to_awarding(branch, scope=request.scope, day=today, today=today)
    form = AwardForm(posted(request), branch=branch, today=today, objections=objections)

    def do(said: dict[str, Any]) -> Plaque:
        words = {name: said[name] for name in ("wording", "awarded_on", *PEOPLE)}
        return actions.award_plaque(branch=branch, today=today, by=request.user, override=form.override, **words)

    context = {"branch": branch, "objections": objections, "submit": _("Award")}
    return answer(request, form, do, _("The plaque is awarded."), "award", context)


@requires(Permission.MANAGE_CEREMONIES)
def replace(request: ScopedRequest, pk: int) -> HttpResponse:
    """Another plaque for one in use."""
    old = plaque_or_404(request.scope, pk)
    today = timezone.localdate()
    objections = rules.objections_to_awarding(old.branch, scope=request.scope, day=today, today=today, replacing=old)
    form = ReplaceForm(posted(request), branch=old.branch, today=today, objections=objections)

    def do(said: dict[str, Any]) -> Plaque:
        words = {name: said[name] for name in ("wording", "awarded_on", *PEOPLE, "reason")}
        return actions.replace_plaque(plaque=old, today=today, by=request.user, override=form.override, **words)

    context = {"plaque": old, "objections": objections, "submit": _("Replace")}
    return answer(
        request, form, do, _("The plaque is replaced; the old number stays with the old one."), "replace", context
    )


@requires(Permission.MANAGE_CEREMONIES)
def end(request: ScopedRequest, pk: int) -> HttpResponse:
    """A plaque is returned or reported lost."""
    old = plaque_or_404(request.scope, pk)
    today = timezone.localdate()
    objections = rules.objections_to_ending(old, scope=request.scope, day=None, today=today)
    form = EndForm(posted(request), initial={"ended_on": today})

    def do(said: dict[str, Any]) -> Plaque:
        return actions.end_plaque(plaque=old, today=today, by=request.user, **said)

    context = {"plaque": old, "objections": objections, "submit": _("Save")}
    return answer(request, form, do, _("The plaque is no longer in use."), "end", context)


@requires(Permission.MANAGE_CEREMONIES)
def receipt(request: ScopedRequest, pk: int) -> HttpResponse:
    """Who handed it over and who received it, set right with a reason."""
    found = plaque_or_404(request.scope, pk)
    objections = rules.objections_to_correcting_receipt(found, scope=request.scope)
    form = ReceiptForm(posted(request), plaque=found)

    def do(said: dict[str, Any]) -> Plaque:
        return actions.correct_receipt(plaque=found, by=request.user, **said)

    context = {"plaque": found, "objections": objections, "submit": _("Correct")}
    return answer(request, form, do, _("The receipt is corrected."), "receipt", context)
