"""What is known about a learner beside name and roll: each fact is declared once, and every road carries it.

Lists, the stored class, correction, attendance files, the register and figures take their facts from here. A new one is
a field of `StatedFacts` with its row in `FACTS`; how schools write it stands in `rosters/vocabulary.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import msgspec

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import AgeBand, Disability, Sex

FactKey = Literal["sex", "age", "disability"]
UNSPECIFIED = "unspecified"
"""The value of every fact that nobody stated."""


class StatedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts about one learner. Whoever extends it carries all of them."""

    sex: Sex = "unspecified"
    age: AgeBand = "unspecified"
    disability: Disability = "unspecified"


class AskedLearner(StatedFacts, frozen=True, kw_only=True):
    """The facts, with what guardian and learner answered about storing the name."""

    guardian: ConsentAnswer = "not_asked"
    assent: ConsentAnswer = "not_asked"

    @property
    def said_no(self) -> bool:
        """True if the learner or the guardian refused."""
        return "no" in (self.guardian, self.assent)


class Fact(msgspec.Struct, frozen=True):
    """What holds of one fact."""

    words: tuple[str, ...]
    """Its closed list of values, in the order in which the register numbers them."""
    column: Message
    """What a list's column with it is called."""
    dimension: Message
    """What figures by it are called."""
    labels: Mapping[str, Message | LocalText]
    """What each of its values is called in figures."""
    edited: bool
    """Whether a person may correct it by hand."""
    sealed: bool
    """Whether it stands in attendance files."""
    counted: bool
    """Whether figures can be divided by it; only what is sealed can be."""
    forgotten: bool
    """Whether it goes with the name once consent is withdrawn: from lists, older copies and attendance files. Of who
    says no it is not stored."""


_NOT_SPECIFIED = Message("Not specified")

FACTS: dict[FactKey, Fact] = {
    "sex": Fact(
        words=get_args(Sex),
        column=Message("sex"),
        dimension=Message("Girl or boy"),
        labels={"f": Message("Girl"), "m": Message("Boy"), UNSPECIFIED: _NOT_SPECIFIED},
        edited=True,
        sealed=True,
        counted=True,
        forgotten=False,
    ),
    "age": Fact(
        words=get_args(AgeBand),
        column=Message("age"),
        dimension=Message("Age"),
        labels={
            "9-12": LocalText("৯–১২", "9–12"),
            "13-17": LocalText("১৩–১৭", "13–17"),
            "18+": LocalText("১৮+", "18+"),
            UNSPECIFIED: _NOT_SPECIFIED,
        },
        edited=False,
        sealed=True,
        counted=True,
        forgotten=False,
    ),
    "disability": Fact(
        words=get_args(Disability),
        column=Message("disability"),
        dimension=Message("Disability"),
        labels={
            "yes": Message("With a disability"),
            "no": Message("Without a disability"),
            UNSPECIFIED: _NOT_SPECIFIED,
        },
        edited=False,
        sealed=True,
        counted=True,
        forgotten=False,
    ),
}

SEALED: tuple[FactKey, ...] = tuple(key for key, fact in FACTS.items() if fact.sealed)
COUNTED: tuple[FactKey, ...] = tuple(key for key, fact in FACTS.items() if fact.counted)
FORGOTTEN: tuple[FactKey, ...] = tuple(key for key, fact in FACTS.items() if fact.forgotten)
AFTER_WITHDRAWAL: dict[str, Any] = dict.fromkeys(FORGOTTEN, UNSPECIFIED)
"""The facts that are forgotten, as they are from then on."""


def facts_of(one: StatedFacts) -> dict[str, Any]:
    """The facts of a learner as arguments for another value of the same learner."""
    return {name: getattr(one, name) for name in StatedFacts.__struct_fields__}


def asked_facts_of(one: AskedLearner) -> dict[str, Any]:
    """The same, with the answers about the name."""
    return {name: getattr(one, name) for name in AskedLearner.__struct_fields__}


def sealed_facts_of(one: StatedFacts) -> dict[str, Any]:
    """The facts that stand in attendance files."""
    return {name: getattr(one, name) for name in SEALED}
