"""Files walked over each other in any order, with decisions, corrections, joinings and takings back in between.

The registry says whom a line means; the oracle says whether it may, and what must be so then. Long: ``make test-fuzz``.
"""

import datetime
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from members.models import Member, Membership, Merger, Upload, UploadRow
from members.roll import actions as roll
from members.roll.merging import actions as merging
from members.surveys import actions as surveys
from members.surveys.waiting.decisions import LEAVE, Choice, candidates_of, decide, to_decide
from registry.history.models import Deed, DeedSubject
from registry.objections import Override
from tests.factories.organisation import make_branch
from tests.factories.roll import TODAY
from tests.factories.surveys import make_upload
from tests.members.surveys.over_each_other import checks
from tests.members.surveys.over_each_other.checks import Decided, File
from tests.members.surveys.over_each_other.oracle import Joining, Person, Registry
from tests.members.surveys.over_each_other.sayings import CHANNELS, DAYS, KNOWNS, LINES, SAID, UNSAID, Line, as_json

ANYWAY = Override(reason="试验", document_no="1号")
WHICH = st.integers(0, 5)  # of however many there are
DAY = st.sampled_from(DAYS)


class FilesOverEachOther(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.branch = make_branch()
        self.oracle = Registry()
        self.files: dict[int, File] = {}
        self.decided: list[Decided] = []
        self.joinings: dict[int, Joining] = {}
        self.versions: dict[int, int] = {}
        self.last_deed = _last_deed()

    def teardown(self) -> None:
        """All files are taken back, the last first: whoever is left is named."""
        try:
            applied = Upload.objects.filter(state__in=["partly", "applied"]).order_by("-applied_at")
            for upload in applied:
                self._undo(upload)
            self.all_is_as_it_must_be()
            kept = {key for upload in Upload.objects.all() for key in upload.facts.get("kept", ())}
            assert {person.number for person in self._speaking} <= kept
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    # What can be done.

    @rule(
        lines=st.lists(LINES, min_size=1, max_size=3),
        channel=st.sampled_from(CHANNELS),
        day=DAY,
        joins=st.booleans(),
        at_once=st.booleans(),
    )
    def upload(self, lines: list[Line], channel: str, day: datetime.date, joins: bool, at_once: bool) -> None:
        numbers = dict(enumerate(sorted(self.oracle.people)))
        lines = [line._replace(number=numbers.get(line.number)) for line in lines]
        self._receive(File(dict(enumerate(lines, 2)), channel, day, self.branch.pk if joins else None), at_once)

    @precondition(lambda self: self.files)
    @rule(which=WHICH, at_once=st.booleans())
    def upload_again(self, which: int, at_once: bool) -> None:
        self._receive(_pick(self.files.values(), which), at_once)

    def _receive(self, file: File, at_once: bool) -> None:
        upload = make_upload(file.content, channel=file.channel, collected_on=file.day, branch=file.branch)
        self.files[upload.pk] = file
        for row in upload.rows.content():
            self._require_may_mean(row)
        if at_once:
            self._apply(upload)

    def _require_may_mean(self, row: UploadRow) -> None:
        checks.require_may_mean(self.oracle, self.files, self.decided, row)

    @precondition(lambda self: self.files)
    @rule(which=WHICH, choice=st.sampled_from(["somebody new", LEAVE, 0, 1]))
    def decide(self, which: int, choice: Any) -> None:
        """``choice``: also which of the members the line could mean."""
        waiting = [row for upload in Upload.objects.filter(pk__in=self.files) for row in to_decide(upload)]
        if not waiting:
            return
        row = _pick(waiting, which)
        among = _could_mean(row)
        if choice != LEAVE:
            choice = Choice(_pick(among, choice) if among and isinstance(choice, int) else None)
        with suppress(ValidationError):
            decide(upload=row.upload, choices={row.line: choice}, by=None, today=TODAY)
            if choice != LEAVE:
                meant = among if choice.member is None else [choice.member]
                line = self.files[row.upload_id].lines[row.line]
                self.decided += [Decided(line, member, choice.member is not None) for member in meant]

    @precondition(lambda self: self.files)
    @rule(which=WHICH)
    def apply(self, which: int) -> None:
        upload = Upload.objects.get(pk=_pick(self.files, which))
        if upload.may_continue:
            self._apply(upload)

    def _apply(self, upload: Upload) -> None:
        """Looked at and applied again, where the registry has changed since the preview; then nothing is left to be written."""
        for _time in range(3):
            before = set(upload.written.values_list("line", flat=True))
            end = _end_of(lambda: surveys.apply(upload=upload, by=None, today=TODAY))
            self._tell(upload, before)
            if end != "changed_since_preview":
                break
        upload.refresh_from_db()
        left = upload.rows.pending().exclude(details__has_key="lead")
        assert (end in ("", "wrong_state"), upload.state, list(left)) == (True, "applied", [])

    def _tell(self, upload: Upload, before: set[int]) -> None:
        """Tell the oracle what was written, and of whom."""
        file, rows = self.files[upload.pk], {row.line: row for row in upload.rows.content()}
        written = list(upload.written.exclude(line__in=before).order_by("line"))
        assert len({each.member_id for each in written}) == len(written)
        for each in written:
            self._require_may_mean(rows[each.line])
        for each in written:
            number, line, source = each.member_id, file.lines[each.line], file.source(upload.pk, each.line)
            if each.before is None:
                self.oracle.enter(number, line, source, file.branch)
            else:
                stayed = Membership.objects.filter(member=number, until__gt=file.day).exists()
                self.oracle.tell(number, line, source, None if stayed else file.branch)
            if "apart" in rows[each.line].details:
                self.decided.append(Decided(line, number, is_same=True))

    @precondition(lambda self: self.files)
    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        self._undo(Upload.objects.get(pk=_pick(self.files, which)))

    def _undo(self, upload: Upload) -> None:
        """Needed elsewhere is whom a line of another applied file means."""
        standing = UploadRow.objects.exclude(upload=upload).filter(upload__state__in=["partly", "applied"])
        needed = set(standing.filter(member__isnull=False).values_list("member", flat=True))
        if not _end_of(lambda: surveys.undo(upload=upload, by=None, today=TODAY)):
            upload.refresh_from_db()
            assert set(upload.facts["kept"]) == self.oracle.undo(upload.pk, needed=needed)

    @precondition(lambda self: self.oracle.people)
    @rule(who=WHICH, field=st.sampled_from([*KNOWNS, "employer"]), value=WHICH)
    def correct(self, who: int, field: str, value: int) -> None:
        person, member = self._one_of_them(who)
        new = _pick([said for said in SAID[field] if said not in UNSAID], value)
        present = (
            person.employer if field == "employer" else person.knowns[field].value if field in person.knowns else ""
        )
        changes = {field: new if field == "employer" else as_json(field, new)}
        roll.correct(member=member, changes=changes, version=member.version, by=None, today=TODAY)
        if new != present:
            self.oracle.correct(person.number, field, new, TODAY)

    @precondition(lambda self: self.oracle.people)
    @rule(who=WHICH, on=DAY)
    def depart(self, who: int, on: datetime.date) -> None:
        person, member = self._one_of_them(who)
        with suppress(ValidationError):
            roll.depart(member=member, on=on, ended="returned", version=member.version, by=None, today=TODAY)
            self.oracle.depart(person.number, on)

    @precondition(lambda self: len(self.oracle.people) > 1)
    @rule(who=WHICH, other=WHICH, is_first=st.booleans())
    def join(self, who: int, other: int, is_first: bool) -> None:
        (one, survivor), (two, absorbed) = self._one_of_them(who), self._one_of_them(other)
        fields = [
            "name",
            *one.knowns.keys() & two.knowns.keys(),
            *(["employer"] if one.employer and two.employer else []),
        ]
        side, chosen = ("survivor", one) if is_first else ("absorbed", two)
        with suppress(ValidationError):
            merger = merging.merge(
                survivor=survivor,
                absorbed=absorbed,
                versions=(survivor.version, absorbed.version),
                choices=dict.fromkeys(fields, side) | {"standing": "survivor", "relation": "survivor"},
                by=None,
                today=TODAY,
                override=ANYWAY,
            )
            self.joinings[merger.pk] = self.oracle.join(one.number, two.number, chosen=chosen.number, today=TODAY)

    @precondition(lambda self: self.joinings)
    @rule(which=WHICH)
    def part(self, which: int) -> None:
        merger = Merger.objects.get(pk=_pick(self.joinings, which))
        with suppress(ValidationError):
            merging.take_back(merger=merger, version=merger.survivor.version, by=None, today=TODAY)
            self.oracle.part(self.joinings.pop(merger.pk))

    @precondition(lambda self: len(self.oracle.people) > 1)
    @rule(who=WHICH, other=WHICH)
    def say_two_people(self, who: int, other: int) -> None:
        (one, member), (two, its_like) = self._one_of_them(who), self._one_of_them(other)
        pair = frozenset({one.number, two.number})
        if one != two and pair not in self.oracle.all_two:
            merging.say_two_people(one=member, other=its_like, by=None, today=TODAY)
            self.oracle.two.add(pair)

    @property
    def _speaking(self) -> list[Person]:
        return [person for person in self.oracle.people.values() if person.speaker is None]

    def _one_of_them(self, which: int) -> tuple[Person, Member]:
        person = _pick(self._speaking, which)
        return person, Member.objects.get(pk=person.number)

    # What must be so after each step.

    @invariant()
    def all_is_as_it_must_be(self) -> None:
        checks.require_as_expected(self.oracle)
        checks.require_said_by_its_line(self.files)
        checks.require_one_verdict_each(self.files)
        checks.require_true_figures()
        self._the_history_tells_of_whom_was_changed_and_of_nobody_else()

    def _the_history_tells_of_whom_was_changed_and_of_nobody_else(self) -> None:
        versions = dict(Member.objects.values_list("pk", "version"))
        deeds = Deed.objects.filter(pk__gt=self.last_deed).exclude(verb="member.two_people")
        told = DeedSubject.objects.filter(deed__in=deeds, kind="members.member").values_list("key", flat=True)
        assert set(told) == {key for key, _version in versions.items() ^ self.versions.items()}
        self.versions, self.last_deed = versions, _last_deed()


def _could_mean(row: UploadRow) -> list[int]:
    """The members, also the one whom the line it likely repeats means or has brought in."""
    upload, earlier = row.upload, {"line": row.duplicate_of, "member__isnull": False}
    owners = [*upload.rows.filter(**earlier), *upload.written.filter(**earlier)]
    return sorted({*candidates_of(row), *(owner.member_id for owner in owners)})


def _pick(some: Iterable[Any], which: int) -> Any:
    several = list(some)
    return several[which % len(several)]


def _end_of(action: Any) -> str:
    """The code of the refusal, if it was refused."""
    try:
        action()
    except ValidationError as refusal:
        return str(refusal.code)
    return ""


def _last_deed() -> int:
    return Deed.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.mark.django_db
def test_files_over_each_other():
    is_long = settings.get_current_profile_name() == "long"
    examples, steps = (500, 40) if is_long else (6, 20)
    run_state_machine_as_test(
        FilesOverEachOther,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=not is_long,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
