from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from branches.organisation.places import names_of
from members.surveys.campaigns import actions, rules
from members.surveys.campaigns.figures import completion_by_campaign, completion_of
from members.surveys.campaigns.filters import UnitFilter
from members.surveys.campaigns.forms import AskForm, CampaignForm
from members.surveys.campaigns.models import Asked, Campaign
from members.surveys.campaigns.tables import COLUMNS
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import action_page, carried_out, today
from registry.history.exporting import take_out
from registry.history.verbs import Verb
from registry.lists import page_of

_FOLDER = "members/surveys/campaigns"


@requires(Permission.IMPORT_SURVEYS)
def campaigns(request: ScopedRequest) -> HttpResponse:
    """Campaigns of my part of the tree, with how complete they are there."""
    page = page_of(Campaign.objects.within(request.scope), request.GET, order=("-pk",))
    names = names_of(campaign.division_code for campaign in page.rows)
    figures = completion_by_campaign(page.rows, request.scope)
    rows = [(campaign, names.get(campaign.division_code, ""), figures[campaign.pk]) for campaign in page.rows]
    return render(request, f"{_FOLDER}/list.html", {"page": page, "rows": rows, "today": today()})


@requires(Permission.IMPORT_SURVEYS)
def open_campaign(request: ScopedRequest) -> HttpResponse:
    form = CampaignForm(request.POST or None, scope=request.scope, today=today())
    made: list[Campaign] = []

    def act() -> None:
        levels = form.cleaned_data["levels"]
        made.append(actions.open_campaign(campaign=form.campaign, levels=levels, by=request.user, today=today()))

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The campaign is open; nothing is sent by itself."))
        return redirect(made[0])
    lead = _("Who is asked returns a survey file, or says that there is nobody: that is a return too.")
    return action_page(
        request, f"{_FOLDER}/form.html", {}, form, title=_("Open a campaign"), submit=_("Open the campaign"), lead=lead
    )


@requires(Permission.IMPORT_SURVEYS)
def campaign(request: ScopedRequest, campaign: int) -> HttpResponse:
    """Completion by level, and every unit of my part: who returned, who is late."""
    found = _campaign(request, campaign)
    filters = UnitFilter(request.GET, campaign=found, today=today())
    units = filters.narrow(_units(request, found).with_returns())
    shown = filters.condition
    whole, *levels = completion_of(found, request.scope, today(), whole=_("All units"), shown=shown)
    context = {
        "campaign": found,
        "place": names_of([found.division_code]).get(found.division_code, ""),
        "whole": whole,
        "levels": levels,
        "filters": filters,
        "page": page_of(units, request.GET, order=("pk",), total=whole.shown),
        "is_mine": found.division_code in request.scope,
        "today": today(),
    }
    return render(request, f"{_FOLDER}/detail.html", context)


@requires(Permission.IMPORT_SURVEYS)
def export_units(request: ScopedRequest, campaign: int) -> HttpResponseBase:
    """The units as a file, exactly as filtered. The history says who took it out."""
    found = _campaign(request, campaign)
    filters = UnitFilter(request.GET, campaign=found, today=today())
    units = filters.narrow(_units(request, found).with_returns()).select_related("campaign").order_by("pk")
    rows, name, count = units.iterator(chunk_size=2000), found.title, units.count()
    about = {"title": name}
    return take_out(request, rows, COLUMNS, name=name, verb=Verb.CAMPAIGN_EXPORTED, count=count, about=about)


@requires(Permission.IMPORT_SURVEYS)
def ask(request: ScopedRequest, campaign: int) -> HttpResponse:
    """More units."""
    found = _mine(request, campaign)
    form = AskForm(request.POST or None)
    count: list[int] = []

    def act() -> None:
        said = form.cleaned_data
        about = {"campaign": found, "by": request.user, "today": today()}
        count.append(actions.ask_units(levels=said["levels"], **about))
        count.append(actions.ask_by_name(level=said["level"], names=said["names"], contact=said["contact"], **about))

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        words = ngettext("%(count)d more unit is asked.", "%(count)d more units are asked.", sum(count))
        messages.success(request, words % {"count": sum(count)})
        return redirect(found)
    standing = rules.objections_to_asking(found)
    about = {"campaign": found}
    return action_page(
        request, f"{_FOLDER}/form.html", about, form, title=_("Ask more units"), submit=_("Ask"), standing=standing
    )


@requires(Permission.IMPORT_SURVEYS)
@require_POST
def remind(request: ScopedRequest, campaign: int) -> HttpResponse:
    """Note that those still outstanding among the filtered were reminded today."""
    found = _mine(request, campaign)
    filters = UnitFilter(request.GET, campaign=found, today=today())
    units = list(filters.narrow(_units(request, found).with_returns()))
    count = actions.remind(asked=units, by=request.user, today=today())
    words = ngettext(
        "%(count)d unit is noted as reminded today.", "%(count)d units are noted as reminded today.", count
    )
    messages.success(request, words % {"count": count})
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{found.get_absolute_url()}{asked}")


@requires(Permission.IMPORT_SURVEYS)
@require_POST
def close(request: ScopedRequest, campaign: int) -> HttpResponse:
    found = actions.close(campaign=_mine(request, campaign), by=request.user, today=today())
    undo = f"undo:{reverse('surveys:reopen_campaign', args=[found.pk])}"
    messages.success(request, _("The campaign is closed."), extra_tags=undo)
    return redirect(found)


@requires(Permission.IMPORT_SURVEYS)
@require_POST
def reopen(request: ScopedRequest, campaign: int) -> HttpResponse:
    found = actions.reopen(campaign=_mine(request, campaign), by=request.user)
    messages.success(request, _("The campaign is open again."))
    return redirect(found)


def _campaign(request: ScopedRequest, key: int) -> Campaign:
    return get_object_or_404(Campaign.objects.within(request.scope), pk=key)


def _mine(request: ScopedRequest, key: int) -> Campaign:
    """A campaign for a place of my own: only there one asks, reminds and closes."""
    own = Campaign.objects.filter(request.scope.divisions("division_code"))
    return get_object_or_404(own, pk=key)


def _units(request: ScopedRequest, campaign: Campaign) -> Any:
    return Asked.objects.within(request.scope).filter(campaign=campaign)
