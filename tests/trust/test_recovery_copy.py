from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.recovery_code import RecoveryCopy, new_recovery_code, open_copy, read_copy, seal_code, sign_copy
from bsuh_desktop.trust.sealing import recipient_of, seal
from tests.helpers.attendance import COORDINATOR_IDENTITY
from tests.helpers.keys import key

DEVICE, THIEF = key("device"), key("thief")
TO = (recipient_of(COORDINATOR_IDENTITY),)
CODE = new_recovery_code()


def a_copy(**changed: object) -> RecoveryCopy:
    usual = {
        "programme": "trial",
        "key": DEVICE.public,
        "number": 1,
        "made": datetime.date(2026, 8, 3),
        "device": "7K3Q",
    }
    sealed = seal_code(CODE, DEVICE.public, TO)
    return RecoveryCopy(**usual | {"sealed": sealed} | changed)  # type: ignore[arg-type]


def refusal(data: bytes) -> str:
    with pytest.raises(KnownError) as caught:
        read_copy(data)
    return caught.value.code


def test_what_is_sealed_comes_out_for_the_coordinator_alone() -> None:
    copy = read_copy(sign_copy(a_copy(), DEVICE))
    assert copy == a_copy(sealed=copy.sealed)
    assert open_copy(copy, [COORDINATOR_IDENTITY]) == CODE
    assert CODE.encode() not in sign_copy(copy, DEVICE)
    with pytest.raises(KnownError, check=lambda error: error.code == "not_ours"):
        open_copy(copy, [])


def test_nobody_signs_for_another_key() -> None:
    with pytest.raises(ValueError, match="signed by the key"):
        sign_copy(a_copy(), THIEF)
    forged = sign_copy(a_copy(key=THIEF.public), THIEF)
    # A sealed code that was seen on a stick is no code of whoever signs it as their own.
    with pytest.raises(KnownError, check=lambda error: error.code == "altered"):
        open_copy(read_copy(forged), [COORDINATOR_IDENTITY])
    for sealed in (seal(b"short", TO), seal(DEVICE.public + b"\xff" * 26, TO)):
        with pytest.raises(KnownError, check=lambda error: error.code == "altered"):
            open_copy(a_copy(sealed=sealed), [COORDINATOR_IDENTITY])


@pytest.mark.parametrize("changed", [{"number": 0}, {"device": "7k3q"}, {"device": "7K3"}, {"device": "-"}])
def test_what_no_desk_writes_is_unreadable(changed: dict[str, object]) -> None:
    copy = replace(a_copy(), **changed)
    signature = DEVICE.sign("recovery-copy", 1, canonical_json(copy))
    assert refusal(canonical_json({"recovery_copy": copy, "signature": signature})) == "unreadable"
