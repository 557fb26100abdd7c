from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_writer import build_attendance_file, file_name
from bsuh_desktop.exchange.contents import open_names, read_contents
from bsuh_desktop.exchange.package import MEMBERS
from bsuh_desktop.trust.sealing import Opener, recipient_count, unseal
from tests.helpers.attendance import COORDINATOR_IDENTITY, SESSION, facts, programme, sender
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.keys import DAY


def test_what_is_remembered_of_a_file_is_what_stands_in_it() -> None:
    file = build_attendance_file(facts(), sender())
    assert file.sha256 == hashlib.sha256(file.data).digest()
    with zipfile.ZipFile(io.BytesIO(unseal(file.data, [COORDINATOR_IDENTITY]))) as archive:
        assert tuple(archive.namelist()) == MEMBERS
        assert hashlib.sha256(archive.read("manifest.json")).digest() == file.manifest_sha256
    manifest = read_contents(unseal(file.data, [COORDINATOR_IDENTITY])).manifest
    assert (manifest.chain.head, manifest.receipt_key) == (file.chain_head, file.receipt_key)
    assert (manifest.session, manifest.revision, manifest.nth, manifest.prev) == (SESSION, 1, 1, b"")


def test_manifests_of_a_key_stand_in_a_row() -> None:
    first = build_attendance_file(facts(), sender())
    second = build_attendance_file(facts(revision=2), sender(nth=2, previous=first.manifest_sha256))
    read = read_attendance_file(second.data, [COORDINATOR_IDENTITY], [programme()])
    assert read.verdict is Verdict.GOOD
    assert read.contents is not None
    assert read.contents.manifest.prev == first.manifest_sha256
    assert first.receipt_key != second.receipt_key
    assert len(first.receipt_key) == 32


def test_no_name_stands_in_the_facts_or_in_the_file() -> None:
    file = build_attendance_file(facts(), sender())
    opened = unseal(file.data, [COORDINATOR_IDENTITY])
    with zipfile.ZipFile(io.BytesIO(opened)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sealed = members.pop("names.csv.age")
    for data in (*members.values(), sealed, opened, file.data):
        assert "রহিমা".encode() not in data
        assert b"Rahima" not in data
    assert "রহিমা".encode() in unseal(sealed, [COORDINATOR_IDENTITY])
    assert recipient_count(sealed) == recipient_count(file.data) == 2


def test_names_are_opened_apart_by_the_same_recipients() -> None:
    given = facts()
    read = read_contents(unseal(build_attendance_file(given, sender()).data, [COORDINATOR_IDENTITY]))
    assert open_names(read, Opener([COORDINATOR_IDENTITY])) == given.names


def test_nothing_personal_stands_in_the_name_and_a_stick_can_carry_it() -> None:
    assert file_name(DAY, "eiin:107845", SESSION) == "2026-07-14-eiin-107845-SESS00000000000X.bsuh"
    for place in ("eiin:1/2", "..", "local:ক", "a b", "a*"):
        with pytest.raises(ValueError, match="file name"):
            file_name(DAY, place, SESSION)
