"""Which column of a list of places contains what, by its heading in Bangla or English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from bsuh_desktop.rosters.files.table import ListRow, Sheet
from bsuh_desktop.rosters.vocabulary import Words, words_of

_LOOKED_AT = 30

PlaceField = Literal["eiin", "emis", "code", "name", "kind", "pupils", "partner", "division", "district", "upazila"]

_PERSONAL = Words(
    "head* principal* teacher* super superintendent* chairman* president* secretary* officer* contact* phone* mobile* "
    "cell* telephone* whatsapp* email* mail address* village* nid "
    "প্রধান* শিক্ষক* শিক্ষিকা* সুপার* অধ্যক্ষ* সভাপতি* সম্পাদক* কর্মকর্তা* যোগাযোগ* ফোন* মোবাইল* মুঠোফোন* টেলিফোন* ইমেইল* মেইল* "
    "ঠিকানা* গ্রাম*"
)
_EIIN, _EMIS = Words("eiin* ইআইআইএন* ইআইএন*"), Words("emis* ইএমআইএস*")
_LEVELS: tuple[tuple[PlaceField, Words], ...] = (
    ("upazila", Words("upazila* upazilla* upozila* thana* উপজেলা* থানা*")),
    ("district", Words("district* zila* zilla* জেলা*")),
    ("division", Words("division* বিভাগ*")),
)
_CODE = Words("code codes geocode id ids কোড* আইডি*")
_PUPILS = Words("student* pupil* learner* enrol* member* শিক্ষার্থী* ছাত্র* সদস্য*")
_ONE_SEX = Words("girl* boy* female* male* ছাত্রী মেয়ে* ছেলে* বালক* বালিকা*")
_BOTH = frozenset(words_of("ছাত্র"))
_PARTNER = Words("partner* ngo organisation organization সংস্থা* পার্টনার* অংশীদার*")
_KIND = Words("type* kind* ধরন* ধরণ* প্রকার*")
_NAME = Words(
    "name* নাম* school schools institute institution institutions club clubs centre center madrasah madrasa "
    "প্রতিষ্ঠান* বিদ্যালয়* স্কুল* মাদ্রাসা* মাদরাসা* ক্লাব* কেন্দ্র*"
)
_BANGLA, _ENGLISH = Words("bangla bengali bn বাংলা বাংলায়"), Words("english eng en ইংরেজি* ইংরেজী*")


class Meaning(msgspec.Struct, frozen=True):
    """What a column contains: `code` is true for an area's code, `language` is bn or en if the heading says so."""

    field: PlaceField
    code: bool = False
    language: Literal["bn", "en", ""] = ""


class PlaceColumns(msgspec.Struct, frozen=True):
    """The columns of a sheet."""

    row: int
    """The row of the headings, from 1."""
    columns: dict[Meaning, tuple[int, ...]]
    """The columns, from 0, by what they contain."""
    personal: tuple[str, ...]
    """Headings of columns about persons, which are never read."""
    others: tuple[str, ...]
    """Headings of other columns that are not read."""

    def text(
        self, row: ListRow, field: PlaceField, *, code: bool = False, language: Literal["bn", "en", ""] = ""
    ) -> str:
        """The text of a field in `row`: from the first of its columns that is not empty."""
        texts = (row.cell(column).text for column in self.columns.get(Meaning(field, code, language), ()))
        return next((text for text in texts if text), "")


def meaning_of(heading: str) -> Meaning | None:
    """The meaning of a heading; None if the column is not read."""
    words = words_of(heading)
    if _PERSONAL.among(words):
        return None
    if _EIIN.among(words):
        return Meaning("eiin")
    if _EMIS.among(words):
        return Meaning("emis")
    said: Literal["bn", "en", ""] = "bn" if _BANGLA.among(words) else "en" if _ENGLISH.among(words) else ""
    for level, listed in _LEVELS:
        if listed.among(words):
            return Meaning(level, code=True) if _CODE.among(words) else Meaning(level, language=said)
    return _of_the_place(words, said)


def _of_the_place(words: list[str], language: Literal["bn", "en", ""]) -> Meaning | None:
    if _PUPILS.among(words):
        return None if _ONE_SEX.among(words) and not _BOTH & set(words) else Meaning("pupils")
    if _PARTNER.among(words):
        return Meaning("partner")
    if _KIND.among(words):
        return Meaning("kind")
    if _CODE.among(words):
        return Meaning("code")
    return Meaning("name", language=language) if _NAME.among(words) else None


def columns_of(sheet: Sheet) -> PlaceColumns | None:
    """The columns of a sheet, by the one of its first rows with the most known headings; None if no row has headings
    for id and name."""
    found = [_read(row) for row in sheet.rows[:_LOOKED_AT]]
    fitting = [columns for columns in found if _enough(columns)]
    return max(fitting, key=lambda columns: len(columns.columns), default=None)


def _enough(columns: PlaceColumns) -> bool:
    fields = {meaning.field for meaning in columns.columns}
    return "name" in fields and bool(fields & {"eiin", "emis", "code"})


def _read(row: ListRow) -> PlaceColumns:
    columns: dict[Meaning, tuple[int, ...]] = {}
    personal: list[str] = []
    others: list[str] = []
    for place, cell in enumerate(row.cells):
        meaning = meaning_of(cell.text)
        if meaning is not None:
            columns[meaning] = (*columns.get(meaning, ()), place)
        elif cell.text:
            (personal if _PERSONAL.among(words_of(cell.text)) else others).append(cell.text)
    return PlaceColumns(row.number, columns, tuple(personal), tuple(others))


def headings_again(row: ListRow, first: Sequence[str]) -> bool:
    """True for a row that repeats the headings, as at the top of each printed page."""
    return [cell.text for cell in row.cells] == list(first)
