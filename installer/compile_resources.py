"""Make what the programme needs in another form before it can run: the Bangla catalogue, and the windows' forms.

Called by the build hook, by `installer/start` and `installer/check`, and once when the tests start. Each result is
made again only when it is older than its source or this file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_IMPORTS = re.compile(r"^from (PySide6\.\w+) import \(([^)]*)\)\n", re.MULTILINE)
_LAYOUT_MADE = re.compile(r"( *)self\.(\w+) = Q\w+Layout\(\)")
_LAYOUT_ADDED = re.compile(r" *self\.\w+\.addLayout\(self\.(\w+)[,)]")


def compile_all(root: Path = ROOT) -> list[Path]:
    """Compile the catalogue and all forms of the clone at `root`; returns what was made anew."""
    return compile_catalogue(root) + compile_forms(root)


def compile_catalogue(root: Path = ROOT) -> list[Path]:
    """`resources/i18n/bn.po` to `bn.mo` (GNU MO). Raises OSError if the file is no catalogue."""
    source = root / "resources" / "i18n" / "bn.po"
    target = source.with_suffix(".mo")
    if not _older(target, source):
        return []
    import polib

    _write(target, polib.pofile(str(source)).to_binary())
    return [target]


def compile_forms(root: Path = ROOT) -> list[Path]:
    """Each `ui/*.ui` of Qt Designer to a module of `bsuh_desktop/qt/forms/`; modules without a form are removed.

    Raises CalledProcessError if a form is broken or Qt's compiler cannot start.
    """
    forms = sorted((root / "ui").glob("*.ui"))
    folder = root / "bsuh_desktop" / "qt" / "forms"
    if not forms and not folder.exists():
        return []
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {folder / f"{form.stem}.py": form for form in forms}
    for left_over in set(folder.glob("*.py")) - set(wanted):
        if left_over.name != "__init__.py":
            left_over.unlink()
    init = folder / "__init__.py"
    if not init.exists():
        _write(init, b'"""Forms compiled from ui/: never edited here, compiled again when their source changes."""\n')
    made = [module for module, form in wanted.items() if _older(module, form)]
    for module in made:
        _write(module, _compiled(wanted[module]))
    return made


def _compiled(form: Path) -> bytes:
    compiler = Path(sys.executable).with_name("pyside6-uic.exe" if os.name == "nt" else "pyside6-uic")
    made = subprocess.run([compiler, "--generator", "python", form], check=True, stdout=subprocess.PIPE).stdout
    return _without_unused_imports(_with_layouts_added_empty(made.decode())).encode()


def _with_layouts_added_empty(module: str) -> str:
    """Qt's compiler fills a layout before it adds it to another, and PySide then makes a Python object for each of
    its items: `bsuh_desktop/qt/widgets/layouts.py` says what that does. Nothing else is added in between, so the
    order on the page is the same."""
    lines = module.splitlines(keepends=True)
    added = {found[1]: line for line in lines if (found := _LAYOUT_ADDED.match(line))}
    moved = set(added.values())
    order = []
    for line in lines:
        if line not in moved:
            order.append(line)
        if (found := _LAYOUT_MADE.match(line)) and found[2] in added:
            order.append(added[found[2]])
    return "".join(order)


def _without_unused_imports(module: str) -> str:
    """Qt's compiler imports two dozen classes into every form, and each of them is built when it is first named: a
    fifteenth of the start, and memory."""
    body = _IMPORTS.sub("", module)

    def used(found: re.Match[str]) -> str:
        names = [name for name in re.findall(r"\w+", found[2]) if re.search(rf"\b{name}\b", body)]
        return f"from {found[1]} import {', '.join(names)}\n" if names else ""

    return _IMPORTS.sub(used, module)


def _older(target: Path, source: Path) -> bool:
    newest = max(path.stat().st_mtime_ns for path in (source, Path(__file__)) if path.exists())
    return source.exists() and (not target.exists() or target.stat().st_mtime_ns < newest)


def _write(target: Path, content: bytes) -> None:
    # Several test workers may compile at the same moment: each writes its own file and the last one stands, whole.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.chmod(name, 0o644)
    os.replace(name, target)


if __name__ == "__main__":
    compile_all()
