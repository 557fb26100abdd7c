"""Is this laptop ready for a class? One check a thing that can go wrong in front of children, each with a remedy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from bsuh_desktop import paths
from bsuh_desktop.content.check.checker import check_pack
from bsuh_desktop.content.placeholders import read_common
from bsuh_desktop.content.shelf import built_in_paths
from bsuh_desktop.domain.clock import day_of, doubts_at
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.desk import programme_anchors
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.vault import Vault

State = Literal["ok", "look", "bad", "unused"]

CLASS_MB, LOW_MB = 50, 500
"""A class with its certificates takes well under 50 MB; below 500 MB a person should look."""

LOW_BATTERY, DEAD_BATTERY = 50, 15
"""Per cent. A class of 45 minutes takes an old battery about half of its charge."""


class Check(msgspec.Struct, frozen=True):
    """One thing looked at. `remedy` is None where there is nothing to do."""

    name: str
    state: State
    text: Message
    remedy: Message | None = None


def examine(profile: Path, clock: Clock) -> list[Check]:
    """All checks, in the order in which a facilitator would mend things. Opens nothing that is locked."""
    looks: list[Callable[[], Check]] = [
        _battery,
        lambda: _disk(profile),
        lambda: _clock(clock),
        lambda: _profile(profile),
        _modules,
        _fonts,
    ]
    return [look() for look in looks] + list(_not_yet())


def battery_percent() -> int | None:
    """What the battery holds, 0 to 100; None where there is none."""
    battery = _sensed_battery()
    return None if battery is None else round(battery.percent)


def _sensed_battery() -> Any:
    import psutil

    try:
        return psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except OSError:
        # Some systems, a container among them, do not tell.
        return None


def _battery() -> Check:
    battery = _sensed_battery()
    if battery is None:
        return Check("battery", "unused", Message("This computer has no battery."))
    charge = round(battery.percent)
    text = Message("The battery holds {percent}%.", percent=charge)
    if battery.power_plugged or charge >= LOW_BATTERY:
        return Check("battery", "ok", text)
    state: State = "bad" if charge < DEAD_BATTERY else "look"
    return Check("battery", state, text, Message("Plug the laptop in before the class."))


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
        text = Message("The clock says {day}, which cannot be right.", day=day)
        return Check("clock", "look", text, Message("Set it, or state the date when a class asks for it."))
    return Check("clock", "ok", Message("The clock says {day}.", day=day))


def _profile(profile: Path) -> Check:
    if Vault.exists(profile):
        return Check("profile", "ok", Message("The data of a facilitator stands here, locked."))
    return Check("profile", "unused", Message("No facilitator has set up this laptop yet."))


def _modules() -> Check:
    resources = paths.resources()
    common = read_common(resources)
    shelf = built_in_paths(resources)
    broken = [path.name for path in shelf if check_pack(path, common)]
    if broken or not shelf:
        text = Message("Modules with problems: {count}.", count=len(broken))
        return Check("modules", "bad", text, Message("Install the app again."))
    return Check("modules", "ok", Message("Modules on the shelf: {count}.", count=len(shelf)))


def _fonts() -> Check:
    if any((paths.resources() / "fonts").glob("NotoSansBengali-*.ttf")):
        return Check("fonts", "ok", Message("The Bangla fonts are in place."))
    return Check("fonts", "bad", Message("The Bangla fonts are missing."), Message("Install the app again."))


def _not_yet() -> Iterator[Check]:
    """What this release does not use."""
    for name in ("projector", "camera", "hotspot"):
        yield Check(name, "unused", Message("Not used in this release."))
