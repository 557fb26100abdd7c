"""Which device a serial belongs to by its first characters: this laptop, or an earlier one of the same facilitator.

Certificates of an earlier laptop stay unchanged. Each device number was given once, so that no serial is ever on two
names, whichever laptop continues.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.earlier_devices import EarlierDevice
from bsuh_desktop.services.desk.known_key_lists import key_lists
from bsuh_desktop.trust.demonstration import issue_demonstration_device_grant
from bsuh_desktop.trust.grant_chain import check_chain
from bsuh_desktop.trust.grants import Cap, Grant, decode_grants
from bsuh_desktop.trust.revocation import revocations_of


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
