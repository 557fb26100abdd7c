"""`bsuh lesson-kit`: a module's papers as a PDF."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from bsuh_desktop import paths
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.content.pack_sandbox import PackSandbox
from bsuh_desktop.content.placeholders import Fillings, pack_words
from bsuh_desktop.content.reader import Pack, read_source
from bsuh_desktop.content.shelf import find_pack
from bsuh_desktop.documents.lesson_kit.content import PARTS
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.signed_document_sandbox import read_sandboxed
from bsuh_desktop.language import say
from bsuh_desktop.qt.stage.picture_sandbox import PicturePainter
from bsuh_desktop.services.lesson_kits.kit_content import KitWish
from bsuh_desktop.services.lesson_kits.lesson_kit import kit_of_pack
from bsuh_desktop.services.programme.offers import programme_bytes
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.programme import Programme


def run(options: Namespace) -> int:
    """Writes the kit. No data folder is touched."""
    programme = _programme(options)
    wish = KitWish(
        parts=options.parts or PARTS,
        language=options.language or options.lang,
        ink="black" if options.black else "colour",
        groups=options.groups,
        learners=options.learners,
    )
    pack = _pack(options.pack, pack_words(programme, paths.resources()))
    with PicturePainter() as painter:
        kit = kit_of_pack(pack, programme, wish, painter.png_of)
    path = options.out.absolute()
    write_new(path, kit.pdf)
    if options.json:
        parts = [{"part": part, "pages": pages} for part, pages in kit.parts.items()]
        print_json({"path": str(path), "pages": kit.pages, "parts": parts})
    else:
        print(say(Message("Written: {path}", path=str(path)), options.lang))
    return 0


def _programme(options: Namespace) -> Programme:
    """The one in the file, else that of practice, which has the country's own helplines."""
    if options.programme is None:
        return demonstration_programme(paths.resources())
    return read_sandboxed(programme_bytes(options.programme.absolute()), Programme)


def _pack(word: str, fillings: Fillings) -> Pack:
    """A module of the app by its id, or the pack at a path: whoever made it, it was first read in a sandbox."""
    if not os.path.exists(word) and os.sep not in word:
        return find_pack(paths.resources(), word, fillings)
    with PackSandbox(Path(word)) as sandbox:
        sandbox.check(fillings.common)
        return read_source(sandbox.source(), fillings)
