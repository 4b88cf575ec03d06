"""A large file that is put away: the page answers at once, a worker erases its lines, whatever happens to it meanwhile."""

import pytest
from django.urls import reverse

from members.models import Arrival, Member, Upload, UploadRow
from members.surveys import actions, vault
from members.surveys.waiting.corrections import correct
from members.surveys.works import applying, erasing, reading_in
from registry.jobs.models import Job
from registry.jobs.running import MOST_ATTEMPTS, take_turn
from registry.models import Deed
from tests.at_once import all_at_once
from tests.factories.accounts import make_user, signed_in
from tests.factories.surveys import NANCHANG, TODAY, apply, make_csv, make_upload

PEOPLE = [f"{chr(0x4E00 + n)}小{chr(0x5F00 + n)},138001{n:05d},西湖区,2014.3,,厨师," for n in range(40)]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(actions, "SMALL", 10)
    monkeypatch.setattr(erasing, "SMALL", 10)
    for work in (reading_in, applying, erasing):
        monkeypatch.setattr(work, "PART", 10)


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def work() -> int:
    """As a worker does; how many turns."""
    turns = 0
    while take_turn():
        turns += 1
    return turns


def half_read() -> Upload:
    upload = make_upload(make_csv(*PEOPLE))
    take_turn()
    upload.refresh_from_db()
    return upload


def planned() -> Upload:
    upload = make_upload(make_csv(*PEOPLE))
    work()
    upload.refresh_from_db()
    return upload


def left_of(upload: Upload) -> tuple[int, int]:
    return upload.rows.count(), Arrival.objects.filter(batch=upload.pk).count()


def shown(clerk, upload: Upload) -> str:
    return clerk.get(upload.get_absolute_url(), headers={"Accept-Language": "en"}).content.decode()


def stop(clerk, upload: Upload, how: str) -> None:
    if how == "reading":
        clerk.post(reverse("jobs:cancel", args=[upload.job.pk]))
    else:
        clerk.post(reverse("surveys:discard", args=[upload.pk]), {"reason": "传错了文件"})
    upload.refresh_from_db()


@pytest.mark.parametrize("how", ["reading", "planned"])
def test_it_is_put_away_at_once_and_erased_part_by_part(clerk, how, django_capture_on_commit_callbacks):
    upload, other = (half_read() if how == "reading" else planned()), make_upload(make_csv(PEOPLE[0]))
    before = left_of(upload)
    assert min(before) > 10
    with django_capture_on_commit_callbacks(execute=True):
        stop(clerk, upload, how)
    assert (upload.state, left_of(upload), upload.is_busy) == ("discarded", before, True)
    assert Deed.objects.filter(verb="survey.discarded").count() == 1
    with pytest.raises(FileNotFoundError), vault.unsealed(upload.pk):
        pass

    take_turn()
    assert 0 < left_of(upload)[0] < before[0]
    assert left_of(upload)[1] < before[1]
    assert "its lines are being erased" in shown(clerk, upload).lower()
    assert work() > 0
    upload.refresh_from_db()
    assert (left_of(upload), upload.job.state, upload.job.done) == ((0, 0), "done", before[0])
    assert "the file and its lines have been erased" in shown(clerk, upload)
    assert left_of(other) == (2, 1)  # a neighbour's lines stay


@pytest.mark.parametrize(
    "name", ["line", "questions", "doubtful", "duplicates", "reading", "error_workbook", "take_workbook"]
)
def test_its_lines_are_read_on_no_page_while_they_are_still_being_erased(clerk, name):
    upload = planned()
    address = reverse(f"surveys:{name}", args=[upload.pk, 2] if name == "line" else [upload.pk])
    assert clerk.get(address).status_code == 200

    actions.discard(upload=upload, by=None)

    assert left_of(upload)[0] == 41
    assert clerk.get(address).status_code == 404
    assert clerk.get(upload.get_absolute_url()).status_code == 200


def test_a_small_file_is_erased_while_one_waits(clerk):
    upload = make_upload(make_csv(*PEOPLE[:5]))
    stop(clerk, upload, "planned")
    assert (upload.state, left_of(upload), Job.objects.count()) == ("discarded", (0, 0), 0)


def test_who_waits_for_it_finds_it_done():
    seen: list[tuple[int, int]] = []
    upload = actions.discard(upload=planned(), by=None, progress=lambda done, whole: seen.append((done, whole)))
    assert (upload.state, left_of(upload)) == ("discarded", (0, 0))
    assert seen[-1] == (41, 41)


def test_a_worker_that_dies_over_a_part_leaves_the_rest_to_the_next(clerk, monkeypatch):
    upload = planned()
    stop(clerk, upload, "planned")
    take_turn()
    before = left_of(upload)

    class Dies(BaseException):
        """As kill -9 would have it: nothing of ours is asked."""

    def erase_and_die(rows: object) -> int:
        raise Dies

    with monkeypatch.context() as dying:
        dying.setattr("members.surveys.querysets.UploadRowQuerySet.erase", erase_and_die)
        with pytest.raises(Dies):
            take_turn()
    assert left_of(upload) == before
    work()
    assert left_of(upload) == (0, 0)


def test_nobody_can_stop_it_and_it_is_never_given_up(clerk):
    upload = planned()
    stop(clerk, upload, "planned")
    page = shown(clerk, upload)
    for name in ("pause", "cancel"):
        address = reverse(f"jobs:{name}", args=[upload.job.pk])
        assert address not in page
        said = clerk.post(address, follow=True, headers={"Accept-Language": "en"}).content.decode()
        assert "cannot be paused or stopped" in said
    upload.job.refresh_from_db()
    assert upload.job.state == "running"

    upload.job.parts.update(attempts=MOST_ATTEMPTS)
    work()
    first = upload.job
    upload.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, upload.job.state, left_of(upload)) == ("failed", "done", (0, 0))


def read_anew(clerk, upload: Upload, **said: str) -> None:
    fields = {f"column_{at}": column["field"] for at, column in enumerate(upload.columns, start=1)}
    clerk.post(reverse("surveys:reading", args=[upload.pk]), {"encoding": "utf-8", **fields, **said})
    upload.refresh_from_db()


def test_a_large_file_read_in_another_way_is_erased_and_read_beside_the_page(clerk):
    upload = planned()
    correct(upload=upload, cells={5: {6: "保安"}}, by=None, today=TODAY)
    before = left_of(upload)
    read_anew(clerk, upload, column_5="employer")
    assert (upload.state, left_of(upload), upload.is_busy) == ("reading", before, True)
    take_turn()
    assert 0 < left_of(upload)[0] < before[0]
    work()
    upload.refresh_from_db()
    assert (upload.state, left_of(upload), upload.job.done) == ("planned", before, before[0])
    assert upload.totals["new"] == len(PEOPLE)
    assert upload.rows.get(line=5).values["occupation"]["text"] == "保安"


def test_stopped_before_it_is_read_again_it_is_discarded(clerk):
    upload = planned()
    read_anew(clerk, upload, column_5="employer")
    take_turn()
    stop(clerk, upload, "reading")
    work()
    assert (upload.state, left_of(upload)) == ("discarded", (0, 0))


def test_what_cannot_be_read_in_that_way_stays_as_it_is(clerk):
    upload = planned()
    before = left_of(upload)
    read_anew(clerk, upload, encoding="utf-16")
    assert (upload.state, left_of(upload), upload.is_busy) == ("planned", before, False)


def test_lines_that_are_being_erased_keep_no_member_on_the_roll(clerk):
    first = make_upload(make_csv(PEOPLE[0]))
    apply(first)
    upload = planned()
    assert upload.rows.filter(member__isnull=False).count() == 1
    stop(clerk, upload, "planned")
    actions.undo(upload=first, by=None, today=TODAY)
    first.refresh_from_db()
    assert (first.state, Member.objects.count(), upload.rows.count()) == ("undone", 0, 41)


@pytest.mark.django_db(transaction=True)
def test_several_workers_erase_it_together():
    upload = planned()
    actions.discard(upload=upload, by=None)
    assert all_at_once(work, work, work) == ["done"] * 3
    work()
    upload.refresh_from_db()
    assert (UploadRow.objects.count(), Arrival.objects.count(), upload.job.state) == (0, 0, "done")
