"""Records that may be of one person, found within one's part of the tree: a hint for a person to judge, never a match.

Looked for record by record, a window of them to a page: all records of a small registry at once, some hundreds of a large one, each
of which has hundreds of namesakes. So a page costs about the same however many members there are.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext as _

from members.roll.knowns import SIX_KNOWNS
from members.roll.merging.models import TwoPeople
from members.roll.models import Member
from registry.access import Scope
from registry.loading import asked

WINDOWS = (250, 4_000)  # records looked at for one page, fewest and most
_COMPARED = 200_000_000  # records of a window times records there are
PAIRS = 50  # pairs of one page, about
_FOUND = 2000  # pairs of one window
_FEW = 4  # more people than this share a common name, or an organisation's phone

# Facts that namesakes would hardly share: column -> what must hold of it besides being equal.
_FACTS = {
    "joined_on": "joined_on_precision = 'day'",
    "left_on": "left_on_precision = 'day'",
    "employer": "employer <> ''",
    "card_no": "card_no <> ''",
    "work_address": "work_address <> ''",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members, the lower number first, and what they have in common, in words."""

    one: Member
    other: Member
    reasons: list[str]


@dataclass(slots=True)
class Found:
    """A page of pairs. ``after``: from where the next page goes on; None where everybody was looked at."""

    pairs: list[Pair] = field(default_factory=list)
    after: int | None = None


def likely_pairs(scope: Scope, *, after: int = 0) -> Found:
    """Pairs of which both lie in the scope, whose first record comes after this key."""
    size, found = _size(), Found()
    keys = _window(scope, after, size)
    last = _step_through(keys, scope, found) if keys else None
    found.after = None if len(keys) < size and last == (keys[-1] if keys else None) else last
    return found


def pair_of(one: Member, other: Member) -> Pair:
    """Any two records with what they have in common."""
    lower, higher = sorted((one, other), key=lambda member: member.pk)
    return Pair(lower, higher, [*_strong(lower, higher), *_weak(lower, higher)])


def _size() -> int:
    """Records of a window, by the number of the last one there is."""
    last = Member.objects.order_by("-pk").values_list("pk", flat=True).first() or 1
    fewest, most = WINDOWS
    return min(max(_COMPARED // last, fewest), most)


def _window(scope: Scope, after: int, size: int) -> list[int]:
    records = Member.objects.within(scope).persons().filter(pk__gt=after).order_by("pk")
    return list(records.values_list("pk", flat=True)[:size])


def _step_through(keys: Sequence[int], scope: Scope, found: Found) -> int:
    """Add the pairs of a window, up to about a page; the last record that was looked at."""
    alike = _alike(keys)
    last = keys[-1]
    if len(alike) > _FOUND:  # the last one may have more: it is looked at again
        last = max(alike[0][0], alike[-1][0] - 1)
        alike = [pair for pair in alike if pair[0] <= last]
    members = _visible(alike, scope)
    said = set(TwoPeople.objects.about({one for one, _other in alike}).values_list("lower", "higher"))
    crowded = Counter(one for one, _other in alike)
    for position, (one, other) in enumerate(alike):
        if len(found.pairs) >= PAIRS and one != alike[position - 1][0]:
            return alike[position - 1][0]
        if one in members and other in members and (one, other) not in said:
            _propose(members[one], members[other], is_crowded=crowded[one] > _FEW, found=found)
    return last


def _visible(alike: Sequence[tuple[int, int]], scope: Scope) -> dict[int, Member]:
    keys = {key for pair in alike for key in pair}
    related = Member.objects.within(scope).persons().select_related("origin__prefecture__province", "branch")
    return related.in_bulk(keys) if keys else {}


def _propose(one: Member, other: Member, *, is_crowded: bool, found: Found) -> None:
    """Not whose identity numbers differ; of many who share a name or a phone only those who have more in common."""
    if one.identity_digest and other.identity_digest:
        return
    strong, weak = _strong(one, other), _weak(one, other)
    if strong or not is_crowded:
        found.pairs.append(Pair(one, other, [*strong, *weak]))


def _strong(one: Member, other: Member) -> list[str]:
    if one.match_name != other.match_name:
        return []
    same_phone = [_("same name and phone")] if set(one.phones) & set(other.phones) else []
    labels = {name: str(SIX_KNOWNS.get(name) or Member._meta.get_field(name).verbose_name) for name in _FACTS}  # type: ignore[union-attr]
    facts = [
        _("same name and %(fact)s") % {"fact": labels[name].lower()}
        for name in _FACTS
        if (value := getattr(one, name)) and value == getattr(other, name) and _is_exact(one, other, name)
    ]
    return same_phone + facts


def _is_exact(one: Member, other: Member, name: str) -> bool:
    """A day known only to the year is shared by many."""
    return name not in {"joined_on", "left_on"} or all(
        getattr(member, f"{name}_precision") == "day" for member in (one, other)
    )


def _weak(one: Member, other: Member) -> list[str]:
    if one.match_name == other.match_name:
        return [_("same name and home")] if one.home == other.home else []
    return [_("same phone")] if set(one.phones) & set(other.phones) else []


def _alike(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Keys of pairs, each once, in order; both databases walk their indexes of names and phones from the window's records.

    SQLite joins in the order it reads (CROSS JOIN), and by no index on a column with a plus: it knows no statistics.
    """
    on_postgresql = connection.vendor == "postgresql"
    collation, plus = ('"C"', "") if on_postgresql else ("BINARY", "+")
    facts = " OR ".join(f"(b.{name} = a.{name} AND a.{exact} AND b.{exact})" for name, exact in _FACTS.items())
    by_name = (
        f"b.match_name COLLATE {collation} = a.match_name COLLATE {collation} AND ({plus}b.home = a.home OR {facts})"
    )
    by_phone = "NOT (a.phone = '') AND NOT (b.phone = '') AND b.phone = a.phone"
    table, (window, parameters) = Member._meta.db_table, asked({"id": "bigint"}, [(key,) for key in keys])
    halves = (
        f"SELECT a.id AS one, b.id AS other FROM {window} CROSS JOIN {table} a CROSS JOIN {table} b "  # noqa: S608 - names of ours
        f"WHERE a.id = asked.id AND {plus}b.id > a.id AND {plus}b.merged_into_id IS NULL AND {condition}"
        for condition in (by_name, by_phone)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION '.join(halves)} ORDER BY one, other LIMIT {_FOUND + 1}", [*parameters, *parameters])
        return cursor.fetchall()
