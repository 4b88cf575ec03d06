"""Large files are read, applied and taken back in parts; between them the registry may change, and nothing is lost or written twice."""

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, Upload
from members.roll import actions as roll
from members.roll.tallies import differences
from members.surveys import actions
from members.surveys.works import applying, reading_in, undoing
from registry.history.chain import broken_deeds
from registry.history.models import Deed
from registry.jobs import actions as jobs
from registry.jobs.models import Job
from registry.jobs.running import close, take_turn
from tests.at_once import all_at_once
from tests.factories.accounts import make_user, signed_in
from tests.factories.roll import make_member
from tests.factories.surveys import NANCHANG, TODAY, apply, make_csv, make_upload

PEOPLE = [f"{chr(0x4E00 + n)}小{chr(0x5F00 + n)},138001{n:05d},西湖区,2014.3,,厨师," for n in range(40)]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(actions, "SMALL", 10)
    monkeypatch.setattr(reading_in, "PART", 10)
    monkeypatch.setattr(applying, "PART", 10)
    monkeypatch.setattr(undoing, "PART", 10)


def work() -> int:
    """As a worker does; how many turns."""
    turns = 0
    while take_turn():
        turns += 1
    return turns


def received(*rows: str) -> Upload:
    upload = make_upload(make_csv(*rows))
    work()
    upload.refresh_from_db()
    return upload


@pytest.mark.django_db
def test_a_large_file_is_read_applied_and_taken_back_beside_the_page():
    upload = make_upload(make_csv(*PEOPLE, PEOPLE[3]))
    assert (upload.state, upload.rows.count()) == ("reading", 10)
    with pytest.raises(ValidationError):
        apply(upload)
    assert work() > 3
    upload.refresh_from_db()
    assert (upload.state, upload.totals["new"], upload.totals["duplicate"]) == ("planned", 40, 1)
    assert upload.rows.get(line=42).duplicate_of == 5

    assert apply(upload).state == "applying"
    assert work() > 3
    upload.refresh_from_db()
    assert (upload.state, Member.objects.count(), upload.job.done) == ("applied", 40, 40)
    assert list(differences()) == list(broken_deeds()) == []

    assert actions.undo(upload=upload, by=None, today=TODAY).state == "undoing"
    assert work() > 3
    upload.refresh_from_db()
    assert (upload.state, Member.objects.count()) == ("undone", 0)
    assert list(differences()) == list(broken_deeds()) == []


@pytest.mark.django_db
def test_a_file_half_read_is_read_on_by_another_worker(monkeypatch):
    upload = make_upload(make_csv(*PEOPLE, PEOPLE[3]))
    take_turn()
    monkeypatch.setattr(reading_in, "reading_in", reading_in.ReadIn())  # another process: it has no file open
    work()
    assert list(upload.rows.order_by("line").values_list("line", flat=True)) == list(range(1, 43))
    assert upload.rows.get(line=42).duplicate_of == 5


@pytest.mark.django_db
def test_lines_that_would_be_treated_otherwise_wait_and_the_others_are_written():
    upload = received(*PEOPLE)
    apply(upload)
    name = upload.rows.filter(verdict="new").order_by("-stripe").first().values["name"]
    phone = next(row.split(",")[1] for row in PEOPLE if row.startswith(name))
    take_turn()
    make_member(name=name, phone=phone)  # a clerk enters one of them in the browser
    work()
    upload.refresh_from_db()
    row = upload.rows.get(verdict="changed")
    assert (upload.state, Member.objects.count(), upload.facts["pending"]) == ("partly", 40, 1)
    assert (row.values["name"], [fault["code"] for fault in row.faults]) == (name, ["changed_since_preview"])
    assert Member.objects.get(name=name).knowns == 2
    assert upload.totals == {**dict.fromkeys(upload.totals, 0), "new": 39, "changed": 1, "skipped": 1}

    upload = apply(upload)
    assert (upload.state, Member.objects.count(), Member.objects.get(name=name).occupation) == ("applied", 40, "厨师")
    assert list(differences()) == []


@pytest.mark.django_db
def test_who_changed_a_member_meanwhile_loses_nothing():
    apply(received(PEOPLE[0]))
    member = Member.objects.get()
    upload = received(PEOPLE[0].replace("厨师", "司机"))
    roll.correct(member=member, changes={"employer": "江西大厦"}, version=member.version, by=None, today=TODAY)
    apply(upload)  # the change shown still holds
    member.refresh_from_db()
    assert (member.occupation, member.employer) == ("司机", "江西大厦")


@pytest.mark.django_db
def test_a_job_cancelled_between_parts_leaves_what_is_written_and_can_go_on_or_back():
    upload = received(*PEOPLE)
    apply(upload)
    take_turn()
    close(jobs.cancel(job=Job.objects.latest("pk")))
    upload.refresh_from_db()
    written = Member.objects.count()
    assert upload.state == "partly"
    assert 0 < written < 40
    apply(upload)
    work()
    upload.refresh_from_db()
    assert (upload.state, Member.objects.count()) == ("applied", 40)
    assert Deed.objects.filter(verb="survey.applied").count() > 3


@pytest.mark.django_db
@pytest.mark.parametrize(("at", "state"), [("reading", "discarded"), ("applying", "partly")])
def test_why_a_work_could_not_be_ended_is_said_on_the_page_of_the_file(at, state):
    upload = received(*PEOPLE) if at == "applying" else make_upload(make_csv(*PEOPLE))
    if at == "applying":
        apply(upload)
    take_turn()
    close(jobs.fail(job=Job.objects.latest("pk"), message="Given up after 25 attempts."))
    upload.refresh_from_db()
    page = signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG)).get(upload.get_absolute_url())
    assert upload.state == state
    assert "Given up after 25 attempts." in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_three_uploads_of_one_file_at_once_import_it_once():
    uploads = [received(*PEOPLE, "吴明仕,,西湖区,,,,") for _ in range(3)]
    for upload in uploads:
        apply(upload)

    assert all_at_once(work, work, work) == ["done"] * 3
    work()
    assert Member.objects.count() == 41
    assert {upload.state for upload in Upload.objects.all()} <= {"applied", "partly"}
    assert list(differences()) == list(broken_deeds()) == []
