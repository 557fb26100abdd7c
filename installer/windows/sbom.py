"""What is in Windows' setup: a bill of materials (CycloneDX 1.6, JSON), and the licence texts of all that is in it.

What wheels have compiled into their own modules (OpenSSL in cryptography, say) stands with the wheel, not by itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

import python_proof
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from python_proof import Row

ROOT = Path(__file__).resolve().parents[2]
APP = "bsuh-desktop"

CHOSEN = {
    "click-default-group": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "olefile": "BSD-2-Clause",
    "pyrage": "MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "qrcode": "BSD-3-Clause AND MIT",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "sqlcipher3": "Zlib",
    "sqlite-fts4": "Apache-2.0",
    "uharfbuzz": "Apache-2.0",
    "wakepy": "MIT",
}
"""Licences as their texts say, where METADATA says none or no expression of SPDX; of several, the one that is taken."""

QT = {"pyside6-essentials": "PySide6", "shiboken6": "shiboken6"}
"""Qt's packages and their folders. Their wheels lack the texts of the licence that is taken."""

PARTS_OF_PYTHON = (
    ("bzip2", "1.0.8", "bzip2-1.0.6"),
    ("expat", "2.6.4", "MIT"),
    ("libffi", "3.4.4", "MIT"),
    ("mpdecimal", "4.0.0", "BSD-2-Clause"),
    ("openssl", "3.0.15", "Apache-2.0"),
    ("sqlite", "3.45.3", "blessing"),
    ("xz", "5.2.5", "0BSD"),
    ("zlib", "1.3.1", "Zlib"),
)
"""Libraries in Windows' Python, whose repairs come from others than Python's: as its binaries and CPython's
PCbuild/get_externals.bat name them."""

COMMON_LICENCES = Path("/usr/share/common-licenses")
"""Where Debian keeps the texts of the licences that many share."""

TOOLS = {
    "nsis": ("Zlib", "/usr/share/doc/nsis-common/copyright"),
    "mingw-w64": ("ZPL-2.1", "/usr/share/doc/mingw-w64-x86-64-dev/copyright"),
    "libgcc": (
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "/usr/share/doc/gcc-mingw-w64-x86-64-win32-runtime/copyright",
    ),
}
"""What the build's tools leave in the setup and in BSUH.exe: licence and notice."""

_RUNTIME_OF_MICROSOFT = re.compile(r"(concrt|msvcp|vccorlib|vcruntime)\d+\w*\.dll", re.I)
_LICENCE_FILE = re.compile(r"(licen[sc]e|copying|notice|ofl|authors)(\.txt|\.md|\.rst)?", re.I)
_IN_METADATA = re.compile(r"[^/]+\.dist-info/(?:licenses/(.+)|((?:licen[sc]e|copying|notice|authors)[^/]*))", re.I)

Json = dict[str, object]


class UnknownLicence(Exception):
    """A package of which nobody has said under which licence it stands. Its text is for whoever builds."""


@dataclass(frozen=True)
class Wheel:
    """A package as it is bundled."""

    name: str
    """As in its address on PyPI."""
    version: str
    licence: str
    sha256: str
    texts: Mapping[str, bytes]
    """Licence texts by the path that they get below the package's own folder."""


def read_wheel(path: Path) -> Wheel:
    """Raises UnknownLicence if neither METADATA nor CHOSEN names a licence, or the wheel brings no text of it."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        [metadata] = [name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        fields = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
        found = {inside: archive.read(name) for name in names if (inside := _licence_path(name))}
    name = re.sub(r"[-_.]+", "-", fields["Name"]).lower()
    licence = CHOSEN.get(name) or _licence_of(fields)
    texts = {} if name in QT else found
    if not licence or not (texts or name in QT):
        raise UnknownLicence(f"{path.name} does not tell its licence. Read its text, and add it to CHOSEN in sbom.py.")
    return Wheel(name, fields["Version"], licence, hashlib.sha256(path.read_bytes()).hexdigest(), texts)


def installed(wheels: Iterable[Path], packages: Path) -> list[Path]:
    """Those of the wheels that stand in a folder of packages."""
    return [wheel for wheel in wheels if (packages / f"{'-'.join(wheel.name.split('-')[:2])}.dist-info").is_dir()]


def make_sbom(
    wheels: Iterable[Wheel], proofs: Iterable[Row], tree: Path, made: datetime, tools: Mapping[str, str]
) -> Json:
    """The bill of what stands in `tree` (see windows_tree): `wheels` are those installed in it, the app's own among
    them, `proofs` the rows of its Python, `made` the time that it tells, `tools` the versions of those in TOOLS."""
    by_name = {wheel.name: wheel for wheel in wheels}
    app = _app(by_name.pop(APP))
    components = [
        _python(proofs, made),
        *(_package(wheel, tree) for wheel in by_name.values()),
        *(_component("library", name, version, TOOLS[name][0]) for name, version in tools.items()),
    ]
    components.sort(key=lambda component: str(component["bom-ref"]))
    content: Json = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": app},
        "components": components,
        "dependencies": [
            {"ref": app["bom-ref"], "dependsOn": [component["bom-ref"] for component in components]},
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, ensure_ascii=False, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "serialNumber": f"urn:uuid:{serial}",
        **content,
    }


def write_sbom(sbom: Json, path: Path) -> None:
    """Writes it so that the same bill is the same bytes."""
    path.write_text(json.dumps(sbom, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def collect_licences(
    wheels: Iterable[Wheel], python: Path, folder: Path, tools: Mapping[str, str], common: Path = COMMON_LICENCES
) -> None:
    """Makes `folder` anew: the licence texts of all that is bundled, and `index.txt`, which says what stands under
    which. `python` is the folder of Windows' Python, `tools` as for the bill, `common` where LGPL-3 and GPL-3 stand.
    Raises FileNotFoundError if a text is missing on this machine."""
    shutil.rmtree(folder, ignore_errors=True)
    shared = {f"{name}.txt": (common / name).read_bytes() for name in ("LGPL-3", "GPL-3")}
    bundled = [
        ("python", python_proof.VERSION, "PSF-2.0", {"LICENSE.txt": (python / "LICENSE.txt").read_bytes()}),
        *((one.name, one.version, one.licence, shared if one.name in QT else one.texts) for one in wheels),
        *(
            (name, version, TOOLS[name][0], {"copyright.txt": Path(TOOLS[name][1]).read_bytes()})
            for name, version in tools.items()
        ),
    ]
    lines = []
    for name, version, licence, texts in sorted(bundled, key=lambda one: one[0]):
        lines.append(f"{name} {version}: {licence}")
        for place, text in sorted(texts.items()):
            target = folder / name / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
            lines.append(f"    {target.relative_to(folder).as_posix()}")
    (folder / "index.txt").write_text("\n".join(lines) + "\n", "utf-8", newline="\r\n")


def _licence_path(name: str) -> str | None:
    """Where a file of a wheel goes among the licence texts; None if it is none."""
    if within := _IN_METADATA.fullmatch(name):
        return within[1] or within[2]
    return name if _LICENCE_FILE.fullmatch(PurePosixPath(name).name) else None


def _licence_of(fields: Message) -> str:
    """What METADATA says, empty if nothing. Some packages put the whole text where its name goes: its first line."""
    told: str = fields["License-Expression"] or (fields["License"] or "").strip().split("\n")[0].strip()
    kinds = [line.rpartition("::")[2].strip() for line in fields.get_all("Classifier", []) if "License ::" in line]
    return told or ", ".join(kinds)


def _app(wheel: Wheel) -> Json:
    app = _component("application", wheel.name, wheel.version, wheel.licence, wheel.sha256)
    table = (ROOT / "resources" / "verify" / "libraries" / "LIBRARIES.md").read_text("utf-8")
    scripts = re.findall(r"^\| ([a-z-]+) \([^|]+\) \| ([\d.]+).*\| ([\w.-]+), `", table, re.M)
    fonts = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
    app["components"] = [
        *(_component("file", font.name, "", "OFL-1.1", _sha256(font)) for font in fonts),
        *(_component("library", name, version, licence, address="npm") for name, version, licence in scripts),
    ]
    return app


def _python(proofs: Iterable[Row], made: datetime) -> Json:
    version, released = python_proof.VERSION, python_proof.RELEASED
    age = (made.date() - released).days
    told = [("bsuh:interpreter-released", released.isoformat()), ("bsuh:interpreter-age-days", str(age))]
    python = _component("platform", "python", version, "PSF-2.0", told=told)
    python["cpe"] = f"cpe:2.3:a:python:python:{version}:*:*:*:*:*:*:*"
    python["components"] = [
        *(_component("library", *part, within="python") for part in PARTS_OF_PYTHON),
        *(
            _component("file", row.name, "", "", row.sha256, within="python", told=_proof(row))
            for row in sorted(proofs)
        ),
    ]
    return python


def _proof(row: Row) -> list[tuple[str, str]]:
    return [("bsuh:proof", row.proof), *([("bsuh:proved-by", row.told)] if row.told else [])]


def _package(wheel: Wheel, tree: Path) -> Json:
    texts = [("bsuh:licence-text", name) for name in sorted(wheel.texts)]
    package = _component("library", wheel.name, wheel.version, wheel.licence, wheel.sha256, "pypi", told=texts)
    if wheel.name in QT and (libraries := _qt_libraries(tree, wheel.name)):
        package["components"] = libraries
    return package


def _qt_libraries(tree: Path, name: str) -> list[Json]:
    """DLLs of one of Qt's packages: each may be put another in place of, but for Microsoft's runtime beside them."""
    folder = tree / "python" / "Lib" / "site-packages" / QT[name]
    found = []
    for path in sorted(folder.rglob("*.dll")):
        place, sha256 = path.relative_to(folder).as_posix(), _sha256(path)
        if _RUNTIME_OF_MICROSOFT.fullmatch(path.name):
            found.append(_component("file", place, "", "Microsoft Visual C++ Runtime", sha256, within=name))
        else:
            replaceable = [("bsuh:replaceable", "yes")]
            found.append(_component("file", place, "", CHOSEN[name], sha256, within=name, told=replaceable))
    return found


def _component(
    kind: str,
    name: str,
    version: str,
    licence: str,
    sha256: str = "",
    address: str = "generic",
    within: str = "",
    told: Iterable[tuple[str, str]] = (),
) -> Json:
    """A component of CycloneDX with what is known of it. `address` is the registry that its package URL names, `within`
    the component whose part it is, `told` its properties."""
    parts = [within, f"{name}@{version}" if version else name]
    component: Json = {"type": kind, "bom-ref": "/".join(part for part in parts if part), "name": name}
    if version:
        component |= {"version": version, "purl": f"pkg:{address}/{name}@{version}"}
    if sha256:
        component["hashes"] = [{"alg": "SHA-256", "content": sha256}]
    if licence:
        component["licenses"] = [_licence(licence)]
    if properties := [{"name": key, "value": value} for key, value in told]:
        component["properties"] = properties
    return component


def _licence(told: str) -> Json:
    """As an expression of SPDX where it is one, else by its name."""
    try:
        return {"expression": str(canonicalize_license_expression(told))}
    except InvalidLicenseExpression:
        return {"license": {"name": told}}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
