"""What to do about each thing of readiness: its drawing, and two or three steps that need no expert."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message

_DRAWINGS = {
    "projector": "projector",
    "battery": "battery",
    "awake": "awake",
    "disk": "disk",
    "clock": "clock",
    "key": "key",
    "grant": "key",
    "backup": "backup",
    "swap": "disk",
    "modules": "book",
    "fonts": "letters",
    "camera": "camera",
    "hotspot": "wifi",
}
_SHOWN_LARGE = {"projector": "two-screens", "battery": "charger"}
"""Where another drawing shows better what the hands have to do."""

_INSTALL = (
    Message("Ask your coordinator for the stick with this app."),
    Message("Start the app from it once: it mends itself."),
    Message("Your classes stay. They are no part of the app."),
)
_STEPS: dict[str, tuple[Message, ...]] = {
    "projector": (
        Message("Press the Windows key and P together."),
        Message("Choose “Extend”. The class sees the stage, and you see this window."),
        Message("Until then no names are shown here."),
    ),
    "battery": (
        Message("Plug the charger into the wall, then into the laptop."),
        Message("No power at school? Make the screen darker, and close other apps."),
        Message("Should it go off in class, everything is kept. Start it again and go on."),
    ),
    "awake": (
        Message("Open the power settings of the laptop."),
        Message("Let neither screen nor laptop sleep while you teach."),
        Message("If they cannot be changed, touch a key now and then in class."),
    ),
    "disk": (
        Message("Empty the bin of this laptop."),
        Message("Move films and large pictures to a USB stick."),
        Message("Leave the folder of this app alone: your classes are in it."),
    ),
    "clock": (
        Message("Open the date and time settings of the laptop."),
        Message("Set the day, the time, and Dhaka as the time zone."),
        Message("Come back here and look again."),
    ),
    "key": (
        Message("Teach as usual. Every class is kept, and waits."),
        Message("Open the page Programme, write the request to a stick, and give it to your coordinator."),
        Message("Take the answer in on the same page: then certificates can be printed."),
    ),
    "grant": (
        Message("Teach as usual. Until its last day the grant holds."),
        Message("Open the page Programme, write the request to a stick, and give it to your coordinator."),
        Message("Take the new grant in on the same page."),
    ),
    "backup": (
        Message("Look at the disk first: a backup needs room on it."),
        Message("Go on as usual. A backup is tried again in class and after it."),
        Message("Hand over your finished classes soon, so that they stand in a second place."),
    ),
    "swap": (
        Message("When memory is short, or the laptop hibernates, the system writes what is open to the disk."),
        Message("Ask for technical help: let the swap be encrypted, or switched off, hibernation with it."),
        Message("Until then keep the laptop where only you can reach it."),
    ),
    "modules": _INSTALL,
    "fonts": _INSTALL,
}


def drawing_of(name: str) -> str:
    """The drawing beside a line."""
    return _DRAWINGS[name]


def large_drawing_of(name: str) -> str:
    """The drawing beside the steps."""
    return _SHOWN_LARGE.get(name, _DRAWINGS[name])


def steps_of(name: str) -> tuple[Message, ...]:
    """What to do, one after the other."""
    return _STEPS[name]
