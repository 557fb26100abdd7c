"""Texts for a learner's row: the name as far as it may be shown, girl or boy, and the consent to the name."""

from __future__ import annotations

from typing import get_args

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.learner import FACTS
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.presenters.parts import NO_TEXT, Text
from bsuh_desktop.presenters.rows import Cell

HIDDEN = Message("hidden")
"""What stands instead of a name, or of an answer about it, while the class can see the screen."""

SEXES: dict[Sex, Text] = {word: FACTS["sex"].labels[word] for word in get_args(Sex)}


def shown_name(public: bool, name_bn: str | None, name_en: str | None, otherwise: Text = NO_TEXT) -> Text:
    """The name in the reader's language, else in the other one, or `otherwise` if there is none; hidden in public
    view."""
    if public:
        return HIDDEN
    return LocalText(name_bn or "", name_en or "") if name_bn or name_en else otherwise


def roll_text(roll: str | None) -> LocalText:
    """The roll in the reader's digits, or a dash."""
    return digits_text(roll or "—")


def sex_word(sex: Sex) -> Text:
    """Girl, boy, or a dash if not recorded."""
    return "—" if sex == "unspecified" else SEXES[sex]


def consent_cell(named: bool, may_be_named: bool, answers: tuple[ConsentAnswer, ConsentAnswer]) -> Cell:
    """The light and the text for what guardian and learner answered about storing the name."""
    if "no" in answers:
        return Cell(Message("Said “no”"), light="info")
    if may_be_named and named:
        return Cell(Message("Name kept"), light="ok")
    if may_be_named:
        return Cell(Message("Write the name"), light="look")
    return Cell(Message("Not asked"), light="unused")
