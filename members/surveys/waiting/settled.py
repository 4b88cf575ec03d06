"""Doubts that a person has settled: in this file, or for the same line in an earlier one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from members.roll.models import Member
from members.surveys.claims import Claim
from members.surveys.lines import Line, Terms
from members.surveys.models import UploadRow, Written
from members.surveys.people import NOBODY, Match, Person
from members.surveys.resolution import claim_of
from members.surveys.waiting.models import RememberedDecision
from registry.history.chain import keyed_digest

_Key = tuple[str, int]


def facts_of(claim: Claim) -> set[str]:
    """What a line says of who it is, beyond name and county, as keyed digests: nothing of it can be read here."""
    said = [
        *(f"{name}:{text}" for name, text in claim.facts),
        *(f"phone:{phone}" for phone in claim.phones),
        *([f"identity:{claim.digest}"] if claim.digest else []),
        *([f"number:{claim.number}"] if claim.number else []),
    ]
    return {keyed_digest(text.encode()) for text in said}


def is_certainly_one(claim: Claim, member: Member | Person) -> bool:
    """Whether the line bears the member's own identity number: then it cannot be entered as somebody else."""
    return bool(claim.digest) and claim.digest == member.identity_digest


def _is_told_apart(line: Line, claim: Claim, member: Person) -> bool:
    """Whether somebody said that the line is another one than this member, whom it shares no number of its own with."""
    decision = line.details["decision"]
    if claim.number or is_certainly_one(claim, member):
        return False
    return decision["member"] is None and member.number in decision["among"]


def _as_decided(decision: Mapping[str, Any], claim: Claim, match: Match) -> Match:
    """``among``: whom it was chosen from; of others nothing was said."""
    if decision["member"] is not None:
        chosen = _chosen(match.candidates, {decision["member"]})
        return chosen or _chosen(match.candidates, _who_speaks_for(decision["member"])) or match
    if any(is_certainly_one(claim, member) for member in match.candidates):
        return match
    return Match(candidates=tuple(member for member in match.candidates if member.number not in decision["among"]))


class Settled:
    """Asked only where ``People`` had a doubt. The decisions of a place are read once, when the first doubt comes up."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._remembered: dict[_Key, list[RememberedDecision]] | None = None
        self._lines: dict[tuple[int, ...], dict[int, set[str]]] = {}
        self._recognised: dict[tuple[int, ...], dict[int, int]] = {}

    def match(self, line: Line, claim: Claim, match: Match) -> Match:
        """The match as a person decided it, where one did; else as it is.

        ``line.details["decision"]``: {"member": key, or None for somebody new}, made in this file; it goes first. Of whom name and phone
        leave no doubt, only such a word tells the line apart.
        """
        if match.member is not None:
            return NOBODY if _is_told_apart(line, claim, match.member) else match
        if not match.candidates or any(not member.lies_within(self._terms.scope) for member in match.candidates):
            return match
        decision = line.details.get("decision")
        if decision is not None:
            return _as_decided(decision, claim, match)
        return self._as_remembered(line, claim, match)

    def _as_remembered(self, line: Line, claim: Claim, match: Match) -> Match:
        """Of decisions on lines of which this one says everything again: whom they meant, whom they did not mean.

        Who was said to be somebody else, and joined with him since, is meant after all.
        """
        meant, not_meant = set(), set()
        said = facts_of(claim)
        for decision in self._decisions().get((claim.match_name, claim.home or 0), []):
            if decision.facts and said.issuperset(decision.facts):
                if decision.is_same:
                    meant.add(decision.about)  # type: ignore[attr-defined]  # annotated
                else:
                    not_meant.add(decision.about)  # type: ignore[attr-defined]
                    meant |= {decision.entered} - {None}  # type: ignore[attr-defined]
        not_meant -= meant
        left = tuple(m for m in match.candidates if m.pk not in not_meant or is_certainly_one(claim, m))
        return _chosen(left, meant or self._came_with(line, claim, left)) or Match(candidates=left)

    def _came_with(self, line: Line, claim: Claim, candidates: Sequence[Person]) -> set[int]:
        """Of several candidates whom somebody told apart as lines of one file: whose line said nothing else than this one.

        The lines of this file that mean the others are told apart in the same way.
        """
        keys = tuple(person.pk for person in candidates)
        if len(keys) < 2:
            return set()
        if keys not in self._lines:
            self._lines[keys] = self._told_apart(keys)
        said, lines = facts_of(claim), self._lines[keys]
        meant = {key for key, facts in lines.items() if facts and facts <= said}
        if len(meant) == 1:
            recognised = self._recognised.setdefault(keys, {})
            others = {number for number, member in recognised.items() if member not in meant and number < line.line}
            if others:
                line.details["apart"] = sorted({*line.details.get("apart", ()), *others})
            recognised[line.line] = next(iter(meant))
        return meant

    def _told_apart(self, members: Sequence[int]) -> dict[int, set[str]]:
        """Member -> what the line says that brought him in; of nobody where one of them was not told apart from another."""
        rows = _lines_of(members)
        told = {(row.upload_id, line) for row in rows.values() for line in row.details.get("apart", ())}
        told |= {(row.upload_id, row.line) for row in rows.values() if "apart" in row.details}
        if len(rows) < len(members) or any((row.upload_id, row.line) not in told for row in rows.values()):
            return {}
        return {key: facts_of(_claim_of(row, self._terms)) for key, row in rows.items()}

    def _decisions(self) -> dict[_Key, list[RememberedDecision]]:
        if self._remembered is None:
            self._remembered = defaultdict(list)
            entered = Written.objects.filter(upload=OuterRef("upload"), line=OuterRef("line")).values("member")[:1]
            about = Coalesce("member__merged_into", "member")  # the member who speaks for him by now
            decisions = RememberedDecision.objects.filter(self._terms.scope.divisions("home"))
            for decision in decisions.annotate(entered=Subquery(entered), about=about).order_by("pk"):
                self._remembered[decision.match_name, decision.home].append(decision)
        return self._remembered


def _chosen(candidates: Iterable[Person], meant: set[int]) -> Match | None:
    found = [member for member in candidates if member.pk in meant]
    return Match(member=found[0]) if len(found) == 1 else None


def _who_speaks_for(member: int) -> set[int]:
    """The member whose record his was joined with since, if it was."""
    speakers = Member.objects.filter(pk=member).values_list("merged_into", flat=True)
    return {speaker for speaker in speakers if speaker}


def _claim_of(row: UploadRow, terms: Terms) -> Claim:
    return claim_of(Line(row.line, [], values=row.values, digest=row.identity_digest), terms)


def _lines_of(members: Sequence[int]) -> dict[int, UploadRow]:
    """Member -> the line that brought him in."""
    written = Written.objects.filter(member__in=members, before__isnull=True)
    members_by_line = {
        (upload, line): member for member, upload, line in written.values_list("member", "upload", "line")
    }
    wanted = [Q(upload=upload, line=line) for upload, line in members_by_line]
    rows = UploadRow.objects.filter(Q(*wanted, _connector=Q.OR)) if wanted else ()
    return {members_by_line[row.upload_id, row.line]: row for row in rows}
