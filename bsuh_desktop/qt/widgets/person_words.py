"""Texts for a learner's row: the name as far as it may be shown, girl or boy, and the consent to the name."""

from __future__ import annotations

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.qt.bridge.bridge import Bridge

SEXES: dict[Sex, Message] = {
    "f": Message("Girl"),
    "m": Message("Boy"),
    "unspecified": Message("Not specified"),
}


def shown_name(bridge: Bridge, name_bn: str | None, name_en: str | None) -> str:
    """The name in the desk's language, else in the other one; hidden in public view."""
    if bridge.public:
        return bridge.say(Message("hidden"))
    bangla, english = name_bn or "", name_en or ""
    return (bangla or english) if bridge.language == "bn" else (english or bangla)


def sex_word(bridge: Bridge, sex: Sex) -> str:
    """Girl, boy, or a dash if not recorded."""
    return "—" if sex == "unspecified" else bridge.say(SEXES[sex])


def consent_words(named: bool, may_be_named: bool, answers: tuple[ConsentAnswer, ConsentAnswer]) -> tuple[str, Message]:
    """The light and the text for what guardian and learner answered about storing the name."""
    if "no" in answers:
        return "info", Message("Said “no”")
    if may_be_named and named:
        return "ok", Message("Name kept")
    if may_be_named:
        return "look", Message("Write the name")
    return "unused", Message("Not asked")
