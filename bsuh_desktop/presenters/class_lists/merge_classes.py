"""Merging a class with its double: which list stays, pair by pair who is one learner, and what the merge comes to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.class_lists import classes
from bsuh_desktop.presenters.parts import NO_TEXT, Choice, Joined, News, Part, Text
from bsuh_desktop.presenters.person_words import HIDDEN, SEXES, consent_cell, roll_text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, Learner, class_groups

if TYPE_CHECKING:
    from bsuh_desktop.services.class_lists.merge_classes import MergeOutcome, MergeProposal, Pair


class ListCard(msgspec.Struct, frozen=True):
    """One of the two lists, to choose the one that stays."""

    title: Text
    facts: Text
    chosen: bool


class MergeClassesModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page."""

    news: News
    hidden_names: Part
    which_card: Part
    other: Choice
    stays_part: Part
    this_stays: ListCard
    other_stays: ListCard
    pair_card: Part
    pair_title: Part
    pair_parts: Part
    stays_title: Part
    stays_name: Part
    stays_facts: Part
    goes_title: Part
    goes_name: Part
    goes_facts: Part
    undo_pair: Part
    two_learners: Part
    one_learner: Part
    outcome_card: Part
    outcome_text: Part
    compare: Part
    merge: Part


class MergeClassesPresenter(PagePresenter[MergeClassesModel]):
    """First which class and which list stays, then pair after pair, then what it comes to. Joins nothing by itself."""

    heading = Message("Merge two classes")

    def __init__(self, session: DeskSession, view: PageView[MergeClassesModel]) -> None:
        super().__init__(session, view)
        self._group = ""
        self._groups: list[ClassGroup] = []
        self._other = -1
        self._this_stays = True
        self._drop()

    def _drop(self) -> None:
        """Forgets the pairs and what was said of them."""
        self._proposal: MergeProposal | None = None
        self._verdicts: list[bool] = []
        self._outcome: MergeOutcome | None = None
        self._begun = False

    def show(self, group: str, other: str) -> None:
        """Begins with a class, and the one that may be its double; "" if nobody knows yet."""
        self._group, self._groups, self._other, self._this_stays = group, [], -1, True
        self._drop()
        self.enter()
        self.refresh()
        self.session.query(class_groups, self.in_visit(partial(self._on_groups, other=other)))

    def clear(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._groups, self._other = [], -1
        self._drop()
        self.refresh()

    def breadcrumb(self) -> Text:
        """The classes, and the one that somebody came from."""
        this = self._this
        return Joined((Message("Classes"), this.title), " › ") if this else Message("Classes")

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """The question and what would be lost by leaving; None unless a pair was decided."""
        if not self._verdicts:
            return None
        return Message("Leave before the classes are merged?"), Message("What you said about the pairs will be lost.")

    def _on_groups(self, groups: list[ClassGroup], other: str) -> None:
        self._groups = groups
        ids = [one.group.id for one in self._others]
        self._other = ids.index(other) if other in ids else 0 if len(ids) == 1 else -1
        self.refresh()
        self.view.focus("compare" if self._double else "other")

    @property
    def _this(self) -> ClassGroup | None:
        return next((one for one in self._groups if one.group.id == self._group), None)

    @property
    def _others(self) -> list[ClassGroup]:
        """Those of the same school first."""
        place = self._this.group.place if self._this else ""
        others = [one for one in self._groups if one.group.id != self._group]
        return sorted(others, key=lambda one: one.group.place != place)

    @property
    def _double(self) -> ClassGroup | None:
        return self._others[self._other] if self._other >= 0 else None

    def choose_other(self, place: int) -> None:
        """Somebody said which class is the double."""
        self._other = place
        self._chosen_anew()

    def choose_stays(self, this: bool) -> None:
        """Somebody said which list stays."""
        if this != self._this_stays:
            self._this_stays = this
            self._chosen_anew()

    def _chosen_anew(self) -> None:
        self._drop()
        self.close_news()

    def _ids(self) -> tuple[str, str]:
        """The list that stays and the one that goes."""
        this, other = self._group, self._double.group.id if self._double else ""
        return (this, other) if self._this_stays else (other, this)

    def compare(self) -> None:
        """Begins with the pairs, or goes on with them as long as they are the same."""
        from bsuh_desktop.services.class_lists.merge_classes import propose

        if self._double is not None:
            stays, goes = self._ids()
            ask = partial(propose, stays=stays, goes=goes)
            self.session.query(ask, self.in_visit(self._on_proposal), self.in_visit(self._fail))

    def back(self) -> bool:
        """Back to the choice; what was said of the pairs holds until another choice is made. False if the choice is
        shown already."""
        if not self._begun:
            return False
        self._begun, self._outcome = False, None
        self.refresh()
        self.view.focus("compare")
        return True

    def _on_proposal(self, found: MergeProposal) -> None:
        if (found.stays.group.id, found.goes.group.id) != self._ids():
            # Meanwhile the other list is to stay.
            return
        if self._proposal is not None and found.pairs != self._proposal.pairs:
            self._verdicts = []
        self._proposal, self._begun = found, True
        self._news = self._news.closed()
        self._go_on()

    # The pairs

    def say(self, one_learner: bool) -> None:
        """Somebody said whether the pair is one learner."""
        if self._pair is not None and not self.session.public:
            self._verdicts.append(one_learner)
            self._go_on()

    def undo_pair(self) -> None:
        """Asks about the pair before once more."""
        self._verdicts, self._outcome = self._verdicts[:-1], None
        self.close_news()
        self.view.focus("two_learners")

    @property
    def _pair(self) -> Pair | None:
        pairs = self._proposal.pairs if self._proposal else ()
        return pairs[len(self._verdicts)] if len(self._verdicts) < len(pairs) else None

    def _same(self) -> dict[int, int]:
        pairs = self._proposal.pairs if self._proposal else ()
        decided = zip(pairs, self._verdicts, strict=False)
        return {pair.goes.line: pair.stays.line for pair, one_learner in decided if one_learner}

    def _go_on(self) -> None:
        from bsuh_desktop.services.class_lists.merge_classes import outcome

        self.refresh()
        if self._pair is not None:
            # Whoever presses Enter without looking joins nobody.
            self.view.focus("two_learners")
            return
        stays, goes = self._ids()
        ask = partial(outcome, stays=stays, goes=goes, same=self._same())
        self.session.query(ask, self.in_visit(self._on_outcome), self.in_visit(self._cannot_be))

    def _cannot_be(self, error: KnownError) -> None:
        """By what was said of the pairs they are too many: it can be said anew."""
        if self._begun and self._pair is None:
            self._fail(error)
            self.view.focus("back")

    def _on_outcome(self, found: MergeOutcome) -> None:
        if not self._begun or self._pair is not None:
            # Meanwhile somebody went back to a pair, or to the beginning.
            return
        self._outcome = found
        self.refresh()
        self.view.focus("merge")

    def merge(self) -> None:
        """Merges the two classes."""
        from bsuh_desktop.services.class_lists.merge_classes import merge_classes

        proposal = self._proposal
        if proposal is None or self._outcome is None:
            return

        def merged(found: MergeOutcome) -> None:
            self._groups, self._other = [], -1
            self._drop()
            fact = Message(
                "{class_title} is one class now. Learners: {count}.",
                class_title=proposal.stays.title,
                count=found.learners,
            )
            self._report("ok", fact, Message("It shows the lessons of both. Under Classes the merging can be undone."))
            self.view.focus("back")

        def failed(error: KnownError) -> None:
            self._begun = False
            self._fail(error)
            self.session.query(class_groups, self.in_visit(partial(self._on_groups, other=other)))

        other = self._double.group.id if self._double else ""
        stays, goes = self._ids()
        do = partial(merge_classes, stays=stays, goes=goes, same=self._same())
        self._outcome = None
        self.refresh()
        self.session.change(do, self.in_visit(merged), self.in_visit(failed))

    # The view model

    def model(self) -> MergeClassesModel:
        """The page as it should look now."""
        this, double, pair = self._this, self._double, self._pair
        return MergeClassesModel(
            news=self._news,
            hidden_names=Part(shown=self.session.public and self._begun and pair is not None),
            which_card=Part(shown=this is not None and not self._begun),
            other=Choice(tuple(Joined((one.title, one.place), ", ") for one in self._others), self._other),
            stays_part=Part(shown=double is not None),
            this_stays=_list_card(this, self._this_stays),
            other_stays=_list_card(double, not self._this_stays),
            **self._pair_parts(pair),
            outcome_card=Part(shown=self._outcome is not None),
            outcome_text=Part(text=Joined(_outcome_lines(self._outcome), "\n") if self._outcome else NO_TEXT),
            compare=Part(shown=this is not None and not self._begun, enabled=double is not None),
            merge=Part(shown=self._begun, enabled=self._outcome is not None),
        )

    def _pair_parts(self, pair: Pair | None) -> dict[str, Any]:
        public, proposal = self.session.public, self._proposal
        words: dict[str, Text] = dict.fromkeys(
            ("title", "stays", "stays_name", "stays_facts", "goes", "goes_name", "goes_facts"), NO_TEXT
        )
        if pair is not None and proposal is not None:
            words = {
                "title": Message(
                    "Pair {number} of {count}: one learner, or two?",
                    number=len(self._verdicts) + 1,
                    count=len(proposal.pairs),
                ),
                "stays": proposal.stays.title,
                "stays_name": _names(pair.stays, public),
                "stays_facts": _facts(pair.stays, public),
                "goes": proposal.goes.title,
                "goes_name": _names(pair.goes, public),
                "goes_facts": _facts(pair.goes, public),
            }
        return {
            "pair_card": Part(shown=self._begun and (pair is not None or bool(self._verdicts))),
            "pair_title": Part(text=words["title"] if pair else Message("All pairs are decided.")),
            "pair_parts": Part(shown=pair is not None),
            "stays_title": Part(text=words["stays"]),
            "stays_name": Part(text=words["stays_name"]),
            "stays_facts": Part(text=words["stays_facts"]),
            "goes_title": Part(text=words["goes"]),
            "goes_name": Part(text=words["goes_name"]),
            "goes_facts": Part(text=words["goes_facts"]),
            "undo_pair": Part(enabled=bool(self._verdicts)),
            "two_learners": Part(shown=pair is not None, enabled=not public),
            "one_learner": Part(shown=pair is not None, enabled=not public),
        }


def _list_card(group: ClassGroup | None, chosen: bool) -> ListCard:
    if group is None:
        return ListCard(NO_TEXT, NO_TEXT, chosen)
    return ListCard(group.title, Joined((classes.learners_text(group), classes.taught_text(group))), chosen)


def _names(learner: Learner, public: bool) -> Text:
    if public:
        return HIDDEN
    names = Joined((learner.name_bn, learner.name_en))
    return names if learner.named else Message("No name is kept")


def _facts(learner: Learner, public: bool) -> Text:
    consent = consent_cell(learner.named, learner.may_be_named, (learner.guardian, learner.assent)).text
    sex = NO_TEXT if learner.sex == "unspecified" else SEXES[learner.sex]
    return Joined((Message("Roll {roll}", roll=roll_text(learner.roll)), sex, NO_TEXT if public else consent))


def _outcome_lines(found: MergeOutcome) -> tuple[Text, ...]:
    lines: list[Text] = [
        Message(
            "Learners then: {count}. Joined: {joined}. Added as learners of their own: {added}.",
            count=found.learners,
            joined=found.joined,
            added=found.added,
        ),
        Message("What was held and handed over stays as it is; the class shows the lessons of both."),
    ]
    if found.names:
        lines.append(
            Message(
                "Names that go, because somebody said no or the other list needs a letter: {count}. "
                "They stay deleted if the merging is undone.",
                count=found.names,
            )
        )
    if found.rolls:
        lines.append(
            Message("Rolls that two learners have then: {count}. Mend them under Learners.", count=found.rolls)
        )
    return tuple(lines)
