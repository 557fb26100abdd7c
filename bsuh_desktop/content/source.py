"""Open a pack's folder or zip without trusting it; what is left out is reported."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_files import MEDIA_FOLDER, MEMBER_LIMIT, PackMembers, hidden, link, too_many
from bsuh_desktop.content.pack_zip import read_zip
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message


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
