"""Who says word for word what is known already differs in nothing: the quick look may miss, but never mislead."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from members.roll.known_values import UNKNOWN, columns_of
from members.roll.knowns import SIX_KNOWNS
from members.surveys.differences import differences
from members.surveys.lines import Line
from members.surveys.person import Person
from members.surveys.reading.header_words import FIELDS
from members.surveys.resolution import member_columns, member_knowns
from members.surveys.word_for_word import says_word_for_word

DAYS = st.sampled_from(
    [
        {"date": day, "precision": precision}
        for day, precision in [("2014", "year"), ("2014-01", "month"), ("2014-01-01", "day"), ("2015", "year")]
    ]
)
TEXTS = st.sampled_from(["江西 商会", "江西商会", "江西大厦"])
SAID = {
    "name": st.just("张三"),
    "member_no": st.just("M000001"),
    "home_org": TEXTS,
    "branch": st.just({"code": 1, "name": "驻京支部"}),
    "kind": st.sampled_from(["formal", "probationary", "unknown"]),
    "card_no": TEXTS,
    "employer": TEXTS,
    "note": TEXTS,
    "joined_on": DAYS,
    "confirmed_on": DAYS,
    "left_on": st.none() | DAYS,
    "work_address": st.none() | TEXTS,
    "origin": st.none() | st.sampled_from([{"code": 360103, "name": "西湖区"}, {"code": 360121, "name": "南昌县"}]),
    "occupation": st.none() | st.builds(dict, text=TEXTS, category=st.sampled_from(["", "construction"])),
    "contact": st.none()
    | st.builds(
        dict,
        phones=st.lists(st.sampled_from(["13800138001", "13800138002"]), max_size=2, unique=True),
        other=st.sampled_from(["微信 abc", "QQ 12345"]),
    ),
    "dues": st.none()
    | st.builds(
        dict,
        state=st.sampled_from(["paid", "unpaid", "exempt", "unknown"]),
        paid_to=st.sampled_from([None, "2016-06", "2016-07"]),
    ),
}
LINES = st.builds(
    lambda values, details: Line(line=2, cells=[], values=values, details=details),
    st.fixed_dictionaries({}, optional=SAID),
    st.fixed_dictionaries({}, optional={"township": st.sampled_from([None, 1, 2]), "origin_text": TEXTS}),
)


def entered(line: Line) -> Person:
    """The member whom the line would enter."""
    columns: dict[str, Any] = dict.fromkeys(Person._fields, "") | dict.fromkeys(("pk", "version", "home"), 1)
    columns |= dict.fromkeys(("joined_on", "confirmed_on", "identity_digest", "branch_id", "merged_into_id"))
    knowns = member_knowns(line)
    for known in SIX_KNOWNS:
        columns |= columns_of(known, knowns.get(known, UNKNOWN))
    return Person(**{**columns, "kind": "unknown", "said_by": "{}"} | member_columns(line))


def differing(person: Person, line: Line, source: Mapping[str, Any]) -> bool:
    return bool(differences(person, fields=member_columns(line), knowns=member_knowns(line), source=source))


@given(LINES, LINES, st.sampled_from(["2010-01-01", "2020-01-01"]))
def test_where_every_word_is_said_already_nothing_differs(before, line, day):
    person = entered(before)
    if says_word_for_word(person, line.values, line.details):
        assert not differing(person, line, {"on": day})


@given(LINES)
def test_whom_a_line_entered_says_it_word_for_word(line):
    assert says_word_for_word(entered(line), line.values, line.details)
    assert not differing(entered(line), line, {})


def test_no_field_of_a_file_is_overlooked():
    assert set(FIELDS) - {"id_number"} == set(SAID)  # of the number only a digest is kept, and it recognises


@given(LINES)
def test_what_is_not_known_of_a_member_is_not_said_already(line):
    nobody_knows = entered(Line(line=1, cells=[]))
    is_new = bool(member_columns(line) or member_knowns(line))
    assert says_word_for_word(nobody_knows, line.values, line.details) != is_new
