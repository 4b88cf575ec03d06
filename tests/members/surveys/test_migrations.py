"""Lines that wait for a person go through an upgrade, and back, as they are."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from members.models import Lead, Member, Upload, UploadRow, Written
from members.surveys.actions import undo
from tests.factories.roll import make_member
from tests.factories.surveys import apply, make_csv, make_upload

KEPT = ("cells", "values", "faults", "candidates", "changes")


@pytest.mark.django_db(transaction=True)
def test_what_lines_say_stays_through_0016_and_back():
    make_upload(make_csv("张三,1380013,火星,2014.3,北京市丰台区,厨师,已交", '"李""四",无,西湖区,,,,'))
    said = list(UploadRow.objects.order_by("line").values(*KEPT))
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()

    executor.migrate([("members", "0015_lean_indexes")])
    before = executor.loader.project_state([("members", "0015_lean_indexes")]).apps.get_model("members", "UploadRow")
    assert list(before.objects.order_by("line").values(*KEPT)) == said
    assert before.objects.filter(values__name="张三").count() == 1
    MigrationExecutor(connection).migrate(newest)

    assert list(UploadRow.objects.order_by("line").values(*KEPT)) == said


@pytest.mark.django_db(transaction=True)
def test_leads_learn_through_0020_from_their_lines_which_county_they_come_from():
    lines = ("张三,13800138005,西湖区,2014.3,,,", "李四,13800138006,南昌县,2014.3,,,")
    apply(make_upload(make_csv(*lines), channel="chamber"))
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    MigrationExecutor(connection).migrate([("members", "0019_membership_ends_with_no_branch")])
    MigrationExecutor(connection).migrate(newest)

    assert list(Lead.objects.order_by("row__line").values_list("home", flat=True)) == [360103, 360121]


@pytest.mark.django_db(transaction=True)
def test_a_file_applied_before_0012_can_still_be_taken_back():
    make_member(name="张三", phone="13800138005")
    upload = apply(make_upload(make_csv("张三,13800138005,西湖区,2014.3,,,", "李四,13800138006,南昌县,2014.3,,,")))
    written = list(Written.objects.order_by("line").values("line", "member", "version", "before"))
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    MigrationExecutor(connection).migrate([("members", "0011_leads")])
    MigrationExecutor(connection).migrate(newest)

    assert list(Written.objects.order_by("line").values("line", "member", "version", "before")) == written
    undo(upload=Upload.objects.get(pk=upload.pk), by=None, today=upload.collected_on)
    assert list(Member.objects.values_list("name", flat=True)) == ["张三"]
