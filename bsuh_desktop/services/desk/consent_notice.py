"""The notice that is read aloud before anybody is asked for consent, as this programme says it."""

from __future__ import annotations

import tomllib

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import grouped_bangla
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import desk_facts

NOTICE_FILE = "consent/notice.toml"


class NoticePart(msgspec.Struct, frozen=True):
    """One question that a family has, and its answer."""

    title: LocalText
    text: LocalText


class Notice(msgspec.Struct, frozen=True):
    """The notice in both languages.

    `version` is stored with each answer given to it; `parts` are read in order, then `question` is put to the class.
    """

    version: str
    title: LocalText
    parts: tuple[NoticePart, ...]
    question: LocalText


def notice(desk: Desk) -> Notice:
    """The notice with the names of this desk's programme and partner, and how long names are kept."""
    written = (desk.resources / NOTICE_FILE).read_text("utf-8")
    raw = msgspec.convert(tomllib.loads(written), Notice)
    facts, days = desk_facts(desk), desk.programme.retention_days
    words = {
        "programme": facts.programme,
        "partner": facts.partner if facts.partner.bn or facts.partner.en else facts.programme,
        "days": LocalText(grouped_bangla(days), f"{days:,}"),
    }
    parts = tuple(NoticePart(_filled(part.title, words), _filled(part.text, words)) for part in raw.parts)
    return Notice(raw.version, _filled(raw.title, words), parts, _filled(raw.question, words))


def _filled(text: LocalText, words: dict[str, LocalText]) -> LocalText:
    bangla = {name: value.text_in("bn") for name, value in words.items()}
    english = {name: value.text_in("en") for name, value in words.items()}
    return LocalText(text.bn.format(**bangla), text.en.format(**english))
