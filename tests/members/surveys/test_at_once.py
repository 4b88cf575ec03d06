"""Several people and files at the same moment: nobody is entered twice, nothing that was written is lost, every figure is exact."""

import threading
import time
from collections import defaultdict

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from members.models import Member, RememberedDecision, Upload
from members.roll import actions as roll
from members.roll.merging import actions as merging
from members.roll.tallies import Shift, differences
from members.surveys import actions
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.decisions import Choice, decide
from members.surveys.works import applying, reading_in, undoing
from registry.history.chain import broken_deeds
from registry.jobs.running import take_turn
from tests.at_once import all_at_once, code_of
from tests.factories.roll import make_member
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = [f"{chr(0x4E00 + n)}小{chr(0x5F00 + n)},138001{n:05d},西湖区,2014.3,,厨师," for n in range(60)]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Everything is a job of many parts, so that there is always something between two of them."""
    monkeypatch.setattr(actions, "SMALL", 5)
    for work in (reading_in, applying, undoing):
        monkeypatch.setattr(work, "PART", 7)


@pytest.fixture(autouse=True)
def exact_in_the_end():
    yield
    assert list(differences()) == []
    assert list(broken_deeds()) == []


def work() -> None:
    """As a worker does, until nothing is left."""
    while take_turn():
        pass


def received(*rows: str, **rest: object) -> Upload:
    upload = make_upload(make_csv(*rows), **rest)
    work()
    upload.refresh_from_db()
    return upload


def test_three_people_send_and_apply_the_same_file_at_once():
    """From the first byte to the last: each of them uploads, applies and works. It is imported once."""

    def send() -> None:
        upload = make_upload(make_csv(*PEOPLE))
        work()
        upload.refresh_from_db()
        actions.apply(upload=upload, by=None, today=TODAY)
        work()

    ends = all_at_once(send, send, send)
    assert set(ends) <= {"done", "changed_since_preview", "wrong_state"}
    work()
    # Who came later looks again and applies again: then everybody is unchanged.
    for upload in Upload.objects.filter(state__in=("planned", "partly")):
        try:
            apply(upload)
        except ValidationError:
            apply(upload)
        work()
    assert Member.objects.count() == len(PEOPLE)
    assert sorted(Member.objects.values_list("name", flat=True)) == sorted(row.split(",")[0] for row in PEOPLE)


def test_two_workers_apply_one_file():
    upload = received(*PEOPLE)
    apply(upload)
    assert all_at_once(work, work) == ["done", "done"]
    upload.refresh_from_db()
    assert (upload.state, Member.objects.count(), upload.written.count(), upload.job.done) == ("applied", 60, 60, 60)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_two_workers_wait_for_each_other_over_the_figures_alone(monkeypatch):
    """Each has written all there is of its part before either moves a figure; what is left then is little, and asks nothing of the rows."""
    apply(received(*PEOPLE))
    both, said = threading.Barrier(2), defaultdict[int, list[str]](list)
    written: list[list[str]] = []
    move = Shift.apply

    def listen(execute, sql, *rest):
        said[threading.get_ident()].append(sql)
        return execute(sql, *rest)

    def move_when_both_are_there(shift: Shift) -> None:
        both.wait(timeout=60)
        written.append(said.pop(threading.get_ident()))
        move(shift)

    def one_part() -> None:
        with connection.execute_wrapper(listen):
            take_turn()

    monkeypatch.setattr(Shift, "apply", move_when_both_are_there)
    assert all_at_once(one_part, one_part) == ["done", "done"]
    assert Member.objects.count() == 14
    assert [any("ALL IMMEDIATE" in sql for sql in each) for each in written] == [True, True]
    later = [sql for each in said.values() for sql in each if "members_" in sql]
    assert {sql for sql in later if "members_membertally" not in sql and "members_divisiontally" not in sql} == set()
    assert len(later) == 12
    monkeypatch.undo()
    work()


def test_three_uploads_of_one_file_whose_parts_overlap_in_time(monkeypatch):
    """Whoever judges waits before he writes: without the lock of the names in between, the others would judge meanwhile."""
    monkeypatch.setattr(applying, "PART", 1000)
    uploads = [received(*PEOPLE, "吴明仕,,西湖区,,,,") for _ in range(3)]
    for upload in uploads:
        apply(upload)
    original = applying.write_chunk

    def write_late(*args: object, **rest: object) -> None:
        time.sleep(0.5)
        original(*args, **rest)

    monkeypatch.setattr(applying, "write_chunk", write_late)
    assert all_at_once(work, work, work) == ["done"] * 3
    work()
    assert Member.objects.count() == 61


def test_one_file_applied_twice_at_once_is_applied_once():
    upload = received(*PEOPLE)
    ends = all_at_once(lambda: apply(upload), lambda: apply(upload))
    assert sorted(ends) == ["done", "wrong_state"]
    work()
    assert Member.objects.count() == 60


def test_what_is_edited_in_the_browser_while_a_file_is_applied_is_not_lost():
    """Each member is edited by a clerk with the version that he saw, while the file writes another field of all of them."""
    apply(received(*PEOPLE))
    work()
    seen = list(Member.objects.order_by("pk"))
    upload = received(*(row.replace("厨师", "司机") for row in PEOPLE))
    apply(upload)
    edited: list[int] = []
    refused: set[str] = set()

    def edit() -> None:
        for member in seen:
            try:
                changes = {"employer": f"江西大厦{member.pk}"}
                roll.correct(member=member, changes=changes, version=member.version, by=None, today=TODAY)
            except ValidationError as refusal:
                refused.add(code_of(refusal))
            else:
                edited.append(member.pk)

    assert all_at_once(edit, work, work) == ["done"] * 3
    assert refused <= {"conflict"}
    work()
    upload.refresh_from_db()
    if upload.state == "partly":
        apply(upload)
        work()
    found = {member.pk: member for member in Member.objects.all()}
    # Whoever was told "done" finds his words; all others were told of the conflict. The file's words are there in any case.
    assert [found[pk].employer for pk in edited] == [f"江西大厦{pk}" for pk in edited]
    assert {member.occupation for member in found.values()} == {"司机"}
    assert [pk for pk in found if found[pk].employer and pk not in edited] == []


def test_two_people_decide_the_same_doubtful_line_at_once():
    """The later word counts, as a whole: the line, what is remembered of it, and what is written agree."""
    member = make_member(name="张三", fields={"employer": "江西大厦"})
    for _attempt in range(5):
        upload = make_upload(make_csv("张三,南昌市西湖区,江西大厦,2014.3", header="姓名,流出地,工作单位,外出时间"))

        def say(member: int | None, upload: Upload = upload) -> None:
            decide(upload=upload, choices={2: Choice(member)}, by=None, today=TODAY)

        ends = all_at_once(lambda say=say: say(member.pk), lambda say=say: say(None))
        assert set(ends) == {"done"}
        row = upload.rows.get(line=2)
        remembered = RememberedDecision.objects.get(upload=upload)
        meant = row.details["decision"]["member"]
        assert remembered.is_same is (meant is not None)
        assert row.verdict == ("new" if meant is None else "changed")
        RememberedDecision.objects.all().delete()


def test_two_people_correct_the_same_line_at_once():
    upload = received("张三,13800138005,火星,2014.3,,,")

    def put(place: str) -> None:
        correct(upload=upload, cells={2: {3: place}}, by=None, today=TODAY)

    assert all_at_once(lambda: put("西湖区"), lambda: put("东湖区")) == ["done", "done"]
    row = upload.rows.get(line=2)
    assert row.verdict == "new"
    assert row.values["origin"]["name"].endswith(row.cells[2])


def test_a_line_is_corrected_while_its_file_is_applied():
    """Either the correction comes first and is written, or it is told that it comes too late."""
    upload = received(*PEOPLE)
    last = upload.rows.order_by("line").last().line

    def put() -> None:
        correct(upload=upload, cells={last: {6: "司机"}}, by=None, today=TODAY)

    ends = all_at_once(lambda: apply(upload), put)
    assert ends[0] == "done"
    assert ends[1] in ("done", "wrong_state", "line_written")
    work()
    occupation = Member.objects.get(name=PEOPLE[-1].split(",")[0]).occupation
    assert occupation == ("司机" if ends[1] == "done" else "厨师")


def test_a_file_is_taken_back_while_it_is_still_being_applied():
    upload = received(*PEOPLE)
    apply(upload)

    def take_back() -> None:
        actions.undo(upload=upload, by=None, today=TODAY)

    ends = all_at_once(work, take_back, take_back)
    assert ends[0] == "done"
    assert set(ends[1:]) <= {"done", "wrong_state"}
    work()
    upload.refresh_from_db()
    expected = {"applied": 60, "undone": 0}
    assert Member.objects.count() == expected[upload.state]
    assert upload.written.count() == Member.objects.count()


def test_a_file_is_applied_again_and_taken_back_at_once():
    apply(received(*PEOPLE[:30]))
    work()
    upload = Upload.objects.get()

    def take_back() -> None:
        actions.undo(upload=upload, by=None, today=TODAY)
        work()

    def send_again() -> None:
        other = received(*PEOPLE[:30])
        actions.apply(upload=other, by=None, today=TODAY)
        work()

    ends = all_at_once(take_back, send_again)
    assert ends[0] == "done"
    assert ends[1] in ("done", "changed_since_preview", "wrong_state")
    work()
    upload.refresh_from_db()
    other = Upload.objects.exclude(pk=upload.pk).get()
    assert upload.state == "undone"
    # Whoever is there was brought by the other file, or is kept since it speaks of him; and nobody is there twice.
    assert Member.objects.count() == len(set(Member.objects.values_list("name", flat=True)))
    accounted = {*other.written.values_list("member", flat=True), *upload.facts.get("kept", [])}
    assert set(Member.objects.values_list("pk", flat=True)) <= accounted


def test_a_member_is_merged_while_a_file_that_names_him_is_applied():
    """What the file says reaches the member that stays, or the line waits to be looked at again: it is not lost."""
    for attempt in range(4):
        first = make_member(name=f"赵{chr(0x4E8C + attempt)}", phone=f"1390013{attempt:04d}")
        second = make_member(name=first.name, phone=f"1390014{attempt:04d}")
        upload = received(f"{first.name},1390014{attempt:04d},西湖区,2014.3,,司机,")
        assert upload.totals["changed"] == 1

        def merge(first: Member = first, second: Member = second) -> None:
            versions = (Member.objects.get(pk=first.pk).version, Member.objects.get(pk=second.pk).version)
            merging.merge(survivor=first, absorbed=second, versions=versions, by=None, today=TODAY)

        ends = all_at_once(merge, lambda upload=upload: apply(upload))
        assert ends[0] in ("done", "conflict")
        assert ends[1] in ("done", "changed_since_preview")
        work()
        if ends[0] == "conflict":
            merge()
        upload.refresh_from_db()
        if upload.is_open:
            apply(upload)
            work()
        first.refresh_from_db()
        assert (first.occupation, first.left_on.isoformat()) == ("司机", "2014-03-01")


def test_a_part_that_fails_half_way_leaves_neither_rows_nor_progress(monkeypatch):
    """Progress and data are one transaction: what a dying worker had begun is not counted as done."""
    upload = received(*PEOPLE)
    upload = apply(upload)
    take_turn()
    upload.job.refresh_from_db()
    done, members = upload.job.done, Member.objects.count()
    assert done == members > 0

    class Dies(BaseException):
        """As kill -9 would have it: nothing of ours is asked."""

    original = applying.write_chunk

    def write_and_die(*args: object, **rest: object) -> None:
        original(*args, **rest)
        raise Dies

    monkeypatch.setattr(applying, "write_chunk", write_and_die)
    with pytest.raises(Dies):
        take_turn()
    monkeypatch.undo()
    upload.job.refresh_from_db()
    assert (upload.job.done, Member.objects.count(), transaction.get_connection().in_atomic_block) == (
        done,
        members,
        False,
    )
    work()
    upload.refresh_from_db()
    assert (upload.state, Member.objects.count()) == ("applied", 60)
