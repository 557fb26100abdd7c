"""Is this laptop ready for a class? One line per check, with light, state and remedy."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.facilitator import DeskFacts
from bsuh_desktop.services.home.doctor import Check
from bsuh_desktop.services.safekeeping.backup_status import BackupStatus

if TYPE_CHECKING:
    from bsuh_desktop.qt.stage.projector import Projector

NAMES = {
    "projector": Message("Projector"),
    "battery": Message("Battery"),
    "awake": Message("Staying awake"),
    "disk": Message("Disk"),
    "clock": Message("Clock"),
    "key": Message("Key"),
    "grant": Message("Grant"),
    "backup": Message("Backup"),
    "swap": Message("Memory on disk"),
    "modules": Message("Modules"),
    "fonts": Message("Fonts"),
}
"""Order of the lines; those with a problem come before all others."""

_QUIET = ("fonts", "modules", "swap")
"""Checks that are not listed when they are fine."""

_URGENCY = {"stop": 0, "look": 1}
_LIGHTS = {"ok": "ok", "look": "look", "bad": "stop", "unused": "unused"}


@dataclasses.dataclass(frozen=True)
class ReadinessLine:
    """One check."""

    name: str
    light: str
    """State of its light: ok, look, stop, info or unused."""
    text: Message
    remedy: Message | None = None


def lines_of(
    checks: Sequence[Check], facts: DeskFacts, projector: Projector, backup: BackupStatus | None
) -> list[ReadinessLine]:
    """The doctor's results, with what only the open desk knows: screens, whether classes count, backups."""
    found = {check.name: ReadinessLine(check.name, _LIGHTS[check.state], check.text, check.remedy) for check in checks}
    found["projector"] = _screens(projector)
    key = _standing(facts)
    found[key.name] = key
    if facts.clock_doubt is not None:
        # Doubts about the clock are also kept in the store; the doctor can check a locked desk, and so does not see
        # them.
        remedy = Message("Set the clock, or write the date when a class asks for it.")
        found["clock"] = ReadinessLine("clock", "look", facts.clock_doubt, remedy)
    if backup is not None:
        found["backup"] = ReadinessLine("backup", _LIGHTS[backup.state], backup.text, backup.remedy)
    shown = [found[name] for name in NAMES if name in found]
    return sorted((line for line in shown if not _is_noise(line)), key=lambda line: _URGENCY.get(line.light, 2))


def _is_noise(line: ReadinessLine) -> bool:
    return line.name in _QUIET and line.light == "ok"


def _screens(projector: Projector) -> ReadinessLine:
    if projector.arrangement == "two":
        return ReadinessLine("projector", "ok", Message("A second screen is plugged in."))
    if projector.arrangement == "mirrored":
        text = Message("The projector shows this screen too.")
        return ReadinessLine("projector", "look", text, Message("No names are shown meanwhile."))
    return ReadinessLine("projector", "unused", Message("None is plugged in."))


def _standing(facts: DeskFacts) -> ReadinessLine:
    if facts.status == "practice":
        return ReadinessLine("key", "info", Message("Practice: nothing here goes into a report."))
    if facts.status == "waiting":
        text = Message("This laptop waits for its grant.")
        return ReadinessLine(
            "key", "look", text, Message("Keep teaching: your classes count. Certificates come with the grant.")
        )
    if facts.grant_ends is not None:
        text = Message("The grant of this laptop: last day {day}.", day=date_text(facts.grant_ends))
        return ReadinessLine("grant", "look", text, Message("Ask for a new one on the Programme page."))
    return ReadinessLine("key", "ok", Message("This laptop may give certificates."))


def summary(lines: Sequence[ReadinessLine]) -> Message:
    """How many checks are fine, and how many need a look."""
    fine = sum(line.light == "ok" for line in lines)
    odd = sum(line.light in ("look", "stop") for line in lines)
    if odd:
        return Message("Fine: {fine}, to look at: {odd}", fine=fine, odd=odd)
    return Message("Everything you need is ready")
