"""Modules as this programme shows them: helpline numbers and common sentences come from outside the pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.content.placeholders import pack_words
from bsuh_desktop.content.reader import Pack, built_in_paths, find_pack, readable_packs
from bsuh_desktop.content.schema import Audience, Picture
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.programme import Programme

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk


class Module(msgspec.Struct, frozen=True):
    """A module as its card shows it."""

    id: str
    title: LocalText
    summary: LocalText
    minutes: int
    ages: tuple[str, ...]
    languages: tuple[Language, ...]
    slides: int
    form_questions: int
    """How many questions each learner is asked before, and again after."""
    questions: int
    """How many questions the lesson asks."""
    cover: bytes
    """The bytes of the picture on its first slide; b"" if there is none."""

    @property
    def all_questions(self) -> int:
        """How many questions each learner is asked: before, in the lesson, and after."""
        return 2 * self.form_questions + self.questions


def module_titles(programme: Programme, resources: Path) -> dict[str, LocalText]:
    """The titles of a programme's modules, by id; the id itself for one that is not on this laptop."""
    words = pack_words(programme, resources)

    def title(module: str) -> LocalText:
        try:
            return find_pack(resources, module, words).title
        except KnownError:
            return LocalText(module, module)

    return {module: title(module) for module in programme.modules}


def modules(desk: Desk) -> tuple[Module, ...]:
    """The modules on this laptop to which the programme gives a number; only these can be on its certificates. One that
    cannot be read is left out; `doctor` says so."""
    packs = readable_packs(desk.resources, lambda path: desk.pack(path.stem))
    return tuple(module_of(pack) for pack in packs if pack.id in desk.programme.modules)


def taught_here(desk: Desk) -> tuple[str, ...]:
    """The ids of `modules`, without reading their contents."""
    return tuple(path.stem for path in built_in_paths(desk.resources) if path.stem in desk.programme.modules)


def audiences(desk: Desk) -> frozenset[Audience]:
    """For whom the modules are that are taught here."""
    packs = readable_packs(desk.resources, lambda path: desk.pack(path.stem))
    return frozenset(pack.audience for pack in packs if pack.id in desk.programme.modules)


def first_module(desk: Desk) -> str:
    """The id of the module that is offered first; "" on an empty shelf."""
    return next((module.id for module in modules(desk)), "")


def module_of(pack: Pack) -> Module:
    """The module as its card shows it."""
    slides = pack.slides("bn")
    pictures = [block for block in slides[0].body if isinstance(block, Picture)] if slides else []
    return Module(
        id=pack.id,
        title=pack.title,
        summary=pack.summary,
        minutes=pack.minutes,
        ages=pack.ages,
        languages=pack.languages,
        slides=len(slides),
        form_questions=len(pack.form("A")),
        questions=len(pack.form("lesson")),
        cover=pack.media(pictures[0].file) if pictures else b"",
    )
