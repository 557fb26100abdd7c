"""Only one class at a time: asks what to do with an unfinished class before another one is begun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.last_seen import last_seen
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.dialog import Dialog, ask
from bsuh_desktop.services.classroom.unfinished_classes import UnfinishedClass

Choice = Literal["go_on", "finish", "leave"]
"""Continue that class; finish it with the proposed end and begin; leave it open and begin anyway."""


def ask_about(parent: QWidget, bridge: Bridge, found: UnfinishedClass, then: Callable[[Choice], object]) -> Dialog:
    """Opens the dialog; `then` is not called if it is closed without an answer."""
    say, title = bridge.say, bridge.text_of(found.title)
    choices: dict[str, Choice] = {"go_on": "go_on", "finish": "finish", "leave": "leave"}
    rest = Message("Close it before you start the new one. If you keep it open, it stays on the Home page.")
    return ask(
        parent,
        Message("{class_title} is not finished", class_title=title),
        f"{say(last_seen(bridge, found))} {say(rest)}",
        [
            ("leave", Message("Keep it open"), "quiet"),
            ("finish", Message("Close it"), "secondary"),
            ("go_on", Message("Go on with it"), "primary"),
        ],
        lambda key: then(choices[key]) if key in choices else None,
        safe="go_on",
    )
