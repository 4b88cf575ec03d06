from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.papers import actions
from branches.ceremonies.papers.confirmation import plaque_of, public_base
from branches.ceremonies.papers.forms import OTHER, PrintForm
from branches.ceremonies.papers.kinds import OF_A_PLAQUE, PAPERS
from branches.ceremonies.papers.occasion import LIVING, Occasion, of_ceremony, of_plaque
from branches.ceremonies.papers.standing import printable_of
from branches.ceremonies.tables import with_places
from registry.access import Permission, ScopedRequest, requires

ALL = "all"


@require_safe
@requires(Permission.VIEW_CEREMONIES)
def print_ceremony(request: ScopedRequest, pk: int, paper: str) -> HttpResponseBase:
    """A paper of a ceremony, or all of them, with the reader's plaques only."""
    ceremony = get_object_or_404(printable_of(Ceremony.objects.within(request.scope)), pk=pk)
    if paper != ALL and paper not in PAPERS:
        raise Http404
    occasion = of_ceremony(ceremony, request.scope, moment=timezone.localtime(), base=_base(request))
    return _answer(request, paper, occasion, {"about": ceremony, "back": ceremony.get_absolute_url() + "#papers"})


@require_safe
@requires(Permission.VIEW_CEREMONIES)
def print_plaque(request: ScopedRequest, pk: int, paper: str) -> HttpResponseBase:
    """Artwork or certificate of one plaque that is planned or in use."""
    plaques = Plaque.objects.within(request.scope).filter(state__in=LIVING)
    plaque = get_object_or_404(with_places(plaques).select_related("ceremony"), pk=pk)
    if paper not in OF_A_PLAQUE:
        raise Http404
    occasion = of_plaque(plaque, moment=timezone.localtime(), base=_base(request))
    return _answer(request, paper, occasion, {"about": plaque, "back": plaque.get_absolute_url()})


@login_not_required
@require_safe
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds a certificate: number, name and day of the plaque, and whether it is in use. Nothing about people."""
    plaque = plaque_of(token)
    response = render(
        request, "branches/ceremonies/papers/confirm.html", {"plaque": plaque}, status=200 if plaque else 404
    )
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: ScopedRequest, paper: str, occasion: Occasion, around: dict[str, Any]) -> HttpResponseBase:
    """The file; or the form, where more must be said first or what was asked for cannot be printed."""
    form = PrintForm(request.GET)
    if request.GET.get("size") == OTHER and "width" not in request.GET:
        form = PrintForm(initial=request.GET.dict())
    elif form.is_valid():
        try:
            printed = _printed(request, paper, occasion, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            file, name, kind = printed
            return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    context = around | {"form": form, "paper": PAPERS.get(paper)}
    return render(request, "branches/ceremonies/papers/print.html", context, status=422 if form.errors else 200)


def _printed(request: ScopedRequest, paper: str, occasion: Occasion, form: PrintForm) -> actions.Printed:
    if paper == ALL:
        return actions.print_all(occasion=occasion, board=form.board, by=request.user)
    return actions.print_paper(
        paper=PAPERS[paper], occasion=occasion, board=form.board, each=form.each, by=request.user
    )


def _base(request: HttpRequest) -> str:
    return public_base(request.build_absolute_uri("/"))
