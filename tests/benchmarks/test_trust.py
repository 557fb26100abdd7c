"""What trust costs: a certificate's codes against one Ed25519 check, an attendance file against bare ZIP, age and
signature of the same bytes.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_trust.py`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pyrage
from msgspec.structs import replace
from nacl.signing import SigningKey, VerifyKey

from bsuh_desktop.domain.chain import Header, journal_line, make_entry
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.events import Answered, Event, kind_of
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts, NameRow, write_names
from bsuh_desktop.exchange.attendance_writer import build_attendance_file, contents
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.trust.credential import sign_credential
from bsuh_desktop.trust.grants import encode_grants
from bsuh_desktop.trust.sealing import seal
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers.attendance import COORDINATOR_IDENTITY, PARTNER, SESSION, facts, programme, row, sender
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.classes import NINE, learner, opened
from tests.helpers.keys import DAY, DEVICE, chain, key
from tests.helpers.scanned import to_text

LEARNERS, EVENTS, CERTIFICATES = 60, 600, 300
BARE_CHECK, BOTH_CODES = "one Ed25519 check", "both codes of a certificate"
BARE_READ, READ, BARE_WRITE, WRITE = "bare read", "attendance file read", "bare write", "attendance file written"


def often(times: int, run: Callable[[], object]) -> Way:
    """Several times: once is over too soon to be measured."""

    def runs() -> None:
        for _ in range(times):
            run()

    return Way(runs, times)


def known() -> KnownKeys:
    everybody = known_to_everybody()
    return replace(everybody, programmes=(*everybody.programmes, programme()), identities=(COORDINATOR_IDENTITY,))


def test_a_certificates_codes_cost_little_more_than_a_signature(size: Size) -> None:
    certificates = size.of(CERTIFICATES, 2)
    prefix, second = programme().url_prefix, to_text(programme().url_prefix, encode_grants(chain()))
    signed = [sign_credential(key("device"), make_serial(DEVICE, n), 1, DAY, "শ্রেয়া খাতুন") for n in range(certificates)]
    texts = [f"{to_text(prefix, one.encode())} {second}" for one in signed]
    public, bodies = VerifyKey(key("device").public), [(one.body(), one.signature) for one in signed]
    bare = [(b"bsuh/credential/1\0" + body, signature) for body, signature in bodies]
    laptop = known()

    def check() -> None:
        for body, signature in bare:
            public.verify(body, signature)

    def prove() -> None:
        for text in texts:
            (proof,) = verify([text], laptop)
            assert proof.verdict is Verdict.GOOD

    seconds = size.measured({BARE_CHECK: Way(check, certificates), BOTH_CODES: Way(prove, certificates)})
    print(f"\n{table(seconds, BARE_CHECK)}")
    size.at_most(ratio(seconds, BOTH_CODES, BARE_CHECK), 8)


def a_class(learners: int, events: int) -> AttendanceFacts:
    """So many learners, so many events."""
    happened: list[Event] = [opened(learners, practice=False)]
    happened += [Answered(f"q{n // learners}", learner(n % learners + 1), "B") for n in range(events - 1)]
    headers = [
        Header(SESSION, seq, "run1", NINE + seq * 1000, seq * 1000, kind_of(event))
        for seq, event in enumerate(happened, 1)
    ]
    names = tuple(NameRow(learner(n), "শ্রেয়া খাতুন", "Shreya Khatun", bytes(64)) for n in range(1, learners + 1))
    lines = tuple(journal_line(make_entry(header, event)) for header, event in zip(headers, happened, strict=True))
    return facts(rows=tuple(row(n) for n in range(1, learners + 1)), journal=lines, names=names)


def bare_write(
    members: Mapping[str, bytes], names: bytes, signer: SigningKey, recipients: list[pyrage.x25519.Recipient]
) -> bytes:
    """The same bytes in a ZIP, one of them signed, the names and all of it sealed."""
    signer.sign(members["manifest.json"])
    pyrage.encrypt(names, recipients)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return bytes(pyrage.encrypt(buffer.getvalue(), recipients))


def bare_read(data: bytes, identity: pyrage.x25519.Identity, signed: tuple[VerifyKey, bytes, bytes]) -> bytes:
    """What is sealed opened, unpacked, one signature checked."""
    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(data, [identity]))) as archive:
        for name in archive.namelist():
            archive.read(name)
    public, manifest, signature = signed
    return public.verify(manifest, signature)


def test_an_attendance_file_costs_little_more_than_its_zip_seal_and_signature(size: Size) -> None:
    events = size.of(EVENTS, 10)
    held, by, programmes = a_class(size.of(LEARNERS, 2), events), sender(), [programme()]
    members, _ = contents(held, by, seal(write_names(held.names), by.recipients), bytes(32))
    file = build_attendance_file(held, by).data
    names = write_names(held.names)
    signer, to = SigningKey(key("device").seed), [pyrage.x25519.Recipient.from_str(one) for one in by.recipients]
    identity = pyrage.x25519.Identity.from_str(COORDINATOR_IDENTITY)
    manifest = members["manifest.json"]
    signed = signer.verify_key, manifest, signer.sign(manifest).signature
    assert len(held.journal) == events
    assert read_attendance_file(file, [COORDINATOR_IDENTITY], programmes).verdict is Verdict.GOOD
    times = size.of(10, 1)
    bare = bare_write(members, names, signer, to)
    seconds = size.measured(
        {
            BARE_WRITE: often(times, lambda: bare_write(members, names, signer, to)),
            WRITE: often(times, lambda: build_attendance_file(held, by)),
            BARE_READ: often(times, lambda: bare_read(bare, identity, signed)),
            READ: often(times, lambda: read_attendance_file(file, [COORDINATOR_IDENTITY], programmes)),
        },
        turns=9,
    )
    print(f"\n{table(seconds, BARE_WRITE)}\n{table(seconds, BARE_READ)}\n{len(file) / 1024:.0f} KB")
    assert chain()[-1].terms.partner == PARTNER
    size.at_most(ratio(seconds, WRITE, BARE_WRITE), 4)
    size.at_most(ratio(seconds, READ, BARE_READ), 7)
