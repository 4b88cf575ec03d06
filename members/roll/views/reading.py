from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from members.roll import actions, tables
from members.roll.filters import MemberFilter
from members.roll.forms import ClearExportForm
from members.roll.profile import Profile, with_all_around
from members.roll.querysets import MemberQuerySet
from members.roll.views.pages import joined_elsewhere, key_or_404, member_or_404
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import today
from registry.history.actions import in_runs
from registry.history.exporting import take_out
from registry.history.verbs import Verb
from registry.lists import chosen_order, page_of


@requires(Permission.VIEW_MEMBERS)
def members(request: ScopedRequest) -> HttpResponse:
    """The roll as filtered. A search for a whole number leads straight to the member."""
    filters = MemberFilter(request.GET, scope=request.scope, today=today())
    found = filters.find()
    order = chosen_order(request.GET, tables.ORDERS, default="number")
    page = page_of(tables.for_page(found.members), request.GET, order=order.fields, total=found.total)
    context = {
        "filters": filters,
        "order": order,
        "page": page,
        "rows": tables.rows_of(page.rows),
        "may_export": bool(request.user.scope_of(Permission.EXPORT_MEMBERS)),
        "may_admit": bool(request.user.scope_of(Permission.MANAGE_MEMBERS)),
        "is_filtered": filters.is_asking,
    }
    return render(request, "members/roll/list.html", context)


@requires(Permission.VIEW_MEMBERS)
def detail(request: ScopedRequest, number: str) -> HttpResponse:
    """One member: the six knowns with their sources, the two organisations, memberships, history."""
    read = partial(with_all_around, opens=request.user.scope_of(Permission.IMPORT_SURVEYS))
    try:
        member = member_or_404(request.scope, number, read=read)
    except Http404:
        return joined_elsewhere(request, key_or_404(number))
    if number != member.number:
        return redirect(member, permanent=True)
    return render(
        request, "members/roll/detail.html", {"member": member, "profile": Profile(member, request.user, today())}
    )


@requires(Permission.REVEAL_CONTACT)
def reveal(request: ScopedRequest, number: str) -> HttpResponse:
    """The contact in clear, in answer to a POST; the history says who looked."""
    member = member_or_404(request.scope, number)
    if request.method != "POST":
        return redirect(member)
    actions.reveal_contact(member=member, by=request.user)
    template = "members/roll/_contact.html" if getattr(request, "htmx", False) else "members/roll/contact.html"
    return render(request, template, {"member": member})


@requires(Permission.EXPORT_MEMBERS)
def export_members(request: ScopedRequest) -> HttpResponseBase:
    """The list as a file, exactly as filtered, contacts masked. The history says who took it out."""
    found = _asked_for(request)
    rows, count = tables.rows_for_export(found), found.count()
    return take_out(request, rows, tables.COLUMNS, name=_("Members"), verb=Verb.MEMBERS_EXPORTED, count=count)


@requires(Permission.EXPORT_MEMBERS)
def export_in_clear(request: ScopedRequest) -> HttpResponseBase:
    """The same with contacts in clear: only with a reason, where one may also see each, and every member is named in the deed."""
    form = ClearExportForm(request.POST or None)
    found = _asked_for(request)
    if request.method != "POST" or not form.is_valid():
        back = f"{reverse('members:list')}?{request.GET.urlencode()}"
        return render(request, "members/roll/export.html", {"form": form, "count": found.count(), "back": back})
    clear = found.within(request.user.scope_of(Permission.REVEAL_CONTACT)).order_by("pk").only("pk", "home")
    places = {member.pk: member.place for member in clear.iterator()}
    return take_out(
        request,
        tables.rows_for_export(found, in_clear=places),
        tables.COLUMNS_IN_CLEAR,
        name=_("Members"),
        verb=Verb.MEMBERS_EXPORTED,
        count=found.count(),
        subjects=in_runs("members.member", places),
        reason=form.cleaned_data["reason"],
    )


def _asked_for(request: ScopedRequest) -> MemberQuerySet:
    """Whom the filters mean, where one may export (and so see: ``registry.access.ROLES``)."""
    return MemberFilter(request.GET, scope=request.scope, today=today()).find().members
