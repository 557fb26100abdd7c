"""The tables and keys of a programme's settings, the TOML file that an office writes."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec

from bsuh_desktop.content.schema import Id
from bsuh_desktop.domain.awards import AwardRule
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.grants import LARGEST_PARTNER

PartnerNumber = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_PARTNER)]
AnyPartner = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_PARTNER)]
ModuleNumber = Annotated[int, msgspec.Meta(ge=1, le=0xFFFF)]
Days = Annotated[int, msgspec.Meta(ge=1, le=3660)]
Cell = Annotated[int, msgspec.Meta(ge=1, le=1000)]
Offset = Annotated[int, msgspec.Meta(ge=-720, le=840)]
Version = Annotated[int, msgspec.Meta(ge=0, le=999_999)]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=600)]
Modules = Annotated[int, msgspec.Meta(ge=1, le=99)]

NOTICE = "aloud-2"
"""The notice that comes with the app, `resources/consent/learners.toml`."""


class LogoTable(msgspec.Struct, frozen=True):
    """A picture beside the settings, and what it shows in words."""

    file: str
    words: LocalText


class PartnerTable(msgspec.Struct, frozen=True):
    """A partner organisation."""

    number: PartnerNumber
    id: Id
    names: LocalText
    recipients: tuple[str, ...] = ()
    """The `age1…` recipients of its coordinators."""
    requests: tuple[str, ...] = ()
    """Request files of coordinators, from which recipients are read."""
    removed: tuple[str, ...] = ()
    """Recipients of an earlier version to remove."""


class FocalPointTable(msgspec.Struct, frozen=True):
    """Whom a facilitator calls when a child tells of harm; partner 0 means all."""

    names: LocalText
    partner: AnyPartner = 0
    phone: str = ""


class HelplineTable(msgspec.Struct, frozen=True):
    """A number to dial, and where and when it was found."""

    id: Id
    number: str
    names: LocalText
    source: str
    date: datetime.date
    verified: bool = False


class AwardTable(msgspec.Struct, frozen=True):
    """Who earns a certificate."""

    late_counts: bool = AwardRule().late_counts
    left_early_counts: bool = AwardRule().left_early_counts
    modules: Modules = AwardRule().modules
    minutes: Minutes = 0


class ConsentTable(msgspec.Struct, frozen=True):
    """The ground on which names are kept, and the notice that families are given."""

    basis: Basis = "letters"
    notice_version: str = NOTICE


class SettingsTable(msgspec.Struct, frozen=True):
    """The whole file. `version` 0 means the next one; without helplines or modules those of the app are used."""

    id: Id
    issued: datetime.date
    expires: datetime.date
    names: LocalText
    partners: tuple[PartnerTable, ...]
    version: Version = 0
    logos: tuple[LogoTable, ...] = ()
    focal_points: tuple[FocalPointTable, ...] = ()
    places: tuple[str, ...] = ()
    award_rule: AwardTable = AwardTable()
    consent: ConsentTable = ConsentTable()
    design: Literal["stitched-heart"] = "stitched-heart"
    url_prefix: str = ""
    retention_days: Days = 90
    cell_limit: Cell = 10
    offset_minutes: Offset = 360
    helplines: tuple[HelplineTable, ...] = ()
    modules: dict[str, ModuleNumber] = {}
