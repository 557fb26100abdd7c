"""Three classes go onto a stick that is pulled out half-way, go on, are received at the coordinator's, and are closed.

Every step of both people is an event on a control that can be seen. The coordinator's desk is one of its own, with
other keys; only the stick goes from one to the other.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.services.hand_over.hand_over_view import hand_over_view
from tests.helpers import hand_over, programme_desks
from tests.helpers.class_pages import read, shows
from tests.helpers.desks import practice_desk
from tests.helpers.hands import until
from tests.helpers.list_pages import asked, on_page, table
from tests.helpers.slot_work import counting_work
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
FACILITATOR, COORDINATOR = "facilitator", "coordinator"


def test_three_classes_come_through(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    stick.mkdir()
    recipient = a_coordinator(tmp_path / COORDINATOR)
    with visiting(tmp_path / FACILITATOR, lambda desk: hand_over.three(desk, recipient)) as visit:
        visit.unlock()
        with counting_work() as handing_over:
            pulled_out_and_gone_on(visit, stick)
    with visiting(tmp_path / COORDINATOR) as visit:
        visit.unlock()
        with counting_work() as receiving:
            received(visit, stick)
    with visiting(tmp_path / FACILITATOR) as visit:
        visit.unlock()
        with counting_work() as closing:
            closed(visit, stick)
    assert [*handing_over.too_much, *receiving.too_much, *closing.too_much] == []


def a_coordinator(folder: Path) -> str:
    """Makes the coordinator's desk; what classes are sealed to."""
    desk = practice_desk(folder)
    programme_desks.coordinator(desk)
    recipient = desk.vault.age_recipient
    desk.close()
    return recipient


def pulled_out_and_gone_on(visit: Visit, stick: Path) -> None:
    """The facilitator: the stick comes out too soon, and is plugged in again."""
    assert "on this laptop only: 3" in read(visit, "hand_over_count")
    visit.press("hand_over_now")
    hand_over.hand_over_page(visit, stick)
    with hand_over.pulled_out_at(2, stick) as hand:
        visit.press("primary")
    assert read(visit, "stick_title") == "The stick came out too soon."
    assert read(visit, "stick_text") == "Plug it in, hand over again."
    until(lambda: not visit.see("primary").isEnabled(), "there is no stick to write to")
    assert read(visit, "primary") == "Hand over again"
    assert [one.state for one in asked(visit, hand_over_view).classes] == ["ready"] * 3, "nothing counts as handed over"
    assert len(list(hand.iterdir())) >= 1, "half of a file is on it"
    assert not list(hand.glob("*.bsuh")), "and is called no class"
    hand.rename(stick)
    until(lambda: visit.see("primary").isEnabled(), "the stick is seen again")
    visit.press("primary")
    assert read(visit, "stick_title") == "Safe to pull out"
    assert {row.cells[3].text for row in table(visit).rows()} == {"Written just now"}
    assert len(list(stick.glob("*.bsuh"))) == 3
    assert not [path for path in stick.iterdir() if path.name.startswith(".")], "nothing half-written is left"
    visit.press("primary")
    on_page(visit, "home")
    assert not shows(visit, "hand_over")


def received(visit: Visit, stick: Path) -> None:
    """The coordinator reads the stick, and writes the receipts back onto it."""
    hand_over.receive_page(visit, stick)
    visit.press("add_files", "files_to_stick")
    assert [row.cells[1].text for row in table(visit).rows()] == ["Arrived"] * 3
    assert "recovery codes that were kept: 1" in read(visit, "rows_text")
    visit.press("write_receipts", "file_to_stick")
    assert "Receipts written to the stick RUPSHA-2: 3." in read(visit, "news")


def closed(visit: Visit, stick: Path) -> None:
    """Days later the stick is back: its receipts close the three classes."""
    hand_over.hand_over_page(visit, stick)
    assert "Receipts for you on RUPSHA-2: 3" in read(visit, "receipts_lie")
    visit.press("take_offered")
    assert "Arrived: 3." in read(visit, "news")
    assert {row.cells[3].text.split(" of ")[0] for row in table(visit).rows()} == {"Receipt"}
    assert read(visit, "stick_title") == "There is nothing to hand over"
    visit.press("primary")
    on_page(visit, "home")
