"""The page's filters: period, module or one version of it, and partner."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Choice
from bsuh_desktop.register.queries import Filters, module_and_version

MONTHS = 12
_LONGEST = 24
"""Letters of a title shown in a closed combo box."""
FilterBox = Literal["period", "module", "partner"]
Named = tuple[tuple[str, LocalText], ...]
"""Values with their names."""


class FilterChoices(msgspec.Struct, frozen=True):
    """The values that can be filtered by."""

    as_of: datetime.date | None
    """Day of the newest class."""
    months: tuple[str, ...]
    """Months with classes, as 2026-07."""
    modules: Named
    """Value and title of each module."""
    partners: Named
    """Value and name of each partner."""
    versions: Named = ()
    """Value and name of each version of a module."""


class Period(msgspec.Struct, frozen=True):
    """From `first` to `last`, both included; None: open end. `year`: the calendar year, 0 if it is none."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    year: int = 0

    def label(self) -> Message:
        """Its label in the list of choices."""
        if self.year:
            return Message("Year: {year}", year=digits_text(self.year))
        return Message("Year: last 12 months") if self.first else Message("Year: all")


class FigureFilters:
    """What can be chosen, and the place of what is chosen in each box."""

    def __init__(self) -> None:
        self._periods: tuple[Period, ...] = ()
        self._modules: Named = ()
        self._partners: Named = ()
        self._places: dict[FilterBox, int] = {"period": 0, "module": 0, "partner": 0}

    def set_choices(self, choices: FilterChoices) -> None:
        """Sets what can be chosen. A choice stays if it is still available."""
        period = self.period() if self._periods else None
        module, partner = self._value("module"), self._value("partner")
        self._periods = periods(choices.as_of, list(choices.months))
        self._modules, self._partners = _with_versions(choices.modules, choices.versions), choices.partners
        same = [place for place, each in enumerate(self._periods) if period is not None and _alike(each, period)]
        self._places = {
            "period": same[0] if same else 0,
            "module": _place_of(module, self._modules),
            "partner": _place_of(partner, self._partners),
        }

    def choose(self, box: FilterBox, place: int) -> None:
        """Somebody has picked from a box."""
        self._places[box] = place

    def period(self) -> Period:
        """The chosen period."""
        place = self._places["period"]
        return self._periods[place] if 0 <= place < len(self._periods) else Period()

    def filters(self) -> Filters:
        """All three filters as the register takes them."""
        period, module, partner = self.period(), self._value("module"), self._value("partner")
        return Filters(
            first=period.first,
            last=period.last,
            modules=(module,) if module and not _is_version(module) else (),
            partners=(int(partner),) if partner else (),
            module_versions=(module,) if _is_version(module) else (),
        )

    def _value(self, box: Literal["module", "partner"]) -> str:
        """The chosen value, "" for all."""
        values, place = self._modules if box == "module" else self._partners, self._places[box] - 1
        return values[place][0] if 0 <= place < len(values) else ""

    def periods(self, shown: bool) -> Choice:
        """The box of periods."""
        return Choice(options=tuple(each.label() for each in self._periods), chosen=self._places["period"], shown=shown)

    def modules(self, shown: bool) -> Choice:
        """The box of modules."""
        modules = [self._module_text(value, names) for value, names in self._modules]
        return self._box("module", (Message("Module: all"), *modules), self._modules, shown)

    def _module_text(self, value: str, names: LocalText) -> Message:
        if not _is_version(value):
            return Message("Module: {module}", module=_short(names))
        module, version = module_and_version(value)
        title = _short(dict(self._modules)[module])
        return Message("Module: {module}, version {version}", module=title, version=digits_text(version))

    def partners(self, shown: bool) -> Choice:
        """The box of partners."""
        partners = [Message("Partner: {partner}", partner=_short(names)) for _, names in self._partners]
        return self._box("partner", (Message("Partner: all"), *partners), self._partners, shown)

    def _box(self, box: FilterBox, texts: tuple[Message, ...], values: Named, shown: bool) -> Choice:
        """A box with the whole name of each value as its tip."""
        return Choice(options=texts, chosen=self._places[box], tips=("", *(names for _, names in values)), shown=shown)


def periods(as_of: datetime.date | None, months: list[str]) -> tuple[Period, ...]:
    """The choices if the newest class was on `as_of` and `months` (as 2026-07) have classes: the last twelve months,
    each year with a class from the newest on, and everything."""
    if as_of is None:
        return (Period(),)
    years = sorted({int(month[:4]) for month in months if month[:4].isdigit()}, reverse=True)
    calendar = (Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), year) for year in years)
    return (last_months(as_of), *calendar, Period())


def last_months(as_of: datetime.date) -> Period:
    """The month of `as_of` and the eleven before it, to the month's last day: attributes are only published for
    whole months."""
    total = as_of.year * 12 + as_of.month - MONTHS
    after = datetime.date(as_of.year + as_of.month // MONTHS, as_of.month % MONTHS + 1, 1)
    return Period(datetime.date(total // 12, total % 12 + 1, 1), after - datetime.timedelta(1))


def months_between(first: str, last: str) -> Iterator[str]:
    """All months from one to the other, both included, as 2026-07."""
    for total in range(_total(first), _total(last) + 1):
        yield f"{total // 12:04}-{total % 12 + 1:02}"


def _total(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _with_versions(modules: Named, versions: Named) -> Named:
    """The modules; behind each that was taught in several versions, these."""
    found: list[tuple[str, LocalText]] = []
    for module, names in modules:
        own = tuple(one for one in versions if module_and_version(one[0])[0] == module)
        found += [(module, names), *(own if len(own) > 1 else ())]
    return tuple(found)


def _is_version(value: str) -> bool:
    return "/" in value


def _place_of(value: str, values: Named) -> int:
    return next((place for place, (each, _) in enumerate(values, 1) if each == value), 0) if value else 0


def _alike(one: Period, other: Period) -> bool:
    """True for the same choice; “the last twelve months” is the same on another day."""
    return one.year == other.year and (one.first is None) == (other.first is None)


def _short(names: LocalText) -> LocalText:
    return LocalText(_cut(names.text_in("bn")), _cut(names.text_in("en")))


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
