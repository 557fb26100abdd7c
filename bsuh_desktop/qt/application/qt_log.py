"""Logs Qt's own messages without their text, which may contain a path or something a person typed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from bsuh_desktop.system.log import log

_SEVERITY = {
    QtMsgType.QtDebugMsg: "debug",
    QtMsgType.QtInfoMsg: "info",
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}
_WHO = re.compile(r"Q\w+(::~?\w+)*", re.ASCII)
"""Most messages of Qt begin with the function that issued them: `QPainter::begin: …`."""


def note_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Logs the category, the severity and, where the message names it, the function; stderr gets the full text."""
    who = _WHO.match(text)
    log("qt", code=_SEVERITY[kind], place=f"{context.category or 'qt'}:{_in_source(who[0]) if who else '-'}")
    print(text, file=sys.stderr)


def _in_source(function: str) -> str:
    return function.replace("::", ".")


def install() -> Callable[[], object]:
    """Installs `note_qt_message` as Qt's message handler; returns a function that restores the previous one."""
    before = qInstallMessageHandler(note_qt_message)
    return lambda: qInstallMessageHandler(before)
