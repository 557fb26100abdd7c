"""A file that is opened by a double click, in the real window: at the door, on its page, and over what is unsaved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from bsuh_desktop.presenters.parts import names_in
from bsuh_desktop.register.optional_libraries import has_parts
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import hand_over, prepared, programme_desks, verified
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import key, press, until
from tests.helpers.list_pages import asked
from tests.helpers.programmes import write_programme
from tests.helpers.verified import stick_of
from tests.helpers.visit import Visit, visiting

pytestmark = [pytest.mark.started_children, pytest.mark.usefixtures("windows")]


def words(visit: Visit) -> str:
    """All that the window says."""
    return "\n".join(label.text() for label in visit.window.findChildren(QLabel) if label.isVisible())


def opened(visit: Visit, file: Path) -> None:
    """Somebody opens a file with the app."""
    visit.window.take_file(file)
    visit.quiet()


def arrives(visit: Visit, screen: str) -> None:
    """The window turns to that page."""
    until(lambda: visit.window.page.name == screen, f"{screen} is shown")
    visit.quiet()


def test_the_door_says_what_waits_and_verify_shows_it(tmp_path: Path) -> None:
    with visiting(tmp_path, verified.with_papers) as visit:
        file = stick_of(visit.bridge.profile) / verified.CLASS
        opened(visit, file)
        assert f"The file {file.name} waits. It is shown when your desk is open." in words(visit)
        visit.unlock()
        arrives(visit, "verify")
        assert shows(visit, "verdict")
        visit.press("check_another")
        visit.window.come_forward(stick_of(visit.bridge.profile) / verified.GOOD)
        visit.quiet()
        assert shows(visit, "verdict"), "a second start, and the page that is shown"


def test_a_coordinator_is_asked_before_anything_is_kept(tmp_path: Path) -> None:
    with visiting(tmp_path, hand_over.brought) as visit:
        visit.unlock()
        file = tmp_path / hand_over.STICK / "good.bsuh"
        page = "inbox" if has_parts() else "receive"
        for verb, kept in (("leave", 0), ("load", 1)):
            opened(visit, file)
            arrives(visit, page)
            question = visit.dialog()
            assert "good.bsuh" in "\n".join(label.text() for label in question.findChildren(QLabel))
            visit.press(verb)
            until(lambda: not visit.bridge.busy, "it is collected")
            assert len(list((tmp_path / "profile").rglob("archive/*/*.bsuh"))) == kept


def test_a_receipt_closes_its_class(tmp_path: Path) -> None:
    def with_receipt(desk: Desk) -> None:
        hand_over.three(desk)
        sealed = hand_over.handed(desk, next(iter(desk.store.journal.finished())), desk.today())
        hand_over.write_receipt(desk, tmp_path, sealed)

    with visiting(tmp_path, with_receipt) as visit:
        visit.unlock()
        (receipt,) = tmp_path.glob("receipt-*")
        opened(visit, receipt)
        arrives(visit, "hand_over")
        assert shows(visit, "news")
        assert len(asked(visit, lambda desk: desk.store.handed.receipts())) == 1


def test_a_programme_begins_the_first_run_or_is_joined_later(tmp_path: Path) -> None:
    file = write_programme(tmp_path)
    with visiting(tmp_path / "new") as visit:
        visit.press("open_file")
        dialog = visit.dialog()
        opened(visit, file)
        assert f"The file {file.name} waits." in words(visit)
        key(dialog, "Esc")
        until(lambda: shows(visit, "programme_name"), "the programme is shown")
    with visiting(tmp_path / "practising", prepared.as_made) as visit:
        visit.unlock()
        opened(visit, file)
        arrives(visit, "first_run")
        until(lambda: shows(visit, "programme_name"), "the programme is shown")


def test_a_grant_and_a_request_are_shown_where_they_belong(tmp_path: Path) -> None:
    def with_requests(desk: Desk) -> None:
        programme_desks.coordinator(desk)
        programme_desks.requests(desk, tmp_path, 1)

    with visiting(tmp_path, with_requests) as visit:
        visit.unlock()
        opened(visit, tmp_path / "request-1.bsuh-request")
        arrives(visit, "grant_requests")
        assert read(visit, "grant_all") == "Give all 1 grants"
        (tmp_path / "x.bsuh-keys").write_bytes(b'{"key_list":{}}')
        opened(visit, tmp_path / "x.bsuh-keys")
        arrives(visit, "grants")
        assert shows(visit, "news"), "what cannot be used is told by the page"


def test_what_was_typed_is_not_lost_for_it(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.in_private()
        (group,) = asked(visit, class_groups)
        visit.go("learners", group=group.group.id)
        visit.write("roll", "99")
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
        opened(visit, tmp_path / "a.pdf")
        visit.dialog()
        visit.press("stay")
        assert visit.window.page.name == "learners"
        opened(visit, tmp_path / "a.pdf")
        visit.dialog()
        visit.press("leave")
        arrives(visit, "verify")


def test_it_waits_for_a_question_that_is_open(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.window.choose_look()
        dialog = visit.dialog()
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
        opened(visit, tmp_path / "a.pdf")
        assert visit.window.page.name == "home"
        key(dialog, "Esc")
        arrives(visit, "verify")


def test_a_file_that_is_not_ours_is_told_over_the_door(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.press("language_bn")
        (tmp_path / "চিঠি.docx").write_bytes(b"PK\3\4")
        opened(visit, tmp_path / "চিঠি.docx")
        dialog = visit.dialog()
        said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        assert "এটি এই অ্যাপের ফাইল নয়।" in said
        assert "চিঠি.docx" in said
        press(visit.see("close"))
        assert QApplication.activeModalWidget() is None
        visit.press("language_en")
        visit.unlock()
        assert visit.window.page.name == "home"


def test_a_lock_hands_it_to_the_next_process(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class, restarts=True) as visit:
        visit.unlock()
        visit.window.choose_look()
        visit.dialog()
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
        opened(visit, tmp_path / "a.pdf")
        visit.window.lock_desk()
        until(lambda: visit.window.restart.start is not None, "the next process is told")
        start = visit.window.restart.start
    assert start is not None
    assert "given_file" in names_in(start)
    with visiting(tmp_path, start=start) as visit:
        visit.quiet()
        assert "The file a.pdf waits." in words(visit)
        visit.unlock()
        arrives(visit, "verify")
