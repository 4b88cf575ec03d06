"""The columns of this room's lists as files. Codes and numbers are text, so that a spreadsheet leaves them as they are."""

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.tables import place_of, state_shown
from registry.lists import Column

CEREMONY_COLUMNS = [
    Column(_("Date"), "ceremony.held_on"),
    Column(_("Title"), "ceremony.title"),
    Column(_("Place"), "place"),
    Column(_("State"), lambda row: row.ceremony.get_state_display()),
    Column(_("Venue"), "ceremony.venue"),
    Column(_("Address"), "ceremony.address"),
    Column(_("Host organisation"), "ceremony.host"),
    Column(_("Presiding"), "ceremony.presiding"),
    Column(_("Handing over"), "ceremony.handing_over"),
    Column(_("New"), "figures.new"),
    Column(_("Consolidated"), "figures.consolidated"),
    Column(_("All"), "figures.total"),
]

LIST_COLUMNS = [
    Column(_("Running order"), "position"),
    Column(_("Branch code"), lambda line: str(line.plaque.branch_id)),
    Column(_("Branch"), "plaque.branch.short_name"),
    Column(_("Place"), "place"),
    Column(_("New or consolidated"), lambda line: line.plaque.get_origin_display()),
    Column(_("Approval document no."), "plaque.branch.approval_document_no"),
    Column(_("Wording"), "plaque.wording"),
    Column(_("Number"), "plaque.number"),
    Column(_("Handed over by"), "plaque.handing_over"),
    Column(_("Received by"), "plaque.received_by"),
    Column(_("State"), "plaque.stage_label"),
    Column(_("Why it was not handed over"), "plaque.not_handed_over"),
    Column(_("Size"), "plaque.size"),
    Column(_("Material"), "plaque.material"),
]

LEDGER_COLUMNS = [
    Column(_("Number"), "number"),
    Column(_("Wording"), "wording"),
    Column(_("Branch code"), lambda plaque: str(plaque.branch_id)),
    Column(_("Branch"), "branch.short_name"),
    Column(_("Place"), lambda plaque: place_of(plaque.branch, plaque.awarded_on)),
    Column(_("New or consolidated"), lambda plaque: plaque.get_basis_display()),
    Column(_("Kind of award"), lambda plaque: plaque.get_award_kind_display()),
    Column(_("Awarded on"), "awarded_on"),
    Column(_("Ceremony"), lambda plaque: plaque.ceremony.title if plaque.ceremony else ""),
    Column(_("Handed over by"), "handing_over"),
    Column(_("Received by"), "received_by"),
    Column(_("State"), state_shown),
    Column(_("No longer in use since"), "ended_on"),
    Column(_("Size"), "size"),
    Column(_("Material"), "material"),
]

ATTENDANCE_COLUMNS = [
    Column(_("No."), "number"),
    Column(_("Name"), "name"),
    Column(_("Place or title"), "of"),
    Column(_("Signed in at"), lambda entry: f"{localtime(entry.sign_in.at):%H:%M}" if entry.sign_in else ""),
    Column(_("People"), lambda entry: entry.sign_in.people if entry.sign_in else None),
]

AWAITING_COLUMNS = [
    Column(_("Branch code"), lambda branch: str(branch.code)),
    Column(_("Branch"), "short_name"),
    Column(_("Full name"), "full_name"),
    Column(_("Place"), lambda branch: place_of(branch, None)),
    Column(_("New or consolidated"), lambda branch: branch.get_origin_display()),
    Column(_("Approved on"), "approved_on"),
    Column(_("Approval document no."), "approval_document_no"),
    Column(_("Founded on"), "founded_on"),
]
