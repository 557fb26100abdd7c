"""What a pack may contain: only harmless names, no links, no file twice, and never more than the limits."""

from __future__ import annotations

import dataclasses
import re

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.file_names import is_safe_name

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
