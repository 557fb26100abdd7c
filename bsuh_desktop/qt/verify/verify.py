"""Verify: anything dropped, chosen, typed or pasted is checked, offline.

The result is one sentence with colour and shape, then the chain that it rests on, and what is unknown.
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
"""Verdicts of one code of a certificate without the other."""


class CodePair:
    """Runs checks with `checking`, and remembers the codes of the last one."""

    def __init__(self, checking: VerifyJob) -> None:
        self._checking = checking
        self._codes: list[str] = []

    def forget(self) -> None:
        """Forgets the codes: the next ones belong to another certificate."""
        self._codes = []

    def check(self, inputs: Sequence[str], of_files: bool, then: Then) -> None:
        """Checks `inputs`. Codes that cannot be verified alone are checked again together with those before; if that
        does not help either, `then` is called with the first result."""
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
    """Starts with the input side; results are forgotten when the page is left."""

    name: ClassVar[str] = "verify"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Verify()
        self.form.setupUi(self)
        self.setAcceptDrops(True)
        self._files: frozenset[str] = frozenset()
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._asking = InputSide(bridge, self.form, self)
        self._checking = VerifyJob(bridge)
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
        """What is needed."""
        return self.bridge.say(Message("Works without the internet"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Verify"))

    def enter(self, destination: Destination) -> None:
        """Starts empty."""
        self._ask(self.form.choose_files)

    def leave(self) -> None:
        """Drops results of checks and pictures in progress."""
        self._checking.stop()
        self._showing.stop_painting()

    def clear_personal_data(self) -> None:
        """Removes all results and inputs."""
        self._forget()

    def _forget(self) -> None:
        self._checking.stop()
        self._pair.forget()
        self._files = frozenset()
        self._asking.clear()
        self._showing.clear()
        forget_words()

    def _ask(self, focus: QWidget) -> None:
        """Shows the input side and forgets the last results."""
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
        """Explains why name and picture are hidden, if there could be any."""
        self._hidden.say()
        if self.form.shown.isHidden():
            self.form.hidden_names.hide()

    def retranslate(self) -> None:
        """Both sides; without names in public view."""
        self._say_hidden()
        self._say_progress()
        self._asking.retranslate()
        self._showing.retranslate()

    def restyle(self) -> None:
        """Scales the light in the field as well."""
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
        """Keeps showing the former result, and draws its picture."""
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
        """Ctrl+V and Ctrl+O work anywhere on the page; input of a scanner goes to the field by itself."""
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
        """Local files can be dropped anywhere on the page."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self.form.drop_zone.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag left the page."""
        self.form.drop_zone.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Checks the dropped files."""
        self.form.drop_zone.show_over(False)
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._check(paths, frozenset(paths))
