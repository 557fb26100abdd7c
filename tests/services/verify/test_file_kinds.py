from __future__ import annotations

import os
from pathlib import Path

import pytest

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.verify.file_kinds import FileKind, kind_of
from bsuh_desktop.trust.sealing import SEAL_START
from tests.helpers.packs import good_files, write_zip
from tests.helpers.sources import ROOT

SIGNED: dict[str, FileKind] = {
    "programme": "programme",
    "key_list": "key_list",
    "answer": "grant",
    "request": "request",
    "recovery_copy": "recovery_copy",
    "receipt": "receipt",
}


@pytest.mark.parametrize("name", ["নমুনা ১.bin", "x.json", "x.bsuh-receipt"])
@pytest.mark.parametrize(("start", "kind"), SIGNED.items())
def test_a_signed_file_is_what_it_says_whatever_it_is_called(
    tmp_path: Path, name: str, start: str, kind: FileKind
) -> None:
    (tmp_path / name).write_bytes(f'{{"{start}":{{'.encode())
    assert kind_of(tmp_path / name) == kind


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("mail-attachment", SEAL_START + b"\n", "attendance"),
        ("cut.BSUH", b"", "attendance"),
        ("a.pdf", b"%PDF-1.7", "paper"),
        ("photo", b"\xff\xd8\xff\xe0", "paper"),
        ("backup-X.bsuhb", b"PK\3\4", "backup"),
        ("list.xlsx", b"PK\3\4", None),
        ("letter.docx", b"PK\3\4", None),
        ("list.csv", "রোল,নাম\n".encode(), None),
        ("other.json", b'{"a":1}', None),
        ("empty", b"", None),
        *((f"torn{ending}", b"rubbish", kind) for ending, kind in (
            (file_endings.PROGRAMME, "programme"), (file_endings.REQUEST, "request"), (file_endings.GRANT, "grant"),
            (file_endings.KEY_LIST, "key_list"), (file_endings.RECEIPT, "receipt"),
            (file_endings.RECOVERY_COPY, "recovery_copy"), (file_endings.POSITION, "position"),
        )),
    ],
)  # fmt: skip
def test_other_files_by_their_first_bytes_and_then_by_their_name(
    tmp_path: Path, name: str, data: bytes, kind: FileKind | None
) -> None:
    (tmp_path / name).write_bytes(data)
    assert kind_of(tmp_path / name) == kind


def test_real_files(tmp_path: Path) -> None:
    assert kind_of(write_zip(tmp_path / "pack.zip", good_files())) == "pack"
    assert kind_of(ROOT / "resources" / "programme" / "demonstration.json") == "programme"


def test_every_ending_of_ours_is_known(tmp_path: Path) -> None:
    for ending in file_endings.OURS:
        (tmp_path / f"x{ending}").touch()
        assert kind_of(tmp_path / f"x{ending}") is not None


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkdir(tmp_path / "folder.bsuh")
    for path in (tmp_path / "folder.bsuh", tmp_path / "gone.bsuh", Path("x\0.bsuh")):
        with pytest.raises(KnownError) as refused:
            kind_of(path)
        assert refused.value.code == "file_not_opened"
