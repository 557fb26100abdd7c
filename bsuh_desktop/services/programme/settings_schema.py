"""The tables and keys of a programme's settings, a TOML file that an office writes, and what has to be fixed in one."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec

from bsuh_desktop.content.finding import Finding as TableFinding
from bsuh_desktop.content.schema import Id
from bsuh_desktop.content.tables import Table
from bsuh_desktop.domain.certificates import AwardRule
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.services.programme.programme_view import Finding
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


_AS_THE_EXAMPLE = Message("Write it as in the example.")


class FindingCollector:
    """The findings of the settings in `table`."""

    def __init__(self, table: Table[SettingsTable]) -> None:
        self.settings = table.value
        self.findings = [settings_finding(finding) for finding in table.findings]
        self._table = table

    def at(self, path: tuple[str | int, ...], message: Message, remedy: Message, stops: bool = True) -> None:
        """Adds a finding about the key at `path`."""
        self.findings.append(Finding(self._table.file, self._table.line(*path), message, remedy, stops))

    def about(self, *keys: str) -> bool:
        """True if the table reader found something about one of these keys; its value is then a blank."""
        return any(finding.message.fields.get("key") in keys for finding in self.findings)

    @property
    def stopped(self) -> bool:
        """True if no programme can be made from the settings as they are."""
        return any(finding.stops for finding in self.findings)


def settings_finding(finding: TableFinding) -> Finding:
    """A finding of the table reader in terms of settings. An unknown key does not stop anything."""
    if finding.code == "unknown_key":
        message = Message("Settings have no key “{key}” here.", key=finding.message.fields["key"])
        return Finding(finding.file, finding.line, message, finding.remedy, stops=False)
    remedy = _AS_THE_EXAMPLE if finding.code == "wrong_type" else finding.remedy
    return Finding(finding.file, finding.line, finding.message, remedy)


def file_not_there(name: str) -> KnownError:
    """The error for a name at which there is no readable file."""
    return KnownError(
        "file_not_opened",
        Message("The file “{name}” is missing or cannot be opened.", name=name),
        Message("Put it beside the settings, and write its name exactly."),
    )
