"""Members in the admin: looked up, exported and confirmed. What is known of them is corrected on the member's page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.roll import actions, search, tables
from members.roll.knowns import SIX_KNOWNS
from members.roll.models import Member, Membership, OrgRelation
from members.roll.profile import KnownLine, Profile, with_all_around
from registry.access import Permission
from registry.adminexport import ListExportMixin
from registry.adminsite import ReadOnlyAdmin, ReadOnlyInline
from registry.digits import number_in
from registry.history.verbs import Verb
from registry.templatetags.registry import dated


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ["branch", "since", "until", "began", "ended", "confirmed_on"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("branch", "member")


class OrgRelationInline(ReadOnlyInline):
    model = OrgRelation
    fields = ["formal_branch", "county", "since", "until"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("county", "member")


class PaginatorOfFirst(Paginator):
    """Counts no further than ``MOST``: behind the hundredth page nobody looks for anybody, and to count all takes long."""

    MOST = 10_000

    @cached_property
    def count(self) -> int:
        found: Any = self.object_list
        return found.order_by()[: self.MOST].count()

    @property
    def is_cut(self) -> bool:
        return self.count == self.MOST


@admin.register(Member)
class MemberAdmin(ListExportMixin, ReadOnlyAdmin):
    view_permission = Permission.VIEW_MEMBERS
    export_verb = Verb.MEMBERS_EXPORTED
    export_columns = tables.COLUMNS
    list_display = ["number", "name", "kind", "origin", "branch", "phone_masked", "knowns", "reach"]
    list_display_links = ["number", "name"]
    list_select_related = ["origin", "branch"]
    list_filter = [
        "kind",
        "reach",
        "dues",
        ("branch", admin.EmptyFieldListFilter),
        ("ended_on", admin.EmptyFieldListFilter),
    ]
    search_fields = ["name"]
    search_help_text = _("Name, pinyin, initials, number or whole phone")
    show_full_result_count = False
    paginator = PaginatorOfFirst
    ordering = ["pk"]
    inlines = [MembershipInline, OrgRelationInline]
    actions = ["confirm_selected"]
    fieldsets = [
        (
            _("Person"),
            {"fields": ["number", "name", "kind", ("joined", "became_formal"), "card_no", "employer", "reach"]},
        ),
        (_("The six knowns"), {"fields": [f"{known}_line" for known in SIX_KNOWNS]}),
        (None, {"fields": ["ended_on", "ended", "note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        members: Any = Member.objects.all()
        return members.met_within(self.scope(request)).persons()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return search.gathered(queryset, search_term), False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Member | None:
        """With all around him, so that the page takes the same few queries for everybody."""
        members: Any = self.get_queryset(request)
        return with_all_around(members).filter(pk=number_in(object_id)).first()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["number", "joined", "became_formal", *(f"{known}_line" for known in SIX_KNOWNS)]

    def has_export_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.scope_of(Permission.EXPORT_MEMBERS))

    def get_export_queryset(self, request: HttpRequest) -> Any:
        user: Any = request.user
        return super().get_export_queryset(request).within(user.scope_of(Permission.EXPORT_MEMBERS))

    def rows_for_export(self, found: Any) -> Iterable[tables.Row]:
        return tables.rows_for_export(found)

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.scope_of(Permission.MANAGE_MEMBERS))

    @admin.action(description=_("Confirm for their branches"), permissions=["confirm"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        """All or none: where one may not be confirmed, it is said and nothing is written."""
        user, today = request.user, timezone.localdate()
        pending = Membership.objects.pending().filter(member__in=queryset)
        try:
            count = actions.confirm(memberships=pending, on=today, by=user, today=today)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            words = ngettext("%(count)d member is confirmed.", "%(count)d members are confirmed.", count)
            messages.success(request, words % {"count": count})

    @admin.display(description=_("Number"), ordering="pk")
    def number(self, member: Member) -> str:
        return member.number

    @admin.display(description=_("Joined on"))
    def joined(self, member: Member) -> str:
        """Only as exact as it is known."""
        return dated(member.joined_on, member.joined_on_precision) or "—"

    @admin.display(description=_("Became a formal member on"))
    def became_formal(self, member: Member) -> str:
        return dated(member.confirmed_on, member.confirmed_on_precision) or "—"

    @admin.display(description=_("Phone"))
    def phone_masked(self, member: Member) -> str:
        return tables.Row(member).phones


def _known_display(known: str) -> Any:
    """A field of the admin's page that shows a known in words, with its source; the contact masked."""

    @admin.display(description=SIX_KNOWNS[known])
    def line(self: MemberAdmin, member: Member) -> SafeString:
        shown: KnownLine = next(
            line for line in Profile(member, None, timezone.localdate()).lines if line.name == known
        )
        if shown.chosen is None:
            return format_html("{}", _("unknown"))
        return format_html("{} <small>{}</small>", shown.chosen.words, shown.chosen.source)

    return line


for _known in SIX_KNOWNS:
    setattr(MemberAdmin, f"{_known}_line", _known_display(_known))
