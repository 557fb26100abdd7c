"""What Windows' kernel32 tells and does, as plain functions. Can be imported on Windows only."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import io
import mmap
import os
import string
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes
from typing import Any

import msgspec

assert sys.platform == "win32"

_kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
# Without their types ctypes cuts handles to 32 bits.
_kernel32.CreateFileW.restype = wintypes.HANDLE
_kernel32.CloseHandle.argtypes = [wintypes.HANDLE]
_kernel32.DeviceIoControl.argtypes = [
    wintypes.HANDLE, wintypes.DWORD,
    ctypes.c_char_p, wintypes.DWORD, ctypes.c_char_p, wintypes.DWORD, wintypes.LPDWORD, wintypes.LPVOID,
]  # fmt: skip
_kernel32.ReadFile.argtypes = [
    wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD, wintypes.LPDWORD, wintypes.LPVOID
]  # fmt: skip
_kernel32.SetFilePointerEx.argtypes = [wintypes.HANDLE, wintypes.LARGE_INTEGER, wintypes.LPVOID, wintypes.DWORD]
_kernel32.GetFileSizeEx.argtypes = [wintypes.HANDLE, wintypes.PLARGE_INTEGER]
_kernel32.OpenProcess.restype = _kernel32.GetCurrentProcess.restype = wintypes.HANDLE
_kernel32.CreateJobObjectW.restype = _kernel32.CreateMutexW.restype = wintypes.HANDLE
_kernel32.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD]
_kernel32.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]

DRIVE_REMOVABLE, DRIVE_FIXED = 2, 3
"""Results of `drive_kind`; others are CDs, folders of the network, and drives without a volume."""

_TERMINATE, _SET_QUOTA = 0x1, 0x100
_EXTENDED_LIMITS = 9
_PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY = 0x2, 0x8, 0x100
_DIE_ON_UNHANDLED_EXCEPTION, _KILL_ON_JOB_CLOSE = 0x400, 0x2000

_ALREADY_EXISTS = 183
_FAIL_CRITICAL_ERRORS = 1
_LONGEST_LABEL = 261
"""MAX_PATH + 1, in characters."""
_READ_ONLY_VOLUME = 0x80000
_RSMB = 0x52534D42

_GENERIC_READ, _SHARE_READ_WRITE, _OPEN_EXISTING, _NO_BUFFERING = 0x80000000, 3, 3, 0x20000000
_INVALID_HANDLE = wintypes.HANDLE(-1).value
_PIECE = 1024 * 1024
"""Bytes read at a time, a multiple of every size of a sector."""
_STORAGE_GET_DEVICE_NUMBER, _STORAGE_QUERY_PROPERTY = 0x2D1080, 0x2D1400


class Volume(msgspec.Struct, frozen=True):
    """A volume with a file system."""

    label: str
    """The name that a person gave it; "" without one."""
    serial: int
    """32 bits, drawn when it is formatted."""
    writable: bool
    """False if the medium, or a switch on it, forbids writing."""


def system_volume() -> str:
    """The root of the volume with Windows, as `C:\\`."""
    return os.environ.get("SYSTEMDRIVE", "C:").upper() + "\\"


def volume_at(root: str) -> Volume:
    """The volume with this root (`E:\\`). Raises OSError, also for a drive without a disk."""
    label, serial, flags = ctypes.create_unicode_buffer(_LONGEST_LABEL), wintypes.DWORD(), wintypes.DWORD()
    with _without_dialog():
        found = _kernel32.GetVolumeInformationW(
            ctypes.c_wchar_p(root), label, _LONGEST_LABEL, ctypes.byref(serial), None, ctypes.byref(flags), None, 0
        )
    if not found:
        raise _last_error()
    return Volume(label.value, serial.value, not flags.value & _READ_ONLY_VOLUME)


def drive_roots() -> list[str]:
    """The roots of all drives that have a letter, as `E:\\`. Asks no device."""
    present = _kernel32.GetLogicalDrives()
    return [f"{letter}:\\" for place, letter in enumerate(string.ascii_uppercase) if present >> place & 1]


def drive_kind(root: str) -> int:
    """DRIVE_REMOVABLE, DRIVE_FIXED or another kind of drive."""
    return int(_kernel32.GetDriveTypeW(ctypes.c_wchar_p(root)))


def disk_behind(root: str) -> tuple[int, int]:
    """How the disk of a drive is connected (STORAGE_BUS_TYPE), and its number on this computer. Needs no right to read
    it, and does not wake it. Raises OSError if it tells neither, as a volume that is on several disks."""
    with _without_dialog(), contextlib.closing(_Handle(f"\\\\.\\{root[:2]}")) as device:
        # A STORAGE_PROPERTY_QUERY of zeros is answered by a STORAGE_DEVICE_DESCRIPTOR; in a STORAGE_DEVICE_NUMBER the
        # number follows the kind of device.
        bus = _ask(device, _STORAGE_QUERY_PROPERTY, bytes(12))[28:32]
        number = _ask(device, _STORAGE_GET_DEVICE_NUMBER, b"")[4:8]
    return int.from_bytes(bus, "little"), int.from_bytes(number, "little")


def firmware_table() -> bytes:
    """The SMBIOS table; b"" if the firmware has none."""
    size = _kernel32.GetSystemFirmwareTable(_RSMB, 0, None, 0)
    buffer = ctypes.create_string_buffer(max(0, size))
    return buffer.raw[: _kernel32.GetSystemFirmwareTable(_RSMB, 0, buffer, len(buffer))] if size > 0 else b""


def named_lock(name: str) -> Callable[[], object]:
    """Holds the lock of this name, which is gone when this process has ended, until what this returns is called. Raises
    BlockingIOError if another process holds it, and OSError."""
    # A mutex is there for as long as somebody has it open. Nobody ever waits for it.
    lock = _kernel32.CreateMutexW(None, False, ctypes.c_wchar_p(name))
    if not lock:
        raise _last_error()
    if ctypes.get_last_error() == _ALREADY_EXISTS:
        _kernel32.CloseHandle(lock)
        raise BlockingIOError
    return lambda: _kernel32.CloseHandle(lock)


def end_with_this_process(pid: int) -> None:
    """From now on Windows ends a child process when this process has ended, however it did. Raises OSError."""
    child = _kernel32.OpenProcess(_TERMINATE | _SET_QUOTA, False, pid)
    if not child:
        raise _last_error()
    try:
        _assign(_children(), child)
    finally:
        _kernel32.CloseHandle(child)


def limit_this_process(memory: int, seconds: int | None) -> None:
    """From now on Windows gives this process no more than `memory` bytes and, unless that is None, ends it after so
    many seconds of work, with the status ERROR_NOT_ENOUGH_QUOTA. It starts no other process, and a crash opens no
    dialog. Raises OSError."""
    limits = _ExtendedLimits()
    limits.flags = _PROCESS_MEMORY | _ACTIVE_PROCESS | _DIE_ON_UNHANDLED_EXCEPTION
    limits.process_memory, limits.active_processes = memory, 1
    if seconds is not None:
        limits.flags |= _PROCESS_TIME
        limits.process_time = seconds * 10_000_000
    job = _job(limits)
    try:
        _assign(job, _kernel32.GetCurrentProcess())
    finally:
        # Without a handle it holds for as long as the process runs, and nobody can change it.
        _kernel32.CloseHandle(job)


class UnbufferedFile(io.RawIOBase):
    """A file whose bytes are read from its medium, not out of Windows' cache. Raises OSError, also where a file system
    does not allow that."""

    _handle: _Handle | None = None

    def __init__(self, path: str) -> None:
        # Such a read must begin and end at a sector, of the file and of the memory.
        self._piece = mmap.mmap(-1, _PIECE)
        self._at = self._begin = self._length = 0
        self._handle = _Handle(path, _GENERIC_READ, _NO_BUFFERING)
        try:
            size = wintypes.LARGE_INTEGER()
            if not _kernel32.GetFileSizeEx(self._handle.value, ctypes.byref(size)):
                raise _last_error()
            self._size = size.value
            self._fetch()
        except OSError:
            self.close()
            raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        if not self._begin <= self._at < self._begin + self._length:
            self._fetch()
        into, start = memoryview(buffer).cast("B"), self._at - self._begin
        count = max(0, min(len(into), self._length - start))
        into[:count] = self._piece[start : start + count]
        self._at += count
        return count

    def close(self) -> None:
        if self._handle is not None:
            self._handle.close()
        super().close()

    def _fetch(self) -> None:
        """Reads the piece with the current position."""
        assert self._handle is not None
        handle, length = self._handle.value, wintypes.DWORD()
        into = ctypes.addressof(ctypes.c_char.from_buffer(self._piece))
        self._begin, self._length = self._at - self._at % _PIECE, 0
        if not (
            _kernel32.SetFilePointerEx(handle, self._begin, None, io.SEEK_SET)
            and _kernel32.ReadFile(handle, into, _PIECE, ctypes.byref(length), None)
        ):
            raise _last_error()
        self._length = length.value


class _Handle:
    """A file or a device that is open; without `access`, to ask it about itself."""

    def __init__(self, path: str, access: int = 0, flags: int = 0) -> None:
        self.value: int | None = _kernel32.CreateFileW(
            ctypes.c_wchar_p(path), access, _SHARE_READ_WRITE, None, _OPEN_EXISTING, flags, None
        )
        if self.value == _INVALID_HANDLE:
            self.value = None
            raise _last_error()

    def close(self) -> None:
        """Closes it; may be called again."""
        if self.value is not None:
            _kernel32.CloseHandle(self.value)
            self.value = None


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; times in units of 100 ns."""

    _fields_ = (
        ("process_time", wintypes.LARGE_INTEGER),
        ("job_time", wintypes.LARGE_INTEGER),
        ("flags", wintypes.DWORD),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", wintypes.DWORD),
        ("scheduling", wintypes.DWORD),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


@functools.cache
def _children() -> int:
    """The job of all children. Its only handle is closed when this process has ended, and the children end with it."""
    limits = _ExtendedLimits()
    limits.flags = _KILL_ON_JOB_CLOSE
    return _job(limits)


def _job(limits: _ExtendedLimits) -> int:
    """The handle of a new job, which no child inherits."""
    job: int | None = _kernel32.CreateJobObjectW(None, None)
    if job is None:
        raise _last_error()
    if not _kernel32.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)):
        error = _last_error()
        _kernel32.CloseHandle(job)
        raise error
    return job


def _assign(job: int, process: int) -> None:
    if not _kernel32.AssignProcessToJobObject(job, process):
        raise _last_error()


def _ask(device: _Handle, code: int, question: bytes) -> bytes:
    answer, length = ctypes.create_string_buffer(1024), wintypes.DWORD()
    if not _kernel32.DeviceIoControl(
        device.value, code, question, len(question), answer, len(answer), ctypes.byref(length), None
    ):
        raise _last_error()
    return answer.raw[: length.value]


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
