"""What strangers sealed is read in a process without keys, comes to the same, and cannot take the desk along."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import IO

import msgspec
import psutil
import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange import contents_sandbox
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.system import sandbox as sandboxes
from bsuh_desktop.system.launcher import start_child
from bsuh_desktop.system.sandbox_errors import SandboxError
from bsuh_desktop.trust.sealing import new_identity, recipient_of, seal
from tests.helpers import hand_over
from tests.helpers.attendance_files import open_file
from tests.helpers.keys import key
from tests.helpers.verified import attendance_proved

pytestmark = [pytest.mark.started_children, pytest.mark.usefixtures("no_child_left")]

IDENTITY = new_identity()
OURS = (recipient_of(IDENTITY),)


def lying_zip() -> bytes:
    """A ZIP of seven members of which one says 100 bytes, and holds 64 MiB of zeros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("manifest.json", "manifest.sig", "grants.cbor", "session.json"):
            archive.writestr(name, bytes(64 * 1024 * 1024 if name == "manifest.json" else 10))
    whole = bytearray(buffer.getvalue())
    size = (64 * 1024 * 1024).to_bytes(4, "little")
    while (place := whole.find(size)) >= 0:
        whole[place : place + 4] = (100).to_bytes(4, "little")
    return bytes(whole)


GOOD = hand_over.attendance_file(OURS, 1)
FILES = {
    "good": GOOD,
    "waiting": hand_over.attendance_file(OURS, 2, signer=key("asking"), grants=()),
    "withdrawn": hand_over.attendance_file(OURS, 3, withdrawn=("0000000000001",)),
    "changed": GOOD[:-40] + bytes(40),
    "cut": GOOD[:-200],
    "others": hand_over.attendance_file((recipient_of(new_identity()),), 4),
    "no zip": seal(b"no zip", OURS),
    "lying": seal(lying_zip(), OURS),
    "nothing": seal(b"", OURS),
    "no seal": b"age-encryption.org/v1\nno",
}


def outcome(read: object, data: bytes, *more: object) -> object:
    try:
        return replace(read(data, *more), journal=(), sealed_names=b"")  # type: ignore[operator]
    except KnownError as refused:
        return refused.code, refused.message


@pytest.mark.parametrize("name", FILES)
def test_it_comes_to_the_same_apart(name: str) -> None:
    with ContentsSandbox((IDENTITY,)) as sandbox:
        assert outcome(sandbox.open_file, FILES[name]) == outcome(open_file, FILES[name], (IDENTITY,))


def test_one_process_reads_one_file_after_another() -> None:
    before = psutil.Process().children()
    with ContentsSandbox((IDENTITY,)) as sandbox:
        assert psutil.Process().children() == before, "it starts when there is something to read"
        for name, data in FILES.items():
            assert outcome(sandbox.open_file, data) == outcome(open_file, data, (IDENTITY,)), name
        assert len(psutil.Process().children()) == len(before) + 1


def test_no_identity_is_said_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[bytes] = []
    real = sandboxes._Talk.__init__

    def heard(self: sandboxes._Talk, to: IO[bytes], answers: IO[bytes], pieces: tuple[bytes, ...], count: int) -> None:
        said.extend(pieces)
        real(self, to, answers, pieces, count)

    monkeypatch.setattr(sandboxes._Talk, "__init__", heard)
    with ContentsSandbox((IDENTITY,)) as sandbox:
        sandbox.open_file(GOOD)
    whole = b"".join(said)
    assert OURS[0].encode() in whole, "what is said is seen"
    assert IDENTITY.encode() not in whole
    assert IDENTITY.lower().encode() not in whole


@pytest.mark.parametrize(
    "program",
    ["while True: pass", "kept = []\nwhile True: kept.append(bytes(1024**2))", "import os; os._exit(1)"],
    ids=["works", "grows", "ends"],
)
def test_what_takes_too_much_is_unreadable(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """The process that such a file would make of ours."""
    limits = msgspec.structs.replace(contents_sandbox.LIMITS, seconds=2, cpu_seconds=1)
    monkeypatch.setattr(contents_sandbox, "LIMITS", limits)
    child = [
        sys.executable,
        "-c",
        "from bsuh_desktop.system.sandbox_child import serve_each\n"
        f"def work():\n    exec({program!r})\nserve_each(lambda question, data: [work])",
    ]
    with ContentsSandbox((IDENTITY,), start=lambda: start_child(child)) as sandbox:
        with pytest.raises(SandboxError):
            sandbox.open_file(GOOD)
        with pytest.raises(SandboxError):
            sandbox.open_file(GOOD)
    # A computer that starts no process.
    monkeypatch.setattr(sys, "executable", str(Path(sys.executable).with_name("nothing")))
    assert attendance_proved(GOOD, replace(known_to_everybody(), identities=(IDENTITY,))).verdict == "unreadable"


def test_verifying_parses_nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with our own reader cannot be reached in this process."""

    def never(*_: object) -> None:
        raise AssertionError("parsed beside the keys")

    for name in (
        "package.unpack",
        "contents.unpack",
        "attendance_reader.read_contents",
        "attendance_reader.is_cut_short",
    ):
        monkeypatch.setattr(f"bsuh_desktop.exchange.{name}", never)
    known = replace(known_to_everybody(), identities=(IDENTITY,))
    proofs = {name: attendance_proved(data, known).verdict.value for name, data in FILES.items()}
    assert proofs == {
        "good": "unknown_signer",
        "waiting": "unknown_signer",
        "withdrawn": "unknown_signer",
        "changed": "altered",
        "cut": "altered",
        "others": "not_ours",
        "no zip": "altered",
        "lying": "altered",
        "nothing": "altered",
        "no seal": "unreadable",
    }
