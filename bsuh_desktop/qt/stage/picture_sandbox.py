"""Paints pictures of a stranger's pack in a sandboxed process: those that cannot be painted are found, or for paper."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

from bsuh_desktop.system.process_limits import ONE_DOCUMENT, Limits
from bsuh_desktop.system.sandbox import Sandbox
from bsuh_desktop.system.sandbox_errors import SandboxError, blames_file

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


class PicturePainter:
    """Paints pictures for paper, all in one process. Use it as a context manager: on exit the process is ended. It is
    started for the first picture."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._sandbox: Sandbox | None = None

    def __enter__(self) -> PicturePainter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def png_of(self, data: bytes, pixels: int) -> bytes:
        """The SVG, PNG or JPEG in `data` as PNG, at most `pixels` wide and high; b"" if it cannot be opened, or needs
        more than the limits. Raises SandboxError `not_started`."""
        self._sandbox = self._sandbox or Sandbox(CHILD, self._limits)
        try:
            return self._sandbox.ask(pixels, bytes, data)
        except SandboxError as error:
            self._close()
            if blames_file(error):
                return b""
            raise

    def _close(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None
