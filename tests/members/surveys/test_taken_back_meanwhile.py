"""A member is taken back, with the file that brought him, at the very moment somebody works on a line that means him."""

import pytest

from members.models import Member, RememberedDecision, Upload
from members.roll.tallies import differences
from members.surveys import actions, intake
from members.surveys.waiting import decisions, judging
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.decisions import Choice, decide
from registry.history.chain import broken_deeds
from tests.at_once import end_of, in_the_middle
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db(transaction=True)

WORKS_HERE = "姓名,流出地,工作单位,外出时间"


@pytest.fixture(autouse=True)
def exact_in_the_end():
    yield
    assert list(differences()) == []
    assert list(broken_deeds()) == []


def take_back(upload: Upload) -> None:
    actions.undo(upload=upload, by=None, today=TODAY)


def applied_in_the_end(upload: Upload) -> Upload:
    """As a clerk does who is told that the registry has changed: he looks again and applies again."""
    end = end_of(lambda: apply(upload))
    if end == "changed_since_preview":
        end = end_of(lambda: apply(upload))
    assert end == "done"
    upload.refresh_from_db()
    return upload


@pytest.mark.parametrize("occupation", ["厨师", "司机"])
def test_while_a_small_file_is_received(occupation):
    """Between judging and keeping its lines: it is received, and the line is judged once more when it is applied."""
    first, received = make_upload(make_csv("张三,13800138005,东湖区,2014.3,,厨师,")), []
    apply(first)

    def receive() -> None:
        rows = [f"张三,13800138005,东湖区,2014.3,,{occupation},", "李四,13800138006,东湖区,,,,"]
        received.append(make_upload(make_csv(*rows)))

    with in_the_middle(intake, "stage_first", lambda: take_back(first)) as ends:
        assert end_of(receive) == "done"
    assert (ends, Member.objects.count()) == (["done"], 0)
    upload = applied_in_the_end(received[0])
    assert (upload.state, upload.totals["new"]) == ("applied", 2)
    assert Member.objects.get(name="张三").occupation == occupation


def test_while_its_line_is_corrected():
    """Either he goes, or he is kept since the corrected line speaks of him; the file that speaks of him enters or changes him."""
    first = make_upload(make_csv("张三,13800138005,东湖区,2014.3,,厨师,"))
    apply(first)
    upload = make_upload(make_csv("张三,13800138005,东湖区,2014.3,,司机,"))

    def put() -> None:
        correct(upload=upload, cells={2: {6: "保安"}}, by=None, today=TODAY)

    with in_the_middle(judging, "stage", lambda: take_back(first)) as ends:
        assert end_of(put) == "done"
    first.refresh_from_db()
    assert (ends, first.facts["kept"]) == (["done"], list(Member.objects.values_list("pk", flat=True)))
    assert applied_in_the_end(upload).state == "applied"
    assert Member.objects.get().occupation == "保安"


@pytest.mark.parametrize("is_same", [True, False])
def test_while_it_is_decided_whether_a_line_means_him(is_same):
    """The decision stands or falls as a whole, and nothing is remembered of who is gone."""
    first = make_upload(make_csv("张三,西湖区,江西大厦,2014.3", header=WORKS_HERE))
    apply(first)
    member = Member.objects.get()
    upload = make_upload(make_csv("张三,西湖区,江西大厦,2014.3", "李四,西湖区,江西大厦,2014.3", header=WORKS_HERE))
    assert upload.totals["doubtful"] == 1

    def say() -> None:
        decide(upload=upload, choices={2: Choice(member.pk if is_same else None)}, by=None, today=TODAY)

    with in_the_middle(decisions, "rejudge", lambda: take_back(first)) as ends:
        assert end_of(say) == "done"
    assert (ends, Member.objects.count(), RememberedDecision.objects.count()) == (["done"], 0, 0)
    assert applied_in_the_end(upload).totals["new"] == 2
    assert sorted(Member.objects.values_list("name", flat=True)) == ["张三", "李四"]


def test_before_it_is_decided():
    """Who chooses him by then is told that he is not to be chosen any more."""
    first = make_upload(make_csv("张三,西湖区,江西大厦,2014.3", header=WORKS_HERE))
    apply(first)
    member = Member.objects.get()
    upload = make_upload(make_csv("张三,西湖区,江西大厦,2014.3", "李四,西湖区,江西大厦,2014.3", header=WORKS_HERE))

    def say() -> None:
        decide(upload=upload, choices={2: Choice(member.pk)}, by=None, today=TODAY)

    with in_the_middle(decisions, "hold", lambda: take_back(first)) as ends:
        end = end_of(say)
    # SQLite has one writer: whoever takes back waits there until it is decided.
    assert (ends, end) in [(["done"], "not_a_candidate"), (["done"], "done")]
    assert (Member.objects.count(), RememberedDecision.objects.count()) == (0, 0)
