"""The table of contents a person sees, as data: an entry shows where the user holds its permission."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.access import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    label: Promise | str
    url_name: str
    icon: str  # a name from bootstrap-icons
    permission: Permission | None  # None: for everybody who is signed in
    guide: str = "office"  # the page of the guide that speaks of it


ENTRIES = [
    Entry(_("Home"), "home", "house", None),
    Entry(_("Members"), "members:list", "people", Permission.VIEW_MEMBERS),
    Entry(_("Branches"), "branches:list", "diagram-3", Permission.VIEW_BRANCHES),
    Entry(_("Surveys"), "surveys:list", "clipboard-data", Permission.IMPORT_SURVEYS, guide="surveys"),
    Entry(_("Ceremonies"), "ceremonies:list", "award", Permission.VIEW_CEREMONIES, guide="ceremonies"),
    Entry(_("Coverage"), "coverage:table", "grid-3x3-gap", Permission.VIEW_COVERAGE),
    Entry(_("History"), "history:list", "clock-history", Permission.VIEW_HISTORY),
    Entry(_("Admin"), "admin:index", "gear", Permission.USE_ADMIN),
]


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor for the signed-in user; empty for others, and for who must choose a password first.

    ``menu``: dicts of label, url, icon, current. ``search_url``: where the search field of the page head leads, empty for none.
    ``guide_url``: the guide, where it speaks of what is on the page.
    """
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.password_is_given:
        return {"menu": [], "search_url": "", "guide_url": ""}
    entries = [entry for entry in ENTRIES if entry.permission is None or user.scope_of(entry.permission)]
    items = [_item(entry, reverse(entry.url_name), request.path) for entry in entries]
    subject = next((entry.guide for entry, item in zip(entries, items, strict=True) if item["current"]), "office")
    search_url = reverse("members:list") if user.scope_of(Permission.VIEW_MEMBERS) else ""
    return {"menu": items, "search_url": search_url, "guide_url": reverse("guide", args=[subject])}


def _item(entry: Entry, url: str, path: str) -> dict[str, Any]:
    current = path == url if entry.url_name == "home" else path.startswith(url)
    return {"label": entry.label, "url": url, "icon": entry.icon, "current": current}
