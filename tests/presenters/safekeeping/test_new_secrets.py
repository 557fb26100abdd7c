"""Choosing a passphrase and writing down a code without a window; hints of the keyboard; why there is a new key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import in_groups
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.passphrase import Strength, strength
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.safekeeping.door import DesksModel
from bsuh_desktop.presenters.safekeeping.door_screen import SecretText
from bsuh_desktop.presenters.safekeeping.keys import NewKeyReasonPresenter
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter, keyboard_hint
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter, RecoveryCodePresenter
from tests.helpers.faceless import PausedFace, locked_session_in
from tests.helpers.noted_door import NotedDoorPage

WORDS = "river mango kite"
CODE = "7K3MQ90ABCDEFGHJKMNP0RSTVX"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DeskSession]:
    """Nobody has set up this laptop."""
    with locked_session_in(tmp_path, face=PausedFace()) as made:
        yield made


@pytest.fixture
def new(session: DeskSession) -> NewPassphrasePresenter:
    """The page for a new passphrase."""
    page = NewPassphrasePresenter(session, NotedDoorPage())
    page.enter()
    return page


def view_of(page: NewPassphrasePresenter | NewCodePresenter | RecoveryCodePresenter) -> NotedDoorPage:
    assert isinstance(page.view, NotedDoorPage)
    return page.view


@pytest.mark.parametrize(
    ("typed", "capitals", "said"),
    [
        ("", False, ""),
        ("1234 56", False, ""),
        ("river", False, "The keyboard writes English letters."),
        ("নদী", False, "The keyboard writes Bangla letters."),
        ("নদী river", False, "The keyboard wrote both Bangla and English letters."),
        ("RIVER", True, "Caps Lock is on: the keyboard writes capital letters."),
    ],
)
def test_hidden_letters_tell_their_script(typed: str, capitals: bool, said: str) -> None:
    assert str(keyboard_hint(typed, capitals) or "") == said


@pytest.mark.parametrize(
    ("first", "second", "light", "worth", "reason"),
    [
        ("river", "", "unused", "", "Write a passphrase that is long enough."),
        ("01713482910 01819", "", "unused", "A passphrase without letters is easy to guess.", "Write a passphrase"),
        ("password1234", "", "look", "This passphrase is easy to guess.", "Write a passphrase that nobody can guess."),
        (WORDS, "", "ok", "That is enough. One more word makes it good.", "Write the same passphrase in both fields."),
        (WORDS, "river", "ok", "That is enough.", "Write the same passphrase in both fields."),
        (WORDS, WORDS, "ok", "That is enough. One more word makes it good.", ""),
        (f"{WORDS} boat", f"{WORDS} boat", "ok", "That is a good passphrase.", ""),
    ],
)
def test_a_passphrase_is_worth_what_the_light_says(
    new: NewPassphrasePresenter, first: str, second: str, light: str, worth: str, reason: str
) -> None:
    new.type_text("passphrase", first, capitals=False)
    new.type_text("again", second, capitals=False)
    view = view_of(new)
    assert view.model.light.light == light
    assert worth in view.text("strength")
    assert str(new.missing() or "").startswith(reason)
    assert bool(new.missing()) == bool(reason)
    assert not view.model.problem.shown


def test_two_that_differ_are_told_while_the_second_is_written(new: NewPassphrasePresenter) -> None:
    new.type_text("passphrase", WORDS, capitals=False)
    new.type_text("again", "rover", capitals=False)
    view = view_of(new)
    remedy = "The two do not match. Show the letters, and write the second one again."
    assert view.text("problem") == remedy
    assert view.model.again.problem
    assert not view.model.passphrase.problem
    new.type_text("again", "river", capitals=True)
    assert view.text("problem") == ""
    assert view.text("keyboard").startswith("Caps Lock is on")


@pytest.mark.parametrize(("language", "first"), [("en", "a"), ("bn", "ঀ")])
def test_four_words_are_suggested_and_written_once_by_hand(
    new: NewPassphrasePresenter, language: Language, first: str
) -> None:
    new.suggest(language)
    view = view_of(new)
    suggested = new.passphrase
    assert suggested[0] >= first
    assert strength(suggested) is Strength.GOOD
    assert view.model.show_passphrase.checked, "it can be read"
    assert view.focused[-1] == "again"
    assert new.missing() is not None
    new.type_text("again", suggested, capitals=False)
    assert new.missing() is None
    new.show_letters(False)
    assert not view.model.show_passphrase.checked


def test_letters_of_two_signs_may_be_written_in_one(new: NewPassphrasePresenter) -> None:
    """Most Bangla keyboards write ড় in one sign, the list of words in two."""
    new.type_text("passphrase", "পাহাড\u09bc বক চাঁদ", capitals=False)
    new.type_text("again", "পাহা\u09dc বক", capitals=False)
    assert not view_of(new).model.problem.shown
    new.type_text("again", "পাহা\u09dc বক চাঁদ", capitals=False)
    assert new.missing() is None


def test_only_the_newest_passphrase_is_judged(new: NewPassphrasePresenter, session: DeskSession) -> None:
    face = session.face
    assert isinstance(face, PausedFace)
    face.pause()
    new.type_text("passphrase", "password1234", capitals=False)
    new.type_text("passphrase", WORDS, capitals=False)
    new.type_text("again", WORDS, capitals=False)
    assert new.missing() is None, "until it is judged, the last judgement holds"
    face.go_on()
    assert view_of(new).model.light.light == "ok"
    face.pause()
    new.type_text("passphrase", "password1234", capitals=False)
    new.forget()
    face.go_on()
    face.pause()
    new.type_text("passphrase", WORDS, capitals=False)
    assert view_of(new).model.light.light == "ok", "the judgement of what was forgotten holds for nothing else"


def test_a_refused_passphrase_stands_selected(new: NewPassphrasePresenter) -> None:
    weak = KnownError("weak_passphrase", Message("This passphrase is easy to guess."), Message("Choose another PIN."))
    assert new.tell(weak)
    assert view_of(new).selected == ["passphrase"]
    assert view_of(new).model.passphrase.problem
    new.type_text("passphrase", WORDS, capitals=False)
    assert not view_of(new).model.passphrase.problem
    assert not new.tell(KnownError("disk_full", Message("The disk is full."), Message("Use another.")))


def test_a_new_code_is_confirmed_by_its_last_group(session: DeskSession) -> None:
    page = NewCodePresenter(session, NotedDoorPage())
    page.set_code(CODE)
    page.enter()
    view, last = view_of(page), in_groups(CODE)[-1]
    assert "".join(view.model.groups) == CODE
    assert view.focused == ["confirm"]
    for typed, wrong, right in (
        (last[:-1], False, False),
        (last[1:], False, False),
        (f"{last[:-1]}Z", True, False),
        (f"{last[:3]}-{last[3:].lower()}", False, True),
    ):
        page.type_group(typed)
        assert (view.model.problem.shown, view.model.confirm.problem, page.missing() is None) == (wrong, wrong, right)
    page.leave()
    assert (view.model.groups, view.model.confirm.value) == ((), ""), "it is on paper"
    assert page.missing() is not None


def test_in_large_text_the_code_is_read_first(session: DeskSession) -> None:
    session.choose_look(text_scale=2.0)
    page = NewCodePresenter(session, NotedDoorPage())
    page.set_code(CODE)
    page.enter()
    assert view_of(page).focused == ["sheet"]


def test_a_printed_code_has_to_be_typed_all_the_same(session: DeskSession) -> None:
    page = NewCodePresenter(session, NotedDoorPage())
    page.enter()
    page.print_code()
    assert view_of(page).papers == [], "there is no code yet"
    page.set_code(CODE)
    page.print_code()
    view = view_of(page)
    assert len(view.papers) == 1
    assert page.missing() is not None
    view.printed()
    assert view.focused == ["confirm", "confirm"]
    page.leave()
    view.printed()
    assert len(view.focused) == 2, "the page was left meanwhile"


def test_a_code_is_grouped_while_it_is_typed(session: DeskSession) -> None:
    page = RecoveryCodePresenter(session, NotedDoorPage())
    assert page.type_code("abcdefgh", 8) == 9
    view = view_of(page)
    assert view.model.code.value == "ABCDE FGH"
    assert page.type_code("abxcde fgh", 3) == 3
    assert view.model.code.value == "ABXCD EFGH"
    assert view.text("typed") == "9 of 26 characters"
    assert text_of(view.model.typed.text, "bn").startswith("২৬")
    page.type_code("ABXCD EFGHক", 11)
    assert "The code has English letters and digits only." in view.text("typed")
    assert not view.model.no_sheet_card.shown, "no coordinator can help with a desk that is not known"


def test_secrets_are_in_no_report() -> None:
    assert WORDS not in repr(SecretText(value=WORDS))
    assert "cards" in repr(DesksModel(())), "other values are"


@pytest.mark.parametrize(
    ("why", "practising", "went_back", "words"),
    [
        ("copied", False, False, ("are a copy from the desk", "nobody with the old one can sign", "Ask your coord")),
        ("mended", True, False, ("was damaged", "may have signed what is lost here", "You practise")),
        ("restored", False, True, ("went back to an earlier day", "may have signed what is lost here", "Ask your")),
        ("restored", False, False, ("are from a backup of the desk", "nobody with the old one", "Ask your coord")),
        ("copied", False, True, ("are a copy from the desk", "nobody with the old one can sign", "Ask your coord")),
    ],
)
def test_three_sentences_say_why_there_is_a_new_key(
    session: DeskSession, why: str, practising: bool, went_back: bool, words: tuple[str, str, str]
) -> None:
    view = NotedDoorPage()
    page = NewKeyReasonPresenter(session, view)
    page.say_why(why, "ABCDE-FGHJK-MNPQ", practising, went_back)  # type: ignore[arg-type]
    for name, sentence in zip(("said_1", "said_2", "said_3"), words, strict=True):
        assert sentence in view.text(name)
    assert "ABCDE-FGHJK-MNPQ" in view.text("said_1", "bn")
    assert str(page.go_on()) == "Continue with a new key"
    assert page.tell(KnownError("disk_full", Message("The disk is full."), Message("Use another.")))
    assert view.model.problem.shown
    page.say_why("copied", "", practising=False)
    assert not view.model.problem.shown
