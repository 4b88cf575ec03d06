from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.papers import actions
from branches.ceremonies.papers.confirmation import plaque_of, public_base
from branches.ceremonies.papers.forms import OTHER, PrintForm
from branches.ceremonies.papers.kinds import OF_A_PLAQUE, PAPERS
from branches.ceremonies.papers.models import PrintRun
from branches.ceremonies.papers.occasion import LIVING, Occasion, of_ceremony, of_plaque
from branches.ceremonies.papers.orders import ALL, Order, pieces_of
from branches.ceremonies.papers.standing import printable_of, runs_of
from branches.ceremonies.tables import with_places
from registry.access import Permission, ScopedRequest, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_CEREMONIES)
def print_ceremony(request: ScopedRequest, pk: int, paper: str) -> HttpResponseBase:
    """A paper of a ceremony, or all of them, with the reader's plaques only. What takes long is begun by POST alone."""
    ceremony = get_object_or_404(printable_of(Ceremony.objects.within(request.scope)), pk=pk)
    if paper != ALL and paper not in PAPERS:
        raise Http404
    occasion = of_ceremony(ceremony, request.scope, moment=timezone.localtime(), base=_base(request))
    return _answer(request, paper, occasion, {"about": ceremony, "back": ceremony.get_absolute_url() + "#papers"})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_CEREMONIES)
def print_plaque(request: ScopedRequest, pk: int, paper: str) -> HttpResponseBase:
    """Artwork or certificate of one plaque that is planned or in use."""
    plaques = Plaque.objects.within(request.scope).filter(state__in=LIVING)
    plaque = get_object_or_404(with_places(plaques).select_related("ceremony"), pk=pk)
    if paper not in OF_A_PLAQUE:
        raise Http404
    occasion = of_plaque(plaque, moment=timezone.localtime(), base=_base(request))
    return _answer(request, paper, occasion, {"about": plaque, "back": plaque.get_absolute_url()})


@require_safe
@requires(Permission.VIEW_CEREMONIES)
def print_runs(request: ScopedRequest, pk: int) -> HttpResponse:
    """The long prints of a ceremony: a page, and the part of the ceremony's page that looks after them."""
    actions.erase_old(now=timezone.now())
    ceremony = get_object_or_404(printable_of(Ceremony.objects.within(request.scope)), pk=pk)
    is_part = request.headers.get("HX-Request") == "true"
    template = "branches/ceremonies/papers/_runs.html" if is_part else "branches/ceremonies/papers/runs.html"
    runs = runs_of(ceremony, request.scope)
    context = {"ceremony": ceremony, "runs": runs, "is_working": any(run.is_under_way for run in runs)}
    return render(request, template, context)


@require_safe
@requires(Permission.VIEW_CEREMONIES)
def print_run(request: ScopedRequest, pk: int, run: int) -> HttpResponse:
    """How far a long print is; once it is whole, the way to its file, as long as it would still say the same."""
    found = _run(request, pk, run)
    is_true = found.is_whole and found.is_true_of(found.occasion())
    return render(request, "branches/ceremonies/papers/run.html", {"run": found, "is_true": is_true})


@require_safe
@requires(Permission.VIEW_CEREMONIES)
def print_file(request: ScopedRequest, pk: int, run: int) -> HttpResponseBase:
    """The file of a long print; its page, where there is none or it is no longer true."""
    found = _run(request, pk, run)
    occasion = found.occasion()
    if not (found.is_whole and found.is_true_of(occasion)):
        return redirect(found)
    return _sent(actions.fetch(run=found, occasion=occasion, by=request.user))


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


def _run(request: ScopedRequest, pk: int, run: int) -> PrintRun:
    """What was printed too long ago is erased first, and so found no more."""
    actions.erase_old(now=timezone.now())
    runs = PrintRun.objects.within(request.scope).filter(ceremony__in=printable_of(Ceremony.objects.filter(pk=pk)))
    return get_object_or_404(runs.select_related("ceremony", "job"), pk=run)


def _answer(request: ScopedRequest, paper: str, occasion: Occasion, around: dict[str, Any]) -> HttpResponseBase:
    """The file; the page of a long print that begins; or the form, where more must be said first or nothing can be printed."""
    is_post = request.method == "POST"
    said = request.POST if is_post else request.GET
    form, pages = PrintForm(said), 0
    if said.get("size") == OTHER and "width" not in said:
        form = PrintForm(initial=said.dict())
    elif form.is_valid():
        order = Order(paper, form.board, form.each)
        try:
            pages = actions.pages_of(pieces_of(order, occasion))
            if pages <= actions.SMALL:
                return _sent(actions.print_papers(order=order, occasion=occasion, by=request.user))
            if is_post:
                return redirect(actions.begin(order=order, occasion=occasion, scope=request.scope, by=request.user))
        except ValidationError as error:
            form.add_error(None, error)
    form.ask_only(PAPERS.get(paper))
    context = around | {"form": form, "paper": PAPERS.get(paper), "pages": pages}
    return render(request, "branches/ceremonies/papers/print.html", context, status=422 if form.errors else 200)


def _sent(printed: actions.Printed) -> FileResponse:
    file, name, kind = printed
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


def _base(request: HttpRequest) -> str:
    return public_base(request.build_absolute_uri("/"))
