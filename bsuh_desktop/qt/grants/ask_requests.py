"""Asks where requests lie: on a stick that is plugged in, in a folder, or as files that a person chooses."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_sources import SourceWords, Then, ask_sources
from bsuh_desktop.qt.dialogs.ask_target import FindSticks
from bsuh_desktop.qt.widgets.dialog import Dialog

REQUESTS = SourceWords(
    question=Message("Where are the requests?"),
    choose=Message("Choose the requests"),
    kinds={"*.json": Message("Requests for a grant")},
    name="requests",
)


def ask_requests(parent: QWidget, bridge: Bridge, then: Then, find_sticks: FindSticks) -> Dialog:
    """Opens the question over `parent`; `then` gets the folder or the files that were chosen."""
    return ask_sources(parent, bridge, REQUESTS, then, find_sticks)
