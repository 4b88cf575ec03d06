"""Entering a branch: its code, its parts, its deed; and who may not."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from branches.models import Branch, County, OfficeTerm, Prefecture, Province
from branches.organisation.actions import found
from registry.history.actions import record
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.objections import Override
from tests.branches.organisation.people import make_officer
from tests.factories.organisation import make_branch, make_committee

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


def branch(**fields: Any) -> Branch:
    defaults = {
        "full_name": "中国共产党南昌市西湖区驻京流动党员支部委员会",
        "short_name": "南昌市西湖区驻京流动党支部",
        "founding": "alone",
        "founded_on": datetime.date(2026, 10, 8),
        "approved_on": datetime.date(2026, 9, 20),
        "approved_by": "中共南昌市西湖区委",
        "approval_level": "county",
        "approval_document_no": "西组〔2026〕12号",
        "formal_members_at_founding": 9,
        "members_at_founding": 11,
    }
    return Branch(**defaults | fields)


def county(code: int = 360103) -> County:
    return County.objects.get(code=code)


def codes_of(error: pytest.ExceptionInfo[ValidationError]) -> list[str | None]:
    return [each.code for each in error.value.error_list]


def test_a_branch_gets_the_next_code_of_its_county():
    make_branch(county=360103, serial=1)
    make_branch(county=360103, serial=7)
    make_branch(county=360104, serial=9)

    founded = found(branch=branch(), division=county(), by=None, today=TODAY)

    stored = Branch.objects.get(pk=360103008)
    assert founded == stored
    assert (stored.county_id, stored.prefecture_id, stored.province_id) == (360103, 360100, 360000)


def test_a_branch_of_a_prefecture_and_one_of_the_province():
    nanchang = found(branch=branch(), division=Prefecture.objects.get(code=360100), by=None, today=TODAY)
    jiangxi = found(
        branch=branch(full_name="江西企业商会党支部", short_name="商会支部"),
        division=Province.objects.get(code=360000),
        by=None,
        today=TODAY,
    )

    assert (nanchang.code, nanchang.county_id, nanchang.prefecture_id) == (360100001, None, 360100)
    assert (jiangxi.code, jiangxi.prefecture_id, jiangxi.province_id) == (360000001, None, 360000)


def test_after_999_a_place_has_no_codes_left():
    make_branch(county=360103, serial=999)

    with pytest.raises(ValidationError) as error:
        found(branch=branch(), division=county(), by=None, today=TODAY)

    assert codes_of(error) == ["no_code_left"]
    assert Branch.objects.count() == 1


def test_counties_and_secretary_come_with_it_from_the_founding_on():
    secretary = OfficeTerm(
        office="secretary", holder_name="章书平", source="entrepreneur", since=datetime.date(2026, 10, 8),
        approval_document_no="西组〔2026〕13号",
    )  # fmt: skip

    founded = found(
        branch=branch(founding="jointly"),
        division=county(),
        counties=[county(360102), county(360104)],
        secretary=secretary,
        by=None,
        today=TODAY,
    )

    assert [(c.county_id, c.since, c.until) for c in founded.covers.all()] == [
        (360102, founded.founded_on, None),
        (360104, founded.founded_on, None),
    ]
    assert [term.holder_name for term in founded.office_terms.open()] == ["章书平"]


def test_one_deed_says_what_was_founded():
    officer, committee = make_officer(360100), make_committee()

    founded = found(branch=branch(parent=committee), division=county(), by=officer, today=TODAY)

    deed = Deed.objects.about(founded).get()
    assert (deed.verb, deed.by, deed.document_no) == (Verb.BRANCH_FOUNDED, officer, "西组〔2026〕12号")
    assert deed.after["full_name"] == "中国共产党南昌市西湖区驻京流动党员支部委员会"
    assert deed.after["parent"] == committee.pk
    assert deed.after["founded_on"] == "2026-10-08"
    assert [(s.kind, s.key, s.place) for s in deed.subjects.all()] == [("branches.branch", founded.pk, founded.pk)]


def test_a_warning_stops_and_leaves_nothing_behind():
    with pytest.raises(ValidationError) as error:
        found(branch=branch(formal_members_at_founding=2), division=county(), by=None, today=TODAY)

    assert codes_of(error) == ["too_few_formal"]
    assert (Branch.objects.count(), Deed.objects.count()) == (0, 0)


def test_a_warning_is_overridden_with_reason_and_document_and_the_deed_says_so():
    override = Override(reason="商会集中，先行组建", document_no="赣京党〔2026〕8号")

    founded = found(
        branch=branch(formal_members_at_founding=2), division=county(), by=None, today=TODAY, override=override
    )

    deed = Deed.objects.about(founded).get()
    assert (deed.reason, deed.document_no) == ("商会集中，先行组建", "赣京党〔2026〕8号")
    assert list(deed.after["objections"]) == ["too_few_formal"]


def test_a_hard_objection_stands_whatever_the_document():
    override = Override(reason="…", document_no="…")

    with pytest.raises(ValidationError) as error:
        found(
            branch=branch(founded_on=datetime.date(2027, 1, 1)),
            division=county(),
            by=None,
            today=TODAY,
            override=override,
        )

    assert codes_of(error) == ["future"]


def test_nobody_founds_outside_his_place_nor_covers_a_county_there():
    officer = make_officer(360100)

    for details in [{"division": county(360702)}, {"division": Province.objects.get(code=360000)}]:
        with pytest.raises(ValidationError) as error:
            found(branch=branch(), by=officer, today=TODAY, **details)
        assert codes_of(error) == ["outside_scope"]
    with pytest.raises(ValidationError) as error:
        found(branch=branch(founding="jointly"), division=county(), counties=[county(360702)], by=officer, today=TODAY)
    assert codes_of(error) == ["outside_scope"]
    assert Branch.objects.count() == 0


@pytest.mark.parametrize("role", ["branch_secretary", "auditor"])
def test_who_only_reads_founds_nothing(role):
    with pytest.raises(ValidationError) as error:
        found(branch=branch(), division=county(), by=make_officer(360100, role=role), today=TODAY)

    assert codes_of(error) == ["outside_scope"]


def test_a_county_officer_founds_in_the_successor_of_the_county_he_was_given():
    officer = make_officer(361104, role="county_officer")

    founded = found(
        branch=branch(founded_on=datetime.date(2016, 12, 6), approved_on=datetime.date(2016, 11, 1)),
        division=county(361121),
        by=officer,
        today=TODAY,
    )

    assert founded.code == 361121001


def test_the_history_that_follows_stays_in_order():
    founded = found(branch=branch(), division=county(), by=None, today=TODAY)
    record(verb=Verb.BRANCH_CORRECTED, by=None, subjects=[founded])

    assert [d.verb for d in Deed.objects.about(founded)] == [Verb.BRANCH_CORRECTED, Verb.BRANCH_FOUNDED]
