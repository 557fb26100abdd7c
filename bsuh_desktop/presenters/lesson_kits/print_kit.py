"""A module's papers for the printer, a stick or a folder: which of them, for how many, in which language and ink."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import msgspec
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.documents.lesson_kit.content import PARTS, KitPart
from bsuh_desktop.domain.certificates import Ink
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.paper_output import PrintJob, PrintOutcome, folder_name
from bsuh_desktop.presenters.parts import NO_TEXT, Choice, Field, Part, Text
from bsuh_desktop.services.lesson_kits import lesson_kit
from bsuh_desktop.services.lesson_kits.lesson_kit import (
    KitWish as KitWish,
)
from bsuh_desktop.services.printing.paper import Paper, kit_to_print


class PrintKitModel(msgspec.Struct, frozen=True, kw_only=True):
    """The dialog."""

    module_part: Part
    module: Choice
    plan: Part
    notes: Part
    questions: Part
    things: Part
    home: Part
    in_bangla: Part
    in_english: Part
    in_colour: Part
    black_only: Part
    groups: Field
    learners: Field
    no_things: Part
    why_not: Part
    targets: Part


class PrintKitView(Protocol):
    """The dialog."""

    def bind(self, model: PrintKitModel) -> None:
        """Shows the model."""

    def end(self) -> None:
        """The choice is made."""

    def print_paper(self, job: PrintJob) -> None:
        """Asks for a printer, and prints."""


class PrintKitPresenter:
    """One kit. The dialog is closed before it is made; where it is, the window says. `begin` shows the first model."""

    def __init__(self, session: DeskSession, view: PrintKitView, wish: KitWish, paint: lesson_kit.PaintPicture) -> None:
        self._session = session
        self._view = view
        self._wish = wish
        self._paint = paint
        self._offer: lesson_kit.KitOffer | None = None
        self._groups: int | None = wish.groups
        self._learners: int | None = wish.learners

    def begin(self) -> None:
        """Asks the desk which modules there are."""
        self._refresh()
        self._session.query(lesson_kit.kit_offer, self._on_offer)

    def _on_offer(self, offer: lesson_kit.KitOffer) -> None:
        self._offer = offer
        ids = [one.id for one in offer.modules]
        pack = self._wish.pack if self._wish.pack in ids else next(iter(ids), "")
        version = self._wish.version if pack == self._wish.pack else None
        self._wish = replace(self._wish, pack=pack, version=version, ink=offer.ink)
        self._refresh()

    def choose_module(self, place: int) -> None:
        """Somebody chose that module."""
        if self._offer is not None:
            self._wish = replace(self._wish, pack=self._offer.modules[place].id, version=None)
            self._refresh()

    def choose_part(self, part: KitPart, on: bool) -> None:
        """Somebody wants that part, or no longer."""
        chosen = {*self._wish.parts, part} if on else set(self._wish.parts) - {part}
        self._wish = replace(self._wish, parts=tuple(one for one in PARTS if one in chosen))
        self._refresh()

    def choose_language(self, language: Language) -> None:
        """Somebody chose the language of the class."""
        self._wish = replace(self._wish, language=language)
        self._refresh()

    def choose_ink(self, ink: Ink) -> None:
        """Somebody chose colour, or black alone."""
        self._wish = replace(self._wish, ink=ink)
        self._refresh()

    def type_groups(self, number: int | None) -> None:
        """Somebody typed how many groups there are."""
        self._groups = number
        self._refresh()

    def type_learners(self, number: int | None) -> None:
        """Somebody typed how many learners there are."""
        self._learners = number
        self._refresh()

    def save(self, folder: Path, label: str) -> None:
        """Writes the PDF into `folder`: on the stick `label`, or with "" on this computer."""
        wish = self._complete()

        def saved(kit: lesson_kit.SavedKit) -> None:
            what = {"name": kit.path.name, "pages": kit.pages}
            where = Message("{name} is in the folder {folder}. Pages: {pages}.", folder=folder_name(kit.path), **what)
            if label:
                where = Message("{name} is on the stick {label}. Pages: {pages}.", label=label, **what)
            self._session.inform("ok", where)

        self._view.end()
        self._session.query(lambda desk: lesson_kit.save_kit(desk, wish, self._paint, folder), saved)

    def print(self) -> None:
        """Sends it to the printer without writing a file."""
        wish = self._complete()
        self._view.end()
        self._session.query(lambda desk: kit_to_print(desk, wish, self._paint), self._on_made)

    def _on_made(self, paper: Paper) -> None:
        def sent(outcome: PrintOutcome, pages: int) -> None:
            if outcome in ("all", "some"):
                self._session.inform("ok", Message("Pages sent to the printer: {count}.", count=pages))

        self._view.print_paper(PrintJob(paper, sent, self._session.error_reported.emit))

    def _complete(self) -> KitWish:
        """What is chosen, without what the module does not have."""
        parts = tuple(part for part in self._wish.parts if part != "things" or self._has_things)
        return replace(self._wish, parts=parts, groups=self._groups or 0, learners=self._learners or 0)

    @property
    def _module(self) -> lesson_kit.KitModule | None:
        modules = self._offer.modules if self._offer else ()
        return next((one for one in modules if one.id == self._wish.pack), None)

    @property
    def _has_things(self) -> bool:
        return self._module is not None and self._module.things

    # The view model

    def _refresh(self) -> None:
        self._view.bind(self.model())

    def model(self) -> PrintKitModel:
        """The dialog as it should look now."""
        wish, modules = self._wish, self._offer.modules if self._offer else ()
        chosen = next((place for place, one in enumerate(modules) if one.id == wish.pack), -1)
        why = self._why_not()
        parts = {part: Part(checked=part in wish.parts) for part in PARTS}
        parts["things"] = Part(checked="things" in wish.parts and self._has_things, enabled=self._has_things)
        return PrintKitModel(
            **parts,
            module_part=Part(shown=len(modules) > 1),
            module=Choice(tuple(one.title for one in modules), chosen),
            in_bangla=Part(checked=wish.language == "bn"),
            in_english=Part(checked=wish.language == "en"),
            in_colour=Part(checked=wish.ink == "colour"),
            black_only=Part(checked=wish.ink == "black"),
            groups=Field(value=self._groups, problem=not _within(self._groups, lesson_kit.MOST_GROUPS)),
            learners=Field(value=self._learners, problem=not _within(self._learners, lesson_kit.MOST_LEARNERS)),
            no_things=Part(shown=self._module is not None and not self._has_things),
            why_not=Part(text=why or NO_TEXT, shown=why is not None),
            targets=Part(enabled=why is None and self._module is not None),
        )

    def _why_not(self) -> Text | None:
        if self._offer is not None and not self._complete().parts:
            return Message("Choose which papers to print.")
        if not _within(self._groups, lesson_kit.MOST_GROUPS):
            return Message("Write how many groups there are: 1 to {count}.", count=lesson_kit.MOST_GROUPS)
        if not _within(self._learners, lesson_kit.MOST_LEARNERS):
            return Message("Write how many learners there are: 1 to {count}.", count=lesson_kit.MOST_LEARNERS)
        return None


def _within(number: int | None, most: int) -> bool:
    return number is not None and 1 <= number <= most
