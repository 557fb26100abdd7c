"""Where a command gets the passphrase from: a file, or the person at the keyboard."""

from __future__ import annotations

import contextlib
import getpass
import sys
from argparse import Namespace
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.passphrases import check_passphrase


def given_passphrase(options: Namespace) -> str | None:
    """The passphrase of `--passphrase-file`, without its line end; None if the option was not given."""
    if options.passphrase_file is None:
        return None
    text = _text_of(options.passphrase_file)
    if text is None:
        raise KnownError(
            "passphrase_file",
            Message("The passphrase file cannot be read."),
            Message("Give a UTF-8 text file with only the passphrase."),
        )
    return text.rstrip("\r\n")


def given_code(options: Namespace) -> str | None:
    """The recovery code of `--recovery-code-file`; None if the option was not given."""
    if options.recovery_code_file is None:
        return None
    text = _text_of(options.recovery_code_file)
    if text is None:
        raise KnownError(
            "recovery_code_file",
            Message("The file of the recovery code cannot be read."),
            Message("Give a UTF-8 text file with only the code."),
        )
    return "".join(text.split())


def _text_of(path: Path) -> str | None:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def ask_passphrase(options: Namespace) -> str:
    """The passphrase from the file, else asked at the terminal without echo."""
    given = given_passphrase(options)
    return _asked(options, Message("Passphrase:")) if given is None else given


def ask_new_passphrase(options: Namespace) -> str:
    """The passphrase for a new desk. At the terminal it is typed twice, since nobody sees a typing error."""
    given = given_passphrase(options)
    if given is not None:
        return given
    passphrase = _asked(options, Message("New passphrase:"))
    check_passphrase(passphrase)
    if _asked(options, Message("The same again:")) != passphrase:
        raise KnownError(
            "passphrases_differ",
            Message("The two passphrases are different. Nothing was made."),
            Message("Start again, and type the same one twice."),
        )
    return passphrase


def ask_line(question: Message, language: Language) -> str | None:
    """A person's answer at the terminal; None if there is no terminal, or for an empty answer."""
    if not sys.stdin.isatty():
        return None
    # Standard output is only for the command's result.
    print(say(question, language), end=" ", file=sys.stderr, flush=True)
    return clean(sys.stdin.readline()) or None


def _asked(options: Namespace, question: Message) -> str:
    if sys.stdin.isatty():
        # Ctrl-D means no passphrase.
        with contextlib.suppress(EOFError):
            return getpass.getpass(say(question, options.lang) + " ")
    raise KnownError(
        "passphrase_needed",
        Message("This data is locked, and nobody can type the passphrase here."),
        Message("Name a file with --passphrase-file."),
    )
