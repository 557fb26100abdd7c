"""The page of roll call, and the dialog that adds a learner or visitor who is on no list.

What the page says and does is in `presenters.classroom.roll_call`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.domain.text import clean
from bsuh_desktop.presenters.classroom.roll import LearnerChip, LearnerLine
from bsuh_desktop.presenters.classroom.roll_call import HEADCOUNT_PARTS, Roll, RollCallModel, RollCallPresenter, Share
from bsuh_desktop.presenters.parts import Part, Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.new_learner import Ui_NewLearner
from bsuh_desktop.qt.forms.roll_call import Ui_RollCall
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.binding import LocalizedWidget, SaidRows, Setter
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.keycap import ENTER, is_put_back, is_undo, press_by_enter
from bsuh_desktop.qt.widgets.people_list import PersonLine, chip_of, person_line
from bsuh_desktop.qt.widgets.scroller import ScrollFrame

ADD = "add"


class NewLearnerForm(LocalizedWidget):
    """The dialog's content. In public view no name is asked for: it can be added under Classes later."""

    form: Ui_NewLearner

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.form = Ui_NewLearner()
        self.form.setupUi(self)
        named = not bridge.public and bridge.facts is not None and bridge.facts.basis != "none"
        for part in (self.form.names, self.form.consent):
            part.setVisible(named)
        self.form.no_names.setVisible(not named)
        self.form.joins_list.setChecked(True)
        self.form.visits.toggled.connect(lambda visits: self.form.roll_line.setVisible(not visits))
        self.form.guardian_not_asked.setChecked(True)
        self.form.learner_not_asked.setChecked(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Explains why no name is asked, and labels each answer with its question."""
        self.form.no_names.setText(self._bridge.say(self._why(self._bridge)))
        for question, answers in (
            (self.form.guardian_question, self.form.guardian_answers),
            (self.form.learner_question, self.form.learner_answers),
        ):
            for button in answers.findChildren(QPushButton):
                button.setAccessibleName(f"{question.text()} {button.text()}")

    def _why(self, bridge: Bridge) -> Message:
        if bridge.public:
            return Message("The class can see this screen, so do not type a name here.")
        return Message("This programme keeps no names.")

    @property
    def visits(self) -> bool:
        """True for a visitor, present today only."""
        return self.form.visits.isChecked()

    def row(self) -> RosterRow:
        """The learner as typed."""
        form = self.form
        return RosterRow(
            row=0,
            roll=clean(form.roll_text.text()) or None,
            card=NO_CARD,
            name_bn=clean(form.name_bangla.text()) or None,
            name_en=clean(form.name_english.text()) or None,
            guardian=_answer(form.guardian_yes.isChecked(), form.guardian_no.isChecked()),
            assent=_answer(form.learner_yes.isChecked(), form.learner_no.isChecked()),
        )


def _answer(yes: bool, no: bool) -> ConsentAnswer:
    return "yes" if yes else "no" if no else "not_asked"


def add_learner(parent: QWidget, bridge: Bridge, add: Callable[[RosterRow, bool], object]) -> Dialog:
    """Opens the dialog; `add` is called with the learner as typed, and whether they take part today only."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (ADD, Message("Add"), "primary")]
    detail = Message("A name is kept only with consent. Without it, the learner is counted without a name.")
    dialog = Dialog(Message("Who joins the class?"), detail, verbs, parent)
    asked = NewLearnerForm(bridge)
    dialog.add(ScrollFrame(asked, parent))

    def answered(verb: str) -> None:
        if verb == ADD:
            add(asked.row(), asked.visits)

    dialog.answered.connect(answered)
    # Closes in public view: a name must not stay visible to the class.
    bridge.public_changed.connect(dialog.reject)
    dialog.open()
    asked.form.roll_text.setFocus()
    return dialog


_KEYS_FROM = 960
_GAP = 12
_DIGITS = 4


class RollCall(PresentedScreen[RollCallModel, RollCallPresenter]):
    """Two halves: the headcount, then the list."""

    name: ClassVar[str] = "roll_call"
    in_class: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_RollCall(), RollCallPresenter, parent)
        self._undo_label = ""
        self._keys_wanted = False
        self._chips: SaidRows[LearnerChip, Chip] = SaidRows(lambda chip: chip_of(bridge, chip), bridge)
        self._missing: SaidRows[LearnerLine, PersonLine] = SaidRows(lambda line: person_line(bridge, line), bridge)
        own: dict[str, Setter] = {
            "chips": self._set_chips,
            "missing": lambda lines: self.form.missing.set_people(self._missing.of(lines)),
            "share": self._set_share,
            "undo_label": self._set_undo_label,
            "keys": self._set_keys,
        }
        self.bind_to(RollCallModel, own)
        self._connect_headcount()
        self._connect_list()
        self.restyle()

    def _connect_headcount(self) -> None:
        form, presenter = self.form, self._presenter
        for name in ("headcount", *HEADCOUNT_PARTS):
            field = getattr(form, name)
            field.set_digits(_DIGITS)
            field.numbered.connect(lambda number, name=name: presenter.write_number(name, number))
            field.installEventFilter(self)
        form.number_pad.write_to(form.headcount)
        for how, button in (("counted", form.counted), ("told", form.told), ("estimated", form.estimated)):
            button.clicked.connect(lambda _=False, how=how: presenter.choose_how(how))
        form.more_parts.clicked.connect(presenter.show_parts)
        form.open_list.clicked.connect(presenter.keep_headcount)
        form.without_count.clicked.connect(presenter.open_uncounted)

    def _connect_list(self) -> None:
        form, presenter = self.form, self._presenter
        form.chips.touched.connect(presenter.touch)
        form.roll.textEdited.connect(presenter.type)
        form.roll.installEventFilter(self)
        form.side.installEventFilter(self)
        form.mark_absent.setChecked(True)
        for mark, button in (
            ("absent", form.mark_absent),
            ("late", form.mark_late),
            ("left_early", form.mark_left),
        ):
            button.clicked.connect(lambda _=False, mark=mark: presenter.choose_mark(mark))
        form.add_visitor.clicked.connect(lambda: presenter.add_visitors())
        form.visitors_here.clicked.connect(presenter.add_spare_visitors)
        form.add_learner.clicked.connect(lambda: add_learner(self, self.bridge, presenter.add_learner))
        for button in (form.change_headcount, form.count_again):
            button.clicked.connect(presenter.count_again)
        form.leave_difference.clicked.connect(presenter.accept_difference)
        form.undo.clicked.connect(presenter.undo)
        form.put_back.clicked.connect(presenter.put_back)
        form.start_teaching.clicked.connect(presenter.start)
        form.back.clicked.connect(lambda: self.open("set_up"))
        form.undo_key.set_key("Ctrl+Z")
        form.start_key.set_key("Ctrl+Enter")

    def retranslate(self) -> None:
        """The number pad as well."""
        self.form.number_pad.set_language(self.bridge.language, self.bridge.say(Message("Delete the last digit")))
        super().retranslate()

    def focus(self, part: str) -> None:
        """Gives a field the keyboard; a number in it is typed over."""
        super().focus(part)
        if part == "headcount":
            self.form.headcount.selectAll()

    def show_card(self, card: int) -> None:
        """Moves the cursor to that learner's chip."""
        self.form.chips.set_cursor(card)

    def _set_chips(self, roll: Roll) -> None:
        self.form.chips.set_chips(self._chips.of(roll.chips))
        self.form.chips.setEnabled(roll.enabled)

    def _set_share(self, share: Share) -> None:
        self.form.share.set_share(share.here, share.total)

    def _set_keys(self, keys: Part) -> None:
        self._keys_wanted = bool(keys.shown)
        self._fit_keys()

    def _fit_keys(self) -> None:
        """Hints about keys need a wide bar. Where the card with the totals stands below the chips, they stand there."""
        wide = self.width() >= scaled_box(_KEYS_FROM)
        self.form.keys.setVisible(self._keys_wanted and wide)
        self.form.totals.setVisible(self._keys_wanted and not self.form.columns.in_a_row())

    def _set_undo_label(self, label: Text) -> None:
        self._undo_label = self.bridge.text(label)
        self._fit_undo()

    def _fit_undo(self) -> None:
        """Shortens the label to “Undo” if the long one would break its row, or would not fit in a row of its own."""
        form, short = self.form, self.bridge.say(Message("Undo"))
        others = form.add_learner.sizeHint().width() + form.add_visitor.sizeHint().width() + 4 * _GAP
        margins = form.cards.contentsMargins()
        # At most the visible width: a long label must not widen the row that it is measured by.
        seen = form.scroll.viewport().width() - margins.left() - margins.right()
        own = min(form.changes.width(), seen)
        row = own - others
        least, whole = self._undo_width(short), self._undo_width(self._undo_label or short)
        if whole > (row if least <= row else own):
            self._undo_width(short)

    def _undo_width(self, words: str) -> int:
        """Sets the label to `words`; returns the button's width."""
        undo = self.form.undo
        if undo.text() != words:
            undo.setText(words)
            undo.updateGeometry()
        return int(undo.sizeHint().width())

    def _verb(self) -> QPushButton:
        verb: QPushButton = self.form.start_teaching if self.form.open_list.isHidden() else self.form.open_list
        return verb

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The number pad writes into the field that had the focus last, so that a mouse alone can fill all fields.
        Enter in the roll field takes the entry; while it is empty, the keys of undo and of starting go past it."""
        if event.type() == QEvent.Type.FocusIn and watched is not self.form.roll and isinstance(watched, QLineEdit):
            self.form.number_pad.write_to(watched)
        if watched is self.form.side and event.type() == QEvent.Type.Resize:
            self._fit_keys()
        if watched is self.form.roll and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._roll_key(event)
        return False

    def _roll_key(self, event: QKeyEvent) -> bool:
        empty, control = not self.form.roll.text(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        presenter = self._presenter
        if event.key() in ENTER:
            does = presenter.start if control and empty else presenter.take_entry
        elif empty and is_undo(event):
            does = presenter.undo
        elif empty and is_put_back(event):
            does = presenter.put_back
        else:
            return False
        if not event.isAutoRepeat():
            does()
        return True

    def key(self, event: QKeyEvent) -> bool:
        """L: late, for the chip under the cursor; Ctrl+Z: undo; Ctrl+Y: redo; Enter: primary button."""
        card = self.form.chips.cursor_card()
        if is_undo(event):
            self._presenter.undo()
        elif is_put_back(event):
            self._presenter.put_back()
        elif event.key() == Qt.Key.Key_L and self.form.count_card.isHidden() and card is not None:
            if not event.isAutoRepeat():
                self._presenter.touch(card, "late")
        elif event.key() not in ENTER or not self.form.roll.hasFocus():
            return press_by_enter(event, self._verb())
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hints about keys need a wide bar, the label of undo a wide row."""
        super().resizeEvent(event)
        self._fit_keys()
        self._fit_undo()

    def restyle(self) -> None:
        """Updates the hints about keys as well."""
        super().restyle()
        self._fit_keys()
