"""The few words every template speaks (a builtin: no {% load %} needed). How to use them: templates/components/README.md."""

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms, template
from django.contrib.messages.storage.base import Message
from django.db.models import Model
from django.forms import BaseForm, BoundField
from django.template import RequestContext
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from registry.access import Permission
from registry.dates import written_date
from registry.emptychoices import say_in_words
from registry.history.models import Deed
from registry.history.wording import in_words, masked_phone
from registry.lists import Order

register = template.Library()


@register.filter
def dated(day: datetime.date | None, precision: str = "day") -> str:
    """A date only as exact as it is known; an empty text for none."""
    return written_date(day, precision or "day") if day else ""


register.filter(masked_phone)


@register.filter
def figure(value: Any) -> str:
    """A number for people: 4,012. None, which is "unknown" and not zero, is a dash; text stays as it is."""
    if value is None:
        return "—"
    return value if isinstance(value, str) else f"{value:,}"  # by thousands in Chinese too, as statistics are printed


@register.filter
def undo_url(message: Message) -> str:
    """The address in a message's ``extra_tags="undo:/surveys/12/undo/"``; empty where there is none or it leads elsewhere."""
    tag = next((tag for tag in (message.extra_tags or "").split() if tag.startswith("undo:")), "")
    url = tag.removeprefix("undo:")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, by its name in Bootstrap Icons. It only decorates: the words beside it speak."""
    sprite = static("vendor/bootstrap-icons/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


@register.simple_tag(takes_context=True)
def form_fields(context: RequestContext, form: BaseForm) -> SafeString:
    """The fields of a form, by its crispy ``helper`` where it has one, without <form> and token (the page has them)."""
    say_in_words(form)
    helper = getattr(form, "helper", None) or FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    return render_crispy_form(form, helper, context)


@register.filter
def faulty_fields(form: BaseForm) -> list[BoundField]:
    return [field for field in form.visible_fields() if field.errors]


@register.filter
def as_filter(field: BoundField) -> SafeString:
    """A field of a filter bar, small and in the look of the others."""
    select = isinstance(field.field.widget, forms.Select)
    return field.as_widget(attrs={"class": "form-select form-select-sm" if select else "form-control form-control-sm"})


@register.simple_tag(takes_context=True)
def sort_heading(context: RequestContext, order: Order, name: str, label: str, css: str = "") -> SafeString:
    """A <th> that sorts by ``name`` (a key of the view's orders): first ascending, then descending, always from the first page."""
    here = order.name == name
    params = context["request"].GET.copy()
    for cursor in ("after", "before"):
        params.pop(cursor, None)
    params["sort"] = f"-{name}" if here and not order.is_descending else name
    spoken = "" if not here else "descending" if order.is_descending else "ascending"
    arrow = icon("chevron-expand" if not here else "arrow-down-short" if order.is_descending else "arrow-up-short")
    return format_html(
        '<th scope="col" class="{}"{}><a class="sort" href="?{}">{}{}</a></th>',
        css,
        format_html(' aria-sort="{}"', spoken) if spoken else "",
        params.urlencode(),
        label,
        arrow,
    )


@register.inclusion_tag("components/history.html", takes_context=True)
def history_of(context: RequestContext, thing: Model, limit: int = 20) -> dict[str, Any]:
    """What was done to one object, newest first: for everybody who may see the object. Auditors find the rest behind the link."""
    deeds = list(Deed.objects.about(thing)[: limit + 1])
    user = context["request"].user
    kind = thing._meta.label_lower
    return {
        "deeds": in_words(deeds[:limit]),
        "more_url": f"{reverse('history:list')}?kind={kind}&key={thing.pk}",
        "may_audit": bool(user.scope_of(Permission.VIEW_HISTORY)),
        "has_more": len(deeds) > limit,
    }
