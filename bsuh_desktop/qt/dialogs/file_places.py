"""Where files go or come from: sticks, a folder or a printer; and the question before names in clear leave the app.

Anyone who finds a file with names can read them, so that question is asked each time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_files, ask_for_folder
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.widgets.dialog import Dialog, ask
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.layouts import widgets_in
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroller import ScrollFrame
from bsuh_desktop.system.sticks import Stick


class TargetButtons(Restyled, QWidget):
    """The buttons, one below the other."""

    chosen = Signal(Path, str)
    """The folder, and the stick's label or "" for a folder."""
    print_wanted = Signal()
    """The printer was chosen; only after `offer_print`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sticks: tuple[Stick, ...] = ()
        self._print: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._folder = QPushButton()
        self._folder.setProperty("glyph", "file")
        self._folder.clicked.connect(lambda: self.ask_folder())
        self._column.addWidget(self._folder)
        self.setFocusProxy(self._folder)

    def set_name(self, name: str, bridge: Bridge) -> None:
        """Sets the prefix of the buttons' object names: `certificates_to_folder`, `certificates_to_stick`. To be called
        first."""
        self.bridge = bridge
        self.setObjectName(f"{name}_places")
        self._folder.setObjectName(f"{name}_to_folder")
        self.retranslate()

    def offer_print(self) -> None:
        """Adds a button that prints without a file. Call it once, after `set_name`."""
        self._print = QPushButton()
        self._print.setObjectName(f"{self._stem()}_print")
        self._print.setProperty("glyph", "print")
        self._print.clicked.connect(self.print_wanted)
        self._column.addWidget(self._print)
        self.retranslate()

    def _stem(self) -> str:
        return self.objectName().removesuffix("_places")

    def set_sticks(self, sticks: Sequence[Stick]) -> None:
        """The sticks that are plugged in now."""
        before, self._sticks = self._sticks, tuple(sticks)
        if [(one.path, one.label) for one in before] == [(one.path, one.label) for one in self._sticks]:
            # A file that was written changes a stick's free space: that must not replace a button that is about to be
            # pressed.
            return
        for button in self._stick_buttons():
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        before_it: QWidget = self._folder.previousInFocusChain() or self
        for place, stick in enumerate(self._sticks):
            button = self._stick_button(place, stick)
            self._column.insertWidget(place, button)
            # Qt shows the button a moment later; until then it has no size and cannot take the focus.
            button.show()
            # A button that is added later is last in the tab order, wherever it is shown.
            QWidget.setTabOrder(before_it, button)
            before_it = button
        self.retranslate()
        apply_icons(self)

    def prefer_stick(self) -> None:
        """Moves the focus from the folder to the first stick, if there is one."""
        buttons = self._stick_buttons()
        if buttons and self.window().focusWidget() is self._folder:
            buttons[0].setFocus()

    def press_first(self) -> None:
        """Presses the button of the first stick, or of the folder; nothing while none can be pressed."""
        next(iter(self._stick_buttons()), self._folder).click()

    def _stick_buttons(self) -> list[QPushButton]:
        widgets = widgets_in(self._column)
        before = widgets[: widgets.index(self._folder)]
        return [widget for widget in before if isinstance(widget, QPushButton)]

    def _stick_button(self, place: int, stick: Stick) -> QPushButton:
        button = QPushButton()
        stem = self._stem()
        button.setObjectName(f"{stem}_to_stick" if place == 0 else f"{stem}_to_stick_{place + 1}")
        button.setProperty("glyph", "usb")
        button.clicked.connect(lambda: self.chosen.emit(stick.path, stick.label))
        return button

    def retranslate(self) -> None:
        """Sets the buttons' texts."""
        self._folder.setText(desk_say(Message("Choose a folder")))
        if self._print is not None:
            self._print.setText(desk_say(Message("Print")))
        for button, stick in zip(self._stick_buttons(), self._sticks, strict=False):
            button.setText(desk_say(self.words_of_stick(stick.label)))

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            apply_icons(self)

    def words_of_stick(self, label: str) -> Message:
        """Text of a stick's button."""
        return Message("To the stick {label}", label=label)

    def ask_folder(self) -> None:
        """Asks for a folder of this computer."""
        ask_for_folder(
            self.window(), self.bridge, Message("Where should it go?"), lambda path: self.chosen.emit(path, "")
        )


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


NOT_YET, SAVE = "back", "save_names"


def ask_before_names(parent: QWidget, on_stick: bool, then: Callable[[], object]) -> Dialog:
    """Asks over `parent` whether a file with names may be saved to a stick, or to a folder of this computer; `then`
    is called if so. Nothing is saved by Escape, nor by Enter before somebody has gone to the other button."""
    finds = Message("This file has names. Anybody who finds the stick can read them.")
    opens = Message("This file has names. Anybody who can open the folder can read them.")
    return ask(
        parent,
        Message("Save with names?"),
        finds if on_stick else opens,
        [(NOT_YET, Message("Not yet"), "secondary"), (SAVE, Message("Save with names"), "primary")],
        lambda key: then() if key == SAVE else None,
        safe=NOT_YET,
    )
