"""Doubtful lines in the browser: both sides, choices one by one and in bulk, nobody from elsewhere."""

import pytest
from django.urls import reverse

from members.models import Member
from members.roll.identity import check_digit
from members.surveys.waiting import decision_views
from registry.models import Deed
from tests.factories.accounts import make_user, signed_in
from tests.factories.roll import ZHANGGONG, make_member
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,流出地,工作单位,外出时间"


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def make_doubts(*names: str):
    members = [make_member(name=name, fields={"employer": "江西大厦"}) for name in names]
    lines = [f"{name},南昌市西湖区,江西大厦,2014.3" for name in names]
    return make_upload(make_csv(*lines, header=HEADER)), members


def address(upload) -> str:
    return reverse("surveys:doubtful", args=[upload.pk])


def verdicts(upload) -> list[str]:
    return [row.verdict for row in upload.rows.content().order_by("line")]


def test_both_sides_stand_beside_each_other(clerk):
    upload, (member,) = make_doubts("张三")
    make_member(name="张三", origin=ZHANGGONG, fields={"employer": "江西大厦"})
    page = clerk.get(address(upload))
    (doubt,) = page.context["doubts"]
    assert doubt.candidates == [member]
    assert 'value="candidate"' in page.content.decode()
    assert [(fact.label, fact.line, fact.others) for fact in doubt.facts] == [
        ("姓名", "张三", [("张三", True)]),
        ("流出地址", "南昌市西湖区", [("南昌市西湖区", True)]),
        ("外出时间", "2014年3月", [("", False)]),
        ("工作单位", "江西大厦", [("江西大厦", True)]),
    ]


def test_choices_are_saved_for_the_whole_page(clerk):
    upload, (zhang, _li, _wang) = make_doubts("张三", "李四", "王五")
    answer = {"choice_2": zhang.pk, "choice_3": "new", "choice_4": "leave"}
    assert clerk.post(address(upload), answer).status_code == 302
    assert verdicts(upload) == ["changed", "new", "doubtful"]
    doubts = clerk.get(address(upload)).context["doubts"]
    assert [doubt.choice for doubt in doubts] == [str(zhang.pk), "new", "leave"]


@pytest.mark.parametrize(("button", "verdict"), [("candidate", "changed"), ("new", "new"), ("leave", "doubtful")])
def test_ticked_lines_are_decided_at_once(clerk, button, verdict):
    upload, _members = make_doubts("张三", "李四", "王五")
    answer = {"line": [2, 3], "for_ticked": button, "choice_4": "new"}
    clerk.post(address(upload), answer)
    assert verdicts(upload) == [verdict, verdict, "doubtful"]


def test_a_member_from_elsewhere_cannot_be_chosen(clerk):
    upload, _members = make_doubts("张三")
    foreign = make_member(name="张三", origin=ZHANGGONG)
    page = clerk.post(address(upload), {"choice_2": foreign.pk})
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert verdicts(upload) == ["doubtful"]


def test_a_neighbours_file_does_not_exist(clerk):
    upload = make_upload(make_csv("张三,章贡区,江西大厦,", header=HEADER), place=360700)
    assert clerk.get(address(upload)).status_code == 404
    assert clerk.post(address(upload), {"choice_2": "new"}).status_code == 404


def test_the_page_of_the_file_leads_there_while_something_is_doubtful(clerk):
    upload, _members = make_doubts("张三")
    assert address(upload) in clerk.get(upload.get_absolute_url()).content.decode()
    clerk.post(address(upload), {"choice_2": "new"})
    upload.refresh_from_db()
    apply(upload)
    assert Member.objects.count() == 2
    assert address(upload) not in clerk.get(upload.get_absolute_url()).content.decode()


def test_a_likely_duplicate_stands_beside_its_earlier_line(clerk):
    upload = make_upload(make_csv("李四,南昌县,甲公司,2014.5", "李四,南昌县,甲公司,2014.6", header=HEADER))
    assert address(upload) in clerk.get(upload.get_absolute_url()).content.decode()
    (doubt,) = clerk.get(address(upload)).context["doubts"]
    assert (doubt.row.line, doubt.earlier.line, doubt.choice) == (3, 2, "leave")
    assert [fact.others for fact in doubt.facts] == [
        [("李四", True)],
        [("南昌市南昌县", True)],
        [("2014年5月", False)],
        [("甲公司", True)],
    ]
    clerk.post(address(upload), {"choice_3": "new"})
    assert verdicts(upload) == ["new", "new"]
    assert [doubt.choice for doubt in clerk.get(address(upload)).context["doubts"]] == ["new"]


def test_as_many_queries_for_one_duplicate_as_for_many(clerk, django_assert_num_queries):
    for names in ("张", "李王赵钱孙"):
        upload = make_upload(
            make_csv(*[f"{name}三,南昌县,甲公司,2014.5" for name in names for _ in "12"], header=HEADER)
        )
        clerk.get(address(upload))
        with django_assert_num_queries(7):
            assert len(clerk.get(address(upload)).context["doubts"]) == len(names)


def test_as_many_queries_for_one_doubt_as_for_many(clerk, django_assert_num_queries):
    for names in (["张三"], [f"张{chr(0x4E00 + n)}" for n in range(25)]):
        upload, _members = make_doubts(*names)
        clerk.get(address(upload))
        with django_assert_num_queries(7):
            clerk.get(address(upload))


@pytest.mark.parametrize(("page", "words"), [("duplicates", "同一人：不再登记"), ("doubtful", "暂不处理")])
def test_the_button_for_many_says_what_becomes_of_the_lines_of_its_page(clerk, page, words):
    upload, _members = make_doubts("张三")
    twice = make_upload(make_csv("李四,13800138006,西湖区,,,,", "李四,13800138006,西湖区,,,,"))
    about = {"doubtful": upload, "duplicates": twice}[page]
    text = clerk.get(reverse(f"surveys:{page}", args=[about.pk])).content.decode()
    button = text.partition('value="leave">')[2].partition("</button>")[0]
    assert button.strip() == words


def test_duplicates_stand_beside_their_earlier_line_and_can_be_told_apart_in_bulk(clerk):
    header = "姓名,联系电话,流出地,工作单位"
    lines = [f"{name},1380013800{n},西湖区,{firm}" for n, name in enumerate(("张三", "李四")) for firm in ("甲", "乙")]
    upload = make_upload(make_csv(*lines, header=header))
    duplicates = reverse("surveys:duplicates", args=[upload.pk])
    assert duplicates in clerk.get(upload.get_absolute_url()).content.decode()

    page = clerk.get(duplicates)
    found = [(doubt.row.line, doubt.earlier.line, doubt.why_one) for doubt in page.context["doubts"]]
    assert found == [(3, 2, ""), (5, 4, "")]
    assert 'value="candidate"' not in page.content.decode()  # of nobody on the roll there is a choice

    clerk.post(duplicates, {"line": [3, 5], "for_ticked": "new"})
    assert verdicts(upload) == ["new"] * 4
    assert duplicates not in clerk.get(upload.get_absolute_url()).content.decode()
    assert [doubt.choice for doubt in clerk.get(address(upload)).context["doubts"]] == ["new", "new"]


@pytest.mark.parametrize("heading", ["身份证号", "党员编号"])
def test_of_who_shares_a_number_of_his_own_the_page_says_why_he_is_one(clerk, heading):
    member = make_member(name="张三")
    own = {"身份证号": "36010219800101123X", "党员编号": member.number}[heading]
    own = own if heading == "党员编号" else f"{own[:17]}{check_digit(own[:17])}"
    upload = make_upload(make_csv(*[f"张三,西湖区,{own}"] * 2, header=f"姓名,流出地,{heading}"))
    page = clerk.get(reverse("surveys:duplicates", args=[upload.pk]))
    (doubt,) = page.context["doubts"]
    assert doubt.why_one
    assert doubt.why_one in page.content.decode()
    assert f'name="choice_{doubt.row.line}"' not in page.content.decode()


@pytest.mark.parametrize(
    ("lines", "words"), [((), "表头以下没有数据行"), ((",13800138001,西湖区,",), "各行都不能直接写入")]
)
def test_a_file_of_which_nothing_can_be_taken_says_so(clerk, lines, words):
    upload = make_upload(make_csv(*lines, header="姓名,联系电话,流出地,工作单位"))
    assert words in clerk.get(upload.get_absolute_url()).content.decode()


def test_what_is_refused_leaves_the_other_choices_on_the_page(clerk):
    upload, (_zhang, li, _wang) = make_doubts("张三", "李四", "王五")
    foreign = make_member(name="张三", origin=ZHANGGONG)
    page = clerk.post(address(upload), {"choice_2": foreign.pk, "choice_3": li.pk, "choice_4": "new", "line": [4]})
    assert verdicts(upload) == ["doubtful"] * 3
    assert [doubt.choice for doubt in page.context["doubts"]][1:] == [str(li.pk), "new"]
    assert page.context["ticked"] == ["4"]


@pytest.mark.parametrize("answer", [{"for_ticked": "new"}, {"choice_2": "leave"}, {}])
def test_where_nothing_is_chosen_nothing_is_done_and_that_is_said(clerk, answer):
    upload, _members = make_doubts("张三")
    deeds = Deed.objects.count()
    page = clerk.post(address(upload), answer)
    assert [message.level_tag for message in page.context["messages"]] == ["info"]
    assert Deed.objects.count() == deeds


def test_all_undecided_lines_are_decided_at_once_on_every_page(clerk, monkeypatch):
    monkeypatch.setattr(decision_views, "_PAGE", 2)
    make_member(name="赵六", fields={"employer": "江西大厦"})
    upload, _members = make_doubts("张三", "李四", "王五", "赵六")
    assert clerk.get(address(upload)).context["undecided"] == 4
    clerk.post(address(upload), {"choice_2": "new"})
    clerk.post(address(upload), {"all": "1", "for_ticked": "candidate"})
    assert verdicts(upload) == ["new", "changed", "changed", "doubtful"]  # said before; the only one; which of the two?
    clerk.post(address(upload), {"all": "1", "for_ticked": "new"})
    assert verdicts(upload) == ["new", "changed", "changed", "new"]


def test_lines_about_members_and_about_earlier_lines_can_be_looked_at_apart(clerk):
    make_member(name="张三", fields={"employer": "江西大厦"})
    lines = ["张三,西湖区,江西大厦,2014.3", "李四,南昌县,甲公司,2014.5", "李四,南昌县,甲公司,2014.6"]
    upload = make_upload(make_csv(*lines, header=HEADER))
    found = {about: clerk.get(address(upload), {"about": about}) for about in ("", "members", "lines")}
    shown = {about: [doubt.row.line for doubt in page.context["doubts"]] for about, page in found.items()}
    assert shown == {"": [2, 4], "members": [2], "lines": [4]}
    clerk.post(f"{address(upload)}?about=members", {"choice_2": "new"})
    assert len(clerk.get(address(upload), {"about": "members"}).context["doubts"]) == 1  # as long as nothing is written
