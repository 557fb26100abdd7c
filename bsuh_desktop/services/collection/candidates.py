"""What was found at a source: attendance files and sealed codes with their bytes, everything else by its name alone."""

from __future__ import annotations

import unicodedata
from typing import Literal

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
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
    """One file: `label` is its path as given or found, inside a mail or a ZIP as `mail.eml › classes.zip › a.bsuh`.

    `data` are its bytes, b"" for `other` and where `trouble` says why they could not be had; a container in trouble is
    `other`. `closed` says of a file that is passed over that classes may lie in it, in a form that nothing here looks
    into. `named` if it, or what it lies in, was given itself, and not found in a folder. `more`: it stands for itself
    and so many files more of one container, of which the same is to be said.
    """

    label: str
    kind: Kind = "other"
    data: bytes = b""
    trouble: KnownError | None = None
    closed: KnownError | None = None
    named: bool = False
    more: int = 0

    def __repr__(self) -> str:
        return f"Candidate({self.kind}, {len(self.data)} bytes)"


def inside(label: str, name: str, number: int) -> str:
    """The label of what lies in `label` under that name, or without one as its `number`th piece: one line of plain
    letters, whatever a stranger called it."""
    shown = "".join(sign for sign in name if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN).strip()
    if len(shown) > _LONGEST_NAME:
        shown = "…" + shown[1 - _LONGEST_NAME :]
    return f"{label}{INSIDE}{shown or number}"


def more_closed(count: int) -> KnownError:
    """The rest of a great many files of a container that are packed in a form which is not looked into."""
    sentence = Message("{count} more files in it are packed in a way that cannot be opened here.", count=count)
    return KnownError("packed_otherwise", sentence, _INTO_A_FOLDER)


def more_troubled(count: int) -> KnownError:
    """The rest of a great many files of a container that could not be had."""
    sentence = Message("{count} more files in it could not be read.", count=count)
    return KnownError(Verdict.UNREADABLE, sentence, _INTO_A_FOLDER)


def too_much() -> KnownError:
    """A container that holds more, or packed more tightly or deeper, than anybody would who sends classes."""
    sentence = Message("This file has too much in it to check at once.")
    return KnownError(Verdict.UNREADABLE, sentence, _INTO_A_FOLDER)


def odd_packing() -> KnownError:
    """A ZIP with members in a packing that is not known here."""
    sentence = Message("This ZIP file cannot be opened here.")
    return KnownError(Verdict.UNREADABLE, sentence, _INTO_A_FOLDER)


def needs_password() -> KnownError:
    """A ZIP with locked members."""
    return KnownError(
        Verdict.UNREADABLE,
        Message("This ZIP file is locked with a password."),
        Message("Unzip it with its password into a folder, and choose that folder."),
    )


def outlook_mail() -> KnownError:
    """A mail as Outlook alone keeps it (.msg)."""
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
    """What Outlook attaches where a sender's mails have its own form (winmail.dat)."""
    return KnownError(
        "packed_otherwise",
        Message("Outlook packed the attachments in its own way, which cannot be opened here."),
        Message("Ask the sender for the files as a ZIP, or on a stick."),
    )


def too_many_files(most: int) -> KnownError:
    """A folder of which only the first files were looked at."""
    sentence = Message("Only the first {count} files of this folder were checked.", count=most)
    return KnownError("too_many_files", sentence, _ONE_BY_ONE)


def too_deep(deepest: int) -> KnownError:
    """A folder in which folders lie too deep."""
    sentence = Message("Folders more than {count} levels down were skipped.", count=deepest)
    return KnownError("too_many_files", sentence, _ONE_BY_ONE)


def may_not_be_read() -> KnownError:
    """A file or folder that is there, and belongs to somebody else."""
    return KnownError(
        "file_not_opened",
        Message("You have no permission to read this."),
        Message("Ask its owner to copy it for you, and choose the copy."),
    )
