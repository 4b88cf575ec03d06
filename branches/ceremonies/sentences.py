"""What objections say about branches on a list: how many, and which; and what a deed says of those set aside."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from registry.objections import Objection

UNAPPROVED = ngettext_lazy(
    "%(count)d branch has no approval document: %(names)s",
    "%(count)d branches have no approval document: %(names)s",
    "count",
)
WORDLESS = ngettext_lazy(
    "%(count)d plaque has no wording: %(names)s",
    "%(count)d plaques have no wording: %(names)s",
    "count",
)
WORDED_OTHERWISE = ngettext_lazy(
    "The wording of %(count)d plaque is no name of its branch: %(names)s",
    "The wording of %(count)d plaques is no name of their branches: %(names)s",
    "count",
)
OUTSIDE_PLACE = ngettext_lazy(
    "%(count)d branch lies outside the place of the ceremony: %(names)s",
    "%(count)d branches lie outside the place of the ceremony: %(names)s",
    "count",
)
LISTED = ngettext_lazy(
    "%(count)d branch is on the list of a ceremony already: %(names)s",
    "%(count)d branches are on the list of a ceremony already: %(names)s",
    "count",
)
IN_USE = ngettext_lazy(
    "%(count)d branch has a plaque in use: %(names)s",
    "%(count)d branches have a plaque in use: %(names)s",
    "count",
)
DISSOLVED = ngettext_lazy(
    "%(count)d branch is dissolved: %(names)s",
    "%(count)d branches are dissolved: %(names)s",
    "count",
)
NOT_FOUNDED = ngettext_lazy(
    "%(count)d branch was not yet founded that day: %(names)s",
    "%(count)d branches were not yet founded that day: %(names)s",
    "count",
)
NOT_AWARDED = ngettext_lazy(
    "%(count)d plaque has not been awarded: %(names)s",
    "%(count)d plaques have not been awarded: %(names)s",
    "count",
)
OVER = ngettext_lazy(
    "%(count)d plaque is no longer in force: %(names)s",
    "%(count)d plaques are no longer in force: %(names)s",
    "count",
)
NOTED = ngettext_lazy(
    "Of %(count)d plaque this was noted before: %(names)s",
    "Of %(count)d plaques this was noted before: %(names)s",
    "count",
)
OUT_OF_ORDER = ngettext_lazy(
    "The day does not fit what is noted of %(count)d plaque: %(names)s",
    "The day does not fit what is noted of %(count)d plaques: %(names)s",
    "count",
)
LEFT_OVER = ngettext_lazy(
    "%(count)d plaque was neither handed over nor is it said why not: %(names)s",
    "%(count)d plaques were neither handed over nor is it said why not: %(names)s",
    "count",
)

# What can be set aside, without the names: a deed about a list tells nothing of the branches on it.
_IN_SHORT: dict[str, Promise] = {
    "no_venue": _("no venue"),
    "no_approval_document": _("branches without an approval document"),
    "worded_otherwise": _("wordings that are no name of the branch"),
}


def set_aside(objections: Iterable[Objection]) -> list[str]:
    """The objections that were overridden, as a deed records them."""
    return sorted({str(_IN_SHORT[str(o.code)]) for o in objections})
