"""The Inbox without a window: what it says of each file, what can be pressed, and what a person's decision changes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.collection.watched_folder import LOOK_MS
from bsuh_desktop.register.decision_lines import Chosen, PlaceMapped, TakenOut
from bsuh_desktop.register.decisions import Decisions
from bsuh_desktop.register.folder import DECISIONS_FILE
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.known import known_to
from tests.helpers import hand_over, programme_desks
from tests.helpers.desks import PASSPHRASE
from tests.helpers.faceless import SteppedFace
from tests.helpers.file_screens import InboxScreen, inbox_screen, plugged, said, stick_of, told
from tests.helpers.inbox import SCHOOL, TYPED, WORDS, two_places


def take_stick(screen: InboxScreen) -> None:
    """The stick is plugged in and taken."""
    screen.presenter.see_sticks(plugged(screen.session))
    screen.presenter.take_stick()


def decisions(screen: InboxScreen) -> list[object]:
    return [line.decision for line in Decisions(screen.session.profile / "register" / DECISIONS_FILE).lines()]


def test_before_anything_is_collected(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        model = screen.model
        assert (model.drop_zone.shown, model.summary_card.shown, model.rows_card.shown) == (True, False, False)
        assert (model.busy_card.shown, model.filters.shown, model.offer.shown) == (False, False, False)
        assert (model.add_files.enabled, model.write_receipts.enabled) == (True, False)
        assert screen.text("write_receipts") == "Write receipts"
        assert screen.text("watch") == "Watch a folder"
        assert screen.text("watch", "bn") == "ফোল্ডারে নজর রাখুন"
        assert screen.focused == ["add_files"]
        assert told(screen) == ""
        assert screen.presenter.unsaved_warning() is None
        assert screen.sides[-1].side.shown is False


def test_a_stick_is_offered_until_it_is_taken_left_or_pulled_out(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        presenter, there = screen.presenter, plugged(screen.session)
        presenter.see_sticks(there)
        offer, verb = screen.model.offer, screen.model.offer.verbs[0]
        assert offer.shown
        assert (said(offer.fact), said(verb[1])) == ("The stick RUPSHA-2 is plugged in.", "Collect from it")
        presenter.leave_stick()
        assert not screen.model.offer.shown, "whoever said no is not asked again"
        presenter.see_sticks(there)
        assert not screen.model.offer.shown
        presenter.see_sticks(())
        presenter.see_sticks(there)
        assert screen.model.offer.shown, "it was out meanwhile"
        presenter.take_stick()
        assert not screen.model.offer.shown
        assert "RUPSHA-2" in said(screen.model.progress.text)


def test_a_stick_of_every_verdict(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        assert sorted(screen.verdicts()) == sorted(hand_over.VERDICTS)
        assert screen.verdicts()[0] == "You decide", "what a person must see to stands above"
        assert screen.text("summary") == "2 merged, 1 identical, 1 to decide, 1 waiting, 5 refused"
        assert screen.text("summary", "bn").startswith("একত্র ২, হুবহু এক ১")
        assert screen.model.summary_light.light == "look"
        filters = screen.model.filters
        assert filters.counts == {"all": 10, "merged": 2, "identical": 1, "decide": 1, "waiting": 1, "refused": 5}
        assert filters.groups == ("all", "merged", "identical", "decide", "waiting", "refused")
        assert screen.side("side_title") == "Who sent what"
        lines = [said(line.whole) for line in screen.sides[-1].senders.lines]
        assert any("added: 2, already here: 1, to check: 2" in line for line in lines)
        assert all(said(line.whole).startswith(f"{said(line.who)}:") for line in screen.sides[-1].senders.lines)
        assert screen.session.waiting == 1
        assert screen.focused[-1] == "write_receipts"
        known: list[object] = []
        screen.session.query(lambda desk: known_to(desk).chains, known.append)
        assert known[0], "what was seen of keys is remembered"


def test_a_group_is_chosen_and_an_empty_one_of_those_that_wait_is_left(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        before = len(screen.shown)
        screen.presenter.choose_group("refused")
        assert len(screen.verdicts()) == 5
        assert screen.differs() == {"filters", "rows"}
        screen.presenter.choose_group("refused")
        assert len(screen.shown) == before + 1, "nothing has changed"
        screen.presenter.choose_group("waiting")
        assert screen.verdicts() == ["Kept until its grant comes"]
        screen.presenter._set(replace(screen.presenter.collected, places={}))
        assert screen.model.filters.chosen == "all"
        assert "waiting" not in screen.model.filters.groups


def test_a_row_in_a_wide_and_in_a_narrow_table(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        screen.presenter.choose_group("waiting")
        ((name, verdict, why),) = screen.rows()
        assert name.startswith("14 Jul · ")
        assert verdict == "Kept until its grant comes"
        assert why == ("The file is complete. Its device waits for a grant. / Issue the grant, then it counts.")
        ((_, narrow),) = screen.rows(wide=False)
        assert narrow == f"{verdict} / {why.replace(' / ', ' ')}"
        ((name, _, _),) = screen.rows(language="bn")
        assert name.startswith("১৪ জুলাই · ")
        screen.presenter.choose_group("merged")
        assert all("Present: 3. Answers: 15." in row[2] for row in screen.rows())


def test_two_that_contradict_each_other_are_decided(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        screen.choose_row("You decide")
        assert screen.side("side_title") == "You decide"
        assert "Ask the facilitator, then choose the file that counts." in screen.side("side_text")
        assert "Until you choose, the earlier one counts." in screen.side("side_more")
        two = screen.sides[-1].sides
        assert two is not None
        assert [said(title) for title in two.titles] == ["Earlier", "Newer"]
        assert [said(name) for name, _, _ in two.rows] == ["Finished", "Present", "Answers", "In both files"]
        assert [said(now, "bn") for _, _, now in two.rows][1] == "৩"
        assert screen.usable("take_newer")
        assert screen.usable("keep_earlier")
        screen.presenter.choose_file(newer=True)
        assert screen.text("summary").startswith("2 merged, 1 identical, 1 not chosen, 1 waiting")
        assert screen.verdicts().count("Not chosen") == 1
        assert screen.session.waiting == 0
        assert screen.focused[-1] == "rows"
        assert any(isinstance(one, Chosen) for one in decisions(screen))
        assert len(screen.presenter.collected.answers) == 6, "both are answered now"


def test_the_earlier_one_may_be_kept(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        screen.choose_row("You decide")
        screen.presenter.choose_file(newer=False)
        assert (screen.verdicts().count("Merged"), screen.verdicts().count("Not chosen")) == (2, 1)
        assert screen.side("side_title") == "Not chosen"


def test_a_file_is_taken_out_and_put_back(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        screen.choose_row("Merged")
        assert (screen.usable("take_out"), screen.usable("put_back")) == (True, False)
        assert "Laptop 0EKQ" in screen.side("side_more")
        screen.presenter.taking_out()("Held on the wrong day")
        assert TakenOut(decisions(screen)[-1].file, "Held on the wrong day") == decisions(screen)[-1]  # type: ignore[attr-defined]
        assert screen.side("side_title") == "Removed"
        assert screen.text("summary").startswith("1 merged, 1 removed")
        assert (screen.usable("take_out"), screen.usable("put_back")) == (False, True)
        screen.presenter.put_back()
        assert screen.side("side_title") == "Merged"
        assert screen.text("summary").startswith("2 merged, 1 identical")


def test_nothing_stays_once_the_desk_is_locked_and_what_waits_is_here_after_it(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        screen.presenter.clear()
        assert screen.verdicts(), "another page was shown, and nobody has locked the desk"
        screen.session.lock()
        screen.place = None
        screen.presenter.clear()
        assert screen.verdicts() == []
        with (screen.session.profile / "register" / DECISIONS_FILE).open("ab") as file:
            file.write(b'{"line":{"dec')
        screen.session.unlock(PASSPHRASE)
        screen.presenter.enter()
        assert screen.verdicts() == ["You decide"]
        assert "The power went" in told(screen)
        assert screen.side("side_text").startswith("These have waited for you since earlier days.")
        screen.choose_row("You decide")
        screen.presenter.choose_file(newer=True)
        assert screen.verdicts() == ["Decided: it counts"]


def test_receipts_are_written_for_each_sender(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        assert screen.text("write_receipts") == "Write receipts: 5"
        warned = screen.presenter.unsaved_warning()
        assert warned is not None
        assert said(warned[0]) == "Leave without writing the receipts?"
        screen.presenter.write(stick_of(screen.session), "RUPSHA-2")
        assert told(screen) == (
            "ok Receipts written to the stick RUPSHA-2: 5. Give each stick back: its laptop finds its own receipts."
        )
        assert screen.text("reason") == "Receipts written to the stick RUPSHA-2: 5."
        assert screen.presenter.unsaved_warning() is None
        written = list(stick_of(screen.session).rglob("receipt-*.bsuh-receipt"))
        assert len(written) == 5
        assert all(path.parent != stick_of(screen.session) for path in written), "each sender has a folder"
        assert screen.focused[-1] == "add_files"


@pytest.mark.parametrize(("label", "says"), [("", "This folder no longer exists."), ("RUPSHA-2", "no longer")])
def test_receipts_that_cannot_be_written(tmp_path: Path, label: str, says: str) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        screen.presenter.write(tmp_path / "gone", label)
        assert told(screen).startswith("stop")
        assert says in told(screen)
        assert screen.model.write_receipts.enabled
        assert screen.presenter.unsaved_warning() is not None


def test_the_list_is_saved_in_the_language_that_is_shown(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        take_stick(screen)
        screen.presenter.choose_group("merged")
        screen.session.set_language("bn")
        screen.presenter.ask_list_place()
        screen.answer_place(stick_of(screen.session), "RUPSHA-2")
        assert told(screen) == "ok The list is saved: collected-2026-08-03.csv"
        (saved,) = stick_of(screen.session).glob("collected-*.csv")
        with saved.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        assert (head[0], len(rows)) == ("দিন", 2)
        assert [row[6] for row in rows] == screen.verdicts("bn")


def test_a_folder_is_watched_until_somebody_says_no(tmp_path: Path) -> None:
    watched = tmp_path / "from-mail"
    watched.mkdir()
    with inbox_screen(tmp_path) as screen:
        presenter, face = screen.presenter, screen.session.face
        assert isinstance(face, SteppedFace)
        assert not presenter.toggle_watching(), "a folder is to be chosen first"
        presenter.begin_watching(watched)
        assert (screen.text("watch"), screen.model.watch.checked) == ("Watching the folder from-mail", True)
        (watched / "a (1).bin").write_bytes((stick_of(screen.session) / "late.bsuh").read_bytes())
        face.pass_ms(LOOK_MS)
        assert screen.verdicts() == [], "it may still be on its way"
        face.pass_ms(LOOK_MS)
        assert screen.verdicts() == ["Grant expired"]
        assert presenter.toggle_watching()
        assert (screen.text("watch"), screen.model.watch.checked) == ("Watch a folder", False)
        (watched / "b.bin").write_bytes((stick_of(screen.session) / "good.bsuh").read_bytes())
        face.pass_ms(LOOK_MS)
        face.pass_ms(LOOK_MS)
        assert screen.verdicts() == ["Grant expired"]


def test_there_is_no_attendance_file(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with inbox_screen(tmp_path) as screen:
        screen.presenter.collect([tmp_path / "empty"])
        assert told(screen) == (
            "look There is no attendance file there. Ask for the stick with the classes that were handed over."
        )
        assert screen.model.drop_zone.shown
        assert said(screen.model.progress.text) == "Collecting"


def without_room(desk: Desk) -> None:
    """Where the register would begin stands a file."""
    hand_over.brought(desk)
    (desk.folder / "register").write_text("not a folder")


def test_what_cannot_be_collected_says_why_and_shows_nothing(tmp_path: Path) -> None:
    with inbox_screen(tmp_path, without_room) as screen:
        take_stick(screen)
        assert "This folder has other things in it, but no register." in told(screen)
        assert (screen.model.busy_card.shown, screen.model.rows_card.shown) == (False, False)
        assert screen.model.add_files.enabled


def test_a_facilitator_has_no_inbox(tmp_path: Path) -> None:
    with inbox_screen(tmp_path, programme_desks.granted) as screen:
        assert "no coordinator's grant" in told(screen)


def test_names_are_opened_of_all_that_are_shown_or_of_one(tmp_path: Path) -> None:
    with inbox_screen(tmp_path, two_places) as screen:
        take_stick(screen)
        names, stick = screen.presenter.names, stick_of(screen.session)
        assert screen.usable("open_names")
        assert (len(names.sessions), names.choice().one) == (3, None)
        wish = names.choice().wish("District coordinator", "certificates", only=False)
        assert said(wish.place_detail) == "One file for each laptop, and a list of what goes to which school."
        screen.presenter.open_names(wish, stick, "RUPSHA-2")
        assert told(screen).startswith("ok Certificates on the stick RUPSHA-2: 3.")
        screen.place = screen.model.rows.places[0]
        screen.presenter.show_side()
        assert names.choice().one is not None
        asked = names.choice()
        names.show(screen.presenter.collected, "all", None)
        one = asked.wish("District coordinator", "named_list", only=True)
        assert len(one.sessions) == 1
        screen.presenter.open_names(one, tmp_path, "")
        assert told(screen).startswith(f"ok Names in the folder {tmp_path.name}: 2. Learners without a name: 1")
        screen.presenter.open_names(one, tmp_path / "gone", "")
        assert "This folder no longer exists." in told(screen)
        assert screen.usable("open_names"), "nothing goes on"


def test_a_typed_place_is_a_school_of_the_list(tmp_path: Path) -> None:
    with inbox_screen(tmp_path, two_places) as screen:
        take_stick(screen)
        typed_row = next(place for place in screen.model.rows.places if WORDS in screen.rows()[place][0])
        screen.place = typed_row
        screen.presenter.show_side()
        assert screen.side("side_more").startswith(f"Place as it was typed: “{WORDS}”")
        assert screen.usable("which_school")
        asked: list[object] = []

        def choose(typed: object, found: object) -> None:
            asked.append(typed)
            schools = found
            screen.presenter.map_place(typed, schools, schools.ids.index(SCHOOL))  # type: ignore[arg-type, attr-defined]

        screen.presenter.find_schools(choose)
        assert len(asked) == 1
        assert told(screen).startswith(f"ok “{WORDS}” is Kaliganga High School from now on.")
        assert f"Typed as “{WORDS}”. It is Kaliganga High School." in screen.side("side_more")
        assert not screen.usable("which_school")
        assert all("Kaliganga High School" in row[0] for row in screen.rows())
        assert all("কালীগঙ্গা" in row[0] for row in screen.rows(language="bn"))
        assert decisions(screen)[-1] == PlaceMapped(TYPED, SCHOOL)
        screen.presenter.find_schools(choose)
        assert len(asked) == 1, "nothing is left to ask"


def test_a_run_that_failed_leaves_what_was_there_before(tmp_path: Path) -> None:
    with inbox_screen(tmp_path) as screen:
        screen.presenter.collect([stick_of(screen.session) / "good.bsuh"])
        before = screen.presenter.collected
        screen.presenter._on_grew(replace(before, taken_out=1))
        screen.presenter._on_run_failed(KnownError("disk_full", Message("The disk is full."), Message("Make room.")))
        assert told(screen).startswith("stop The disk is full.")
        screen.presenter._on_run_failed(KnownError("locked", Message("This laptop is locked"), Message("Unlock.")))
        assert screen.text("summary_more") == "Stopped"
        assert screen.model.go_on.shown
        assert "disk is full" in told(screen), "whoever locks the desk is told nothing new"
