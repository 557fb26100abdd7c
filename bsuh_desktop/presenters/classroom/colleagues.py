"""Who teaches with you? Known staff, and new colleagues by the code of their own desk.

A name can be deleted here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Joined, Part, Question, Text
from bsuh_desktop.services.classroom.set_up import SetUpChoices
from bsuh_desktop.services.desk.facilitator import Colleague, add_colleague, printed_code
from bsuh_desktop.services.erasure.erase import erase_colleague


class PersonRow(msgspec.Struct, frozen=True):
    """One person: the box that chooses them, and the button that deletes the name if there is one."""

    key: str
    box: Part
    delete: Part


class ColleaguesModel(msgspec.Struct, frozen=True, kw_only=True):
    """One row a person, the fields for somebody new, and this desk's own code."""

    people: tuple[PersonRow, ...]
    nobody: Part
    code: Field
    name: Field
    person_problem: Part
    own_code: Part


class ColleaguesView(Protocol):
    """The dialog."""

    def bind(self, model: ColleaguesModel) -> None:
        """Shows the model."""

    def focus(self, part: str) -> None:
        """Gives that part of the form the keyboard."""

    def focus_person(self, key: str) -> None:
        """Gives the box of that person the keyboard."""

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks; the question goes as soon as names may be shown, or may not any more."""


class ColleaguesPresenter:
    """In public view codes replace names. `stored` is called with a new colleague, `deleted` with the key id of one
    whose name was deleted, even after the dialog was closed."""

    def __init__(
        self,
        session: DeskSession,
        view: ColleaguesView,
        choices: SetUpChoices,
        chosen: Sequence[str],
        stored: Callable[[Colleague], object],
        deleted: Callable[[str], object],
    ) -> None:
        self._session = session
        self._view = view
        self._stored, self._deleted = stored, deleted
        self._own_code = choices.code
        self._people = {one.key: one for one in choices.staff}
        self._people |= {key: Colleague(key, "") for key in chosen if key not in self._people}
        self._chosen = set(chosen)
        self._deleting: set[str] = set()
        self._code = self._name = ""
        self._error: KnownError | None = None
        self._closed = False
        session.public_changed.connect(self.refresh)

    def chosen(self) -> tuple[str, ...]:
        """Key ids of the chosen people."""
        return tuple(key for key in self._people if key in self._chosen)

    def close(self) -> None:
        """The dialog is closed: answers that are still to come change nothing in it."""
        self._closed = True

    def focus_first(self) -> None:
        """Gives the first person the keyboard; if there is none, the field for a code."""
        first = next(iter(self._people), None)
        if first is None:
            self._view.focus("code")
        else:
            self._view.focus_person(first)

    def choose(self, key: str, on: bool) -> None:
        """This person teaches along, or does not."""
        if on:
            self._chosen.add(key)
        else:
            self._chosen.discard(key)
        self.refresh()

    def type_code(self, text: str) -> None:
        """Somebody typed the code of a desk."""
        self._code = text
        self.refresh()

    def type_name(self, text: str) -> None:
        """Somebody typed a name."""
        self._name = text
        self.refresh()

    def add(self) -> None:
        """Stores the person who was typed."""
        code, name = self._code, self._name
        self._session.change(lambda desk: add_colleague(desk, code, name), self._on_stored, self._on_refused)

    def _on_stored(self, one: Colleague) -> None:
        self._stored(one)
        if self._closed:
            return
        self._people[one.key] = one
        self._chosen.add(one.key)
        self._code = self._name = ""
        self._error = None
        self.refresh()
        self._view.focus_person(one.key)

    def _on_refused(self, error: KnownError) -> None:
        if self._closed:
            self._session.error_reported.emit(error)
            return
        self._error = error
        self.refresh()
        self._view.focus("name" if error.code == "no_staff_name" else "code")

    def ask_to_delete(self, key: str) -> None:
        """Asks whether the name is to be deleted, and deletes it."""
        question = Question(
            Message("Delete this name? {name}", name=self._called(key)),
            Message("Classes that you taught together keep the code alone: {code}", code=printed_code(key)),
            (("keep", Message("Keep"), "secondary"), ("delete", Message("Delete"), "careful")),
            safe="keep",
        )
        self._view.ask(question, lambda verb: self._delete(key) if verb == "delete" else None)

    def _delete(self, key: str) -> None:
        self._deleting.add(key)
        self.refresh()
        self._session.change(
            lambda desk: erase_colleague(desk, key),
            lambda _: self._on_deleted(key),
            lambda error: self._on_not_deleted(key, error),
        )

    def _on_not_deleted(self, key: str, error: KnownError) -> None:
        self._deleting.discard(key)
        self._session.error_reported.emit(error)
        self.refresh()

    def _on_deleted(self, key: str) -> None:
        """A person chosen for this class stays, under the code."""
        self._deleting.discard(key)
        self._deleted(key)
        if self._closed:
            return
        if key in self._chosen:
            self._people[key] = Colleague(key, "")
        else:
            del self._people[key]
        self.refresh()
        self.focus_first()

    def refresh(self) -> None:
        """Shows everybody, unless the dialog is closed."""
        if not self._closed:
            self._view.bind(self.model())

    def model(self) -> ColleaguesModel:
        """The dialog as it should look now."""
        error = self._error
        problem: Text = NO_TEXT if error is None else Joined((error.message, error.remedy), " ")
        return ColleaguesModel(
            people=tuple(map(self._row, self._people)),
            nobody=Part(shown=not self._people),
            code=Field(value=self._code),
            name=Field(value=self._name),
            person_problem=Part(shown=error is not None, text=problem),
            own_code=Part(text=Message("Your own code, for a colleague's laptop: {code}", code=self._own_code)),
        )

    def _row(self, key: str) -> PersonRow:
        called = self._called(key)
        delete = Part(
            text=Message("Delete"),
            spoken=Message("Delete: {name}", name=called),
            shown=bool(self._people[key].name),
            enabled=key not in self._deleting,
        )
        return PersonRow(key, Part(text=called, checked=key in self._chosen), delete)

    def _called(self, key: str) -> str:
        """The name; the code in public view or if no name is known."""
        return (not self._session.public and self._people[key].name) or printed_code(key)
