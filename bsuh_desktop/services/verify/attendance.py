"""Proves an attendance file: opened with a fitting key, whole, and signed by a device that was allowed to."""

from __future__ import annotations

import hashlib

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_reader import AttendanceReading, judge, taken_back
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.judgement import REMEMBERED, REVOCABLE, Refused, refusal_of
from bsuh_desktop.services.verify import evidence
from bsuh_desktop.services.verify.proof import Evidence, Fact, KnownKeys, Observations, Proof
from bsuh_desktop.system.log import log
from bsuh_desktop.system.sandbox_errors import SandboxBugError
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.signing import key_id


def opened(data: bytes, sandbox: ContentsSandbox) -> Contents | Refused:
    """The contents of a file as `sandbox` reads them, or why it was refused."""
    try:
        return sandbox.open_file(data)
    except (KnownError, SandboxBugError) as error:
        refused = refusal_of(error)
    if refused.bug:
        log("bug", place=refused.bug)
    return refused


def prove_attendance(name: str, data: bytes, known: KnownKeys, sandbox: ContentsSandbox) -> Proof:
    """The proof of one file; `sandbox` reads its contents. A file sealed for others is *as written here* if this laptop
    wrote these exact bytes."""
    found = opened(data, sandbox)
    return (
        prove_unopened(name, data, found, known) if isinstance(found, Refused) else prove_contents(name, found, known)
    )


def prove_unopened(name: str, data: bytes, refused: Refused, known: KnownKeys) -> Proof:
    """The proof of a file that could not be opened, or is not whole."""
    if refused.why == "not_ours" and hashlib.sha256(data).digest() in known.written_here:
        sentence = Message(
            "The file is exactly as this laptop wrote it. Only the persons for whom it is sealed can open it."
        )
        return Proof(name, "attendance", Verdict.AS_WRITTEN_HERE, sentence)
    found = refused.judgement()
    return Proof(name, "attendance", found.verdict, found.alone)


def prove_contents(name: str, contents: Contents, known: KnownKeys) -> Proof:
    """The proof of an opened file. Names of learners are not read."""
    signer = contents.manifest.signer
    links = {sha256: link for sha256, link in known.links.items() if link.key == signer}
    reading = judge(contents, known.programmes, known.chains_of(key_id(signer)), known.lists, links)
    return _proof(name, contents, reading, known)


def _proof(name: str, contents: Contents, reading: AttendanceReading, known: KnownKeys) -> Proof:
    return Proof(
        input=name,
        kind="attendance",
        verdict=reading.verdict,
        sentence=reading.alone,
        signer=reading.signer or None,
        chain=reading.chain,
        doubts=reading.doubts,
        unknown=evidence.not_known(known, reading.programme, reading.grants),
        facts=_facts(contents, reading.programme),
        evidence=_evidence(contents, reading),
        seen=_seen(contents, reading, known),
    )


def _facts(contents: Contents, programme: Programme | None) -> tuple[Fact, ...]:
    """Place, day and numbers; no learner's name."""
    details = contents.details
    place = programme.place(details.place) if programme is not None else None
    certificates = sum(bool(row.serial) for row in contents.rows)
    return (
        Fact(Message("Place"), evidence.words(place.names) if place else details.place_name or details.place),
        Fact(Message("Date"), evidence.words(date_text(details.date))),
        Fact(Message("Module"), evidence.module_words(details.pack)),
        Fact(Message("Present"), Message("{count}", count=details.counts.present)),
        Fact(Message("Certificates"), Message("{count}", count=certificates)),
    )


def _evidence(contents: Contents, reading: AttendanceReading) -> tuple[Evidence, ...]:
    day = date_text(contents.details.date)
    title = Message("Attendance of {day}", day=day)
    whole = Message("Signed by the device; no part was changed.")
    text = whole if reading.verdict in REVOCABLE or reading.reason is None else reading.reason
    last = evidence.document(title, text, reading.verdict)
    programme = None if reading.verdict is Verdict.UNKNOWN_SIGNER else reading.programme
    if reading.grants or programme is None:
        return evidence.rings(programme, reading.grants, reading.against, reading.verdict, last)
    waits = Evidence("device", Message("Device without a number"), Message("It waits for its grant."), "look")
    first, last = evidence.rings(programme, (), reading.against, reading.verdict, last)
    return first, waits, last


def _seen(contents: Contents, reading: AttendanceReading, known: KnownKeys) -> Observations:
    """What is worth remembering to judge the next file or certificate of this device."""
    if reading.verdict not in REMEMBERED:
        return Observations()
    holds = reading.programme is not None and len(contents.grants) > 1
    back = taken_back(contents) if reading.verdict is Verdict.GOOD else ()
    # Only a real class takes serials back, and only those of its own device or of one that it succeeds.
    keys = known.keys_of_one(contents.manifest.signer) if back else ()
    own = [one for one, key in back if key in keys]
    return Observations(
        chains=(contents.grants,) if holds else (),
        links=(contents.link,),
        taken_back=tuple((one.serial, one.replaced_by, one.day.isoformat(), contents.manifest.session) for one in own),
        root=reading.programme.root_key if reading.programme is not None and own else b"",
        practised=((contents.manifest.signer, contents.manifest.session),)
        if reading.verdict is Verdict.PRACTICE
        else (),
    )
