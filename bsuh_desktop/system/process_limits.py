"""Time and memory limits for one process, and how a process applies them to itself."""

from __future__ import annotations

import contextlib
import math
import sys

import msgspec

from bsuh_desktop.system.memory import leave_no_dump

_FILES = 32
"""Python and one document never have more files open at a time."""

_GRACE = 5
"""Seconds. The parent watches the process and ends it earlier; this is for a process without a watching parent."""


class Limits(msgspec.Struct, frozen=True):
    """What one process may use in its whole life."""

    seconds: float
    """Wall-clock seconds while it owes an answer."""
    megabytes: int
    """Memory actually used, in units of 1024² bytes."""
    cpu_seconds: int
    """Processor seconds, all threads together."""


ONE_DOCUMENT = Limits(seconds=14, megabytes=300, cpu_seconds=14)
"""For one untrusted document, or one part of a long one: the answer comes within 15 s."""


def obey(limits: Limits, renewable: bool = False) -> None:
    """Applies the limits to this process for good; with `renewable`, processor time can be granted again by `renew`.

    Memory is limited by writable data (RLIMIT_DATA, Linux 4.7): address space (RLIMIT_AS) would count libraries and
    reserved thread stacks, and stop a process that uses little. The process also cannot write files, can open no more
    than 32, and leaves no core dump. Windows limits memory that is committed, and processor time unless it is
    renewable, and allows no other process; time is then watched by the parent alone (`system/sandbox.py`), and so is
    everything where Windows refuses the limits.
    """
    leave_no_dump()
    if sys.platform == "win32":
        from bsuh_desktop.system.kernel32 import limit_this_process

        with contextlib.suppress(OSError):
            limit_this_process(limits.megabytes * 1024**2, None if renewable else limits.cpu_seconds)
        return
    import resource

    _lower(resource.RLIMIT_DATA, limits.megabytes * 1024**2)
    if not renewable:
        _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, _FILES)
    start_deadline(limits)


def start_deadline(limits: Limits) -> None:
    """Starts the wall clock: this process ends itself some seconds after its time is over."""
    _set_clock(limits.seconds + _GRACE)


def stop_clock() -> None:
    """Stops the wall clock: this process owes no answer, and may wait as long as its parent likes."""
    _set_clock(0)


def _set_clock(seconds: float) -> None:
    if sys.platform == "win32":
        return
    import signal

    signal.setitimer(signal.ITIMER_REAL, seconds)


def renew(limits: Limits) -> None:
    """Grants the seconds of `limits` again, counted from now, to a process with renewable limits."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    start_deadline(limits)


def _lower(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (bound, bound))
