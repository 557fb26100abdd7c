"""Requests of people who have no desk of their own here, and desks that give and take."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.grants_view import GivenGrant
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests, write_request
from bsuh_desktop.services.programme.key_lists import renew_lists, take_list
from bsuh_desktop.services.safekeeping.recovery import take_copy
from bsuh_desktop.trust.grant_request import GrantAnswer, GrantRequest, Role, read_answer, sign_request
from bsuh_desktop.trust.key_list import KeyList, read_key_list
from bsuh_desktop.trust.recovery_code import read_copy
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers.attendance import COORDINATOR_IDENTITY, PARTNER
from tests.helpers.keys import key
from tests.helpers.programmes import joined_desk

TODAY = datetime.date(2026, 8, 3)
"""The day of `tests.helpers.desks.clock_at`."""


def asking(name: str, role: Role = "device", **changed: object) -> GrantRequest:
    """What the key that grows from `name` asks for in the trial programme."""
    usual: dict[str, object] = {
        "role": role,
        "programme": "trial",
        "programme_version": 1,
        "key": key(name).public,
        "recipient": recipient_of(COORDINATOR_IDENTITY),
        "partner": PARTNER,
        "made": TODAY,
    }
    return GrantRequest(**usual | changed)  # type: ignore[arg-type]


def write_asking(folder: Path, name: str, role: Role = "device", **changed: object) -> Path:
    """The same, signed, as a file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"request-{name.replace(' ', '-')}-{len(list(folder.iterdir()))}.bsuh-request"
    path.write_bytes(sign_request(asking(name, role, **changed), key(name)))
    return path


def office_desk(folder: Path) -> Desk:
    """A desk that keeps the trial programme's root key."""
    desk = joined_desk(folder)
    desk.take_root(key("root"))
    return desk


def coordinator_desk(folder: Path, office: Desk) -> Desk:
    """A desk that `office` made a coordinator of the trial programme's partner."""
    desk = joined_desk(folder)
    accept(desk, given(office, [write_request(desk, "coordinator", folder)], folder / "answer")[0].path)
    return desk


def given(
    desk: Desk,
    paths: Sequence[Path],
    out: Path,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> tuple[GivenGrant, ...]:
    """Looks at requests and grants those that can be."""
    return issue(desk, look_at_requests(desk, paths, first, last), out, first, last)


def answer_in(path: Path) -> GrantAnswer:
    """What an answer's file holds."""
    return read_answer(path.read_bytes())


def refused(wanted: str) -> pytest.RaisesExc[KnownError]:
    """Expects a refusal with this code."""
    return pytest.raises(KnownError, check=lambda error: error.code == wanted)


def sign_list(desk: Desk, day: datetime.date) -> bytes:
    """The next version of the desk's own list, the root key's where it keeps that one, as it goes onto a stick."""
    with tempfile.TemporaryDirectory() as folder:
        return renew_lists(desk, day, Path(folder))[0].read_bytes()


def list_taken(desk: Desk, data: bytes) -> KeyList:
    """Reads a list of keys, and keeps it at a desk."""
    taken = read_key_list(data)
    take_list(desk, taken, data)
    return taken


def copy_taken(desk: Desk, data: bytes) -> bool:
    """Reads a sealed recovery code, and keeps it at a coordinator's desk; True if it is new there."""
    return take_copy(desk, read_copy(data), data)
