from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.signed_document import MOST_VALUES, read_canonical
from tests.helpers.peak_memory import linux, megabytes_of


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)


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


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), _nested))
def test_what_canonical_json_refuses_is_refused(value: object) -> None:
    data = msgspec.json.encode({"inside": {"a": value}}, order="sorted")
    try:
        wanted = canonical_json(msgspec.json.decode(data)) == data
    except ValueError:
        wanted = False
    try:
        read_canonical(data, Nest)
        read = True
    except ValueError:
        read = False
    assert read is wanted


def test_more_values_than_a_country_has_are_refused() -> None:
    many = b",".join([b"1"] * (MOST_VALUES - 10))
    assert read_canonical(b'{"inside":{"a":[' + many + b"]}}", Nest)
    with pytest.raises(ValueError, match="more values"):
        read_canonical(b'{"inside":{"a":[' + many + b",1" * 10 + b"]}}", Nest)


KEYS = """
import msgspec
from bsuh_desktop.trust.signed_document import MOST_VALUES, read_canonical
class Nest(msgspec.Struct):
    inside: dict[str, object]
"""
WORK = """
values = {"lists": b"[[]", "keys": b'{"0000000":1'}[sys.argv[1]]
more = {"lists": lambda number: b"[]", "keys": lambda number: b'"%07d":1' % number}[sys.argv[1]]
end = {"lists": b"]", "keys": b"}"}[sys.argv[1]]
count = MOST_VALUES // {"lists": 2, "keys": 1}[sys.argv[1]] - 10
data = b'{"inside":{"a":' + b",".join([values, *map(more, range(1, count))]) + end + b"}}"
del more
before = _peak()
read_canonical(data, Nest)
print(_peak() - before)
"""


@linux
@pytest.mark.parametrize("kind", ["lists", "keys"])
def test_as_many_values_as_may_be_take_bounded_memory(kind: str) -> None:
    _, said = megabytes_of(KEYS, WORK, kind)
    assert int(said) < 300
