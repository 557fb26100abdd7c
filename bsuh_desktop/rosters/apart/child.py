"""The process that reads one list: asked on standard input, it answers on standard output and ends.

It writes no file, and says nothing anywhere else.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.apart.limits import obey
from bsuh_desktop.rosters.apart.talk import Answer, Bug, Refused, Request, Understood, read_request, write_answer

_PACKAGE = Path(__file__).parents[2]


def main() -> None:
    """One request, one answer."""
    request = read_request(sys.stdin.buffer.readline())
    obey(request.limits)
    stay_while_heard()
    out = _own_output()
    rest = memoryview(write_answer(_answer(request)))
    while rest:
        rest = rest[os.write(out, rest) :]
    # Nothing is tidied up: the whole memory goes at once.
    os._exit(0)


def stay_while_heard() -> None:
    """From now on this process ends when the app does, however that ends: the way in closes then."""

    def wait() -> None:
        os.read(0, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _own_output() -> int:
    """Standard output for the answer alone: what a library may print goes nowhere."""
    out, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out


def _answer(request: Request) -> Answer:
    try:
        # Only here: if the programme is damaged itself, that is no fault of the list, and the app must hear of it.
        from bsuh_desktop.rosters.understanding import understand

        return Understood(understand(Path(os.fsdecode(request.path)), request.wishes))
    except KnownError as error:
        return _refused(error)
    except MemoryError:
        return _refused(refusals.too_heavy())
    except Exception as error:  # noqa: BLE001 (the last resort: whatever comes here is a bug, and the app hears of it)
        return Bug(type(error).__name__, _places(error))


def _refused(error: KnownError) -> Refused:
    return Refused(error.code, error.message, error.remedy)


def _places(error: Exception) -> tuple[str, ...]:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    return tuple(f"{Path(one.filename).relative_to(_PACKAGE).as_posix()}:{one.lineno} {one.name}" for one in ours)


if __name__ == "__main__":
    main()
