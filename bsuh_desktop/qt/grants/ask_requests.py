"""Asks where requests are: on a stick, in a folder, or files chosen by a person."""

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
    """Opens the dialog over `parent`; `then` is called with the chosen folder or files."""
    return ask_sources(parent, bridge, REQUESTS, then, find_sticks)
