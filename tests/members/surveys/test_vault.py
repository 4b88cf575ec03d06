"""No survey file stays on disk longer than it is needed, whoever is killed or fails in between."""

import os
import time

import pytest

from members.models import Upload
from members.surveys import vault
from members.surveys.reading import UnusableFile
from tests.factories.surveys import make_csv, make_upload

pytestmark = pytest.mark.django_db

PEOPLE = ["张三,13800138005,西湖区,2014.3,,厨师,"]


@pytest.fixture(autouse=True)
def empty_vault():
    for path in vault._folder().glob("*"):
        path.unlink()


def left() -> list[str]:
    return sorted(path.name for path in vault._folder().glob("*"))


def an_hour_later() -> None:
    before = time.time() - 3601
    for path in vault._folder().glob("*"):
        os.utime(path, (before, before))


def test_what_killed_processes_left_goes_with_the_next_file():
    planned, gone = make_upload(make_csv(*PEOPLE)), make_upload(make_csv(*PEOPLE))
    Upload.objects.filter(pk=gone.pk).update(
        state=Upload.State.APPLIED
    )  # killed between the last commit and the erasing
    vault.keep(987_654, b"its upload was never committed")
    (vault._folder() / f"{planned.pk}.4711.open").write_bytes(b"opened by a worker that was killed")
    (vault._folder() / "987655.part").write_bytes(b"half written")
    an_hour_later()

    latest = make_upload(make_csv(*PEOPLE))

    assert left() == sorted(f"{upload.pk}.sealed" for upload in (planned, latest))
    with vault.unsealed(planned.pk) as path:
        assert path.read_bytes() == make_csv(*PEOPLE)


def test_who_is_at_work_keeps_his_files():
    (vault._folder() / "1.4711.open").write_bytes(b"")
    vault.keep(987_654, b"its upload is about to be committed")
    upload = make_upload(make_csv(*PEOPLE))
    assert left() == sorted(["1.4711.open", "987654.sealed", f"{upload.pk}.sealed"])


def test_a_file_that_cannot_be_read_to_its_end_is_not_kept(monkeypatch):
    from members.surveys import intake

    def broken(*_args: object, **_rest: object) -> None:
        raise UnusableFile("broken")

    monkeypatch.setattr(intake.Intake, "take", broken)
    with pytest.raises(UnusableFile):
        make_upload(make_csv(*PEOPLE))
    assert (left(), Upload.objects.count()) == ([], 0)


def test_who_opens_a_file_does_not_disturb_who_has_it_open():
    """Two threads of one process read the same file again: neither cuts it short or takes it away under the other's hands."""
    upload = make_upload(make_csv(*PEOPLE))
    with vault.unsealed(upload.pk) as first:
        with first.open("rb") as reading:
            reading.read(1)
            with vault.unsealed(upload.pk) as second:
                assert second.read_bytes() == make_csv(*PEOPLE)
            assert reading.read() == make_csv(*PEOPLE)[1:]
        assert first.exists()
    assert left() == [f"{upload.pk}.sealed"]
