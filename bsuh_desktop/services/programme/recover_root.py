"""Brings a programme's root key back from the words on its recovery sheet."""

from __future__ import annotations

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.signed_document_sandbox import read_apart
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.offers import join
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.root_key import root_of


def recover_root(desk: Desk, programme_file: bytes, words: str) -> None:
    """From now on `desk` keeps the root key of the programme in `programme_file`, which grows from the 24 `words` of
    its sheet; a desk that practises joins the programme by the way.

    Raises KnownError: wrong_words, other_sheet, unreadable, altered, another_programme, older_programme,
    same_version.
    """
    programme = read_apart(programme_file, Programme)
    root = root_of(words)
    if root.public != programme.root_key:
        raise KnownError(
            "other_sheet",
            Message("These are the words of another programme's sheet."),
            Message("Look for the sheet that names this programme, or choose the other programme file."),
        )
    with desk.transaction():
        if desk.programme_file != programme_file:
            join(desk, programme_file, desk.partner if not desk.practising else programme.partners[0].number)
        desk.take_root(root, recovered=True)
