"""Limits of time and memory for one process, and how a process binds itself to them."""

from __future__ import annotations

import math
import sys

import msgspec

from bsuh_desktop.system.crash_dumps import leave_no_dump

_FILES = 32
"""More than Python and one document ever have open at a time."""

_GRACE = 5
"""Seconds: whoever started the process watches it and ends it first; this is for a process that nobody watches."""


class Limits(msgspec.Struct, frozen=True):
    """What one process may use in its whole life."""

    seconds: float
    """Of wall-clock time in which it owes somebody an answer."""
    megabytes: int
    """Of 1024² bytes: memory that is really used."""
    cpu_seconds: int
    """Of processor time, all threads together."""


ONE_DOCUMENT = Limits(seconds=14, megabytes=300, cpu_seconds=14)
"""For one document of a stranger, or one portion of a long one: whoever waits is answered within 15 s."""


def obey(limits: Limits, renewable: bool = False) -> None:
    """Binds this process for good; `renewable`: but for processor time, which `renew` grants again. A system without
    such limits (Windows) has only the watcher in the parent (`system/sandbox.py`).

    Memory is limited as that which can be written (RLIMIT_DATA, Linux 4.7): address space (RLIMIT_AS) would count
    libraries and what threads merely reserve, and stop a process that uses little. The process can also write no file,
    open no more than 32, and leaves no core dump.
    """
    leave_no_dump()
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_DATA, limits.megabytes * 1024**2)
    if not renewable:
        _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, _FILES)
    start_clock(limits)


def start_clock(limits: Limits) -> None:
    """From now on the wall clock counts: this process ends itself some seconds after its time."""
    _set_clock(limits.seconds + _GRACE)


def stop_clock() -> None:
    """This process owes nobody an answer, and may wait for as long as its parent likes."""
    _set_clock(0)


def _set_clock(seconds: float) -> None:
    if sys.platform == "win32":
        return
    import signal

    signal.setitimer(signal.ITIMER_REAL, seconds)


def renew(limits: Limits) -> None:
    """Grants the seconds of `limits` from now on, in a process that was bound as renewable."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    start_clock(limits)


def _lower(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (bound, bound))
