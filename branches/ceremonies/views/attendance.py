"""Who has come: ticked on the list, or scanned with a scanner that types like a keyboard."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from branches.ceremonies import actions, day, rules
from branches.ceremonies.exports import ATTENDANCE_COLUMNS
from branches.ceremonies.forms import AttendanceForm, ScanForm
from branches.ceremonies.models import Ceremony, Guest, Plaque
from branches.ceremonies.views.doors import SITE, posted
from branches.ceremonies.views.pages import managed_or_404
from registry.access import Permission, ScopedRequest, requires
from registry.history.exporting import take_out
from registry.history.verbs import Verb


@requires(Permission.MANAGE_CEREMONIES)
def attendance(request: ScopedRequest, pk: int) -> HttpResponse:
    """The sign-in list. One form of it signs one in or out; the other takes what was scanned."""
    ceremony = managed_or_404(request.scope, pk)
    plaques, guests = day.expected(ceremony), list(ceremony.guests.order_by("position", "pk"))
    scan = ScanForm(posted(request) if "scanned" in request.POST else None)
    if request.method == "POST":
        said = (
            _scan(request, ceremony, scan, plaques, guests)
            if scan.is_bound
            else _tick(request, ceremony, plaques, guests)
        )
        return redirect(f"{reverse('ceremonies:attendance', args=[ceremony.pk])}{said}")
    there = day.signed_in(ceremony)
    entries = day.entries(ceremony, there, plaques, guests)
    context = {
        "ceremony": ceremony,
        "scan": scan,
        "present": day.present(there, plaques, guests),
        "objections": rules.objections_to_attending(ceremony, scope=request.scope),
        "branches": entries[: len(plaques)],
        "guests": entries[len(plaques) :],
    }
    return SITE.page(request, "attendance", context)


@requires(Permission.MANAGE_CEREMONIES)
def export_attendance(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """The sign-in list as it stands; who took it is recorded."""
    ceremony = managed_or_404(request.scope, pk)
    plaques, guests = day.expected(ceremony), list(ceremony.guests.order_by("position", "pk"))
    lines = day.entries(ceremony, day.signed_in(ceremony), plaques, guests)
    return take_out(
        request,
        lines,
        ATTENDANCE_COLUMNS,
        name=_("Sign-in list"),
        verb=Verb.ATTENDANCE_EXPORTED,
        count=len(lines),
        about={"ceremony": ceremony.title},
    )


def _scan(
    request: ScopedRequest, ceremony: Ceremony, form: ScanForm, plaques: list[Plaque], guests: list[Guest]
) -> str:
    """Sign in whom the scanner means; back to the box that it types into."""
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
        return ""
    who = day.who_is(form.cleaned_data["scanned"], plaques, guests)
    if who is None:
        messages.error(request, _("Nobody is expected under “%(text)s”.") % {"text": form.cleaned_data["scanned"]})
        return ""
    _sign_in(request, ceremony, who, form.cleaned_data["people"] or 1)
    return ""


def _tick(request: ScopedRequest, ceremony: Ceremony, plaques: list[Plaque], guests: list[Guest]) -> str:
    """One line of the list; back to that line."""
    form = AttendanceForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    by_plaque, by_guest = {p.pk: p for p in plaques}, {g.pk: g for g in guests}
    who = by_plaque.get(said.get("plaque") or 0) or by_guest.get(said.get("guest") or 0)
    if who is None:
        messages.error(request, _("This could not be understood; load the page again."))
        return ""
    if said["do"] == "sign_in":
        _sign_in(request, ceremony, who, said["people"] or 1)
    else:
        _sign_out(request, ceremony, who)
    return f"#{'p' if isinstance(who, Plaque) else 'g'}{who.pk}"


def _sign_in(request: ScopedRequest, ceremony: Ceremony, who: Plaque | Guest, people: int) -> None:
    try:
        _row, fresh = actions.sign_in(ceremony=ceremony, who=who, people=people, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    name = {"name": who.branch.short_name if isinstance(who, Plaque) else str(who)}
    if fresh:
        messages.success(request, _("%(name)s has signed in.") % name)
    else:
        messages.info(request, _("%(name)s had signed in before.") % name)


def _sign_out(request: ScopedRequest, ceremony: Ceremony, who: Plaque | Guest) -> None:
    try:
        actions.sign_out(ceremony=ceremony, who=who, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
