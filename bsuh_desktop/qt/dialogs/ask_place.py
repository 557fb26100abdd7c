"""Asks where a small file should go, or where files come from: sticks that are plugged in, a folder, or files."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_files, ask_for_folder
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.dialogs.target_buttons import TargetButtons
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.restyled import Restyled
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.system.sticks import Stick

CANCEL, CHOSEN = "cancel", "chosen"
_NO = Message("Cancel")
FindSticks = Callable[[], Sequence[Stick]]


@dataclasses.dataclass(frozen=True)
class SourceWords:
    """The texts and names of the question where files come from."""

    question: Message
    choose: Message
    """Title of the dialog in which single files are chosen."""
    kinds: dict[str, Message]
    """The file types offered there: pattern to description."""
    name: str
    """Prefix of the buttons' object names: `receipts_to_folder`, `receipts_as_files`."""
    leave: Message = dataclasses.field(default_factory=lambda: Message("Cancel"))
    """Text of the button that closes the question."""


class _Sources(TargetButtons):
    """The buttons of `TargetButtons`, for reading instead of writing."""

    def __init__(self, question: Message) -> None:
        super().__init__()
        self._question = question

    def words_of_stick(self, label: str) -> Message:
        """Text of a stick's button."""
        return Message("From the stick {label}", label=label)

    def ask_folder(self) -> None:
        """Asks for the folder to read from."""
        ask_for_folder(self.window(), self.bridge, self._question, lambda path: self.chosen.emit(path, ""))


def ask_place(
    parent: QWidget,
    bridge: Bridge,
    question: Message,
    detail: Message,
    then: Callable[[Path, str], object],
    find_sticks: FindSticks,
    no: Message = _NO,
    print_it: Callable[[], object] | None = None,
) -> Dialog:
    """Asks where a file should go; `then` gets the folder, and the stick's label or "" for a folder of this computer.
    `find_sticks` is called on the thread of files. `no` is the text of the button that cancels: where a key is being
    revoked, "Cancel" could be read as revoking it. A printer is offered with `print_it`."""
    dialog, places = Dialog(question, detail, [(CANCEL, no, "secondary")], parent, safe=CANCEL), TargetButtons()
    places.set_name("file", bridge)

    def chosen(folder: Path, label: str) -> None:
        dialog.answer(CHOSEN)
        then(folder, label)

    def printed(wanted: Callable[[], object]) -> None:
        dialog.answer(CHOSEN)
        wanted()

    if print_it is not None:
        places.offer_print()
        places.print_wanted.connect(lambda: printed(print_it))
    places.chosen.connect(chosen)
    open_with_places(dialog, parent, bridge, (places,), find_sticks)
    return dialog


def ask_sources(
    parent: QWidget,
    bridge: Bridge,
    words: SourceWords,
    then: Callable[[Sequence[Path]], object],
    find_sticks: FindSticks,
    more: QWidget | None = None,
) -> Dialog:
    """Asks where files come from; `then` gets the folder or the files that were chosen. `more` is a widget below the
    buttons."""
    detail = Message("The app searches the folder and everything in it.")
    dialog = Dialog(words.question, detail, [(CANCEL, words.leave, "secondary")], parent, safe=CANCEL)
    places, files = _Sources(words.question), QPushButton()
    places.set_name(words.name, bridge)
    files.setObjectName(f"{words.name}_as_files")
    files.setProperty("glyph", "file")
    dialog.say(Message("Choose files"), files.setText)

    def chosen(paths: Sequence[Path]) -> None:
        dialog.answer(CHOSEN)
        then(paths)

    places.chosen.connect(lambda folder, _: chosen([folder]))
    files.clicked.connect(lambda: ask_for_files(dialog, bridge, words.choose, words.kinds, chosen))
    open_with_places(dialog, parent, bridge, (places, files) if more is None else (places, files, more), find_sticks)
    return dialog


def open_with_places(
    dialog: Dialog, parent: QWidget, bridge: Bridge, parts: Sequence[QWidget], find_sticks: FindSticks
) -> None:
    """Opens `dialog` with its `parts` one below the other; the first one has the keyboard, and the `TargetButtons`
    among them offer the sticks."""
    asked = _Asked()
    for part in parts:
        asked.column.addWidget(part)
    apply_icons(asked)
    dialog.add(ScrollFrame(asked, parent))
    dialog.open()
    parts[0].setFocus()
    for places in parts:
        if isinstance(places, TargetButtons):
            _watch_sticks(bridge, places, find_sticks)


class _Asked(Restyled, QWidget):
    """The buttons, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(12)

    def restyle(self) -> None:
        """Icons follow the size of the text."""
        apply_icons(self)


def _watch_sticks(bridge: Bridge, places: TargetButtons, find_sticks: FindSticks) -> None:
    """Offers the sticks that are plugged in, and updates them while the question is open."""
    watch = StickWatch(bridge, find_sticks, places)

    def offer(first: bool) -> None:
        places.set_sticks(watch.sticks)
        if first:
            places.prefer_stick()

    watch.changed.connect(offer)
    watch.start()
