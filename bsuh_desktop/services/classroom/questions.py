"""Which questions does a slide ask of the class, and which of them are still to be asked?"""

from __future__ import annotations

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture


def items_on(slide: Slide, pack: Pack, by: Channel) -> tuple[Item, ...]:
    """The items that `slide` asks, in order. Hands cannot tell whose form is whose: the whole class takes form A before
    and form B after. Otherwise each takes a form of their own: all of A come first, so that the device goes round one
    half of the class and then the other."""
    if slide.item:
        return (pack.item(slide.item),)
    if slide.part is None:
        return ()
    if by == "hands":
        return pack.form("A" if slide.part == "pre" else "B")
    return pack.form("A") + pack.form("B")


def still_to_ask(picture: ClassPicture, slide: Slide, by: Channel) -> tuple[Item, ...]:
    """The items of `slide` that were not asked there yet, in order. Without a list nobody can answer a private one."""
    asked = {asking.item for asking in picture.askings if slide.item or asking.part == slide.part}
    items = items_on(slide, picture.pack, by)
    return tuple(item for item in items if item.id not in asked and (picture.view.rows or not item.sensitive))


def way_of_class(picture: ClassPicture) -> Channel:
    """How the class answers next. A device goes from number to number: a class without a list raises hands."""
    return picture.choices.by if picture.view.rows else "hands"


def way_to_ask(item: Item, by: Channel) -> Channel:
    """How `item` is asked where the class answers `by`: a sensitive one never where others see the answer."""
    return "shared" if item.sensitive and by == "hands" else by


def last_asking(picture: ClassPicture, item: str) -> AskedQuestion | None:
    """The latest time that `item` was asked; None if it never was."""
    return next((asking for asking in reversed(picture.askings) if asking.item == item), None)


def may_ask_again(picture: ClassPicture, item: str) -> bool:
    """True if `item` was asked once, in the lesson; a private one only while nothing of it is told, since of a second
    time nothing would be kept beside that."""
    asked = [asking for asking in picture.askings if asking.item == item]
    return len(asked) == 1 and asked[0].part == "lesson" and not (asked[0].sensitive and asked[0].counts)


def other_way_before(picture: ClassPicture, by: Channel) -> Channel | None:
    """How the first questions were answered, if the last ones answered `by` could not be held against them."""
    before = {asking.by for asking in picture.askings if asking.part == "pre"}
    return next(iter(before)) if before and by not in before else None
