"""Anybody can seal a file to a coordinator: what nobody granted holds no granted laptop's class up."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import encode
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers import handing, offices
from tests.helpers.desks import clock_at, copied_desk
from tests.helpers.keys import chain, key
from tests.helpers.receiving import archived, receive


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    desk = copied_desk(tmp_path, clock_at())
    offices.coordinator(desk)
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
    good = handing.attendance_file(ours, 1)
    made_up = {
        "waiting": handing.attendance_file(ours, 1, signer=key("asking"), grants=()),
        "foreign": handing.attendance_file(ours, 1, signer=key("stranger"), grants=handing.foreign_chain()),
        # Its coordinator's grant is genuine, as it stands on any certificate, and its own is not.
        "forged": handing.attendance_file(
            ours, 1, signer=key("stranger"), grants=(chain()[0], handing.foreign_chain()[1])
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
    assert states(office, tmp_path / "stick", many=handing.attendance_file(ours, 1, withdrawn=many)) == {
        "many": "wrong"
    }
    assert office.store.forgotten.elsewhere(key("device").public) == ()
