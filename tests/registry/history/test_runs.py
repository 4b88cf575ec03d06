"""Many objects with consecutive keys are one subject of a deed, and each is found as if it were one of its own."""

import pytest

from registry.access import Scope
from registry.history.actions import Subject, in_runs, record
from registry.history.chain import broken_deeds
from registry.history.models import Deed, DeedSubject
from registry.history.subjects import first_subjects
from registry.history.verbs import Verb
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
KIND, XIHU, DONGHU = "members.member", 360103, 360102
HERE, THERE = XIHU * 1000, DONGHU * 1000


def applied(*subjects: Subject) -> Deed:
    return record(verb=Verb.SURVEY_APPLIED, by=None, subjects=subjects)


def test_consecutive_keys_of_one_place_are_a_run_and_few_of_them_rows():
    places = dict.fromkeys(range(1, 21), HERE) | dict.fromkeys(range(21, 41), THERE) | {50: HERE, 51: HERE}
    assert in_runs(KIND, places) == [
        Subject(KIND, 1, HERE, 20),
        Subject(KIND, 21, THERE, 40),
        Subject(KIND, 50, HERE),
        Subject(KIND, 51, HERE),
    ]
    assert in_runs(KIND, {}) == []


def test_the_deed_of_each_object_in_it_is_found_and_of_no_other():
    deed = applied(Subject(KIND, 100, HERE, 199))
    found = {key for key in range(90, 210) if deed in Deed.objects.about_key(KIND, key)}
    assert found == set(range(100, 200))
    assert not Deed.objects.about_key("branches.branch", 150).exists()


def test_a_deed_about_an_object_twice_is_found_once():
    deed = applied(Subject(KIND, 150, HERE), Subject(KIND, 100, HERE, 199))
    assert list(Deed.objects.about_key(KIND, 150)) == [deed]


def test_a_long_run_is_kept_in_pieces_and_every_key_of_it_is_found():
    longest = DeedSubject.LONGEST
    last = 2 * longest + 7
    deed = applied(Subject(KIND, 1, HERE, last))
    pieces = [(1, longest), (longest + 1, 2 * longest), (2 * longest + 1, last)]
    assert list(deed.subjects.values_list("key", "last")) == pieces
    for key in (1, longest, longest + 1, last):
        assert Deed.objects.about_key(KIND, key).get() == deed
    assert not Deed.objects.about_key(KIND, last + 1).exists()


def test_a_deed_is_seen_by_whoever_sees_one_of_its_places():
    deed = applied(Subject(KIND, 1, HERE, 20), Subject(KIND, 21, THERE, 40))
    seen = {place: list(Deed.objects.within(Scope.of(place))) for place in (XIHU, DONGHU, 360104)}
    assert seen == {XIHU: [deed], DONGHU: [deed], 360104: []}


def test_a_deed_is_named_by_the_first_it_touched_inside_the_scope():
    first, second = make_user("one"), make_user("two")
    kind = first._meta.label_lower
    deed = applied(Subject(kind, first.pk, HERE), Subject(kind, second.pk, THERE, second.pk))
    assert first_subjects([deed], Scope.everywhere()) == {deed.pk: first}
    assert first_subjects([deed], Scope.of(DONGHU)) == {deed.pk: second}
    assert first_subjects([deed], Scope.of(360104)) == {}


def test_deeds_with_and_without_runs_are_one_chain():
    for subject in (Subject(KIND, 1, HERE), Subject(KIND, 2, HERE, 30), Subject(KIND, 31, HERE)):
        applied(subject)
    assert list(broken_deeds()) == []
