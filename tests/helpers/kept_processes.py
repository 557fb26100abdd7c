"""Verifying in processes that are kept from test to test, as an office keeps them from file to file: one takes ten
times as long to start as to read a small file."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from contextlib import ExitStack

from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.verifying.proof import Known, Proof
from bsuh_desktop.services.verifying.verify import verify_with

_open = ExitStack()


def verified(inputs: Sequence[str], known: Known) -> list[Proof]:
    """One proof an input, as `verify` gives them."""
    contents, documents = _kept(tuple(known.identities))
    return list(verify_with(contents, documents, inputs, known))


def end_kept_processes() -> None:
    """At the end of a run."""
    _open.close()


@functools.cache
def _kept(identities: tuple[str, ...]) -> tuple[ContentsSandbox, SignedDocumentSandbox]:
    return _open.enter_context(ContentsSandbox(identities)), _open.enter_context(SignedDocumentSandbox())
