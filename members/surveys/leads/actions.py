"""What becomes of a lead: he is confirmed and entered, or erased, by hand or when his time is over."""

import datetime
from collections.abc import Iterable
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.roll.actions.guard import conflict, lock_roll
from members.surveys.leads.models import Lead
from members.surveys.leads.setting_aside import forget
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.plan import plan
from members.surveys.staging import line_of
from members.surveys.works import terms_of
from members.surveys.works.applying import write_chunk
from registry.accounts.models import User
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.jobs.work import Again


@transaction.atomic
def confirm(*, lead: Lead, by: User, today: datetime.date) -> UploadRow:
    """The person, or an office, confirmed that he is a member: he is entered, his values say from which line they come.

    Who is on the roll by now gets the values of the line. Raises ValidationError: not_seen where the lead is another office's;
    needs_decision where the line could mean somebody on the roll, or contradicts what is known: it then waits with the others of its file;
    conflict where somebody changes him at this very moment.
    """
    lead = _locked([lead], by)[0]
    upload = lead.upload
    lock_roll()
    terms = terms_of(upload, today=today)
    row = lead.row
    line = line_of(row)
    plan([line], terms, sha256="")
    if line.verdict not in (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED):
        message = _(
            "He could be somebody who is on the roll already: look him up there, and erase the lead if it is he."
        )
        raise ValidationError(message, code="needs_decision")
    row.details = {name: value for name, value in row.details.items() if name != "lead"}
    row.verdict, row.member_id = line.verdict, line.member.pk if line.member else None
    row.save(update_fields=["details", "verdict", "member"])
    lead.delete()
    if line.verdict != Verdict.UNCHANGED:
        try:
            write_chunk(upload, [line], terms, by=by, is_confirmed=True)
        except Again as met:
            raise conflict() from met
        row.member = upload.written.get(line=row.line).member
        row.save(update_fields=["member"])
    record(verb=Verb.LEAD_CONFIRMED, by=by, subjects=[upload], after={"line": row.line})
    row.refresh_from_db()
    return row


@transaction.atomic
def erase(*, leads: Iterable[Lead], by: User) -> int:
    """Erase leads at once; how many."""
    return _erase(_locked(leads, by), by)


@transaction.atomic
def erase_expired(*, today: datetime.date) -> int:
    """Erase the leads whose time is over; how many."""
    return _erase(_held(Lead.objects.filter(erased_on__lte=today)), None)


def _erase(leads: list[Lead], by: User | None) -> int:
    forget(lead.row for lead in leads)
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).delete()
    for upload, some in groupby(leads, key=lambda lead: lead.upload):
        record(verb=Verb.LEADS_ERASED, by=by, subjects=[upload], after={"leads": len(list(some))})
    return len(leads)


def _locked(leads: Iterable[Lead], by: User) -> list[Lead]:
    wanted = {lead.pk for lead in leads}
    found = _held(Lead.objects.seen_by(by).filter(pk__in=wanted))
    if {lead.pk for lead in found} != wanted:
        raise ValidationError(_("This lead is gone, or is another office's."), code="not_seen")
    return found


def _held(leads: QuerySet[Lead]) -> list[Lead]:
    """Those that are still there, with line and upload, locked: the uploads first, as whoever takes one back with its leads does."""
    uploads = Upload.objects.select_for_update(no_key=True).filter(pk__in=leads.values("upload"))
    list(uploads.order_by("pk").values_list("pk"))
    found = Lead.objects.select_for_update(of=("self",)).filter(pk__in=leads.values("pk"))
    return list(found.select_related("row", "upload").order_by("upload", "pk"))
