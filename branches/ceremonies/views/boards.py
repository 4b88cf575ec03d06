"""Plaques as objects: noted one by one or many at once, described, photographed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.ceremonies import actions, photographs, rules
from branches.ceremonies.forms import (
    BoardForm,
    BoardsForm,
    PhotoForm,
    RemovePhotoForm,
    StageForm,
    TakeBackForm,
    ticked,
)
from branches.ceremonies.models import Plaque, PlaquePhoto, Stage
from branches.ceremonies.tables import place_of, with_places
from branches.ceremonies.views.doors import SITE, posted
from branches.ceremonies.views.pages import answer, managed_or_404, plaque_or_404
from registry.access import Permission, ScopedRequest, requires
from registry.objections import Objection


@requires(Permission.MANAGE_CEREMONIES)
def boards(request: ScopedRequest, pk: int) -> HttpResponse:
    """All boards of a ceremony: ordered, made, handed over, hung; and what they are made of."""
    ceremony = managed_or_404(request.scope, pk)
    plaques = with_places(ceremony.plaques.exclude(state="withdrawn").in_running_order())
    today = timezone.localdate()
    form = BoardsForm(posted(request), plaques=plaques, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        try:
            count = _note(request, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, ngettext("Noted of %(n)d plaque.", "Noted of %(n)d plaques.", count) % {"n": count}
            )
            return redirect("ceremonies:boards", ceremony.pk)
    chosen = ticked(plaques, posted(request))
    rows = [(p, place_of(p.branch, ceremony.held_on), p.pk in chosen) for p in plaques]
    context = {"ceremony": ceremony, "form": form, "rows": rows, "counts": _counts(plaques)}
    return SITE.page(request, "boards", context)


@requires(Permission.MANAGE_CEREMONIES)
def note(request: ScopedRequest, pk: int) -> HttpResponse:
    """How far one plaque has come."""
    found = plaque_or_404(request.scope, pk)
    today = timezone.localdate()
    noted = found.stages.filter(taken_back_at=None).values_list("stage", flat=True)
    left = rules.left_to_note(found, noted)
    form = StageForm(posted(request), plaque=found, left=left, today=today)

    def do(said: dict[str, Any]) -> Plaque:
        return actions.reach(plaques=[found], today=today, by=request.user, **said)[0]

    objections = [] if left else [Objection(_("Every state is noted already."), code="all_noted", hard=True)]
    context = {"plaque": found, "objections": objections, "submit": _("Note it")}
    return answer(request, form, do, _("It is noted."), "note", context)


@requires(Permission.MANAGE_CEREMONIES)
def take_back(request: ScopedRequest, pk: int) -> HttpResponse:
    """What was noted last of a plaque was a mistake."""
    found = plaque_or_404(request.scope, pk)
    last = found.stages.filter(stage=found.stage, taken_back_at=None).select_related("plaque").first()
    if last is None:
        return redirect(found)
    form = TakeBackForm(posted(request))

    def do(said: dict[str, Any]) -> Plaque:
        actions.take_back(plaque=found, stage=last.stage, now=timezone.now(), by=request.user, **said)
        return found

    objections = rules.objections_to_taking_back(last, scope=request.scope)
    context = {"plaque": found, "last": last, "objections": objections, "submit": _("Take it back")}
    return answer(request, form, do, _("It is taken back."), "take_back", context)


@requires(Permission.MANAGE_CEREMONIES)
def describe(request: ScopedRequest, pk: int) -> HttpResponse:
    """Size and material."""
    found = plaque_or_404(request.scope, pk)
    initial = {name: getattr(found, name) for name in ("width_mm", "height_mm", "material")}
    form = BoardForm(posted(request), initial=initial)

    def do(said: dict[str, Any]) -> Plaque:
        actions.describe(plaques=[found], by=request.user, **said)
        return found

    context: dict[str, Any] = {"plaque": found, "objections": [], "submit": _("Save")}
    return answer(request, form, do, _("Size and material are noted."), "describe", context)


@requires(Permission.MANAGE_CEREMONIES)
def add_photo(request: ScopedRequest, pk: int) -> HttpResponse:
    found = plaque_or_404(request.scope, pk)
    today = timezone.localdate()
    files = request.FILES if request.method == "POST" else None
    form = PhotoForm(posted(request), files, initial={"taken_on": today})

    def do(said: dict[str, Any]) -> Plaque:
        return actions.add_photo(plaque=found, today=today, by=request.user, **said).plaque

    objections = rules.objections_to_photographing(found, scope=request.scope, today=today)
    context = {"plaque": found, "objections": objections, "submit": _("Add the photograph")}
    return answer(request, form, do, _("The photograph is added."), "add_photo", context)


@requires(Permission.MANAGE_CEREMONIES)
def remove_photo(request: ScopedRequest, pk: int, photo: int) -> HttpResponse:
    found = plaque_or_404(request.scope, pk)
    picture = get_object_or_404(found.photos, pk=photo)
    form = RemovePhotoForm(posted(request))

    def do(said: dict[str, Any]) -> Plaque:
        actions.remove_photo(photo=picture, by=request.user, **said)
        return found

    context = {"plaque": found, "photo": picture, "objections": [], "submit": _("Remove it for good")}
    return answer(request, form, do, _("The photograph is removed."), "remove_photo", context)


@requires(Permission.VIEW_CEREMONIES)
def photo(request: ScopedRequest, pk: int, photo: int) -> HttpResponseBase:
    """The picture itself, for whoever may see the plaque. It is a JPEG that we wrote, whatever came in."""
    plaques = Plaque.objects.within(request.scope)
    found = get_object_or_404(PlaquePhoto.objects.filter(plaque__in=plaques, plaque=pk), pk=photo)
    path = photographs.path_of(found.file_name)
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/jpeg", filename=f"{found.plaque_id}-{found.pk}.jpg")


@transaction.atomic
def _note(request: ScopedRequest, form: BoardsForm) -> int:
    """State and description together, or nothing. What is not written on the page stays as it is."""
    said, user = form.cleaned_data, request.user
    plaques = list(said["plaques"])
    if form.describes:
        for plaque in plaques:
            actions.describe(
                plaques=[plaque],
                width_mm=said["width_mm"] or plaque.width_mm,
                height_mm=said["height_mm"] or plaque.height_mm,
                material=said["material"] or plaque.material,
                by=user,
            )
    if said["stage"]:
        actions.reach(plaques=plaques, stage=said["stage"], since=said["since"], today=timezone.localdate(), by=user)
    return len(plaques)


def _counts(plaques: Any) -> list[tuple[Stage, int]]:
    """How many boards have come how far, from the rows of the page."""
    stages = [p.stage for p in plaques]
    return [(stage, stages.count(stage)) for stage in Stage if stages.count(stage)]
