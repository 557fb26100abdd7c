"""Reads a school's list into a plan, and reads it again when a person chooses other options."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import get_args

from msgspec.structs import replace

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import RosterRow, roll_key
from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, NO_HEADING, Choice, Part, ReadOptions
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.sandbox.reader import read_class_list
from bsuh_desktop.rosters.vocabulary import IN_SEVERAL
from bsuh_desktop.services.class_lists.decisions import ListDecisions, ListQuestion
from bsuh_desktop.services.class_lists.import_plan import NAME, About, ImportPlan, PastedTable, RowRemark
from bsuh_desktop.services.class_lists.match import compared
from bsuh_desktop.services.class_lists.outcome import decided
from bsuh_desktop.services.class_lists.plan_words import list_column

_LIVE = frozenset(("duplicate_roll", "no_card"))
"""Remarks that the plan computes itself after each decision."""

_ABOUT: dict[str, About] = {
    "no_roll": "roll",
    "roll_turned": "roll",
    "same_name": "name",
    "no_name": "name",
    "two_names": "name",
    "foreign_letters": "name",
    "damaged_sign": "name",
    "converted": "name",
    "calculated": "name",
    "repaired": "name",
    "not_converted": "name",
}
_BY_WORDS: dict[str, About] = {
    remarks.formula_name(0).message.text: "name",
    remarks.formula_roll(0).message.text: "roll",
    remarks.unknown_sex(0).message.text: "sex",
}
"""For codes that several remarks share, what the remark is about, by its text."""

_QUESTIONS: dict[str, ListQuestion] = {question: question for question in get_args(ListQuestion)}
_OF_LIST = frozenset(
    (
        "sex_elsewhere",
        "rows_left_out",
        "column_not_taken",
        "letters_lost",
        "formula",
        "no_heading",
        "sheets_joined",
        "sheets_alike",
    )
)
"""Codes of remarks about the whole list, or a part of it, that ask nothing."""

_FOUND_BY_ITSELF = frozenset(("", "utf-8", "utf-16"))
"""Encodings that a file declares itself. Only for others the encoding of the last list matters."""


def read_plan(
    source: Path | PastedTable,
    basis: Basis = "letters",
    options: ReadOptions = DEFAULT_OPTIONS,
    *,
    stop: threading.Event | None = None,
) -> ImportPlan:
    """The plan of a list at a path, or of one that was pasted, read with the options `options`, before any decision.

    Names are kept on the ground of `basis`. Reading ends early once `stop` is set. Raises KnownError and nothing else,
    whatever the file contains.
    """
    given = source if isinstance(source, Path) else source.data()
    return plan_of(source, read_class_list(given, options, stop=stop), basis, options)


def plan_of(
    source: Path | PastedTable, preview: ClassListPreview, basis: Basis, options: ReadOptions = DEFAULT_OPTIONS
) -> ImportPlan:
    """The plan of a list that was read."""
    rows = {learner.row for learner in preview.learners}
    said: dict[int, tuple[RowRemark, ...]] = {}
    for remark in preview.remarks:
        if remark.row in rows and remark.code not in _LIVE:
            said[remark.row] = (*said.get(remark.row, ()), _row_remark(remark))
    others = [remark for remark in preview.remarks if remark.row not in rows and remark.code not in _QUESTIONS]
    asks = [remark for remark in preview.remarks if remark.code in _QUESTIONS]
    plan = ImportPlan(
        file_name=source.name if isinstance(source, Path) else NAME,
        heading_row=preview.heading_row,
        columns=tuple(list_column(column) for column in preview.columns),
        notes=tuple(remark.message for remark in others if remark.code not in _OF_LIST),
        list_notes=tuple(remark.message for remark in others if remark.code in _OF_LIST),
        # Several sheets may ask the same; the codes for the sex are those of the first.
        asked={_QUESTIONS[remark.code]: remark.message for remark in reversed(asks)},
        sex_codes=preview.sex_codes,
        top=preview.top,
        basis=basis,
        read=preview.learners,
        row_remarks=said,
        source=source,
        options=options,
        sheet=preview.sheet,
        sheets=preview.sheets,
        encoding=preview.encoding,
        part=preview.part,
        parts=preview.parts,
        together=preview.together,
        originals=preview.originals,
    )
    return decided(plan, ListDecisions())


def reread(plan: ImportPlan, options: ReadOptions, *, stop: threading.Event | None = None) -> ImportPlan:
    """Reads the same file or paste again with the options `options`.

    Decisions about a row are kept if it is still the same learner: on the same sheet and for the same part; under
    another row of headings only where roll and names are the same. The sitting has to be held again, and who leaves the
    class is asked again. A question about the list stays while an option is its answer, as nobody may have said so.
    Raises KnownError if it cannot be read so, or is gone; the old plan is then still valid.
    """
    same_wishes = replace(options, part=plan.options.part) == plan.options
    as_before = plan.as_last_time and same_wishes
    fresh = replace(read_plan(plan.source, plan.basis, options, stop=stop), as_last_time=as_before)
    base, decisions = plan.base, _still_decided(plan, fresh)
    kept = {question: words for question, words in plan.asked.items() if _is_told(plan, question, options)}
    codes = plan.sex_codes if "sex_words" in kept else ()
    fresh = replace(fresh, asked={**kept, **fresh.asked}, sex_codes=fresh.sex_codes or codes)
    if base is not None:
        fresh = replace(fresh, base=base, compared=compared(fresh.read, base))
    return decided(fresh, decisions)


def same_in(plan: ImportPlan, fresh: ImportPlan) -> frozenset[int]:
    """The rows that contain the same learner, by roll and names, in another reading of the file."""
    after = {one.row: _looked_at(one) for one in fresh.read}
    same = _are_same_rows(plan, fresh)
    return frozenset(one.row for one in plan.read if same and after.get(one.row) == _looked_at(one))


def as_last_time(plan: ImportPlan, habits: ReadOptions, *, stop: threading.Event | None = None) -> ImportPlan:
    """The plan read as the last list of that school was, where nothing else was chosen for this one.

    Returns the plan itself if that changes nothing or fails.
    """
    again = plan
    try:
        # What is asked of a sheet is only known once it is read.
        for wishes in (_fitting, _presumed):
            options = wishes(again, habits)
            again = again if options == again.options else reread(again, options, stop=stop)
    except KnownError:
        return plan
    return plan if _is_same(plan, again) else replace(again, as_last_time=True)


def with_column(plan: ImportPlan, place: str, choice: Choice) -> ReadOptions:
    """The options for reading again with `choice` as the contents of the column at this letter.

    If only one column may contain it, the column that had it so far contains nothing; a parent's refusal in one column
    is not dropped for one in another. What codes mean was said of one column for the sex, and not of another.
    """
    others = {
        column.letter: "none"
        for column in plan.columns
        if choice not in ("none", *IN_SEVERAL) and column.choice == choice and column.letter != place
    }
    before = next((column.choice for column in plan.columns if column.letter == place), "none")
    sexes = {} if "sex" in (choice, before) else plan.options.sexes
    return replace(plan.options, columns={**plan.options.columns, **others, place: choice}, sexes=sexes)


def with_sheet(plan: ImportPlan, sheet: str) -> ReadOptions:
    """The options for reading another sheet of the workbook, which has its own columns."""
    return ReadOptions(sheet=sheet, headings=plan.options.headings)


def with_together(plan: ImportPlan, others: Collection[str]) -> ReadOptions:
    """The options for reading other sheets below the one that was read, as one class."""
    return replace(plan.options, sheet=plan.sheet, together=tuple(one for one in plan.sheets if one in others))


def with_heading_row(plan: ImportPlan, row: int) -> ReadOptions:
    """The options for reading the list with its headings in that row; NO_HEADING for a list without."""
    return replace(plan.options, heading_row=row)


def with_sexes(plan: ImportPlan, sexes: Sequence[Sex]) -> ReadOptions:
    """The options for reading the codes that are asked about as these sexes, in order; none leaves them unread."""
    others = {code: sex for code, sex in plan.options.sexes.items() if code not in plan.sex_codes}
    return replace(plan.options, sexes={**others, **dict(zip(plan.sex_codes, sexes, strict=False))})


def with_encoding(plan: ImportPlan, encoding: str) -> ReadOptions:
    """The options for reading the file in another code page."""
    return replace(plan.options, encoding=encoding)


def with_part(plan: ImportPlan, part: Part) -> ReadOptions:
    """The options for reading another class of the list."""
    return replace(plan.options, part=part)


def _fitting(plan: ImportPlan, habits: ReadOptions) -> ReadOptions:
    """The habits that this file can have; what was chosen for it already comes first."""
    said = plan.options
    bare = habits.heading_row == NO_HEADING and plan.heading_row == NO_HEADING
    code_page = habits.encoding if plan.encoding not in _FOUND_BY_ITSELF else None
    same_sheets = said.sheet is None and {habits.sheet, *habits.together} <= set(plan.sheets)
    return replace(
        said,
        together=said.together or (habits.together if same_sheets else ()),
        sheet=said.sheet or (habits.sheet if habits.sheet in plan.sheets else None),
        encoding=said.encoding or code_page,
        columns={**(habits.columns if bare else {}), **said.columns},
        headings={**habits.headings, **said.headings},
    )


def _presumed(plan: ImportPlan, habits: ReadOptions) -> ReadOptions:
    """The answers of last time to what is asked of this list, too: they are shown, and asked about again. Last time's
    row of headings, if none was found and no learner of this list would be lost by it."""
    said, row = plan.options, habits.heading_row
    rolls = {one.row: _has_digit(one.roll) for one in plan.read}
    above = any(rolled for place, rolled in rolls.items() if place <= (row or 0))
    headed = row and plan.heading_row == NO_HEADING and not above and 2 * sum(rolls.values()) > len(rolls)
    sexes = {code: habits.sexes[code] for code in plan.sex_codes if code in habits.sexes}
    return replace(
        said,
        heading_row=row if headed and said.heading_row is None else said.heading_row,
        joined=habits.joined if "joined" in plan.asked and said.joined is None else said.joined,
        long_rolls=habits.long_rolls if "long_roll" in plan.asked and said.long_rolls is None else said.long_rolls,
        sexes={**sexes, **said.sexes} if len(sexes) == len(plan.sex_codes) else said.sexes,
    )


def _has_digit(roll: str | None) -> bool:
    return any(letter.isdigit() for letter in roll or "")


def _is_told(plan: ImportPlan, question: ListQuestion, options: ReadOptions) -> bool:
    """True if the options answer what is asked of `plan`, whoever has chosen them."""
    if question == "sex_words":
        return all(code in options.sexes for code in plan.sex_codes)
    return (options.joined if question == "joined" else options.long_rolls) is not None


def _is_same(plan: ImportPlan, again: ImportPlan) -> bool:
    return (plan.read, plan.columns, plan.sheet, _answers(plan)) == (
        again.read,
        again.columns,
        again.sheet,
        _answers(again),
    )


def _answers(plan: ImportPlan) -> tuple[object, ...]:
    return plan.options.joined, plan.options.long_rolls, plan.options.sexes


def _are_same_rows(plan: ImportPlan, fresh: ImportPlan) -> bool:
    """True if a row's number means the same in both: the rows of further sheets are counted on."""
    shared = min(len(plan.together), len(fresh.together))
    return (plan.sheet, plan.part, plan.together[:shared]) == (fresh.sheet, fresh.part, fresh.together[:shared])


def _still_decided(plan: ImportPlan, fresh: ImportPlan) -> ListDecisions:
    now = replace(plan.decisions, sitting=None, whole_class=False, same_rolls=False, answered=_answered(plan, fresh))
    if not _are_same_rows(plan, fresh):
        rows: Sequence[int] = [one.row for one in plan.read]
        return replace(now.without(rows), leave=frozenset(), stay=frozenset())
    after = {one.row: one for one in fresh.read}
    same, headed = same_in(plan, fresh), plan.heading_row == fresh.heading_row
    strangers = [
        one.row
        for one in plan.read
        if one.row not in same and not (headed and one.row in after and _may_be_one(one, after[one.row]))
    ]
    changed = frozenset(
        one.row
        for one in plan.read
        if _looked_at(one) != _looked_at(after.get(one.row))
        or plan.row_remarks.get(one.row) != fresh.row_remarks.get(one.row)
    )
    now = replace(
        now,
        left_as_is=now.left_as_is - changed,
        agreed=frozenset(one for one in now.agreed if one[0] not in changed),
        same={row: line for row, line in now.same.items() if row in same},
        # This was decided for other names and rolls: one of them may be a learner who refused.
        leave=now.leave if _whom(plan.read) == _whom(fresh.read) else frozenset(),
    )
    return now.without(strangers)


def _answered(plan: ImportPlan, fresh: ImportPlan) -> frozenset[ListQuestion]:
    """The questions that stay answered: they are not asked in other words, of another sheet or under other headings."""
    if (plan.sheet, plan.heading_row) != (fresh.sheet, fresh.heading_row):
        return frozenset()
    before = plan.decisions.answered
    return frozenset(one for one in before if fresh.asked.get(one, plan.asked.get(one)) == plan.asked.get(one))


def _whom(read: Sequence[RosterRow]) -> list[tuple[str | None, ...]]:
    return [_looked_at(one) for one in read]


def _looked_at(row: RosterRow | None) -> tuple[str | None, ...]:
    return (row.roll, row.name_bn, row.name_en) if row else ()


def _may_be_one(before: RosterRow, after: RosterRow) -> bool:
    """False if another learner may be in the row now, because the file may have changed too."""
    same_names = (before.name_bn, before.name_en) == (after.name_bn, after.name_en)
    return same_names or bool(before.roll and roll_key(before.roll) == roll_key(after.roll))


def _row_remark(remark: Remark) -> RowRemark:
    about = _BY_WORDS.get(remark.message.text) or _ABOUT.get(remark.code, "other")
    return RowRemark(remark.code, remark.message, "look", about)
