"""The one way to write a deed."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from registry.history import chain
from registry.history.models import Deed, DeedSubject
from registry.history.requests import current_request_id
from registry.history.verbs import Verb
from registry.loading import insert_rows

if TYPE_CHECKING:
    from registry.accounts.models import User

_SHORTEST: Final = 8  # objects: so many consecutive ones are a run, fewer a row each
_LONG_NUMBER = re.compile(r"\d(?:[\s-]*\d){9,}[Xx]?")  # codes of places and branches are shorter


class Subject(NamedTuple):
    """What a deed touched: model label (``members.member``), key, and its place as a branch code.

    ``last``: of a run, all keys from ``key`` to this one, all of this place.
    """

    kind: str
    key: int
    place: int | None
    last: int | None = None

    @classmethod
    def of(cls, thing: "Model | Subject") -> "Subject":
        if isinstance(thing, Subject):
            return thing
        return cls(thing._meta.label_lower, thing.pk, getattr(thing, "place", None))


@transaction.atomic
def record(
    *,
    verb: Verb,
    by: "User | None",
    subjects: Iterable[Model | Subject],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    document_no: str = "",
) -> Deed:
    """Write one deed about its subjects, at the end of the chain. Call it last: it holds the chain until the commit.

    A deed about nothing in particular (an export) is about the account that did it, and found where that belongs.
    ``before`` and ``after`` are values by field name, as JSON can hold them (dates and decimals become text). Of ``filters``, what a
    list was searched by, long numbers are left out.
    The moment is read from the clock here and nowhere else: when a thing was written down is no argument.
    """
    touched = [piece for thing in subjects for piece in _pieces(Subject.of(thing))] or ([Subject.of(by)] if by else [])
    previous = chain.lock_end_of_chain()  # the clock is read after it, so that moments follow the chain
    deed = Deed(
        verb=verb,
        at=timezone.now(),
        by=by,
        by_name=str(by) if by else "",
        reason=reason,
        document_no=document_no,
        request_id=current_request_id.get(),
        before=_plain(before),
        after=_plain(after),
        previous=previous,
    )
    deed.values_digest = chain.values_digest(deed.before, deed.after)
    deed.digest = chain.deed_digest(deed, touched)
    deed.save(force_insert=True)
    insert_rows(DeedSubject, ("deed_id", "kind", "key", "place", "last"), ((deed.pk, *subject) for subject in touched))
    return deed


def in_runs(kind: str, places: Mapping[int, int | None]) -> list[Subject]:
    """Objects by key with their places as subjects: many consecutive keys of one place as a run, the others one by one."""
    subjects: list[Subject] = []
    run: list[int] = []
    for key in sorted(places):
        if run and (key != run[-1] + 1 or places[key] != places[run[-1]]):
            subjects += _as_subjects(kind, run, places[run[-1]])
            run = []
        run.append(key)
    return subjects + (_as_subjects(kind, run, places[run[-1]]) if run else [])


def _as_subjects(kind: str, run: Sequence[int], place: int | None) -> list[Subject]:
    if len(run) >= _SHORTEST:
        return [Subject(kind, run[0], place, run[-1])]
    return [Subject(kind, key, place) for key in run]


def _pieces(subject: Subject) -> Iterator[Subject]:
    if subject.last is None:
        yield subject
        return
    for first in range(subject.key, subject.last + 1, DeedSubject.LONGEST):
        yield subject._replace(key=first, last=min(subject.last, first + DeedSubject.LONGEST - 1))


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    plain = json.loads(json.dumps(dict(values or {}), cls=DjangoJSONEncoder, ensure_ascii=False))
    if "filters" in plain:
        plain["filters"] = _without_numbers(plain["filters"])
    return plain


def _without_numbers(filters: Any) -> Any:
    """Filters (a query string, or values by name) without the phone or identity number that somebody searched for: a deed stays."""
    if isinstance(filters, str):
        return urlencode([(name, _LONG_NUMBER.sub("***", text)) for name, text in parse_qsl(filters, True)])
    return {name: _LONG_NUMBER.sub("***", said) if isinstance(said, str) else said for name, said in filters.items()}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the fields that differ, as (before, after)."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
