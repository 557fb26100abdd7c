from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters.files.table import LAST_ROW, NO_VALUE, Cell, ListRow, written_cell
from bsuh_desktop.rosters.files.text_file import SEPARATORS, choose_separator, found_out, read_text
from bsuh_desktop.rosters.read_options import ENCODINGS

BANGLA = "রোল,নাম\n১,রাবেয়া\n২,ঊর্মি\n"


def rows_of(data: bytes) -> tuple[ListRow, ...]:
    return read_text(data).sheets[0].rows


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows_of(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_bangla_in_every_encoding_that_can_hold_it(encoding: str) -> None:
    assert found_out(BANGLA.encode(encoding)) == (BANGLA, encoding[:6].rstrip("-"))


def test_a_big_endian_mark() -> None:
    assert found_out(b"\xfe\xff" + BANGLA.encode("utf-16-be")) == (BANGLA, "utf-16")


def test_the_code_page_of_old_spreadsheets() -> None:
    assert found_out("Zoé – D’Costa".encode("cp1252")) == ("Zoé – D’Costa", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_person_names_the_code_page(encoding: str) -> None:
    assert read_text("roll,name\n1,Mim – Ali".encode(encoding), encoding).encoding == encoding
    assert read_text("roll,name\n1,Mim – Ali".encode(encoding), encoding).sheets[0].rows[1].cells[1] == Cell(
        "Mim – Ali"
    )


@pytest.mark.parametrize(
    ("data", "encoding"), [(b"roll,\xe9", "utf-8"), ("roll,নাম".encode("utf-16"), "cp1252"), (b"roll", "base64")]
)
def test_a_person_names_a_code_page_that_it_is_not(data: bytes, encoding: str) -> None:
    with pytest.raises(KnownError) as refused:
        read_text(data, encoding)
    assert refused.value.code == "list_other_encoding"


@pytest.mark.parametrize(
    "data", [b"roll,name\n1,\x81\x8d\xff", b"roll\x00\x00\x00,name", b"\xef\xbb\xbfroll\xff", b"\xff\xfea"]
)
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(KnownError) as refused:
        found_out(data)
    assert refused.value.code == "not_a_list"


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", None), ("utf-8-sig", None), ("utf-8", "utf-8"), ("utf-16", None)]
)
def test_a_damaged_byte_among_many_whole_ones_is_a_sign_that_says_so(encoding: str, told: str | None) -> None:
    data = BANGLA.encode(encoding)
    cut = data[:-5] + data[-4:] if encoding == "utf-16" else data[:-2] + b"\n"
    file = read_text(cut, told)
    assert file.encoding == encoding.removesuffix("-sig")
    assert [cell.text for cell in file.sheets[0].rows[0].cells] == ["রোল", "নাম"]
    assert sum(cell.text.count("\ufffd") for row in file.sheets[0].rows for cell in row.cells) in (1, 2)


def test_letters_of_an_old_code_page_are_no_damage() -> None:
    names = "roll,name\n" + "1,Zoé Müller\n" * 40 + "2,†gvt iwKe\n"
    assert found_out(names.encode("cp1252")) == (names, "cp1252")


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end(separator: str, line_end: str) -> None:
    text = line_end.join(
        separator.join(row) for row in (["roll", "name", "sex"], ["1", "Rahim, Md.", "m"], ["2", "K", "f"])
    )
    quoted = text.replace("Rahim, Md.", '"Rahim, Md."')
    assert texts(quoted.encode()) == [["roll", "name", "sex"], ["1", "Rahim, Md.", "m"], ["2", "K", "f"]]


def test_titles_and_commas_in_addresses_do_not_mislead() -> None:
    assert choose_separator("School, Sylhet\n\nroll;name;home\n1;A;a, b\n2;B;c\n3;C;d, e, f\n") == ";"


def test_one_column_has_no_separator() -> None:
    assert texts(b"name\nRahim\n") == [["name"], ["Rahim"]]


def test_a_byte_order_mark_belongs_to_no_cell() -> None:
    data = b'\xef\xbb\xbf"roll, class",name\n1,A'
    assert texts(data) == [["roll, class", "name"], ["1", "A"]]
    assert read_text(data, "utf-8") == read_text(data)


def test_a_separator_may_be_declared_in_capitals() -> None:
    assert texts(b"SEP=;\nroll;name,first,last") == [["roll", "name,first,last"]]


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_declared_separator_is_no_row(line_end: bytes) -> None:
    lines = (b"sep=;", b"roll;name", b"1;A,B,C", b"2;D,E,F")
    assert texts(line_end.join(lines)) == [["roll", "name"], ["1", "A,B,C"], ["2", "D,E,F"]]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    rows = list(rows_of(b'roll,name\n\n1,"Md.\nRahim"\n2,"say ""R"""\n'))
    assert [(row.number, [cell.text for cell in row.cells]) for row in rows] == [
        (1, ["roll", "name"]),
        (2, []),
        (3, ["1", "Md. Rahim"]),
        (4, ["2", 'say "R"']),
    ]


@pytest.mark.parametrize("tail", [b"", b"\n", b"3,C\n4,D", b"3,C\n" * 40_000])
def test_a_quote_never_closed_does_not_swallow_a_class(tail: bytes) -> None:
    with pytest.raises(KnownError) as refused:
        texts(b'roll,name\n1,A\n2,"B\n' + tail)
    assert refused.value.code == "quote_not_closed"
    assert str(refused.value.message) == "The quotation mark in row 3 is not closed."


def test_a_quote_inside_a_cell_is_a_mark_like_any_other() -> None:
    assert texts(b'roll,name\n1,Rahim "R" Ali\n2,5" tall\n') == [
        ["roll", "name"],
        ["1", 'Rahim "R" Ali'],
        ["2", '5" tall'],
    ]


def test_formulas() -> None:
    cells = rows_of(b'"=HYPERLINK(""x"")",@SUM(A1),+A1,-,+,A=1\n')[0].cells
    assert [cell.formula for cell in cells] == [True, True, True, False, False, False]
    assert cells[0].text == ""


def test_blank_rows_at_the_end_are_none() -> None:
    assert texts(b"roll,name\n1,A\n\n,\n \n\x1a") == [["roll", "name"], ["1", "A"]]


def test_a_list_has_an_end() -> None:
    blanks = b"roll,name\n1,A\n" + b",\n" * LAST_ROW
    assert len(rows_of(blanks)) == 2
    with pytest.raises(KnownError) as refused:
        list(rows_of(blanks + b"2,B\n"))
    assert refused.value.code == "list_too_long"


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff \n".encode("utf-16-le"), b",,\n,,\n"])
def test_a_mark_alone_is_an_empty_file(data: bytes) -> None:
    with pytest.raises(KnownError) as refused:
        list(rows_of(data))
    assert refused.value.code == "list_empty"


# Soft hyphens and ampersands may be letters of an old font, see `old_font.fit_to_be_tidied`; joiners at the
# end of a word are cut; "-2+3" is a formula.
CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\ufeff=@+-\xad&\u200c\u200d", exclude_categories=["Cc", "Cs"]),
    max_size=10,
)
ROWS = st.lists(CELLS, min_size=3, max_size=3)


@given(
    st.lists(ROWS, min_size=1, max_size=8),
    st.sampled_from(SEPARATORS),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_with_quotes_is_read_back(rows: list[list[str]], separator: str, encoding: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["roll", "name", "sex"], *rows])
    assert texts(text.getvalue().encode(encoding))[1:] == [[clean(cell) for cell in row] for row in rows]


def test_joiners_that_join_nothing_are_cut() -> None:
    assert texts("roll,name\n1,রহিম\u200c \u200dউদ্দিন\u200d\n2,র\u200d্যাচেল\n".encode())[1:] == [
        ["1", "রহিম উদ্দিন"],
        ["2", "র\u200d্যাচেল"],
    ]


def test_what_begins_like_a_calculation_is_a_formula() -> None:
    for text in ("-2+3+cmd|' /C calc'!A0", "-1-1", "-cmd|x"):
        assert written_cell(text) == NO_VALUE
    for text in ("-5", "- রহিম", "–", "-ad"):
        assert not written_cell(text).formula
