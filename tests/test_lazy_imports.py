"""The command line starts at once: nothing heavy is loaded before a command needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bsuh_desktop.paths import VAULT_FILE
from tests.helpers.sources import ROOT

HEAVY = {
    "PIL",
    "PySide6",
    "cryptography",
    "cv2",
    "duckdb",
    "fpdf",
    "ibis",
    "numpy",
    "olefile",
    "pandas",
    "pyarrow",
    "pypdfium2",
    "python_calamine",
    "reportlab",
    "scipy",
    "zxingcpp",
}
PROGRAM = """
import sys
from bsuh_desktop.cli.main import main
try:
    main()
except SystemExit as ended:
    print(ended.code or 0, file=sys.stderr)
import json
print("\\n" + json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""

CHEAP = [["--help"], ["demo", "--help"], ["rehearse", "--help"], ["roster", "check", "--help"], ["verify", "--help"]]
CHEAP += [["figures", "--help"]]


def loaded_by(*arguments: str, program: str = PROGRAM) -> set[str]:
    """The top-level modules in memory after `bsuh` with these arguments."""
    said = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(said.stdout.splitlines()[-1]))


@pytest.mark.parametrize("arguments", CHEAP, ids=" ".join)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert not loaded_by(*arguments) & HEAVY


def test_a_pack_is_checked_without_pictures_or_papers() -> None:
    assert not loaded_by("pack", "check", str(ROOT / "resources" / "packs" / "taps-traps-taka")) & HEAVY


@pytest.mark.parametrize("command", [["programme", "show"], ["verify"]], ids=" ".join)
def test_a_programme_is_read_without_papers_or_workbooks(command: list[str]) -> None:
    file = ROOT / "resources" / "programme" / "demonstration.json"
    assert not loaded_by(*command, str(file)) & HEAVY


def test_a_csv_list_is_checked_without_workbooks(tmp_path: Path) -> None:
    roster = tmp_path / "list.csv"
    roster.write_text("রোল,নাম\n১,রহিমা\n", "utf-8")
    assert not loaded_by("roster", "check", str(roster), "--json") & HEAVY


def test_a_workbook_is_checked_without_what_opens_it() -> None:
    loaded = loaded_by("roster", "check", str(ROOT / "tests" / "data" / "class-8-girls.xlsx"), "--json")
    assert "msgspec" in loaded
    assert not loaded & HEAVY


def test_the_door_stands_before_keys_papers_and_the_database_are_loaded(tmp_path: Path) -> None:
    (tmp_path / VAULT_FILE).touch()
    program = f"""
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from bsuh_desktop.qt.run import open_desk_window
from bsuh_desktop.services.clock import SystemClock
application = QApplication(["bsuh"])
window = open_desk_window(application, Path({str(tmp_path)!r}), SystemClock(), "bn")
loaded = sorted({{name.split(".")[0] for name in list(sys.modules)}})
window.close()
print(json.dumps(loaded))
"""
    waits = {"cbor2", "msgspec", "nacl", "psutil", "pyrage", "sqlcipher3", "sqlite_utils"}
    assert not loaded_by(program=program) & (HEAVY | waits) - {"PySide6"}


def test_figures_wait_for_their_libraries_until_they_count() -> None:
    program = """
import json, sys
import bsuh_desktop.cli.commands.figures
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
    assert not loaded_by(program=program) & {"duckdb", "ibis", "numpy", "pandas", "pyarrow", "scipy"}


def test_rows_of_a_register_are_made_without_pandas() -> None:
    program = """
import json, sys
from bsuh_desktop.register.columns import tables_of, unpacked
unpacked(tables_of([]), True).classes.to_pylist()
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
    assert loaded_by(program=program) & {"pandas", "pyarrow"} == {"pyarrow"}


def test_loading_something_heavy_would_be_seen() -> None:
    assert "reportlab" in loaded_by("--help", program=f"import reportlab\n{PROGRAM}")
