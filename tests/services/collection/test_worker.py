"""The process that reads files has no key; it ends with whoever asks, and what ends it costs no other file."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec
import psutil
import pytest

from bsuh_desktop.exchange.attendance_reader import Unsealed
from bsuh_desktop.exchange.judgement import Refused
from bsuh_desktop.services.collection import workers as product
from bsuh_desktop.services.collection.opened_file import (
    FileOpener,
    OpeningKeys,
    OpenOutcome,
    Rules,
    UnsealedFile,
)
from bsuh_desktop.services.collection.worker import Begin, Task
from bsuh_desktop.services.collection.workers import LIMITS, MODULE, Workers, usual_count
from bsuh_desktop.system import sandbox as sandboxes
from bsuh_desktop.system.launcher import start_child
from bsuh_desktop.system.process_limits import Limits
from bsuh_desktop.system.sandbox import Sandbox
from bsuh_desktop.trust.sealing import recipient_of, seal
from tests.helpers import hand_over
from tests.helpers.attendance import COORDINATOR_IDENTITY
from tests.helpers.collection import Office
from tests.helpers.until import wait_for

pytestmark = [pytest.mark.started_children, pytest.mark.usefixtures("no_child_left")]

EMPTY = OpeningKeys((), bytes(32), Rules((), (), (), (), "practice"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def hashed(*files: bytes) -> list[tuple[bytes, bytes]]:
    return [(hashlib.sha256(data).digest(), data) for data in files]


def alone(setting: OpeningKeys, files: Sequence[tuple[bytes, bytes]]) -> tuple[OpenOutcome, ...]:
    """What files are worth, read in this process."""
    opening = FileOpener(setting)
    return tuple(opening.file(sha256, data) for sha256, data in files)


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX keeps a killed process until somebody asks for it")
def test_one_that_is_gone_before_it_is_asked_costs_no_file(office: Office) -> None:
    before = psutil.Process().children()
    files = hashed(*(hand_over.attendance_file(office.recipients, number) for number in (1, 2, 3)))
    with Workers(1, office.collector.setting()) as workers:
        worth = workers.ask(files).result()
        assert not any(isinstance(one, Refused) for one in worth)
        (process,) = set(psutil.Process().children()).difference(before)
        process.kill()
        wait_for(lambda: process.status() == psutil.STATUS_ZOMBIE, "the process is gone")
        assert workers.ask(files).result() == worth


def test_no_process_is_started_before_something_is_to_be_read() -> None:
    before = psutil.Process().children()
    with Workers(2, EMPTY) as workers:
        assert [type(one) for one in workers.ask(hashed(b"no seal")).result()] == [Refused]
        assert psutil.Process().children() == before, "without a seal there is nothing to read"
    assert (usual_count(1), usual_count(0)) == (1, 1)


def test_nothing_secret_is_said_to_the_process(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Identities, the key of pseudonyms, the vault's keys and the passphrase stay here, whatever is asked."""
    said: list[bytes] = []
    real = sandboxes._Talk.__init__

    def heard(self: sandboxes._Talk, to: IO[bytes], answers: IO[bytes], pieces: tuple[bytes, ...], count: int) -> None:
        said.extend(pieces)
        real(self, to, answers, pieces, count)

    monkeypatch.setattr(sandboxes._Talk, "__init__", heard)
    setting, vault = office.collector.setting(), office.desk.vault
    files = hashed(hand_over.attendance_file(office.recipients, 1))
    with Workers(1, setting) as workers:
        workers.ask(files, chains=()).result()
    whole = b"".join(said)
    assert len(whole) > 1000
    assert setting.rules.programme.encode() in whole, "what is said is seen"
    secrets = [setting.pseudonyms, vault.store_key, vault.signing_key.seed, office.collector.keys.lock]
    secrets += [one.encode() for one in (*setting.identities, vault.age_identity, vault.recovery_code)]
    for secret in secrets:
        assert secret not in whole
        assert secret.hex().encode() not in whole
    assert files[0][1] not in whole, "it gets what came out of the seal"


def test_what_is_read_apart_is_worth_what_it_is_worth_here(office: Office) -> None:
    good = hand_over.attendance_file(office.recipients, 1)
    files = hashed(
        good,
        good[:-40] + bytes(40),
        good[:-200],
        hand_over.attendance_file(office.recipients, 2, withdrawn=("0000000000001",)),
        seal(b"no zip", office.recipients),
        seal(b"", office.recipients),
        b"no seal",
        hand_over.attendance_file((recipient_of(COORDINATOR_IDENTITY),), 5),
    )
    setting = office.collector.setting()
    with Workers(1, setting) as workers:
        assert workers.ask(files).result() == alone(setting, files)


class Fault:
    """A file that takes the process down, or never ends: what the child makes of it is another programme."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, program: str, limits: Limits = LIMITS) -> None:
        start = [sys.executable, "-c", f"{_READS}\n{program}\nserve_each(reader.asked)"]

        def made(_: str, __: Limits, *, stop: object) -> Sandbox:
            return Sandbox("", limits, stop=stop, start=lambda: start_child(start))  # type: ignore[arg-type]

        monkeypatch.setattr(product, "Sandbox", made)


_READS = """
import time, os, msgspec
from bsuh_desktop.services.collection import worker
from bsuh_desktop.services.collection.worker import Task
from bsuh_desktop.system.sandbox_child import serve_each
reader = worker._Reader()
real = reader._read
def read(judge, sealed):
    if sealed.unsealed.package == b"fault":
        fault()
    return real(judge, sealed)
reader._read = read
"""


@pytest.mark.parametrize(
    ("program", "heavy"),
    [
        ("def fault(): os._exit(3)", False),
        ("def fault(): os.kill(os.getpid(), 11)", False),
        ("def fault():\n  while True: pass", True),
        ("def fault(): kept.append(bytearray(4 * 1024**3))\nkept = []", True),
        ("def fault():\n  while True: kept.append(bytes(1024**2))\nkept = []", True),
        ("def fault(): time.sleep(1000)", True),
        ("def fault(): os.close(1)", False),
    ],
    ids=["ends", "breaks", "works for ever", "asks for much", "grows", "sleeps", "is silent"],
)
def test_one_file_that_takes_too_much_costs_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch, program: str, heavy: bool
) -> None:
    Fault(monkeypatch, program, Limits(seconds=2, megabytes=LIMITS.megabytes, cpu_seconds=1))
    honest = [hand_over.attendance_file(office.recipients, number) for number in (1, 2)]
    files = hashed(honest[0], seal(b"fault", office.recipients), honest[1])
    setting = office.collector.setting()
    with Workers(1, setting) as workers:
        first, fault, last = workers.ask(files).result()
    assert (first, last) == alone(setting, [files[0], files[2]])
    if program.endswith("os.close(1)"):
        return
    assert isinstance(fault, Refused)
    assert (fault.why, fault.failed) == ("unreadable", "too_heavy" if heavy else "died")


def test_the_next_batch_is_unsealed_while_every_process_reads(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    Fault(monkeypatch, "def fault(): time.sleep(1000)")
    with Workers(2, office.collector.setting()) as workers:
        reading = [workers.ask(hashed(seal(b"fault", office.recipients))) for _ in range(2)]
        (refused,) = workers.ask(hashed(b"no seal")).result()
        assert isinstance(refused, Refused)
        assert not any(one.done() for one in reading)


def test_what_stops_asking_is_no_file_s_fault(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that starts no thread any more for a moment, as it does when its memory is used up."""
    files = hashed(hand_over.attendance_file(office.recipients, 1))
    with Workers(1, office.collector.setting()) as workers:
        worth = workers.ask(files).result()
        with monkeypatch.context() as short:
            short.setattr(sandboxes._Talk, "start", no_thread)
            with pytest.raises(RuntimeError):
                workers.ask(files).result()
        assert workers.ask(files).result() == worth


def no_thread(_: object) -> None:
    raise RuntimeError("can't start new thread")


def test_a_process_that_has_grown_is_replaced(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = psutil.Process().children()

    def children() -> set[psutil.Process]:
        return set(psutil.Process().children()).difference(before)

    monkeypatch.setattr(product, "_MUCH", 1.0)
    with Workers(1, office.collector.setting()) as workers:
        workers.ask(hashed(hand_over.attendance_file(office.recipients, 1))).result()
        assert children() == set()
    monkeypatch.undo()
    with Workers(1, office.collector.setting()) as workers:
        for number in (1, 2):
            workers.ask(hashed(hand_over.attendance_file(office.recipients, number))).result()
            kept = children()
            assert len(kept) == 1
        assert children() == kept


def test_the_module_is_no_program_for_anybody_else() -> None:
    """It ends where nobody speaks to it."""
    with Sandbox(MODULE, LIMITS) as sandbox:
        answers: Sequence[object] = list(sandbox.ask_each(Begin(EMPTY.rules), msgspec.msgpack.Decoder(object), 0))
        assert answers == []
        sealed = UnsealedFile(bytes(32), Unsealed(b"", 1), False)
        (worth,) = sandbox.ask_each(Task((sealed,)), msgspec.msgpack.Decoder(Refused), 1)
    assert worth.why == "altered"
