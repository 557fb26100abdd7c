"""The register, open for figures: its rows in memory, and the labels of the programme's places and partners.

Needs the libraries of the coordinator's extra, which are loaded only when a register is opened. What figures need of a
coordinator's desk is read at once: programme, keys, and which devices succeed which. Labels name the groups of figures
in both languages: places, partners, months, girls and boys."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.dates import BANGLA_MONTHS, ENGLISH_MONTHS
from bsuh_desktop.domain.learner import FACTS
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.register.folder import Register
from bsuh_desktop.register.optional_libraries import require_parts
from bsuh_desktop.register.queries import PERSONAL, UNKNOWN, Dimension, Filters, Group, RoundedGroup, module_and_version
from bsuh_desktop.services.desk.desk import Desk, earlier_devices, joined_programme
from bsuh_desktop.services.desk.facilitator import printed_code
from bsuh_desktop.services.desk.modules import module_titles
from bsuh_desktop.services.desk.titles import message_text
from bsuh_desktop.store.facts import Facts
from bsuh_desktop.store.office import GivenGrants
from bsuh_desktop.store.store import ReadOnlyStore
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.grants import GrantKind
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.register_keys import RegisterKeys, register_keys
from bsuh_desktop.trust.signing import key_id
from bsuh_desktop.trust.vault import Vault

if TYPE_CHECKING:
    from bsuh_desktop.register.counts import CountedClasses


class CountingDesk(msgspec.Struct, frozen=True):
    """What figures need of a desk. May be used on any thread."""

    programme: Programme
    titles: Mapping[str, LocalText]
    """Titles of the programme's modules, by their ids."""
    keys: RegisterKeys
    own_keys: tuple[bytes, ...]
    """The public keys of this desk, the newest last."""
    first_keys: Mapping[str, str]
    """For the key id (hexadecimal) of a device that succeeds another one, the key id of the first device in that line:
    a facilitator whose laptop was replaced is one person."""

    def __repr__(self) -> str:
        return f"CountingDesk({self.programme.id})"


def counting_desk(desk: Desk) -> CountingDesk:
    """Reads an open desk, on the desk's own thread."""
    return _of(desk.programme, desk.vault, desk.store.facts, desk.store.office, desk.resources)


def counting_desk_beside(folder: Path, vault: Vault, resources: Path) -> CountingDesk:
    """Reads a desk in `folder` that another copy of the app has open. Raises KnownError: store_damaged, unreadable,
    altered."""
    with ReadOnlyStore(folder, vault.store_key) as store:
        programme = joined_programme(store.facts) or demonstration_programme(resources)
        return _of(programme, vault, store.facts, store.office, resources)


def _of(programme: Programme, vault: Vault, facts: Facts, office: GivenGrants, resources: Path) -> CountingDesk:
    own = (*(one.key for one in earlier_devices(facts)), vault.signing_key.public)
    given = {one.key: one.continues for one in office.every(GrantKind.DEVICE) if one.continues}
    continues = given | dict(zip(own[1:], own, strict=False))
    return CountingDesk(
        programme=programme,
        titles=module_titles(programme, resources),
        keys=register_keys(vault.store_key),
        own_keys=own,
        first_keys={key_id(key).hex(): key_id(_first(key, continues)).hex() for key in continues},
    )


def _first(key: bytes, continues: Mapping[bytes, bytes]) -> bytes:
    seen = {key}
    while (older := continues.get(key)) is not None and older not in seen:
        seen.add(older)
        key = older
    return key


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


_REMEMBERED = 200_000
"""Most groups of earlier answers that are cached."""

Asked = tuple[tuple[Dimension, ...], Filters]


class OpenRegister:
    """Everything that was collected before it was opened; answers are cached. Used by one thread at a time."""

    def __init__(self, counted: CountedClasses, programme: Programme, titles: Mapping[str, LocalText]) -> None:
        self._picture = counted
        self._answered: dict[Asked, tuple[Group, ...] | tuple[RoundedGroup, ...]] = {}
        self.limit = programme.cell_limit
        self.labels = Labels(programme, titles, counted.typed)

    @property
    def as_of(self) -> datetime.date | None:
        """The day of the newest class; None if there is none."""
        return self._picture.as_of

    @property
    def source(self) -> str:
        """A SHA-256 in hexadecimal that identifies exactly the files that are counted."""
        return self._picture.source

    def groups(self, by: Sequence[Dimension], filters: Filters) -> tuple[Group, ...] | tuple[RoundedGroup, ...]:
        """The groups of `by`, small numbers included: not yet fit to be shown. By personal attributes they are
        rounded."""
        asked = (tuple(by), filters)
        if asked not in self._answered:
            by_attributes = set(by) & set(PERSONAL)
            groups = (self._picture.rounded_groups if by_attributes else self._picture.groups)(by, filters)
            if sum(map(len, self._answered.values())) + len(groups) > _REMEMBERED:
                self._answered.clear()
            self._answered[asked] = groups
        return self._answered[asked]

    def values(self, dimension: Dimension) -> tuple[str, ...]:
        """The values that a filter can ask for, sorted."""
        return self._picture.values(dimension)

    def close(self) -> None:
        """Frees all rows."""
        self._answered.clear()
        self._picture.close()

    def __enter__(self) -> OpenRegister:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_counted_classes(register: Register, desk: CountingDesk) -> OpenRegister:
    """Opens everything that counts in `register` now. Works on any thread, while nothing is added to the register.
    Raises KnownError: no_coordinator_parts, register_damaged."""
    require_parts()
    from bsuh_desktop.register.counts import CountedClasses
    from bsuh_desktop.register.dimension_tables import place_table

    programme = desk.programme
    places = place_table(
        (place.id, place.upazila.code, place.district.code, place.division.code) for place in programme.places
    )
    standing = register.decisions.snapshot()
    picture = CountedClasses.open(register.segments.load(), standing, places, programme.cell_limit, desk.first_keys)
    return OpenRegister(picture, programme, desk.titles)
