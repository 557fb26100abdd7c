from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.qt.bridge.bridge import SystemApps
from bsuh_desktop.qt.classroom.wrap_up.wrap_up import WrapUpPage
from bsuh_desktop.qt.dialogs import stick_watch
from bsuh_desktop.qt.dialogs.file_dialog import FileDialog
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.class_files import hand_over_class
from bsuh_desktop.services.home.home import home
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.system.sticks import sticks
from tests.helpers import prepared, programme_desks
from tests.helpers.attendance import COORDINATOR_IDENTITY
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.class_pages import class_of, read, shows, status
from tests.helpers.desks import resources_with_cases, teach_by
from tests.helpers.ended_classes import all_pairs_alone, small_class
from tests.helpers.hands import key, pick, press, tab_to, until, until_focused
from tests.helpers.slow_desk import held
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def at_wrap_up(visit: Visit, stick: Path | None = None) -> None:
    """The class of the desk is gone on with; a stick is plugged in, and nobody else looks at the screen."""
    visit.unlock()
    visit.in_private()
    visit.press("go_on")
    key(visit.window, "F10")
    until(lambda: visit.window.page.name == "wrap_up", "the page is shown")
    plug(visit, *([stick] if stick else []))


def plug(visit: Visit, *plugged: Path) -> None:
    """These sticks are in the laptop, and no others."""
    page = visit.window.page
    assert isinstance(page, WrapUpPage)
    page.find_sticks = lambda: sticks(lambda: list(plugged))
    visit.quiet()


def finish(visit: Visit) -> None:
    key(visit.window, "F10")
    until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
    visit.quiet()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "RUPSHA-2"
    folder.mkdir()
    return folder


def test_three_counts_with_their_remarks_and_remedies_and_who_earns_a_certificate(tmp_path: Path) -> None:
    with visiting(tmp_path, small_class) as visit:
        at_wrap_up(visit)
        assert read(visit, "earners") == "3"
        not_yet = read(visit, "not_yet")
        assert "Khanika Karmakar\nWas absent." in not_yet
        assert "Humayra Talukder\nLeft before the end." in not_yet
        visit.bridge.projector.set_shows_this_screen(True)
        visit.quiet()
        assert read(visit, "not_yet") == "1\nWas absent.\n5\nLeft before the end."
        visit.in_private()
        counts = read(visit, "counts")
        assert counts.split("\n")[:3] == ["4", "at roll call", "1 left early"]
        assert "=" in counts
        assert "Headcount" in counts
        assert read(visit, "counts_tag") == "1 to look at"
        assert "Roll 1 answered, but is marked absent." in read(visit, "counts_card")
        visit.press("answered_but_absent")
        assert status(visit, 1) == "present"
        assert "≠" in read(visit, "counts")
        assert "≥" not in read(visit, "counts")
        assert "Headcount 4, roll call 5." in read(visit, "counts_card")
        visit.press("headcount_differs")
        assert visit.window.page.name == "roll_call"


def test_what_the_class_learned_stands_there_and_certificates_are_counted_while_they_are_written(
    tmp_path: Path, stick: Path
) -> None:
    told: set[str] = set()
    with visiting(tmp_path, prepared.at_the_end) as visit:
        at_wrap_up(visit, stick)
        assert read(visit, "learned_share") == "Before 62% → after 81%"
        assert "Before: Spots the four signs of a trap" in read(visit, "questions")
        finish(visit)

        def saved() -> bool:
            if shows(visit, "certificates_progress"):
                told.add(visit.see("certificates_progress").accessibleName())
            return shows(visit, "certificates_message")

        visit.press("certificates_to_stick")
        press(visit.see("save_names"))
        until(saved, "the certificates are saved")
        visit.quiet()
    assert len(told) > 1
    assert all(one.startswith("Writing certificates ") and one.endswith(" of 55") for one in told)


def test_what_was_learned_is_drawn_above_the_questions_in_the_desks_language(tmp_path: Path) -> None:
    resources = resources_with_cases(tmp_path / "resources")

    def asked(desk: Desk) -> None:
        teach_by(desk, resources)
        conduct = prepared.at_roll_call(desk, "shared", 12)
        conduct.call_roll()
        all_pairs_alone(conduct, range(1, 13), {1, 3}, {1, 2, 3, 5})

    with visiting(tmp_path / "desk", asked) as visit:
        visit.unlock()
        visit.bridge.change(lambda desk: teach_by(desk, resources))
        visit.quiet()
        visit.press("go_on")
        visit.go("wrap_up")
        assert read(visit, "learned_share") == "Before 40% → after 80%"
        assert visit.see("learned_share").accessibleName() == "Before 40 percent, after 80 percent"
        rows = read(visit, "objectives").split("\n")
        assert rows[:2] == [
            "Spots the four signs of a trap: hurry, prize, code, money first",
            "learners asked twice: 12 · too few to tell",
        ]
        assert rows[2:6] == ["Before", "100%", "After", "100%"]
        assert rows[8:12] == ["Before", "0%", "After", "100%"]
        assert read(visit, "traps_text").startswith("Traps seen: 33% → 67%")
        assert read(visit, "honest_text").startswith("Honest offers taken for traps: 50% → 0%")
        tops = [visit.see(name).mapTo(visit.window, QPoint()).y() for name in ABOVE_EACH_OTHER]
        assert tops == sorted(tops)
        visit.press("language_bn")
        assert read(visit, "learned_share") == "শুরু ৪০% → শেষ ৮০%"
        assert read(visit, "objectives").split("\n")[2:6] == ["শুরুতে", "১০০%", "শেষে", "১০০%"]
        assert "শুরুতে ১০০%, শেষে ১০০%" in visit.see("objectives").accessibleDescription()
        assert read(visit, "traps_text").startswith("ফাঁদ চিনেছে: ৩৩% → ৬৭%")


ABOVE_EACH_OTHER = ("learned_title", "learned_share", "objectives", "traps_text", "honest_text", "questions")


def finish_by(visit: Visit, keys: str) -> None:
    """Presses the keys twice: the class is finished once, and what is left to do stands there."""
    assert not shows(visit, "files")
    key(visit.window, keys)
    key(visit.window, keys)
    until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
    visit.quiet()
    if dialog := QApplication.activeModalWidget():
        # The second Enter came late: it asks for a folder, and writes nothing.
        key(dialog, "Escape")
    assert visit.window.page.name == "wrap_up"
    assert shows(visit, "files")
    assert not shows(visit, "finish")
    assert not shows(visit, "answered_but_absent")
    assert not visit.window.bar.isVisible()
    assert "This practice class is finished." in read(visit, "state_message")
    assert read(visit, "bar_text") == "You can do the rest later: the Home page reminds you."


def test_papers_go_to_a_stick_and_prove_good(tmp_path: Path, stick: Path) -> None:
    with visiting(tmp_path, small_class) as visit:
        at_wrap_up(visit, stick)
        finish_by(visit, "F10")
        assert read(visit, "certificates_tag") == "Not saved yet"
        assert "The file has names" in read(visit, "certificates_warning")
        assert "Save the certificates first" in read(visit, "attendance_warning")
        visit.press("attendance_to_stick")
        assert read(visit, "attendance_tag") == "Handed over"
        visit.press("certificates_to_stick", "save_names")
        assert "Certificates saved: 3." in read(visit, "certificates_message")
        assert "stick RUPSHA-2" in read(visit, "certificates_message")
        assert read(visit, "certificates_tag") == "Printed or saved"
        assert read(visit, "attendance_tag") == "Not handed over yet", "the certificates make it due again"
        visit.press("attendance_to_stick")
        assert read(visit, "attendance_message").startswith("Safe to pull out.")
        assert read(visit, "attendance_tag") == "Handed over"
        assert read(visit, "bar_text") == "Everything is written."
    assert len(list(stick.glob("*.bsuh"))) == 2
    proofs = verify([str(path) for path in sorted(stick.iterdir())], known_to_everybody())
    assert sorted((proof.kind, proof.verdict) for proof in proofs) == [
        ("attendance", Verdict.PRACTICE),
        ("attendance", Verdict.PRACTICE),
        ("certificate", Verdict.PRACTICE),
    ]


def test_a_folder_serves_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    with visiting(tmp_path, small_class) as visit:
        at_wrap_up(visit)
        finish_by(visit, "Return")
        assert not shows(visit, "certificates_to_stick")
        visit.press("certificates_to_folder")
        pick(folder)
        visit.let_names_go()
        until(lambda: shows(visit, "certificates_message"), "the certificates are written")
        visit.quiet()
        (pdf,) = folder.iterdir()
        assert f"In the folder papers: {pdf.name}." in read(visit, "certificates_message")
        visit.press("done")
        assert visit.window.page.name == "home"
        assert visit.bridge.picture is None


class Apps(SystemApps):
    """The system's apps, which only note what they were to open."""

    def __init__(self) -> None:
        self.opened: list[Path] = []

    def open(self, path: Path) -> bool:
        """Notes it."""
        self.opened.append(path)
        return True


def test_enter_after_a_roll_asks_where_to_and_chooses_no_folder(tmp_path: Path) -> None:
    with visiting(tmp_path, small_class) as visit:
        at_wrap_up(visit)
        finish(visit)
        visit.press("certificates_one")
        until_focused(visit.see("learner_roll"), "the field has the keys")
        visit.write("learner_roll", "3")
        key(visit.see("learner_roll"), "Return")
        visit.quiet()
        assert isinstance(visit.dialog(), FileDialog)


def test_one_learners_certificate_is_saved_alone_and_opens_in_either_language(tmp_path: Path, stick: Path) -> None:
    apps = Apps()
    with visiting(tmp_path, small_class) as visit:
        visit.bridge.apps = apps
        at_wrap_up(visit, stick)
        finish(visit)
        visit.press("certificates_one")
        dialog = visit.dialog()
        roll, places = visit.see("learner_roll"), dialog.findChild(QWidget, "certificate_places")
        assert places is not None
        until(lambda: dialog.findChild(QWidget, "certificate_to_stick"), "the stick is found")
        until_focused(roll, "the field has the keys")
        assert (read(visit, "learner_line"), places.isEnabled()) == ("Type the roll number.", False)
        visit.write("learner_roll", "2")
        assert (read(visit, "learner_line"), places.isEnabled()) == ("Roll 2 · Ardro Karmakar", True)
        key(dialog, "F9")
        visit.quiet()
        assert read(visit, "learner_line").startswith("রোল ২ · ")
        visit.write("learner_roll", "৩৩")
        key(roll, "Return")
        visit.quiet()
        assert (visit.dialog(), read(visit, "learner_line")) == (dialog, "এই ক্লাসে এমন কেউ নেই।")
        visit.write("learner_roll", "৩")
        key(roll, "Return")
        visit.quiet()
        visit.press("save_names")
        (pdf,) = stick.iterdir()
        assert not shows(visit, "certificates_message"), "of all certificates nothing is said"
        assert pdf.name in read(visit, "certificates_one_message")
        assert "ফোল্ডারে দেখান" in read(visit, "certificates_one_message")
        visit.press("show_folder", "open_file")
        assert apps.opened == [stick, pdf]
        visit.bridge.projector.set_shows_this_screen(True)
        visit.quiet()
        visit.press("open_file")
        assert "প্রজেক্টরে এই পর্দা দেখা যেতে পারে" in words_in(visit.dialog())
        key(visit.dialog(), "Escape")
        visit.quiet()
        assert len(apps.opened) == 2
        visit.in_private()
        visit.press("certificates_one")
        visit.bridge.projector.set_shows_this_screen(True)
        visit.quiet()
        assert QApplication.activeModalWidget() is None, "names do not stay before the class"
    (proof,) = verify([str(pdf)], known_to_everybody())
    assert (proof.verdict, len(proof.items or ())) == (Verdict.PRACTICE, 1)


def test_names_leave_only_after_a_question_and_only_once(tmp_path: Path, stick: Path) -> None:
    with visiting(tmp_path, small_class) as visit:
        at_wrap_up(visit, stick)
        finish(visit)
        for answer in ("Escape", "Return"):
            visit.press("certificates_to_stick")
            assert "Anybody who finds the stick can read them." in words_in(visit.dialog())
            key(visit.dialog(), answer)
            visit.quiet()
            assert QApplication.activeModalWidget() is None
            assert not list(stick.iterdir())
        visit.press("certificates_to_folder")
        pick(stick)
        visit.quiet()
        assert "Anybody who can open the folder can read them." in words_in(visit.dialog())
        visit.press("back", "certificates_to_stick", "save_names")
        assert [path.suffix for path in stick.iterdir()] == [".pdf"]
        visit.look_no_more()
        shutil.rmtree(stick)
        visit.press("certificates_to_stick", "save_names")
        assert "The stick came out too soon." in read(visit, "certificates_message")
        stick.mkdir()
        visit.press("try_again")
        assert QApplication.activeModalWidget() is None, "the same save asks once"
        assert "Certificates saved: 3." in read(visit, "certificates_message")


def words_in(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_how_they_are_printed_is_chosen_once_and_a_class_looked_at_again_shows_where_its_papers_stand(
    tmp_path: Path, stick: Path
) -> None:
    with visiting(tmp_path, small_class) as visit:
        at_wrap_up(visit, stick)
        finish(visit)
        assert read(visit, "certificates_layout") == "1 a page, in colour"
        visit.press("certificates_layout", "four_a_page", "black_only")
        key(visit.dialog(), "Escape")
        visit.quiet()
        assert read(visit, "certificates_layout") == "4 a page, black only"
        visit.press("certificates_to_stick", "save_names")
        visit.press("language_bn")
        assert read(visit, "certificates_layout") == "প্রতি পাতায় ৪টি, শুধু কালো"
        visit.press("language_en", "certificates_layout")
        key(visit.see("four_a_page"), "Left")
        key(visit.see("two_a_page"), "Return")
        visit.quiet()
        assert QApplication.activeModalWidget() is None
        session = class_of(visit).session
        visit.press("done")
        visit.bridge.take_class(session)
        visit.quiet()
        visit.go("wrap_up")
        assert read(visit, "certificates_tag") == "Printed or saved"
        assert read(visit, "attendance_tag") == "Not handed over yet"
        assert not shows(visit, "certificates_message")
        assert read(visit, "certificates_layout") == "2 a page, black only"
    (path,) = stick.glob("*.pdf")
    (proof,) = verify([str(path)], known_to_everybody())
    assert proof.verdict is Verdict.PRACTICE
    assert [(item["page"], item["place"]) for item in proof.items or ()] == [(1, 1), (1, 2), (1, 3)]


def test_a_place_that_takes_nothing_is_said_and_trying_again_works(tmp_path: Path, stick: Path) -> None:
    with visiting(tmp_path, small_class) as visit:
        at_wrap_up(visit, tmp_path / "profile")
        finish(visit)
        visit.press("certificates_to_stick", "save_names")
        assert "this is the app's own folder" in read(visit, "certificates_message")
        plug(visit, stick)
        visit.go("wrap_up")
        visit.look_no_more()
        shutil.rmtree(stick)
        visit.press("attendance_to_stick")
        assert "The stick came out too soon." in read(visit, "attendance_message")
        assert read(visit, "attendance_tag") == "Not handed over yet"
        stick.mkdir()
        visit.press("try_again")
        assert read(visit, "attendance_message").startswith("Safe to pull out.")
        (file,) = stick.iterdir()
        file.write_bytes(b"mine")
        visit.press("attendance_to_stick")
        assert "Another file of this name is already there." in read(visit, "attendance_message")
        assert file.read_bytes() == b"mine"
        visit.press("language_bn")
        assert "Another file" not in read(visit, "attendance_message")


def test_certificates_that_are_being_written_are_not_written_twice_and_the_keys_stay_there(
    tmp_path: Path, stick: Path
) -> None:
    with visiting(tmp_path, small_class) as visit:
        at_wrap_up(visit, stick)
        finish(visit)
        with held(visit.bridge):
            press(visit.see("certificates_to_stick"))
            press(visit.see("save_names"))
            for screen in ("teach", "wrap_up"):
                visit.window.go(Destination(screen))
            assert shows(visit, "certificates_progress")
            if shows(visit, "certificates_to_stick"):
                press(visit.see("certificates_to_stick"))
        visit.quiet()
        assert len(list(stick.glob("*.pdf"))) == 1
        assert shows(visit, "certificates_message")
        with held(visit.bridge):
            key(tab_to(visit.window, "certificates_to_stick"), "Space")
            key(tab_to(visit.seen(), "save_names"), "Space")
            key(visit.see("certificates_to_stick"), "Space")
            assert QApplication.activeModalWidget() is None, "it is asked once"
        visit.quiet()
        page = visit.window.page
        assert isinstance(page, WrapUpPage)
        page.show_class()
        visit.quiet()
        until_focused(visit.see("certificates_to_stick"), "the keys stay on a button that has written")
    assert len(list(stick.iterdir())) == 2, "one more"


def test_what_had_to_wait_for_the_grant_is_due_with_it(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stick_watch, "LOOK_FOR_STICKS_MS", 50)

    def sealed_while_waiting(desk: Desk) -> None:
        programme_desks.waiting(desk)
        hand_over_class(desk, desk.store.journal.sessions()[0], stick)
        assert not home(desk).not_handed_over
        assert isinstance(desk.clock, RehearsalClock)
        desk.clock.advance(3600)
        programme_desks.grant(desk)

    with visiting(tmp_path, sealed_while_waiting) as visit:
        visit.unlock()
        assert "The grant has come. Certificates that can be printed now: 4" in read(visit, "certificates")
        visit.press("language_bn")
        assert "অনুমতিপত্র এসেছে। এখন প্রিন্ট করা যায় এমন সনদ: ৪" in read(visit, "certificates")
        visit.press("language_en")
        assert "Finished classes that are on this laptop only: 1" in read(visit, "hand_over")
        visit.press("certificates_now")
        page = visit.window.page
        assert isinstance(page, WrapUpPage)
        page.find_sticks = lambda: sticks(lambda: [stick])
        until(lambda: shows(visit, "certificates_to_stick"), "the stick is found")
        assert "The grant has come." in read(visit, "certificates_text")
        assert read(visit, "attendance_tag") == "Not handed over yet"
        visit.press("certificates_to_stick", "save_names", "attendance_to_stick")
        assert read(visit, "attendance_tag") == "Handed over"
        assert "Certificates: 4, in one file" in read(visit, "certificates_text")
    waited, granted = (
        read_attendance_file(path.read_bytes(), [COORDINATOR_IDENTITY], [programme_desks.trial()])
        for path in files(stick)
    )
    assert (waited.verdict, granted.verdict) == (Verdict.WAITING, Verdict.GOOD)


def files(stick: Path) -> list[Path]:
    """The attendance files in the order in which they were written: the revision stands in the name."""
    return sorted(stick.glob("*.bsuh"), key=lambda path: len(path.name))


def in_doubt(desk: Desk) -> None:
    """The small class, ten years before there was a programme."""
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance(-10 * 365 * 86_400)
    small_class(desk)


def test_a_class_without_a_date_is_sent_back_for_it(tmp_path: Path, stick: Path) -> None:
    with visiting(tmp_path, in_doubt) as visit:
        at_wrap_up(visit, stick)
        finish(visit)
        assert "Write the date of the class first" in read(visit, "certificates_text")
        assert not shows(visit, "attendance_to_stick")
        visit.press("state_date")
        assert visit.window.page.name == "set_up"
        for name, text in (("day", "3"), ("month", "8"), ("year", "2026")):
            visit.write(name, text)
        visit.press("start_roll_call")
        assert visit.window.page.name == "wrap_up"
        visit.press("certificates_to_stick", "save_names")
        assert read(visit, "certificates_tag") == "Printed or saved"
