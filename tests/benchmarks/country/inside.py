"""What a register came to, in a form that can be compared byte by byte, and held against the truth."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bsuh_desktop.register.folder import Register
from bsuh_desktop.register.queries import DIMENSIONS, PERSONAL, Dimension, Filters
from bsuh_desktop.services.figures.open_register import counting_desk, open_counted_classes
from tests.benchmarks.country.make_country import Country, open_office
from tests.benchmarks.country.truth import TrueCounts, TrueFigures

_ALL = Filters()


class Inside(msgspec.Struct, frozen=True):
    """`figures` as bytes: every dimension by itself, the whole, and what names the counted files; `tables` those of the
    truth. `verdicts` and `current` (by session) are of files by their SHA-256 in hexadecimal, as is `archive`."""

    figures: bytes
    tables: TrueFigures
    verdicts: dict[str, str]
    current: dict[str, str]
    archive: frozenset[str]


def inside(country: Country, folder: Path) -> Inside:
    """Opens the register of a country's desk and asks it everything."""
    desk = open_office(country)
    try:
        counting = counting_desk(desk)
    finally:
        desk.close()
    register = Register.open(folder, counting.keys)
    try:
        standing = register.decisions.snapshot()
        with open_counted_classes(register, counting) as picture:
            asked = {name: picture.groups((name,), _ALL) for name in DIMENSIONS}
            crossed = picture.groups(("upazila", "month", *PERSONAL[:2]), _ALL)
            told = (picture.as_of, picture.source, picture.groups((), _ALL), asked, crossed)
            tables = {
                table: {
                    ",".join(group.values): TrueCounts(*msgspec.structs.astuple(group.counts))
                    for group in picture.groups(_dimensions(table), _ALL)
                }
                for table in country.figures
            }
        return Inside(
            figures=msgspec.json.encode(told, order="sorted"),
            tables=tables,
            verdicts={file.hex(): one.verdict for file, one in standing.files.items()},
            current={session: file.hex() for session, file in standing.current.items()},
            archive=frozenset(file.hex() for file in register.archive.hashes()),
        )
    finally:
        register.close()


def _dimensions(table: str) -> tuple[Dimension, ...]:
    return tuple(msgspec.convert(name, Dimension) for name in table.split(",")) if table else ()
