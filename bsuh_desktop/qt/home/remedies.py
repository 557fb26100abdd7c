"""Remedies for each readiness check: a drawing, and two or three steps that need no expert."""

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
    "swap": (
        Message("When memory is short, or the laptop hibernates, the system writes what is open to the disk."),
        Message("Ask for technical help: the swap should be encrypted or switched off, and hibernation too."),
        Message("Until then keep the laptop where only you can get at it."),
    ),
    "modules": _INSTALL,
    "fonts": _INSTALL,
}


def drawing_of(name: str) -> str:
    """Name of the drawing beside a line."""
    return _DRAWINGS[name]


def large_drawing_of(name: str) -> str:
    """Name of the drawing beside the steps."""
    return _SHOWN_LARGE.get(name, _DRAWINGS[name])


def steps_of(name: str) -> tuple[Message, ...]:
    """The steps, in order."""
    return _STEPS[name]
