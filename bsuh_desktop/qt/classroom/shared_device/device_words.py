"""Texts on the shared device, in the stage's language and in wording for learners."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.language import say
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.forms.shared_device import Ui_SharedDevice
from bsuh_desktop.services.classroom.device_turns import turns


class DeviceWords:
    """Sets all texts but the question itself."""

    def __init__(self, bridge: Bridge, lesson: Lesson, form: Ui_SharedDevice) -> None:
        self._bridge = bridge
        self._lesson = lesson
        self._form = form
        self._thanks: Message | None = None

    def say(self, message: Message) -> str:
        """`message` in the stage's language."""
        return say(message, self._bridge.stage_language)

    def digits(self, text: str | int) -> str:
        """A number in the stage's digits."""
        return digits_in(self._bridge.stage_language, text)

    def say_all(self) -> None:
        """Texts that do not change with the turn."""
        form, say = self._form, self.say
        form.who_question.set_text(say(Message("Which number is on your card?")))
        form.who_hint.set_text(say(self._hint()))
        form.number.setAccessibleName(say(Message("Number on your card")))
        form.number_pad.set_language(self._bridge.stage_language, say(Message("Delete the last digit")))
        form.that_is_me.setText(say(Message("This is my number")))
        form.not_me.setText(say(Message("Not my number")))
        form.rather_not.setText(say(Message("I do not want to answer")))
        form.change.setText(say(Message("Let me choose again")))
        form.my_answer.setText(say(Message("This is my answer")))
        form.between_on.setText(say(Message("I begin")))
        form.done_title.set_text(say(Message("Everybody has had a turn.")))
        form.done_words.set_text(say(Message("Give the device back to your facilitator.")))
        form.done_on.setText(say(Message("I am the facilitator")))
        form.leave.setText(say(Message("For the facilitator")))

    def _hint(self) -> Message:
        """Must be true: an ordinary answer is stored with the learner, where the facilitator can find it; of a private
        question only totals are stored."""
        asking = self._lesson.picture.open_asking
        if asking and asking.sensitive:
            return Message("Your classmates do not see what you answer. It is not kept which answer was yours.")
        return Message("Your classmates do not see what you answer. It is not an exam.")

    def say_progress(self) -> None:
        """How many of the learners have had their turn."""
        people = len(self._lesson.asked_of)
        done = people - len(self._lesson.waiting)
        said = self.say(Message("{done} of {total}", done=done, total=people))
        self._form.progress_words.setText(said)
        self._form.progress.set_share(done, people)
        # By default the bar's accessible name is in the desk's language.
        self._form.progress.setAccessibleName(said)

    def thank(self, words: Message) -> None:
        """Thanks with `words`, and says what to do with the device next."""
        self._thanks = words
        self.say_thanks()

    def say_thanks(self) -> None:
        """The last thanks."""
        self._form.thanks_title.set_text(self.say(self._thanks) if self._thanks else "")
        if self._lesson.waiting:
            now, on = Message("Pass it on."), Message("Next person")
        elif self._lesson.step.goes_on:
            now, on = Message("Keep it, there is one more."), Message("Next question")
        else:
            now, on = Message("You were the last one."), Message("Done")
        self._form.thanks_words.set_text(self.say(now))
        self._form.thanks_on.setText(self.say(on))

    def say_following(self, item: Item) -> None:
        """The next question and its learners: it starts with whoever holds the device, if that learner is asked."""
        picture, form = self._lesson.picture, self._form
        items = picture.pack.form(item.form)
        title = Message("Question {number} of {total}", number=items.index(item) + 1, total=len(items))
        form.between_title.set_text(self.say(title))
        cards = turns(picture, item, self._lesson.slide.part or "lesson")
        begins = Message("The person with the device starts.")
        if cards != self._lesson.asked_of:
            numbers = ", ".join(self.digits(card) for card in cards)
            begins = Message("This question is for the numbers {numbers}.", numbers=numbers)
        form.between_words.set_text(self.say(begins))
