"""Verify: whatever somebody holds is dropped, chosen, typed or pasted, and judged without a network.

One sentence with a colour and a shape, then the chain that it rests on, and what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.verify import Ui_Verify
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.verify.input_side import InputSide
from bsuh_desktop.qt.verify.result_side import ResultSide
from bsuh_desktop.qt.verify.verify_job import VerifyJob
from bsuh_desktop.qt.widgets.dropped_files import files_in
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.services.verify.text_inputs import codes_in

Then = Callable[[tuple[Proof, ...]], object]
_INCOMPLETE = (Verdict.UNKNOWN_SIGNER, Verdict.UNREADABLE)
"""What one code of a certificate comes to without the other."""


class CodePair:
    """Checks by `checking`, and keeps the codes of the last check."""

    def __init__(self, checking: VerifyJob) -> None:
        self._checking = checking
        self._codes: list[str] = []

    def forget(self) -> None:
        """What comes next is another certificate."""
        self._codes = []

    def check(self, inputs: Sequence[str], of_files: bool, then: Then) -> None:
        """Checks `inputs`. Codes that say nothing alone are looked at once more with those of the check before; if that
        does not help either, `then` gets what they are worth alone."""
        before, self._codes = self._codes, [] if of_files else codes_in(" ".join(inputs))
        both = list(dict.fromkeys([*before, *self._codes]))

        def alone(proofs: tuple[Proof, ...]) -> None:
            if before and self._codes and _incomplete(proofs):
                self._checking.run([" ".join(both)], lambda together: settled(proofs, together))
            else:
                then(proofs)

        def settled(proofs: tuple[Proof, ...], together: tuple[Proof, ...]) -> None:
            if _incomplete(together):
                then(proofs)
            else:
                self._codes = both
                then(together)

        self._checking.run(inputs, alone)


def _incomplete(proofs: tuple[Proof, ...]) -> bool:
    return any(proof.verdict in _INCOMPLETE for proof in proofs)


class Verify(Screen):
    """Entered it asks; what was checked is forgotten when the page is left."""

    name: ClassVar[str] = "verify"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Verify()
        self.form.setupUi(self)
        self.setAcceptDrops(True)
        self._files: frozenset[str] = frozenset()
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._asking = InputSide(bridge, self.form, self)
        self._checking = VerifyJob(bridge, self)
        self._pair = CodePair(self._checking)
        self._showing = ResultSide(bridge, self.form, self)
        self._connect()
        self._turn(shows=False)
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        self._asking.files.connect(lambda paths: self._check(paths, frozenset(paths)))
        self._asking.texts.connect(lambda texts: self._check(texts, frozenset()))
        self._asking.wanted.connect(lambda: self._turn(shows=False))
        self._checking.slow.connect(self._on_slow)
        self._checking.ended.connect(form.busy_card.hide)
        self._checking.failed.connect(self._showing.paint)
        self._showing.wanted.connect(self.open)
        form.progress.cancelled.connect(self._on_cancelled)
        form.check_another.clicked.connect(lambda: self._ask(form.choose_files))
        form.busy_card.hide()

    def breadcrumb(self) -> str:
        """What it needs."""
        return self.bridge.say(Message("Works without the internet"))

    def title(self) -> str:
        """What is done here."""
        return self.bridge.say(Message("Verify"))

    def enter(self, place: Destination) -> None:
        """Begins anew."""
        self._ask(self.form.choose_files)

    def leave(self) -> None:
        """Nobody waits for what is still being checked or painted."""
        self._checking.stop()
        self._showing.stop_painting()

    def clear_personal_data(self) -> None:
        """Nothing that was checked stays here, and nothing that was typed."""
        self._forget()

    def _forget(self) -> None:
        self._checking.stop()
        self._pair.forget()
        self._files = frozenset()
        self._asking.clear()
        self._showing.clear()
        forget_words()

    def _ask(self, focus: QWidget) -> None:
        """What comes next? What was checked before is forgotten."""
        self._forget()
        self._turn(shows=False)
        focus.setFocus()

    def _turn(self, shows: bool) -> None:
        form = self.form
        form.asking.setVisible(not shows)
        form.choose_files.setVisible(not shows)
        for part in (form.shown, form.check_another):
            part.setVisible(shows)
        form.scroll.verticalScrollBar().setValue(0)
        self._say_hidden()
        self.turned.emit()

    def _say_hidden(self) -> None:
        """Why there is no name and no picture: said only where there could be one."""
        self._hidden.say()
        if self.form.shown.isHidden():
            self.form.hidden_names.hide()

    def retranslate(self) -> None:
        """Both halves; in public without names."""
        self._say_hidden()
        self._say_progress()
        self._asking.retranslate()
        self._showing.retranslate()

    def restyle(self) -> None:
        """The light in the field, too."""
        super().restyle()
        self._asking.restyle()

    def _check(self, inputs: list[str], files: frozenset[str]) -> None:
        if inputs:
            self._files = files
            self._showing.stop_painting()
            self._pair.check(inputs, bool(files), self._on_proofs)

    def _on_slow(self) -> None:
        self._say_progress()
        self.form.busy_card.show()

    def _on_cancelled(self) -> None:
        """What was shown before stays, and its picture comes after all."""
        self._checking.stop()
        self._showing.paint()

    def _say_progress(self) -> None:
        say, progress = self.bridge.say, self.form.progress
        progress.tell(say(Message("Checking")), *self._checking.done)
        progress.set_cancel(say(Message("Stop")))

    def _on_proofs(self, proofs: tuple[Proof, ...]) -> None:
        form = self.form
        self._showing.begin(proofs, self._files)
        self._turn(shows=True)
        (form.several if len(proofs) > 1 else form.verdict).setFocus()

    def key(self, event: QKeyEvent) -> bool:
        """Ctrl+V and Ctrl+O work anywhere on the page, and a scanner that types finds the field by itself."""
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._asking.paste()
        if event.matches(QKeySequence.StandardKey.Open):
            self._asking.choose()
            return True
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isprintable() and event.text().strip():
            self._asking.write(event.text())
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome anywhere on the page."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self.form.drop_zone.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.form.drop_zone.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """They are here."""
        self.form.drop_zone.show_over(False)
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._check(paths, frozenset(paths))
