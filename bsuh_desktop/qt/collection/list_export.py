"""Saves the list of collected files, as it is shown, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.collection.file_rows import verdict_of
from bsuh_desktop.qt.collection.inbox_model import InboxModel
from bsuh_desktop.qt.dialogs.ask_target import FindSticks, ask_place
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.system.refused_folder import place_error

if TYPE_CHECKING:
    from bsuh_desktop.qt.bridge.bridge import Bridge
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


def ask_to_save(
    page: QWidget, bridge: Bridge, news: PageNews, find_sticks: FindSticks, inbox: InboxModel, places: Sequence[int]
) -> None:
    """Asks over `page` for a folder, saves the files at these places of the inbox there as a list, and reports it."""
    facts = bridge.facts
    day = local(bridge.clock.now().wall_ms, facts.offset_minutes if facts else 0).date().isoformat()

    def saved(path: Path) -> None:
        news.tell("ok", Message("The list is saved: {file}", file=path.name))

    def chosen(folder: Path, label: str) -> None:
        bridge.ask(
            lambda: save(bridge, inbox, places, folder, day), saved, lambda error: news.fail(place_error(error, label))
        )

    question, detail = Message("Where should the list be saved?"), Message("It has the rows that you see now.")
    ask_place(page, bridge, question, detail, chosen, find_sticks)


def save(bridge: Bridge, inbox: InboxModel, places: Sequence[int], folder: Path, day: str) -> Path:
    """Saves the files at these places of the inbox. Runs on the file thread. Raises KnownError as `save_list`."""
    from bsuh_desktop.services.collection.list_export import save_list
    from bsuh_desktop.system.refused_folder import require_folder

    require_folder(folder)
    return save_list(folder, f"collected-{day}", _rows(bridge, inbox, places))


def _rows(bridge: Bridge, inbox: InboxModel, places: Sequence[int]) -> Iterator[list[str]]:
    yield [bridge.say(title) for title in _HEAD]
    for place in places:
        yield _row(bridge, inbox, inbox.files[place])


def _row(bridge: Bridge, inbox: InboxModel, one: CollectedFile) -> list[str]:
    say, opened = bridge.say, one.day is not None
    module = inbox.titles.get(one.module)
    return [
        one.day.isoformat() if one.day is not None else "",
        bridge.text_of(one.place),
        bridge.text_of(one.class_name),
        bridge.text_of(module) if module else one.module,
        str(one.present) if opened else "",
        str(one.answers) if opened else "",
        say(verdict_of(one, one.sha256 in inbox.out)[1]),
        say(one.text),
        say(one.remedy) if one.remedy else "",
        " ".join(say(doubt) for doubt in one.doubts),
        one.device or one.signer_code,
        one.input,
    ]
