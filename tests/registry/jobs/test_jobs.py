"""A job: parts one by one, each with its progress; paused, cancelled, refused; taken up after a worker that died."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from registry.jobs import actions
from registry.jobs.models import Job
from registry.jobs.running import MOST_ATTEMPTS, close, run_here, take_turn
from tests.at_once import in_the_middle
from tests.factories.accounts import make_user, signed_in
from tests.registry.jobs import toy

pytestmark = pytest.mark.django_db


def start(*parts: dict, by=None) -> Job:
    return actions.start(
        kind="tests.registry.jobs.toy.toy", arguments={"said": []}, parts=parts, whole=len(parts), by=by
    )


def told(job: Job) -> tuple[str, int, list[str]]:
    job.refresh_from_db()
    return job.state, job.done, job.arguments["said"]


def test_every_part_is_done_once_and_then_the_end():
    job, seen = start({"say": "a"}, {"say": "b", "more": "c"}), []
    run_here(job, lambda done, whole: seen.append((done, whole)))
    assert told(job) == ("done", 3, ["a", "b", "c", "done"])
    assert seen == [(1, 2), (2, 2), (3, 2)]
    assert not job.parts.exists()


def test_a_worker_takes_the_oldest_job_first_and_says_when_there_is_nothing():
    first, second = start({"say": "a"}), start({"say": "b"})
    assert take_turn()
    assert (told(first)[0], told(second)[0]) == ("done", "running")
    assert [take_turn(), take_turn()] == [True, False]
    assert told(second)[0] == "done"


def test_a_paused_job_waits_and_goes_on():
    job = start({"say": "a"}, {"say": "b"})
    take_turn()
    actions.pause(job=job)
    assert not take_turn()
    assert told(job) == ("paused", 1, ["a"])
    run_here(actions.resume(job=job))
    assert told(job) == ("done", 2, ["a", "b", "done"])


def test_a_job_paused_during_its_last_part_is_done():
    job = start({"say": "a"})
    job.parts.update(is_done=True)
    assert close(actions.pause(job=job))
    assert told(job) == ("done", 0, ["done"])


def test_a_cancelled_job_keeps_what_is_done():
    job = start({"say": "a"}, {"say": "b"})
    take_turn()
    assert close(actions.cancel(job=job))
    assert told(job) == ("cancelled", 1, ["a", "cancelled"])
    with pytest.raises(ValidationError):
        actions.pause(job=job)


def test_a_job_whose_worker_died_between_cancelling_and_closing_is_closed_by_the_next():
    job = actions.cancel(job=start({"say": "a"}))
    assert take_turn()
    assert told(job) == ("cancelled", 0, ["cancelled"])


def test_who_waits_for_a_job_stops_it_with_ctrl_c():
    job = start({"say": "a"}, {"say": "b"})

    def pressed(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_here(job, pressed)

    assert told(job) == ("cancelled", 1, ["a", "cancelled"])
    assert not take_turn()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_who_stops_a_job_does_not_wait_for_the_part_under_way():
    """Whoever does the part ends the job after it."""
    job, found = start({"say": "a"}, {"say": "b"}), []

    def stop() -> None:
        found.append(close(actions.cancel(job=job), waiting=False))
        found.append(told(job))

    with in_the_middle(toy, "_note", stop) as ends:
        take_turn()
    assert ends == ["done"]
    assert found == [False, ("stopping", 0, [])]
    assert told(job) == ("cancelled", 1, ["a", "cancelled"])


def test_what_may_not_be_stopped_goes_on(monkeypatch):
    monkeypatch.setattr(toy.Toy, "may_be_stopped", False)
    user = make_user("hu", role="prefecture_officer", place=360100)
    job, client = start({"say": "a"}, by=user), signed_in(user)
    assert b"<form" not in client.get(reverse("jobs:detail", args=[job.pk]), headers={"HX-Request": "true"}).content
    for name in ("pause", "cancel"):
        client.post(reverse(f"jobs:{name}", args=[job.pk]))
    run_here(job)
    assert told(job) == ("done", 1, ["a", "done"])


def test_a_refusal_ends_the_job_and_says_why():
    job = start({"say": "a"}, {"refuse": True}, {"say": "c"})
    with pytest.raises(ValidationError, match="Refused"):
        run_here(job)
    assert told(job) == ("failed", 1, ["a", "failed"])
    assert job.message == "Refused."


def test_a_part_that_met_somebody_else_is_done_again():
    job = start({"say": "a", "again": 2})
    run_here(job)
    assert told(job) == ("done", 1, ["a", "done"])


def test_a_part_that_brings_its_workers_down_is_given_up():
    job = start({"say": "a"})
    job.parts.update(attempts=MOST_ATTEMPTS)
    with pytest.raises(ValidationError):
        run_here(job)
    assert told(job) == ("failed", 0, ["failed"])


def test_the_page_shows_how_far_it_is_and_only_to_whom_it_concerns():
    user = make_user("hu", role="prefecture_officer", place=360100)
    job = start({"say": "a"}, {"say": "b"}, by=user)
    take_turn()
    client, address = signed_in(user), reverse("jobs:detail", args=[job.pk])
    assert client.get(address).url == "/"  # the page of what it works on
    fragment = client.get(address, headers={"HX-Request": "true"}).content
    assert b'<progress max="2" value="1">' in fragment
    assert b"<html" not in fragment
    assert b"style=" not in fragment
    other = signed_in(make_user("li", role="prefecture_officer", place=360100))
    for name in ("detail", "pause", "resume", "cancel"):
        method = other.get if name == "detail" else other.post
        assert method(reverse(f"jobs:{name}", args=[job.pk])).status_code == 404
    client.post(reverse("jobs:pause", args=[job.pk]))
    assert told(job)[0] == "paused"
    client.post(reverse("jobs:resume", args=[job.pk]))
    client.post(reverse("jobs:cancel", args=[job.pk]))
    assert told(job)[0] == "cancelled"
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/"
