"""Doubts that a person has settled: in this file, or for the same line in an earlier one."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from members.roll.models import Member
from members.surveys.claims import Claim
from members.surveys.lines import Line, Terms
from members.surveys.models import Written
from members.surveys.people import Match, Person, is_visible
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


class Settled:
    """Asked only where ``People`` had a doubt. The decisions of a place are read once, when the first doubt comes up."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._remembered: dict[_Key, list[RememberedDecision]] | None = None

    def match(self, line: Line, claim: Claim, match: Match) -> Match:
        """The match as a person decided it, where one did; else as it is.

        ``line.details["decision"]``: {"member": key, or None for somebody new}, made in this file; it goes first.
        """
        if not match.candidates or any(not is_visible(member, self._terms.scope) for member in match.candidates):
            return match
        decision = line.details.get("decision")
        if decision is not None:
            return self._as_decided(decision["member"], claim, match)
        return self._as_remembered(claim, match)

    def _as_decided(self, chosen: int | None, claim: Claim, match: Match) -> Match:
        if chosen is None:
            return match if any(is_certainly_one(claim, member) for member in match.candidates) else Match()
        return _chosen(match.candidates, {chosen}) or match

    def _as_remembered(self, claim: Claim, match: Match) -> Match:
        """Of decisions on lines of which this one says everything again: whom they meant, whom they did not mean."""
        meant, not_meant = set(), set()
        said = facts_of(claim)
        for decision in self._decisions().get((claim.match_name, claim.home or 0), []):
            if decision.facts and said.issuperset(decision.facts):
                if decision.is_same:
                    meant.add(decision.member_id)
                else:
                    not_meant.add(decision.member_id)
                    meant |= {decision.entered} - {None}  # type: ignore[attr-defined]  # annotated
        left = tuple(m for m in match.candidates if m.pk not in not_meant or is_certainly_one(claim, m))
        return _chosen(left, meant) or Match(candidates=left)

    def _decisions(self) -> dict[_Key, list[RememberedDecision]]:
        if self._remembered is None:
            self._remembered = defaultdict(list)
            entered = Written.objects.filter(upload=OuterRef("upload"), line=OuterRef("line")).values("member")[:1]
            decisions = RememberedDecision.objects.filter(self._terms.scope.divisions("home"))
            for decision in decisions.annotate(entered=Subquery(entered)).order_by("pk"):
                self._remembered[decision.match_name, decision.home].append(decision)
        return self._remembered


def _chosen(candidates: Iterable[Person], meant: set[int]) -> Match | None:
    found = [member for member in candidates if member.pk in meant]
    return Match(member=found[0]) if len(found) == 1 else None
