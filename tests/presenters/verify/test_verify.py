"""Verify without a window: what people hold, what the page says of it, and what it asks them. A granted desk's
certificates come as files, codes and serials; a forger changes a letter, or puts the codes on another paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.job import SLOW_MS
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.stage import Screens
from bsuh_desktop.presenters.verify import proof_words
from bsuh_desktop.presenters.verify.proof_words import (
    MOST_ROWS,
    CheckedTable,
    ItemTable,
    PaperAnswers,
    headline,
    page_to_see,
)
from bsuh_desktop.presenters.verify.verify import VerifyModel, VerifyPresenter
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import key_lists
from bsuh_desktop.services.verify.proof import CERTIFICATE_SENTENCES, Proof, SignedFacts
from bsuh_desktop.trust.programme import sign_programme
from bsuh_desktop.trust.root_key import root_print
from tests.helpers import prepared, verified
from tests.helpers.attendance import programme
from tests.helpers.certificates import code_texts, embedded_in
from tests.helpers.desks import PASSPHRASE, clock_at, prepared_in
from tests.helpers.faceless import NotedPage, PausedFace, cells_of, reported, session_in
from tests.helpers.keys import key
from tests.helpers.papers import picture_of
from tests.helpers.programmes import write_programme
from tests.helpers.verified import serials_in, stick_of, with_papers

GENUINE = "This certificate is genuine, nothing was changed."
NAME = "শ্রেয়া দাস"
SIGNED = f"{NAME} · Taps, Traps and Taka · 3\N{NO-BREAK SPACE}August\N{NO-BREAK SPACE}2026"
COMPARED = "The codes are genuine, and you compared the paper: name, module and date are the same."
QUESTION = "Is that what the paper says?"
NOT_THIS = "These codes were made for another paper."
ORIGINAL = "Codes can be copied. Ask for the original."
PROGRAMME = "programme.json"
PRACTICE = "The codes are as they were signed. It is PRACTICE and never counts."


class Page(NotedPage[VerifyModel]):
    """The screen, with the presenter that it belongs to, and the folder with the papers."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.stick = stick_of(session.profile)
        self.screens: Screens = "one"
        self.tops = self.verdicts = self.forgotten = 0
        self.presenter = VerifyPresenter(session, self)

    def show_top(self) -> None:
        """Notes that the page has turned to its other half."""
        self.tops += 1

    def show_verdict(self) -> None:
        """Notes that the page scrolls to the verdict."""
        self.verdicts += 1

    def forget_painted(self) -> None:
        """Notes that painted texts are dropped."""
        self.forgotten += 1

    def bring(self, *names: str) -> None:
        """Checks files of the folder."""
        self.presenter.check_files([str(self.stick / name) for name in names])

    def paste(self, *codes: str) -> None:
        """Pastes lines of text, wherever the keyboard is."""
        assert self.presenter.paste([], "\n".join(codes), into_field=False)

    def codes(self, *places: tuple[int, int], name: str = verified.CLASS) -> list[str]:
        """Codes of a file: the page, from 1, and which of its two, from 0."""
        embedded = embedded_in(self.stick / name)
        return [code_texts(embedded, page)[code] for page, code in places]

    def head(self) -> tuple[str, str, str]:
        """State, word and large line of the verdict's card."""
        verdict = self.model.verdict
        return verdict.state, text_of(verdict.word, "en"), text_of(verdict.sentence, "en")

    @property
    def about(self) -> str:
        """The smaller line."""
        return text_of(self.model.verdict.about, "en")

    @property
    def question(self) -> str:
        """What stands above the buttons."""
        return text_of(self.model.verdict.question, "en")

    def checked(self) -> list[tuple[str, str]]:
        """Light and second line of each input."""
        return [(row.cells[0].light, text_of(row.cells[0].second, "en")) for row in self.model.several.rows()]

    def items(self) -> list[tuple[str, str]]:
        """The same of each certificate of one file."""
        return [(row.cells[0].light, text_of(row.cells[0].second, "en")) for row in self.model.items.rows()]

    def everything(self, language: Language = "en") -> str:
        """All texts of the page, shown or hidden."""
        model = self.model
        verdict = (model.verdict.word, model.verdict.sentence, model.verdict.about, model.verdict.question)
        pairs = [text for line in (*model.facts, *model.notes) for text in line]
        chain = [text for ring in model.chain for text in (ring.title, ring.text)]
        cells = cells_of([*model.several.rows(), *model.items.rows()], language)
        texts = [text_of(text, language) for text in (*verdict, *pairs, *chain, model.slip)]
        return "\n".join([*texts, *(text for row in cells for text in row), str(model.typed.value)])


@contextmanager
def page(
    folder: Path, prepare: Callable[[Desk], object] = with_papers, face: PausedFace | None = None
) -> Iterator[Page]:
    with session_in(folder, prepare, face=face) as session:
        made = Page(session)
        made.presenter.enter()
        yield made


def photographed(path: Path) -> str:
    """The name of a picture of a PDF's first page, which lies beside it."""
    picture = path.with_suffix(".png")
    picture_of(path.read_bytes()).save(picture)
    return picture.name


def proof(name: str, verdict: Verdict = Verdict.GOOD, *items: dict[str, object]) -> Proof:
    return Proof(name, "certificate", verdict, CERTIFICATE_SENTENCES[verdict], items=items)


def item(page: int, verdict: Verdict, place: int = 0) -> dict[str, object]:
    sentence = CERTIFICATE_SENTENCES[verdict]
    return {
        "page": page,
        "place": place,
        "serial": f"S-{page}",
        "name": NAME,
        "verdict": verdict,
        "sentence": sentence,
    }


# Before anything is checked


def test_it_begins_with_the_field_and_the_drop_zone(tmp_path: Path) -> None:
    with page(tmp_path, prepared.as_made) as view:
        model = view.model
        assert (model.asking.shown, model.choose_files.shown) == (True, True)
        assert (model.shown.shown, model.check_another.shown, model.busy_card.shown) == (False, False, False)
        assert (model.check_typed.enabled, model.hidden_names.shown, model.slip) == (False, False, "")
        assert view.focused == ["choose_files"]
        view.session.set_public(True)
        view.presenter.words_changed()
        assert not view.model.hidden_names.shown, "there is nothing to hide"


def test_what_is_typed_is_looked_at_while_it_is_typed(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        serial = serials_in(view.stick / verified.CLASS)[0]
        wrong = serial[:-1] + ("0" if serial[-1] != "0" else "1")
        view.presenter.write(serial[:4])
        assert (view.model.slip, view.model.check_typed.enabled) == ("", True)
        view.presenter.write(wrong.lower())
        assert view.text("slip").startswith("A character of this serial is wrong, or two are swapped.")
        assert view.text("slip", "bn").startswith("ক্রমিক নম্বরটির একটি অক্ষর ভুল")
        assert (view.model.check_typed.enabled, view.differs()) == (False, {"typed", "slip", "check_typed"})
        view.presenter.send()
        assert (view.model.shown.shown, view.model.typed.value) == (False, wrong.lower()), "it waits to be put right"
        view.presenter.write("   ")
        assert not view.model.check_typed.enabled
        view.presenter.write(serial)
        view.presenter.send()
        assert view.head()[:2] == ("unused", "As written here"), "no tick: nobody looked at a paper"
        assert (view.model.typed.value, view.question) == ("", "")


def test_a_pasted_text_that_is_not_whole_stays_in_the_field(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        serial = serials_in(view.stick / verified.CLASS)[0]
        wrong = serial[:-1] + ("0" if serial[-1] != "0" else "1")
        paste = view.presenter.paste
        assert not paste([], "", into_field=False)
        assert not paste([], serial, into_field=True), "the field inserts it by itself"
        view.bring(verified.GOOD)
        assert paste([], wrong, into_field=False)
        assert (view.model.asking.shown, view.model.typed.value) == (True, wrong)
        assert view.text("slip")
        assert view.focused[-1] == "typed"
        assert paste([], serial, into_field=False)
        assert (view.model.shown.shown, view.model.typed.value) == (True, "")
        assert paste([str(view.stick / verified.GOOD)], "", into_field=True)
        assert view.head() == ("ok", "Good", GENUINE)


# Verdicts


def test_a_genuine_certificate_says_whose_it_is_and_why(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(verified.GOOD)
        model = view.model
        assert view.head() == ("ok", "Good", GENUINE)
        assert (view.about, view.question) == (f"{NAME}, 3 August 2026", "")
        assert (model.asking.shown, model.shown.shown, model.check_another.shown) == (False, True, True)
        assert (model.several_card.shown, model.items_card.shown) == (False, False)
        assert view.text("chain_title") == "Why it can be trusted"
        assert [ring.icon for ring in model.chain] == ["shield", "people", "key", "cert"]
        assert [ring.state for ring in model.chain] == ["ok"] * 4
        (serial,) = serials_in(view.stick / verified.GOOD)
        assert ("Serial number", serial) in [(text_of(name, "en"), value) for name, value in model.facts]
        assert model.document_picture is not None, "its picture stands beside it"
        assert view.focused[-1] == "verdict"
        assert text_of(model.verdict.about, "bn") == f"{NAME}, ৩ আগস্ট ২০২৬"
        number, before = model.verdict.number, len(view.shown)
        view.bring(verified.GOOD)
        assert "" in [one.several_row for one in view.shown[before:]], "the list is empty in between"
        assert view.model.verdict.number > number, "the same verdict on something else is announced again"


def test_another_name_is_found_out(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(verified.ALTERED)
        assert view.head() == ("stop", "Changed", "Page 1: what is printed and what was signed do not match.")
        assert [ring.state for ring in view.model.chain] == ["ok", "ok", "ok", "stop"]
        assert view.text("chain_title") == "What was checked"


def test_codes_come_one_after_the_other_from_a_scanner(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        first, second = view.codes((1, 0), (1, 1))
        for code in (first, second):
            view.presenter.show_field()
            view.presenter.write(code)
            view.presenter.send()
        assert view.head()[:2] == ("unused", "Compare the paper")
        place = len(first) - 40
        view.paste(f"{first[:place]}{(int(first[place]) + 1) % 10}{first[place + 1 :]} {second}")
        assert view.head()[1] == "Changed"
        view.paste(first)
        view.presenter.check_another()
        view.paste(second)
        assert view.head()[1] == "Cannot be read", "the first code belonged to another certificate"


def test_several_are_listed_the_worst_first(tmp_path: Path) -> None:
    names = (verified.PRACTICE, verified.KEY_LIST, verified.CLASS, verified.ALTERED, verified.WAITING)
    with page(tmp_path) as view:
        view.bring(*names)
        rows = view.model.several.rows()
        assert [row.cells[0].text for row in rows] == [names[place] for place in (3, 2, 4, 0, 1)]
        assert cells_of(rows)[1] == [f"{verified.CLASS} / Revoked"]
        assert text_of(view.model.several.columns()[0].title, "bn") == "যাচাই হয়েছে: ৫"
        assert (view.model.several_card.shown, view.model.several_row, view.focused[-1]) == (True, "3", "several")
        view.presenter.show_result("0")
        assert (view.head()[1], view.model.several_row) == ("Practice", "0")
        assert "several" not in view.differs(), "its rows are not made again"
        view.presenter.show_result("2")
        assert (view.head()[1], view.model.items_card.shown) == ("Revoked", True)
        assert [light for light, _ in view.items()] == ["stop", "ok", "ok"]
        assert text_of(view.model.items.columns()[0].title, "en") == "The certificates of this file"
        assert view.about == "Certificates: 3"
        shown = len(view.shown)
        view.presenter.show_result("2")
        assert len(view.shown) == shown


def test_a_file_that_waits_says_what_is_not_known(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(verified.WAITING)
        assert view.head()[:2] == ("look", "Waits for its grant")
        assert [ring.icon for ring in view.model.chain][-1] == "file"
        view.paste("a letter", "of somebody")
        assert (view.head()[:2], view.model.chain) == (("unused", "Cannot be read"), ())
        assert (view.model.chain_card.shown, view.model.chain_title.shown) == (False, False)
        assert [text_of(value, "en") for _, value in view.model.facts] == ["Something else"]


def test_what_is_doubtful_or_unknown_is_noted() -> None:
    one = proof("one")
    noted = proof_words.notes(replace(one, unknown=(one.sentence,), doubts=(one.sentence,)))
    assert [text_of(fact, "en") for fact, _ in noted] == ["What is not known:", "Look at this:"]


def test_a_check_that_cannot_run_is_reported(tmp_path: Path) -> None:
    with page(tmp_path) as view, reported(view.session) as errors:
        view.bring(verified.GOOD)
        view.session.lock()
        view.bring(verified.ALTERED)
        assert [error.code for error in errors] == ["locked"]
        assert not view.model.busy_card.shown


# Does the paper say the same?


def test_the_paper_differs_and_that_was_a_slip(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(photographed(view.stick / verified.GOOD))
        assert view.head() == ("unused", "Compare the paper", SIGNED)
        assert (view.about, view.question, view.model.verdict.answers) == ("", QUESTION, True)
        assert view.text("chain_title") == "Why the codes can be trusted"
        assert text_of(view.model.verdict.question, "bn") == "কাগজে কি তা-ই লেখা আছে?"
        view.presenter.answer(False)
        assert view.head() == ("stop", "Another paper", NOT_THIS)
        assert (view.about, view.question, view.model.verdict.takes_back) == (ORIGINAL, "", True)
        assert (view.focused[-1], view.verdicts) == ("verdict", 1)
        view.presenter.answer(True)
        assert view.head()[0] == "stop", "there is nothing more to answer"
        view.presenter.take_back()
        assert view.head() == ("unused", "Compare the paper", SIGNED)
        assert not view.model.verdict.takes_back
        view.presenter.answer(True)
        assert view.head() == ("ok", "Good", COMPARED)
        assert (view.about, view.model.verdict.answers) == (f"{NAME}, 3 August 2026", False)
        view.paste(*view.codes((1, 0), (1, 1), name=verified.GOOD))
        assert view.head() == ("unused", "Compare the paper", SIGNED), "the same codes once more are asked anew"


def test_several_papers_are_asked_about_one_by_one(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.paste(*view.codes((1, 0), (3, 0), (1, 1)))
        assert view.question == f"Certificate 1 of 2: {QUESTION}"
        before = view.head()[2]
        view.presenter.answer(True)
        assert view.question == f"Certificate 2 of 2: {QUESTION}"
        assert view.head()[2] != before
        assert view.head()[0] == "unused", "one of them is still to be compared"
        assert [light for light, _ in view.items()] == ["ok", "unused"]
        view.presenter.answer(True)
        assert view.head() == ("ok", "Good", "The codes are genuine, and you compared every paper: 2.")
        view.presenter.take_back()
        view.presenter.answer(False)
        assert view.head() == ("stop", "Another paper", "Papers that do not match their codes: 1.")
        assert view.items() == [("ok", "You compared the paper: it says the same."), ("stop", NOT_THIS)]


def test_one_of_several_differs_and_the_next_is_still_asked(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.paste(*view.codes((1, 0), (3, 0), (3, 1)))
        view.presenter.answer(False)
        assert view.head()[0] == "stop"
        name = embedded_in(view.stick / verified.CLASS).credentials[2].name
        signed, question = view.question.split("\n")
        assert signed.startswith(f"{name} · ")
        assert question == f"Certificate 2 of 2: {QUESTION}"


def test_what_is_wrong_by_itself_stays_the_headline(tmp_path: Path) -> None:
    """The serial of the second of three was taken back."""
    with page(tmp_path) as view:
        view.paste(*view.codes((1, 0), (2, 0), (3, 0), (1, 1)))
        assert view.head()[:2] == ("stop", "Revoked")
        assert view.head()[2].startswith("Certificates not in order: 1 of 3.")
        assert view.question.endswith(f"Certificate 1 of 2: {QUESTION}")
        for _ in range(2):
            view.presenter.answer(True)
        assert view.head()[:2] == ("stop", "Revoked")
        assert sorted(light for light, _ in view.items()) == ["ok", "ok", "stop"]
        view.presenter.take_back()
        view.presenter.answer(False)
        assert view.head()[:2] == ("stop", "Revoked")
        assert view.about == f"Papers that do not match their codes: 1. {ORIGINAL}"
        assert sorted(light for light, _ in view.items()) == ["ok", "stop", "stop"]


def test_practice_keeps_its_doubt(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(photographed(view.stick / verified.PRACTICE))
        assert view.head()[:2] == ("look", "Practice")
        assert (view.about, view.question) == (PRACTICE, QUESTION)
        view.presenter.answer(True)
        assert view.head() == ("look", "Practice", f"{PRACTICE} You compared the paper: it says the same.")
        view.presenter.take_back()
        view.presenter.answer(False)
        assert view.head() == ("stop", "Another paper", NOT_THIS)


def test_where_no_name_was_signed_module_and_date_are_compared() -> None:
    signed = SignedFacts(0, "", Message("Module"), Message("A day"))
    answers = PaperAnswers(replace(proof("codes", Verdict.GOOD, item(1, Verdict.GOOD)), to_compare=(signed,)))
    asked, compared = (headline(one, False, True, 0).sentence for one in (answers, answers.answered(True)))
    assert text_of(asked, "en") == "no name was signed · Module · A\N{NO-BREAK SPACE}day"
    assert text_of(compared, "en").endswith("you compared the paper: module and date are the same.")


def test_among_several_files_an_answer_stands_in_the_list(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(verified.GOOD, photographed(view.stick / verified.GOOD))
        assert view.checked() == [("ok", "Good"), ("unused", "Compare the paper")]
        view.presenter.show_result("1")
        view.presenter.answer(False)
        assert view.checked() == [("ok", "Good"), ("stop", "Another paper")]
        view.presenter.show_result("0")
        assert (view.head(), view.question) == (("ok", "Good", GENUINE), ""), "of a PDF nothing is asked"
        view.presenter.show_result("1")
        assert view.head() == ("stop", "Another paper", NOT_THIS)


# Where the class may look on


def test_where_the_class_may_look_on_no_name_is_shown(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(verified.GOOD, verified.CLASS)
        view.presenter.show_result("0")
        assert NAME in view.everything()
        view.session.set_public(True)
        view.presenter.words_changed()
        assert view.head() == ("ok", "Good", GENUINE)
        assert view.about == serials_in(view.stick / verified.GOOD)[0]
        assert (view.model.document_picture, view.model.hidden_names.shown) == (None, True)
        assert [text_of(name, "en") for name, _ in view.model.facts] == ["Serial number", "What it is"]
        view.presenter.show_result("1")
        assert NAME not in view.everything() + view.everything("bn")
        assert cells_of(view.model.several.rows()) == [
            ["Certificate / Revoked"],
            [f"{serials_in(view.stick / verified.GOOD)[0]} / Good"],
        ], "a file may be called by a child's name"
        view.session.set_public(False)
        view.presenter.words_changed()
        assert NAME in view.everything()
        assert view.model.document_picture is not None


@pytest.mark.parametrize(
    ("screens", "remedy"), [("one", "Turn this screen away from others"), ("two", "When the projector does not show")]
)
def test_the_question_waits_until_nobody_else_sees_the_screen(tmp_path: Path, screens: Screens, remedy: str) -> None:
    with page(tmp_path) as view:
        view.screens = screens
        view.session.set_public(True)
        view.bring(photographed(view.stick / verified.GOOD))
        assert (view.head()[0], view.about) == ("unused", serials_in(view.stick / verified.GOOD)[0])
        assert view.question.startswith(remedy)
        assert not view.model.verdict.answers
        assert NAME not in view.everything()
        view.session.set_public(False)
        view.presenter.words_changed()
        assert view.head() == ("unused", "Compare the paper", SIGNED)
        view.presenter.answer(True)
        view.session.set_public(True)
        view.presenter.words_changed()
        assert view.head()[0] == "ok"
        assert not view.model.verdict.takes_back
        assert NAME not in view.everything()


# What is newer than what this laptop has


def versions(view: Page) -> list[int]:
    """The versions of the key lists that the desk has."""
    found: list[int] = []
    view.session.query(lambda desk: [one.version for one in key_lists(desk)], found.extend)
    return found


def test_a_newer_list_is_taken_in_if_somebody_says_so(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(verified.KEY_LIST, verified.GOOD)
        view.presenter.show_result("0")
        assert versions(view) == [1], "it is not taken in by itself"
        assert view.text("news_bar") == "This is newer than the one on this laptop. Load it"
        view.presenter.show_result("1")
        assert not view.model.news_bar.shown
        view.presenter.show_result("0")
        view.presenter.press_news("take_in")
        assert view.text("news_bar") == "The key list is loaded."
        assert view.text("news_bar", "bn") == "চাবির তালিকা নেওয়া হয়েছে।"
        assert versions(view) == [2]
        view.presenter.show_result("1")
        view.presenter.show_result("0")
        assert not view.model.news_bar.shown, "it is no news any more"
        view.presenter.press_news("grants")
        assert view.opened == ["grants"]


def test_another_result_is_offered_nothing_of_the_one_before(tmp_path: Path) -> None:
    face = PausedFace()
    with page(tmp_path, face=face) as view:
        view.bring(verified.KEY_LIST, verified.GOOD)
        face.pause()
        for key in ("1", "0", "1"):
            view.presenter.show_result(key)
        face.go_on()
        assert not view.model.news_bar.shown


@contextmanager
def practising_with_papers(folder: Path) -> Iterator[Page]:
    """A desk that practises, and papers of a real programme with its file."""
    granted = folder / "granted"
    prepared_in(granted, with_papers, clock_at())
    (granted / verified.FOLDER).rename(folder / verified.FOLDER)
    write_programme(folder / verified.FOLDER)
    with page(folder, prepared.as_made) as view:
        yield view


UNKNOWN = "Signer unknown"


def test_whoever_practises_verifies_real_certificates_once_the_programme_is_trusted(tmp_path: Path) -> None:
    with practising_with_papers(tmp_path) as view:
        view.bring(verified.GOOD)
        assert view.head()[1] == UNKNOWN
        assert not view.model.news_bar.shown
        view.bring(verified.GOOD, PROGRAMME, verified.KEY_LIST)
        assert [word for _, word in view.checked()] == [UNKNOWN] * 3
        view.presenter.show_result("2")
        assert not view.model.news_bar.shown, "a key list alone is not trusted"
        view.presenter.show_result("1")
        assert view.text("news_bar").startswith(f"Root key, to compare: {root_print(key('root').public)}")
        assert view.text("news_bar").endswith("Compare this print with the coordinator's paper. It matches, trust it")
        view.presenter.press_news("trust")
        view.presenter.press_news("trust")
        assert view.checked() == [("ok", "Good")] * 3
        assert not view.model.news_bar.shown
        view.presenter.leave()
        view.presenter.enter()
        view.bring(verified.GOOD)
        assert view.head() == ("ok", "Good", GENUINE), "it is trusted on the next visit, too"
        view.session.lock()
        view.session.unlock(PASSPHRASE)
        view.presenter.enter()
        view.bring(verified.GOOD)
        assert view.head()[1] == UNKNOWN, "the desk has stored nothing of it"


def test_a_desk_that_has_joined_trusts_no_other_programme(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        stranger = replace(programme(), root_key=key("stranger").public)
        (view.stick / PROGRAMME).write_bytes(sign_programme(stranger, key("stranger")))
        view.bring(PROGRAMME)
        assert view.head()[1] == UNKNOWN
        assert not view.model.news_bar.shown


def test_a_newer_list_that_is_gone_is_refused(tmp_path: Path) -> None:
    with page(tmp_path) as view:
        view.bring(verified.KEY_LIST)
        (view.stick / verified.KEY_LIST).unlink()
        view.presenter.press_news("take_in")
        assert (view.model.news_bar.light, versions(view)) == ("stop", [1])


# Checks that take long, and pages that are left


def test_what_takes_long_says_so_and_can_be_stopped(tmp_path: Path) -> None:
    face = PausedFace()
    with page(tmp_path, face=face) as view:
        view.bring(verified.ALTERED)
        face.pause()
        view.bring(verified.GOOD, verified.CLASS)
        face.pass_ms(SLOW_MS - 1)
        assert not view.model.busy_card.shown
        face.pass_ms(1)
        assert view.model.busy_card.shown
        assert (text_of(view.model.progress.text, "en"), text_of(view.model.progress.stop, "bn")) == (
            "Checking",
            "থামান",
        )
        assert (view.model.progress.done, view.model.progress.total) == (0, 2)
        view.presenter.stop()
        face.go_on()
        assert not view.model.busy_card.shown
        assert view.head()[1] == "Changed", "the former result stays"
        face.pause()
        view.bring(verified.GOOD, verified.CLASS)
        face.pass_ms(SLOW_MS)
        before = len(view.shown)
        face.go_on()
        assert [model.progress.done for model in view.shown[before:] if model.busy_card.shown] == [1, 2]
        assert (view.model.busy_card.shown, len(view.model.several.proofs)) == (False, 2)


def test_what_is_left_is_forgotten(tmp_path: Path) -> None:
    face = PausedFace()
    with page(tmp_path, face=face) as view:
        view.bring(verified.GOOD)
        view.presenter.write(NAME)
        face.pause()
        view.bring(verified.CLASS)
        view.presenter.leave()
        face.go_on()
        assert view.head()[1] == "Good", "a check that ends later is for nobody"
        forgotten = view.forgotten
        view.presenter.clear()
        assert NAME not in view.everything()
        assert (view.model.document_picture, view.forgotten) == (None, forgotten + 1)
        view.presenter.enter()
        assert (view.model.asking.shown, view.model.shown.shown) == (True, False)


@contextmanager
def picture_waiting(folder: Path, face: PausedFace) -> Iterator[Page]:
    """A good certificate, brought while others could see the screen; its picture is still to be drawn."""
    with page(folder, face=face) as view:
        view.session.set_public(True)
        view.bring(verified.GOOD)
        face.pause()
        view.session.set_public(False)
        view.presenter.words_changed()
        yield view


def test_the_picture_of_what_is_shown_comes_after_all_if_the_next_check_is_stopped(tmp_path: Path) -> None:
    face = PausedFace()
    with picture_waiting(tmp_path, face) as view:
        view.bring(verified.CLASS)
        view.presenter.stop()
        assert view.model.document_picture is None
        face.go_on()
        assert view.model.document_picture is not None
        assert view.head()[1] == "Good"


def test_no_picture_is_drawn_while_something_else_is_checked(tmp_path: Path) -> None:
    face = PausedFace()
    with picture_waiting(tmp_path, face) as view:
        view.bring(verified.WAITING)
        before = len(view.shown)
        face.go_on()
        assert [one.document_picture for one in view.shown[before:]] == [None] * (len(view.shown) - before)
        assert view.head()[1] == "Waits for its grant"


# Rows


def listed(*proofs: Proof, public: bool = False) -> CheckedTable:
    return CheckedTable(proofs, frozenset(one.input for one in proofs), tuple(map(PaperAnswers, proofs)), public)


def test_a_long_file_name_is_shortened_in_the_middle() -> None:
    names = ("/stick/2026-08-03 certificates of class eight.pdf", "/stick/certificates of one.pdf")
    assert cells_of(listed(*map(proof, names)).rows()) == [
        ["2026-08-03 c…s eight.pdf / Good"],
        ["certificates of one.pdf / Good"],
    ]


def test_of_a_long_list_the_worst_are_shown() -> None:
    good, bad = proof("good"), proof("bad", Verdict.ALTERED)
    rows = listed(*[good] * MOST_ROWS, bad).rows()
    assert (len(rows), rows[0].key, rows[1].key) == (MOST_ROWS, str(MOST_ROWS), "0")


def test_certificates_of_one_file_are_listed_with_page_and_place() -> None:
    many = proof("many", Verdict.REVOKED, item(1, Verdict.GOOD, 2), item(2, Verdict.REVOKED), item(3, Verdict.REVOKED))
    table = ItemTable(PaperAnswers(many))
    assert cells_of(table.rows())[0] == [f"Page 2 · S-2 · {NAME} / This certificate was revoked."]
    assert cells_of(table.rows(), "bn")[2][0].startswith(f"পাতা ১, স্থান ২ · S-1 · {NAME} / ")
    assert NAME not in str(cells_of(ItemTable(PaperAnswers(many), public=True).rows()))
    assert page_to_see(many) == 2, "the first of the worst"
    assert page_to_see(proof("none")) == 1
    single = ItemTable(PaperAnswers(proof("one", Verdict.GOOD, item(1, Verdict.GOOD))))
    assert (single.count, single.rows()) == (0, [])
