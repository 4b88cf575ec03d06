"""What lies outside one's part of the tree does not exist: in no list, figure, choice, search or file, and no form reaches it."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Member
from members.roll.tallies import differences
from registry.history.models import Deed
from tests.factories.accounts import make_grant, signed_in
from tests.factories.organisation import make_branch
from tests.factories.roll import DONGHU, XIHU, ZHANGGONG, make_member, make_officer, make_other_value

pytestmark = pytest.mark.django_db
NANCHANG, GANZHOU = 360100, 360700


@pytest.fixture
def stranger():
    """A member of Ganzhou in a branch of Ganzhou."""
    branch = make_branch(county=ZHANGGONG, name="章贡区驻京流动党支部")
    return make_member(
        name="欧阳若愚",
        origin=ZHANGGONG,
        branch=branch,
        phone="13900139006",
        fields={"kind": "formal"},
        knowns={"occupation": {"text": "厨师", "category": ""}},
    )


def officer(role="prefecture_officer", place=NANCHANG):
    return signed_in(make_officer(role, place))


def rows_of(response) -> list[list[object]]:
    """The lines of an exported workbook, heading first."""
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True)
    return [list(line) for line in book.active.iter_rows(values_only=True)]


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"q": "欧阳若愚"},
        {"q": "oyry"},
        {"q": "13900139006"},
        {"place": str(ZHANGGONG)},
        {"place": str(GANZHOU)},
        {"member_kind": "formal"},
        {"missing": "any"},
        {"standing": "all"},
        {"standing": "pending"},
        {"sort": "name"},
        {"after": "WzBd"},
    ],
)
def test_no_filter_finds_or_counts_a_stranger(stranger, filters):
    page = officer().get(reverse("members:list"), filters).context["page"]
    assert (page.rows, page.total) == ([], 0)


def test_a_strangers_number_finds_nobody(stranger):
    client = officer()
    for text in (stranger.number, str(stranger.pk)):
        assert client.get(reverse("members:list"), {"q": text}).context["page"].rows == []
        assert client.get(reverse("members:detail", args=[text])).status_code == 404


def test_the_choices_of_every_form_and_filter_are_narrowed(stranger):
    client = officer("county_officer", XIHU)
    own = make_member(branch=make_branch())
    idle = make_member(name="章文远")
    pages = [reverse("members:list"), reverse("members:admit")]
    pages += [
        reverse(f"members:{name}", args=[own.number]) for name in ("correct", "transfer", "depart", "change_home")
    ]
    pages += [reverse("members:join", args=[idle.number])]
    for address in pages:
        shown = client.get(address).content.decode()
        for secret in ("章贡", "赣州", str(ZHANGGONG), str(stranger.branch_id), stranger.name):
            assert secret not in shown, (address, secret)


def test_no_form_can_be_made_to_reach_a_foreign_branch_or_county(stranger):
    client = officer("county_officer", XIHU)
    own, idle = make_member(branch=make_branch()), make_member(name="章文远")
    far = str(stranger.branch_id)
    attempts = [
        ("transfer", own, {"to": far, "on": "2020-01-01", "seen_version": own.version}),
        ("join", idle, {"branch": far, "since": "2020-01-01", "seen_version": idle.version}),
        ("correct", own, {"name": own.name, "kind": "unknown", "origin": ZHANGGONG, "dues": "unknown",
                          "reach": "in_contact", "contact_kept": "keep", "seen_version": own.version}),
        ("change_home", own, {"formal_branch": "x", "county": ZHANGGONG, "seen_version": own.version}),
    ]  # fmt: skip
    for name, member, sent in attempts:
        response = client.post(reverse(f"members:{name}", args=[member.number]), sent)
        assert (response.status_code, bool(response.context["form"].errors)) == (200, True), name
    entered = client.post(
        reverse("members:admit"), {"name": "章新", "kind": "unknown", "dues": "unknown", "home": XIHU, "branch": far}
    )
    assert list(entered.context["form"].errors) == ["branch"]
    assert Member.objects.filter(version__gt=1).count() == 0
    assert list(differences()) == []


def test_ticking_a_foreign_membership_confirms_nobody(stranger):
    client = officer()
    own = make_member(branch=make_branch())
    ticked = [stranger.memberships.get().pk, own.memberships.get().pk]
    response = client.post(reverse("members:pending"), {"memberships": ticked, "on": "2020-01-01"})
    assert list(response.context["form"].errors) == ["memberships"]
    assert client.get(reverse("members:pending"), {"branch": stranger.branch_id}).status_code == 404
    assert list(own.memberships.pending()) == [own.memberships.get()]


def test_the_value_of_a_stranger_cannot_be_chosen_through_ones_own_member(stranger):
    own = make_member()
    foreign = make_other_value(stranger, "occupation", {"text": "司机", "category": ""})
    response = officer().post(reverse("members:choose", args=[own.number, foreign.pk]), {"version": 1})
    assert response.status_code == 404


def test_exports_hold_ones_own_people_only_and_mask_contacts(stranger):
    own = make_member(phone="13800138005", branch=make_branch(name="西湖区驻京流动党支部"), fields={"kind": "formal"})
    lines = rows_of(officer().get(reverse("members:export")))
    assert [line[:3] for line in lines[1:]] == [[own.number, "章文清", "正式党员"]]
    assert "138****8005" in lines[1]
    assert Deed.objects.filter(verb="members.exported").get().after == {"rows": 1, "filters": ""}


def test_an_export_is_exactly_as_filtered():
    make_member(name="甲", fields={"kind": "formal"})
    make_member(name="乙", fields={"kind": "probationary"})
    client = officer()
    csv = client.get(reverse("members:export"), {"member_kind": "probationary", "kind": "csv"})
    lines = b"".join(csv.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["乙"]


def test_contacts_in_clear_need_a_reason_and_name_everybody(stranger):
    own = make_member(phone="13800138005")
    client, address = officer(), reverse("members:export_in_clear")
    assert list(client.post(address, {"kind": "xlsx"}).context["form"].errors) == ["reason"]

    lines = rows_of(client.post(address, {"kind": "xlsx", "reason": "春节慰问"}))
    assert "13800138005" in lines[1]
    deed = Deed.objects.filter(verb="members.exported").get()
    assert (deed.reason, [s.key for s in deed.subjects.all()]) == ("春节慰问", [own.pk])


def test_contacts_are_in_clear_only_where_one_may_see_each():
    """An officer of Xihu who, by a second role, audits Donghu: sees both, exports and reveals only her own."""
    user = make_officer("county_officer", XIHU)
    make_grant(user, "auditor", DONGHU)
    own, read = make_member(phone="13800138005"), make_member(name="刘建国", origin=DONGHU, phone="13900139006")
    client = signed_in(user)
    assert [r.member for r in client.get(reverse("members:list")).context["rows"]] == [own, read]
    lines = rows_of(client.post(reverse("members:export_in_clear"), {"kind": "xlsx", "reason": "核对"}))
    assert [line[0] for line in lines[1:]] == [own.number]
    for name in ("reveal", "correct", "depart"):
        assert client.post(reverse(f"members:{name}", args=[read.number])).status_code == 404


@pytest.mark.parametrize("role", ["auditor", "branch_secretary"])
def test_who_may_not_export_gets_no_file_and_no_button(role):
    branch = make_branch()
    make_member(branch=branch)
    client = officer(role, branch.pk)
    for name in ("export", "export_in_clear"):
        assert client.get(reverse(f"members:{name}")).status_code == 403
    assert reverse("members:export") not in client.get(reverse("members:list")).content.decode()


def test_an_auditor_reads_and_changes_nothing():
    member = make_member(phone="13800138005")
    client = officer("auditor", NANCHANG)
    assert client.get(member.get_absolute_url()).status_code == 200
    for name in ("reveal", "correct", "transfer", "depart", "join", "confirm", "change_home"):
        assert client.post(reverse(f"members:{name}", args=[member.number])).status_code == 403


def test_a_secretary_sees_only_the_members_of_her_branch():
    branch, other = make_branch(), make_branch()
    hers = make_member(branch=branch)
    next_door, idle = make_member(name="章文远", branch=other), make_member(name="刘建国")
    client = officer("branch_secretary", branch.pk)
    assert [row.member for row in client.get(reverse("members:list")).context["rows"]] == [hers]
    assert client.get(reverse("members:list")).context["page"].total == 1
    for member in (next_door, idle):
        assert client.get(member.get_absolute_url()).status_code == 404


def test_who_leaves_the_secretarys_branch_leaves_her_sight():
    branch = make_branch()
    member = make_member(branch=branch)
    client = officer("branch_secretary", branch.pk)
    sent = {"ended": "returned", "on": "2020-01-01", "seen_version": member.version}
    response = client.post(reverse("members:depart", args=[member.number]), sent)
    assert response.url == reverse("members:list")
    assert client.get(member.get_absolute_url()).status_code == 404


def test_the_county_of_origin_keeps_sight_of_its_member_in_a_foreign_branch():
    """Visible by where he comes from, but only the branch confirms, and its page stays closed to the county."""
    branch = make_branch(county=ZHANGGONG)
    member = make_member(origin=XIHU, branch=branch)
    client = officer("county_officer", XIHU)
    shown = client.get(member.get_absolute_url())
    assert shown.status_code == 200
    assert branch.get_absolute_url() not in shown.content.decode()
    client.post(reverse("members:confirm", args=[member.number]))
    assert member.memberships.get().confirmed_on is None


def test_the_desk_counts_ones_own_people_only(stranger):
    make_member(branch=make_branch(), confirmed=True)
    make_member(name="章文远", branch=make_branch())
    make_member(name="刘建国", origin=DONGHU)
    client = officer()
    cards = {str(card.title): card for card in client.get(reverse("home")).context["figures"]}
    assert [figure.value for figure in cards["党员"].figures] == [3, 0, 0, 1]
    waiting = {str(card.title): card for card in client.get(reverse("home")).context["to_do"]}
    assert [figure.value for figure in waiting["待处理的党员"].figures] == [1, 1]
    knowns = {str(figure.label): (figure.value, str(figure.note)) for figure in cards["六个掌握"].figures}
    assert knowns["流出地址"] == ("100 %", "3 人中 3 人")
    assert knowns["从事职业"] == ("0 %", "3 人中 0 人")


def test_the_admin_shows_ones_own_people_only_and_masks_contacts(stranger):
    own = make_member(phone="13800138005", branch=make_branch())
    client = officer()
    shown = client.get(reverse("admin:members_member_changelist")).content.decode()
    assert (own.name in shown, "138****8005" in shown) == (True, True)
    detail = client.get(reverse("admin:members_member_change", args=[own.pk])).content.decode()
    for page in (shown, detail):
        for secret in (stranger.name, stranger.number, "章贡", "13800138005", "13900139006"):
            assert secret not in page
    for number in (stranger.pk, 999_999):
        assert client.get(reverse("admin:members_member_change", args=[number])).status_code == 302
    assert client.post(reverse("admin:members_member_change", args=[own.pk]), {"name": "x"}).status_code == 403


def test_the_admin_exports_ones_own_people_masked(stranger):
    own = make_member(phone="13800138005")
    lines = rows_of(officer().get(reverse("admin:members_member_export")))
    assert [line[0] for line in lines[1:]] == [own.number]
    assert "138****8005" in lines[1]


def test_the_admin_confirms_all_or_none(stranger):
    here = make_member(branch=make_branch())
    abroad = make_member(name="章文远", branch=make_branch(county=ZHANGGONG))
    client, address = officer(), reverse("admin:members_member_changelist")
    sent = {"action": "confirm_selected", "_selected_action": [here.pk, abroad.pk]}
    client.post(address, sent)
    assert here.memberships.get().confirmed_on is None
    client.post(address, sent | {"_selected_action": [here.pk]})
    assert here.memberships.get().confirmed_on == timezone.localdate()
