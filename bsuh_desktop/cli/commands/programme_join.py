"""`bsuh programme join` and `recover`: a desk joins a programme, or gets its root key back."""

from __future__ import annotations

from argparse import Namespace

from bsuh_desktop.cli.open_desk import (
    document_of,
    name_of_new_desk,
    note_code_shown,
    open_or_make_desk,
    partner_of_new_desk,
    profile_of,
    tell,
    tell_code,
)
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.grants.partners import partner_id
from bsuh_desktop.services.programme.join import join_file, partner_of_words
from bsuh_desktop.services.programme.make_programme import recover_root
from bsuh_desktop.services.programme.offers import look_at, programme_bytes
from bsuh_desktop.services.programme.programme_view import programme_view
from bsuh_desktop.services.programme.values import ProgrammeView
from bsuh_desktop.services.safekeeping.fresh_desk import OFFICE
from bsuh_desktop.system.typed_command import typed_command
from bsuh_desktop.trust.vault import Vault

_ASK = ("grant", "request", "--as", "device", "--out", f"request{file_endings.REQUEST}")
_LARGEST_WORDS = 10_000


def join(options: Namespace) -> int:
    """Joins a programme, or accepts a newer file of it."""
    path, folder = options.file.absolute(), profile_of(options)
    offer = look_at(path)
    fresh = not Vault.exists(folder)
    # Name and partner of a new desk are asked for before the passphrase.
    name = name_of_new_desk(options) if fresh else options.name
    partner = partner_of_new_desk(options, offer) if fresh else partner_of_words(offer, options.partner)
    with open_or_make_desk(options, folder, name) as (desk, code):
        view = join_file(desk, path, partner)
        document = document_of(view, path, folder, code, partner_id(desk, desk.partner))
    if options.json:
        print_json(document)
    else:
        _tell_joined(view, options)
        tell_code(code, options)
    note_code_shown(folder, code)
    return 0


def _tell_joined(view: ProgrammeView, options: Namespace) -> None:
    tell(options, Message("This desk now works in this programme: {names}", names=view.names))
    tell(
        options,
        Message("Version {version}, partner: {partner}", version=digits_text(view.version), partner=view.partner),
    )
    tell(options, Message("Root key, to compare: {print}", print=view.root_print))
    if view.standing == "waiting":
        tell(
            options,
            Message(
                "Classes are real from now on, and count when the grant comes. Ask for it with: {command}",
                command=typed_command(*_ASK),
            ),
        )


def recover(options: Namespace) -> int:
    """Restores the root key from the words on its sheet."""
    path, folder = options.file.absolute(), profile_of(options)
    file, words, fresh = programme_bytes(path), _words(options), not Vault.exists(folder)
    with open_or_make_desk(options, folder, options.name or OFFICE) as (desk, code):
        recover_root(desk, file, words)
        view = programme_view(desk)
        # A new office works for no partner; an existing desk keeps its partner.
        document = document_of(view, path, folder, code, "" if fresh else partner_id(desk, desk.partner))
    if options.json:
        print_json(document)
    else:
        tell(options, Message("The programme's root key is restored: {names}", names=view.names))
        tell(options, Message("Delete the file with the words."))
        tell_code(code, options)
    note_code_shown(folder, code)
    return 0


def _words(options: Namespace) -> str:
    try:
        with options.words_file.open("rb") as file:
            return str(file.read(_LARGEST_WORDS).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise KnownError(
            "words_file",
            Message("The file with the words cannot be read."),
            Message("Give a UTF-8 text file with only the 24 words."),
        ) from None
