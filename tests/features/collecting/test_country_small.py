"""A country of 300 classes, every kind of bad file beside them: what the truth says, file by file and in numbers."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.chain import journal_line, make_entry, read_journal_line
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.read import judge, open_file
from bsuh_desktop.services.verifying.known import known_to
from tests.benchmarks.country.making import STICKS, Country, make_country, open_office
from tests.benchmarks.country.plan import KINDS, REVOKED, Wish
from tests.benchmarks.country.truth import TrueFile, expected

FILES, SEED = 300, 20260803
# What `exchange.read` says of what collecting calls otherwise, or knows by other files only.
_READ = {"merged": "good", "passed_over": "unreadable", "": "good"}


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return make_country(Wish(FILES, SEED, lean=True), tmp_path_factory.mktemp("made") / "country")


def test_every_kind_of_bad_file_is_there(country: Country) -> None:
    kinds = Counter(one.kind for one in country.files.values())
    twice = {"second_form", "same_place", "two_laptops", "older_after_newer", "newer_after_older"}
    wanted = {kind: 6 if kind in twice else 3 for kind in (*KINDS, REVOKED)}
    assert {kind: kinds[kind] for kind in wanted} == wanted
    assert country.figures[""][""].classes == FILES


def test_every_file_is_worth_what_the_truth_says(country: Country) -> None:
    """By the product's reading alone, which knows all files before it judges the first."""
    desk = open_office(country)
    known = known_to(desk)
    desk.close()
    opened = {path: read(country, path, known.identities) for path in country.files}
    links = {one.link.sha256: one.link for one in opened.values() if isinstance(one, Contents)}
    said = {
        path: judge(one, known.programmes, (), known.lists, links).verdict.value if isinstance(one, Contents) else one
        for path, one in opened.items()
    }
    assert said == {path: _READ.get(one.verdict, one.verdict) for path, one in country.files.items()}


def read(country: Country, path: str, identities: tuple[str, ...]) -> Contents | str:
    data = (country.out / STICKS / path).read_bytes()
    assert hashlib.sha256(data).hexdigest() == country.files[path].sha256
    try:
        return open_file(data, identities)
    except KnownError as refused:
        return refused.code


def test_the_same_wish_makes_the_same_country(country: Country, tmp_path: Path) -> None:
    """But for what age and the receipt's key draw anew; and by two processes as by one."""
    again = make_country(Wish(FILES, SEED, lean=True), tmp_path / "again", workers=2)
    assert again.figures == country.figures
    assert without_hashes(again) == without_hashes(country)
    other = make_country(Wish(FILES, SEED + 1, lean=True), tmp_path / "other")
    assert without_hashes(other) != without_hashes(country)


def without_hashes(country: Country) -> set[TrueFile]:
    """Of a revision it is also told by its session what it belongs to."""
    return {replace(one, sha256="") for one in country.files.values()}


def test_what_was_written_quickly_is_a_journal_as_any_other(country: Country) -> None:
    desk = open_office(country)
    path = next(path for path, one in country.files.items() if one.kind == "good")
    contents = read(country, path, desk.identities)
    desk.close()
    assert isinstance(contents, Contents)
    for entry in contents.journal:
        event = entry.event()
        assert event is not None
        again = make_entry(entry.header, event)
        assert again.data == entry.data
        assert read_journal_line(journal_line(again)).header == entry.header


def test_the_order_says_which_of_two_counts() -> None:
    def file(path: str, revision: int, rule: str) -> TrueFile:
        return TrueFile(path, "", path, "", "S", revision, rule, "S")  # type: ignore[arg-type]

    first, second = file("a", 1, "revisions"), file("b", 2, "revisions")
    files = {"a": first, "b": second, "c": replace(first, path="c")}
    assert expected(files, ["a", "b", "c"]) == {"a": "merged", "b": "newer", "c": "identical"}
    assert expected(files, ["b", "a", "c"]) == {"b": "merged", "a": "identical", "c": "identical"}
    forms = {"a": file("a", 1, "contradict"), "b": file("b", 1, "contradict")}
    assert expected(forms, ["b", "a"]) == {"b": "merged", "a": "conflict"}
