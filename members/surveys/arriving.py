"""Lines that enter somebody, made ready while their file is planned: to apply them is then a few statements for thousands.

A line that is staged again (corrected, answered, decided, judged anew) is made ready again when it is applied.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from members.roll.bulk import Arrivals, Newcomer, arrival
from members.surveys.claims import stripe_of
from members.surveys.leads.setting_aside import becomes_lead
from members.surveys.lines import Line, Terms
from members.surveys.models import Verdict
from members.surveys.resolution import claim_of, home_of, member_columns, member_knowns


def make_ready(upload: int, lines: Iterable[Line], terms: Terms) -> None:
    """Put the members that the new lines would enter beside them; leads are none."""
    if not becomes_lead(terms.channel, Verdict.NEW):
        add_to(Arrivals(upload), upload, lines, terms)


def add_to(arrivals: Arrivals, upload: int, lines: Iterable[Line], terms: Terms) -> None:
    """Put the members that the new ones of the lines enter into these arrivals."""
    Arrivals.add(_rows(arrivals.batch, upload, lines, terms))


def _rows(batch: int, upload: int, lines: Iterable[Line], terms: Terms) -> Iterator[tuple[Any, ...]]:
    for line in lines:
        if line.verdict == Verdict.NEW:
            claim = line.claim or claim_of(line, terms)
            newcomer, stripe = _newcomer(line, terms, upload), stripe_of(claim.match_name)
            yield arrival(newcomer, batch=batch, line=line.line, stripe=stripe, claimed=claim.number)


def _newcomer(line: Line, terms: Terms, upload: int) -> Newcomer:
    return Newcomer(
        name=line.values["name"],
        home=home_of(line, terms),
        source=terms.source(upload, line.line),
        fields=member_columns(line),
        knowns=member_knowns(line),
        identity_digest=line.digest or None,
        branch=line.details.get("branch"),
        since=terms.collected_on,
        formal_branch=line.values.get("home_org") or "",
    )
