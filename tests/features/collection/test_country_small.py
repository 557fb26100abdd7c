"""A country of 220 classes, every kind of bad file beside them: what the truth says, file by file and in numbers.

They come into the register in two halves and a few more. On demand one of 300, killed three times more:
`python -m pytest -m soak -s tests/features/collection/test_country_small.py`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.chain import journal_line, make_entry, read_journal_line
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.attendance_reader import judge
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.services.collection.collected_files import COLLECT_VERDICTS
from bsuh_desktop.services.verify.known import known_to
from tests.benchmarks.country.check_register import untrue
from tests.benchmarks.country.inside import Inside, inside
from tests.benchmarks.country.make_country import STICKS, Country, make_country, open_office
from tests.benchmarks.country.plan import KINDS, REVOKED, Wish
from tests.benchmarks.country.run_collect import DECISIONS, Ran, archived, collected, killed, killed_at
from tests.benchmarks.country.truth import ARCHIVED, TrueFile, expected
from tests.helpers.attendance_files import open_file
from tests.helpers.sampled import few_and_all

pytestmark = pytest.mark.usefixtures("known_keys")

FILES, ON_DEMAND, SEED = 220, 300, 20260803
# What `exchange.attendance_reader` says of what collecting calls otherwise, or knows by other files only.
_READ = {"merged": "good", "passed_over": "unreadable", "": "good"}


@pytest.fixture(scope="module", params=few_and_all(FILES, ON_DEMAND))
def wish(request: pytest.FixtureRequest) -> Wish:
    return Wish(request.param, SEED, lean=True)


@pytest.fixture(scope="module")
def country(wish: Wish, tmp_path_factory: pytest.TempPathFactory) -> Country:
    return make_country(wish, tmp_path_factory.mktemp("made") / "country")


def test_every_kind_of_bad_file_is_there(wish: Wish, country: Country) -> None:
    kinds = Counter(one.kind for one in country.files.values())
    twice = {"second_form", "same_place", "two_laptops", "older_after_newer", "newer_after_older"}
    each = wish.of_each_kind
    wanted = {kind: 2 * each if kind in twice else each for kind in (*KINDS, REVOKED)}
    assert {kind: kinds[kind] for kind in wanted} == wanted
    assert country.figures[""][""].classes == wish.files


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


def test_the_same_wish_makes_the_same_country(wish: Wish, country: Country, tmp_path: Path) -> None:
    """But for what age and the receipt's key draw anew; and by two processes as by one."""
    again = make_country(wish, tmp_path / "again", workers=2)
    assert again.figures == country.figures
    assert without_hashes(again) == without_hashes(country)
    other = make_country(Wish(FILES // 4, SEED + 1, lean=True), tmp_path / "other")
    assert without_hashes(other).isdisjoint(without_hashes(country))


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


@pytest.fixture(scope="module")
def first(country: Country) -> tuple[Ran, Inside]:
    register = country.out / "first"
    return collected(country, register), inside(country, register)


def test_all_of_it_is_collected_as_the_truth_says(country: Country, first: tuple[Ran, Inside]) -> None:
    """Verdict by verdict, archive, what counts for each class, and the figures."""
    ran, found = first
    said = ran.verdicts(country)
    assert untrue(country, said, found) == []
    assert ran.said["counts"] == {verdict: list(said.values()).count(verdict) for verdict in COLLECT_VERDICTS}


def test_the_truth_notices_what_is_wrong(country: Country, first: tuple[Ran, Inside]) -> None:
    ran, found = first
    said = ran.verdicts(country)
    lost = next(path for path, verdict in said.items() if verdict == "altered")
    assert len(untrue(country, said | {lost: "merged"}, found)) >= 1
    assert len(untrue(country, {path: said[path] for path in said if path != lost}, found)) == 1
    less = replace(found, archive=frozenset(sorted(found.archive)[1:]))
    assert len(untrue(country, said, less)) == 1
    others = found.tables | {"month": {}}
    assert len(untrue(country, said, replace(found, tables=others))) == len(country.figures["month"])


def test_the_same_again_changes_nothing(country: Country, first: tuple[Ran, Inside]) -> None:
    _, found = first
    register = country.out / "first"
    before = (register / DECISIONS).read_bytes()
    again = collected(country, register, workers=0)
    assert (register / DECISIONS).read_bytes() == before
    assert inside(country, register) == found
    kept = sum(again.said["counts"][verdict] for verdict in ("identical",))
    assert kept == sum(one in (*ARCHIVED, "identical") for one in first[0].verdicts(country).values())


def test_killed_on_the_way_it_comes_to_the_same(wish: Wish, country: Country, first: tuple[Ran, Inside]) -> None:
    _, found = first
    register, chance = country.out / "killed", wish.chance("kills")
    whole = len(found.archive)
    killed_at(country, register, "begun", chance.randrange(1, whole // 4))
    assert not (register / DECISIONS).read_bytes()
    killed_at(country, register, "decided", 1)
    assert archived(register) < whole, "all of it was in the first batch"
    for kill in range(3 if wish.files == ON_DEMAND else 0):
        # Nothing is expected of where a run is by then.
        killed(country, register, archived, int(whole * (kill + 1 + chance.random()) / 4), chance)
    collected(country, register)
    assert inside(country, register) == found


def test_the_order_says_which_of_two_counts() -> None:
    def file(path: str, revision: int, rule: str) -> TrueFile:
        return TrueFile(path, "", path, "", "S", revision, rule, "S")  # type: ignore[arg-type]

    first, second = file("a", 1, "revisions"), file("b", 2, "revisions")
    files = {"a": first, "b": second, "c": replace(first, path="c")}
    assert expected(files, ["a", "b", "c"]) == {"a": "merged", "b": "newer", "c": "identical"}
    assert expected(files, ["b", "a", "c"]) == {"b": "merged", "a": "identical", "c": "identical"}
    forms = {"a": file("a", 1, "contradict"), "b": file("b", 1, "contradict")}
    assert expected(forms, ["b", "a"]) == {"b": "merged", "a": "conflict"}
