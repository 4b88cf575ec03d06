"""How one deed is tied to the one before it: a keyed digest over everything the deed says."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import connection

from registry.history.models import Deed

BEGINNING = "0" * 64
_LOCK = 0x6465656473  # "deeds": the advisory lock under which the chain grows


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value that is digested."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def keyed_digest(content: bytes) -> str:
    return hmac.new(settings.DIGEST_KEY.encode(), content, hashlib.sha256).hexdigest()


def values_digest(before: Any, after: Any) -> str:
    return keyed_digest(canonical([before, after]))


def deed_digest(deed: Deed, subjects: Iterable[tuple[str, int, int | None, int | None]]) -> str:
    """``subjects``: kind, key, place and, of a run, its last key; in their order."""
    said = [
        deed.previous,
        deed.verb,
        deed.at.isoformat(timespec="microseconds"),
        deed.by_id,
        deed.by_name,
        deed.reason,
        deed.document_no,
        deed.request_id,
        deed.values_digest,
        [list(subject if subject[3] is not None else subject[:3]) for subject in subjects],
    ]
    return keyed_digest(canonical(said))


def lock_end_of_chain() -> str:
    """Wait until no other transaction is adding a deed; return the digest of the last one.

    PostgreSQL: an advisory lock that ends with the transaction (kind to connection pools). SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Deed.objects.order_by("-pk").values_list("digest", flat=True).first()
    return last or BEGINNING


def broken_deeds() -> Iterator[tuple[int, str]]:
    """Walk the chain from the beginning; yield (deed number, what is wrong) for every deed that does not fit."""
    previous = BEGINNING
    for deed in Deed.objects.order_by("pk").prefetch_related("subjects").iterator(chunk_size=2000):
        if deed.previous != previous:
            yield deed.pk, "previous"
        if deed.values_digest != values_digest(deed.before, deed.after):
            yield deed.pk, "values"
        subjects = [(s.kind, s.key, s.place, s.last) for s in sorted(deed.subjects.all(), key=lambda s: s.pk)]
        if deed.digest != deed_digest(deed, subjects):
            yield deed.pk, "digest"
        previous = deed.digest
