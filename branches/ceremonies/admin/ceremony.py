"""Ceremonies in the admin: the owner's wish. Every change goes through the same actions as on the pages of the site."""

import dataclasses
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from branches.ceremonies import actions
from branches.ceremonies.admin.awarding import award_selected, prepare_selected
from branches.ceremonies.admin.forms import CeremonyAdminForm
from branches.ceremonies.admin.inlines import GuestInline, PlaqueInline
from branches.ceremonies.forms import order_asked
from branches.ceremonies.models import PEOPLE, Ceremony, Guest, Plaque
from branches.ceremonies.papers.admin import print_selected
from branches.ceremonies.querysets import Figures
from branches.ceremonies.tables import figures_of
from branches.ceremonies.views import closing, steps
from branches.ceremonies.views.doors import ADMIN
from branches.organisation.places import name_of, names_of
from registry.access import Permission
from registry.adminsite import ActionAdmin

_FACTS = ["held_on", "starts_at", "venue", "address", "host", "presiding", "handing_over", "document_read_out"]


class CeremonyList(ChangeList):
    """The list with figures and places, asked for once for the whole page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        door: Any = self.model_admin
        scope = door.scope(request)
        plaques = Plaque.objects.within(scope).filter(ceremony__in=[c.pk for c in self.result_list])
        figures = plaques.figures_by_ceremony()
        names = names_of(c.division_code for c in self.result_list)
        for ceremony in self.result_list:
            ceremony.figures = figures.get(ceremony.pk, Figures())
            ceremony.place_name = names.get(ceremony.division_code, "")


@admin.register(Ceremony)
class CeremonyAdmin(ActionAdmin):
    view_permission = Permission.VIEW_CEREMONIES
    change_permission = Permission.MANAGE_CEREMONIES
    form = CeremonyAdminForm
    inlines = [GuestInline, PlaqueInline]
    list_display = ["title", "held_on", "place", "state_name", "new", "consolidated", "total"]
    list_filter = ["state", "held_on"]
    search_fields = ["title", "venue", "host"]
    actions = [prepare_selected, award_selected, print_selected]
    change_form_template = "admin/branches/ceremony/change_form.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CeremonyList

    @admin.display(description=_("Place"))
    def place(self, ceremony: Any) -> str:
        return getattr(ceremony, "place_name", "") or name_of(ceremony.division_code)

    @admin.display(description=_("State"))
    def state_name(self, ceremony: Ceremony) -> str:
        return ceremony.get_state_display()

    @admin.display(description=_("New"))
    def new(self, ceremony: Any) -> int:
        return ceremony.figures.new

    @admin.display(description=_("Consolidated"))
    def consolidated(self, ceremony: Any) -> int:
        return ceremony.figures.consolidated

    @admin.display(description=_("All"))
    def total(self, ceremony: Any) -> str:
        return format_html('<a href="{}#plaques-group">{}</a>', ADMIN.back(ceremony), ceremony.figures.total)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def get_inlines(self, request: HttpRequest, obj: Ceremony | None) -> Any:
        """A ceremony that is not yet planned has no list."""
        return self.inlines if obj else [GuestInline]

    def get_fieldsets(self, request: HttpRequest, obj: Ceremony | None = None) -> Any:
        """What can be changed is asked by the form; what cannot is shown with the place by its name."""
        if obj is None or self.has_change_permission(request, obj):
            return [(None, {"fields": ["title", "division_code", *_FACTS, "seen_version"]})]
        return [(None, {"fields": ["title", "place", "state_name", *_FACTS]})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        asked = {"scope": self.scope(request, changing=True), "today": timezone.localdate()}
        return type("ScopedCeremonyForm", (form,), asked)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        ceremony: Ceremony | None = kwargs.get("obj")
        if ceremony:
            managed, plaques = self.scope(request, changing=True), _listed(context["inline_admin_formsets"])
            context |= {"figures": figures_of(plaques), "manages": ceremony.place in managed}
            context["missing"] = steps.missing_for(ceremony, managed, plaques)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Ceremony, form: Any, change: bool) -> None:
        """A new ceremony is planned here; what is changed of an old one, together with its rows, in ``save_related``."""
        if not change:
            user: Any = request.user
            planned = actions.plan(facts=form.facts, by=user)
            obj.pk, obj.version, obj._state.adding = planned.pk, planned.version, False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        user: Any = request.user
        rows = {formset.model: formset for formset in formsets}
        for formset in formsets:
            formset.save(commit=False)  # saves nothing; says what is new, changed and deleted
        version = form.cleaned_data.get("seen_version") if change else form.instance.version
        facts = dataclasses.replace(form.facts, guests=_guests(rows[Guest]))
        ceremony = actions.change(ceremony=form.instance, facts=facts, version=version, by=user)
        if Plaque in rows:
            _save_list(ceremony, rows[Plaque], user)

    def get_urls(self) -> list[URLPattern]:
        """The steps, behind this door."""
        pages = {
            "choose": steps.choose,
            "prepare": steps.prepare,
            "hold": steps.hold,
            "cancel": steps.cancel,
            "close": closing.close,
            "correct": steps.correct,
        }
        own = [
            path(
                f"<key:pk>/{name}/",
                self.admin_site.admin_view(view),
                {"door": ADMIN},
                name=f"branches_ceremony_{name}",
            )
            for name, view in pages.items()
        ]
        return own + super().get_urls()


def _guests(formset: BaseInlineFormSet) -> tuple[actions.NamedGuest, ...]:
    """The guests of the page in the order asked for; those without a name or struck out are not among them."""
    rows = [f.cleaned_data for f in formset.forms if f.cleaned_data.get("name") and not f.cleaned_data.get("DELETE")]
    rows.sort(key=lambda row: (row["position"] is None, row["position"]))
    return tuple(actions.NamedGuest(row["name"], row.get("title", "")) for row in rows)


def _listed(inlines: Any) -> list[Plaque]:
    """The plaques of the page, as its inline has read them."""
    return [p for inline in inlines if inline.opts.model is Plaque for p in inline.formset.get_queryset()]


def _save_list(ceremony: Ceremony, formset: BaseInlineFormSet, user: Any) -> None:
    """Order, wordings and who leaves the list, as the rows of the page say."""
    now = {p.pk: p for p in ceremony.plaques.planned().in_running_order()}
    asked = {form.instance.pk: form.cleaned_data["position"] for form in formset.initial_forms}
    order = order_asked((asked.get(key, was), was, key) for was, key in enumerate(now, start=1))
    actions.rearrange(ceremony=ceremony, order=order, by=user)
    for plaque, fields in formset.changed_objects:
        if {"wording", *PEOPLE} & set(fields):
            words = {name: getattr(plaque, name) for name in ("wording", *PEOPLE)}
            actions.reword(plaque=plaque, by=user, **words)
    if formset.deleted_objects:
        actions.remove_branches(ceremony=ceremony, plaques=formset.deleted_objects, by=user)
