"""Workbooks that no spreadsheet would write, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
OPENING = f'<worksheet xmlns="{_MAIN}">'
CLOSING = "</sheetData></worksheet>"
MEGABYTE = 1024**2

_BOOK = f"""{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>
<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>"""
_RELS = f"""{HEAD}<Relationships xmlns="{_PACKED}/relationships">
<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""
_ROOT = f"""{HEAD}<Relationships xmlns="{_PACKED}/relationships">
<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
_TYPES = f"""{HEAD}<Types xmlns="{_PACKED}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/></Types>"""


def text(place: str, words: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def rows(first: int, last: int) -> str:
    """Rows of learners, each with a roll and a name."""
    return "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row - 1}</v></c>{text(f"B{row}", f"Learner{row}")}</row>'
        for row in range(first, last + 1)
    )


TITLES = f'<row r="1">{text("A1", "Roll")}{text("B1", "Name")}</row>'


def sheet(body: str, dimension: str = "") -> str:
    """A sheet's XML; it may declare a size that is not its own."""
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f"{HEAD}{OPENING}{size}<sheetData>{body}{CLOSING}"


def workbook(sheet: str | Iterator[bytes], shared: str | Iterator[bytes] = "", extra: Mapping[str, str] = {}) -> bytes:
    """The XLSX around one sheet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        plain = {"[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT, "xl/workbook.xml": _BOOK}
        for name, content in {**plain, "xl/_rels/workbook.xml.rels": _RELS, **extra}.items():
            archive.writestr(name, content)
        _write(archive, "xl/worksheets/sheet1.xml", sheet)
        _write(archive, "xl/sharedStrings.xml", shared or strings(["Roll"]))
    return packed.getvalue()


def _write(archive: zipfile.ZipFile, name: str, content: str | Iterator[bytes]) -> None:
    with archive.open(name, "w", force_zip64=False) as member:
        for piece in [content.encode()] if isinstance(content, str) else content:
            member.write(piece)


def strings(words: list[str]) -> str:
    """The table of shared strings."""
    return f'{HEAD}<sst xmlns="{_MAIN}">{"".join(f"<si><t>{word}</t></si>" for word in words)}</sst>'


def zeros(megabytes: int) -> Iterator[bytes]:
    """So many bytes of nothing."""
    return iter([bytes(MEGABYTE)] * megabytes)


def entities(depth: int, words: str = "lol") -> str:
    """A document type whose last entity is `words` ten to the power of `depth` times."""
    steps = [f'<!ENTITY e0 "{words}">', *(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth + 1))]
    return f"<!DOCTYPE worksheet [{''.join(steps)}]>"


def understated(data: bytes, member: str, size: int) -> bytes:
    """The archive, in whose directory `member` is said to unpack to `size` bytes."""
    place = data.rindex(member.encode()) - 46 + 24
    return data[:place] + size.to_bytes(4, "little") + data[place + 4 :]
