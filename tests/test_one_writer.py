"""Files of ours come into being in one place, `system/atomic_file.py`; what cannot go through it is listed here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.helpers.sources import modules

WRITER = "bsuh_desktop/system/atomic_file.py"

EXCEPTIONS = {
    "bsuh_desktop/cli/main.py": "opens nothing but the null device, in place of a closed output",
    "bsuh_desktop/exchange/package.py": "a ZIP in memory",
    "bsuh_desktop/qt/application/running_desk.py": "a lock, which holds nothing",
    "bsuh_desktop/register/decisions.py": "appends signed lines to one file, syncs each, and cuts off a torn one",
    "bsuh_desktop/register/folder.py": "a lock, which holds nothing",
    "bsuh_desktop/rosters/files/workbook.py": "a ZIP in the memory of a limited process",
    "bsuh_desktop/system/log.py": "appends lines that may be lost, and turns its files over",
    "bsuh_desktop/services/safekeeping/backup_file.py": "a ZIP into a stream of the writer",
    "bsuh_desktop/store/store.py": "a lock, which holds nothing",
    "bsuh_desktop/system/sandbox_child.py": "opens nothing but the null device, in place of its output",
}
"""Module → why a call in it may write without the writer."""

WRITING = {
    "write_bytes", "write_text", "touch", "symlink_to", "hardlink_to", "link_to",
    "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "SpooledTemporaryFile", "mkstemp", "mkdtemp", "mktemp",
    "copyfileobj", "copyfile", "copy2", "copytree", "mkfifo", "mknod", "FileIO", "fdopen", "truncate", "ftruncate",
    "FileLock", "SoftFileLock", "FileHandler", "RotatingFileHandler", "TimedRotatingFileHandler",
    "QFile", "QSaveFile", "QTemporaryFile", "QTemporaryDir", "QLockFile",
}  # fmt: skip
"""Names of functions, methods and classes that make a file or change one."""

OF_A_MODULE = {
    "os": {"replace", "rename", "renames", "link", "symlink", "pwrite", "writev"},
    "shutil": {"copy", "move", "make_archive", "unpack_archive"},
}
"""The same, where the bare name means other things, too."""

READS_ONLY = {"O_RDONLY", "O_NONBLOCK", "O_BINARY", "O_NOINHERIT", "O_CLOEXEC", "O_NOFOLLOW", "O_DIRECTORY"}


def writing_calls(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that write a file, or could."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _writes(node))


def _writes(call: ast.Call) -> bool:
    name, of = _name(call.func), _owner(call.func)
    if name in WRITING:
        # A chip of the roll is touched with its card; `Path.touch` is given its mode by name.
        return not (name == "touch" and call.args) and not _is_reading(name, call)
    if of in OF_A_MODULE:
        return name in OF_A_MODULE[of] or (name == "open" and not _only_reads(call))
    if name in ("open", "ZipFile"):
        return not _is_reading(name, call)
    if name == "rename":
        return True
    # `Path.replace` has one argument; that of a text has two, and that of a struct has names.
    return name == "replace" and of != "" and len(call.args) == 1 and not call.keywords and not _is_of_qt(call)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _owner(function: ast.expr) -> str:
    """What stands before the dot, "" for a plain name."""
    return ast.unparse(function.value) if isinstance(function, ast.Attribute) else ""


def _is_reading(name: str, call: ast.Call) -> bool:
    """True if no mode is given, or one that reads; a mode that is not written here could be any."""
    places = {"ZipFile": 1, "FileIO": 1, "fdopen": 1}
    place = places.get(name, 0 if _owner(call.func) not in ("", "io") else 1)
    if name not in ("open", *places):
        return False
    mode = next((one.value for one in call.keywords if one.arg == "mode"), None)
    if mode is None and len(call.args) > place:
        mode = call.args[place]
    if mode is None:
        return True
    if isinstance(mode, ast.Constant) and isinstance(mode.value, str):
        # Pages of the app are opened by their names, which are no modes.
        return not set(mode.value) & set("wax+") or not set(mode.value) <= set("rwaxbt+")
    # A mode that is not written out could be any; methods `open` of other things are given no mode.
    return name == "open" and place == 0 and not (isinstance(mode, ast.Name) and mode.id == "mode")


def _only_reads(call: ast.Call) -> bool:
    flags = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute) and node.attr.startswith("O_")}
    named = isinstance(call.args[1], ast.Name) if len(call.args) > 1 else False
    return bool(named or flags) and flags <= READS_ONLY and (not named or call.args[1].id == "flags")  # type: ignore[attr-defined]


def _is_of_qt(call: ast.Call) -> bool:
    return _owner(call.func) in ("self", "self._model")


def test_nothing_else_writes_a_file() -> None:
    others = {
        str(path): [f"{path}:{call.lineno}: {ast.unparse(call)[:80]}" for call in writing_calls(tree)]
        for path, tree in modules().items()
        if str(path) != WRITER
    }
    found = {path: calls for path, calls in others.items() if calls}
    assert not [line for path, calls in found.items() if path not in EXCEPTIONS for line in calls]
    assert found.keys() == EXCEPTIONS.keys()


@pytest.mark.parametrize(
    "written",
    [
        "path.write_bytes(data)",
        "path.write_text('x', 'utf-8')",
        "path.touch()",
        "path.open('wb')",
        "path.open(mode='x')",
        "path.open(mode)",
        "path.open('r+b')",
        "open(path, 'w')",
        "open(path, 'ab', buffering=0)",
        "open(path, mode)",
        "io.open(path, 'w')",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "os.open(path, wanted())",
        "os.fdopen(handle, 'wb')",
        "os.replace(a, b)",
        "os.link(a, b)",
        "a.rename(b)",
        "a.replace(b)",
        "shutil.copy(a, b)",
        "shutil.move(a, b)",
        "shutil.copyfileobj(a, b)",
        "tempfile.mkdtemp()",
        "tempfile.NamedTemporaryFile()",
        "zipfile.ZipFile(path, 'w')",
        "QSaveFile(path)",
    ],
)
def test_whatever_writes_is_noticed(written: str) -> None:
    assert list(writing_calls(ast.parse(written)))


@pytest.mark.parametrize(
    "read",
    [
        "path.read_bytes()",
        "path.open()",
        "path.open('rb')",
        "open(path)",
        "open(path, 'rb')",
        "os.open(path, os.O_RDONLY | os.O_NOFOLLOW)",
        "os.fdopen(handle)",
        "zipfile.ZipFile(path)",
        "archive.open(member)",
        "self.open('wrap_up')",
        "text.replace('a', 'b')",
        "replace(value, name=1)",
    ],
)
def test_whatever_reads_is_passed_over(read: str) -> None:
    assert not list(writing_calls(ast.parse(read)))
