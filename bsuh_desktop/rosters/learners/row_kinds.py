"""Classifies the rows below the headings: a learner, a title, a total, a signature, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal

from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.rosters import vocabulary
from bsuh_desktop.rosters.columns.headings import (
    Headings,
    is_heading_of_names,
    is_made_of_heading_words,
    is_shared_with_parent,
)
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.learners.other_people import is_parent
from bsuh_desktop.rosters.old_font import to_unicode
from bsuh_desktop.rosters.read_options import NO_HEADING
from bsuh_desktop.rosters.rows import script_of

_TOTALS = (
    "মোট|সর্বমোট|সর্ব মোট|উপমোট|উপ মোট|একুনে|যোগফল|সংখ্যা|ছাত্র সংখ্যা|ছাত্রী সংখ্যা|শিক্ষার্থী সংখ্যা|"
    "এ পাতায় মোট|এই পাতায় মোট|পাতার মোট|উপস্থিত|অনুপস্থিত|page total|present|absent|"
    "†gvU|‡gvU|me©†gvU|me©‡gvU|total|totals|grand total|sub total|subtotal|sum|number of|no. of|count"
)
_SIGNATURES = (
    "স্বাক্ষর|সাক্ষর|সহি|প্রধান শিক্ষক|প্রধান শিক্ষিকা|সহকারী শিক্ষক|সহকারী শিক্ষিকা|সহকারি শিক্ষক|শ্রেণি শিক্ষক|"
    "শ্রেণী শিক্ষক|শ্রেণি শিক্ষিকা|শিক্ষকের|প্রধান শিক্ষকের|শ্রেণি শিক্ষকের|অভিভাবকের স্বাক্ষর|অধ্যক্ষ|উপাধ্যক্ষ|সুপার|মুহতামিম|"
    "সভাপতি|প্রস্তুতকারী|প্রস্তুতকারক|যাচাইকারী|অনুমোদনকারী|সিল|সীল|তারিখ|বি:দ্র|বি: দ্র|বিঃদ্রঃ|বিঃ দ্রঃ|বি.দ্র|বি. দ্র|"
    "বিশেষ দ্রষ্টব্য|দ্রষ্টব্য|পৃষ্ঠা|পাতা|signature|sign|signed by|head teacher|headteacher|head master|headmaster|"
    "headmistress|head mistress|invigilator|examiner|facilitator|monitored by|supervised by|submitted by|"
    "collected by|reported by|সহায়ক|সহায়তাকারী|পরিদর্শক|কক্ষ পরিদর্শক|"
    "assistant teacher|asst. teacher|class teacher|principal|vice principal|super|"
    "superintendent|prepared by|checked by|verified by|approved by|compiled by|seal|date|note|notes|n.b|nb|page|printed"
)
_END = r"(?![^\W\d_]|[\u0980-\u0982\u0984-\u09e5\u09f0-\u09ff])"
"""A word ends if no letter and no vowel sign follows; ঃ counts as a colon there, as in মোটঃ."""


def _beginning(listed: str) -> re.Pattern[str]:
    words = sorted(map(vocabulary.plain, listed.split("|")), key=len, reverse=True)
    return re.compile(f"[(\\[*=_ ]*(?:{'|'.join(map(re.escape, words))}){_END}")


_ONLY_TOTAL = frozenset(map(vocabulary.plain, ("total", "grand total", "sub total", "মোট", "সর্বমোট", "সর্ব মোট")))
_TOTAL = _beginning(_TOTALS)
_SIGNATURE = _beginning(_SIGNATURES)
_SEXES = _beginning("ছাত্র|ছাত্রী|ছেলে|মেয়ে|বালক|বালিকা|boys|girls|male|female")
_COUNTED = re.compile(_SEXES.pattern + r"\s*[:=–-]?\s*\d+")
_BANGLA_OR_NO_WORD = re.compile("[\u0980-\u09ff]|^[\\W\\d]*$")


def is_total(text: str) -> bool:
    """True for text that begins like a total: "মোট শিক্ষার্থী: ৪৫"."""
    words = vocabulary.plain(text)
    return bool(_TOTAL.match(words) or _COUNTED.match(words))


def is_signature(text: str) -> bool:
    """True for text that begins like a signature line or a note: "প্রধান শিক্ষক", "Date: …"."""
    return bool(_SIGNATURE.match(_as_meant(text)))


def _as_meant(text: str) -> str:
    meant = None if _BANGLA_OR_NO_WORD.search(text) else to_unicode(text)
    return vocabulary.plain(meant if meant is not None else text)


RowKind = Literal["learner", "title", "total", "signature", "nothing", "same", "parent", "elsewhere"]
"""*same* is a row that continues the learner above it, because of merged cells; *parent* names one of
theirs; *elsewhere* belongs to another table below the list."""

Fields = Mapping[int, vocabulary.Field]

_READ_ANSWERS: dict[vocabulary.Field, Callable[[str], str | None]] = {
    **vocabulary.READERS,
    "guardian": vocabulary.read_answer,
    "assent": vocabulary.read_answer,
}
_LONGEST_ROLL = 20
_SHORTEST_TITLE = 2
_FEWEST_FOLLOWED, _MOSTLY = 3, 0.8
_TITLE_ROWS = 4
_GAP = 6


def kinds_of(rows: Sequence[ListRow], headings: Headings, fields: Fields) -> list[RowKind]:
    """The kind of each row below the headings; `fields` are the fields by column."""
    sure = [_is_sure(row, fields) for row in rows]
    first = sure.index(True) if True in sure else 0
    last = len(sure) - 1 - sure[::-1].index(True) if True in sure else len(sure)
    signed = max((place for place in range(last + 1, len(rows)) if _is_signed(rows[place])), default=-1)
    kinds: list[RowKind] = []
    again = elsewhere = False
    roles = [
        number for number, lines in headings.lines.items() if vocabulary.ROLE.among(vocabulary.words_of(lines[-1]))
    ]
    shared = {number for number, lines in headings.lines.items() if is_shared_with_parent(*lines)}
    for place, row in enumerate(rows):
        above = rows[place - 1] if kinds and kinds[-1] in ("learner", "same") else None
        follows = above is not None or (bool(kinds) and kinds[-1] == "parent")
        again = headings.repeated_by(row) or (again and headings.goes_on_in(row))
        # Headings right below the title of another table are that table's.
        own_headings = again and kinds[-1:] == ["elsewhere"] and kinds[-2:] != ["elsewhere", "elsewhere"]
        again = again and not own_headings
        elsewhere = not again and (elsewhere or ("learner" in kinds and begins_another_table(row)))
        kind: RowKind = "learner" if sure[place] else "title" if again else _kind(row, fields, above)
        if elsewhere or _has_role(row, roles):
            kind = "elsewhere"
        elif follows and not again and _is_parent(row, above or rows[place - 1], fields, shared):
            kind = "parent"
        elif kind == "learner" and headings.last == NO_HEADING and place < first:
            kind = "title"
        elif kind == "learner" and place > last and _ends(row, fields, kinds, place < signed):
            kind = "signature"
        kinds.append(kind)
    return _with_titles(rows, _with_alternating(rows, kinds, fields), fields)


def _with_alternating(rows: Sequence[ListRow], kinds: list[RowKind], fields: Fields) -> list[RowKind]:
    """Where nearly every learner has rows of a name alone below, these are no learners: the same name in the other
    script, else somebody of theirs."""
    if "roll" not in fields.values():
        return kinds
    numbered = [kind == "learner" and _has_number(row, fields) for row, kind in zip(rows, kinds, strict=True)]
    below = [
        kind == "learner" and set(_own(row, fields)) == {"name"} and place > 0
        for place, (row, kind) in enumerate(zip(rows, kinds, strict=True))
    ]
    followed = sum(one and place + 1 < len(below) and below[place + 1] for place, one in enumerate(numbered))
    if followed < max(_FEWEST_FOLLOWED, _MOSTLY * sum(numbered)):
        return kinds
    above = ""
    result: list[RowKind] = []
    for row, kind, own_number, alone in zip(rows, kinds, numbered, below, strict=True):
        name = _own(row, fields).get("name", "")
        above = name if own_number else above
        result.append(("parent" if script_of(name) == script_of(above) else "same") if alone and above else kind)
    return result


def _has_number(row: ListRow, fields: Fields) -> bool:
    return any(sign.isdigit() for sign in _own(row, fields).get("roll", ""))


def begins_another_table(row: ListRow) -> bool:
    """True for a row that begins a table of teachers: its title, or its headings."""
    texts = [cell.text for cell in row.cells if not cell.blank]
    if any(map(_tells_more, texts)):
        return False
    if len(texts) == 1:
        return _is_title_of_others(texts[0])
    if not any(vocabulary.TEACHER.among(vocabulary.words_of(text)) for text in texts):
        return False
    named = any(
        vocabulary.TEACHER.among(words) and vocabulary.NAME.among(words) for words in map(vocabulary.words_of, texts)
    )
    return named or all(map(is_made_of_heading_words, texts))


def _has_role(row: ListRow, roles: Collection[int]) -> bool:
    """True if a column for roles says that this is no learner."""
    said = [vocabulary.words_of(row.cell(number).text) for number in roles]
    return any(
        (vocabulary.TEACHER.among(words) or vocabulary.PARENT.among(words)) and not vocabulary.LEARNER.among(words)
        for words in said
    )


def _is_title_of_others(text: str) -> bool:
    """True for the title of a table of teachers or parents."""
    words = vocabulary.words_of(text)
    if vocabulary.PARENTS.among(words):
        return all(
            any(one.among([word]) for one in (vocabulary.PARENT, vocabulary.OF_A_LIST, vocabulary.NAME))
            for word in words
        )
    return vocabulary.TEACHER.among(words) and not is_signature(text)


def _tells_more(text: str) -> bool:
    return ":" in text or any(sign.isdigit() for sign in text)


def _is_parent(row: ListRow, above: ListRow, fields: Fields, shared: Collection[int]) -> bool:
    """True for a row below a learner without a roll of its own, whose name says that it is a parent's, or stands
    under a heading for both."""
    names = [number for number, field in fields.items() if field == "name" and not row.cell(number).blank]
    if not names or "roll" in _own(row, fields) or "roll" not in fields.values():
        return False
    rolls = [number for number, field in fields.items() if field == "roll"]
    covered = any(row.cell(number).merged == "down" for number in rolls)
    in_script = {script_of(row.cell(number).text) for number in names} == {
        script_of(_own(above, fields).get("name", ""))
    }
    return (covered and in_script) or all(number in shared or is_parent(row.cell(number).text) for number in names)


def _names_a_sex(row: ListRow) -> bool:
    """True if the row's only text is a title such as "Girls", "ক) ছাত্রী (৫ জন)", FEMALE STUDENTS."""
    texts = [cell.text for cell in row.cells if not cell.blank]
    if (
        len(texts) != 1
        or len(texts[0]) < _SHORTEST_TITLE
        or vocabulary.sex_named_by(texts[0]) is None
        or is_total(texts[0])
    ):
        return False
    known = (vocabulary.OF_GIRLS, vocabulary.OF_BOYS, vocabulary.LEARNER, vocabulary.OF_A_LIST)
    return all(
        len(word) == 1 or word.isdigit() or any(one.among([word]) for one in known)
        for word in vocabulary.words_of(texts[0])
    )


def _numbers_the_columns(row: ListRow) -> bool:
    """True for a row that counts the columns: ১ ২ ৩ ৪."""
    numbers = [roll_number(cell.text.strip("()[]. ")) for cell in row.cells if not cell.blank]
    return len(numbers) > _SHORTEST_TITLE and numbers == list(range(1, len(numbers) + 1))


def _kind(row: ListRow, fields: Fields, above: ListRow | None) -> RowKind:
    own = _own(row, fields)
    if _names_a_sex(row) or _numbers_the_columns(row) or _is_word_of_headings(own):
        return "title"
    if _is_only_total(own):
        return "total"
    if _answers(own):
        return "learner"
    if any(is_total(text) for text in (_first_text(row), own.get("name", ""), own.get("roll", ""))):
        return "total"
    if _is_signature_line(row, own):
        return "signature"
    if _is_title(row, fields):
        return "title"
    goes_on = above is not None and _goes_on(row, fields)
    if not own.keys() - {"grade", "section"}:
        return "same" if goes_on else "nothing"
    return "same" if above is not None and goes_on and _is_same(row, above, fields) else "learner"


def _is_only_total(own: Mapping[vocabulary.Field, str]) -> bool:
    """True for "Total" alone, and for a sex, in the place of a name."""
    name = own.get("name", "")
    first, *others = [text for text in own.values() if text] or [""]
    if (
        len(first) > 1
        and vocabulary.read_sex(first) is not None
        and others
        and all(roll_number(text) is not None for text in others)
    ):
        return True
    counted = "roll" not in own and len(name) > 1 and vocabulary.read_sex(name) is not None
    return counted or vocabulary.plain(name) in _ONLY_TOTAL


def _is_word_of_headings(own: Mapping[vocabulary.Field, str]) -> bool:
    """True for "Name" or "in English" in the place of a name: headings that were not recognised as such."""
    word = own.get("name", "")
    words = vocabulary.words_of(word)
    return (is_heading_of_names(word) or (vocabulary.HEADS_PEOPLE.are(words) and words != ["s"])) and not any(
        sign.isdigit() for sign in own.get("roll", "")
    )


def _answers(own: Mapping[vocabulary.Field, str]) -> bool:
    """True for a name with an answer beside it: a learner, even if the name begins like a total or signature."""
    return script_of(own.get("name", "")) is not None and any(
        read(own.get(field, "")) is not None for field, read in _READ_ANSWERS.items()
    )


def _is_signature_line(row: ListRow, own: Mapping[vocabulary.Field, str]) -> bool:
    """True for a signature line. In a row with a name or a roll only the first text counts, because a remark about a
    learner may begin with "note"."""
    if own.get("name") or any(letter.isdigit() for letter in own.get("roll", "")):
        return any(map(is_signature, {_first_text(row), own.get("name", ""), own.get("roll", "")}))
    return _is_signed(row)


def _is_signed(row: ListRow) -> bool:
    return any(is_signature(cell.text) for cell in row.cells if cell.text)


def _is_sure(row: ListRow, fields: Fields) -> bool:
    """True for a row that certainly is a learner: a short roll with a digit, and a name that is not a total."""
    own = _own(row, fields)
    roll, name = own.get("roll", ""), own.get("name", "")
    if script_of(name) is None:
        return False
    numbered = len(roll) <= _LONGEST_ROLL and any(letter.isdigit() for letter in roll)
    return numbered and (_answers(own) or not (is_total(name) or is_total(roll)))


def is_numbered_name(row: ListRow, fields: Fields) -> bool:
    """True for a number as the roll and words as the name, wherever the row stands."""
    return roll_number(_own(row, fields).get("roll", "")) is not None and _is_sure(row, fields)


def is_like_a_learner(row: ListRow, fields: Fields) -> bool:
    """True for a name beside a roll with a digit, or beside an answer."""
    return _is_sure(row, fields) or _answers(_own(row, fields))


def _own(row: ListRow, fields: Fields) -> dict[vocabulary.Field, str]:
    """The row's own texts by field, the first of several names; a formula without a value counts as text."""
    own: dict[vocabulary.Field, str] = {}
    for number, field in fields.items():
        cell = row.cell(number)
        if not cell.blank:
            own.setdefault(field, cell.text)
    return own


def _first_text(row: ListRow) -> str:
    return next((cell.text for cell in row.cells if cell.text), "")


def _is_title(row: ListRow, fields: Fields) -> bool:
    """True if the row's only text spans columns that are taken, or names a group, such as "Girls"."""
    texts = [number for number, cell in enumerate(row.cells) if not cell.blank]
    if len(texts) != 1:
        return False
    text = row.cell(texts[0]).text
    if fields.get(texts[0]) == "roll" and vocabulary.A_WORD.search(text):
        return True
    covered = {number for number, cell in enumerate(row.cells) if cell.merged == "right"}
    group = fields.get(texts[0]) != "sex" and len(text) > 1 and vocabulary.read_sex(text) is not None
    return group or (bool(covered) and len(fields.keys() & {*texts, *covered}) > 1)


def _goes_on(row: ListRow, fields: Fields) -> bool:
    """True if the roll or the name is in a merged cell that begins above."""
    return any(row.cell(number).merged == "down" for number, field in fields.items() if field in ("roll", "name"))


def _is_same(row: ListRow, above: ListRow, fields: Fields) -> bool:
    """True if a merged row continues the learner above. One roll over two rows is one learner with a name in two
    scripts; with two names in one script it may be two learners. One name over two rows is one learner, unless each row
    has its own roll."""
    own = _own(row, fields)
    if "roll" in own:
        return False
    return "name" not in own or script_of(own["name"]) != script_of(_own(above, fields).get("name", ""))


def _ends(row: ListRow, fields: Fields, before: Sequence[RowKind], signed_below: bool) -> bool:
    """True for a row below the last certain learner that belongs to the signatures: after one or, after a gap, before
    one, such as the name above "head teacher". In a list with rolls no learner is there."""
    if "roll" not in fields.values() or any(sign.isdigit() for sign in _own(row, fields).get("roll", "")):
        return False
    gap = any(kind in ("nothing", "total") for kind in before[-_GAP:])
    return "signature" in before or (signed_below and gap)


def _with_titles(rows: Sequence[ListRow], kinds: list[RowKind], fields: Fields) -> list[RowKind]:
    """Turns a row with one text just above repeated headings into a title, unless the text is in the name column, where
    it may be a learner."""
    for place, kind in enumerate(kinds):
        if kind == "title":
            for above in range(place - 1, max(place - 1 - _TITLE_ROWS, -1), -1):
                if sum(not cell.blank for cell in rows[above].cells) > 1:
                    break
                if kinds[above] == "learner" and not _own(rows[above], fields).get("name"):
                    kinds[above] = "title"
    return kinds
