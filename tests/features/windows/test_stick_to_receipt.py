"""Three classes go from a laptop onto a stick, through the Inbox into the figures, and their receipts close them.

Every step of both people is an event on a control that can be seen; only the stick and a mail go from one to the other.
What the coordinator's screen, the saved table and the command line tell are the numbers of exactly these classes.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QLineEdit

from bsuh_desktop.domain.districts import DISTRICTS
from bsuh_desktop.exchange.receipt import read_receipt
from bsuh_desktop.qt.figures.figure_table import FigureTable
from bsuh_desktop.qt.figures.figures import Figures
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.hand_over.class_files import save_certificates
from bsuh_desktop.services.hand_over.seal import seal_class
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers import country_desk, hand_over, prepared, programme_desks
from tests.helpers.account import account_in
from tests.helpers.attendance import PARTNER
from tests.helpers.class_pages import read, shows
from tests.helpers.command import bsuh_here
from tests.helpers.containers import PHOTO, mail
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk, rows
from tests.helpers.hands import key as press_key
from tests.helpers.hands import named, press, until, write
from tests.helpers.inbox import inbox_page
from tests.helpers.keys import key
from tests.helpers.list_pages import on_page, table
from tests.helpers.verified import drop
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")


class Held(msgspec.Struct, frozen=True):
    """A class as it was held: the number of its district, its grade, who was on the roll and who was absent, and how
    long it took in minutes."""

    district: int
    grade: str
    learners: int
    absent: int
    minutes: int

    @property
    def there(self) -> int:
        """Attendances; each of them answered the question, and earned a certificate."""
        return self.learners - self.absent


DHAKA, KURIGRAM = 17, 54
"""Among the districts."""

HELD = (Held(DHAKA, "8", 34, 12, 40), Held(DHAKA, "9", 31, 11, 45), Held(KURIGRAM, "7", 28, 10, 38))
OTHERWISE = Held(KURIGRAM, "7", 28, 13, 52)
"""The last of them, as it was finished on a laptop that was put back to what it was in the midst of that class."""

LEARNERS, THERE = sum(held.learners for held in HELD), sum(held.there for held in HELD)


class Story(msgspec.Struct, frozen=True):
    """The folders of the two people, and what goes between them."""

    laptop: Path
    office: Path
    stick: Path
    mail: Path


def prepared_in(folder: Path) -> Story:
    """What was done before: the coordinator's desk, three classes, and the third one once more."""
    story = Story(folder / "laptop", folder / "office", folder / hand_over.STICK, folder / "third class.eml")
    story.stick.mkdir()
    office = practice_desk(story.office)
    country_desk.coordinator(office)
    programme = sign_programme(country_desk.nationwide(office.vault.age_recipient), key("root"))
    office.close()
    laptop = practice_desk(story.laptop, clock_at(hour=6))
    set_facilitator(laptop, prepared.FACILITATOR, "4826")
    join(laptop, programme, PARTNER)
    programme_desks.grant(laptop)
    *earlier, last = HELD
    for held in earlier:
        finish(begin(laptop, held), held)
    third = begin(laptop, last).session
    laptop.close()
    copied = folder / "copied"
    shutil.copytree(story.laptop, copied)
    for at, held in ((story.laptop, last), (copied, OTHERWISE)):
        # Put back with its person's account, else it would notice.
        with account_in(at):
            desk = open_unlocked(at / "profile", laptop.vault, laptop.clock)
        finish(Conduct(desk, third), held)
        desk.close()
    with account_in(copied):
        desk = open_unlocked(copied / "profile", laptop.vault, laptop.clock)
    sealed = {session: seal_class(desk, session) for session in desk.store.journal.sessions()}[third]
    desk.close()
    story.mail.write_bytes(mail({sealed.file_name: sealed.bytes}))
    return story


def begin(desk: Desk, held: Held) -> Conduct:
    """The roll is called, and one question is answered by everybody who is there."""
    group = enrol.new_group(f"eiin:{country_desk.FIRST_SCHOOL + held.district}", 2026, held.grade, "ka")
    enrol.agree(desk, group, "letters", rows(held.learners))
    conduct = new_class.open_class(desk, [group.id], prepared.PACK)
    conduct.type_headcount(held.there)
    for card in range(held.there + 1, held.learners + 1):
        conduct.mark(card, "absent")
    conduct.call_roll()
    return conduct


def finish(conduct: Conduct, held: Held) -> None:
    """Whoever is not there any more is absent; everybody else answers one question, and earns a certificate."""
    desk = conduct.desk
    assert isinstance(desk.clock, RehearsalClock)
    for card in range(held.there + 1, held.learners + 1):
        conduct.mark(card, "absent")
    conduct.ask("q5", "shared")
    for card in range(1, held.there + 1):
        conduct.answer(card, "B")
    conduct.close_question()
    desk.clock.advance(held.minutes * 60)
    conduct.finish()
    papers = desk.folder.parent / "papers"
    papers.mkdir(exist_ok=True)
    save_certificates(desk, conduct.session, papers)


def test_three_classes_become_figures_and_are_closed(tmp_path: Path) -> None:
    story = prepared_in(tmp_path)
    with visiting(story.laptop) as visit:
        visit.unlock()
        handed_over(visit, story.stick)
    what_else_lies_on_it(story.stick)
    with visiting(story.office) as visit:
        visit.unlock()
        collected(visit, story)
        decided(visit)
        taken_out_and_put_back(visit)
        answered(visit, story.stick)
        looked_at(visit)
        saved(visit, story.stick)
    with visiting(story.laptop) as visit:
        visit.unlock()
        closed(visit, story.stick)
    the_command_line_says_the_same(story)


def handed_over(visit: Visit, stick: Path) -> None:
    """The facilitator: three files onto the stick."""
    assert "on this laptop only: 3" in read(visit, "hand_over_count")
    visit.press("hand_over_now")
    hand_over.hand_over_page(visit, stick)
    visit.press("primary")
    assert read(visit, "stick_title") == "Safe to pull out"
    assert len(list(stick.glob("*.bsuh"))) == len(HELD)


def what_else_lies_on_it(stick: Path) -> None:
    """As sticks are: somebody's photo, a letter, and half of a file that was copied too quickly."""
    whole = min(stick.glob("*.bsuh")).read_bytes()
    (stick / "half (1).bsuh").write_bytes(whole[: len(whole) // 2])
    (stick / "photo.jpg").write_bytes(PHOTO)
    (stick / "letter.txt").write_text("প্রিয় সমন্বয়কারী", "utf-8")


def collected(visit: Visit, story: Story) -> None:
    """The coordinator: the stick by its button, then the mail is dropped on the page."""
    inbox_page(visit, story.stick)
    assert hand_over.STICK in read(visit, "offer")
    visit.press("take_stick")
    assert verdicts(visit) == ["Incomplete", *["Skipped"] * 3, *["Merged"] * 3]
    assert read(visit, "summary") == "3 merged, 4 refused"
    assert "The desk keeps it" in why(visit, "recovery-"), "the third that was passed over"
    assert {why(visit, name) for name in ("photo.jpg", "letter.txt")} == {"This is not an attendance file."}
    assert why(visit, "half (1).bsuh") == "This file is incomplete: a part of it is missing."
    assert "added: 3" in read(visit, "side")
    drop(visit.see("inbox"), story.mail)
    visit.quiet()
    assert read(visit, "summary") == "3 merged, 1 to decide, 4 refused"
    assert "added: 3, to check: 1" in read(visit, "side"), "of the stick and the mail together"
    assert "1" in read(visit, "rail_inbox")


def decided(visit: Visit) -> None:
    """The facilitator was asked on the telephone: what was on the stick is right."""
    choose_row(visit, "You decide")
    until(lambda: visit.see("keep_earlier").isEnabled(), "both files are read")
    said = read(visit, "sides").split("\n")
    assert said[:2] == ["Earlier", "Newer"]
    rows_of = {said[place]: tuple(said[place + 1 : place + 3]) for place in range(2, len(said), 3)}
    now, other = HELD[-1].there, OTHERWISE.there
    assert rows_of["Present"] == rows_of["Answers"] == (str(now), str(other))
    assert rows_of["In both files"] == (str(other), str(other))
    assert rows_of["Finished"] == ("8:03 am", "8:55 am")
    visit.press("keep_earlier")
    assert read(visit, "summary") == "3 merged, 1 not chosen, 4 refused"
    assert verdicts(visit)[-4:] == [*["Merged"] * 3, "Not chosen"], "that of the stick goes on counting"


def taken_out_and_put_back(visit: Visit) -> None:
    """One file of three, with a reason; figures are without it until it is back."""
    visit.press("show_merged")
    choose_row(visit, "Merged")
    visit.press("take_out")
    write(named(visit.dialog(), "reason_out", QLineEdit), "Held on the wrong day")
    visit.press("take_out_now")
    assert sorted(verdicts(visit)) == ["Merged", "Merged", "Removed"]
    assert read(visit, "summary") == "2 merged, 1 removed, 1 not chosen, 4 refused"
    assert "Write receipts: 3" in read(visit, "write_receipts")
    visit.press("rail_figures")
    assert read(visit, "classes_number") == "2"
    visit.press("rail_inbox")
    choose_row(visit, "Removed")
    visit.press("put_back")
    assert verdicts(visit) == ["Merged"] * 3
    assert read(visit, "summary") == "3 merged, 1 not chosen, 4 refused"
    visit.press("to_summary")
    assert "added: 3, not counted: 1" in read(visit, "side")


def answered(visit: Visit, stick: Path) -> None:
    """All receipts in one step, in a folder for the laptop."""
    visit.press("write_receipts", "file_to_stick")
    assert f"Receipts written to the stick {hand_over.STICK}: 4." in read(visit, "news")
    written = list(stick.rglob("receipt-*.bsuh-receipt"))
    assert len({path.parent for path in written}) == 1
    outcomes = [read_receipt(path.read_bytes()).outcome for path in written]
    assert sorted(outcomes) == [*["merged"] * 3, "refused"]


def looked_at(visit: Visit) -> None:
    """Figures tells exactly these classes, in both languages."""
    visit.press("rail_figures")
    assert read(visit, "header_over") == "Coordinator · all received classes up to 3 August 2026"
    numbers = [read(visit, f"{name}_number") for name in ("classes", "attendances", "learners")]
    assert numbers == [str(len(HELD)), str(THERE), str(THERE)]
    assert f"of {LEARNERS} on the lists" in read(visit, "attendances_text")
    assert read(visit, "trend_text") == f"August 2026: {len(HELD)} classes"
    visit.press("map_as_table")
    for district in (DHAKA, KURIGRAM):
        assert cells(visit)[DISTRICTS[district].names.en] == told_of(district)
    assert len(cells(visit)) == 2
    press_key(visit.window, "F9")
    visit.quiet()
    assert read(visit, "attendances_number") == str(THERE).translate(BANGLA)
    for district in (DHAKA, KURIGRAM):
        assert cells(visit)[DISTRICTS[district].names.bn] == [text.translate(BANGLA) for text in told_of(district)]
    press_key(visit.window, "F9")
    visit.quiet()


def saved(visit: Visit, stick: Path) -> None:
    """What is on the screen goes onto the stick."""
    page = visit.window.page
    assert isinstance(page, Figures)
    page.find_sticks = lambda: hand_over.plugged([stick])
    visit.press("save_csv", "file_to_stick")
    assert "The figures are saved" in read(visit, "news")
    assert len(list(stick.glob("figures-*.csv"))) == 1


def closed(visit: Visit, stick: Path) -> None:
    """The stick is back: its receipts close the three classes."""
    hand_over.hand_over_page(visit, stick)
    assert f"Receipts for you on {hand_over.STICK}: 3" in read(visit, "receipts_lie")
    visit.press("take_offered")
    assert "Arrived: 3." in read(visit, "news")
    assert "Faulty" not in read(visit, "news"), "what became of the copy is no business of this laptop"
    assert {row.cells[3].text.split(" of ")[0] for row in table(visit).rows()} == {"Receipt"}
    assert read(visit, "stick_title") == "There is nothing to hand over"
    visit.press("primary")
    on_page(visit, "home")
    assert not shows(visit, "hand_over")


def the_command_line_says_the_same(story: Story) -> None:
    """The numbers of the classes, of the screen, of the saved table and of the command are one and the same."""
    passphrase = story.office / "passphrase.txt"
    passphrase.write_text(PASSPHRASE, "utf-8")
    where = ("--profile", story.office / "profile", "--passphrase-file", passphrase)
    done = bsuh_here("figures", "--by", "district", "--json", "--lang", "en", *where)
    assert done.status == 0
    assert done.json["whole"] == wanted(HELD)
    assert {row["district_name"]: only_numbers(row) for row in done.json["rows"]} == {
        DISTRICTS[district].names.en: wanted(in_district(district)) for district in (DHAKA, KURIGRAM)
    }
    (path,) = story.stick.glob("figures-*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["source"] for line in lines} == {done.json["source"]}, "of the very same files"
    in_table = {line["code"]: numbers_of(line) for line in lines if line["by"] == "district"}
    assert in_table == {row["district"]: only_numbers(row) for row in done.json["rows"]}
    assert [numbers_of(line) for line in lines if line["by"] == "whole"] == [done.json["whole"]]


def wanted(held: Sequence[Held]) -> dict[str, Any]:
    """The numbers of these classes: nobody sat in two of them."""
    on_rolls, there = sum(one.learners for one in held), sum(one.there for one in held)
    return {
        "classes": len(held), "total": on_rolls, "unique": on_rolls, "present": there, "reached": there,
        "certificates": there, "minutes": round(sum(one.minutes for one in held) / len(held) + 0.01),
        "classes_entered_later": 0, "suppressed": False, "under": [], "give_or_take": 0,
    }  # fmt: skip


def in_district(district: int) -> list[Held]:
    """The classes that were held there."""
    return [one for one in HELD if one.district == district]


def told_of(district: int) -> list[str]:
    """The row of a district on the screen, in English."""
    numbers = wanted(in_district(district))
    attended = f"{round(100 * numbers['present'] / numbers['total'])}%"
    shown = (numbers["classes"], numbers["present"], numbers["reached"], attended, numbers["certificates"])
    return [str(one) for one in (*shown, "100%", numbers["minutes"], 0)]


def only_numbers(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the command's answer without what it is called."""
    return {name: row[name] for name in wanted(HELD)}


def numbers_of(line: dict[str, str]) -> dict[str, Any]:
    """A line of the saved table as the command would say it."""
    names = {"minutes": "minutes_a_class", "classes_entered_later": "entered_later"}
    own = [name for name in wanted(HELD) if name not in ("suppressed", "under", "give_or_take")]
    told: dict[str, Any] = {name: line[names.get(name, name)] for name in own}
    numbers = {name: int(said) if said else None for name, said in told.items()}
    return numbers | {
        "suppressed": line["hidden"] != "",
        "under": line["hidden"].split(),
        "give_or_take": int(line["give_or_take"] or 0),
    }


def cells(visit: Visit) -> dict[str, list[str]]:
    """What the table of figures says, by the name in each row."""
    model = named(visit.window, "rows", FigureTable).model()
    lines = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    return {line[0]: line[1:] for line in lines}


def verdicts(visit: Visit) -> list[str]:
    """Of the rows of the Inbox that are shown."""
    return [row.cells[1].text for row in table(visit).rows()]


def why(visit: Visit, file: str) -> str:
    """The reason in the row of a file that could not be opened."""
    return next(row.cells[2].text for row in table(visit).rows() if row.cells[0].text.startswith(file))


def choose_row(visit: Visit, verdict: str) -> None:
    """Clicks on the first row of that verdict."""
    rows = table(visit)
    index = rows.model().index(verdicts(visit).index(verdict), 0)
    rows.scrollTo(index)
    press(rows.viewport(), rows.visualRect(index).center())
    visit.quiet()
