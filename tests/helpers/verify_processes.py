"""Verifying in processes that are kept from test to test, as an office keeps them from file to file: one takes ten
times as long to start as to read a small file."""

from __future__ import annotations

import atexit
import functools
from collections.abc import Sequence

from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.verify import verify_with


def proofs_of(inputs: Sequence[str], known: KnownKeys) -> list[Proof]:
    """One proof an input, as `verify` gives them."""
    contents, documents = _kept(tuple(known.identities))
    return list(verify_with(contents, documents, inputs, known))


@functools.cache
def _kept(identities: tuple[str, ...]) -> tuple[ContentsSandbox, SignedDocumentSandbox]:
    contents, documents = ContentsSandbox(identities), SignedDocumentSandbox()
    for sandbox in (contents, documents):
        atexit.register(sandbox.close)
    return contents, documents
