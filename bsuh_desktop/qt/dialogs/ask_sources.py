"""Asks where files lie: on a stick that is plugged in, in a folder, or as files that a person chooses."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_target import CANCEL, CHOSEN, FindSticks, watch_sticks
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_files, ask_for_folder
from bsuh_desktop.qt.dialogs.target_buttons import TargetButtons
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

Then = Callable[[Sequence[Path]], object]


@dataclasses.dataclass(frozen=True)
class SourceWords:
    """The question, the title over files to choose, which files there are (pattern → words), what the buttons' names
    begin with (`receipts_to_folder`, `receipts_as_files`), and what the way out says."""

    question: Message
    choose: Message
    kinds: dict[str, Message]
    name: str
    leave: Message = dataclasses.field(default_factory=lambda: Message("Cancel"))


class Sources(TargetButtons):
    """The same buttons as for writing, read from."""

    def __init__(self, question: Message) -> None:
        super().__init__()
        self._question = question

    def words_of_stick(self, label: str) -> Message:
        """Files come from it."""
        return Message("From the stick {label}", label=label)

    def ask_folder(self) -> None:
        """Which folder they lie in."""
        ask_for_folder(self.window(), self._question, lambda path: self.chosen.emit(path, ""))


class SourcesDialog(Restyled, QWidget):
    """What the dialog asks."""

    def __init__(self, sources: Sources, name: str) -> None:
        super().__init__()
        self.files = QPushButton()
        self.files.setObjectName(f"{name}_as_files")
        self.files.setProperty("glyph", "file")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(12)
        self.column.addWidget(sources)
        self.column.addWidget(self.files)
        self.retranslate()
        apply_icons(self)

    def retranslate(self) -> None:
        """The words on the button."""
        self.files.setText(desk_say(Message("Choose files")))


def ask_sources(
    parent: QWidget,
    bridge: Bridge,
    words: SourceWords,
    then: Then,
    find_sticks: FindSticks,
    more: QWidget | None = None,
) -> Dialog:
    """Opens the question over `parent`; `then` gets the folder or the files that were chosen. `more` stands below the
    buttons."""
    detail = Message("The app searches the folder and everything in it.")
    dialog = Dialog(words.question, detail, [(CANCEL, words.leave, "secondary")], parent, safe=CANCEL)
    sources = Sources(words.question)
    sources.set_name(words.name)
    asked = SourcesDialog(sources, words.name)
    if more is not None:
        asked.column.addWidget(more)
    scrolled = ScrollFrame(asked, parent)
    dialog.add(scrolled)

    def chosen(paths: Sequence[Path]) -> None:
        dialog.answer(CHOSEN)
        then(paths)

    sources.chosen.connect(lambda folder, _: chosen([folder]))
    asked.files.clicked.connect(lambda: ask_for_files(dialog, bridge, words.choose, words.kinds, chosen))
    dialog.open()
    sources.setFocus()
    watch_sticks(bridge, scrolled, sources, find_sticks)
    return dialog
