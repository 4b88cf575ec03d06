"""The lines of a file that are judged together: those that may speak of the same person, directly or through others between them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Q

from members.roll.models import Member, member_number
from members.roll.names import match_name
from members.surveys.claims import Key, fact_keys, keys_of, stripe_of
from members.surveys.draft import fields_read
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload
from members.surveys.resolution import claim_of
from members.surveys.staging import StagedLine, staged

_AT_ONCE = 5_000  # numbers or texts in one query
_Item = TypeVar("_Item")


class Kin:
    """Lines of one upload as they are staged, without their cells, gathered person by person.

    Whether a line is a duplicate depends on the lines that share a key or a fact with it (``claims``), whom it means also on what was
    decided of its namesakes (``settled``), and nothing on anything else in the file. Of a million lines those of one name are some
    thousand, in one stripe: the others are not even read.
    """

    def __init__(self, upload: Upload, terms: Terms) -> None:
        self._upload, self._terms = upload, terms
        self._asked: set[Key] = set()
        self.numbers: set[int] = set()

    def gather(self, lines: Iterable[Line], members: Collection[int] = ()) -> None:
        """Add these lines, with what they say now and what is staged of them, and every line that could be judged by them.

        ``members``: on the roll, meant by some line since; what speaks of them is added too.
        """
        lines = list(lines)
        keys = {key for line in lines for key in self._keys(line)} | self._keys_of_members(members)
        found = {line.line for line in lines} - self.numbers
        while found or keys:
            self.numbers |= found
            keys |= {key for line in self._staged(found) for key in self._keys(line)}
            keys -= self._asked
            self._asked |= keys
            found = {*self._with(keys), *self._duplicates_of(found)} - self.numbers
            keys = set()

    def _staged(self, numbers: Collection[int]) -> Iterator[StagedLine]:
        for some in in_parts(numbers):
            yield from staged(self._upload.rows.filter(line__in=some))

    def _keys(self, line: Line) -> Iterator[Key]:
        claim = claim_of(line, self._terms)
        yield from keys_of(claim)
        yield from fact_keys(claim)
        if "decision" in line.details:
            yield "decided", claim.match_name
        if isinstance(line, StagedLine) and line.shown_member:
            yield "member", str(line.shown_member)

    def _keys_of_members(self, members: Collection[int]) -> set[Key]:
        """Whatever a line may have of these members that leads to them."""
        keys: set[Key] = set()
        for member in Member.objects.filter(pk__in=members):
            keys |= {("member", str(member.pk)), ("number", str(member.pk))}
            keys |= {("identity", digest) for digest in [member.identity_digest] if digest}
            phones = {member.phone, *member.other_phones.split(" ")} - {""}
            keys |= {("phone", member.match_name, phone) for phone in phones}
        return keys

    def _with(self, keys: Iterable[Key]) -> Iterator[int]:
        """Numbers of the lines that have one of the keys."""
        asked: dict[str, list[Key]] = defaultdict(list)
        for kind, *rest in keys:
            asked[kind].append(tuple(rest))
        yield from self._lines(Q(identity_digest__in=some) for some in in_parts(k[0] for k in asked["identity"]))
        yield from self._lines(Q(member__in=some) for some in in_parts(int(key[0]) for key in asked["member"]))
        yield from self._numbered({member_number(int(key[0])) for key in asked["number"]})
        yield from self._reached({(name, phone) for name, phone in asked["phone"]})
        yield from self._told({("fact", *key) for key in asked["fact"]})
        yield from self._named({name for (name,) in asked["decided"]})

    def _duplicates_of(self, numbers: Collection[int]) -> Iterator[int]:
        yield from self._lines(Q(duplicate_of__in=some) for some in in_parts(numbers))

    def _lines(self, conditions: Iterable[Q]) -> Iterator[int]:
        for condition in conditions:
            yield from self._upload.rows.filter(condition).values_list("line", flat=True)

    def _numbered(self, wanted: Collection[str]) -> Iterator[int]:
        """Lines with one of these members' numbers; few files have a column of them."""
        if wanted and "member_no" in fields_read(self._upload).values():
            rows = self._upload.rows.content().order_by().values_list("line", "values")
            yield from (line for line, values in rows.iterator(2000) if values.get("member_no") in wanted)

    def _reached(self, wanted: set[tuple[str, str]]) -> Iterator[int]:
        """Lines with one of these names and its phone."""
        phones = {phone for _name, phone in wanted}
        for line, values in self._with_names(name for name, _phone in wanted):
            own = (values.get("contact") or {}).get("phones", ())
            shared = phones.intersection(own) if own else ()
            if shared and not wanted.isdisjoint((match_name(values.get("name") or ""), phone) for phone in shared):
                yield line

    def _told(self, wanted: set[Key]) -> Iterator[int]:
        """Lines of which one of these facts is said, of these names and homes."""
        names = {name for _fact, name, *_rest in wanted}
        for line, values in self._with_names(names):
            if match_name(values.get("name") or "") in names:
                claim = claim_of(Line(line, [], values=values), self._terms)
                if not wanted.isdisjoint(fact_keys(claim)):
                    yield line

    def _named(self, names: Collection[str]) -> Iterator[int]:
        """Lines with one of these names."""
        return (line for line, values in self._with_names(names) if match_name(values.get("name") or "") in names)

    def _with_names(self, names: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and values of the lines that may have one of these names: those of its stripe."""
        stripes = {stripe_of(name) for name in names}
        rows = self._upload.rows.filter(stripe__in=stripes).content().order_by()
        return rows.values_list("line", "values").iterator(2000) if stripes else iter(())


def in_parts(items: Iterable[_Item]) -> Iterator[Sequence[_Item]]:
    """Some at a time, as many as one query takes."""
    whole = list(items)
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]
