"""Shows results: a list if several things were checked, and verdict, picture and chain of the chosen one."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QImage

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.verify import Ui_Verify
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.verify import proof_words
from bsuh_desktop.qt.verify.document_picture import image_of
from bsuh_desktop.qt.verify.headline import headline
from bsuh_desktop.qt.verify.paper_answers import PaperAnswers
from bsuh_desktop.qt.verify.take_newer import TakeNewer
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.services.verify.proof import Proof

_ROW, _HEAD = 56, 44
_LEAST_ROWS, _MOST_ROWS, _ABOVE = 2, 7, 3
"""Rows visible at once; `_ABOVE` if the list is above the verdict."""


class ResultSide(QObject):
    """`wanted` carries the page to open after a file was accepted."""

    wanted = Signal(str)

    def __init__(self, bridge: Bridge, form: Ui_Verify, page: QObject) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._proofs: tuple[Proof, ...] = ()
        self._answers: tuple[PaperAnswers, ...] = ()
        self._files: frozenset[str] = frozenset()
        self._at = -1
        self._pictured = ""
        self._painting: threading.Event | None = None
        self._taking = TakeNewer(bridge, form.news_bar)
        self._taking.wanted.connect(self.wanted)
        form.several.row_moved.connect(lambda key: self._turn_to(int(key)))
        form.several.chosen.connect(lambda _: scroll_into_view(form.verdict))
        form.verdict.question.answered.connect(self._on_answer)
        form.verdict.question.taken_back.connect(self._on_taken_back)
        form.shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Limits the list's height if it is above the verdict, which must be visible."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            _keep_rows(self._form.several, len(self._proofs), _MOST_ROWS if self._form.shown.in_a_row() else _ABOVE)
        return False

    def begin(self, proofs: Sequence[Proof], files: frozenset[str]) -> None:
        """Shows other proofs; `files` are those inputs that are paths."""
        self.clear()
        self._proofs, self._files = tuple(proofs), files
        self._answers = tuple(PaperAnswers(proof) for proof in self._proofs)
        rows = proof_words.several_rows(self._bridge, self._proofs, files, self._answers)
        self._at = int(rows[0].key) if rows else -1
        self.retranslate()
        if self._at >= 0:
            self._form.several.set_current(str(self._at))
            self._taking.look(self._proofs[self._at])

    def clear(self) -> None:
        """Removes everything from the page."""
        form, self._proofs, self._files, self._at = self._form, (), frozenset(), -1
        self._answers = ()
        self.stop_painting()
        self._pictured = ""
        self._taking.clear()
        form.document_picture.set_image(None)
        form.verdict.clear()
        form.facts.set_lines([])
        form.chain.set_rings([])
        form.notes.set_notes([])
        for table in (form.several, form.items):
            table.set_rows([])

    def _turn_to(self, place: int) -> None:
        if place != self._at and place < len(self._proofs):
            self._at = place
            self._show()
            self._taking.look(self._proofs[place])

    def _on_answer(self, same: bool) -> None:
        """Records the person's answer; the button loses focus, so that a second Enter does not answer the next
        question."""
        if self._at >= 0:
            self._answers[self._at].answer(same)
            self._after_answer()

    def _on_taken_back(self) -> None:
        if self._at >= 0:
            self._answers[self._at].undo()
            self._after_answer()

    def _after_answer(self) -> None:
        self._form.verdict.setFocus()
        self._show_list()
        self._show()
        scroll_into_view(self._form.verdict)

    def retranslate(self) -> None:
        """All texts in the desk's language, without names in public view."""
        if self._at < 0:
            return
        self._show_list()
        self._show()
        self._taking.retranslate()

    def _show_list(self) -> None:
        form, bridge, proofs = self._form, self._bridge, self._proofs
        form.several_card.setVisible(len(proofs) > 1)
        form.several.set_columns(proof_words.several_column(bridge, len(proofs)))
        form.several.set_rows(proof_words.several_rows(bridge, proofs, self._files, self._answers))

    def _show(self) -> None:
        form, bridge, proof = self._form, self._bridge, self._proofs[self._at]
        answers = self._answers[self._at]
        form.verdict.tell(headline(bridge, proof, answers))
        form.facts.set_lines(proof_words.fact_lines(bridge, proof))
        rings, notes = proof_words.rings(bridge, proof), proof_words.notes(bridge, proof)
        form.chain_title.setText(bridge.say(proof_words.chain_title(proof)))
        form.chain.set_rings(rings)
        form.notes.set_notes(notes)
        form.chain_title.setVisible(bool(rings))
        form.chain_card.setVisible(bool(rings or notes))
        self._show_items(proof, answers)
        self._show_picture(proof)

    def _show_items(self, proof: Proof, answers: PaperAnswers) -> None:
        form, many = self._form, len(proof.items or ()) > 1
        form.items_card.setVisible(many)
        form.items.set_columns(proof_words.item_columns(self._bridge))
        form.items.set_rows(proof_words.item_rows(self._bridge, proof, answers) if many else [])
        _keep_rows(form.items, len(proof.items or ()), _MOST_ROWS)

    def _show_picture(self, proof: Proof) -> None:
        """Drawn on a worker; never in public view."""
        path = proof.input if proof.input in self._files and not self._bridge.public else ""
        if path == self._pictured:
            return
        self.stop_painting()
        self._pictured = path
        self._form.document_picture.set_image(None)
        if path:
            page = proof_words.page_to_see(proof)
            stop = self._painting = threading.Event()
            self._bridge.ask(lambda: image_of(path, page, stop.is_set), lambda image: self._on_picture(stop, image))

    def stop_painting(self) -> None:
        """Stops drawing the picture: a hostile file may take as long as a check, and would delay whatever comes
        next. `paint` starts it again."""
        if self._painting is not None:
            self._painting.set()
            self._painting, self._pictured = None, ""

    def paint(self) -> None:
        """Draws the picture if that was stopped."""
        if self._at >= 0:
            self._show_picture(self._proofs[self._at])

    def _on_picture(self, stop: threading.Event, image: QImage | None) -> None:
        # Another proof is shown by now, or the page was left.
        if stop is self._painting:
            self._painting = None
            self._form.document_picture.set_image(image)


def _keep_rows(table: RowTable, count: int, most: int) -> None:
    """Limits the visible rows; the others are reached by scrolling."""
    rows = min(max(count, _LEAST_ROWS), most)
    table.setMinimumHeight(scaled_box(_ROW) * rows + scaled_text(_HEAD))
