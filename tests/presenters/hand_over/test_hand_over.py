"""Hand over without a window: what is written where, what the page says of it, and receipts that come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.exchange.receipt import receipt_code
from bsuh_desktop.presenters.hand_over.hand_over import HandOverModel, HandOverPresenter
from bsuh_desktop.presenters.hand_over.receipts import DictatedCodeModel, DictatedCodePresenter
from bsuh_desktop.presenters.parts import PlaceQuestion, text_of
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import hand_over, programme_desks
from tests.helpers.faceless import NotedPage, NotedView, PausedFace, reported, session_in

STICK = hand_over.STICK


class Page(NotedPage[HandOverModel]):
    """The screen, with the presenter that it belongs to; `folders` are sticks as long as they are there."""

    def __init__(self, session: DeskSession, *folders: Path) -> None:
        super().__init__()
        self.session = session
        self.folders = list(folders)
        self.writable = True
        self.presenter = HandOverPresenter(session, self)

    def enter(self) -> None:
        """The page is opened; the sticks that are plugged in are seen."""
        self.presenter.enter()
        self.look_for_sticks()

    def look_for_sticks(self) -> None:
        """Tells the presenter which sticks are there."""
        self.presenter.set_sticks(hand_over.plugged(self.folders, self.writable))

    def ask_stick(self, question: PlaceQuestion, then: Callable[[Path, str], object]) -> None:
        """Notes the question."""
        self.ask_place(question, then)

    def header(self) -> str:
        """The line above the title."""
        return text_of(self.presenter.breadcrumb(), "en")

    def rows(self) -> list[Row]:
        """The rows of all classes."""
        return list(map(self.model.rows.row, self.model.rows.things))

    def states(self, language: Language = "en") -> list[str]:
        """Where each class is."""
        return [text_of(row.cells[-1].text, language) for row in self.rows()]


@contextmanager
def page(
    folder: Path, prepare: Callable[[Desk], object], *sticks: str, face: PausedFace | None = None
) -> Iterator[Page]:
    """The page of a desk in `folder` with sticks of these names."""
    for name in sticks:
        (folder / name).mkdir(parents=True, exist_ok=True)
    with session_in(folder, prepare, face=face) as session:
        made = Page(session, *(folder / name for name in sticks))
        made.enter()
        yield made


def files_on(folder: Path) -> int:
    return len(list(folder.glob("*.bsuh")))


def test_before_anything_was_finished_there_is_nothing_to_do(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.nothing) as view:
        assert view.text("nothing").startswith("No class has been finished yet Finished classes wait here")
        assert (view.model.stick_card.shown, view.model.table_space.shown) == (False, False)
        assert (view.text("primary"), view.model.glyph) == ("Done", "check")
        assert (view.model.import_receipts.enabled, view.model.to_folder.enabled) == (False, False)
        assert (view.model.open_receive.shown, view.focused) == (False, ["primary"])
        view.presenter.press_primary()
        assert view.opened == ["home"]


def test_a_stick_is_waited_for_and_one_is_enough(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.three, STICK) as view:
        stick = tmp_path / STICK
        assert view.focused == ["import_receipts"], "no stick had been seen yet"
        assert (view.text("stick_title"), view.model.stick_card.state) == ("The stick RUPSHA-2 is plugged in", "plain")
        assert (view.text("primary"), view.model.primary.enabled, view.model.glyph) == ("Hand over: 3", True, "usb")
        assert view.header() == "Ready: 3 · waiting for a receipt: 0"
        assert "Classes with unsaved certificates: 3." in view.text("late_text")
        assert "৩" in view.text("late_text", "bn")
        stick.rmdir()
        view.look_for_sticks()
        assert (view.text("stick_title"), view.text("reason")) == ("Plug a stick in", "Plug a stick in")
        assert view.model.primary.enabled is False
        assert view.model.to_folder.enabled
        stick.mkdir()
        view.writable = False
        view.look_for_sticks()
        assert (view.text("stick_title"), view.text("reason")) == (
            "This stick cannot be written to.",
            "Use another stick.",
        )
        assert (view.model.stick_card.state, view.model.primary.enabled) == ("stop", False)
        view.writable = True
        view.look_for_sticks()
        view.presenter.press_primary()
        assert files_on(stick) == 3
        assert (view.text("stick_title"), view.model.stick_card.state) == ("Safe to pull out", "ok")
        assert text_of(view.model.stick_card.spoken, "en").startswith(
            "Safe to pull out. Classes on the stick RUPSHA-2: 3."
        )
        assert (view.model.ticks.shown, view.text("primary"), view.model.glyph) == (True, "Done", "check")
        assert view.states() == ["Written just now"] * 3
        view.presenter.press_primary()
        assert view.opened == ["home"]
        view.enter()
        assert (view.text("primary"), view.model.ticks.shown) == ("Hand over again", False)
        assert [state.split(" on ")[0] for state in view.states()] == ["Handed over"] * 3


def test_the_stick_is_chosen_where_there_are_several(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.three, STICK, "ASHA") as view:
        assert view.text("stick_title") == "Sticks that are plugged in: 2"
        view.presenter.press_primary()
        assert str(view.places[-1].question) == "Which stick should the classes go to?"
        view.answer_place(tmp_path / "ASHA", "ASHA")
        assert (files_on(tmp_path / STICK), files_on(tmp_path / "ASHA")) == (0, 3)


def test_a_folder_that_is_gone_gets_nothing_and_another_gets_all(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.three) as view:
        gone = tmp_path / "gone"
        view.presenter.write(gone, "")
        assert (view.text("stick_title"), view.model.stick_card.state) == ("This folder no longer exists.", "stop")
        assert not gone.exists()
        assert view.text("primary") == "Hand over again"
        out = tmp_path / "out"
        out.mkdir()
        view.presenter.write(out, "")
        assert (view.text("stick_title"), files_on(out)) == ("Everything is written", 3)


def test_what_is_being_written_says_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.three, STICK) as view:
        seen: list[object] = []

        def at_second(_: Path, data: bytes) -> None:
            progress = view.model.progress
            # Files are counted on the thread that writes; this face hears of it when it is done.
            seen.extend([progress.shown, progress.total, view.text("stick_title")])
            seen.extend([view.text("primary"), view.model.primary.enabled, view.model.import_receipts.enabled])
            assert view.presenter.busy
            assert view.presenter.unsaved_warning() is not None
            view.presenter.stop()
            seen.extend([view.text("stick_text"), text_of(view.model.progress.stop, "en")])

        with hand_over.at_write(2, at_second):
            view.presenter.press_primary()
        assert seen == [
            *(True, 3, "Leave the stick RUPSHA-2 plugged in"),
            *("Being written", False, False),
            *("It stops after this file. What is finished stays.", ""),
        ]
        assert (view.presenter.busy, view.presenter.unsaved_warning()) == (False, None)
        assert view.text("stick_title") == "Stopped. The stick is safe to pull out"
        assert "Still to do: 1." in view.text("stick_text")
        assert sorted(view.states()) == ["Only on this laptop", "Written just now", "Written just now"]
        view.presenter.press_primary()
        assert (view.text("stick_title"), files_on(tmp_path / STICK)) == ("Safe to pull out", 3)


def test_a_page_that_is_left_ends_with_its_file_and_takes_no_second_job(tmp_path: Path) -> None:
    face = PausedFace()
    with page(tmp_path, hand_over.three, STICK, face=face) as view:
        face.pause()
        view.presenter.press_primary()
        assert (view.presenter.busy, view.focused[-1]) == (True, "progress")
        view.presenter.write(tmp_path, "")
        view.presenter.leave()
        assert view.text("stick_text").startswith("It stops after this file.")
        face.go_on()
        assert (view.presenter.busy, files_on(tmp_path / STICK)) == (False, 0), "stopped before the first file"
        assert view.focused[-1] == "progress", "the page that is shown now has the keyboard"
        view.enter()
        assert view.text("stick_title") == "The stick RUPSHA-2 is plugged in"


def test_a_lock_ends_the_writing_and_nobody_is_told_that_the_laptop_is_locked(tmp_path: Path) -> None:
    face = PausedFace()
    with page(tmp_path, hand_over.three, STICK, face=face) as view, reported(view.session) as errors:
        face.pause()
        view.presenter.press_primary()
        view.presenter.before_lock()
        view.session.lock()
        face.go_on()
        assert (view.presenter.busy, view.session.facts, errors) == (False, None, [])


def test_a_stick_that_is_pulled_out_too_soon_is_told(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.three, STICK) as view:
        with hand_over.pulled_out_at(2, tmp_path / STICK) as hand:
            view.presenter.press_primary()
        assert view.model.stick_card.state == "stop"
        assert view.text("primary") == "Hand over again"
        assert view.model.primary.enabled is False
        hand.rename(tmp_path / STICK)
        view.look_for_sticks()
        view.presenter.press_primary()
        assert view.text("stick_title") == "Safe to pull out"


def test_each_class_says_where_it_is_and_receipts_on_the_stick_are_offered(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.every_state, STICK) as view:
        assert view.header() == "Ready: 1 · waiting for a receipt: 2"
        assert view.states()[4] == "No receipt for 23 days"
        assert [text_of(column.title, "en") for column in view.model.rows.columns()] == [
            *("Day", "Class", "Present", "Where it is"),
        ]
        assert text_of(view.rows()[0].cells[2].text, "bn") == "৩"
        view.presenter.set_wide(False)
        assert [text_of(column.title, "en") for column in view.model.rows.columns()] == ["Class", "Where it is"]
        assert text_of(view.rows()[0].cells[0].second, "en").startswith("29 August 2026 · ")
        assert view.text("late_text").startswith("No receipt for ten days or longer: 1.")
        assert view.text("receipts_lie") == "Receipts for you on RUPSHA-2: 1 Load them"
        assert "২৩" in view.states("bn")[4]
        view.presenter.take_offered()
        assert "The coordinator has received the class" in view.text("news")
        assert view.states()[4].startswith("Receipt of ")
        assert (view.model.receipts_lie.shown, view.model.late.shown) == (False, True)
        view.presenter.open_class(view.rows()[0].key)
        assert (view.opened, view.subjects) == (["wrap_up"], [{"session": view.rows()[0].key}])
        view.presenter.close_news()
        assert view.model.news.shown is False


def test_a_receipt_that_does_not_hold_is_told_and_not_offered_until_its_stick_is_back(tmp_path: Path) -> None:
    def altered(desk: Desk) -> None:
        hand_over.every_state(desk)
        (receipt,) = (desk.folder.parent / STICK).iterdir()
        receipt.write_bytes(receipt.read_bytes().replace(b'"merged"', b'"refused"'))

    with session_in(tmp_path, altered) as session:
        view = Page(session, tmp_path / STICK)
        view.enter()
        assert view.model.receipts_lie.shown
        view.presenter.take_offered()
        assert (view.model.news.light, "changed" in view.text("news")) == ("stop", True)
        assert view.states()[4] == "No receipt for 23 days"
        assert view.model.receipts_lie.shown is False
        view.folders, folders = [], view.folders
        view.look_for_sticks()
        view.folders = folders
        view.look_for_sticks()
        assert view.model.receipts_lie.shown


def test_a_file_that_is_no_receipt_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.answered) as view:
        (tmp_path / "out").mkdir()
        view.presenter.take_receipts([tmp_path / "out"])
        assert view.text("news") == "There is no receipt there. Ask your coordinator for the receipts."
        letter = tmp_path / "letter.json"
        letter.write_text("{}", "utf-8")
        view.presenter.take_receipts([letter])
        assert (view.model.news.light, "This file is not a receipt." in view.text("news")) == ("stop", True)
        assert view.text("stick_title") == "There is nothing to hand over"


def test_a_coordinator_receives_files_of_others(tmp_path: Path) -> None:
    with page(tmp_path, programme_desks.coordinator) as view:
        assert view.model.open_receive.shown


def test_receipts_are_not_offered_while_classes_are_written(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.every_state) as view:
        view.folders.append(tmp_path / STICK)
        view.look_for_sticks()
        assert view.model.receipts_lie.shown
        seen: list[bool | None] = []

        def look(_: Path, data: bytes) -> None:
            view.look_for_sticks()
            seen.append(view.model.receipts_lie.shown)

        with hand_over.at_write(1, look):
            view.presenter.press_primary()
        assert seen == [False]
        assert view.model.receipts_lie.shown, "they are there again"


class Code(NotedView[DictatedCodeModel]):
    """The part of the dialog, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.accepted = 0
        self.presenter = DictatedCodePresenter(session, self, self._on_accepted)
        self.presenter.refresh()

    def _on_accepted(self) -> None:
        self.accepted += 1


def receipt_as_code(desk: Desk) -> str:
    """The code for the class that was handed over last."""
    file = max(desk.store.handed.all().values(), key=lambda one: one.day)
    (wanted,) = (one for one in desk.store.outgoing.receipt_keys() if one.sha256 == file.sha256)
    return receipt_code(wanted.receipt_key, wanted.sha256, "merged")


def test_a_code_is_taken_as_it_is_read_out_and_a_slip_is_told(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, hand_over.every_state, face=face) as session:
        codes: list[str] = []
        session.query(receipt_as_code, codes.append)
        (code,) = codes
        view = Code(session)
        assert (view.model.take_code.enabled, view.text("slip")) == (False, "")
        view.presenter.write(code[:-1])
        assert (view.model.take_code.enabled, view.text("slip")) == (True, ""), "it is not complete yet"
        view.presenter.write(code[:-1] + ("0" if code[-1] != "0" else "1"))
        assert view.text("slip").startswith("A character of this code is wrong, or two are swapped.")
        assert view.model.take_code.enabled is False
        view.presenter.take()
        view.presenter.write("1234")
        view.presenter.take()
        assert view.model.taken.light == "stop"
        assert (view.model.dictated.value, view.accepted) == ("", 1), "whatever it was, the next one can be read out"
        view.presenter.write(f"{code[:4]} {code[4:8]}-{code[8:]}".lower())
        face.pause()
        view.presenter.take()
        assert view.model.take_code.enabled is False, "a double click accepts it once"
        view.presenter.take()
        face.go_on()
        assert "The coordinator has received the class" in view.text("taken")
        assert (view.model.dictated.value, view.focused, view.accepted) == ("", ["dictated"] * 2, 2)


def test_a_dialog_that_is_closed_hears_nothing_any_more(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, hand_over.every_state, face=face) as session:
        view = Code(session)
        view.presenter.write("1234")
        face.pause()
        view.presenter.take()
        view.presenter.close()
        shown = len(view.shown)
        face.go_on()
        assert (len(view.shown), view.accepted) == (shown, 0)
