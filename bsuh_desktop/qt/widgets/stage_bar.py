"""The bar at the foot of a stage that covers the desk. What it says is in `presenters.classroom.answers`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.answers import StageBarModel
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.stage_bar import Ui_StageBar
from bsuh_desktop.qt.stage.stage import Stage
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.layouts import BarLayout, layout_suspended
from bsuh_desktop.qt.widgets.restyled import Restyled

_STAYS_MS = 4000
"""How long it stays after the mouse or a key brought it."""

_GAP, _ABOVE = 16, 12
"""Beside and above the note."""


class StageBar(Restyled, QFrame):
    """Mouse or key brings it, only where the stage covers the desk. The note stands between its buttons, or above them
    where it has no room there."""

    def __init__(self, bridge: Bridge, stage: Stage) -> None:
        super().__init__(stage.window)
        self._bridge, self._stage = bridge, stage
        self._model: StageBarModel | None = None
        self._bound: StageBarModel | None = None
        """The model that its parts show."""
        self._words: Message | None = None
        self.form = Ui_StageBar()
        self.form.setupUi(self)
        form = self.form
        self._row = BarLayout(form.buttons, right=4)
        self._lesson_parts = (form.next_step, form.aside, form.letters, form.timer, form.clock, form.black)
        for part in (*self._lesson_parts, form.desk):
            self._row.addWidget(part)
        form.note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        form.note.raise_()
        self._binding = self._new_binding()
        self._away = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._away.timeout.connect(self._go_away)
        self.form.desk.clicked.connect(stage.projector.leave)
        # Once the slide that a key asked for is seen.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._wake)
        stage.window.touched.connect(self._soon.start)
        stage.projector.showing_changed.connect(lambda _: self._settle())
        stage.window.installEventFilter(self)
        bridge.look_changed.connect(self._place)
        self.hide()
        self._hide_lesson()
        self.restyle()

    def bind(self, model: StageBarModel | None) -> None:
        """Shows the model, once it can be seen; without one only how to get back to the desk."""
        self._model = model
        self._settle()

    def _bind(self) -> None:
        model, before, self._bound = self._model, self._bound, self._model
        if model is before:
            return
        if model is None:
            self._hide_lesson()
        else:
            if before is None:
                for part in (self.form.next_step, self.form.clock, self.form.black):
                    part.show()
                self._binding = self._new_binding()
            with layout_suspended(self._row):
                self._binding.show(model)

    def _hide_lesson(self) -> None:
        for part in self._lesson_parts:
            part.hide()

    def _new_binding(self) -> Binding[StageBarModel]:
        """Takes nothing for shown: without a lesson all of it was hidden."""
        form = self.form
        own: dict[str, Setter] = {
            "letters": form.letters.set_letters,
            "next_key": form.next_step.set_cap,
            "stays": lambda _: None,
        }
        return Binding(form, StageBarModel, self._bridge.text, own)

    def attend(self, **does: Callable[[], object]) -> None:
        """Sets what its buttons do, by their names in the model."""
        for name, do in does.items():
            getattr(self.form, name).clicked.connect(lambda _=False, do=do: do())

    def tell(self, words: Message | None) -> None:
        """Says something that cannot wait, in place of the note, until the stage changes or nothing is to be said."""
        self._words = words
        self._settle()

    def _wake(self) -> None:
        """Shows it for a few seconds."""
        if self._stage.projector.over_desk:
            self._show()
            self._away.start()

    def _settle(self) -> None:
        """Shown while it is needed, and never beside a desk that can be seen."""
        covered, black = self._stage.projector.over_desk, self._stage.control.black
        if covered:
            self._bind()
        if not covered or not black:
            self._words = None
        note = self._words or (self._model.note.text if self._model is not None else None)
        self.form.note.setText(self._bridge.text(note or ""))
        if not covered:
            self._away.stop()
            self._go_away()
        elif self._needed:
            self._show()
        if self.isVisible():
            self._place()

    def _show(self) -> None:
        self._place()
        self.show()
        self.raise_()
        self._stage.window.setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def _needed(self) -> bool:
        return self._words is not None or (self._model is not None and self._model.stays)

    def _go_away(self) -> None:
        if not self._stage.projector.over_desk or not self._needed:
            self.hide()
            self._stage.window.setCursor(Qt.CursorShape.BlankCursor)

    def _place(self) -> None:
        window, note = self._stage.window, self.form.note
        width = window.width()
        parts = [part for part in (*self._lesson_parts, self.form.desk) if not part.isHidden()]
        rows = self._row.rows(width, parts)
        self._row.invalidate()
        high = self._row.heightForWidth(width)
        self._row.setGeometry(QRect(0, 0, width, high))
        between, above = self._between(high), 0
        fits = rows == 1 and between.isValid() and note.heightForWidth(between.width()) <= between.height()
        if note.text() and not fits:
            side = self._row.contentsMargins().left()
            between = QRect(side, _ABOVE, width - 2 * side, note.heightForWidth(width - 2 * side))
            above = _ABOVE + between.height()
        self.form.buttons.setGeometry(0, above, width, high)
        note.setGeometry(between)
        self.setGeometry(0, window.height() - above - high, width, above + high)

    def _between(self, high: int) -> QRect:
        """The room between the buttons at the left and those at the right of one row."""
        left, right = self._lesson_parts[:3], (*self._lesson_parts[3:], self.form.desk)
        ends = [part.geometry().right() + _GAP for part in left if not part.isHidden()]
        begin = max(ends, default=self._row.contentsMargins().left())
        end = min(part.x() for part in right if not part.isHidden()) - _GAP
        return QRect(begin, _ABOVE, end - begin, high - 2 * _ABOVE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the stage's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def restyle(self) -> None:
        """Scales the icons with the text."""
        apply_icons(self)

    def retranslate(self) -> None:
        """All texts."""
        self.form.retranslateUi(self)
        self._binding.retranslate()
        self._settle()
