"""The page Inbox: what a stick brought, told apart, decided, taken out, answered; what was stopped goes on later."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton

from bsuh_desktop.presenters.collection import files_presenter, watched_folder
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles, sorted_out
from bsuh_desktop.qt.collection.inbox import Inbox
from bsuh_desktop.qt.window import pages
from bsuh_desktop.register.decision_lines import ArchiveStatus
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.trust.register_keys import RegisterKeys
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers import hand_over, programme_desks
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import choose, key, named, pick, press, until, until_focused, write
from tests.helpers.inbox import inbox_page
from tests.helpers.list_pages import asked, on_page, table
from tests.helpers.slot_work import counting_work
from tests.helpers.verified import drop
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")

FILTERS = ("show_all", "show_merged", "show_identical", "show_decide", "show_waiting", "show_refused")


def verdicts(visit: Visit) -> list[str]:
    return [row.cells[1].text for row in table(visit).rows()]


def choose_row(visit: Visit, verdict: str) -> None:
    """Clicks on the first row of that verdict."""
    rows = table(visit)
    index = rows.model().index(verdicts(visit).index(verdict), 0)
    rows.scrollTo(index)
    press(rows.viewport(), rows.visualRect(index).center())
    visit.quiet()


def sides_are_read(visit: Visit) -> None:
    """Chooses the two that contradict each other, and waits until both can be compared."""
    choose_row(visit, "You decide")
    until(lambda: visit.see("take_newer").isEnabled(), "both files are read")


def collected(visit: Visit, stick: Path) -> None:
    visit.unlock()
    inbox_page(visit, stick)
    visit.press("take_stick")


def test_a_stick_of_every_verdict_is_collected(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    with visiting(tmp_path, hand_over.brought) as visit, counting_work() as counted:
        visit.unlock()
        inbox_page(visit, stick)
        assert not visit.see("write_receipts").isEnabled()
        assert "RUPSHA-2" in read(visit, "offer")
        visit.press("take_stick")
        assert not shows(visit, "offer"), "a stick is offered once"
        assert sorted(verdicts(visit)) == sorted(hand_over.VERDICTS)
        assert verdicts(visit)[0] == "You decide", "what a person must see to stands above"
        assert read(visit, "summary") == "2 merged, 1 identical, 1 to decide, 1 waiting, 5 refused"
        assert [read(visit, name) for name in FILTERS] == [
            "All 10",
            "Merged 2",
            "Identical 1",
            "You decide 1",
            "Waiting 1",
            "Refused 5",
        ]
        assert "added: 2, already here: 1, to check: 2" in read(visit, "side"), "a sentence for each sender"
        assert read(visit, "rail_inbox") == "Inbox\n1" or "1" in read(visit, "rail_inbox")
        visit.press("show_refused")
        assert len(verdicts(visit)) == 5
        visit.press("show_waiting")
        assert verdicts(visit) == ["Kept until its grant comes"]
    assert counted.too_much == []
    assert not list((tmp_path / "profile" / "register").rglob("*letter*"))


def test_two_that_contradict_each_other_are_decided(tmp_path: Path) -> None:
    with visiting(tmp_path, hand_over.brought) as visit:
        collected(visit, tmp_path / hand_over.STICK)
        known = asked(visit, known_to)
        assert len(known.links) >= 3, "the order of a key's files"
        assert known.chains
        choose_row(visit, "Unknown signer")
        assert read(visit, "side").count("programme file") == 1, "what to do is said once"
        sides_are_read(visit)
        side = read(visit, "side")
        assert "Ask the facilitator, then choose" in side
        assert "Until you choose, the earlier one counts" in side
        assert "ecide which" not in side
        assert "You decide" in side
        assert "In both files" in read(visit, "sides")
        visit.press("take_newer")
        until_focused(table(visit), "the keys are in the table, not in the rail")
        assert read(visit, "summary").startswith("2 merged, 1 identical, 1 not chosen, 1 waiting")
        assert visit.bridge.waiting == 0
        assert sorted(verdicts(visit)).count("Not chosen") == 1
        visit.press("language_bn")
        assert read(visit, "summary").startswith("একত্র ২, হুবহু এক ১")
        assert "সিদ্ধান্ত হয়েছে" in read(visit, "side"), "it is settled in every language"
        assert "Not chosen" not in verdicts(visit)
        visit.press("language_en")
        assert verdicts(visit).count("Not chosen") == 1
        visit.press("write_receipts", "file_to_stick")
        assert "Receipts written to the stick RUPSHA-2" in read(visit, "news")
        assert read(visit, "reason") == "Receipts written to the stick RUPSHA-2: 6."
        written = list((tmp_path / hand_over.STICK).rglob("receipt-*.bsuh-receipt"))
        assert len(written) == len({path.name for path in written}) == 6
        assert all(path.parent.name != hand_over.STICK for path in written), "each sender has a folder"


def test_the_earlier_one_may_be_kept_and_a_file_be_taken_out_and_put_back(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    with visiting(tmp_path, hand_over.brought) as visit:
        whole = (stick / "good.bsuh").read_bytes()
        (stick / "changed.bsuh").write_bytes(whole[:-900])
        collected(visit, stick)
        rows = table(visit)
        rows.setFocus()
        visit.quiet()
        assert "You decide" in read(visit, "side")
        key(rows, "Down")
        visit.quiet()
        assert "You decide" not in read(visit, "side"), "keys move from file to file"
        visit.press("to_summary")
        assert "Who sent what" in read(visit, "side")
        choose_row(visit, "Incomplete")
        assert "incomplete" in read(visit, "side")
        assert "Copy it again" in read(visit, "side")
        assert "Changed after signing" not in verdicts(visit)
        sides_are_read(visit)
        visit.press("keep_earlier")
        assert verdicts(visit).count("Merged") == 2
        assert verdicts(visit).count("Not chosen") == 1
        visit.press("show_merged")
        choose_row(visit, "Merged")
        visit.press("take_out")
        dialog = visit.dialog()
        assert not visit.see("take_out_now").isEnabled(), "nothing without a reason"
        write(named(dialog, "reason_out", QLineEdit), "Held on the wrong day")
        visit.press("take_out_now")
        assert sorted(verdicts(visit)) == ["Merged", "Removed"]
        decisions = (tmp_path / "profile" / "register" / "decisions.jsonl").read_text("utf-8")
        assert "Held on the wrong day" in decisions
        visit.press("put_back")
        assert verdicts(visit) == ["Merged", "Merged"]


def many(desk: Desk) -> None:
    """A coordinator, and a stick with 400 files."""
    programme_desks.coordinator(desk)
    stick = desk.folder.parent / hand_over.STICK
    stick.mkdir()
    ours = (recipient_of(desk.vault.age_identity),)
    one = hand_over.attendance_file(ours, 1)
    for number in range(400):
        (stick / f"{number}.bsuh").write_bytes(one[:-40] + number.to_bytes(40, "big"))


def test_it_is_stopped_and_goes_on_and_rows_and_summary_come_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_presenter, "EVERY_S", 0.0)
    monkeypatch.setattr(files_presenter, "_REST", 0)
    seen: list[tuple[str, int]] = []
    stick, hand = tmp_path / hand_over.STICK, tmp_path / "in the hand"
    with visiting(tmp_path, many) as visit:
        visit.unlock()
        page = inbox_page(visit, stick)
        visit.press("close_message")
        assert not shows(visit, "offer"), "whoever said no is not asked again"
        for after in (hand, stick):
            (hand if after == stick else stick).rename(after)
            page._sticks.look()
            visit.quiet()
        assert shows(visit, "offer"), "it was out meanwhile"
        press(visit.see("take_stick"))
        until(lambda: shows(visit, "busy_card"), "it is collected")
        press(visit.see("cancel_progress"))
        visit.quiet()
        assert "Stopped" in read(visit, "summary_card")

        def note() -> None:
            if shows(visit, "busy_card"):
                seen.append((read(visit, "summary"), len(page.form.rows.rows())))

        page.form.rows.model().modelReset.connect(note)
        press(visit.see("go_on"))
        until(lambda: seen and shows(visit, "save_list"), "all are there")
        visit.quiet()
        assert len(table(visit).rows()) == 400
        assert "All 400" in read(visit, "show_all")
        assert not shows(visit, "go_on")
    counts = [count for _, count in seen]
    assert counts == sorted(set(counts)), "more each time"
    assert 0 < counts[0] < 400
    assert all(said == f"{count} refused" for said, count in seen)


def good_ones(desk: Desk) -> None:
    """A coordinator, and a stick with 40 classes of one laptop."""
    programme_desks.coordinator(desk)
    stick = desk.folder.parent / hand_over.STICK
    stick.mkdir()
    ours = (recipient_of(desk.vault.age_identity),)
    for number in range(1, 41):
        (stick / f"{number}.bsuh").write_bytes(hand_over.attendance_file(ours, number))


def test_a_desk_that_is_locked_meanwhile_goes_on_later(tmp_path: Path) -> None:
    with visiting(tmp_path, good_ones) as visit:
        visit.unlock()
        inbox_page(visit, tmp_path / hand_over.STICK)
        press(visit.see("take_stick"))
        until(lambda: shows(visit, "busy_card"), "it is collected")
        visit.bridge.lock()
        on_page(visit, "door")
        visit.unlock()
        visit.press("rail_inbox")
        assert not shows(visit, "rows"), "nothing of it stayed"
        visit.press("go_on")
        assert "All 40" in read(visit, "show_all")
        assert set(verdicts(visit)) <= {"Merged", "Identical"}
        register = tmp_path / "profile" / "register"
        assert len(list((register / "archive").rglob("*.bsuh"))) == 40


def test_the_app_closes_meanwhile(tmp_path: Path) -> None:
    with visiting(tmp_path, good_ones) as visit:
        visit.unlock()
        inbox_page(visit, tmp_path / hand_over.STICK)
        press(visit.see("take_stick"))
        until(lambda: shows(visit, "busy_card"), "it is collected")
        assert visit.window.close(), "nobody waits for what is still collected"
    assert _free(tmp_path / "profile" / "register")


def _free(register: Path) -> bool:
    """True if nobody has the register open."""
    with Register.open(register, RegisterKeys(bytes(32), bytes(32))):
        return True


def test_nobody_waits_for_sixty_thousand_files_and_a_row_that_somebody_reads_stays(tmp_path: Path) -> None:
    with visiting(tmp_path, hand_over.brought) as visit:
        collected(visit, tmp_path / hand_over.STICK)
        page = visit.window.page
        assert isinstance(page, Inbox)
        presenter = page._presenter
        some = presenter.collected.files

        def pile(count: int) -> CollectedFiles:
            files = [replace(some[number % len(some)], input=f"{number}.bsuh") for number in range(count)]
            return sorted_out(presenter.collected, files, ArchiveStatus({}, {}, {}, {}, {}))

        def shown(one: CollectedFiles) -> bool:
            return presenter.collected is one

        piles = [pile(count) for count in (20_000, 40_000, 60_000)]
        presenter._on_grew(piles[0])
        visit.quiet()
        rows = table(visit)
        rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum() // 2)
        visit.quiet()
        press(rows.viewport(), rows.visualRect(rows.indexAt(QPoint(20, 120))).center())
        visit.quiet()
        chosen, top = rows.current_key(), rows.visualRect(rows.currentIndex()).top()
        with counting_work() as counted:
            for more in piles[1:]:
                QTimer.singleShot(0, page, functools.partial(presenter._on_grew, more))
                until(functools.partial(shown, more), "they are shown")
                visit.quiet()
                assert rows.current_key() == chosen
                assert abs(rows.visualRect(rows.currentIndex()).top() - top) <= 1
        assert counted.too_much == []
        presenter._set(pile(10))
        with counting_work() as counted:
            QTimer.singleShot(0, page, lambda: presenter._set(piles[-1]))
            until(lambda: shows(visit, "show_group"), "so large numbers stand in one field")
            field = named(visit.window, "show_group", QComboBox)
            assert field.currentText() == "All 60,000"
            for words in ("Refused 30,000", "Merged 12,000", "All 60,000"):
                choose(field, words)
                visit.quiet()
                rows = table(visit)
                rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum() // 2)
                visit.quiet()
        assert counted.too_much == []


def test_large_letters_have_one_field_in_place_of_three_lines_of_buttons(tmp_path: Path) -> None:
    with visiting(tmp_path, hand_over.brought) as visit:
        collected(visit, tmp_path / hand_over.STICK)
        tops = {visit.see(name).y() for name in FILTERS}
        assert tops == {0}, "six buttons on one line"
        visit.see("show_merged").setFocus()
        visit.speak("en", 2.0)
        assert not shows(visit, "show_merged")
        field = named(visit.window, "show_group", QComboBox)
        until_focused(field, "the keys stay here")
        assert [field.itemText(place) for place in range(field.count())][-1] == "Refused 5"
        choose(field, "Refused 5")
        visit.quiet()
        assert len(verdicts(visit)) == 5
        visit.speak("en", 1.0)
        assert named(visit.window, "show_refused", QPushButton).isChecked()
        visit.press("show_merged")
        assert verdicts(visit) == ["Merged", "Merged"]
        visit.press("save_list", "file_to_stick")
        assert "The list is saved" in read(visit, "news")
    (saved,) = (tmp_path / hand_over.STICK).glob("collected-*.csv")
    with saved.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[:3] == ["Day", "Place", "Class"]
    assert [row[6] for row in rows] == ["Merged", "Merged"]


def test_files_are_dropped_and_a_folder_is_watched_until_somebody_says_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long it is between two looks is told in tests/presenters; here somebody waits for four of them.
    monkeypatch.setattr(watched_folder, "LOOK_MS", 50)
    stick, watched = tmp_path / hand_over.STICK, tmp_path / "from-mail"
    watched.mkdir()
    with visiting(tmp_path, hand_over.brought) as visit:
        visit.unlock()
        inbox_page(visit)
        drop(visit.see("inbox"), stick / "good.bsuh")
        visit.quiet()
        assert verdicts(visit) == ["Merged"]
        visit.press("watch")
        pick(watched)
        visit.quiet()
        assert "from-mail" in read(visit, "watch")
        (watched / "a (1).bin").write_bytes((stick / "late.bsuh").read_bytes())
        until(lambda: len(verdicts(visit)) == 2, "what came into the folder is collected")
        visit.quiet()
        assert sorted(verdicts(visit)) == ["Grant expired", "Merged"]
    (watched / "changed.bsuh").write_bytes((stick / "changed.bsuh").read_bytes())
    with visiting(tmp_path) as visit:
        visit.unlock()
        assert visit.window.page.name == "home"
        until(visit.window.bar.isVisible, "it is said without being asked")
        told = " ".join(label.text() for label in visit.window.bar.findChildren(QLabel))
        assert "Watching the folder from-mail" in told
        visit.press("rail_inbox")
        both = ["Changed after signing", "Identical"]
        until(lambda: shows(visit, "rows") and sorted(verdicts(visit)) == both, "and looked into")
        visit.press("watch")
        visit.quiet()
        assert read(visit, "watch") == "Watch a folder"
    assert "from-mail" not in (tmp_path / "profile" / "settings.json").read_text("utf-8")
    logs = [path for path in (tmp_path / "profile").rglob("*.log*") if path.is_file()]
    assert not any(b"from-mail" in path.read_bytes() for path in logs), "no path stands in a log"


def test_the_rail_of_a_coordinator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def entries(visit: Visit) -> list[str]:
        return [entry.objectName().removeprefix("rail_") for entry in visit.window.rail.entries()]

    others = ["classes", "verify", "hand_over", "programme", "laptop"]
    with visiting(tmp_path, programme_desks.coordinator) as visit:
        visit.unlock()
        assert entries(visit) == ["home", "inbox", "figures", "grants", *others]
        visit.press("rail_grants")
        on_page(visit, "grants")
        visit.press("open_requests")
        assert named(visit.window, "rail_grants", QAbstractButton).isChecked()
    monkeypatch.setattr(pages, "has_parts", lambda: False)
    with visiting(tmp_path) as visit:
        visit.unlock()
        assert entries(visit) == ["home", "receive", "inbox", "figures", "grants", *others]
        visit.press("rail_receive")
        on_page(visit, "receive")
        assert named(visit.window, "rail_receive", QAbstractButton).isChecked()
    with visiting(tmp_path / "facilitator", programme_desks.granted) as visit:
        visit.unlock()
        assert not any(entry.objectName() == "rail_inbox" for entry in visit.window.rail.entries())
