"""Lines judged anew after something was set right: as if the whole file were planned once more, without reading the whole file."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from members.models import Member, Upload
from members.surveys.impact import impact_on
from members.surveys.plan import plan
from members.surveys.staging import columns_of, fault_counts, lines_of, totals_of
from members.surveys.waiting.answering import answer
from members.surveys.waiting.answers import Question
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.decisions import LEAVE, Choice, candidates_of, decide, to_decide
from members.surveys.waiting.judging import is_open, open_lines, rejudge
from members.surveys.works import terms_of
from tests.examples import examples
from tests.factories.roll import make_member
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,联系电话,流出地,工作单位,党员编号,身份证号"
NAMES = ["张三", "张山", "李四", "張三"]
PHONES = ["", "13800138001", "13800138002", "13800138001、13800138002", "1380013"]
PLACES = ["西湖区", "南昌县", "火星"]
EMPLOYERS = ["", "江西大厦", "某公司"]
_BODIES = ("99999919800101001", "99999919800101003")


def identity(body: str) -> str:
    from members.roll.identity import check_digit

    return body + check_digit(body)


IDENTITIES = ["", *map(identity, _BODIES)]
LINES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(PHONES),
        st.sampled_from(PLACES),
        st.sampled_from(EMPLOYERS),
        st.sampled_from(["", "", "M{first}", "M{second}"]),
        st.sampled_from(IDENTITIES),
    ),
    min_size=2,
    max_size=9,
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("name"), st.integers(0, 8), st.sampled_from(NAMES)),
        st.tuples(st.just("phone"), st.integers(0, 8), st.sampled_from(PHONES)),
        st.tuples(st.just("number"), st.integers(0, 8), st.sampled_from(["", "M{first}", "M{second}"])),
        st.tuples(st.just("identity"), st.integers(0, 8), st.sampled_from(IDENTITIES)),
        st.tuples(st.just("decide"), st.integers(0, 8), st.sampled_from(["first", "new", "leave"])),
        st.tuples(st.just("answer"), st.integers(0, 8), st.just("")),
        st.tuples(st.just("apply"), st.integers(0, 8), st.just("")),
    ),
    min_size=1,
    max_size=5,
)
POSITIONS = {"name": 1, "phone": 2, "number": 5, "identity": 6}


def replanned(upload: Upload) -> dict[int, dict[str, object]]:
    """What a plan of the whole file says of each line that may still be set right, column by column."""
    fresh = plan(lines_of(upload), terms_of(upload, today=TODAY), sha256=upload.sha256)
    return {line.line: said(columns_of(line)) for line in fresh if line.line in staged(upload)}


def staged(upload: Upload) -> dict[int, dict[str, object]]:
    return {row.line: said(vars(row)) for row in upload.rows.unwritten() if is_open(row, upload)}


def said(columns: dict[str, object]) -> dict[str, object]:
    names = (
        "verdict",
        "values",
        "faults",
        "duplicate_of",
        "member_id",
        "candidates",
        "changes",
        "seen_version",
        "cells",
    )
    return {name: columns[name] for name in names}


def carry_out(step: tuple[str, int, str], upload: Upload, members: list[Member]) -> None:
    what, at, text = step
    lines = list(upload.rows.content().order_by("line").values_list("line", flat=True))
    line = lines[at % len(lines)]
    if what in POSITIONS:
        text = text.format(first=f"{members[0].pk:06}", second=f"{members[1].pk:06}")
        if line in staged(upload):
            correct(upload=upload, cells={line: {POSITIONS[what]: text}}, by=None, today=TODAY)
    elif what == "decide":
        rows = list(to_decide(upload).order_by("line"))
        if rows:
            row = rows[at % len(rows)]
            first = next(map(Choice, candidates_of(row)), LEAVE)
            choice = {"first": first, "new": Choice(None), "leave": LEAVE}[text]
            if choice != Choice(None) or not row.identity_digest:
                decide(upload=upload, choices={row.line: choice}, by=None, today=TODAY)
    elif what == "answer":
        place = {"code": 360103, "name": "南昌市西湖区"}
        answer(upload=upload, answers={Question("origin", "", "火星"): place}, by=None, today=TODAY)
    elif upload.is_open:
        apply(upload)  # changes the roll, so that every line may be judged otherwise since
        rejudge(upload, open_lines(upload, upload.rows.all()), today=TODAY)
    upload.refresh_from_db()


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, steps=STEPS)
@example(lines=[("张三", "", "西湖区", "江西大厦", "", "")] * 2, steps=[("decide", 0, "first")])
@example(lines=[("张三", "", "西湖区", "江西大厦", "", "")] * 2, steps=[("decide", 0, "new"), ("decide", 0, "leave")])
@example(lines=[("李四", "", "西湖区", "江西大厦", "", "")] * 3, steps=[("decide", 1, "new"), ("decide", 0, "new")])
@example(lines=[("李四", "", "西湖区", "江西大厦", "", "")] * 3, steps=[("decide", 0, "new"), ("name", 0, "张三")])
def test_as_a_plan_of_the_whole_file_would(lines, steps):
    with transaction.atomic():
        members = [
            make_member(name="张三", fields={"employer": "江西大厦"}, phone="13800138001"),
            make_member(name="李四", fields={"employer": "某公司"}),
        ]
        numbers = {"first": f"{members[0].pk:06}", "second": f"{members[1].pk:06}"}
        upload = make_upload(make_csv(*(",".join(cells).format(**numbers) for cells in lines), header=HEADER))
        for step in steps:
            carry_out(step, upload, members)
            assert staged(upload) == replanned(upload)
            assert (upload.totals, upload.facts["faults"]) == (totals_of(upload), fault_counts(upload))
            assert upload.facts["impact"] == impact_on(upload)
        transaction.set_rollback(True)
