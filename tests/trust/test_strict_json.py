from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.strict_json import convert_canonical, read_canonical


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


class Nest(msgspec.Struct, frozen=True):
    inside: dict[str, object]


@pytest.mark.parametrize("depth", [900, 990, 994, 995, 1_000, 1_100, 2_000, 50_000])
def test_a_nest_of_any_depth_is_read_or_refused(depth: int) -> None:
    data = b'{"inside":{"a":' + b"[" * depth + b"]" * depth + b"}}"
    try:
        assert canonical_json(read_canonical(data, Nest)) == data
    except ValueError:
        assert depth > 950


@pytest.mark.parametrize("body", [{"key": "AA=="}, {"key": "AB==", "number": 0}, {"key": "AA==", "number": 0, "x": 1}])
def test_a_signed_part_has_every_key_and_no_other(body: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        convert_canonical(body, Thing)
    assert convert_canonical({"key": "AA==", "number": 0}, Thing) == Thing(b"\0")
