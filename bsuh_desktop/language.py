"""Say a sentence in Bangla or in English, and find out which of the two this person reads.

The English sentence is the key; the Bangla one stands in `resources/i18n/bn.po`, which is compiled to `bn.mo`
when the package is built, and again when it is older than its source.
"""

from __future__ import annotations

import functools
import gettext
import sys
from collections.abc import Mapping
from typing import Any

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.text import grouped_bangla, shown
from bsuh_desktop.paths import resources

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_LONGEST_NAME = 85
"""LOCALE_NAME_MAX_LENGTH of winnt.h: UTF-16 units, with the zero at the end."""


def say(message: Message, language: Language) -> str:
    """`message` as a person reads it: its sentence in `language`, its whole numbers in that language's digits, and in
    its places nothing that orders a terminal about (`domain.text.shown`).

    A sentence that the catalogue does not hold is said in English. Raises KeyError if a place has no field.
    """
    sentence = translated(message.text, language)
    return sentence.format(**{place: _text_of(value, language) for place, value in message.fields.items()})


def translated(sentence: str, language: Language) -> str:
    """An English sentence of the catalogue in `language`, its places still open; itself where nothing stands for it."""
    return _catalogue().gettext(sentence) if language == "bn" and sentence else sentence


def _text_of(value: Any, language: Language) -> str:
    if isinstance(value, Message):
        return say(value, language)
    if hasattr(value, "text_in"):
        # A LocalText, known by its method: its module would load msgspec before any command needs it.
        return shown(str(value.text_in(language)))
    if isinstance(value, int) and not isinstance(value, bool):
        return grouped_bangla(value) if language == "bn" else f"{value:,}"
    return shown(str(value))


@functools.cache
def _catalogue() -> gettext.GNUTranslations:
    with (resources() / "i18n" / "bn.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


def choose_language(option: Language | None, environ: Mapping[str, str], display: str = "") -> Language:
    """The language asked for by `--lang`, else that of the locale in `environ` (POSIX.1-2017, chapter 8.2), else that
    of `display`, the language in which Windows shows itself ("bn-BD").

    LANGUAGE comes first where a locale is set at all, as in GNU gettext. What is neither Bangla nor English is English
    in a locale; a Windows in a third language most likely stands in Bangladesh.
    """
    if option is not None:
        return option
    if display and not any(environ.get(name) for name in _LOCALE_VARIABLES):
        return "en" if display.startswith("en") else "bn"
    locale = next((environ[name] for name in _LOCALE_VARIABLES if environ.get(name)), "C")
    plain = locale.split(".")[0] in ("C", "POSIX")
    wishes = [] if plain else environ.get("LANGUAGE", "").split(":")
    for wish in [*wishes, locale]:
        if wish.startswith("bn"):
            return "bn"
        if wish.startswith("en"):
            return "en"
    return "en"


def display_language() -> str:
    """The name of Windows' display language (BCP 47), "bn-BD" or "en-US"; "und" where Windows does not know it, "" on
    systems that name it in the environment."""
    if sys.platform != "win32":
        return ""
    import ctypes

    kernel = ctypes.windll.kernel32
    name = ctypes.create_unicode_buffer(_LONGEST_NAME)
    found = kernel.LCIDToLocaleName(kernel.GetUserDefaultUILanguage(), name, _LONGEST_NAME, 0)
    return name.value if found else "und"
