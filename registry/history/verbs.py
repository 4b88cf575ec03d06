"""Everything that can be done in the registry, as one list of verbs: what the history may say."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Verb(TextChoices):
    BRANCH_FOUNDED = "branch.founded", _("Branch founded")
    BRANCH_CORRECTED = "branch.corrected", _("Branch corrected")
    BRANCH_RENAMED = "branch.renamed", _("Branch renamed")
    BRANCH_MOVED = "branch.moved", _("Branch moved under another organisation")
    BRANCH_COVERS = "branch.covers", _("Counties covered changed")
    BRANCH_MERGED = "branch.merged", _("Branch merged into another")
    BRANCH_ABSORBED = "branch.absorbed", _("Another branch merged into this one")
    BRANCH_DISSOLVED = "branch.dissolved", _("Branch dissolved")
    BRANCH_REINSTATED = "branch.reinstated", _("Dissolution of the branch taken back")
    BRANCHES_EXPORTED = "branches.exported", _("Branches exported")
    OFFICE_TAKEN = "office.taken", _("Office taken up")
    OFFICE_LEFT = "office.left", _("Office laid down")
    RULE_OVERRIDDEN = "rule.overridden", _("Rule overridden")

    MEMBER_ADMITTED = "member.admitted", _("Member entered")
    MEMBER_CORRECTED = "member.corrected", _("Member corrected")
    MEMBER_JOINED = "member.joined", _("Joined a branch")
    MEMBER_CONFIRMED = "member.confirmed", _("Membership confirmed by the branch")
    MEMBER_TRANSFERRED = "member.transferred", _("Transferred to another branch")
    MEMBER_DEPARTED = "member.departed", _("Left the branch")
    MEMBER_HOME_CHANGED = "member.home_changed", _("Formal organisation changed")
    MEMBERS_MERGED = "member.merged", _("Two records of one person joined")
    MEMBERS_PARTED = "member.parted", _("Joining of two records taken back")
    TWO_PEOPLE = "member.two_people", _("Said not to be the same person")
    TWO_PEOPLE_WITHDRAWN = "member.two_people_withdrawn", _("May be the same person after all")
    CONTACT_REVEALED = "member.contact_revealed", _("Contact looked at")
    MEMBERS_EXPORTED = "members.exported", _("Members exported")

    SURVEY_UPLOADED = "survey.uploaded", _("Survey file uploaded")
    SURVEY_APPLIED = "survey.applied", _("Survey applied")
    SURVEY_UNDONE = "survey.undone", _("Survey undone")
    SURVEY_DISCARDED = "survey.discarded", _("Survey discarded")
    SURVEY_DECIDED = "survey.decided", _("Doubtful lines of a survey decided")
    SURVEY_LINES_CORRECTED = "survey.lines_corrected", _("Lines of a survey corrected")
    SURVEY_LINES_EXPORTED = "survey.lines_exported", _("Waiting lines of a survey downloaded")
    SURVEY_ANSWERED = "survey.answered", _("Values of a survey explained")

    CAMPAIGN_OPENED = "campaign.opened", _("Survey campaign opened")
    CAMPAIGN_ASKED = "campaign.asked", _("Units asked for a return")
    CAMPAIGN_REMINDED = "campaign.reminded", _("Unit reminded of its return")
    CAMPAIGN_RETURNED = "campaign.returned", _("Unit returned the survey")
    CAMPAIGN_RETURN_TAKEN_BACK = "campaign.return_taken_back", _("Return of a unit taken back")
    CAMPAIGN_ACCEPTED = "campaign.accepted", _("Return of a unit accepted")
    CAMPAIGN_CLOSED = "campaign.closed", _("Survey campaign closed")
    CAMPAIGN_REOPENED = "campaign.reopened", _("Survey campaign opened again")
    CAMPAIGN_EXPORTED = "campaign.exported", _("Returns of a campaign exported")

    CEREMONY_PLANNED = "ceremony.planned", _("Ceremony planned")
    CEREMONY_CHANGED = "ceremony.changed", _("Ceremony changed")
    CEREMONY_PREPARED = "ceremony.prepared", _("Ceremony prepared")
    BRANCHES_LISTED = "ceremony.listed", _("Branches put on the list of a ceremony")
    BRANCHES_UNLISTED = "ceremony.unlisted", _("Branches taken off the list of a ceremony")
    LIST_ARRANGED = "ceremony.arranged", _("Running order of a ceremony changed")
    CEREMONY_HELD = "ceremony.held", _("Ceremony held, plaques awarded")
    CEREMONY_CANCELLED = "ceremony.cancelled", _("Ceremony cancelled")
    CEREMONY_CLOSED = "ceremony.closed", _("Ceremony closed")
    CEREMONY_CORRECTED = "ceremony.corrected", _("Held ceremony corrected")
    PLAQUE_AWARDED = "plaque.awarded", _("Plaque awarded")
    PLAQUE_CHANGED = "plaque.changed", _("State of plaque changed")
    PLAQUE_STAGE = "plaque.stage", _("State of the board noted")
    PLAQUE_HANDED_OVER = "plaque.handed_over", _("Plaque handed over")
    PLAQUE_TAKEN_BACK = "plaque.taken_back", _("Note on a plaque taken back")
    PHOTO_ADDED = "plaque.photo_added", _("Photograph of a plaque added")
    PHOTO_REMOVED = "plaque.photo_removed", _("Photograph of a plaque removed")
    PLAQUES_IMPORTED = "plaques.imported", _("Plaques imported")
    ATTENDANCE_SIGNED_IN = "attendance.signed_in", _("Signed in at a ceremony")
    ATTENDANCE_TAKEN_BACK = "attendance.taken_back", _("Sign-in at a ceremony taken back")
    PLAQUES_EXPORTED = "plaques.exported", _("Plaques exported")
    PAPERS_PRINTED = "papers.printed", _("Papers printed")

    ACCOUNT_OPENED = "account.opened", _("Account opened")
    ACCOUNT_CHANGED = "account.changed", _("Account changed")
    ROLE_GRANTED = "role.granted", _("Role granted")
    ROLE_ENDED = "role.ended", _("Role ended")
    SIGNED_IN = "account.signed_in", _("Signed in")
    SIGN_IN_FAILED = "account.sign_in_failed", _("Sign-in failed")


def verb_choices() -> list[tuple[str, Promise | str]]:
    """The verbs as choices; a function, so that a new verb needs no migration."""
    return list(Verb.choices)
