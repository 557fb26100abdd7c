"""Prevents crash dumps, which would contain names and keys."""

from __future__ import annotations

import sys

_PR_SET_DUMPABLE = 4
"""From Linux's prctl.h."""
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX = 1, 2
"""From Windows' errhandlingapi.h."""


def leave_no_dump() -> None:
    """Keeps this process's memory, with names and keys in it, out of files and crash collectors if it crashes. Each
    process must call this before it has a secret, because Linux resets it on exec. Afterwards other processes of the
    same user cannot read its memory either."""
    if sys.platform == "win32":
        import ctypes

        # Disables Windows' error box and its error report, which would contain memory; children inherit this.
        ctypes.windll.kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
        return
    import resource

    # With a core limit of 0 Linux still pipes the memory to a crash collector; with 1 it does neither (core(5), "Piping
    # core dumps to a program").
    most, hard = int(sys.platform == "linux"), resource.getrlimit(resource.RLIMIT_CORE)[1]
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (bound, bound))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
