"""Who sees and does what where. The officer of Nanchang takes part in the province's ceremony and learns nothing of Ganzhou."""

import re

import pytest
from django.urls import reverse

from branches.models import Ceremony, Plaque
from registry.access import Scope
from tests.factories.accounts import GANZHOU, NANCHANG, make_user, signed_in
from tests.factories.ceremonies import (
    make_ceremony,
    make_held_ceremony,
    make_plaque,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def nanchang():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


@pytest.fixture
def provincial() -> Ceremony:
    """Held: two of Nanchang (1 new + 1 consolidated), five of Ganzhou."""
    ours = [make_branch(name="西湖甲", origin="new"), make_branch(name="西湖乙", origin="consolidated")]
    theirs = [make_branch(county=360722, name=f"信丰{n}", origin="new" if n < 4 else "consolidated") for n in range(5)]
    return make_held_ceremony(branches=[*theirs, *ours], title="省级授牌仪式")


def url(name: str, *args: object) -> str:
    return reverse(f"ceremonies:{name}", args=args)


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="ignore")


def test_a_ceremony_is_seen_by_its_place_and_by_whose_plaque_it_awards(provincial):
    local = make_ceremony(division_code=360700, branches=[make_branch(county=360722)])
    county = make_ceremony(division_code=360103)

    def seen(place: int) -> set[int]:
        return set(Ceremony.objects.within(Scope.of(place)).values_list("pk", flat=True))

    assert seen(360000) == {provincial.pk, local.pk, county.pk}
    assert seen(360100) == {provincial.pk, county.pk}
    assert seen(360700) == {provincial.pk, local.pk}
    assert seen(360103001) == {provincial.pk}
    assert seen(360800) == set()
    assert list(Ceremony.objects.within(Scope.nowhere())) == []
    assert set(Ceremony.objects.managed_within(Scope.of(360100))) == {county}


def test_the_officer_sees_his_part_of_the_provinces_ceremony_and_no_other_figure(nanchang, provincial):
    page = nanchang.get(provincial.get_absolute_url())

    assert [line.plaque.branch.short_name for line in page.context["lines"]] == ["西湖甲", "西湖乙"]
    assert [line.position for line in page.context["lines"]] == [1, 2]
    assert page.context["roll"].figures == (1, 1, 2)
    assert page.context["manages"] is False
    words = re.sub(r"<[^>]+>", " ", body(page).partition('id="history"')[0])
    assert "your part of the registry" in words
    for figure in (7, 5, 4):
        assert not re.search(rf"(?<![\d〔-]){figure}(?![\d〕年月日-])", words), figure


PAGES = [
    ("list", {}),
    ("export", {"kind": "csv"}),
    ("detail", {}),
    ("detail", {"place": "360700"}),
    ("detail", {"basis": "new"}),
    ("export_list", {"kind": "csv"}),
    ("export_list", {"kind": "csv", "place": "360700"}),
    ("plaques", {}),
    ("plaques", {"q": "信丰"}),
    ("plaques", {"place": "360700"}),
    ("export_plaques", {"kind": "csv"}),
    ("export_plaques", {"kind": "csv", "place": "360700"}),
    ("awaiting", {}),
    ("awaiting", {"place": "360700"}),
    ("export_awaiting", {"kind": "csv"}),
]


@pytest.mark.parametrize(("name", "asked"), PAGES)
def test_no_page_list_or_export_tells_of_ganzhou(nanchang, provincial, name, asked):
    make_branch(county=360734, name="寻乌候牌")
    arguments = [provincial.pk] if name in ("detail", "export_list") else []

    words = body(nanchang.get(url(name, *arguments), asked))
    for echo in ("信丰", "%E4%BF%A1%E4%B8%B0", "360700"):  # what was asked comes back in the address and the box
        words = words.replace(f"={echo}", "").replace(f'="{echo}"', "")

    for secret in ("信丰", "寻乌", "赣州", "3607", "007号", "003号"):
        assert secret not in words, secret


def test_plaques_of_ganzhou_do_not_exist_for_nanchang(nanchang, provincial):
    theirs = Plaque.objects.filter(branch__county=360722).first()

    for name in ("plaque", "replace", "end", "receipt"):
        assert nanchang.get(url(name, theirs.pk)).status_code == 404
        assert nanchang.post(url(name, theirs.pk), {"reason": "x", "state": "lost"}).status_code == 404
    assert nanchang.get(url("award", theirs.branch_id)).status_code == 404


def test_what_the_officer_only_sees_he_cannot_change(nanchang):
    shared = make_prepared_ceremony(branches=[make_branch(), make_branch(county=360722)])

    assert nanchang.get(shared.get_absolute_url()).status_code == 200
    for step in ("change", "choose", "arrange", "prepare", "hold", "cancel", "correct"):
        assert nanchang.get(url(step, shared.pk)).status_code == 404, step
        assert nanchang.post(url(step, shared.pk), {"all": "every", "reason": "x"}).status_code == 404, step
    assert Ceremony.objects.get(pk=shared.pk).state == "prepared"


def test_a_foreign_branch_put_into_the_form_is_no_choice(nanchang):
    foreign = make_branch(county=360722, name="信丰")
    ceremony = make_ceremony(division_code=NANCHANG)

    page = nanchang.post(url("choose", ceremony.pk), {"branches": [foreign.code]})

    assert "信丰" not in body(page)
    assert Plaque.objects.count() == 0


def test_a_foreign_line_put_into_the_list_changes_nothing(nanchang):
    ours = make_ceremony(division_code=NANCHANG, branches=[make_branch()])
    theirs = make_ceremony(branches=[make_branch(county=360722)]).plaques.get()
    line = ours.plaques.get()
    sent = {f"position_{line.pk}": 1, f"wording_{line.pk}": "甲"}
    sent |= {f"remove_{theirs.pk}": "on", f"wording_{theirs.pk}": "乙", f"position_{theirs.pk}": 1}

    nanchang.post(url("arrange", ours.pk), sent)

    theirs.refresh_from_db()
    assert (ours.plaques.get().wording, theirs.wording != "乙") == ("甲", True)


@pytest.mark.parametrize("place", [360000, 360700, 360722])
def test_the_officer_plans_for_his_own_place_only(nanchang, place):
    page = nanchang.post(url("plan"), {"title": "授牌仪式", "division_code": place})

    assert page.status_code == 200
    assert Ceremony.objects.count() == 0
    groups = [options for name, options in page.context["form"].fields["division_code"].choices if name]
    offered = {code for options in groups for code, _label in options}
    assert {code // 100 for code in offered} == {3601}


@pytest.mark.parametrize("role", ["county_officer", "branch_secretary", "auditor"])
def test_who_does_not_manage_ceremonies_reads_them_only(role, provincial):
    place = {"county_officer": 360103, "branch_secretary": 360103001}.get(role, GANZHOU)
    reader = signed_in(make_user("reader", role=role, place=place))

    page = reader.get(provincial.get_absolute_url())

    assert page.status_code == 200
    assert url("correct", provincial.pk) not in body(page)
    assert reader.get(url("plan")).status_code == 403
    assert reader.post(url("correct", provincial.pk), {"reason": "x"}).status_code == 403


def test_the_history_on_the_page_tells_no_name_of_another_place(nanchang, provincial):
    plaque = Plaque.objects.get(branch__short_name="西湖甲")

    for page in (nanchang.get(plaque.get_absolute_url()), nanchang.get(provincial.get_absolute_url())):
        assert "Ceremony held, plaques awarded" in body(page)
        assert "信丰" not in body(page)


def test_a_branch_page_of_its_own_plaques(provincial):
    assert [p.wording for p in Plaque.objects.within(Scope.of(360103001))] == ["中国共产党西湖甲"]
    assert make_plaque(make_branch()).place // 1000 == 360103
