"""Restoring a backup without a window: which one, its secret, the date, and what comes of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import in_groups
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.safekeeping.bring_back import (
    LOOK_AGAIN_MS,
    BackupChoicePresenter,
    BackupCode,
    BackupPassphrase,
    BringBackPresenter,
    TodayPresenter,
)
from bsuh_desktop.presenters.safekeeping.keys import NewKeyReasonPresenter
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.vault import Vault
from tests.helpers import hand_over, safekeeping
from tests.helpers.desks import PASSPHRASE, clock_at, prepared_in
from tests.helpers.faceless import PausedFace, locked_session_in, session_in
from tests.helpers.noted_door import NotedDoor, choose_passphrase, shown_code

NEW = "পাহাড় বক চাঁদ"


class BringBackView(NotedDoor):
    """The screen with its presenter; `folders` are the sticks."""

    made_by = BringBackPresenter
    presenter: BringBackPresenter

    def __init__(self, session: DeskSession, *folders: Path) -> None:
        super().__init__(session)
        self.folders = list(folders)
        self.told: list[tuple[str, str]] = []
        session.informed.connect(self._on_informed)
        self.presenter.which.find_sticks = lambda: hand_over.plugged(self.folders)
        self.presenter.enter()

    def _on_informed(self, light: str, fact: Message, _: Message | None) -> None:
        self.told.append((light, str(fact)))

    def open_with(self, passphrase: str) -> None:
        """Types the passphrase of the backup, and goes on."""
        self.page_presenter(BackupPassphrase).type_passphrase(passphrase, capitals=False)
        self.presenter.step_on()


@contextmanager
def new_laptop(folder: Path, prepare: Callable[[Desk], object]) -> Iterator[BringBackView]:
    """A laptop without a desk; the stick of another one is plugged in."""
    old = folder / "old"
    prepared_in(old, prepare, clock_at())
    with locked_session_in(folder / "new", face=PausedFace()) as session:
        yield BringBackView(session, safekeeping.stick_of(old / "profile"))


def sessions(session: DeskSession) -> int:
    found: list[int] = []
    session.query(lambda desk: len(desk.store.journal.sessions()), found.append)
    return found[0]


def names(session: DeskSession) -> int:
    found: list[int] = []
    session.query(lambda desk: sum(desk.store.people.names_of_groups().values()), found.append)
    return found[0]


def test_without_a_stick_it_waits_for_one(tmp_path: Path) -> None:
    prepared_in(tmp_path / "old", safekeeping.backup_apart, clock_at())
    with locked_session_in(tmp_path / "new", face=PausedFace()) as session:
        view = BringBackView(session)
        words = view.words()
        assert words.startswith("On this laptop\nRestore a backup")
        assert "No stick with a backup is plugged in. Plug it in, or choose the file." in words
        assert "Choose a backup." in words
        assert not view.model.primary.enabled
        assert view.view_of(BackupChoicePresenter).focused == ["choose_backup"]
        view.folders.append(safekeeping.stick_of(tmp_path / "old" / "profile"))
        view.face.pass_ms(LOOK_AGAIN_MS)
        assert "Classes: 3." in view.words()
        assert "ক্লাস: ৩। ল্যাপটপ" in view.words("bn")
        assert "No stick" not in view.words()
        assert view.model.primary.enabled
        assert view.view_of(BackupChoicePresenter).focused == ["choose_backup", "backup_1"]
        view.folders.clear()
        view.face.pass_ms(LOOK_AGAIN_MS)
        assert not view.model.primary.enabled, "it was pulled out"
        view.presenter.step_back()
        assert view.opened == ["first_run"]


def test_another_backup_can_be_chosen(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        prepared_in(tmp_path / str(number), safekeeping.backup_apart, clock_at())
    with locked_session_in(tmp_path / "new", face=PausedFace()) as session:
        view = BringBackView(session, *(safekeeping.stick_of(tmp_path / each / "profile") for each in "12"))
        page = view.page_presenter(BackupChoicePresenter)
        assert [card.checked for card in page.model().cards] == [True, False]
        page.choose("backup_2")
        assert [card.checked for card in page.model().cards] == [False, True]
        chosen = page.look
        view.folders.insert(0, safekeeping.stick_of(tmp_path / "3" / "profile"))
        view.face.pass_ms(LOOK_AGAIN_MS)
        assert len(page.model().cards) == 3
        assert page.look == chosen, "another stick changes nothing"


def test_a_file_that_is_no_backup_is_told_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "list.bsuhb").write_text("no backup")
    with new_laptop(tmp_path, safekeeping.backup_apart) as view:
        page = view.page_presenter(BackupChoicePresenter)
        page.open_file(tmp_path / "list.bsuhb")
        assert page.model().problem.shown
        assert view.model.page == page.name
        (file,) = view.folders[0].glob("bsuh-backup/*.bsuhb")
        page.open_file(file)
        assert not page.model().problem.shown
        assert view.words().startswith("On this laptop\nOpen the backup"), "a file needs no further choice"


def test_a_backup_comes_to_a_new_laptop_by_its_passphrase(tmp_path: Path) -> None:
    with new_laptop(tmp_path, safekeeping.backup_apart) as view:
        view.presenter.step_on()
        assert "Classes: 3." in view.words()
        assert "Write the passphrase of the backup." in view.words()
        assert view.text("primary") == "Restore it"
        assert view.page_presenter(BackupPassphrase).model().forgotten.shown
        assert "Use its recovery code" in view.words()
        view.open_with("not these words at all")
        assert "does not match" in view.words()
        view.face.pause()
        view.open_with(PASSPHRASE)
        assert view.text("primary") == "Restoring"
        view.face.go_on()
        assert view.model.page == NewKeyReasonPresenter.name
        assert "are from a backup of the desk" in view.words()
        assert not view.model.back.shown
        assert view.focused == ["primary"]
        assert view.page_presenter(BackupPassphrase).passphrase == ""
        view.presenter.step_on()
        assert view.opened == ["home"]
        assert sessions(view.session) == 3


def test_by_the_code_alone_it_gets_a_new_passphrase_and_a_new_code(tmp_path: Path) -> None:
    with new_laptop(tmp_path, safekeeping.backup_apart) as view:
        sheet = Vault.unlock(tmp_path / "old" / "profile", PASSPHRASE).recovery_code
        view.presenter.step_on()
        view.page_presenter(BackupPassphrase).forgotten.emit()
        assert view.words().startswith("On this laptop\nUse the recovery code")
        view.presenter.step_back()
        assert view.model.page == BackupPassphrase.name
        view.page_presenter(BackupPassphrase).forgotten.emit()
        assert view.text("primary") == "Restore it"
        code = view.page_presenter(BackupCode)
        code.type_code("0" * 26, 26)
        view.presenter.step_on()
        assert code.model().problem.shown
        code.type_code(sheet, 26)
        view.presenter.step_on()
        assert view.model.page == NewPassphrasePresenter.name
        assert not view.model.back.shown
        unsaved = view.presenter.unsaved()
        assert unsaved is not None
        assert str(unsaved[0]) == "Leave without a passphrase?", "only the old sheet opens it so far"
        choose_passphrase(view, NEW)
        view.presenter.step_on()
        new_code = shown_code(view)
        assert new_code != sheet
        unsaved = view.presenter.unsaved()
        assert unsaved is not None
        assert str(unsaved[0]) == "Have you written the code down?"
        view.page_presenter(NewCodePresenter).type_group(in_groups(new_code)[-1])
        view.presenter.step_on()
        assert view.presenter.unsaved() is None
        assert "are from a backup of the desk" in view.words()
        assert view.page_presenter(NewPassphrasePresenter).passphrase == ""
        assert sessions(view.session) == 3


def test_into_an_open_desk_only_its_passphrase_opens_it(tmp_path: Path) -> None:
    with session_in(tmp_path, safekeeping.on_stick, face=PausedFace()) as session:
        session.leave_class()
        view = BringBackView(session, safekeeping.stick_of(session.profile))
        assert view.words().startswith("Into this desk\nRestore a backup")
        view.presenter.step_on()
        assert "Write your passphrase." in view.words()
        assert not view.page_presenter(BackupPassphrase).model().forgotten.shown
        view.open_with("not these words at all")
        assert "does not match" in view.words()
        assert sessions(session) == 4, "the desk is open as before"
        view.open_with(PASSPHRASE)
        assert view.opened == ["laptop"]
        assert [light for light, _ in view.told] == ["ok"]
        assert sessions(session) == 4
        view.presenter.enter()
        view.presenter.step_back()
        assert view.opened == ["laptop", "laptop"]


def test_the_date_is_asked_where_names_are_over_and_the_clock_is_in_doubt(tmp_path: Path) -> None:
    with session_in(tmp_path, safekeeping.over, face=PausedFace()) as session:
        session.leave_class()
        view = BringBackView(session, safekeeping.stick_of(session.profile))
        view.presenter.step_on()
        view.open_with(PASSPHRASE)
        today = view.page_presenter(TodayPresenter)
        assert view.words().startswith("Into this desk\nToday's date")
        assert today.model().date_card.clock_says == safekeeping.LATE
        assert "Write today's date first." in view.words()
        assert view.view_of(TodayPresenter).focused == ["day"]
        view.presenter.step_back()
        assert view.model.page == BackupPassphrase.name
        view.open_with(PASSPHRASE)
        today.state_day(datetime.date(2026, 8, 2))
        assert view.text("primary") == "Restore it"
        view.presenter.step_on()
        refused = today.model().date_card.error
        assert refused is not None
        assert "Today cannot be" in str(refused.message)
        assert names(session) == 3
        today.state_day(safekeeping.LATE)
        assert today.model().date_card.error is None
        view.presenter.step_on()
        assert view.opened == ["laptop"]
        assert names(session) == 0
        view.presenter.leave()
        assert not today.model().date_card.shown
