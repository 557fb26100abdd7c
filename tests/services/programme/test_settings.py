from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.programme.make_programme import write_example
from bsuh_desktop.services.programme.programme_view import ProgrammeDraft
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.trust.demonstration import HELPLINES, MODULES
from bsuh_desktop.trust.grant_request import GrantRequest, Role, sign_request
from bsuh_desktop.trust.sealing import new_identity, recipient_of
from tests.helpers.keys import key

HEAD = """id = "trial"
issued = 2026-01-01
expires = 2026-12-31
names = {bn = "পরীক্ষা", en = "Trial"}
"""
PARTNER = """
[[partners]]
number = 3
id = "kochi"
names = {bn = "কচি", en = "Kochi"}
"""
FOCAL = """
[[focal_points]]
names = {bn = "রেহানা", en = "Rehana"}
phone = "০১৭০০-০০০ ০০০"
"""


def draft(folder: Path, text: str) -> ProgrammeDraft:
    (folder / "settings.toml").write_text(text, "utf-8")
    return read_settings(folder / "settings.toml")


def told(read: ProgrammeDraft, *, stops: bool | None = None) -> list[tuple[int | None, str]]:
    return [(one.line, str(one.message)) for one in read.findings if stops in (None, one.stops)]


def test_the_example_works_as_it_stands(tmp_path: Path) -> None:
    settings = write_example(tmp_path)
    assert write_example(tmp_path) == settings, "the same files are left as they are"
    read = read_settings(settings)
    assert read.programme is not None
    assert (read.places, read.with_pupils) == ({"school": 2, "madrasah": 1, "club": 1}, 3)
    assert [one.stops for one in read.findings] == [False, False]
    assert {str(one.message)[:37] for one in read.findings} == {"No coordinator of this partner is nam"}


def test_what_is_left_out_is_what_the_app_brings(tmp_path: Path) -> None:
    programme = draft(tmp_path, HEAD + PARTNER + FOCAL).programme
    assert programme is not None
    assert (programme.id, programme.version, programme.root_key, programme.recovery) == ("trial", 0, b"", ())
    assert (programme.retention_days, programme.cell_limit, programme.offset_minutes) == (90, 10, 360)
    assert (programme.helplines, tuple(programme.modules)) == (HELPLINES, MODULES)
    assert (programme.consent.basis, programme.consent.notice_version) == ("letters", "aloud-2")
    assert programme.focal_points[0].phone == "01700000000"


def test_everything_that_is_said_is_taken(tmp_path: Path) -> None:
    recipient = recipient_of(new_identity())
    read = draft(
        tmp_path,
        'version = 7\ndesign = "stitched-heart"\nurl_prefix = "bsuh.example/v#"\nretention_days = 30\ncell_limit = 5\n'
        + HEAD
        + PARTNER
        + f'recipients = ["{recipient}"]\n'
        + FOCAL
        + "[award_rule]\nmodules = 2\nminutes = 30\n"
        + '[consent]\nbasis = "school"\nnotice_version = "2"\n[modules]\nones-own = 4\n'
        + '[[helplines]]\nid = "child"\nnumber = "১০৯৮"\nsource = "DSS"\ndate = 2016-10-27\nverified = true\n'
        + 'names = {bn = "শিশু", en = "Child"}\n',
    )
    assert not read.findings
    programme = read.programme
    assert programme is not None
    assert (programme.version, programme.url_prefix, programme.retention_days) == (7, "bsuh.example/v#", 30)
    assert (programme.award_rule.modules, programme.award_rule.least_minutes) == (2, 30)
    assert programme.consent.basis == "school"
    assert (programme.modules, programme.helplines[0].number) == ({"ones-own": 4}, "1098")
    assert programme.partners[0].recipients == (recipient,)


def test_several_slips_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = (
        HEAD.replace("2026-12-31", "2025-12-31")
        + 'cell_limt = 3\nretention_days = "long"\nplaces = ["none.csv"]\nurl_prefix = "https://x/9"\n'
        + PARTNER
        + 'recipients = ["age1nobody"]\n'
        + PARTNER
        + "\n[[focal_points]]\npartner = 9\nnames = {}\nphone = 'call me'\n"
    )
    read = draft(tmp_path, text)
    assert read.programme is None
    assert told(read, stops=True) == [
        (3, "The programme's last day comes before its first day."),
        (6, "“retention_days” has to be a whole number from 1 to 3660."),
        (7, "The file “none.csv” is missing or cannot be opened."),
        (8, "Codes cannot begin with this prefix."),
        (14, "This key cannot be used for sealing."),
        (17, "Two partners have the number 3."),
        (18, "Two partners have the id “kochi”."),
        (22, "The programme has no partner “9”."),
        (23, "A name is missing here."),
        (24, "This is not a telephone number."),
    ]
    assert (5, "Settings have no key “cell_limt” here.") in told(read, stops=False)
    assert {one.file for one in read.findings} == {"settings.toml"}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('id = "trial"\nissued 2026-01-01', 2, "This line cannot be read as TOML."),
        ("", 1, "“id” is missing."),
        (
            HEAD.replace("2026-01-01", '"2026-01-01"') + PARTNER,
            2,
            "“issued” has to be a day such as 2026-01-31, without",
        ),
        (HEAD.replace("2026-01-01", "0001-01-01") + PARTNER, 2, "A programme runs between 1970 and 2149."),
        (HEAD.replace('"trial"', '"trial\\n"') + PARTNER, 1, "“id” has to be a name of small Latin letters"),
        (
            HEAD.replace('"Trial"', '"Trial 🎈"') + PARTNER,
            4,
            "The certificates' fonts have no letter for: 🎈",
        ),
        (HEAD, 1, "“partners” is missing."),
        (HEAD + "partners = []", 5, "The programme has no partner."),
        (HEAD + PARTNER + "[modules]\na = 1\nb = 1", 12, "Two modules have the number 1."),
        (HEAD + PARTNER + '[modules]\n"A b" = 1', 11, "“A b” cannot be the id of a module."),
    ],
)
def test_what_stops_a_programme_is_told(tmp_path: Path, text: str, line: int, message: str) -> None:
    read = draft(tmp_path, text)
    assert read.programme is None
    assert any(at == line and said.startswith(message) for at, said in told(read, stops=True))


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b'id = "trial"\nnames = "\xff"')
    assert told(read_settings(tmp_path / "settings.toml")) == [(2, "This line is not UTF-8 text.")]
    (tmp_path / "settings.toml").write_bytes(b"#" * 1_100_000)
    assert told(read_settings(tmp_path / "settings.toml")) == [(1, "This file is too large to be settings.")]


def test_settings_that_are_not_there_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    if hasattr(os, "mkfifo"):
        # Whoever opened it would wait for ever.
        os.mkfifo(pipe)
    for path in (tmp_path / "none.toml", tmp_path, pipe):
        with pytest.raises(KnownError) as refused:
            read_settings(path)
        assert refused.value.code == "file_not_opened"


def _request(role: Role, recipient: str) -> bytes:
    asking = GrantRequest(
        role=role,
        programme="",
        programme_version=0,
        key=key("asks").public,
        recipient=recipient,
        partner=0,
        made=datetime.date(2026, 1, 2),
    )
    return sign_request(asking, key("asks"))


def test_coordinators_are_named_by_their_requests(tmp_path: Path) -> None:
    recipient, other = recipient_of(new_identity()), recipient_of(new_identity())
    (tmp_path / "coordinator.json").write_bytes(_request("coordinator", recipient))
    (tmp_path / "device.json").write_bytes(_request("device", other))
    (tmp_path / "changed.json").write_bytes(_request("coordinator", recipient).replace(b"2026", b"2027"))
    good = draft(tmp_path, HEAD + PARTNER + 'requests = ["coordinator.json"]\n').programme
    assert good is not None
    assert good.partners[0].recipients == (recipient,)
    bad = draft(tmp_path, HEAD + PARTNER + 'requests = ["device.json",\n"changed.json",\n"none.json"]\n')
    assert [line for line, _ in told(bad, stops=True)] == [10, 11, 12]
    assert told(bad, stops=True)[0][1] == "This is the request of a facilitator's device."


def test_a_mark_is_a_small_picture(tmp_path: Path) -> None:
    (tmp_path / "mark.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    (tmp_path / "mark.gif").write_bytes(b"GIF89a")
    (tmp_path / "large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 300_000)
    logo = '\n[[logos]]\nfile = "mark.png"\nwords = {bn = "কচি", en = "Kochi"}\n'
    programme = draft(tmp_path, HEAD + PARTNER + FOCAL + logo).programme
    assert programme is not None
    assert (programme.logos[0].media_type, programme.logos[0].words) == ("image/png", LocalText("কচি", "Kochi"))
    for name, message in (
        ("mark.gif", "This picture is neither PNG nor JPEG."),
        ("large.png", "The file “large.png” is larger than 256 kB."),
        ("none.png", "The file “none.png” is missing or cannot be opened."),
    ):
        read = draft(tmp_path, HEAD + PARTNER + FOCAL + logo.replace("mark.png", name))
        assert [said for _, said in told(read, stops=True)] == [message]
