"""The bar at the foot of a stage that covers the desk. What it says is in `presenters.classroom.stage_bar`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.stage_bar import StageBarModel
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.stage_bar import Ui_StageBar
from bsuh_desktop.qt.stage.stage import Stage
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.restyled import Restyled

_STAYS_MS = 4000
"""How long it stays after the mouse or a key brought it."""


class StageBar(Restyled, QFrame):
    """Mouse or key brings it, only where the stage covers the desk."""

    def __init__(self, bridge: Bridge, stage: Stage) -> None:
        super().__init__(stage.window)
        self._bridge, self._stage = bridge, stage
        self._model: StageBarModel | None = None
        self._words: Message | None = None
        self.form = Ui_StageBar()
        self.form.setupUi(self)
        own: dict[str, Setter] = {"letters": self.form.letters.set_letters, "stays": lambda _: None}
        self._binding = Binding(self.form, StageBarModel, bridge.text, own)
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
        self.restyle()

    def bind(self, model: StageBarModel | None) -> None:
        """Shows the model; without one only how to get back to the desk."""
        self._model = model
        taught = model is not None
        for part in (self.form.next_step, self.form.clock, self.form.black):
            part.setVisible(taught)
        if model is None:
            self.form.letters.set_letters(())
            self.form.note.setText("")
        else:
            self._binding.show(model)
        self._settle()

    def attend(self, go_on: Callable[[], object], black: Callable[[], object]) -> None:
        """Sets what its two buttons do."""
        self.form.next_step.clicked.connect(lambda: go_on())
        self.form.black.clicked.connect(lambda: black())

    def tell(self, words: Message) -> None:
        """Says something that cannot wait, in place of the note, until the stage changes."""
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
        window = self._stage.window
        height = self.heightForWidth(window.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(0, window.height() - height, window.width(), height)

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
