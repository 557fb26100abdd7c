"""Lays out the page of teaching: slides, answers and notes in one to three columns, and the bar below.

When teaching by voice, the script comes first. The bar's labels are shortened when there is little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from bsuh_desktop.presenters.classroom.teach import BarModel
from bsuh_desktop.presenters.parts import Part
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.look.theme import scale, scaled_box
from bsuh_desktop.qt.widgets.binding import Binding
from bsuh_desktop.qt.widgets.layouts import BarLayout, layout_suspended
from bsuh_desktop.qt.widgets.scroller import OneScroller, scroll_into_view


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


WIDE, HALF = 960, 560
"""Widths in px (before the text scale) from which on there are three columns, or two."""

_MARGINS = 64
_SMALL, _ENDLESS = 240, 16_777_215
"""Greatest width of a small slide, and Qt's QWIDGETSIZE_MAX for no limit."""

_LEAST, _SAID = 130, 240
"""Least height of the notes, and of the script."""

_SLIDE = 200
"""Width of the slide, which is made as small as the page needs, but no smaller."""

_LARGE = 1.5
"""The largest text with which the class fits below the page, and the next slide beside the present one."""

_MIDDLE = 1.2
"""The largest text with which the class and four answers with their hands fit on a page."""

_Parts = tuple[Sequence[QWidget], Sequence[QWidget], Sequence[QWidget]]


class Arrangement(QObject):
    """Rearranges the page when its width or the text size changes."""

    def __init__(self, form: Ui_Teach) -> None:
        super().__init__(form.scroll)
        self._form = form
        self._columns, self._voice = 3, False
        form.scroll.viewport().installEventFilter(self)
        # A page asks for what it would like to have: the notes like any height.
        form.notes_words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._notes = OneScroller(self)
        self._notes.add(form.notes_words, self._notes_height, self._notes_least)
        form.notes_words.document().documentLayout().documentSizeChanged.connect(self._notes.look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The size of the page has changed."""
        if event.type() == QEvent.Type.Resize:
            self.look(self._voice)
        return False

    def _notes_height(self) -> int:
        words = self._form.notes_words
        return round(words.document().size().height()) + 2 * words.frameWidth() + 1

    def _notes_least(self) -> int:
        return scaled_box(_SAID) if self._voice and self._columns < 3 else _LEAST

    def look(self, voice: bool) -> None:
        """Rearranges the parts if needed. `voice`: the class is taught by voice."""
        width = self._form.scroll.viewport().width() - _MARGINS
        columns = 3 if width >= scaled_box(WIDE) else 2 if width >= scaled_box(HALF) else 1
        if (columns, voice) != (self._columns, self._voice):
            self._columns, self._voice = columns, voice
            self._arrange()
        beside = columns == 2 and not voice and scale() <= _LARGE
        self._form.left.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._place_people()
        self.make_room_for_hands()
        self._limit_slide()
        scroll_into_view(self._form.hands)

    def make_room_for_hands(self) -> None:
        """In large letters the class is not shown while hands are counted: every answer must be in sight."""
        self._form.people_area.setHidden(scale() > _MIDDLE and not self._form.hands.isHidden())

    def _place_people(self) -> None:
        """The class stands below the page; in the largest letters at its end, or nothing would be left of the page."""
        form, inside = self._form, scale() > _LARGE
        if (form.cards.indexOf(form.people_area) >= 0) != inside:
            margins = form.people_area_column.contentsMargins()
            side = 0 if inside else _MARGINS // 2
            form.people_area_column.setContentsMargins(side, margins.top(), side, margins.bottom())
            if inside:
                form.cards.addWidget(form.people_area)
            else:
                form.column.insertWidget(form.column.indexOf(form.bar), form.people_area)

    def _limit_slide(self) -> None:
        """Leaves the slide the height that plan and margins leave."""
        form, margins = self._form, self._form.cards.contentsMargins()
        taken = margins.top() + margins.bottom() + form.cards.spacing() + form.plan.minimumSizeHint().height()
        # Above the slide, and above the spring below it.
        head = 2 * form.now_column.spacing() + form.now_head.sizeHint().height()
        room = form.scroll.viewport().height() - taken - head
        width = max(scaled_box(_SLIDE), round(room * form.now_view.aspect))
        if not self._voice:
            form.now_view.setMaximumWidth(_ENDLESS if self._columns == 1 else width)

    def _arrange(self) -> None:
        form = self._form
        parts = self._by_voice() if self._voice else self._on_the_wall()
        for column, widgets in zip((form.left, form.middle, form.right), parts, strict=True):
            _fill(column, widgets)
        self._notes.look()
        small = scaled_box(_SMALL)
        form.now_view.setMaximumWidth(small if self._voice else _ENDLESS)
        form.coming_view.setMaximumWidth(small if self._voice or self._columns < 3 else _ENDLESS)
        stretches = {3: (399, 240, 415), 2: (3, 0, 2), 1: (1, 0, 0)}[self._columns]
        if self._voice:
            stretches = {3: (514, 300, 240), 2: (3, 0, 2), 1: (1, 0, 0)}[self._columns]
        for place, stretch in enumerate(stretches):
            form.columns.setStretch(place, stretch)

    def _on_the_wall(self) -> _Parts:
        """The slide comes first."""
        form = self._form
        answers: list[QWidget] = [form.way, form.device, form.hands]
        parts: dict[int, _Parts] = {
            3: ([form.now], [form.coming, *answers], [form.notes, form.board]),
            2: ([form.now, form.coming], [], [*answers, form.notes, form.board]),
            1: ([form.now, *answers, form.notes, form.coming, form.board], [], []),
        }
        return parts[self._columns]

    def _by_voice(self) -> _Parts:
        """The script comes first, then the board; the slide is only a reminder."""
        form = self._form
        answers: list[QWidget] = [form.way, form.device, form.hands, form.now, form.coming]
        parts: dict[int, _Parts] = {
            3: ([form.notes], [form.board], answers),
            2: ([form.notes], [], [form.board, *answers]),
            1: ([form.notes, form.board, *answers], [], []),
        }
        return parts[self._columns]


def _fill(column: QBoxLayout, parts: Sequence[QWidget]) -> None:
    """Adding a widget to a layout removes it from its former one."""
    for part in parts:
        column.addWidget(part)
