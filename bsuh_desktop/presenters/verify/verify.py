"""Verify: what was dropped, chosen, typed or pasted is checked, and the results are shown until the page is left.

A wrong check character in a serial or receipt code is reported while it is typed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import read_receipt_code
from bsuh_desktop.presenters.parts import NO_TEXT, Field, News, Part, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.presenters.programme.programme import accepted_words
from bsuh_desktop.presenters.stage import Screens
from bsuh_desktop.presenters.verify import proof_words
from bsuh_desktop.presenters.verify.proof_words import (
    CheckedTable,
    FactLine,
    Headline,
    ItemTable,
    Note,
    PaperAnswers,
    Ring,
    headline,
)
from bsuh_desktop.presenters.verify.verify_job import VerifyJob
from bsuh_desktop.services.grants.grants_view import Accepted
from bsuh_desktop.services.verify.typed_codes import TypedKind, codes_in, plain_code, text_inputs, typed_kind

if TYPE_CHECKING:
    from bsuh_desktop.documents.paper_protocol import Preview
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.programme.programme_view import ProgrammeView
    from bsuh_desktop.services.verify.proof import Proof
    from bsuh_desktop.trust.programme import Programme

_SLIPS: dict[TypedKind, Message] = {
    "serial": Message("A character of this serial is wrong, or two are swapped. Compare it with the paper again."),
    "receipt": Message("A character of this code is wrong, or two are swapped. Ask to hear it again."),
}


def typing_error_in(text: str) -> Message | None:
    """The error in a complete serial or receipt code; None if there is none, or while it is incomplete."""
    kind = typed_kind(text)
    if kind is None:
        return None
    try:
        (read_serial if kind == "serial" else read_receipt_code)(plain_code(text))
    except ValueError:
        return _SLIPS[kind]
    return None


_TAKE, _TRUST = "take_in", "trust"


class CheckProgress(msgspec.Struct, frozen=True):
    """How far the check is."""

    text: Text
    done: int
    total: int
    stop: Text


class VerifyModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the field and the drop zone, or the results. The halves are turned last, when all is said."""

    busy_card: Part
    progress: CheckProgress
    typed: Field
    slip: Text
    """The error in what was typed; empty for none."""
    check_typed: Part
    several_card: Part = Part()
    several: CheckedTable = CheckedTable()
    several_row: str = ""
    """The key of the row whose proof is shown."""
    verdict: Headline = Headline()
    news_bar: News
    document_picture: Preview | None
    facts: tuple[FactLine, ...] = ()
    chain_card: Part = Part()
    chain_title: Part = Part()
    chain: tuple[Ring, ...] = ()
    notes: tuple[Note, ...] = ()
    items_card: Part = Part()
    items: ItemTable = ItemTable()
    asking: Part
    choose_files: Part
    shown: Part
    check_another: Part
    hidden_names: Part


class VerifyView(PageView[VerifyModel], Protocol):
    """What the screen shows besides its model."""

    @property
    def screens(self) -> Screens:
        """How the screens of this laptop are arranged."""

    def show_top(self) -> None:
        """The page has turned to its other half, which begins at its top."""

    def show_verdict(self) -> None:
        """Scrolls the page to the verdict."""

    def forget_painted(self) -> None:
        """Drops texts that were painted: they may be somebody's name."""


class VerifyPresenter(PagePresenter[VerifyModel]):
    """Starts with the field and the drop zone; results are forgotten when the page is left."""

    above = Message("Works without the internet")
    heading = Message("Verify")
    view: VerifyView

    def __init__(self, session: DeskSession, view: VerifyView) -> None:
        super().__init__(session, view)
        self._checking = VerifyJob(session, self._on_failed)
        self._checking.job.moved.connect(self.refresh)
        self._shows_results = False
        self._number = 0
        self._painting: threading.Event | None = None
        self._write("")
        self._clear_results()

    def enter(self) -> None:
        """Starts empty."""
        super().enter()
        self.check_another()

    def leave(self) -> None:
        """Drops results of checks and pictures in progress."""
        super().leave()
        self._checking.job.give_up()
        self._stop_painting()

    def clear(self) -> None:
        """Removes all results and inputs."""
        self._write("")
        self._clear_results()
        self._checking.forget()
        self.refresh()
        self.view.forget_painted()

    def words_changed(self) -> None:
        """The language is another one, or who can see the screen."""
        self._show_again()

    def _show_again(self) -> None:
        self._show_picture()
        self.refresh()

    def check_another(self) -> None:
        """Forgets the last results, and shows where to drop and type."""
        self.clear()
        self._turn(shows_results=False)
        self.view.focus("choose_files")

    def _turn(self, shows_results: bool) -> None:
        self._shows_results = shows_results
        self.refresh()
        self.view.show_top()

    # What is to be checked

    def write(self, text: str) -> None:
        """Somebody typed: what cannot be right is shown at once."""
        if text != self._text:
            self._write(text)
            self.refresh()

    def _write(self, text: str) -> None:
        self._text, self._slip = text, typing_error_in(text)

    def show_field(self) -> None:
        """Shows the field, to which something is added; the last results are not forgotten."""
        self._turn(shows_results=False)

    def paste(self, paths: Sequence[str], text: str, into_field: bool) -> bool:
        """Checks copied files or a copied text. Text with an error, or too short to be anything, stays in the field;
        pasted into the field, it is the field's own. False if there was nothing to do."""
        if paths:
            self.check_files(paths)
        elif len(text.splitlines()) > 1 or codes_in(text):
            self._check(text_inputs(text), frozenset())
        elif not text or into_field:
            return False
        else:
            self._turn(shows_results=False)
            self.write(text)
            self.view.focus("typed")
            self.send()
        return True

    def send(self) -> None:
        """Checks what was typed and clears the field; text with an error stays, to be corrected."""
        if self._can_be_sent():
            text = self._text
            self.write("")
            self._check(text_inputs(text), frozenset())

    def _can_be_sent(self) -> bool:
        return bool(self._text.strip()) and self._slip is None

    def check_files(self, paths: Sequence[str]) -> None:
        """Checks files."""
        self._check(paths, frozenset(paths))

    def _check(self, inputs: Sequence[str], files: frozenset[str]) -> None:
        if inputs:
            # A hostile file may take as long to draw as to check: the next check does not wait for its picture.
            self._stop_painting()
            self._checking.check(inputs, bool(files), lambda proofs: self._on_proofs(proofs, files))

    def stop(self) -> None:
        """Stops the check: the last result stays, and its picture is drawn."""
        self._checking.job.give_up()
        self._show_again()

    def _on_failed(self, error: KnownError) -> None:
        self.session.error_reported.emit(error)
        self._show_again()

    # Results

    def _clear_results(self) -> None:
        self._stop_painting()
        self._proofs: tuple[Proof, ...] = ()
        self._files: frozenset[str] = frozenset()
        """Those inputs that are paths."""
        self._answers: tuple[PaperAnswers, ...] = ()
        self._at = -1
        """The place of the proof that is shown; -1 if none is."""
        self._picture: Preview | None = None
        self._pictured = ""
        """The file whose picture is shown, or being drawn; "" for none."""
        self._offered = ""
        """The programme or key list of which the news below the verdict are; "" for none."""
        self._stranger: Programme | None = None
        self._news = self._news.closed()

    def _on_proofs(self, proofs: tuple[Proof, ...], files: frozenset[str]) -> None:
        self._clear_results()
        # Nothing of the former list stays, such as the row that it was at.
        self.refresh()
        self._proofs, self._files = proofs, files
        self._answers = tuple(map(PaperAnswers, proofs))
        if proofs:
            self._show(proof_words.worst_first(proofs)[0])
        self._turn(shows_results=True)
        self.view.focus("several" if len(proofs) > 1 else "verdict")

    def show_result(self, key: str) -> None:
        """The cursor of the list is on that row."""
        place = int(key)
        if place != self._at and place < len(self._proofs):
            self._show(place)

    def _show(self, place: int) -> None:
        self._at = place
        self._number += 1
        self._show_picture()
        self._look_at_programme()
        self.refresh()

    def answer(self, same: bool) -> None:
        """A person compared the paper."""
        if self._at >= 0:
            self._set_answers(self._answers[self._at].answered(same))

    def take_back(self) -> None:
        """The last answer was a slip."""
        if self._at >= 0:
            self._set_answers(self._answers[self._at].undone())

    def _set_answers(self, answers: PaperAnswers) -> None:
        """The button loses the keyboard, so that a second Enter does not answer the next question."""
        self.view.focus("verdict")
        at = self._at
        self._answers = (*self._answers[:at], answers, *self._answers[at + 1 :])
        self._number += 1
        self._show_again()
        self.view.show_verdict()

    # The picture

    def _show_picture(self) -> None:
        """Draws the picture of what is shown, on a worker; never in public view."""
        if self._at < 0:
            return
        proof = self._proofs[self._at]
        path = proof.input if proof.input in self._files and not self.session.public else ""
        if path == self._pictured:
            return
        self._stop_painting()
        self._pictured, self._picture = path, None
        if path:
            page = proof_words.page_to_see(proof)
            stop = self._painting = threading.Event()
            self.session.ask(lambda: _preview(path, page, stop.is_set), lambda picture: self._on_picture(stop, picture))

    def _stop_painting(self) -> None:
        """Stops drawing the picture; `_show_picture` starts it again."""
        if self._painting is not None:
            self._painting.set()
            self._painting, self._pictured = None, ""

    def _on_picture(self, stop: threading.Event, picture: Preview | None) -> None:
        # Another proof is shown by now, or the page was left.
        if stop is self._painting:
            self._painting, self._picture = None, picture
            self.refresh()

    # A file that is newer than what this laptop has is accepted only if the button is pressed. A desk that practises
    # accepts nothing; there an unknown programme can be trusted for a while, so that its certificates can be verified.

    def _look_at_programme(self) -> None:
        proof = self._proofs[self._at]
        path = proof.input if proof.kind == "programme" else ""
        self._offered, self._stranger, self._news = path, None, self._news.closed()
        if path and proof.verdict is Verdict.GOOD:
            self.session.query(lambda desk: _is_news(desk, path), lambda newer: self._offer(path, newer))
        elif path and proof.verdict is Verdict.UNKNOWN_SIGNER and self._practises:
            # A key list of an unknown programme is refused here: only the programme can be trusted.
            self.session.ask(lambda: _programme_in(path), lambda found: self._offer_trust(path, found), lambda _: None)

    @property
    def _practises(self) -> bool:
        facts = self.session.facts
        return facts is not None and facts.practising

    def _offer(self, path: str, newer: bool) -> None:
        if newer and path == self._offered:
            fact = Message("This is newer than the one on this laptop.")
            self._news = self._news.then("info", fact, verbs=((_TAKE, Message("Load it")),))
            self.refresh()

    def _offer_trust(self, path: str, programme: Programme) -> None:
        if path == self._offered:
            self._stranger = programme
            fact = Message("Root key, to compare: {print}", print=_print_of(programme))
            remedy = Message(
                "The file is properly signed by its own key, but anybody can make a programme. "
                "Compare this print with the coordinator's paper."
            )
            self._report("look", fact, remedy, (_TRUST, Message("It matches, trust it")))

    def _trust(self) -> None:
        """Trusts the unknown programme, and checks all of the list again with it."""
        stranger, self._stranger = self._stranger, None
        if stranger is not None:
            self._checking.trust(stranger)
            self._check([proof.input for proof in self._proofs], self._files)

    def press_news(self, key: str) -> None:
        """A button below the verdict was pressed; a double click accepts the file once."""
        if key == _TRUST:
            self._trust()
            return
        if key != _TAKE:
            self.view.open(key)
            return
        path, self._news = self._offered, self._news.closed()
        self.refresh()
        self.session.change(
            lambda desk: _take_in(desk, path),
            lambda taken: self._tell_of(path, _taken(self._news, taken)),
            lambda error: self._tell_of(path, self._news.failed(error)),
        )

    def _tell_of(self, path: str, news: News) -> None:
        if path == self._offered:
            self._news = news
            self.refresh()

    # The view model

    def model(self) -> VerifyModel:
        """Where to drop and type, or the results."""
        job, shows = self._checking.job, self._shows_results
        return VerifyModel(
            busy_card=Part(shown=job.slow),
            progress=CheckProgress(Message("Checking"), job.done, job.total, Message("Stop")),
            typed=Field(value=self._text),
            slip=self._slip or NO_TEXT,
            check_typed=Part(enabled=self._can_be_sent()),
            news_bar=self._news,
            document_picture=self._picture,
            asking=Part(shown=not shows),
            choose_files=Part(shown=not shows),
            shown=Part(shown=shows),
            check_another=Part(shown=shows),
            hidden_names=Part(shown=shows and self.session.public),
            **(self._result() if self._at >= 0 else {}),
        )

    def _result(self) -> dict[str, Any]:
        proof, answers, public = self._proofs[self._at], self._answers[self._at], self.session.public
        rings, notes = proof_words.rings(proof), proof_words.notes(proof)
        items = ItemTable(answers, public)
        return {
            "several_card": Part(shown=len(self._proofs) > 1),
            "several": CheckedTable(self._proofs, self._files, self._answers, public),
            "several_row": str(self._at),
            "verdict": headline(answers, public, self.view.screens == "one", self._number),
            "facts": proof_words.fact_lines(proof, public),
            "chain_card": Part(shown=bool(rings or notes)),
            "chain_title": Part(text=proof_words.chain_title(proof), shown=bool(rings)),
            "chain": rings,
            "notes": notes,
            "items_card": Part(shown=items.count > 0),
            "items": items,
        }


def _taken(news: News, taken: Accepted | ProgrammeView) -> News:
    if not isinstance(taken, Accepted):
        return news.then("ok", Message("Version {version} of the programme is now in use.", version=taken.version))
    words = accepted_words(taken)
    verbs = ((words.page, words.verb),) if words.verb is not None else ()
    return news.then(words.state, words.fact, words.remedy, verbs)


def _preview(path: str, page: int, stop: Stop) -> Preview | None:
    """The picture of a file, of a PDF its `page`, counted from 1. None if there is none, or once `stop` is set."""
    from bsuh_desktop.services.verify.file_kinds import preview_of

    return preview_of(path, page, stop)


def _programme_in(path: str) -> Programme:
    from bsuh_desktop.services.verify.known import programme_in

    return programme_in(Path(path))


def _print_of(programme: Programme) -> str:
    from bsuh_desktop.trust.root_key import root_print

    return root_print(programme.root_key)


def _is_news(desk: Desk, path: str) -> bool:
    from bsuh_desktop.services.verify.known import is_news

    return is_news(desk, Path(path))


def _take_in(desk: Desk, path: str) -> Accepted | ProgrammeView:
    from bsuh_desktop.services.verify.known import take_in

    return take_in(desk, Path(path))
