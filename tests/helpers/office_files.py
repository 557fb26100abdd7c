"""Requests, answers, key lists and receipts of the test programme: what goes between an office and its devices."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import TypeVar

import msgspec
import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.receipt import Receipt, receipt_format
from bsuh_desktop.trust.grant_request import GrantRequest
from bsuh_desktop.trust.grants import encode_grants
from bsuh_desktop.trust.key_list import KeyList
from bsuh_desktop.trust.sealing import recipient_of
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attendance import COORDINATOR_IDENTITY, PARTNER, SESSION
from tests.helpers.keys import DAY, chain, key

Body = TypeVar("Body", bound=msgspec.Struct)
Out = TypeVar("Out")


def request(**changed: object) -> GrantRequest:
    """The test device asks for its grant; nobody seals its label."""
    usual = GrantRequest(
        role="device",
        programme="trial",
        programme_version=1,
        key=key("device").public,
        recipient=recipient_of(COORDINATOR_IDENTITY),
        partner=PARTNER,
        made=DAY,
        earliest=DAY - datetime.timedelta(days=3),
    )
    return replace(usual, **changed)


def root_list(**changed: object) -> KeyList:
    """The root key's first list: the coordinator, nothing revoked."""
    usual = KeyList(
        programme="trial",
        issuer=key("root").public,
        above=b"",
        version=1,
        issued=DAY,
        expires=DAY + datetime.timedelta(days=90),
        grants=(chain()[0].encode(),),
    )
    return replace(usual, **changed)


def coordinators_list(**changed: object) -> KeyList:
    """The coordinator's first list: the device, nothing revoked."""
    above, below = chain()
    usual = root_list(issuer=key("coordinator").public, above=above.encode(), grants=(below.encode(),))
    return replace(usual, **changed)


def receipt(**changed: object) -> Receipt:
    """The coordinator's word that one file was merged."""
    usual = Receipt(
        programme="trial",
        file=bytes(range(32)),
        session=SESSION,
        revision=1,
        outcome="merged",
        day=DAY,
        signer=key("coordinator").public,
        grants=encode_grants(chain()[:1]),
    )
    changed.setdefault("format", receipt_format(str(changed.get("outcome", "merged"))))
    return replace(usual, **changed)


def refusal(read: Callable[[bytes], object], data: bytes) -> str:
    """The code with which `data` is refused."""
    with pytest.raises(KnownError) as caught:
        read(data)
    return caught.value.code


def signed_anyhow(name: str, kind: str, body: object, signer: SigningKey) -> bytes:
    """A file of `{name: body, "signature"}` truly signed, whatever stands in the body."""
    plain = json.loads(canonical_json(body))
    return canonical_json({name: plain, "signature": signer.sign(kind, 1, canonical_json(plain))})


def as_json(body: object, **changed: object) -> dict[str, object]:
    """The signed part as plain JSON with other values, which need not be possible; None takes a key away."""
    plain = {**json.loads(canonical_json(body)), **changed}
    return {name: value for name, value in plain.items() if value is not None or name not in changed}
