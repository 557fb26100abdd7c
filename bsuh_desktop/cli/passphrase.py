"""Where a command gets the passphrase from: a file, or the person at the keyboard."""

from __future__ import annotations

import contextlib
import getpass
import sys
from argparse import Namespace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say


def given_passphrase(options: Namespace) -> str | None:
    """The passphrase of `--passphrase-file`, without its line end; None if the option was not given."""
    if options.passphrase_file is None:
        return None
    try:
        text: str = options.passphrase_file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KnownError(
            "passphrase_file",
            Message("The passphrase file cannot be read."),
            Message("Give a text file in UTF-8 that holds the passphrase alone."),
        ) from None
    return text.rstrip("\r\n")


def ask_passphrase(options: Namespace) -> str:
    """The passphrase of the file, else asked at the terminal without showing it."""
    given = given_passphrase(options)
    if given is not None:
        return given
    if sys.stdin.isatty():
        # Ctrl-D gives no passphrase.
        with contextlib.suppress(EOFError):
            return getpass.getpass(say(Message("Passphrase:"), options.lang) + " ")
    raise KnownError(
        "passphrase_needed",
        Message("This data is locked, and nobody is there to type the passphrase."),
        Message("Name a file with --passphrase-file."),
    )
