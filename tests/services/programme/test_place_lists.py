from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.programme.place_rows import Meaning, meaning_of
from bsuh_desktop.services.programme.programme_view import ProgrammeDraft
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.trust.programme import Area, Place

SETTINGS = """id = "trial"
issued = 2026-01-01
expires = 2026-12-31
names = {bn = "পরীক্ষা", en = "Trial"}
places = ["places.csv"]
[[partners]]
number = 3
id = "kochi"
names = {bn = "কচি", en = "Kochi"}
[[focal_points]]
names = {bn = "রেহানা", en = "Rehana"}
"""
AREAS = "Division,Division Code,District,District Code,Upazila,Upazila Code"
IN_DHAKA = "Dhaka,30,Gazipur,33,Sreepur,86"


def read(folder: Path, text: str, name: str = "places.csv") -> ProgrammeDraft:
    (folder / name).write_text(text, "utf-8")
    (folder / "settings.toml").write_text(SETTINGS, "utf-8")
    return read_settings(folder / "settings.toml")


def places(draft: ProgrammeDraft) -> tuple[Place, ...]:
    assert draft.programme is not None, [str(one.message) for one in draft.findings]
    return draft.programme.places


def told(draft: ProgrammeDraft) -> list[tuple[int | None, str, bool]]:
    return [(one.line, str(one.message), one.stops) for one in draft.findings if one.file == "places.csv"]


def test_an_english_list_with_names_in_both_languages(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        f"EIIN,School Name,School Name (Bangla),Type,Total Students,{AREAS},Partner\n"
        f'107845,Kaliganga High School,কালীগঙ্গা উচ্চ বিদ্যালয়,School,"1,612",{IN_DHAKA},kochi\n'
        f"107847,Nodipar Dakhil Madrasah,নদীপাড় দাখিল মাদ্রাসা,,-,{IN_DHAKA},\n",
    )
    first, second = places(draft)
    assert first == Place(
        "eiin:107845",
        LocalText("কালীগঙ্গা উচ্চ বিদ্যালয়", "Kaliganga High School"),
        Area("303386", LocalText("", "Sreepur")),
        Area("3033", LocalText("", "Gazipur")),
        Area("30", LocalText("", "Dhaka")),
        1612,
        3,
    )
    assert (second.pupils, second.partner) == (0, 0)
    assert (draft.places, draft.with_pupils, told(draft)) == ({"school": 1, "madrasah": 1}, 1, [])


def test_a_bangla_list_with_digits_in_bangla(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "মাধ্যমিক বিদ্যালয়ের তালিকা ২০২৬\n\n"
        "ক্রমিক,ইআইআইএন নম্বর,প্রতিষ্ঠানের নাম,শিক্ষার্থী সংখ্যা,জেলা,জেলা কোড,উপজেলা,উপজেলা কোড\n"
        "১,১০৭৮৪৫,কালীগঙ্গা উচ্চ বিদ্যালয়,৬১২,গাজীপুর,৩৩,শ্রীপুর,৮৬\n"
        "২,১০৭৮৪৬,নদীপাড় বালিকা বিদ্যালয়,৪৮০,গাজীপুর,৩৩,শ্রীপুর,৮৬\n"
        "মোট,,,১০৯২,,,,\n",
    )
    first, second = places(draft)
    assert (first.id, first.pupils, first.names) == ("eiin:107845", 612, LocalText("কালীগঙ্গা উচ্চ বিদ্যালয়", ""))
    assert (second.upazila, second.district.code) == (Area("3386", LocalText("শ্রীপুর", "")), "33")
    assert told(draft) == [
        (3, "Columns that are not needed were skipped: ক্রমিক.", False),
        (4, "Bangla digits were read as digits of the official lists.", False),
        (5, "Bangla digits were read as digits of the official lists. More rows like this: 7.", False),
    ]


def test_clubs_and_centres_are_known_by_codes_of_their_own(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        f"Code,Name,Type,{AREAS}\n"
        f"0001,Shapla Adolescents' Club,,{IN_DHAKA}\n"
        f"GZ 7,শ্রীপুর,Training centre,{IN_DHAKA}\n"
        f"club:12,Golap,club,{IN_DHAKA}\n",
    )
    assert [place.id for place in places(draft)] == ["club:0001", "centre:gz-7", "club:12"]
    assert draft.places == {"club": 2, "centre": 1}


def test_what_is_about_persons_is_never_taken(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "EIIN,Name,Head Teacher Name,Mobile,প্রধান শিক্ষক,Email,Post,District Code,Upazila Code\n"
        "107845,Kaliganga,Md. Karim,01711111111,করিম,k@example.org,x,33,86\n",
    )
    assert "Karim" not in repr(draft)
    assert "করিম" not in repr(draft)
    assert told(draft) == [
        (1, "Columns about persons are always skipped: Head Teacher Name, Mobile, প্রধান শিক্ষক, Email.", False),
        (1, "Columns that are not needed were skipped: Post.", False),
    ]


def test_what_is_wrong_is_told_with_its_row(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "EIIN,Name,Code,Type,Students,Partner,District Code,Upazila Code\n"
        "107845,Kaliganga,,,many,3,33,86\n"
        "10784,Short,,,,,33,86\n"
        ",No code,,school,,,33,86\n"
        "107845,Again,,,,,33,86\n"
        "107848,,,,,,33,86\n"
        "107849,Elsewhere,,,,other,33,86\n"
        "107850,No area,,,,,,\n"
        ",Something,9,,,,33,86\n"
        "107851,Odd,,boat,,,3x,86\n",
    )
    assert draft.programme is None
    assert told(draft) == [
        (2, "The number of pupils must be a whole number up to 50000.", False),
        (3, "This is not an EIIN of six digits, an EMIS code, or a code of a club or centre.", True),
        (4, "This row has no EIIN, EMIS or code.", True),
        (5, "This place is already in places.csv, row 2.", True),
        (6, "A place has a name of 1 to 120 letters.", True),
        (7, "The programme has no such partner.", True),
        (8, "The official code of the district or the upazila is missing.", False),
        (8, "The official code of the district or the upazila is missing. More rows like this: 1.", False),
        (9, "It is not clear whether this is a club or a centre.", True),
        (10, "This type of place is unknown.", False),
        (10, "An area's official code has digits only.", False),
    ]


def test_many_slips_of_one_kind_are_counted(tmp_path: Path) -> None:
    rows = "".join(f"1,School {number}\n" for number in range(40))
    stopping = [one for one in told(read(tmp_path, "EIIN,Name\n" + rows)) if one[2]]
    assert len(stopping) == 11
    assert stopping[-1][1].endswith("More rows like this: 30.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "This list of places has no row of headings."),
        ("", "The file is empty."),
        ('EIIN,Name\n107845,"open', "The quotation mark in row 2 is not closed."),
    ],
)
def test_a_file_that_is_no_list_is_told(tmp_path: Path, text: str, message: str) -> None:
    draft = read(tmp_path, text)
    assert draft.programme is None
    assert any(message in str(one.message) for one in draft.findings if one.stops)


def test_a_name_in_an_old_font_is_told(tmp_path: Path) -> None:
    draft = read(tmp_path, "EIIN,Name,District Code,Upazila Code\n107845,Kvjx D”P we`¨vjq,33,86\n")
    assert told(draft) == [(2, "This name was typed in an old Bangla font, such as SutonnyMJ.", True)]


def test_a_workbook_of_several_sheets_with_codes_as_numbers(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    for title, sheet in (("1", first), ("2", book.create_sheet("South"))):
        sheet.append(["Schools", title])
        sheet.append(["EIIN", "Institute", "Division Code", "Zila code", "Upazila code"])
        sheet.append([107840 + int(title), f"School {title}", 10, 4, 9])
    book.save(tmp_path / "places.csv")
    (tmp_path / "settings.toml").write_text(SETTINGS, "utf-8")
    found = places(read_settings(tmp_path / "settings.toml"))
    assert [place.id for place in found] == ["eiin:107841", "eiin:107842"]
    assert (found[0].district.code, found[0].upazila.code) == ("1004", "100409")


def test_more_places_than_a_school_has_pupils(tmp_path: Path) -> None:
    rows = "".join(f"{100000 + number},School {number},33,86\n" for number in range(10_500))
    assert len(places(read(tmp_path, "EIIN,Name,District Code,Upazila Code\n" + rows))) == 10_500


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("EIIN No.", Meaning("eiin")),
        ("EMIS Code", Meaning("emis")),
        ("Name of Institution", Meaning("name")),
        ("প্রতিষ্ঠানের নাম (বাংলা)", Meaning("name", language="bn")),
        ("Name (English)", Meaning("name", language="en")),
        ("মোট ছাত্র-ছাত্রী", Meaning("pupils")),
        ("Girl students", None),
        ("থানা/উপজেলা", Meaning("upazila")),
        ("District Geo Code", Meaning("district", code=True)),
        ("Club ID", Meaning("code")),
        ("Principal's name", None),
        ("সভাপতির মোবাইল", None),
        ("Sl. No.", None),
    ],
)
def test_headings_are_understood(heading: str, meaning: Meaning | None) -> None:
    assert meaning_of(heading) == meaning


def test_a_name_that_a_spreadsheet_would_run_is_told_as_such(tmp_path: Path) -> None:
    draft = read(tmp_path, "EIIN,School Name\n107845,=cmd|' /C calc'!A0\n")
    assert [(line, stops) for line, text, stops in told(draft) if "formula" in text] == [(2, True)]
