"""What stays of a process that dies in a crash: nothing."""

from __future__ import annotations

import sys

_PR_SET_DUMPABLE = 4
"""Of Linux's prctl.h."""
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX = 1, 2
"""Of Windows' errhandlingapi.h."""


def leave_no_dump() -> None:
    """Should this process crash, its memory, with names and keys in it, goes to no file and to no program that collects
    crashes. Each process says so for itself, before it holds a secret: Linux forgets it where a program is started.
    From now on no other process of the same person can read its memory, either.
    """
    if sys.platform == "win32":
        import ctypes

        # Neither a box nor a report of Windows, which would hold the memory; children inherit it.
        ctypes.windll.kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
        return
    import resource

    # At 0 Linux still hands the memory to a program that collects crashes; at 1 it does neither (core(5), "Piping core
    # dumps to a program").
    most, hard = int(sys.platform == "linux"), resource.getrlimit(resource.RLIMIT_CORE)[1]
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (bound, bound))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
