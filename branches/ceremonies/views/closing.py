"""The last step: of every plaque it is said what became of it, then the ceremony is closed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.ceremonies import actions, rules
from branches.ceremonies.forms import CloseForm
from branches.ceremonies.models import Ceremony, Stage
from branches.ceremonies.tables import with_places
from branches.ceremonies.views.doors import SITE, Door, posted
from branches.ceremonies.views.pages import managed_or_404
from registry.access import Permission, ScopedRequest, requires

_ONLY_KEEP = {"save", "all_handed"}  # the buttons that do not close yet


@requires(Permission.MANAGE_CEREMONIES)
def close(request: ScopedRequest, pk: int, door: Door = SITE) -> HttpResponse:
    """What is left is settled line by line, or for all in one; then it is closed."""
    ceremony = managed_or_404(request.scope, pk)
    left = with_places(ceremony.plaques.still_to_hand_over().in_running_order())
    form = CloseForm(posted(request), left=left, initial={"version": ceremony.version})
    if request.method == "POST" and form.is_valid():
        try:
            _settle(request, ceremony, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if _ONLY_KEEP & set(request.POST):
                messages.success(request, _("What is left is noted."))
                return redirect(door.again("close", ceremony))
            messages.success(request, _("The ceremony is closed."))
            return redirect(door.back(ceremony))
    objections = rules.objections_to_closing(ceremony, scope=request.scope)
    awarded = ceremony.plaques.awarded()
    context = {
        "ceremony": ceremony,
        "form": form,
        "figures": awarded.figures(),
        "handed": awarded.filter(stage__gte=Stage.HANDED_OVER).count(),
        # What is left is settled on this very page; only what cannot be is in the way.
        "objections": [o for o in objections if o.code != "left_over"],
        "left_over": [o for o in objections if o.code == "left_over"],
    }
    return door.page(request, "close", context)


@transaction.atomic
def _settle(request: ScopedRequest, ceremony: Ceremony, form: CloseForm) -> None:
    """All of it or nothing. The day of those handed over is that of the ceremony."""
    user, held_on = request.user, ceremony.held_on
    if form.handed and held_on:
        actions.reach(plaques=form.handed, stage=Stage.HANDED_OVER, since=held_on, today=timezone.localdate(), by=user)
    for plaque, why in form.explained:
        actions.explain(plaque=plaque, why=why, by=user)
    if not _ONLY_KEEP & set(form.data):
        actions.close(ceremony=ceremony, version=form.cleaned_data["version"], by=user)
