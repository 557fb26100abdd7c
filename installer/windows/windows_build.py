"""Builds the setup for Windows, or the portable folder, from the lock. Called by `installer/windows/build`.

    build [setup|portable|tree] [--fast] [--sign CERTIFICATE KEY]

What is fetched and made on the way stands in build/windows, what is handed out in dist/windows.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import python_proof
import sbom
import windows_tree
from windows_tree import HERE, ROOT

from bsuh_desktop.paths import PORTABLE_MARKER
from bsuh_desktop.qt.look.colours import CALM

WORK = ROOT / "build" / "windows"
OUT = ROOT / "dist" / "windows"

INSTALLED_MOST = 160_000_000
SETUP_MOST = 45_000_000
"""Bytes: what a school's laptop and a coordinator's stick spare."""

SIGN = HERE / "sign"

PICTURE_SIZE = (164, 314)
"""Pixels: what stands beside the words on the setup's first and last page."""

NOT_FETCHED = 75
"""Exit status (EX_TEMPFAIL of sysexits.h) where a mirror did not answer."""

BILL = "bsuh.cdx.json"
"""The software bill of materials (CycloneDX 1.6), beside BSUH.exe."""

_TOOLS = {"nsis": "nsis", "mingw-w64": "mingw-w64-x86-64-dev", "libgcc": "gcc-mingw-w64-x86-64-win32-runtime"}
"""What leaves code of its own in our programs, and Debian's package of it."""

PORTABLE_WORDS = """\
এই ফোল্ডারের অ্যাপ অনুশীলন আর সনদ যাচাইয়ের জন্য। আসল ক্লাসের জন্য ল্যাপটপে অ্যাপটি বসান।
BSUH.exe চালান। সব তথ্য এই ফোল্ডারেই থাকে; কম্পিউটারে কিছু থাকে না।

The app in this folder is for practice and for verifying. For classes that count, install the app on a laptop.
Open BSUH.exe. All data stay in this folder; nothing is left on the computer.
"""


def main(words: list[str]) -> int:
    """Builds what the words ask for; 2 with a sentence where it must not be handed out."""
    options = _options(words)
    began = time.monotonic()
    tree = WORK / "tree"
    windows_tree.make_tree(WORK, tree)
    if options.sign:
        for launcher in windows_tree.LAUNCHERS:
            sign(tree / launcher, *options.sign)
    tell_contents(tree)
    size = size_of(tree)
    print(f"Folder: {size / 1e6:.1f} MB in {count_of(tree)} files, {time.monotonic() - began:.0f} s: {_named(tree)}")
    if size > INSTALLED_MOST:
        return _refuse(f"The folder is larger than {INSTALLED_MOST / 1e6:.0f} MB.")
    OUT.mkdir(parents=True, exist_ok=True)
    shutil.copy(tree / BILL, OUT)
    if options.what == "portable":
        made = portable(tree)
        print(f"Portable folder: {size_of(made) / 1e6:.1f} MB, {time.monotonic() - began:.0f} s: {_named(made)}")
    elif options.what == "setup":
        made = setup(tree, options)
        if options.sign:
            sign(made, *options.sign)
        note_sum(made)
        size = made.stat().st_size
        print(f"Setup: {size / 1e6:.1f} MB, {time.monotonic() - began:.0f} s: {_named(made)}")
        if size > SETUP_MOST and not options.fast:
            return _refuse(f"The setup is larger than {SETUP_MOST / 1e6:.0f} MB.")
    return 0


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="installer/windows/build", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=("setup", "portable", "tree"), default="setup")
    parser.add_argument("--fast", action="store_true", help="pack in seconds instead of minutes, half as large again")
    stub = "which Windows the setup itself runs on: 32-bit, too, to say that it needs 64-bit (wine has no 32-bit side)"
    parser.add_argument("--stub", choices=("x86-unicode", "amd64-unicode"), default="x86-unicode", help=stub)
    parser.add_argument("--sign", nargs=2, type=Path, metavar=("CERTIFICATE", "KEY"), help="sign what is ours (PEM)")
    return parser.parse_args(words)


def tell_contents(tree: Path) -> None:
    """Adds the list of all that is in the tree, and the licences. Raises sbom.UnknownLicence."""
    packages = tree / "python" / "Lib" / "site-packages"
    wheels = [sbom.read_wheel(path) for path in sbom.installed(windows_tree.wheels_in(WORK), packages)]
    tools = {name: _version_of(package) for name, package in _TOOLS.items()}
    sbom.collect_licences(wheels, tree / "python", tree / "licences", tools)
    bill = sbom.make_sbom(wheels, python_proof.read_list(), tree, _commit_time(), tools)
    sbom.write_sbom(bill, tree / BILL)


def _version_of(package: str) -> str:
    """The upstream version of a Debian package that is installed."""
    command = ["dpkg-query", "-W", "-f", "${Version}", package]
    version = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return version.split(":")[-1].rpartition("-")[0]


def _commit_time() -> datetime.datetime:
    """When the sources were committed: the same sources make the same list."""
    stated = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
    return datetime.datetime.fromtimestamp(int(stated.stdout), datetime.UTC)


def portable(tree: Path) -> Path:
    """The folder for a stick: the tree, and the mark that makes it a portable one."""
    folder = OUT / f"BSUH-portable-{windows_tree.version_of_app()}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tree, folder)
    (folder / PORTABLE_MARKER).write_text(PORTABLE_WORDS, "utf-8-sig", newline="\r\n")
    return folder


def setup(tree: Path, options: argparse.Namespace) -> Path:
    """The setup, packed by NSIS; its uninstaller is signed where a certificate is given."""
    version = windows_tree.version_of_app()
    made = OUT / f"BSUH-setup-{version}.exe"
    picture = WORK / "setup.bmp"
    drawing = ROOT / "resources" / "illustrations" / "book-with-heart.svg"
    windows_tree.paint(drawing, *PICTURE_SIZE, margin=14, ground=CALM["night"]).convert("RGB").save(picture)
    defined = {
        "STUB": options.stub,
        "VERSION": version,
        "TREE": str(tree),
        "OUT": str(made),
        "ICON": str(WORK / "launcher" / "bsuh.ico"),
        "PICTURE": str(picture),
        "COMPRESS": "zlib" if options.fast else "lzma",
    }
    if options.sign:
        defined["SIGN"] = shlex.join([str(SIGN), *(str(path.resolve()) for path in options.sign)])
    words = [f"-D{name}={value}" for name, value in defined.items()]
    subprocess.run(["makensis", "-V2", "-WX", *words, str(HERE / "setup" / "setup.nsi")], check=True)
    return made


def sign(program: Path, certificate: Path, key: Path) -> None:
    """Signs a program of ours in place. Raises subprocess.CalledProcessError."""
    subprocess.run([SIGN, certificate, key, program], check=True)


def note_sum(program: Path) -> None:
    """Writes the program's SHA-256 beside it, as sha256sum does."""
    with program.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    (program.parent / "SHA256SUMS").write_text(f"{digest}  {program.name}\n")


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def count_of(folder: Path) -> int:
    """The number of files in a folder."""
    return sum(path.is_file() for path in folder.rglob("*"))


def _named(path: Path) -> Path:
    return path.relative_to(ROOT)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except windows_tree.FetchError:
        print("The packages could not be fetched. See that the internet works, then start again.", file=sys.stderr)
        sys.exit(NOT_FETCHED)
