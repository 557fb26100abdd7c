"""How a class went, as wrap-up shows it: three counts with remarks, what was learned, and who earns a certificate.

Nothing is corrected silently, no learner is compared with another, and an award is by attendance, never by score.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain import results
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Case
from bsuh_desktop.domain.session.summary import AttendanceRemark, RemarkCode
from bsuh_desktop.domain.session.view import LEVEL_WORDS
from bsuh_desktop.presenters.classroom.papers import TagText
from bsuh_desktop.presenters.classroom.roll import LearnerLine, Learners, has_list
from bsuh_desktop.presenters.classroom.roll_call import HOW_COUNTED_LABELS
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Notice, Part, Text
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.classroom.wrap_up import WrapUp

Sign = Literal["=", "≥", "≠", ""]
_REMEDIES: dict[RemarkCode, Message] = {
    "no_headcount": Message("Count the heads, or keep it as it is: the file shows it."),
    "headcount_differs": Message("Check the roll call again, or keep both: the file shows it."),
    "not_called": Message("Call the roll, or none of them earns a certificate."),
    "answered_but_absent": Message("Was this learner present?"),
    "more_hands_than_heads": Message("The count of hands stays as it is; the file shows it."),
}
_VERBS: dict[RemarkCode, Message] = {
    "no_headcount": Message("Count now"),
    "headcount_differs": Message("Check the roll call"),
    "not_called": Message("Call the roll"),
    "answered_but_absent": Message("Mark present"),
}


class ClassCount(msgspec.Struct, frozen=True):
    """One count of the class."""

    number: Text
    """A dash if nobody counted."""
    name: Message
    """What is counted."""
    line: Text
    """How it is known."""
    sign: Sign = ""
    """How it compares with the next one: equal, not equal, or more where the next may be less."""


class Remark(msgspec.Struct, frozen=True):
    """Two counts that disagree. `card` is the learner's, if it is about one."""

    notice: Notice
    card: int | None


class ObjectiveLine(msgspec.Struct, frozen=True):
    """An objective before and after."""

    text: Text
    note: Text
    """Whose answers they are, and whether they tell anything."""
    pre: float | None
    """How many were right before, 0 to 1; None if too few answered to show it."""
    post: float | None
    before: Text = NO_TEXT
    """The same in words: 62%."""
    after: Text = NO_TEXT


class ResultLine(msgspec.Struct, frozen=True):
    """A question, or the same question before and after."""

    number: int
    text: Text
    share: float | None
    """How many were right, 0 to 1; None if there is no right or wrong."""
    figures: Text


class ClassResults(msgspec.Struct, frozen=True, kw_only=True):
    """The cards of wrap-up about the class."""

    counts: tuple[ClassCount, ...]
    counts_tag: TagText
    remarks: tuple[Remark, ...]
    learned_share: Part
    """The two averages of the class, in large type."""
    learned_note: Part
    objectives: tuple[ObjectiveLine, ...]
    traps_rule: Part
    traps_text: Part
    honest_text: Part
    questions_stitch: Part
    questions_title: Part
    questions: tuple[ResultLine, ...]
    earners: Part
    rule_text: Part
    not_yet_title: Part
    awards_stitch: Part
    not_yet: tuple[LearnerLine, ...]


def class_results(picture: ClassPicture, wrap: WrapUp, public: bool) -> ClassResults:
    """The cards of a class; in `public` view without names."""
    remarks, open_class = wrap.attendance.remarks, picture.ended_ms is None
    questions = (*_asked(picture, wrap, "lesson"), *(_pairs(picture.pack, wrap) or _asked(picture, wrap, "forms")))
    others = [row for row in picture.view.rows if not wrap.awards[row.learner].earned]
    learners = Learners(picture, public)
    return ClassResults(
        counts=_counts(picture, wrap),
        counts_tag=TagText("look", Message("{count} to look at", count=len(remarks)))
        if remarks
        else TagText("ok", Message("All is clear")),
        remarks=tuple(_remark(remark, open_class) for remark in remarks),
        learned_share=_headline(wrap.learning),
        learned_note=Part(text=_note(picture, wrap)),
        objectives=tuple(_objective_line(picture.pack, one) for one in wrap.objectives),
        traps_rule=Part(shown=bool(wrap.cases)),
        traps_text=_case(wrap, "trap"),
        honest_text=_case(wrap, "honest"),
        questions_stitch=Part(shown=bool(wrap.objectives and questions)),
        questions_title=Part(shown=bool(wrap.objectives and questions)),
        questions=questions,
        earners=Part(text=len(picture.view.rows) - len(others)),
        rule_text=Part(text=_rule(picture, wrap)),
        not_yet_title=Part(shown=bool(others), text=Message("Not this time: {count}", count=len(others))),
        awards_stitch=Part(shown=bool(others)),
        not_yet=tuple(
            learners.line(row, wrap.awards[row.learner].reason) for row in others if _has_own_reason(wrap, row.learner)
        ),
    )


# The three counts


def _counts(picture: ClassPicture, wrap: WrapUp) -> tuple[ClassCount, ...]:
    """Roll call, headcount and answers; without a list only the last two."""
    present, headcount = wrap.attendance.present, wrap.attendance.headcount
    answered = max((result.n - result.blank for result in wrap.questions.values()), default=None)
    how = HOW_COUNTED_LABELS[picture.how_counted] if headcount is not None else Message("Not counted")
    roll = ClassCount(present, Message("at roll call"), _late(wrap), _sign(present, headcount))
    heads = ClassCount(_number(headcount), Message("Headcount"), how, _sign(headcount, answered, may_be_less=True))
    given = ClassCount(_number(answered), Message("answered"), _at_best(picture, answered))
    return (roll, heads, given) if has_list(picture) else (heads, given)


def _at_best(picture: ClassPicture, answered: int | None) -> Message:
    if not picture.askings:
        return Message("no question was asked")
    return Message("nobody counted") if answered is None else Message("most hands for one question")


def _sign(one: int | None, other: int | None, may_be_less: bool = False) -> Sign:
    """Nothing stands between two counts if one of them is missing. Not everybody answers: that count may be less."""
    if one is None or other is None:
        return ""
    if one == other:
        return "="
    return "≥" if may_be_less and one > other else "≠"


def _number(number: int | None) -> Text:
    return "–" if number is None else number


def _late(wrap: WrapUp) -> Text:
    counts, parts = wrap.attendance, list[Text]()
    if counts.late:
        parts.append(Message("{count} late", count=counts.late))
    if counts.left:
        parts.append(Message("{count} left early", count=counts.left))
    return Joined(tuple(parts), ", ") if parts else Message("nobody late")


def _remark(remark: AttendanceRemark, open_class: bool) -> Remark:
    """A remark with what can be done, while the class is not finished."""
    verb = _VERBS.get(remark.code)
    notice = Notice(
        light="look",
        fact=remark.message,
        remedy=_REMEDIES[remark.code] if open_class else NO_TEXT,
        verbs=((remark.code, verb),) if verb and open_class else (),
    )
    return Remark(notice, remark.card)


# What was learned


def _asked(picture: ClassPicture, wrap: WrapUp, which: Literal["lesson", "forms"]) -> list[ResultLine]:
    """The questions of the lesson, or those of the forms one by one."""
    asked = [asking for asking in picture.askings if (asking.part == "lesson") == (which == "lesson")]
    return [_line(number, asking, picture.pack, wrap) for number, asking in enumerate(asked, 1)]


def _line(number: int, asking: AskedQuestion, pack: Pack, wrap: WrapUp) -> ResultLine:
    result, text = wrap.questions.get(asking.question), _objective(pack, pack.item(asking.item).objective)
    if asking.part != "lesson":
        text = Joined((Message("Before") if asking.part == "pre" else Message("After"), text), ": ")
    return ResultLine(number, text, result.share if result else None, _figures(asking, result))


def _pairs(pack: Pack, wrap: WrapUp) -> list[ResultLine]:
    """The pairs of the forms; none if hands were counted."""
    return [
        ResultLine(
            pair.pair,
            Joined((Message("Before and after"), _objective(pack, pair.objective)), ": "),
            pair.post / pair.n if pair.n else None,
            Message("{pre}, then {post} of {n}", pre=pair.pre, post=pair.post, n=pair.n),
        )
        for pair in wrap.pairs
    ]


def _objective(pack: Pack, key: str) -> Text:
    return next((objective.text for objective in pack.objectives if objective.id == key), key)


def _figures(asking: AskedQuestion, result: results.QuestionResult | None) -> Text:
    """What is known of a question: asked alone, seen by eye, or counted, and then of those who were asked."""
    if asking.levels:
        seen = tuple(Joined((LEVEL_WORDS[level], letter), " ") for letter, level in sorted(asking.levels.items()))
        return Joined((Message("by eye"), Joined(seen, ", ")), ": ")
    if result is None:
        return _not_known(asking)
    if result.right is None:
        return Message("{answered} answered", answered=result.n - result.blank)
    if not asking.not_asked:
        return Message("{right} of {n} right", right=result.right, n=result.n)
    return Message(
        "{right} of {n} right; {others} were not asked", right=result.right, n=result.n, others=asking.not_asked
    )


def _not_known(asking: AskedQuestion) -> Message:
    if asking.sensitive:
        return Message("asked, answers not kept")
    if asking.by == "hands":
        return Message("asked, not counted")
    return Message("asked, nobody answered") if asking.blank else Message("opened, but nobody was asked")


def _headline(learning: results.Learning | None) -> Part:
    if learning is None or learning.n < results.FEWEST_SHOWN:
        return Part(shown=False, text=NO_TEXT)
    shares = {"pre": round(100 * learning.pre), "post": round(100 * learning.post)}
    return Part(
        shown=True,
        text=Message("Before {pre}% → after {post}%", **shares),
        spoken=Message("Before {pre} percent, after {post} percent", **shares),
    )


_VERDICTS: dict[results.LearningResult, Message] = {
    "learned": Message("The class has learned; this is not by chance."),
    "forgot": Message("Fewer answers were right at the end. Teach these questions again."),
    "too_few": Message("Too few answers to tell."),
}


def _note(picture: ClassPicture, wrap: WrapUp) -> Text:
    if not picture.askings:
        return Message("No question was asked in this class.")
    learning = wrap.learning
    if learning is None:
        return _hardest(picture, wrap)
    if learning.verdict is None:
        hands = Message("Hands were counted: this is the average of the class, not of one learner.")
        return Joined((hands, NO_TEXT if learning.n >= results.FEWEST_SHOWN else _VERDICTS["too_few"]), " ")
    return Joined((Message("Learners asked twice: {count}.", count=learning.n), _VERDICTS[learning.verdict]), " ")


def _objective_line(pack: Pack, result: results.ObjectiveResult) -> ObjectiveLine:
    right, text = result.right, _objective(pack, result.objective)
    verdict = result.verdict if right.enough else "too_few"
    note = Joined((_people(right), _OF_AN_OBJECTIVE[verdict] if verdict else NO_TEXT))
    if not right.enough:
        return ObjectiveLine(text, note, None, None)
    return ObjectiveLine(
        text=text,
        note=note,
        pre=right.pre.value,
        post=right.post.value,
        before=_percent(right.pre.value),
        after=_percent(right.post.value),
    )


_OF_AN_OBJECTIVE: dict[results.LearningResult, Message] = {
    "learned": Message("learned"),
    "forgot": Message("fewer right at the end"),
    "too_few": Message("too few to tell"),
}


def _people(shares: results.BeforeAfter) -> Message:
    if shares.paired:
        return Message("learners asked twice: {count}", count=shares.n)
    return Message("class average, hands: {count} or more", count=shares.n)


def _percent(share: float) -> Message:
    return Message("{share}%", share=round(100 * share))


def _case(wrap: WrapUp, case: Case) -> Part:
    """The line of traps or of honest things; not shown where the module has none, or none was asked both times."""
    result = next((one for one in wrap.cases if one.case == case), None)
    return Part(shown=False, text=NO_TEXT) if result is None else Part(shown=True, text=_case_text(result))


def _case_text(result: results.CaseResult) -> Text:
    trap, taken = result.case == "trap", result.taken
    if not result.enough:
        return (
            Message("Traps seen: too few to tell")
            if trap
            else Message("Honest offers taken for traps: too few to tell")
        )
    shares = {"pre": round(100 * taken.pre.value), "post": round(100 * taken.post.value)}
    figures = (
        Message("Traps seen: {pre}% → {post}%", **shares)
        if trap
        else Message("Honest offers taken for traps: {pre}% → {post}%", **shares)
    )
    return Joined((figures, _people(taken)))


def _hardest(picture: ClassPicture, wrap: WrapUp) -> Message:
    """The question of the lesson to repeat, if one was harder than the others."""
    lesson = [wrap.questions.get(asking.question) for asking in picture.askings if asking.part == "lesson"]
    shares = [(one.share, place) for place, one in enumerate(lesson, 1) if one and one.share is not None]
    if len(shares) < 2 or min(shares)[0] == max(shares)[0]:
        return Message("The right answers are shown for the class as a whole.")
    return Message("Question {number} was the hardest. Teach it again in the next class.", number=min(shares)[1])


# Who earns a certificate


def _has_own_reason(wrap: WrapUp, learner: str) -> bool:
    """False if this learner has earned none because the class was too short: that is said once, above the list."""
    return wrap.short is None or wrap.awards[learner].reason != wrap.short.reason


def _rule(picture: ClassPicture, wrap: WrapUp) -> Text:
    if not picture.view.rows:
        return Message("Without a list there are no certificates.")
    if wrap.short is not None:
        return Joined((wrap.short.reason, _by_attendance(wrap)), " ")
    return _by_attendance(wrap)


def _by_attendance(wrap: WrapUp) -> Message:
    unnamed = wrap.attendance.unnamed
    if unnamed:
        return Message(
            "By attendance, never by score. Without a name: {count}. Write these names by hand.", count=unnamed
        )
    return Message("By attendance, never by score.")
