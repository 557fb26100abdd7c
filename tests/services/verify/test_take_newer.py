"""A file that was verified is offered where it is newer than what the desk has, and taken in when somebody says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.grants_view import Accepted
from bsuh_desktop.services.programme.programme_view import ProgrammeView
from bsuh_desktop.services.verify.known import is_news, take_in
from bsuh_desktop.trust.grant_request import write_answer
from bsuh_desktop.trust.key_list import sign_key_list
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers.attendance import programme
from tests.helpers.desks import practice_desk
from tests.helpers.keys import chain, chain_for, key
from tests.helpers.office_files import coordinators_list
from tests.helpers.programmes import joined_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of the trial programme that waits for its grant."""
    desk = joined_desk(tmp_path_factory.mktemp("joined"))
    yield desk
    desk.close()


def on_stick(folder: Path, data: bytes) -> Path:
    path = folder / "file.json"
    path.write_bytes(data)
    return path


def test_a_grant_for_this_desk_and_no_other(desk: Desk, tmp_path: Path) -> None:
    assert not is_news(desk, on_stick(tmp_path, write_answer(chain())))
    own = on_stick(tmp_path, write_answer(chain_for(desk.vault.signing_key.public)))
    assert is_news(desk, own)
    taken = take_in(desk, own)
    assert isinstance(taken, Accepted)
    assert taken.kind == "device"
    assert not is_news(desk, own), "it is in use now"


def test_a_newer_list_of_keys(desk: Desk, tmp_path: Path) -> None:
    first = on_stick(tmp_path, sign_key_list(coordinators_list(), key("coordinator")))
    assert is_news(desk, first)
    take_in(desk, first)
    assert not is_news(desk, first)
    assert is_news(desk, on_stick(tmp_path, sign_key_list(coordinators_list(version=2), key("coordinator"))))
    foreign = coordinators_list(version=3, programme="another")
    assert not is_news(desk, on_stick(tmp_path, sign_key_list(foreign, key("coordinator"))))


def test_a_newer_programme_file(desk: Desk, tmp_path: Path) -> None:
    same = on_stick(tmp_path, sign_programme(programme(), key("root")))
    assert not is_news(desk, same)
    newer = on_stick(tmp_path, sign_programme(replace(programme(), version=9), key("root")))
    assert is_news(desk, newer)
    taken = take_in(desk, newer)
    assert isinstance(taken, ProgrammeView)
    assert (taken.version, desk.programme.version) == (9, 9)


def test_what_brings_nothing(desk: Desk, tmp_path: Path) -> None:
    for data in (b"", b"{}", b'{"key_list":1}', b'{"answer":{}}', b'{"programme":{}}', b"%PDF-1.7"):
        assert not is_news(desk, on_stick(tmp_path, data))
    assert not is_news(desk, tmp_path / "gone.json")
    with pytest.raises(KnownError):
        take_in(desk, on_stick(tmp_path, b"{}"))


def test_a_desk_that_practises_takes_nothing_in(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    answer = write_answer(chain_for(desk.vault.signing_key.public))
    assert not is_news(desk, on_stick(tmp_path, answer))
    desk.close()
