"""What the class sees of a question: the question while it is open, and the results of a question of the lesson."""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.stage.stage_content import Tally
from bsuh_desktop.services.classroom.class_picture import AskedQuestion


class OnStage:
    """Puts questions on the bridge's stage."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def ask(self, asking: AskedQuestion, counted: Mapping[str, int]) -> None:
        """Shows a question, unless each learner has their own form: that would show the other form's questions too
        early."""
        if asking.by == "hands" or asking.part == "lesson":
            self._bridge.stage.ask(asking.item, asking.by, 0 if asking.sensitive else asking.people)
            self.hear(asking, counted)

    def hear(self, asking: AskedQuestion, counted: Mapping[str, int]) -> None:
        """Updates how many have answered, by hands the sum of `counted`; not for a private question. Answers so far are
        shown on the desk only, and only if the class cannot see it."""
        picture, stage = self._bridge.picture, self._bridge.stage
        view = picture.view.open_question if picture else None
        if view is None or stage.content.question is None or asking.sensitive:
            return
        counts = counted if asking.by == "hands" else asking.counts
        private = asking.part != "lesson" or self._bridge.public or not any(counts.values())
        so_far = None if private else Tally(asking.item, asking.by, dict(counts))
        stage.update_answered(0 if asking.by == "hands" else view.answered, view.people, so_far)

    def results(self, asking: AskedQuestion) -> None:
        """Shows the results."""
        self._bridge.stage.results(Tally(asking.item, asking.by, asking.counts))
