"""Asks where to read files from: a stick that is plugged in, a folder, or single files that a person chooses."""

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
    """The texts and names of the question."""

    question: Message
    choose: Message
    """Title of the dialog in which single files are chosen."""
    kinds: dict[str, Message]
    """The file types offered there: pattern to description."""
    name: str
    """Prefix of the buttons' object names: `receipts_to_folder`, `receipts_as_files`."""
    leave: Message = dataclasses.field(default_factory=lambda: Message("Cancel"))
    """Text of the button that closes the question."""


class Sources(TargetButtons):
    """The buttons of `TargetButtons`, for reading instead of writing."""

    def __init__(self, question: Message) -> None:
        super().__init__()
        self._question = question

    def words_of_stick(self, label: str) -> Message:
        """Text of a stick's button."""
        return Message("From the stick {label}", label=label)

    def ask_folder(self) -> None:
        """Asks for the folder to read from."""
        ask_for_folder(self.window(), self._question, lambda path: self.chosen.emit(path, ""))


class SourcesDialog(Restyled, QWidget):
    """The dialog with the question."""

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
        """Sets the button's text."""
        self.files.setText(desk_say(Message("Choose files")))


def ask_sources(
    parent: QWidget,
    bridge: Bridge,
    words: SourceWords,
    then: Then,
    find_sticks: FindSticks,
    more: QWidget | None = None,
) -> Dialog:
    """Opens the question over `parent`; `then` gets the folder or the files that were chosen. `more` is a widget
    below the buttons."""
    detail = Message("The app searches the folder and everything in it.")
    dialog = Dialog(words.question, detail, [(CANCEL, words.leave, "secondary")], parent, safe=CANCEL)
    sources = Sources(words.question)
    sources.set_name(words.name)
    asked = SourcesDialog(sources, words.name)
    if more is not None:
        asked.column.addWidget(more)
    dialog.add(ScrollFrame(asked, parent))

    def chosen(paths: Sequence[Path]) -> None:
        dialog.answer(CHOSEN)
        then(paths)

    sources.chosen.connect(lambda folder, _: chosen([folder]))
    asked.files.clicked.connect(lambda: ask_for_files(dialog, bridge, words.choose, words.kinds, chosen))
    dialog.open()
    sources.setFocus()
    watch_sticks(bridge, sources, find_sticks)
    return dialog
