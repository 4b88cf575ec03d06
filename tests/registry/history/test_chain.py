"""Each deed carries the seal of the one before it; whoever meddles behind the application's back is found."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.timezone import localtime

from registry.history import triggers
from registry.history.actions import Subject, record
from registry.history.chain import BEGINNING, broken_deeds
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def deeds():
    user = make_user()
    return [
        record(verb=Verb.ACCOUNT_CHANGED, by=user, subjects=[user], before={"office": old}, after={"office": new})
        for old, new in ["ab", "bc", "cd"]
    ]


def meddle(statement, *values):
    """What somebody with the database's password could do: lift the triggers, change, put them back."""
    with connection.cursor() as cursor:
        connection.check_constraints()  # nothing may wait for the commit while triggers come and go
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        triggers.remove(editor)
        cursor.execute(statement, values)
        triggers.install(editor)


def verified(capsys):
    call_command("verify_history")
    return capsys.readouterr().out.strip()


def test_each_deed_names_the_one_before(deeds):
    assert [deed.previous for deed in deeds] == [BEGINNING, deeds[0].digest, deeds[1].digest]
    assert list(broken_deeds()) == []


def test_an_unbroken_history_is_counted_and_its_head_printed(deeds, capsys):
    assert verified(capsys) == f"共 3 条，均完好；末端校验码 {deeds[-1].digest}"


def test_an_empty_history_is_whole(capsys):
    assert verified(capsys) == f"共 0 条，均完好；末端校验码 {BEGINNING}"


@pytest.mark.parametrize(
    ("column", "value", "faults"),
    [
        ("reason", "another", ["digest"]),
        ("by_name", "somebody else", ["digest"]),
        ("at", "2016-12-06 09:00:00+00:00", ["digest"]),
        ("after", '{"office": "x"}', ["values"]),
        ("values_digest", "0" * 64, ["values", "digest"]),
        ("previous", "0" * 64, ["previous", "digest"]),
    ],
)
def test_a_changed_deed_is_found(deeds, column, value, faults):
    second = deeds[1].pk
    meddle(f"UPDATE registry_deed SET {column} = %s WHERE id = %s", value, second)

    assert list(broken_deeds()) == [(second, fault) for fault in faults]


def test_a_deed_about_another_object_is_found(deeds):
    meddle("UPDATE registry_deedsubject SET place = 360103000 WHERE deed_id = %s", deeds[1].pk)

    assert list(broken_deeds()) == [(deeds[1].pk, "digest")]


def test_a_run_that_became_longer_is_found():
    run = Subject("members.member", 5, 360103000, 40)
    deed = record(verb=Verb.SURVEY_APPLIED, by=None, subjects=[run])
    assert list(broken_deeds()) == []
    meddle("UPDATE registry_deedsubject SET last = 41 WHERE deed_id = %s", deed.pk)

    assert list(broken_deeds()) == [(deed.pk, "digest")]


def test_a_removed_deed_is_found(deeds, capsys):
    meddle("DELETE FROM registry_deedsubject WHERE deed_id = %s", deeds[1].pk)
    meddle("DELETE FROM registry_deed WHERE id = %s", deeds[1].pk)

    with pytest.raises(CommandError, match=f"第 {deeds[2].pk} 条操作记录已损坏：与前一条不相衔接") as refusal:
        verified(capsys)
    assert refusal.value.returncode == 1


def test_cutting_off_the_end_shows_against_a_head_kept_elsewhere(deeds):
    head = deeds[-1].digest
    meddle("DELETE FROM registry_deedsubject WHERE deed_id = %s", deeds[-1].pk)
    meddle("DELETE FROM registry_deed WHERE id = %s", deeds[-1].pk)

    assert list(broken_deeds()) == []
    with pytest.raises(CommandError, match="不在操作记录链中") as refusal:
        call_command("verify_history", digest=head)
    assert refusal.value.returncode == 1


def test_a_digest_kept_on_paper_is_found_as_it_is_printed(deeds, capsys):
    printed = " ".join(deeds[1].digest.upper()[at : at + 16] for at in range(0, 64, 16))

    call_command("verify_history", digest=printed)

    day = f"{localtime(deeds[1].at):%Y-%m-%d %H:%M}"
    assert f"这是第 {deeds[1].pk} 条（{day}）的校验码，其后另有 1 条。" in capsys.readouterr().out


def test_a_digest_that_a_deed_recorded_is_found(deeds, capsys):
    digest = "ab" * 32
    deed = record(verb=Verb.ACCOUNT_CHANGED, by=None, subjects=[], after={"awards_digest": digest})

    call_command("verify_history", digest=digest)

    assert f"第 {deed.pk} 条" in capsys.readouterr().out
    with pytest.raises(CommandError, match="不在操作记录链中"):
        call_command("verify_history", digest="cd" * 32)


@pytest.mark.parametrize("text", ["abc", "g" * 64, "a" * 63])
def test_what_is_no_digest_is_said(deeds, text):
    with pytest.raises(CommandError, match="这不是校验码") as refusal:
        call_command("verify_history", digest=text)
    assert refusal.value.returncode == 2


def test_values_are_recorded_as_they_will_be_read_again(deeds):
    assert list(Deed.objects.order_by("pk").values_list("before", "after")) == [
        ({"office": "a"}, {"office": "b"}),
        ({"office": "b"}, {"office": "c"}),
        ({"office": "c"}, {"office": "d"}),
    ]
