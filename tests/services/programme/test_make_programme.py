from __future__ import annotations

import datetime
import itertools
import json
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.make_programme import (
    PLACE,
    file_name,
    make_programme,
    republish,
    verifier_of,
    write_sheet,
)
from bsuh_desktop.services.programme.programme_view import Finding, MadeProgramme, ProgrammeDraft
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.trust.programme import Partner, Programme, read_programme
from bsuh_desktop.trust.root_key import recovery_identity, root_of
from bsuh_desktop.trust.sealing import new_identity, recipient_of
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.disks import disk_at
from tests.helpers.papers import copied
from tests.helpers.programmes import joined_desk, new_office
from tests.helpers.settings_files import write_settings

TODAY = datetime.date(2026, 8, 3)
FIRST, SECOND = (recipient_of(new_identity()) for _ in range(2))


class Office(NamedTuple):
    """A desk that made its programme's first version into `out`."""

    desk: Desk
    draft: ProgrammeDraft
    out: Path
    made: MadeProgramme


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    desk = new_office(folder / "profile", PASSPHRASE, clock_at())
    draft = read_settings(write_settings(folder))
    with desk.store:
        yield Office(desk, draft, folder / "out", make_programme(desk, draft, folder / "out", TODAY))


def changed(draft: ProgrammeDraft, **fields: object) -> ProgrammeDraft:
    assert draft.programme is not None
    return replace(draft, programme=replace(draft.programme, **fields))


def words_on(sheet: Path) -> str:
    """The words as somebody copies them: the numbers from 1 to 24 each with what stands behind."""
    text = " ".join(copied(sheet.read_bytes())).split()
    numbered = dict(itertools.pairwise(text))
    return " ".join(numbered[str(number)] for number in range(1, 25))


def test_the_first_time_a_root_key_is_made_kept_and_written_on_its_sheet(office: Office) -> None:
    desk, made = office.desk, office.made
    assert (made.id, made.version, made.path.name) == ("kurigram", 1, "kurigram-programme-v1.bsuh-programme")
    assert made.sheet is not None
    root = desk.root_key
    assert root is not None
    assert root_of(words_on(made.sheet)).public == root.public
    assert stat.S_IMODE(made.sheet.stat().st_mode) == 0o600
    programme = read_programme(made.path.read_bytes())
    assert desk.programme == programme
    assert (programme.root_key, programme.recovery) == (root.public, (recipient_of(recovery_identity(root)),))
    assert recovery_identity(root) in desk.identities
    assert (desk.programme_file, desk.partner, desk.standing(False)) == (made.path.read_bytes(), 3, "waiting")


def test_the_programme_is_there_when_the_desk_is_opened_again(tmp_path: Path) -> None:
    desk = new_office(tmp_path / "profile", PASSPHRASE, clock_at())
    make_programme(desk, read_settings(write_settings(tmp_path)), tmp_path, TODAY)
    root = desk.root_key
    desk.close()
    again = open_desk(tmp_path / "profile", PASSPHRASE, clock_at())
    with again.store:
        assert root is not None
        assert again.root_key is not None
        assert (again.root_key.seed, again.programme.id) == (root.seed, "kurigram")


def test_the_page_for_everybody_holds_this_programmes_key(office: Office) -> None:
    tricky = replace(office.desk.programme, names=LocalText("</script>", "<!--"))
    page = verifier_of(office.desk, tricky)
    if page is None:
        pytest.skip("this copy brings no page")
    assert PLACE not in page
    found = re.findall(rb'<script id="programme" type="application/json">(.*?)</script>', page)
    facts = json.loads(found[0])
    assert facts["names"] == {"bn": "</script>", "en": "<!--"}
    assert (facts["id"], facts["version"], facts["modules"]["taps-traps-taka"]) == ("kurigram", 1, 5)
    assert facts["partners"][1] == {"number": 4, "names": {"bn": "নদী ফাউন্ডেশন", "en": "Nodi Foundation"}}
    assert facts["titles"]["taps-traps-taka"]["en"]


def test_a_later_version_keeps_the_root_and_whom_grants_have_added(tmp_path: Path) -> None:
    desk = new_office(tmp_path / "profile", PASSPHRASE, clock_at())
    draft = read_settings(write_settings(tmp_path))
    with desk.store:
        first = read_programme(make_programme(desk, draft, tmp_path, TODAY).path.read_bytes())
        with desk.transaction():
            second = read_programme(republish(desk, {3: [FIRST], 0: [SECOND]}))
            assert republish(desk, {3: [SECOND]}) == desk.programme_file
        assert [partner.recipients for partner in second.partners] == [(SECOND, FIRST), (SECOND,)]
        made = make_programme(desk, changed(draft, retention_days=30), tmp_path, TODAY)
        third = read_programme(made.path.read_bytes())
        assert (made.sheet, made.version, third.root_key) == (None, 3, first.root_key)
        assert (third.partners, third.retention_days, third.places) == (second.partners, 30, first.places)
        fourth = make_programme(desk, replace(draft, removed=(FIRST,)), tmp_path, TODAY)
        assert [one.recipients for one in read_programme(fourth.path.read_bytes()).partners] == [(SECOND,), (SECOND,)]
        with desk.transaction():
            assert read_programme(republish(desk, {}, without=[SECOND])).partners[0].recipients == ()


def _other_ids(programme: Programme) -> dict[str, object]:
    first, second = programme.partners
    return {"partners": (replace(first, id="other"), second)}


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("another_programme", {"id": "other"}),
        ("older_programme", {"version": 1}),
        ("partner_missing", {"partners": (Partner(4, "nodi", LocalText("নদী", "Nodi"), ()),)}),
        ("number_taken", {"modules": {"ones-own": 5}}),
        ("number_taken", {"modules": {"taps-traps-taka": 77}}),
        ("number_taken", None),
    ],
)
def test_what_would_break_what_was_given_is_refused(
    office: Office, tmp_path: Path, code: str, fields: dict[str, object] | None
) -> None:
    before = office.desk.programme_file
    wish = _other_ids(office.desk.programme) if fields is None else fields
    with pytest.raises(KnownError) as refused:
        make_programme(office.desk, changed(office.draft, **wish), tmp_path / "out", TODAY)
    assert refused.value.code == code
    assert office.desk.programme_file == before
    assert names(tmp_path / "out") == []


def test_a_number_that_was_given_stays_though_the_settings_do_not_name_it(tmp_path: Path) -> None:
    desk = new_office(tmp_path / "profile", PASSPHRASE, clock_at())
    draft = read_settings(write_settings(tmp_path))
    with desk.store:
        make_programme(desk, changed(draft, modules={"ones-own": 40}), tmp_path, TODAY)
        make_programme(desk, changed(draft, modules={"another": 41}, version=9), tmp_path, TODAY)
        assert (desk.programme.version, desk.programme.modules) == (9, {"ones-own": 40, "another": 41})


def test_settings_with_slips_make_nothing(office: Office, tmp_path: Path) -> None:
    draft = read_settings(write_settings(tmp_path, slips=True))
    assert isinstance(draft.findings[0], Finding)
    with pytest.raises(KnownError) as refused:
        make_programme(office.desk, draft, tmp_path / "out", TODAY)
    assert refused.value.code == "settings_wrong"
    assert not (tmp_path / "out").exists()


def test_a_desk_without_the_root_key_makes_no_version(office: Office, tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    with desk.store:
        for refused_call in (
            lambda: make_programme(desk, office.draft, tmp_path / "out", TODAY),
            lambda: republish(desk, {}),
            lambda: write_sheet(desk, tmp_path / "out", TODAY),
        ):
            with pytest.raises(KnownError) as refused:
                refused_call()
            assert refused.value.code == "no_root_key"


def names(folder: Path) -> Sequence[str]:
    return sorted(path.name for path in folder.iterdir())


def test_on_a_full_disk_nothing_is_made_and_a_second_try_makes_all(tmp_path: Path) -> None:
    desk = new_office(tmp_path / "profile", PASSPHRASE, clock_at())
    draft = read_settings(write_settings(tmp_path))
    with desk.store, disk_at(tmp_path / "stick", "size=100k") as stick:
        # There is room for the sheet, not for the page of everybody.
        with pytest.raises(KnownError) as refused:
            make_programme(desk, draft, stick.path, TODAY)
        assert (refused.value.code, names(stick.path)) == ("disk_full", [])
        assert (desk.root_key, desk.practising) == (None, True)
        stick.remount("size=8m")
        made = make_programme(desk, draft, stick.path, TODAY)
        root = desk.root_key
        assert root is not None
        assert made.sheet is not None
        assert root_of(words_on(made.sheet)).public == root.public
        assert len(names(stick.path)) == 3


def test_a_store_that_cannot_keep_the_root_key_leaves_no_file(tmp_path: Path) -> None:
    draft = read_settings(write_settings(tmp_path))
    with disk_at(tmp_path / "laptop") as laptop:
        desk = new_office(laptop.path / "profile", PASSPHRASE, clock_at())
        with desk.store:
            laptop.fill()
            with pytest.raises(KnownError) as refused:
                make_programme(desk, draft, tmp_path / "out", TODAY)
            assert (refused.value.code, names(tmp_path / "out")) == ("disk_full", [])
            assert (desk.root_key, desk.practising) == (None, True)
            laptop.make_room()
            assert make_programme(desk, draft, tmp_path / "out", TODAY).version == 1
            assert desk.root_key is not None


def test_another_file_is_never_written_over(tmp_path: Path) -> None:
    desk = new_office(tmp_path / "profile", PASSPHRASE, clock_at())
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kurigram-programme-v1.bsuh-programme").write_bytes(b"somebody's")
    with desk.store:
        with pytest.raises(KnownError) as refused:
            make_programme(desk, read_settings(write_settings(tmp_path)), tmp_path / "out", TODAY)
        assert (refused.value.code, desk.root_key) == ("already_there", None)
    assert names(tmp_path / "out") == ["kurigram-programme-v1.bsuh-programme"]
    assert (tmp_path / "out" / "kurigram-programme-v1.bsuh-programme").read_bytes() == b"somebody's"


def test_a_programme_that_others_named_is_written_into_the_folder_under_a_name_that_windows_takes(
    office: Office,
) -> None:
    programme = office.desk.programme
    assert file_name(replace(programme, id="kurigram", version=2)) == "kurigram-programme-v2.bsuh-programme"
    assert file_name(replace(programme, id="../con: all?", version=2)) == "..-con- all--programme-v2.bsuh-programme"
