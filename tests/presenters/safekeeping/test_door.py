"""The door without a window: what it says before a desk is open, and what opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import ALPHABET, in_groups
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.presenters.safekeeping.door import (
    CHOOSE,
    WAITS,
    DesksPresenter,
    DoorPresenter,
    RepairPresenter,
)
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter, UnlockPresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter, RecoveryCodePresenter
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.recovery import check_code
from bsuh_desktop.store import upgrade
from bsuh_desktop.store.database_errors import in_use
from bsuh_desktop.store.store import FILE_NAME
from bsuh_desktop.trust.vault import Vault
from tests.helpers import prepared, safekeeping
from tests.helpers.cached_work import derived_lightly
from tests.helpers.damage import cut, flip
from tests.helpers.desks import PASSPHRASE, practice_desk
from tests.helpers.disks import write_protected
from tests.helpers.faceless import PausedFace, locked_session_in
from tests.helpers.noted_door import NotedDoor, choose_passphrase, shown_code

NEW = "পাহাড় বক চাঁদ"
OFFER = "Newest good backup: 3 August 2026, 9:"


class DoorView(NotedDoor):
    """The door with its presenter; it was painted."""

    made_by = DoorPresenter
    presenter: DoorPresenter

    def open_with(self, passphrase: str) -> None:
        """Types a passphrase, and presses the button."""
        self.page_presenter(UnlockPresenter).type_passphrase(passphrase, capitals=False)
        self.presenter.step_on()

    def type_code(self, code: str) -> None:
        """Types a recovery code, and presses the button."""
        self.page_presenter(RecoveryCodePresenter).type_code(code, len(code))
        self.presenter.step_on()

    def forget_passphrase(self) -> None:
        """Presses the button of those who forgot it."""
        self.page_presenter(UnlockPresenter).forgotten.emit()


@contextmanager
def door_in(
    folder: Path, prepare: Callable[[Desk], object] = prepared.as_made, subject: object = None
) -> Iterator[DoorView]:
    with locked_session_in(folder, prepare, PausedFace()) as session:
        view = DoorView(session)
        view.presenter.enter(subject)
        view.presenter.on_painted()
        yield view


@pytest.fixture
def door(tmp_path: Path) -> Iterator[DoorView]:
    """Of a practice desk."""
    with door_in(tmp_path) as view:
        yield view


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


def recovery_code(folder: Path) -> str:
    return Vault.unlock(folder, PASSPHRASE).recovery_code


def test_it_says_nothing_about_its_owner(door: DoorView) -> None:
    words = door.words()
    assert words.startswith("This laptop is locked\nUnlock your desk")
    assert prepared.FACILITATOR not in words
    assert "Write your passphrase." in words
    assert not door.model.primary.enabled
    assert not door.model.back.shown
    assert not door.model.other_desk.shown
    assert door.model.cover_languages
    assert door.view_of(UnlockPresenter).focused == ["passphrase"]
    assert "এই ল্যাপটপ লক করা" in door.words("bn")


def test_while_it_unlocks_nobody_can_ask_again(door: DoorView) -> None:
    door.face.pause()
    door.open_with(PASSPHRASE)
    assert "Unlocking" in door.words()
    assert door.model.busy
    assert not door.model.primary.enabled
    assert not door.model.back.enabled
    door.face.go_on()
    assert door.session.facts is not None
    assert not door.model.busy
    door.presenter.leave()
    assert door.page_presenter(UnlockPresenter).passphrase == "", "nothing stays on a page that nobody needs"


def test_a_wrong_passphrase_is_told_beside_the_field_until_another_is_typed(door: DoorView) -> None:
    door.open_with("not these words")
    assert "The passphrase does not match. Check the keyboard language." in door.words()
    assert "পাসবাক্য মেলেনি।" in door.words("bn")
    view, page = door.view_of(UnlockPresenter), door.page_presenter(UnlockPresenter)
    assert view.model.passphrase.problem
    assert view.selected == ["passphrase"], "the next one can be typed at once"
    assert not door.model.message_bar.shown
    page.type_passphrase("not these words", capitals=True)
    assert "does not match" in door.words(), "Caps Lock alone is not typing"
    page.type_passphrase("not these words at all", capitals=True)
    assert "does not match" not in door.words()
    assert "Caps Lock is on" in door.words()


def test_the_same_error_is_announced_again(door: DoorView) -> None:
    door.presenter.report(in_use())
    before = len(door.shown)
    door.presenter.report(in_use())
    assert [model.message_bar.shown for model in door.shown[before:]] == [False, True]
    assert "The app is already open. Go to that window." in door.words()
    assert door.model.closable
    door.presenter.report(None)
    assert "The app is already open" not in door.words()
    page, view = door.page_presenter(UnlockPresenter), door.view_of(UnlockPresenter)
    wrong = KnownError("wrong_passphrase", in_use().message, in_use().remedy)
    page.tell(wrong)
    before = len(view.shown)
    page.tell(wrong)
    assert [model.problem.shown for model in view.shown[before:]] == [False, True]


def test_a_damaged_vault_is_told_below_the_header(door: DoorView, profile: Path) -> None:
    vault = profile / "vault.json"
    vault.write_bytes(vault.read_bytes()[:-1])
    with pytest.raises(KnownError) as known:
        Vault.require(profile)
    door.open_with(PASSPHRASE)
    assert str(known.value.message) in door.words()
    assert door.model.message_bar.light == "stop"
    assert door.view_of(UnlockPresenter).focused[-1] == "passphrase"


def test_a_forgotten_passphrase_is_replaced_by_the_code(door: DoorView, profile: Path) -> None:
    code = recovery_code(profile)
    door.forget_passphrase()
    assert "This laptop is locked\nUse the recovery code" in door.words()
    assert "0 of 26 characters" in door.words()
    assert door.model.back.shown
    door.type_code(bangla_digits(code.lower()).replace("০", "o"))
    assert "Choose a passphrase" in door.words()
    choose_passphrase(door, NEW)
    assert door.presenter.unsaved() is None
    door.presenter.step_on()
    new_code = shown_code(door)
    assert new_code != code
    assert door.session.facts is None
    assert not door.model.back.shown, "the old code opens nothing any more"
    assert door.presenter.unsaved() is not None
    sheet = door.page_presenter(NewCodePresenter)
    last = in_groups(new_code)[-1]
    sheet.type_group(ALPHABET[(ALPHABET.index(last[0]) + 1) % 32] + last[1:])
    assert "This is not the last group." in door.words()
    assert "Write the last group of the code." in door.words()
    assert not door.model.primary.enabled
    sheet.type_group(last.lower())
    door.presenter.step_on()
    assert door.session.facts is not None
    check_code(profile, new_code)
    assert Vault.opens(profile, NEW)
    assert not Vault.opens(profile, PASSPHRASE)


def test_each_page_of_recovery_leads_back(door: DoorView, profile: Path) -> None:
    door.forget_passphrase()
    door.type_code(recovery_code(profile))
    assert door.model.page == NewPassphrasePresenter.name
    door.presenter.step_back()
    assert door.model.page == RecoveryCodePresenter.name
    assert door.model.primary.enabled, "the code is still there"
    door.presenter.step_back()
    assert door.model.page == UnlockPresenter.name
    door.open_with(PASSPHRASE)
    assert door.session.facts is not None


def test_a_slip_in_the_code_is_told_from_another_laptops_code(door: DoorView, profile: Path, tmp_path: Path) -> None:
    code = recovery_code(profile)
    with derived_lightly():
        _, other = Vault.create(tmp_path, "another laptop's words")
    door.forget_passphrase()
    door.type_code(code[:-1] + ALPHABET[ALPHABET.index(code[-1]) - 1])
    assert "wrong character" in door.words()
    door.type_code(other)
    assert "another vault" in door.words()
    door.page_presenter(RecoveryCodePresenter).type_code(code[:-1], 25)
    assert "another vault" not in door.words()
    assert "Write the whole code." in door.words()
    assert door.model.page == RecoveryCodePresenter.name


def test_unsaved_work_that_waits_is_told_and_no_message_hides_it_for_long(tmp_path: Path) -> None:
    with door_in(tmp_path, subject=WAITS) as door:
        assert "The desk is covered, not locked" in door.words()
        waits = "Unsaved work is still here, in the laptop's memory."
        assert waits in door.words()
        assert not door.model.closable
        assert door.model.message_bar.light == "info"
        door.presenter.report(in_use())
        assert waits not in door.words()
        assert door.model.closable
        door.presenter.report(None)
        assert waits in door.words()
        door.forget_passphrase()
        assert waits not in door.words()


def test_on_a_shared_laptop_the_desk_is_chosen(tmp_path: Path, profile: Path) -> None:
    with door_in(tmp_path, safekeeping.several, CHOOSE) as door:
        assert "Which desk is yours?" in door.words()
        assert not door.model.back.shown
        assert not door.model.other_desk.shown
        desks = door.page_presenter(DesksPresenter)
        cards = desks.model().cards
        assert [card.checked for card in cards] == [True, False, False]
        assert len({str(card.title) for card in cards}) == 3, "each has a drawing of its own"
        assert all("Number of this laptop" in str(card.sentence) for card in cards[:1])
        assert door.view_of(DesksPresenter).focused[-1] == "desk_1"
        door.presenter.step_on()
        assert "Unlock your desk" in door.words()
        assert "Desk with this picture:" in door.words()
        assert "Number of this laptop:" in door.words()
        assert door.model.other_desk.shown
        door.presenter.choose()
        desks.choose("desk_3")
        door.presenter.step_on()
        assert (door.opened, door.subjects) == (["door"], [{"path": profile / "desks" / "3"}])


def test_who_forgets_the_passphrase_there_reads_out_the_number(tmp_path: Path) -> None:
    with door_in(tmp_path, safekeeping.several) as door:
        door.forget_passphrase()
        assert "read out this number" in door.words()
        model = door.page_presenter(RecoveryCodePresenter).model()
        assert model.no_sheet_card.shown
        assert model.number_text.spoken == " ".join(str(model.number_text.text))


def test_what_is_found_for_another_desk_is_dropped(tmp_path: Path) -> None:
    with door_in(tmp_path, safekeeping.several) as door:
        assert door.model.whose.shown
        door.face.pause()
        door.presenter.enter()
        assert not door.model.whose.shown
        practice_desk(tmp_path / "elsewhere").close()
        door.session.choose_desk(tmp_path / "elsewhere" / "profile")
        door.face.go_on()
        assert not door.model.whose.shown


@pytest.mark.parametrize("how", ["cut off", "gone", "a flipped page"])
def test_a_damaged_file_is_replaced_by_the_newest_good_backup(tmp_path: Path, profile: Path, how: str) -> None:
    with door_in(tmp_path, prepared.backed_up) as door:
        file = profile / FILE_NAME
        if how == "cut off":
            cut(file, 50_000)
        elif how == "gone":
            file.unlink()
        else:
            flip(file, 4096 * 11 + 5)
        before = file.read_bytes() if file.exists() else None
        door.open_with(PASSPHRASE)
        words = door.words()
        assert "The data file is damaged" in words
        assert OFFER in words
        assert "Use it?" in words
        assert "সবচেয়ে নতুন ভালো ব্যাকআপ: ৩ আগস্ট ২০২৬, সকাল ৯:" in door.words("bn")
        assert "Use this backup" in words
        assert "The damaged file is kept." in words
        assert door.session.facts is None
        assert door.page_presenter(UnlockPresenter).passphrase == ""
        assert door.focused == ["primary"]
        door.face.pause()
        door.presenter.step_on()
        assert "Restoring the backup" in door.words()
        door.face.go_on()
        assert door.session.facts is not None
        if before is not None:
            assert (profile / "damaged-1" / FILE_NAME).read_bytes() == before


def test_the_offer_can_be_left(tmp_path: Path, profile: Path) -> None:
    with door_in(tmp_path, prepared.backed_up) as door:
        (profile / FILE_NAME).write_bytes(b"not a database at all" * 5000)
        door.open_with(PASSPHRASE)
        assert door.model.page == RepairPresenter.name
        assert door.model.back.shown
        door.presenter.step_back()
        assert "Unlock your desk" in door.words()
        assert not (profile / "damaged-1").exists()


def test_an_offer_that_was_left_is_gone_with_its_keys(tmp_path: Path, profile: Path) -> None:
    with pytest.raises(LookupError, match="no backup was offered"):
        _leave_the_offer_and_use_it(tmp_path, profile)


def _leave_the_offer_and_use_it(folder: Path, profile: Path) -> None:
    with door_in(folder, prepared.backed_up) as door:
        (profile / FILE_NAME).write_bytes(b"not a database at all" * 5000)
        door.open_with(PASSPHRASE)
        door.presenter.step_back()
        door.session.use_backup(lambda: None, lambda _: None)


def test_without_a_backup_what_can_be_read_is_offered(tmp_path: Path, profile: Path) -> None:
    with door_in(tmp_path, prepared.at_teach) as door:
        # A page of the journal: the class's beginning stands on another one.
        flip(profile / FILE_NAME, 4096 * 3 + 5)
        door.open_with(PASSPHRASE)
        words = door.words()
        assert "There is no good backup. One class can still be read from the damaged file." in words
        assert "Use what can be read?" in words
        page = door.page_presenter(RepairPresenter)
        assert (page.model().alone.shown, page.model().explanation.shown) == (True, False)
        assert str(page.go_on()) == "Use it"
        with write_protected(profile):
            door.presenter.step_on()
        assert page.model().problem.shown, "why it failed is told on the page"
        told: list[tuple[str, str]] = []
        door.session.informed.connect(lambda light, fact, remedy: told.append((str(fact), str(remedy))))
        door.face.pause()
        door.presenter.step_on()
        assert "Repairing the data file" in door.words()
        door.face.go_on()
        assert door.session.facts is not None
        (news,) = told
        assert "A new data file has what could still be read: one class." in news[0]
        assert "The damaged file is kept in the data folder, in damaged-1." in news[1]


def test_where_nothing_can_be_read_the_file_is_kept(tmp_path: Path, profile: Path) -> None:
    with door_in(tmp_path, prepared.at_teach) as door:
        (profile / FILE_NAME).write_bytes(b"not a database at all" * 5000)
        door.open_with(PASSPHRASE)
        assert "The data file is damaged. Keep the file as it is, and tell your coordinator." in door.words()
        assert door.view_of(UnlockPresenter).focused[-1] == "passphrase"
    assert (profile / FILE_NAME).stat().st_size == 105_000


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, profile: Path) -> None:
    with door_in(tmp_path, prepared.backed_up) as door, write_protected(profile):
        door.open_with(PASSPHRASE)
        assert "The data folder cannot be written to." in door.words()
        assert "Give this person write permission, or choose another folder." in door.words()


def newer(desk: Desk) -> None:
    """A later version of the app has worked here."""
    desk.store.db.conn.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'm9999_future', '2030')",
        (upgrade.SET,),
    )


def test_data_of_a_newer_app_are_refused_and_not_changed(tmp_path: Path, profile: Path) -> None:
    with door_in(tmp_path, newer) as door:
        before = (profile / FILE_NAME).read_bytes()
        door.open_with(PASSPHRASE)
        assert "A newer version of the app has used this data." in door.words()
        assert "Install the newer version. Nothing was changed." in door.words()
    assert (profile / FILE_NAME).read_bytes() == before
