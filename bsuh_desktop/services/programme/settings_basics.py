"""What the settings say of the programme itself: its names and days, the codes' prefix, the modules' numbers."""

from __future__ import annotations

import re

from bsuh_desktop.content.schema import ID_PATTERN
from bsuh_desktop.domain.local_text import LocalText, number_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.programme.finding_collector import Told
from bsuh_desktop.trust.days import LAST, day_of
from bsuh_desktop.trust.demonstration_contents import MODULES
from bsuh_desktop.trust.transport import LONGEST_PREFIX, usable_prefix

LONGEST_TEXT = 120
_FIRST, _LAST = day_of(0), day_of(LAST)


def check_basics(told: Told) -> None:
    """Days, prefix and notice."""
    settings = told.settings
    for key, day in (("issued", settings.issued), ("expires", settings.expires)):
        if not _FIRST <= day <= _LAST and not told.about(key):
            told.at((key,), Message("A programme runs between 1970 and 2149."), Message("Write another day."))
    if settings.expires < settings.issued and not told.about("issued", "expires"):
        message = Message("The programme's last day comes before its first day.")
        told.at(("expires",), message, Message("Write a later day for “expires”."))
    if not usable_prefix(settings.url_prefix):
        told.at(
            ("url_prefix",),
            Message("Codes cannot begin with this prefix."),
            Message("Use at most {most} Latin signs, with no digit at the end; best a # there.", most=LONGEST_PREFIX),
        )
    if not clean(settings.consent.notice_version):
        message = Message("The notice that families are given has no version.")
        told.at(("consent", "notice_version"), message, Message("Write its version, or take the line out."))


def undrawable(text: str) -> str:
    """The letters that certificates cannot show."""
    from bsuh_desktop.documents.shaping import undrawable as not_in_fonts

    return "" if text.isascii() and text.isprintable() else not_in_fonts(text)


def names_of(told: Told, path: tuple[str | int, ...], names: LocalText) -> LocalText:
    """A name in both languages as it is kept. One language is enough, and is told; none is not."""
    name = LocalText(clean(names.bn), clean(names.en))
    if max(len(name.bn), len(name.en)) > LONGEST_TEXT:
        message = Message("This name has more than {most} letters.", most=LONGEST_TEXT)
        told.at(path, message, Message("Write a shorter one."))
    if not (name.bn or name.en):
        told.at(path, Message("A name is missing here."), Message('Write {{bn = "…", en = "…"}}.'))
    elif undrawable(name.bn + name.en):
        message = Message(
            "No letter of the certificates' fonts looks like this: {letters}", letters=undrawable(name.bn + name.en)
        )
        told.at(path, message, Message("Write the name without it."))
    elif not (name.bn and name.en):
        message = Message("This name stands in one language only.")
        told.at(path, message, Message("Add the other one; until then this one is shown to everybody."), stops=False)
    return name


def modules_of(told: Told) -> dict[str, int]:
    """The modules' numbers; where the settings name none, those of the modules that come with the app."""
    given = told.settings.modules
    numbers: dict[int, str] = {}
    for module, number in given.items():
        if not re.fullmatch(ID_PATTERN, module):
            message = Message("“{name}” cannot be the id of a module.", name=module[:LONGEST_TEXT])
            told.at(("modules", module), message, Message("Use small Latin letters, digits and hyphens."))
        if number in numbers:
            message = Message("Two modules have the number {number}.", number=number_text(number))
            told.at(("modules", module), message, Message("Give each module a number of its own."))
        numbers[number] = module
    return dict(given) or {module: number for number, module in enumerate(MODULES, start=1)}
