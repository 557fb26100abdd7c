"""What the PDF of a certificate may contain: what our drawings do, and what programs make of them that rewrite PDFs.

These are qpdf, mutool, PDFium and Ghostscript. Whether a page looks as it was signed is checked in `page_comparison`.
This module rejects what may look different elsewhere or later: notes, actions, scripts, layers, transparency, pages of
another size or unit. It is an allow-list, so that nothing is accepted that nobody thought of.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from bsuh_desktop.documents import pdf_objects
from bsuh_desktop.documents.certificate_layout import Page
from bsuh_desktop.documents.paper_style import MM

_TRAILER = {"Root", "Info", "ID", "Size"}
_CATALOG = {"Type", "Pages", "Names", "Lang", "PageMode", "Metadata", "Version"}
_PAGES = {"Type", "Kids", "Count", "Parent"}
_PAGE = {"Type", "Parent", "MediaBox", "CropBox", "Resources", "Contents", "Rotate", "Trans"}
_RESOURCES = {"Font", "XObject", "ProcSet", "ExtGState", "ColorSpace", "Properties"}
_FORM = {"Type", "Subtype", "FormType", "BBox", "Matrix", "Resources", "Length", "Filter", "DecodeParms", "Name"}
_IMAGE = {
    "Type", "Subtype", "Width", "Height", "BitsPerComponent", "ColorSpace", "Filter", "DecodeParms", "Length", "Name",
    "Decode",
}  # fmt: skip
_INLINE = {"W", "H", "BPC", "CS", "F", "D", "DP", "Width", "Height", "BitsPerComponent", "ColorSpace", "Filter"}
_IMAGE_FILTERS = {"FlateDecode", "Fl", "CCITTFaxDecode", "CCF", "ASCIIHexDecode", "AHx"}
_EXT_G_STATE = {"Type", "SA", "OPM", "SM"}
_FONT = {
    "Type", "Subtype", "BaseFont", "FirstChar", "LastChar", "Widths", "FontDescriptor", "ToUnicode", "Name", "Encoding",
}  # fmt: skip
_COLOURS = {"DeviceGray", "DeviceRGB", "G", "RGB"}
_OPERATORS = {
    "q", "Q", "cm", "w", "J", "j", "M", "d", "i", "gs", "m", "l", "c", "h", "re", "S", "s", "f", "f*", "n", "W", "BT",
    "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Td", "TD", "Tm", "T*", "Ts", "Tj", "TJ", "g", "G", "rg", "RG", "cs",
    "CS", "sc", "SC", "scn", "SCN", "Do", "BI", "BDC", "EMC",
}  # fmt: skip
_VISIBLE = (0, 1)
"""Text rendering modes: filled, or outlined."""
_ABOUT = 0.5
"""Points by which a page's size may differ: programs that rewrite PDFs round it."""
_DEEPEST = 12
"""Maximum nesting of forms, and of groups of pages."""
_MOST_NODES = 100
"""Maximum nodes of the trees of pages and of files, besides four for each page."""


class PageContents:
    """Checks the pages of one open document (pypdfium2's)."""

    def __init__(self, document: Any, plan: Page) -> None:
        self._plan = plan
        self._looked_at: dict[int, bool] = {}
        self._nodes_left = 4 * len(document) + _MOST_NODES
        self._pages: list[Any] | None = None
        whole = io.BytesIO()
        document.save(whole)
        try:
            self._objects = pdf_objects.PdfObjects(whole.getvalue())
            self._pages = self._document()
        except (pdf_objects.Malformed, RecursionError):
            self._pages = None

    def is_plain(self, number: int) -> bool:
        """True if page `number`, from 1, and the document around it contain only what a certificate may."""
        if self._pages is None or not 1 <= number <= len(self._pages):
            return False
        try:
            self._page(self._pages[number - 1])
        except (pdf_objects.Malformed, RecursionError):
            return False
        return True

    def _document(self) -> list[Any]:
        """The pages of the document, after checking everything around them."""
        _only(self._objects.trailer, _TRAILER)
        catalog = self._dictionary(self._objects.trailer.get("Root"), _CATALOG)
        names = self._dictionary(catalog.get("Names"), {"EmbeddedFiles"})
        if self._objects.resolve(catalog.get("PageMode", "UseNone")) != "UseNone":
            raise pdf_objects.Malformed("opens something beside its pages")
        if sum(1 for _ in self._leaves(names.get("EmbeddedFiles"), "Names")) != 1:
            raise pdf_objects.Malformed("another number of files than one within it")
        return list(self._leaves(catalog.get("Pages"), ""))

    def _leaves(self, root: Any, listed: str, depth: int = 0) -> Iterator[Any]:
        """The pages below a node; or the values below a node of a name tree, in pairs under `listed`."""
        self._nodes_left -= 1
        if depth > _DEEPEST or self._nodes_left < 0:
            raise pdf_objects.Malformed("nested too deeply, or listed too often")
        node = self._dictionary(root, {"Kids", "Limits", "Names"} if listed else _PAGES | _PAGE)
        values = self._list(node.get(listed)) if listed else []
        yield from values[1::2]
        if not listed and self._objects.resolve(node.get("Type")) == "Page":
            yield root
            return
        if not listed:
            _only(node, _PAGES)
        for kid in self._list(node.get("Kids")):
            yield from self._leaves(kid, listed, depth + 1)

    def _page(self, reference: Any) -> None:
        page = self._dictionary(reference, _PAGE)
        for box in ("MediaBox", "CropBox"):
            if box in page or box == "MediaBox":
                self._box(page.get(box))
        if self._objects.resolve(page.get("Rotate", 0)) != 0 or self._dictionary(page.get("Trans"), set()):
            raise pdf_objects.Malformed("turned, or shown with an effect")
        resources = self._resources(page.get("Resources"))
        contents = self._objects.resolve(page.get("Contents"))
        whole = b""
        for one in contents if isinstance(contents, list) else [contents]:
            whole += self._objects.content(self._stream(one)) + b"\n"
            if len(whole) > pdf_objects.LARGEST_STREAM:
                raise pdf_objects.Malformed("more than any page holds")
        self._operators(whole, resources)

    def _box(self, value: Any) -> None:
        corners = [self._objects.resolve(one) for one in self._list(value)]
        wanted = (0, 0, self._plan.width * MM, self._plan.height * MM)
        numbers = [one for one in corners if type(one) in (int, float)]
        if len(numbers) != len(corners) or len(corners) != len(wanted):
            raise pdf_objects.Malformed("no box")
        if any(abs(one - other) > _ABOUT for one, other in zip(numbers, wanted, strict=True)):
            raise pdf_objects.Malformed("a page of another size")

    def _resources(self, value: Any, depth: int = 0) -> dict[str, Any]:
        """The resources of a page or form. All are checked, used or not."""
        resources = self._dictionary(value, _RESOURCES)
        for name in ("Font", "ExtGState", "ColorSpace", "Properties", "XObject"):
            for one in self._dictionary(resources.get(name), None).values():
                self._once(one, name, depth)
        return resources

    def _once(self, value: Any, kind: str, depth: int) -> None:
        """Checks a named resource; one that several pages share is only checked once."""
        number = value.number if isinstance(value, pdf_objects.Ref) else None
        if number is not None and number in self._looked_at:
            if not self._looked_at[number]:
                raise pdf_objects.Malformed("refused before, or drawn within itself")
            return
        if depth > _DEEPEST:
            raise pdf_objects.Malformed("nested too deeply")
        if number is not None:
            self._looked_at[number] = False
        found = self._objects.resolve(value)
        if kind == "Font":
            self._font(found)
        elif kind == "XObject":
            self._drawn(found, depth + 1)
        elif kind == "ColorSpace":
            self._colours(found)
        else:
            _only(found, _EXT_G_STATE if kind == "ExtGState" else {"ActualText"})
        if number is not None:
            self._looked_at[number] = True

    def _font(self, font: Any) -> None:
        """Checks a font: an embedded one, or the one that ReportLab declares at the start of each page and
        never uses."""
        _only(font, _FONT)
        kind, base = (self._objects.resolve(font.get(key)) for key in ("Subtype", "BaseFont"))
        if kind == "Type1" and base == "Helvetica" and "FontDescriptor" not in font:
            return
        descriptor = self._dictionary(font.get("FontDescriptor"), None)
        if (
            kind != "TrueType"
            or "Encoding" in font
            or not isinstance(self._objects.resolve(descriptor.get("FontFile2")), pdf_objects.Stream)
        ):
            raise pdf_objects.Malformed("a font of another kind")

    def _drawn(self, found: Any, depth: int) -> None:
        stream = self._stream(found)
        kind = self._objects.resolve(stream.entries.get("Subtype"))
        if kind == "Image":
            _only(stream.entries, _IMAGE)
            self._picture(stream.entries, "ColorSpace", "Filter", "BitsPerComponent")
            return
        _only(stream.entries, _FORM)
        if kind != "Form":
            raise pdf_objects.Malformed("drawn by something else")
        resources = self._resources(stream.entries.get("Resources"), depth)
        self._operators(self._objects.content(stream), resources)

    def _picture(self, entries: Mapping[str, Any], *keys: str) -> None:
        colours, filters, bits = (self._objects.resolve(entries.get(key)) for key in keys)
        self._colours(colours)
        for one in filters if isinstance(filters, list) else [filters]:
            if self._objects.resolve(one) not in _IMAGE_FILTERS:
                raise pdf_objects.Malformed("a picture of another kind")
        if bits not in (1, 8):
            raise pdf_objects.Malformed("a picture of another depth")

    def _colours(self, value: Any) -> None:
        if isinstance(value, list):
            kind, profile = (self._objects.resolve(one) for one in [*value, None, None][:2])
            if kind == "ICCBased" and isinstance(profile, pdf_objects.Stream) and len(value) == 2:
                _only(profile.entries, {"N", "Length", "Filter", "DecodeParms", "Alternate", "Range"})
                return
        if not isinstance(value, pdf_objects.Name) or value not in _COLOURS:
            raise pdf_objects.Malformed("colours of another kind")

    def _operators(self, content: bytes, resources: Mapping[str, Any]) -> None:
        for operator, operands in pdf_objects.operations(content):
            if operator not in _OPERATORS:
                raise pdf_objects.Malformed(f"the operator {operator}")
            last = operands[-1] if operands else None
            if operator == "BI" and isinstance(last, pdf_objects.InlineImage):
                _only(last.entries, _INLINE)
                whole = {_LONG.get(key, key): value for key, value in last.entries.items()}
                self._picture(whole, "ColorSpace", "Filter", "BitsPerComponent")
            elif operator == "Tr" and last not in _VISIBLE:
                raise pdf_objects.Malformed("letters that are not seen")
            elif operator in ("cs", "CS") and last not in self._dictionary(resources.get("ColorSpace"), None):
                self._colours(last)
            elif operator in ("scn", "SCN") and any(isinstance(one, pdf_objects.Name) for one in operands):
                raise pdf_objects.Malformed("a pattern")
            elif operator == "BDC":
                self._marked(operands, resources)

    def _marked(self, operands: list[Any], resources: Mapping[str, Any]) -> None:
        """Checks marked content: a line that is copied as another text than its glyphs."""
        if len(operands) != 2 or operands[0] != "Span":
            raise pdf_objects.Malformed("marked as something else")
        if isinstance(operands[1], pdf_objects.Name):
            if operands[1] not in self._dictionary(resources.get("Properties"), None):
                raise pdf_objects.Malformed("marked as nothing")
            return
        _only(operands[1], {"ActualText"})

    def _dictionary(self, value: Any, keys: set[str] | None) -> dict[str, Any]:
        """A dictionary that may only have these keys (None: any keys); an empty one if there is none."""
        found = self._objects.resolve(value)
        if found is None:
            return {}
        _only(found, keys)
        return dict(found)

    def _list(self, value: Any) -> list[Any]:
        found = self._objects.resolve(value)
        if found is None:
            return []
        if not isinstance(found, list):
            raise pdf_objects.Malformed("no list")
        return found

    def _stream(self, value: Any) -> pdf_objects.Stream:
        found = self._objects.resolve(value)
        if not isinstance(found, pdf_objects.Stream):
            raise pdf_objects.Malformed("nothing to draw")
        return found


_LONG = {"CS": "ColorSpace", "F": "Filter", "BPC": "BitsPerComponent"}


def _only(entries: Any, keys: set[str] | None) -> None:
    if not isinstance(entries, dict) or (keys is not None and not entries.keys() <= keys):
        raise pdf_objects.Malformed("holds what no certificate does")
