"""Which pictures of a stranger's pack the stage could never paint: each is really painted, in a limited process."""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.system.process_limits import ONE_DOCUMENT, Limits
from bsuh_desktop.system.sandbox import Sandbox
from bsuh_desktop.system.sandbox_errors import SandboxError

CHILD = "bsuh_desktop.qt.stage.picture_sandbox_child"

LIMITS = ONE_DOCUMENT
"""For all pictures of a pack together. Where this was measured one takes some milliseconds."""

MOST_FAILURES = 3
"""Pictures that end a process, after which no other is tried: the pack is refused anyway."""

PROJECTOR = (1920, 1080)
"""Pixels of a large one, on which each is painted."""

_KINDS = (".svg", ".png", ".jpg")


def unpainted(files: Mapping[str, bytes], limits: Limits = LIMITS) -> list[str]:
    """The names of those pictures among a pack's `files` that cannot be opened, or take more time or memory to paint
    than `limits` give. Raises SandboxError `not_started`."""
    failed: list[str] = []
    ended = 0
    sandbox: Sandbox | None = None
    try:
        for name, data in files.items():
            if not name.endswith(_KINDS) or ended == MOST_FAILURES:
                continue
            sandbox = sandbox or Sandbox(CHILD, limits)
            try:
                if not sandbox.ask(PROJECTOR, bool, data):
                    failed.append(name)
            except SandboxError:
                failed.append(name)
                ended, sandbox = ended + 1, None
    finally:
        if sandbox is not None:
            sandbox.close()
    return failed
