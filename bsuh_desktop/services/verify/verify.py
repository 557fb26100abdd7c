"""Proves any input: a path to a file, a picture of a certificate, scanned codes, or what was typed.

Several inputs of one call contribute to each other: codes, grants, key lists, order of files."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.judgement import Refused
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.verify.attendance import opened, prove_unopened
from bsuh_desktop.services.verify.certificates import Chain, Scanned, prove_codes, prove_pdf, prove_picture, scan_whole
from bsuh_desktop.services.verify.file_kinds import JPEG, LARGEST, PDF, PNG, is_attendance, is_file, is_pipe
from bsuh_desktop.services.verify.known import programme_of, root_first, with_chains, with_list
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.typed_codes import codes_in, typed_kind
from bsuh_desktop.trust.grant_request import ANSWER_START, LARGEST_ANSWER, GrantAnswer
from bsuh_desktop.trust.key_list import KEY_LIST_START, LARGEST_KEY_LIST, KeyList
from bsuh_desktop.trust.key_position import POSITION_START

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


class VerifyWatch(msgspec.Struct, frozen=True):
    """How the caller follows and stops a run: `pages` is called with (pages done, pages) of a PDF; once `stop` returns
    True, the file being opened is abandoned, and no other is opened."""

    pages: Progress | None = None
    stop: Stop | None = None

    @property
    def stopped(self) -> bool:
        """True once nobody waits for the result any more."""
        return self.stop is not None and self.stop()


NOBODY = VerifyWatch()


def verify(inputs: Sequence[str], known: KnownKeys, watch: VerifyWatch = NOBODY) -> Generator[Proof]:
    """Yields one proof per input, in order. Inputs help each other: if the two codes of a certificate are two inputs,
    each proves the whole; a key list applies to all; and files show the order in which their laptop sealed them. Files
    are opened in limited processes, which end when the generator is closed. Ends early once `watch` has stopped."""
    with (
        ContentsSandbox(known.identities, stop=watch.stop) as contents,
        SignedDocumentSandbox(stop=watch.stop) as documents,
    ):
        yield from verify_with(contents, documents, inputs, known, watch)


def verify_with(
    contents: ContentsSandbox,
    documents: SignedDocumentSandbox,
    inputs: Sequence[str],
    known: KnownKeys,
    watch: VerifyWatch = NOBODY,
) -> Generator[Proof]:
    """The same, in processes that the caller keeps for the next call: starting one takes longer than reading a small
    file."""
    together = look_through(inputs, known, contents, documents, lambda: watch.stopped)
    proving, names = _Proving(together, watch, contents, documents), NamesOfRun(known)
    for place, given in enumerate(inputs):
        if watch.stopped:
            return
        opened = together.opened.get(place)
        if opened is None:
            yield names.look(proving.input(given))
        elif isinstance(opened, Contents):
            from bsuh_desktop.services.verify.attendance import prove_contents

            yield prove_contents(given, opened, together.known)
        else:
            yield opened


class _Proving:
    """Proves one input after another with everything known from all of them."""

    def __init__(
        self, together: VerifyRun, watch: VerifyWatch, contents: ContentsSandbox, documents: SignedDocumentSandbox
    ) -> None:
        self._known, self._seen, self._watch = together.known, together.seen, watch
        self._contents, self._documents = contents, documents

    def input(self, given: str) -> Proof:
        """Proves codes, typed text, or a file."""
        texts = codes_in(given)
        if texts and not is_file(given):
            return prove_codes(given, texts, self._known, self._seen)
        kind = typed_kind(given)
        if kind is not None and not is_file(given):
            from bsuh_desktop.services.verify.typed_codes import prove_receipt_code, prove_serial

            return prove_serial(given, self._known) if kind == "serial" else prove_receipt_code(given, self._known)
        return self._file(given)

    def _file(self, given: str) -> Proof:
        from bsuh_desktop.services.verify.packs import prove_pack

        if not given.strip():
            return _unread(given, Message("Nothing was given. Name a file, or paste a code."))
        if is_pipe(given):
            return _unread(given, Message("This is not a file but a pipe or a device. Name a file."))
        if (pack := prove_pack(given, self._known, self._watch.stop)) is not None:
            return pack
        try:
            with Path(given).open("rb") as file:
                data = file.read(LARGEST + 1)
        except IsADirectoryError:
            return _unread(given, Message("This is a folder. Name the files in it."))
        except (OSError, ValueError):
            return _unread(given, Message("There is no such file, and this is not a code of a certificate."))
        return self._data(given, data)

    def _data(self, given: str, data: bytes) -> Proof:
        from bsuh_desktop.services.verify.signed_files import prover_of

        if is_attendance(given, data):
            from bsuh_desktop.services.verify.attendance import prove_attendance

            return prove_attendance(given, data, self._known, self._contents)
        if data.startswith(PDF):
            return prove_pdf(given, data, self._known, self._watch.pages, self._watch.stop)
        if data.startswith((PNG, JPEG)):
            return prove_picture(given, data, self._known, self._seen, self._watch.stop)
        prove = prover_of(data)
        if prove is not None:
            return prove(given, data, self._known, self._documents)
        if data.startswith(POSITION_START):
            return _unread(given, _FOR_ITS_OWN_DESK)
        return _unread(given, _NONE_OF_OURS)


def _unread(given: str, sentence: Message) -> Proof:
    return Proof(given, "unknown", Verdict.UNREADABLE, sentence)


_FOR_ITS_OWN_DESK = Message(
    "Only the laptop that wrote this file can check it: the file shows how far that laptop's "
    "work had come. Leave it on the stick."
)
_NONE_OF_OURS = Message(
    "This cannot be checked. You can check attendance files, certificates (PDF, PNG or JPEG), "
    "receipts, key lists, grants, requests, programme files, module packs, and texts (.txt) with "
    "only codes."
)
