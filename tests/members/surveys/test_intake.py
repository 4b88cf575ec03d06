"""A file is taken in part by part, by one process or several: wherever it is cut, its lines come out alike."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from members.models import Upload
from members.surveys import intake
from members.surveys.draft import Reading, sheet_of
from members.surveys.staging import erase
from members.surveys.works import terms_of
from tests.factories.roll import make_member
from tests.factories.surveys import TODAY, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,联系电话,流出地,工作单位"
A, B = "13800138001", "13800138002"
LINES = st.lists(
    st.tuples(
        st.sampled_from(["张三", "李四"]),
        st.sampled_from(["", A, B, f"{A}、{B}", "1380013"]),
        st.sampled_from(["西湖区", "南昌县"]),
        st.sampled_from(["", "甲公司", "乙公司"]),
    ),
    min_size=1,
    max_size=9,
)


def taken_anew(upload: Upload, content: bytes, cuts: list[int]) -> list[tuple[object, ...]]:
    """The verdicts when the file is opened again after each of the cuts."""
    erase(upload)
    for most in (*cuts, 100):
        sheet = sheet_of(content, name="x.csv", reading=Reading())
        intake.Intake(upload, sheet, terms_of(upload, today=TODAY)).take(most)
    return verdicts(upload)


def verdicts(upload: Upload) -> list[tuple[object, ...]]:
    rows = upload.rows.order_by("line")
    return list(rows.values_list("line", "verdict", "duplicate_of", "member", "candidates", "fault_codes"))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.lists(st.integers(1, 4), max_size=3), st.integers(1, 5))
@example([("李四", A, "西湖区", ""), ("李四", f"{A}、{B}", "西湖区", ""), ("李四", B, "西湖区", "")], [3], 5)
@example([("李四", A, "西湖区", "甲公司"), ("李四", B, "西湖区", "甲公司"), ("李四", B, "西湖区", "")], [2, 1], 5)
def test_a_file_comes_out_alike_wherever_it_is_cut(lines, cuts, block):
    with transaction.atomic(), pytest.MonkeyPatch.context() as patched:
        make_member(name="张三", fields={"employer": "甲公司"}, phone=A)
        content = make_csv(*(",".join(cells) for cells in lines), header=HEADER)
        upload = make_upload(content)
        whole = verdicts(upload)
        patched.setattr(intake, "BLOCK", block)
        assert taken_anew(upload, content, cuts) == whole
        transaction.set_rollback(True)
