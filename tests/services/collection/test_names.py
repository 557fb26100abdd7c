"""Names stay sealed until a role and a purpose are said; the office prints certificates again and signs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import AttendanceRow, NameRow
from bsuh_desktop.exchange.attendance_writer import AttendanceFile, build_attendance_file
from bsuh_desktop.register.decision_lines import FileVerdict, FirstVerdict, NamesOpened, Received
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collect import collect
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.export import Reprint, delivery_csv, reprint, save_reprint
from bsuh_desktop.services.collection.names import LONGEST_ROLE, named_list
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.trust.credential import sign_credential
from bsuh_desktop.trust.register_keys import register_keys
from tests.helpers.archived import archive_files
from tests.helpers.attendance import COORDINATOR_IDENTITY, SESSION, details, facts, programme, row, sender
from tests.helpers.classes import learner
from tests.helpers.containers import LETTER, PHOTO, mail, zipped
from tests.helpers.desks import clock_at
from tests.helpers.keys import DAY, DEVICE, chain, key

NAMES = {1: ("রহিমা", "Rahima"), 3: ("ক্ষিতীশ রহমান", "")}
TITLES = {"taps-traps-taka": LocalText("ট্যাপ, ফাঁদ আর টাকা", "Taps, Traps and Taka")}
ROLE = "District coordinator"
MODULE = 5


def office(**changed: object) -> Collector:
    above, _ = chain()
    usual = {
        "programme": programme(), "known": KnownKeys(programmes=(programme(),), identities=(COORDINATOR_IDENTITY,)),
        "keys": register_keys(bytes(32)), "signer": key("coordinator"), "coordinator_grant": above,
        "practice_programme": "demonstration", "practice_signer": key("root"), "practice_office": above, "today": DAY,
        "clock": clock_at(),
    }  # fmt: skip
    return Collector(**{**usual, **changed})  # type: ignore[arg-type]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "register", office().keys) as register:
        yield register


def sealed(names: dict[int, tuple[str, str]] = NAMES) -> AttendanceFile:
    """A class of three, all with certificates; the second's name was not kept."""
    rows: list[AttendanceRow] = [row(1), row(2), row(3)]
    kept = []
    for card, (bangla, english) in names.items():
        credential = sign_credential(key("device"), make_serial(DEVICE, card), MODULE, DAY, bangla or english)
        kept.append(NameRow(learner(card), bangla, english, credential.signature))
    return build_attendance_file(facts(details=details(), rows=tuple(rows), names=tuple(kept)), sender())


def put(register: Register, verdict: FirstVerdict = "merged", names: dict[int, tuple[str, str]] = NAMES) -> bytes:
    """That class, archived and judged."""
    file = sealed(names)
    archive_files(register.archive, [(file.sha256, file.data)])
    received = Received((FileVerdict(file.sha256, SESSION, 1, verdict),))
    register.decisions.append(received, office().signer, office().wall_ms())
    return file.sha256


def decided(register: Register) -> list[object]:
    return [line.decision for line in register.decisions.lines()]


def test_a_named_list_stands_in_the_decisions_before_it_is_shown(register: Register) -> None:
    file = put(register)
    (held,) = named_list(register, office(), [file, file], ROLE, "named_list")
    assert [(one.card, one.name_bn, one.name_en) for one in held.learners] == [
        (1, "রহিমা", "Rahima"),
        (2, "", ""),
        (3, "ক্ষিতীশ রহমান", ""),
    ]
    assert (held.session, held.day, held.module, held.place.en) == (
        SESSION, DAY, "taps-traps-taka", "Kaliganga High School"
    )  # fmt: skip
    assert decided(register)[-1] == NamesOpened((file,), ROLE, "named_list", 2)
    assert "রহিমা" not in repr(held) + (register.folder / "decisions.jsonl").read_text("utf-8")


@pytest.mark.parametrize("role", ["", " \t", "x" * (LONGEST_ROLE + 1)])
def test_without_a_role_nothing_is_opened(register: Register, role: str) -> None:
    file, before = put(register), len(decided(register))
    with pytest.raises(KnownError) as refused:
        named_list(register, office(), [file], role, "named_list")
    assert (refused.value.code, len(decided(register))) == ("no_role", before)


def test_a_purpose_that_there_is_not_and_a_file_that_is_not_here(register: Register) -> None:
    file, before = put(register), len(decided(register))
    with pytest.raises(ValueError, match="purposes"):
        named_list(register, office(), [file], ROLE, "curiosity")  # type: ignore[arg-type]
    with pytest.raises(KnownError) as refused:
        named_list(register, office(), [file, bytes(32)], ROLE, "complaint")
    assert (refused.value.code, len(decided(register))) == ("not_collected", before)
    assert named_list(register, office(), [], ROLE, "complaint") == ()


def test_no_name_is_shown_where_it_cannot_be_decided(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(register)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(KnownError) as refused:
        named_list(register, office(), [file], ROLE, "named_list")
    assert refused.value.code == "disk_full"


def test_those_who_withdrew_are_on_no_list(register: Register) -> None:
    file = put(register)
    collector = office(forgotten={key("device").key_id: (learner(1),)})
    (held,) = named_list(register, collector, [file], ROLE, "named_list")
    assert [one.card for one in held.learners] == [2, 3]
    assert reprint(register, collector, [file], ROLE, TITLES).deliveries[0].count == 1


def verdicts(printed: Reprint, place: Path, known: KnownKeys) -> set[Verdict]:
    found = set()
    for device, pdf in printed.pdfs.items():
        (place / f"{device}.pdf").write_bytes(pdf)
        found |= {proof.verdict for proof in verify([str(place / f"{device}.pdf")], known)}
    return found


def test_certificates_are_printed_again_as_they_were_signed(register: Register, tmp_path: Path) -> None:
    file = put(register)
    printed = reprint(register, office(), [file], ROLE, TITLES)
    assert list(printed.pdfs) == [make_serial(DEVICE, 1)[:4]]
    assert printed.missing == 1, "nobody kept the second one's name"
    (delivery,) = printed.deliveries
    assert (delivery.place.en, delivery.count, delivery.first) == ("Kaliganga High School", 2, 1)
    assert delivery.last == 2
    assert isinstance(decided(register)[-1], NamesOpened)
    assert verdicts(printed, tmp_path, office().known) == {Verdict.GOOD}


def test_a_class_that_came_in_a_zip_in_a_mail_is_collected_and_printed_again(
    register: Register, tmp_path: Path
) -> None:
    file = sealed()
    (tmp_path / "stick").mkdir()
    classes = zipped({"a (1).bin": file.data, "photo.jpg": PHOTO, "letter.txt": LETTER})
    (tmp_path / "stick" / "saved").write_bytes(mail({"classes.zip": classes}))
    came = collect(office(), register, [tmp_path / "stick"], keep=lambda _: None)
    assert came.counts["merged"] == 1
    assert came.counts["passed_over"] == 2
    assert register.archive.hashes() == {file.sha256}
    assert register.read(file.sha256) == file.data
    printed = reprint(register, office(), list(register.status.current.values()), ROLE, TITLES)
    assert sum(one.count for one in printed.deliveries) == 2
    assert verdicts(printed, tmp_path, office().known) == {Verdict.GOOD}


def test_a_name_that_is_not_the_signed_one_is_not_printed(register: Register) -> None:
    file = put(register, names={1: ("রহিমা", "Rahima")})
    other = office(programme=replace(programme(), modules={"taps-traps-taka": MODULE + 1}))
    assert reprint(register, other, [file], ROLE, TITLES) == Reprint({}, (), 3)


def test_what_was_printed_is_saved_with_the_list_of_schools(register: Register, tmp_path: Path) -> None:
    printed = reprint(register, office(), [put(register)], ROLE, TITLES)
    pdf, listed = save_reprint(printed, tmp_path / "out", register.folder)
    head, line = listed.read_text("utf-8-sig").splitlines()
    assert head.split(",")[0] == "place"
    assert line.startswith("eiin:107845,")
    assert line.endswith(f",{pdf.name},1,2,2")
    assert "রহিমা" not in line
    with pytest.raises(KnownError) as refused:
        save_reprint(printed, register.folder / "out", register.folder)
    assert refused.value.code == "own_folder"
    deliveries = [replace(one, place=LocalText("=1+1", "@x")) for one in printed.deliveries]
    assert ",'=1+1,'@x," in delivery_csv(deliveries, {one.device: "" for one in deliveries}).decode("utf-8-sig")


@pytest.mark.parametrize("verdict", ["expired", "revoked", "unknown_signer", "waiting"])
def test_certificates_of_a_file_that_does_not_count_are_not_printed(register: Register, verdict: FirstVerdict) -> None:
    printed = reprint(register, office(), [put(register, verdict)], ROLE, TITLES)
    assert (printed.pdfs, printed.missing) == ({}, 3)
