"""Every attack on the common part of the seven small documents, against each of them: size, form, version, signature.

Each is refused with the error of its own kind; no other exception ever comes out of a reader.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.refusals import altered_file, outdated_format, unreadable
from bsuh_desktop.trust.signed_document import MOST_VALUES
from bsuh_desktop.trust.signing import SIGNATURE_BYTES
from tests.helpers.attacks.document_kinds import ANSWER, KINDS, RECEIPT, SIGNED, Kind, refusals_of, same
from tests.helpers.keys import key
from tests.helpers.sampled import examples_of

pytestmark = pytest.mark.sampled

each = pytest.mark.parametrize("kind", KINDS, ids=repr)
each_signed = pytest.mark.parametrize("kind", SIGNED, ids=repr)

ORDER = 2**252 + 27742317777372353535851937790883648493
"""The order of Ed25519's group: S + ORDER solves the same equation as S."""
CONTEXTS = sorted(
    {*(kind.signed_as for kind in SIGNED), "grant", "credential", "printed-words", "attendance", "decision"}
)


def b64(data: bytes) -> str:
    """Bytes as JSON holds them."""
    return base64.b64encode(data).decode()


@each
def test_it_is_read_as_it_was_written(kind: Kind) -> None:
    assert kind.refused(kind.valid) is None
    assert kind.signed(kind.body) == kind.valid
    assert kind.valid.startswith(b'{"%s":' % kind.name.encode())


# --- size


@each
def test_one_byte_too_many_is_not_looked_at(kind: Kind) -> None:
    step, sign = (4, "AAAA") if kind is ANSWER else (1, "x")
    room = (kind.largest - len(kind.signed({**kind.body, kind.long: ""}))) // step
    largest = kind.signed({**kind.body, kind.long: sign * room})
    assert kind.largest - step < len(largest) <= kind.largest
    assert kind.refused(largest) is None
    assert same(kind.refused(kind.signed({**kind.body, kind.long: sign * (room + 1)})), kind.refusal(unreadable))


@each
def test_more_values_than_any_file_holds_are_refused(kind: Kind) -> None:
    many = b'{"%s":{"a":[' % kind.name.encode() + b"1," * MOST_VALUES + b'1]},"signature":""}'
    assert same(kind.refused(many), kind.refusal(unreadable))


# --- form


def _first_text(data: bytes) -> int:
    """The place behind the first letter of the first key."""
    return data.index(b'"') + 2


def _versioned(data: bytes, written: bytes) -> bytes:
    """The same with another writing of its version, which is `\\1` in `written`."""
    return re.sub(rb'(?<="format":)(\d)', written, data, count=1)


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "one zero byte": lambda data: b"\0",
    "null": lambda data: b"null",
    "a list": lambda data: b"[]",
    "in a list": lambda data: b"[" + data + b"]",
    "an empty object": lambda data: b"{}",
    "a number": lambda data: b"1",
    "no JSON": lambda data: b"NaN",
    "no body": lambda data: re.sub(rb'^(\{"\w+":)\{.*\}(?=,|\})', rb"\1null", data),
    "a list as body": lambda data: re.sub(rb'^(\{"\w+":)\{.*\}(?=,|\})', rb"\1[]", data),
    "an empty body of another type": lambda data: re.sub(rb'^(\{"\w+":)\{.*\}(?=,|\})', rb'\1""', data),
    "cut in the middle": lambda data: data[: len(data) // 2],
    "last byte missing": lambda data: data[:-1],
    "first byte missing": lambda data: data[1:],
    "written twice": lambda data: data * 2,
    "a zero byte behind it": lambda data: data + b"\0",
    "a line feed behind it": lambda data: data + b"\n",
    "a space before it": lambda data: b" " + data,
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "a byte that is not UTF-8": lambda data: data[: _first_text(data)] + b"\xff" + data[_first_text(data) :],
    "half a letter": lambda data: data[: _first_text(data)] + b"\xe0\xa6" + data[_first_text(data) :],
    "a surrogate": lambda data: data[: _first_text(data)] + b"\xed\xa0\x80" + data[_first_text(data) :],
    "a space behind a colon": lambda data: data.replace(b":", b": ", 1),
    "a space behind a comma": lambda data: data.replace(b",", b", ", 1),
    "other spaces": lambda data: json.dumps(json.loads(data), indent=1, ensure_ascii=False).encode(),
    "another order of the body": lambda data: _reversed(data, inside=True),
    "an escaped letter": lambda data: data.replace(b'"format"', b'"\\u0066ormat"', 1),
    "an escaped slash": lambda data: data.replace(b'":"', b'":"\\/', 1),
    "a version as float": lambda data: _versioned(data, rb"\1.0"),
    "a version with an exponent": lambda data: _versioned(data, rb"\1e0"),
    "a version with a zero before": lambda data: _versioned(data, rb"0\1"),
    "a version with a sign": lambda data: _versioned(data, rb"+\1"),
    "a version of minus zero": lambda data: _versioned(data, b"-0"),
    "a version of half": lambda data: _versioned(data, b"0.5"),
    "a comment": lambda data: data.replace(b'"format"', b'/**/"format"', 1),
    "a comma too many": lambda data: data[:-1] + b",}",
    "a key twice in the body": lambda data: _versioned(data, rb'\1,"format":\1'),
    "a key twice, first another value": lambda data: _versioned(data, rb'9,"format":\1'),
    "a body twice": lambda data: b"{" + data[1:-1] + b"," + data[1:],
    "a field beside the body": lambda data: data[:-1] + b',"zz":1}',
    "a key with another case": lambda data: data.replace(b'"format"', b'"Format"', 1),
    "a key that is not ASCII": lambda data: data.replace(b'"format"', '"fоrmat"'.encode(), 1),
}
"""Name of the attack → what it makes of a valid file. None of these is canonical JSON of the kind's fields."""


def _reversed(data: bytes, inside: bool) -> bytes:
    file = json.loads(data)
    name = next(iter(file))
    if inside:
        file[name] = dict(reversed(file[name].items()))
    else:
        file = dict(reversed(file.items()))
    return json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode()


@each
@pytest.mark.parametrize("attack", FORMS)
def test_another_form_is_refused(kind: Kind, attack: str) -> None:
    data = FORMS[attack](kind.valid)
    assert data != kind.valid
    missing = attack in ("a key with another case", "a key that is not ASCII")
    allowed = (unreadable, outdated_format) if missing else (unreadable,)
    assert any(same(kind.refused(data), kind.refusal(one)) for one in allowed)


@each_signed
def test_another_order_of_body_and_signature_is_refused(kind: Kind) -> None:
    assert same(kind.refused(_reversed(kind.valid, inside=False)), kind.refusal(unreadable))


@each
def test_every_beginning_of_it_is_refused(kind: Kind) -> None:
    step = max(1, len(kind.valid) // 400)
    for end in range(0, len(kind.valid), step):
        assert same(kind.refused(kind.valid[:end]), kind.refusal(unreadable)), end


@each_signed
@pytest.mark.parametrize(
    "form", ["stray bits", "no padding", "URL alphabet", "a line feed inside", "hexadecimal", "a list"]
)
def test_another_writing_of_the_signature_is_refused(kind: Kind, form: str) -> None:
    written: str = json.loads(kind.valid)["signature"]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    # 64 bytes leave four bits of the last letter unused.
    stray = written[:-3] + alphabet[alphabet.index(written[-3]) ^ 1] + "=="
    other: Any = {
        "stray bits": stray,
        "no padding": written.rstrip("="),
        "URL alphabet": "-_" + written[2:],
        "a line feed inside": written[:10] + "\n" + written[10:],
        "hexadecimal": base64.b64decode(written).hex() + "=",
        "a list": [written],
    }[form]
    assert same(kind.refused(kind.signed(kind.body, beside={"signature": other})), kind.refusal(unreadable))


@each
@pytest.mark.parametrize("depth", [64, 900, 960, 990, 995, 1_000, 1_200, 5_000, 20_000])
@pytest.mark.parametrize("place", ["body", "whole", "beside"])
def test_a_deep_nest_is_refused(kind: Kind, depth: int, place: str) -> None:
    nest, name = b"[" * depth + b"]" * depth, kind.name.encode()
    data = {
        "body": b'{"%s":{"a":' % name + nest + b'},"signature":""}',
        "whole": nest,
        "beside": kind.valid[:-1] + b',"zz":' + nest + b"}",
    }[place]
    refusal = kind.refused(data)
    # Where the nest can be read as plain JSON, a body without a version is of another version.
    assert same(refusal, kind.refusal(unreadable)) or (place == "body" and same(refusal, kind.refusal(outdated_format)))


@each
@pytest.mark.parametrize(
    "digits",
    [b"9007199254740992", b"-9007199254740992", b"%d" % 2**63, b"%d" % 2**64, b"1" + b"0" * 5000, b"1e400"],
    ids=lambda digits: digits[:20].decode(),
)
def test_a_huge_number_is_refused(kind: Kind, digits: bytes) -> None:
    for field in (b'"format":', b'"version":', b'"number":', b'"revision":', b'"partner":'):
        data = re.sub(field + rb"\d+", field + digits, kind.valid)
        if data != kind.valid:
            assert same(kind.refused(data), kind.refusal(unreadable))


# --- fields and version


@each
def test_a_field_too_many_is_refused_or_passed_over(kind: Kind) -> None:
    values: list[object] = [1, None, "x", {"deep": [1, {"er": None}]}, []]
    for more in values:
        data = kind.signed({**kind.body, "zz": more})
        refusal = kind.refused(data)
        if kind.takes_new_fields:
            assert refusal is None
            assert same(kind.refused(data.replace(b'"zz"', b'"zy"')), kind.refusal(altered_file))
            assert (
                kind.refused(kind.signed({**kind.body, "signature": more, "zz": {"a": 1, "signature": more}})) is None
            )
        else:
            assert same(refusal, kind.refusal(unreadable))
    assert same(kind.refused(kind.signed(kind.body, beside={"zz": 1})), kind.refusal(unreadable))


@each
def test_each_missing_field_is_noticed(kind: Kind) -> None:
    for field in kind.body:
        usual = outdated_format if field == "format" else unreadable
        body = {name: value for name, value in kind.body.items() if name != field}
        assert same(kind.refused(kind.signed(body)), kind.refusal(usual)), field
    for beside in json.loads(kind.valid):
        file = json.loads(kind.valid)
        del file[beside]
        assert same(kind.refused(canonical_json(file)), kind.refusal(unreadable)), beside


@each
def test_each_field_of_another_type_is_refused(kind: Kind) -> None:
    others: list[object] = [None, True, 1, "x", "", [], {}, [[]], {"x": 1}, ["x"]]
    for field, value in kind.body.items():
        for other in others:
            if type(other) is type(value) or (other is None and field == "earliest"):
                continue
            body = {**kind.body, field: other}
            refusal = kind.refused(kind.signed(body))
            if field == "format" and other is not True:
                assert same(refusal, kind.refusal(outdated_format)), (field, other)
            else:
                assert same(refusal, kind.refusal(unreadable)), (field, other)


@each
@pytest.mark.parametrize("version", [0, -1, "next", 255, 2**53 - 1, "1", "", [], {}])
def test_another_version_asks_for_a_newer_app(kind: Kind, version: Any) -> None:
    version = kind.newest + 1 if version == "next" else version
    assert same(kind.refused(kind.signed({**kind.body, "format": version})), kind.refusal(outdated_format))
    # The fields of another version are not looked at.
    assert same(kind.refused(kind.signed({"format": version, "other": {"x": 1}})), kind.refusal(outdated_format))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.impossible[0]], ids=repr)
def test_what_nobody_can_mean_is_refused_even_when_signed(kind: Kind) -> None:
    field, value = kind.impossible
    assert same(kind.refused(kind.signed({**kind.body, field: value})), kind.refusal(unreadable))


@each
def test_another_kind_of_document_is_refused(kind: Kind) -> None:
    for other in KINDS:
        if other is not kind:
            assert same(kind.refused(other.valid), kind.refusal(unreadable)), other
            renamed = kind.signed(other.body)
            assert kind.refused(renamed) is not None, other


# --- signature


@each_signed
@pytest.mark.parametrize("context", CONTEXTS)
def test_a_signature_on_another_kind_of_thing_is_worth_nothing(kind: Kind, context: str) -> None:
    data = kind.signed(kind.body, context=context)
    if context == kind.signed_as:
        assert data == kind.valid
    else:
        assert same(kind.refused(data), kind.refusal(altered_file))


@each_signed
def test_a_signature_of_another_version_is_worth_nothing(kind: Kind) -> None:
    for version in {0, 1, 2, 3, 11} - {kind.body["format"]}:
        assert same(kind.refused(kind.signed(kind.body, version=version)), kind.refusal(altered_file)), version


def test_a_signature_is_of_the_version_that_the_document_names() -> None:
    practice = {**RECEIPT.body, "format": 2, "outcome": "practice"}
    assert RECEIPT.refused(RECEIPT.signed(practice, version=2)) is None
    assert same(RECEIPT.refused(RECEIPT.signed(practice, version=1)), altered_file())


@each_signed
def test_each_byte_of_the_signature_counts(kind: Kind) -> None:
    signature = base64.b64decode(json.loads(kind.valid)["signature"])
    for place, bit in itertools.product(range(SIGNATURE_BYTES), (0x01, 0x80, 0xFF)):
        other = signature[:place] + bytes([signature[place] ^ bit]) + signature[place + 1 :]
        data = kind.signed(kind.body, beside={"signature": b64(other)})
        assert same(kind.refused(data), kind.refusal(altered_file)), (place, bit)


@each_signed
def test_a_signature_of_another_length_or_form_is_wrong(kind: Kind) -> None:
    signature = base64.b64decode(json.loads(kind.valid)["signature"])
    high = (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    for other in (
        b"",
        signature[:63],
        signature + b"\0",
        bytes(64),
        b"\xff" * 64,
        signature[:32] + high,
        signature * 2,
    ):
        data = kind.signed(kind.body, beside={"signature": b64(other)})
        assert same(kind.refused(data), kind.refusal(altered_file)), other.hex()


@each_signed
def test_nobody_signs_in_anothers_name(kind: Kind) -> None:
    assert same(kind.refused(kind.signed(kind.body, key=key("thief"))), kind.refusal(altered_file))


@each_signed
@pytest.mark.parametrize(
    "public", [key("thief").public, bytes(32), b"\1" + bytes(31), b"\xff" * 32, b"", bytes(31), bytes(33)]
)
def test_another_key_in_the_file_is_not_the_signer(kind: Kind, public: bytes) -> None:
    if kind.names_signer:
        data = kind.signed({**kind.body, kind.names_signer: b64(public)})
    else:
        data = kind.signed(kind.body, beside={"signer": b64(public)})
    refusal = kind.refused(data)
    assert same(refusal, kind.refusal(altered_file)) or (len(public) != 32 and same(refusal, kind.refusal(unreadable)))


@each_signed
def test_each_changed_field_breaks_the_signature(kind: Kind) -> None:
    """The old signature beside a body that could be one."""
    file = json.loads(kind.valid)
    for field, value in kind.body.items():
        if isinstance(value, int) and not isinstance(value, bool) and field != "format":
            data = canonical_json({**file, kind.name: {**kind.body, field: value + 1}})
            assert same(kind.refused(data), kind.refusal(altered_file)), field
    data = canonical_json({**file, kind.name: {**kind.body, kind.long: kind.body[kind.long] + "x"}})
    assert same(kind.refused(data), kind.refusal(altered_file))


# --- anything


@st.composite
def _edits(draw: st.DrawFn) -> list[tuple[str, int, int, bytes]]:
    """Some changes of bytes: what, where, how many, with which."""
    written = st.binary(max_size=4) | st.sampled_from(
        [
            b'"',
            b"{",
            b"}",
            b"[",
            b"]",
            b",",
            b":",
            b"\\",
            b" ",
            b"0",
            b"1",
            b"-",
            b".",
            b"e",
            b"=",
            b"A",
            b"null",
            b"true",
        ]
    )
    edit = st.tuples(
        st.sampled_from(["put", "cut", "set", "copy", "turn"]), st.integers(0, 10**6), st.integers(1, 40), written
    )
    return draw(st.lists(edit, min_size=1, max_size=4))


def _edited(data: bytes, edits: list[tuple[str, int, int, bytes]]) -> bytes:
    for what, place, count, written in edits:
        at = place % (len(data) + 1)
        if what == "put":
            data = data[:at] + written + data[at:]
        elif what == "cut":
            data = data[:at] + data[at + count :]
        elif what == "set":
            data = data[:at] + written + data[at + len(written) :]
        elif what == "copy":
            data = data[:at] + data[at // 2 : at // 2 + count] + data[at:]
        elif at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << count % 8)]) + data[at + 1 :]
    return data


@each
@examples_of(150, 20_000)
def test_changed_bytes_are_refused_or_the_same(kind: Kind, examples: settings) -> None:
    codes = {one.code for one in refusals_of(kind)}

    @examples
    @given(_edits())
    def attack(edits: list[tuple[str, int, int, bytes]]) -> None:
        data = _edited(kind.valid, edits)
        refusal = kind.refused(data)
        if kind is ANSWER:
            # Unsigned: what is read is at least in its one form.
            assert refusal is not None or canonical_json(json.loads(data)) == data
        else:
            assert (refusal is None) is (data == kind.valid)
            # Bytes of grants that a document carries are refused by a sentence of their own.
            assert refusal is None or refusal.code in codes

    attack()


@each
@examples_of(100, 10_000)
def test_any_bytes_are_refused(kind: Kind, examples: settings) -> None:
    @examples
    @given(st.binary(max_size=300))
    def attack(data: bytes) -> None:
        assert same(kind.refused(data), kind.refusal(unreadable))
        assert same(kind.refused(kind.valid[:40] + data), kind.refusal(unreadable))

    attack()


_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(max_size=20)
    | st.binary(max_size=40).map(b64),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@each
@examples_of(150, 20_000)
def test_any_values_truly_signed_are_read_or_refused(kind: Kind, examples: settings) -> None:
    """A thief's own signature gets as far as to the rules of the kind, and not further than to a KnownError."""
    fields = sorted(kind.body)

    @examples
    @given(st.dictionaries(st.sampled_from(fields), _ANY, min_size=1, max_size=3))
    def attack(changed: dict[str, object]) -> None:
        try:
            data = kind.signed({**kind.body, **changed})
        except ValueError:
            # Without a canonical form nobody can sign it.
            return
        kind.refused(data)

    attack()
