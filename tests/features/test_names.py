"""Whose name may be kept is found in the unlocked data only; whose name may not is found nowhere at all.

What is searched was first seen to be searched well: the same search finds every consenting name in the decrypted
pages, or it would prove nothing.
"""

from __future__ import annotations

import io
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pytest

from bsuh_desktop.paths import resources
from bsuh_desktop.services.desk.passphrases import PRACTICE_PASSPHRASE
from bsuh_desktop.store.store import FILE_NAME
from bsuh_desktop.trust.demonstration import demonstration_identities
from bsuh_desktop.trust.sealing import unseal
from bsuh_desktop.trust.vault import Vault
from tests.helpers.cached_work import derived_lightly
from tests.helpers.cipher import decrypted_pages
from tests.helpers.command import bsuh_here, write_script
from tests.helpers.names import files, forms, found, words_of
from tests.helpers.scripts import Step
from tests.helpers.whole_class import JOINED, KEPT, LIST, NOBODYS, REFUSED, STEPS, Told, listed, tell


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The class, told once."""
    return tell(tmp_path_factory.mktemp("names"))


@pytest.fixture(scope="module")
def pages(told: Told) -> dict[str, bytes]:
    """Every page of the data, decrypted: as the kill left it, and at the end."""
    assert (told.killed / f"{FILE_NAME}-wal").stat().st_size > 10_000
    folders = {"killed": told.killed, "end": told.out / "profile"}
    return {
        name: decrypted_pages(folder, Vault.unlock(folder, PRACTICE_PASSPHRASE).store_key)
        for name, folder in folders.items()
    }


@pytest.fixture(scope="module")
def opened(told: Told) -> dict[str, bytes]:
    """The attendance file opened with the demonstration's public keys, the names inside it, too."""
    identities = demonstration_identities(resources())
    with zipfile.ZipFile(io.BytesIO(unseal(told.attendance_file.read_bytes(), identities))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return {**members, "names.csv": unseal(members["names.csv.age"], identities)}


def test_the_class_went_as_it_should(told: Told) -> None:
    assert told.done.status == 0, told.done.err
    (facts,) = told.done.json["sessions"]
    assert (len(KEPT), len(listed()) - 50, len(REFUSED)) == (52, 8, 14)
    assert (facts["unnamed"], facts["present"], len(facts["certificates"])) == (10, 60, 60)


@pytest.mark.parametrize("form", forms("x"))
def test_the_search_finds_a_name_in_every_form(form: str) -> None:
    for name in ("ক্ষিতীশ ভট্টাচার্য্য", "Jyotirmoyee"):
        hidden = {"here": b"\0" + forms(name)[form] + b"\xff", "elsewhere": b""}
        assert ("here", name, form) in found([name], hidden)
        assert "elsewhere" not in {place for place, _, _ in found(words_of([name]), hidden)}


def test_every_consenting_name_is_in_the_decrypted_pages(pages: dict[str, bytes]) -> None:
    for name, content in pages.items():
        assert {word for _, word, form in found(KEPT, {name: content}) if form == "utf-8"} == set(KEPT)


def test_no_name_is_in_the_locked_data(told: Told) -> None:
    places = files(told.killed) | files(told.out / "profile")
    assert {Path(place).name for place in places} >= {FILE_NAME, f"{FILE_NAME}-wal", "vault.json"}
    assert found(words_of(KEPT + REFUSED), places) == []


def test_no_name_is_in_the_attendance_file_or_its_name(told: Told) -> None:
    assert found(words_of(KEPT + REFUSED), files(told.out / "stick")) == []


def test_only_the_sealed_names_of_an_attendance_file_hold_names(opened: dict[str, bytes]) -> None:
    assert {word for place, word, form in found(KEPT, opened) if form == "utf-8"} == set(KEPT)
    assert {place for place, _, _ in found(words_of(KEPT), opened)} == {"names.csv"}


def test_no_name_is_printed_or_left_among_temporary_files_or_at_home(told: Told) -> None:
    assert all(told.printed[name].strip() for name in told.printed if name != "killed")
    # Who verifies a paper is told the name that was signed, to hold it against the paper; nothing else prints one.
    proofs = {"verify": told.printed["verify"]}
    assert found(NOBODYS, proofs) == []
    assert found(words_of(KEPT + REFUSED), {**told.printed, "verify": b""} | files(told.home)) == []


def test_a_refused_name_is_nowhere_at_all(told: Told, pages: dict[str, bytes], opened: dict[str, bytes]) -> None:
    assert len(NOBODYS) > len(REFUSED)
    assert found(NOBODYS, pages | opened | files(told.out) | files(told.killed) | files(told.home)) == []


def test_the_certificates_hold_the_consenting_names_only(told: Told) -> None:
    pdf = told.out / "certificates.pdf"
    copied = subprocess.run(["pdftotext", "-enc", "UTF-8", "-layout", str(pdf), "-"], capture_output=True, check=True)
    text = " ".join(unicodedata.normalize("NFC", copied.stdout.decode("utf-8")).split())
    target = pdf.parent.parent / "credentials.cbor"
    subprocess.run(["pdfdetach", "-save", "1", "-o", str(target), str(pdf)], check=True)
    places = {"copied": text.encode(), "carried": target.read_bytes()}
    absent = listed()[2][0]
    printed = {word for place, word, form in found(KEPT, places) if (place, form) == ("copied", "utf-8")}
    signed = {word for place, word, form in found(KEPT, places) if (place, form) == ("carried", "certificate")}
    assert printed == set(KEPT) - {absent}
    # The first code signs one name, the words of the sheet the other one.
    assert signed == printed
    assert found(NOBODYS, places) == []


@pytest.mark.parametrize(
    "step",
    [
        {"add": {**JOINED, "consent": "perhaps"}},
        {"add": JOINED["name_bn"]},
        {"late": JOINED["name_bn"]},
        {"answer": {JOINED["name_bn"]: "A"}},
        {"group": "g2", "roster": "open.csv", "place": "eiin:107845", "year": 2026},
        {"group": "g2", "roster": "torn.xlsx", "place": "eiin:107845", "year": 2026},
    ],
    ids=lambda step: next(iter(step)),
)
def test_a_script_that_stops_in_the_middle_says_no_name(tmp_path: Path, step: Step) -> None:
    text = LIST.read_text("utf-8-sig")
    (tmp_path / LIST.name).write_text(text, "utf-8")
    (tmp_path / "open.csv").write_text(text + '59,"' + JOINED["name_bn"], "utf-8")
    (tmp_path / "torn.xlsx").write_bytes(b"PK\3\4" + text.encode())
    papers: list[Step] = [{"finish": "s1"}, {"certificates": "certificates.pdf"}]
    script = write_script(tmp_path / "script.jsonl", [*STEPS[:5], step, *papers])
    # The second time it goes on with the step at which it stopped.
    for words in (["--json"], ["--lang", "bn"]):
        with derived_lightly():
            done = bsuh_here("rehearse", script, "--out", tmp_path / "out", *words)
        assert done.status == 2, done.err
        assert "Traceback" not in done.err
        assert found(words_of(KEPT + REFUSED), {"printed": f"{done.out}\n{done.err}".encode()}) == []
