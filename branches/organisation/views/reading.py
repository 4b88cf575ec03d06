from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from branches.organisation import tables
from branches.organisation.filters import BranchFilter
from branches.organisation.models import Branch
from branches.organisation.profile import Profile
from branches.organisation.size import with_size
from branches.organisation.views.pages import branch_or_404
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import today
from registry.history.exporting import take_out
from registry.history.verbs import Verb
from registry.lists import chosen_order, page_of


@requires(Permission.VIEW_BRANCHES)
def branches(request: ScopedRequest) -> HttpResponse:
    """The list, as filtered, on a day."""
    form = BranchFilter(request.GET, scope=request.scope, today=today())
    found = form.narrow(Branch.objects.within(request.scope))
    order = chosen_order(request.GET, tables.ORDERS, default="code")
    page = page_of(
        found.named_on(form.day),
        request.GET,
        order=order.fields,
        total=found.count(),
        read=lambda branches: tables.for_rows(branches, form.day),
    )
    context = {
        "filters": form,
        "order": order,
        "page": page,
        "rows": tables.rows_of(page.rows, form.day),
        "export_url": reverse("branches:export"),
        "may_found": bool(request.user.scope_of(Permission.MANAGE_BRANCHES)),
        "is_filtered": form.is_asking,
    }
    return render(request, "branches/organisation/list.html", context)


@requires(Permission.VIEW_BRANCHES)
def export_branches(request: ScopedRequest) -> HttpResponseBase:
    """The list as a file, exactly as filtered, with every column. The history says who took it out."""
    form = BranchFilter(request.GET, scope=request.scope, today=today())
    found = form.narrow(Branch.objects.within(request.scope))
    rows, count = tables.rows_for_export(found, form.day), found.count()
    return take_out(request, rows, tables.COLUMNS, name=_("Branches"), verb=Verb.BRANCHES_EXPORTED, count=count)


@requires(Permission.VIEW_BRANCHES)
def detail(request: ScopedRequest, code: int) -> HttpResponse:
    """One branch: names, place, approval, what stands above and below, counties, offices, members, plaques, history."""
    branch = branch_or_404(request.scope, code, read=with_size)
    context = {
        "branch": branch,
        "profile": Profile(branch, request.scope, today()),
        "may_change": branch.pk in request.user.scope_of(Permission.MANAGE_BRANCHES),
        "members_url": f"{reverse('members:list')}?branch={branch.pk}",
    }
    return render(request, "branches/organisation/detail.html", context)
