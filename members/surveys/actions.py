"""A survey file comes in: received, read again, applied, discarded, taken back.

What takes long is a job (``works``): a small file is done while one waits, a large one beside the page; the code is the same.
"""

import datetime
from collections import deque
from collections.abc import Collection, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.surveys import vault
from members.surveys.draft import Reading, Understood, columns_of, facts_of, understood
from members.surveys.intake import Intake
from members.surveys.leads.setting_aside import drop_leads
from members.surveys.lines import Terms
from members.surveys.models import Upload
from members.surveys.plan import CHANGED_SINCE
from members.surveys.reading import Sheet, UnusableFile
from members.surveys.reading.sources import Source, size_of
from members.surveys.staging import erase
from members.surveys.values.redaction import redact
from members.surveys.works import SMALL, applying, reading_in, terms_of, undoing
from members.surveys.works.erasing import parts_of, put_away
from registry.access import Permission, Scope
from registry.accounts.models import User
from registry.jobs import actions as jobs
from registry.jobs.collecting import rarely_collected
from registry.jobs.running import Progress, run_here

State = Upload.State
_READ_AGAIN = "members.surveys.waiting.reading_again.reading_again"


def receive(
    *,
    content: Source,
    name: str,
    terms: Terms,
    by: User | None,
    reading: Reading | None = None,
    progress: Progress | None = None,
) -> Upload:
    """Take a file in and plan it; nothing about members is written. A large one is still being read when this returns.

    ``progress``: wait for it to the end, and tell it. Raises ``UnusableFile`` where the file cannot be read, ValidationError
    (``outside_scope``) where ``by`` may not import for the place.
    """
    _check_scope(by, terms.place)
    found = understood(content, name=name, place=terms.place, reading=reading or Reading())
    with transaction.atomic():
        upload = Upload(
            division_code=terms.place,
            channel=terms.channel,
            collected_on=terms.collected_on,
            branch_id=terms.branch,
            uploaded_at=timezone.now(),
            uploaded_by=by,
        )
        _begin(upload, found)
        vault.keep(upload.pk, content)
        try:
            _read_in(upload, found.sheet, terms, by=by, size=size_of(content))
        except UnusableFile:
            vault.erase(upload.pk)
            raise
    vault.tidy(_still_to_be_read)
    return _waited_for(upload, progress)


def _still_to_be_read(numbers: Collection[int]) -> set[int]:
    """The uploads among them whose file may be read again."""
    states = (State.READING, State.PLANNED, State.APPLYING)
    return set(Upload.objects.filter(pk__in=numbers, state__in=states).values_list("pk", flat=True))


def read_again(
    *,
    upload: Upload,
    reading: Reading,
    by: User | None,
    today: datetime.date,
    work: Mapping[str, Any] | None = None,
) -> Upload:
    """Plan a waiting file anew with another encoding, sheet or meaning of columns. A large one is still being read when this returns.

    ``work``: what is to be taken over to the new lines once they are read, kept in ``facts["work"]`` until then
    (``waiting.reading_again``).
    """
    _check_scope(by, upload.division_code)
    with vault.unsealed(upload.pk) as path:
        found = understood(path, name=upload.file_name, place=upload.division_code, reading=reading)
        with transaction.atomic():
            upload = _locked(upload, State.PLANNED)
            old, last = parts_of(upload)
            _begin(upload, found, work=work or {})
            if last <= SMALL:
                erase(upload)
                _read_anew(upload, found.sheet, by=by, size=size_of(path), today=today)
            else:
                deque(islice(found.sheet.rows(), SMALL), maxlen=0)  # what is wrong with the first lines is told here
                _go_on(upload, _READ_AGAIN, last, by=by, today=today, part={"old": old})
    return upload


def _read_anew(upload: Upload, sheet: Sheet, *, by: User | None, size: int, today: datetime.date) -> None:
    intake = Intake(upload, sheet, terms_of(upload, today=today))
    if intake.take(SMALL) < SMALL:
        reading_in.planned(upload)
    else:
        _go_on(upload, _READ_AGAIN, intake.lines_in(size), by=by, today=today)


def _begin(upload: Upload, found: Understood, **facts: Any) -> None:
    """What was understood of the file, before its lines. No identity number is kept, not even one that names the file or a sheet."""
    sheet = found.sheet
    upload.file_name, upload.sha256 = redact(sheet.name), sheet.sha256
    upload.facts, upload.columns = facts_of(found) | facts, columns_of(sheet)
    upload.facts["sheet"] = sheet.sheet and redact(sheet.sheet)
    upload.facts["other_sheets"] = [redact(name) for name in sheet.other_sheets]
    upload.state = State.READING
    upload.save()


def _read_in(upload: Upload, sheet: Sheet, terms: Terms, *, by: User | None, size: int) -> None:
    """The first lines at once; if there are more, a job."""
    intake = Intake(upload, sheet, terms)
    with rarely_collected():
        taken = intake.take(SMALL)
    if taken < SMALL:
        reading_in.planned(upload)
        reading_in.came(upload, by=by)
        return
    _go_on(upload, _kind(reading_in), intake.lines_in(size), by=by, today=terms.today)


def _go_on(
    upload: Upload,
    kind: str,
    whole: int,
    *,
    by: User | None,
    today: datetime.date,
    part: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Read the rest of the file beside the page. ``whole``: about how many lines it has, 0 where that cannot be told."""
    arguments = {"upload": upload.pk, "today": today.isoformat()}
    upload.job = jobs.start(kind=kind, arguments=arguments, parts=[part], whole=whole, by=by)
    upload.save(update_fields=["job"])


def apply(*, upload: Upload, by: User | None, today: datetime.date, progress: Progress | None = None) -> Upload:
    """Write the new and changed lines to the roll; duplicate, doubtful and refused ones wait.

    A small file is applied when this returns, a large one has begun to be; ``progress``: wait for it to the end, and tell it.
    Lines that would be treated otherwise than shown, since the registry has changed, are not written; where that is known when this
    returns, it raises ValidationError (``changed_since_preview``): the file waits to be looked at again, and applied again.
    """
    _check_scope(by, upload.division_code)
    with transaction.atomic():
        upload = _locked(upload, State.PLANNED, State.PARTLY, State.APPLIED)
        applying.look_again(upload)
        parts, whole = applying.parts_of(upload)
        if upload.state == State.APPLIED and not whole:
            _refuse(upload)
        arguments = {"upload": upload.pk, "today": today.isoformat()}
        upload = _begun(upload, State.APPLYING, _kind(applying), arguments, parts, whole, by)
    upload = _waited_for(upload, progress, is_small=whole <= SMALL)
    if upload.state != State.APPLYING and upload.facts["moved"]:
        raise ValidationError(
            _("The registry has changed since you looked; these are the lines as they would be taken now. Look again."),
            code=CHANGED_SINCE,
        )
    return upload


def undo(
    *, upload: Upload, by: User | None, today: datetime.date, reason: str = "", progress: Progress | None = None
) -> Upload:
    """Take an applied file back: members it brought leave, values it changed return; what was changed since is kept and listed.

    The kept members' numbers are in ``upload.facts["kept"]``. Large files as in ``apply``.
    """
    _check_scope(by, upload.division_code)
    with transaction.atomic():
        upload = _locked(upload, State.APPLIED, State.PARTLY)
        drop_leads(upload)
        parts, whole = undoing.parts_of(upload)
        arguments = {"upload": upload.pk, "today": today.isoformat(), "reason": redact(reason)}
        upload = _begun(upload, State.UNDOING, _kind(undoing), arguments, parts, whole, by)
    return _waited_for(upload, progress, is_small=whole <= SMALL)


def discard(*, upload: Upload, by: User | None, reason: str = "", progress: Progress | None = None) -> Upload:
    """Put a waiting file away: its lines and the file itself are erased, the record that it came stays.

    The lines of a large one are still being erased when this returns; ``progress``: wait for it to the end, and tell it.
    """
    _check_scope(by, upload.division_code)
    with transaction.atomic():
        upload = _locked(upload, State.PLANNED)
        put_away(upload, by=by, reason=redact(reason))
    return _waited_for(upload, progress) if upload.is_busy else upload


def _begun(
    upload: Upload,
    state: State,
    kind: str,
    arguments: dict[str, Any],
    parts: list[dict[str, Any]],
    whole: int,
    by: User | None,
) -> Upload:
    upload.job = jobs.start(kind=kind, arguments=arguments, parts=parts, whole=whole, by=by)
    upload.state = state
    upload.save(update_fields=["job", "state"])
    return upload


def _waited_for(upload: Upload, progress: Progress | None, *, is_small: bool = False) -> Upload:
    """Carry the upload's job out here where it is small or somebody waits for it; the upload as it is then."""
    if upload.job and (is_small or progress):
        run_here(upload.job, progress)
        upload.refresh_from_db()
    return upload


def _kind(room: Any) -> str:
    return f"{room.__name__}.{room.__name__.rpartition('.')[2]}"


def _locked(upload: Upload, *states: State) -> Upload:
    """The upload as it is now, locked until the transaction ends; refused where somebody else was faster."""
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.state not in states:
        _refuse(upload)
    if upload.is_busy:
        raise ValidationError(_("This file is being worked on; wait until that is done."), code="wrong_state")
    return upload


def _refuse(upload: Upload) -> NoReturn:
    message = _("This file is in another state meanwhile: %(state)s.")
    raise ValidationError(message, code="wrong_state", params={"state": upload.get_state_display()})


def _check_scope(by: User | None, place: int) -> None:
    scope = by.scope_of(Permission.IMPORT_SURVEYS) if by else Scope.everywhere()
    if place not in scope:
        raise ValidationError(_("You may not import surveys for this place."), code="outside_scope")
