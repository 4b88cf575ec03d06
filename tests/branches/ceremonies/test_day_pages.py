"""Pages around the day: checklist, calendar, boards, a plaque's states, the ledger on any day; as quick for many as for few."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.ceremonies import actions, day
from branches.ceremonies.papers.confirmation import token_of
from branches.models import Branch, Plaque, Stage
from tests.factories.accounts import NANCHANG, make_user, signed_in
from tests.factories.ceremonies import (
    TODAY,
    hand_over,
    make_ceremony,
    make_held_ceremony,
    make_photo,
    make_plaque,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch
from tests.sayings import messages, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def url(name: str, *args: object) -> str:
    return reverse(f"ceremonies:{name}", args=args)


def done(page) -> set[str]:
    return {str(item.label) for chapter in page.context["chapters"] for item in chapter.items if item.done}


def test_the_checklist_says_what_is_there_and_leads_to_what_is_missing(committee):
    empty = make_ceremony(held_on=None, starts_at=None, venue="", host="", presiding="", document_read_out="")
    page = committee.get(url("preparation", empty.pk))
    assert done(page) == set()
    assert url("choose", empty.pk) in page.content.decode()
    assert "The ceremony has no date." in words(page)

    ceremony = make_held_ceremony(branches=[make_branch()])
    plaque = ceremony.plaques.get()
    hand_over(plaque)
    actions.describe(plaques=[plaque], width_mm=600, height_mm=400, material="", by=None)
    page = committee.get(url("preparation", ceremony.pk))
    assert done(page) == {
        "Date", "Time", "Venue", "Host organisation", "Presiding", "Document read out", "Branches on the list", "Approval documents",
        "Wordings", "Size of the boards", "Boards made", "Prepared", "All plaques awarded", "Handed over or explained",
    }  # fmt: skip


def test_the_calendar_shows_the_month_asked_for_and_only_ones_own_part(committee):
    make_held_ceremony(branches=[make_branch()], title="西湖授牌仪式", division_code=360100)
    make_held_ceremony(branches=[make_branch(county=360722)], title="信丰授牌仪式", division_code=360700)
    nanchang = signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))

    page = committee.get(url("calendar"), {"month": "2016-12"})
    assert page.context["count"] == 2
    day_of = next(day for week in page.context["weeks"] for day in week if day.date == datetime.date(2016, 12, 6))
    assert [ceremony.title for ceremony, _place in day_of.ceremonies] == ["西湖授牌仪式", "信丰授牌仪式"]
    page = nanchang.get(url("calendar"), {"month": "2016-12"})
    assert ("西湖" in words(page), "信丰" in words(page)) == (True, False)
    assert [number for _month, number in page.context["months"]] == [0] * 11 + [1]
    for nonsense in ("2016-13", "0000-01", "x", "9999-12"):
        assert committee.get(url("calendar"), {"month": nonsense}).context["first"] == timezone.localdate().replace(
            day=1
        )


def test_boards_are_noted_many_at_once(committee):
    ceremony = make_ceremony(branches=[make_branch(), make_branch(), make_branch()])
    first, second, third = ceremony.plaques.in_running_order()
    address = url("boards", ceremony.pk)

    page = committee.post(
        address,
        {
            "plaques": [first.pk, second.pk],
            "stage": Stage.ORDERED,
            "since": "2016-11-21",
            "width_mm": 600,
            "height_mm": 400,
        },
        follow=True,
    )
    assert messages(page) == ["Noted of 2 plaques."]
    assert [(p.stage, p.size) for p in ceremony.plaques.in_running_order()] == [
        (Stage.ORDERED, "600 × 400 mm"), (Stage.ORDERED, "600 × 400 mm"), (Stage.NONE, ""),
    ]  # fmt: skip

    for sent, said in [
        ({"plaques": [], "material": "铜"}, "Choose at least one plaque."),
        ({"plaques": [third.pk]}, "Say what is to be noted"),
        ({"plaques": [third.pk], "stage": Stage.MADE}, "Write since when."),
        ({"plaques": [third.pk], "width_mm": 600}, "Write both the width and the height."),
        ({"plaques": [first.pk, third.pk], "stage": Stage.ORDERED, "since": "2016-11-21"}, "this was noted before"),
    ]:
        assert said in words(committee.post(address, sent)), said
    third.refresh_from_db()
    assert third.stage == Stage.NONE


def test_one_plaque_is_noted_taken_back_described_and_photographed_on_its_pages(committee):
    plaque = make_plaque()

    committee.post(url("note", plaque.pk), {"stage": Stage.IN_USE, "since": "2016-12-20"})
    committee.post(url("describe", plaque.pk), {"width_mm": 600, "height_mm": 400, "material": "不锈钢"})
    make_photo(plaque)
    page = committee.get(plaque.get_absolute_url())
    assert "600 × 400 mm · 不锈钢" in words(page)
    assert "In use" in words(page)
    assert "<img" in page.content.decode()

    committee.post(url("take_back", plaque.pk), {})
    plaque.refresh_from_db()
    assert plaque.stage == Stage.HANDED_OVER
    photo = plaque.photos.get()
    committee.post(url("remove_photo", plaque.pk, photo.pk), {"reason": "画面中有人"})
    assert plaque.photos.count() == 0


def test_earlier_states_are_noted_later_until_nothing_is_left_to_note(committee):
    plaque = make_plaque()  # handed over in one
    assert committee.get(url("note", plaque.pk)).context["form"].fields["stage"].choices == [
        (Stage.ORDERED, "Ordered"),
        (Stage.MADE, "Made"),
        (Stage.IN_USE, "In use"),
    ]

    for stage, since in [(Stage.IN_USE, "2016-12-20"), (Stage.MADE, "2016-11-20"), (Stage.ORDERED, "2016-11-10")]:
        committee.post(url("note", plaque.pk), {"stage": stage, "since": since})

    plaque.refresh_from_db()
    assert (plaque.stage, plaque.stages.count()) == (Stage.IN_USE, 4)
    assert "Every state is noted already." in words(committee.get(url("note", plaque.pk)))
    assert url("note", plaque.pk) not in committee.get(plaque.get_absolute_url()).content.decode()


def test_the_plaque_of_a_branch_that_is_no_more_is_to_be_returned(committee):
    plaque = make_plaque()
    assert "to be returned" not in words(committee.get(plaque.branch.get_absolute_url()))

    Branch.objects.update(dissolved_on=TODAY)

    for address in (plaque.get_absolute_url(), plaque.branch.get_absolute_url(), url("plaques")):
        assert "to be returned" in words(committee.get(address)), address
    actions.end_plaque(plaque=plaque, state="returned", ended_on=TODAY, reason="撤销", today=TODAY, by=None)
    for address in (plaque.get_absolute_url(), plaque.branch.get_absolute_url(), url("plaques")):
        page = words(committee.get(address))
        assert ("Returned" in page, "to be returned" in page) == (True, False), address


def test_the_ledger_answers_for_any_day_and_any_state(committee):
    ceremony = make_held_ceremony(branches=[make_branch(name=name) for name in ("北站", "滕王阁", "章江")])
    first, second, third = ceremony.plaques.in_running_order()
    for plaque in (first, second):
        hand_over(plaque)
    today = datetime.date(2017, 3, 1)
    actions.reach(plaques=[second], stage=Stage.IN_USE, since=datetime.date(2016, 12, 20), today=today, by=None)
    actions.end_plaque(plaque=second, state="lost", ended_on=today, reason="遗失", today=today, by=None)

    def found(**asked: str) -> set[str]:
        return {plaque.branch.short_name for plaque, _place in committee.get(url("plaques"), asked).context["rows"]}

    assert found(state="pending") == {"章江"}
    assert found(state="handed_over") == {"北站"}
    assert found(state="lost") == {"滕王阁"}
    assert found(state="in_use", on="2016-12-25") == {"滕王阁"}
    assert found(state="handed_over", on="2016-12-10") == {"北站", "滕王阁"}
    assert found(on="2016-12-10") == {"北站", "滕王阁", "章江"}
    assert found(on="2017-03-01") == {"北站", "章江"}
    assert found(state="nonsense") == {"北站", "滕王阁", "章江"}
    answer = committee.get(url("export_plaques"), {"state": "in_use", "on": "2016-12-25", "kind": "csv"})
    assert "In use" in b"".join(answer.streaming_content).decode()
    assert third.stage == Stage.NONE


def test_the_code_of_a_certificate_signs_its_branch_in():
    ceremony = make_held_ceremony(branches=[make_branch(), make_branch()])
    plaques = day.expected(ceremony)
    other = make_plaque()

    code = token_of(plaques[1])
    assert day.who_is(f"HTTPS://REGISTRY.EXAMPLE.CN/Q/{code}", plaques, []) == plaques[1]
    assert day.who_is(token_of(other), plaques, []) is None
    assert day.who_is(f"{code[:-1]}{'A' if code[-1] != 'A' else 'B'}", plaques, []) is None


def test_long_names_are_broken_between_words():
    assert day.in_lines("北站驻京流动党支部") == ("北站驻京流动党支部",)
    assert day.in_lines("南昌市青云谱区湾里区驻京联合流动党支部") == ("南昌市青云谱区湾里区", "驻京联合流动党支部")


def test_every_page_asks_as_often_for_three_as_for_sixty(committee):
    counts = []
    for size in (3, 60):
        branches = [make_branch(county=[360103, 360722, 360802][n % 3]) for n in range(size)]
        held = make_held_ceremony(branches=branches)
        hand_over(held.plaques.in_running_order().first())
        prepared = make_prepared_ceremony(branches=[make_branch() for _ in range(size)])
        addresses = [
            url(n, held.pk) for n in ("hall", "live", "live_state", "attendance", "boards", "close", "preparation")
        ]
        addresses += [
            url("preparation", prepared.pk),
            url("calendar") + "?month=2016-12",
            url("plaques") + "?on=2016-12-10",
        ]
        row = []
        for address in addresses:
            committee.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert committee.get(address).status_code == 200, address
            row.append(len(queries))
        counts.append(row)

    assert counts[0] == counts[1]
    assert max(counts[1]) <= 10
    assert Plaque.objects.count() == 126
