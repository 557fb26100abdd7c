"""What the class learned, in words and rows: questions of the lesson, then before and after; never single learners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.results import Learning, QuestionResult
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.wrap_up.results import Result
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.classroom.wrap_up import WrapUp

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.wrap_up import Ui_WrapUp


class LearnedCard:
    """Shows the results of the open class."""

    def __init__(self, bridge: Bridge, form: Ui_WrapUp) -> None:
        self._bridge = bridge
        self._form = form

    def show(self, picture: ClassPicture, wrap: WrapUp) -> None:
        """Rebuilds everything."""
        form, say = self._form, self._bridge.say
        rows = self._rows(picture, wrap)
        form.questions.set_results(rows)
        form.learned_share.setText(say(self._shares(wrap.learning)) if wrap.learning else "")
        form.learned_note.setText(say(self._note(picture, wrap)))

    def _rows(self, picture: ClassPicture, wrap: WrapUp) -> list[Result]:
        """The lesson's questions; then the pairs, or the forms' questions one by one if hands were counted."""
        lesson = [asking for asking in picture.askings if asking.part == "lesson"]
        rows = [self._row(number, asking, picture.pack, wrap) for number, asking in enumerate(lesson, 1)]
        if wrap.pairs:
            return rows + self._pairs(wrap)
        forms = [asking for asking in picture.askings if asking.part != "lesson"]
        return rows + [self._row(number, asking, picture.pack, wrap) for number, asking in enumerate(forms, 1)]

    def _row(self, number: int, asking: AskedQuestion, pack: Pack, wrap: WrapUp) -> Result:
        result, say = wrap.questions.get(asking.question), self._bridge.say
        words = self._objective(pack, pack.item(asking.item).objective)
        if asking.part != "lesson":
            part = Message("Before") if asking.part == "pre" else Message("After")
            words = f"{say(part)}: {words}"
        share = result.share if result else None
        return Result(self._bridge.number(number), words, share, say(_figures(result)))

    def _objective(self, pack: Pack, key: str) -> str:
        found = next((objective.text for objective in pack.objectives if objective.id == key), None)
        return self._bridge.text_of(found) if found else key

    def _pairs(self, wrap: WrapUp) -> list[Result]:
        say, picture = self._bridge.say, self._bridge.picture
        assert picture is not None
        return [
            Result(
                self._bridge.number(pair.pair),
                f"{say(Message('Before and after'))}: {self._objective(picture.pack, pair.objective)}",
                pair.post / pair.n if pair.n else None,
                say(Message("{pre}, then {post} of {n}", pre=pair.pre, post=pair.post, n=pair.n)),
            )
            for pair in wrap.pairs
        ]

    def _shares(self, learning: Learning) -> Message:
        return Message(
            "First questions {pre}%, last questions {post}%", pre=_percent(learning.pre), post=_percent(learning.post)
        )

    def _note(self, picture: ClassPicture, wrap: WrapUp) -> Message:
        if not picture.askings:
            return Message("No question was asked in this class.")
        learning = wrap.learning
        if learning is None:
            return _hardest(picture, wrap)
        if learning.verdict is None:
            return Message("Hands were counted: this is the average of the class, not of one learner.")
        return {
            "learned": Message("The class has learned; this is not by chance."),
            "forgot": Message("Fewer answers were right at the end. Teach these questions again."),
            "too_few": Message("Too few answers to tell."),
        }[learning.verdict]


def _figures(result: QuestionResult | None) -> Message:
    if result is None:
        return Message("asked, answers not kept")
    if result.right is None:
        return Message("{answered} answered", answered=result.n - result.blank)
    return Message("{right} of {n} right", right=result.right, n=result.n)


def _percent(share: float) -> int:
    return round(100 * share)


def _hardest(picture: ClassPicture, wrap: WrapUp) -> Message:
    """The question of the lesson to repeat, if one was harder than the others."""
    lesson = [wrap.questions.get(asking.question) for asking in picture.askings if asking.part == "lesson"]
    shares = [(one.share, place) for place, one in enumerate(lesson, 1) if one and one.share is not None]
    if len(shares) < 2 or min(shares)[0] == max(shares)[0]:
        return Message("The right answers are shown for the class as a whole.")
    return Message("Question {number} was the hardest. Teach it again in the next class.", number=min(shares)[1])
