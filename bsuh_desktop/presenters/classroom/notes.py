"""The facilitator's card in a class: the notes of the slide, and plan and clock.

A pause stops the clock, and does not count as teaching time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.content.schema import Slide, note_paragraphs
from bsuh_desktop.domain.local_text import Language, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.parts import Part, Text
from bsuh_desktop.services.classroom import voice_script
from bsuh_desktop.services.classroom.class_picture import Section
from bsuh_desktop.services.classroom.lesson import FeedbackLine, FormAnswer, feedback_after, feedback_lines

MINUTE_MS = 60_000
_EVERY_MS = 1000


class PlanProgress(msgspec.Struct, frozen=True):
    """Progress of a class."""

    number: int
    """The present slide, counted from 1."""
    worked_ms: int
    """Milliseconds taught, without pauses."""

    @property
    def minutes(self) -> int:
        """Whole minutes taught."""
        return self.worked_ms // MINUTE_MS

    def against(self, slides: Sequence[Slide], planned: int) -> Message:
        """Minutes taught of those planned, and minutes ahead or behind. On time means between the planned beginning and
        end of the present slide."""
        begins = sum(slide.minutes for slide in slides[: self.number - 1])
        ends = begins + slides[self.number - 1].minutes
        done = self.minutes
        if done > ends:
            return Message(
                "{done} of {planned} minutes, behind the plan by {minutes} min",
                done=done,
                planned=planned,
                minutes=done - ends,
            )
        if done < begins:
            return Message(
                "{done} of {planned} minutes, ahead of the plan by {minutes} min",
                done=done,
                planned=planned,
                minutes=begins - done,
            )
        return Message("{done} of {planned} minutes, as planned", done=done, planned=planned)

    def section(self, sections: Sequence[Section]) -> int:
        """Index of the present section, from 0."""
        return next((place for place, one in enumerate(sections) if one.first <= self.number <= one.last), 0)


def clock_words(ms: int) -> str:
    """Minutes and seconds in ASCII digits: 18:54."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60}:{seconds % 60:02}"


def time_in(section: Section, pauses: Mapping[int, int], running: int = 0) -> int:
    """Milliseconds spent on a section, plus those `running` since. `pauses`: milliseconds by slide, subtracted."""
    paused = sum(ms for number, ms in pauses.items() if section.first <= number <= section.last)
    return max(0, section.spent_ms + running - paused)


class SectionTime(msgspec.Struct, frozen=True):
    """A section of the plan, with its minutes by plan and so far."""

    name: Message
    planned: int
    spent: int


class PaceBars(msgspec.Struct, frozen=True):
    """All sections; the lesson is in the one with index `here`."""

    sections: tuple[SectionTime, ...]
    here: int


class PaceModel(msgspec.Struct, frozen=True, kw_only=True):
    """The card."""

    clock: Part
    plan_words: Part
    pause: Part
    pause_glyph: Literal["play", "pause"]
    pace: PaceBars


class Pace:
    """The clock of a lesson: goes on from the class's picture, once a second while the page is shown."""

    def __init__(self, lesson: Lesson, ticked: Callable[[], object]) -> None:
        """`ticked` is called after each second of work."""
        self._lesson = lesson
        self._session = lesson.session
        self._ticked = ticked
        self._tick = lesson.session.face.timer(self._on_tick)
        self._class = ""
        self._paused_since: int | None = None
        self._pauses: dict[int, int] = {}

    def start(self) -> None:
        """The page is shown."""
        picture = self._lesson.picture
        if not self.paused and picture.ended_ms is None:
            # At the next whole second, so that none is left out.
            self._tick.start(_EVERY_MS - self._progress().worked_ms % _EVERY_MS)

    def stop(self) -> None:
        """The page is left."""
        self._tick.stop()

    def _on_tick(self) -> None:
        if self._session.picture is not None:
            self.start()
            self._ticked()

    def take(self) -> None:
        """The picture of the class is new: time is counted from its moment."""
        if self._lesson.picture.session != self._class:
            self._class, self._pauses, self._paused_since = self._lesson.picture.session, {}, None
        self._settle()

    @property
    def paused(self) -> bool:
        """True while the clock is stopped."""
        return self._paused_since is not None

    def toggle(self) -> None:
        """Stops the clock and the activity's timer, or resumes the clock."""
        if self.paused:
            self._settle()
            self._paused_since = None
            self.start()
        else:
            self._paused_since = self._now()
            self._lesson.stage.timer.pause()
            self.stop()

    def _settle(self) -> None:
        """Adds the pause so far to the present slide."""
        if self._paused_since is not None:
            number, now = self._lesson.number, self._now()
            self._pauses[number] = self._pauses.get(number, 0) + now - self._paused_since
            self._paused_since = now

    @property
    def clock(self) -> Text:
        """The time taught, in minutes and seconds."""
        return digits_text(clock_words(self._progress().worked_ms))

    def model(self) -> PaceModel:
        """The card as it should look now."""
        picture, progress, running = self._lesson.picture, self._progress(), self._running()
        slides = picture.pack.slides(self._session.stage_language)
        here = progress.section(picture.pace)
        sections = tuple(
            SectionTime(
                section.name,
                section.planned,
                time_in(section, self._pauses, running if place == here else 0) // MINUTE_MS,
            )
            for place, section in enumerate(picture.pace)
        )
        return PaceModel(
            clock=Part(text=self.clock),
            plan_words=Part(
                text=Message("Paused") if self.paused else progress.against(slides, picture.planned_minutes)
            ),
            pause=Part(text=Message("Go on") if self.paused else Message("Pause"), enabled=picture.ended_ms is None),
            pause_glyph="play" if self.paused else "pause",
            pace=PaceBars(sections, here),
        )

    def _progress(self) -> PlanProgress:
        worked = self._lesson.picture.worked_ms + self._running() - sum(self._pauses.values())
        return PlanProgress(self._lesson.number, worked)

    def _now(self) -> int:
        return self._session.clock.now().mono_ms

    def _running(self) -> int:
        """Milliseconds since the picture, without the present pause; 0 after the class has ended."""
        if self._lesson.picture.ended_ms is not None:
            return 0
        paused = 0 if self._paused_since is None else self._now() - self._paused_since
        return self._session.picture_age_ms - paused


NOTE_SIZES, SCRIPT_SIZES = (15, 17, 20, 24, 30), (17, 22, 27, 32, 40)
"""Text sizes of notes and script, in px before the text scale: 22 can be read from a metre away."""


class NoteLine(msgspec.Struct, frozen=True):
    """One paragraph, or a point with a `sign` before it: a bullet, or a number in either script."""

    words: Text
    """The pack's words; in them ** encloses what is bold, and a line may break."""
    sign: str = ""
    head: Message | None = None
    """A heading before the words, on their line."""


class ScriptLine(msgspec.Struct, frozen=True):
    """One paragraph to say; with a `letter` an option, whose mark stands before it."""

    words: Text
    bold: bool = False
    letter: str = ""


class NotesText(msgspec.Struct, frozen=True):
    """What the card shows, in px before the text scale. The script, if there is one, stands above the notes."""

    notes: tuple[NoteLine, ...]
    note_px: int
    script: tuple[ScriptLine, ...]
    script_px: int
    language: Language
    """The language of the script; the notes are in the desk's."""


class NotesModel(msgspec.Struct, frozen=True, kw_only=True):
    """The cards of notes and board."""

    notes_title: Part
    notes_words: NotesText
    smaller: Part
    larger: Part
    board: Part
    board_words: Part
    activity_clock: Part


class Notes:
    """The notes of the present slide in the desk's language; by voice, below the script."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._size = 1

    def resize(self, by: int) -> None:
        """Chooses another text size."""
        self._size = max(0, min(len(NOTE_SIZES) - 1, self._size + by))

    def model(self) -> NotesModel:
        """The cards as they should look now."""
        lesson, session = self._lesson, self._lesson.session
        slides, by_voice = lesson.picture.pack.slides(session.language), lesson.by_voice
        slide = slides[min(lesson.number, len(slides)) - 1]
        spoken = self._spoken() if by_voice else voice_script.VoiceScript()
        left, activity_s = lesson.stage.content.left_s, lesson.stage.activity_s
        seconds = activity_s if left is None else left
        text = NotesText(
            self._notes(slide, by_voice),
            NOTE_SIZES[self._size],
            script_lines(spoken),
            SCRIPT_SIZES[self._size],
            session.stage_language,
        )
        return NotesModel(
            notes_title=Part(text=Message("Say") if by_voice else Message("Notes")),
            notes_words=text,
            smaller=Part(enabled=self._size > 0),
            larger=Part(enabled=self._size < len(NOTE_SIZES) - 1),
            board=Part(shown=by_voice),
            board_words=Part(text="\n".join(spoken.board) if by_voice else None),
            # There is no projector to show it.
            activity_clock=Part(shown=by_voice and activity_s > 0, text=digits_text(clock_words(1000 * seconds))),
        )

    def _notes(self, slide: Slide, by_voice: bool) -> tuple[NoteLine, ...]:
        """The notes of `slide`; above them the feedback to its question, and in place of them the right answer that is
        shown. By voice both are in the script."""
        right = self._lesson.right_answer
        if by_voice:
            return () if right else note_lines(slide, by_voice)
        return answer_notes(right) if right else (*feedback_notes(self._feedback()), *note_lines(slide, by_voice))

    def _feedback(self) -> tuple[FeedbackLine, ...]:
        """What is said about each answer to this slide's question, once it is closed."""
        lesson = self._lesson
        return feedback_after(lesson.picture, lesson.slide.item) if lesson.slide.item else ()

    def _spoken(self) -> voice_script.VoiceScript:
        """The script: a right answer or results if they are shown, else the open question, else the slide."""
        lesson = self._lesson
        content, slide, language = lesson.stage.content, lesson.slide, lesson.session.stage_language
        pack = lesson.picture.pack
        feedback, right = self._feedback(), lesson.right_answer
        if right:
            return voice_script.spoken_form_answer(right, language)
        if content.tally:
            return voice_script.spoken_answers(
                pack.item(content.tally.item), content.tally.counts, slide, language, feedback
            )
        if content.question and not slide.item:
            board = voice_script.spoken_slide(slide, language).board
            spoken = voice_script.spoken_question(pack.item(content.question.item), language)
            return voice_script.VoiceScript(board=board, question=spoken.question, options=spoken.options)
        spoken = voice_script.spoken_slide(slide, language, pack.item(slide.item) if slide.item else None)
        return dataclasses.replace(spoken, feedback=feedback)


def script_lines(spoken: voice_script.VoiceScript) -> tuple[ScriptLine, ...]:
    """What to say, line by line."""
    lines = [ScriptLine(paragraph) for paragraph in spoken.say]
    if spoken.question:
        lines.append(ScriptLine(spoken.question, bold=True))
    lines += [ScriptLine(words, letter=letter) for letter, words in spoken.options]
    letter, words = spoken.answer
    if letter:
        right = Message("The answer is {letter}: {words}", letter=letter, words=words)
        lines.append(ScriptLine(right, bold=True))
    if spoken.why:
        lines.append(ScriptLine(spoken.why))
    if spoken.feedback:
        lines.append(ScriptLine(Message("Now a word to each answer."), bold=True))
        lines += [ScriptLine(feedback_words(line), letter=line.letter) for line in spoken.feedback]
    return tuple(lines)


def feedback_words(line: FeedbackLine) -> Text:
    """Feedback as it is said aloud: who says it, and which answer is the right one, in words."""
    said: Text = line.words
    if line.name.text_in("en"):
        said = Message("{name}: “{words}”", name=line.name, words=line.words)
    return Message("The right answer. {words}", words=said) if line.right else said


def feedback_notes(lines: tuple[FeedbackLine, ...]) -> tuple[NoteLine, ...]:
    """The feedback to each answer, under a heading; nothing if there is none."""
    if not lines:
        return ()
    head = NoteLine("", head=Message("What to say to each answer"))
    return (head, *(NoteLine(feedback_words(line), line.letter) for line in lines))


def answer_notes(answer: FormAnswer) -> tuple[NoteLine, ...]:
    """What to say about a right answer of the forms, whose question the stage shows: the answer, why it is right, and
    the feedback to each."""
    item, asking = answer.item, answer.asking
    right = Message("The answer is {letter}: {words}", letter=item.key, words=item.options[item.key].text)
    return (
        NoteLine(right, head=Message("Say")),
        NoteLine(item.explanation),
        *feedback_notes(feedback_lines(item, asking.counts, asking.levels)),
    )


def note_lines(slide: Slide, by_voice: bool) -> tuple[NoteLine, ...]:
    """The notes of `slide`.

    `by_voice`: there is no projector, so what to do without power comes first; script and board are shown elsewhere,
    and a slide without notes has no line.
    """
    voice = Message("Without a projector") if by_voice else Message("If the power fails")
    nopower, rest = _headed(voice, slide.nopower), _lines(slide.note)
    if by_voice:
        return (*nopower, *rest)
    said, board = _headed(Message("Say"), slide.say), _headed(Message("On the board"), slide.board)
    return (*said, *board, *rest, *nopower) or (NoteLine(Message("This slide has no notes.")),)


def _headed(head: Message, text: str) -> tuple[NoteLine, ...]:
    """`text` after its heading on one line; below it if it has several lines."""
    if not text:
        return ()
    return (NoteLine("", head=head), *_lines(text)) if "\n" in text else (NoteLine(text, head=head),)


def _lines(text: str) -> tuple[NoteLine, ...]:
    return tuple(NoteLine(one.words, one.sign) for one in note_paragraphs(text))
