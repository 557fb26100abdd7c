"""How one person likes this laptop, nothing personal: languages, text size, contrast, movement.

`settings.json` stands beside that person's vault, so that choices are per person; the door follows them before it is
unlocked.

A file that is damaged or missing is the defaults: no choice in it is worth a sentence at the door.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from bsuh_desktop.domain.messages import KnownError, Language, Message

SETTINGS_FILE = "settings.json"
TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)
"""The sizes of text that can be chosen, as shares of the usual one."""
SMALLEST_TEXT, LARGEST_TEXT = TEXT_SCALES[0], TEXT_SCALES[-1]
IDLE_MINUTES = (5, 10, 20)
"""Never is none of them: a desk that nobody touches must lock."""
Contrast = Literal["calm", "high"]


@dataclass(frozen=True)
class Settings:
    """What a person chose on this laptop. The desk locks after `idle_minutes` in which nobody touched it.
    `watched_folder` is the path of the folder from which a coordinator's desk collects by itself, "" for none."""

    language: Language = "bn"
    stage_language: Language = "bn"
    text_scale: float = SMALLEST_TEXT
    contrast: Contrast = "calm"
    motion: bool = True
    idle_minutes: int = 10
    watched_folder: str = ""


def load(folder: Path, language: Language = "bn") -> Settings:
    """The choices kept in `folder`; where none can be read the defaults, both languages being `language`."""
    try:
        kept = json.loads((folder / SETTINGS_FILE).read_bytes())
        return changed(_checked(kept))
    except (OSError, ValueError, TypeError):
        return Settings(language, language)


def _checked(stored: Any) -> Settings:
    """Raises ValueError or TypeError where a choice is none of those that there are. (No msgspec: this is read before
    the door can be painted, and loading that takes longer than all the rest of this file.)"""
    settings = Settings(**stored)
    if not {settings.language, settings.stage_language} <= {"bn", "en"}:
        raise ValueError("no such language")
    if settings.contrast not in get_args(Contrast):
        raise ValueError("no such contrast")
    if type(settings.idle_minutes) is not int or settings.idle_minutes not in IDLE_MINUTES:
        raise ValueError("no such time")
    if type(settings.motion) is not bool or type(settings.watched_folder) is not str:
        raise TypeError("not what can be chosen")
    if isinstance(settings.text_scale, (bool, str)):
        raise TypeError("not what can be chosen")
    if not SMALLEST_TEXT <= settings.text_scale <= LARGEST_TEXT:
        raise ValueError("no such text scale")
    return settings


def changed(settings: Settings, **changes: Any) -> Settings:
    """`settings` with `changes` by name; a text scale beyond its bounds is the nearest one within."""
    settings = replace(settings, **changes)
    scale = min(max(settings.text_scale, SMALLEST_TEXT), LARGEST_TEXT)
    return replace(settings, text_scale=scale)


def size_near(scale: float, steps: int = 0) -> float:
    """Of the sizes that can be chosen the one nearest to `scale`, or one `steps` larger, as far as there are any."""
    nearest = min(range(len(TEXT_SCALES)), key=lambda place: abs(TEXT_SCALES[place] - scale))
    return TEXT_SCALES[max(0, min(len(TEXT_SCALES) - 1, nearest + steps))]


def save(folder: Path, settings: Settings) -> None:
    """Keeps the choices in `folder`, made if it is not there. Whoever reads meanwhile sees the old or the new ones.

    Raises KnownError: settings_not_kept.
    """
    # Only who changes a choice needs it: the door is painted sooner without.
    from bsuh_desktop.system.atomic_file import write_over

    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_over(folder / SETTINGS_FILE, (json.dumps(asdict(settings), indent=2) + "\n").encode(), private=True)
    except OSError as error:
        raise KnownError(
            "settings_not_kept",
            Message("This choice could not be saved on the disk."),
            Message("It is valid until the app is closed."),
        ) from error
