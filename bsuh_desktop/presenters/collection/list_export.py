"""Saves the list of collected files, as it is shown, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles
from bsuh_desktop.presenters.collection.file_words import verdict_of
from bsuh_desktop.presenters.parts import Text, text_of

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.values import CollectedFile

_HEAD = (
    Message("Day"),
    Message("Place"),
    Message("Class"),
    Message("Module"),
    Message("Present"),
    Message("Answers"),
    Message("Verdict"),
    Message("Why"),
    Message("What to do"),
    Message("Doubts"),
    Message("Laptop"),
    Message("File"),
)


def save(collected: CollectedFiles, places: Sequence[int], folder: Path, day: str, language: Language) -> Path:
    """Saves the files at these places in `language`. Runs on the thread of files. Raises KnownError as `save_list`."""
    from bsuh_desktop.services.collection.list_export import save_list
    from bsuh_desktop.system.refused_folder import require_folder

    require_folder(folder)
    return save_list(folder, f"collected-{day}", _rows(collected, places, language))


def _rows(collected: CollectedFiles, places: Sequence[int], language: Language) -> Iterator[list[str]]:
    yield [text_of(title, language) for title in _HEAD]
    for place in places:
        yield _row(collected, collected.files[place], language)


def _row(collected: CollectedFiles, one: CollectedFile, language: Language) -> list[str]:
    def text(value: Text | None) -> str:
        return "" if value is None else text_of(value, language)

    opened = one.day is not None
    return [
        one.day.isoformat() if one.day is not None else "",
        text(one.place),
        text(one.class_name),
        text(collected.titles.get(one.module, one.module)),
        str(one.present) if opened else "",
        str(one.answers) if opened else "",
        text(verdict_of(one, one.sha256 in collected.out)[1]),
        text(one.text),
        text(one.remedy),
        " ".join(map(text, one.doubts)),
        one.device or one.signer_code,
        one.input,
    ]
