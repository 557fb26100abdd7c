from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.join import join, join_file, look_at, partner_of_words
from bsuh_desktop.services.programme.make_programme import recover_root
from bsuh_desktop.services.programme.programme_view import programme_view
from bsuh_desktop.services.safekeeping.first_run import NewDesk, fresh_desk
from bsuh_desktop.trust.programme import Partner, Programme, sign_programme
from bsuh_desktop.trust.root_key import recovery_identity, root_print, words_of
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, practice_desk
from tests.helpers.keys import key
from tests.helpers.programmes import programme_file

OTHER = Partner(7, "nodi", LocalText("নদী", "Nodi"), ())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    fresh = practice_desk(tmp_path)
    yield fresh
    fresh.close()


def several(version: int = 1) -> Programme:
    return replace(programme(), version=version, partners=(*programme().partners, OTHER))


def file_of(folder: Path, wanted: Programme, signer: str = "root") -> Path:
    path = folder / f"{signer}-{wanted.version}-{len(wanted.partners)}.json"
    path.write_bytes(sign_programme(wanted, key(signer)))
    return path


def refusal(desk: Desk, path: Path, partner: int | None = None) -> str:
    with pytest.raises(KnownError) as refused:
        join_file(desk, path, partner)
    return refused.value.code


def test_the_only_partner_need_not_be_named(desk: Desk, tmp_path: Path) -> None:
    view = join_file(desk, file_of(tmp_path, programme()), None)
    assert (view.practising, view.standing, desk.partner) == (False, "waiting", PARTNER)
    assert view.root_print == root_print(key("root").public)
    assert (view.places, view.waiting, view.request_made, view.keeps_root) == (len(programme().places), 0, False, False)
    a_class(desk).finish()
    assert programme_view(desk).waiting == 1


def test_a_class_whose_day_nobody_said_waits_for_no_grant_yet(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    join(desk, programme_file(), PARTNER)
    a_class(desk).finish()
    clock.advance(-3 * 86_400)
    doubtful = a_class(desk)
    doubtful.finish()
    assert desk.store.journal.finished()[doubtful.session].needs_date
    assert programme_view(desk).waiting == 1
    desk.close()


def test_of_several_partners_one_is_named_and_kept_by_newer_versions(desk: Desk, tmp_path: Path) -> None:
    path = file_of(tmp_path, several())
    assert refusal(desk, path) == "partner_needed"
    assert desk.practising
    assert refusal(desk, path, 5) == "unknown_partner"
    assert join_file(desk, path, 7).partner == OTHER.names
    assert join_file(desk, file_of(tmp_path, several(2)), None).version == 2
    assert desk.partner == 7


def test_versions_only_move_forward(desk: Desk, tmp_path: Path) -> None:
    join_file(desk, file_of(tmp_path, several(2)), 7)
    before = desk.programme_file
    assert refusal(desk, file_of(tmp_path, several(1)), 7) == "older_programme"
    assert refusal(desk, file_of(tmp_path, replace(programme(), version=2)), PARTNER) == "same_version"
    foreign = replace(several(3), root_key=key("foreign").public)
    assert refusal(desk, file_of(tmp_path, foreign, "foreign"), 7) == "another_programme"
    assert desk.programme_file == before
    # The same file again may change the partner.
    assert join_file(desk, file_of(tmp_path, several(2)), PARTNER).version == 2
    assert desk.partner == PARTNER


def test_a_partner_is_named_by_number_id_or_name(tmp_path: Path) -> None:
    offer = look_at(file_of(tmp_path, several()))
    for words in ("7", "৭", "nodi", "NODI", " নদী "):
        assert partner_of_words(offer, words) == 7
    assert partner_of_words(offer, None) is None
    with pytest.raises(KnownError) as refused:
        partner_of_words(offer, "8")
    assert (refused.value.code, "7 nodi" in str(refused.value)) == ("unknown_partner", True)


def test_what_is_no_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "words.json").write_text("not a programme")
    assert refusal(desk, tmp_path / "words.json") == "unreadable"
    assert refusal(desk, tmp_path / "none.json") == "file_not_opened"
    assert refusal(desk, tmp_path) == "file_not_opened"


def test_the_root_key_comes_back_from_its_words(desk: Desk) -> None:
    file, words = sign_programme(programme(), key("root")), " ".join(words_of(key("root")))
    for wrong, code in (
        (" ".join(words_of(key("foreign"))), "other_sheet"),
        (words.replace(words.split()[3], "abandom"), "wrong_words"),
        (" ".join(words.split()[:23]), "wrong_words"),
    ):
        with pytest.raises(KnownError) as refused:
            recover_root(desk, file, wrong)
        assert (refused.value.code, desk.root_key, desk.practising) == (code, None, True)
    recover_root(desk, file, "\n".join(f"{place}. {word.upper()}" for place, word in enumerate(words.split(), 1)))
    assert desk.root_key is not None
    assert (desk.root_key.seed, desk.programme) == (key("root").seed, programme())
    assert recovery_identity(key("root")) in desk.identities


def test_a_desk_that_works_in_the_programme_takes_the_root_key_too(desk: Desk) -> None:
    newer = sign_programme(several(2), key("root"))
    join(desk, newer, 7)
    older = sign_programme(several(1), key("root"))
    with pytest.raises(KnownError) as refused:
        recover_root(desk, older, " ".join(words_of(key("root"))))
    assert (refused.value.code, desk.root_key) == ("older_programme", None)
    recover_root(desk, sign_programme(several(3), key("root")), " ".join(words_of(key("root"))))
    assert (desk.programme.version, desk.partner, programme_view(desk).keeps_root) == (3, 7, True)


def join_nothing(folder: Path) -> None:
    with fresh_desk(folder, NewDesk(PASSPHRASE, "শিরিন"), clock_at()) as (desk, code):
        assert len(code) == 26
        join(desk, b"no programme", 1)


def test_a_fresh_desk_whose_work_fails_leaves_nothing(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.mkdir()
    (old / "mine.txt").write_text("stays")
    for folder in (new, old):
        with pytest.raises(KnownError) as refused:
            join_nothing(folder)
        assert refused.value.code == "unreadable"
    assert (new.exists(), [path.name for path in old.iterdir()]) == (False, ["mine.txt"])
