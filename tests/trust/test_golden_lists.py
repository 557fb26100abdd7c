"""Requests, answers and key lists of trust/FORMAT.md as exact bytes; the keys that signed them are in vectors.json.

`python -m tests.trust.test_golden_lists` makes the files anew; only a new format version is a reason to.
"""

from __future__ import annotations

import datetime
import json

import pytest

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.trust.grant_request import label_of, read_answer, read_request, sign_request, write_answer
from bsuh_desktop.trust.key_list import Revocation, check_issuer, read_key_list, sign_key_list
from bsuh_desktop.trust.root_key import recovery_identity, root_of, words_of
from tests.helpers.attendance import programme
from tests.helpers.keys import DAY, DEVICE, chain, key
from tests.helpers.office_files import coordinators_list, request, root_list
from tests.trust.test_golden import GOLDEN

RECOVERED = (Revocation(key("device").public, DAY + datetime.timedelta(days=9), bytes(range(32)), 12),)
FELL = (Revocation(key("coordinator").public, DAY, kept=(chain()[1].name(),)),)
LISTS = {
    "root": root_list(version=2, revoked=FELL),
    "coordinator": coordinators_list(version=3, revoked=RECOVERED, serials=(make_serial(DEVICE, 7),)),
}
ASKED = {
    "device": request(label=(GOLDEN / "sealed.age").read_bytes(), old_key=key("old").public),
    "coordinator": request(
        role="coordinator", programme="", programme_version=0, partner=0, earliest=None, key=key("coordinator").public
    ),
}


def made() -> dict[str, bytes]:
    """Every file, made again."""
    root, below = (sign_key_list(LISTS[name], key(name)) for name in LISTS)
    sheet = {"words": " ".join(words_of(key("root"))), "recovery_identity": recovery_identity(key("root"))}
    return {
        "request-device.json": sign_request(ASKED["device"], key("device")),
        "request-coordinator.json": sign_request(ASKED["coordinator"], key("coordinator")),
        "key-list-root.json": root,
        "key-list-coordinator.json": below,
        "answer-device.json": write_answer(chain(), b"", (root, below), key("old").public),
        "answer-coordinator.json": write_answer(chain()[:1]),
        "root-key.json": json.dumps(sheet).encode(),
    }


@pytest.mark.parametrize("name", list(made()))
def test_the_bytes_are_those_that_were_settled(name: str) -> None:
    assert made()[name] == (GOLDEN / name).read_bytes()


def test_the_given_bytes_are_read() -> None:
    identity = (GOLDEN / "identity.txt").read_text("ascii").strip()
    for name, asked in ASKED.items():
        assert read_request((GOLDEN / f"request-{name}.json").read_bytes()) == asked
    assert label_of(ASKED["device"], [identity]) == "উপস্থিতি"
    for name, key_list in LISTS.items():
        read = read_key_list((GOLDEN / f"key-list-{name}.json").read_bytes())
        assert read == key_list
        check_issuer(read, programme().root_key)
    answer = read_answer((GOLDEN / "answer-device.json").read_bytes())
    assert [read_key_list(data) for data in answer.key_lists] == list(LISTS.values())
    assert answer.chain() == chain()
    sheet = json.loads((GOLDEN / "root-key.json").read_bytes())
    assert root_of(sheet["words"]).public == programme().root_key


def _renew() -> None:
    for name, data in made().items():
        (GOLDEN / name).write_bytes(data)


if __name__ == "__main__":
    _renew()
