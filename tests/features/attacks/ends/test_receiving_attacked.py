"""Anybody can seal a file to a coordinator: what nobody granted holds no granted laptop's class up."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import encode
from bsuh_desktop.services.collection.decisions import choose, take_out
from bsuh_desktop.services.collection.report import unarchived_classes
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.sealing import recipient_of, seal, unseal
from tests.helpers import hand_over, programme_desks
from tests.helpers.collection import Office
from tests.helpers.desks import clock_at, copied_desk
from tests.helpers.keys import chain, key
from tests.helpers.receiving_desk import archived, receive


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    desk = copied_desk(tmp_path, clock_at())
    programme_desks.coordinator(desk)
    return desk


def states(office: Desk, folder: Path, **files: bytes) -> dict[str, str]:
    """What becomes of these files, which lie on one stick."""
    folder.mkdir()
    for name, data in files.items():
        (folder / f"{name}.bsuh").write_bytes(data)
    return {Path(file.input).stem: file.state for file in receive(office, [folder]).files}


@pytest.mark.parametrize("together", [True, False])
def test_a_made_up_file_of_a_known_class_holds_nothing_up(office: Desk, tmp_path: Path, together: bool) -> None:
    ours = (recipient_of(office.vault.age_identity),)
    good = hand_over.attendance_file(ours, 1)
    made_up = {
        "waiting": hand_over.attendance_file(ours, 1, signer=key("asking"), grants=()),
        "foreign": hand_over.attendance_file(ours, 1, signer=key("stranger"), grants=hand_over.foreign_chain()),
        # Its coordinator's grant is genuine, as it stands on any certificate, and its own is not.
        "forged": hand_over.attendance_file(
            ours, 1, signer=key("stranger"), grants=(chain()[0], hand_over.foreign_chain()[1])
        ),
    }
    if together:
        assert states(office, tmp_path / "stick", good=good, **made_up)["good"] == "merged"
        return
    states(office, tmp_path / "first", **made_up)
    assert states(office, tmp_path / "second", good=good) == {"good": "merged"}
    # It waits on, beside the class that counts.
    assert states(office, tmp_path / "third", waiting=made_up["waiting"]) == {"waiting": "kept"}
    assert archived(office) == {"SESS000000000001": "counted"}


def test_a_file_withdraws_nobody_of_another_class(office: Desk, tmp_path: Path) -> None:
    ours = (recipient_of(office.vault.age_identity),)
    many = tuple(encode(number, 13) for number in range(5000))
    assert states(office, tmp_path / "stick", many=hand_over.attendance_file(ours, 1, withdrawn=many)) == {
        "many": "wrong"
    }
    assert office.store.forgotten.elsewhere(key("device").public) == ()


def sealed_again(office: Office, data: bytes) -> bytes:
    """The same, sealed to the same people another time: other bytes, one manifest."""
    return seal(unseal(data, office.desk.identities), office.recipients)


@pytest.fixture
def collecting(tmp_path: Path) -> Office:
    return Office(tmp_path)


def told(office: Office, folder: Path, *files: bytes) -> list[tuple[str, str | None]]:
    """What becomes of files, and what their receipts say."""
    folder.mkdir()
    for number, data in enumerate(files):
        (folder / f"{number}.bsuh").write_bytes(data)
    found = office.collect(folder)
    answers = {one.file: one.outcome for one in found.answers}
    return [(one.state, answers.get(one.sha256)) for one in found.files]


def test_what_is_sealed_again_is_answered_as_what_is_archived(collecting: Office, tmp_path: Path) -> None:
    """Merged is said of nothing that does not count: not in another seal, either."""
    first = hand_over.attendance_file(collecting.recipients, 1, place_name="ক")
    second = hand_over.attendance_file(collecting.recipients, 1, place_name="খ")
    assert told(collecting, tmp_path / "a", first, second) == [("merged", "merged"), ("conflict", None)]
    assert told(collecting, tmp_path / "b", sealed_again(collecting, second)) == [("conflict", None)]
    assert told(collecting, tmp_path / "c", sealed_again(collecting, first)) == [("merged", "merged")]
    one, other = (hashlib.sha256(data).digest() for data in (first, second))
    with collecting.open() as register:
        choose(register, collecting.collector, "SESS000000000001", other)
    assert told(collecting, tmp_path / "d", sealed_again(collecting, second)) == [("merged", "merged")]
    with collecting.open() as register:
        choose(register, collecting.collector, "SESS000000000001", one)
    assert told(collecting, tmp_path / "e", sealed_again(collecting, second)) == [("refused", "refused")]
    with collecting.open() as register:
        take_out(register, collecting.collector, one, "counted twice")
    assert told(collecting, tmp_path / "f", sealed_again(collecting, first)) == [("wrong", None)]
    # Both in one pile, none decided yet.
    fresh = hand_over.attendance_file(collecting.recipients, 2)
    both = told(collecting, tmp_path / "g", fresh, sealed_again(collecting, fresh))
    assert both == [("merged", "merged"), ("merged", "merged")]


@pytest.mark.parametrize("what", ["gone", "other bytes"])
def test_a_file_that_the_archive_has_lost_is_taken_in_from_another_seal(
    collecting: Office, tmp_path: Path, what: str
) -> None:
    data = hand_over.attendance_file(collecting.recipients, 1)
    told(collecting, tmp_path / "a", data)
    (kept,) = (collecting.register / "archive").rglob("*.bsuh")
    kept.unlink() if what == "gone" else kept.write_bytes(bytes(1000))
    again = sealed_again(collecting, data)
    assert told(collecting, tmp_path / "b", again) == [("merged", "merged")]
    assert again in {path.read_bytes() for path in (collecting.register / "archive").rglob("*.bsuh")}
    with collecting.open() as register:
        assert register.status.current == {"SESS000000000001": hashlib.sha256(again).digest()}


def test_a_reduced_copy_that_is_lost_is_not_said_to_be_here(collecting: Office, tmp_path: Path) -> None:
    data = hand_over.attendance_file(collecting.recipients, 1, withdrawn=("0000000000001",))
    told(collecting, tmp_path / "a", data)
    with collecting.open() as register:
        assert [one.copy is not None for one in register.status.files.values()] == [True]
    (kept,) = (collecting.register / "archive").rglob("*.bsuh")
    kept.unlink()
    assert told(collecting, tmp_path / "b", data) == [("wrong", None)]
    assert not list((collecting.register / "archive").rglob("*.bsuh")), "what was forgotten does not come back"
    with collecting.open() as register:
        assert [one.session for one in unarchived_classes(collecting.collector, register)] == ["SESS000000000001"]


def test_other_bytes_under_its_name_are_no_copy_of_a_file_that_nobody_decided_upon(
    collecting: Office, tmp_path: Path
) -> None:
    data = hand_over.attendance_file(collecting.recipients, 1)
    name = hashlib.sha256(data).hexdigest()
    collecting.open().close()
    place = collecting.register / "archive" / name[:2]
    place.mkdir(parents=True)
    (place / f"{name}.bsuh").write_bytes(bytes(1000))
    assert told(collecting, tmp_path / "a", data) == [("merged", "merged")]
    assert (place / f"{name}.bsuh").read_bytes() == data
