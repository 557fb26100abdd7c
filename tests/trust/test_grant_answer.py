"""Answers to requests: read in their one form only, and nothing in them believed yet."""

from __future__ import annotations

import base64
import json

import pytest

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.grant_request import ANSWER_START, MOST_LISTS, read_answer, write_answer
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.keys import chain, key
from tests.helpers.office_files import refusal

USUAL = write_answer(chain(), b"programme", (b"one", b"two"), key("old").public)


def changed(**values: object) -> bytes:
    """The usual answer with other values; None takes a key away."""
    plain = {**json.loads(USUAL)["answer"], **values}
    return canonical_json({"answer": {name: value for name, value in plain.items() if value is not None}})


def test_comes_back_as_it_was_written() -> None:
    answer = read_answer(USUAL)
    assert USUAL.startswith(ANSWER_START)
    assert (answer.chain(), answer.programme_file, answer.key_lists) == (chain(), b"programme", (b"one", b"two"))
    assert answer.continues == key("old").public
    coordinators = read_answer(write_answer(chain()[:1]))
    assert (coordinators.chain(), coordinators.programme_file, coordinators.key_lists) == (chain()[:1], b"", ())
    assert coordinators.continues == b""


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"format": 2}, "unreadable"),
        ({"format": 2, "more": 1}, "unreadable"),
        ({"more": 1}, "unreadable"),
        ({"continues": None}, "unreadable"),
        ({"key_lists": None}, "unreadable"),
        ({"key_lists": [1]}, "unreadable"),
        ({"key_lists": [""] * (MOST_LISTS + 1)}, "unreadable"),
        ({"continues": "AAAA"}, "unreadable"),
        ({"forgotten": ["nobody"]}, "unreadable"),
        ({"grants": "no base64"}, "unreadable"),
        ({"grants": ""}, "altered"),
        ({"grants": base64.b64encode(encode_grants(chain())[:-1]).decode()}, "altered"),
        ({"grants": base64.b64encode(encode_grants(chain()) + encode_grants(chain()[:1])).decode()}, "altered"),
        ({"grants": base64.b64encode(b"\x81" * 5000).decode()}, "altered"),
    ],
    ids=lambda value: str(value)[:32],
)
def test_what_no_answer_can_say_is_refused(values: dict[str, object], code: str) -> None:
    assert refusal(read_answer, changed(**values)) == code
