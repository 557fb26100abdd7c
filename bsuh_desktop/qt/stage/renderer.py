"""Draws a slide, the same for audience, preview, thumbnails and print, on a thread of its own for the stage.

The next picture is ready when a key is pressed: the current, the next and the previous one are cached, 8 MB each at
1920x1080."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QThread, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPixmap

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Layout, Slide
from bsuh_desktop.domain.messages import KnownError, Language
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.look.fonts import load_fonts
from bsuh_desktop.qt.stage import slides
from bsuh_desktop.qt.stage.question_slides import paint_activity, paint_answer, paint_question, paint_results
from bsuh_desktop.qt.stage.slides import HEIGHT, Scene, SlidePage, scene_of

LAYOUTS: dict[Layout, Callable[[SlidePage, Scene], None]] = {
    "cover": slides.paint_cover,
    "statement": slides.paint_statement,
    "steps": slides.paint_steps,
    "picture": slides.paint_picture_slide,
    "columns": slides.paint_columns,
    "question": paint_question,
    "activity": paint_activity,
    "help": slides.paint_help,
    "scene": slides.paint_scene,
    "comic": slides.paint_panels,
    "choice": slides.paint_panels,
}


def paint_slide(painter: QPainter, rect: QRectF, scene: Scene) -> None:
    """Paints the scene's slide, what the class answered to it, or a right answer of the forms, so that it fills `rect`.
    Sizes are relative to the height; a greater width gives more space. Fonts must be loaded.

    Raises KnownError if the pack lacks an item or a picture of the slide.
    """
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(rect.topLeft())
    scale = rect.height() / HEIGHT
    painter.scale(scale, scale)
    try:
        instead = paint_results if scene.tally else paint_answer if scene.right else None
        paint = instead or LAYOUTS[scene.slide.layout]
        paint(SlidePage(painter, rect.width() / scale), scene)
    finally:
        painter.restore()


def slide_image(
    slide: Slide, pack: Pack, language: Language, width: int, height: int, left_s: int | None = None
) -> QImage:
    """`slide` of `pack` as an image of `width` by `height` pixels; `left_s` are the seconds left of an activity.

    Needs a QGuiApplication; may be called on a worker thread once the fonts are loaded. If the pack was read without
    its texts, the footer has no helpline.
    """
    ids = [one.id for one in pack.slides(language)]
    return scene_image(Scene(slide, pack, language, ids.index(slide.id) + 1, left_s), width, height)


def content_image(content: StageContent, pack: Pack, width: int, height: int) -> QImage:
    """The picture of `content`, which must not be dark, in `width` by `height` pixels."""
    return scene_image(scene_of(content, pack), width, height)


def scene_image(scene: Scene, width: int, height: int) -> QImage:
    """`scene` in `width` by `height` pixels. Raises KnownError if its pack lacks an item or a picture."""
    load_fonts()
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        paint_slide(painter, QRectF(0, 0, width, height), scene)
    finally:
        painter.end()
    return image


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
