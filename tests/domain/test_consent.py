from __future__ import annotations

import itertools
import typing

import pytest

from bsuh_desktop.domain.consent import Basis, Consent, ConsentAnswer, narrowest
from bsuh_desktop.domain.people import AgeBand

ANSWERS: tuple[ConsentAnswer, ...] = typing.get_args(ConsentAnswer)
CHILDREN: tuple[AgeBand, ...] = ("9-12", "13-17", "unspecified")

LETTERS = {("yes", "yes"), ("yes", "not_asked")}
SCHOOL = {("yes", "yes"), ("yes", "not_asked"), ("not_asked", "yes"), ("not_asked", "not_asked")}
ADULTS = {("yes", "yes"), ("no", "yes"), ("not_asked", "yes")}


def test_of_several_grounds_the_narrowest_holds() -> None:
    grounds: tuple[Basis, ...] = typing.get_args(Basis)
    assert {narrowest(some) for some in itertools.permutations(grounds)} == {"none"}
    assert narrowest(["letters", "school"]) == narrowest(["school", "letters"]) == "letters"
    assert [narrowest([one]) for one in grounds] == list(grounds)


@pytest.mark.parametrize(("guardian", "assent"), list(itertools.product(ANSWERS, ANSWERS)))
def test_every_pair_of_answers(guardian: ConsentAnswer, assent: ConsentAnswer) -> None:
    consent = Consent(guardian, assent)
    for age in CHILDREN:
        assert consent.may_be_named("letters", age) == ((guardian, assent) in LETTERS)
        assert consent.may_be_named("school", age) == ((guardian, assent) in SCHOOL)
    assert consent.may_be_named("letters", "18+") == ((guardian, assent) in ADULTS)
    assert consent.may_be_named("school", "18+") == ((guardian, assent) in ADULTS)


@pytest.mark.parametrize("age", typing.get_args(AgeBand))
def test_nobody_is_named_where_the_programme_keeps_no_names(age: AgeBand) -> None:
    assert not Consent("yes", "yes").may_be_named("none", age)


def test_who_was_not_asked_has_not_said_yes() -> None:
    assert Consent() == Consent("not_asked", "not_asked")
    assert [Consent().may_be_named(basis) for basis in typing.get_args(Basis)] == [False, True, False]
