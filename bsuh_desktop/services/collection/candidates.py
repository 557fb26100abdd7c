"""What was found at a source: attendance files and sealed codes with their bytes, everything else by its name alone."""

from __future__ import annotations

import unicodedata
from typing import Literal

import msgspec

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict

Kind = Literal["attendance", "recovery_copy", "other"]
"""*other*: a photo, a letter, a receipt, a list of keys: passed over."""

INSIDE = " › "
_LONGEST_NAME = 120
_JOINERS = "\u200c\u200d"
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_INTO_A_FOLDER = Message("Unzip it, or save its attachments, into a folder, and choose that folder.")
_ONE_BY_ONE = Message("Choose the folders in it one by one.")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was found."""

    label: str
    """Its path as given or found; inside a mail or a ZIP, `mail.eml › classes.zip › a.bsuh`."""
    kind: Kind = "other"
    """A container in trouble is `other`."""
    data: bytes = b""
    """Its bytes; b"" for `other`, and if there is `trouble`."""
    trouble: KnownError | None = None
    """Why its bytes could not be read."""
    closed: KnownError | None = None
    """For a file that is passed over: why it cannot be opened here, although it may contain classes."""
    named: bool = False
    """True if the file, or its container, was given itself; False if it was found in a folder."""
    more: int = 0
    """How many more files of the same container this candidate stands for."""

    def __repr__(self) -> str:
        return f"Candidate({self.kind}, {len(self.data)} bytes)"


def inside(label: str, name: str, number: int) -> str:
    """The label of a file inside `label`: its name, or without one its `number`. One line of plain letters, whatever
    the name contains."""
    shown = "".join(sign for sign in name if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN).strip()
    if len(shown) > _LONGEST_NAME:
        shown = "…" + shown[1 - _LONGEST_NAME :]
    return f"{label}{INSIDE}{shown or number}"


def more_closed(count: int) -> KnownError:
    """Stands for the remaining files of a container, if very many are in a packed form that is not opened here."""
    sentence = Message("{count} more files in it are packed in a way that cannot be opened here.", count=count)
    return KnownError("packed_otherwise", sentence, _INTO_A_FOLDER)


def more_troubled(count: int) -> KnownError:
    """Stands for the remaining files of a container, if very many could not be read."""
    sentence = Message("{count} more files in it could not be read.", count=count)
    return KnownError(Verdict.UNREADABLE, sentence, _INTO_A_FOLDER)


def too_much() -> KnownError:
    """A container with more content, tighter compression or deeper nesting than anybody would use to send classes."""
    sentence = Message("This file has too much in it to check at once.")
    return KnownError(Verdict.UNREADABLE, sentence, _INTO_A_FOLDER)


def odd_packing() -> KnownError:
    """A ZIP with members in a compression method that is not supported."""
    sentence = Message("This ZIP file cannot be opened here.")
    return KnownError(Verdict.UNREADABLE, sentence, _INTO_A_FOLDER)


def needs_password() -> KnownError:
    """A ZIP with members that need a password."""
    return KnownError(
        Verdict.UNREADABLE,
        Message("This ZIP file is locked with a password."),
        Message("Unzip it with its password into a folder, and choose that folder."),
    )


def outlook_mail() -> KnownError:
    """A mail in Outlook's own format (.msg)."""
    return KnownError(
        Verdict.UNREADABLE,
        Message("This is an Outlook mail, which cannot be read here."),
        Message("Save it as .eml, or save its attachments into a folder, and choose that."),
    )


def packed_otherwise() -> KnownError:
    """A 7z, RAR, TAR or the like."""
    sentence = Message("This file is packed in a way that cannot be opened here.")
    return KnownError("packed_otherwise", sentence, _INTO_A_FOLDER)


def outlook_attachments() -> KnownError:
    """Attachments in Outlook's own format (winmail.dat), as it sends them for some senders."""
    return KnownError(
        "packed_otherwise",
        Message("Outlook packed the attachments in its own way, which cannot be opened here."),
        Message("Ask the sender for the files as a ZIP, or on a stick."),
    )


def too_many_files(most: int) -> KnownError:
    """A folder with more files than are searched: only the first ones were."""
    sentence = Message("Only the first {count} files of this folder were checked.", count=most)
    return KnownError("too_many_files", sentence, _ONE_BY_ONE)


def too_deep(deepest: int) -> KnownError:
    """A folder with subfolders below the deepest level that is searched."""
    sentence = Message("Folders more than {count} levels down were skipped.", count=deepest)
    return KnownError("too_many_files", sentence, _ONE_BY_ONE)


def may_not_be_read() -> KnownError:
    """A file or folder that exists, but may not be read by this user."""
    return KnownError(
        "file_not_opened",
        Message("You have no permission to read this."),
        Message("Ask its owner to copy it for you, and choose the copy."),
    )
