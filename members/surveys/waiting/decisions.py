"""Lines that wait for a person's word: this member, somebody new, or left waiting. Many at once, remembered for the next file.

Doubtful lines could mean a member; likely duplicates could mean the person of an earlier line. Of duplicates by name and phone it can
be said too that they are somebody else; of those by a number of one's own it cannot. That two lines of a file speak of two people
holds in that file (``line.details["apart"]`` names the earlier lines) and, once both are on the roll, for files that say the same
again (``settled``): of people who are on no roll nothing is remembered.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.roll.bulk import hold
from members.roll.models import Member
from members.surveys.lines import Line
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.plan import LIKELY_DUPLICATE
from members.surveys.querysets import UploadRowQuerySet
from members.surveys.resolution import claim_of, member_key
from members.surveys.waiting.judging import is_open, locked, open_lines, rejudge
from members.surveys.waiting.models import RememberedDecision
from members.surveys.waiting.settled import facts_of, is_certainly_one
from members.surveys.works import terms_of
from registry.access import Permission
from registry.accounts.models import User
from registry.history.actions import record
from registry.history.verbs import Verb

_LIKELY = Q(fault_codes__contains=f" {LIKELY_DUPLICATE} ")
_WAITS = Q(verdict=Verdict.DOUBTFUL) | _LIKELY


class Choice(NamedTuple):
    """What a person says of a line: ``member`` (his key), or somebody new, of whom no other line speaks, where ``member`` is None."""

    member: int | None


LEAVE: Final = "leave"
"""No decision: the line waits, and a decision made before is taken back."""


def to_decide(upload: Upload) -> UploadRowQuerySet:
    """Lines that wait for a decision, and those decided here that are not written yet."""
    return _undecided_or_decided(upload, _WAITS)


def about_members(upload: Upload) -> UploadRowQuerySet:
    """Those of ``to_decide`` that could mean a member."""
    return to_decide(upload).filter(Q(verdict=Verdict.DOUBTFUL) | Q(details__has_key="decision"))


def about_lines(upload: Upload) -> UploadRowQuerySet:
    """Those of ``to_decide`` that could mean the person of an earlier line."""
    return to_decide(upload).filter(_LIKELY | Q(details__has_key="apart"))


def undecided(rows: UploadRowQuerySet) -> UploadRowQuerySet:
    """Those that still wait, also where they were told from another line before."""
    return rows.filter(_WAITS).order_by("line")


def duplicates(upload: Upload) -> UploadRowQuerySet:
    """Lines taken for the person of an earlier one by name and phone, or by a number of his own: nobody need decide of them."""
    return upload.rows.filter(verdict=Verdict.DUPLICATE).exclude(_LIKELY)


def _undecided_or_decided(upload: Upload, waits: Q) -> UploadRowQuerySet:
    decided = Q(details__has_key="decision") | Q(details__has_key="apart")
    rows = upload.rows.filter(waits | decided).unwritten()
    # Of a file that was applied a line that had nothing new to say is settled; of a lead its own page decides.
    return (rows if upload.is_open else rows.exclude(verdict=Verdict.UNCHANGED)).exclude(details__has_key="lead")


def candidates_of(row: UploadRow) -> list[int]:
    """Keys of the members the line could mean: those that were to choose from when it was decided, and those found."""
    decided = row.details.get("decision")
    numbers = dict.fromkeys([*(decided["among"] if decided else ()), *row.candidates])
    return [key for number in numbers if (key := member_key(number))]


def earlier_line_of(row: UploadRow) -> int | None:
    """The line whose person it could mean: the one found, or the one it was told apart from."""
    return row.duplicate_of or max(row.details.get("apart", ()), default=None)


@transaction.atomic
def decide(
    *, upload: Upload, choices: Mapping[int, Choice | str], by: User | None, today: datetime.date
) -> dict[str, int]:
    """Carry out the choices, by line; {"same", "new", "left"}: how many of each.

    Raises ValidationError and does nothing: outside_scope, wrong_state; not_doubtful where a line waits for no decision; not_a_candidate
    where a member is none of those the line could mean, or not to be seen by ``by``; same_identity where somebody new would bear a
    registered identity number, or a number of the line he is told apart from.
    """
    upload = locked(upload, by=by)
    waiting = _undecided_or_decided(upload, _WAITS | Q(verdict=Verdict.DUPLICATE))
    rows = {row.line: row for row in waiting.filter(line__in=list(choices)) if is_open(row, upload)}
    if set(choices) - set(rows):
        raise ValidationError(_("These lines wait for no decision any more; look again."), code="not_doubtful")
    among = _among(upload, rows.values())
    visible = _visible(among, by)
    lines = open_lines(upload, upload.rows.filter(line__in=list(rows)))
    RememberedDecision.objects.filter(upload=upload, line__in=list(rows)).delete()
    remembered = []
    for number, choice in choices.items():
        remembered += _decide(rows[number], lines[number], choice, among[number], visible, upload, by, today)
    RememberedDecision.objects.bulk_create(remembered)
    rejudge(upload, lines, today=today)
    _check_apart(upload, [line for line, choice in choices.items() if choice == Choice(None)])
    done = {
        "same": sum(isinstance(choice, Choice) and choice.member is not None for choice in choices.values()),
        "new": sum(choice == Choice(None) for choice in choices.values()),
        "left": sum(choice == LEAVE for choice in choices.values()),
    }
    record(verb=Verb.SURVEY_DECIDED, by=by, subjects=[upload], after=done)
    return done


def _among(upload: Upload, rows: Iterable[UploadRow]) -> dict[int, list[int]]:
    """Line -> keys of the members it could mean, also of the one whom the line it repeats means or has brought in."""
    earlier = {row.line: row.duplicate_of for row in rows if row.duplicate_of}
    owners = set(earlier.values())
    meant = dict(upload.rows.filter(line__in=owners, member__isnull=False).values_list("line", "member"))
    meant |= dict(upload.written.filter(line__in=owners).values_list("line", "member"))
    found = {row.line: candidates_of(row) for row in rows}
    for line, owner in earlier.items():
        found[line] += [meant[owner]] if owner in meant and meant[owner] not in found[line] else []
    return found


def _check_apart(upload: Upload, lines: Collection[int]) -> None:
    """That who was said to be somebody else came out so. Raises ValidationError same_identity."""
    told = upload.rows.filter(line__in=lines, verdict=Verdict.DUPLICATE, details__has_key="apart")
    for row in told.order_by("line"):
        if row.duplicate_of in row.details["apart"]:
            message = _("Lines %(line)s and %(earlier)s share a number that only one person has: they cannot be two.")
            params = {"line": row.line, "earlier": row.duplicate_of}
            raise ValidationError(message, code="same_identity", params=params)


def _visible(among: Mapping[int, Iterable[int]], by: User | None) -> dict[int, Member]:
    """The members to choose from, locked: what is remembered points at them, and nobody takes them back meanwhile."""
    keys = {key for several in among.values() for key in several}
    hold(members=keys)
    members = Member.objects.filter(pk__in=keys)
    if by is not None:
        members = members.within(by.scope_of(Permission.IMPORT_SURVEYS))
    return {member.pk: member for member in members}


def _decide(
    row: UploadRow,
    line: Line,
    choice: Choice | str,
    among: Collection[int],
    visible: Mapping[int, Member],
    upload: Upload,
    by: User | None,
    today: datetime.date,
) -> list[RememberedDecision]:
    """Write the choice into the line; what is to be remembered of it."""
    if not isinstance(choice, Choice):
        line.details.pop("decision", None)
        line.details.pop("apart", None)
        return []
    if choice.member is None and row.verdict == Verdict.DUPLICATE:
        line.details["apart"] = sorted({*line.details.get("apart", ()), row.duplicate_of})
    if choice.member is None and not among:
        return []
    claim = claim_of(line, terms_of(upload, today=today))
    known = [visible[key] for key in among if key in visible]
    if choice.member is not None and choice.member not in {member.pk for member in known}:
        raise ValidationError(_("This is none of the members the line could mean."), code="not_a_candidate")
    if choice.member is None and any(is_certainly_one(claim, member) for member in known):
        message = _("Line %(line)s bears the identity number of a member: it cannot be somebody new.")
        raise ValidationError(message, code="same_identity", params={"line": line.line})
    line.details["decision"] = {"member": choice.member, "among": [member.number for member in known]}
    facts = sorted(facts_of(claim))
    meant = known if choice.member is None else [visible[choice.member]]
    return [
        RememberedDecision(
            match_name=claim.match_name,
            home=claim.home or upload.division_code,
            facts=facts,
            member=member,
            is_same=choice.member is not None,
            upload=upload,
            line=line.line,
            decided_by=by,
        )
        for member in meant
    ]
