"""Serials of a class's certificates: assigned before printing, kept at a reprint, replaced if a name was corrected.

Whether a learner's newest certificate is still up to date is found without storing its name: Ed25519 is deterministic,
so that signing the same facts again gives the stored signature, and other facts do not.

A serial's first characters are a device: this laptop, or an earlier one of the same facilitator, whose certificates
stay unchanged. Each device number was given once, so that no serial is ever on two names."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

import msgspec

from bsuh_desktop.domain.certificates import PrintedWords
from bsuh_desktop.domain.codes import make_serial, read_serial
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.domain.text import clean
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.desk import Desk, EarlierDevice
from bsuh_desktop.services.desk.grant_status import key_lists
from bsuh_desktop.store.known_keys import SerialBack
from bsuh_desktop.store.outgoing import Issued
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.trust.credential import (
    Credential,
    decode_words,
    fits_code,
    printed_name,
    sign_credential,
    sign_words,
    verify_credential,
)
from bsuh_desktop.trust.demonstration import demonstration_programme, issue_demonstration_device_grant
from bsuh_desktop.trust.grants import Cap, Grant, check_chain, decode_grants
from bsuh_desktop.trust.key_list import revocations_of
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.signing import SigningKey, key_id


class OwnDevices:
    """The device numbers of one facilitator, as of now."""

    def __init__(self, desk: Desk) -> None:
        self._root = desk.programme.root_key
        self._own = desk.device_number if desk.grants else None
        held = [one for one in desk.earlier if one.grants and decode_grants(one.grants)[0].signed_by(self._root)]
        self._earlier = {one.number: one for one in held}

    def is_own(self, serial: str) -> bool:
        """True for a serial with this device's present number."""
        return read_serial(serial)[0] == self._own

    def earlier_of(self, serial: str) -> EarlierDevice | None:
        """The earlier device in this programme that gave a serial. None for one of this device, and for one from before
        it joined the programme, which belongs to nobody there."""
        number = read_serial(serial)[0]
        return None if number == self._own else self._earlier.get(number)

    def is_ours(self, serial: str) -> bool:
        """True for a serial of this device, or of an earlier one."""
        return self.is_own(serial) or self.earlier_of(serial) is not None

    def is_in_file(self, serial: str, day: datetime.date) -> bool:
        """True for a serial that a file of a class of that day may contain: readers check it against the grants in the
        file."""
        if self.is_own(serial):
            return True
        earlier = self.earlier_of(serial)
        if earlier is None:
            return False
        judged = check_chain(decode_grants(earlier.grants), self._root, day, cap=Cap.CERTIFICATE)
        return judged.verdict is Verdict.GOOD

    def grants_along(self, serials: Iterable[str]) -> tuple[bytes, ...]:
        """The grants (as the bytes of QR 2) of the earlier devices that gave some of these serials."""
        found = [self.earlier_of(serial) for serial in serials]
        return tuple(dict.fromkeys(one.grants for one in found if one is not None))


def has_own_serials(desk: Desk, session: str) -> bool:
    """True for a class with a certificate from this device."""
    devices = OwnDevices(desk)
    return any(devices.is_own(one.serial) for one in desk.store.outgoing.certificates(session).values())


def chain_of(desk: Desk, device: EarlierDevice | None, practice: bool) -> tuple[Grant, ...]:
    """The chain of grants for certificates of an earlier device, or of this one. For `practice` classes it is the
    demonstration's, wherever they are printed."""
    if not practice or desk.practising:
        return desk.grants if device is None else decode_grants(device.grants)
    key = desk.vault.signing_key.public if device is None else device.key
    number = desk.device_number if device is None or device.number is None else device.number
    return issue_demonstration_device_grant(desk.resources, key, number)


def is_trusted(desk: Desk, device: EarlierDevice, serial: str) -> bool:
    """True unless a key list says that the earlier device was revoked before it gave this serial."""
    judged = revocations_of(decode_grants(device.grants), desk.programme.root_key, key_lists(desk))
    return judged.nothing or judged.trusts_counter(read_serial(serial)[1])


_PRINTED = "printed/"
_BEFORE_COUNTERS = b"1"
"""Stored instead of a counter by earlier versions, which could not correct names: everything had been printed."""


class StaleCertificates(msgspec.Struct, frozen=True):
    """The learners whose newest certificate is not what would be printed now."""

    respelled: frozenset[str] = frozenset()
    """It has another spelling or another date: a new one replaces it."""
    others: frozenset[str] = frozenset()
    """Its name was erased, or its device number is from before this device joined its programme: it stays as it is
    until the whole class is printed again."""
    moved: frozenset[str] = frozenset()
    """It is of an earlier laptop and must go into one file with those of this one: a new one replaces it."""


def signing_programme(
    desk: Desk, practice: bool, device: EarlierDevice | None = None
) -> tuple[Programme, tuple[Grant, ...]]:
    """The programme and the grants under which certificates are signed, of this device or of an earlier one. A
    credential does not contain whether it is practice, so those of practice classes are always signed under the
    demonstration, even on a laptop with a real grant."""
    programme = demonstration_programme(desk.resources) if practice and not desk.practising else desk.programme
    return programme, chain_of(desk, device, practice)


def credential_of(
    desk: Desk, finished: ClassSummary, line: StoredLearner | None, issued: Issued, device: EarlierDevice | None = None
) -> Credential:
    """The credential of one learner's certificate as of now. For an earlier `device` it has that device's signature;
    see `stale`. Raises KnownError: unknown_module."""
    module = _required_module(desk, finished)
    if device is not None:
        return _signed_earlier(device, module, finished, line, issued)
    return _signed(desk.signing_key, module, finished, line, issued.serial)


def _signed(
    key: SigningKey, module: int, finished: ClassSummary, line: StoredLearner | None, serial: str
) -> Credential:
    return sign_credential(key, serial, module, finished.date, printed_name(*paper_names(line)))


def _signed_earlier(
    device: EarlierDevice, module: int, finished: ClassSummary, line: StoredLearner | None, issued: Issued
) -> Credential:
    name = printed_name(*paper_names(line))
    return Credential(issued.serial, module, finished.date, name, key_id(device.key), issued.signature)


def _module(desk: Desk, finished: ClassSummary) -> int | None:
    """The number of the class's module in the programme that its certificates are signed under; None if it has none."""
    practice = finished.practice and not desk.practising
    programme = demonstration_programme(desk.resources) if practice else desk.programme
    return programme.modules.get(finished.pack)


def _required_module(desk: Desk, finished: ClassSummary) -> int:
    number = _module(desk, finished)
    if number is None:
        raise KnownError(
            "unknown_module",
            Message("The programme file on this laptop does not have this module, so it has no certificates yet."),
            Message("Ask the coordinator for the newest programme file."),
        )
    return number


class Named(Protocol):
    """Anybody who may have a name."""

    @property
    def name_bn(self) -> str | None:
        """The name in Bangla."""
        ...

    @property
    def name_en(self) -> str | None:
        """The name in English."""
        ...


def paper_names(line: Named | None) -> tuple[str, str]:
    """The Bangla and the English name to print. A name that does not fit into the code, or that the fonts cannot draw,
    is "": that certificate has an empty line for it, and does not hold up the others."""
    if line is None:
        return "", ""
    bangla, english = (name if name and _can_be_printed(name) else "" for name in (line.name_bn, line.name_en))
    return bangla or "", english or ""


def _can_be_printed(name: str) -> bool:
    from bsuh_desktop.documents.typesetter import undrawable

    # Old data may have names of invisible characters only.
    return bool(clean(name)) and fits_code(name) and not undrawable(name)


def stale(desk: Desk, finished: ClassSummary, learners: Collection[str] | None = None) -> StaleCertificates:
    """The learners (all, or among `learners`) whose certificate for this finished class differs from what it would be
    now. A date can be stated only once, so it differs only if it was stated after printing: then the old certificate
    has a wrong day, and is replaced, too."""
    issued, module = desk.store.outgoing.certificates(finished.session), _module(desk, finished)
    if not issued or module is None:
        return StaleCertificates()
    seated, devices = desk.store.rosters.seated(finished.session), OwnDevices(desk)
    mended, others = set(), set()
    for learner, one in issued.items():
        if learners is not None and learner not in learners:
            continue
        line = seated.get(learner)
        same = _is_same(desk, devices.earlier_of(one.serial), module, finished, line, one) and _bears_second_name(
            line, one
        )
        if not same and (_has_name(line) or one.date != finished.date.isoformat()):
            mended.add(learner)
        elif not same or not devices.is_ours(one.serial):
            others.add(learner)
    return StaleCertificates(frozenset(mended), frozenset(others))


def _has_name(line: StoredLearner | None) -> bool:
    """True if a name is stored, even one that cannot be printed: the learner did not withdraw it."""
    return line is not None and bool(line.name_bn or line.name_en)


def _is_same(
    desk: Desk,
    device: EarlierDevice | None,
    module: int,
    finished: ClassSummary,
    line: StoredLearner | None,
    issued: Issued,
) -> bool:
    """True if the certificate is what it would be now. No new signature leaves this function."""
    if device is not None:
        return verify_credential(_signed_earlier(device, module, finished, line, issued), device.key)
    return _signed(desk.vault.signing_key, module, finished, line, issued.serial).signature == issued.signature


def _bears_second_name(line: StoredLearner | None, issued: Issued) -> bool:
    """True if the second name on the sheet is the one that would be printed now; always for a sheet from before words
    were signed."""
    if not issued.words:
        return True
    bangla, english = paper_names(line)
    return decode_words(issued.words).words.second_name == (english if bangla else "")


def give_serials(
    desk: Desk,
    finished: ClassSummary,
    winners: Collection[str],
    renewed: StaleCertificates,
    words: Callable[[str], PrintedWords],
) -> dict[str, Issued]:
    """The serial of each winner: the existing one, or a new one for those without one and for those in `renewed`. The
    old serials of corrected and moved certificates are taken back in the same transaction, before anything is printed.
    `words` returns the words on a learner's sheet as of now: they are signed with a new serial, and never again.

    Raises KnownError: unknown_module.
    """
    with desk.store.transaction():
        known = desk.store.outgoing.certificates(finished.session)
        replaced = renewed.respelled | renewed.moved
        wanted = [one for one in winners if one not in known or one in replaced | renewed.others]
        fresh = _issue(desk, finished, wanted, words)
        if desk.store.facts.get(_PRINTED + finished.session) == _BEFORE_COUNTERS:
            _put_printed(desk, finished.session, known)
        desk.store.outgoing.keep_certificates(list(fresh.values()))
        today, devices = desk.today().isoformat(), OwnDevices(desk)
        for learner in replaced & fresh.keys() & known.keys():
            old = known[learner].serial
            if devices.is_ours(old):
                desk.store.known.revoke_serial(SerialBack(old, fresh[learner].serial, today, finished.session))
        # These corrected names have their new serial now; the next correction is recorded again.
        desk.store.rosters.clear_respelled(finished.session, winners)
    return known | fresh


def _issue(
    desk: Desk, finished: ClassSummary, learners: Collection[str], words: Callable[[str], PrintedWords]
) -> dict[str, Issued]:
    if not learners:
        return {}
    seated, module, date = (
        desk.store.rosters.seated(finished.session),
        _required_module(desk, finished),
        finished.date.isoformat(),
    )
    issued = {}
    for counter, learner in enumerate(learners, start=desk.store.outgoing.next_counter()):
        serial = make_serial(desk.device_number, counter)
        credential = _signed(desk.signing_key, module, finished, seated.get(learner), serial)
        named = int(bool(credential.name))
        signed = sign_words(desk.signing_key, credential, words(learner)).encode()
        issued[learner] = Issued(counter, serial, finished.session, learner, date, named, credential.signature, signed)
    return issued


def printed_up_to(desk: Desk) -> dict[str, int]:
    """The counter of the newest printed or saved certificate, by session; sessions that were never printed are left
    out."""
    facts, last = desk.store.facts.all_of(_PRINTED), desk.store.outgoing.last_counters()
    return {
        session: last.get(session, 0) if value == _BEFORE_COUNTERS else int.from_bytes(value, "big")
        for session, value in facts.items()
    }


def note_printed_up_to(desk: Desk, session: str) -> None:
    """Records that every certificate of this class with a serial is printed."""
    _put_printed(desk, session, desk.store.outgoing.certificates(session))


def none_waits_but(desk: Desk, session: str, learner: str) -> bool:
    """True for a class that was printed, if every certificate of it but that of `learner` was. A class of which nobody
    has printed all stays due as a whole."""
    up_to, issued = printed_up_to(desk).get(session), desk.store.outgoing.certificates(session)
    others = [one.counter for other, one in issued.items() if other != learner]
    return up_to is not None and all(counter <= up_to for counter in others)


def _put_printed(desk: Desk, session: str, issued: Mapping[str, Issued]) -> None:
    counter = max((one.counter for one in issued.values()), default=0)
    desk.store.facts.put(_PRINTED + session, counter.to_bytes(8, "big"))
