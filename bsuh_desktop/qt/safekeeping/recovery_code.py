"""The door's second page: the recovery code from the sheet, grouped while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.codes import RECOVERY_LENGTH, in_groups
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.qt.forms.recovery_code import Ui_RecoveryCode
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.field_error import set_problem

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.values import DeskFolder


class RecoveryCode(DoorPage):
    """Accepts the code as people write it: lower case, hyphens, o for 0, Bangla digits."""

    title = Message("Use the recovery code")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RecoveryCode()
        self.form.setupUi(self)
        self._error: KnownError | None = None
        self._desk: DeskFolder | None = None
        self.form.code.textEdited.connect(self._on_edited)

    def set_desk(self, desk: DeskFolder | None) -> None:
        """Which desk it is, for a call to the coordinator; None if no coordinator can help."""
        self._desk = desk
        self._say_desk()

    def code(self) -> str:
        """What was typed, without spaces and hyphens."""
        return _plain(self.form.code.text())

    def enter(self) -> None:
        """Focuses the field."""
        self.form.code.setFocus()

    def forget(self) -> None:
        """Clears the code from the window."""
        self._error = None
        self.form.code.clear()

    def missing(self) -> Message | None:
        """The rest of the code, if it is incomplete."""
        return None if len(self.code()) >= RECOVERY_LENGTH else Message("Write the whole code.")

    def tell(self, error: KnownError) -> bool:
        """Shows problems of the code below the field."""
        self._error = error
        self.retranslate()
        self.enter()
        return True

    def retranslate(self) -> None:
        """Progress, what to do without a sheet, and problems."""
        say, error = self.bridge.say, self._error
        self.form.typed.setText(say(self._progress()))
        self._say_desk()
        set_problem(self.form.code, error is not None)
        self.form.problem.setVisible(error is not None)
        if error is not None:
            self.form.problem.tell("stop", say(error.message), say(error.remedy))

    def _say_desk(self) -> None:
        """What to read out: the number, or the key's code if the laptop has no number yet."""
        form, say, desk = self.form, self.bridge.say, self._desk
        form.no_sheet_card.setVisible(desk is not None and bool(desk.code))
        if desk is None:
            return
        by_number = Message("Call your coordinator, read out this number, and write the code that you hear.")
        by_code = Message("Call your coordinator, read this out, and write the code that you hear.")
        form.no_sheet.setText(say(by_number if desk.device else by_code))
        form.number_text.setText(desk.device or desk.code)
        form.number_text.setAccessibleName(" ".join(desk.device or desk.code))
        form.code_text.setVisible(bool(desk.device))
        form.code_text.setText(say(Message("Code of this desk: {code}", code=desk.code)))

    def _progress(self) -> Message:
        if not self.code().isascii():
            return Message("The code has English letters and digits only. Change the language of the keyboard.")
        return Message("{typed} of {all} characters", typed=len(self.code()), all=RECOVERY_LENGTH)

    def _on_edited(self, text: str) -> None:
        self._error = None
        before = len(_plain(text[: self.form.code.cursorPosition()]))
        grouped = _grouped(_plain(text))
        self.form.code.setText(grouped)
        self.form.code.setCursorPosition(_place_after(grouped, before))
        self.retranslate()
        self.changed.emit()


def _plain(text: str) -> str:
    return "".join(ascii_digits(text).upper().replace("-", "").split())


def _grouped(code: str) -> str:
    """Groups a code that may be incomplete."""
    return " ".join(in_groups(code.ljust(RECOVERY_LENGTH))).rstrip() if len(code) <= RECOVERY_LENGTH else code


def _place_after(grouped: str, letters: int) -> int:
    """Index in `grouped` after its first `letters` characters, not counting spaces."""
    places = [place for place, letter in enumerate(grouped, 1) if letter != " "]
    return places[letters - 1] if letters else 0
