"""What members do, in a few categories (工作岗位, an excerpt of the national list); the words themselves are kept beside."""

from django.utils.translation import gettext_lazy as _

CATEGORIES = {
    "public_service": _("Public service and institutions"),
    "enterprise": _("Staff of an enterprise"),
    "entrepreneur": _("Entrepreneur"),
    "self_employed": _("Self-employed"),
    "worker": _("Worker away from home"),
    "freelance": _("Freelance"),
    "farmer": _("Farmer"),
    "student": _("Student"),
    "retired": _("Retired"),
    "community": _("Community worker"),
    "unemployed": _("Without work"),
}
