"""A picture of the checked document: the relevant page of a PDF, or the photograph."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.slide_view import SlideView

_HIGHEST = 300


class DocumentPicture(Restyled, SlideView):
    """Hidden if there is no picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.retranslate()
        self.hide()

    def set_image(self, image: QImage | None) -> None:
        """Sets another picture, or None."""
        super().set_image(image)
        self.setVisible(image is not None)

    def heightForWidth(self, width: int) -> int:
        """Limits the height: below a portrait photograph there must be room for the facts."""
        return min(super().heightForWidth(width), scaled_box(_HIGHEST))

    def retranslate(self) -> None:
        """The alternative text."""
        self.setAccessibleName(desk_say(Message("Picture of what was checked")))


def image_of(path: str, page: int, stop: Stop) -> QImage | None:
    """The picture of the file at `path`, for a PDF its `page` (from 1). None if there is no picture, or once `stop`
    is set. Call on a worker."""
    from bsuh_desktop.services.verify.preview import preview_of

    seen = preview_of(path, page, stop)
    if seen is None:
        return None
    # The QImage shares the buffer until it is copied.
    return QImage(seen.pixels, seen.width, seen.height, 3 * seen.width, QImage.Format.Format_RGB888).copy()
