"""A file that ends too early is told apart from one that somebody changed, wherever it was cut."""

from __future__ import annotations

import io
import zipfile

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.package import is_cut_short
from bsuh_desktop.trust.refusals import altered_file, cut_short
from bsuh_desktop.trust.sealing import Opener, new_identity, recipient_of, seal, unproved, unseal
from tests.helpers.attendance import COORDINATOR_IDENTITY
from tests.helpers.attendance_files import open_file, read_attendance_file
from tests.helpers.hand_over import attendance_file

WHOLE = attendance_file((recipient_of(COORDINATOR_IDENTITY),), 1)
OPENER = Opener([COORDINATOR_IDENTITY])
PAYLOAD, NONCE = WHOLE.index(b"\n--- ") + 5 + 44, 16
PLAIN = unseal(WHOLE, OPENER)
MEMBERS_END = PLAIN.index(b"PK\1\2")
with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
    LENGTHS = {one.header_offset + byte for one in archive.infolist() for byte in range(18, 22)}
"""Where the head of each member says how long it is, packed (APPNOTE 4.3.7)."""


def said(data: bytes) -> str:
    with pytest.raises(KnownError) as caught:
        open_file(data, OPENER)
    assert caught.value.code == "altered"
    return str(caught.value.message)


def test_every_cut_is_said_to_be_one() -> None:
    cuts = [*range(PAYLOAD, len(WHOLE), 97), PAYLOAD + 16, len(WHOLE) - 17, len(WHOLE) - 1]
    assert {cut: said(WHOLE[:cut]) for cut in cuts if said(WHOLE[:cut]) != str(cut_short().message)} == {}
    reading = read_attendance_file(WHOLE[:-900], [COORDINATOR_IDENTITY], ())
    assert str(reading.remedy) == "Copy it again from where it came."


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_what_was_changed_is_not_called_cut() -> None:
    # A bit of a member's length says that more comes, and nobody can tell it from a cut. No other bit does.
    called_cut = {place for place in range(len(PLAIN)) if is_cut_short(flipped(PLAIN, place))}
    assert called_cut <= LENGTHS
    places = [place for place in range(PAYLOAD, len(WHOLE), 211) if place - PAYLOAD - NONCE not in LENGTHS]
    changed = [flipped(WHOLE, place) for place in places]
    for data in (*changed, WHOLE[:-40] + bytes(40), WHOLE + b"\0"):
        assert said(data) == str(altered_file().message)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_lies_behind_the_seal_is_seen_as_far_as_it_goes(size: int) -> None:
    plain = bytes(number % 251 for number in range(size))
    sealed = seal(plain, [recipient_of(COORDINATOR_IDENTITY)])
    assert plain in unproved(sealed, OPENER)
    for cut in (16, 17, 70_000):
        assert any(plain.startswith(one) for one in unproved(sealed[: max(0, len(sealed) - cut)], OPENER) or (b"",))
    assert unproved(sealed, Opener([new_identity()])) == ()


def test_a_zip_is_cut_wherever_its_own_lengths_say_that_more_comes() -> None:
    assert not is_cut_short(PLAIN)
    assert all(is_cut_short(PLAIN[:cut]) for cut in range(0, len(PLAIN), 13))
    assert is_cut_short(PLAIN[:MEMBERS_END])
    assert not is_cut_short(b"no archive at all" * 9)
