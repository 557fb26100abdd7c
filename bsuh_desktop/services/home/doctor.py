"""Checks whether this laptop is ready for a class: everything that could fail in front of children, with a remedy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop import paths
from bsuh_desktop.content.check.checker import check_pack
from bsuh_desktop.content.placeholders import read_common
from bsuh_desktop.content.reader import built_in_paths
from bsuh_desktop.domain.clock import day_of, doubts_at
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.desk.desk import programme_anchors
from bsuh_desktop.services.desk.helplines import Help, built_in_help
from bsuh_desktop.services.desk.machine import FOR_PRACTICE, INSTALL
from bsuh_desktop.system.memory import Swap, swap
from bsuh_desktop.system.power import Battery, battery_text, can_stay_awake, classes_left, runs_out, sensed_battery
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.vault import Vault

State = Literal["ok", "look", "bad", "unused"]

CLASS_MB, LOW_MB = 50, 500
"""A class with its certificates needs well under 50 MB; below 500 MB free a person should look."""


class Check(msgspec.Struct, frozen=True):
    """The result of one check. `remedy` is None if there is nothing to do."""

    name: str
    state: State
    text: Message
    remedy: Message | None = None


def examine(profile: Path, clock: Clock) -> list[Check]:
    """All checks, in the order in which a facilitator would fix things. Opens nothing that is locked."""
    looks: list[Callable[[], Check]] = [
        lambda: battery_check(sensed_battery()),
        lambda: _disk(profile),
        lambda: _clock(clock),
        lambda: _profile(profile),
        lambda: swap_check(swap()),
        lambda: helplines_check(built_in_help()),
        _modules,
        _fonts,
        _awake,
        _projector,
    ]
    return [look() for look in looks]


def battery_check(battery: Battery | None) -> Check:
    """Whether the battery lasts for the next class."""
    if battery is None:
        return Check("battery", "unused", Message("This computer has no battery."))
    remedy = Message("Plug the laptop in before the class.")
    if runs_out(battery):
        return Check("battery", "bad", battery_text(battery), remedy)
    if battery.plugged or classes_left(battery):
        return Check("battery", "ok", battery_text(battery))
    return Check("battery", "look", battery_text(battery), remedy)


def swap_check(found: Swap) -> Check:
    """Whether names and keys may be written to the disk by swapping or hibernation."""
    if found == "plain":
        text = Message("This laptop writes memory to its disk unencrypted: names may be left there.")
        return Check(
            "swap", "look", text, Message("Ask for technical help: its swap should be encrypted or switched off.")
        )
    if found == "unknown":
        return Check("swap", "unused", Message("This system does not say whether memory reaches the disk unencrypted."))
    if found == "encrypted":
        return Check("swap", "ok", Message("Memory that this laptop writes to its disk is encrypted."))
    return Check("swap", "ok", Message("This laptop writes no memory to its disk."))


def helplines_check(help_: Help) -> Check:
    """Whether every number for a child who needs help is noted as called. Numbers change; nobody should find out in
    front of a child."""
    lines = (help_.child, help_.danger, *help_.others)
    numbers = [digits_text(line.number) for line in lines if line.number and not line.verified]
    if not numbers:
        return Check("helplines", "ok", Message("The numbers for help are noted as called."))
    uncalled = LocalText(
        ", ".join(one.text_in("bn") for one in numbers), ", ".join(one.text_in("en") for one in numbers)
    )
    return Check(
        "helplines",
        "look",
        Message("Not noted as called yet: {numbers}.", numbers=uncalled),
        Message("Call once before the class, and ask whether it answers."),
    )


def _awake() -> Check:
    if can_stay_awake():
        return Check("awake", "ok", Message("The laptop stays on in class."))
    text = Message("This laptop may go to sleep in class.")
    return Check("awake", "look", text, Message("Change its power settings."))


def _disk(profile: Path) -> Check:
    there = next(folder for folder in (profile, *profile.parents) if folder.exists())
    free = shutil.disk_usage(there).free // 1_000_000
    text = Message("Free on the disk: {megabytes} MB.", megabytes=free)
    if free >= LOW_MB:
        return Check("disk", "ok", text)
    return Check("disk", "bad" if free < CLASS_MB else "look", text, Message("Remove some files from this disk."))


def _clock(clock: Clock) -> Check:
    programme = demonstration_programme(paths.resources())
    now = clock.now().wall_ms
    day = date_text(day_of(now, programme.offset_minutes))
    if doubts_at(now, programme_anchors(programme)):
        text = Message("The clock shows {day}, which cannot be right.", day=day)
        return Check("clock", "look", text, Message("Set the clock, or write the date when a class asks for it."))
    return Check("clock", "ok", Message("The clock shows {day}.", day=day))


def _profile(profile: Path) -> Check:
    there = Vault.exists(profile)
    if paths.is_portable():
        return Check("profile", "ok" if there else "unused", FOR_PRACTICE, INSTALL)
    if there:
        return Check("profile", "ok", Message("A facilitator's data is here, locked."))
    return Check("profile", "unused", Message("No facilitator has set up this laptop yet."))


def _modules() -> Check:
    resources = paths.resources()
    common = read_common(resources)
    shelf = built_in_paths(resources)
    broken = [path.name for path in shelf if check_pack(path, common)]
    if broken or not shelf:
        text = Message("Modules with problems: {count}.", count=len(broken))
        return Check("modules", "bad", text, Message("Install the app again."))
    return Check("modules", "ok", Message("Modules on this laptop: {count}.", count=len(shelf)))


def _fonts() -> Check:
    if any((paths.resources() / "fonts").glob("NotoSansBengali-*.ttf")):
        return Check("fonts", "ok", Message("The Bangla fonts are installed."))
    return Check("fonts", "bad", Message("The Bangla fonts are missing."), Message("Install the app again."))


def _projector() -> Check:
    return Check("projector", "unused", Message("The app checks this when you open it."))
