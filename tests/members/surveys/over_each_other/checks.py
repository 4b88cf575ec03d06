"""What the registry holds beside what the oracle expects."""

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from members.models import Member, OtherValue, TwoPeople, Upload, UploadRow, Written
from members.roll.known_values import UNKNOWN, says_no_more, value_of
from members.roll.reconciliation import branch_differences
from members.roll.tallies import differences
from registry.history.chain import broken_deeds
from tests.factories.surveys import NANCHANG, make_csv
from tests.members.surveys.over_each_other.oracle import Person, Registry
from tests.members.surveys.over_each_other.sayings import HEADER, HOMES, IDENTITIES, KNOWNS, Line, Source, plain


class File(NamedTuple):
    """``lines``: by their number in the file, below its heading."""

    lines: dict[int, Line]
    channel: str
    day: datetime.date
    branch: int | None

    @property
    def content(self) -> bytes:
        return make_csv(*(line.written for line in self.lines.values()), header=HEADER)

    def source(self, upload: int, line: int) -> Source:
        return Source(self.day, self.channel, upload, line)


Files = Mapping[int, File]


def require_as_expected(oracle: Registry) -> None:
    """Every member is what the oracle says, and nobody else is there."""
    found = {(member.pk, *each) for member in Member.objects.all() for each in _stored(member).items()}
    people = oracle.people.values()
    assert found == {(person.number, *each) for person in people for each in _expected(oracle, person).items()}
    assert set(map(frozenset, TwoPeople.objects.values_list("lower", "higher"))) == oracle.all_two


def _stored(member: Member) -> dict[str, Any]:
    values = {known: value for known in KNOWNS if (value := value_of(member, known)) is not UNKNOWN}
    others = [
        (other.known, other.value, other.source)
        for other in member.other_values.all()
        if not (member.merged_into_id or says_no_more(other.known, values.get(other.known, UNKNOWN), other.value))
    ]
    relation = member.org_relations.open().first()
    return {
        "name": member.name,
        "home": member.home,
        "identity": IDENTITIES.get(member.identity_digest or ""),
        "employer": member.employer,
        "home_org": relation.formal_branch if relation else "",
        "standing": (member.branch_id, member.ended_on),
        "speaker": member.merged_into_id,
        "knowns": frozenset(_said(known, value, member.sources[known]) for known, value in values.items()),
        "others": frozenset(_said(*other) for other in others),
    }


def _said(known: str, value: Any, source: Mapping[str, Any]) -> tuple[Any, ...]:
    return known, plain(known, value), source.get("upload"), source.get("line")


def _expected(oracle: Registry, person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "home": HOMES.get(person.home, NANCHANG),
        "identity": person.identity,
        "employer": person.employer,
        "home_org": person.home_org,
        "standing": person.standing[:2],
        "speaker": person.speaker and oracle.speakers(person.number)[-1],
        "knowns": frozenset((known, value, by.file, by.line) for known, (value, by) in person.knowns.items()),
        "others": frozenset((*said, by.file, by.line) for said, by in person.others.items()),
    }


def require_said_by_its_line(files: Files) -> None:
    """Whatever names a line of a file as its source, was said there, and came by that channel on that day."""
    stored = [
        (known, value, member.sources.get(known, {}))
        for member in Member.objects.all()
        for known in KNOWNS
        if (value := value_of(member, known)) is not UNKNOWN
    ]
    stored += [(other.known, other.value, other.source) for other in OtherValue.objects.all()]
    for known, value, source in stored:
        if "upload" in source:
            file = files[source["upload"]]
            said, held = file.lines[source["line"]].words[known], plain(known, value)
            assert (source["channel"], source["on"]) == (file.channel, file.day.isoformat())
            assert said == held or (known == "contact" and set(said) <= set(held))


def require_one_verdict_each(files: Files) -> None:
    for upload in Upload.objects.all():
        verdicts = dict(upload.rows.content().values_list("line", "verdict"))
        assert verdicts.keys() == files[upload.pk].lines.keys()
        counted = Counter(verdicts.values()) + Counter({"skipped": 1})  # the heading
        assert {verdict: lines for verdict, lines in upload.totals.items() if lines} == counted


def require_true_figures() -> None:
    assert (list(differences()), list(branch_differences()), list(broken_deeds())) == ([], [], [])


class Decided(NamedTuple):
    """Somebody's word on a line: it means this member, or somebody else."""

    line: Line
    member: int
    is_same: bool


def require_may_mean(oracle: Registry, files: Files, decided: list[Decided], row: UploadRow) -> None:
    """Whom the registry takes a line for, it may mean; and it means whom it must."""
    line = files[row.upload_id].lines[row.line]
    own = set(Written.objects.filter(upload=row.upload_id).exclude(line=row.line).values_list("member", flat=True))
    certain, likely = oracle.certain(line) - own, oracle.likely(line) - own
    same, apart = _told(oracle, decided, line)
    match row.verdict:
        case "new":
            assert (certain or likely) <= apart
        case "changed" | "unchanged":
            is_certain = row.member_id in certain and oracle.is_undisputed(line, row.member_id)
            assert is_certain or row.member_id in same | _meant_before(files, row)
        case "doubtful":
            assert set() < {int(number[1:]) for number in row.candidates} <= certain | likely
            assert len(certain) != 1 or not oracle.is_undisputed(line, *certain, names=all)
        case "duplicate":
            assert row.duplicate_of in files[row.upload_id].lines.keys() - {row.line}
        case other:
            raise AssertionError((other, row.faults))


def _told(oracle: Registry, decided: list[Decided], line: Line) -> tuple[set[int], set[int]]:
    """Whom somebody's word on a line of which this one says everything meant, and whom it did not mean."""
    words = [
        word
        for word in decided
        if (word.line.name, word.line.words.get("origin")) == (line.name, line.words.get("origin"))
        and word.line.identifying <= line.identifying
        and word.member in oracle.people
    ]
    same, apart = ({oracle.speakers(w.member)[-1] for w in words if w.is_same is is_same} for is_same in (True, False))
    return same, apart


def _meant_before(files: Files, row: UploadRow) -> set[int | None]:
    """Whom the same line of the same file meant before."""
    again = [pk for pk, file in files.items() if file.content == files[row.upload_id].content]
    lines = {"upload__in": again, "line": row.line}
    meant = UploadRow.objects.filter(**lines).exclude(pk=row.pk).values_list("member", flat=True)
    return {*meant, *Written.objects.filter(**lines).values_list("member", flat=True)} - {None}
