"""The house stands as drawn: each floor imports only floors below it; each contract is shown to notice a breach."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.sources import PACKAGE, ROOT, modules

SQL = re.compile(
    r"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|VIEW|INDEX)\s|PRAGMA\s)"
)

# contract, module that is planted, what stands in it
VIOLATIONS = [
    ("floors", "domain/planted.py", "from bsuh_desktop import trust"),
    ("floors", "domain/planted.py", "def later():\n    import bsuh_desktop.services"),
    ("floors", "domain/planted.py", "from bsuh_desktop import settings"),
    ("floors", "trust/planted.py", "import bsuh_desktop.store"),
    ("floors", "documents/planted.py", "import bsuh_desktop.exchange"),
    ("floors", "store/planted.py", "def later():\n    from bsuh_desktop import rosters"),
    ("floors", "services/planted.py", "import bsuh_desktop.qt.stage"),
    ("floors", "qt/planted.py", "import bsuh_desktop.cli"),
    ("floors", "planted.py", "# a module on no floor"),
    ("domain", "domain/planted.py", "import cbor2"),
    ("domain", "domain/planted.py", "def later():\n    import time"),
    ("qt", "services/planted.py", "from PySide6.QtCore import QObject"),
    ("qt", "documents/planted.py", "def later():\n    from PySide6 import QtPdf"),
    ("databases", "services/planted.py", "import sqlcipher3"),
    ("databases", "cli/planted.py", "def later():\n    import sqlite_utils"),
    ("pages", "store/planted.py", "def later():\n    from cryptography.hazmat.primitives.ciphers import Cipher"),
    ("keys", "exchange/planted.py", "import pyrage"),
    ("keys", "documents/planted.py", "def later():\n    from nacl.signing import SigningKey"),
    ("papers", "services/planted.py", "def later():\n    from reportlab.pdfgen import canvas"),
    ("papers", "cli/planted.py", "import zxingcpp"),
    ("lists", "content/planted.py", "import python_calamine"),
    ("figures", "services/planted.py", "def later():\n    import duckdb"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and its contracts, to plant violations in."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, folder / "bsuh_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo", *options]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )


def test_every_contract_is_kept() -> None:
    said = lint(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr
    assert " 0 broken" in said.stdout


@pytest.mark.parametrize(("contract", "place", "source"), VIOLATIONS)
def test_a_planted_violation_breaks_its_contract(copy: Path, contract: str, place: str, source: str) -> None:
    planted = copy / "bsuh_desktop" / place
    planted.write_text(f"{source}\n", "utf-8")
    try:
        said = lint(copy, "--contract", contract)
    finally:
        planted.unlink()
    assert said.returncode == 1, said.stdout + said.stderr
    assert "1 broken" in said.stdout
    assert ".planted" in said.stdout


def test_every_contract_has_its_violation() -> None:
    contracts = set(re.findall(r'^id = "(\w+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE))
    assert contracts == {contract for contract, _, _ in VIOLATIONS}


def foreign_to_the_domain(trees: dict[Path, ast.Module]) -> Iterator[str]:
    """What the domain imports beyond the standard library, msgspec and itself."""
    allowed = {*sys.stdlib_module_names, "msgspec"}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            for name in names:
                if name.split(".")[0] not in allowed and not name.startswith("bsuh_desktop.domain"):
                    yield f"{path}: {name}"


def test_the_domain_stands_on_the_standard_library_and_msgspec_only() -> None:
    domain = {path: tree for path, tree in modules().items() if path.is_relative_to("bsuh_desktop/domain")}
    assert domain
    assert not list(foreign_to_the_domain(domain))
    planted = {Path("planted.py"): ast.parse("def later():\n    import yaml\n    from bsuh_desktop.trust import vault")}
    assert list(foreign_to_the_domain(planted)) == ["planted.py: yaml", "planted.py: bsuh_desktop.trust"]


def sql_in(tree: ast.Module) -> list[int]:
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text.lineno for text in texts if SQL.match(str(text.value))]


def test_sql_stands_in_the_store_only() -> None:
    elsewhere = {path: tree for path, tree in modules().items() if not path.is_relative_to("bsuh_desktop/store")}
    assert not {path: lines for path, tree in elsewhere.items() if (lines := sql_in(tree))}
    assert sql_in(ast.parse('def rows(db):\n    return db.execute("""\n        SELECT * FROM roster""")')) == [2]


def test_folders_import_nothing_when_they_are_opened() -> None:
    """A package's `__init__` imports nothing, so that using one module of a craft never loads the rest of it."""
    opened = [tree for path, tree in modules().items() if path.name == "__init__.py"]
    assert opened
    imports = [node for tree in opened for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [node for node in imports if not (isinstance(node, ast.ImportFrom) and node.module == "__future__")]
