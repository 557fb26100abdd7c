"""The lesson kit of a module: makes the PDF and writes it where a person chose."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.documents.lesson_kit.content import KitPart
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.print_layout import Ink
from bsuh_desktop.services.certificates.page_layout import layout_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import first_module, modules
from bsuh_desktop.services.lesson_kits.kit_content import KitWish, PaintPicture, kit_content
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.folders import refuse_own_folder
from bsuh_desktop.trust.programme import Programme

_MOST_BESIDE = 99
"""So many different kits of one module may lie in a folder."""


class KitModule(msgspec.Struct, frozen=True):
    """A module whose papers can be printed."""

    id: str
    title: LocalText
    things: bool
    """It has papers for activities."""


class KitOffer(msgspec.Struct, frozen=True):
    """What can be printed on this laptop."""

    modules: tuple[KitModule, ...]
    ink: Ink
    """That in which certificates are printed here."""


class NewKit(msgspec.Struct, frozen=True):
    """A kit as a PDF, and the number of its pages. It names no learner."""

    pdf: bytes
    pages: int
    parts: dict[KitPart, int]
    """Part → number of its pages."""


class SavedKit(msgspec.Struct, frozen=True):
    """A kit in a file."""

    path: Path
    pages: int


def kit_offer(desk: Desk) -> KitOffer:
    """The modules of the shelf, and the ink of this laptop's printer."""
    offered = (KitModule(one.id, one.title, bool(desk.pack(one.id).kit)) for one in modules(desk))
    return KitOffer(tuple(offered), layout_of(desk).ink)


def save_kit(desk: Desk, wish: KitWish, paint: PaintPicture, folder: Path) -> SavedKit:
    """Makes the kit and writes it into `folder`, beside kits that are there already.

    Raises KnownError: as `new_kit`; own_folder, already_there, disk_full, read_only, stick_removed.
    """
    refuse_own_folder(folder, desk.folder, Message("This is the app's own folder; do not save lesson kits here."))
    pack = _pack(desk, wish)
    kit = kit_of_pack(pack, desk.programme, wish, paint)
    stem = f"lesson-kit-{pack.id}-{pack.version}-{wish.language}"
    for number in range(1, _MOST_BESIDE + 1):
        path = folder / (f"{stem}.pdf" if number == 1 else f"{stem}-{number}.pdf")
        try:
            write_new(path, kit.pdf)
            break
        except KnownError as error:
            if error.code != "already_there" or number == _MOST_BESIDE:
                raise
    return SavedKit(path, kit.pages)


def new_kit(desk: Desk, wish: KitWish, paint: PaintPicture) -> NewKit:
    """The kit of a module of the shelf. Raises KnownError: pack_not_found, pack_version_missing, and as
    `kit_of_pack`."""
    return kit_of_pack(_pack(desk, wish), desk.programme, wish, paint)


def _pack(desk: Desk, wish: KitWish) -> Pack:
    return desk.pack(wish.pack or first_module(desk), wish.version)


def kit_of_pack(pack: Pack, programme: Programme, wish: KitWish, paint: PaintPicture) -> NewKit:
    """The kit of `pack`, which was read with its placeholders filled.

    Raises KnownError: nothing_to_print if the module has nothing of the wished parts, picture_missing,
    picture_unreadable.
    """
    from bsuh_desktop.documents.lesson_kit.kit import lesson_kit_pdf

    pdf, parts = lesson_kit_pdf(kit_content(pack, programme, wish, paint))
    if not any(parts.values()):
        raise KnownError(
            "nothing_to_print",
            Message("This module has nothing of what you chose to print."),
            Message("Choose other papers, or another module."),
        )
    return NewKit(pdf, sum(parts.values()), parts)
