"""The sandbox process that opens one module pack: its zip, tables, slides and drawings are parsed only here."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bsuh_desktop.content.pack_sandbox import AskFiles, AskWhether, PackFiles, PackFindings, Question
from bsuh_desktop.system.sandbox_child import serve


def main() -> None:
    """Answers questions until the app ends, or ends this process."""
    serve(lambda question, _: msgspec.msgpack.encode(_answer(msgspec.msgpack.decode(question, type=Question))))


def _answer(asked: Question) -> object:
    from bsuh_desktop.content.check.checker import check_source, pack_id_of
    from bsuh_desktop.content.lesson_minutes import lesson_minutes
    from bsuh_desktop.content.pack_draft import holds_pack, read_draft
    from bsuh_desktop.content.source import open_source

    path = Path(os.fsdecode(asked.path))
    if isinstance(asked, AskWhether):
        return holds_pack(path)
    source = open_source(path)
    if isinstance(asked, AskFiles):
        return PackFiles(source.files, source.findings)
    return PackFindings(
        *pack_id_of(source), tuple(check_source(source, asked.common)), lesson_minutes(read_draft(source))
    )


if __name__ == "__main__":
    main()
