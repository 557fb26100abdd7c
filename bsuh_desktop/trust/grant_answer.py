"""The answer to a request: the grants, the newest programme file and key lists, in one small file for a stick.

It needs no signature of its own: each part is signed by somebody entitled to it, and is checked again by the desk that
accepts it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import is_learner_id
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.programme import LARGEST_FILE
from bsuh_desktop.trust.refusals import outdated_format, unreadable
from bsuh_desktop.trust.signing import PUBLIC_BYTES
from bsuh_desktop.trust.strict_json import convert_canonical, read_canonical

ANSWER_VERSION = 1
ANSWER_START = b'{"answer":'
LARGEST_ANSWER = 2 * LARGEST_FILE
MOST_LISTS = 50
"""Key lists in one answer: the root key's, and those of the coordinators above the device."""


class GrantAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of an answer."""

    format: int = ANSWER_VERSION
    grants: bytes
    """The bytes of QR 2; an answer for a coordinator has only its own grant."""
    programme_file: bytes = b""
    """The newest programme file; empty if the request named that version."""
    key_lists: tuple[bytes, ...] = ()
    """Files of `key_list`."""
    continues: bytes = b""
    """The old public key whose classes the granted key continues; empty if there is none."""
    forgotten: tuple[str, ...] = ()
    """Ids of learners who withdrew their consent on the old device."""

    def chain(self) -> tuple[Grant, ...]:
        """The grants, the coordinator's first. Raises KnownError `altered`."""
        return decode_grants(self.grants)


class _File(msgspec.Struct, frozen=True):
    answer: dict[str, object]


def write_answer(
    grants: Sequence[Grant],
    programme_file: bytes = b"",
    key_lists: Sequence[bytes] = (),
    continues: bytes = b"",
    forgotten: Sequence[str] = (),
) -> bytes:
    """The answer's file."""
    answer = GrantAnswer(
        grants=encode_grants(grants),
        programme_file=programme_file,
        key_lists=tuple(key_lists),
        continues=continues,
        forgotten=tuple(forgotten),
    )
    return canonical_json({"answer": answer})


def read_answer(data: bytes) -> GrantAnswer:
    """The answer in a file; its parts are not checked yet. Raises KnownError `unreadable` or `altered`."""
    if len(data) > LARGEST_ANSWER:
        raise unreadable()
    try:
        file = read_canonical(data, _File)
        if file.answer.get("format") != ANSWER_VERSION:
            raise outdated_format()
        answer = convert_canonical(file.answer, GrantAnswer)
    except ValueError as error:
        raise unreadable() from error
    if len(answer.continues) not in (0, PUBLIC_BYTES) or not all(map(is_learner_id, answer.forgotten)):
        raise unreadable()
    if len(answer.key_lists) > MOST_LISTS:
        raise unreadable()
    answer.chain()
    return answer
