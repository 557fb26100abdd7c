"""Starting the windows reads no source text: what Qt's Python side would keep of it is memory that a class needs."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.helpers.sources import ROOT

PROGRAM = """
import json, linecache, sys
{lean}
import bsuh_desktop.qt.application.run
print(json.dumps([name for name in linecache.cache if "bsuh_desktop" in name]))
"""
LEAN = "from bsuh_desktop.qt.application.startup_memory import lean_imports; assert lean_imports()"


def read_by(lean: str) -> list[str]:
    """Our own modules whose text is kept after the windows were imported."""
    command = [sys.executable, "-c", PROGRAM.format(lean=lean)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


def test_no_source_is_read_while_the_windows_are_imported() -> None:
    assert not read_by(LEAN)


def test_without_it_sources_are_read() -> None:
    assert read_by("import PySide6.QtCore")
