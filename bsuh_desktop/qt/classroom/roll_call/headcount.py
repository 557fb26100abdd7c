"""The headcount: people in the room, how that is known, and how many are girls, boys and adults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import HowCounted
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.classroom.class_picture import ClassPicture

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.roll_call import Ui_RollCall

_DIGITS = 4
HOW_COUNTED_LABELS: dict[HowCounted, Message] = {
    "counted": Message("Counted"),
    "told": Message("A teacher said so"),
    "estimated": Message("Estimated"),
}


class _Fields(QObject):
    """Tracks the focused field for the number pad, so that a mouse alone can fill all fields."""

    def __init__(self, form: Ui_RollCall) -> None:
        super().__init__(form.number_pad)
        self._pad = form.number_pad
        for field in (form.headcount, form.girls, form.boys, form.women, form.men, form.unspecified):
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes the field that gets the focus."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self._pad.write_to(watched)
        return False


class HeadcountCard:
    """The card before the list. `on_stored` is called when the headcount is in the journal."""

    def __init__(self, bridge: Bridge, form: Ui_RollCall, on_stored: Callable[[], object]) -> None:
        self._bridge = bridge
        self._form = form
        self._on_stored = on_stored
        self._error: KnownError | None = None
        self._parts = {
            "girls": form.girls,
            "boys": form.boys,
            "women": form.women,
            "men": form.men,
            "unspecified": form.unspecified,
        }
        form.headcount.set_digits(_DIGITS)
        form.headcount.numbered.connect(lambda _: self._forget())
        for field in self._parts.values():
            field.set_digits(_DIGITS)
            field.numbered.connect(lambda _: self._add_up())
        form.more_parts.clicked.connect(self._show_parts)
        form.number_pad.write_to(form.headcount)
        self._fields = _Fields(form)

    def show(self, picture: ClassPicture, open_parts: bool) -> None:
        """Fills the fields from the journal; anything typed before is dropped."""
        form = self._form
        form.headcount.set_number(picture.view.headcount)
        for name, field in self._parts.items():
            field.set_number(picture.headcount_parts.get(name))
        {"counted": form.counted, "told": form.told, "estimated": form.estimated}[picture.how_counted].setChecked(True)
        self._forget()
        shown = open_parts or bool(picture.headcount_parts)
        form.parts.setVisible(shown)
        form.more_parts.setVisible(not shown)

    def say_digits(self) -> None:
        """The pad in the desk's digits."""
        self._form.number_pad.set_language(self._bridge.language, self._bridge.say(Message("Delete the last digit")))

    def focus(self) -> None:
        """Focuses the number."""
        self._form.headcount.setFocus()
        self._form.headcount.selectAll()

    def keep(self) -> None:
        """Records the headcount, or shows what is missing."""
        total, parts, how = self._form.headcount.number(), self._typed_parts(), self._how()
        if total is None:
            missing, remedy = Message("Nobody typed a headcount."), Message("Count the heads, then write it here.")
            self.fail(KnownError("no_headcount", missing, remedy))
            return
        self._bridge.conduct(
            lambda conduct: conduct.type_headcount(total, parts, how), lambda _: self._on_stored(), self.fail
        )

    def fail(self, error: KnownError) -> None:
        """Shows why this headcount is not possible."""
        self._error = error
        self.retranslate()
        self.focus()

    def retranslate(self) -> None:
        """Translates the error as well."""
        form, error = self._form, self._error
        self.say_digits()
        form.headcount.set_problem(error is not None)
        form.count_problem.setVisible(error is not None)
        if error is not None:
            form.count_problem.set_fact(self._bridge.say(error.message), self._bridge.say(error.remedy))

    def _typed_parts(self) -> dict[str, int]:
        return {name: number for name, field in self._parts.items() if (number := field.number())}

    def _how(self) -> HowCounted:
        if self._form.told.isChecked():
            return "told"
        return "estimated" if self._form.estimated.isChecked() else "counted"

    def _add_up(self) -> None:
        """Adds up the parts, so that a person who counts by parts need not."""
        parts = self._typed_parts()
        if parts:
            self._form.headcount.set_number(sum(parts.values()))
        self._forget()

    def _forget(self) -> None:
        self._error = None
        self.retranslate()

    def _show_parts(self) -> None:
        self._form.parts.show()
        self._form.more_parts.hide()
        self._form.girls.setFocus()
