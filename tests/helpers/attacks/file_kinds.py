"""Every kind of attendance file that somebody can bring to a coordinator's desk, bad and good, made for that desk."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.chain import Entry, data_digest, journal_line, read_journal_line
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts, NameRow, write_names
from bsuh_desktop.exchange.attendance_reader import MOST_RECIPIENTS
from bsuh_desktop.exchange.attendance_writer import Sender, contents
from bsuh_desktop.exchange.package import LARGEST_CONTENTS, LARGEST_FILE, pack
from bsuh_desktop.exchange.reduced_copy import reduce_names
from bsuh_desktop.paths import resources
from bsuh_desktop.register.decision_lines import ReducedWhy
from bsuh_desktop.register.folder import reduced_copy
from bsuh_desktop.trust.demonstration import demonstration_programme, issue_demonstration_device_grant
from bsuh_desktop.trust.grants import Cap, Grant, encode_grants, issue
from bsuh_desktop.trust.key_list import Revocation
from bsuh_desktop.trust.sealing import new_identity, recipient_of, seal
from tests.helpers import attendance
from tests.helpers.attacks import zips
from tests.helpers.attendance import row
from tests.helpers.classes import learner
from tests.helpers.collection import Office, put
from tests.helpers.containers import LETTER, mail
from tests.helpers.keys import DAY, DEVICE, LAST, chain, coordinator_terms, device_terms, key

Members = dict[str, bytes]
Make = Callable[[Office], bytes]
DEVICE_KEY, COORDINATOR = key("device"), key("coordinator")


class Kind(NamedTuple):
    """One kind of file: `make` prepares the desk and its register, and returns what is brought. `beside` is the
    register's word where other files have a say; `names` is the code by which its names are refused."""

    name: str
    verdict: Verdict
    make: Make
    beside: str = ""
    names: str = ""


def sender(office: Office, **changed: object) -> Sender:
    """The granted device, which seals to this desk alone."""
    return attendance.sender(recipients=office.recipients, **changed)


def members_of(office: Office, facts: AttendanceFacts | None = None, **changed: object) -> Members:
    """Every member of a file, as its signer made it."""
    by, whole = sender(office, **changed), facts or attendance.facts()
    return contents(whole, by, seal(write_names(whole.names), by.recipients), bytes(range(32)))[0]


def sealed(office: Office, members: Members) -> bytes:
    """Members zipped and sealed to the desk."""
    return seal(pack(members), office.recipients)


def _file(facts: AttendanceFacts | None = None, **changed: object) -> Make:
    return lambda office: sealed(office, members_of(office, facts, **changed))


def _bytes(edit: Callable[[bytes], bytes]) -> Make:
    """A good file of which bytes were changed on the way."""
    return lambda office: edit(_file()(office))


def _flipped(place: Callable[[bytes], int]) -> Make:
    def edit(data: bytes) -> bytes:
        at = place(data)
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    return _bytes(edit)


def _packed(packing: Callable[[Members], bytes]) -> Make:
    return lambda office: seal(packing(members_of(office)), office.recipients)


def _resigned(change: Callable[[Members], object] = lambda members: None, **changed: Any) -> Make:
    """The device itself signs what it changed: hashes and signature are right again."""

    def make(office: Office) -> bytes:
        members = members_of(office)
        change(members)
        value = {**json.loads(members[m.MANIFEST]), **changed}
        value["members"] = json.loads(canonical_json(m.hashes_of(members)))
        members[m.MANIFEST] = canonical_json(value)
        members[m.SIGNATURE] = DEVICE_KEY.sign("attendance", 1, members[m.MANIFEST])
        return sealed(office, members)

    return make


def _changed(name: str, edit: Callable[[bytes], bytes]) -> Make:
    """A member that its signer did not sign like this."""

    def make(office: Office) -> bytes:
        members = members_of(office)
        before = members[name]
        members[name] = edit(before)
        assert members[name] != before
        return sealed(office, members)

    return make


def _sealed_to(*others: str, besides: bool = False) -> Make:
    def make(office: Office) -> bytes:
        return seal(pack(members_of(office)), ((*office.recipients, *others) if besides else others))

    return make


def _recipients(count: int) -> Make:
    return lambda office: seal(pack(members_of(office)), office.recipients * count)


def _grants(*grants: Grant) -> Make:
    """With these grants in the file."""
    return _file(grants=grants)


def _forged() -> tuple[Grant, ...]:
    above, below = chain()
    return above, replace(below, signature=bytes([below.signature[0] ^ 1]) + below.signature[1:])


def _foreign() -> tuple[Grant, ...]:
    above = issue(key("foreign root"), coordinator_terms(COORDINATOR.public))
    return above, issue(COORDINATOR, device_terms(DEVICE_KEY.public), above)


def _without_attendance() -> tuple[Grant, ...]:
    above = chain()[0]
    return above, issue(COORDINATOR, replace(device_terms(DEVICE_KEY.public), caps=Cap.CERTIFICATE), above)


def _row_of_files(office: Office, count: int) -> list[tuple[bytes, bytes]]:
    """The device's first files, each with the hash of its manifest; each names the one before."""
    found: list[tuple[bytes, bytes]] = []
    for nth in range(1, count + 1):
        one = _of_session(nth)
        members = members_of(office, one, nth=nth, previous=found[-1][1] if found else b"")
        found.append((sealed(office, members), hashlib.sha256(members[m.MANIFEST]).digest()))
    return found


def _of_session(number: int) -> AttendanceFacts:
    session = f"SESS{number:012d}"
    return attendance.facts(session=session, journal=attendance.journal(session=session))


def _revoked_after(trusted: int, brought: int, count: int = 3) -> Make:
    """A file of a device whose key was revoked: the list trusts its first `trusted` files, which were collected."""

    def make(office: Office) -> bytes:
        files = _row_of_files(office, count)
        last = files[trusted - 1][1] if trusted else b""
        for number, (data, _) in enumerate(files, 1):
            if number != brought and number <= trusted:
                office.collect(put(office.folder / "before", {f"{number}.bsuh": data}))
        office.revoke(Revocation(DEVICE_KEY.public, DAY, last, last_counter=2 if trusted else 0))
        return files[brought - 1][0]

    return make


def _late_and_revoked(office: Office) -> bytes:
    members = members_of(office, _late())
    office.revoke(Revocation(DEVICE_KEY.public, DAY, hashlib.sha256(members[m.MANIFEST]).digest(), last_counter=2))
    return sealed(office, members)


def _beside_the_row(office: Office) -> bytes:
    """A thief's file: it claims the second place, but the last trusted file leads past it."""
    files = _row_of_files(office, 3)
    office.collect(put(office.folder / "before", {f"{number}.bsuh": one[0] for number, one in enumerate(files, 1)}))
    office.revoke(Revocation(DEVICE_KEY.public, DAY, files[2][1], last_counter=2))
    members = members_of(office, _of_session(9), nth=2, previous=files[0][1])
    return sealed(office, members)


def _issuer_revoked(office: Office) -> bytes:
    office.revoke(Revocation(COORDINATOR.public, DAY))
    return _file()(office)


def _late() -> AttendanceFacts:
    return attendance.facts(details=replace(attendance.details(), date=LAST + datetime.timedelta(days=1)))


def _serial_of(number: int) -> AttendanceFacts:
    return attendance.facts(rows=(row(1, serial=make_serial(number, 1)),))


def _of_nobody() -> AttendanceFacts:
    whole = attendance.facts()
    return replace(whole, names=(*whole.names, NameRow(learner(9), "কেউ না", "Nobody", b"")))


def _counts(**changed: int) -> AttendanceFacts:
    first, *rest = attendance.facts().rows
    return attendance.facts(rows=(replace(first, **changed), *rest))


def _odd_event(kind: str = "question_opened/1") -> AttendanceFacts:
    """The last event of the journal is chained as any; what it says is no event of that `kind`."""
    whole = attendance.facts()
    last = read_journal_line(whole.journal[-1])
    salt, data = bytes(16), f'{{"kind":"{kind}","nothing":1}}'.encode()
    header = replace(last.header, seq=last.header.seq + 1, kind=kind)
    odd = Entry(header, salt, data, data_digest(salt, data))
    return replace(whole, journal=(*whole.journal, journal_line(odd)))


def _waiting_facts(practice: bool = False) -> AttendanceFacts:
    whole = attendance.facts(practice=practice)
    return replace(whole, rows=tuple(replace(one, serial="", awarded=False) for one in whole.rows))


def _practice(office: Office) -> bytes:
    """A practice class of the demonstration, which everybody can open."""
    programme = demonstration_programme(resources())
    grants = issue_demonstration_device_grant(resources(), DEVICE_KEY.public, DEVICE)
    by = attendance.sender(grants=grants, programme=programme.id, recipients=programme.recipients_for(1))
    members = contents(attendance.facts(practice=True), by, seal(b"", by.recipients), bytes(range(32)))[0]
    return seal(pack(members), by.recipients)


def _second_revision(office: Office) -> bytes:
    whole = attendance.facts()
    first = members_of(office, whole)
    office.collect(put(office.folder / "before", {"1.bsuh": sealed(office, first)}))
    previous = hashlib.sha256(first[m.MANIFEST]).digest()
    return sealed(office, members_of(office, replace(whole, revision=2), nth=2, previous=previous))


def _reduced(office: Office) -> tuple[bytes, bytes]:
    """A file that was collected, and the copy that has taken its place in the archive since."""
    data = _file()(office)
    office.collect(put(office.folder / "before", {"1.bsuh": data}))
    file, collector = hashlib.sha256(data).digest(), office.collector
    copy = reduce_names(file, data, collector.opener())
    assert copy is not None
    why: ReducedWhy = "retention"
    with office.open() as register:
        decision = reduced_copy(file, copy.data, why, copy.learners)
        register.reduce(decision, copy.data, collector.signer, collector.wall_ms())
    return data, copy.data


def _before_the_grant(office: Office) -> bytes:
    """Sealed while the device waited; its grant has come to this desk since."""
    office.desk.store.known.keep_chain(b"test", encode_grants(chain()))
    return _file(_waiting_facts(), grants=())(office)


def _twice(members: Members) -> bytes:
    return zips.archive([*members.items(), (m.ROWS, members[m.ROWS])])


def _bomb(members: Members) -> bytes:
    return zips.archive({**members, m.ROWS: bytes(LARGEST_CONTENTS + 1)}.items())


STRANGER = recipient_of(new_identity())

ALTERED, UNREADABLE, UNKNOWN = Verdict.ALTERED, Verdict.UNREADABLE, Verdict.UNKNOWN_SIGNER
REVOKED, GOOD = Verdict.REVOKED, Verdict.GOOD

BAD = (
    Kind("zero bytes", UNREADABLE, lambda _: b""),
    Kind("not a bsuh at all", UNREADABLE, lambda _: LETTER),
    Kind("never sealed", UNREADABLE, lambda office: pack(members_of(office))),
    Kind("a ZIP by that name", UNREADABLE, lambda office: zips.archive([("b.bsuh", _file()(office))])),
    Kind("a mail by that name", UNREADABLE, lambda office: mail({"b.bsuh": _file()(office)})),
    Kind("a seal of a later version", UNREADABLE, _bytes(lambda data: data.replace(b"/v1\n", b"/v2\n", 1))),
    Kind("too large", UNREADABLE, _bytes(lambda data: data + bytes(LARGEST_FILE))),
    Kind("too many recipients", UNREADABLE, _recipients(MOST_RECIPIENTS + 1)),
    Kind("cut short in its head", UNREADABLE, _bytes(lambda data: data[:40])),
    Kind("cut short", ALTERED, _bytes(lambda data: data[:-200])),
    Kind("a bit flipped in the header", UNREADABLE, _flipped(lambda data: data.index(b"\n--- ") + 8)),
    Kind("a bit flipped in the body", ALTERED, _flipped(lambda data: len(data) // 2 + 200)),
    Kind("a bit flipped in the tag", ALTERED, _flipped(lambda data: len(data) - 1)),
    Kind("a byte more", ALTERED, _bytes(lambda data: data + b"\0")),
    Kind("resealed to others", Verdict.NOT_OURS, _sealed_to(STRANGER)),
    Kind("sealed to one more", ALTERED, _sealed_to(STRANGER, besides=True)),
    Kind("a ZIP bomb", UNREADABLE, _packed(_bomb)),
    Kind("a member missing", ALTERED, _packed(lambda members: zips.archive(list(members.items())[:-1]))),
    Kind("a member extra", ALTERED, _packed(lambda members: zips.archive([*members.items(), ("readme.txt", b"")]))),
    Kind("a member twice", ALTERED, _packed(_twice)),
    Kind("a wrong hash in the manifest", ALTERED, _changed(m.ROWS, lambda data: data.replace(b",late,", b",absent,"))),
    Kind("a wrong signature", ALTERED, _changed(m.SIGNATURE, lambda data: data[:-1] + bytes([data[-1] ^ 1]))),
    Kind(
        "a journal that does not hold",
        ALTERED,
        _resigned(lambda all_: all_.update({m.JOURNAL: all_[m.JOURNAL].replace(b'"total":3', b'"total":4')})),
    ),
    Kind("a journal of another session", ALTERED, _resigned(session="SESS00000000000Y")),
    Kind("practice marked as real", ALTERED, _resigned(practice=True)),
    Kind("a learner twice", ALTERED, _file(attendance.facts(rows=(row(1), replace(row(2), learner=learner(1)))))),
    Kind("numbers that no class has", UNREADABLE, _file(_counts(answered=40_000))),
    Kind("a revision that no laptop reaches", UNREADABLE, _file(attendance.facts(revision=2**40))),
    Kind("an event that is none", ALTERED, _file(_odd_event())),
    Kind("a reduced copy", ALTERED, lambda office: _reduced(office)[1]),
    Kind("another programme", UNKNOWN, _file(programme="another"), beside="not_ours"),
    Kind("an unknown signer", UNKNOWN, _file(signer=key("stranger"))),
    Kind("grants of another root", UNKNOWN, _grants(*_foreign())),
    Kind("a forged grant", ALTERED, _grants(*_forged())),
    Kind("a grant for less", UNKNOWN, _grants(*_without_attendance())),
    Kind("a serial of another device", UNKNOWN, _file(_serial_of(DEVICE + 1))),
    Kind("expired", Verdict.EXPIRED, _file(_late())),
    Kind("expired, and revoked after", Verdict.EXPIRED, _late_and_revoked),
    Kind("revoked, and none is trusted", REVOKED, _revoked_after(trusted=0, brought=1)),
    Kind("revoked before it was sealed", REVOKED, _revoked_after(trusted=2, brought=3)),
    Kind("not in the sequence", REVOKED, _beside_the_row),
    Kind("its coordinator revoked", REVOKED, _issuer_revoked),
)
GOOD_ONES = (
    Kind("granted", GOOD, _file()),
    Kind("waiting", Verdict.WAITING, _file(_waiting_facts(), grants=())),
    Kind("practice", Verdict.PRACTICE, _practice),
    Kind("a second revision", GOOD, _second_revision, beside="newer"),
    Kind("a reduced copy in the archive", GOOD, lambda office: _reduced(office)[0], beside="identical"),
    Kind("sealed before the grant", GOOD, _before_the_grant),
    Kind("revoked after it was sealed", GOOD, _revoked_after(trusted=2, brought=1)),
    Kind("an event of a newer app", GOOD, _file(_odd_event("thought_noted/1"))),
    Kind("a name of nobody in the class", GOOD, _file(_of_nobody()), names="altered"),
)
