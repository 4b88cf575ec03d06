"""New lines of auxiliary channels become leads when their file is applied, not members."""

import datetime
from collections.abc import Iterable, Sequence

from django.conf import settings

from members.roll.sources import AUXILIARY
from members.surveys.leads.models import Lead
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.resolution import claim_of
from members.surveys.waiting.settled import facts_of
from registry.history.chain import canonical, keyed_digest


def becomes_lead(channel: str, verdict: str) -> bool:
    return channel in AUXILIARY and verdict == Verdict.NEW


def set_aside(upload: Upload, lines: Sequence[Line], terms: Terms) -> list[Line]:
    """Keep the lines that become leads apart; the others, to be written. Whoever is a lead of the place already is not kept twice."""
    aside = {line.line: line for line in lines if becomes_lead(terms.channel, line.verdict)}
    if not aside:
        return list(lines)
    rows = list(upload.rows.filter(line__in=list(aside)).order_by("line"))
    for row in rows:
        row.details = row.details | {"lead": True}
    UploadRow.objects.bulk_update(rows, ["details"], batch_size=500)
    until = terms.today + datetime.timedelta(days=settings.LEAD_DAYS)
    leads = [
        Lead(
            row=row,
            upload=upload,
            division_code=upload.division_code,
            home=(row.values.get("origin") or {}).get("code"),
            person=_person(aside[row.line], terms),
            received_on=terms.today,
            erased_on=until,
        )
        for row in rows
    ]
    Lead.objects.bulk_create(leads, batch_size=500, ignore_conflicts=True)
    kept = set(Lead.objects.filter(upload=upload).values_list("row", flat=True))
    forget(row for row in rows if row.pk not in kept)
    return [line for line in lines if line.line not in aside]


def drop_leads(upload: Upload) -> None:
    """With a file that is taken back its leads go too."""
    leads = list(Lead.objects.filter(upload=upload).select_related("row"))
    forget(lead.row for lead in leads)
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).delete()


def _person(line: Line, terms: Terms) -> str:
    claim = claim_of(line, terms)
    return keyed_digest(canonical([claim.match_name, claim.home, sorted(facts_of(claim))]))


def forget(rows: Iterable[UploadRow]) -> None:
    """Erase what lines say of people who are no members; that there was a line stays."""
    emptied = list(rows)
    for row in emptied:
        row.cells, row.values, row.details, row.faults = [], {}, {"lead": False}, []
        row.identity_digest, row.fault_codes, row.changes = "", "", {}
    fields = ["cells", "values", "details", "faults", "identity_digest", "fault_codes", "changes"]
    UploadRow.objects.bulk_update(emptied, fields, batch_size=500)
