"""What Qt itself complains of goes into the log, without its values: a path or a text of a person may be among them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from bsuh_desktop.services.desk.log import log

_SEVERITY = {
    QtMsgType.QtDebugMsg: "debug",
    QtMsgType.QtInfoMsg: "info",
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}
_WHO = re.compile(r"Q\w+(::~?\w+)*", re.ASCII)
"""Most of Qt's sentences begin with the function that says them: `QPainter::begin: …`."""


def note_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Notes category, severity and, where Qt says it, the function; on standard error the message stands as always."""
    who = _WHO.match(text)
    log("qt", code=_SEVERITY[kind], place=f"{context.category or 'qt'}:{_in_source(who[0]) if who else '-'}")
    print(text, file=sys.stderr)


def _in_source(function: str) -> str:
    return function.replace("::", ".")


def install() -> Callable[[], object]:
    """Qt's messages come here from now on; returns what undoes it."""
    before = qInstallMessageHandler(note_qt_message)
    return lambda: qInstallMessageHandler(before)
