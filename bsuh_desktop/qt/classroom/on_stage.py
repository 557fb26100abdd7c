"""What of a question the class sees: the question while it is open, and the answers of a story of the lesson."""

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
        """Not where each learner has questions of their own: the other form's would be seen before their time."""
        if asking.by == "hands" or asking.part == "lesson":
            self._bridge.stage.ask(asking.item, asking.by, 0 if asking.sensitive else asking.people)
            self.hear(asking, counted)

    def hear(self, asking: AskedQuestion, counted: Mapping[str, int]) -> None:
        """How many have answered, by hands those that are `counted`; of a private question that is told to nobody. What
        they answered so far is for the desk alone, and only where the class does not see it."""
        picture, stage = self._bridge.picture, self._bridge.stage
        view = picture.view.open_question if picture else None
        if view is None or stage.content.question is None or asking.sensitive:
            return
        counts = counted if asking.by == "hands" else asking.counts
        private = asking.part != "lesson" or self._bridge.public or not any(counts.values())
        so_far = None if private else Tally(asking.item, asking.by, dict(counts))
        stage.hear(0 if asking.by == "hands" else view.answered, view.people, so_far)

    def results(self, asking: AskedQuestion) -> None:
        """What the class answered."""
        self._bridge.stage.results(Tally(asking.item, asking.by, asking.counts))
