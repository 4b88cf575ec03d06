"""What must be so after files were walked over each other, as sentences of plain Python. Nothing here asks the database."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from tests.members.surveys.over_each_other.sayings import KNOWNS, NONE, UNSAID, Line, Source, Word, says


@dataclass
class Person:
    """A record of the roll. ``past``: what touched it (the line of a file, or a word), and how it was before; None before it came."""

    number: int
    name: str
    home: str = ""  # the county of origin, once it is known
    identity: int | None = None
    employer: str = ""
    home_org: str = ""
    standing: tuple[Any, ...] = (None, None)  # his branch, when he left the roll, and what made it so
    speaker: int | None = None  # the record that speaks for him, where they were joined
    knowns: dict[str, Word] = field(default_factory=dict)
    beside: dict[tuple[str, Any], Source] = field(default_factory=dict)
    past: list[tuple[Any, "Person | None"]] = field(default_factory=list)
    moves: int = 0  # what was done to him, and undone

    def copy(self) -> "Person":
        return replace(self, knowns=dict(self.knowns), beside=dict(self.beside), past=list(self.past))

    def touch(self, by: Any) -> None:
        self.past.append((by, self.copy()))
        self.moves += 1

    @property
    def facts(self) -> set[str]:
        left = self.knowns.get("left_on")
        return {left.value if left else "", self.employer} - {NONE, ""}

    @property
    def phones(self) -> set[str]:
        contact = self.knowns.get("contact")
        return set(contact.value) if contact and contact.value != NONE else set()

    @property
    def others(self) -> dict[tuple[str, Any], Source]:
        """What is shown beside his own values: whatever these do not say themselves."""
        return {said: source for said, source in self.beside.items() if not self.says(*said)}

    def says(self, known: str, value: Any) -> bool:
        return known in self.knowns and says(known, self.knowns[known].value, value)

    def put(self, known: str, word: Word) -> None:
        self.knowns[known] = word
        self.home = word.value if known == "origin" else self.home

    def keep_beside(self, known: str, word: Word) -> None:
        self.beside.setdefault((known, word.value), word.source)

    def hear(self, known: str, word: Word) -> None:
        """What a line says of one known."""
        present = self.knowns.get(known)
        if self.says(known, word.value):
            return
        if present is None or (known != "contact" and says(known, word.value, present.value)):
            self.put(known, word)  # unknown so far, or less exact
            return
        newer, older = (word, present) if word.source.weight >= present.source.weight else (present, word)
        if known == "contact" and NONE not in (word.value, present.value):  # all may reach him, the newer first
            self.put(known, Word((*newer.value, *(p for p in older.value if p not in newer.value)), newer.source))
            return
        self.put(known, newer)
        if known != "dues":  # how they stood then does not contradict how they stand now
            self.keep_beside(known, older)


class Joining(NamedTuple):
    """Two records of one person. ``then``: the one that speaks for both, as it was made."""

    survivor: int
    absorbed: int
    then: Person


class Registry:
    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.two: set[frozenset[int]] = set()  # of whom somebody said that they are two people

    def speakers(self, number: int) -> list[int]:
        """The record, and those that speak for it, one above the other."""
        above = self.people[number].speaker
        return [number, *(self.speakers(above) if above is not None else ())]

    def records(self, number: int) -> list[Person]:
        return [record for record in self.people.values() if number in self.speakers(record.number)]

    @property
    def all_two(self) -> set[frozenset[int]]:
        """Who is not this person is nobody who speaks for him either."""
        return {
            frozenset({one, other})
            for pair in self.two
            for one in self.speakers(min(pair))
            for other in self.speakers(max(pair))
            if one != other
        }

    def certain(self, line: Line) -> set[int]:
        """Who it is: by a number of his own, else by name and phone."""
        return self._whose(
            lambda p: p.number == line.number or (line.identity and p.identity == line.identity)
        ) or self._whose(lambda p: p.name == line.name and not p.phones.isdisjoint(line.phones))

    def likely(self, line: Line) -> set[int]:
        """Who it may be: of this name and home, with one more fact, and of no other identity number."""
        home = line.words.get("origin", "")
        is_another = lambda p: line.identity and p.identity and line.identity != p.identity  # noqa: E731 - a sentence
        return self._whose(
            lambda p: (p.name, p.home) == (line.name, home) and p.facts & line.facts and not is_another(p)
        )

    def _whose(self, is_his: Callable[[Person], Any]) -> set[int]:
        return {self.speakers(record.number)[-1] for record in self.people.values() if is_his(record)}

    def is_undisputed(self, line: Line, number: int, names: Callable[[Iterable[bool]], bool] = any) -> bool:
        """The name is his (that of any of his records, or of ``all``), and the identity number is nobody else's."""
        records = self.records(number)
        identities = {record.identity for record in records} - {None}
        is_another = line.identity and identities and line.identity not in identities
        return not is_another and names(record.name == line.name for record in records)

    def enter(self, number: int, line: Line, source: Source, branch: int | None) -> None:
        assert source.channel != "chat_group"  # no office: it makes nobody a member
        self.people[number] = Person(number, line.name)
        self.tell(number, line, source, branch)
        self.people[number].past = [(source, None)]

    def tell(self, number: int, line: Line, source: Source, branch: int | None) -> None:
        """A line says something of somebody on the roll."""
        person, last = self.people[number], self._last_survey(number)
        person.touch(source)
        for known, value in line.words.items():
            person.hear(known, Word(value, source))
        # A column has no source of its own: an older survey fills it in, and replaces nothing.
        if line.employer not in UNSAID and (not person.employer or not last or source.weight >= last):
            person.employer = line.employer
        person.home_org = person.home_org or line.home_org
        person.identity = person.identity or line.identity
        current, left, *_ = person.standing
        if branch and not current and (not left or left <= source.day):
            person.standing = (branch, None, source)

    def _last_survey(self, number: int) -> tuple[datetime.date, int] | None:
        """How the newest survey that told of him weighs; as of its day like a hand's word, where one has touched him since."""
        surveys = [by for record in self.records(number) for by, _ in record.past if isinstance(by, Source)]
        newest = max(surveys, key=lambda survey: survey.weight, default=None)
        is_last = isinstance(self.people[number].past[-1][0], Source) if newest else False
        return newest and (newest if is_last else Source(newest.day)).weight

    def undo(self, file: int, *, needed: set[int]) -> set[int]:
        """All that the file did goes, but of whom something touched since, or who is ``needed`` elsewhere: he is kept, and named."""
        kept = set()
        for person in [p for p in self.people.values() if any(file_of(by) == file for by, _ in p.past)]:
            by, before = person.past[-1]
            if file_of(by) != file or (before is None and person.number in needed):
                kept.add(self.speakers(person.number)[-1])
            elif before is None:
                del self.people[person.number]
            else:
                self.people[person.number] = replace(before, moves=person.moves + 1)
        self.two = {pair for pair in self.two if pair <= self.people.keys()}
        return kept

    def correct(self, number: int, known: str, value: Any, today: datetime.date) -> None:
        """By hand: what a survey had said stays beside it."""
        person = self.people[number]
        old = person.knowns.get(known)
        person.touch("hand")
        if known == "employer":
            person.employer = value
            return
        person.put(known, Word(value, Source(today)))
        if old and old.source.file:
            person.keep_beside(known, old)

    def depart(self, number: int, on: datetime.date) -> None:
        self.people[number].touch("hand")
        self.people[number].standing = (None, on, object())

    def join(self, survivor: int, absorbed: int, *, chosen: int, today: datetime.date) -> Joining:
        """Of what both say that of the ``chosen`` one holds, and the other's stays beside it."""
        one, other = self.people[survivor], self.people[absorbed]
        one.touch("joined")
        other.touch("joined")
        one.beside, other.beside = other.beside | one.beside, {}
        for known, word in other.knowns.items():
            mine = one.knowns.get(known, word)
            first, second = (mine, word) if chosen == survivor else (word, mine)
            one.put(known, first)
            if not says(known, first.value, second.value):
                one.keep_beside(known, second)
        one.name = self.people[chosen].name
        one.employer = self.people[chosen].employer or one.employer or other.employer
        one.home_org, other.home_org = one.home_org or other.home_org, ""
        if not one.identity:
            one.identity, other.identity = other.identity, None
        other.speaker, other.standing = survivor, (None, today)
        return Joining(survivor, absorbed, one.copy())

    def part(self, joining: Joining) -> None:
        """Both are what they were; what was changed since stays with the record that spoke for both."""
        one, other, then = self.people[joining.survivor], self.people[joining.absorbed], joining.then
        (_, before), (_, was) = then.past[-1], other.past[-1]
        assert before
        assert was
        if one.moves == then.moves:
            self.people |= {one.number: before, other.number: was}
            return
        one.touch("parted")
        other.touch("parted")
        for known in KNOWNS:
            if one.knowns.get(known) == then.knowns.get(known):
                one.knowns.pop(known, None)
                one.knowns |= {known: before.knowns[known]} if known in before.knowns else {}
                one.home = before.home if known == "origin" else one.home
        for name in ("name", "employer", "home_org", "standing"):
            if getattr(one, name) == getattr(then, name):
                setattr(one, name, getattr(before, name))
        if was.identity != other.identity:
            one.identity, other.identity = None, was.identity
        other.standing = was.standing if one.standing == before.standing else (None, *was.standing[1:])
        other.home_org = was.home_org if one.home_org == before.home_org else ""
        one.beside = before.beside | {said: by for said, by in one.beside.items() if said not in then.beside}
        other.beside, other.speaker = was.beside, None


def file_of(by: Any) -> int | None:
    return by.file if isinstance(by, Source) else None
