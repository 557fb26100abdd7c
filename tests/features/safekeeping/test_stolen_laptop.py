"""A stolen laptop, from its last backup to the day on which nobody is fooled by it any more: through the services."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode, read_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.certificates.certify import certify, save
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.desk.facilitator import own_code
from bsuh_desktop.services.desk.machine import MACHINE
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.request import look_at_requests, write_request
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.services.hand_over.class_files import save_certificates
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.hand_over.receipts import take_receipts
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.desk_folders import BackupFile, Restored, desk_of
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.safekeeping.restore import look_at_backup, restore
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.trust.signing import key_id
from tests.helpers import programme_desks
from tests.helpers.attendance import PARTNER
from tests.helpers.certificates import embedded_in
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, copied_desk, end, practice_desk, rows
from tests.helpers.grants import given, refused
from tests.helpers.programmes import FACILITATOR
from tests.helpers.receiving_desk import receive, write_receipts

pytestmark = pytest.mark.usefixtures("known_keys")

FROM = datetime.date(2026, 7, 20)
"""The first day of every grant."""


class Field:
    """The folders of everybody: the coordinator, the laptop that is stolen, the new one, and sticks between them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office = practice_desk(folder / "office")
        programme_desks.office(self.office)
        self.papers: dict[str, Path] = {}
        wish = NewDesk(PASSPHRASE, FACILITATOR, None, programme_desks.trial_file(), PARTNER)
        self.first, _ = first_run(folder / "first" / "profile", wish, clock_at())
        self.grant(self.first, "first")
        self.sessions = [self.teach(self.first, "one", 4)]
        assert self.hand_over(self.first, "first") == ["good"]
        self.sessions.append(self.teach(self.first, "two", 6))
        self.backup: BackupFile = write_backup(self.first, folder / "kept apart")
        self.old_key = self.first.vault.signing_key.public
        self.first.close()

    def stick(self, name: str) -> Path:
        """An empty stick, or the one of that name."""
        path = self.folder / name
        path.mkdir(exist_ok=True)
        return path

    def grant(self, desk: Desk, name: str) -> str:
        """Asks for the desk's grant, gives it and takes it in; returns the device number."""
        request = write_request(desk, "device", self.stick(f"{name} asks"))
        (answer,) = given(self.office, [request], self.stick(f"{name} is answered"), first=FROM)
        accept(desk, answer.path)
        return answer.device

    def teach(
        self, desk: Desk, name: str, learners: int, papers: bool = True, said: datetime.date | None = None
    ) -> str:
        """A class is held, on a day that is `said` where the clock is in doubt; its certificates are printed."""
        conduct = a_class(desk, rows(learners))
        if said is not None:
            conduct.state_date(said)
        conduct.finish()
        if papers:
            self.papers[name] = save_certificates(desk, conduct.session, self.stick(f"papers {name}")).path
        return conduct.session

    def hand_over(self, desk: Desk, name: str) -> list[str]:
        """Hands all over, and brings the receipts back; returns what came of each file."""
        stick = self.stick(f"{name} hands over")
        hand_over_all(desk, stick)
        received = receive(self.office, [stick])
        write_receipts(self.office, received, self.stick(f"{name} receipts"))
        take_receipts(desk, [self.stick(f"{name} receipts")])
        return [file.worth for file in received.files if file.worth is not None]

    def restored(self, name: str) -> Restored:
        """The backup comes back on another laptop."""
        return restore(self.backup.path, self.folder / name, PASSPHRASE, clock_at(day=5), machine=lambda: name)

    def opened(self, name: str, day: int = 5) -> Desk:
        """The laptop of that name, unlocked on a day of August."""
        return open_desk(self.folder / name, PASSPHRASE, clock_at(day=day), machine=lambda: name)

    def proof(self, path: Path) -> Proof:
        """What the coordinator's desk makes of a file."""
        (proof,) = verify([str(path)], known_to(self.office))
        return proof


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    field = Field(tmp_path_factory.mktemp("field"))
    yield field
    field.office.close()


def serials_on(*papers: Path) -> list[tuple[str, str]]:
    """(serial, name) of every certificate in these files."""
    return [(one.serial, one.name) for path in papers for one in embedded_in(path).credentials]


def dated_back(field: Field) -> Path:
    """The thief, who knows the passphrase, dates a class back, prints and hands over; returns that class's file."""
    before = {path.name for path in field.stick("first hands over").iterdir()}
    thief = open_desk(field.folder / "first" / "profile", PASSPHRASE, clock_at(day=1))
    field.teach(thief, "thief's", 5, said=datetime.date(2026, 8, 1))
    hand_over_all(thief, field.stick("thief's stick"))
    thief.close()
    (file,) = (path for path in field.stick("thief's stick").glob("2026-08-01*.bsuh") if path.name not in before)
    return file


def brought_back(field: Field) -> tuple[Desk, str]:
    """The backup on another laptop, which has a key of its own and waits for its grant; and a class that it held."""
    look = look_at_backup(field.backup.path)
    assert (look.sessions, look.made.day) == (2, 3)
    done = field.restored("second")
    assert (done.sessions, done.standing, done.merged) == (2, "waiting", False)
    second = field.opened("second")
    assert why_new_key(second) == ""
    assert [one.key for one in second.earlier] == [field.old_key]
    assert done.key == second.vault.signing_key.key_id.hex() != key_id(field.old_key).hex()
    session = field.teach(second, "three", 3, papers=False)
    with refused("waiting"):
        save_certificates(second, session, field.stick("papers three"))
    return second, session


def granted_anew(field: Field, second: Desk, last: str) -> Desk:
    """The coordinator sees that the new key goes on with the old one, and gives it a number of its own."""
    request = write_request(second, "device", field.stick("second asks"))
    (waiting,) = look_at_requests(field.office, [request])
    assert (waiting.has_earlier_key, waiting.refused, waiting.code) == (True, None, own_code(second))
    number = field.grant(second, "second")
    assert number != encode(read_serial(last)[0], DEVICE_LENGTH)
    # The card for the door is brought up to date when the desk is locked.
    second.close()
    assert (desk_of(second.folder).device, desk_of(second.folder).code) == (number, own_code(second))
    return field.opened("second", day=6)


def test_a_stolen_laptop(field: Field) -> None:
    second, third = brought_back(field)
    thieves = dated_back(field)
    assert field.proof(thieves).verdict is Verdict.GOOD

    # The old key is taken back: what the coordinator has seen stays good, and the serials up to the backup's last.
    last = max(serial for serial, _ in serials_on(field.papers["two"]))
    field.office.clock = clock_at(day=5)
    revoked = revoke(field.office, key_id(field.old_key).hex(), field.stick("list"), last_serial=last)
    assert revoked.last_files == 1
    assert field.proof(thieves).verdict is Verdict.REVOKED
    assert field.proof(field.papers["thief's"]).verdict is Verdict.REVOKED

    # Certificates of both laptops are good, the old ones by the old grants.
    second = granted_anew(field, second, last)
    field.papers["three"] = save_certificates(second, third, field.stick("papers three")).path
    for name in ("one", "two", "three"):
        proof = field.proof(field.papers[name])
        assert proof.verdict is Verdict.GOOD, name
        assert bool(proof.doubts) == (name != "three"), name

    # What was never handed over goes by the new key, with the serials that stand on the old papers.
    assert field.hand_over(second, "second") == ["good", "good"]
    assert {one.outcome for one in second.store.handed.receipts().values()} == {"merged"}

    # Printed once more, the old ones keep their serials under the old grants. Beside new ones they are replaced.
    again = save_certificates(second, field.sessions[1], field.stick("again"), whole=True)
    assert sorted(serials_on(again.path)) == sorted(serials_on(field.papers["two"]))
    assert field.proof(again.path).verdict is Verdict.GOOD
    both = certify(second, [field.sessions[1], third], whole=True)
    assert both.reprinted == 6
    field.papers["both"] = field.folder / "both.pdf"
    save(second, both, field.papers["both"])
    assert field.proof(field.papers["both"]).verdict is Verdict.GOOD

    # No serial stands on two names, whoever printed it.
    names: dict[str, set[str]] = {}
    for serial, name in serials_on(*field.papers.values(), again.path):
        names.setdefault(serial, set()).add(name)
    assert [serial for serial, found in names.items() if len(found) > 1] == []

    # The class tells which serials were taken back, and the papers that were replaced count no more.
    assert field.hand_over(second, "second once more") == ["good"]
    assert field.proof(field.papers["two"]).verdict is Verdict.REVOKED
    second.close()


def test_the_same_backup_twice_goes_on_once(field: Field) -> None:
    for name in ("third", "fourth"):
        field.restored(name)
    requests = []
    for name in ("third", "fourth"):
        desk = field.opened(name)
        requests.append(write_request(desk, "device", field.stick(f"{name} asks")))
        desk.close()
    looked = look_at_requests(field.office, requests)
    # One of them may go on with the old key, unless another laptop does already.
    assert [one.refused_code for one in looked][1:] == ["already_continued"]


def test_a_copied_folder_signs_nothing_until_it_has_a_key_of_its_own(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    desk.store.facts.drop(MACHINE)
    desk.close()
    here, there = tmp_path / "profile", tmp_path / "copy"
    open_desk(here, PASSPHRASE, clock_at(), machine=lambda: "here").close()
    shutil.copytree(here, there)
    copy = open_desk(there, PASSPHRASE, clock_at(), machine=lambda: "there")
    assert why_new_key(copy) == "copied"
    # It teaches all the same.
    session = a_class(copy)
    end(copy, session)
    with refused("new_key_needed"):
        hand_over_all(copy, tmp_path)
    with refused("new_key_needed"):
        save_certificates(copy, session.session, tmp_path)
    old = copy.vault.signing_key.public, copy.device_number
    start_new_key(copy)
    assert copy.vault.signing_key.public != old[0]
    assert copy.device_number != old[1]
    assert len(hand_over_all(copy, tmp_path).written) == 1
    copy.close()
    # At home nothing was noticed, and the copy is at home where it is now.
    for folder, machine in ((here, "here"), (there, "there")):
        desk = open_desk(folder, PASSPHRASE, clock_at(), machine=lambda at=machine: at)  # type: ignore[misc]
        assert why_new_key(desk) == ""
        desk.close()
