"""Reads the tables of a web page (HTML): what many school programs hand out as XLS, and what the clipboard holds.

Nothing that a page names is ever loaded, and none of its scripts is read.
"""

from __future__ import annotations

import email
import re
from html.parser import HTMLParser

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.table import LAST_ROW, ListFile, Tables
from bsuh_desktop.rosters.files.text_file import decoded_text, found_out
from bsuh_desktop.rosters.read_options import ENCODINGS

_DECLARED = re.compile(rb"""<(?:meta|\?xml)\s[^<>]*(?:charset|encoding)\s*=\s*["']?([a-z0-9_-]{1,20})""")
_HEAD = 16 * 1024
_CODE_PAGES = {f"windows-{name[2:]}": name for name in ENCODINGS if name.startswith("cp")} | {"macintosh": "mac_roman"}
_OTHER_DECLARATION = re.compile(r"<!\[[^<>]*>?")
"""Such as <![if !vml]> of Word, at which the parser of the standard library may fail, also where it does not end."""

_UNREAD = {"script", "style", "select", "textarea", "template", "title"}
_BREAKS = {"br", "p", "div", "li"}
_NUMBER = re.compile(r"\s*(\d{1,6})")


def read_web_page(data: bytes, encoding: str | None = None, last_row: int = LAST_ROW) -> ListFile:
    """The tables of a page, decoded as `encoding` if a person chose one. Raises KnownError for a page without a table,
    and for more than any class list has."""
    text, encoding = (decoded_text(data, encoding), encoding) if encoding else _found_out(data)
    page = _Page(last_row)
    try:
        page.feed(_OTHER_DECLARATION.sub("", text))
        page.close()
    except AssertionError:
        # What older parsers make of a declaration that is left.
        raise refusals.torn() from None
    sheets = page.tables.lists()
    if not sheets:
        raise refusals.web_page_without_table()
    return ListFile(sheets, encoding)


def page_in_mail(data: bytes) -> bytes:
    """The pages of a web archive (MHTML), one behind the other. Raises KnownError if it is damaged."""
    try:
        parts = [part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        return b"\n".join(page for part in parts if isinstance(page := part.get_payload(decode=True), bytes))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise refusals.torn() from None


def _found_out(data: bytes) -> tuple[str, str]:
    """As any text; what the page says of its encoding is asked where only an old code page is left."""
    text, encoding = found_out(data)
    declared = _DECLARED.search(data[:_HEAD].lower()) if encoding == "cp1252" else None
    named = _CODE_PAGES.get(declared[1].decode("ascii"), "") if declared else ""
    return (data.decode(named, "replace"), named) if named else (text, encoding)


class _Page(HTMLParser):
    """Collects the tables, tag by tag."""

    def __init__(self, last_row: int) -> None:
        super().__init__()
        self.tables = Tables(last_row)
        self._unread = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins; the end of a row or a cell need not be written."""
        about = {name: value or "" for name, value in attrs}
        table = self.tables.innermost
        if tag == "table":
            self.tables.begin()
        elif tag in _UNREAD:
            self._unread = self._unread or tag
        elif table is None:
            return
        elif tag == "tr":
            table.begin_row(hidden=_is_hidden(about))
        elif tag in ("td", "th"):
            table.begin_cell((_span(about, "colspan"), _span(about, "rowspan")), "x:fmla" in about)
        elif tag == "col":
            table.add_columns(_span(about, "span"), _is_hidden(about))
        elif tag in _BREAKS:
            table.break_line()
        if tag in ("table", "tr", "td", "th"):
            self._unread = ""

    def handle_endtag(self, tag: str) -> None:
        """A tag ends."""
        table = self.tables.innermost
        if tag == self._unread:
            self._unread = ""
        elif table is None:
            return
        elif tag == "table":
            self.tables.end()
        elif tag == "tr":
            table.end_row()
        elif tag in ("td", "th"):
            table.end_cell()
        elif tag in _BREAKS:
            table.break_line()

    def handle_data(self, data: str) -> None:
        """Text, with its entities as what they stand for."""
        if not self._unread and self.tables.innermost is not None:
            self.tables.innermost.write(data)


def _is_hidden(about: dict[str, str]) -> bool:
    return "hidden" in about or "display:none" in "".join(about.get("style", "").lower().split())


def _span(about: dict[str, str], name: str) -> int:
    number = _NUMBER.match(about.get(name, ""))
    return max(int(number[1]), 1) if number else 1
