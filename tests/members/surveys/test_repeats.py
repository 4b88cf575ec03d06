"""Lines of one file that speak of the same person: a plain oracle looks through all the lines before, and both must agree."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from members.surveys.claims import Claim, fact_keys, keys_of
from members.surveys.repeats import Owners, Repeats

HOMES, PHONES = [360103, 360121], ["1", "2", "3"]


class Told(NamedTuple):
    """``apart``: how many lines before it those are of whom somebody said that they are somebody else."""

    claim: Claim
    apart: frozenset[int] = frozenset()


said = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(["甲", "乙", "丙"]) for name in ("employer", "card_no", "work_address")}
)
claims = st.builds(
    Claim,
    st.sampled_from(["张三", "李四"]),
    st.none(),
    st.sampled_from(["", "", "", "a", "b"]),
    st.lists(st.sampled_from(PHONES), max_size=2, unique=True).map(tuple),
    st.sampled_from(HOMES),
    said,
)
files = st.lists(st.builds(Told, claims, st.frozensets(st.integers(1, 4), max_size=2)), max_size=14)


class Oracle:
    """Who owns a key; and of each fact the lines of whom it was said, the later ones told apart from the earlier."""

    def __init__(self) -> None:
        self.owners: dict[tuple[str, ...], int] = {}
        self.said: dict[tuple[str, ...], list[tuple[int, bool]]] = {}

    def says(self, line: int, claim: Claim, apart: set[int]) -> tuple[int | None, int | None]:
        """(certainly, likely): the earlier line."""
        keys = [self.standing(key, apart) for key in keys_of(claim)]
        certain = min((self.owners[key] for key in keys if key in self.owners), default=None)
        for key in keys:
            self.owners.setdefault(key, certain or line)
        if certain:
            for key in fact_keys(claim):
                self.said.setdefault(key, [(certain, bool(claim.digest))])
            return certain, None
        likely = [self.agreeing(key, line, claim, apart) for key in fact_keys(claim)]
        return None, min((owner for owner in likely if owner), default=None)

    def standing(self, key: tuple[str, ...], apart: set[int]) -> tuple[str, ...]:
        """A phone belongs to one person after the other, as far as somebody told them apart."""
        while key[0] == "phone" and self.owners.get(key) in apart:
            key = (*key, "next")
        return key

    def agreeing(self, key: tuple[str, ...], line: int, claim: Claim, apart: set[int]) -> int | None:
        owners = self.said.setdefault(key, [])
        for owner, has_identity in owners:
            if owner not in apart:
                return None if has_identity and claim.digest else owner
        owners.append((line, bool(claim.digest)))
        return None


def found_by_oracle(file: Sequence[Told]) -> list[tuple[int | None, int | None]]:
    oracle = Oracle()
    return [oracle.says(line, told.claim, apart_of(line, told)) for line, told in enumerate(file, start=1)]


def apart_of(line: int, told: Told) -> set[int]:
    return {line - back for back in told.apart}


def found(file: Sequence[Told], *, at_once: int = 3) -> list[tuple[int | None, int | None]]:
    """As the lines are taken, some at once."""
    repeats = Repeats(lambda numbers: [(number, file[number - 1].claim) for number in numbers])
    lines = iter(enumerate(file, start=1))
    every = []
    while block := list(islice(lines, at_once)):
        repeats.look_ahead({line: told.claim for line, told in block})
        for line, told in block:
            certain = repeats.certain(line, told.claim, keys_of(told.claim), apart=apart_of(line, told))
            asked = certain is None
            likely = repeats.likely(line, told.claim, apart=apart_of(line, told)) if asked else None
            every.append((certain, likely))
    return every


@given(files, st.integers(1, 5))
def test_lines_repeat_what_the_oracle_says_they_repeat(file, at_once):
    assert found(file, at_once=at_once) == found_by_oracle(file)


@given(st.lists(st.builds(Told, claims, st.just(frozenset())), max_size=14))
def test_nobody_is_entered_beside_an_earlier_line_that_agrees_with_him(file):
    entered = [told.claim for told, owners in zip(file, found(file), strict=True) if owners == (None, None)]
    for at, one in enumerate(entered):
        for other in entered[:at]:
            assert not set(keys_of(one)) & set(keys_of(other))
            assert not set(fact_keys(one)) & set(fact_keys(other)) or (one.digest and other.digest)


def person(*phones: str, digest: str = "", apart: Sequence[int] = (), **said: str) -> Told:
    return Told(Claim("张三", digest=digest, phones=phones, home=360103, said=said), frozenset(apart))


def test_a_repeated_line_speaks_for_the_one_it_repeats():
    assert found([person("1"), person("1", "2"), person("2")]) == [(None, None), (1, None), (1, None)]


def test_two_equal_lines_without_a_phone_are_likely_one_person():
    assert found([person(employer="甲"), person(employer="甲")]) == [(None, None), (None, 1)]


def test_of_a_name_and_a_home_alone_nobody_is_told():
    assert found([person(), person()]) == [(None, None)] * 2


def test_a_line_with_a_phone_and_one_without_meet():
    assert found([person("1", employer="甲"), person(employer="甲"), person("2", employer="甲")]) == [
        (None, None),
        (None, 1),
        (None, 1),
    ]


def test_two_identity_numbers_are_two_people():
    assert found([person(digest="a", employer="甲"), person(digest="b", employer="甲")]) == [(None, None)] * 2


def test_who_is_not_the_first_may_still_be_the_second():
    file = [person(employer="甲"), person(employer="甲", apart=[1]), person(employer="甲", apart=[2])]
    assert found(file) == [(None, None), (None, None), (None, 2)]


def test_namesakes_who_share_a_phone_may_be_two_people_and_a_third_one_of_them():
    file = [person("1"), person("1", apart=[1]), person("1"), person("1", apart=[3]), person("1", apart=[4, 3])]
    assert found(file) == [(None, None), (None, None), (1, None), (2, None), (None, None)]


def test_who_bears_the_same_identity_number_is_one_person_whatever_was_said():
    assert found([person("1", digest="a"), person("1", digest="a", apart=[1])]) == [(None, None), (1, None)]


def test_many_keys_are_remembered_as_few_are():
    owners, many = Owners(), 60_000
    assert {owners.own(("phone", str(line)), line) for line in range(1, many)} == {None}
    assert all(owners.own(("phone", str(line)), many) == line for line in range(1, many, 977))
