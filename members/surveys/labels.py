"""The fields of a survey in the office's words."""

from django.utils.translation import gettext_lazy as _

from members.roll.knowns import SIX_KNOWNS

FIELD_LABELS = {
    "name": _("Name"),
    "member_no": _("Member no."),
    "id_number": _("Identity number (only recognised, never kept)"),
    "kind": _("Kind of member"),
    "joined_on": _("Joined on"),
    "confirmed_on": _("Became a formal member on"),
    "home_org": _("Formal organisation at home"),
    "origin": SIX_KNOWNS["origin"],
    "left_on": SIX_KNOWNS["left_on"],
    "work_address": SIX_KNOWNS["work_address"],
    "employer": _("Employer"),
    "occupation": SIX_KNOWNS["occupation"],
    "contact": SIX_KNOWNS["contact"],
    "dues": SIX_KNOWNS["dues"],
    "card_no": _("Mobile member card no."),
    "branch": _("Mobile branch"),
    "note": _("Note"),
}
REMARK_LABEL = _("Note (read, not kept)")
