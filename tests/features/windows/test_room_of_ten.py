"""An office makes its programme, a coordinator grants a room of ten, and a class held before the grant turns good.

Every step of the three people is an event on a control that can be seen; nine more desks ask through the services. What
leaves the windows is verified by the command line, at the end in a process of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from tests.helpers import prepared
from tests.helpers.cached_work import derived_lightly
from tests.helpers.class_pages import read
from tests.helpers.command import Done, bsuh, bsuh_here
from tests.helpers.desks import NAMES, PASSPHRASE, clock_at
from tests.helpers.hands import pick, until
from tests.helpers.list_pages import asked, on_page, press_verb, table
from tests.helpers.papers import copied
from tests.helpers.programmes import FACILITATOR
from tests.helpers.settings_files import write_settings
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows", "known_keys")
PARTNER, ROOM = 3, 10
LIST = "Roll,Name,Sex,Consent\n1,ক্ষিতীশ রহমান,M,yes\n2,শ্রেয়া খাতুন,F,yes\n3,মং চাই,M,yes\n"


class Story:
    """The folders of the people, and the stick that goes from one to the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stick = folder / "stick"
        self.answers = folder / "answers"
        self.papers = folder / "papers"
        for each in (self.stick, self.answers, self.papers):
            each.mkdir()

    def home(self, who: str) -> Path:
        """Where the profile of `who` lies."""
        return self.folder / who

    @contextmanager
    def at(self, who: str) -> Iterator[Visit]:
        """The window of somebody whose desk stands already, on its page Programme."""
        with visiting(self.home(who)) as visit:
            visit.unlock()
            visit.in_private()
            visit.press("rail_programme")
            yield visit

    def newest(self, pattern: str) -> Path:
        """The one file of that kind on the stick; of a programme file the newest version."""
        found = sorted([*self.stick.glob(pattern), *self.answers.glob(pattern)])
        assert found, pattern
        return found[-1]

    def verdict(self, path: Path, run: Callable[..., Done] = bsuh_here) -> tuple[int, str]:
        """What `bsuh verify` says of a file, at the coordinator's desk."""
        secret = self.folder / "passphrase.txt"
        secret.write_text(PASSPHRASE, "utf-8")
        profile = self.home("coordinator") / "profile"
        done = run("verify", path, "--profile", profile, "--passphrase-file", secret, "--json")
        return done.status, str(done.json["verdict"])


def choose(visit: Visit, button: str, path: Path) -> None:
    """Presses a button that asks for a file or a folder, and gives it."""
    visit.press(button)
    pick(path)
    visit.quiet()


def write_to(visit: Visit, button: str, folder: Path) -> None:
    """Presses a button whose file goes into a folder."""
    visit.press(button)
    choose(visit, "file_to_folder", folder)


def make_the_programme(story: Story) -> None:
    """The office, from the settings to three words of the printed sheet."""
    settings = story.folder / "settings"
    settings.mkdir()
    with visiting(story.home("office"), prepared.as_made) as visit:
        visit.unlock()
        visit.press("rail_programme", "make_programme")
        assert not visit.see("make").isEnabled()
        choose(visit, "choose_settings", write_settings(settings, slips=True))
        assert "places.csv, line 3" in read(visit, "findings")
        assert not visit.see("make").isEnabled()
        choose(visit, "choose_settings", write_settings(settings))
        assert "Places Schools: 2" in read(visit, "understood")
        write_to(visit, "make", story.stick)
        copy_the_sheet(visit, story.newest("*.pdf"))
        on_page(visit, "programme")
        assert "This desk keeps the programme's root key" in read(visit, "standing_card")
    assert not list(story.stick.glob("*.pdf")), "the file of the sheet is deleted"


def copy_the_sheet(visit: Visit, sheet: Path) -> None:
    """Wrong words are told, leaving is asked about, and the right words lead on."""
    said = " ".join(copied(sheet.read_bytes())).split()
    words = {int(number.rstrip(".")): word for number, word in itertools.pairwise(said) if _is_place(number)}
    for field in ("word_1", "word_2", "word_3"):
        visit.write(field, "Zebra")
    visit.press("done")
    assert "on the sheet is different" in read(visit, "problem")
    visit.press("rail_home", "stay")
    for field in ("word_1", "word_2", "word_3"):
        label = visit.see(f"{field}_label")
        assert isinstance(label, QLabel)
        visit.write(field, words[int(label.text().removeprefix("Word "))].upper())
    visit.press("done", "delete")


def _is_place(text: str) -> bool:
    return text.rstrip(".").isdigit() and 1 <= int(text.rstrip(".")) <= 24


def join_and_ask(story: Story) -> None:
    """The coordinator, who practised until today."""
    with visiting(story.home("coordinator"), prepared.as_made) as visit:
        visit.unlock()
        visit.press("rail_programme")
        assert "This desk is for practice" in read(visit, "standing_card")
        visit.press("join_programme")
        choose(visit, "primary", story.newest("*-programme-v*.bsuh-programme"))
        visit.press(f"partner_{PARTNER}", "primary")
        on_page(visit, "home")
        visit.press("rail_programme")
        choose(visit, "take_answer", story.newest("*-programme-v*.bsuh-programme"))
        assert "neither a grant nor a key list" in read(visit, "news")
        visit.press("open_grants")
        write_to(visit, "ask_for_grant", story.stick)
        assert "The request is in the folder stick." in read(visit, "news")
        assert visit.see("take_answer").property("kind") == "primary", "the office's answer comes next"


def grant_the_coordinator(story: Story) -> None:
    """The office answers."""
    with story.at("office") as visit:
        visit.press("open_grants", "open_requests", "choose_requests")
        choose(visit, "requests_as_files", story.newest("*.html"))
        assert not visit.see("grant_all").isEnabled(), "a web page is no request"
        assert [row.state for row in table(visit).rows()] == ["stop"]
        visit.press("choose_requests")
        choose(visit, "requests_to_folder", story.stick)
        (row,) = table(visit).rows()
        assert row.cells[0].text == FACILITATOR
        write_to(visit, "grant_all", story.stick)
        assert "Grants given: 1." in read(visit, "news")
        visit.press("back")
        assert [row.cells[4].text for row in table(visit).rows()] == ["Granted"]
    (request,) = story.stick.glob("request-*.bsuh-request")
    request.unlink()


def take_office(story: Story) -> None:
    """The coordinator has the answer, and the programme's second version with it."""
    with story.at("coordinator") as visit:
        choose(visit, "take_answer", story.newest("grant-*.bsuh-grant"))
        assert "This desk has a coordinator's grant until 30 June 2027." in read(visit, "news")
        visit.press("grants")
        on_page(visit, "grants")
        assert "Nobody has a grant yet" in read(visit, "nobody")
    story.newest("grant-*.bsuh-grant").unlink()


def hold_the_first_class(story: Story) -> None:
    """A facilitator joins on a new laptop, teaches at once, hands over, and only then asks."""
    names = story.folder / "class.csv"
    names.write_text(LIST, "utf-8")
    with visiting(story.home("device")) as visit:
        join_on_a_new_laptop(visit, story.newest("*-programme-v2.bsuh-programme"))
        visit.in_private()
        visit.press("rail_classes", "import_list")
        choose(visit, "choose_file", names)
        visit.write("place_words", "Kaliganga High School")
        visit.write("grade", "6")
        visit.press("go_on", "go_on")
        on_page(visit, "consent")
        visit.press("read_aloud", "keep")
        teach(visit)
        choose(visit, "attendance_to_folder", story.papers)
        assert "This laptop waits for its grant" in read(visit, "certificates_card")
        visit.press("done", "rail_programme")
        assert "Your classes are real, and they count\n" in read(visit, "standing_card")
        assert "Classes that wait: 1" in read(visit, "standing_card")
        write_to(visit, "write_request", story.stick)
        assert "The request is written." in read(visit, "next_card")


def join_on_a_new_laptop(visit: Visit, programme: Path) -> None:
    """The first run."""
    visit.press("join")
    choose(visit, "primary", programme)
    assert "open the Programme page and write your request" in read(visit, "waits")
    visit.press(f"partner_{PARTNER}", "primary")
    visit.write("facilitator", FACILITATOR)
    visit.write("pin", "4826")
    visit.write("again", "4826")
    visit.press("primary")
    visit.write("passphrase", PASSPHRASE)
    visit.write("again", PASSPHRASE)
    visit.press("primary")
    last = visit.see("group_5")
    assert isinstance(last, QLabel)
    visit.write("confirm", last.text())
    visit.press("primary")
    on_page(visit, "home")


def teach(visit: Visit) -> None:
    """As short as a class can be: counted, called, finished."""
    on_page(visit, "classes")
    visit.press("start_preparing", "projector_no", "by_hands", "start_roll_call")
    visit.write("headcount", "3")
    if visit.see("counted").isEnabled():
        visit.press("counted")
    visit.press("open_list", "start_teaching", "rail_wrap_up", "finish")
    until(lambda: visit.bridge.picture and visit.bridge.picture.ended_ms is not None, "the class is finished")
    visit.quiet()


def nine_more_ask(story: Story) -> None:
    """The others in the room, without windows."""
    file = story.newest("*-programme-v2.bsuh-programme").read_bytes()
    for number in range(1, ROOM):
        wish = NewDesk(PASSPHRASE, NAMES[number % len(NAMES)], None, file, PARTNER)
        with derived_lightly():
            desk, _ = first_run(story.home(f"other{number}"), wish, clock_at())
        write_request(desk, "device", story.stick)
        desk.close()


def grant_the_room(story: Story) -> None:
    """All ten in one step; then one of them is looked for."""
    with story.at("coordinator") as visit:
        visit.press("open_grants", "open_requests", "choose_requests")
        choose(visit, "requests_to_folder", story.stick)
        assert [row.state for row in table(visit).rows()] == ["ok"] * ROOM
        first = table(visit).rows()[0]
        press_verb(visit, first.key)
        assert read(visit, "grant_all") == "Give 9 of 10 grants"
        press_verb(visit, first.key)
        assert read(visit, "grant_all") == "Give all 10 grants"
        write_to(visit, "grant_all", story.answers)
        assert "Grants given: 10." in read(visit, "news")
        visit.press("back")
        assert read(visit, "summary") == "Laptops: 10. Ending soon: 0."
        visit.write("search", "মং চাই")
        found = [row.cells[0].text for row in table(visit).rows()]
        assert found == ["মং চাই"] * len(found)
        assert found


def take_the_grant(story: Story) -> None:
    """The first device accepts its own answer, no other, and prints."""
    with story.at("device") as visit:
        code = read(visit, "code").replace("-", "")
        own = story.answers / f"grant-{code}.bsuh-grant"
        other = next(path for path in sorted(story.answers.glob("grant-*.bsuh-grant")) if path != own)
        choose(visit, "take_answer", other)
        assert "This grant is for the desk" in read(visit, "news")
        choose(visit, "take_answer", own)
        assert "Classes that waited: 1." in read(visit, "news")
        assert "Granted until 30 June 2027" in read(visit, "standing_card")
        visit.press("home")
        on_page(visit, "home")
        visit.press("certificates_now")
        choose(visit, "certificates_to_folder", story.papers)
        visit.let_names_go()
        until(lambda: list(story.papers.glob("*.pdf")), "the certificates are printed")
        visit.quiet()
        assert asked(visit, lambda desk: len(desk.grants)) == 2


def test_a_room_of_ten_is_granted_and_its_first_class_turns_good(tmp_path: Path) -> None:
    story = Story(tmp_path)
    make_the_programme(story)
    join_and_ask(story)
    grant_the_coordinator(story)
    take_office(story)
    hold_the_first_class(story)
    (attendance,) = story.papers.glob("*.bsuh")
    assert story.verdict(attendance) == (0, "waiting")
    nine_more_ask(story)
    grant_the_room(story)
    assert story.verdict(attendance) == (0, "good")
    take_the_grant(story)
    (certificates,) = story.papers.glob("*.pdf")
    assert story.verdict(certificates, bsuh) == (0, "good")
