"""Tells of classes that an earlier version of the app answered without keeping them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection import actions
from bsuh_desktop.qt.collection.inbox_model import InboxModel
from bsuh_desktop.qt.widgets.page_news import PageNews

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.unarchived import UnarchivedClass


def tell_unarchived(bridge: Bridge, news: PageNews, pile: InboxModel, receiving: bool = False) -> None:
    """Looks on the register's thread, and names them on the page, where there are any. Where this desk has no register
    that it may open nothing is told: what is done next says so."""

    def found(classes: tuple[UnarchivedClass, ...]) -> None:
        from bsuh_desktop.services.collection.unarchived import unarchived_text

        if classes:
            news.tell("look", *unarchived_text(classes))

    bridge.register.use(actions.unarchived(pile), found, lambda _: None, receiving=receiving)
