"""The pages of the roll, as somebody at a desk uses them."""

import datetime
import re

import pytest
from django.forms import Field, Select
from django.urls import reverse
from django.utils import timezone

from branches.models import Township
from members.models import Member, Membership
from registry.history.models import Deed
from tests.factories.accounts import signed_in
from tests.factories.organisation import make_branch, make_office_term
from tests.factories.roll import DONGHU, JOINED, XIHU, ZHANGGONG, make_member, make_officer, make_other_value

pytestmark = pytest.mark.django_db
COOK, DRIVER = ({"text": text, "category": ""} for text in ("厨师", "司机"))


@pytest.fixture
def nanchang():
    """The browser of the officer of Nanchang."""
    return signed_in(make_officer("prefecture_officer", 360100, name="章书平"))


def names(response) -> list[str]:
    return [row.member.name for row in response.context["rows"]]


def listed(client, **filters) -> list[str]:
    return names(client.get(reverse("members:list"), filters))


def url(name: str, member: Member, *more) -> str:
    return reverse(f"members:{name}", args=[member.number, *more])


def first_choice(field: Field) -> str | None:
    """What a browser chooses in a select without an empty line."""
    widget = field.widget
    if not isinstance(widget, Select) or widget.allow_multiple_selected:
        return None
    flat = [c for value, label in field.choices for c in (label if isinstance(label, list) else [(value, label)])]
    return str(flat[0][0]) if flat else None


def filled(response, **changes) -> dict[str, str]:
    """What the browser would send back from a form as it was shown, with some fields changed."""
    form = response.context["form"]
    values = {name: form[name].value() or first_choice(form.fields[name]) for name in form.fields}
    shown = {name: form.fields[name].prepare_value(value) for name, value in values.items()}
    sent = {name: "on" if value is True else value for name, value in shown.items() if value not in (None, False, "")}
    return {name: str(value) for name, value in (sent | changes).items() if value != ""}


def test_the_list_is_filtered_by_everything_it_shows(nanchang):
    branch, other = make_branch(), make_branch(county=DONGHU)
    make_member(name="甲", branch=branch, confirmed=True, fields={"kind": "formal"}, knowns={"occupation": COOK})
    make_member(name="乙", branch=other, origin=DONGHU, fields={"kind": "probationary", "reach": "lost"})
    make_member(name="丙", knowns={"dues": {"state": "unpaid", "paid_to": None}})
    make_member(name="丁", origin=None, home=DONGHU)

    assert listed(nanchang) == ["甲", "乙", "丙", "丁"]
    assert listed(nanchang, q="甲") == ["甲"]
    assert listed(nanchang, place=DONGHU) == ["乙", "丁"]
    assert listed(nanchang, branch=branch.pk) == ["甲"]
    assert listed(nanchang, member_kind="probationary") == ["乙"]
    assert listed(nanchang, reach="lost") == ["乙"]
    assert listed(nanchang, dues="unpaid") == ["丙"]
    assert listed(nanchang, missing="occupation") == ["乙", "丙", "丁"]
    assert listed(nanchang, missing="origin") == ["丁"]
    assert listed(nanchang, standing="without_branch") == ["丙", "丁"]
    assert listed(nanchang, standing="pending") == ["乙"]
    assert listed(nanchang, standing="confirmed") == ["甲"]
    assert listed(nanchang, sort="-name") == ["乙", "甲", "丁", "丙"]


@pytest.mark.parametrize(
    "nonsense",
    [{"place": "360799"}, {"branch": "360702001"}, {"member_kind": "x"}, {"place": "abc"}, {"branch": "9" * 40}],
)
def test_a_filter_that_means_nothing_finds_nobody(nanchang, nonsense):
    make_member()
    response = nanchang.get(reverse("members:list"), nonsense)
    assert (names(response), response.context["page"].total) == ([], 0)


def test_who_left_the_roll_is_found_only_when_asked_for(nanchang):
    member = make_member()
    sent = {"ended": "returned", "on": "2020-05-01", "seen_version": member.version}
    assert nanchang.post(url("depart", member), sent).status_code == 302
    assert listed(nanchang) == []
    assert listed(nanchang, standing="ended") == listed(nanchang, standing="all") == ["章文清"]


@pytest.mark.parametrize(
    "filters", [{}, {"place": XIHU}, {"member_kind": "formal"}, {"missing": "dues"}, {"missing": "any"}]
)
def test_the_list_says_how_many_there_are_without_counting_them(nanchang, filters, django_assert_num_queries):
    make_member(fields={"kind": "formal"})
    make_member(origin=DONGHU, fields={"kind": "formal"}, knowns={"dues": {"state": "paid", "paid_to": None}})
    make_member(origin=ZHANGGONG, fields={"kind": "formal"})
    response = nanchang.get(reverse("members:list"), filters)
    assert response.context["page"].total == len(names(response))


def test_a_page_of_the_list_takes_as_many_queries_for_one_member_as_for_a_hundred(nanchang, django_assert_num_queries):
    branch = make_branch()
    queries = 6

    def look():
        with django_assert_num_queries(queries):
            return nanchang.get(reverse("members:list"), {"q": "", "branch": ""})

    make_member(branch=branch, formal_branch="x", phone="13800138005")
    look()
    for n in range(49):
        make_member(name=f"章{n}", branch=branch if n < 40 else None, phone=f"139{n:08d}")
    assert len(names(look())) == 50


def test_the_page_of_a_member_takes_as_many_queries_however_much_there_is_of_him(nanchang, django_assert_num_queries):
    bare = make_member(name="甲")
    make_other_value(bare, "dues", {"state": "paid", "paid_to": None})
    branch = make_branch()
    full = make_member(
        name="乙",
        branch=branch,
        formal_branch="西湖区朝阳洲街道党支部",
        phone="13800138005",
        knowns={"occupation": COOK, "work_address": {"text": "东铁匠营", "district": 110106}},
    )
    make_office_term(branch, holder=full)
    for known, value in [("occupation", DRIVER), ("work_address", {"text": "通州", "district": 110112})] * 3:
        make_other_value(full, known, value)
    for member in (bare, full):
        with django_assert_num_queries(9):
            assert nanchang.get(url("detail", member)).status_code == 200


def test_another_sources_place_of_origin_is_said_with_its_township(nanchang):
    member = make_member()
    township = Township.objects.filter(county=member.origin_id).first()
    make_other_value(member, "origin", {"code": member.origin_id, "text": "", "township": township.pk})
    (line,) = [line for line in nanchang.get(url("detail", member)).context["profile"].lines if line.name == "origin"]
    assert [other.words for other in line.others] == [f"南昌市西湖区{township.name}"]


def test_a_member_is_shown_with_sources_contradictions_and_two_organisations(nanchang):
    member = make_member(
        branch=make_branch(name="西湖区驻京流动党支部"),
        formal_branch="西湖区朝阳洲街道党支部",
        knowns={"left_on": {"date": "2014-03", "precision": "month"}, "occupation": COOK},
        phone="13800138005",
    )
    make_other_value(member, "occupation", DRIVER, upload=3, line=7)
    shown = nanchang.get(url("detail", member)).content.decode()
    for words in (
        "2014年3月",
        "厨师",
        "司机",
        "摸底表 3 第 7 行",
        "西湖区朝阳洲街道党支部",
        "西湖区驻京流动党支部",
        "138****8005",
    ):
        assert words in shown
    assert "13800138005" not in shown


def test_choosing_what_another_source_says(nanchang):
    member = make_member(knowns={"occupation": COOK})
    other = make_other_value(member, "occupation", DRIVER)
    response = nanchang.post(url("choose", member, other.pk), {"version": member.version})
    assert response.url == member.get_absolute_url()
    member.refresh_from_db()
    assert member.occupation == "司机"


def test_a_phone_is_shown_on_asking_and_the_history_says_so(nanchang):
    member = make_member(phone="13800138005")
    assert nanchang.get(url("reveal", member)).status_code == 302
    for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
        response = nanchang.post(url("reveal", member), **headers)
        assert "13800138005" in response.content.decode()
        assert "no-store" in response["Cache-Control"]
    assert Deed.objects.about(member).filter(verb="member.contact_revealed").count() == 2


def test_entering_a_member(nanchang):
    branch = make_branch()
    page = nanchang.get(reverse("members:admit"), {"branch": branch.pk})
    sent = filled(
        page,
        name="章　文清",
        kind="formal",
        joined_on="2010.7",
        origin=str(XIHU),
        phones="138 0013 8005",
        left_on="2014",
        formal_branch="西湖区朝阳洲街道党支部",
        since="2017-01-05",
    )
    response = nanchang.post(reverse("members:admit"), sent)
    member = Member.objects.get()
    assert response.url == member.get_absolute_url()
    assert (member.name, member.joined_on, member.joined_on_precision) == ("章文清", datetime.date(2010, 7, 1), "month")
    assert (member.phone, member.left_on_precision, member.occupation_state) == ("13800138005", "year", "unknown")
    assert (member.branch, member.memberships.get().since) == (branch, JOINED)


def test_an_identity_number_is_never_shown_again_and_never_lost(nanchang):
    """The look-alike is asked about on a second page: the number is kept sealed, and still recognises the same person."""
    from members.roll.identity import identity_digest
    from tests.factories.roll import identity_number

    number = identity_number(5)
    make_member(name="章文清")
    page = nanchang.get(reverse("members:admit"))
    asked = nanchang.post(
        reverse("members:admit"), filled(page, name="章文清", origin=str(XIHU), identity_number=number)
    )
    assert asked.status_code == 200
    assert number not in asked.content.decode()
    assert [o.code for o in asked.context["objections"]] == ["looks_alike"]

    again = filled(asked, is_somebody_else="on")
    assert nanchang.post(reverse("members:admit"), again).status_code == 302
    assert Member.objects.get(identity_digest=identity_digest(number)).name == "章文清"


def test_correcting_shows_no_phone_and_keeps_what_was_left_alone(nanchang):
    member = make_member(phone="13800138005", knowns={"occupation": COOK}, fields={"note": "第一行\n第二行"})
    page = nanchang.get(url("correct", member))
    assert "13800138005" not in page.content.decode()
    sent = filled(page, occupation="司机", note="第一行\r\n第二行")
    assert nanchang.post(url("correct", member), sent).status_code == 302
    after = Member.objects.get()
    assert (after.occupation, after.phone, after.note) == ("司机", "13800138005", "第一行\n第二行")
    deed = Deed.objects.about(after).first()
    assert list(deed.after) == ["occupation"]


def test_two_people_correct_different_fields_of_the_same_member(nanchang):
    member = make_member(knowns={"occupation": COOK})
    first, second = (nanchang.get(url("correct", member)) for _ in range(2))
    assert nanchang.post(url("correct", member), filled(first, employer="江西商会")).status_code == 302
    assert nanchang.post(url("correct", member), filled(second, card_no="36010001")).status_code == 302
    after = Member.objects.get()
    assert (after.employer, after.card_no) == ("江西商会", "36010001")


def test_two_people_correct_the_same_field(nanchang):
    member = make_member(phone="13800138005")
    first, second = (nanchang.get(url("correct", member)) for _ in range(2))
    assert nanchang.post(url("correct", member), filled(first, phones="13900139006")).status_code == 302
    refused = nanchang.post(url("correct", member), filled(second, phones="13700137007", note="x"))
    assert refused.status_code == 200
    assert list(refused.context["form"].errors) == ["phones"]
    assert Member.objects.get().phone == "13900139006"


@pytest.mark.parametrize(
    ("kept", "state", "phone"), [("keep", "known", "13800138005"), ("none", "none", ""), ("unknown", "unknown", "")]
)
def test_a_contact_can_be_kept_and_taken_away(nanchang, kept, state, phone):
    member = make_member(phone="13800138005")
    sent = filled(nanchang.get(url("correct", member)), contact_kept=kept, note="x")
    assert nanchang.post(url("correct", member), sent).status_code == 302
    after = Member.objects.get()
    assert (after.contact_state, after.phone) == (state, phone)


def test_a_warning_asks_for_a_document_on_the_same_page(nanchang):
    member = make_member()
    sent = filled(nanchang.get(url("correct", member)), joined_on="2010-07-01", confirmed_on="2010-07-01")
    warned = nanchang.post(url("correct", member), sent)
    assert [o.code for o in warned.context["objections"]] == ["probation_missing"]
    sent |= {"override_reason": "档案如此", "override_document_no": "赣组〔2011〕5号"}
    assert nanchang.post(url("correct", member), sent).status_code == 302


def test_transfer_depart_and_return(nanchang):
    here, there = make_branch(), make_branch(county=DONGHU)
    member = make_member(branch=here)
    sent = filled(nanchang.get(url("transfer", member)), to=str(there.pk), on="2018-03-01")
    assert nanchang.post(url("transfer", member), sent).status_code == 302
    sent = filled(nanchang.get(url("depart", member)), ended="returned", on="2020-03-01")
    assert nanchang.post(url("depart", member), sent).status_code == 302
    sent = filled(nanchang.get(url("join", member)), branch=str(here.pk), since="2022-03-01")
    assert nanchang.post(url("join", member), sent).status_code == 302
    assert list(member.memberships.order_by("pk").values_list("branch", "ended")) == [
        (here.pk, "moved"),
        (there.pk, "returned"),
        (here.pk, ""),
    ]


def test_a_removal_names_its_document(nanchang):
    member = make_member()
    refused = nanchang.post(
        url("depart", member), {"ended": "removed", "on": "2020-03-01", "seen_version": member.version}
    )
    assert list(refused.context["form"].errors) == ["document_no"]


def test_what_cannot_be_done_is_shown_with_its_reason(nanchang):
    member = make_member()
    transfer = nanchang.get(url("transfer", member))
    assert (transfer.context["is_refused"], [o.code for o in transfer.context["objections"]]) == (True, ["no_branch"])
    sent = {"ended": "returned", "on": "2020-05-01", "seen_version": member.version}
    nanchang.post(url("depart", member), sent)
    assert "该党员已离册" in nanchang.get(url("detail", member)).content.decode()


def test_the_branch_confirms_many_at_once(nanchang):
    branch, other = make_branch(), make_branch()
    waiting = [make_member(name=name, branch=branch) for name in ("甲", "乙")]
    make_member(name="丙", branch=other)
    page = nanchang.get(reverse("members:pending"), {"branch": branch.pk})
    assert [membership.member for membership in page.context["page"].rows] == waiting

    ticked = [member.memberships.get().pk for member in waiting]
    address = f"{reverse('members:pending')}?branch={branch.pk}"
    response = nanchang.post(address, {"memberships": ticked, "on": "2017-02-01"})
    assert response.url == address
    assert list(Membership.objects.order_by("pk").values_list("confirmed_on", flat=True)) == [
        datetime.date(2017, 2, 1),
        datetime.date(2017, 2, 1),
        None,
    ]


def test_the_list_of_who_waits_takes_as_many_queries_for_one_as_for_many(nanchang, django_assert_num_queries):
    branch = make_branch()
    make_member(branch=branch)
    for _ in range(2):
        with django_assert_num_queries(4):
            nanchang.get(reverse("members:pending"))
        for n in range(20):
            make_member(name=f"章{n}", branch=branch, origin=DONGHU)


def test_one_member_is_confirmed_from_his_page(nanchang):
    member = make_member(branch=make_branch())
    assert nanchang.post(url("confirm", member)).url == member.get_absolute_url()
    assert Membership.objects.get().confirmed_on == timezone.localdate()


def test_a_member_has_one_address(nanchang):
    member = make_member()
    for spelling in (str(member.pk), f"M{member.pk}"):
        response = nanchang.get(reverse("members:detail", args=[spelling]))
        assert (response.status_code, response.url) == (301, member.get_absolute_url())
    for nonsense in ("M", "Mx", "M999999", "9" * 30, "M１"):
        assert nanchang.get(reverse("members:detail", args=[nonsense])).status_code == 404


def test_townships_are_suggested_for_the_county_chosen(nanchang):
    shown = nanchang.get(reverse("members:townships"), {"origin": XIHU}).content.decode()
    assert re.search(r'<option value="朝阳洲街道">', shown)
    assert "option" not in nanchang.get(reverse("members:townships"), {"origin": "x"}).content.decode()


def test_the_pages_speak_english_too(nanchang):
    member = make_member(branch=make_branch())
    nanchang.cookies["django_language"] = "en"
    for address in (
        reverse("members:list"),
        member.get_absolute_url(),
        url("correct", member),
        reverse("members:admit"),
    ):
        assert "Mobile branch" in nanchang.get(address).content.decode() or address == url("correct", member)
