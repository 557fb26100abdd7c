"""What Windows' kernel32 tells and does, as plain functions. Can be imported on Windows only."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator
from ctypes import wintypes

import msgspec

assert sys.platform == "win32"

_kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)

_FAIL_CRITICAL_ERRORS = 1
_LONGEST_LABEL = 261
"""MAX_PATH + 1, in characters."""
_RSMB = 0x52534D42


class Volume(msgspec.Struct, frozen=True):
    """A volume with a file system."""

    label: str
    """The name that a person gave it; "" without one."""
    serial: int
    """32 bits, drawn when it is formatted."""


def system_volume() -> str:
    """The root of the volume with Windows, as `C:\\`."""
    return os.environ.get("SYSTEMDRIVE", "C:") + "\\"


def volume_at(root: str) -> Volume:
    """The volume with this root (`E:\\`). Raises OSError, also for a drive without a disk."""
    label, serial = ctypes.create_unicode_buffer(_LONGEST_LABEL), wintypes.DWORD()
    with _without_dialog():
        found = _kernel32.GetVolumeInformationW(
            ctypes.c_wchar_p(root), label, _LONGEST_LABEL, ctypes.byref(serial), None, None, None, 0
        )
    if not found:
        raise _last_error()
    return Volume(label.value, serial.value)


def firmware_table() -> bytes:
    """The SMBIOS table; b"" if the firmware has none."""
    size = _kernel32.GetSystemFirmwareTable(_RSMB, 0, None, 0)
    buffer = ctypes.create_string_buffer(max(0, size))
    return buffer.raw[: _kernel32.GetSystemFirmwareTable(_RSMB, 0, buffer, len(buffer))] if size > 0 else b""


@contextlib.contextmanager
def _without_dialog() -> Iterator[None]:
    """Inside, this thread gets an error for a drive without a disk; otherwise Windows asks the person to insert one."""
    before = wintypes.DWORD()
    _kernel32.SetThreadErrorMode(_FAIL_CRITICAL_ERRORS, ctypes.byref(before))
    try:
        yield
    finally:
        _kernel32.SetThreadErrorMode(before, None)


def _last_error() -> OSError:
    """The error of the last call on this thread."""
    return ctypes.WinError(ctypes.get_last_error())
