"""Doubtful lines: a person says whose they are, the file goes by it, and the next file does not ask again."""

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, RememberedDecision, Upload
from members.surveys import actions
from members.surveys.waiting.continuing import apply_rest
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.decisions import LEAVE, Choice, decide, duplicates, to_decide
from members.surveys.waiting.reading_again import read_again
from registry.jobs.running import run_here
from registry.models import Deed
from tests.factories.roll import ZHANGGONG, make_member, make_officer
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,流出地,工作单位,外出时间"
LINE = "张三,南昌市西湖区,江西大厦,2014.3"


@pytest.fixture
def member():
    return make_member(name="张三", fields={"employer": "江西大厦"})


def doubtful(*lines: str, header: str = HEADER, **terms: object) -> Upload:
    return make_upload(make_csv(*(lines or (LINE,)), header=header), **terms)


def say(upload: Upload, choice: object, *, line: int = 2, by: object = None) -> dict[str, int]:
    return decide(upload=upload, choices={line: choice}, by=by, today=TODAY)


def verdict(upload: Upload, line: int = 2) -> str:
    return upload.rows.get(line=line).verdict


def test_this_member_is_changed_by_the_line(member):
    upload = doubtful()
    assert verdict(upload) == "doubtful"

    assert say(upload, Choice(member.pk)) == {"same": 1, "new": 0, "left": 0}

    assert verdict(upload) == "changed"
    apply(upload)
    member.refresh_from_db()
    assert (Member.objects.count(), member.left_on.isoformat()) == (1, "2014-03-01")


def test_somebody_else_is_entered_as_new(member):
    upload = doubtful()
    say(upload, Choice(None))
    assert verdict(upload) == "new"
    apply(upload)
    assert Member.objects.filter(name="张三").count() == 2


def test_a_line_left_waits_and_a_decision_can_be_taken_back(member):
    upload = doubtful()
    say(upload, Choice(None))
    say(upload, LEAVE)
    assert (verdict(upload), RememberedDecision.objects.count()) == ("doubtful", 0)
    apply(upload)
    assert Member.objects.count() == 1


@pytest.mark.parametrize("same", [True, False])
def test_the_next_file_does_not_ask_again(member, same):
    first = doubtful()
    say(first, Choice(member.pk if same else None))
    apply(first)

    second = doubtful(f"{LINE},北京市丰台区", header=f"{HEADER},务工地址")

    entered = first.written.get(line=2).member
    assert (verdict(second), second.rows.get(line=2).member) == ("changed", entered)
    assert (entered == member) is same


def test_of_somebody_of_whom_less_is_said_it_is_asked_again(member):
    say(doubtful(), Choice(None))
    assert verdict(doubtful("张三,南昌市西湖区,江西大厦,")) == "doubtful"


def test_a_decision_survives_reading_the_file_again_as_long_as_the_line_says_the_same(member):
    upload = doubtful()
    say(upload, Choice(None))
    actions.read_again(upload=upload, reading=actions.Reading(), by=None, today=TODAY)
    assert verdict(upload) == "new"


def columns(upload: Upload, **chosen: str) -> actions.Reading:
    """The columns as they are, but for those whose heading is named."""
    taken = {f"#{c['position']}": chosen.get(c["header"], c["field"] or "") for c in upload.columns}
    return actions.Reading(columns=taken)


@pytest.mark.parametrize("same", [True, False])
def test_a_decision_stays_to_be_seen_and_taken_back_after_the_file_was_read_in_another_way(member, same):
    upload = doubtful(f"{LINE},保安", header=f"{HEADER},说明")
    say(upload, Choice(member.pk if same else None))
    upload = read_again(upload=upload, reading=columns(upload, 说明="occupation"), by=None, today=TODAY)
    assert upload.rows.get(line=2).values["occupation"]["text"] == "保安"
    assert [row.details["decision"]["member"] for row in to_decide(upload)] == [member.pk if same else None]
    say(upload, LEAVE)
    assert verdict(upload) == "doubtful"


def test_a_decision_falls_where_the_line_says_less_of_who_it_is(member):
    upload = doubtful()
    say(upload, Choice(None))
    upload = read_again(upload=upload, reading=columns(upload, 外出时间=""), by=None, today=TODAY)
    assert (verdict(upload), "decision" in upload.rows.get(line=2).details) == ("doubtful", False)


def test_of_a_large_file_read_again_everything_is_taken_over_once_it_is_read(member, monkeypatch):
    monkeypatch.setattr(actions, "SMALL", 2)
    upload = doubtful(LINE, "李四,西湖区,,", "王五,西湖区,,", "赵六,西湖区,,去年")
    run_here(upload.job)
    upload.refresh_from_db()
    say(upload, Choice(member.pk))
    correct(upload=upload, cells={5: {4: "2016.5"}}, by=None, today=TODAY)

    upload = read_again(upload=upload, reading=columns(upload), by=None, today=TODAY)
    assert upload.state == "reading"
    run_here(upload.job)

    upload.refresh_from_db()
    assert (upload.state, "work" in upload.facts) == ("planned", False)
    assert [row.verdict for row in upload.rows.content().order_by("line")] == ["changed", "new", "new", "new"]
    assert upload.rows.get(line=5).values["left_on"]["date"] == "2016-05"


def test_after_the_file_was_applied_the_rest_can_still_be_decided(member):
    upload = apply(doubtful("李四,南昌市西湖区,,", LINE))
    say(upload, Choice(member.pk), line=3)
    upload.refresh_from_db()
    assert (upload.state, verdict(upload, 3), upload.totals["new"], upload.totals["changed"]) == (
        "applied",
        "changed",
        1,
        1,
    )


def test_of_an_applied_file_a_line_that_had_nothing_new_to_say_is_settled():
    member = make_member(name="张三", fields={"employer": "江西大厦", "card_no": "77"})
    lines = ("张三,南昌市西湖区,江西大厦,,77", "张三,南昌市西湖区,江西大厦,2014.3,")
    upload = doubtful(*lines, header=f"{HEADER},流动党员证号")
    say(upload, Choice(member.pk))
    apply(upload)
    upload.refresh_from_db()
    assert (verdict(upload), [row.line for row in to_decide(upload)]) == ("unchanged", [3])


def test_a_line_that_says_all_of_a_decided_one_and_more_is_decided_with_it(member):
    upload = doubtful("张三,南昌市西湖区,江西大厦,", LINE)
    say(upload, Choice(member.pk))
    assert (verdict(upload, 2), verdict(upload, 3), upload.rows.get(line=3).duplicate_of) == (
        "unchanged",
        "duplicate",
        2,
    )


def test_only_a_doubtful_line_is_decided(member):
    upload = doubtful(LINE, "李四,南昌市西湖区,,")
    with pytest.raises(ValidationError) as raised:
        say(upload, Choice(None), line=3)
    assert raised.value.code == "not_doubtful"


def test_only_a_candidate_is_chosen(member):
    stranger, upload = make_member(name="张三", origin=ZHANGGONG), doubtful()
    with pytest.raises(ValidationError) as raised:
        say(upload, Choice(stranger.pk))
    assert raised.value.code == "not_a_candidate"
    assert verdict(upload) == "doubtful"


def test_who_bears_a_registered_identity_number_is_nobody_new():
    number = _identity("99999919800101001")
    apply(doubtful(f"张三,西湖区,,,{number}", header=f"{HEADER},身份证号"))
    upload = doubtful(f"张山,西湖区,,,{number}", header=f"{HEADER},身份证号")
    assert verdict(upload) == "doubtful"
    with pytest.raises(ValidationError) as raised:
        say(upload, Choice(None))
    assert raised.value.code == "same_identity"


def test_nobody_decides_for_another_place(member):
    upload = doubtful()
    with pytest.raises(ValidationError) as raised:
        say(upload, Choice(None), by=make_officer("prefecture_officer", 360700))
    assert raised.value.code == "outside_scope"


def test_what_is_remembered_cannot_be_read(member):
    say(doubtful(), Choice(None))
    (decision,) = RememberedDecision.objects.all()
    assert {len(fact) for fact in decision.facts} == {64}
    deed = Deed.objects.latest("pk")
    assert (deed.verb, deed.after) == ("survey.decided", {"same": 0, "new": 1, "left": 0})


def test_two_lines_said_to_be_one_member_are_one(member):
    upload = doubtful(LINE, "张三,南昌市西湖区,江西大厦,2014.4")
    decide(upload=upload, choices={2: Choice(member.pk), 3: Choice(member.pk)}, by=None, today=TODAY)
    assert (verdict(upload, 2), verdict(upload, 3)) == ("changed", "duplicate")


def verdicts(upload: Upload) -> list[str]:
    return [row.verdict for row in upload.rows.content().order_by("line")]


TWICE = ("李四,南昌县,甲公司,2014.5",) * 2


def test_two_equal_lines_without_a_phone_enter_one_person():
    upload = doubtful(*TWICE)
    assert (verdicts(upload), [row.line for row in to_decide(upload)]) == (["new", "duplicate"], [3])
    apply(upload)
    assert Member.objects.count() == 1


def test_of_a_likely_duplicate_it_can_be_said_that_it_is_somebody_else():
    upload = doubtful(*TWICE)
    assert say(upload, Choice(None), line=3) == {"same": 0, "new": 1, "left": 0}
    assert (verdicts(upload), upload.rows.get(line=3).duplicate_of) == (["new", "new"], None)
    apply(upload)
    assert Member.objects.count() == 2


def test_that_two_lines_are_two_people_can_be_taken_back():
    upload = doubtful(*TWICE)
    say(upload, Choice(None), line=3)
    say(upload, LEAVE, line=3)
    assert verdicts(upload) == ["new", "duplicate"]


def test_the_third_is_told_apart_from_each():
    upload = doubtful(*TWICE, TWICE[0])
    say(upload, Choice(None), line=3)
    say(upload, Choice(None), line=4)
    assert (verdicts(upload), upload.rows.get(line=4).duplicate_of) == (["new", "new", "duplicate"], 3)
    say(upload, Choice(None), line=4)
    assert verdicts(upload) == ["new", "new", "new"]


def test_what_was_told_apart_stays_so_when_the_file_is_read_again():
    upload = doubtful(*(f"{line},保安" for line in TWICE), header=f"{HEADER},说明")
    say(upload, Choice(None), line=3)
    upload = read_again(upload=upload, reading=columns(upload, 说明="occupation"), by=None, today=TODAY)
    assert verdicts(upload) == ["new", "new"]


def test_a_likely_duplicate_left_over_is_decided_after_the_file_was_applied():
    upload = apply(doubtful(*TWICE))
    say(upload, Choice(None), line=3)
    upload.refresh_from_db()
    apply_rest(upload=upload, by=None, today=TODAY)
    assert Member.objects.count() == 2


def test_a_doubt_about_the_roll_goes_before_one_about_the_file(member):
    upload = doubtful(LINE, LINE)
    assert verdicts(upload) == ["doubtful", "doubtful"]
    decide(upload=upload, choices={2: Choice(None), 3: Choice(None)}, by=None, today=TODAY)
    assert verdicts(upload) == ["new", "duplicate"]


COUSINS = ("李四,13800138001,西湖区,甲公司", "李四,13800138001,西湖区,乙公司")
COUSINS_HEADER = "姓名,联系电话,流出地,工作单位"


def cousins(*lines: str) -> Upload:
    return make_upload(make_csv(*(lines or COUSINS), header=COUSINS_HEADER))


def employers() -> list[str]:
    return sorted(Member.objects.values_list("employer", flat=True))


def test_namesakes_who_share_a_phone_are_one_unless_somebody_says_otherwise():
    upload = cousins()
    assert (verdicts(upload), list(to_decide(upload))) == (["new", "duplicate"], [])
    assert [row.line for row in duplicates(upload)] == [3]

    assert say(upload, Choice(None), line=3) == {"same": 0, "new": 1, "left": 0}
    assert (verdicts(upload), upload.rows.get(line=3).duplicate_of) == (["new", "new"], None)
    apply(upload)
    assert employers() == ["乙公司", "甲公司"]


def test_that_namesakes_with_one_phone_are_two_can_be_taken_back():
    upload = cousins()
    say(upload, Choice(None), line=3)
    say(upload, LEAVE, line=3)
    assert verdicts(upload) == ["new", "duplicate"]


def test_they_are_told_apart_in_a_large_file_too(monkeypatch):
    monkeypatch.setattr(actions, "SMALL", 1)
    upload = cousins(*COUSINS, COUSINS[1])
    run_here(upload.job)
    upload.refresh_from_db()
    decide(upload=upload, choices={3: Choice(None), 4: Choice(None)}, by=None, today=TODAY)
    rows = {row.line: (row.verdict, row.duplicate_of) for row in upload.rows.content()}
    assert rows == {2: ("new", None), 3: ("new", None), 4: ("duplicate", 3)}


def test_a_cousin_is_told_from_the_member_whom_the_other_line_means():
    known = make_member(name="李四", phone="13800138001", fields={"employer": "甲公司"})
    upload = cousins()
    say(upload, Choice(None), line=3)
    assert (upload.rows.get(line=2).member, verdicts(upload)) == (known, ["unchanged", "new"])
    apply(upload)
    assert employers() == ["乙公司", "甲公司"]


def test_a_cousin_left_over_is_told_apart_after_the_file_was_applied():
    upload = apply(cousins())
    say(upload, Choice(None), line=3)
    upload.refresh_from_db()
    apply_rest(upload=upload, by=None, today=TODAY)
    assert employers() == ["乙公司", "甲公司"]


def test_cousins_on_the_roll_are_recognised_by_what_else_their_lines_said():
    upload = cousins()
    say(upload, Choice(None), line=3)
    apply(upload)
    entered = dict(upload.written.values_list("line", "member"))

    header = f"{COUSINS_HEADER},从事职业"
    corrected = make_upload(make_csv(*(f"{line},厨师" for line in COUSINS), header=header))
    rows = {row.line: (row.verdict, row.member_id) for row in corrected.rows.content()}
    assert rows == {2: ("changed", entered[2]), 3: ("changed", entered[3])}

    unclear = cousins("李四,13800138001,西湖区,丙公司")
    assert [doubt.candidates for doubt in unclear.rows.content()] == [
        [member.number for member in Member.objects.order_by("pk")]
    ]


def test_who_is_not_the_one_may_still_be_the_other_cousin():
    upload = cousins()
    say(upload, Choice(None), line=3)
    apply(upload)
    first, other = upload.written.order_by("line").values_list("member", flat=True)

    moved = cousins(COUSINS[0], "李四,13800138001,西湖区,丙公司")
    assert verdicts(moved) == ["unchanged", "duplicate"]
    say(moved, Choice(None), line=3)
    row = moved.rows.get(line=3)
    assert (row.verdict, row.candidates) == ("doubtful", [Member.objects.get(pk=other).number])
    say(moved, Choice(other), line=3)
    apply(moved)
    assert dict(Member.objects.values_list("pk", "employer")) == {first: "甲公司", other: "丙公司"}


def test_who_shares_a_number_of_his_own_is_not_told_apart():
    number = _identity("36010219800101123")
    header = f"{COUSINS_HEADER},身份证号"
    upload = make_upload(make_csv(*(f"{line},{number}" for line in COUSINS), header=header))
    with pytest.raises(ValidationError) as raised:
        say(upload, Choice(None), line=3)
    assert (raised.value.code, verdicts(upload)) == ("same_identity", ["new", "duplicate"])


def test_who_bears_the_registry_number_of_the_member_meant_is_not_told_apart():
    known = make_member(name="李四", phone="13800138001")
    upload = make_upload(make_csv(*(f"{line},{known.number}" for line in COUSINS), header=f"{COUSINS_HEADER},党员编号"))
    with pytest.raises(ValidationError) as raised:
        say(upload, Choice(None), line=3)
    assert raised.value.code == "same_identity"


def test_taking_the_file_back_takes_the_decision_on_nobody_with_it(member):
    first = doubtful()
    say(first, Choice(None))
    actions.undo(upload=apply(first), by=None, today=TODAY)
    assert list(Member.objects.all()) == [member]
    assert verdict(doubtful()) == "new"


def _identity(body: str) -> str:
    from members.roll.identity import check_digit

    return body + check_digit(body)
