"""This laptop without a window: what it says of keys, backups and sticks, and what it asks before it does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Face
from bsuh_desktop.presenters.parts import Part, text_of
from bsuh_desktop.presenters.safekeeping.keys import CODE, PASSPHRASE
from bsuh_desktop.presenters.safekeeping.laptop import (
    FORGET,
    KEEP,
    LOCK,
    STAY,
    LaptopModel,
    LaptopPresenter,
)
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.desk_folders import desk_of
from bsuh_desktop.services.safekeeping.restore import look_at_backup
from bsuh_desktop.system.sticks import Stick
from tests.helpers import hand_over, prepared, programme_desks, safekeeping
from tests.helpers.disks import write_protected
from tests.helpers.faceless import NotedPage, PausedFace, session_in

pytestmark = pytest.mark.usefixtures("known_keys")


class Page(NotedPage[LaptopModel]):
    """The screen, with the presenter that it belongs to; `plugged` are the sticks."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.plugged: tuple[Stick, ...] = ()
        self.presenter = LaptopPresenter(session, self)

    def find_sticks(self) -> Sequence[Stick]:
        """Those that are plugged in."""
        return self.plugged

    def focus_if_none(self, part: str) -> None:
        """Notes it."""
        self.focused.append(f"{part}?")

    def plug(self, *folders: Path) -> None:
        """From now on these sticks are plugged in."""
        self.plugged = hand_over.plugged(folders)
        self.presenter.set_sticks(self.plugged)


@contextmanager
def laptop(
    folder: Path, prepare: Callable[[Desk], object] = safekeeping.three, face: Face | None = None
) -> Iterator[Page]:
    with session_in(folder, prepare, face=face) as session:
        page = Page(session)
        page.presenter.show(None)
        yield page


def stick_in(folder: Path) -> Path:
    stick = folder / safekeeping.STICK
    stick.mkdir()
    return stick


def test_which_desk_it_is_and_how_its_backups_are(tmp_path: Path) -> None:
    with laptop(tmp_path) as page:
        facts = page.session.facts
        assert facts is not None
        said = [(text_of(label, "en"), text_of(value, "en")) for label, value in page.model.facts]
        assert said == [("Number of this laptop", "0EKQ"), ("Code of your desk", facts.code)]
        assert page.model.local_light.light == "ok"
        assert page.text("local_text").endswith("Kept here: 1")
        assert "Kept here" not in page.text("local_text", "bn")
        assert (page.model.stick_light.light, page.model.write_now.shown, page.model.no_stick.shown) == (
            "unused",
            False,
            False,
        )
        assert page.text("stick_text").startswith("No stick is chosen")
        assert page.text("choose_stick") == "Choose a stick"
        assert not page.model.key_due.shown
        assert not page.model.news.shown
        assert (page.model.marks.shown, page.focused) == (False, ["change_passphrase"])
        assert text_of(page.presenter.breadcrumb(), "en") == "Kurigram digital safety"
        page.presenter.show(None)
        assert page.focused[1:] == ["change_passphrase?"], "a second visit leaves the keyboard where it is"


def test_a_desk_without_a_grant_says_where_its_number_comes_from(tmp_path: Path) -> None:
    with laptop(tmp_path, programme_desks.waiting) as page:
        number = page.model.facts[0][1]
        assert text_of(number, "en") == "comes with the grant"
        assert text_of(number, "bn") == "অনুমতিপত্রের সঙ্গে আসে"


@pytest.mark.parametrize(
    ("changed", "fact"),
    [
        (PASSPHRASE, "The new passphrase opens this desk from now on."),
        (CODE, "The new recovery code is valid. The old sheet no longer opens anything."),
    ],
)
def test_a_change_of_the_keys_is_told_once(tmp_path: Path, changed: str, fact: str) -> None:
    with laptop(tmp_path) as page:
        page.presenter.show(changed)
        assert (page.model.news.light, text_of(page.model.news.fact, "en")) == ("ok", fact)
        assert page.model.news.remedy
        page.presenter.close_news()
        assert not page.model.news.shown
        page.presenter.show(changed)
        page.presenter.show(None)
        assert not page.model.news.shown


def test_a_stick_keeps_the_backup_and_is_forgotten(tmp_path: Path) -> None:
    stick = stick_in(tmp_path)
    with laptop(tmp_path) as page:
        page.plug(stick)
        page.presenter.ask_stick()
        assert text_of(page.places[0].question, "en") == "Which stick keeps the backup?"
        page.answer_place(stick, stick.name)
        assert text_of(page.model.news.fact, "en") == f"The backup is on the stick {stick.name}, and was checked."
        assert page.model.stick_light.light == "ok"
        assert "It is plugged in." in page.text("stick_text")
        assert page.text("choose_stick") == "Choose another stick"
        assert page.model.write_now.shown
        assert page.model.write_now.enabled
        assert page.model.no_stick.shown
        (kept,) = (stick / "bsuh-backup").glob("*.bsuhb")
        assert look_at_backup(kept).sessions == 3
        page.session.change(lambda desk: hand_over.hold(desk, "6", "ka"))
        page.presenter.show(None)
        assert page.model.stick_light == Part(light="look")
        assert page.text("stick_text").endswith("It is plugged in."), "what to plug in is said only of one that is away"
        page.plug()
        assert not page.model.write_now.enabled
        assert "It is plugged in." not in page.text("stick_text")
        assert len(page.text("stick_text")) > len("Classes were held since then."), "plug it in"
        page.plug(stick)
        page.presenter.write_now()
        assert look_at_backup(kept).sessions == 4
        assert stick.name in text_of(page.model.news.fact, "en")
        page.presenter.ask_to_forget_stick()
        assert f"If {stick.name} is plugged in" in text_of(page.questions[-1].detail, "en")
        assert page.questions[-1].safe == KEEP
        page.answer(KEEP)
        page.answer("")
        assert kept.exists()
        page.answer(FORGET)
        assert not kept.exists()
        assert not page.model.write_now.shown


def test_while_a_backup_is_written_no_other_one_can_be(tmp_path: Path) -> None:
    stick, face = stick_in(tmp_path), PausedFace()
    with laptop(tmp_path, face=face) as page:
        page.plug(stick)
        page.presenter.ask_stick()
        page.answer_place(stick, stick.name)
        face.pause()
        page.presenter.write_now()
        model = page.model
        assert page.text("write_now") == "Being written"
        assert model.writing
        assert not model.news.shown
        waits = (model.write_now, model.choose_stick, model.no_stick, model.backup_file)
        assert {part.enabled for part in waits} == {False}
        page.presenter.leave()
        face.go_on()
        page.presenter.show(None)
        assert (page.model.writing, page.model.write_now.enabled) == (False, True), "it ended while nobody was here"


def test_a_backup_goes_into_a_folder_and_one_that_is_gone_is_told(tmp_path: Path) -> None:
    with laptop(tmp_path) as page:
        page.presenter.ask_folder()
        page.answer_place(tmp_path, "")
        assert text_of(page.model.news.fact, "en") == f"The backup is in the folder {tmp_path.name}, and was checked."
        (file,) = tmp_path.glob("backup-*.bsuhb")
        assert look_at_backup(file).sessions == 3
        page.answer_place(tmp_path / "none", "")
        assert page.model.news.light == "stop"
        assert text_of(page.model.news.fact, "en") == "This folder no longer exists."
        assert not page.model.writing


def test_a_folder_that_cannot_be_written_to_is_not_called_a_stick(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with laptop(tmp_path) as page, write_protected(folder):
        page.presenter.ask_folder()
        page.answer_place(folder, "")
        assert "stick" not in page.text("news").lower()
        page.answer_place(folder, safekeeping.STICK)
        assert "stick" in page.text("news").lower()


@pytest.mark.parametrize(
    ("prepare", "needs"),
    [
        (safekeeping.copied, "This data comes from a copy or a backup, so its old key can no longer sign."),
        (safekeeping.gone_back, "This laptop's data went back to an earlier day, so its old key can no longer sign."),
    ],
)
def test_a_key_that_must_not_sign_is_told(tmp_path: Path, prepare: Callable[[Desk], object], needs: str) -> None:
    with laptop(tmp_path, prepare) as page:
        assert text_of(page.model.key_due.fact, "en") == needs
        assert [key for key, _ in page.model.key_due.verbs] == ["new_key"]


def test_of_several_desks_each_has_a_drawing(tmp_path: Path) -> None:
    with laptop(tmp_path, safekeeping.several) as page:
        assert page.model.marks.shown
        before = page.model.mark
        page.presenter.choose_mark("lamp")
        assert before != "lamp"
        assert page.model.mark == "lamp"
        assert page.differs() == {"mark"}
        assert desk_of(tmp_path / "profile").emblem == "lamp"


def test_another_facilitator_is_asked_for_before_the_desk_is_locked(tmp_path: Path) -> None:
    with laptop(tmp_path) as page:
        page.presenter.ask_another()
        (question,) = page.questions
        assert (question.safe, [key for key, *_ in question.verbs]) == (STAY, [STAY, LOCK])
        page.answer(STAY)
        assert page.opened == []
        page.answer(LOCK)
        assert page.opened == ["first_run"]
        assert str(page.subjects[0]["path"]).startswith(str(tmp_path / "profile"))


def test_during_a_class_no_desk_is_made_and_no_backup_comes_back(tmp_path: Path) -> None:
    with laptop(tmp_path, prepared.at_teach) as page:
        assert (page.model.another_facilitator.enabled, page.model.bring_back.enabled) == (False, False)
        assert page.model.backup_file.enabled


def test_what_comes_after_the_page_is_left_is_dropped(tmp_path: Path) -> None:
    face = PausedFace()
    with laptop(tmp_path, face=face) as page:
        face.pause()
        page.presenter.set_sticks(())
        page.presenter.leave()
        shown = len(page.shown)
        page.presenter.set_sticks(())
        face.go_on()
        assert len(page.shown) == shown
