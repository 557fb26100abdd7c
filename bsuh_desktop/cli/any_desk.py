"""The desk that a command works on: opened, or made afresh with its recovery code told this once."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bsuh_desktop import paths
from bsuh_desktop.cli.passphrase import ask_passphrase
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.services.clock import SystemClock
from bsuh_desktop.services.desk import Desk, open_desk
from bsuh_desktop.services.first_run import NewDesk
from bsuh_desktop.services.programmes.fresh_desk import fresh_desk
from bsuh_desktop.services.programmes.values import ProgrammeView
from bsuh_desktop.trust.vault import Vault


@contextlib.contextmanager
def known_desk(options: Namespace, folder: Path) -> Iterator[Desk]:
    """The desk in `folder`, open as long as the context lasts. Raises KnownError `no_vault`, and what `open_desk`
    raises."""
    Vault.require(folder)
    desk = open_desk(folder, ask_passphrase(options), SystemClock())
    try:
        yield desk
    finally:
        desk.close()


@contextlib.contextmanager
def any_desk(options: Namespace, folder: Path, name: str | None) -> Iterator[tuple[Desk, str | None]]:
    """The desk in `folder`; a new one of that name, with its recovery code, where there is none."""
    if Vault.exists(folder):
        with known_desk(options, folder) as desk:
            yield desk, None
        return
    if name is None:
        raise _nobody()
    with fresh_desk(folder, NewDesk(ask_passphrase(options), name), SystemClock()) as (desk, code):
        yield desk, code


def _nobody() -> KnownError:
    return KnownError(
        "no_facilitator_name",
        Message("There is no desk yet, and nobody said whose it will be."),
        Message("Give the facilitator's name with --name, or the folder of a desk with --profile."),
    )


def profile_of(options: Namespace) -> Path:
    """The data folder that was named, else the person's own."""
    return Path(options.profile or paths.profile_folder()).absolute()


def document_of(view: ProgrammeView, path: Path, folder: Path, code: str | None, partner: str) -> dict[str, Any]:
    """What every command says of a programme, with the recovery code of a desk that was made just now."""
    facts = {"id": view.id, "version": view.version, "partner": partner, "path": str(path), "profile": str(folder)}
    document = {**facts, "standing": view.standing, "root_print": view.root_print, "keeps_root": view.keeps_root}
    return document | ({"recovery_code": code} if code else {})


def tell_code(code: str | None, options: Namespace) -> None:
    """The recovery code of a desk that was made just now; nothing for another one."""
    if code:
        tell(options, Message("Recovery code: {code}", code=code))
        tell(options, Message("Write it on paper: it opens the desk when the passphrase is forgotten."))


def tell(options: Namespace, sentence: Message) -> None:
    """One sentence on standard output."""
    print(say(sentence, options.lang))
