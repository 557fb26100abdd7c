"""What always comes out the same is worked out once a process, and what nobody looks at with the least work: each took
a tenth of a second whenever a desk opened."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from nacl.pwhash import argon2id

from bsuh_desktop.content.check.checker import check_pack
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.rosters import interpret
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, ReadOptions
from bsuh_desktop.services.home import doctor
from tests.helpers.sources import ROOT

_really = argon2id.kdf
_once = functools.lru_cache(32)(argon2id.kdf)


@contextmanager
def derived_once() -> Iterator[None]:
    """Within it the same words with the same salt are derived once: they always come to the same key, and copies of a
    desk have the same. Only for the way in: who looks at what happens while a desk opens needs the real 0.1 s. Where
    keys are derived lightly already they stay light."""
    before = argon2id.kdf
    if before is _really:
        argon2id.kdf = cast(Any, _once)
    try:
        yield
    finally:
        argon2id.kdf = before


@contextmanager
def derived_lightly() -> Iterator[None]:
    """Within it a desk is made and opened with the least work that the library allows. Nothing else can open one that
    was made so: only for desks that this process alone makes and opens, and none that others get copies of."""

    def light(size: int, words: bytes, salt: bytes, **_: object) -> bytes:
        return _really(size, words, salt, opslimit=argon2id.OPSLIMIT_MIN, memlimit=argon2id.MEMLIMIT_MIN)

    before, argon2id.kdf = argon2id.kdf, cast(Any, light)
    try:
        yield
    finally:
        argon2id.kdf = before


@contextmanager
def lists_read_once() -> Iterator[None]:
    """Within it the list of the practice class, which the clone brings and no test writes to, is read once a process:
    for what is done on a desk before a person opens it."""
    vars(interpret)["understand"] = _understood
    try:
        yield
    finally:
        vars(interpret)["understand"] = _understand


_understand = interpret.understand
_own_lists = functools.cache(interpret.understand)


def _understood(path: Path, wishes: ReadOptions = DEFAULT_OPTIONS) -> ClassListPreview:
    own = path.is_relative_to(ROOT / "resources") and wishes == DEFAULT_OPTIONS
    return _own_lists(path) if own else _understand(path, wishes)


@functools.cache
def look_at_modules_once() -> None:
    """From now on Home looks once at the modules that the clone brings, which no test writes to; at any others each
    time."""
    vars(doctor)["check_pack"] = _checked


_found: dict[Path, list[Finding]] = {}


def _checked(path: Path, common: Mapping[str, LocalText] | None = None) -> list[Finding]:
    if not path.is_relative_to(ROOT / "resources"):
        return check_pack(path, common)
    if path not in _found:
        _found[path] = check_pack(path, common)
    return _found[path]
