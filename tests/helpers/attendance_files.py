"""Reads attendance files in this process, by the halves that the app puts together around a limited one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_reader import AttendanceReading, judge, open_seal, read_unsealed
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.package import unpack
from bsuh_desktop.exchange.reduced_copy import REDUCED, Gone
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.sealing import Opener, unseal
from bsuh_desktop.trust.signed_document import read_canonical


class FileReading(AttendanceReading, frozen=True):
    """With what was read; None of a file that could not be opened, or is not whole."""

    contents: Contents | None = None


def open_file(data: bytes, identities: Sequence[str] | Opener) -> Contents:
    """The contents, if the file is whole and was sealed to those whom its signer names. Raises KnownError `not_ours`,
    `unreadable` or `altered`."""
    opener = identities if isinstance(identities, Opener) else Opener(identities)
    return read_unsealed(open_seal(data, opener), opener.recipients)


def read_attendance_file(data: bytes, identities: Sequence[str], programmes: Sequence[Programme]) -> FileReading:
    """What a file is worth by these programmes; of a bad one the verdict says what is wrong with it."""
    try:
        contents = open_file(data, identities)
    except KnownError as refused:
        return FileReading(Verdict(refused.code), refused.message, refused.remedy)
    return FileReading(**msgspec.structs.asdict(judge(contents, programmes)), contents=contents)


def what_is_gone(copy: bytes, opener: Opener) -> Gone:
    """What a reduced copy says that it has not got any more."""
    return read_canonical(unpack(unseal(copy, opener), (REDUCED,))[REDUCED], Gone)
