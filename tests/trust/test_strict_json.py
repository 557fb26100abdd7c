from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.strict_json import read_canonical


class Thing(msgspec.Struct, frozen=True):
    key: bytes
    number: int = 0


@given(st.binary(), st.integers(-(2**53) + 1, 2**53 - 1))
def test_every_value_comes_back(key: bytes, number: int) -> None:
    assert read_canonical(canonical_json(Thing(key, number)), Thing) == Thing(key, number)


@pytest.mark.parametrize(
    "data",
    [
        b'{"number":0,"key":"AA=="}',
        b'{"key":"AA==","number":0} ',
        b'{"key":"AA=="}',
        b'{"key":"AB==","number":0}',
        b'{"key":"AA==","number":0,"other":1}',
        b'{"key":"AA==","key":"AA==","number":0}',
        b'{"key":"AA==","number":0.0}',
        b'{"key":"\\u0041A==","number":0}',
        b"[" * 100_000,
        b"\xff",
        b"",
    ],
)
def test_another_writing_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_canonical(data, Thing)
