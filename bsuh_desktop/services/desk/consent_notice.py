"""The notice that is read aloud before anybody is asked for consent, as this programme says it.

Children hear one text and adults another, each with a version of its own. A version that was replaced stays readable:
consents that were given to it keep it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from bsuh_desktop.content.schema import Audience
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import grouped_bangla
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import desk_facts
from bsuh_desktop.services.desk.modules import audiences

FOLDER = "consent"
LEARNERS_FILE, ADULTS_FILE = "learners.toml", "adults.toml"
EARLIER = "earlier"
"""The folder of versions that are read aloud no more."""

_ADULTS: frozenset[Audience] = frozenset(("guardians", "teachers", "trainers"))


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


class Notices(msgspec.Struct, frozen=True):
    """The notice as children and as adults hear it."""

    learners: Notice
    adults: Notice
    adults_alone: bool
    """True if all modules that are taught here are for parents, teachers or trainers."""


def notices(desk: Desk) -> Notices:
    """Both texts, with the names of this desk's programme and partner, and how long names are kept."""
    folder, words, taught = desk.resources / FOLDER, _words(desk), audiences(desk)
    return Notices(
        learners=_filled(_read(folder / LEARNERS_FILE), words),
        adults=_filled(_read(folder / ADULTS_FILE), words),
        adults_alone=bool(taught) and taught <= _ADULTS,
    )


def notice_of(desk: Desk, version: str) -> Notice | None:
    """The text of that version, also of one that is read aloud no more. None if the app does not have it: a programme
    may name a notice of its own."""
    folder = desk.resources / FOLDER
    for path in sorted((*folder.glob("*.toml"), *(folder / EARLIER).glob("*.toml"))):
        found = _read(path)
        if found.version == version:
            return _filled(found, _words(desk))
    return None


def _read(path: Path) -> Notice:
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Notice)


def _words(desk: Desk) -> dict[str, LocalText]:
    facts, days = desk_facts(desk), desk.programme.retention_days
    return {
        "programme": facts.programme,
        "partner": facts.partner if facts.partner.bn or facts.partner.en else facts.programme,
        "days": LocalText(grouped_bangla(days), f"{days:,}"),
    }


def _filled(notice: Notice, words: dict[str, LocalText]) -> Notice:
    parts = tuple(NoticePart(_fill(part.title, words), _fill(part.text, words)) for part in notice.parts)
    return Notice(notice.version, _fill(notice.title, words), parts, _fill(notice.question, words))


def _fill(text: LocalText, words: dict[str, LocalText]) -> LocalText:
    bangla = {name: value.text_in("bn") for name, value in words.items()}
    english = {name: value.text_in("en") for name, value in words.items()}
    return LocalText(text.bn.format(**bangla), text.en.format(**english))
