"""What a ceremony needs before its day and on it, as a list of which each line is done or not, with the way to it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from branches.ceremonies import day
from branches.ceremonies.models import Ceremony, Plaque, Stage


class Item(NamedTuple):
    """One line: ``done`` None where nothing depends on it (it may be left)."""

    label: Promise | str
    done: bool | None
    note: str
    url: str


class Chapter(NamedTuple):
    title: Promise | str
    items: list[Item]
    is_course: bool = False  # its lines are steps, one after the other: what is not done yet is not missing

    @property
    def done(self) -> int:
        return sum(1 for item in self.items if item.done)

    @property
    def counted(self) -> int:
        return sum(1 for item in self.items if item.done is not None)


def checklist(ceremony: Ceremony, plaques: list[Plaque]) -> list[Chapter]:
    """Three chapters: the frame, the list, the day. Two queries besides ``plaques``, those of the ceremony with their branches."""
    guests = list(ceremony.guests.order_by("position", "pk"))
    present = day.present(day.signed_in(ceremony), plaques, guests)
    return [
        Chapter(gettext_lazy("Day and hall"), _frame(ceremony, len(guests))),
        Chapter(gettext_lazy("Branches and plaques"), _list(ceremony, plaques)),
        Chapter(gettext_lazy("On the day and after it"), _day(ceremony, plaques, present), is_course=True),
    ]


def _frame(ceremony: Ceremony, guests: int) -> list[Item]:
    url = _url("change" if ceremony.is_open else "correct", ceremony)
    day_words = ceremony.held_on.isoformat() if ceremony.held_on else ""
    return [
        Item(_("Date"), bool(ceremony.held_on), day_words, url),
        Item(_("Time"), bool(ceremony.starts_at), f"{ceremony.starts_at:%H:%M}" if ceremony.starts_at else "", url),
        Item(_("Venue"), bool(ceremony.venue), ceremony.venue, url),
        Item(_("Host organisation"), bool(ceremony.host), ceremony.host, url),
        Item(_("Presiding"), bool(ceremony.presiding), ceremony.presiding, url),
        Item(_("Document read out"), bool(ceremony.document_read_out), ceremony.document_read_out, url),
        Item(_("Guests"), bool(guests) or None, ngettext("%(n)d guest", "%(n)d guests", guests) % {"n": guests}, url),
    ]


def _list(ceremony: Ceremony, plaques: list[Plaque]) -> list[Item]:
    count = len(plaques)
    to_list = _url("choose", ceremony) if ceremony.is_open else f"{ceremony.get_absolute_url()}#list"
    to_lines = _url("arrange", ceremony) if ceremony.is_open else to_list
    approved = sum(1 for p in plaques if p.branch.approval_document_no)
    worded = sum(1 for p in plaques if p.wording.strip())
    handed_by = sum(1 for p in plaques if p.handing_over)
    received = sum(1 for p in plaques if p.received_by)
    sized = sum(1 for p in plaques if p.size)
    made = sum(1 for p in plaques if p.stage >= Stage.MADE)
    return [
        Item(_("Branches on the list"), count > 0, str(count), to_list),
        Item(
            _("Approval documents"), _all(approved, count), _of(approved, count), f"{ceremony.get_absolute_url()}#list"
        ),
        Item(_("Wordings"), _all(worded, count), _of(worded, count), to_lines),
        Item(
            _("Who hands over"),
            _all(handed_by, count),
            ceremony.handing_over or _of(handed_by, count),
            _url("change", ceremony) if ceremony.is_open else _url("correct", ceremony),
        ),
        Item(_("Who receives"), _all(received, count), _of(received, count), to_lines),
        Item(_("Size of the boards"), _all(sized, count), _of(sized, count), _url("boards", ceremony)),
        Item(_("Boards made"), _all(made, count), _of(made, count), _url("boards", ceremony)),
    ]


def _day(ceremony: Ceremony, plaques: list[Plaque], present: day.Present) -> list[Item]:
    handed = sum(1 for p in plaques if p.is_handed_over)
    settled = sum(1 for p in plaques if p.is_handed_over or p.not_handed_over)
    awarded = sum(1 for p in plaques if p.is_awarded)
    prepared = ceremony.state not in {Ceremony.State.DRAFT, Ceremony.State.CANCELLED}
    come = _of(present.branches, present.branches_expected)
    return [
        Item(_("Prepared"), prepared, "", _url("prepare", ceremony)),
        Item(pgettext("attendance", "Signed in"), present.branches > 0 or None, come, _url("attendance", ceremony)),
        Item(_("All plaques awarded"), ceremony.is_held, _of(awarded, len(plaques)), _url("hold", ceremony)),
        Item(
            _("Handed over or explained"),
            _all(settled, len(plaques)),
            _of(handed, len(plaques)),
            _url("live", ceremony),
        ),
        Item(_("Closed"), ceremony.state == Ceremony.State.CLOSED, "", _url("close", ceremony)),
    ]


def _all(some: int, whole: int) -> bool:
    return 0 < whole == some


def _of(some: int, whole: int) -> str:
    return _("%(some)d of %(whole)d") % {"some": some, "whole": whole}


def _url(name: str, ceremony: Ceremony) -> str:
    return reverse(f"ceremonies:{name}", args=[ceremony.pk])
