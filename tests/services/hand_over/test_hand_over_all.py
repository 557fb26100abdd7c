from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import not_yet_handed_over
from bsuh_desktop.services.hand_over.hand_over import hand_over, hand_over_all
from bsuh_desktop.services.hand_over.hand_over_view import hand_over_view
from bsuh_desktop.services.hand_over.seal import seal_ahead, seal_class, seal_some
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.store.outgoing import StoredReceipt
from tests.helpers import programme_desks
from tests.helpers.attendance_files import open_file
from tests.helpers.desks import a_class, clock_at, copied_desk, end, rows
from tests.helpers.grants import refused
from tests.helpers.hand_over import hold, joined, wait_until
from tests.helpers.programmes import joined_desk

DAY = datetime.date(2026, 8, 3)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk that practises, with three classes nobody has handed over."""
    desk = copied_desk(tmp_path, clock_at())
    for number in (1, 2, 3):
        end(desk, a_class(desk, rows(number)))
    return desk


def states(desk: Desk) -> list[str]:
    return [one.state for one in reversed(hand_over_view(desk).classes)]


def on(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def manifests(desk: Desk, folder: Path) -> list[tuple[int, bytes, bytes]]:
    """Each file's place in its row, the manifest before it and its own, in order."""
    links = [open_file(data, desk.identities).link for data in on(folder).values()]
    return sorted((one.nth, one.prev, one.sha256) for one in links)


def test_all_that_is_due_is_written_and_noted(desk: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    result = hand_over_all(desk, tmp_path / "stick", lambda done, total: told.append((done, total)))
    assert (len(result.written), result.left, result.undated, result.recovery) == (3, 0, 0, None)
    assert told[-1] == (3, 3)
    assert not any(one.again for one in result.written)
    assert on(tmp_path / "stick") == {one.path.name: seal_class(desk, one.session).bytes for one in result.written}
    assert {one.day for one in desk.store.handed.all().values()} == {"2026-08-03"}
    assert states(desk) == ["written"] * 3
    assert not_yet_handed_over(desk) == []


def test_what_has_no_receipt_goes_along_once_more_as_it_was(desk: Desk, tmp_path: Path) -> None:
    hand_over_all(desk, tmp_path / "stick")
    wait_until(desk, DAY + datetime.timedelta(days=10))
    again = hand_over_all(desk, tmp_path / "another")
    assert all(one.again for one in again.written)
    assert on(tmp_path / "stick") == on(tmp_path / "another")
    # The first day stays: it is the one since when a person waits.
    view = hand_over_view(desk)
    assert {(one.since, one.days) for one in view.classes} == {(DAY, 10)}
    assert (view.ready, view.waiting, view.overdue) == (3, 3, 3)


@pytest.mark.parametrize(("outcome", "state"), [("merged", "received"), ("kept", "kept"), ("refused", "refused")])
def test_a_class_that_was_answered_is_not_written_again(desk: Desk, tmp_path: Path, outcome: str, state: str) -> None:
    first = hand_over_all(desk, tmp_path / "stick").written[0]
    desk.store.handed.keep_receipt(StoredReceipt(first.sha256, outcome, "2026-08-03", b""))
    again = hand_over_all(desk, tmp_path / "another")
    assert first.session not in [one.session for one in again.written]
    assert len(again.written) == 2
    assert states(desk).count(state) == 1


def test_a_class_that_changed_after_its_receipt_is_due_again(desk: Desk, tmp_path: Path) -> None:
    first = hand_over_all(desk, tmp_path / "stick").written[0]
    desk.store.handed.keep_receipt(StoredReceipt(first.sha256, "merged", "2026-08-03", b""))
    certify(desk, [first.session])
    (changed,) = (one for one in hand_over_view(desk).classes if one.session == first.session)
    assert (changed.state, changed.changed, changed.revision) == ("ready", True, 1)
    again = hand_over_all(desk, tmp_path / "another")
    assert [one.path.name for one in again.written if not one.again] == [first.path.name.replace(".bsuh", "-r2.bsuh")]


def test_what_was_cancelled_stays_due_and_goes_on(desk: Desk, tmp_path: Path) -> None:
    asked = iter((False, False, True))
    result = hand_over_all(desk, tmp_path / "stick", stop=lambda: next(asked))
    assert (len(result.written), result.left) == (2, 1)
    assert sorted(states(desk)) == ["ready", "written", "written"]
    assert not_yet_handed_over(desk)
    before = on(tmp_path / "stick")
    rest = hand_over_all(desk, tmp_path / "stick")
    assert (len(rest.written), rest.left) == (3, 0)
    assert on(tmp_path / "stick").items() > before.items()


def test_what_stood_before_it_went_wrong_is_noted(desk: Desk, tmp_path: Path) -> None:
    names = [seal_class(desk, session).file_name for session in not_yet_handed_over(desk)]
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / names[1]).write_bytes(b"mine")
    with pytest.raises(KnownError) as caught:
        hand_over_all(desk, tmp_path / "stick")
    assert caught.value.code == "already_there"
    assert states(desk) == ["written", "ready", "written"]


def test_nothing_is_handed_over_to_the_apps_own_folder(desk: Desk) -> None:
    with refused("own_folder"):
        hand_over_all(desk, desk.folder / "stick")
    with refused("own_folder"):
        write_backup(desk, desk.folder)
    assert not (desk.folder / "stick").exists()
    assert list(desk.folder.glob("*.bsuhb")) == []


def test_a_class_without_a_date_holds_up_no_other(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at(year=2019))
    a_class(desk).finish()
    wait_until(desk, DAY)
    Conduct(desk, hold(desk, "9", "ka")).state_date(DAY)
    result = hand_over_all(desk, tmp_path / "stick")
    assert (len(result.written), result.undated) == (1, 1)
    assert "needs_date" in states(desk)


def test_a_file_that_never_left_gives_its_place_to_another(desk: Desk, tmp_path: Path) -> None:
    """Or all before it would be lost where its key is revoked: the row that leads back to them had a gap."""
    assert seal_some(desk, 9) == 0, "certificates of today are still to be printed"
    wait_until(desk, DAY + datetime.timedelta(days=1))
    assert seal_some(desk, 2) == 2
    assert seal_some(desk, 9) == 1
    first = not_yet_handed_over(desk)[0]
    certify(desk, [first])
    hand_over_all(desk, tmp_path / "stick")
    assert {one.revision for one in hand_over_view(desk).classes} == {1}
    row = manifests(desk, tmp_path / "stick")
    assert [nth for nth, _, _ in row] == [1, 2, 3]
    assert [before for _, before, _ in row] == [b"", *(own for _, _, own in row[:-1])]


def test_a_file_that_may_be_outside_keeps_its_place(desk: Desk, tmp_path: Path) -> None:
    """It was written, and a power cut came before that was noted: the coordinator may have it."""
    first, *others = not_yet_handed_over(desk)
    outside = seal_class(desk, first)
    unsent = seal_ahead(desk, others[0])
    certify(desk, [first])
    (tmp_path / "stick").mkdir()
    hand_over(desk, [first, *others], tmp_path / "stick")
    row = manifests(desk, tmp_path / "stick")
    assert [nth for nth, _, _ in row] == [2, 3, 4]
    assert row[0][1] == outside.manifest_sha256
    assert unsent.manifest_sha256 == row[0][2]
    newest = desk.store.outgoing.newest_sealed(first)
    assert newest is not None
    assert newest.revision == 2


def test_sealed_ahead_nothing_is_sealed_twice(desk: Desk, tmp_path: Path) -> None:
    wait_until(desk, DAY + datetime.timedelta(days=1))
    while seal_some(desk):
        pass
    before = desk.store.outgoing.hashes()
    hand_over_all(desk, tmp_path / "stick")
    assert desk.store.outgoing.hashes() == before


def test_what_an_earlier_key_signed_is_signed_anew_once_the_new_one_is_granted(tmp_path: Path) -> None:
    """Whatever the old key signed and nobody has received, a thief's revocation may reach."""
    desk = copied_desk(tmp_path, clock_at())
    joined(desk)
    received, waiting = (hold(desk, "8", section) for section in ("ka", "kha"))
    hand_over_all(desk, tmp_path / "stick")
    sealed = desk.store.outgoing.newest_sealed(received)
    assert sealed is not None
    desk.store.handed.keep_receipt(StoredReceipt(sealed.sha256, "merged", "2026-08-03", b""))
    desk.take_new_key(desk.vault.with_new_key(desk.folder), desk.vault.signing_key.public)
    # Until then it goes along as the old key signed it, which had its grant.
    assert [one.again for one in hand_over_all(desk, tmp_path / "waiting").written] == [True]
    programme_desks.grant(desk)
    assert not_yet_handed_over(desk) == [waiting]
    (written,) = hand_over_all(desk, tmp_path / "granted").written
    assert written.path.name.endswith("-r2.bsuh")
    newest = desk.store.outgoing.newest_sealed(waiting)
    assert newest is not None
    assert (newest.signer, newest.nth) == (desk.vault.signing_key.public, 1)


def test_a_desk_that_lost_its_partner_says_so(tmp_path: Path) -> None:
    """A repair could not read it any more: nobody knows to whom a class is to be sealed."""
    desk = joined_desk(tmp_path)
    a_class(desk).finish()
    desk.store.facts.drop("partner")
    assert seal_some(desk) == 1
    assert desk.store.outgoing.files() == {}
    with refused("no_partner"):
        hand_over_all(desk, tmp_path / "stick")
    desk.close()
