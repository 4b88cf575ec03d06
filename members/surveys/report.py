"""A plan as one JSON object: the contract of ``import_survey --json``."""

from typing import Any

from django.utils.translation import gettext as _

from members.surveys.draft import Draft
from members.surveys.leads.setting_aside import becomes_lead
from members.surveys.lines import Line
from members.surveys.models import Verdict
from members.surveys.people import is_visible
from registry.access import Scope


def as_json(understood: Draft, *, scope: Scope, channel: str) -> dict[str, Any]:
    """The whole plan. ``scope``: whose members may be named; others appear nowhere. ``channel``: through whom the file came."""
    plan = understood.plan
    return {
        "file": understood.sheet.file_as_json(),
        "columns": [column.as_json() for column in understood.sheet.columns],
        "totals": plan.totals,
        "rows": [_row(line, scope, channel) for line in plan.lines],
    }


def _row(line: Line, scope: Scope, channel: str) -> dict[str, Any]:
    if not line.is_content:
        return {"line": line.line, "verdict": Verdict.SKIPPED, "reason": line.reason}
    row: dict[str, Any] = {
        "line": line.line,
        "verdict": str(line.verdict),
        "member": line.member.number if line.member else None,
        "values": line.values,
        "faults": [fault.as_json() for fault in line.faults],
    }
    if becomes_lead(channel, line.verdict):
        row["lead"] = True
    if line.verdict == Verdict.DUPLICATE:
        row["of"] = line.duplicate_of
    if line.verdict == Verdict.DOUBTFUL:
        row["candidates"] = [member.number for member in line.candidates if is_visible(member, scope)]
    return row


def as_text(understood: Draft) -> str:
    """The plan for a terminal: totals, then every line that waits or has a fault."""
    lines = [f"{label}: {understood.plan.totals[verdict]}" for verdict, label in Verdict.choices]
    for line in understood.plan.lines:
        if line.faults or line.verdict in (Verdict.DUPLICATE, Verdict.DOUBTFUL):
            words = [f"{fault.header or fault.field}: {fault.message}" for fault in line.faults]
            if line.duplicate_of:
                words.insert(0, _("as line %(line)s") % {"line": line.duplicate_of})
            lines.append(f"{line.line}\t{Verdict(line.verdict).label}\t{'; '.join(words)}")
    return "\n".join(lines)
