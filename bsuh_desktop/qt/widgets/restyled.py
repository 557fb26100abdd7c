"""Base classes of painted widgets: they measure themselves again when the text size or the language changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.language import say
from bsuh_desktop.presenters.parts import Text, text_of
from bsuh_desktop.qt.look.i18n import desk_language

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Restyled(_Widget):
    """List it before the Qt class: `class Light(Restyled, QWidget)`."""

    def changeEvent(self, event: QEvent) -> None:
        """Calls `restyle` or `retranslate` when Qt reports a change of the stylesheet (hence of the text size) or
        the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
            self.updateGeometry()
            self.update()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()

    def restyle(self) -> None:
        """Updates sizes for another text size."""

    def retranslate(self) -> None:
        """Updates the widget's own texts."""


class Folding(Restyled):
    """A widget that needs more height for less width. A scrolling page asks its parts only for their minimum height,
    whatever their width: so this widget sets its minimum height itself."""

    _unseen = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self._keep_height()

    def fold(self) -> None:
        """To be called when the content has changed."""
        self.updateGeometry()
        self.update()
        # Before it is laid out, its width is meaningless.
        self._unseen = not self.isVisible()
        if not self._unseen:
            self._keep_height()

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up on changes while the page was hidden, such as of the language."""
        super().showEvent(event)
        if self._unseen:
            self._unseen = False
            self._keep_height()

    def restyle(self) -> None:
        """Larger text needs more height."""
        self.fold()

    def _keep_height(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))


def desk_say(message: Message) -> str:
    """`message` in the desk's language."""
    return say(message, desk_language())


def desk_text(text: Text) -> str:
    """A text of a view model in the desk's language."""
    return text_of(text, desk_language())


def desk_digits(text: str | int) -> str:
    """`text` in the desk's digits."""
    return digits_in(desk_language(), text)
