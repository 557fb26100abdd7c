"""One valid file of each kind of small signed document, with what the shared attacks need to know of its kind."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import json
from collections.abc import Callable
from typing import Any

from bsuh_desktop.content.signature import sign_pack, signer_of
from bsuh_desktop.content.source import FILE_LIMIT, SIGNATURE_FILE
from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.exchange.receipt import LARGEST_RECEIPT, read_receipt, sign_receipt
from bsuh_desktop.trust.grant_request import (
    LARGEST_ANSWER,
    LARGEST_REQUEST,
    read_answer,
    read_request,
    sign_request,
    write_answer,
)
from bsuh_desktop.trust.key_list import LARGEST_KEY_LIST, Revocation, read_key_list, sign_key_list
from bsuh_desktop.trust.programme import LARGEST_FILE, read_programme, sign_programme
from bsuh_desktop.trust.recovery_code import (
    LARGEST_COPY,
    RecoveryCopy,
    new_recovery_code,
    read_copy,
    seal_code,
    sign_copy,
)
from bsuh_desktop.trust.refusals import altered_file, outdated_format, unreadable
from bsuh_desktop.trust.sealing import recipient_of
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attendance import COORDINATOR_IDENTITY, programme
from tests.helpers.keys import DAY, chain, key
from tests.helpers.office_files import coordinators_list, receipt, request
from tests.helpers.packs import COMMON

PACK = {"module.toml": b"id", "media/hook.svg": b"<svg/>"}


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of document. Its refusals are those of `trust/refusals.py`, or all of them `only`."""

    name: str
    """The key of the signed part."""
    valid: bytes
    read: Callable[[bytes], object]
    largest: int
    key: SigningKey | None
    """Who signed it; None for the answer, which has no signature of its own."""
    names_signer: str
    """The field of the signed part that has the signer's public key; "" if it is beside it."""
    long: str
    """A field that can be of any length."""
    impossible: tuple[str, object] = ("", None)
    """A field with a value that nobody can mean; ("", None) where any value can be."""
    context: str = ""
    """What the signature is on; "" if it is the name."""
    only: Callable[[], KnownError] | None = None
    newest: int = 1
    takes_new_fields: bool = False

    def __repr__(self) -> str:
        return self.name

    @property
    def signed_as(self) -> str:
        """What the signature is on."""
        return self.context or self.name

    @property
    def body(self) -> dict[str, Any]:
        """The signed part as plain JSON."""
        body: dict[str, Any] = json.loads(self.valid)[self.name]
        return body

    def signed(
        self,
        body: object,
        key: SigningKey | None = None,
        context: str = "",
        version: int | None = None,
        beside: dict[str, object] | None = None,
    ) -> bytes:
        """A file with that signed part, truly signed by `key` or as usual."""
        file: dict[str, object] = {**json.loads(self.valid), self.name: body}
        key = key or self.key
        if key:
            found = body.get("format") if isinstance(body, dict) else None
            usual = found if isinstance(found, int) else 1
            signature = key.sign(context or self.signed_as, usual if version is None else version, canonical_json(body))
            file["signature"] = base64.b64encode(signature).decode()
        return canonical_json({**file, **(beside or {})})

    def refusal(self, usual: Callable[[], KnownError]) -> KnownError:
        """How the kind says what all others say with the error `usual`."""
        return self.only() if self.only else usual()

    def refused(self, data: bytes) -> KnownError | None:
        """The error with which it refuses the bytes; None if it reads them. Any other exception comes through."""
        try:
            self.read(data)
        except KnownError as error:
            return error
        return None


def same(one: KnownError | None, other: KnownError) -> bool:
    """True if both have the same code and sentences."""
    return one is not None and (one.code, one.message, one.remedy) == (other.code, other.message, other.remedy)


def refusals_of(kind: Kind) -> tuple[KnownError, ...]:
    """All the errors of size, form, version and signature."""
    return tuple(map(kind.refusal, (unreadable, outdated_format, altered_file)))


def _pack_altered() -> KnownError:
    return KnownError(
        "altered",
        Message("This module pack was changed after it was signed. First difference: {file}", file=SIGNATURE_FILE),
        altered_file().remedy,
    )


_COPY = RecoveryCopy(
    programme="trial",
    key=key("device").public,
    number=1,
    made=datetime.date(2026, 8, 3),
    device="7K3Q",
    sealed=seal_code(new_recovery_code(), key("device").public, [recipient_of(COORDINATOR_IDENTITY)]),
)
_LIST = coordinators_list(version=7, revoked=(Revocation(key("other").public, DAY, bytes(32), 5),))


def _kind(
    name: str,
    sign: Callable[[Any, SigningKey], bytes],
    document: object,
    who: str,
    read: Callable[[bytes], object],
    largest: int,
    **more: Any,
) -> Kind:
    """The kind of a document that `who` signs."""
    return Kind(name, sign(document, key(who)), read, largest, key(who), **more)


REQUEST = _kind(
    "request", sign_request, request(label=b"sealed"), "device", read_request, LARGEST_REQUEST,
    names_signer="key", long="programme", impossible=("partner", -1),
)  # fmt: skip
ANSWER = Kind(
    "answer", write_answer(chain(), b"programme", (b"one", b"two"), key("old").public), read_answer, LARGEST_ANSWER,
    key=None, names_signer="", long="programme_file", impossible=("continues", "AAAA"),
)  # fmt: skip
COPY = _kind(
    "recovery_copy", sign_copy, _COPY, "device", read_copy, LARGEST_COPY,
    names_signer="key", long="programme", context="recovery-copy", impossible=("number", 0),
)  # fmt: skip
KEY_LIST = _kind(
    "key_list", sign_key_list, _LIST, "coordinator", read_key_list, LARGEST_KEY_LIST,
    names_signer="issuer", long="programme", context="key-list", impossible=("version", 0),
)  # fmt: skip
PROGRAMME = _kind(
    "programme", sign_programme, programme(), "root", read_programme, LARGEST_FILE,
    names_signer="root_key", long="design", takes_new_fields=True, impossible=("version", -1),
)  # fmt: skip
RECEIPT = _kind(
    "receipt", sign_receipt, receipt(), "coordinator", read_receipt, LARGEST_RECEIPT,
    names_signer="signer", long="session", newest=2, impossible=("revision", 0),
)  # fmt: skip
PACK_SIGNATURE = Kind(
    name="pack",
    valid=sign_pack(PACK, "little-lesson", 3, key("root"), COMMON),
    read=lambda data: signer_of({**PACK, SIGNATURE_FILE: data}),
    largest=FILE_LIMIT,
    key=key("root"),
    names_signer="",
    long="id",
    only=_pack_altered,
    newest=2,
)
KINDS = (REQUEST, ANSWER, COPY, KEY_LIST, PROGRAMME, RECEIPT, PACK_SIGNATURE)
SIGNED = tuple(kind for kind in KINDS if kind.key)
