"""What a file would change, before anything is written: which fields, in how many lines, and whether that is alarmingly many.

A column that slipped or was given a wrong meaning shows here: it contradicts members by the hundred.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from members.roll.knowns import SIX_KNOWNS
from members.surveys.labels import FIELD_LABELS
from members.surveys.models import Upload, Verdict

ALARMING = 1 / 3
"""Share of the lines of data: from here on a field that is replaced must be confirmed."""

_FEW = 3  # lines: of one or two it is seen at a glance
_TOGETHER = {"joined_on_precision": "joined_on", "confirmed_on_precision": "confirmed_on"}


@dataclass(frozen=True, slots=True)
class FieldImpact:
    """``filled``: lines that say what was unknown; ``replaced``: lines that say something else than what is known."""

    label: str
    filled: int
    replaced: int
    is_alarming: bool


def impact_of_changes(changes: Iterable[Mapping[str, list[Any]]]) -> dict[str, list[int]]:
    """Field -> [filled, replaced], of what each line changes in somebody ({field: [before, after]})."""
    filled, replaced = Counter[str](), Counter[str]()
    for line in changes:
        for field in {_TOGETHER.get(name, name) for name in line}:
            before = line.get(field, [""])[0]
            (filled if before in ("", None, "unknown") else replaced)[field] += 1
    return {field: [filled[field], replaced[field]] for field in sorted(filled.keys() | replaced.keys())}


def impact_on(upload: Upload) -> dict[str, list[int]]:
    """The same of the lines of an upload as they are staged."""
    changes = upload.rows.filter(verdict=Verdict.CHANGED).order_by().values_list("changes", flat=True)
    return impact_of_changes(changes.iterator(2000))


def impact_on_page(upload: Upload) -> list[FieldImpact]:
    """The fields that would change, most replaced first."""
    whole = upload.lines_of_data
    found = [
        FieldImpact(
            str(SIX_KNOWNS.get(field) or FIELD_LABELS.get(field, field)),
            filled,
            replaced,
            _is_alarming(replaced, whole),
        )
        for field, (filled, replaced) in upload.facts.get("impact", {}).items()
    ]
    return sorted(found, key=lambda impact: (-impact.replaced, -impact.filled, impact.label))


def is_alarming(upload: Upload) -> bool:
    """Whether a third or more of the lines would replace one field."""
    whole = upload.lines_of_data
    return any(_is_alarming(replaced, whole) for _filled, replaced in upload.facts.get("impact", {}).values())


def _is_alarming(replaced: int, whole: int) -> bool:
    return replaced >= _FEW and replaced >= whole * ALARMING
