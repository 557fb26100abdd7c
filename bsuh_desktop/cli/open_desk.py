"""The desk that a command works on: an existing one, or a new one, whose recovery code is shown once.

With where the passphrase comes from: a file, or the person at the keyboard."""

from __future__ import annotations

import contextlib
import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bsuh_desktop import paths
from bsuh_desktop.app.one_command import desk_for_one_command
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.passphrases import check_passphrase
from bsuh_desktop.services.programme.join import ProgrammeOffer, listed_partners, partner_of_words
from bsuh_desktop.services.programme.programme_view import ProgrammeView
from bsuh_desktop.services.safekeeping.first_run import NewDesk, code_shown, fresh_desk, untold_code
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.trust.vault import Vault


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


@contextlib.contextmanager
def existing_desk(options: Namespace, folder: Path) -> Iterator[Desk]:
    """The desk in `folder`, open as long as the context lasts. Raises KnownError `no_vault`, and what
    `desk_for_one_command` raises."""
    Vault.require(folder)
    with desk_for_one_command(folder, ask_passphrase(options), SystemClock()) as desk:
        yield desk


@contextlib.contextmanager
def maybe_open_desk(options: Namespace, folder: Path) -> Iterator[tuple[Desk | None, Vault]]:
    """Like `existing_desk`, with its vault; the desk is None if another copy of the app has it open. Raises KnownError
    as `existing_desk`, except in_use."""
    Vault.require(folder)
    vault = Vault.unlock(folder, ask_passphrase(options))
    try:
        desk = open_unlocked(folder, vault, SystemClock())
    except KnownError as error:
        if error.code != "in_use":
            raise
        yield None, vault
        return
    try:
        yield desk, vault
    finally:
        desk.close()


@contextlib.contextmanager
def open_or_make_desk(options: Namespace, folder: Path, name: str | None) -> Iterator[tuple[Desk, str | None]]:
    """The desk in `folder`; if there is none, a new one with that name (asked for if None). Also yields the recovery
    code that was not shown yet, or None; after showing it, call `note_code_shown`."""
    if Vault.exists(folder):
        Vault.require(folder)
        passphrase = ask_passphrase(options)
        with desk_for_one_command(folder, passphrase, SystemClock()) as desk:
            yield desk, untold_code(folder, passphrase)
        return
    name = name or name_of_new_desk(options)
    with fresh_desk(folder, NewDesk(ask_new_passphrase(options), name), SystemClock()) as (desk, code):
        yield desk, code


def name_of_new_desk(options: Namespace) -> str:
    """The given name, else the one that a person types. Raises KnownError: no_facilitator_name."""
    name: str | None = options.name or ask_line(Message("Your name:"), options.lang)
    if not name:
        raise KnownError(
            "no_facilitator_name",
            Message("There is no desk in this folder yet, and no name was given for a new one."),
            Message("Give the facilitator's name with --name."),
        )
    return name


def partner_of_new_desk(options: Namespace, offer: ProgrammeOffer) -> int | None:
    """The number of the named partner, or of the one that a person types if there are several. Raises KnownError:
    partner_needed, unknown_partner."""
    words = options.partner
    if words is None and len(offer.partners) > 1:
        partners = listed_partners(offer)
        words = ask_line(Message("The partner that you work for ({partners}):", partners=partners), options.lang)
        if not words:
            raise KnownError(
                "partner_needed",
                Message("This programme has several partners."),
                Message("Name the one that you work for with --partner: {partners}.", partners=partners),
            )
    return partner_of_words(offer, words)


def note_code_shown(folder: Path, code: str | None) -> None:
    """Record that the recovery code was written to standard output."""
    if code:
        sys.stdout.flush()
        code_shown(folder)


def profile_of(options: Namespace) -> Path:
    """The data folder of the options, else the user's own."""
    return Path(options.profile or paths.profile_folder()).absolute()


def document_of(view: ProgrammeView, path: Path, folder: Path, code: str | None, partner: str) -> dict[str, Any]:
    """The JSON fields about a programme that several commands print, with the recovery code of a new desk."""
    facts = {"id": view.id, "version": view.version, "partner": partner, "path": str(path), "profile": str(folder)}
    document = {**facts, "standing": view.standing, "root_print": view.root_print, "keeps_root": view.keeps_root}
    return document | ({"recovery_code": code} if code else {})


def tell_code(code: str | None, options: Namespace) -> None:
    """Print the recovery code, if it was not shown yet."""
    if code:
        tell(options, Message("Recovery code: {code}", code=code))
        tell(options, Message("Write it on paper: it opens the desk if you forget the passphrase."))


def tell(options: Namespace, sentence: Message) -> None:
    """Print one sentence to standard output."""
    print(say(sentence, options.lang))
