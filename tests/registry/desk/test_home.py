"""The first page: what waits for me, and how my part of the tree stands."""

import pytest

from registry.desk.cards import Card, Figure, Sketch, cards_for
from registry.models import User
from tests.factories.accounts import XIHU, make_user, signed_in

pytestmark = pytest.mark.django_db


def waiting(request):
    return Card(
        kind="waiting",
        title="待授牌支部",
        url="/ceremonies/",
        icon="award",
        figures=[Figure("个支部", 1012, "/branches/"), Figure("个计划", 0, "/ceremonies/")],
    )


def nothing_waiting(request):
    return Card(
        kind="waiting", title="书记任期", url="/branches/", icon="flag", figures=[Figure("x", 0)], empty="没有到期。"
    )


def figures(request):
    return Card(
        kind="figure", title="党员", url="/members/", icon="people", figures=[Figure("党员", None), Figure("支部", 0)]
    )


def not_for_you(request):
    return None


def counted(request):
    def card(numbers):
        return Card("figure", "账号", "/", "people", [Figure(name, number) for name, number in numbers.items()])

    users = User.objects.order_by("username")
    return Sketch({"all": users, "none": users.none(), "wanli": users.filter(username="wanli")}, card)


@pytest.fixture
def desk(settings):
    def furnish(*sources):
        settings.REGISTRY_DESK = [f"{__name__}.{source.__name__}" for source in sources]
        return signed_in(make_user(role="county_officer", place=XIHU)).get("/").content.decode()

    return furnish


def test_what_waits_is_shown_with_its_figures_and_where_they_lead(desk):
    shown = desk(waiting, not_for_you)

    assert '<a class="num" href="/branches/">1,012</a>' in shown
    assert "个计划" not in shown


def test_what_is_done_says_so_in_a_line(desk):
    shown = desk(nothing_waiting)

    assert "没有待办事项。" in shown
    assert "没有到期。" in shown


def test_unknown_is_a_dash_and_not_zero(desk):
    shown = desk(figures)

    assert '<span class="num">—</span>' in shown
    assert '<span class="num">0</span>' in shown


def test_without_a_role_the_page_says_whom_to_ask(settings):
    settings.REGISTRY_DESK = [f"{__name__}.not_for_you"]

    assert "尚未授予角色" in signed_in(make_user()).get("/").content.decode()


def test_the_rooms_are_asked_in_the_order_of_the_settings(settings, rf):
    settings.REGISTRY_DESK = [f"{__name__}.{name}" for name in ("figures", "not_for_you", "waiting")]

    assert [card.title for card in cards_for(rf.get("/"))] == ["党员", "待授牌支部"]


def test_rows_are_counted_together_whatever_room_they_are_of(settings, rf, django_assert_num_queries):
    settings.REGISTRY_DESK = [f"{__name__}.{name}" for name in ("counted", "waiting", "counted")]
    for username in ("wanli", "xihu"):
        make_user(username)

    with django_assert_num_queries(1):
        first, known, second = cards_for(rf.get("/"))
    for card in (first, second):
        assert {figure.label: figure.value for figure in card.figures} == {"all": 2, "none": 0, "wanli": 1}
    assert known.title == "待授牌支部"
