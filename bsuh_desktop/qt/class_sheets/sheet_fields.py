"""The head of the class sheet as form fields: number, class, times, and headcount."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.dates import date_words, read_day, time_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.class_sheets.paper_draft import PaperDraft
from bsuh_desktop.services.class_sheets.paper_form import PaperForm, start_of

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.paper_class import Ui_PaperClass


class SheetFields:
    """`changed` is called on every edit. The headcount is the sum of girls and boys until it is edited."""

    def __init__(self, bridge: Bridge, form: Ui_PaperClass, changed: Callable[[], object]) -> None:
        self._bridge = bridge
        self._form = form
        self._changed = changed
        for field, digits in (
            (form.day, 2),
            (form.month, 2),
            (form.year, 4),
            (form.girls, 3),
            (form.boys, 3),
            (form.headcount, 4),
            (form.added, 2),
        ):
            field.set_digits(digits)
            field.numbered.connect(self._add_up if field in (form.girls, form.boys) else lambda _: changed())
        for time in (form.start, form.end):
            time.timed.connect(changed)
        form.sheet_number.setMaxLength(9)
        form.sheet_number.textEdited.connect(lambda _: changed())
        form.practice_only.toggled.connect(lambda _: changed())

    def begin(self, paper: PaperForm) -> None:
        """Fills in what is known of the class; for a class held on paper only, today's date."""
        form, rest = self._form, bool(paper.session)
        day = paper.day or local(self._bridge.clock.now().wall_ms, paper.offset_minutes).date()
        for field, number in ((form.day, day.day), (form.month, day.month), (form.year, day.year)):
            field.set_number(number)
            field.setEnabled(not (rest and paper.day))
        form.start.set_time(start_of(paper))
        form.start.setEnabled(not paper.started_ms)
        form.end.set_time(None)
        form.girls.set_number(paper.parts.get("girls"))
        form.boys.set_number(paper.parts.get("boys"))
        form.headcount.set_number(paper.headcount)
        form.added.set_number(None)
        facts = self._bridge.facts
        form.practice_only.setVisible(not rest and facts is not None and not facts.practising)
        form.practice_only.setChecked(False)

    def add_visitors(self, count: int) -> None:
        """Adds `count` people who are on no list."""
        self._form.added.set_number((self._form.added.number() or 0) + count)
        self._changed()

    def day(self) -> datetime.date | None:
        """The day typed; None if it is incomplete or does not exist."""
        form = self._form
        return read_day(form.day.number(), form.month.number(), form.year.number())

    def draft(self, paper: PaperForm) -> PaperDraft:
        """All fields of the head. Parts counted on the desk are kept if their sum is."""
        form = self._form
        typed = {name: field.number() or 0 for name, field in (("girls", form.girls), ("boys", form.boys))}
        headcount = form.headcount.number()
        parts = typed if headcount is not None and sum(typed.values()) == headcount else {}
        return PaperDraft(
            sheet=form.sheet_number.text(),
            day=self.day(),
            start=form.start.time(),
            end=form.end.time(),
            headcount=headcount,
            parts=paper.parts if headcount == paper.headcount and not parts else parts,
            added=form.added.number() or 0,
            practice=form.practice_only.isChecked(),
        )

    def retranslate(self) -> None:
        """Date and times in words, so that errors are noticed."""
        form, bridge = self._form, self._bridge
        day = self.day()
        form.date_text.setText(
            date_words(day, bridge.language) if day else bridge.say(Message("This date does not exist."))
        )
        times = [time_words(time, bridge.language) for time in (form.start.time(), form.end.time()) if time]
        form.times_text.setText(" – ".join(times))
        form.times_text.setVisible(bool(times))
        girls, boys, headcount = form.girls.number(), form.boys.number(), form.headcount.number()
        odd = headcount is not None and bool(girls or boys) and (girls or 0) + (boys or 0) != headcount
        form.count_text.setVisible(odd)
        form.count_text.setText(
            bridge.say(Message("Girls and boys do not add up to {headcount}.", headcount=headcount or 0))
        )

    def _add_up(self, _: object) -> None:
        form = self._form
        if form.girls.number() is not None or form.boys.number() is not None:
            form.headcount.set_number((form.girls.number() or 0) + (form.boys.number() or 0))
        self._changed()
