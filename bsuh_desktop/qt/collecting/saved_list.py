"""The list of what was collected, as it is shown, saved as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.collecting.file_rows import verdict_of
from bsuh_desktop.qt.collecting.pile import Pile

if TYPE_CHECKING:
    from bsuh_desktop.qt.bridge import Bridge
    from bsuh_desktop.services.collecting.values import CollectedFile

_HEAD = (
    Message("Day"),
    Message("Place"),
    Message("Class"),
    Message("Module"),
    Message("There"),
    Message("Answers"),
    Message("Verdict"),
    Message("Why"),
    Message("What to do"),
    Message("Doubts"),
    Message("Laptop"),
    Message("File"),
)


def save(bridge: Bridge, pile: Pile, places: Sequence[int], folder: Path, day: str) -> Path:
    """Saves the files at these places of the pile; on the thread of files. Raises KnownError as `save_list`."""
    from bsuh_desktop.services.collecting.listing import save_list
    from bsuh_desktop.services.refused_folder import require_folder

    require_folder(folder)
    return save_list(folder, f"collected-{day}", _rows(bridge, pile, places))


def _rows(bridge: Bridge, pile: Pile, places: Sequence[int]) -> Iterator[list[str]]:
    yield [bridge.say(title) for title in _HEAD]
    for place in places:
        yield _row(bridge, pile, pile.files[place])


def _row(bridge: Bridge, pile: Pile, one: CollectedFile) -> list[str]:
    say, opened = bridge.say, one.day is not None
    module = pile.titles.get(one.module)
    return [
        one.day.isoformat() if one.day is not None else "",
        bridge.said(one.place),
        bridge.said(one.class_name),
        bridge.said(module) if module else one.module,
        str(one.present) if opened else "",
        str(one.answers) if opened else "",
        say(verdict_of(one, one.sha256 in pile.out)[1]),
        say(one.text),
        say(one.remedy) if one.remedy else "",
        " ".join(say(doubt) for doubt in one.doubts),
        one.device or one.signer_code,
        one.input,
    ]
