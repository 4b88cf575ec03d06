"""Rows go in alike on both databases, whatever is in them; the same test runs on each."""

import datetime
import threading

import pytest
from django.db import connection, transaction

from registry.history.models import Deed
from registry.jobs.models import Job, JobPart
from registry.loading import asked, insert_rows, new_keys, update_rows
from tests.at_once import all_at_once

pytestmark = pytest.mark.django_db
ODD = ["", "a\tb\\nc\nd\\N\"x\"'y'%s\r", "\\N", "\\.", "NULL", "𬀩㛃, ”“", " x ", "{}"]


def test_texts_json_days_and_nothing_arrive_as_they_are():
    at = datetime.datetime(2026, 11, 24, 8, 30, tzinfo=datetime.UTC)
    rows = [
        (f"kind {n}", {"text": text, "list": [1, None]}, "running", n, 9, text, None, at, at)
        for n, text in enumerate(ODD)
    ]
    insert_rows(
        Job,
        ("kind", "arguments", "state", "done", "whole", "message", "started_by_id", "started_at", "heartbeat"),
        rows,
    )
    stored = Job.objects.order_by("done").values_list("message", "arguments", "started_by", "heartbeat")
    assert list(stored) == [(text, {"text": text, "list": [1, None]}, None, at) for text in ODD]


def test_rows_are_written_over_by_key():
    jobs = [Job.objects.create(kind=f"k{n}") for n in range(3)]
    update_rows(
        Job,
        ("message", "arguments", "done"),
        [(job.pk, text, {"t": text}, 5) for job, text in zip(jobs[:2], ODD[1:], strict=False)],
    )
    assert list(Job.objects.order_by("pk").values_list("message", "arguments", "done")) == [
        (ODD[1], {"t": ODD[1]}, 5),
        (ODD[2], {"t": ODD[2]}, 5),
        ("", {}, 0),
    ]


def test_keys_are_nobody_elses():
    job = Job.objects.create(kind="k")
    keys = new_keys(JobPart, 3)
    insert_rows(
        JobPart, ("id", "job_id", "arguments", "attempts", "is_done"), [(key, job.pk, {}, 0, False) for key in keys]
    )
    later = JobPart.objects.create(job=job)
    assert len({*keys, later.pk}) == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_two_who_take_many_keys_at_once_take_them_one_after_the_other():
    """Neither mixes his with the other's and begins again, nor waits until the other's transaction has ended."""
    taken, asked_for, both = [], [], threading.Barrier(2)

    def count_asking(execute, sql, *rest):
        asked_for.extend([sql] if "nextval" in sql else [])
        return execute(sql, *rest)

    def take() -> None:
        with connection.execute_wrapper(count_asking), transaction.atomic():
            taken.append(new_keys(JobPart, 20_000))
            both.wait(timeout=60)

    assert all_at_once(take, take) == ["done", "done"]
    assert len(asked_for) == 2
    assert len({*taken[0], *taken[1]}) == 40_000


def test_rows_of_ours_can_be_joined_with():
    table, parameters = asked({"at": "integer", "name": "text"}, [(0, "甲'\"\\"), (1, None)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT asked.at, asked.name FROM {table} ORDER BY asked.at", parameters)
        assert cursor.fetchall() == [(0, "甲'\"\\"), (1, None)]
        empty, parameters = asked({"at": "integer"}, [])
        cursor.execute(f"SELECT count(*) FROM {empty}", parameters)
        assert cursor.fetchone() == (0,)
    assert Deed.objects.count() == 0
