"""Paints the stage's pictures on a separate thread, so that the next one is ready when a key is pressed.

The current, the next and the previous picture are cached: 8 MB each at 1920x1080.
"""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, QSize, Qt, QThread, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.look.fonts import load_fonts
from bsuh_desktop.qt.stage.painter import content_image

MOST_CACHED = 3
"""How many pictures are cached: current, next and previous."""

PREVIEW = QSize(640, 480)
"""The largest size of the desk's previews."""


@dataclasses.dataclass(frozen=True, eq=False)
class _Order:
    """A picture to draw: what, from which pack and how large."""

    content: StageContent
    pack: Pack = dataclasses.field(repr=False)
    size: QSize


@dataclasses.dataclass(frozen=True)
class _Drawn:
    image: QImage
    preview: QImage


class _Worker(QObject):
    """Draws one order after the other on the thread that it was moved to."""

    done = Signal(object, object)

    @Slot(object)
    def draw(self, order: _Order) -> None:
        """Emits `done` with the order and its pictures, or with the KnownError that prevented them."""
        result: _Drawn | KnownError | None = None
        try:
            result = _drawn(order)
        except KnownError as error:
            result = error
        finally:
            self.done.emit(order, result)


def _drawn(order: _Order) -> _Drawn:
    image = content_image(order.content, order.pack, order.size.width(), order.size.height())
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return _Drawn(image, image.scaled(PREVIEW, keep, smooth))


class SlideRenderer(QObject):
    """One worker that paints the wanted pictures, the most urgent first. Call all methods on the GUI thread."""

    ready = Signal(object)
    """A StageContent whose picture is available now."""
    failed = Signal(object)
    """A KnownError: a picture of the pack is missing, say. Nothing is drawn then."""
    _ordered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        load_fonts()
        self._pack: Pack | None = None
        self._size = QSize(1024, 768)
        self._wishes: list[StageContent] = []
        self._cached: dict[StageContent, _Drawn] = {}
        self._pixmaps: dict[StageContent, QPixmap] = {}
        self._refused: set[StageContent] = set()
        self._at_hand: _Order | None = None
        self._worker = _Worker()
        self._thread = QThread(self)
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._ordered.connect(self._worker.draw, queued)
        self._worker.done.connect(self._take, queued)
        self._thread.start()

    def set_pack(self, pack: Pack | None) -> None:
        """Sets the module whose slides are painted."""
        if pack is not self._pack:
            self._pack = pack
            self._forget()

    def set_size(self, size: QSize) -> None:
        """Sets the size of the pictures; those of another size are painted again."""
        if size != self._size and not size.isEmpty():
            self._size = size
            self._forget()

    def wish(self, *contents: StageContent | None) -> None:
        """Sets the pictures that are wanted, the most urgent first, three at most; all others are dropped."""
        drawn = [content for content in contents if content and content.drawn]
        self._wishes = list(dict.fromkeys(drawn))[:MOST_CACHED]
        for content in self._cached.keys() - set(self._wishes):
            del self._cached[content], self._pixmaps[content]
        self._order()

    def image(self, content: StageContent) -> QImage | None:
        """The picture of `content` if it is cached. Never waits."""
        drawn = self._cached.get(content)
        return drawn.image if drawn else None

    def preview(self, content: StageContent) -> QImage | None:
        """The same picture in preview size for the desk, if it is cached."""
        drawn = self._cached.get(content)
        return drawn.preview if drawn else None

    def pixmap(self, content: StageContent) -> QPixmap | None:
        """The picture as a pixmap for the screen, created when it was painted, so that no key press waits for it."""
        return self._pixmaps.get(content)

    def close(self) -> None:
        """Ends the worker after the current picture. Must be called before the object is deleted."""
        self._wishes.clear()
        self._thread.quit()
        self._thread.wait()

    def _order(self) -> None:
        """One order at a time, so that the next one is always what is most wanted by then."""
        if self._at_hand or self._pack is None:
            return
        for content in self._wishes:
            if content not in self._cached and content not in self._refused:
                self._at_hand = _Order(content, self._pack, self._size)
                self._ordered.emit(self._at_hand)
                return

    def _forget(self) -> None:
        self._cached.clear()
        self._pixmaps.clear()
        self._refused.clear()
        self._order()

    @Slot(object, object)
    def _take(self, order: _Order, result: _Drawn | KnownError | None) -> None:
        self._at_hand = None
        wanted = order.pack is self._pack and order.size == self._size and order.content in self._wishes
        if wanted and isinstance(result, _Drawn):
            self._cached[order.content] = result
            self._pixmaps[order.content] = QPixmap.fromImage(result.image)
        elif wanted:
            self._refused.add(order.content)
        self._order()
        if wanted and isinstance(result, _Drawn):
            self.ready.emit(order.content)
        elif wanted and result:
            self.failed.emit(result)
