"""Objects of a PDF in the one form in which PDFium writes it; every other form is refused."""

from __future__ import annotations

import io
import zlib

import pypdfium2  # type: ignore[import-untyped]
import pytest

from bsuh_desktop.documents.pdf_objects import LARGEST_STREAM, Malformed, PdfObjects, Stream, operations
from tests.helpers.papers import pdf_of, sheet


def written(pdf: bytes) -> bytes:
    document, whole = pypdfium2.PdfDocument(pdf), io.BytesIO()
    document.save(whole)
    document.close()
    return whole.getvalue()


def test_a_certificate_is_read_to_its_page() -> None:
    objects = PdfObjects(written(pdf_of([sheet(1, "রহিমা")])))
    catalog = objects.resolve(objects.trailer["Root"])
    assert catalog["Type"] == "Catalog"
    pages = objects.resolve(catalog["Pages"])
    (page,) = (objects.resolve(one) for one in pages["Kids"])
    content = objects.resolve(page["Contents"])
    assert isinstance(content, Stream)
    names = {name for name, _ in operations(objects.content(content))}
    assert {"BDC", "TJ", "Do", "BI"} <= names


def test_every_cut_is_refused_or_read_no_further() -> None:
    whole = written(pdf_of([sheet(1)]))
    for end in range(0, len(whole) - 64, 997):
        with pytest.raises(Malformed):
            PdfObjects(whole[:end])


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 0 rg (open", b"<< /A", b"[1 2", b"1 2 3", b"[" * 99 + b"]" * 99 + b" TJ", b"1 " * 99 + b"m", b"/A /B",
        b"BI /W 1 ID xx", b"<</A 1/A 2>> BDC", b"BI 1 2 ID x EI",
    ],
)  # fmt: skip
def test_a_drawing_in_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        list(operations(content))


def test_names_texts_and_pictures_are_read_as_they_stand() -> None:
    content = rb"/Sp#61n <</ActualText<feff 09A>>>BDC (a\)(b)) Tj 1 -.5 +2. Td BI /W 1 /CS /G ID \x00 EI Q % q"
    found = list(operations(content))
    assert [name for name, _ in found] == ["BDC", "Tj", "Td", "BI", "Q"]
    assert found[0][1] == ["Span", {"ActualText": b"\xfe\xff\x09\xa0"}]
    assert found[1][1] == [rb"a\)(b)"]
    assert found[2][1] == [1, -0.5, 2.0]
    assert found[3][1][0].entries == {"W": 1, "CS": "G"}


def test_a_stream_that_unpacks_to_more_than_a_page_is_refused() -> None:
    objects = PdfObjects(written(pdf_of([sheet(1)])))

    def unpacked(data: bytes, how: str = "FlateDecode") -> bytes:
        return objects.content(Stream({"Filter": how}, data))

    assert len(unpacked(zlib.compress(bytes(LARGEST_STREAM)))) == LARGEST_STREAM
    for data, how in ((zlib.compress(bytes(LARGEST_STREAM + 1)), "Fl"), (b"", "LZWDecode"), (b"none", "FlateDecode")):
        with pytest.raises(Malformed):
            unpacked(data, how)
