"""Names and typed places from outside: real files in a real register, and nothing of a name but in the files."""

from __future__ import annotations

import csv
import datetime
import itertools
from pathlib import Path
from typing import get_args

import pytest

from bsuh_desktop.cli.parser import PURPOSES
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.register.decision_lines import Decision, NamesOpened, PlaceMapped, Purpose
from bsuh_desktop.register.decisions import Decisions
from bsuh_desktop.register.folder import DECISIONS_FILE
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.trust.grants import issue
from tests.helpers import programme_desks
from tests.helpers.collection import Device, Office, put, session
from tests.helpers.command import Done, bsuh, bsuh_here
from tests.helpers.desks import PASSPHRASE
from tests.helpers.keys import LAST, coordinator_terms, key

pytestmark = pytest.mark.usefixtures("known_keys")

ROLE = "District coordinator"
TYPED, WORDS = "local:0A1B2C3D4E5F6G7H", "Kaliganga High Scool"
SCHOOL = "eiin:107845"
NAMES = ("রহিমা", "Rahima", "SUM(A1)")
"""Those of `tests.helpers.attendance`: of three learners one has no name."""


def coordinator(desk: Desk) -> None:
    """A coordinator whose grant holds by the real clock, which commands go by."""
    programme_desks.coordinator(desk)
    last = max(LAST, datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=60))
    terms = coordinator_terms(desk.vault.signing_key.public, 0, 4095)
    desk.take_office(issue(key("root"), programme_desks.replace_last(terms, last)))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A class at a school of the list, and two at a place that was typed."""
    made = Office(tmp_path_factory.mktemp("office"), coordinator)
    device = Device(made.recipients)
    files = {"1": device.seal(session(1))}
    for number in (2, 3):
        files[str(number)] = device.seal(session(number), place=TYPED, place_name=WORDS)
    assert made.collect(put(made.folder / "stick", files)).counts["merged"] == 3
    made.desk.close()
    (made.folder / "passphrase.txt").write_text(PASSPHRASE, "utf-8")
    return made


def words(office: Office, *more: str | Path) -> list[str | Path]:
    """A command on this desk and its register."""
    where = ("--profile", office.folder / "profile", "--passphrase-file", office.folder / "passphrase.txt")
    return [*more, "--register", office.register, *where, "--lang", "en"]


def asked(office: Office, *more: str | Path, out: Path, purpose: str = "named_list", role: str = ROLE) -> Done:
    return bsuh_here(*words(office, "names", *more, "--role", role, "--purpose", purpose, "--out", out))


def decisions(office: Office) -> list[Decision]:
    return [line.decision for line in Decisions(office.register / DECISIONS_FILE).lines()]


def said_nowhere(office: Office, *done: Done) -> bool:
    """True if no name stands in what was said, in the decisions, or in a log."""
    logs = itertools.chain([office.register / "decisions.jsonl"], (office.folder / "profile" / "logs").rglob("*"))
    texts = [path.read_text("utf-8") for path in logs if path.is_file()]
    texts += [text for one in done for text in (one.out, one.err)]
    return not any(name in text for name in NAMES for text in texts)


def test_a_list_goes_where_it_was_asked_for_and_is_written_down(office: Office, tmp_path: Path) -> None:
    line = words(office, "names", session(1), "--role", ROLE, "--purpose", "named_list", "--out", tmp_path, "--json")
    done, again = bsuh(*line), bsuh_here(*line[:-1], "bn")
    assert (done.status, done.err) == (0, "")
    (path,) = map(Path, done.json["files"])
    assert done.json == {
        "purpose": "named_list", "role": ROLE, "classes": 1, "names": 2, "missing": 1, "files": [str(path)],
    }  # fmt: skip
    assert path.name.startswith("names-20")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [
        "place", "place_bn", "place_en", "class_bn", "class_en", "date", "session", "card", "roll", "status",
        "name_bn", "name_en", "serial",
    ]  # fmt: skip
    assert (rows[0][0], rows[0][2], rows[0][5:8]) == (SCHOOL, "Kaliganga High School", ["2026-07-14", session(1), "1"])
    assert [row[10:12] for row in rows] == [["রহিমা", "Rahima"], ["", "'=SUM(A1)"], ["", ""]]
    assert decisions(office)[-1] == decisions(office)[-2]
    assert isinstance(decisions(office)[-1], NamesOpened)
    assert said_nowhere(office, done, again)


def test_a_second_list_of_the_day_overwrites_none(office: Office, tmp_path: Path) -> None:
    for number in (1, 2):
        assert asked(office, session(number), out=tmp_path).status == 0
    assert len({path.read_bytes() for path in tmp_path.glob("names-*.csv")}) == 2


def test_all_classes_of_days_and_places(office: Office, tmp_path: Path) -> None:
    asked_for = [
        (("--place", TYPED), 2),
        (("--from", "2026-07-14", "--to", "2026-07-14"), 3),
        (("--district", "0000"), 1),
        (("--module", "taps-traps-taka", "--place", SCHOOL), 1),
        (("--from", "2026-07-15"), 0),
    ]
    for which, classes in asked_for:
        done = asked(office, *which, "--json", out=tmp_path, purpose="complaint")
        assert done.json.get("classes", 0) == classes, which
        assert classes or done.json["error"]["code"] == "no_class"


def test_certificates_with_their_list_of_schools(office: Office, tmp_path: Path) -> None:
    done = asked(office, session(1), "--json", out=tmp_path, purpose="certificates")
    assert {name: done.json[name] for name in ("classes", "names", "missing")} == {
        "classes": 1, "names": 1, "missing": 1,
    }  # fmt: skip
    pdf, listed = map(Path, done.json["files"])
    assert (pdf.suffix, listed.name) == (".pdf", "delivery.csv")
    known = known_to(Office(tmp_path / "other", coordinator).desk)
    assert {proof.verdict for proof in verify([str(pdf)], known)} == {Verdict.GOOD}
    assert said_nowhere(office, done)
    told = asked(office, session(1), out=tmp_path / "told", purpose="certificates")
    assert "Certificates printed again: 1" in told.out
    assert "Certificates that cannot be printed again: 1" in told.out


@pytest.mark.parametrize(
    ("code", "chosen", "role"),
    [
        ("usage", (), ROLE),
        ("usage", (session(1), "--place", SCHOOL), ROLE),
        ("no_role", (session(1),), " "),
        ("no_role", (session(1),), "x" * 81),
        ("unknown_session", ("SESS00009999",), ROLE),
        ("unknown_session", (session(1)[:7],), ROLE),
        ("ambiguous_session", (session(1)[:8],), ROLE),
        ("unknown_module", ("--module", "dancing"), ROLE),
        ("days_turned", ("--from", "2026-08-04", "--to", "2026-08-03"), ROLE),
    ],
)
def test_what_is_refused_opens_nothing(
    office: Office, tmp_path: Path, code: str, chosen: tuple[str, ...], role: str
) -> None:
    before = len(decisions(office))
    done = asked(office, *chosen, "--json", out=tmp_path / "out", role=role)
    assert (done.status, done.json["error"]["code"]) == (2, code)
    assert (len(decisions(office)), (tmp_path / "out").exists()) == (before, False)


def test_where_no_name_may_go(office: Office, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("", "utf-8")
    places = {
        "own_folder": [office.folder / "profile" / "out", office.register / "out"],
        "read_only": [tmp_path / "a file"],
    }
    before = len(decisions(office))
    for code, folders in places.items():
        for folder in folders:
            done = asked(office, session(1), "--json", out=folder)
            assert (done.status, done.json["error"]["code"]) == (2, code)
    assert len(decisions(office)) == before
    for name in ("none", "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        for more in ((), ("--is", f"{TYPED}={SCHOOL}")):
            done = bsuh_here(*words(office, "places", *more, "--json"), "--register", tmp_path / name)
            assert (done.status, done.json["error"]["code"]) == (2, "no_register")
    assert not list((tmp_path / "empty").iterdir())
    assert not (tmp_path / "none").exists()


def test_a_typed_place_is_mapped(office: Office, tmp_path: Path) -> None:
    listed = bsuh_here(*words(office, "places", "--json"))
    (one,) = listed.json["places"]
    assert (one["id"], one["typed"], one["classes"]) == (TYPED, WORDS, 2)
    assert one["near"][0]["id"] == SCHOOL
    assert f"{TYPED}: {WORDS}. Classes: 2" in bsuh_here(*words(office, "places")).out
    for wrong, code in (("x", "usage"), (f"local:x={SCHOOL}", "typed_place_not_known"), (f"{TYPED}=eiin:1", None)):
        done = bsuh_here(*words(office, "places", "--is", wrong, "--json"))
        assert (done.status, done.json["error"]["code"]) == (2, code or "place_not_known")
    told = bsuh_here(*words(office, "places", "--is", f"{TYPED}={SCHOOL}"))
    assert told.out == f"“{WORDS}” is Kaliganga High School from now on. Classes: 2\n"
    assert decisions(office)[-1] == PlaceMapped(TYPED, SCHOOL)
    again = bsuh_here(*words(office, "places", "--is", f"{TYPED}={SCHOOL}", "--json")).json
    assert (again["local"], again["typed"], again["place"], again["classes"]) == (TYPED, WORDS, SCHOOL, 2)
    assert bsuh_here(*words(office, "places", "--json")).json == {"places": []}
    assert "Every typed place" in bsuh_here(*words(office, "places")).out
    assert asked(office, "--place", SCHOOL, "--json", out=tmp_path).json["classes"] == 3


def test_purposes_are_those_of_the_decisions() -> None:
    assert get_args(Purpose) == PURPOSES


def test_nothing_is_signed_in_another_desks_register(office: Office, tmp_path: Path) -> None:
    other = Office(tmp_path, coordinator, number=1)
    other.collect(put(tmp_path / "stick", {"1": Device(other.recipients).seal(session(1))}))
    other.desk.close()
    lines = (other.register / DECISIONS_FILE).read_bytes()
    asked_for = ("--role", ROLE, "--purpose", "complaint", "--out", tmp_path / "out")
    for command in (("names", session(1), *asked_for), ("places",), ("places", "--is", f"{TYPED}={SCHOOL}")):
        done = bsuh_here(*words(office, *command, "--json"), "--register", other.register)
        assert (done.status, done.json["error"]["code"]) == (2, "foreign_register")
    assert (other.register / DECISIONS_FILE).read_bytes() == lines
    assert not (tmp_path / "out").exists()
