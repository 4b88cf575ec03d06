"""What a line's texts mean in this registry: places by the division tables, branches by their names, the person by a claim.

Nothing is guessed: a place that could be two is an error of the line, with the candidates named, and the text stays as written.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings

from branches.divisions.names import place_index
from members.roll.known_values import UNKNOWN, first_day
from members.roll.knowns import SIX_KNOWNS
from members.roll.names import match_name
from members.surveys.branch_names import BranchNames
from members.surveys.claims import Claim
from members.surveys.lines import Line, Terms
from members.surveys.origins import Origins
from members.surveys.values.faults import WARNING, Fault

RESOLVED = ("origin", "work_address", "branch")
_PLAIN = ("kind", "card_no", "employer", "note")


class Resolver:
    """Resolves the lines of one file; places that repeat are looked up once."""

    def __init__(self, terms: Terms, *, headers: Mapping[str, str]) -> None:
        """``headers``: field -> heading of its column, for the faults."""
        self.terms = terms
        self.headers = headers
        self.index = place_index()
        self.host = settings.HOST_PROVINCE
        self.branches = BranchNames(terms, self.index)
        self._origins = Origins(terms, self.index, header=headers.get("origin", ""))

    def resolve(self, line: Line, *, only: Collection[str] = RESOLVED) -> None:
        """Replace the texts of the line by what they mean; add the faults of those that mean nothing.

        ``only``: of these fields, where a line that was resolved before is read anew in part.
        """
        if "origin" in only and isinstance(line.values.get("origin"), str):
            self._origin(line, line.values.pop("origin"))
        if "work_address" in only and isinstance(line.values.get("work_address"), str):
            address = line.values["work_address"]
            line.details["district"] = self._district(address)
        if "branch" in only:
            self._branch(line)

    def _district(self, address: str) -> int | None:
        """The district of the address as it stands today: 崇文区 is 东城区 since 2010."""
        code = self.index.find(address, within=self.host).county
        return None if code is None else self.index.gazetteer.lineage.current(code, self.terms.today)

    def _origin(self, line: Line, text: str) -> None:
        found = self._origins.of(text)
        line.details["origin_text"] = text
        if found.fault is None:
            line.values["origin"] = found.county
            line.details["township"] = found.township
        else:
            line.faults.append(found.fault)

    def _branch(self, line: Line) -> None:
        """The branch the line names, else the one chosen for the whole file."""
        text = line.values.pop("branch", None)
        if not isinstance(text, str):
            line.details["branch"] = self.terms.branch
            return
        found = self.branches.called(text)
        if len(found) == 1:
            line.values["branch"] = {"code": found[0].code, "name": found[0].short_name}
            line.details["branch"] = found[0].code
        else:
            proposal = [branch.full_name for branch in found] or None
            params, header = (("text", text),), self.headers.get("branch", "")
            line.faults.append(Fault("unknown_branch", WARNING, proposal, params, "branch", header))


def claim_of(line: Line, terms: Terms) -> Claim:
    """What a resolved line says of who it is."""
    values = line.values
    contact, number = values.get("contact"), values.get("member_no")
    return Claim(
        match_name=match_name(values.get("name") or ""),
        number=member_key(number) if number else None,
        digest=line.digest,
        phones=contact["phones"] if contact else (),
        home=home_of(line, terms),
        said=values,
    )


def home_of(line: Line, terms: Terms) -> int:
    """The division that answers for the member: his county where it is known, else the place the file is for."""
    origin = line.values.get("origin")
    return origin["code"] if origin else terms.place


def member_key(number: str | None) -> int | None:
    """M000123 -> 123."""
    digits = (number or "").removeprefix("M")
    return int(digits) if digits.isdecimal() else None


def member_columns(line: Line) -> dict[str, Any]:
    """Plain columns of the member that the line fills, none of them blank."""
    values = line.values
    fields = {name: values[name] for name in _PLAIN if values.get(name)}
    if fields.get("kind") == "unknown":
        del fields["kind"]
    for name in ("joined_on", "confirmed_on"):
        if values.get(name):
            fields[name] = first_day(values[name]["date"])
            fields[f"{name}_precision"] = values[name]["precision"]
    return fields


def member_knowns(line: Line) -> dict[str, Any]:
    """The knowns the line says something of, in the shapes of ``members.roll.known_values``; absent where it says nothing."""
    found = {}
    for known in SIX_KNOWNS:
        value = line.values.get(known, UNKNOWN)
        if value is UNKNOWN or (known == "dues" and value is not None and value["state"] == "unknown"):
            continue
        found[known] = _with_details(known, value, line.details)
    return found


def _with_details(known: str, value: Any, details: dict[str, Any]) -> Any:
    if value is None:
        return None
    if known == "origin":
        return {"code": value["code"], "text": details.get("origin_text", ""), "township": details.get("township")}
    if known == "work_address":
        return {"text": value, "district": details.get("district")}
    return value
