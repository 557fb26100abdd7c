from __future__ import annotations

import contextlib
import hashlib
import shutil
from pathlib import Path

import pytest

from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.trust.programme import sign_programme
from bsuh_desktop.trust.register_keys import RegisterKeys, register_keys
from bsuh_desktop.trust.vault import Vault
from tests.helpers.archived import archive_files
from tests.helpers.attendance import PARTNER
from tests.helpers.command import Done, bsuh, bsuh_here
from tests.helpers.desks import PASSPHRASE, clock_at, copied_desk
from tests.helpers.disks import write_protected
from tests.helpers.keys import key
from tests.helpers.programmes import take_programme
from tests.helpers.registers import a_large_class, country_programme, merge

pytestmark = pytest.mark.usefixtures("known_keys")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a coordinator's profile, its register and its passphrase in a file."""
    folder = tmp_path_factory.mktemp("office")
    desk = copied_desk(folder, clock_at())
    with desk.store.transaction():
        take_programme(desk, sign_programme(country_programme(), key("root")), PARTNER)
    with Register.open(desk.folder / "register", register_keys(desk.vault.store_key)) as register:
        module = next(iter(desk.programme.modules))
        first = [a_large_class(1, 1, module=module), a_large_class(2, 3), a_large_class(3, 4)]
        merge(register, first, desk.signing_key)
        merge(register, [a_large_class(4, 2, learners=4)], desk.signing_key)
    desk.close()
    (folder / "passphrase.txt").write_text(PASSPHRASE, "utf-8")
    return folder


def where(office: Path) -> tuple[str | Path, ...]:
    return ("--profile", office / "profile", "--passphrase-file", office / "passphrase.txt")


def asked(office: Path, *words: str) -> Done:
    return bsuh_here("figures", *words, *where(office))


def test_districts_as_json(office: Path) -> None:
    done = asked(office, "--by", "district", "--json", "--lang", "en")
    assert done.status == 0
    document = done.json
    assert (document["as_of"], document["filters"], document["by"]) == ("2026-07-14", {}, ["district"])
    assert len(bytes.fromhex(document["source"])) == 32
    assert document["rows"][0] == {
        "district": "3026", "district_name": "Dhaka", "classes": 2, "total": 34, "unique": 34, "present": 34,
        "reached": 34, "certificates": 34, "minutes": 45, "classes_entered_later": 0, "suppressed": False, "under": [],
        "give_or_take": 0,
    }  # fmt: skip
    assert (document["whole"]["total"], document["limit"], document["hidden"]) == (94, 10, "none")
    assert (document["method"], document["rounded"], document["give_or_take"]) == ("keyed-rounding/1", False, 0)


def test_what_is_under_the_limit_is_null_and_named(office: Path) -> None:
    document = asked(office, "--by", "upazila", "--json").json
    (small,) = [row for row in document["rows"] if row["suppressed"]]
    assert (small["upazila"], document["hidden"]) == ("302602", "some")
    assert small["under"] == ["total", "unique", "present", "reached", "certificates"]
    assert [small[name] for name in ("classes", "total", "unique", "certificates", "minutes")] == [1, *[None] * 3, 45]


def test_girls_and_boys_are_told_in_rounded_numbers(office: Path) -> None:
    document = asked(office, "--by", "sex,district", "--json").json
    assert document["rounded"]
    assert document["give_or_take"] == max(row["give_or_take"] for row in document["rows"]) > 0
    told = [row for row in document["rows"] if row["total"]]
    assert 0 < sum(row["total"] for row in told) <= document["whole"]["total"] == 94
    assert {row[name] for row in document["rows"] for name in ("classes", "unique", "minutes")} == {None}
    assert "19 of 20 numbers differ by" in asked(office, "--by", "sex", "--lang", "en").out
    year = ("--first", "2026-01-01", "--last", "2026-12-31")
    assert {row["unique"] for row in asked(office, "--by", "sex", *year, "--json").json["rows"]} > {None}
    in_tens = "Different learners are rounded to tens"
    assert in_tens in asked(office, "--by", "sex", *year, "--lang", "en").out
    assert in_tens not in asked(office, "--by", "sex", "--lang", "en").out, "they are not told"


def test_the_register_can_be_named(office: Path) -> None:
    here = office / "profile" / "register"
    for name in (str(here), here.as_uri()):
        assert asked(office, "--register", name, "--json").json["whole"]["classes"] == 4


def test_filters_are_said_again(office: Path) -> None:
    words = ("--district", "Gazipur", "--first", "2026-07-01", "--last", "2026-07-31", "--partner", str(PARTNER))
    document = asked(office, *words, "--json").json
    assert document["filters"] == {
        "first": "2026-07-01", "last": "2026-07-31", "partner": [PARTNER], "district": ["3033"],
    }  # fmt: skip
    assert (document["whole"]["total"], document["rows"]) == (30, [])


def test_versions_of_modules_are_told_and_asked_for(office: Path) -> None:
    document = asked(office, "--by", "module-version", "--json", "--lang", "en").json
    assert document["by"] == ["module_version"]
    first = next(row for row in document["rows"] if row["module_version"] != "taps/1")
    assert (first["total"], first["module_version_name"].endswith(", version 1")) == (30, True)
    alone = asked(office, "--module-version", first["module_version"], "--json").json
    assert alone["filters"] == {"module_version": [first["module_version"]]}
    assert alone["whole"]["total"] == 30
    refused = asked(office, "--by", "sex", "--module-version", first["module_version"], "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "not_by_attributes")


def test_a_person_reads_a_table(office: Path) -> None:
    lines = asked(office, "--by", "district", "--lang", "en").out.splitlines()
    assert lines[0].split("  ")[0] == "District"
    assert lines[2].split() == ["Dhaka", "2", "34", "34", "34", "34", "34", "45", "0"]
    assert lines[5].split()[:4] == ["All", "together", "4", "94"]
    assert lines[7] == "Up to the newest class: 14 July 2026"
    assert len({len(line) for line in lines[:6]}) == 1


def test_in_bangla_with_its_digits(office: Path) -> None:
    out = asked(office, "--by", "upazila", "--lang", "bn").out
    assert "৩০" in out
    assert "* " in out
    told = out.split("\n\n")[0]
    for number in range(1, 5):
        told = told.replace(f"উপজেলা {number}", "")
    assert not set("0123456789") & set(told)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("unknown_dimension", ("--by", "religion")),
        ("unknown_area", ("--district", "Atlantis")),
        ("no_register", ("--register", "/nowhere/at/all")),
        ("register_not_known", ("--register", "postgresql://office/bsuh")),
        ("usage", ("--first", "yesterday")),
        ("not_by_attributes", ("--by", "sex,place")),
        ("not_by_attributes", ("--by", "age", "--last", "2026-07-30")),
    ],
    ids=["dimension", "district", "folder", "database", "day", "attribute", "days"],
)
def test_what_cannot_be_counted_is_said(office: Path, code: str, words: tuple[str, ...]) -> None:
    done = asked(office, *words, "--json")
    assert (done.status, done.json["error"]["code"]) == (2, code)
    assert not Path("/nowhere").exists()


def test_a_register_that_can_only_be_read_is_counted(office: Path, tmp_path: Path) -> None:
    register = shutil.copytree(office / "profile" / "register", tmp_path / "register")
    with (register / "decisions.jsonl").open("ab") as decisions:
        decisions.write(b'{"line":')
    (register / "in-use.lock").unlink()
    with write_protected(register):
        done = asked(office, "--register", str(register), "--json")
        assert (done.status, done.json["whole"]["classes"]) == (0, 4), done.err
    (tmp_path / "empty").mkdir()
    done = asked(office, "--register", str(tmp_path / "empty"), "--json")
    assert (done.json["error"]["code"], list((tmp_path / "empty").iterdir())) == ("no_register", [])


def test_figures_are_counted_beside_a_desk_that_has_everything_open(office: Path) -> None:
    """Desk and register are held, a line is just being written, and a file waits for its decision."""
    alone = asked(office, "--by", "district", "--json").json
    desk = open_desk(office / "profile", PASSPHRASE, clock_at())
    keys = register_keys(desk.vault.store_key)
    decisions = office / "profile" / "register" / "decisions.jsonl"
    before = decisions.read_bytes()
    try:
        with Register.open(office / "profile" / "register", keys) as register:
            archive_files(register.archive, [(hashlib.sha256(b"not decided").digest(), b"not decided")])
            decisions.write_bytes(before + b'{"line":{"number":')
            beside = bsuh("figures", "--by", "district", "--json", *where(office))
            assert (beside.status, beside.err, beside.json) == (0, "", alone)
            assert decisions.read_bytes().endswith(b'{"number":'), "nothing is cut off"
    finally:
        decisions.write_bytes(before)
        for left in (office / "profile" / "register" / "archive").rglob("*.bsuh"):
            left.unlink()
        desk.close()


def test_rows_that_are_gone_beside_an_open_desk_are_told(office: Path, tmp_path: Path) -> None:
    register = shutil.copytree(office / "profile" / "register", tmp_path / "register")
    next((register / "segments").iterdir()).unlink()
    with contextlib.closing(open_desk(office / "profile", PASSPHRASE, clock_at())):
        done = asked(office, "--register", str(register), "--json")
    assert (done.status, done.json["error"]["code"]) == (2, "register_damaged")


def test_a_register_of_another_desk_is_not_called_damaged(office: Path, tmp_path: Path) -> None:
    with Register.open(tmp_path / "register", RegisterKeys(bytes(32), bytes(32))) as register:
        merge(register, [a_large_class(1)])
    done = asked(office, "--register", str(tmp_path / "register"), "--json")
    assert (done.status, done.json["error"]["code"]) == (2, "foreign_register")


def test_it_runs_as_a_command_of_its_own(office: Path) -> None:
    done = bsuh("figures", "--by", "month,sex", "--json", *where(office))
    assert (done.status, done.err) == (0, "")
    assert {row["sex"] for row in done.json["rows"]} >= {"f", "m"}


def test_files_of_which_no_decision_is_left_are_told_of(office: Path) -> None:
    lost = hashlib.sha256(b"its decision is gone").digest()
    keys = register_keys(opened_key(office))
    with Register.open(office / "profile" / "register", keys) as register:
        archive_files(register.archive, [(lost, b"its decision is gone")])
    try:
        done = asked(office, "--json", "--lang", "en")
        assert (done.status, done.json["undecided"], done.json["whole"]["classes"]) == (0, 1, 4)
        assert "nothing was decided about them: 1." in done.err
    finally:
        next((office / "profile" / "register" / "archive").rglob(f"{lost.hex()}*")).unlink()


def opened_key(office: Path) -> bytes:
    return Vault.unlock(office / "profile", PASSPHRASE).store_key
