"""One JSON document in a file, with or without a signature: how every small file of ours is written, read and refused.

The file is canonical JSON `{"<name>": {…}, "signature": …}`; every other encoding of the same value is refused. A
module that owns a kind of file gives its fields and its own rules; size, form, version and signature are checked here,
in the same order for all. FORMAT.md lists the kinds."""

from __future__ import annotations

import base64
import dataclasses
import functools
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from bsuh_desktop.domain.canonical import canonical_json, check_canonical, encoded
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.refusals import altered_file, outdated_format, unreadable
from bsuh_desktop.trust.signing import SigningKey, verify

Value = TypeVar("Value")

MOST_VALUES = 2_300_000
"""Values in one file, as `values_in` counts them: as many as in a programme file of 32 MB with 107,000 schools. A value
can take 3 bytes in the file and 120 in memory."""


def values_in(data: bytes) -> int:
    """An upper limit of the number of values in a JSON file, from its commas and brackets."""
    return sum(map(data.count, (b",", b"[", b"{")))


def read_canonical(data: bytes, kind: type[Value]) -> Value:
    """The value of canonical JSON. Raises ValueError for any bytes other than `canonical_json` of that value (so also
    for extra keys, and base64 with stray last bits), and for a file with more than MOST_VALUES."""
    if values_in(data) > MOST_VALUES:
        raise ValueError("more values than any file of ours holds")
    try:
        value = msgspec.json.decode(data, type=kind)
        written = encoded(value)
        check_canonical(value)
    except RecursionError as error:
        # The decoder accepts deeper nesting than the encoder.
        raise ValueError("nested too deep") from error
    if written != data:
        raise ValueError("JSON that is not in its canonical form")
    return value


_SIGNATURE = b',"signature":'
_LONGEST_TAIL = 200
"""Bytes of a file from its signature on."""


class Versioned(Protocol):
    """The contents of a file: a struct that names the version of its format."""

    @property
    def format(self) -> int:
        """The version."""


Body = TypeVar("Body", bound=Versioned)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Document(Generic[Body]):
    """One kind of file of canonical JSON: `{"<name>": body}`."""

    name: str
    """The key of the contents in the file."""
    body: type[Body]
    """The struct with the fields of the contents."""
    largest: int
    """Bytes of the largest file that is looked at."""
    versions: tuple[int, ...] = (1,)
    """The values of `format` that can be read."""
    possible: Callable[[Body], bool] = lambda _: True
    """False for contents that nobody can mean. May raise another KnownError than `unreadable`."""
    unreadable: Callable[[], KnownError] = unreadable
    """The refusal of anything but a file of this kind."""
    newer: Callable[[], KnownError] = outdated_format
    """The refusal of another version."""
    ignores_new_fields: bool = False
    """Whether fields of `body` that a newer app added are ignored; else they are refused."""

    @property
    def start(self) -> bytes:
        """The first bytes of each file."""
        return f'{{"{self.name}":'.encode("ascii")

    def write(self, body: Body) -> bytes:
        """The file with these contents. Raises ValueError for contents without a canonical form."""
        return canonical_json({self.name: body})

    def read(self, data: bytes) -> Body:
        """The contents of a file. Raises KnownError: `unreadable`, `newer`, or what `possible` raises."""
        return self._body_of(self._opened(data))

    def _opened(self, data: bytes) -> Any:
        """The file, checked except for its signature."""
        if len(data) > self.largest:
            raise self.unreadable()
        file = self._canonical(data)
        if file is None:
            file = self._with_other_fields(data)
        body = self._body_of(file)
        if body.format not in self.versions:
            raise self.newer()
        if not self.possible(body):
            raise self.unreadable()
        return file

    def _canonical(self, data: bytes) -> Any:
        """The file, or None if it has other fields than this version. Tried first, since a country's schools take twice
        the memory as plain JSON."""
        try:
            return read_canonical(data, self._file(self.body))
        except ValueError:
            return None

    def _with_other_fields(self, data: bytes) -> Any:
        if self._version_of(data) not in self.versions:
            raise self.newer()
        if not self.ignores_new_fields:
            raise self.unreadable()
        try:
            return msgspec.json.decode(data, type=self._file(self.body))
        except msgspec.ValidationError as error:
            raise self.unreadable() from error

    def _version_of(self, data: bytes) -> object:
        """`format` of a file whose other fields may be unknown."""
        try:
            plain = read_canonical(data, self._file(dict[str, object]))
        except ValueError as error:
            raise self.unreadable() from error
        return getattr(plain, self.name).get("format")

    def _body_of(self, file: Any) -> Body:
        body: Body = getattr(file, self.name)
        return body

    def _file(self, body: Any) -> Any:
        return _file_type(self.name, body, ())


@dataclasses.dataclass(frozen=True, kw_only=True)
class SignedDocument(Document[Body]):
    """One kind of signed file: `{"<name>": body, "signature": 64 bytes}`."""

    kind: str
    """What is signed, so that no signature is valid on another kind of thing. The version is that of the body."""
    signer: Callable[[Body], bytes] | None
    """The public key that the contents name as their signer; None if it is in the file under `signer`."""
    altered: Callable[[], KnownError] = altered_file
    """The refusal of a wrong signature."""

    def sign(self, body: Body, key: SigningKey) -> bytes:
        """The signed file. That `key` may sign it is for the caller to check. Raises ValueError for contents without a
        canonical form."""
        signature = key.sign(self.kind, body.format, canonical_json(body))
        beside = {"signer": key.public} if self.signer is None else {}
        return canonical_json({self.name: body, "signature": signature, **beside})

    def read(self, data: bytes) -> Body:
        """The contents of a file whose named signer signed them. Whether that key is to be trusted is for the caller to
        decide. Raises KnownError: `unreadable`, `newer`, `altered`, or what `possible` raises."""
        return self.read_with_signer(data)[0]

    def read_with_signer(self, data: bytes) -> tuple[Body, bytes]:
        """As `read`, with the public key of the signer."""
        signer, version, signature = self._claim(data)
        if not verify(signer, self.kind, version, self._signed(data), signature):
            raise self.altered()
        # Decoded a second time: keeping a country's schools during verification takes more memory than the sandbox has.
        return self._body_of(msgspec.json.decode(data, type=self._file(self.body))), signer

    def is_signed_by(self, data: bytes, public: bytes) -> bool:
        """True if that key signed a file. Nothing in it is parsed."""
        place = data.rfind(_SIGNATURE)
        tail = data[place + len(_SIGNATURE) :]
        if not data.startswith(self.start) or place < len(self.start) or len(tail) > _LONGEST_TAIL:
            return False
        try:
            signature = base64.b64decode(tail[1:-2], validate=True)
        except ValueError:
            return False
        signed = self._signed(data)
        return any(verify(public, self.kind, version, signed, signature) for version in self.versions)

    def _claim(self, data: bytes) -> tuple[bytes, int, bytes]:
        """Public key, version and signature."""
        file = self._opened(data)
        body = self._body_of(file)
        return file.signer if self.signer is None else self.signer(body), body.format, file.signature

    def _signed(self, data: bytes) -> bytes:
        """The signed bytes of a canonical file: those between the first key and the signature."""
        return data[len(self.start) : data.rindex(_SIGNATURE)]

    def _file(self, body: Any) -> Any:
        return _file_type(self.name, body, ("signature", "signer") if self.signer is None else ("signature",))


@functools.cache
def _file_type(name: str, body: Any, beside: tuple[str, ...]) -> Any:
    """The struct of a file: the contents, and the bytes beside them."""
    return msgspec.defstruct("File", [(name, body), *((one, bytes) for one in beside)], frozen=True)
