"""Finds pictures of a stranger's pack that the stage could not paint: each is painted in a sandboxed process."""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.system.process_limits import ONE_DOCUMENT, Limits
from bsuh_desktop.system.sandbox import Sandbox
from bsuh_desktop.system.sandbox_errors import SandboxError

CHILD = "bsuh_desktop.qt.stage.picture_sandbox_child"

LIMITS = ONE_DOCUMENT
"""For all pictures of a pack together. A picture took some milliseconds when measured."""

MOST_FAILURES = 3
"""After so many pictures that crashed the process no other is tried: the pack is refused anyway."""

PROJECTOR = (1920, 1080)
"""The size in pixels in which each is painted: that of a large projector."""

_KINDS = (".svg", ".png", ".jpg")


def unpainted(files: Mapping[str, bytes], limits: Limits = LIMITS) -> list[str]:
    """The names of the pictures in a pack's `files` that cannot be opened, or need more time or memory to paint than
    `limits` allow. Raises SandboxError `not_started`."""
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
