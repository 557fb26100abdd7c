"""The tile map: every district once, with its official code, beside those that it borders on."""

from __future__ import annotations

import unicodedata

import pytest

from bsuh_desktop.domain.districts import COLUMNS, DISTRICTS, DIVISIONS, ROWS, District, find_district

IN_DIVISIONS = {"10": 6, "20": 11, "30": 13, "40": 10, "45": 4, "50": 8, "55": 8, "60": 4}

BORDERS = """
PNC THK, THK DNJ, NLP LMH, NLP RNG, LMH KUR, RNG KUR, RNG GBN, DNJ JYP, GBN BOG, JYP BOG, JYP NGN, NGN RAJ, NGN NTR,
RAJ CNW, RAJ NTR, BOG SRJ, SRJ PBN, NTR PBN, SRJ TNG, JML SHR, JML TNG, SHR MYM, MYM NTK, MYM TNG, MYM GZP, MYM KSH,
NTK SNM, SNM SYL, SYL MLV, HBG MLV, HBG BRB, KSH HBG, KSH NRS, NRS BRB, NRS GZP, NRS NRG, GZP DHK, GZP TNG, TNG MNK,
MNK DHK, DHK NRG, DHK MNS, MNK RJB, RJB FRD, FRD MDR, FRD MGR, FRD GPL, MDR SHP, MDR GPL, MNS SHP, CML BRB, CML FEN,
CML CHP, CHP LKP, LKP NOA, NOA FEN, FEN CTG, KHG CTG, KHG RGM, CTG RGM, RGM BDB, BDB COX, CTG COX, CTG BDB, MHR KST,
MHR CHD, KST RJB, KST JHN, CHD JHN, JHN MGR, JHN JSR, MGR NRL, NRL JSR, NRL GPL, JSR STK, JSR KHL, STK KHL, KHL BGH,
BGH PRJ, BGH GPL, PRJ JLK, JLK BRS, BRS BHL, BRS MDR, BRS SHP, PTK BRG, PTK BHL, PRJ BRG, BRG JLK, LKP BHL, NRG MNS
"""
"""Which districts border on each other in truth, by the letters of their tiles."""


def by_label() -> dict[str, District]:
    return {district.label.en: district for district in DISTRICTS}


def far(one: District, other: District) -> int:
    """Tiles from one to the other, as a chess king goes."""
    return max(abs(one.row - other.row), abs(one.column - other.column))


def test_every_district_stands_once() -> None:
    assert len(DISTRICTS) == len({district.code for district in DISTRICTS}) == 64
    assert {code: sum(d.code[:2] == code for d in DISTRICTS) for code in DIVISIONS} == IN_DIVISIONS
    assert len({(district.row, district.column) for district in DISTRICTS}) == 64
    assert {district.row for district in DISTRICTS} == set(range(ROWS))
    assert {district.column for district in DISTRICTS} == set(range(COLUMNS))
    assert [district.code for district in DISTRICTS] == sorted(district.code for district in DISTRICTS)


def test_no_two_are_called_the_same() -> None:
    for texts in ("names", "label"):
        for language in ("bn", "en"):
            said = [getattr(district, texts).text_in(language) for district in DISTRICTS]
            assert len(set(said)) == 64
            assert all(unicodedata.is_normalized("NFC", text) for text in said)
    assert all(len(district.label.en) == 3 for district in DISTRICTS)


def test_neighbours_are_near() -> None:
    tiles = by_label()
    pairs = [pair.split() for pair in BORDERS.replace("\n", " ").split(",")]
    apart = {f"{one} {other}": far(tiles[one], tiles[other]) for one, other in pairs}
    assert set(tiles) == {label for pair in pairs for label in pair}
    assert not {pair: tiles_apart for pair, tiles_apart in apart.items() if tiles_apart > 2}
    assert sum(tiles_apart == 1 for tiles_apart in apart.values()) >= 0.9 * len(apart)


def test_north_is_above_and_west_is_left() -> None:
    tiles = by_label()
    for north, south in (
        ("PNC", "STK"),
        ("RNG", "BOG"),
        ("MYM", "DHK"),
        ("SYL", "CML"),
        ("DHK", "BRS"),
        ("CML", "CTG"),
    ):
        assert tiles[north].row < tiles[south].row
    for west, east in (("CNW", "SYL"), ("RAJ", "MYM"), ("JSR", "DHK"), ("DHK", "CML"), ("NOA", "CTG")):
        assert tiles[west].column < tiles[east].column


@pytest.mark.parametrize(
    ("code", "found"),
    [("4561", "Mymensingh"), ("61", "Mymensingh"), ("3061", "Mymensingh"), ("6090", "Sunamganj"), ("04", "Barguna")],
)
def test_a_code_is_found_as_lists_write_it(code: str, found: str) -> None:
    district = find_district(code)
    assert district is not None
    assert district.names.en == found


@pytest.mark.parametrize("code", ["", "0000", "3000", "99", "9926", "302601", "x"])
def test_what_is_no_district_is_none(code: str) -> None:
    assert find_district(code) is None
