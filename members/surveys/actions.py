"""A survey file comes in: received, applied, discarded, taken back. Reading it is in ``draft``, judging it in ``plan``."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.roll.actions.guard import lock_roll
from members.roll.bulk import Change, Newcomer, Taken, enter, take_back
from members.surveys import vault
from members.surveys.draft import Draft, Reading, columns_of, draft, earlier_members, facts_of
from members.surveys.impact import impact_of
from members.surveys.leads.setting_aside import drop_leads, set_aside
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.plan import plan
from members.surveys.resolution import home_of, member_columns, member_knowns
from members.surveys.staging import lines_of, stage
from registry.access import Permission, Scope
from registry.accounts.models import User
from registry.accounts.places import scope_of_place
from registry.history.actions import record
from registry.history.verbs import Verb

CHUNK = 20_000  # lines in one call of the roll
Progress = Callable[[int, int], None]


def receive(*, content: bytes, name: str, terms: Terms, by: User | None, reading: Reading | None = None) -> Upload:
    """Take a file in and plan it; nothing about members is written.

    Raises ``UnusableFile`` where it cannot be read, ValidationError (``outside_scope``) where ``by`` may not import for the place.
    """
    _check_scope(by, terms.place)
    understood = draft(content, name=name, terms=terms, reading=reading or Reading())
    with transaction.atomic():
        upload = Upload(
            division_code=terms.place,
            channel=terms.channel,
            collected_on=terms.collected_on,
            branch_id=terms.branch,
            uploaded_at=timezone.now(),
            uploaded_by=by,
        )
        _fill(upload, understood)
        vault.keep(upload.pk, content)
        record(verb=Verb.SURVEY_UPLOADED, by=by, subjects=[upload], after=_in_short(upload))
    return upload


def read_again(*, upload: Upload, reading: Reading, by: User | None, today: datetime.date) -> Upload:
    """Plan a waiting file anew with another encoding, sheet or meaning of columns."""
    _check_scope(by, upload.division_code)
    understood = draft(
        vault.fetch(upload.pk),
        name=upload.file_name,
        terms=terms_of(upload, today=today),
        reading=reading,
        upload=upload.pk,
    )
    with transaction.atomic():
        upload = _locked(upload)
        _fill(upload, understood)
    return upload


@transaction.atomic
def _fill(upload: Upload, understood: Draft) -> None:
    upload.file_name = understood.sheet.name
    upload.sha256 = understood.sheet.sha256
    upload.facts, upload.columns = facts_of(understood), columns_of(understood.sheet)
    upload.totals = understood.plan.totals
    upload.save()
    stage(upload, understood.plan.lines)


def terms_of(upload: Upload, *, today: datetime.date) -> Terms:
    return Terms(
        place=upload.division_code,
        scope=scope_of_place(upload.division_code),
        channel=upload.channel,
        collected_on=upload.collected_on,
        today=today,
        branch=upload.branch_id,
    )


def apply(*, upload: Upload, by: User | None, today: datetime.date, progress: Progress | None = None) -> Upload:
    """Write the new, changed and unchanged lines to the roll; duplicate, doubtful and refused ones wait.

    Everything in one transaction. The plan is made once more inside it: where the registry has changed since the preview so that a
    line would be treated differently, nothing is written, the new plan is kept and ValidationError (``changed_since_preview``) raised.
    """
    _check_scope(by, upload.division_code)
    with transaction.atomic():
        upload = _locked(upload)
        lock_roll()
        terms = terms_of(upload, today=today)
        fresh = plan(lines_of(upload), terms, earlier=earlier_members(upload.sha256), upload=upload.pk)
        seen = dict(upload.rows.values_list("line", "verdict"))
        moved = any(seen[line.line] != line.verdict for line in fresh.lines)
        if moved:
            found = {"faults": fresh.fault_counts, "impact": impact_of(fresh.lines)}
            upload.totals, upload.facts = fresh.totals, upload.facts | found
            upload.save(update_fields=["totals", "facts"])
            stage(upload, fresh.lines)
        else:
            _write(upload, fresh.lines, terms, by=by, progress=progress)
    if moved:
        message = _(
            "The registry has changed since you looked; these are the lines as they would be taken now. Look again."
        )
        raise ValidationError(message, code="changed_since_preview")
    return upload


def _write(upload: Upload, lines: list[Line], terms: Terms, *, by: User | None, progress: Progress | None) -> None:
    taken = [line for line in lines if line.verdict in (Verdict.NEW, Verdict.CHANGED)]
    for start in range(0, len(taken), CHUNK):
        write_chunk(upload, taken[start : start + CHUNK], terms, by=by)
        if progress:
            progress(min(start + CHUNK, len(taken)), len(taken))
    upload.state, upload.applied_at = Upload.State.APPLIED, timezone.now()
    upload.save(update_fields=["state", "applied_at"])
    if not taken:
        record(verb=Verb.SURVEY_APPLIED, by=by, subjects=[upload], after=_in_short(upload))
    transaction.on_commit(lambda: vault.erase(upload.pk))


def write_chunk(
    upload: Upload, lines: list[Line], terms: Terms, *, by: User | None, is_confirmed: bool = False
) -> None:
    """Write new and changed lines to the roll, and into their rows what a taking back needs. Needs the roll locked.

    New lines of auxiliary channels become leads, unless somebody confirmed them.
    """
    if not is_confirmed:
        lines = set_aside(upload, lines, terms)
    new = [line for line in lines if line.verdict == Verdict.NEW]
    changed = [line for line in lines if line.verdict == Verdict.CHANGED]
    entered = enter(
        newcomers=[_newcomer(line, terms, upload) for line in new],
        changes=[_change(line, terms, upload) for line in changed],
        scope=terms.scope,
        about=upload,
        by=by,
        today=terms.today,
    )
    if (
        entered.stale or None in entered.members
    ):  # cannot be while the roll is locked; if it is, nothing may be half-written
        raise ValidationError(
            _("Members were changed while the file was being applied; try again."), code="changed_since_preview"
        )
    written = {line.line: member for line, member in zip(new, entered.members, strict=True) if member is not None}
    written |= {line.line: line.member.pk for line in changed if line.member}
    rows = list(upload.rows.filter(line__in=written))
    for row in rows:
        member = written[row.line]
        row.member_id, row.version, row.before = member, entered.versions[member], entered.before.get(member)
    UploadRow.objects.bulk_update(rows, ["member", "version", "before"], batch_size=1000)


def _newcomer(line: Line, terms: Terms, upload: Upload) -> Newcomer:
    return Newcomer(
        name=line.values["name"],
        home=home_of(line, terms),
        source=terms.source(upload.pk, line.line),
        fields=member_columns(line),
        knowns=member_knowns(line),
        identity_digest=line.digest or None,
        branch=line.details.get("branch"),
        since=terms.collected_on,
        formal_branch=line.values.get("home_org") or "",
    )


def _change(line: Line, terms: Terms, upload: Upload) -> Change:
    assert line.member is not None  # noqa: S101 - changed lines have one
    found = line.differences
    origin = found.knowns.get("origin")
    return Change(
        member=line.member.pk,
        version=line.member.version,
        source=terms.source(upload.pk, line.line),
        home=origin["code"] if origin else None,
        fields=found.fields,
        knowns=found.knowns,
        others=found.others,
        replaced_silently=found.silently,
        identity_digest=line.digest if line.digest and not line.member.identity_digest else None,
        branch=line.details.get("branch") if line.details.get("joins") else None,
        since=terms.collected_on,
        formal_branch=line.values.get("home_org") or "",
    )


@transaction.atomic
def discard(*, upload: Upload, by: User | None) -> Upload:
    """Put a waiting file away: its lines and the file itself are erased, the record that it came stays."""
    _check_scope(by, upload.division_code)
    upload = _locked(upload)
    upload.rows.all().delete()
    upload.state = Upload.State.DISCARDED
    upload.save(update_fields=["state"])
    record(verb=Verb.SURVEY_DISCARDED, by=by, subjects=[upload], before=_in_short(upload))
    transaction.on_commit(lambda: vault.erase(upload.pk))
    return upload


@transaction.atomic
def undo(*, upload: Upload, by: User | None, today: datetime.date, reason: str = "") -> Upload:
    """Take an applied file back: members it brought leave, values it changed return; what was changed since is kept and listed.

    The kept members' numbers are in ``upload.facts["kept"]``.
    """
    _check_scope(by, upload.division_code)
    upload = _locked(upload, state=Upload.State.APPLIED)
    drop_leads(upload)
    rows = list(upload.rows.filter(version__isnull=False, member__isnull=False).order_by("line"))
    taken = [Taken(row.member_id, row.version, row.before) for row in rows if row.member_id and row.version]
    _let_go(rows)  # a member is erased only when no line speaks of him any more
    result = take_back(rows=taken, about=upload, by=by, today=today, reason=reason)
    for row, was in zip(rows, taken, strict=True):
        row.member_id = None if was.member in result.erased else was.member
    UploadRow.objects.bulk_update(rows, ["member"], batch_size=1000)
    upload.facts = upload.facts | {"kept": sorted(result.kept)}
    upload.state = Upload.State.UNDONE
    upload.save(update_fields=["facts", "state"])
    return upload


def _let_go(rows: list[UploadRow]) -> None:
    for row in rows:
        row.member = None
    UploadRow.objects.bulk_update(rows, ["member"], batch_size=1000)


def _locked(upload: Upload, *, state: str = Upload.State.PLANNED) -> Upload:
    """The upload as it is now, locked until the transaction ends; refused where somebody else was faster."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state != state:
        message = _("This file is in another state meanwhile: %(state)s.")
        raise ValidationError(message, code="wrong_state", params={"state": upload.get_state_display()})
    return upload


def _check_scope(by: User | None, place: int) -> None:
    scope = by.scope_of(Permission.IMPORT_SURVEYS) if by else Scope.everywhere()
    if place not in scope:
        raise ValidationError(_("You may not import surveys for this place."), code="outside_scope")


def _in_short(upload: Upload) -> Mapping[str, Any]:
    return {
        "file_name": upload.file_name,
        "sha256": upload.sha256,
        "place": upload.division_code,
        "channel": upload.channel,
        "collected_on": upload.collected_on,
        "totals": upload.totals,
    }
