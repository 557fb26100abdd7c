"""Roll call: first the headcount, then marking those who are not present."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.roll_call.difference import DifferenceCard
from bsuh_desktop.qt.classroom.roll_call.headcount import HeadcountCard
from bsuh_desktop.qt.classroom.roll_call.new_learner import add_learner
from bsuh_desktop.qt.classroom.roll_call.roll_field import RollField
from bsuh_desktop.qt.classroom.roll_call.roll_side import RollSide
from bsuh_desktop.qt.classroom.roll_call.roll_undo import RollUndo
from bsuh_desktop.qt.forms.roll_call import Ui_RollCall
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.class_keys import ENTER, is_put_back, is_undo, press_by_enter
from bsuh_desktop.qt.widgets.roll_chips import chip_of, has_list
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.roll_input import Entry, RollMark, take

_KEYS_FROM = 960


class RollCall(Screen):
    """Two views: the headcount, then the list. A class without a list has only the first, with its parts."""

    name: ClassVar[str] = "roll_call"
    in_class: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_RollCall()
        self.form.setupUi(self)
        self._counting: bool | None = None
        self._recount = False
        self._uncounted = ""
        self._teach_then = False
        self._headcount = HeadcountCard(bridge, self.form, self._on_headcount)
        self._undo = RollUndo(bridge, self.form, lambda said: self._field.say(said))
        keys = {"undo": self._undo.undo, "put_back": self._undo.put_back, "start": self._start}
        self._field = RollField(bridge, self.form, self._take, keys)
        self._side = RollSide(bridge, self.form, self._difference_card())
        self._connect()
        self.restyle()

    def _difference_card(self) -> DifferenceCard:
        return DifferenceCard(self.bridge, self.form, self._count_again, self._add_visitors)

    def _connect(self) -> None:
        form = self.form
        form.chips.touched.connect(self._touch)
        form.add_visitor.clicked.connect(lambda: self._add_visitors(1))
        form.add_learner.clicked.connect(self._add_learner)
        for button, mark in self._marks().items():
            button.clicked.connect(lambda _=False, mark=mark: self._set_mark(mark))
        form.mark_absent.setChecked(True)
        form.change_headcount.clicked.connect(self._count_again)
        form.without_count.clicked.connect(self._open_uncounted)
        form.open_list.clicked.connect(self._headcount.keep)
        form.start_teaching.clicked.connect(self._start)
        form.back.clicked.connect(lambda: self.open("set_up"))
        form.undo_key.set_key("Ctrl+Z")
        form.start_key.set_key("Ctrl+Enter")

    def _marks(self) -> dict[QPushButton, RollMark]:
        form = self.form
        return {form.mark_absent: "absent", form.mark_late: "late", form.mark_left: "left_early"}

    def breadcrumb(self) -> str:
        """The step, and the class."""
        step = self.bridge.say(Message("Step {step} of {steps}", step=2, steps=4))
        return f"{step} · {self.bridge.text_of(self.bridge.picture.title)}" if self.bridge.picture else step

    def title(self) -> str:
        """The page's title."""
        return self.bridge.say(Message("Roll call"))

    def enter(self, destination: Destination) -> None:
        """Focuses the first field."""
        self._counting, self._recount, self._teach_then = None, False, False
        self._field.say(None)
        self.show_class()

    def show_class(self) -> None:
        """The class has changed."""
        picture = self.bridge.picture
        if picture is None:
            return
        unseen = picture.view.headcount is None and self._uncounted != picture.session
        counting = not has_list(picture) or self._recount or unseen
        turned, self._counting = counting != self._counting, counting
        if turned:
            self._turn(picture)
        self.retranslate()

    def _turn(self, picture: ClassPicture) -> None:
        """Switches to the other view."""
        form, counting = self.form, bool(self._counting)
        form.count_card.setVisible(counting)
        form.columns.setVisible(not counting)
        form.open_list.setVisible(counting and has_list(picture))
        form.start_teaching.setVisible(not form.open_list.isVisibleTo(self))
        if counting:
            self._headcount.show(picture, open_parts=not has_list(picture))
            self._headcount.focus()
        else:
            form.roll.setFocus()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        picture = self.bridge.picture
        if picture is None:
            return
        form, say = self.form, self.bridge.say
        listed = has_list(picture)
        form.without_count.setVisible(bool(self._counting) and listed and picture.view.headcount is None)
        form.count_hint.setText(say(self._count_hint(listed)))
        form.chips.set_chips([chip_of(self.bridge, row) for row in picture.view.rows])
        form.chips.setEnabled(picture.view.allows("mark"))
        for button in (form.add_learner, form.add_visitor):
            button.setEnabled(picture.view.allows("add_learner"))
        self._undo.show(picture)
        teaching = picture.view.step == "teach"
        form.start_teaching.setText(say(Message("Continue teaching") if teaching else Message("Start teaching")))
        self._headcount.retranslate()
        self._field.retranslate()
        self._side.show(picture)
        self._show_keys()

    def _count_hint(self, listed: bool) -> Message:
        if listed:
            return Message("Count the heads before you look at the list, so that the list does not change your count.")
        return Message("This class has no list. Only the headcount is used.")

    def _show_keys(self) -> None:
        self.form.keys.setVisible(not self._counting and self.width() >= scaled_box(_KEYS_FROM))

    def _set_mark(self, mark: RollMark) -> None:
        self._field.mark = mark
        self._field.retranslate()

    def _touch(self, card: int) -> None:
        self._mark(card, self._field.mark)

    def _mark(self, card: int, mark: RollMark) -> None:
        self.bridge.conduct(lambda conduct: conduct.touch({card: mark}), lambda _: self._say_last())

    def _take(self, entry: Entry) -> None:
        mark = self._field.mark
        self.bridge.conduct(lambda conduct: take(conduct, entry, mark), lambda _: self._say_last())

    def _add_visitors(self, count: int) -> None:
        self.form.roll.setFocus()
        self.bridge.conduct(lambda conduct: conduct.touch({}, count), lambda _: self._say_last())

    def _say_last(self) -> None:
        """Shows the last change, the one that undo would revert."""
        picture = self.bridge.picture
        self._field.say(picture.undo_roll if picture else None)

    def _add_learner(self) -> None:
        add_learner(self, self.bridge, self._on_added, self.bridge.error_reported.emit)

    def _on_added(self, card: int) -> None:
        self.form.chips.set_cursor(card)
        self._say_last()

    def _count_again(self) -> None:
        self._recount = True
        self.show_class()

    def _open_uncounted(self) -> None:
        picture = self.bridge.picture
        self._uncounted = picture.session if picture else ""
        self._recount = False
        self.show_class()

    def _on_headcount(self) -> None:
        self._recount = False
        if self._teach_then:
            self.open("teach")
        else:
            self.show_class()

    def _start(self) -> None:
        """Marks all others present and starts the lesson."""
        picture = self.bridge.picture
        if picture is None:
            return
        if not has_list(picture) and picture.view.allows("headcount"):
            self._teach_then = True
            self._headcount.keep()
        elif picture.view.allows("call_roll"):
            self.bridge.conduct(lambda conduct: conduct.call_roll(), lambda _: self.open("teach"))
        else:
            self.open("teach")

    def _verb(self) -> QPushButton:
        verb: QPushButton = self.form.start_teaching if self.form.open_list.isHidden() else self.form.open_list
        return verb

    def key(self, event: QKeyEvent) -> bool:
        """L: late, for the chip under the cursor; Ctrl+Z: undo; Ctrl+Y: redo; Enter: primary button."""
        card = self.form.chips.cursor_card()
        if is_undo(event):
            self._undo.undo()
        elif is_put_back(event):
            self._undo.put_back()
        elif event.key() == Qt.Key.Key_L and not self._counting and card is not None:
            if not event.isAutoRepeat():
                self._mark(card, "late")
        elif event.key() not in ENTER or not self.form.roll.hasFocus():
            return press_by_enter(event, self._verb())
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hints about keys need a wide bar, the label of undo a wide row."""
        super().resizeEvent(event)
        self._show_keys()
        self._undo.fit()

    def restyle(self) -> None:
        """Updates the hints about keys as well."""
        super().restyle()
        self._show_keys()
