"""The page Receive: what a stick brought, filtered, answered, and what a desk without an office says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import hand_over, programme_desks
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import pick, until
from tests.helpers.list_pages import on_page, table
from tests.helpers.verified import drop
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def verdicts(visit: Visit) -> list[str]:
    return [row.cells[1].text for row in table(visit).rows()]


def test_a_stick_of_every_verdict_is_answered(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    with visiting(tmp_path, hand_over.brought) as visit:
        visit.unlock()
        hand_over.receive_page(visit, stick)
        assert not visit.see("write_receipts").isEnabled()
        visit.press("add_files")
        until(lambda: visit.see("files_to_stick").hasFocus(), "the keys are on the stick")
        assert not visit.see("files_as_files").visibleRegion().isEmpty(), "the question has room for all its answers"
        visit.press("files_to_stick")
        assert verdicts(visit)[:1] == ["You decide"]
        assert sorted(verdicts(visit)[1:]) == hand_over.RESULTS
        assert [read(visit, name) for name in ("show_all", "show_answered", "show_person", "show_refused")] == [
            "All 9",
            "Arrived 4",
            "To decide 1",
            "Refused 4",
        ]
        visit.press("show_person")
        assert verdicts(visit) == ["You decide"]
        assert all(not row.cells[2].text for row in table(visit).rows()), "nobody reads a code out for these"
        assert "skipped: 1" in read(visit, "rows_text")
        visit.press("language_bn")
        assert read(visit, "show_all").endswith("৯")
        assert "You decide" not in verdicts(visit)
        visit.press("language_en", "back", "stay")
        visit.press("write_receipts", "file_to_stick")
        assert "Receipts written to the stick RUPSHA-2: 5." in read(visit, "news")
        assert len(list(stick.glob("receipt-*.bsuh-receipt"))) == 5
        visit.press("back")
        on_page(visit, "hand_over")


def test_files_are_dropped_and_read_once(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    with visiting(tmp_path, hand_over.brought) as visit:
        visit.unlock()
        visit.press("rail_programme", "open_receive")
        for _ in range(2):
            drop(visit.see("receive"), stick / "good.bsuh")
            visit.quiet()
        drop(visit.see("receive"), stick / "letter.txt")
        visit.quiet()
        assert verdicts(visit) == ["Arrived"]
        assert "There is no attendance file there." in read(visit, "news")
        assert "skipped: 1" in read(visit, "rows_text")
        (code,) = (row.cells[2].text for row in table(visit).rows())
        assert [len(part) for part in code.split("-")] == [4, 4, 4]
        visit.press("write_receipts", "file_to_folder")
        stick.rename(tmp_path / "gone")
        pick(tmp_path)
        visit.quiet()
        assert "Receipts in the folder" in read(visit, "news")
        visit.press("back")
        on_page(visit, "programme")


def test_a_facilitator_is_not_led_here(tmp_path: Path) -> None:
    with visiting(tmp_path, programme_desks.granted) as visit:
        visit.unlock()
        visit.press("rail_programme")
        assert not shows(visit, "open_receive")
