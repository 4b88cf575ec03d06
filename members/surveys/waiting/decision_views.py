from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from members.roll.models import Member
from members.surveys.models import Upload
from members.surveys.pages import upload_with_lines_or_404
from members.surveys.querysets import UploadRowQuerySet
from members.surveys.waiting import decisions
from members.surveys.waiting.comparison import DoubtOnPage, doubts_on_page
from members.surveys.waiting.decisions import Choice
from members.surveys.waiting.forms import bulk_choices, choices_of
from registry.access import Permission, Scope, ScopedRequest, requires
from registry.lists import Page, page_of

_PAGE = 25  # lines
_ABOUT = {"members": decisions.about_members, "lines": decisions.about_lines}


@requires(Permission.IMPORT_SURVEYS)
def doubtful(request: ScopedRequest, number: int) -> HttpResponse:
    """Lines beside the members or earlier lines they could mean, to be decided one by one or many at once."""
    upload = upload_with_lines_or_404(request.scope, number)
    about = _ABOUT.get(request.GET.get("about", ""), decisions.to_decide)
    rows = about(upload)
    return _deciding(request, upload, rows, decisions.undecided(rows), "members/surveys/waiting/doubtful.html")


@requires(Permission.IMPORT_SURVEYS)
def duplicates(request: ScopedRequest, number: int) -> HttpResponse:
    """Lines taken for the person of an earlier one, beside it: of namesakes with one phone it can be said that they are two."""
    upload = upload_with_lines_or_404(request.scope, number)
    rows = decisions.duplicates(upload)  # some of them are certainly one: not all can be said to be somebody else
    return _deciding(request, upload, rows, rows.none(), "members/surveys/waiting/duplicates.html")


def _deciding(
    request: ScopedRequest, upload: Upload, rows: UploadRowQuerySet, undecided: UploadRowQuerySet, template: str
) -> HttpResponse:
    """``undecided``: those that one button can decide on all pages at once."""
    page = page_of(rows, request.GET, order=("line",), size=_PAGE, total=rows.count())
    doubts = _doubts(upload, page, request.scope)
    if request.method == "POST":
        if _is_decided(request, upload, undecided, doubts):
            return redirect(request.get_full_path())
        doubts = [replace(doubt, choice=request.POST.get(doubt.name, doubt.choice)) for doubt in doubts]
    context: dict[str, Any] = {
        "upload": upload,
        "page": page,
        "doubts": doubts,
        "has_only": any(len(doubt.candidates) == 1 for doubt in doubts),
        "are_duplicates": template.endswith("duplicates.html"),
        "undecided": 0 if page.is_only_one else undecided.count(),
        "ticked": request.POST.getlist("line"),
    }
    return render(request, template, context)


def _doubts(upload: Upload, page: Page, scope: Scope) -> list[DoubtOnPage]:
    keys = {key for row in page.rows for key in decisions.candidates_of(row)}
    visible = Member.objects.within(scope).in_bulk(keys)
    lines = {line for row in page.rows if (line := decisions.earlier_line_of(row))}
    earlier = {row.line: row for row in upload.rows.filter(line__in=lines)} if lines else {}
    return doubts_on_page(page.rows, visible, earlier)


def _is_decided(
    request: ScopedRequest, upload: Upload, undecided: UploadRowQuerySet, doubts: list[DoubtOnPage]
) -> bool:
    """Carry out what was chosen, and say so; where it is refused the page says why and keeps what was chosen."""
    choices = _chosen(request, undecided, doubts)
    if not choices:
        messages.info(request, _("Nothing was chosen: tick lines, or choose for each of them."))
        return False
    try:
        done = decisions.decide(upload=upload, choices=choices, by=request.user, today=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    said = _("Decided: the same person %(same)s, somebody new %(new)s; left waiting %(left)s.")
    messages.success(request, said % done)
    return True


def _chosen(request: ScopedRequest, undecided: UploadRowQuerySet, doubts: list[DoubtOnPage]) -> dict[int, Choice | str]:
    """By line: of every line its own choice where it is another than before, or one button for those ticked, or for all undecided."""
    bulk = request.POST.get("for_ticked", "")
    if not bulk:
        before = {doubt.row.line: doubt.choice for doubt in doubts}
        return choices_of(request.POST, before)
    if "all" in request.POST:
        found = {row.line: decisions.candidates_of(row) for row in undecided}
        keys = {key for candidates in found.values() for key in candidates}
        visible = set(Member.objects.within(request.scope).filter(pk__in=keys).values_list("pk", flat=True))
        return bulk_choices(bulk, {line: visible.intersection(candidates) for line, candidates in found.items()})
    ticked = set(request.POST.getlist("line"))
    shown = {doubt.row.line: {member.pk for member in doubt.candidates} for doubt in doubts}
    return bulk_choices(bulk, {line: keys for line, keys in shown.items() if str(line) in ticked})
