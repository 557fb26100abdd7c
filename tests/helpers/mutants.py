"""Lists of every kind that is a text or holds one, with bytes flipped, cut, doubled and moved, and words put in that
mean something there."""

from __future__ import annotations

import io
import random
import re
import zipfile

from tests.helpers.list_files import (
    CLASS,
    docx,
    odt,
    odt_table,
    page,
    word_cell,
    word_row,
    word_table,
    xml_cell,
    xml_row,
    xml_sheet,
    xml_workbook,
)

_TALL = [["Roll", "শিক্ষার্থীর নাম", "পিতার নাম"], *([str(row), f"মিম চাকমা {row}", "আব্দুল"] for row in range(1, 30))]
_SPANNED = (
    "<html><table><col span=3><col style='display:none'><tr><td colspan=3>Class 7"
    "<tr><td rowspan=2>Roll<td colspan=2>Name<tr><td>Bangla<td>English"
    "<tr style='display:none'><td x:fmla='=A1'>1<td>মিম<td>Mim<tr><td>2<td>আরিফ<td>Arif</table>"
)
_CLIPBOARD = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000999\r\nStartFragment:00000131\r\n"
_MAIL = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
_DELETED = word_cell("<w:del><w:r><w:t>x</w:t></w:r></w:del><w:r><w:t>মিম</w:t></w:r>")
_MERGED = (
    word_row(word_cell("Roll", '<w:vMerge w:val="restart"/>'), word_cell("Name", '<w:gridSpan w:val="2"/>'))
    + word_row(word_cell("", "<w:vMerge/>"), word_cell("Name (Bangla)"), word_cell("Name (English)"))
    + word_row(word_cell("1"), _DELETED, word_cell("Mim"))
)
_PLACED = 'ss:Index="3" ss:MergeAcross="2"'
_HEADED = xml_row(xml_cell("Roll"), xml_cell("Name", attributes=_PLACED))
_ROWS = xml_row(xml_cell("7", "Number", 'ss:StyleID="s1"'), xml_cell("Mim", attributes=_PLACED))

SEEDS: dict[str, list[bytes]] = {
    "page": [
        page(CLASS).encode(),
        page(_TALL, "<meta charset=windows-1252>").encode(),
        _SPANNED.encode(),
        page(CLASS).encode("utf-16"),
        f"{_MAIL}{page(CLASS)}\r\n--x--".encode(),
    ],
    "document": [
        docx(word_table(CLASS)),
        docx(f"<w:tbl>{_MERGED}</w:tbl>" + word_table(_TALL)),
        odt(odt_table(_TALL)),
    ],
    "workbook in XML": [
        xml_workbook(xml_sheet(CLASS)),
        xml_workbook(f'<Table><Column ss:Hidden="0" ss:Span="0"/>{_HEADED}{_ROWS * 3}</Table>', xml_sheet(_TALL)),
    ],
    "clipboard": [
        "\r\n".join("\t".join(row) for row in _TALL).encode(),
        'Roll\tName\r\n1\t"মিম\r\nচাকমা"\r\n2\t"Al ""A"" Amin"\r\n'.encode(),
        f"{_CLIPBOARD}{page(CLASS)}".encode(),
    ],
}
"""Whole lists, by their kind."""

_CONTENTS = ("word/document.xml", "content.xml")

_WORDS = [
    *(b"<table>", b"</table>", b"<tr>", b"<td colspan=1e9 rowspan=99999>", b"</td>", b"<!--", b"-->", b"<script>"),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<![CDATA[", b"<![if", b"]]>", b"&a;", b"&#0;", b"&#xD800;", b"<?xml"),
    *(b"\t", b'"', b"\r", b"\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"=cmd|", b"9" * 400, "০".encode(), b"\xe0\xa6"),
]
"""Of pages and texts."""

_ELEMENTS = [
    *(b"<w:vMerge/>", b"<w:tab/>", b"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", b"<w:del/>", b"<w:rPr><w:vanish/></w:rPr>"),
    *(b'<w:gridSpan w:val="99999"/>', b'<w:gridBefore w:val="9"/>', b"<w:t>x</w:t>", b"<w:tr/>", b"<w:tc/>"),
    *(
        b"<Row/>",
        b'<Row ss:Index="9999"/>',
        b'<Cell ss:Index="90"/>',
        b'<Cell ss:MergeDown="99999" ss:MergeAcross="9"/>',
    ),
    *(b"<Worksheet/>", b"<Table/>", b"<Comment><Data>x</Data></Comment>", b"<x:Visible>SheetHidden</x:Visible>"),
    *(b"<table:covered-table-cell/>", b"<text:s/>", b"<table:table/>", b"<text:p>x</text:p>", b"<table:table-row/>"),
]
_VALUES = [
    b"",
    b"0",
    b"-1",
    b"3",
    b"99999",
    b"9" * 5000,
    b"x",
    b"restart",
    b"String",
    b"Number",
    b"DateTime",
    b"\xe0\xa7\xa7",
]
_TEXTS = [b"", b"0", b"1899-12-31T25:00", b"1e999", b"nan", b"=A1", b"#REF!", b"&lt;td&gt;", b"x" * 5000, b"&#x9F0;"]


def mutant(kind: str, number: int) -> bytes:
    """The same for the same number. Of a document it is the text that is changed, or now and then its archive."""
    dice = random.Random(f"{kind} {number}")
    whole = dice.choice(SEEDS[kind])
    if kind == "workbook in XML":
        return _changed_xml(dice, whole)
    if kind != "document" or dice.random() < 0.1:
        return _changed(dice, whole)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _changed_xml(dice, part) if name in _CONTENTS else part)
    return file.getvalue()


def _changed_xml(dice: random.Random, xml: bytes) -> bytes:
    """Mostly well-formed: else little more is ever read of it than its beginning."""
    if dice.random() < 0.1:
        return _changed(dice, xml)
    for _ in range(dice.randint(1, 6)):
        pieces = re.split(rb"(<[^>]*>)", xml)
        place = dice.randrange(len(pieces))
        match dice.choice(("value", "text", "element", "rename", "many")):
            case "value":
                value = b'="' + dice.choice(_VALUES) + b'"'
                pieces[place] = re.sub(rb'="[^"]*"', lambda _, value=value: value, pieces[place], count=1)
            case "text" if not pieces[place].startswith(b"<"):
                pieces[place] = dice.choice(_TEXTS)
            case "element":
                pieces.insert(place, dice.choice(_ELEMENTS))
            case "many":
                pieces.insert(place, dice.choice(_ELEMENTS) * dice.choice((40, 400)))
            case "rename":
                names = sorted(set(re.findall(rb"</([\w:-]+)>", xml)))
                one, other = dice.choice(names), dice.choice(names)
                pieces = [re.sub(rb"^(</?)" + one + rb"(?=[\s/>])", rb"\1" + other, piece) for piece in pieces]
        xml = b"".join(pieces)
    return xml


def _changed(dice: random.Random, data: bytes) -> bytes:
    for _ in range(dice.randint(1, 5)):
        first = dice.randint(0, len(data))
        last = min(len(data), first + dice.choice((1, 5, 50, 500)))
        piece = data[first:last]
        match dice.choice(("flip", "cut", "double", "move", "word", "word", "word", "many", "end")):
            case "flip":
                data = data[:first] + bytes(byte ^ dice.randint(1, 255) for byte in piece[:3]) + data[first + 3 :]
            case "cut":
                data = data[:first] + data[last:]
            case "double":
                data = data[:last] + piece * dice.choice((1, 2, 30)) + data[last:]
            case "move":
                rest = data[:first] + data[last:]
                where = dice.randint(0, len(rest))
                data = rest[:where] + piece + rest[where:]
            case "word":
                data = data[:first] + dice.choice(_WORDS) + data[first:]
            case "many":
                data = data[:first] + dice.choice(_WORDS) * dice.choice((2, 40, 400)) + data[first:]
            case _:
                data = data[:last]
    return data
