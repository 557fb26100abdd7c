"""The desk as it is started, walked to Teach by its own signals; then it says how much memory it has settled at.

A program of its own: what the tests load would be counted, too. Arguments: the profile's folder, its passphrase,
ms until it has settled.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bsuh_desktop.qt.application.startup_memory import lean_imports, one_heap

one_heap()
lean_imports()

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from bsuh_desktop.qt.application.run import open_desk_window  # noqa: E402
from bsuh_desktop.qt.navigation.screen import Destination  # noqa: E402
from bsuh_desktop.qt.widgets.dialog import Dialog  # noqa: E402
from bsuh_desktop.system.clock import SystemClock  # noqa: E402


def main(profile: Path, passphrase: str, settled_ms: int) -> None:
    """Prints in KiB what is resident, and what of that belongs to the process alone: all but pages of files."""
    application = QApplication(["bsuh"])
    window = open_desk_window(application, profile, SystemClock(), "bn")
    window.resize(1366, 768)
    window.show()
    bridge = window.page.bridge

    def take(sessions: list[str]) -> None:
        bridge.take_class(sessions[0], lambda: window.go(Destination("teach")))
        QTimer.singleShot(settled_ms, tell)

    def tell() -> None:
        resident = _kib("VmRSS")
        print(resident, resident - _kib("RssFile"))
        window.close()
        # It asks whether the class that goes on may be left.
        if (question := window.findChild(Dialog)) is not None:
            question.answer("leave")
        application.quit()

    bridge.unlock(passphrase, lambda: bridge.query(lambda desk: list(desk.store.journal.sessions()), take))
    application.exec()


def _kib(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
