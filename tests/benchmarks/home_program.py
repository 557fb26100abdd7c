"""The desk as it is started, unlocked by its own controls; says how long Home took, and the key derivation alone.

A program of its own, as a person starts it. Arguments: the profile's folder, its passphrase,
ms from the window to Enter: to type takes longer than 2,500, and meanwhile the laptop loads what it will need.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from bsuh_desktop.qt.application.startup_memory import lean_imports, one_heap

one_heap()
lean_imports()

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QPushButton  # noqa: E402

from bsuh_desktop.qt.application.run import open_desk_window  # noqa: E402
from bsuh_desktop.qt.home.home import Home  # noqa: E402
from bsuh_desktop.qt.window.desk_window import DeskWindow  # noqa: E402
from bsuh_desktop.system.clock import SystemClock  # noqa: E402


class Watch(QObject):
    """Tells when Home was painted with what it found."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self.began = self.took = 0.0
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Home paints; what it found is there."""
        page = self._window.page
        if event.type() == QEvent.Type.Paint and not self.took and isinstance(page, Home) and page._presenter.found:
            self.took = time.perf_counter() - self.began
            QTimer.singleShot(0, QApplication.quit)
        return False


def main(profile: Path, passphrase: str, typing_ms: int) -> None:
    """Prints seconds from Enter to painted Home, and of the key derivation (median of five)."""
    application = QApplication(["bsuh"])
    window = open_desk_window(application, profile, SystemClock(), "bn")
    window.resize(1366, 768)
    window.show()
    watch = Watch(window)

    def enter() -> None:
        window.page.form.unlock.form.passphrase.setText(passphrase)
        watch.began = time.perf_counter()
        button: QPushButton = window.page.form.primary
        button.click()

    QTimer.singleShot(typing_ms, enter)
    application.exec()
    print(watch.took, statistics.median(_derivation(profile, passphrase) for _ in range(5 if typing_ms else 1)))
    window.close()


def _derivation(profile: Path, passphrase: str) -> float:
    from nacl.pwhash import argon2id

    from bsuh_desktop.trust import vault_file

    began = time.perf_counter()
    secret, salt = passphrase.encode(), bytes(argon2id.SALTBYTES)
    argon2id.kdf(vault_file.KEY_BYTES, secret, salt, opslimit=vault_file.PASSES, memlimit=vault_file.MEMORY_BYTES)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
