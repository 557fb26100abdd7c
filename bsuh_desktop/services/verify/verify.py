"""Proves any input: a path to a file, a picture of a certificate, scanned codes, or what was typed."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.verify.certificates import prove_codes, prove_pdf, prove_picture
from bsuh_desktop.services.verify.file_kinds import JPEG, LARGEST, PDF, PNG, is_attendance, is_file, is_pipe
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.text_inputs import codes_in, typed_kind
from bsuh_desktop.services.verify.verify_run import NamesOfRun, VerifyRun, look_through
from bsuh_desktop.trust.key_position import POSITION_START


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
