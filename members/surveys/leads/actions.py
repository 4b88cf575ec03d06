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
from members.surveys.lines import Line
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
def confirm(*, leads: Iterable[Lead], by: User, today: datetime.date) -> list[Lead]:
    """They, or an office, confirmed that they are members: they are entered, their values say from which line they come.

    Who is on the roll by now gets the values of the line. Left, and returned, are those whose line could mean somebody on the roll or
    contradicts what is known of him. Raises ValidationError: not_seen where a lead is gone or another office's; conflict where somebody
    changes one of them at this very moment.
    """
    found = _locked(leads, by)
    lock_roll()
    left: list[Lead] = []
    for upload, some in groupby(found, key=lambda lead: lead.upload):
        left += _enter(upload, {lead.row.line: lead for lead in some}, by, today)
    return left


def _enter(upload: Upload, leads: dict[int, Lead], by: User, today: datetime.date) -> list[Lead]:
    """Those of one file, by line, judged as they would be today; who is left."""
    terms = terms_of(upload, today=today)
    judged = plan([line_of(leads[line].row) for line in sorted(leads)], terms, sha256="")
    clear = [line for line in judged if line.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)]
    confirmed = [leads.pop(line.line) for line in clear]
    rows = [_as_member(lead.row, line) for lead, line in zip(confirmed, clear, strict=True)]
    Lead.objects.filter(pk__in=[lead.pk for lead in confirmed]).delete()
    try:
        write_chunk(
            upload, [line for line in clear if line.verdict != Verdict.UNCHANGED], terms, by=by, is_confirmed=True
        )
    except Again as met:
        raise conflict() from met
    written = dict(upload.written.filter(line__in=[row.line for row in rows]).values_list("line", "member"))
    for row in rows:
        row.member_id = written.get(row.line, row.member_id)
    UploadRow.objects.bulk_update(rows, ["details", "verdict", "member"], batch_size=500)
    if rows:
        record(verb=Verb.LEAD_CONFIRMED, by=by, subjects=[upload], after={"leads": len(rows)})
    return list(leads.values())


def _as_member(row: UploadRow, line: Line) -> UploadRow:
    row.details = {name: value for name, value in row.details.items() if name != "lead"}
    row.verdict, row.member_id = line.verdict, line.member.pk if line.member else None
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
