"""Correcting, renaming and moving a branch; the counties it covers; its offices."""

import datetime

import pytest
from django.core.exceptions import FieldError, ValidationError

from branches.models import Branch, County, OfficeTerm
from branches.organisation import actions
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.objections import Override
from tests.branches.organisation.people import make_officer
from tests.factories.organisation import make_branch, make_committee, make_cover, make_office_term

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)
ON = datetime.date(2026, 5, 4)


def codes_of(error: pytest.ExceptionInfo[ValidationError]) -> list[str | None]:
    return [each.code for each in error.value.error_list]


def last_deed(branch: Branch) -> Deed:
    return Deed.objects.about(branch)[0]


def test_a_correction_writes_what_differs_and_only_that():
    branch = make_branch(meeting_place="东铁匠营横一条8号院", host="")
    officer = make_officer(360100)

    actions.correct(
        branch=branch, values={"meeting_place": "江西大厦三层", "host": ""}, version=1, by=officer, today=TODAY
    )

    stored = Branch.objects.get(pk=branch.pk)
    assert (stored.meeting_place, stored.version) == ("江西大厦三层", 2)
    deed = last_deed(branch)
    assert (deed.verb, deed.by) == (Verb.BRANCH_CORRECTED, officer)
    assert (deed.before, deed.after) == ({"meeting_place": "东铁匠营横一条8号院"}, {"meeting_place": "江西大厦三层"})


def test_a_correction_that_changes_nothing_is_no_deed():
    branch = make_branch(host="")

    actions.correct(branch=branch, values={"host": ""}, by=None, today=TODAY)

    assert (Branch.objects.get().version, Deed.objects.count()) == (1, 0)


def test_a_correction_asks_only_for_what_it_makes_worse():
    branch = make_branch(approved_by="", approved_on=None, approval_document_no="")

    actions.correct(branch=branch, values={"meeting_place": "江西大厦"}, by=None, today=TODAY)
    with pytest.raises(ValidationError) as error:
        actions.correct(branch=branch, values={"formal_members_at_founding": 2}, by=None, today=TODAY)

    assert codes_of(error) == ["too_few_formal"]


def test_who_corrects_an_old_picture_of_the_branch_is_told():
    branch = make_branch()
    actions.correct(branch=branch, values={"host": "甲商会"}, version=1, by=None, today=TODAY)

    with pytest.raises(ValidationError) as error:
        actions.correct(branch=branch, values={"host": "乙商会"}, version=1, by=None, today=TODAY)

    assert codes_of(error) == ["stale"]
    assert Branch.objects.get().host == "甲商会"


def test_place_code_and_superior_are_not_corrected():
    with pytest.raises(FieldError):
        actions.correct(branch=make_branch(), values={"code": 1}, by=None, today=TODAY)


def test_what_the_table_refuses_the_action_refuses_in_words():
    with pytest.raises(ValidationError) as error:
        actions.correct(branch=make_branch(), values={"founding": "on_host", "host": ""}, by=None, today=TODAY)

    assert "branch_on_host_names_it" not in str(error.value)
    assert error.value.messages != []


def test_a_kind_that_is_no_longer_above_those_below_is_refused():
    general = make_branch(prefecture=360100, kind="general_branch")
    make_branch(parent=general)

    with pytest.raises(ValidationError) as error:
        actions.correct(branch=general, values={"kind": "branch"}, by=None, today=TODAY)

    assert "children_not_lower" in codes_of(error)


def test_a_founding_day_after_what_is_entered_already_warns():
    branch = make_branch(founded_on=datetime.date(2016, 12, 6))
    make_office_term(branch)

    with pytest.raises(ValidationError) as error:
        actions.correct(branch=branch, values={"founded_on": datetime.date(2017, 1, 1)}, by=None, today=TODAY)

    assert codes_of(error) == ["earlier_entries"]


def test_a_renamed_branch_keeps_its_name_until_then():
    branch = make_branch(name="上饶县驻京流动党支部", county=361104)

    actions.rename(
        branch=branch, full_name="中国共产党广信区驻京流动党支部", short_name="广信区驻京流动党支部", on=ON, by=None, today=TODAY
    )  # fmt: skip

    stored = Branch.objects.get()
    assert stored.short_name == "广信区驻京流动党支部"
    assert [(n.short_name, n.until) for n in stored.former_names.all()] == [("上饶县驻京流动党支部", ON)]
    assert last_deed(branch).verb == Verb.BRANCH_RENAMED


@pytest.mark.parametrize(
    ("names", "on", "code"),
    [
        (("中国共产党甲", "甲"), ON, "same_name"),
        (("中国共产党乙", "乙"), datetime.date(2016, 12, 5), "before_founding"),
        (("中国共产党乙", "乙"), datetime.date(2026, 11, 25), "future"),
        (("中国共产党丙", "丙"), ON, "name_taken"),
    ],
)
def test_names_that_are_refused(names, on, code):
    branch = make_branch(name="甲")
    make_branch(name="丙", county=360702)

    with pytest.raises(ValidationError) as error:
        actions.rename(branch=branch, full_name=names[0], short_name=names[1], on=on, by=None, today=TODAY)

    assert codes_of(error) == [code]


def test_names_follow_each_other_in_time():
    branch = make_branch(name="甲")
    actions.rename(branch=branch, full_name="乙", short_name="乙", on=ON, by=None, today=TODAY)

    earlier = ON - datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        actions.rename(branch=branch, full_name="丁", short_name="丁", on=earlier, by=None, today=TODAY)

    assert codes_of(error) == ["renamed_later"]


def test_a_branch_moves_under_another_superior():
    committee = make_committee()
    branch = make_branch(parent=committee)
    general = make_branch(prefecture=360100, kind="general_branch", parent=committee)

    actions.move(branch=branch, parent=general, by=make_officer(360100))

    assert Branch.objects.get(pk=branch.pk).parent == general
    deed = last_deed(branch)
    assert (deed.verb, deed.before, deed.after) == (
        Verb.BRANCH_MOVED, {"parent": committee.pk}, {"parent": general.pk},
    )  # fmt: skip


def test_nothing_moves_below_itself():
    upper = make_committee(name="省委员会")
    lower = make_committee(name="下级委员会", parent=upper)

    with pytest.raises(ValidationError) as error:
        actions.move(branch=upper, parent=lower, by=None)

    assert codes_of(error) == ["superior_below"]


def test_counties_covered_come_and_go_by_date():
    branch = make_branch(prefecture=360100, founding="jointly")
    county = County.objects.get(code=360102)

    (cover,) = actions.cover(branch=branch, counties=[county], on=ON, by=None, today=TODAY)
    with pytest.raises(ValidationError) as error:
        actions.cover(branch=branch, counties=[county], on=ON, by=None, today=TODAY)
    assert codes_of(error) == ["covered_already"]
    actions.uncover(cover=cover, on=TODAY, by=None, today=TODAY)

    assert [(c.since, c.until) for c in branch.covers.all()] == [(ON, TODAY)]
    assert [d.verb for d in Deed.objects.about(branch)] == [Verb.BRANCH_COVERS, Verb.BRANCH_COVERS]
    with pytest.raises(ValidationError) as error:  # it was covered until today: not once more from yesterday on
        actions.cover(branch=branch, counties=[county], on=ON, by=None, today=TODAY)
    assert codes_of(error) == ["covered_then"]


def test_the_sixth_unit_of_a_joint_branch_warns():
    branch = make_branch(prefecture=360100, founding="jointly")
    for county in (360102, 360103, 360104, 360111, 360112):
        make_cover(branch, county)
    sixth = [County.objects.get(code=360113)]

    with pytest.raises(ValidationError) as error:
        actions.cover(branch=branch, counties=sixth, on=ON, by=None, today=TODAY)
    assert codes_of(error) == ["too_many_counties"]
    override = Override(reason="区划新设", document_no="赣京党〔2026〕9号")
    actions.cover(branch=branch, counties=sixth, on=ON, by=None, today=TODAY, override=override)

    assert last_deed(branch).document_no == "赣京党〔2026〕9号"


def test_a_secretary_succeeds_another_on_one_day():
    branch = make_branch()
    make_office_term(branch, holder_name="章书平")
    term = OfficeTerm(
        branch=branch, office="secretary", holder_name="柳文清", since=ON, approval_document_no="赣京党〔2026〕4号"
    )

    actions.take_office(term=term, succeeds=True, by=None, today=TODAY)

    terms = [(t.holder_name, t.until) for t in branch.office_terms.order_by("since")]
    assert terms == [("章书平", ON), ("柳文清", None)]
    deed = last_deed(branch)
    assert (deed.verb, deed.before["holder_name"], deed.after["holder_name"]) == (
        Verb.OFFICE_TAKEN, "章书平", "柳文清",
    )  # fmt: skip


def test_an_office_is_laid_down():
    branch = make_branch()
    term = make_office_term(branch)

    actions.leave_office(term=term, on=ON, by=None, today=TODAY, reason="回乡")

    assert OfficeTerm.objects.get().until == ON
    assert (last_deed(branch).verb, last_deed(branch).reason) == (Verb.OFFICE_LEFT, "回乡")


def test_outside_ones_place_nothing_can_be_done():
    officer = make_officer(360700)
    branch, committee = make_branch(founding="jointly"), make_committee()
    cover, term = make_cover(branch, 360102), make_office_term(branch)
    new = OfficeTerm(branch=branch, office="deputy_secretary", holder_name="柳文清", since=ON)
    who = {"by": officer, "today": TODAY}

    attempts = [
        lambda: actions.correct(branch=branch, values={"host": "甲"}, **who),
        lambda: actions.rename(branch=branch, full_name="甲", short_name="甲", on=ON, **who),
        lambda: actions.move(branch=branch, parent=committee, by=officer),
        lambda: actions.cover(branch=branch, counties=[County.objects.get(code=360702)], on=ON, **who),
        lambda: actions.uncover(cover=cover, on=ON, **who),
        lambda: actions.take_office(term=new, **who),
        lambda: actions.leave_office(term=term, on=ON, **who),
        lambda: actions.dissolve(branch=branch, on=ON, reason="…", document_no="…", **who),
        lambda: actions.reinstate(branch=branch, reason="…", document_no="…", by=officer),
    ]

    for attempt in attempts:
        with pytest.raises(ValidationError) as error:
            attempt()
        assert codes_of(error) == ["outside_scope"]
    assert Deed.objects.count() == 0
    assert Branch.objects.get(pk=branch.pk).version == 1
