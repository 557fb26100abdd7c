"""Reports classes that an earlier version of the app answered with a receipt but did not archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection import actions
from bsuh_desktop.qt.collection.inbox_model import InboxModel
from bsuh_desktop.qt.widgets.page_news import PageNews

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.unarchived import UnarchivedClass


def tell_unarchived(bridge: Bridge, news: PageNews, inbox: InboxModel, receiving: bool = False) -> None:
    """Looks on the register's thread, and lists them on the page if there are any. Shows nothing if this desk cannot
    open a register: the next command reports that."""

    def found(classes: tuple[UnarchivedClass, ...]) -> None:
        from bsuh_desktop.services.collection.unarchived import unarchived_text

        if classes:
            news.tell("look", *unarchived_text(classes))

    bridge.register.use(actions.unarchived(inbox), found, lambda _: None, receiving=receiving)
