"""The admin within the scope: what an officer sees of the province's ceremony, and how far a crafted form reaches."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from branches.models import Ceremony
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.branches.ceremonies.admin_pages import FACTS, line, page_of, rows
from tests.factories.accounts import NANCHANG, make_user, signed_in
from tests.factories.ceremonies import make_ceremony, make_held_ceremony, make_plaque, make_prepared_ceremony
from tests.factories.organisation import make_branch
from tests.sayings import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def nanchang() -> Client:
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def url(name: str, *args: object) -> str:
    return reverse(f"admin:branches_ceremony_{name}", args=args)


def test_the_officer_sees_his_part_of_the_provinces_ceremony_and_changes_nothing(nanchang):
    ours, theirs = make_branch(name="西湖甲"), make_branch(county=360722, name="信丰甲", origin="consolidated")
    held = make_held_ceremony(branches=[ours, theirs], title="省级")
    prepared = make_prepared_ceremony(branches=[make_branch(name="西湖乙"), make_branch(county=360722, name="信丰乙")])

    for page in (url("changelist"), url("change", held.pk), url("change", prepared.pk)):
        html = nanchang.get(page).content.decode()
        assert "信丰" not in html, page
    assert "1 new + 0 consolidated = 1 plaque" in words(nanchang.get(url("change", held.pk)))
    for step in ("choose", "prepare", "hold", "cancel", "correct"):
        assert nanchang.post(url(step, prepared.pk), {"reason": "x"}).status_code == 404, step
    assert nanchang.post(url("change", prepared.pk), page_of(prepared)).status_code == 403
    nanchang.post(url("changelist"), {"_selected_action": [prepared.pk], "action": "award_selected", "confirmed": "1"})
    assert Ceremony.objects.get(pk=prepared.pk).state == "prepared"


def test_the_officer_plans_for_his_own_place_and_awards_his_own_branches(nanchang):
    foreign = make_branch(county=360722)
    blank = rows("guests", []) | rows("plaques", [])
    assert nanchang.post(url("add"), FACTS | blank).status_code == 200
    nanchang.post(url("add"), FACTS | blank | {"division_code": NANCHANG})
    ceremony = Ceremony.objects.get()

    nanchang.post(url("choose", ceremony.pk), {"branches": [foreign.code]})
    theirs = make_ceremony(branches=[foreign]).plaques.get()
    attack = page_of(ceremony, [line(theirs, ceremony=ceremony.pk, wording="甲", DELETE="on")], division_code=NANCHANG)
    nanchang.post(url("change", ceremony.pk), attack)

    theirs.refresh_from_db()
    assert ceremony.plaques.count() == 0
    assert theirs.wording == foreign.full_name


def test_a_foreign_ceremony_does_not_exist_in_the_admin(nanchang):
    foreign = make_ceremony(division_code=360700, branches=[make_branch(county=360722)])

    for name in ("choose", "prepare", "hold", "cancel", "correct", "history"):
        assert nanchang.get(url(name, foreign.pk)).status_code == 404, name
    assert nanchang.get(url("change", foreign.pk)).status_code == 302  # Django's way: to the index, with a message


def test_the_auditor_reads(report):
    held = make_held_ceremony(branches=report[:3])
    auditor = signed_in(make_user("auditor", role="auditor"))

    assert auditor.get(url("change", held.pk)).status_code == 200
    assert url("correct", held.pk) not in auditor.get(url("change", held.pk)).content.decode()
    assert auditor.get(url("add")).status_code == 403
    assert auditor.post(url("correct", held.pk), {"reason": "x"}).status_code == 403


def test_the_ledger_is_looked_up_filtered_and_exported_within_the_scope(nanchang):
    ours = make_plaque(make_branch(name="西湖甲"), wording="西湖甲", received_by="=1+1")
    make_plaque(make_branch(name="西湖乙", origin="consolidated"), wording="西湖乙")
    theirs = make_held_ceremony(branches=[make_branch(county=360722, name="信丰甲")], title="赣州的仪式").plaques.get()
    ledger = reverse("admin:branches_plaque_changelist")

    page = nanchang.get(ledger, {"basis__exact": "new"})
    assert "西湖甲" in words(page)
    assert not any(word in words(page) for word in ("西湖乙", "信丰", "赣州的仪式"))
    assert nanchang.get(reverse("admin:branches_plaque_change", args=[theirs.pk])).status_code == 302
    assert (
        'name="wording"' not in nanchang.get(reverse("admin:branches_plaque_change", args=[ours.pk])).content.decode()
    )

    book = nanchang.get(reverse("admin:branches_plaque_export"), {"basis__exact": "new"})
    sheet = load_workbook(BytesIO(b"".join(book.streaming_content))).active
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["西湖甲"]
    assert "f" not in {cell.data_type for cell in sheet[2]}
    assert (Deed.objects.first().verb, Deed.objects.first().after["rows"]) == (Verb.PLAQUES_EXPORTED, 1)
