"""First half of an import: which file, and which class it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.list_reader import ListReader
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Part
from bsuh_desktop.services.class_lists.draft import Draft
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import read_plan
from bsuh_desktop.services.desk.places import KnownPlace

ClassField = Literal["place_words", "grade", "section"]


class PlaceBox(msgspec.Struct, frozen=True):
    """The box in which a school or a club is picked or typed."""

    names: tuple[LocalText, ...]
    text: str


class FileStep:
    """The draft so far. `changed` is called after every change, `read` when a file has just been understood."""

    def __init__(
        self,
        session: DeskSession,
        reading: ListReader,
        changed: Callable[[], object],
        understood: Callable[[], object],
    ) -> None:
        self._session = session
        self._reading = reading
        self._changed = changed
        self._understood = understood
        self._plan: ImportPlan | None = None
        self._refused: KnownError | None = None
        self._places: tuple[KnownPlace, ...] = ()
        self._names: tuple[LocalText, ...] = ()
        self._typed: dict[ClassField, str] = {"place_words": "", "grade": "", "section": ""}

    def clear(self) -> None:
        """Forgets the list and its class; the school stays."""
        self._plan = self._refused = None
        self._typed |= {"grade": "", "section": ""}

    def resume(self, draft: Draft) -> None:
        """Restores an earlier draft."""
        self._plan, self._refused = draft.plan, None
        self._typed = {"place_words": draft.place, "grade": draft.grade, "section": draft.section}

    def take_places(self, known: tuple[tuple[KnownPlace, ...], KnownPlace | None]) -> None:
        """The places to choose from; begins with the school of the newest class."""
        self._places, last = known
        self._names = tuple(place.names for place in self._places)
        self._typed["place_words"] = self._session.text_of(last.names) if last else ""
        self._changed()

    def write(self, field: ClassField, text: str) -> None:
        """Somebody typed which class it is."""
        self._typed[field] = text
        self._changed()

    def read(self, path: Path) -> None:
        """Reads the list; stores nothing."""
        facts = self._session.facts
        if facts is not None:
            basis = facts.basis

            def read(stop: threading.Event) -> ImportPlan:
                return read_plan(path, basis, stop=stop)

            self._plan = self._refused = None
            self._reading.run(read, self._on_plan, self._on_refused)

    def _on_plan(self, plan: ImportPlan) -> None:
        self._plan, self._refused = plan, None
        self._changed()
        self._understood()

    def _on_refused(self, error: KnownError) -> None:
        self._plan, self._refused = None, error
        self._changed()

    def draft(self) -> Draft:
        """The draft so far."""
        typed = self._typed
        return Draft(self._plan, typed["place_words"], typed["grade"].strip(), typed["section"].strip())

    def missing(self, with_file: bool = True) -> Message | None:
        """What must be filled in first; None if nothing is missing."""
        draft = self.draft()
        if with_file and draft.plan is None:
            return Message("Choose the file first")
        if not draft.place.strip():
            return Message("Say which school or club it is")
        return None if draft.grade else Message("Say which grade or group it is")

    def change_language(self) -> None:
        """Names a known place in the desk's language."""
        text = self._typed["place_words"]
        known = (place.names for place in self._places if text in (place.names.bn, place.names.en))
        self._typed["place_words"] = next((self._session.text_of(names) for names in known if text), text)

    def parts(self) -> dict[str, Any]:
        """The parts of the page that show it."""
        plan, refused = self._plan, self._refused
        file_light, file_text = Part(), Part(text="", remedy="")
        if plan is not None:
            file_light, file_text = Part(light="ok"), Part(text=plan.file_name, remedy=_how_many(plan))
        elif refused is not None:
            file_light = Part(light="stop")
            file_text = Part(text=refused.message, remedy=refused.remedy or NO_TEXT)
        return {
            "file_news": Part(shown=plan is not None or refused is not None),
            "file_light": file_light,
            "file_text": file_text,
            "place_words": PlaceBox(self._names, self._typed["place_words"]),
            "grade": Field(value=self._typed["grade"]),
            "section": Field(value=self._typed["section"]),
        }


def _how_many(plan: ImportPlan) -> Message:
    """Learners in the whole list if it has several classes: the one to read is not known yet."""
    if not plan.parts:
        return Message("Learners: {count}", count=plan.counts.learners)
    learners = sum(one.learners for one in plan.parts)
    return Message("Learners: {count}, in {classes} classes", count=learners, classes=len(plan.parts))
