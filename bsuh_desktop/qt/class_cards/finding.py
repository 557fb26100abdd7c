"""Whom does a person mean who types a roll, a card number or a piece of a name?"""

from __future__ import annotations

from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.services.class_picture import ClassPicture, PaperName


def cards_meant(picture: ClassPicture, typed: str, by_name: bool) -> list[int]:
    """The cards that `typed` can mean, in order: exactly that card or roll, else a roll or a name that it is part of.

    `by_name` is False in public view: there a name is neither shown nor looked for.
    """
    wanted = _plain(typed)
    if not wanted:
        return []
    people = [(row.card, picture.names.get(row.learner, PaperName())) for row in picture.view.rows]
    number = roll_number(wanted)
    exact = [card for card, name in people if wanted == _plain(name.roll) or (number is not None and number == card)]
    if exact or number is not None:
        return exact
    return [card for card, name in people if _matches(name, wanted, by_name)]


def _matches(name: PaperName, wanted: str, by_name: bool) -> bool:
    texts = (name.roll, name.name_bn, name.name_en) if by_name else (name.roll,)
    return any(wanted in _plain(text) for text in texts)


def _plain(text: str) -> str:
    return ascii_digits(clean(text)).casefold()
