from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import PARTNER, PROGRAMME_FILE, demonstration_programme
from bsuh_desktop.trust.programme import is_signed_by, place_list_hash, read_programme, sign_programme
from tests.helpers.json_listener import heard_parsing
from tests.helpers.keys import key

PROGRAMME = replace(demonstration_programme(resources()), root_key=key("root").public)
FILE = sign_programme(PROGRAMME, key("root"))


def refusal(data: bytes) -> str:
    with pytest.raises(KnownError) as caught:
        read_programme(data)
    return caught.value.code


def test_a_programme_comes_back_from_its_file() -> None:
    assert read_programme(FILE) == PROGRAMME
    assert canonical_json(json.loads(FILE)) == FILE


def test_every_changed_byte_is_refused() -> None:
    for place in range(len(FILE)):
        other = FILE[:place] + bytes([FILE[place] ^ 1]) + FILE[place + 1 :]
        assert refusal(other) in ("altered", "unreadable")


def test_another_writing_of_the_same_json_is_refused() -> None:
    for other in (
        FILE + b"\n",
        json.dumps(json.loads(FILE)).encode(),
        b"[" * 100_000,
        b"[]",
        b"{}",
        b'{"programme":1}',
    ):
        assert refusal(other) == "unreadable"
    added = canonical_json({**json.loads(FILE), "zz": 1})
    assert refusal(added) == "unreadable"


def test_a_newer_format_is_said_so_and_a_newer_field_is_passed_over() -> None:
    body = json.loads(FILE)["programme"]
    newer = canonical_json({**body, "format": 2})
    assert refusal(canonical_json({"programme": json.loads(newer), "signature": "AA=="})) == "unreadable"
    with_more = canonical_json({**body, "later": {"x": 1}})
    signature = key("root").sign("programme", 1, with_more)
    assert read_programme(canonical_json({"programme": json.loads(with_more), "signature": signature})) == PROGRAMME


def test_a_place_list_is_held_to_its_hash() -> None:
    wrong = replace(PROGRAMME, places=PROGRAMME.places[:1])
    assert refusal(sign_programme(wrong, key("root"))) == "altered"
    elsewhere = replace(PROGRAMME, places=())
    assert read_programme(sign_programme(elsewhere, key("root"))) == elsewhere
    assert place_list_hash(PROGRAMME.places) == PROGRAMME.place_list_hash


def test_only_the_root_key_signs() -> None:
    with pytest.raises(ValueError, match="root key"):
        sign_programme(PROGRAMME, key("coordinator"))


def test_files_are_sealed_to_the_partners_coordinators_and_to_recovery() -> None:
    partner = PROGRAMME.partners[0]
    assert PROGRAMME.recipients_for(PARTNER) == partner.recipients + PROGRAMME.recovery
    assert len(PROGRAMME.recovery) == len(partner.recipients) == 1
    with pytest.raises(KeyError):
        PROGRAMME.recipients_for(99)


def test_what_a_programme_answers() -> None:
    assert PROGRAMME.helpline_numbers()["child"] == "1098"
    assert PROGRAMME.module_id(PROGRAMME.modules["taps-traps-taka"]) == "taps-traps-taka"
    assert PROGRAMME.module_id(77) is None
    school = PROGRAMME.place("eiin:107845")
    assert school is not None
    assert school.names.en
    assert PROGRAMME.place("eiin:1") is None


def test_the_file_stands_where_it_is_looked_for() -> None:
    assert read_programme((resources() / PROGRAMME_FILE).read_bytes()).id == "demonstration"


@pytest.mark.parametrize("prefix", ["https://v.bsuh.bd/c#1", "https://verify.bsuh.bd/c#", "সনদ#", "a\nb#"])
def test_a_prefix_that_codes_cannot_carry_is_refused(prefix: str) -> None:
    wrong = replace(PROGRAMME, url_prefix=prefix)
    with pytest.raises(ValueError, match="prefix"):
        sign_programme(wrong, key("root"))
    body = canonical_json(wrong)
    signature = key("root").sign("programme", 1, body)
    assert refusal(canonical_json({"programme": json.loads(body), "signature": signature})) == "unreadable"


def test_a_usual_prefix_is_taken() -> None:
    usual = replace(PROGRAMME, url_prefix="https://v.bsuh.bd/c#")
    assert read_programme(sign_programme(usual, key("root"))) == usual


@pytest.mark.parametrize(
    "changed",
    [
        {"offset_minutes": 1500},
        {"offset_minutes": -(2**53) + 1},
        {"retention_days": 2**53 - 1},
        {"retention_days": -1},
        {"cell_limit": -1},
        {"version": -1},
        {"id": ""},
        {"id": "a\n../b"},
        {"id": "a" * 101},
        {"partners": PROGRAMME.partners * 2},
        {"partners": ()},
    ],
    ids=str,
)
def test_what_no_office_means_is_refused(changed: dict[str, object]) -> None:
    """Days and clocks are reckoned by it ever after."""
    assert refusal(sign_programme(replace(PROGRAMME, **changed), key("root"))) == "unreadable"


def test_who_signed_a_file_is_told_without_a_look_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = heard_parsing(monkeypatch)
    assert is_signed_by(FILE, key("root").public)
    assert not is_signed_by(FILE, key("coordinator").public)
    for place in range(0, len(FILE), 7):
        assert not is_signed_by(FILE[:place] + bytes([FILE[place] ^ 1]) + FILE[place + 1 :], key("root").public)
    for other in (
        b'{"programme":xx',
        b'{"programme":AAAA"}',
        b'{"programme":"signature":""}',
        b"",
        FILE[:-200],
        FILE + b"x",
        b'{"programme":',
        b'{"programme":{},"signature":"no"}',
    ):
        assert not is_signed_by(other, key("root").public)
    assert parsed == []
