"""Labels for the groups of figures, in both languages: places, partners, months, girls and boys."""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.dates import BANGLA_MONTHS, ENGLISH_MONTHS
from bsuh_desktop.domain.learner import FACTS
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.register.queries import UNKNOWN, Dimension, module_and_version
from bsuh_desktop.services.desk.staff import printed_code
from bsuh_desktop.services.desk.titles import message_text
from bsuh_desktop.trust.programme import Programme

_WORDS: dict[Dimension, dict[str, Message]] = {
    "channel": {
        "hands": Message("By hands"),
        "shared": Message("On one shared device"),
        "cards": Message("With cards"),
        "phones": Message("With phones"),
        "mixed": Message("In several ways"),
        "none": Message("Without questions"),
    },
    "entered_later": {"yes": Message("Entered later"), "no": Message("Entered in the class")},
}
_KEY_ID = 16
_NO_GRADE = Message("No grade, or not known")
_ON_NO_LIST = Message("Places that are not on the list")


class Labels:
    """The labels of one programme. `titles` are those of its modules, `typed` the names of places that are on no list.
    A code without a label is its own label."""

    def __init__(self, programme: Programme, titles: Mapping[str, LocalText], typed: Mapping[str, str]) -> None:
        self._programme = programme
        self._titles = titles
        self._typed = typed
        self._named: dict[str, dict[str, LocalText]] | None = None

    def label(self, dimension: Dimension, value: str) -> LocalText:
        """The label of the group with this value."""
        own = self._own(dimension, value)
        return LocalText(value, value) if own is None else own

    def _own(self, dimension: Dimension, value: str) -> LocalText | None:
        if dimension in ("division", "district", "upazila", "place"):
            return self._area(dimension, value)
        if dimension == "partner":
            partner = self._programme.find_partner(int(value))
            return partner.names if partner else None
        if dimension in ("module", "module_version"):
            return self._titles.get(value) if dimension == "module" else self._version(value)
        if dimension == "month":
            return _month(value)
        if fact := next((fact for key, fact in FACTS.items() if key == dimension), None):
            label = fact.labels.get(value)
            return message_text(label) if isinstance(label, Message) else label
        if dimension == "grade":
            return class_words(value) if value else message_text(_NO_GRADE)
        if dimension == "facilitator":
            code = printed_code(value) if len(value) == _KEY_ID else value
            return LocalText(code, code)
        words = _WORDS[dimension].get(value)
        return message_text(words) if words else None

    def _version(self, value: str) -> LocalText:
        module, version = module_and_version(value)
        title = self._titles.get(module) or LocalText(module, module)
        return message_text(Message("{module}, version {version}", module=title, version=digits_text(version)))

    def _area(self, dimension: Dimension, value: str) -> LocalText | None:
        if value == UNKNOWN:
            return message_text(_ON_NO_LIST)
        known = self._names()[dimension].get(value)
        if known is not None or dimension != "place":
            return known
        kind, _, number = value.partition(":")
        if kind == "eiin":
            return LocalText(f"EIIN {bangla_digits(number)}", f"EIIN {number}")
        typed = self._typed.get(value)
        return LocalText(typed, typed) if typed else message_text(_ON_NO_LIST)

    def _names(self) -> dict[str, dict[str, LocalText]]:
        if self._named is None:
            named: dict[str, dict[str, LocalText]] = {"division": {}, "district": {}, "upazila": {}, "place": {}}
            for place in self._programme.places:
                named["place"][place.id] = place.names
                for level, area in zip(named, (place.division, place.district, place.upazila), strict=False):
                    named[level][area.code] = area.names
            self._named = named
        return self._named


def _month(value: str) -> LocalText:
    year, month = value.split("-")
    number = int(month) - 1
    return LocalText(f"{BANGLA_MONTHS[number]} {bangla_digits(year)}", f"{ENGLISH_MONTHS[number]} {year}")
