"""What screens and the command line show of a programme: settings that were understood, and what was made of them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.trust.programme import Programme

PlaceKind = Literal["school", "madrasah", "club", "centre"]


class Finding(msgspec.Struct, frozen=True):
    """What is to be mended in settings or a list of places, or (not `stops`) only looked at: in `file` (its name
    alone), at `line` or row, from 1, None where it is about the whole file."""

    file: str
    line: int | None
    message: Message
    remedy: Message
    stops: bool = True


class ProgrammeDraft(msgspec.Struct, frozen=True):
    """Settings and places as they were understood. `programme` is what would be signed, its `root_key` and `recovery`
    still empty, None where something stops it; `places` counts them by kind, `with_pupils` those whose pupils are
    known. `removed` are recipients that an earlier version may have and this one has no more."""

    settings: Path
    programme: Programme | None
    findings: tuple[Finding, ...]
    places: dict[str, int]
    with_pupils: int = 0
    removed: tuple[str, ...] = ()


class MadeProgramme(msgspec.Struct, frozen=True):
    """What was made: the signed file, the sheet of words and the web verifier with this programme's root key in it.
    `sheet` is None for a later version: the words are those of the first. `verifier` is None where this copy of the app
    brings none."""

    id: str
    version: int
    path: Path
    sheet: Path | None
    verifier: Path | None


class ProgrammeView(msgspec.Struct, frozen=True):
    """What the Programme page shows. `standing` is the desk's own: practice, waiting or granted; `first_day` and
    `last_day` are of the desk's grant, None while it has none; `device` its four characters, "" without a grant;
    `root_print` is the root key's key id in groups, to compare by eye; `waiting` counts finished classes that wait;
    `request_made` says that a request was written, and its answer has not come yet."""

    practising: bool
    id: str
    names: LocalText
    version: int
    issued: datetime.date
    expires: datetime.date
    root_print: str
    partner: LocalText
    places: int
    standing: str
    device: str
    first_day: datetime.date | None
    last_day: datetime.date | None
    waiting: int
    request_made: bool
    keeps_root: bool
    coordinates: bool
