"""An identity number that a file says of somebody of whom none was known is a change, also where the line says nothing else new."""

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, Upload
from members.surveys import actions
from members.surveys.waiting.continuing import apply_rest
from members.surveys.waiting.decisions import Choice, decide
from tests.factories.roll import identity_number, make_member
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db
WHO = "姓名,联系电话,流出地"


def file(identity: str = "", phone: str = "13800138005") -> Upload:
    return make_upload(make_csv(f"张三,{phone},西湖区,{identity}", header=f"{WHO},身份证号"))


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


def test_what_another_file_taught_of_a_newcomer_is_known_when_the_rest_of_his_file_is_applied():
    """Somebody else who bears his number is nobody new: the database would refuse him."""
    make_member(name="张三", fields={"employer": "江西大厦"})
    lines = "李四,13800138001,西湖区,,", f"张三,,西湖区,江西大厦,{identity_number(1)}"
    upload = apply(make_upload(make_csv(*lines, header=f"{WHO},工作单位,身份证号")))
    decide(upload=upload, choices={3: Choice(None)}, by=None, today=TODAY)
    apply(make_upload(make_csv(f"李四,13800138001,西湖区,{identity_number(1)}", header=f"{WHO},身份证号")))

    with pytest.raises(ValidationError) as raised:
        apply_rest(upload=upload, by=None, today=TODAY)

    assert raised.value.code == "changed_since_preview"
    assert (upload.rows.get(line=3).verdict, Member.objects.count()) == ("doubtful", 2)
