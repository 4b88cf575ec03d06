"""The plan of a survey file: what would become of each line, before anything is written.

Every line has exactly one verdict, and every fault of every line is named: nobody has to send a file ten times to learn of ten
faults. Page and command make the same plan.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from members.roll.models import Member
from members.surveys.differences import differences
from members.surveys.lines import Line, Terms
from members.surveys.models import Verdict
from members.surveys.people import Claim, Match, People, Repeats, is_visible, keys_of
from members.surveys.resolution import claim_of, member_columns, member_knowns
from members.surveys.values.faults import ERROR, WARNING, Fault
from members.surveys.waiting.settled import Settled

# Faults that depend on who is registered: found anew each time a plan is made.
_OF_PEOPLE = {"registered_elsewhere", "in_another_branch"}


@dataclass(frozen=True, slots=True)
class Plan:
    lines: list[Line]

    @property
    def totals(self) -> dict[str, int]:
        """Lines by verdict; they add up to the lines of the file."""
        counted = Counter(line.verdict for line in self.lines)
        return {verdict: counted[verdict] for verdict in Verdict.values}

    @property
    def fault_counts(self) -> dict[str, int]:
        """How many lines have a fault, by its code, the most frequent first."""
        return dict(
            Counter(code for line in self.lines for code in {fault.code for fault in line.faults}).most_common()
        )


def plan(lines: Sequence[Line], terms: Terms, *, earlier: dict[int, int], upload: int | None) -> Plan:
    """Give every line its verdict. ``lines`` come parsed and resolved; skipped ones carry their reason.

    ``earlier``: line -> member of the same file applied before: the same line of the same file is the same person.
    ``upload``: the number of the upload, where it has one already.
    """
    content = [line for line in lines if line.is_content]
    claims = [claim_of(line, terms) for line in content]
    people = People(claims, also=earlier.values())
    repeats = Repeats()
    settled = Settled(terms)
    for line, claim in zip(content, claims, strict=True):
        line.faults = [fault for fault in line.faults if fault.code not in _OF_PEOPLE]
        match = people.known(earlier.get(line.line), claim) or settled.match(line, claim, people.match(claim))
        _judge(line, claim, match, repeats, terms, upload)
    return Plan(list(lines))


def _judge(line: Line, claim: Claim, match: Match, repeats: Repeats, terms: Terms, upload: int | None) -> None:
    """Refused for a fault; duplicate of an earlier line; doubtful; else new, changed or unchanged."""
    hidden = [m for m in (match.member, *match.candidates) if m and not is_visible(m, terms.scope)]
    if hidden:
        line.faults.append(Fault("registered_elsewhere", ERROR, field="name"))
    if line.is_faulty:
        line.verdict = Verdict.REFUSED
        return
    line.duplicate_of = repeats.earlier(line.line, [*keys_of(claim), *_member_key(match)])
    if line.duplicate_of is not None:
        line.verdict = Verdict.DUPLICATE
    elif match.candidates:
        line.verdict, line.candidates = Verdict.DOUBTFUL, list(match.candidates)
    elif match.member is None:
        line.verdict = Verdict.NEW
    else:
        _compare(line, match.member, terms, upload)


def _member_key(match: Match) -> Iterable[tuple[str, ...]]:
    """Two lines that mean one registered member are one person, whatever they were recognised by."""
    return [("member", str(match.member.pk))] if match.member else []


def _compare(line: Line, member: Member, terms: Terms, upload: int | None) -> None:
    line.member = member
    source = terms.source(upload, line.line)
    line.differences = differences(member, fields=member_columns(line), knowns=member_knowns(line), source=source)
    branch = line.details.get("branch")
    joins = branch is not None and member.branch_id is None
    if branch is not None and member.branch_id not in (None, branch) and "branch" in line.values:
        line.faults.append(Fault("in_another_branch", WARNING, field="branch"))
    line.details["joins"] = joins
    line.verdict = Verdict.CHANGED if line.differences or joins else Verdict.UNCHANGED
