"""What can be printed, and what a page or a command says of it before."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from branches.ceremonies.models import Ceremony, Guest
from branches.ceremonies.papers.fonts import lacking
from branches.ceremonies.papers.forms import PrintForm
from branches.ceremonies.papers.kinds import PAPERS, Paper
from branches.ceremonies.papers.models import PrintRun
from branches.ceremonies.querysets import CeremonyQuerySet
from branches.ceremonies.tables import Line, RollCall
from registry.access import Scope


class Lacking(NamedTuple):
    """Characters that no font holds, and in whose name or text they stand."""

    whose: str
    characters: list[str]

    @property
    def named(self) -> str:
        """With their codes, since the screen may have no picture of them either: 𰻞 (U+30EDE)."""
        return " ".join(f"{character} (U+{ord(character):04X})" for character in self.characters)


class Papers(NamedTuple):
    """The papers of a ceremony as its page lists them. ``proof``: plaques are not awarded yet."""

    kinds: list[Paper]
    proof: bool
    lacking: list[Lacking]
    form: PrintForm


def papers_of(ceremony: Ceremony, roll: RollCall, guests: list[Guest]) -> Papers | None:
    """None where there is nothing to print. Asks the database nothing."""
    if ceremony.state == Ceremony.State.CANCELLED or not roll.lines:
        return None
    return Papers(
        list(PAPERS.values()),
        not ceremony.is_held,
        lacking_in(ceremony, roll.lines, guests),
        PrintForm(),
    )


def lacking_in(ceremony: Ceremony | None, lines: Sequence[Line], guests: Sequence[Guest]) -> list[Lacking]:
    """What the papers would show a box for, by name: the ceremony's own texts, its branches, its guests."""
    texts = list(_texts(ceremony, lines, guests))
    if not lacking(text for _whose, text in texts):
        return []
    found: dict[str, set[str]] = {}
    for whose, text in texts:
        if missing := lacking([text]):
            found.setdefault(whose, set()).update(missing)
    return [Lacking(whose, sorted(characters)) for whose, characters in found.items()]


def _texts(ceremony: Ceremony | None, lines: Sequence[Line], guests: Sequence[Guest]) -> Iterator[tuple[str, str]]:
    """Everything people wrote that stands on a paper, and whose it is."""
    if ceremony:
        texts = (ceremony.title, ceremony.venue, ceremony.address, ceremony.host, ceremony.presiding)
        yield from ((ceremony.title, text) for text in (*texts, ceremony.handing_over, ceremony.document_read_out))
    for number, plaque, place in lines:
        branch = plaque.branch
        whose = f"{number} {branch.short_name}"  # its place on the list: the screen may not show its name either
        wording = plaque.wording or branch.plaque_name or branch.full_name
        names = (wording, branch.short_name, place, branch.approved_by, branch.approval_document_no)
        yield from ((whose, text) for text in names)
        yield from ((f"{whose} · {name}", name) for name in (plaque.received_by, plaque.handed_over_by))
    for guest in guests:
        yield from ((guest.name, text) for text in (guest.name, guest.title))


def runs_of(ceremony: Ceremony, scope: Scope) -> list[PrintRun]:
    """Long prints of what this scope shows of the ceremony: under way, or whole and still saying what is true."""
    found = PrintRun.objects.within(scope).filter(ceremony=ceremony).select_related("job", "ceremony")
    runs = [run for run in found if run.is_whole or run.is_under_way]
    now = runs[0].occasion() if runs else None
    return [run for run in runs if run.is_under_way or (now and run.is_true_of(now))]


def printable_of(ceremonies: CeremonyQuerySet) -> CeremonyQuerySet:
    """A ceremony that was cancelled has no papers."""
    return ceremonies.exclude(state=Ceremony.State.CANCELLED)
