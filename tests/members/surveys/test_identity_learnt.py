"""An identity number that a file says of somebody of whom none was known is a change, also where the line says nothing else new."""

import pytest

from members.models import Member, Upload
from members.surveys import actions
from tests.factories.roll import identity_number
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db


def file(identity: str = "", phone: str = "13800138005") -> Upload:
    return make_upload(make_csv(f"张三,{phone},西湖区,{identity}", header="姓名,联系电话,流出地,身份证号"))


def verdict(upload: Upload) -> str:
    return upload.rows.get(line=2).verdict


def test_it_is_learnt_once():
    apply(file())
    learning = file(identity_number(1))
    assert (verdict(learning), learning.rows.get(line=2).changes) == ("changed", {"id_number": ["", "******"]})

    apply(learning)

    assert Member.objects.get().identity_digest
    assert (
        verdict(file(identity_number(1), phone="13800138006")) == "changed"
    )  # by the number he is known with another phone
    assert verdict(file(identity_number(1))) == "unchanged"


def test_it_is_forgotten_when_the_file_is_taken_back():
    apply(file())
    learning = apply(file(identity_number(1)))

    actions.undo(upload=learning, by=None, today=TODAY)

    assert Member.objects.get().identity_digest is None


def test_a_damaged_one_teaches_nothing():
    apply(file())
    assert verdict(file(identity_number(1)[:-1] + "?")) == "refused"
