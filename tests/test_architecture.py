"""The house stands as drawn: each floor imports only floors below it; each contract is shown to notice a breach."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
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
    ("floors", "system/planted.py", "import bsuh_desktop.trust"),
    ("floors", "system/planted.py", "def later():\n    from bsuh_desktop import documents"),
    ("floors", "domain/planted.py", "from bsuh_desktop import system"),
    ("floors", "documents/planted.py", "import bsuh_desktop.exchange"),
    ("floors", "store/planted.py", "def later():\n    from bsuh_desktop import rosters"),
    ("floors", "services/planted.py", "import bsuh_desktop.qt.stage"),
    ("floors", "qt/planted.py", "import bsuh_desktop.cli"),
    ("floors", "app/planted.py", "from bsuh_desktop import presenters"),
    ("floors", "presenters/planted.py", "def later():\n    import bsuh_desktop.qt.stage"),
    ("floors", "planted.py", "# a module on no floor"),
    ("rooms-of-services", "services/desk/planted.py", "import bsuh_desktop.services.grants"),
    (
        "rooms-of-services",
        "services/certificates/planted.py",
        "def later():\n    from bsuh_desktop.services import classroom",
    ),
    ("rooms-of-services", "services/planted.py", "# a module in no room"),
    ("rooms-of-qt", "qt/widgets/planted.py", "import bsuh_desktop.qt.dialogs"),
    ("rooms-of-qt", "qt/bridge/planted.py", "def later():\n    from bsuh_desktop.qt.home import home"),
    ("rooms-of-qt", "qt/planted.py", "# a module in no room"),
    ("circles", "domain/planted.py", "import bsuh_desktop.domain.planted_back"),
    ("domain", "domain/planted.py", "import cbor2"),
    ("domain", "domain/planted.py", "def later():\n    import time"),
    ("qt", "services/planted.py", "from PySide6.QtCore import QObject"),
    ("qt", "documents/planted.py", "def later():\n    from PySide6 import QtPdf"),
    ("qt", "app/planted.py", "from PySide6.QtCore import QTimer"),
    ("qt", "presenters/planted.py", "def later():\n    from PySide6.QtCore import QObject"),
    ("qt-services", "qt/widgets/planted.py", "from bsuh_desktop.services.desk.desk import Desk"),
    ("qt-services", "qt/home/planted.py", "def later():\n    import bsuh_desktop.services.home.home"),
    ("databases", "services/planted.py", "import sqlcipher3"),
    ("databases", "cli/planted.py", "def later():\n    import sqlite_utils"),
    ("pages", "store/planted.py", "def later():\n    from cryptography.hazmat.primitives.ciphers import Cipher"),
    ("keys", "exchange/planted.py", "import pyrage"),
    ("keys", "documents/planted.py", "def later():\n    from nacl.signing import SigningKey"),
    ("papers", "services/planted.py", "def later():\n    from reportlab.pdfgen import canvas"),
    ("papers", "cli/planted.py", "import zxingcpp"),
    ("lists", "content/planted.py", "import python_calamine"),
    ("figures", "services/planted.py", "def later():\n    import duckdb"),
    ("figures", "register/planted.py", "def later():\n    from scipy.sparse import csgraph"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each contract where all violations are planted, each in a module of its own: who imports what is
    worked out once, which took most of the time."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, folder / "bsuh_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for number, (contract, place, source) in enumerate(VIOLATIONS):
        module = folder / "bsuh_desktop" / planted(place, number)
        module.write_text(f"{source}\n", "utf-8")
        if contract == "circles":
            module.with_stem("planted_back").write_text(f"import bsuh_desktop.domain.{module.stem}\n", "utf-8")
    said = lint(folder)
    assert said.returncode == 1, said.stdout + said.stderr
    _, *broken = re.split(r"^(.+)\n-+$", said.stdout.partition("Broken contracts")[2], flags=re.MULTILINE)
    return dict(zip(broken[::2], broken[1::2], strict=True))


def planted(place: str, number: int) -> Path:
    """Where the violation of that number stands."""
    return Path(place).with_stem(f"planted_{number}")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo"]
    # No name of a contract is as long as a line.
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_contract_is_kept() -> None:
    said = lint(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr
    assert " 0 broken" in said.stdout


@pytest.mark.parametrize(("number", "contract", "place"), [(number, *one[:2]) for number, one in enumerate(VIOLATIONS)])
def test_a_planted_violation_breaks_its_contract(told: dict[str, str], number: int, contract: str, place: str) -> None:
    module = ".".join(("bsuh_desktop", *planted(place, number).with_suffix("").parts))
    # Of a circle the modules are named within their folder.
    name = module.removeprefix("bsuh_desktop.domain") if contract == "circles" else module
    assert re.search(rf"{re.escape(name)}\b", told[contracts()[contract]])


def test_a_form_loads_whatever_part_of_its_page_is_asked_for_first() -> None:
    # The contract of circles does not follow forms, which import the widgets that stand in them.
    graph = grimp.build_graph("bsuh_desktop", cache_dir=None)
    forms = [module for module in graph.modules if module.startswith("bsuh_desktop.qt.forms.")]
    assert len(forms) > 20
    circles = [
        graph.find_shortest_chain(widget, form)
        for form in forms
        for widget in graph.find_modules_directly_imported_by(form)
        if graph.chain_exists(widget, form)
    ]
    assert not circles


def contracts() -> dict[str, str]:
    """The name of each contract by its id."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return {one["id"]: one["name"] for one in said}


def test_every_contract_has_its_violation() -> None:
    assert contracts().keys() == {contract for contract, _, _ in VIOLATIONS}


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
