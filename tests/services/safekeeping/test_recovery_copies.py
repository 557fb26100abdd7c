from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.safekeeping.recovery import (
    copies,
    new_code,
    read_out,
    recover,
    recovery_copy,
    take_copies_beside,
    write_recovery_copy,
)
from bsuh_desktop.services.verify.known import known_to, known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.store.office import need_new_key
from bsuh_desktop.system.log import last_lines
from bsuh_desktop.trust.grants import issue as sign_grant
from bsuh_desktop.trust.recovery_code import RecoveryCopy, seal_code, sign_copy
from bsuh_desktop.trust.sealing import new_identity, recipient_of
from tests.helpers import programme_desks
from tests.helpers.attendance import PARTNER
from tests.helpers.desks import PASSPHRASE, clock_at, copied_desk, practice_desk
from tests.helpers.grants import copy_taken, given, refused
from tests.helpers.keys import coordinator_terms, key
from tests.helpers.programmes import FACILITATOR
from tests.helpers.receiving_desk import receive

pytestmark = pytest.mark.usefixtures("known_keys")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = practice_desk(tmp_path_factory.mktemp("office"))
    programme_desks.office(desk)
    desk.take_office(sign_grant(key("root"), coordinator_terms(desk.vault.signing_key.public, 0, 4095)))
    yield desk
    desk.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    wish = NewDesk(PASSPHRASE, FACILITATOR, None, programme_desks.trial_file(), PARTNER)
    desk, _ = first_run(tmp_path / "profile", wish, clock_at())
    yield desk
    desk.close()


def kept(office: Desk, desk: Desk) -> list[str]:
    return [line.device for line in copies(office) if line.key == desk.vault.signing_key.public]


def test_a_code_comes_with_the_request_and_is_read_out_once(office: Desk, desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    request = write_request(desk, "device", stick / "request.json")
    (answer,) = given(office, [request], tmp_path / "out")
    assert kept(office, desk) == [answer.device], "as the grant has it: the copy itself knows no number yet"
    accept(desk, answer.path)
    # The number is new, and so is the copy; once more it is the very same file.
    path = write_recovery_copy(desk, stick)
    assert path is not None
    before = path.read_bytes()
    assert write_recovery_copy(desk, stick) == path
    assert path.read_bytes() == before
    assert FACILITATOR.encode() not in before
    assert take_copies_beside(office, [request]) == 1
    assert take_copies_beside(office, [request]) == 0
    (line,) = (one for one in copies(office) if one.key == desk.vault.signing_key.public)
    assert (line.device, line.label, line.read_on) == (answer.device, FACILITATOR, None)
    assert FACILITATOR not in repr(line)

    read = read_out(office, line.key, "forgotten")
    assert read.replace("-", "") == desk.vault.recovery_code
    assert [len(part) for part in read.split("-")] == [5, 5, 5, 5, 6]
    assert any(f"recovery_read device={line_id(desk)} code=forgotten" in said for said in last_lines())
    assert copies(office)[-1].read_on == office.today() == datetime.date(2026, 8, 3)

    # Used, it opens nothing any more; the next hand-over brings another, which nobody has read.
    desk.close()
    recover(desk.folder, read, "quite other words now")
    with refused("wrong_recovery_code"):
        recover(desk.folder, read, "quite other words now")
    again = open_desk(desk.folder, "quite other words now", clock_at())
    assert write_recovery_copy(again, stick) == path
    assert path.read_bytes() != before
    assert take_copies_beside(office, [request]) == 1
    # The older one, found on another stick, changes nothing.
    assert not copy_taken(office, before)
    assert [one.read_on for one in copies(office) if one.key == line.key] == [None]
    assert read_out(office, line.key, "other").replace("-", "") == again.vault.recovery_code
    again.close()


def test_a_new_code_is_taken_over_while_the_desk_is_open(desk: Desk) -> None:
    before = recovery_copy(desk)
    code = new_code(desk.folder, PASSPHRASE)
    assert recovery_copy(desk) == before
    desk.reread_vault()
    assert desk.vault.recovery_code == code
    assert recovery_copy(desk) not in (before, None)


def test_nobody_keeps_what_is_not_for_them(office: Desk, desk: Desk, tmp_path: Path) -> None:
    data = recovery_copy(desk)
    assert data is not None
    assert not copy_taken(desk, data)
    with refused("no_recovery_copy"):
        read_out(desk, desk.vault.signing_key.public, "forgotten")
    practising = copied_desk(tmp_path / "practising", clock_at())
    assert recovery_copy(practising) is None
    assert write_recovery_copy(practising, tmp_path / "nowhere") is None
    assert not (tmp_path / "nowhere").exists()
    assert not copy_taken(practising, data)
    practising.close()
    # A changed file is refused, and passed over beside others.
    with refused("altered"):
        copy_taken(office, data.replace(b'"number":1', b'"number":2'))
    # A code that only others can open is none here.
    others = RecoveryCopy(
        programme=office.programme.id,
        key=key("laptop").public,
        number=1,
        made=office.today(),
        device="",
        sealed=seal_code(desk.vault.recovery_code, key("laptop").public, [recipient_of(new_identity())]),
    )
    assert not copy_taken(office, sign_copy(others, key("laptop")))
    (tmp_path / "broken.bsuhr").write_bytes(b"{}")
    assert take_copies_beside(office, [tmp_path / "request.json"]) == 0


def test_a_named_copy_is_told_of_in_any_case(office: Desk, desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    path = write_recovery_copy(desk, stick)
    assert path is not None
    changed = stick / "changed.bsuhr"
    changed.write_bytes(path.read_bytes().replace(b'"number":1', b'"number":2'))
    before = len(office.store.recovery_copies.all())
    found = receive(office, [stick])
    assert sorted((one.verdict, one.recovery_copy) for one in found.files) == [
        ("passed_over", False),
        ("passed_over", True),
    ]
    assert len(office.store.recovery_copies.all()) == before + 1
    named = receive(office, [path, changed])
    assert [(one.input, one.verdict, one.state) for one in named.files if not one.recovery_copy] == [
        (str(changed), "unreadable", "wrong")
    ]


def test_a_copy_that_is_verified_says_what_it_is(office: Desk, desk: Desk, tmp_path: Path) -> None:
    path = write_recovery_copy(desk, tmp_path)
    assert path is not None
    changed = tmp_path / "changed.bsuhr"
    changed.write_bytes(path.read_bytes().replace(b'"number":1', b'"number":2'))
    whole, altered = verify([str(path), str(changed)], known_to(office))
    assert (whole.verdict, whole.signer) == (Verdict.GOOD, line_id(desk))
    assert "sealed for its coordinator" in str(whole.sentence)
    assert altered.verdict is Verdict.ALTERED
    assert {whole.kind, altered.kind} == {"unknown"}
    (stranger,) = verify([str(path)], known_to_everybody())
    assert stranger.verdict is Verdict.UNKNOWN_SIGNER


def test_a_desk_that_signs_nothing_sends_no_code(desk: Desk) -> None:
    assert recovery_copy(desk) is not None
    need_new_key(desk.store.db, "copied")
    assert recovery_copy(desk) is None
    start_new_key(desk)
    assert recovery_copy(desk) is not None


def line_id(desk: Desk) -> str:
    return desk.vault.signing_key.key_id.hex()
