"""The plan of a survey file: what would become of each line, before anything is written.

Every line has exactly one verdict, and every fault of every line is named: nobody has to send a file ten times to learn of ten
faults. Page and command make the same plan, block by block, so that a file of a million lines takes no more memory than a small one.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from members.roll.models import OtherValue
from members.surveys.belonging import who_may_join, who_may_relate
from members.surveys.claims import Claim, keys_of
from members.surveys.differences import NO_DIFFERENCES, beats, differences
from members.surveys.earlier import earlier_members, last_surveys
from members.surveys.lines import Line, Terms
from members.surveys.models import Verdict
from members.surveys.people import NOBODY, Match, matches
from members.surveys.person import Person
from members.surveys.repeats import Repeats
from members.surveys.resolution import claim_of, member_columns, member_knowns
from members.surveys.values.faults import ERROR, WARNING, Fault
from members.surveys.waiting.settled import Settled
from members.surveys.word_for_word import says_word_for_word

BLOCK = 2_000  # lines judged at once
CHANGED_SINCE = "changed_since_preview"
LIKELY_DUPLICATE = "likely_duplicate"
OLDER_SURVEY = "older_survey"
_BLANK = (None, "", "unknown")
# Faults that depend on who is registered: found anew each time a plan is made.
_OF_PEOPLE = {
    "registered_elsewhere",
    "in_another_branch",
    "left_since",
    "contradicts_roll",
    OLDER_SURVEY,
    LIKELY_DUPLICATE,
    CHANGED_SINCE,
}


def plan(lines: Iterable[Line], terms: Terms, *, sha256: str) -> list[Line]:
    """The lines of a whole file, judged, in memory. ``lines`` come parsed and resolved; skipped ones carry their reason."""
    claims: dict[int, Claim] = {}
    judge = Judge(terms, sha256=sha256, repeats=Repeats(lambda numbers: ((line, claims[line]) for line in numbers)))
    judged: list[Line] = []
    lines = iter(lines)
    while block := list(islice(lines, BLOCK)):
        judge.judge(block)
        judged += block
        claims |= {line.line: line.claim for line in block if line.claim}
    return judged


class Judge:
    """Gives the lines of one file their verdicts, block after block, in the order of the file."""

    def __init__(
        self,
        terms: Terms,
        *,
        sha256: str,
        upload: int | None = None,
        repeats: Repeats | None = None,
        applying: bool = False,
    ) -> None:
        """``upload``: the number of the upload, where it has one already; ``applying``: what it wrote itself recognises nobody.

        ``repeats``: the lines before; none where the duplicates are known already.
        """
        self._terms, self._sha256, self._upload, self._applying = terms, sha256, upload, applying
        self._settled = Settled(terms)
        self._repeats = repeats

    def judge(self, lines: Sequence[Line]) -> None:
        content = [line for line in lines if line.is_content]
        claims = [self._claim(line) for line in content]
        before = earlier_members(self._sha256, [line.line for line in content], besides=self._upload)
        earlier = {at: before[line.line] for at, line in enumerate(content) if line.line in before}
        found = matches(claims, earlier=earlier, besides=self._upload if self._applying else None)
        if self._repeats is not None:
            self._repeats.look_ahead({line.line: claim for line, claim in zip(content, claims, strict=True)})
        known = []
        for line, claim, match in zip(content, claims, found, strict=True):
            line.member, line.candidates, line.duplicate_of = None, (), None
            if line.faults:
                line.faults = [fault for fault in line.faults if fault.code not in _OF_PEOPLE]
            settled = self._settled.match(line, claim, match) if _is_asked(line, match) else match
            if self._is_known(line, claim, settled):
                line.member = settled.member
                known.append(line)
        self._compare_all(known)

    def _claim(self, line: Line) -> Claim:
        line.claim = claim_of(line, self._terms)
        return line.claim

    def _is_known(self, line: Line, claim: Claim, match: Match) -> bool:
        """Refused for a fault; duplicate of an earlier line; doubtful; new; True for who is to be compared with the line."""
        if match is not NOBODY and not all(person.lies_within(self._terms.scope) for person in match.persons):
            line.faults.append(Fault("registered_elsewhere", ERROR, field="name"))
        if line.is_faulty:
            line.verdict = Verdict.REFUSED
            return False
        if self._repeats is not None:
            self._compare_with_earlier(line, claim, match, self._repeats)
        if line.duplicate_of is not None:
            line.verdict = Verdict.DUPLICATE
        elif match.candidates:
            line.verdict, line.candidates = Verdict.DOUBTFUL, match.candidates
        elif match.member is None:
            line.verdict = Verdict.NEW
        return line.duplicate_of is None and match.member is not None

    def _compare_with_earlier(self, line: Line, claim: Claim, match: Match, repeats: Repeats) -> None:
        """Whether the line repeats an earlier one. That it likely does is said where nobody on the roll is, or may be, meant."""
        keys = keys_of(claim, member=match.member.pk if match.member else None)
        apart = line.details.get("apart", ())
        line.duplicate_of = repeats.certain(line.line, claim, keys, apart=apart)
        if line.duplicate_of is not None:
            return
        likely = repeats.likely(line.line, claim, apart=apart)
        if likely is not None and not match.persons:
            line.duplicate_of = likely
            line.faults.append(Fault(LIKELY_DUPLICATE, WARNING, None, (("line", str(likely)),), "name"))

    def _compare_all(self, known: Sequence[Line]) -> None:
        """Who says word for word what is known already differs in nothing; of the others each value is compared."""
        others = []
        for line in known:
            line.differences = NO_DIFFERENCES
            if line.member and not says_word_for_word(line.member, line.values, line.details):
                others.append((line, line.member))
        kept = _kept_beside([member.pk for _line, member in others])
        last = last_surveys([member for _line, member in others])
        for line, member in others:
            fields, knowns = _columns_beside(member, line), member_knowns(line)
            source = self._terms.source(self._upload, line.line)
            if not beats(source, last.get(member.pk, {})):
                fields = _only_blank_ones(member, fields, line)
            line.differences = differences(
                member, fields=fields, knowns=knowns, source=source, kept=kept.get(member.pk, ())
            )
        joining, relating = who_may_join(known, self._terms.collected_on), who_may_relate(known)
        for line in known:
            if line.member:
                line.relates = line.member.pk in relating
                _conclude(line, line.member, joins=line.member.pk in joining)


def _columns_beside(member: Person, line: Line) -> dict[str, Any]:
    """The columns the line fills; without its day of joining, or of becoming formal, where that cannot be beside the roll's other one."""
    fields = member_columns(line)
    joined, confirmed = (fields.get(day, getattr(member, day)) for day in ("joined_on", "confirmed_on"))
    if joined is None or confirmed is None or joined <= confirmed:
        return fields
    day = "joined_on" if "joined_on" in fields else "confirmed_on"
    line.faults.append(Fault("contradicts_roll", WARNING, None, (("number", member.number),), day))
    return {name: value for name, value in fields.items() if not name.startswith(day)}


def _only_blank_ones(member: Person, fields: Mapping[str, Any], line: Line) -> dict[str, Any]:
    """The columns of which nothing is known yet: an older survey fills in, and replaces nothing."""
    others = {name for name, value in fields.items() if getattr(member, name) not in (*_BLANK, value)}
    for field in sorted({name.removesuffix("_precision") for name in others}):
        line.faults.append(Fault(OLDER_SURVEY, WARNING, None, (("number", member.number),), field))
    return {name: value for name, value in fields.items() if name not in others}


def _kept_beside(members: Sequence[int]) -> Mapping[int, list[tuple[str, Any]]]:
    """Member -> the values kept beside his own, by known. Few have any."""
    found: dict[int, list[tuple[str, Any]]] = {}
    if members:
        values = OtherValue.objects.filter(member__in=members).order_by()
        for member, known, value in values.values_list("member", "known", "value"):
            found.setdefault(member, []).append((known, value))
    return found


def _conclude(line: Line, member: Person, *, joins: bool) -> None:
    """Changed or unchanged, after it was compared."""
    if "branch" in line.values and not joins and member.branch_id != line.details["branch"]:
        code = "in_another_branch" if member.branch_id else "left_since"
        line.faults.append(Fault(code, WARNING, field="branch"))
    line.details["joins"] = joins
    is_changed = line.differences or joins or line.relates or line.identifies
    line.verdict = Verdict.CHANGED if is_changed else Verdict.UNCHANGED


def _is_asked(line: Line, match: Match) -> bool:
    """Whether a person's word may count: where there is a doubt, or where the line itself was decided."""
    return bool(match.candidates) or (match.member is not None and "decision" in line.details)
