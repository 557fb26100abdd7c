"""Before a check: an area to drop files on, and a field to type or paste into."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.verify.typed_code_check import typing_error_in
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_files
from bsuh_desktop.qt.forms.verify import Ui_Verify
from bsuh_desktop.qt.widgets import dropped_files
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.services.verify.text_inputs import codes_in, text_inputs

_KINDS = "*.pdf *.png *.jpg *.jpeg *.bsuh *.json *.zip"


class InputSide(QObject):
    """Takes files, codes and texts."""

    files = Signal(list)
    """Paths that were chosen or pasted."""
    texts = Signal(list)
    """What was typed or pasted, split into inputs."""
    wanted = Signal()
    """Show the field: incomplete text was typed or pasted into the page."""

    def __init__(self, bridge: Bridge, form: Ui_Verify, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._page = page
        form.drop_picture.set_picture("open-book")
        # Drops are handled by the whole page.
        form.drop_zone.setAcceptDrops(False)
        form.typed_light.set_state("stop")
        form.typed.installEventFilter(self)
        form.typed.textChanged.connect(lambda _: self._look())
        form.typed.returnPressed.connect(self._send)
        form.check_typed.clicked.connect(self._send)
        form.choose_files.clicked.connect(self.choose)
        self._look()

    def choose(self) -> None:
        """Asks for one or several files."""
        kinds = {_KINDS: Message("What can be checked")}
        ask_for_files(self._page, self._bridge, Message("Choose what to check"), kinds, self._on_chosen)

    def _on_chosen(self, paths: list[Path]) -> None:
        self.files.emit([str(path) for path in paths])

    def clear(self) -> None:
        """Clears the field."""
        self._form.typed.clear()

    def write(self, text: str) -> None:
        """Inserts text that was typed on the page, outside of the field."""
        self.wanted.emit()
        self._form.typed.insert(text)
        self._form.typed.setFocus()

    def paste(self) -> bool:
        """Pastes files or text; False if there is neither. Text with an error, or too short to be anything, stays in
        the field."""
        paths = dropped_files.copied_files()
        if paths:
            self.files.emit(paths)
            return True
        text = dropped_files.copied_text()
        if not text:
            return False
        if len(text.splitlines()) > 1 or codes_in(text):
            self.texts.emit(text_inputs(text))
        else:
            self.wanted.emit()
            self._form.typed.setText(text)
            self._form.typed.setFocus()
            self._send()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files and codes pasted into the field are checked at once; other text is inserted as usual."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return event.matches(QKeySequence.StandardKey.Paste) and self._more_than_a_word() and self.paste()

    def _more_than_a_word(self) -> bool:
        text = dropped_files.copied_text()
        return bool(dropped_files.copied_files() or len(text.splitlines()) > 1 or codes_in(text))

    def _send(self) -> None:
        """Checks the text and clears the field; text with an error stays, to be corrected."""
        text = self._form.typed.text()
        if text.strip() and typing_error_in(text) is None:
            self._form.typed.clear()
            self.texts.emit(text_inputs(text))

    def _look(self) -> None:
        """Shows at once what cannot be right."""
        form, text = self._form, self._form.typed.text()
        slip = typing_error_in(text)
        form.check_typed.setEnabled(bool(text.strip()) and slip is None)
        form.typed_problem.setVisible(slip is not None)
        form.typed_text.setText(self._bridge.say(slip) if slip else "")
        form.typed.setAccessibleDescription(form.typed_text.text())
        set_problem(form.typed, slip is not None)
        if slip is not None:
            scroll_into_view(form.typed_problem)

    def restyle(self) -> None:
        """Scales the light in the field."""
        if typing_error_in(self._form.typed.text()) is not None:
            set_problem(self._form.typed, False)
            set_problem(self._form.typed, True)

    def retranslate(self) -> None:
        """The error in the desk's language."""
        self._look()
