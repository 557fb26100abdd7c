"""Puts the web verifier together: its page, style, modules and libraries become one HTML file without any address.

Called by `installer/verifier`; the same sources give the same bytes. Each module becomes a function of its own, so that
their names cannot meet, and what it exports is handed on by name. The page's script and style may run by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERIFY = ROOT / "resources" / "verify"
PROGRAMME_LINE = '<script id="programme" type="application/json">null</script>'
_PACKAGES = {"@noble/hashes/": VERIFY / "libraries" / "noble-hashes"}
_IMPORT = re.compile(
    r"""^import\s*(?:\*\s*as\s+(?P<all>\w+)|\{(?P<names>[^}]*)\})\s*from\s*["'](?P<file>[^"']+)["'];?$""", re.M
)
_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|const|let|class) (\w+)", re.M)
_EXPORT_LIST = re.compile(r"^export \{([^}]*)\};?$", re.M)


def build(folder: Path = VERIFY) -> str:
    """The whole page. Raises ValueError for modules that import each other or markup that would end a script early."""
    source = folder / "source"
    script, style = bundle(source / "page.js"), (source / "page.css").read_text("utf-8")
    for text in (script, style):
        if re.search(r"</script|</style|<!--", text, re.I):
            raise ValueError("a script or style that would end before its end")
    page = (source / "page.html").read_text("utf-8")
    reader = (folder / "libraries" / "zxing-wasm" / "zxing_reader.wasm").read_bytes()
    parts = {
        "SCRIPT-HASH": _hash(script),
        "STYLE-HASH": _hash(style),
        "STYLE": style,
        "SCRIPT": script,
        "DEMONSTRATION": json.dumps(demonstration(), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c"),
        "READER": base64.b64encode(reader).decode(),
    }
    return re.sub(r"%([A-Z-]+)%", lambda found: parts[found[1]], page)


def bundle(entry: Path) -> str:
    """One script of a module and all that it imports, each before whoever imports it."""
    order: dict[Path, str] = {}
    _add(entry.resolve(), order, ())
    modules = [f"const {_name(path)} = (() => {{\n{text}}})();\n" for path, text in order.items()]
    return '"use strict";\n(() => {\n' + "\n".join(modules) + "})();\n"


def demonstration() -> dict[str, object]:
    """The facts of the demonstration programme as they stand in the page; `file` is the SHA-256 of what was signed."""
    file = (ROOT / "resources" / "programme" / "demonstration.json").read_bytes()
    programme = json.loads(file)["programme"]
    signed = json.dumps(programme, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    facts = {
        key: programme[key]
        for key in ("id", "names", "root_key", "url_prefix", "modules", "version", "issued", "expires")
    }
    partners = [{"number": one["number"], "names": one["names"]} for one in programme["partners"]]
    return {**facts, "partners": partners, "titles": _titles(), "file": hashlib.sha256(signed).hexdigest()}


def _titles() -> dict[str, object]:
    packs = sorted((ROOT / "resources" / "packs").glob("*/module.toml"))
    return {path.parent.name: tomllib.loads(path.read_text("utf-8"))["title"] for path in packs}


def _add(path: Path, order: dict[Path, str], above: tuple[Path, ...]) -> None:
    if path in above:
        raise ValueError(f"{path.name} imports itself by way of others")
    if path in order:
        return
    text = path.read_text("utf-8")
    for found in _IMPORT.finditer(text):
        _add(_imported(path, found["file"]), order, (*above, path))
    order[path] = _as_function(path, text)


def _imported(path: Path, file: str) -> Path:
    for package, folder in _PACKAGES.items():
        if file.startswith(package):
            return folder / file.removeprefix(package)
    return (path.parent / file).resolve()


def _as_function(path: Path, text: str) -> str:
    exported = dict.fromkeys(_EXPORTED.findall(text))
    handed = [name.replace(" as ", ": ") for name in exported]
    for found in _EXPORT_LIST.finditer(text):
        handed += [_swapped(name) for name in found[1].split(",") if name.strip()]
    text = _IMPORT.sub(lambda found: _taken(_imported(path, found["file"]), found), text)
    text = _EXPORT_LIST.sub("", re.sub(r"^export (?=async |function|const |let |class )", "", text, flags=re.M))
    return f"{text}\nreturn {{ {', '.join(handed)} }};\n"


def _taken(path: Path, found: re.Match[str]) -> str:
    if found["all"]:
        return f"const {found['all']} = {_name(path)};"
    names = [name.strip().replace(" as ", ": ") for name in found["names"].split(",") if name.strip()]
    return f"const {{ {', '.join(names)} }} = {_name(path)};" if names else ""


def _swapped(name: str) -> str:
    inner, _, outer = name.strip().partition(" as ")
    return f"{outer}: {inner}" if outer else inner


def _name(path: Path) -> str:
    inside = path.relative_to(VERIFY) if path.is_relative_to(VERIFY) else path.relative_to(path.parents[1])
    return "$" + re.sub(r"\W", "_", inside.with_suffix("").as_posix())


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write(target: Path = VERIFY / "verify.html") -> Path:
    """Writes the page; returns where it stands."""
    target.write_bytes(build().encode())
    return target


if __name__ == "__main__":
    print(write())
