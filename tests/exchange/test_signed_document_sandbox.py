"""The small signed files of strangers are read in a process without keys, come to the same, and cannot take the desk
along."""

from __future__ import annotations

import contextlib
import datetime
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange import signed_document_sandbox
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.receipt import Receipt, sign_receipt
from bsuh_desktop.exchange.signed_document_sandbox import READERS, SignedBody, SignedDocumentSandbox, read_sandboxed
from bsuh_desktop.services.collection.receipt_writer import receipt_name, write_answers
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.request import look_at_requests
from bsuh_desktop.services.hand_over.receipts import Expected, receipts_on, take_receipts
from bsuh_desktop.services.programme.join import find_offers, join_file, look_at
from bsuh_desktop.services.programme.make_programme import recover_root
from bsuh_desktop.services.safekeeping.recovery import take_copies_beside
from bsuh_desktop.services.verify.known import is_news, known_to, known_to_everybody, known_with
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.system.launcher import start_child
from bsuh_desktop.system.sandbox_errors import SandboxError
from bsuh_desktop.trust.grant_request import GrantAnswer, GrantRequest, sign_request, write_answer
from bsuh_desktop.trust.key_list import KeyList, sign_key_list
from bsuh_desktop.trust.programme import Programme, place_list_hash, read_programme, sign_programme
from bsuh_desktop.trust.recovery_code import RecoveryCopy, new_recovery_code, seal_code, sign_copy
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers.attendance import COORDINATOR_IDENTITY, programme
from tests.helpers.grants import office_desk
from tests.helpers.hand_over import attendance_file
from tests.helpers.json_listener import heard_parsing
from tests.helpers.keys import chain, chain_for, key
from tests.helpers.office_files import coordinators_list, receipt, request
from tests.helpers.programmes import programme_file

pytestmark = [pytest.mark.started_children, pytest.mark.usefixtures("no_child_left")]

LIST = sign_key_list(coordinators_list(), key("coordinator"))
STRANGE_LIST = sign_key_list(replace(coordinators_list(), issuer=key("stranger").public), key("stranger"))
COPY = RecoveryCopy(
    programme="trial",
    key=key("device").public,
    number=1,
    made=datetime.date(2026, 8, 3),
    device="",
    sealed=seal_code(new_recovery_code(), key("device").public, [recipient_of(COORDINATOR_IDENTITY)]),
)
FILES: dict[type[SignedBody], bytes] = {
    Receipt: sign_receipt(receipt(), key("coordinator")),
    GrantRequest: sign_request(request(), key("device")),
    GrantAnswer: write_answer(chain(), programme_file(), (LIST,)),
    KeyList: LIST,
    Programme: sign_programme(replace(programme(), root_key=key("stranger").public, version=2), key("stranger")),
    RecoveryCopy: sign_copy(COPY, key("device")),
}
NAMES = {
    Receipt: receipt_name(receipt()),
    GrantRequest: "request.json",
    GrantAnswer: "grant.json",
    KeyList: "key-list.json",
    Programme: "trial-programme-v2.json",
    RecoveryCopy: "recovery-x.bsuhr",
}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with one of each."""
    stick = tmp_path / "stick"
    stick.mkdir()
    for kind, data in FILES.items():
        (stick / NAMES[kind]).write_bytes(data)
    return stick


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    desk = office_desk(tmp_path / "office")
    yield desk
    desk.close()


def outcome(read: Callable[..., object], *of: object) -> object:
    try:
        return read(*of)
    except KnownError as refused:
        return refused.code, refused.message


def changed(data: bytes) -> dict[str, bytes]:
    """What somebody may make of a file."""
    return {
        "as written": data,
        "cut": data[:-40],
        "another signature": data[:-8] + b"AAAAA=" + data[-2:],
        "another day": data.replace(b"2026", b"2027"),
        "a key more": data[:-1] + b',"z":1}',
        "deep": b'{"receipt":' + b"[" * 100_000,
        "nothing": b"",
    }


@pytest.mark.parametrize("kind", READERS, ids=lambda kind: kind.__name__)
def test_each_kind_comes_to_the_same_apart(kind: type[Receipt]) -> None:
    """In one process after the other; it starts when there is something to read."""
    before = psutil.Process().children()
    with SignedDocumentSandbox() as sandbox:
        assert psutil.Process().children() == before
        for name, data in changed(FILES[kind]).items():
            assert outcome(sandbox.read, data, kind) == outcome(READERS[kind], data), name
        assert len(psutil.Process().children()) == len(before) + 1
    assert read_sandboxed(FILES[kind], kind) == READERS[kind](FILES[kind])


def test_a_countrys_schools_leave_nothing_of_their_memory_to_the_next_file() -> None:
    read = read_programme(programme_file())
    school = read.places[0]
    schools = tuple(replace(school, id=f"eiin:{number}") for number in range(100_000, 120_000))
    large = replace(read, places=schools, place_list_hash=place_list_hash(schools))
    before = set(psutil.Process().children())
    with SignedDocumentSandbox() as sandbox:
        assert sandbox.read(sign_programme(large, key("root")), Programme) == large
        assert set(psutil.Process().children()) == before
        assert sandbox.read(FILES[Receipt], Receipt) == receipt()


@pytest.mark.parametrize(
    "program",
    ["while True: pass", "kept = []\nwhile True: kept.append(bytes(1024**2))", "import os; os._exit(1)"],
    ids=["works", "grows", "ends"],
)
def test_what_takes_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """The process that such a file would make of ours; the next file has another one."""
    limits = replace(signed_document_sandbox.LIMITS, seconds=2, cpu_seconds=1)
    monkeypatch.setattr(signed_document_sandbox, "LIMITS", limits)
    child = [
        sys.executable,
        "-c",
        "from bsuh_desktop.system.sandbox_child import serve_each\n"
        f"def work():\n    exec({program!r})\nserve_each(lambda question, data: [work])",
    ]
    with SignedDocumentSandbox(start=lambda: start_child(child)) as sandbox:
        for _ in range(2):
            with pytest.raises(SandboxError):
                sandbox.read(FILES[Receipt], Receipt)


def test_what_ends_its_process_holds_up_no_other_file(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends it: each is told as unreadable."""
    monkeypatch.setattr(signed_document_sandbox, "CHILD", "bsuh_desktop.nothing")
    proofs = list(verify([str(path) for path in sorted(stick.iterdir())], known_to_everybody()))
    assert [one.verdict.value for one in proofs] == ["unreadable"] * len(FILES)


def test_who_stops_waits_for_none_of_them() -> None:
    """Of a process that never answers: soon, and not when its time is over."""
    never = [sys.executable, "-c", "import sys; sys.stdin.buffer.read()"]
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 3

    with (
        SignedDocumentSandbox(stop=stop, start=lambda: start_child(never)) as signed,
        ContentsSandbox([COORDINATOR_IDENTITY], stop=stop, start=lambda: start_child(never)) as contents,
    ):
        readings: tuple[Callable[[], object], ...] = (
            lambda: signed.read(FILES[Receipt], Receipt),
            lambda: contents.open_file(attendance_file([recipient_of(COORDINATOR_IDENTITY)], 1)),
        )
        for read in readings:
            asked.clear()
            with pytest.raises(SandboxError) as caught:
                read()
            assert caught.value.failure == "stopped"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    return heard_parsing(monkeypatch)


def answer_for(desk: Desk, stick: Path, programme: bytes, lists: tuple[bytes, ...]) -> Path:
    """The answer for the key of the desk itself, with what somebody put in beside it."""
    path = stick / "grant-own.json"
    path.write_bytes(write_answer(chain_for(desk.vault.signing_key.public), programme, lists))
    return path


READING: dict[str, Callable[[Desk, Path], object]] = {
    "verify": lambda desk, stick: list(verify([str(path) for path in sorted(stick.iterdir())], known_to(desk))),
    "one by one": lambda desk, stick: [list(verify([str(path)], known_to(desk))) for path in sorted(stick.iterdir())],
    "verify with": lambda desk, stick: known_with(known_to(desk), [stick / NAMES[Programme], stick / NAMES[KeyList]]),
    "news": lambda desk, stick: [is_news(desk, path) for path in stick.iterdir()],
    "receipts": lambda desk, stick: take_receipts(desk, [stick]),
    "receipts found": lambda desk, stick: receipts_on(stick, Expected(frozenset({receipt().session}), frozenset())),
    "receipts again": lambda desk, stick: write_answers([(stick, receipt())], lambda _: key("coordinator")),
    "requests": lambda desk, stick: look_at_requests(desk, [stick]),
    "grant with a programme": lambda desk, stick: accept(desk, answer_for(desk, stick, FILES[Programme], ())),
    "grant with a list": lambda desk, stick: accept(desk, answer_for(desk, stick, b"", (STRANGE_LIST,))),
    "key list": lambda desk, stick: accept(desk, stick / NAMES[KeyList]),
    "programme": lambda desk, stick: look_at(stick / NAMES[Programme]),
    "joining": lambda desk, stick: join_file(desk, stick / NAMES[Programme], None),
    "recovering": lambda desk, stick: recover_root(desk, FILES[Programme], "no words"),
    "programmes": lambda desk, stick: list(find_offers([stick])),
    "copies": lambda desk, stick: take_copies_beside(desk, [stick / "x"]),
}


@pytest.mark.parametrize("what", READING)
def test_nothing_of_them_is_parsed_beside_the_keys(what: str, office: Desk, stick: Path, parsed: list[bytes]) -> None:
    """Whatever becomes of them; what this desk keeps already is its own."""
    with contextlib.suppress(KnownError):
        READING[what](office, stick)
    assert not set(parsed).intersection({*FILES.values(), STRANGE_LIST, *(one.read_bytes() for one in stick.iterdir())})


def test_what_is_parsed_here_is_seen(parsed: list[bytes]) -> None:
    for kind, reader in READERS.items():
        reader(FILES[kind])
    assert set(FILES.values()) <= set(parsed)
