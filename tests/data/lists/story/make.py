"""Makes the two lists of the story test, as a school office makes them: XLS, typed with Bijoy for the font SutonnyMJ.

Not part of the suite. Run it with a Python that has xlwt, in this folder: `python make.py`. The names are invented, the
phone numbers stand in a block that no operator gives out.
"""

from __future__ import annotations

import importlib
from pathlib import Path

xlwt = importlib.import_module("xlwt")
"""Only whoever makes the lists anew has it."""

HEADINGS = ("†ivj bs", "wkÿv_©xi bvg", "wj½", "†gvevBj")
BOY, GIRL = "QvÎ", "QvÎx"

FIRST_TERM = (
    ("1", "†gvt iwKe nvmvb", BOY),
    ("2", "wcÖqv ivbx `vm", GIRL),
    ("3", "bymivZ Rvnvb", GIRL),
    ("4", "wÿZxk P›`ª ivq", BOY),
    ("5", "†kÖqv PµeZ©x", GIRL),
    ("6", "wLªw÷bv †Mv‡gR", GIRL),
    ("7", "mvweŸi Avn‡g`", BOY),
    ("8", "RvbœvZzj †di‡`Šm", GIRL),
    ("9", "gswms gvigv", BOY),
    ("10", "dviRvbv Av³vi", GIRL),
    ("11", "Zvbfxi Bmjvg", BOY),
    ("12", "myw¯§Zv fÆvPvh©", GIRL),
    ("12", "Hk¦h© wÎcyiv", GIRL),
    ("14", "Avãyjøvn Avj gvgyb", BOY),
    ("15", "D‡¤§ nvweev", GIRL),
    ("16", "K…òv miKvi", GIRL),
    ("17", "iwdKzj Bmjvg", "H"),
    ("18", "¯§„wZ Kg©Kvi", GIRL),
    ("19", "kvšÍ PvKgv", BOY),
    ("20", "jvwgqv myjZvbv", GIRL),
)
"""Roll 12 stands twice, and the sex of roll 17 is "ditto", under a girl."""

NEXT_TERM = (
    ("1", "bymivZ Rvnvb", GIRL),
    ("2", "wcÖqv ivbx `vm", GIRL),
    ("3", "†gvt iwKe nvmvb", BOY),
    *FIRST_TERM[3:4],
    ("5", "†kÖqv PµeË©x", GIRL),
    *FIRST_TERM[5:8],
    *FIRST_TERM[9:12],
    ("13", "Hk¦h© wÎcyiv", GIRL),
    *FIRST_TERM[13:16],
    ("17", "iwdKzj Bmjvg", BOY),
    *FIRST_TERM[17:18],
    *FIRST_TERM[19:],
    ("21", "Av‡qkv wmwÏKv", GIRL),
    ("22", "†mŠif cvj", BOY),
)
"""Rolls 1 and 3 have changed places, roll 12 is given once, roll 5 is spelt in another way; 9 and 19 are gone."""


def main() -> None:
    """Writes both lists beside this file."""
    write("class-8-kha-term-1.xls", "cÖ_g mvgwqK", FIRST_TERM)
    write("class-8-kha-term-2.xls", "wØZxq mvgwqK", NEXT_TERM)


def write(name: str, term: str, learners: tuple[tuple[str, str, str], ...]) -> None:
    """A sheet with the school and the class above its headings."""
    book = xlwt.Workbook(encoding="utf-16")
    sheet = book.add_sheet("Sheet1")
    style = xlwt.easyxf("font: name SutonnyMJ, height 280")
    for row, title in enumerate(("b`xcvo D”P we`¨vjq", f"Aóg †kÖwY, L kvLv, {term}")):
        sheet.write_merge(row, row, 0, len(HEADINGS) - 1, title, style)
    for column, heading in enumerate(HEADINGS):
        sheet.write(2, column, heading, style)
    for place, (roll, learner, sex) in enumerate(learners):
        phone = f"01799-31{place:04}"
        sheet.write(3 + place, 0, float(roll), style)
        for column, text in enumerate((learner, sex, phone), 1):
            sheet.write(3 + place, column, text, style)
    book.save(str(Path(__file__).parent / name))


if __name__ == "__main__":
    main()
