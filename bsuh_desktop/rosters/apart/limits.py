"""How much time and memory the reading of one list may take, and how its process binds itself to that."""

from __future__ import annotations

import sys

import msgspec

_FILES = 32
"""More than Python and one list ever have open at a time."""

_GRACE = 5
"""Seconds: whoever started the process watches it and ends it first; this is for a process that nobody watches."""


class Limits(msgspec.Struct, frozen=True):
    """`seconds` pass on the wall, `cpu_seconds` are worked; `megabytes` are of 1024², of memory that is really used."""

    seconds: float
    megabytes: int
    cpu_seconds: int


LIMITS = Limits(seconds=30, megabytes=400, cpu_seconds=20)
"""Where this was measured a class of sixty took 0.1 s, of which 0.07 are the start, and 2,000 rows in any format under
0.5 s and 30 MB. A laptop ten times as slow, with a scanner of viruses at work, has room; a file that takes more is no
class list, and nobody waits longer for one. 400 MB are what a laptop of 2 GB can spare beside the desk."""


def obey(limits: Limits) -> None:
    """Binds this process, for good. Where the operating system has no such limits, the one who watches it is alone.

    The memory is that which can be written (RLIMIT_DATA, Linux 4.7): address space (RLIMIT_AS) would count libraries
    and what threads merely reserve, and stop a reading that is small.
    """
    if sys.platform == "win32":
        return
    import resource
    import signal

    _lower(resource.RLIMIT_DATA, limits.megabytes * 1024**2)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, _FILES)
    # A core is the memory as a file, names and all. At 0 Linux still hands it to a program that collects crashes;
    # at 1 it does neither (core(5), "Piping core dumps to a program").
    _lower(resource.RLIMIT_CORE, 1 if sys.platform == "linux" else 0)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)


def _lower(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (bound, bound))
