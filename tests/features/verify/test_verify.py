"""`bsuh verify`: files, pictures and scanned texts, a line and an exit status for each."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_writer import build_attendance_file
from bsuh_desktop.qt.stage.picture_sandbox import unpainted
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.packs import sign_pack_folder
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from tests.helpers.attacks.world import World
from tests.helpers.attendance import facts, sender
from tests.helpers.certificates import code_texts, drawing, embedded_in, forged
from tests.helpers.command import ROOT, Done, bsuh, bsuh_here
from tests.helpers.demonstration import Demonstration, listed
from tests.helpers.desks import PASSPHRASE
from tests.helpers.keys import DAY, key
from tests.helpers.packs import good_files, write_folder
from tests.helpers.papers import picture_of
from tests.helpers.programmes import joined_desk, write_programme
from tests.helpers.verified import attendance_proved

pytestmark = pytest.mark.usefixtures("known_keys")

KEYS = {"input", "kind", "verdict", "sentence", "compared", "signer", "chain", "doubts", "unknown", "facts", "evidence"}


class Things(NamedTuple):
    """What people bring to be checked, by its worth."""

    good: Path
    altered: Path
    unreadable: Path
    not_ours: Path


@pytest.fixture(scope="session")
def things(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Things:
    """One file of each worth."""
    folder, whole = tmp_path_factory.mktemp("things"), demonstration.attendance_file.read_bytes()
    other = build_attendance_file(facts(), sender()).data
    contents = {"altered": whole[:-9] + b"forgeries", "unreadable": b"age?" + whole, "not_ours": other}
    for name, data in contents.items():
        (folder / f"{name}.bsuh").write_bytes(data)
    return Things(demonstration.attendance_file, *(folder / f"{name}.bsuh" for name in contents))


@pytest.fixture(scope="session")
def codes(demonstration: Demonstration) -> tuple[str, str]:
    """What a scanner reads from the first certificate."""
    return code_texts(embedded_in(demonstration.certificates), 1)


def verify(*inputs: str | Path, language: str = "en") -> Done:
    return bsuh_here("verify", *inputs, "--json", "--lang", language)


def read(done: Done) -> list[dict[str, Any]]:
    """The lines of a verification."""
    assert done.err == ""
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert all(line.keys() >= KEYS for line in lines)
    return lines


def test_both_files_of_the_demonstration(demonstration: Demonstration) -> None:
    done = verify(demonstration.attendance_file, demonstration.certificates)
    assert done.status == 0
    attendance, certificates = read(done)
    assert (attendance["kind"], attendance["verdict"]) == ("attendance", "practice")
    assert (certificates["kind"], certificates["verdict"]) == ("certificate", "practice")
    assert attendance["input"] == str(demonstration.attendance_file)
    assert attendance["signer"] == certificates["signer"] == attendance["chain"][-1]
    assert attendance["chain"] == certificates["chain"]
    assert (len(attendance["chain"]), attendance["doubts"]) == (2, [])
    for line in (attendance, certificates):
        assert [ring["who"] for ring in line["evidence"]] == ["programme", "coordinator", "device", "document"]
        assert [ring["state"] for ring in line["evidence"]] == ["look", "ok", "ok", "look"]
    names = [one.name_bn for one in listed(58)]
    told = json.dumps([attendance, {**certificates, "items": None}], ensure_ascii=False)
    assert not [name for name in names if name in told]
    assert [item["page"] for item in certificates["items"]] == list(range(1, 59))
    assert {item["verdict"] for item in certificates["items"]} == {"practice"}
    assert (attendance["compared"], certificates["compared"]) == (None, True)


def test_sentences_for_people(things: Things, small_demonstration: Demonstration) -> None:
    inputs = (things.good, things.altered, things.unreadable, things.not_ours, small_demonstration.certificates)
    told = bsuh_here("verify", *inputs, "--lang", "en")
    assert (told.status, told.err) == (1, "")
    lines = [line for line in told.out.splitlines() if not line.startswith(" ")]
    for line, mark, given in zip(lines, "✓✕??✓", inputs, strict=True):
        assert line.startswith(f"{mark} {given}: ")


@pytest.mark.parametrize("language", ["bn", "en"])
def test_sentences_are_in_the_language_asked_for(things: Things, language: str) -> None:
    for line in read(verify(things.good, things.altered, things.unreadable, things.not_ours, language=language)):
        assert any("ঀ" <= letter <= "৿" for letter in line["sentence"]) is (language == "bn")


def test_one_beats_two_beats_nought(things: Things) -> None:
    worth = {"good": 0, "altered": 1, "unreadable": 2, "not_ours": 2}
    for name, status in worth.items():
        done = verify(getattr(things, name))
        assert (done.status, read(done)[0]["verdict"]) == (status, "practice" if name == "good" else name)
    assert verify(things.good, things.unreadable).status == 2
    assert verify(things.unreadable, things.good).status == 2
    assert verify(things.not_ours, things.altered, things.good).status == 1
    assert verify(things.altered, things.unreadable).status == 1


def test_what_is_nothing_of_ours(tmp_path: Path, demonstration: Demonstration) -> None:
    (tmp_path / "list.txt").write_text("just a text", "utf-8")
    (tmp_path / "empty.bsuh").write_bytes(b"")
    (tmp_path / "plain.pdf").write_bytes(forged(drawing(embedded_in(demonstration.certificates), 1)))
    (tmp_path / "torn.png").write_bytes(b"\x89PNG\r\n")
    names = ("list.txt", "empty.bsuh", "plain.pdf", "torn.png", "missing.bsuh", ".")
    done = verify(*(tmp_path / name for name in names), "no code", "")
    assert done.status == 2
    lines = read(done)
    assert [line["verdict"] for line in lines] == ["unreadable"] * 8
    assert [line["kind"] for line in lines[:4]] == ["unknown", "attendance", "certificate", "certificate"]


def test_a_first_code_alone_needs_its_second(codes: tuple[str, str]) -> None:
    done = verify(codes[0])
    assert (done.status, read(done)[0]["verdict"]) == (1, "unknown_signer")


def test_a_second_code_alone_is_no_certificate(codes: tuple[str, str]) -> None:
    done = verify(codes[1])
    assert (done.status, read(done)[0]["verdict"]) == (2, "unreadable")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_codes_in_either_order_as_two_texts_or_one(codes: tuple[str, str], order: tuple[int, int]) -> None:
    texts = [codes[place] for place in order]
    for inputs in (texts, [" ".join(texts)], ["\n".join(texts)]):
        done = verify(*inputs)
        assert done.status == 0
        for line in read(done):
            assert (line["kind"], line["verdict"], line["compared"]) == ("certificate", "practice", False)
            assert [item["name"] for item in line["items"]] == [listed(1)[0].name_bn]
    assert listed(1)[0].name_bn in bsuh_here("verify", " ".join(texts)).out


def test_codes_of_two_certificates_are_as_good_as_the_worse(
    codes: tuple[str, str], demonstration: Demonstration, small_demonstration: Demonstration
) -> None:
    second, stranger = (
        code_texts(embedded_in(path.certificates), 2)[0] for path in (demonstration, small_demonstration)
    )
    assert [len(line["items"]) for line in read(verify(" ".join((*codes, second))))] == [2]
    for texts in ((stranger, *codes), (*codes, stranger)):
        assert verify(" ".join(texts)).status == 1


@pytest.mark.parametrize("number", [1, 17, 58])
def test_a_photograph(demonstration: Demonstration, tmp_path: Path, number: int) -> None:
    picture_of(demonstration.certificates.read_bytes(), number).save(tmp_path / "photo.png")
    done = verify(tmp_path / "photo.png")
    assert (done.status, read(done)[0]["verdict"], read(done)[0]["compared"]) == (0, "practice", False)
    (item,) = read(done)[0]["items"]
    one = listed(number)[-1]
    assert item["name"] == (one.name_bn if one.consented else "")


def test_a_photograph_of_the_first_code_and_the_text_of_the_second(
    demonstration: Demonstration, codes: tuple[str, str], tmp_path: Path
) -> None:
    whole = picture_of(demonstration.certificates.read_bytes())
    whole.crop((0, 0, whole.width // 2, whole.height)).save(tmp_path / "half.jpg")
    alone, helped = verify(tmp_path / "half.jpg"), verify(codes[1], tmp_path / "half.jpg")
    assert [read(done)[-1]["verdict"] for done in (alone, helped)] == ["unknown_signer", "practice"]


def test_a_file_sealed_for_others_is_as_its_own_laptop_wrote_it(things: Things) -> None:
    data, known = things.not_ours.read_bytes(), known_to_everybody()
    here = replace(known, written_here=frozenset({hashlib.sha256(data).digest()}))
    assert attendance_proved(data, here).verdict is Verdict.AS_WRITTEN_HERE
    assert attendance_proved(data, known).verdict is Verdict.NOT_OURS
    assert attendance_proved(data + b"\0", here).verdict is Verdict.NOT_OURS


def test_with_the_profile_of_the_laptop_that_wrote_them(demonstration: Demonstration, tmp_path: Path) -> None:
    said = demonstration.done.json
    (tmp_path / "passphrase").write_text(said["passphrase"] + "\n", "utf-8")
    opening = ("--profile", said["profile"], "--passphrase-file", tmp_path / "passphrase")
    first = code_texts(embedded_in(demonstration.certificates), 2)[0]
    both = bsuh_here("verify", demonstration.attendance_file, first, "--json", *opening)
    assert [line["verdict"] for line in read(both)] == ["practice", "practice"]
    # What was seen is remembered: from now on the first code alone is enough.
    assert [line["verdict"] for line in read(bsuh_here("verify", first, "--json", *opening))] == ["practice"]
    (tmp_path / "passphrase").write_text("wrong", "utf-8")
    wrong = bsuh_here("verify", demonstration.attendance_file, "--json", *opening)
    assert (wrong.status, wrong.json["error"]["code"]) == (2, "wrong_passphrase")


def test_without_a_profile_none_is_touched(codes: tuple[str, str], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    own = {"HOME": str(mine), "XDG_DATA_HOME": str(mine / "data"), "XDG_CONFIG_HOME": str(mine / "config")}
    done = bsuh("verify", " ".join(codes), extra=own)
    assert (done.status, done.err) == (0, "")
    assert list(mine.iterdir()) == []


def test_by_a_programme_file_that_is_trusted_for_this_call(tmp_path: Path) -> None:
    world = World()
    programme, keys = tmp_path / "programme.json", tmp_path / "keys.json"
    programme.write_bytes(world.programme_file)
    keys.write_bytes(sign_key_list(world.office_list(Revocation(world.device.key.public, DAY)), world.home.key))
    (trusted,) = read(bsuh_here("verify", world.codes(), "--json", "--programme", programme))
    assert (trusted["verdict"], trusted["compared"], len(trusted["unknown"])) == ("good", False, 1)
    told = bsuh_here("verify", world.codes(), "--programme", programme, "--programme", keys, "--lang", "en")
    assert (told.status, told.out.startswith("✕")) == (1, True)
    refused = bsuh_here("verify", world.codes(), "--json", "--programme", tmp_path / "none.json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "file_not_opened")


def test_a_pack_is_signed_by_the_desk_that_keeps_the_root_key(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    pack = write_folder(tmp_path / "little-lesson", good_files())
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")
    with pytest.raises(KnownError) as caught:
        sign_pack_folder(desk, pack, unpainted)
    assert caught.value.code == "no_root_key"
    desk.take_root(key("root"))
    desk.close()
    opening = ("--profile", desk.folder, "--passphrase-file", tmp_path / "passphrase", "--json")
    done = bsuh("pack", "sign", pack, *opening)
    assert (done.status, done.json) == (0, {"path": str(pack / "pack.sig")})
    assert read(bsuh_here("verify", pack, "--json", "--programme", write_programme(tmp_path)))[0]["verdict"] == "good"
    zipped = bsuh_here("pack", "sign", tmp_path / "passphrase", *opening)
    assert (zipped.status, zipped.json["error"]["code"]) == (2, "not_a_pack_folder")


def test_programme_files_and_packs(tmp_path: Path) -> None:
    programme = ROOT / "resources" / "programme" / "demonstration.json"
    pack = ROOT / "resources" / "packs" / "taps-traps-taka"
    changed = tmp_path / "changed.json"
    changed.write_bytes(programme.read_bytes().replace(b"1098", b"1099"))
    lines = [json.loads(line) for line in bsuh_here("verify", programme, changed, pack, "--json").out.splitlines()]
    assert [(line["kind"], line["verdict"]) for line in lines] == [
        ("programme", "practice"),
        ("programme", "altered"),
        ("pack", "unknown_signer"),
    ]
