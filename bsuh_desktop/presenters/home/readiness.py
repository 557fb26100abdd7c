"""Is this laptop ready for a class? One line per check: light, state, drawing, and steps that need no expert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Joined, Light
from bsuh_desktop.services.desk.facilitator import DeskFacts
from bsuh_desktop.services.home.doctor import Check, helplines_check
from bsuh_desktop.services.safekeeping.backup_file import BackupStatus

Screens = Literal["one", "two", "mirrored"]
"""How the screens of this laptop are arranged."""

NAMES = {
    "projector": Message("Projector"),
    "battery": Message("Battery"),
    "awake": Message("Staying awake"),
    "disk": Message("Disk"),
    "clock": Message("Clock"),
    "key": Message("Key"),
    "grant": Message("Grant"),
    "backup": Message("Backup"),
    "helplines": Message("Helplines"),
    "swap": Message("Memory on disk"),
    "modules": Message("Modules"),
    "fonts": Message("Fonts"),
}
"""Order of the lines; those with a problem come before all others."""

_DRAWINGS = {
    "projector": "projector",
    "battery": "battery",
    "awake": "awake",
    "disk": "disk",
    "clock": "clock",
    "key": "key",
    "grant": "key",
    "backup": "backup",
    "helplines": "care",
    "swap": "disk",
    "modules": "book",
    "fonts": "letters",
}
_SHOWN_LARGE = {"projector": "two-screens", "battery": "charger"}
"""Checks with another drawing that shows better what to do by hand."""

_INSTALL = (
    Message("Ask your coordinator for the stick with this app."),
    Message("Start the app from it once: it repairs itself."),
    Message("Your classes stay. They are not part of the app."),
)
_STEPS: dict[str, tuple[Message, ...]] = {
    "projector": (
        Message("Press the Windows key and P together."),
        Message("Choose “Extend”. The class sees the slides, and you see this window."),
        Message("Until then no names are shown here."),
    ),
    "battery": (
        Message("Plug the charger into the wall, then into the laptop."),
        Message("No power at school? Make the screen darker, and close other apps."),
        Message("If it goes off in class, everything is kept. Start it again and continue."),
    ),
    "awake": (
        Message("Open the power settings of the laptop."),
        Message("Set it so that neither screen nor laptop switches off while you teach."),
        Message("If you cannot change them, press a key now and then in class."),
    ),
    "disk": (
        Message("Empty the bin of this laptop."),
        Message("Move films and large pictures to a USB stick."),
        Message("Do not touch the folder of this app: your classes are in it."),
    ),
    "clock": (
        Message("Open the date and time settings of the laptop."),
        Message("Set the day, the time, and Dhaka as the time zone."),
        Message("Come back here and look again."),
    ),
    "key": (
        Message("Teach as usual. Every class is kept; certificates can be printed when the grant comes."),
        Message("Open the Programme page, write the request to a stick, and give it to your coordinator."),
        Message("Load the answer on the same page: then you can print certificates."),
    ),
    "grant": (
        Message("Teach as usual. The grant is valid until its last day."),
        Message("Open the Programme page, write the request to a stick, and give it to your coordinator."),
        Message("Load the new grant on the same page."),
    ),
    "backup": (
        Message("Check the disk first: a backup needs space on it."),
        Message("Go on as usual. A backup is tried again in class and after it."),
        Message("Hand over your finished classes soon, so that there is a second copy."),
    ),
    "helplines": (
        Message("Call each number once, from any phone. Say that you teach and only ask whether it answers."),
        Message("No answer? Call at another hour, and ask your coordinator which number holds."),
        Message("Tell the office which numbers answer: it notes them in its next programme file."),
    ),
    "swap": (
        Message("When memory is short, or the laptop hibernates, the system writes what is open to the disk."),
        Message("Ask for technical help: the swap should be encrypted or switched off, and hibernation too."),
        Message("Until then keep the laptop where only you can get at it."),
    ),
    "modules": _INSTALL,
    "fonts": _INSTALL,
}

_QUIET = ("fonts", "helplines", "modules", "swap")
"""Checks that are not listed when they are fine."""

_URGENCY = {"stop": 0, "look": 1}
_LIGHTS: dict[str, Light] = {"ok": "ok", "look": "look", "bad": "stop", "unused": "unused"}


class ReadinessLine(msgspec.Struct, frozen=True):
    """One check."""

    name: str
    light: Light
    text: Message
    remedy: Message | None = None

    @property
    def called(self) -> Message:
        """What is checked, in a word or two."""
        return NAMES[self.name]

    @property
    def whole(self) -> Joined:
        """Its state, and what to do."""
        return Joined((self.text, self.remedy) if self.remedy is not None else (self.text,), " ")

    @property
    def verb(self) -> Message:
        """The name of the button that opens its remedy."""
        return Message("{thing}: what to do", thing=self.called)

    @property
    def drawing(self) -> str:
        """Name of the drawing beside the line."""
        return _DRAWINGS[self.name]

    @property
    def large_drawing(self) -> str:
        """Name of the drawing beside the steps."""
        return _SHOWN_LARGE.get(self.name, self.drawing)

    @property
    def steps(self) -> tuple[Message, ...]:
        """What to do, in order."""
        return _STEPS[self.name]


def lines_of(
    checks: Sequence[Check], facts: DeskFacts, screens: Screens, backup: BackupStatus | None
) -> list[ReadinessLine]:
    """The doctor's results, with what only the open desk knows: screens, whether classes count, backups."""
    found = {check.name: ReadinessLine(check.name, _LIGHTS[check.state], check.text, check.remedy) for check in checks}
    found["projector"] = _screens(screens)
    # The doctor knows the numbers that come with the app, and not those of the programme.
    helplines = helplines_check(facts.help)
    found["helplines"] = ReadinessLine("helplines", _LIGHTS[helplines.state], helplines.text, helplines.remedy)
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


def _screens(screens: Screens) -> ReadinessLine:
    if screens == "two":
        return ReadinessLine("projector", "ok", Message("A second screen is plugged in."))
    if screens == "mirrored":
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
