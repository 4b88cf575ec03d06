"""New lines are entered in sets; whoever may mean somebody who came to the roll since the preview is judged once more, line by line."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.models import Arrival, Member, MemberTally, Upload, Written
from members.roll.bulk import Arrivals
from members.roll.identity import identity_digest
from members.roll.models import member_number
from members.surveys import actions
from members.surveys.plan import Judge
from members.surveys.staging import staged
from members.surveys.waiting.corrections import correct
from members.surveys.works import terms_of
from members.surveys.works.meanwhile import met
from tests.examples import examples
from tests.factories.accounts import make_user, signed_in
from tests.factories.roll import identity_number, make_member
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db
HEADER = "姓名,联系电话,流出地,外出时间,入党时间,工作单位,务工地址,流动党员证号,党员编号,身份证号"
NAMES = ["张三", "李四", "王五"]
PHONES = ["13800138001", "13800138002", "13900139003"]
EMPLOYERS, CARDS, ADDRESSES = ["江西大厦", "某公司"], ["3601001", "3601002"], ["丰台区甲1号", "海淀区乙2号"]
DAYS = ["2014", "2014-03", "2014-03-01", "2015-03"]
COUNTIES = {"西湖区": 360103, "南昌县": 360121}
LINES = st.tuples(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(PHONES), max_size=2, unique=True),
    st.sampled_from([*COUNTIES]),
    *(st.sampled_from(["", *some]) for some in (DAYS, DAYS, EMPLOYERS, ADDRESSES, CARDS)),
    st.integers(0, 4),
    st.integers(0, 2),
)
PEOPLE = st.tuples(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(PHONES), max_size=2, unique=True),
    st.sampled_from([*COUNTIES.values()]),
    *(st.sampled_from(["", *some]) for some in (DAYS, DAYS, EMPLOYERS, ADDRESSES, CARDS)),
    st.integers(0, 2),
)


def precision(day: str) -> str:
    return {4: "year", 7: "month", 10: "day"}[len(day)]


def come(name, phones, home, left, joined, employer, address, card, identity) -> None:
    """Past the rules of admission: whatever may be on the roll when the file is applied."""
    digest = identity_digest(identity_number(identity)) if identity else None
    if digest and Member.objects.filter(identity_digest=digest).exists():
        digest = None
    main, *others = phones or [""]
    Member.objects.create(
        **dict.fromkeys(["name", "match_name", "pinyin", "initials"], name),
        home=home,
        identity_digest=digest,
        phone=main,
        other_phones=" ".join(others),
        contact_state="known" if main else "unknown",
        left_on=f"{left}-01-01"[:10] if left else None,
        left_on_precision=precision(left) if left else "",
        left_on_state="known" if left else "unknown",
        joined_on=f"{joined}-01-01"[:10] if joined else None,
        joined_on_precision=precision(joined) if joined else "",
        employer=employer,
        work_address=address,
        work_address_state="known" if address else "unknown",
        card_no=card,
    )


def file_of(lines) -> bytes:
    last = Member.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows = [
        ",".join(
            [
                name,
                "、".join(phones),
                county,
                *texts,
                member_number(last + number) if number else "",
                identity_number(identity) if identity else "",
            ]
        )
        for name, phones, county, *texts, number, identity in lines
    ]
    return make_csv(*rows, header=HEADER)


def still_new(upload: Upload) -> set[int]:
    """Lines that are new when each of them is judged once more."""
    lines = list(staged(upload.rows.filter(verdict="new").order_by("line")))
    Judge(terms_of(upload, today=TODAY), sha256=upload.sha256, upload=upload.pk, applying=True).judge(lines)
    return {line.line for line in lines if line.verdict == "new"}


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=1, max_size=7), people=st.lists(PEOPLE, max_size=4))
def test_exactly_those_are_entered_who_are_new_line_by_line(lines, people, db):
    with transaction.atomic():
        make_member()
        upload = make_upload(file_of(lines))
        planned = set(upload.rows.filter(verdict="new").values_list("line", flat=True))
        for person in people:
            come(*person)
        new = still_new(upload)
        assert planned - new <= met(Arrivals(upload.pk), upload)
        before = Member.objects.count()
        try:
            upload = apply(upload)
        except ValidationError as error:
            assert error.code == "changed_since_preview"  # noqa: PT017 - often there is none
            upload.refresh_from_db()
        assert set(upload.written.filter(before__isnull=True).values_list("line", flat=True)) == new
        assert Member.objects.count() == before + len(new)
        assert set(Arrival.objects.values_list("line", flat=True)) == set()
        transaction.set_rollback(True)


def test_nobody_on_the_roll_is_met_by_what_the_file_itself_brings():
    upload = make_upload(make_csv("张三,13800138001,西湖区,2014,,,", "张三,13800138002,南昌县,2015,,,"))
    assert met(Arrivals(upload.pk), upload) == set()
    assert apply(upload).state == "applied"
    assert Member.objects.count() == 2


def test_a_line_set_right_is_entered_as_it_is_now():
    upload = make_upload(make_csv("张三,13800138001,西湖区,2014,,厨师,", "李四,13800138002,西湖区,2014,,厨师,"))
    correct(upload=upload, cells={2: {1: "张小三", 6: "司机"}}, by=None, today=TODAY)
    assert list(Arrival.objects.values_list("line", flat=True)) == [3]
    assert apply(upload).state == "applied"
    assert list(Member.objects.order_by("name").values_list("name", "match_name", "occupation")) == [
        ("张小三", "张小三", "司机"),
        ("李四", "李四", "厨师"),
    ]
    assert Member.objects.get(name="张小三").sources["occupation"]["line"] == 2


def test_a_file_planned_before_arrivals_were_kept_is_applied_all_the_same():
    upload = make_upload(make_csv("张三,13800138001,西湖区,2014,,厨师,"))
    Arrivals(upload.pk).erase()
    assert apply(upload).state == "applied"
    assert Member.objects.get().occupation == "厨师"


def test_who_is_put_away_leaves_nothing_behind():
    upload = make_upload(make_csv("张三,13800138001,西湖区,2014,,厨师,"))
    assert Arrival.objects.count() == 1
    actions.discard(upload=upload, by=None)
    assert Arrival.objects.count() == 0


@pytest.mark.parametrize("occupation", ["厨师", "司机"])
def test_a_line_whose_member_was_erased_while_it_was_read_is_judged_once_more(occupation):
    apply(make_upload(make_csv("张三,13800138001,西湖区,2014,,厨师,")))
    upload = make_upload(make_csv(f"张三,13800138001,西湖区,2014,,{occupation},"))
    Written.objects.all().delete()
    Member.objects.all()._raw_delete(using="default")
    MemberTally.objects.all().delete()
    client = signed_in(make_user(role="province_administrator"))
    assert client.get(upload.get_absolute_url()).status_code == 200
    with pytest.raises(ValidationError) as refusal:
        apply(upload)
    assert refusal.value.code == "changed_since_preview"
    assert upload.rows.get(line=2).verdict == "new"
    assert apply(upload).state == "applied"
    assert Member.objects.get().occupation == occupation
