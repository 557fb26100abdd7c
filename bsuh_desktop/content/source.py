"""Open a pack's folder or zip without trusting it; what is left out is reported.

A pack may contain only harmless names, no links, no file twice, and never more than the limits. A zip is read by the
same rules as a folder: no paths outside it, no links, no zip bombs."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import stat
import zipfile
from pathlib import Path

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.bounded_zip import BROKEN, open_zip, read_member
from bsuh_desktop.system.files import is_safe_name

MEMBER_LIMIT = 200
FILE_LIMIT = 8 * 2**20
PACK_LIMIT = 32 * 2**20

MEDIA_FOLDER = "media"
SIGNATURE_FILE = "pack.sig"
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,79}")
_KNOWN = re.compile(
    rf"module\.toml|quiz\.toml|people\.toml|slides\.[a-z]{{2}}\.md|{re.escape(SIGNATURE_FILE)}|{MEDIA_FOLDER}/[^/]+\.(svg|png|jpg)"
)


@dataclasses.dataclass
class PackMembers:
    """Collects files up to the limits. Sizes are those of the bytes that were read, never those that an archive
    declares."""

    files: dict[str, bytes] = dataclasses.field(default_factory=dict)
    findings: list[Finding] = dataclasses.field(default_factory=list)
    bytes_added: int = 0

    def bytes_left(self) -> int:
        """How many bytes the next file may have."""
        return min(FILE_LIMIT, PACK_LIMIT - self.bytes_added)

    def put(self, name: str, data: bytes) -> None:
        """Add `data`, or report that it is larger than `bytes_left()`."""
        if len(data) > self.bytes_left():
            self.findings.append(too_large(name))
            return
        self.files[name] = data
        self.bytes_added += len(data)

    def admits(self, name: str) -> bool:
        """True if a pack may contain `name` and it was not added yet; otherwise the reason is added to the findings."""
        parts = name.split("/")
        if not all(_PART.fullmatch(part) and is_safe_name(part) for part in parts):
            self.findings.append(unsafe_name(name))
        elif name.lower() in {taken.lower() for taken in self.files}:
            self.findings.append(_twice(name))
        elif not _KNOWN.fullmatch(name):
            self.findings.append(_unknown_file(name))
        else:
            return True
        return False


def hidden(name: str) -> bool:
    """True for leftovers of editors and file managers, which are skipped."""
    return name.startswith(".") or name.endswith("~") or name in ("Thumbs.db", "desktop.ini")


def unsafe_name(name: str) -> Finding:
    """A name that could lead out of the pack, or that some operating systems cannot write."""
    return Finding(
        printable(name),
        1,
        "unsafe_name",
        Message("This name is not safe in a pack."),
        Message(
            "Name the file with Latin letters, digits, hyphens and dots, directly in the pack or in its media folder."
        ),
    )


def link(name: str) -> Finding:
    """A symbolic link: it may point to anything on the reader's computer."""
    return Finding(
        printable(name),
        1,
        "unsafe_name",
        Message("This is a link, not a file."),
        Message("Put the file itself into the pack."),
    )


def too_large(name: str) -> Finding:
    """A file, or all files together, above the limit."""
    return Finding(
        printable(name),
        1,
        "too_large",
        Message("With this file the pack is too large."),
        Message(
            "Keep a file under {file} MB and the pack under {pack} MB.", file=FILE_LIMIT >> 20, pack=PACK_LIMIT >> 20
        ),
    )


def too_many() -> Finding:
    """More files than any lesson needs."""
    return Finding(
        "module.toml",
        1,
        "too_large",
        Message("The pack has more than {count} files.", count=MEMBER_LIMIT),
        Message("Remove the files that no slide uses."),
    )


def _twice(name: str) -> Finding:
    return Finding(
        printable(name),
        1,
        "unsafe_name",
        Message("Two files of the pack have this name."),
        Message("Keep one of them. Capital and small letters count as the same."),
    )


def _unknown_file(name: str) -> Finding:
    return Finding(
        printable(name),
        1,
        "unknown_file",
        Message("This file does not belong in a pack."),
        Message("Remove it, or put pictures into the media folder as svg, png or jpg."),
    )


def printable(name: str) -> str:
    """`name` without characters that could disturb a terminal, truncated to 200."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:200]


def read_zip(path: Path, members: PackMembers) -> None:
    """Add the files of the zip at `path` to `members`; problems become its findings. Raises OSError only if the disk
    cannot be read: the archive is read into memory first."""
    with path.open("rb") as file:
        data = file.read(PACK_LIMIT + 1)
    if len(data) > PACK_LIMIT:
        members.findings.append(too_large(path.name))
        return
    try:
        with open_zip(io.BytesIO(data)) as archive:
            _read_members(archive, members)
    except (*BROKEN, OSError):
        members.findings.append(_not_a_pack(path.name))


def names_in_archive(path: Path) -> list[str]:
    """The names of all members of the zip at `path`; empty if it is not a zip."""
    try:
        with path.open("rb") as file, open_zip(file) as archive:
            return archive.namelist()
    except (*BROKEN, OSError):
        return []


def _read_members(archive: zipfile.ZipFile, members: PackMembers) -> None:
    # Not `is_dir`, to which on Windows a backslash at the end is a folder, too.
    entries = [member for member in archive.infolist() if not member.filename.endswith("/")]
    if len(entries) > MEMBER_LIMIT:
        members.findings.append(too_many())
    top = _top_folder(entries)
    for member in entries[:MEMBER_LIMIT]:
        # orig_filename is the name before zipfile truncates it at a NUL.
        name = member.orig_filename.removeprefix(top)
        if stat.S_ISLNK(member.external_attr >> 16):
            members.findings.append(link(name))
        elif name != member.filename.removeprefix(top):
            members.findings.append(unsafe_name(name))
        elif not _leftover(name):
            _read_member(archive, member, name, members)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, members: PackMembers) -> None:
    if not members.admits(name):
        return
    if member.file_size > members.bytes_left():
        members.findings.append(too_large(name))
        return
    try:
        members.put(name, read_member(archive, member, members.bytes_left()))
    except (*BROKEN, OSError):
        members.findings.append(_not_a_pack(name))


def _top_folder(members: list[zipfile.ZipInfo]) -> str:
    """The single top folder of all files ("taps-traps-taka/"), or "": both ways of zipping are common."""
    names = [member.filename for member in members if not _leftover(member.filename)]
    tops = {name.split("/", 1)[0] for name in names}
    if len(tops) != 1 or any("/" not in name for name in names):
        return ""
    top = tops.pop() + "/"
    return top if top not in (f"{MEDIA_FOLDER}/", "../", "./", "/") else ""


def _leftover(name: str) -> bool:
    parts = name.split("/")
    return ".." not in parts and (parts[0] == "__MACOSX" or hidden(parts[-1]))


def _not_a_pack(name: str) -> Finding:
    return Finding(
        name,
        1,
        "not_a_pack",
        Message("This is not a pack's folder, and not a zip file that can be opened."),
        Message("Make the zip again from the pack's folder, or give the folder."),
    )


@dataclasses.dataclass(frozen=True)
class Source:
    """The files of a pack: name inside the pack ("media/hook.svg") → bytes; and what was left out, with the reason."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...] = ()


def open_source(path: Path) -> Source:
    """The files of the pack at `path`. Raises KnownError if nothing is there or it cannot be read."""
    if not path.exists():
        raise KnownError(
            "pack_not_found",
            Message("There is no pack at {path}.", path=str(path)),
            Message("Check the name, or choose the pack again."),
        )
    members = PackMembers()
    try:
        if path.is_dir():
            _read_folder(path, members)
        else:
            read_zip(path, members)
    except OSError as reason:
        raise KnownError(
            "pack_unreadable",
            Message("The pack at {path} cannot be read.", path=str(path)),
            Message("Copy it to this computer and try again."),
        ) from reason
    return Source(members.files, tuple(members.findings))


def _read_folder(folder: Path, members: PackMembers) -> None:
    entries = [entry for entry in _walk(folder) if not hidden(entry.name)]
    if len(entries) > MEMBER_LIMIT:
        members.findings.append(too_many())
    for entry in sorted(entries[:MEMBER_LIMIT], key=lambda found: found.path):
        name = Path(entry.path).relative_to(folder).as_posix()
        if entry.is_symlink():
            members.findings.append(link(name))
        elif entry.is_file() and members.admits(name):
            with open(entry.path, "rb") as file:
                members.put(name, file.read(members.bytes_left() + 1))


def _walk(folder: Path) -> list[os.DirEntry[str]]:
    """The entries of the folder and of its media folder; other folders are not part of a pack."""
    entries = list(os.scandir(folder))[: MEMBER_LIMIT + 1]
    for entry in entries:
        if entry.name == MEDIA_FOLDER and entry.is_dir(follow_symlinks=False):
            return entries + list(os.scandir(entry.path))[: MEMBER_LIMIT + 1]
    return entries
