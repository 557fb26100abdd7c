"""Asks where requests lie: on a stick that is plugged in, in a folder, or as files that a person chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.building import building
from bsuh_desktop.qt.class_cards.places import Places
from bsuh_desktop.qt.class_cards.scrolled import Scrolled
from bsuh_desktop.qt.file_dialog import ask_for_files, ask_for_folder
from bsuh_desktop.qt.programme.ask_place import CANCEL, CHOSEN, FindSticks, watch_sticks
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.icons import dress
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say

REQUESTS = {"*.json": Message("Requests for a grant")}
Then = Callable[[Sequence[Path]], object]


class Sources(Places):
    """The same buttons as for writing, read from."""

    def words_of_stick(self, label: str) -> Message:
        """Files come from it."""
        return Message("From the stick {label}", label=label)

    def ask_folder(self) -> None:
        """Which folder they lie in."""
        title = Message("Where do the requests lie?")
        ask_for_folder(self.window(), title, lambda path: self.chosen.emit(path, ""))


class RequestsAsked(Restyled, QWidget):
    """What the dialog asks."""

    def __init__(self, sources: Sources) -> None:
        super().__init__()
        self.files = QPushButton()
        self.files.setObjectName("requests_as_files")
        self.files.setProperty("glyph", "file")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(12)
        column.addWidget(sources)
        column.addWidget(self.files)
        self.retranslate()
        dress(self)

    def retranslate(self) -> None:
        """The words on the button."""
        self.files.setText(desk_say(Message("Choose files")))


def ask_requests(parent: QWidget, bridge: Bridge, then: Then, find_sticks: FindSticks) -> Dialog:
    """Opens the question over `parent`; `then` gets the folder or the files that were chosen."""
    with building():
        detail = Message("A folder is searched with all that lies in it.")
        verbs = [(CANCEL, Message("Cancel"), "secondary")]
        dialog = Dialog(Message("Where do the requests lie?"), detail, verbs, parent, safe=CANCEL)
        sources = Sources()
        sources.set_name("requests")
        asked = RequestsAsked(sources)
        scrolled = Scrolled(asked, parent)
        dialog.add(scrolled)

        def chosen(paths: Sequence[Path]) -> None:
            dialog.answer(CHOSEN)
            then(paths)

        def choose_files() -> None:
            ask_for_files(dialog, bridge, Message("Choose the requests"), REQUESTS, chosen)

        sources.chosen.connect(lambda folder, _: chosen([folder]))
        asked.files.clicked.connect(choose_files)
        dialog.open()
        sources.setFocus()
    watch_sticks(bridge, scrolled, sources, find_sticks)
    return dialog
