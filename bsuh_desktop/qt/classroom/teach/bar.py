"""The bar below the page: lays out its buttons, and shortens their labels when there is little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from bsuh_desktop.presenters.classroom.teach import BarModel
from bsuh_desktop.presenters.parts import Part
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.widgets.bar_layout import BarLayout
from bsuh_desktop.qt.widgets.binding import Binding
from bsuh_desktop.qt.widgets.layouts import layout_suspended


class LessonBar(QObject):
    """Shows the model of the bar in the form of the Teach page."""

    def __init__(self, bridge: Bridge, form: Ui_Teach) -> None:
        super().__init__(form.bar)
        self._bridge = bridge
        self._form = form
        self._row = BarLayout(form.bar, right=3)
        left = (form.back, form.wall, form.black, form.freeze, form.timer, form.slides, form.voice)
        self._parts = (*left, form.aside, form.reason, form.next_step)
        for part in self._parts:
            self._row.addWidget(part)
        self._model: BarModel | None = None
        self._binding = Binding(form, BarModel, bridge.text, {"labels": lambda _: None})
        form.bar.installEventFilter(self)

    def show(self, model: BarModel) -> None:
        """Shows the model."""
        self._model = model
        with layout_suspended(self._row):
            self._binding.show(model)
            self.fit()

    def retranslate(self) -> None:
        """Says everything again."""
        self._binding.retranslate()
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The width of the bar has changed."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self) -> None:
        """Gives up long labels for one row, and the reason, which the next step's tip says too, for a row less. How
        many rows there are is found out before anything is hidden: a part that comes or goes lays the page out."""
        form, reason = self._form, self._model.reason if self._model else Part()
        form.next_step.setToolTip(self._bridge.text(reason.text or ""))
        parts = [part for part in self._parts if part is not form.reason and not part.isHidden()]
        said = [*parts, form.reason] if reason.shown else parts
        width = form.bar.width()
        self._label(short=False)
        if (rows := self._row.rows(width, said)) > 1:
            self._label(short=True)
            rows = self._row.rows(width, said)
        form.reason.setVisible(bool(reason.shown) and (rows == 1 or self._row.rows(width, parts) == rows))
        self._row.invalidate()

    def _label(self, short: bool) -> None:
        labels = self._model.labels if self._model else {}
        for name, label in labels.items():
            button = getattr(self._form, name)
            text = self._bridge.text(label.short if short else label.long)
            if button.text() != text:
                button.setText(text)
                button.updateGeometry()
            button.setAccessibleName(self._bridge.text(label.spoken))
