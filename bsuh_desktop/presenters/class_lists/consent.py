"""The consent sitting: the notice is read aloud, and who says “no” is noted by roll.

With the notice as paragraphs, as read aloud and as it was when somebody answered, and the rolls that are noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import Language, LocalText, digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import RosterRow, roll_key, roll_number
from bsuh_desktop.presenters.class_lists.file_step import ImportState, SittingAnswers, stored_list_words
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Joined, Part, Question, Text
from bsuh_desktop.presenters.person_words import roll_text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.draft import Draft, agree
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, PastedTable
from bsuh_desktop.services.desk.consent_notice import Notice, Notices, notices

Paragraph = tuple[LocalText, LocalText]
"""A title, and the text behind it."""


def paragraphs(notice: Notice) -> tuple[Paragraph, ...]:
    """The parts in order, and last the question that is put to the class."""
    parts = [(_with_colon(part.title), part.text) for part in notice.parts]
    return *parts, (notice.question, LocalText("", ""))


def paragraphs_in(notice: Notice, language: Language) -> tuple[tuple[str, str], ...]:
    """The paragraphs in the language in which somebody reads them."""
    return tuple((title.text_in(language), text.text_in(language)) for title, text in paragraphs(notice))


def _with_colon(title: LocalText) -> LocalText:
    return LocalText(f"{title.bn}:", f"{title.en}:")


class NotedRoll(msgspec.Struct, frozen=True):
    """A roll that was noted, with its row in the file."""

    row: int
    roll: Text
    spoken: Text


class NotedRollsModel(msgspec.Struct, frozen=True, kw_only=True):
    """The field, its news, and what was noted."""

    roll: Field
    roll_name: Text
    """What stands in the empty field, and what a screen reader calls it."""
    news: Part
    count: Part
    show_rolls: Part
    noted: tuple[NotedRoll, ...]
    enabled: bool


class NotedRolls:
    """`changed` is called after each roll noted or removed; `rows` are their rows in the file.

    While the class can see the screen only their number is shown, until a person asks for them.
    """

    def __init__(self, name: Message, count: Callable[[int], Message], changed: Callable[[], object]) -> None:
        self._name = name
        self._count = count
        self._changed = changed
        self._learners: tuple[RosterRow, ...] = ()
        self.rows: frozenset[int] = frozenset()
        self._typed = ""
        self._news: Message | None = None
        self._problem = False
        self._asked = False

    def begin(self, learners: Sequence[RosterRow], rows: frozenset[int]) -> None:
        """Starts with the learners of the list, and those noted already."""
        self._learners = tuple(learners)
        self.rows = rows & {learner.row for learner in learners}
        self._typed, self._news, self._problem, self._asked = "", None, False, False

    @property
    def unnoted(self) -> bool:
        """True while a typed roll was not noted: a refusal must not be lost."""
        return bool(self._typed.strip())

    def type(self, text: str) -> None:
        """Somebody typed into the field."""
        self._typed, self._news, self._problem = text, None, False
        self._changed()

    def note(self) -> bool:
        """Notes the learner whose roll is typed; False if nobody is meant."""
        written = self._typed.strip()
        if not written:
            return False
        found = self._find(written)
        self._problem = found is None
        if found is None:
            self._news = Message("This roll is not on the list: {roll}", roll=digits_text(written))
        else:
            self._typed, self._news, self.rows = "", Message("Saved"), self.rows | {found}
        self._changed()
        return found is not None

    def _find(self, written: str) -> int | None:
        """The row of the learner with that roll, or with that card if there is no roll."""
        by_roll = (one.row for one in self._learners if one.roll and roll_key(one.roll) == roll_key(written))
        by_card = (one.row for one in self._learners if not one.roll and one.card == roll_number(written))
        return next(by_roll, next(by_card, None))

    def remove(self, row: int) -> None:
        """Takes back what was noted of that row."""
        self.rows -= {row}
        self._changed()

    def show_rolls(self) -> None:
        """Somebody asks for the rolls, though the class can see the screen."""
        self._asked = True
        self._changed()

    def model(self, public: bool, enabled: bool = True) -> NotedRollsModel:
        """The field and the rolls as they should look now."""
        shown = self._asked or not public
        noted = [learner for learner in self._learners if learner.row in self.rows] if shown else []
        return NotedRollsModel(
            roll=Field(value=self._typed, problem=self._problem),
            roll_name=self._name,
            news=Part(
                text=self._news or NO_TEXT, shown=self._news is not None, light="stop" if self._problem else "ok"
            ),
            count=Part(text=self._count(len(self.rows))),
            show_rolls=Part(shown=bool(self.rows) and not shown),
            noted=tuple(map(_noted, noted)),
            enabled=enabled,
        )


def _noted(learner: RosterRow) -> NotedRoll:
    roll = roll_text(learner.roll or str(learner.card))
    return NotedRoll(learner.row, roll, Message("Undo: roll {roll}", roll=roll))


SittingTick = Literal["read_aloud", "all_letters", "no_names"]


class ConsentModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: the notice, what is answered in the room, and what follows from it."""

    in_bangla: Part
    in_english: Part
    adults: Part
    notice_title: Part
    notice_parts: tuple[tuple[str, str], ...]
    """Each paragraph of the notice in the language in which it is read: its title and its text."""
    read_aloud: Part
    ground_text: Part
    all_letters: Part
    missing_letters: Part
    without_letter: NotedRollsModel
    no_names: Part
    refusals: Part
    refusals_wait: Part
    """Why nobody can be noted yet."""
    refused: NotedRollsModel
    named_count: Part
    unnamed_count: Part
    keep: Part
    reason: Part
    reason_light: Part


class ConsentPresenter(PagePresenter[ConsentModel]):
    """Answers given in the room lead to another plan of the list. Nothing is stored before the last button."""

    heading = Message("Consent of the whole class")

    def __init__(self, session: DeskSession, view: PageView[ConsentModel]) -> None:
        super().__init__(session, view)
        self._draft = Draft()
        self._plan: ImportPlan | None = None
        """The list with all answers."""
        session.locked.connect(self._wipe)
        self._notices: Notices | None = None
        self._adults: bool | None = None
        """What a person said of the learners; None leaves it to the list and the modules."""
        self._language: Language = "bn"
        self._ticks: dict[SittingTick, bool] = {"read_aloud": False, "all_letters": False, "no_names": False}
        self._busy = False
        self.refused = NotedRolls(
            Message("Roll of the learner who says “no”"),
            lambda count: Message("Said “no”: {count}", count=count),
            self._on_answered,
        )
        self.without_letter = NotedRolls(
            Message("Roll without a letter"),
            lambda count: Message("Without a letter: {count}", count=count),
            self._on_answered,
        )

    def begin(self, state: object) -> None:
        """Starts with the list that was reviewed, and with answers given before it was reviewed again."""
        self.enter()
        self._busy = False
        if isinstance(state, ImportState) and state.draft.plan is not None:
            plan, answers = state.draft.plan, state.answers
            self._draft = state.draft
            self._ticks = {
                "read_aloud": answers.read_aloud,
                "all_letters": answers.all_letters,
                "no_names": answers.no_names,
            }
            self._adults = answers.adults
            self.refused.begin(plan.learners, answers.refused)
            self.without_letter.begin(plan.to_ask, answers.without_letter)
        self._language = self.session.language
        self._on_answered()
        self.session.query(notices, self.in_visit(self._on_notices))
        self.view.focus("in_bangla" if self._language == "bn" else "in_english")

    def leave(self) -> None:
        """Drops answers that are still to come."""
        super().leave()
        self._busy = False

    def clear(self) -> None:
        """Forgets the list and all answers."""
        self._wipe()
        self._draft, self._plan, self._adults = Draft(), None, None
        self.refused.begin((), frozenset())
        self.without_letter.begin((), frozenset())
        self.refresh()

    def _wipe(self) -> None:
        """Wipes what was pasted: it is read again only on the page before."""
        if self._draft.plan is not None and isinstance(self._draft.plan.source, PastedTable):
            self._draft.plan.source.wipe()

    def breadcrumb(self) -> Text:
        """Navigation path and the class."""
        return Joined((Message("Classes"), self._draft.title), " › ")

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns: the decisions about the list and the answers of the sitting are not stored yet."""
        if self._draft.plan is None:
            return None
        return Message("Leave before the list is saved?"), Message("What you wrote on this page will be lost.")

    def go_back(self) -> None:
        """Back to the review of the list, with what was answered."""
        answers = SittingAnswers(
            **self._ticks,
            adults=self._adults,
            refused=self.refused.rows,
            without_letter=self.without_letter.rows,
        )
        # The list goes along: what was pasted is not wiped here.
        draft, self._draft = self._draft, Draft()
        self.view.open("import_list", path=ImportState(draft, answers))

    # The notice

    def _on_notices(self, found: Notices) -> None:
        self._notices = found
        self.refresh()

    def speak(self, language: Language) -> None:
        """Shows the notice in `language`; the desk goes on speaking its own."""
        self._language = language
        self.refresh()

    def say_adults(self, adults: bool) -> None:
        """Somebody said that the learners are adults, or are not: they hear another text, which is to be read aloud."""
        if adults != self._for_adults:
            self._adults = adults
            self._ticks["read_aloud"] = False
            self._on_answered()

    @property
    def _for_adults(self) -> bool:
        """Whether the notice speaks to adults: as a person said; else if every learner of the list is one by age, or
        only modules for adults are taught here. Children's words by default."""
        if self._adults is not None:
            return self._adults
        asked = self._draft.plan.learners if self._draft.plan is not None else ()
        by_age = bool(asked) and all(learner.age == "18+" for learner in asked)
        return by_age or (self._notices is not None and self._notices.adults_alone)

    @property
    def _notice(self) -> Notice | None:
        """The text that this class hears."""
        if self._notices is None:
            return None
        return self._notices.adults if self._for_adults else self._notices.learners

    # The answers

    def tick(self, which: SittingTick, ticked: bool) -> None:
        """Somebody ticked a box."""
        if ticked != self._ticks[which]:
            self._ticks[which] = ticked
            self._on_answered()

    def _on_answered(self) -> None:
        read = self._draft.plan
        self._plan = None if read is None else self._with_answers(read)
        self.refresh()

    def _with_answers(self, read: ImportPlan) -> ImportPlan:
        plan = decide.on_basis(read, self._basis)
        if not self._notice_read:
            return decide.without_sitting(plan)
        everybody = self._ticks["all_letters"] and self._basis == "letters"
        return decide.with_consent(plan, self.refused.rows, "yes" if everybody else None, self.without_letter.rows)

    @property
    def _basis(self) -> Basis:
        """The basis for storing names: the programme's, or “none” if a person chose that."""
        read = self._draft.plan
        return "none" if read is None or self._ticks["no_names"] else read.basis

    @property
    def _notice_read(self) -> bool:
        """True once the notice was read aloud; answers given in the room count from then on."""
        return self._ticks["read_aloud"] and self._basis != "none"

    # Storing

    def keep(self) -> None:
        """Stores the list; asks once more first if something may have been overlooked."""
        plan = self._plan
        if plan is None or self._busy or self._why_not(plan) is not None:
            return
        doubt = self._doubt(plan)
        if doubt is None:
            self._keep(plan)
            return
        verbs = (("keep", Message("Keep it like this"), "secondary"), ("back", Message("Go back"), "primary"))
        self.view.ask(Question(*doubt, verbs, "back"), lambda key: self._keep(plan) if key == "keep" else None)

    def _doubt(self, plan: ImportPlan) -> tuple[Message, Message] | None:
        """The question to ask before the list is stored, and its meaning: somebody who took part in a class refuses
        now, names would be stored though nobody heard the notice, or no name would be stored though some might be."""
        if plan.withdrawing:
            return (
                Message("Learners who took part in a class and say “no” now: {count}", count=plan.withdrawing),
                Message(
                    "Their names and answers are deleted. This cannot be undone. The next "
                    "hand-over tells your coordinator. The numbers stay."
                ),
            )
        if self._basis != "none" and not plan.counts.named:
            return Message("No name on this list would be kept."), Message("Everybody is counted, without a name.")
        new_names = any(row.may_be_named for row in plan.rows if plan.base is None or row.change == "new")
        if new_names and not self._notice_read:
            return (
                Message("The notice has not been read aloud yet."),
                Message(
                    "Without reading it aloud, names are kept by the letters from home only. Read it "
                    "aloud when the class is here."
                ),
            )
        return None

    def _keep(self, plan: ImportPlan) -> None:
        # A double click stores one list only.
        if self._busy:
            return
        self._busy = True
        self.refresh()
        version = self._notice.version if self._notice else ""
        opened = self.in_visit(lambda group: self.view.open("classes", group=group.id))

        def stored(group: GroupRef) -> None:
            opened(group)
            self.session.inform("ok", stored_list_words(plan))

        self.session.change(partial(agree, draft=self._draft, plan=plan, notice=version), stored, self._on_not_stored)

    def _on_not_stored(self, error: KnownError) -> None:
        self._busy = False
        self.refresh()
        self.session.error_reported.emit(error)

    def _why_not(self, plan: ImportPlan) -> Message | None:
        """Why the list cannot be stored yet."""
        if (self.refused.unnoted and self._may_refuse) or (self.without_letter.unnoted and self._misses_letters):
            return Message("A roll is typed but not saved. Choose “Save it”, or clear the field.")
        return plan.why_not

    @property
    def _may_refuse(self) -> bool:
        """True if refusals are asked for."""
        return self._basis != "none"

    @property
    def _misses_letters(self) -> bool:
        """True if letters from home are asked for."""
        read = self._draft.plan
        asked = read.to_ask if read is not None else ()
        return self._basis == "letters" and any(learner.guardian == "not_asked" for learner in asked)

    # The view model

    def model(self) -> ConsentModel:
        """The page as it should look now. Without a list only the notice stands there."""
        read, plan, public = self._draft.plan, self._plan, self.session.public
        reason = None if plan is None else self._why_not(plan)
        merges = read is not None and read.base is not None
        ticks = self._ticks
        return ConsentModel(
            in_bangla=Part(checked=self._language == "bn"),
            in_english=Part(checked=self._language == "en"),
            adults=Part(checked=self._for_adults),
            notice_title=Part(text=self._notice.title.text_in(self._language) if self._notice else None),
            notice_parts=paragraphs_in(self._notice, self._language) if self._notice else (),
            read_aloud=Part(checked=ticks["read_aloud"], enabled=self._may_refuse),
            ground_text=Part(text=None if read is None else self._ground(read)),
            all_letters=Part(checked=ticks["all_letters"], shown=self._misses_letters, enabled=self._notice_read),
            # Not shown or hidden by a check box alone: what is below it would move under the pointer.
            missing_letters=Part(shown=self._misses_letters, enabled=self._notice_read and ticks["all_letters"]),
            without_letter=self.without_letter.model(public),
            no_names=Part(checked=ticks["no_names"], shown=read is not None and read.basis != "none" and not merges),
            refusals=Part(shown=self._may_refuse),
            refusals_wait=Part(
                shown=not self._notice_read,
                text=Message("First read the notice aloud, and tick it below."),
            ),
            refused=self.refused.model(public, self._notice_read),
            named_count=Part(text=None if plan is None else plan.counts.named),
            unnamed_count=Part(text=None if plan is None else plan.counts.unnamed),
            keep=Part(
                text=Message("Update the class") if merges else Message("Save the list"),
                enabled=plan is not None and reason is None and not self._busy,
            ),
            reason=Part(text=reason or NO_TEXT),
            reason_light=Part(shown=reason is not None),
        )

    def _ground(self, read: ImportPlan) -> Text:
        ground = self._basis_text(read)
        if read.base is None:
            return ground
        only_new = Message(
            "Only new learners are asked: {count}. The others stay as they were.", count=len(read.to_ask)
        )
        return Joined((only_new, ground), " ")

    def _basis_text(self, read: ImportPlan) -> Message:
        if self._basis == "none":
            return Message("No name is kept. Everybody is counted and gets a certificate with a line for the name.")
        if self._basis == "school":
            return Message("The school has agreed. Each learner, and each family, may say “no”.")
        yes = sum(learner.guardian == "yes" for learner in read.to_ask)
        return Message("Each name needs a letter from home. Letters that say yes, by the list: {count}", count=yes)
