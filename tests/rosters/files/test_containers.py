from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.kinds import kind_of_compound_file, kind_of_zip

DATA = Path(__file__).parents[2] / "data" / "files"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def packed(**members: str) -> bytes:
    """A ZIP of these members; in the names of the arguments two underscores are a slash and one is a dot."""
    return zipped({name.replace("__", "/").replace("_", "."): content for name, content in members.items()})


def zipped(members: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(KnownError) as refused:
        kind_of_zip(data) if data.startswith(b"PK") else kind_of_compound_file(data)
    return refused.value.code


def test_workbooks_in_a_zip() -> None:
    assert kind_of_zip((DATA / "libreoffice.xlsx").read_bytes()) == "xlsx"
    assert kind_of_zip((DATA / "libreoffice.ods").read_bytes()) == "ods"
    assert kind_of_zip(packed(xl__workbook_bin="x")) == "xlsb"
    assert kind_of_zip(packed(mimetype=f"{SPREADSHEET}-template", content_xml="x")) == "ods"


def test_names_as_careless_programs_write_them() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("XL\\Workbook.xml", "x")
    assert kind_of_zip(file.getvalue()) == "xlsx"


@pytest.mark.parametrize("name", ["libreoffice.xls", "xlwt.xls", "excel-5.xls"])
def test_an_xls(name: str) -> None:
    assert kind_of_compound_file((DATA / name).read_bytes()) == "xls"


@pytest.mark.parametrize("name", ["locked-biff.xls", "locked-agile.xlsx"])
def test_an_encrypted_workbook(name: str) -> None:
    assert kind_of_compound_file((DATA / name).read_bytes()) == "encrypted"


def test_an_open_document_under_a_password() -> None:
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert (
        refusal(packed(mimetype=SPREADSHEET, content_xml="x", **{"META-INF__manifest_xml": manifest})) == "list_locked"
    )
    assert refusal(packed(mimetype=SPREADSHEET, **{"encrypted-package": "x"})) == "list_locked"


def test_documents() -> None:
    assert kind_of_zip(packed(word__document_xml="<w:document/>")) == "docx"
    assert kind_of_zip(packed(mimetype="application/vnd.oasis.opendocument.text", content_xml="x")) == "odt"
    assert kind_of_zip(packed(content_xml="<office:body><office:text>x")) == "odt"
    assert refusal((DATA / "letter.doc").read_bytes()) == "list_is_document"


def test_presentations_and_numbers() -> None:
    assert refusal(packed(ppt__presentation_xml="x")) == "not_a_list"
    assert refusal(packed(mimetype="application/vnd.oasis.opendocument.presentation", content_xml="x")) == "not_a_list"
    assert refusal(packed(Index__Document_iwa="x")) == "other_workbook"


def test_files_packed_into_one() -> None:
    assert refusal(packed(class6_csv="roll,name", class7_csv="roll,name")) == "list_is_archive"


def test_an_office_package_whose_parts_are_elsewhere() -> None:
    link = '<Relationships><Relationship Id="1" Type="http://x/officeDocument" Target="/a/b.xml"/></Relationships>'
    root = {"_rels/.rels": link}
    assert kind_of_zip(zipped(root | {"a/b.xml": "<x:workbook/>"})) == "xlsx"
    assert kind_of_zip(zipped(root | {"A\\B.xml": "<?xml version='1.0'?><w:document>"})) == "docx"


def test_an_office_package_that_holds_neither_list_nor_document() -> None:
    outside = '<Relationships><Relationship Id="1" Type="http://x/officeDocument" TargetMode="External" Target="{}"/>'
    for root in ("", "<", "<Relationships/>", outside.format("a.xml"), outside.format("file:///etc/passwd")):
        for part in ("<workbook/>", "<VisioDocument/>"):
            data = zipped({"[Content_Types].xml": "<Types/>", "_rels/.rels": root, "a.xml": part})
            assert refusal(data) == "other_workbook"
    assert refusal(zipped({"[Content_Types].xml": "<Types/>"})) == "other_workbook"


def test_damage() -> None:
    assert refusal(packed(xl__workbook_xml="x")[:40]) == "list_torn"
    assert refusal((DATA / "libreoffice.xls").read_bytes()[:3000]) == "list_torn"
    assert refusal((DATA / "libreoffice.ods").read_bytes()[:-100]) == "list_torn"
