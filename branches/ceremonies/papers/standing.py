"""What can be printed, and what a page says of it before."""

from typing import NamedTuple

from branches.ceremonies.models import Ceremony, Guest
from branches.ceremonies.papers.fonts import lacking
from branches.ceremonies.papers.forms import PrintForm
from branches.ceremonies.papers.kinds import PAPERS, Paper
from branches.ceremonies.querysets import CeremonyQuerySet
from branches.ceremonies.tables import RollCall


class Papers(NamedTuple):
    """The papers of a ceremony as its page lists them."""

    kinds: list[Paper]
    proof: bool
    lacking: list[str]
    form: PrintForm


def papers_of(ceremony: Ceremony, roll: RollCall, guests: list[Guest]) -> Papers | None:
    """None where there is nothing to print. Asks the database nothing.

    ``proof``: plaques are not awarded yet. ``lacking``: characters of names and wordings that no font holds.
    """
    if ceremony.state == Ceremony.State.CANCELLED or not roll.lines:
        return None
    texts = [text for n, p, _place in roll.lines for text in (p.wording, p.branch.short_name, p.received_by)]
    texts += [text for guest in guests for text in (guest.name, guest.title)]
    texts += [ceremony.title, ceremony.venue, ceremony.address, ceremony.host, ceremony.presiding]
    return Papers(
        list(PAPERS.values()), not ceremony.is_held, lacking([*texts, ceremony.document_read_out]), PrintForm()
    )


def printable_of(ceremonies: CeremonyQuerySet) -> CeremonyQuerySet:
    """A ceremony that was cancelled has no papers."""
    return ceremonies.exclude(state=Ceremony.State.CANCELLED)
