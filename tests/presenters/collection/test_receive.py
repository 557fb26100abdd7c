"""Receive without a window: what a stick brought, filtered and answered, and what a desk without an office says."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.exchange.receipt import read_receipt_code
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import hand_over, programme_desks
from tests.helpers.file_screens import ReceiveScreen, receive_screen, said, stick_of, told

FILTERS = ("show_all", "show_answered", "show_person", "show_refused")


def read_stick(screen: ReceiveScreen) -> None:
    screen.presenter.collect([stick_of(screen.session)])


def test_before_anything_is_read(tmp_path: Path) -> None:
    with receive_screen(tmp_path) as screen:
        model = screen.model
        assert (model.drop_zone.shown, model.filters.shown, model.table_space.shown) == (True, False, False)
        assert (model.add_files.enabled, model.write_receipts.enabled) == (True, False)
        assert screen.text("reason") == "Choose the attendance files"
        assert screen.text("drop_text") == (
            "A stick, a folder, or single files: each is checked, kept, and gets a receipt."
        )
        assert screen.focused == ["add_files"]
        assert screen.presenter.unsaved_warning() is None


def test_a_stick_of_every_verdict_is_answered(tmp_path: Path) -> None:
    with receive_screen(tmp_path) as screen:
        read_stick(screen)
        assert screen.results()[:1] == ["You decide"]
        assert sorted(screen.results()[1:]) == hand_over.RESULTS
        assert [screen.text(name) for name in FILTERS] == ["All 9", "Arrived 4", "To decide 1", "Refused 4"]
        assert [screen.text(name, "bn").split()[-1] for name in FILTERS] == ["৯", "৪", "১", "৪"]
        assert screen.text("rows_text") == "Other files that were skipped: 1"
        assert screen.session.waiting == 1
        assert screen.focused[-1] == "write_receipts"
        assert screen.text("reason") == ""
        screen.presenter.choose_group("person")
        assert screen.results() == ["You decide"]
        assert screen.model.show_person.checked
        assert all(not row[2] for row in screen.rows()), "nobody reads a code out for these"
        assert screen.differs() == {"show_all", "show_person", "rows"}


def test_receipts_are_written_side_by_side(tmp_path: Path) -> None:
    with receive_screen(tmp_path) as screen:
        read_stick(screen)
        warned = screen.presenter.unsaved_warning()
        assert warned is not None
        assert said(warned[1]) == "You can read the files again from their stick. The result will be the same."
        assert screen.text("write_receipts") == "Write receipts: 5"
        screen.presenter.write(stick_of(screen.session), "RUPSHA-2")
        assert told(screen) == (
            "ok Receipts written to the stick RUPSHA-2: 5. "
            "Give the stick back. Codes can be read out instead, on the phone."
        )
        assert screen.text("reason") == "Written"
        assert len(list(stick_of(screen.session).glob("receipt-*.bsuh-receipt"))) == 5
        assert screen.focused[-1] == "back"
        assert screen.presenter.unsaved_warning() is None
        screen.presenter.write(tmp_path / "gone", "")
        assert told(screen).startswith("stop This folder no longer exists.")
        assert screen.model.write_receipts.enabled


def test_a_code_is_read_out_also_of_a_file_that_was_here(tmp_path: Path) -> None:
    with receive_screen(tmp_path) as screen:
        good = stick_of(screen.session) / "good.bsuh"
        codes = []
        for _ in range(2):
            screen.presenter.enter()
            screen.presenter.collect([good])
            ((_, result, code),) = screen.rows()
            assert result.startswith("Arrived")
            assert read_receipt_code(code)
            codes.append(code)
        assert codes[0] == codes[1]
        ((_, narrow),) = screen.rows(wide=False)
        assert f"Receipt: {codes[0]}" in narrow.replace("\u200b", "")


def test_a_row_says_who_sent_it(tmp_path: Path) -> None:
    with receive_screen(tmp_path) as screen:
        screen.presenter.collect([stick_of(screen.session) / "good.bsuh"])
        ((name, _, _),) = screen.rows()
        assert name.startswith("14 July 2026 · ")
        assert name.endswith("present: 3 · laptop 0EKQ")
        ((name, _, _),) = screen.rows(language="bn")
        assert name.startswith("১৪ জুলাই ২০২৬ · ")
        screen.presenter.collect([stick_of(screen.session) / "changed.bsuh"])
        assert any(row[0] == "changed.bsuh" for row in screen.rows())


def test_files_are_read_once_and_what_is_none_has_no_row(tmp_path: Path) -> None:
    with receive_screen(tmp_path) as screen:
        stick = stick_of(screen.session)
        for name in ("good.bsuh", "good.bsuh", "letter.txt"):
            screen.presenter.collect([stick / name])
        assert screen.results() == ["Arrived"]
        assert told(screen).startswith("look There is no attendance file there.")
        assert "skipped: 1" in screen.text("rows_text")


def test_what_was_read_is_gone_once_the_page_is_left(tmp_path: Path) -> None:
    with receive_screen(tmp_path) as screen:
        read_stick(screen)
        screen.presenter.leave()
        screen.presenter.clear()
        assert screen.rows() == []
        assert screen.model.drop_zone.shown
        screen.presenter.enter()
        assert screen.text("show_all") == "All 0"
        read_stick(screen)
        assert "This file is already here." in str(screen.rows())


def test_a_desk_without_an_office_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with receive_screen(tmp_path, programme_desks.granted) as screen:
        screen.presenter.collect([tmp_path / "empty"])
        assert "This desk cannot write receipts" in told(screen)
        assert not screen.model.busy_card.shown


def practising(desk: Desk) -> None:
    """A desk that only practises, and an empty stick."""
    (desk.folder.parent / hand_over.STICK).mkdir()


def test_whoever_practises_receives_by_the_demonstrations_key(tmp_path: Path) -> None:
    with receive_screen(tmp_path, practising) as screen:
        read_stick(screen)
        assert told(screen).startswith("look There is no attendance file there.")
