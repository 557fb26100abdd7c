"""The headings of a list, in one row or in several that belong together, and their meaning by the words of schools."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import msgspec

from bsuh_desktop.rosters import vocabulary
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.old_font import to_unicode
from bsuh_desktop.rosters.read_options import NO_HEADING, Choice

_AND = re.compile(r"[/|&,;+(]|(?<!\S)(?:and|ও|এবং)(?!\S)")
_ROLL = dict(vocabulary.OTHERS)["roll"]
_FOUND = tuple(words for _, words in vocabulary.FOUND_BY)
_ACCORDING_TO = re.compile(
    r"\(\s*(?:as|according|per)\b[^)]*\)?|\b(?:as (?:in|per)|according to)\b.*"
    r"|\([^)]*(?:অনুযায়ী|অনুসারে|মোতাবেক|মতে)\s*\)?|(?:জন্ম|এনআইডি|সনদ)\S*(?: \S+)? (?:অনুযায়ী|অনুসারে|মোতাবেক|মতে)",
    re.IGNORECASE,
)
"""Where the spelling comes from says nothing about the column: a name as in the birth certificate is a name."""
_ROLL_ID = re.compile("(?:(?:student|learner|class) )?(?:roll|রোল) (?:no )?(?:id|আইডি)(?: no)?")
_BARE = 2
_OR = re.compile(r"[/|]|(?<!\S)(?:or|বা|অথবা|নাকি)(?!\S)")


def consent_of(*lines: str) -> vocabulary.Field | vocabulary.NotTaken | None:
    """The consent field of a column under a heading of these `lines`, from above; None if it is not about consent. A
    tick under "no" or "refused" is a refusal, no matter by whom."""
    words = [word for line in lines for word in vocabulary.words_of(line)]
    if not _is_given(words):
        return "refusal" if _is_refused(words) else None
    if any(map(_asks_which, lines)):
        return _whose(words, lines[-1])
    if _is_refused(words):
        return "refusal"
    if (
        vocabulary.YES.among(words)
        or vocabulary.WHETHER.among(words)
        or not (vocabulary.NO.among(words) or vocabulary.NOT.among(words))
    ):
        return _whose(words, lines[-1])
    denies = vocabulary.NOT.among(words) or vocabulary.read_answer(lines[-1]) == "no"
    return "refusal" if denies and not vocabulary.NOT_YET.among(words) else "other"


def _is_given(words: list[str]) -> bool:
    return vocabulary.CONSENT.among(words) or vocabulary.ASSENT.among(words)


def _is_refused(words: list[str]) -> bool:
    return vocabulary.REFUSAL.among(words) or (vocabulary.OPTS.among(words) and vocabulary.OUT.among(words))


def _asks_which(line: str) -> bool:
    """True for "agree / disagree", where the cells contain the answer. "Refused / no consent" says one thing twice, and
    "consent form / letter not received" is not about consent."""
    sides = [vocabulary.words_of(side) for side in _OR.split(vocabulary.plain(line))]
    denied = [_is_refused(side) or vocabulary.NO.among(side) or vocabulary.NOT.among(side) for side in sides]
    bare = any(no and len(side) <= _BARE for side, no in zip(sides, denied, strict=True))
    return bare and any(_is_given(side) and not no for side, no in zip(sides, denied, strict=True))


def _whose(words: list[str], line: str) -> vocabulary.Field:
    """Whose consent it is: a column that names nobody is the guardian's; "student's consent" is the learner's own.
    Words in the last `line` take precedence over those in the line above."""
    if vocabulary.ASSENT.among(words):
        return "assent"
    last = vocabulary.words_of(line)
    who = last if vocabulary.LEARNER.among(last) or vocabulary.PARENT.among(last) else words
    return "assent" if vocabulary.LEARNER.among(who) and not vocabulary.PARENT.among(who) else "guardian"


_LONGEST = 60


def meaning_of(*lines: str) -> vocabulary.Field | vocabulary.NotTaken:
    """What the column under a heading contains; `lines` are the rows of the heading from above. Contact and identity
    data are checked first: "guardian's phone" is a phone above all, and a "name" below "guardian" is a parent's."""
    lines = tuple(_ACCORDING_TO.sub("", line) for line in lines)
    words = [word for line in lines for word in vocabulary.words_of(line)]
    if not words or max(map(len, lines)) > _LONGEST:
        return "other"
    last = vocabulary.words_of(lines[-1])
    if (
        len(lines) > 1
        and vocabulary.LEARNER.among(last)
        and vocabulary.NAME.among(last)
        and meaning_of(lines[-1]) == "name"
    ):
        return "name"
    if is_shared_with_parent(*lines):
        return "name"
    if holds_roll_and_name(*lines):
        return "name"
    if len(lines) == 1 and _ROLL_ID.fullmatch(" ".join(words)):
        return "roll"
    for kind, never_read in vocabulary.FOUND_BY:
        if never_read.among(words):
            return kind
    meant = consent_of(*lines) or _other(words, last)
    behind = lines[-1].rpartition("/")[2]
    # A group before the question, as survey tools write it: group_info/student_name.
    return meaning_of(behind) if meant == "other" and vocabulary.words_of(behind) not in ([], last) else meant


def is_shared_with_parent(*lines: str) -> bool:
    """True for a heading of the learner's name first and a parent's behind it: "নাম ও পিতার নাম", "Student / Father's
    name"."""
    if not lines or not vocabulary.PARENT.among(vocabulary.words_of(lines[-1])):
        return False
    first, *others = [vocabulary.words_of(side) for side in _AND.split(vocabulary.plain(lines[-1]))]
    beside = [word for side in others for word in side]
    if not vocabulary.PARENT.among(beside) or any(
        one.among(first) for one in (vocabulary.PARENT, vocabulary.NAME_OF_ELSE, *_FOUND)
    ):
        return False
    agrees = any(one.among([*first, *beside]) for one in (vocabulary.ASSENT, vocabulary.CONSENT, vocabulary.REFUSAL))
    both = vocabulary.LEARNER.among(first) and not agrees and not any(one.among(beside) for one in _FOUND)
    return vocabulary.NAME.among(first) or both


def is_bare_guardian(*lines: str) -> bool:
    """True for the single word "guardian": above names it is a parent, above yes and no it is consent."""
    return len(lines) == 1 and vocabulary.words_of(lines[0]) in (["guardian"], [vocabulary.plain("অভিভাবক")])


def is_rest_of_name(*lines: str) -> bool:
    """True for a last name, which continues the first name beside it."""
    return (
        bool(lines) and vocabulary.REST_OF_NAME.among(vocabulary.words_of(lines[-1])) and meaning_of(*lines) == "name"
    )


def is_part_of_name(*lines: str) -> bool:
    """True for a first name or a last name: either belongs to the learner."""
    return is_rest_of_name(*lines) or (
        vocabulary.FIRST_NAME.among(vocabulary.words_of(lines[-1])) and meaning_of(*lines) == "name"
    )


def stands_below_name(heading: str) -> bool:
    """True for what only goes on with "name" above it: in Bangla, English, first, last."""
    words = vocabulary.words_of(heading)
    parts = (vocabulary.LANGUAGE, vocabulary.FIRST_NAME, vocabulary.REST_OF_NAME)
    said = any(one.among(words) for one in parts)
    return said and all(
        any(one.among([word]) for one in (*parts, vocabulary.PART, vocabulary.HOW_WRITTEN)) for word in words
    )


_HEADING_WORDS = (
    *_FOUND,
    *(words for _, words in vocabulary.OTHERS),
    *(
        vocabulary.LEARNER,
        vocabulary.NAME,
        vocabulary.NAME_OF_ELSE,
        vocabulary.FIRST_NAME,
        vocabulary.REST_OF_NAME,
        vocabulary.PART,
        vocabulary.LANGUAGE,
        vocabulary.HOW_WRITTEN,
        vocabulary.MARKS,
        vocabulary.GRADE,
        vocabulary.SECTION,
    ),
    *(
        vocabulary.SERIAL,
        vocabulary.FORMER,
        vocabulary.ASSENT,
        vocabulary.CONSENT,
        vocabulary.REFUSAL,
        vocabulary.OF_A_CLASS,
    ),
)


def is_made_of_heading_words(text: str) -> bool:
    """True if each word of `text` occurs in headings, and none has a digit: it may be shown to anybody."""
    words = vocabulary.words_of(text)
    known = all(any(one.among([word]) for one in _HEADING_WORDS) for word in words)
    return bool(words) and known and not any(sign.isdigit() for sign in text)


def is_heading_of_names(text: str) -> bool:
    """True for a word that no learner is called: "Name", "in English"."""
    return stands_below_name(text) or (vocabulary.NAME.among(vocabulary.words_of(text)) and meaning_of(text) == "name")


def is_learners_own(*lines: str) -> bool:
    """True for a heading that names the learner: their name goes before one that names nobody."""
    return any(vocabulary.LEARNER.among(vocabulary.words_of(line)) for line in lines)


def is_name_alone(*lines: str) -> bool:
    """True for a heading of names that says nothing more than whose and in which script: of "Name" and "Camp name" the
    first has the learners'."""
    words = [word for line in lines for word in vocabulary.words_of(_ACCORDING_TO.sub("", line))]
    parts = (
        vocabulary.NAME,
        vocabulary.LEARNER,
        vocabulary.LANGUAGE,
        vocabulary.HOW_WRITTEN,
        vocabulary.FIRST_NAME,
        vocabulary.REST_OF_NAME,
        vocabulary.PART,
        vocabulary.ASKED,
        vocabulary.SERIAL,
    )
    return all(any(one.among([word]) for one in parts) for word in words)


def holds_roll_and_name(*lines: str) -> bool:
    """True for "রোল ও নাম", "Roll & Name": both stand in one cell."""
    words = vocabulary.words_of(lines[-1]) if lines else []
    return vocabulary.NAME.among(words) and _ROLL.among(words) and _AND.search(vocabulary.plain(lines[-1])) is not None


def ticks_of(*lines: str) -> vocabulary.Field | None:
    """*girl* or *boy* for a heading that names one of them and nothing else: a column to tick."""
    last = [word for word in vocabulary.words_of(lines[-1]) if not vocabulary.SEX.among([word])] if lines else []
    if last and len(last) <= _BARE and set(last) <= vocabulary.GIRLS | {"s"}:
        return "girl"
    return "boy" if last and len(last) <= _BARE and set(last) <= vocabulary.BOYS | {"s"} else None


def is_mark(*lines: str) -> bool:
    """True for a subject or a result: marks are no rolls."""
    return any(vocabulary.MARKS.among(vocabulary.words_of(line)) for line in lines)


def is_former(*lines: str) -> bool:
    """True for a roll of last year or of an examination: any other roll column is preferred."""
    return any(vocabulary.FORMER.among(vocabulary.words_of(line)) for line in lines)


def is_answer(heading: str) -> bool:
    """True for the yes and the no below "consent", with a column for each."""
    return vocabulary.read_answer(heading) in ("yes", "no")


def is_group(heading: str) -> bool:
    """True for words that apply to several columns below them: the learner's, the guardian's, consent."""
    words = vocabulary.words_of(heading)
    known = (
        vocabulary.LEARNER,
        vocabulary.PARENT,
        vocabulary.CONSENT,
        vocabulary.REFUSAL,
        *(never for _, never in vocabulary.FOUND_BY),
    )
    return 0 < len(words) <= 4 and any(one.among(words) for one in known) and not vocabulary.NAME_OF_ELSE.among(words)


def _other(words: list[str], last: list[str]) -> vocabulary.Field | vocabulary.NotTaken:
    """The meaning of a heading that is neither forbidden nor about consent. A column of ticks for girls only says
    nothing about the others."""
    if words in vocabulary.FATHERS_INITIALS:
        return "parent"
    if last == ["r", "no"]:
        return "roll"
    for kind, known in vocabulary.OTHERS:
        if known.among(words):
            return "other" if kind == "sex" and _of_one_sex(last) else kind
    both = vocabulary.GIRLS.intersection(last) and vocabulary.BOYS.intersection(last)
    if both and set(last) <= vocabulary.GIRLS | vocabulary.BOYS | {"mf", "fm", "bg", "gb"}:
        return "sex"
    if (
        both
        and not vocabulary.NAME.among(words)
        and any(len(word) > 1 for word in vocabulary.GIRLS.intersection(last))
        and len(last) > 2
    ):
        # "Are you a boy or a girl?"
        return "sex"
    if (vocabulary.NAME.among(words) and not vocabulary.NAME_OF_ELSE.among(words)) or (
        len(words) == 1 and words[0] in vocabulary.JUST_LEARNER
    ):
        return "name"
    return _of_the_class(words) or ("serial" if vocabulary.SERIAL.among(words) else "other")


def _of_one_sex(last: list[str]) -> bool:
    """True for "Girls" below *sex*, or sex/female: a column to tick, which says nothing about the others."""
    rest = " ".join(word for word in last if not vocabulary.SEX.among([word]))
    return vocabulary.read_sex(rest) is not None


def _of_the_class(words: list[str]) -> vocabulary.Field | None:
    """Headings made up of words about a class: "class" is the grade, "class teacher" is not."""
    own = [word for word in words if not (word.isdigit() or vocabulary.OF_A_CLASS.among([word]))]
    if vocabulary.GRADE.are(own):
        return "grade"
    if not any(vocabulary.SECTION.among([word]) for word in own):
        return None
    return (
        "section" if all(vocabulary.SECTION.among([word]) or vocabulary.GRADE.among([word]) for word in own) else None
    )


Lines = tuple[str, ...]
"""The heading of one column, from above, one line for each heading row that has text for it."""

BETWEEN = " – "
"""The separator between the lines of a heading where it is shown."""


class Headings(msgspec.Struct, frozen=True):
    """Headings in the rows `first` to `last` (spreadsheet numbers; both 0 for a list without headings)."""

    first: int
    last: int
    lines: dict[int, Lines]
    """The words above each column, by column number from 0."""
    spelled: frozenset[str] = frozenset()
    """All words as the file spells them."""

    def repeated_by(self, row: ListRow) -> bool:
        """True if `row` repeats the headings, or one row of them, as at the top of a printed page."""
        texts = [cell.text for cell in row.cells if cell.text]
        enough = len(texts) >= min(2, len(self.lines)) > 0
        return (enough and all(vocabulary.plain(text) in self.spelled for text in texts)) or self._is_reworded(row)

    def goes_on_in(self, row: ListRow) -> bool:
        """True if `row`, below one that repeats the headings, is the rest of them."""
        texts = [cell.text for cell in row.cells if cell.text]
        return bool(texts) and all(vocabulary.plain(text) in self.spelled for text in texts)

    def _is_reworded(self, row: ListRow) -> bool:
        """True for the same headings in other words: রোল instead of Roll."""
        fields = _fields(tuple(self.lines.items()))
        return len(fields) > 1 and all(meaning_of(row.cell(number).text) == field for number, field in fields)


@functools.lru_cache(maxsize=1)
def _fields(lines: tuple[tuple[int, Lines], ...]) -> tuple[tuple[int, vocabulary.Field], ...]:
    """The fields of headings, by column; asked for each row of a list."""
    return tuple((number, meaning) for number, meaning in meanings(dict(lines)).items() if meaning in vocabulary.FIELDS)


NO_HEADINGS = Headings(NO_HEADING, NO_HEADING, {})


def meanings(
    lines: Mapping[int, Lines], meant: Mapping[str, Choice] | None = None
) -> dict[int, vocabulary.Field | vocabulary.NotTaken]:
    """The meaning of each column's heading: as a person said for these words, else from the word lists."""
    found = {number: meaning_of(*said) for number, said in lines.items()}
    if meant:
        wished = {number: meant.get(vocabulary.plain(BETWEEN.join(said))) for number, said in lines.items()}
        for number, choice in wished.items():
            if choice is not None and found[number] not in vocabulary.NEVER_READ:
                found[number] = "other" if choice == "none" else choice
    return found


def shown(lines: Lines) -> str:
    """A heading as it is shown to a person; empty if it contains a digit."""
    words = BETWEEN.join(lines)
    return "" if any(letter.isdigit() for letter in words) else words


class WrittenHeadings(msgspec.Struct, frozen=True):
    """A row that may be a heading row."""

    number: int
    texts: dict[int, str]
    """By column; text typed in an old font is converted."""
    merged: frozenset[int]
    """Columns that are covered by a merged range."""
    spelled: frozenset[str]


def written(row: ListRow) -> WrittenHeadings:
    """`row` as a possible heading row."""
    texts = {number: _as_meant(cell.text) for number, cell in enumerate(row.cells) if cell.text and not cell.blank}
    merged = frozenset(number for number, cell in enumerate(row.cells) if cell.merged == "right")
    return WrittenHeadings(
        row.number, texts, merged, frozenset(vocabulary.plain(cell.text) for cell in row.cells if cell.text)
    )


def _as_meant(text: str) -> str:
    """Converts a word without a known meaning from an old font, if that gives it one: bvg is নাম."""
    if meaning_of(text) != "other":
        return text
    meant = to_unicode(text)
    return meant if meant is not None and meaning_of(meant) != "other" else text
