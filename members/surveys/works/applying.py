"""A planned file goes into the roll, part by part. A part is a stripe or more of names, so that several workers can apply one file."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.roll.bulk import Arrivals, Change, Entered, enter, hold, lock_stripes
from members.surveys import vault
from members.surveys.arriving import add_to
from members.surveys.impact import impact_on
from members.surveys.leads.setting_aside import set_aside
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload, UploadRow, Verdict, Written
from members.surveys.plan import BLOCK, CHANGED_SINCE, Judge
from members.surveys.querysets import UploadRowQuerySet
from members.surveys.staging import (
    StagedLine,
    changes_of,
    fault_codes,
    fault_counts,
    replace,
    staged,
    stored_fault,
    totals_of,
)
from members.surveys.values.faults import WARNING, Fault
from members.surveys.works import OfUpload, in_short, in_stripes, terms_of, today_of
from members.surveys.works.meanwhile import met
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.jobs.models import Job
from registry.jobs.work import Again
from registry.loading import insert_rows

PART = 20_000  # lines in one transaction
_TO_WRITE = (Verdict.NEW, Verdict.CHANGED)
WRITTEN = ("upload_id", "line", "member_id", "version", "before")


class Apply(OfUpload):
    """``arguments``: upload, today; of a part: the stripes, first and last.

    Between the preview and now, and between parts, the registry may have changed: each part judges its lines once more, under the
    lock of their names. What would be treated otherwise than shown is not written but waits, with a fault that says so.
    """

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        upload = self.upload(job)
        first, last = part["stripes"]
        lock_stripes(first, last)
        terms = terms_of(upload, today=today_of(job))
        rows = upload.rows.filter(stripe__range=(first, last))
        arrivals = Arrivals(upload.pk, first, last)
        ready = arrivals.lines()
        lines = [*staged(rows.filter(verdict=Verdict.CHANGED).unwritten()), *_not_ready(rows, ready)]
        looked_at = [*lines, *_numbered(rows, met(arrivals, upload)), *staged(_overtaken(rows))]
        moved = list(_moved(sorted(looked_at, key=lambda line: line.line), upload, terms))
        if moved:
            _hold([*lines, *moved], arrivals)
        waiting = _set_aside(moved, upload)
        write_chunk(
            upload, [line for line in lines if line.line not in waiting], terms, by=job.started_by, arrivals=arrivals
        )
        return len(ready) + len(lines)

    def finish(self, job: Job, state: str) -> None:
        upload = Upload.objects.select_for_update().get(pk=job.arguments["upload"])
        applied_state(upload, is_whole=state == Job.State.DONE)
        if state == Job.State.DONE and not upload.written.exists():
            record(verb=Verb.SURVEY_APPLIED, by=job.started_by, subjects=[upload], after=in_short(upload))

    def title(self, job: Job) -> Promise:
        return _("Applying the file")


def applied_state(upload: Upload, *, is_whole: bool) -> None:
    """The upload after its last part, or after its job was stopped: figures counted anew, and the state that follows from them."""
    faults = fault_counts(upload)
    # Asked line by line, of all the lines, only where there are any: that took as long as a tenth of the application.
    flagged = upload.rows.with_fault(CHANGED_SINCE) if CHANGED_SINCE in faults else upload.rows.none()
    moved = flagged.unwritten().exclude(details__has_key="lead")
    has_written = upload.written.exists()
    upload.totals = totals_of(upload)
    upload.facts = upload.facts | {
        "faults": faults,
        "impact": impact_on(upload),
        "moved": moved.exists(),
        "pending": _count_pending(upload),
    }
    if is_whole and not moved.filter(verdict__in=_TO_WRITE).exists():
        upload.state = Upload.State.APPLIED
    else:
        upload.state = Upload.State.PARTLY if has_written else Upload.State.PLANNED
    if upload.state != Upload.State.PLANNED:
        upload.applied_at = timezone.now()
        transaction.on_commit(lambda: vault.erase(upload.pk))
    upload.save(update_fields=["totals", "facts", "state", "applied_at"])


def _count_pending(upload: Upload) -> int:
    """As many as ``pending`` finds, told by sets."""
    lines = upload.rows.to_write().order_by().values_list("line")
    return lines.difference(upload.written.order_by().values_list("line")).count()


def parts_of(upload: Upload) -> tuple[list[dict[str, Any]], int]:
    """The parts in which to apply the upload, and how many lines they write."""
    rows = upload.rows.filter(verdict__in=(*_TO_WRITE, Verdict.UNCHANGED)).exclude(details__has_key="lead")
    rows = rows.unwritten().order_by("stripe")
    lines = Count("pk", filter=Q(verdict__in=_TO_WRITE))
    return in_stripes(rows.values_list("stripe").annotate(lines=lines), most=PART)


def look_again(upload: Upload) -> None:
    """Somebody has looked at the lines that an earlier application set aside: those that wait anyway wait like any other."""
    for line in list(staged(upload.rows.waiting().with_fault(CHANGED_SINCE))):
        faults = [fault for fault in line.faults if fault.code != CHANGED_SINCE]
        stored = [stored_fault(fault) for fault in faults]
        upload.rows.filter(line=line.line).update(faults=stored, fault_codes=fault_codes(faults))


def _not_ready(rows: UploadRowQuerySet, ready: Collection[int]) -> Iterator[StagedLine]:
    """New lines beside which nobody is made ready: staged again since the preview, or to become leads."""
    new = rows.filter(verdict=Verdict.NEW).order_by().values_list("line", flat=True)
    return _numbered(rows.pending(), set(new).difference(ready))


def _numbered(rows: UploadRowQuerySet, numbers: Iterable[int]) -> Iterator[StagedLine]:
    whole = list(numbers)
    for start in range(0, len(whole), BLOCK):
        yield from staged(rows.filter(line__in=whole[start : start + BLOCK]))


def _overtaken(rows: UploadRowQuerySet) -> UploadRowQuerySet:
    """Lines that changed nothing, whose members were changed since."""
    return rows.filter(verdict=Verdict.UNCHANGED).exclude(member__version=F("seen_version"))


def _moved(lines: Sequence[StagedLine], upload: Upload, terms: Terms) -> Iterator[StagedLine]:
    """Judge the lines once more; those that would now be treated otherwise than shown."""
    judge = Judge(terms, sha256=upload.sha256, upload=upload.pk, applying=True)
    for start in range(0, len(lines), BLOCK):
        block = lines[start : start + BLOCK]
        joining = [bool(line.details.get("joins")) for line in block]
        judge.judge(block)
        for line in block:
            line.claim = None  # memory: a part is some thousands of lines
        yield from (line for line, joins in zip(block, joining, strict=True) if _is_moved(line, joins))


def _is_moved(line: StagedLine, joins: bool) -> bool:
    if line.verdict != line.shown or (line.member.pk if line.member else None) != line.shown_member:
        return True
    return line.verdict == Verdict.CHANGED and (changes_of(line), line.details["joins"]) != (line.shown_changes, joins)


def _hold(lines: Sequence[StagedLine], arrivals: Arrivals) -> None:
    """Whom the lines speak of, and what is to be joined, before the lines of some are replaced."""
    joined = {code for code, _since in arrivals.branches()} | {line.details.get("branch") for line in lines}
    spoken_of = {line.shown_member for line in lines} | {line.member.pk for line in lines if line.member}
    hold(members={key for key in spoken_of if key}, branches={code for code in joined if code})


def _set_aside(moved: list[StagedLine], upload: Upload) -> set[int]:
    """Keep the lines as they would be taken now; their numbers. Who has nothing more to say is simply unchanged; the others wait to be
    looked at.
    """
    claimed = _claimed(moved, upload)
    for line in moved:
        owner = claimed.setdefault(line.member.pk, line.line) if line.member else line.line
        if owner != line.line:
            line.verdict, line.duplicate_of, line.member = Verdict.DUPLICATE, owner, None
        if line.verdict != Verdict.UNCHANGED:
            line.faults.append(Fault(CHANGED_SINCE, WARNING, field="name"))
    if moved:
        replace(upload.pk, moved)
    return {line.line for line in moved}


def _claimed(moved: Sequence[StagedLine], upload: Upload) -> dict[int, int]:
    """Member -> the line of this upload that speaks of him already."""
    members, lines = {line.member.pk for line in moved if line.member}, [line.line for line in moved]
    if not members:
        return {}
    rows = UploadRow.objects.filter(upload=upload, member__in=members).exclude(line__in=lines)
    written = Written.objects.filter(upload=upload, member__in=members)
    return {
        member: line
        for found in (rows, written)
        for member, line in found.order_by("-line").values_list("member", "line")
    }


def write_chunk(
    upload: Upload,
    lines: Sequence[Line],
    terms: Terms,
    *,
    by: Any,
    arrivals: Arrivals | None = None,
    is_confirmed: bool = False,
) -> None:
    """Write lines and arrivals to the roll, and what a taking back needs. Needs their names locked.

    ``lines``: new and changed ones; whom the new ones enter is not among the ``arrivals`` yet. New lines of auxiliary channels become
    leads, unless somebody confirmed them.
    """
    arrivals = arrivals or Arrivals.of_nobody()
    lines = list(lines) if is_confirmed else set_aside(upload, lines, terms)
    changed = [line for line in lines if line.verdict == Verdict.CHANGED]
    add_to(arrivals, upload.pk, lines, terms)
    if not changed and arrivals.are_none():
        return

    def note(entered: Entered) -> None:
        if entered.stale:
            raise Again("members were changed at this very moment")
        columns = {"upload_id": str(upload.pk), "line": "arrival.line", "member_id": "arrival.key", "version": "1"}
        arrivals.insert(Written, columns, entered.keys.start)
        arrivals.erase()
        insert_rows(Written, WRITTEN, _changed(upload, changed, entered))

    enter(
        newcomers=arrivals,
        changes=[_change(line, terms, upload) for line in changed],
        scope=terms.scope,
        about=upload,
        by=by,
        today=terms.today,
        beside=note,
    )


def _changed(upload: Upload, changed: Sequence[Line], entered: Entered) -> Iterator[tuple[Any, ...]]:
    for line in changed:
        member = line.member.pk if line.member else 0
        if member in entered.versions:
            yield upload.pk, line.line, member, entered.versions[member], entered.before[member]


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
        added_behind=found.behind,
        identity_digest=line.digest if line.identifies else None,
        branch=line.details.get("branch") if line.details.get("joins") else None,
        since=terms.collected_on,
        formal_branch=line.values.get("home_org") or "",
    )


applying = Apply()
