from __future__ import annotations

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.attendance_facts import NameRow, write_names
from bsuh_desktop.exchange.attendance_writer import build_attendance_file
from bsuh_desktop.exchange.contents import Contents, open_names, read_contents
from bsuh_desktop.trust.sealing import Opener, new_identity, recipient_of, seal, unseal
from tests.helpers.attendance import COORDINATOR_IDENTITY, facts, sender


@pytest.fixture(scope="module")
def contents() -> Contents:
    return read_contents(unseal(build_attendance_file(facts(), sender()).data, [COORDINATOR_IDENTITY]))


def refusal(contents: Contents, identity: str = COORDINATOR_IDENTITY) -> str:
    with pytest.raises(KnownError) as caught:
        open_names(contents, Opener([identity]))
    return caught.value.code


def with_table(contents: Contents, table: bytes) -> Contents:
    return replace(contents, sealed_names=seal(table, [recipient_of(COORDINATOR_IDENTITY)]))


def test_only_a_recipient_opens_names(contents: Contents) -> None:
    assert refusal(contents, new_identity()) == "not_ours"


def test_a_name_belongs_to_a_learner_of_the_class(contents: Contents) -> None:
    stranger = write_names([NameRow("L999999999999", "রহিমা", "", b"")])
    assert refusal(with_table(contents, stranger)) == "altered"
    assert refusal(with_table(contents, b"no table")) == "altered"
    assert open_names(with_table(contents, write_names(())), Opener([COORDINATOR_IDENTITY])) == ()
