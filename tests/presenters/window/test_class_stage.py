"""The stage follows the class that is open: its module, slide and language, and the last page after its end."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.window.class_stage import StagePresenter
from tests.helpers import prepared
from tests.helpers.faceless import session_in


class NotedStage:
    """What the stage was asked for."""

    def __init__(self, session: DeskSession) -> None:
        self.done: list[str] = []
        self.presenter = StagePresenter(session, self)

    def begin(self, pack: Pack, language: Language, slide: int) -> None:
        """Notes the module."""
        self.done.append(f"begin {pack.id} {language} {slide}")

    def end(self) -> None:
        """Notes the end."""
        self.done.append("end")

    def set_language(self, language: Language) -> None:
        """Notes the language."""
        self.done.append(language)

    def show_last(self) -> None:
        """Notes the last page."""
        self.done.append("last")


def test_a_class_begins_at_its_slide_and_its_language_is_kept_with_it(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.at_teach) as session:
        assert session.picture is not None
        name = session.picture.session
        session.leave_class()
        stage = NotedStage(session)
        session.take_class(name)
        assert stage.done == [f"begin {prepared.PACK} bn 5"]
        session.set_stage_language("en")
        assert session.picture.choices.stage_language == "en"
        assert stage.done[1:] == ["en"], "the class that changed is still the same one"
        session.leave_class()
        assert stage.done[2:] == ["end", "bn"]
        session.take_class(name)
        assert stage.done[4:] == ["en", f"begin {prepared.PACK} en 5"]


def test_only_a_language_that_was_chosen_in_the_class_is_written_to_it(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.at_teach) as session:
        assert session.picture is not None
        name = session.picture.session
        session.leave_class()
        changes: list[str] = []
        session.class_changed.connect(lambda: changes.append("class"))
        session.class_changed.connect(lambda: session.set_stage_language("en") if len(changes) == 1 else None)
        stage = NotedStage(session)
        session.take_class(name)
        assert session.picture.choices.stage_language == "bn", "the other language was not chosen for this class"
        assert (changes, stage.done) == (["class"], ["en", "bn", f"begin {prepared.PACK} bn 5"])


def test_the_last_page_is_shown_once_when_the_class_is_over(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.at_the_end) as session:
        assert session.picture is not None
        name = session.picture.session
        session.leave_class()
        stage = NotedStage(session)
        session.take_class(name)
        session.conduct(lambda conduct: conduct.finish())
        assert stage.done[1:] == ["last"]
        session.set_stage_language("en")
        assert "last" not in stage.done[2:]
