"""Reads one row of a list of places: a school, club or centre with its official codes, or why it is not one.

Which column contains what is known by its heading in Bangla or English."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.rosters.files.table import ListRow, Sheet
from bsuh_desktop.rosters.old_font import looks_old
from bsuh_desktop.rosters.vocabulary import Words, words_of
from bsuh_desktop.services.programme.programme_view import PlaceKind
from bsuh_desktop.trust.programme import Area, Place

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


LONGEST_NAME = 120
MOST_PUPILS = 50_000

Tell = Callable[[str, Message, Message, bool], None]
"""Takes the kind of a finding, its message and remedy, and whether it stops."""

_EIIN_FORM, _EMIS_FORM = re.compile(r"[0-9]{6}", re.ASCII), re.compile(r"[0-9]{5,15}", re.ASCII)
_CODE_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_LONGEST_CODE = 30
_PAIR = 2
_AREA_CODE = re.compile(r"[0-9]{1,8}", re.ASCII)
_BANGLA_LETTER = re.compile("[\u0985-\u09b9\u09dc-\u09df]")
_KINDS: tuple[tuple[PlaceKind, Words], ...] = (
    ("madrasah", Words("madras* dakhil alim fazil kamil ebtedayee মাদ্রাসা* মাদরাসা* দাখিল আলিম ফাজিল কামিল ইবতেদায়ী")),
    ("club", Words("club* ক্লাব*")),
    ("centre", Words("centre* center* কেন্দ্র* সেন্টার*")),
    ("school", Words("school* college* secondary primary vocational বিদ্যালয়* স্কুল* কলেজ* মাধ্যমিক প্রাথমিক")),
)
_TOTAL = Words("total grand sum মোট সর্বমোট")


class ListedPlace(msgspec.Struct, frozen=True):
    """A place of the list, and which kind it is."""

    kind: PlaceKind
    place: Place


def place_of(columns: PlaceColumns, row: ListRow, partners: dict[str, int], tell: Tell) -> ListedPlace | None:
    """The place in `row`; None for a row that cannot be used, which is reported to `tell`, and for a row of totals.
    `partners` are the programme's, by number, id and name in lower case."""
    texts = _Row(columns, row, tell)
    place_id, kind = _identity(texts)
    if not place_id:
        if place_id is not None and not _TOTAL.among([word for cell in row.cells for word in words_of(cell.text)]):
            tell("no_code", Message("This row has no EIIN, EMIS or code."), Message("Write it into its column."), True)
        return None
    if kind is None:
        remedy = Message("Write school, madrasah, club or centre into a column “Type”.")
        tell("no_kind", Message("It is not clear whether this is a club or a centre."), remedy, True)
        return None
    names = texts.names("name")
    if not (names.bn or names.en) and texts.begins_as_formula("name"):
        message = Message("This name begins like a formula; a spreadsheet would run it.")
        tell("formula", message, Message("Write the name without the character before it."), True)
        return None
    if (not names.bn and not names.en) or max(len(names.bn), len(names.en)) > LONGEST_NAME:
        message = Message("A place has a name of 1 to {most} letters.", most=LONGEST_NAME)
        tell("no_name", message, Message("Write the name into its column."), True)
        return None
    if looks_old(names.bn) or looks_old(names.en):
        message = Message("This name was typed in an old Bangla font, such as SutonnyMJ.")
        tell("old_font", message, Message("Convert the list to Unicode, then choose the settings file again."), True)
        return None
    division, district, upazila = _areas(texts)
    place = Place(place_id, names, upazila, district, division, _pupils(texts), _partner(texts, partners))
    return ListedPlace(kind, place)


class _Row:
    """The texts of one row; digits are converted to ASCII where a number is expected."""

    def __init__(self, columns: PlaceColumns, row: ListRow, tell: Tell) -> None:
        self._columns, self._row, self.tell = columns, row, tell

    def text(self, field: PlaceField) -> str:
        return self._columns.text(self._row, field)

    def number(self, field: PlaceField, code: bool = False) -> str:
        written = self._columns.text(self._row, field, code=code)
        digits = ascii_digits(written)
        if digits != written:
            message = Message("Bangla digits were read as digits of the official lists.")
            self.tell("bangla_digits", message, Message("You need to do nothing."), False)
        return digits

    def begins_as_formula(self, field: PlaceField) -> bool:
        """True if a cell of the field is a formula to a spreadsheet; its text is then not read."""
        return any(
            self._row.cell(column).formula
            for meaning, columns in self._columns.columns.items()
            if meaning.field == field
            for column in columns
        )

    def names(self, field: PlaceField) -> LocalText:
        """Both names of a field. Under a heading without a language the script decides which one it is."""
        bn = self._columns.text(self._row, field, language="bn")
        en = self._columns.text(self._row, field, language="en")
        for column in self._columns.columns.get(Meaning(field), ()):
            text = self._row.cell(column).text
            if _BANGLA_LETTER.search(text):
                bn = bn or text
            else:
                en = en or text
        return LocalText(bn, en)


def _identity(texts: _Row) -> tuple[str | None, PlaceKind | None]:
    """The id of a place and its kind. The id is "" if there is no code, None if it is wrong, which was reported. The
    kind is None if it is not clear."""
    said = _kind_of(texts.text("kind"))
    if texts.text("kind") and said is None:
        message = Message("This type of place is unknown.")
        texts.tell("unknown_kind", message, Message("Use school, madrasah, club or centre."), False)
    named = said or _kind_of(" ".join((texts.names("name").bn, texts.names("name").en)))
    eiin, emis, code = texts.number("eiin"), texts.number("emis"), texts.number("code").lower().replace(" ", "-")
    of_school: PlaceKind = "madrasah" if named == "madrasah" else "school"
    if eiin:
        return (f"eiin:{eiin}" if _right(texts, _EIIN_FORM, eiin) else None), of_school
    if emis:
        return (f"emis:{emis}" if _right(texts, _EMIS_FORM, emis) else None), of_school
    if not code:
        return "", None
    if named not in ("club", "centre"):
        # A school needs its EIIN or EMIS code; any other number is not official.
        return (code, None) if named is None else ("", named)
    code = code.removeprefix(f"{named}:")
    return (f"{named}:{code}" if _right(texts, _CODE_FORM, code) else None), named


def _right(texts: _Row, pattern: re.Pattern[str], code: str) -> bool:
    if pattern.fullmatch(code) and len(code) <= _LONGEST_CODE:
        return True
    message = Message("This is not an EIIN of six digits, an EMIS code, or a code of a club or centre.")
    texts.tell("wrong_code", message, Message("Compare it with the official list."), True)
    return False


def _kind_of(text: str) -> PlaceKind | None:
    words = words_of(text)
    return next((kind for kind, listed in _KINDS if listed.among(words)), None)


def _areas(texts: _Row) -> tuple[Area, Area, Area]:
    """Division, district and upazila. Each level of the official codes adds two digits; a list that has only the last
    pair in each column is completed."""
    division = _area_code(texts, "division")
    district = _whole(_area_code(texts, "district"), division)
    upazila = _whole(_area_code(texts, "upazila"), district)
    return (
        Area(division, texts.names("division")),
        Area(district, texts.names("district")),
        Area(upazila, texts.names("upazila")),
    )


def _area_code(texts: _Row, level: Literal["division", "district", "upazila"]) -> str:
    code = texts.number(level, code=True)
    if code and not _AREA_CODE.fullmatch(code):
        message = Message("An area's official code has digits only.")
        texts.tell(
            "area_code", message, Message("Compare it with the official list; without it, the area has no code."), False
        )
        return ""
    if not code and level != "division":
        message = Message("The official code of the district or the upazila is missing.")
        texts.tell("no_area_code", message, Message("Add it, so that figures can be counted by area."), False)
    # A spreadsheet that takes a code for a number drops its leading zero.
    return code.zfill(len(code) + len(code) % 2)


def _whole(code: str, above: str) -> str:
    """The full code: 04 below 30 is 3004; 3004 below 30 stays, as does a code without anything above it."""
    if not code or not above or (code.startswith(above) and len(code) > len(above)):
        return code
    if len(code) == _PAIR:
        return above + code
    return above[:-_PAIR] + code if above[-_PAIR:] == code[:_PAIR] and len(code) == 2 * _PAIR else code


def _pupils(texts: _Row) -> int:
    """The number of pupils; 0 if it is not known."""
    text = texts.number("pupils").replace(",", "")
    if not text or text.strip("-–—.") == "":
        return 0
    if text.isascii() and text.isdigit() and int(text[:9]) <= MOST_PUPILS and len(text) < 9:
        return int(text)
    message = Message("The number of pupils must be a whole number up to {most}.", most=MOST_PUPILS)
    texts.tell("pupils", message, Message("Write only the number; until then it is unknown."), False)
    return 0


def _partner(texts: _Row, partners: dict[str, int]) -> int:
    text = texts.number("partner").casefold()
    if not text:
        return 0
    if text not in partners:
        message = Message("The programme has no such partner.")
        texts.tell("unknown_partner", message, Message("Use the number or the id of one of its partners."), True)
    return partners.get(text, 0)
