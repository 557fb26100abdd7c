"""The button that opens names: asks role, purpose and place, warns, then writes the names and reports their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection.inbox_model import FileFilter, InboxModel
from bsuh_desktop.qt.dialogs.ask_target import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.names_leave import ask_before_names
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.qt.widgets.text_lines import TextLines
from bsuh_desktop.system.refused_folder import place_error

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.inbox import Ui_Inbox
    from bsuh_desktop.register.decision_lines import Purpose
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.collection.name_list import OpenedNames
    from bsuh_desktop.services.collection.values import CollectedFile


KEEP, OPEN = "keep_sealed", "open_these"
LONGEST = 80
"""Length limit of a role, as in the register."""

_AROUND = 260
PURPOSES: dict[Purpose, Message] = {
    "named_list": Message("A list of names for a school or an office"),
    "certificates": Message("Certificates, printed again"),
    "complaint": Message("A complaint or question from a guardian"),
}
"""The label of each purpose."""

Then = Callable[[str, "Purpose", bool], object]
"""Called with role, purpose, and whether only the chosen class is wanted."""


class NamesRequest(Restyled, QWidget):
    """The dialog's content; `changed` when `is_complete` may be different. `classes`: number of classes shown; `one`:
    one of them is chosen."""

    changed = Signal()

    def __init__(self, classes: int, one: bool) -> None:
        super().__init__()
        self._classes = classes
        self._role_text, self._purpose_text, self._classes_text = QLabel(), QLabel(), QLabel()
        self._logged = TextLines()
        self._logged.setProperty("role", "soft")
        self.role = QLineEdit()
        self.role.setObjectName("role")
        self.role.setMaxLength(LONGEST)
        self._role_text.setBuddy(self.role)
        self._purposes: dict[Purpose, QRadioButton] = {name: _radio(f"for_{name}") for name in PURPOSES}
        self.only, self._all = _radio("only_this_class"), _radio("all_that_are_shown")
        (self.only if one else self._all).setChecked(True)
        self.only.setVisible(one)
        self._build()
        self.retranslate()
        self.role.textChanged.connect(lambda _: self.changed.emit())
        for button in self._purposes.values():
            button.toggled.connect(lambda _: self.changed.emit())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self._role_text, self.role, self._logged):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self._purpose_text)
        column.addWidget(_column(*self._purposes.values()))
        column.addSpacing(8)
        column.addWidget(self._classes_text)
        column.addWidget(_column(self.only, self._all))

    def purpose(self) -> Purpose | None:
        """The chosen purpose; None if there is none."""
        return next((name for name, button in self._purposes.items() if button.isChecked()), None)

    def is_complete(self) -> bool:
        """True if there is a role and a purpose."""
        return bool(self.role.text().strip()) and self.purpose() is not None

    def retranslate(self) -> None:
        """All texts."""
        self._role_text.setText(desk_say(Message("In which role?")))
        self.role.setAccessibleName(self._role_text.text())
        self.role.setPlaceholderText(desk_say(Message("District coordinator")))
        self._logged.setText(
            desk_say(Message("Write no names here: everybody who reads the register's decisions can read this."))
        )
        self._purpose_text.setText(desk_say(Message("For what?")))
        for name, button in self._purposes.items():
            button.setText(desk_say(PURPOSES[name]))
        self._classes_text.setText(desk_say(Message("Of which classes?")))
        self.only.setText(desk_say(Message("Only this class")))
        self._all.setText(desk_say(Message("All classes that you see: {count}", count=self._classes)))
        for title, button in self._heard():
            button.setAccessibleName(f"{title.text()} {button.text()}")

    def _heard(self) -> Iterator[tuple[QLabel, QRadioButton]]:
        """Each choice with the question that it answers, for screen readers."""
        yield from ((self._purpose_text, button) for button in self._purposes.values())
        yield from ((self._classes_text, button) for button in (self.only, self._all))


def ask_names(parent: QWidget, classes: int, one: bool, then: Then) -> Dialog:
    """Opens the dialog over `parent`. `classes`: number of classes shown; `one`: one of them is chosen."""
    question = Message("Open sealed names?")
    detail = Message("The app keeps a signed record of your role and of why you opened names.")
    verbs = [(KEEP, Message("Keep sealed"), "secondary"), (OPEN, Message("Choose a place"), "primary")]
    dialog = Dialog(question, detail, verbs, parent, safe=KEEP)
    asked = NamesRequest(classes, one)
    dialog.add(ScrollFrame(asked, parent, _AROUND))
    verb = dialog.verb(OPEN)
    verb.setEnabled(False)
    asked.changed.connect(lambda: verb.setEnabled(asked.is_complete()))

    def answered(key: str) -> None:
        purpose = asked.purpose()
        if key == OPEN and purpose is not None:
            then(asked.role.text().strip(), purpose, asked.only.isChecked())

    dialog.answered.connect(answered)
    dialog.open()
    asked.role.setFocus()
    return dialog


def _radio(name: str) -> QRadioButton:
    button = QRadioButton()
    button.setObjectName(name)
    return button


def _column(*buttons: QRadioButton) -> QWidget:
    """A parent for radio buttons, which are exclusive within one parent."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for button in buttons:
        column.addWidget(button)
    return part


class NamesOpener(QObject):
    """Opens names from the Inbox."""

    begun = Signal()
    """Names are being opened."""
    reported = Signal(str, object, object)
    """Light, fact, and remedy or None."""
    failed = Signal(object)
    """A KnownError."""

    def __init__(self, bridge: Bridge, form: Ui_Inbox, page: QWidget, find_sticks: FindSticks) -> None:
        super().__init__(page)
        self._bridge, self._form, self._page, self._find_sticks = bridge, form, page, find_sticks
        self._sessions: tuple[str, ...] = ()
        self._one: CollectedFile | None = None
        form.open_names.clicked.connect(self._ask)

    def show(self, inbox: InboxModel, group: FileFilter, one: CollectedFile | None, busy: bool) -> None:
        """Shows the button for the classes of `group`; `one` is the chosen file."""
        self._sessions = inbox.classes.get(group, ())
        kept = one is not None and one.session in self._sessions
        self._one = one if kept else None
        self._form.open_names.setVisible(bool(self._sessions))
        self._form.open_names.setEnabled(not busy)

    def _ask(self) -> None:
        one, sessions = self._one, self._sessions

        def asked(role: str, purpose: Purpose, only: bool) -> None:
            # With two files that contradict each other, the one in the row.
            which = _Which(sessions) if one is None or not only else _Which((one.session,), one.sha256)
            self._ask_place(which, role, purpose)

        ask_names(self._page, len(sessions), one is not None, asked)

    def _ask_place(self, which: _Which, role: str, purpose: Purpose) -> None:
        printed = purpose == "certificates"
        files = Message("One file for each laptop, and a list of what goes to which school.")
        detail = files if printed else Message("One table, a row for each learner.")

        def chosen(folder: Path, label: str) -> None:
            warned = _Wish(which, role, purpose, folder)
            ask_before_names(self._page, bool(label), lambda: self._open(warned, label))

        question = Message("Where should the names be saved?")
        ask_place(self._page, self._bridge, question, detail, chosen, self._find_sticks)

    def _open(self, wish: _Wish, label: str) -> None:
        self.begun.emit()

        def failed(error: KnownError) -> None:
            self.failed.emit(place_error(error, label))

        def titled(titles: Mapping[str, LocalText]) -> None:
            work = wish.work(titles, self._bridge.profile)
            self._bridge.register.use(work, lambda opened: self._tell(opened, wish.folder, label), failed)

        if wish.purpose == "certificates":
            from bsuh_desktop.services.desk.modules import module_titles

            self._bridge.query(lambda desk: module_titles(desk.programme, desk.resources), titled, failed)
        else:
            titled({})

    def _tell(self, opened: OpenedNames, folder: Path, label: str) -> None:
        printed = opened.purpose == "certificates"
        missing = Message("Certificates that cannot be printed again: {count}", count=opened.missing)
        if not printed:
            missing = Message("Learners without a name: {count}", count=opened.missing)
        if not opened.names:
            fact = Message("No certificate could be printed again.") if printed else Message("No name was kept here.")
        else:
            fact = _written(opened, folder, label)
        self.reported.emit("ok" if opened.names else "look", fact, missing if opened.missing else None)


def _written(opened: OpenedNames, folder: Path, label: str) -> Message:
    count, place = opened.names, label or folder_text(folder)
    if opened.purpose == "certificates" and label:
        return Message("Certificates on the stick {label}: {count}.", label=place, count=count)
    if opened.purpose == "certificates":
        return Message("Certificates in the folder {folder}: {count}.", folder=place, count=count)
    if label:
        return Message("Names on the stick {label}: {count}.", label=place, count=count)
    return Message("Names in the folder {folder}: {count}.", folder=place, count=count)


class _Which:
    """Which names to open: those of these sessions, or of one `file` alone."""

    def __init__(self, sessions: tuple[str, ...], file: bytes = b"") -> None:
        self._sessions, self._file = sessions, file

    def files(self, register: Register) -> tuple[bytes, ...]:
        """The SHA-256 of each file as it was received."""
        from bsuh_desktop.services.collection.name_choice import files_of_sessions

        if self._file in register.status.files:
            return (self._file,)
        return files_of_sessions(register, self._sessions)


class _Wish:
    def __init__(self, which: _Which, role: str, purpose: Purpose, folder: Path) -> None:
        self.which, self.role, self.purpose, self.folder = which, role, purpose, folder

    def work(self, titles: Mapping[str, LocalText], profile: Path) -> Callable[[Collector, Register], OpenedNames]:
        """The function to run on the register's thread."""

        def work(collector: Collector, register: Register) -> OpenedNames:
            from bsuh_desktop.services.collection.name_list import open_names
            from bsuh_desktop.system.refused_folder import require_folder

            require_folder(self.folder)
            files = self.which.files(register)
            return open_names(register, collector, files, self.role, self.purpose, titles, self.folder, profile)

        return work
