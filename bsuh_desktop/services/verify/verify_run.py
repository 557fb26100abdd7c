"""What several inputs of one call contribute to each other: codes, grants, key lists, order of files."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.judgement import Refused
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.verify.attendance import opened, prove_unopened
from bsuh_desktop.services.verify.file_kinds import LARGEST, is_attendance, is_file, is_pipe
from bsuh_desktop.services.verify.known import programme_of, root_first, with_chains, with_list
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.scanned_codes import Chain, Scanned, scan_whole
from bsuh_desktop.services.verify.text_inputs import codes_in
from bsuh_desktop.trust.grant_answer import ANSWER_START, LARGEST_ANSWER, GrantAnswer
from bsuh_desktop.trust.key_list import KEY_LIST_START, LARGEST_KEY_LIST, KeyList

_HEAD = 64
_TWICE = Message(
    "The serial number {serial} was also seen with another name: one of the two certificates is not right.",
    serial="",
)
_MANY_TWICE = Message(
    "Serial numbers in it that were also seen with another name: {count}. One certificate of each two is not right.",
    count=0,
)


class VerifyRun(msgspec.Struct, frozen=True):
    """What all inputs of one call contribute."""

    known: KnownKeys
    """What is known, with all inputs at hand."""
    seen: Scanned
    """The codes among the inputs."""
    opened: dict[int, Contents | Proof]
    """Attendance files that were opened on the way, by their place (without their journals, which were checked)."""


def look_through(
    inputs: Sequence[str], known: KnownKeys, contents: ContentsSandbox, documents: SignedDocumentSandbox, stop: Stop
) -> VerifyRun:
    """Reads every input once before the first one is judged, so that their order does not matter. A single input is not
    read twice. Once `stop` returns True no more are read."""
    if len(inputs) < 2:
        return VerifyRun(known, Scanned(), {})
    seen, chains, opened = Scanned(), list[Chain](), dict[int, Contents | Proof]()
    lists: list[KeyList] = []
    for place, given in enumerate(inputs):
        if stop():
            break
        texts = codes_in(given)
        if texts and not is_file(given):
            seen = seen.and_then(scan_whole(texts, known))
        elif (head := _head(given)) and is_attendance(given, head):
            opened[place] = _opened(given, known, contents)
        elif head.startswith((KEY_LIST_START, ANSWER_START)):
            lists += _lists_in(given, head, chains, known, documents)
    known = _with_lists(known, lists)
    links = {one.link.sha256: one.link for one in opened.values() if isinstance(one, Contents)}
    chains += [one.grants for one in opened.values() if isinstance(one, Contents) and len(one.grants) > 1]
    known = replace(known, links={**known.links, **links}) if links else known
    return VerifyRun(with_chains(known, chains) if chains else known, seen, opened)


def _opened(given: str, known: KnownKeys, sandbox: ContentsSandbox) -> Contents | Proof:
    try:
        data = read(given, LARGEST)
    except OSError:
        data = b""
    found = opened(data, sandbox)
    return prove_unopened(given, data, found, known) if isinstance(found, Refused) else found


def _lists_in(
    given: str, head: bytes, chains: list[Chain], known: KnownKeys, sandbox: SignedDocumentSandbox
) -> list[KeyList]:
    """The key lists in a file, by issuers who may list keys: others apply to nobody, and may be large. What is wrong
    with a list is reported where it is judged itself."""
    found: list[KeyList] = []
    with contextlib.suppress(KnownError, OSError):
        if head.startswith(KEY_LIST_START):
            files: Sequence[bytes] = (read(given, LARGEST_KEY_LIST + 1),)
        else:
            answer = sandbox.read(read(given, LARGEST_ANSWER + 1), GrantAnswer)
            chains += [answer.chain()] if len(answer.chain()) > 1 else []
            files = answer.key_lists
        for data in files:
            key_list = sandbox.read(data, KeyList)
            with contextlib.suppress(KnownError):
                programme_of(known, key_list)
                found.append(key_list)
    return found


def _with_lists(known: KnownKeys, lists: Sequence[KeyList]) -> KnownKeys:
    """Applies key lists among the inputs at once, if their issuer may list keys."""
    for key_list in root_first(lists):
        with contextlib.suppress(KnownError):
            known = with_list(known, key_list)
    return known


class NamesOfRun:
    """With which names serials were seen, before and in the documents of one run."""

    def __init__(self, known: KnownKeys) -> None:
        self._names: dict[bytes, set[bytes]] = {}
        for serial, name in known.serial_names.before:
            self._names.setdefault(serial, set()).add(name)

    def look(self, proof: Proof) -> Proof:
        """The proof, with a doubt if serials in it were seen with another name."""
        for one in proof.seen.names:
            self._names.setdefault(one.serial, set()).add(one.name)
        twice = [one for one in proof.seen.names if one.differs or len(self._names[one.serial]) > 1]
        if not twice:
            return proof
        of_item = {one.place: _TWICE.with_fields({"serial": one.printed}) for one in twice}
        items = [
            {**item, "doubts": _doubts(item["doubts"], of_item[place])} if place in of_item else item
            for place, item in enumerate(proof.items or ())
        ]
        doubt = of_item[twice[0].place] if len(twice) == 1 else _MANY_TWICE.with_fields({"count": len(twice)})
        doubts = tuple(_doubts(proof.doubts, doubt))
        return replace(proof, doubts=doubts, items=None if proof.items is None else tuple(items))


def with_name_doubts(known: KnownKeys, proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    """The proofs of one run again, so that the first of two documents with one serial and two names has the doubt,
    too."""
    run = NamesOfRun(known)
    for proof in proofs:
        run.look(proof)
    return tuple(run.look(proof) for proof in proofs)


def _doubts(before: Sequence[Message], doubt: Message) -> list[Message]:
    """The doubts with the new one; it replaces an earlier doubt of the same kind."""
    return [*(one for one in before if one.text not in (_TWICE.text, _MANY_TWICE.text)), doubt]


def _head(given: str) -> bytes:
    if is_pipe(given):
        return b""
    try:
        return read(given, _HEAD)
    except (OSError, ValueError):
        return b""


def read(given: str, most: int) -> bytes:
    """The first `most` bytes of a file. Raises OSError; ValueError for what cannot be a path."""
    with Path(given).open("rb") as file:
        return file.read(most)
