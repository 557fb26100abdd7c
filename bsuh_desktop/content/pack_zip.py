"""Read a pack that is a zip file, by the same rules as a folder: no paths outside it, no links, no zip bombs."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_files import (
    MEDIA_FOLDER,
    MEMBER_LIMIT,
    PACK_LIMIT,
    PackMembers,
    hidden,
    link,
    too_large,
    too_many,
    unsafe_name,
)
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.bounded_zip import BROKEN, open_zip, read_member


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
