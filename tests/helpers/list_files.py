"""Lists as word processors, school programs and the clipboard hand them on, part by part as they write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"

CLASS = [["Roll", "Name", "Sex"], ["1", "রাবেয়া খাতুন", "F"], ["2", "Arif Chakma", "M"], ["12", "মিম চাকমা", "F"]]
"""A short list."""


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """An archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(**targets: str) -> str:
    """The relationships of a part; what is named twice has a digit behind its kind."""
    links = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{key.rstrip("0123456789")}" Target="{target}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'


def page(rows: Iterable[Sequence[str]], head: str = "") -> str:
    """A web page with one table."""
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<html><head>{head}</head><body><table border=1>\n{cells}</table></body></html>"


def word_table(rows: Iterable[Sequence[str]]) -> str:
    """A table of a DOCX."""
    return f"<w:tbl>{''.join(word_row(*map(word_cell, row)) for row in rows)}</w:tbl>"


def word_row(*cells: str, properties: str = "") -> str:
    """A row of a table."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def word_cell(text: str, properties: str = "") -> str:
    """A cell with its text, or with runs of its own."""
    runs = text if text.startswith("<") else f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{runs}</w:p></w:tc>"


def docx(body: str, part: str = "word/document.xml", head: str = "") -> bytes:
    """A document of Word around its body."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(officeDocument=part),
            part: f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        }
    )


def odt(body: str) -> bytes:
    """A document of LibreOffice around its body."""
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{content}</office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def odt_table(rows: Iterable[Sequence[str]]) -> str:
    """A table of an ODT."""
    cells = "".join(f"<table:table-row>{''.join(map(odt_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="T">{cells}</table:table>'


def odt_cell(text: str, attributes: str = "") -> str:
    """A cell with its text."""
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def xml_workbook(*sheets: str, styles: str = "", head: str = "") -> bytes:
    """A workbook in one file of XML: `sheets` are what stands in each."""
    inside = "".join(f'<Worksheet ss:Name="S{number}">{sheet}</Worksheet>' for number, sheet in enumerate(sheets, 1))
    names = f'xmlns="{_SPREADSHEET}" xmlns:ss="{_SPREADSHEET}" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    book = f"<Workbook {names}><Styles>{styles}</Styles>{inside}</Workbook>"
    return f'<?xml version="1.0"?>{head}<?mso-application progid="Excel.Sheet"?>\n{book}'.encode()


def xml_sheet(rows: Iterable[Sequence[str]]) -> str:
    """A sheet of texts."""
    return f"<Table>{''.join(xml_row(*map(xml_cell, row)) for row in rows)}</Table>"


def xml_row(*cells: str, attributes: str = "") -> str:
    """A row of a sheet."""
    return f"<Row {attributes}>{''.join(cells)}</Row>"


def xml_cell(text: str, kind: str = "String", attributes: str = "") -> str:
    """A cell with its value."""
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'
