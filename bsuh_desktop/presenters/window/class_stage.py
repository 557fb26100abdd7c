"""What the stage shows of the open class: its module, its slide, its language, and its last page after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.services.classroom.new_class import choose

if TYPE_CHECKING:
    from bsuh_desktop.content.reader import Pack
    from bsuh_desktop.services.classroom.class_picture import ClassPicture


class ClassStage(Protocol):
    """The stage."""

    def begin(self, pack: Pack, language: Language, slide: int) -> None:
        """Shows a module at a slide."""

    def end(self) -> None:
        """Shows nothing, on no screen."""

    def set_language(self, language: Language) -> None:
        """Shows the same in another language."""

    def show_last(self) -> None:
        """Shows the module's last page."""


class StagePresenter:
    """Follows the open class."""

    def __init__(self, session: DeskSession, stage: ClassStage) -> None:
        self._session = session
        self._stage = stage
        self._class, self._ended = "", False
        session.class_changed.connect(self._on_class_changed)
        session.stage_language_changed.connect(self._on_language_changed)

    def _on_language_changed(self) -> None:
        """Sets the stage's language and saves it as that of the open class, wherever it was chosen."""
        picture, language = self._session.picture, self._session.stage_language
        self._stage.set_language(language)
        if picture is not None and picture.session == self._class and picture.choices.stage_language != language:
            self._session.change(lambda desk: choose(desk, picture.session, stage_language=language))

    def _on_class_changed(self) -> None:
        picture = self._session.picture
        session = picture.session if picture else ""
        if session != self._class:
            self._class, self._ended = session, False
            self._begin(picture)
        if picture is not None and picture.ended_ms is not None and not self._ended:
            # A learner who looks up while people leave sees the last page, not a question that nobody asks any more.
            self._ended = True
            self._stage.show_last()

    def _begin(self, picture: ClassPicture | None) -> None:
        if picture is None:
            self._stage.end()
        else:
            self._session.set_stage_language(picture.choices.stage_language)
            self._stage.begin(picture.pack, self._session.stage_language, picture.view.slide)
