"""Branches and plaques into the admin from a file: rehearsed, every fault of every row said, done by the actions, in scope."""

import datetime
import io
import os
import re
import time
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from branches.models import Branch, Plaque, Stage
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.factories.accounts import NANCHANG, make_user, signed_in
from tests.factories.ceremonies import make_ceremony, make_held_ceremony, make_plaque
from tests.factories.organisation import make_branch
from tests.sayings import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def url(model: str, step: str = "import") -> str:
    return reverse(f"admin:branches_{model}_{step}")


def csv(*lines: str, encoding: str = "utf-8-sig") -> SimpleUploadedFile:
    return SimpleUploadedFile("rows.csv", "\r\n".join(lines).encode(encoding), content_type="text/csv")


def xlsx(*lines: list) -> SimpleUploadedFile:
    book, file = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return SimpleUploadedFile("rows.xlsx", file.getvalue())


def rehearse(client: Client, model: str, file: SimpleUploadedFile):
    kind = "0" if file.name.endswith("xlsx") else "1"
    return client.post(url(model), {"import_file": file, "format": kind, "resource": "0"})


def confirm(client: Client, model: str, page):
    form = page.context["confirm_form"]
    return client.post(url(model, "process_import"), {name: form[name].value() for name in form.fields}, follow=True)


def faults(page) -> dict[int, list[str]]:
    return {row.number + 1: row.error.messages for row in page.context["result"].invalid_rows}


def test_plaques_are_awarded_and_more_is_said_of_those_that_are_there(committee):
    awarded, branch = make_plaque(received_by="章书萍"), make_branch(county=360722)
    headings = (
        "Number,Branch code,Awarded on,Handed over by,Received by,Width in mm,Height in mm,Material,In use since,Reason"
    )
    rows = [
        f",{branch.code},2016-12-07,章文远,余建平,600,400,铜,2016-12-20,",
        f"{awarded.number},,,,章书平,,,不锈钢,2016-12-10,姓名写错",
    ]

    page = rehearse(committee, "plaque", csv(headings, *rows))
    assert "2 rows were rehearsed and nothing written yet" in words(page)
    assert Plaque.objects.count() == 1
    page = confirm(committee, "plaque", page)

    new = branch.plaques.get()
    assert (new.number, new.wording, new.size) == ("赣京流〔2016〕002号", branch.full_name, "600 × 400 mm")
    assert (new.handed_over_by, new.received_by) == ("章文远", "余建平")
    assert list(new.stages.values_list("stage", "since")) == [
        (Stage.HANDED_OVER, datetime.date(2016, 12, 7)),
        (Stage.IN_USE, datetime.date(2016, 12, 20)),
    ]
    awarded.refresh_from_db()
    assert (awarded.received_by, awarded.material, awarded.stage) == ("章书平", "不锈钢", Stage.IN_USE)
    assert awarded.handed_over_by == ""
    verbs = set(Deed.objects.values_list("verb", flat=True))
    assert verbs >= {Verb.PLAQUE_AWARDED, Verb.PLAQUE_CHANGED, Verb.PLAQUE_STAGE, Verb.PLAQUES_IMPORTED}
    assert LogEntry.objects.count() == 0


def test_every_fault_of_every_row_is_said_with_its_line_and_nothing_is_written(committee):
    awarded, branch = make_plaque(), make_branch()
    unapproved = make_branch(approval_document_no="", name="无批复支部")
    deeds = Deed.objects.count()
    page = rehearse(
        committee,
        "plaque",
        csv(
            "Number,Branch code,Wording,Awarded on,Width in mm",
            f",{branch.code},,2016-12-06,",
            ",999999999,,someday,20",
            "",
            "赣京流〔2016〕999号,,,,",
            f"{awarded.number},,别的文字,,",
            f",{unapproved.code},,2016-12-06,",
            f",{branch.code},,2016-12-06,",
        ),
    )

    said = faults(page)
    assert set(said) == {3, 5, 6, 7, 8}
    assert said[3] == [
        "Branch code: There is no such branch.",
        "Awarded on: Enter a valid date.",
        "Width in mm: Ensure this value is greater than or equal to 100.",
    ]
    assert said[5] == ["There is no such plaque."]
    assert said[6] == ["Wording and day of an award are frozen."]
    assert said[7] == ["1 branch has no approval document: 无批复支部"]
    assert said[8] == [f"1 branch has a plaque in use: {branch.short_name}"]
    assert ">999999999 · someday · 20<" in page.content.decode()  # as it was written, and no columns beside
    assert (Plaque.objects.count(), Deed.objects.count()) == (1, deeds)
    assert "confirm_form" not in page.context


def test_a_file_read_in_again_has_nothing_to_do(committee):
    plaque = make_plaque(received_by="章书平")
    file = [["编号", "领牌人"], [plaque.number, "章书平"], [None, None]]
    deeds = Deed.objects.count()

    page = rehearse(committee, "plaque", xlsx(*file))
    assert "Nothing to do" in words(page)
    confirm(committee, "plaque", page)

    assert list(Deed.objects.values_list("verb", flat=True))[:-deeds] == [Verb.PLAQUES_IMPORTED]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (csv("Number,Colour", "1,red"), "These columns are not understood: Colour"),
        (csv("Number,Number", "1,2"), "A column occurs twice."),
        (csv("编号,领牌人", "没有此编号,甲", encoding="gb18030"), "There is no such plaque."),
        (SimpleUploadedFile("rows.xlsx", b"no workbook"), "The file cannot be read."),
        (SimpleUploadedFile("rows.csv", b"\xff\xff\xff"), "The file cannot be read."),
        (csv(*(["Number"] + ["x"] * 2001)), "The file has more than 2000 rows; divide it."),
    ],
)
def test_files_that_cannot_be_taken(committee, file, said):
    assert said in words(rehearse(committee, "plaque", file))
    assert Plaque.objects.count() == 0


def test_branches_are_founded_and_corrected_by_the_rules_of_the_pages(committee):
    there = make_branch(name="北站驻京流动党支部")
    rows = [
        ["Branch code", "Place", "Kind", "Full name", "Short name", "founding", "origin", "Founded on", "Formal members at founding",
         "Members at founding", "Approved by", "Approved on", "Approval document no."],
        ["", 360722, "支部", "中国共产党信丰县驻京流动支部委员会", "信丰县驻京流动党支部", "", "", datetime.date(2016, 11, 20), 9, 12,
         "信丰县委组织部", datetime.date(2016, 11, 18), "信组〔2016〕8号"],
        [there.code, "", "", "", "", "", "", "", "", "", "", "", "赣京党〔2016〕77号"],
    ]  # fmt: skip
    fields = Branch._meta
    rows[1][5] = str(dict(fields.get_field("founding").flatchoices)["alone"])
    rows[1][6] = str(dict(fields.get_field("origin").flatchoices)["new"])

    page = rehearse(committee, "branch", xlsx(*rows))
    assert faults(page) == {}
    confirm(committee, "branch", page)

    founded = Branch.objects.get(short_name="信丰县驻京流动党支部")
    assert (founded.code, founded.founded_on, founded.approval_document_no) == (
        360722001, datetime.date(2016, 11, 20), "信组〔2016〕8号",
    )  # fmt: skip
    there.refresh_from_db()
    assert (there.approval_document_no, there.short_name) == ("赣京党〔2016〕77号", "北站驻京流动党支部")
    verbs = list(Deed.objects.values_list("verb", flat=True))
    assert verbs[:3] == [Verb.BRANCHES_IMPORTED, Verb.BRANCH_CORRECTED, Verb.BRANCH_FOUNDED]


def test_no_is_an_answer_in_a_file_and_maybe_is_none(committee):
    temporary, other = make_branch(is_temporary=True), make_branch()
    rows = [f"{temporary.code},否", f"{other.code},"]
    confirm(committee, "branch", rehearse(committee, "branch", csv("Branch code,临时", *rows)))
    temporary.refresh_from_db()
    assert not temporary.is_temporary

    page = rehearse(committee, "branch", csv("Branch code,Temporary", f"{other.code},maybe", f"{temporary.code},No"))
    assert faults(page) == {2: ["Temporary: Write yes or no."]}


def test_faults_of_branches_are_those_of_the_form(committee):
    page = rehearse(
        committee, "branch", csv("Branch code,Place,Short name,Founded on", ",360722,,2016-11-20", "999999999,,x,")
    )

    said = faults(page)
    assert "Short name: This field is required." in said[2]
    assert said[3] == ["There is no such branch."]
    assert Branch.objects.count() == 0


def test_nobody_takes_in_what_lies_outside_his_scope():
    theirs, plaque = make_branch(county=360722), make_plaque(make_branch(county=360734))
    nanchang = signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))

    page = rehearse(
        nanchang,
        "plaque",
        csv("Number,Branch code,Awarded on", f",{theirs.code},2016-12-06", f"{plaque.number},,"),
    )
    assert faults(page) == {2: ["Branch code: There is no such branch."], 3: ["There is no such plaque."]}
    assert theirs.short_name not in words(page)
    page = rehearse(nanchang, "branch", csv("Branch code,Place", f"{theirs.code},", ",360722"))
    assert faults(page)[2] == ["There is no such branch."]
    assert any(message.startswith("Place:") for message in faults(page)[3])


def test_who_only_reads_takes_nothing_in():
    auditor = signed_in(make_user("auditor", role="auditor"))

    for model in ("plaque", "branch"):
        assert auditor.get(url(model)).status_code == 403
        assert auditor.post(url(model, "process_import"), {}).status_code == 403
        assert "import_link" not in auditor.get(url(model, "changelist")).content.decode()


def test_what_changed_after_the_rehearsal_stops_the_whole_file(committee):
    one, other = make_branch(), make_branch()
    page = rehearse(
        committee, "plaque", csv("Branch code,Awarded on", f"{one.code},2016-12-06", f"{other.code},2016-12-06")
    )
    make_plaque(other)

    page = confirm(committee, "plaque", page)

    assert "nothing was taken in" in words(page)
    assert Plaque.objects.count() == 1


def test_the_pages_keep_to_the_content_policy_and_export_what_they_list(committee):
    make_plaque()
    pages = [committee.get(url(model)) for model in ("plaque", "branch")]
    pages.append(rehearse(committee, "plaque", csv("Number", "x")))
    pages.append(rehearse(committee, "plaque", csv("Number", Plaque.objects.get().number)))
    for page in pages:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page.content.decode())
    assert committee.get(url("plaque", "export")).status_code == 200


def test_a_ceremony_is_closed_wholly_in_the_admin(committee, report):
    ceremony = make_held_ceremony(branches=report)
    plaques = reverse("admin:branches_plaque_changelist")
    ticked = {"_selected_action": list(ceremony.plaques.values_list("pk", flat=True)[:3])}

    page = committee.post(plaques, ticked | {"action": "note_handed_over"}, follow=True)
    assert [str(m) for m in page.context["messages"]] == ["Noted of 3 plaques."]
    page = committee.post(plaques, ticked | {"action": "note_handed_over"}, follow=True)
    assert "this was noted before" in next(str(m) for m in page.context["messages"])
    close = reverse("admin:branches_ceremony_close", args=[ceremony.pk])
    assert "111 plaques were neither handed over" in words(committee.get(close))
    committee.post(close, {"all_handed": "1"})
    page = committee.post(close, {}, follow=True)

    assert page.redirect_chain == [(reverse("admin:branches_ceremony_change", args=[ceremony.pk]), 302)]
    ceremony.refresh_from_db()
    assert ceremony.state == "closed"
    assert "63 new + 51 consolidated = 114 plaques" in words(page)


def test_no_plaque_of_a_plan_is_noted_as_handed_over_in_the_admin(committee):
    planned = make_ceremony(branches=[make_branch()]).plaques.get()

    committee.post(
        reverse("admin:branches_plaque_changelist"), {"_selected_action": [planned.pk], "action": "note_handed_over"}
    )

    planned.refresh_from_db()
    assert planned.stage == Stage.NONE


def test_a_file_that_nobody_confirmed_is_erased_after_a_day(committee, settings):
    rehearse(committee, "branch", csv("Place,Kind", "360103,branch"))
    folder = Path(settings.DATA_DIR) / "imports"
    for path in folder.iterdir():
        os.utime(path, (time.time() - 25 * 3600,) * 2)
    rehearse(committee, "branch", csv("Place,Kind", "360103,branch"))
    rehearse(committee, "branch", csv("Place,Kind", "360103,branch"))

    assert len(list(folder.iterdir())) == 2
