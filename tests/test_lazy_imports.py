"""The command line starts at once: nothing heavy is loaded before a command needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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
    "zxcvbn",
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

EACH = """
import json, sys
loaded = []
from bsuh_desktop.cli.main import main
for words in json.loads(sys.argv[1]):
    try:
        status = main(words)
    except SystemExit as ended:
        status = ended.code
    assert status in (0, 1, None), (words, status)
    loaded.append(sorted({name.split(".")[0] for name in sys.modules}))
print("\\n" + json.dumps(loaded))
"""
"""One command after the other: whatever is heavy is told of the first that loads it, and of all behind it."""

CHEAP = [["--help"], ["demo", "--help"], ["rehearse", "--help"], ["roster", "check", "--help"], ["verify", "--help"]]
CHEAP += [["figures", "--help"]]


def loaded_by(*arguments: str, program: str = PROGRAM) -> set[str]:
    """The top-level modules in memory after `bsuh` with these arguments."""
    said = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(said.stdout.splitlines()[-1]))


def loaded_by_each(*commands: list[str]) -> list[set[str]]:
    """The same after each of several commands in one process."""
    program = [sys.executable, "-c", EACH, json.dumps(commands)]
    said = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)
    return [set(names) for names in json.loads(said.stdout.splitlines()[-1])]


def test_no_help_pack_programme_or_list_loads_anything_heavy(tmp_path: Path) -> None:
    """A workbook neither: another process opens it."""
    roster = tmp_path / "list.csv"
    roster.write_text("রোল,নাম\n১,রহিমা\n", "utf-8")
    file = str(ROOT / "resources" / "programme" / "demonstration.json")
    commands = [
        *CHEAP,
        ["pack", "check", str(ROOT / "resources" / "packs" / "taps-traps-taka")],
        ["programme", "show", file],
        ["verify", file],
        ["roster", "check", str(roster), "--json"],
        ["roster", "check", str(ROOT / "tests" / "data" / "class-8-girls.xlsx"), "--json"],
    ]
    loaded = loaded_by_each(*commands)
    assert "msgspec" in loaded[-1]
    assert {" ".join(command): there & HEAVY for command, there in zip(commands, loaded, strict=True)} == {
        " ".join(command): set() for command in commands
    }


def test_the_door_stands_before_keys_papers_and_the_database_are_loaded(tmp_path: Path) -> None:
    (tmp_path / VAULT_FILE).touch()
    program = f"""
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from bsuh_desktop.qt.application.run import open_desk_window
from bsuh_desktop.system.clock import SystemClock
application = QApplication(["bsuh"])
window = open_desk_window(application, Path({str(tmp_path)!r}), SystemClock(), "bn")
loaded = sorted({{name.split(".")[0] for name in list(sys.modules)}})
window.close()
print(json.dumps(loaded))
"""
    waits = {"cbor2", "msgspec", "nacl", "psutil", "pyrage", "sqlcipher3", "sqlite_utils"}
    assert not loaded_by(program=program) & (HEAVY | waits) - {"PySide6"}


def test_no_guide_is_loaded_before_somebody_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / VAULT_FILE).touch()
    program = f"""
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from bsuh_desktop.qt.application.run import open_desk_window
from bsuh_desktop.system.clock import SystemClock
application = QApplication(["bsuh"])
window = open_desk_window(application, Path({str(tmp_path)!r}), SystemClock(), "bn")
before = [name for name in sys.modules if ".guide_" in name]
window.rail.guide_wanted.emit()
after = [name for name in sys.modules if ".guide_" in name]
window.close()
print(json.dumps([*before, "asked", *after]))
"""
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()[-1]
    loaded = json.loads(said)
    assert loaded[0] == "asked"
    assert "bsuh_desktop.qt.dialogs.guide_dialog" in loaded


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
from bsuh_desktop.register.arrow_rows import tables_of, unpacked
unpacked(tables_of([]), True).classes.to_pylist()
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
    assert loaded_by(program=program) & {"pandas", "pyarrow"} == {"pyarrow"}


def test_loading_something_heavy_would_be_seen() -> None:
    assert "reportlab" in loaded_by("--help", program=f"import reportlab\n{PROGRAM}")
