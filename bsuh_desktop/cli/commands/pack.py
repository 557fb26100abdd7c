"""`bsuh pack` and `lesson-kit`: what an author has to fix in a module pack, its signature, and its papers as a PDF."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bsuh_desktop import paths
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.content.check import pictures
from bsuh_desktop.content.pack_sandbox import PackFindings, PackSandbox
from bsuh_desktop.content.placeholders import Fillings, pack_words, read_common
from bsuh_desktop.content.reader import Pack, find_pack, read_source
from bsuh_desktop.documents.lesson_kit.content import PARTS
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.signed_document_sandbox import read_sandboxed
from bsuh_desktop.language import say
from bsuh_desktop.qt.stage.picture_sandbox import PicturePainter, unpainted
from bsuh_desktop.services.lesson_kits.lesson_kit import KitWish, kit_of_pack
from bsuh_desktop.services.programme.join import programme_bytes
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.programme import Programme


def run(options: Namespace) -> int:
    """Checks packs, or signs one."""
    return _sign(options) if options.action == "sign" else _check(options)


def _sign(options: Namespace) -> int:
    """Signs a pack's folder with the profile that has the programme's root key."""
    from bsuh_desktop.cli.open_desk import existing_desk, profile_of
    from bsuh_desktop.services.verify.packs import sign_pack_folder

    with existing_desk(options, profile_of(options)) as desk:
        path = sign_pack_folder(desk, options.paths[0], unpainted)
    if options.json:
        print_json({"path": str(path.absolute())})
    else:
        print(say(Message("Written: {path}", path=str(path)), options.lang))
    return 0


def _check(options: Namespace) -> int:
    """Checks every pack; exit status 1 if anything was found."""
    found = {path: _findings(path) for path in options.paths}
    if options.json:
        print_json({"packs": [_document(path, pack, options) for path, pack in found.items()]})
    else:
        for path, pack in found.items():
            _tell(path, pack, options)
    return int(any(pack.findings for pack in found.values()))


def _findings(path: Path) -> PackFindings:
    """All findings, by file and line. The pack is opened, and each of its pictures is painted, in sandboxes."""
    with PackSandbox(path) as pack:
        found, source = pack.check(read_common(paths.resources())), pack.source()
    told = {finding.file for finding in found.findings if finding.code == "picture_unsafe"}
    safe = {name: data for name, data in source.files.items() if name not in told}
    more = map(pictures.unpainted, unpainted(safe))
    return replace(
        found, findings=tuple(sorted((*found.findings, *more), key=lambda one: (one.file, one.line, one.code)))
    )


def _document(path: Path, pack: PackFindings, options: Namespace) -> dict[str, Any]:
    return {
        "path": str(path.absolute()),
        "id": pack.id,
        "minutes": pack.minutes,
        "findings": [
            {
                "file": finding.file,
                "line": finding.line,
                "code": finding.code,
                "text": say(finding.message, options.lang),
                "remedy": say(finding.remedy, options.lang),
            }
            for finding in pack.findings
        ],
    }


def _tell(path: Path, pack: PackFindings, options: Namespace) -> None:
    if not pack.findings:
        print(say(Message("Good: {path}", path=str(path)), options.lang))
    for finding in pack.findings:
        print(f"{path}/{finding.file}:{finding.line}: {say(finding.message, options.lang)}")
        print(f"    {say(finding.remedy, options.lang)}")
    for plan, ways in pack.minutes.items():
        print(say(Message("Minutes by arithmetic, of {minutes} planned:", minutes=int(plan)), options.lang))
        for way, sizes in ways.items():
            told = (
                say(Message("{minutes} min ({learners})", minutes=minutes, learners=int(size)), options.lang)
                for size, minutes in sizes.items()
            )
            print(f"    {say(_WAYS[way], options.lang)}: {', '.join(told)}")


_WAYS = {
    "hands": Message("hands"),
    "cards": Message("paper cards"),
    "phones": Message("phones"),
    "shared": Message("one device"),
}


def run_lesson_kit(options: Namespace) -> int:
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
