import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.coverage.forms import CountiesForm, DayForm
from branches.coverage.founding import prospects
from branches.coverage.tables import NAMED, CountyRow, Coverage, PrefectureRow, State, coverage_on
from branches.divisions.models import Prefecture
from registry.access import Permission, Scope, ScopedRequest, requires
from registry.history.exporting import take_out
from registry.history.verbs import Verb
from registry.lists import Column


class Compared(NamedTuple):
    """A prefecture on the day asked, and on the other one where there is one to compare with."""

    now: PrefectureRow
    then: PrefectureRow | None

    @property
    def difference(self) -> int:
        """How many more counties are covered now; fewer is negative."""
        return self.now.covered - self.then.covered if self.then else 0


class ExportedCounty(NamedTuple):
    """A county as a line of the export, with the day and the prefecture's name."""

    on: datetime.date
    prefecture: str
    row: CountyRow


COLUMNS = [
    Column(gettext_lazy("As of"), "on"),
    Column(gettext_lazy("Prefecture"), "prefecture"),
    Column(gettext_lazy("Code"), lambda line: str(line.row.code)),
    Column(gettext_lazy("County"), "row.name"),
    Column(gettext_lazy("State"), lambda line: str(line.row.state.label)),
    Column(gettext_lazy("Branches of its own"), lambda line: _names(line.row.own)),
    Column(gettext_lazy("Joint branches"), lambda line: _names(line.row.joint)),
]


@requires(Permission.VIEW_COVERAGE)
def table(request: ScopedRequest) -> HttpResponse:
    """The province as far as the reader's scope reaches: figures, prefectures, tiles, gaps."""
    form = DayForm(request.GET, today=timezone.localdate())
    coverage = _coverage(form.day, request.scope)
    then = _coverage(form.other_day, request.scope) if form.other_day else None
    by_code = {prefecture.code: prefecture for prefecture in then.prefectures} if then else {}
    context = {
        "form": form,
        "coverage": coverage,
        "then": then,
        "prefectures": [Compared(row, by_code.get(row.code)) for row in coverage.prefectures],
        "states": State,
        "may_found_in": request.user.scope_of(Permission.MANAGE_BRANCHES),
        "prospects": prospects(coverage, request.user.scope_of(Permission.VIEW_MEMBERS), today=form.today),
    }
    return render(request, "branches/coverage/table.html", context)


@requires(Permission.VIEW_COVERAGE)
def counties(request: ScopedRequest) -> HttpResponse:
    """The rows behind the figures: every county with the branches that serve it."""
    return _counties(request, request.scope, None)


@requires(Permission.VIEW_COVERAGE)
def prefecture(request: ScopedRequest, code: int) -> HttpResponse:
    """The counties of one prefecture."""
    return _counties(request, request.scope, get_object_or_404(Prefecture, code=code))


@requires(Permission.VIEW_COVERAGE)
def export_counties(request: ScopedRequest, code: int | None = None) -> HttpResponseBase:
    """The counties of the list, exactly as filtered. The history says who took them out."""
    form = CountiesForm(request.GET, today=timezone.localdate())
    coverage = _coverage(form.day, request.scope, named=None)
    _figures_of(coverage, code, request.scope)
    lines = [
        ExportedCounty(coverage.on, prefecture.name, row)
        for prefecture in coverage.prefectures
        for row in prefecture.rows
        if code in (None, prefecture.code) and form.shows(row)
    ]
    name, count = _("Coverage as of %(day)s") % {"day": coverage.on}, len(lines)
    return take_out(request, lines, COLUMNS, name=name, verb=Verb.COVERAGE_EXPORTED, count=count)


def _coverage(day: datetime.date, scope: Scope, *, named: int | None = 0) -> Coverage:
    return coverage_on(day, province=settings.HOME_PROVINCE, scope=scope, named=named)


def _counties(request: HttpRequest, scope: Scope, prefecture: Prefecture | None) -> HttpResponse:
    form = CountiesForm(request.GET, today=timezone.localdate())
    coverage = _coverage(form.day, scope, named=NAMED + 1)
    figures = _figures_of(coverage, prefecture.code if prefecture else None, scope)
    names = {p.code: p.name for p in coverage.prefectures}
    rows = [(names[row.prefecture], row) for row in (figures.rows if figures else ()) if form.shows(row)]
    context = {
        "form": form,
        "coverage": coverage,
        "is_today": coverage.on == form.today,
        "figures": figures,
        "prefecture": prefecture,
        "rows": rows,
        "named": NAMED,
    }
    return render(request, "branches/coverage/counties.html", context)


def _figures_of(coverage: Coverage, code: int | None, scope: Scope) -> Coverage | PrefectureRow | None:
    """The figures of one prefecture, or of all (no code). None where it had no counties that day; 404 outside the scope."""
    if code is None:
        return coverage
    figures = next((prefecture for prefecture in coverage.prefectures if prefecture.code == code), None)
    if figures is None and not Prefecture.objects.within(scope).filter(code=code).exists():
        raise Http404
    return figures


def _names(branches: tuple[Any, ...]) -> str:
    return "、".join(branch.name for branch in branches)
