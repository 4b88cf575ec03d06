import re
from collections.abc import Mapping

from members.surveys.waiting.decisions import LEAVE, Choice

_CHOICE = re.compile(r"choice_(\d{1,9})")


def choices_of(posted: Mapping[str, str], ticked: list[str], only: Mapping[int, int | None]) -> dict[int, Choice | str]:
    """What was chosen on the page of doubtful lines, by line.

    ``only``: line -> its candidate, where there is exactly one. A button for the ticked lines (``for_ticked``: candidate, new, leave)
    speaks of these alone; without it every line's own choice counts.
    """
    bulk = posted.get("for_ticked", "")
    if bulk:
        lines = [int(line) for line in ticked if line.isdecimal()]
        if bulk == "candidate":
            return {line: Choice(only[line]) for line in lines if only.get(line)}
        return {line: Choice(None) if bulk == "new" else LEAVE for line in lines}
    chosen: dict[int, Choice | str] = {}
    for name, value in posted.items():
        found = _CHOICE.fullmatch(name)
        if found:
            chosen[int(found.group(1))] = _choice(value)
    return chosen


def _choice(value: str) -> Choice | str:
    if value.isdecimal():
        return Choice(int(value))
    return Choice(None) if value == "new" else LEAVE
