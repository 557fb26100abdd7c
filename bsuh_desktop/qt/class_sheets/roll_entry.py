"""The roll as on paper: type rolls or touch chips; all others were present all the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.learners import ChipState
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.services.class_sheets.paper_draft import PaperMark
from bsuh_desktop.services.class_sheets.paper_form import PaperForm, PaperLearner
from bsuh_desktop.services.classroom.roll_input import Entry, MeantLearner, RollMark, read_among

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.paper_class import Ui_PaperClass

_STATES: dict[Status, ChipState] = {"absent": "away", "late": "late", "left_early": "left"}
_MOST_NAMED = 5


class RollEntry:
    """`marks`: statuses from the paper, by card. `changed` is called after each mark, `add` with the number of
    visitors typed."""

    def __init__(
        self, bridge: Bridge, form: Ui_PaperClass, changed: Callable[[], object], add: Callable[[int], object]
    ) -> None:
        self._bridge = bridge
        self._form = form
        self._changed = changed
        self._add = add
        self._learners: dict[int, PaperLearner] = {}
        self._kind: RollMark = "absent"
        self._last: tuple[int, PaperMark] | None = None
        self.marks: dict[int, PaperMark] = {}
        form.mark_absent.setChecked(True)
        for button, kind in self._kinds():
            button.clicked.connect(lambda _=False, kind=kind: self._set_kind(kind))
        form.roll.textEdited.connect(lambda _: self._on_edited())
        form.roll.returnPressed.connect(self._on_enter)
        form.chips.touched.connect(self._touch)

    def _kinds(self) -> list[tuple[QPushButton, RollMark]]:
        form = self._form
        return [(form.mark_absent, "absent"), (form.mark_late, "late"), (form.mark_left, "left_early")]

    def begin(self, paper: PaperForm) -> None:
        """Loads another class; only what the desk has already is marked."""
        self._learners = {one.card: one for one in paper.learners}
        self.marks, self._last, self._kind = {}, None, "absent"
        self._form.mark_absent.setChecked(True)
        self._form.roll.clear()
        self.retranslate()

    def status(self, card: int) -> Status:
        """Status of a learner: from the paper, else from the desk, else present."""
        return self.marks.get(card, self._recorded(card))

    def _recorded(self, card: int) -> Status:
        """Status on the desk; learners not called there count as present unless the paper says otherwise."""
        status = self._learners[card].status
        return "present" if status == "not_called" else status

    def count(self, status: Status) -> int:
        """Number of learners with that status."""
        return sum(self.status(card) == status for card in self._learners)

    def retranslate(self) -> None:
        """Chips and hint, in the desk's language."""
        digits = self._bridge.digits
        chips = [
            Chip(card, digits(card), _STATES.get(self.status(card), "here"), self._tip(card)) for card in self._learners
        ]
        self._form.chips.set_chips(chips)
        self._form.hint.setText(self._bridge.say(self._hint()))

    def _tip(self, card: int) -> str:
        name = self._learners[card].name
        return " ".join(part for part in (self._bridge.digits(name.roll), self._name(card)) if part)

    def _name(self, card: int) -> str:
        """The name; "" in public view."""
        return "" if self._bridge.public else self._learners[card].name.text_in(self._bridge.language)

    def _set_kind(self, kind: RollMark) -> None:
        self._kind = kind
        self._form.roll.setFocus()
        self.retranslate()

    def _on_edited(self) -> None:
        self._last, entry = None, self._entry()
        if entry.ready and entry.meant:
            self._form.chips.set_cursor(entry.meant[-1].cards[0])
        self._form.hint.setText(self._bridge.say(self._hint()))

    def _on_enter(self) -> None:
        """Applies all of the entry, or nothing."""
        entry = self._entry()
        if not entry.ready:
            return
        self._form.roll.clear()
        for one in entry.meant:
            self._mark(one.cards[0], one.mark)
        self.retranslate()
        if entry.visitors:
            self._add(entry.visitors)
        else:
            self._changed()

    def _entry(self) -> Entry:
        names = {card: one.name for card, one in self._learners.items()}
        return read_among(names, self._form.roll.text(), not self._bridge.public)

    def _touch(self, card: int) -> None:
        self._mark(card, None)
        self.retranslate()
        self._changed()

    def _mark(self, card: int, mark: RollMark | None) -> None:
        """Sets a mark; removes it if the learner has it already."""
        wished = mark or self._kind
        now: PaperMark = "present" if self.status(card) == wished else wished
        if now == self._recorded(card):
            self.marks.pop(card, None)
        else:
            self.marks[card] = now
        self._last = card, now

    def _who(self, card: int) -> str:
        return f"{self._bridge.digits(card)} {self._name(card)}".strip()

    def _hint(self) -> Message:
        if not self._form.roll.text().strip():
            # Rendered again each time: a name must not stay longer than the view is private.
            if self._last is not None:
                return _marked(self._who(self._last[0]), self._last[1])
            return Message("Rolls, then Enter: 5 12. Late 8L, left early 40E, a visitor +1.")
        entry = self._entry()
        if entry.unclear is not None:
            return self._unclear(entry.unclear)
        if not entry.meant:
            return Message("Enter adds visitors: {count}", count=entry.visitors)
        return Message("Enter marks {counts}", counts=", ".join(self._who(one.cards[0]) for one in entry.meant))

    def _unclear(self, unclear: MeantLearner) -> Message:
        if not unclear.cards:
            return Message("Nobody in this class matches: {typed}", typed=unclear.typed)
        return Message("Several: {people}", people=", ".join(map(self._who, unclear.cards[:_MOST_NAMED])))


def _marked(who: str, mark: PaperMark) -> Message:
    match mark:
        case "absent":
            return Message("{who}: absent", who=who)
        case "late":
            return Message("{who}: came late", who=who)
        case "left_early":
            return Message("{who}: left early", who=who)
        case "present":
            return Message("{who}: present", who=who)
