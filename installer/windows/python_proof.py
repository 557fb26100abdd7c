"""Proves Windows' Python: every file of the embeddable CPython and every module of its library, by whom it is proved.

    check FOLDER                     compares a folder with the list beside this file; 2 if anything differs
    write FOLDER --source DIR ...    makes the list anew; needs Python 3.13 and sources of the library

The folder is a private person's copy of what the Python Software Foundation (PSF) published. Programs and DLLs carry
signatures of the PSF or of Microsoft, up to one of the roots in python_roots.pem. The modules in python313.zip are
compiled and not signed, but python.cat is, and it names the hashes of the sources: a module is proved by compiling a
source that stands there and getting the same code. Sources may come from anywhere, as their hashes decide; the Lib of
CPython's tag has them all. They are compared once: the list keeps the result, and a build takes it for modules that are
the same bytes. The catalogue leaves out two modules' sources: nothing but their publishers vouches for them.

Whether a certificate was revoked is not asked: that needs the network.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib.util
import marshal
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from types import CodeType

VERSION = "3.13.2"
RELEASED = date(2025, 2, 4)
"""When this Python came out: later repairs of its own are not in it."""

HERE = Path(__file__).resolve().parent
LIST = HERE / "python_proof.tsv"
ROOTS = HERE / "python_roots.pem"

ROOT_FINGERPRINTS = {
    "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270",  # Microsoft Identity Verification Root CA 2020
    "847df6a78497943f27fc72eb93f9a637320a02b561d0a91b09e87a7807ed7c61",  # Microsoft Root Certificate Authority 2011
    "df545bf919a2439c36983b54cdfc903dfa4f37d3996d8d84b4c31eec6f3c163e",  # Microsoft Root Certificate Authority 2010
    "552f7bdcf1a7af9e6ce672017f4f12abf77240c78e761ac203d1d9d20ac89988",  # DigiCert Trusted Root G4
}
"""SHA-256 of the only certificates that a signature may go back to, as their owners publish them."""

PSF = "/C=US/ST=Oregon/L=Beaverton/O=Python Software Foundation/CN=Python Software Foundation"
_MICROSOFT = "/C=US/ST=Washington/L=Redmond/O=Microsoft Corporation/CN="
SIGNERS = {
    PSF: "Python Software Foundation",
    f"{_MICROSOFT}Microsoft Corporation": "Microsoft Corporation",
    f"{_MICROSOFT}Microsoft Windows Software Compatibility Publisher": "Microsoft Corporation",
}
"""Whose signature proves anything here: many others' go back to the same roots."""

LIBRARY = "python313.zip"
CATALOGUE = "python.cat"

AUTHENTICODE = "authenticode"
"""Signed; told with it: by whom."""
CATALOGUED = "catalogue"
"""Its SHA-256 stands in the signed catalogue."""
SAME_AS_SOURCE = "same as source"
"""Compiled from a source that stands in the catalogue; told with it: that source's SHA-256."""
SAME_AS_UNSIGNED = "same as unsigned source"
"""Compiled from a source that the catalogue leaves out; told with it: that source's SHA-256."""
BY_MEMBERS = "by its modules"
"""The archive, each of whose members has a line of its own."""
NOTHING = "nothing"
PROOFS = (AUTHENTICODE, CATALOGUED, SAME_AS_SOURCE, SAME_AS_UNSIGNED, BY_MEMBERS, NOTHING)

_EMPTY = hashlib.sha256(b"").hexdigest()
"""Catalogues leave empty files out, and nothing can hide in one."""

SignerOf = Callable[[Path], str | None]
"""Tells who signed a file, by a name of SIGNERS; None unless the signature holds."""


class ProofError(Exception):
    """The folder cannot be judged, or is not what the list says. Its text is for whoever builds."""


@dataclass(frozen=True, order=True)
class Row:
    """A line of the list."""

    name: str
    """Path in the folder; of a module, its path in the library after the library's."""
    sha256: str
    proof: str
    told: str = ""


def prove(
    folder: Path,
    signer_of: SignerOf,
    listed: Iterable[Row] = (),
    sources: Mapping[str, Iterable[bytes]] | None = None,
) -> list[Row]:
    """A row for each file and each module, sorted. `listed` are taken at their word where they say that the same bytes
    were compiled from a source, `sources` (by path in the library) are compiled. Raises ProofError without a signed
    catalogue."""
    catalogue = folder / CATALOGUE
    if not catalogue.is_file() or signer_of(catalogue) != SIGNERS[PSF]:
        raise ProofError(f"{CATALOGUE} is missing, or the Python Software Foundation did not sign it.")
    known = {*hashes_of(catalogue.read_bytes()), _EMPTY}
    compiled = {(row.name, row.sha256): row.told for row in listed if row.proof in (SAME_AS_SOURCE, SAME_AS_UNSIGNED)}
    rows: list[Row] = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        name, sha256 = path.relative_to(folder).as_posix(), _sha256(path.read_bytes())
        signer = signer_of(path)
        if signer:
            rows.append(Row(name, sha256, AUTHENTICODE, signer))
        elif name == LIBRARY:
            rows.append(Row(name, sha256, BY_MEMBERS))
        else:
            rows.append(Row(name, sha256, CATALOGUED if sha256 in known else NOTHING))
    for member, data in _members(folder / LIBRARY):
        name, sha256 = f"{LIBRARY}/{member}", _sha256(data)
        source = compiled.get((name, sha256))
        if sources is not None and member.endswith(".pyc"):
            texts = sources.get(str(PurePosixPath(member).with_suffix(".py")), ())
            source = source_of(data, sorted(texts, key=lambda text: _sha256(text) not in known))
        if source:
            rows.append(Row(name, sha256, SAME_AS_SOURCE if source in known else SAME_AS_UNSIGNED, source))
        else:
            rows.append(Row(name, sha256, CATALOGUED if sha256 in known else NOTHING))
    return sorted(rows)


def differences(rows: Iterable[Row], listed: Iterable[Row]) -> Iterator[str]:
    """A sentence for each file or module that is not as the list says."""
    here, there = {row.name: row for row in rows}, {row.name: row for row in listed}
    for name in sorted(here.keys() | there.keys()):
        one, other = here.get(name), there.get(name)
        if one is None:
            yield f"{name} is missing."
        elif other is None:
            yield f"{name} is not in the list."
        elif one.sha256 != other.sha256:
            yield f"{name} has changed: its SHA-256 is {one.sha256}, the list has {other.sha256}."
        elif one != other:
            yield f"{name} is proved otherwise: {_proof(one)}, the list has {_proof(other)}."


def hashes_of(catalogue: bytes) -> set[str]:
    """The SHA-256 of all that a Windows catalogue names. Raises ProofError for anything else."""
    try:
        content = _step(_step(_step(catalogue, 1), 0), 2)  # the signed content; signatures stand behind it
        entries = _parts(_value(_step(_step(_step(content, 1), 0), 4)))
        names = {_value(_step(entry, 0)).hex() for entry in entries}  # SHA-1 stands beside SHA-256
        return {name for name in names if len(name) == len(_EMPTY)}
    except IndexError:
        raise ProofError("This is not a Windows catalogue.") from None


def source_of(module: bytes, sources: Iterable[bytes]) -> str | None:
    """The SHA-256 of the first source that compiles to a module as the library has it; None if none does. Raises
    ProofError if this Python compiles otherwise."""
    if module[:4] != importlib.util.MAGIC_NUMBER:
        raise ProofError(f"Modules of Python {VERSION} are compared by Python 3.13 alone.")
    code: CodeType = marshal.loads(module[16:])
    for source in sources:
        if same_code(compile(source, code.co_filename, "exec", dont_inherit=True, optimize=2), code):
            return _sha256(source)
    return None


def same_code(one: object, other: object) -> bool:
    """True if two constants of compiled code, or the codes themselves, do the same: all but the file's name counts."""
    if type(one) is not type(other):
        return False
    if isinstance(one, CodeType):
        return all(same_code(getattr(one, name), getattr(other, name)) for name in _PARTS_OF_CODE)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same_code, one, other))
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return {(type(part), repr(part)) for part in one} == {(type(part), repr(part)) for part in other}
    return repr(one) == repr(other)  # tells 0.0 from -0.0


_PARTS_OF_CODE = sorted(
    name
    for name in dir(CodeType)
    if name.startswith("co_") and name not in {"co_filename", "co_lnotab", "co_lines", "co_positions"}
)


def read_sources(folders: Iterable[Path]) -> dict[str, list[bytes]]:
    """Sources by their path in the library, each with both line ends: the catalogue has most with Windows'."""
    found: dict[str, list[bytes]] = {}
    for folder in folders:
        for path in folder.rglob("*.py"):
            text = path.read_bytes().replace(b"\r\n", b"\n")
            found.setdefault(path.relative_to(folder).as_posix(), []).extend([text.replace(b"\n", b"\r\n"), text])
    return found


def signer_of(path: Path, roots: Path = ROOTS) -> str | None:
    """Asks osslsigncode who signed a file. Raises ProofError if it is not installed."""
    trusted = ("-CAfile", str(roots), "-TSA-CAfile", str(roots))
    command = ["osslsigncode", "verify", "-ignore-cdp", "-ignore-crl", *trusted, "-in", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", errors="replace")
    except FileNotFoundError:
        raise ProofError("The signatures cannot be verified: install osslsigncode.") from None
    subjects = re.findall(r"^Signer's certificate:\n.*\n.*\n\s*Subject: (.*)$", done.stdout, re.M)
    signers = {SIGNERS.get(subject) for subject in subjects}
    return signers.pop() if done.returncode == 0 and len(signers) == 1 else None


def check_roots(roots: Path = ROOTS) -> None:
    """Raises ProofError unless the file holds the pinned certificates and no other."""
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----\n(.*?)-----END", roots.read_text("ascii"), re.S)
    if {_sha256(base64.b64decode(block)) for block in blocks} != ROOT_FINGERPRINTS:
        raise ProofError(f"{roots.name} does not hold the pinned certificates.")


def read_list(path: Path = LIST) -> list[Row]:
    """The list that is kept."""
    return [Row(*line.split("\t")) for line in path.read_text("utf-8").splitlines()]


def write_list(rows: Iterable[Row], path: Path = LIST) -> None:
    """Writes the list, a line a row."""
    path.write_text("".join("\t".join(astuple(row)).rstrip("\t") + "\n" for row in rows), "utf-8")


def check(folder: Path) -> list[Row]:
    """The list, if the folder is what it says. Raises ProofError with all that differs."""
    check_roots()
    listed = read_list()
    found = list(differences(prove(folder, signer_of, listed), listed))
    if found:
        raise ProofError("\n".join(["This is not the Python that was proved:", *found[:20], f"In all: {len(found)}"]))
    return listed


def main(words: list[str]) -> int:
    """Checks or writes; 2 with sentences where the proof fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("check", "write"))
    parser.add_argument("folder", type=Path, help="the unpacked embeddable Python")
    parser.add_argument("--source", type=Path, action="append", default=[], help="a folder of the library's sources")
    options = parser.parse_args(words)
    try:
        if options.what == "check":
            rows = check(options.folder)
        else:
            check_roots()
            rows = prove(options.folder, signer_of, sources=read_sources(options.source))
            write_list(rows)
    except ProofError as error:
        print(error, file=sys.stderr)
        return 2
    for proof in PROOFS:
        print(f"{proof}: {sum(row.proof == proof for row in rows)}")
    return 0


def _members(library: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(library) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len(set(names)) != len(names):
            raise ProofError(f"{LIBRARY} holds two files of one name.")
        yield from ((name, archive.read(name)) for name in names)


def _proof(row: Row) -> str:
    return " ".join([row.proof, row.told]).strip()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _split(der: bytes) -> tuple[int, int]:
    """Where the value of a DER element begins and ends. Raises IndexError if there is none."""
    length, begin = der[1], 2
    if length & 0x80:
        begin += length & 0x7F
        length = int.from_bytes(der[2:begin])
    if begin + length > len(der):
        raise IndexError
    return begin, begin + length


def _value(der: bytes) -> bytes:
    begin, end = _split(der)
    return der[begin:end]


def _parts(value: bytes) -> list[bytes]:
    """The elements that stand one after the other in a DER value."""
    found = []
    while value:
        _, end = _split(value)
        found.append(value[:end])
        value = value[end:]
    return found


def _step(der: bytes, index: int) -> bytes:
    return _parts(_value(der))[index]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
