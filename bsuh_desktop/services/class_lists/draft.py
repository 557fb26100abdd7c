"""A class list on its way in: the plan that was read, and which class it is. Nothing of it is kept before agreeing."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.class_words import class_words
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.class_groups import class_groups, new_class, new_group
from bsuh_desktop.services.class_lists import keeping
from bsuh_desktop.services.class_lists.plan import ImportPlan
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.places import KnownPlace, place_of_words, places


@dataclasses.dataclass(frozen=True)
class Draft:
    """What was chosen so far; `place` are the words that were typed or chosen."""

    plan: ImportPlan | None = None
    place: str = ""
    grade: str = ""
    section: str = ""

    @property
    def title(self) -> LocalText:
        """The class as it will be called."""
        return class_words(self.grade, self.section)


def known_places(desk: Desk) -> tuple[tuple[KnownPlace, ...], KnownPlace | None]:
    """Places to choose from, and that of the newest class: whoever brings a list often brings several of one school."""
    known, groups = places(desk), class_groups(desk)
    last = groups[-1].group.place if groups else ""
    return known, next((place for place in known if place.id == last), None)


def check_class(desk: Desk, draft: Draft) -> None:
    """Raises KnownError("class_exists") before a list is gone through for nothing."""
    words = draft.place.strip().casefold()
    for place in places(desk):
        if words in (place.names.bn.casefold(), place.names.en.casefold()):
            new_group(desk, place.id, draft.grade, draft.section)


def make_empty_class(desk: Desk, draft: Draft) -> GroupRef:
    """The class without anybody, to be written by hand. Raises KnownError: no_place, bad_place, class_exists."""
    return new_class(desk, place_of_words(desk, draft.place), draft.grade, draft.section)


def agree(desk: Desk, draft: Draft, plan: ImportPlan, notice: str) -> GroupRef:
    """Keeps the list. Raises KnownError: not_now, no_place, bad_place, class_exists."""
    place = place_of_words(desk, draft.place)
    return keeping.agree(desk, plan, place, draft.grade, draft.section, notice)
