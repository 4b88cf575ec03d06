"""What a member is, unit by unit, as JSON: to make him so again, and to tell what was changed since."""

from typing import Any, Final

from members.roll.knowns import SIX_KNOWNS
from members.roll.merging.sides import FIELDS
from members.roll.models import Member
from registry.history.chain import canonical, keyed_digest

# What is restored or kept together, since a constraint or a rule binds it.
UNITS: Final[dict[str, tuple[str, ...]]] = {
    "joined_on": (*FIELDS["kind"], *FIELDS["joined_on"], *FIELDS["confirmed_on"]),
    **{name: columns for name, columns in FIELDS.items() if name not in {"kind", "joined_on", "confirmed_on"}},
    "origin": (*FIELDS["origin"], "home"),
    "standing": ("branch_id", "ended_on", "ended"),
}
Portrait = dict[str, dict[str, Any]]


def portrait(member: Member) -> Portrait:
    """Unit -> its columns, with the source of a known."""
    return {unit: _unit(member, unit) for unit in UNITS}


def digests(of: Portrait) -> dict[str, str]:
    """The same without the values: enough to see later whether a unit is still what it was."""
    return {unit: keyed_digest(canonical(values)) for unit, values in of.items()}


def restore(member: Member, unit: str, stored: dict[str, Any]) -> None:
    """Set the unit on the object as it was."""
    fields: Any = {field.attname: field for field in Member._meta.concrete_fields}
    for column, value in stored["columns"].items():
        setattr(member, column, fields[column].to_python(value))
    if unit in SIX_KNOWNS:
        sources = {known: source for known, source in member.sources.items() if known != unit}
        member.sources = sources | ({unit: stored["source"]} if stored["source"] is not None else {})


def _unit(member: Member, unit: str) -> dict[str, Any]:
    values = {column: getattr(member, column) for column in UNITS[unit]}
    written = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
    return {"columns": written, "source": member.sources.get(unit) if unit in SIX_KNOWNS else None}
