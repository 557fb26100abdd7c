"""The answer to a request: the grants, the newest programme file and key lists, in one small file for a stick.

It needs no signature of its own: each part is signed by somebody entitled to it, and is checked again by the desk that
accepts it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.codes import is_learner_id
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.programme import LARGEST_FILE
from bsuh_desktop.trust.signed_document import Document
from bsuh_desktop.trust.signing import PUBLIC_BYTES

ANSWER_VERSION = 1
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
    return _FILE.write(answer)


def read_answer(data: bytes) -> GrantAnswer:
    """The answer in a file; its parts are not checked yet. Raises KnownError `unreadable` or `altered`."""
    return _FILE.read(data)


def _possible(answer: GrantAnswer) -> bool:
    """Raises KnownError `altered` for grants that are none."""
    return (
        len(answer.continues) in (0, PUBLIC_BYTES)
        and all(map(is_learner_id, answer.forgotten))
        and len(answer.key_lists) <= MOST_LISTS
        and bool(answer.chain())
    )


_FILE = Document(name="answer", body=GrantAnswer, largest=LARGEST_ANSWER, possible=_possible)
ANSWER_START = _FILE.start
