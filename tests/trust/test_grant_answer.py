"""Answers to requests: read in their one form only, and nothing in them believed yet."""

from __future__ import annotations

import base64
import json

import pytest

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.grant_answer import ANSWER_START, LARGEST_ANSWER, MOST_LISTS, read_answer, write_answer
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


def test_an_answer_that_is_too_long_is_not_looked_at() -> None:
    assert refusal(read_answer, write_answer(chain(), bytes(LARGEST_ANSWER * 3 // 4))) == "unreadable"


def test_a_newer_format_is_told_as_one() -> None:
    from bsuh_desktop.domain.errors import KnownError

    with pytest.raises(KnownError, match="newer version"):
        read_answer(changed(format=2, more=1))


def test_every_other_writing_is_unreadable() -> None:
    assert changed() == USUAL
    for other in (USUAL + b"\n", USUAL[:-1], USUAL.replace(b":", b": ", 1), b"", b'{"answer":null}', b'{"answer":[]}'):
        assert refusal(read_answer, other) == "unreadable"
    assert refusal(read_answer, USUAL + b" " * LARGEST_ANSWER) == "unreadable"
    assert refusal(read_answer, b'{"answer":' + b"[" * 990 + b"]" * 990 + b"}") == "unreadable"
