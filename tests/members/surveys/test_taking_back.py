"""Files over each other taken back: the last one first leaves nothing, in any other order what stands on them is kept and named."""

import pytest
from django.urls import reverse

from members.models import Member, Merger, TwoPeople, Upload
from members.roll import actions as roll
from members.roll.merging import actions as merging
from members.surveys import actions
from tests.factories.accounts import signed_in
from tests.factories.roll import make_member, make_officer
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

ZHANG = "张三,13800138005,西湖区,,{place},{occupation},"


def file(*, place: str = "", occupation: str = "") -> Upload:
    return apply(make_upload(make_csv(ZHANG.format(place=place, occupation=occupation))))


def take_back(upload: Upload) -> list[int]:
    """The members that are kept."""
    actions.undo(upload=upload, by=None, today=TODAY)
    upload.refresh_from_db()
    return upload.facts["kept"]


def known() -> list[tuple[str, str]]:
    return list(Member.objects.values_list("occupation", "work_address"))


def test_the_last_file_first_leaves_nothing():
    files = [file(), file(occupation="厨师"), file(place="北京市丰台区")]
    assert [take_back(each) for each in reversed(files)] == [[], [], []]
    assert Member.objects.count() == 0


def test_each_file_gives_back_what_it_changed():
    files = [file(), file(occupation="厨师"), file(occupation="司机")]
    seen = []
    for each in reversed(files[1:]):
        take_back(each)
        seen += known()
    assert seen == [("厨师", ""), ("", "")]


def test_what_a_later_file_stands_on_is_kept_and_named():
    first, later = file(), file(occupation="厨师")
    member = Member.objects.get()
    assert take_back(first) == [member.pk]
    assert take_back(later) == []
    assert known() == [("", "")]


def test_of_many_who_are_kept_the_page_names_some_and_leads_to_all_within_the_scope():
    names = [f"张{character}" for character in "一二三四五六七八九十百千万春夏秋冬东南西北中"]
    upload = apply(make_upload(make_csv(*(f"{name},1380013{n:04d},西湖区,,,," for n, name in enumerate(names)))))
    apply(make_upload(make_csv(*(f"{name},1380013{n:04d},西湖区,,,厨师," for n, name in enumerate(names)))))
    kept = take_back(upload)
    assert len(kept) == len(names) == 22
    client = signed_in(make_officer("prefecture_officer", 360100))
    page, rest = client.get(upload.get_absolute_url()), reverse("surveys:kept", args=[upload.pk])
    assert (len(page.context["kept"]), rest in page.content.decode()) == (21, True)
    assert [member.pk for member in client.get(rest).context["page"].rows] == kept
    stranger = signed_in(make_officer("prefecture_officer", 360700))
    assert stranger.get(rest).status_code == 404


def test_what_somebody_changed_in_between_is_kept_by_both():
    first, later = file(), file(occupation="厨师")
    member = Member.objects.get()
    roll.correct(member=member, changes={"employer": "江西大厦"}, version=member.version, by=None, today=TODAY)
    assert [take_back(later), take_back(first)] == [[member.pk], [member.pk]]


def test_what_somebody_changed_before_the_later_file_is_kept_with_it_gone():
    first = file()
    member = Member.objects.get()
    roll.correct(member=member, changes={"employer": "江西大厦"}, version=member.version, by=None, today=TODAY)
    later = file(occupation="厨师")
    assert [take_back(later), take_back(first)] == [[], [member.pk]]
    assert known() == [("", "")]


def test_that_a_newcomer_is_not_somebody_else_goes_with_him():
    upload = file()
    merging.say_two_people(one=Member.objects.get(), other=make_member(name="张三"), by=None, today=TODAY)
    assert take_back(upload) == []
    assert (Member.objects.count(), TwoPeople.objects.count()) == (1, 0)


def joined() -> Merger:
    one, other = Member.objects.order_by("pk")
    return merging.merge(survivor=one, absorbed=other, versions=(one.version, other.version), by=None, today=TODAY)


def parted(merger: Merger) -> None:
    version = Member.objects.get(pk=merger.survivor_id).version
    merging.take_back(merger=merger, version=version, by=None, today=TODAY)


@pytest.fixture
def files() -> list[Upload]:
    """Of two people, the second file with something more of each."""
    return [
        apply(make_upload(make_csv(f"张三,13800138005,西湖区,,,{one},", f"张三,13800138006,西湖区,,,{other},")))
        for one, other in (("", ""), ("厨师", "司机"))
    ]


def test_who_were_joined_and_parted_again_are_taken_back_as_if_nothing_had_been(files):
    parted(joined())
    assert [take_back(each) for each in reversed(files)] == [[], []]
    assert (Member.objects.count(), Merger.objects.count()) == (0, 0)


def test_who_are_joined_are_kept(files):
    merger = joined()
    assert take_back(files[1]) == [merger.survivor_id]
    parted(merger)
    assert known() == [("厨师", ""), ("司机", "")]


def test_who_was_changed_between_joining_and_parting_is_kept(files):
    merger = joined()
    member = Member.objects.get(pk=merger.survivor_id)
    roll.correct(member=member, changes={"employer": "江西大厦"}, version=member.version, by=None, today=TODAY)
    parted(merger)
    assert take_back(files[1]) == [merger.survivor_id, merger.absorbed_id]
