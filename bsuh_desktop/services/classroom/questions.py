"""Which questions a slide asks the class, and which of them are still to be asked."""

from __future__ import annotations

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture


def items_on(slide: Slide, pack: Pack, by: Channel) -> tuple[Item, ...]:
    """The items that `slide` asks, in order.

    With raised hands the forms of single learners cannot be told apart, so the whole class gets form A before and form
    B after, and of these the pairs for which counting leaves time. Otherwise each learner gets one form: all of A come
    first, so that the device goes round one half of the class and then the other.
    """
    if slide.item:
        return (pack.item(slide.item),)
    if slide.part is None:
        return ()
    if by == "hands":
        return pack.hands_form("A" if slide.part == "pre" else "B")
    return pack.form("A") + pack.form("B")


def still_to_ask(picture: ClassPicture, slide: Slide, by: Channel) -> tuple[Item, ...]:
    """The items of `slide` that were not asked there yet, in order. Private ones are left out in a class without a
    list, where nobody could answer them."""
    asked = {asking.item for asking in picture.askings if slide.item or asking.part == slide.part}
    items = items_on(slide, picture.pack, by)
    return tuple(item for item in items if item.id not in asked and (picture.view.rows or not item.sensitive))


def way_of_class(picture: ClassPicture, slide: Slide, number: int) -> Channel:
    """How the class answers on slide `number`: as was chosen there; the questions at the end like those at the start,
    with which they are compared; else as the class does. Passing a device needs card numbers, so a class without a list
    raises hands."""
    choices = picture.choices
    if not picture.view.rows:
        return "hands"
    if choices.here is not None and choices.here[0] == number:
        return choices.here[1]
    before = other_way_before(picture, choices.by) if slide.part == "post" else None
    return before or choices.by


def way_to_ask(item: Item, by: Channel) -> Channel:
    """How `item` is asked if the class answers `by`: a sensitive one never so that others see the answer."""
    return "shared" if item.sensitive and by == "hands" else by


def last_asking(picture: ClassPicture, item: str) -> AskedQuestion | None:
    """The latest asking of `item`; None if it was never asked."""
    return next((asking for asking in reversed(picture.askings) if asking.item == item), None)


def may_ask_again(picture: ClassPicture, item: str) -> bool:
    """True if `item` was asked once, in the lesson. A private one may be repeated only while nothing of it is shown: no
    counts of a second time would be stored beside the first."""
    asked = [asking for asking in picture.askings if asking.item == item]
    return len(asked) == 1 and asked[0].part == "lesson" and not (asked[0].sensitive and asked[0].counts)


def other_way_before(picture: ClassPicture, by: Channel) -> Channel | None:
    """How the first questions were answered, if answers given `by` could not be compared with them; else None."""
    before = {asking.by for asking in picture.askings if asking.part == "pre"}
    return next(iter(before)) if before and by not in before else None
