"""The places beside the dialog for files, without a window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.language import say
from bsuh_desktop.presenters.dialogs.file_places import (
    COMPUTER,
    MOST_RECENT,
    FilePlacesModel,
    FilePlacesPresenter,
    size_words,
)
from bsuh_desktop.services.class_lists.class_groups import learners_of
from bsuh_desktop.services.erasure.withdraw import withdraw
from bsuh_desktop.system.sticks import Stick
from tests.helpers import hand_over, prepared
from tests.helpers.desks import PASSPHRASE
from tests.helpers.erasure import pass_days
from tests.helpers.faceless import NotedView, locked_session_in, session_in, words_of


class NotedDialog(NotedView[FilePlacesModel]):
    """The dialog, with the folders that it showed."""

    def __init__(self, session: DeskSession, home: Path, *sticks: Path) -> None:
        super().__init__()
        self.entered: list[Path] = []
        usual = {"home": home, "downloads": home / "Downloads", "desktop": home / "Desktop"}
        self.presenter = FilePlacesPresenter(session, self, usual)
        self.looks_for_sticks = 0
        self.plug(*sticks)

    def plug(self, *sticks: Path) -> None:
        """These sticks are plugged in now."""
        self.presenter.set_sticks([Stick(path, path.name, True) for path in sticks])

    def look_for_sticks(self) -> None:
        """Counts."""
        self.looks_for_sticks += 1

    def enter(self, folder: Path) -> None:
        """Notes the folder."""
        self.entered.append(folder)

    def offered(self) -> dict[str, list[str]]:
        """The words of the places, by the title above them."""
        return {words_of(group.title): [words_of(place.text) for place in group.places] for group in self.model.groups}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    (made / "Downloads").mkdir(parents=True)
    return made


def lists_of(home: Path, count: int) -> list[Path]:
    """So many folders with lists."""
    made = [home / f"List {place}" for place in range(count)]
    for folder in made:
        folder.mkdir()
    return made


def test_sticks_and_the_usual_folders_that_exist_are_offered(tmp_path: Path, home: Path) -> None:
    stick = tmp_path / "KINGSTON"
    with session_in(tmp_path, prepared.as_made) as session:
        dialog = NotedDialog(session, home, stick)
        assert dialog.offered() == {
            "Sticks": ["KINGSTON"],
            "This laptop": ["Home folder", "Downloads", "This computer"],
        }
        (stick / "Lists").mkdir(parents=True)
        dialog.presenter.chosen(stick / "Lists")
        dialog.plug(stick)
        assert dialog.offered()["Used last"] == ["Lists"]
        shutil.rmtree(stick)
        dialog.plug()
        assert "Used last" not in dialog.offered(), "its folders have gone along"
        assert "Sticks" not in dialog.offered()


def test_folders_used_last_are_offered_as_long_as_they_exist(tmp_path: Path, home: Path) -> None:
    folders = lists_of(home, MOST_RECENT + 2)
    with session_in(tmp_path, prepared.as_made) as session:
        dialog = NotedDialog(session, home)
        assert dialog.presenter.begin_at() == home
        for folder in (*folders, home / "Downloads"):
            dialog.presenter.chosen(folder)
        assert dialog.presenter.begin_at() == home / "Downloads"
        dialog.presenter.look()
        names = [folder.name for folder in reversed(folders)]
        assert dialog.offered()["Used last"] == names[:MOST_RECENT], "Downloads stands there already"
        folders[-1].rmdir()
        dialog.presenter.look()
        assert dialog.offered()["Used last"] == names[1 : MOST_RECENT + 1]


def test_while_the_class_can_see_the_desk_none_is_told(tmp_path: Path, home: Path) -> None:
    (folder,) = lists_of(home, 1)
    with session_in(tmp_path, prepared.as_made) as session:
        dialog = NotedDialog(session, home)
        dialog.presenter.chosen(folder)
        dialog.presenter.look()
        assert dialog.offered()["Used last"] == [folder.name]
        session.set_public(True)
        dialog.presenter.refresh()
        assert "Used last" not in dialog.offered()
        assert dialog.presenter.begin_at() == home
        assert "Used last" not in NotedDialog(session, home).offered()


def test_what_is_erased_takes_the_folder_of_the_last_choice_along(tmp_path: Path, home: Path) -> None:
    (folder,) = lists_of(home, 1)
    with session_in(tmp_path, hand_over.answered) as session:
        dialog = NotedDialog(session, home)
        dialog.presenter.chosen(folder)
        pass_days(session._worker.desk, 91)
        assert dialog.presenter.begin_at() == folder
        session._look_after()
        assert dialog.presenter.begin_at() == home, "it may be called after a child"
        dialog.presenter.chosen(folder)
        assert dialog.presenter.begin_at() == folder
        session.change(lambda desk: withdraw(desk, [learners_of(desk, desk.store.rosters.groups()[0].id)[0].line]))
        assert dialog.presenter.begin_at() == home


def test_before_a_desk_is_unlocked_none_is_kept_or_told(tmp_path: Path, home: Path) -> None:
    first, second = lists_of(home, 2)
    with locked_session_in(tmp_path, prepared.as_made) as session:
        session.set_public(False)
        dialog = NotedDialog(session, home)
        dialog.presenter.chosen(first)
        assert dialog.presenter.begin_at() == home
        session.unlock(PASSPHRASE)
        assert "Used last" not in NotedDialog(session, home).offered()
        dialog.presenter.chosen(second)
        assert NotedDialog(session, home).offered()["Used last"] == [second.name]
        session.lock()
        behind = NotedDialog(session, home)
        assert "Used last" not in behind.offered()
        assert behind.presenter.begin_at() == home
        session.unlock(PASSPHRASE)
        session.set_public(False)
        again = NotedDialog(session, home)
        assert again.offered()["Used last"] == [second.name], "the desk has kept it"
        assert again.presenter.begin_at() == home


def test_a_place_that_has_gone_is_told_and_another_one_entered(tmp_path: Path, home: Path) -> None:
    stick = tmp_path / "KINGSTON"
    with session_in(tmp_path, prepared.as_made) as session:
        dialog = NotedDialog(session, home, stick)
        dialog.presenter.go(stick)
        assert dialog.text("problem") == "KINGSTON is not there any more. Choose another place."
        assert (dialog.entered, dialog.looks_for_sticks) == ([], 1)
        dialog.presenter.go(home)
        dialog.presenter.entered()
        assert dialog.text("problem") == ""
        dialog.presenter.go(COMPUTER)
        assert dialog.entered == [home, COMPUTER]


def test_what_was_typed_and_does_not_exist_is_told(tmp_path: Path, home: Path) -> None:
    with session_in(tmp_path, prepared.as_made) as session:
        dialog = NotedDialog(session, home)
        dialog.presenter.refuse("class 6.xlsx", folder=False)
        assert dialog.text("problem") == "There is no file class 6.xlsx here. Choose one from the list."
        dialog.presenter.refuse("Lists", folder=True)
        assert dialog.text("problem", "bn") == "এখানে Lists নামে কোনো ফোল্ডার নেই। তালিকা থেকে একটি বেছে নিন।"


def test_a_dialog_that_was_closed_hears_nothing(tmp_path: Path, home: Path) -> None:
    with session_in(tmp_path, prepared.as_made) as session:
        dialog = NotedDialog(session, home)
        shown = len(dialog.shown)
        dialog.presenter.close()
        dialog.presenter.look()
        dialog.presenter.go(home)
        assert (len(dialog.shown), dialog.entered) == (shown, [])


@pytest.mark.parametrize(
    ("size", "english", "bangla"),
    [
        (0, "0 KB", "০ কেবি"),
        (1, "1 KB", "১ কেবি"),
        (1024, "1 KB", "১ কেবি"),
        (1025, "2 KB", "২ কেবি"),
        (1_500_000, "1.5 MB", "১.৫ এমবি"),
        (5 * 1024**3, "5.0 GB", "৫.০ জিবি"),
    ],
)
def test_sizes_are_rounded_up(size: int, english: str, bangla: str) -> None:
    assert [say(size_words(size), "en"), say(size_words(size), "bn")] == [english, bangla]
