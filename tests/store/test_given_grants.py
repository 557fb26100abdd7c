"""What an office gave and what a verifier saw, in the encrypted file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.store.known_keys import SeenManifest, SerialBack, StoredKeyList
from bsuh_desktop.store.office import Given
from bsuh_desktop.store.outgoing import SealedFile
from bsuh_desktop.store.store import Store

KEY = bytes(range(32))
ONE = Given(b"1" * 8, b"k" * 32, 2, 4096, 4096, b"grant", "age1", "শিরিন", "2026-08-03", b"")
SEALED = SealedFile("S", 1, 1, "a.bsuh", b"s", b"m", b"c", b"r", 0, b"bytes", 3, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path, KEY) as opened:
        yield opened


def test_a_newer_grant_stands_for_the_older_one_of_its_key_and_kind(store: Store) -> None:
    newer, other = replace(ONE, name=b"2" * 8), replace(ONE, name=b"3" * 8, kind=1, low=0, high=4095)
    for given in (ONE, newer, other):
        store.office.give(given)
    assert store.office.all(2) == [newer]
    assert store.office.all(1) == [other]
    assert store.office.every(2) == [replace(ONE, replaced=1), newer]
    assert store.office.of_key(ONE.key, 2) == newer
    assert store.office.of_key(b"x" * 32, 2) is None
    assert "শিরিন" not in repr(newer)


def test_a_number_is_the_next_one_even_if_its_grant_was_replaced(store: Store) -> None:
    assert store.office.next_number(2, 4096) == 4096
    store.office.give(ONE)
    store.office.give(replace(ONE, name=b"2" * 8))
    assert store.office.next_number(2, 4096) == 4097
    assert store.office.next_number(2, 8192) == 8192
    assert store.office.next_number(1, 0) == 0
    assert store.office.next_number(2, 0, 4095) == 0, "another block"


def test_what_was_given_waits_for_no_backup(store: Store) -> None:
    before = store.milestone()
    store.known.keep_key_list(StoredKeyList(b"i", 1, b"one", "2026-08-03"))
    assert store.milestone() != before


def test_only_key_lists_are_replaced(store: Store) -> None:
    store.known.keep_key_list(StoredKeyList(b"i", 1, b"one", "2026-08-03"))
    store.known.keep_key_list(StoredKeyList(b"i", 2, b"two", "2026-08-04"))
    assert [one.file for one in store.known.key_lists()] == [b"two"]
    first = SeenManifest(b"m", b"k", 1, b"", "S", 2)
    store.known.keep_manifests([first])
    store.known.keep_manifests([replace(first, last_counter=9)])
    store.known.keep_manifests([replace(first, sha256=b"n", nth=2, prev=b"m")])
    store.known.keep_manifests([replace(first, sha256=b"o", key=b"l")])
    assert store.known.manifests([b"k"]) == [first, replace(first, sha256=b"n", nth=2, prev=b"m")]
    assert len(store.known.manifests()) == 3
    assert store.known.files_seen() == {b"k": 2, b"l": 1}
    store.known.revoke_serial(SerialBack("A", "B", "2026-08-03", "S"))
    store.known.revoke_serial(SerialBack("A", "", "2026-08-09", ""))
    assert store.known.serials_back() == store.known.serials_back("S") == [SerialBack("A", "B", "2026-08-03", "S")]
    store.known.keep_chain(b"id", b"grants")
    assert store.known.chains() == {b"id": b"grants"}
    assert (store.known.chain(b"id"), store.known.chain(b"other")) == (b"grants", None)


def test_a_sealed_file_says_for_whom_and_whether_it_waited(store: Store) -> None:
    store.outgoing.keep_sealed(SEALED)
    store.outgoing.keep_sealed(replace(SEALED, revision=2, nth=2, sha256=b"t", manifest_sha256=b"n", granted=1))
    assert store.outgoing.standings()["S"].granted == 1
    newest = store.outgoing.newest_sealed("S")
    assert newest is not None
    assert (newest.partner, newest.granted) == (3, 1)
