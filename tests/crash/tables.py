"""What the tables say, apart from keys and moments: those differ between two runs that did the same."""

import hashlib
import json
from collections import Counter
from typing import Any

from django.db.models import Model

from members.models import (
    Arrival,
    DivisionTally,
    Member,
    Membership,
    MemberTally,
    OrgRelation,
    OtherValue,
    Upload,
    UploadRow,
    Written,
)
from members.roll.tallies import differences
from registry.history.chain import broken_deeds
from registry.history.models import Deed, DeedSubject
from registry.jobs.models import Job

_MOMENTS = {"at", "applied_at", "uploaded_at", "digest", "previous", "values_digest", "request_id", "job_id"}


def digest() -> dict[str, str]:
    """A digest of each table that an import touches. Raises where tallies or history are not exact."""
    wrong = [*differences(), *broken_deeds()]
    if wrong:
        raise AssertionError(f"Not exact: {wrong[:3]}")
    return {table: hashlib.sha256("\n".join(rows).encode()).hexdigest() for table, rows in said().items()}


def said() -> dict[str, list[str]]:
    """Table -> its rows as text, in an order of their own; members by name and phone, uploads by their order."""
    people = {key: f"{name} {phone}" for key, name, phone in Member.objects.values_list("pk", "name", "phone")}
    uploads = {key: f"upload {at}" for at, key in enumerate(Upload.objects.order_by("pk").values_list("pk", flat=True))}

    def plain(name: str, value: Any) -> Any:
        if name == "member_id":
            return people.get(value, value)
        if name == "upload_id":
            return uploads[value]
        if name == "batch":
            return uploads[value]
        if name in ("sources", "source", "before"):
            text = value if isinstance(value, str) else json.dumps(value)
            return json.loads(text, object_hook=lambda found: _of_upload(found, uploads))
        return value if isinstance(value, str | int | dict | list | None) else str(value)

    def rows(model: type[Model]) -> list[str]:
        names = [f.attname for f in model._meta.concrete_fields if f.attname != "id" and f.attname not in _MOMENTS]
        found = model._default_manager.order_by().values_list(*names)
        return sorted(
            json.dumps({n: plain(n, v) for n, v in zip(names, row, strict=True)}, sort_keys=True, ensure_ascii=False)
            for row in found
        )

    jobs = (
        Job.objects.filter(arguments__upload__in=list(uploads)).order_by().values_list("kind", "state", "done", "whole")
    )
    tables = (
        Arrival,
        Member,
        Membership,
        MemberTally,
        DivisionTally,
        OrgRelation,
        OtherValue,
        Upload,
        UploadRow,
        Written,
    )
    told = {model.__name__: rows(model) for model in tables}
    return told | {"Deed": deeds(people, uploads), "Job": sorted(map(str, jobs))}


def _of_upload(found: dict[str, Any], uploads: dict[int, str]) -> dict[str, Any]:
    return found | {"upload": uploads.get(found["upload"], found["upload"])} if "upload" in found else found


def deeds(people: dict[int, str], uploads: dict[int, str]) -> list[str]:
    """What was done and to how many, and who was touched how often; who is erased has no name any more."""
    kinds = Counter(Deed.objects.order_by().values_list("verb", flat=True))
    subjects = Counter(
        (kind, people.get(one, "erased") if kind == "members.member" else uploads.get(one, "other"))
        for kind, key, last in DeedSubject.objects.order_by().values_list("kind", "key", "last")
        for one in range(key, (last or key) + 1)
    )
    return sorted([*map(str, kinds.items()), *map(str, subjects.items())])
