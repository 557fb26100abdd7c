"""Suggests a passphrase: four words of everyday things, drawn by chance, in Bangla or in English."""

from __future__ import annotations

import secrets
from pathlib import Path

from bsuh_desktop import paths
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.passphrase import GOOD_WORDS

WORD_LISTS = "passphrase"


def suggest_passphrase(language: Language, resources: Path | None = None) -> str:
    """Four different words, 33 bits where 300 are to choose from; the vault makes each guess cost 64 MiB of work."""
    words = (resources or paths.resources()).joinpath(WORD_LISTS, f"{language}.txt").read_text("utf-8").split()
    return " ".join(secrets.SystemRandom().sample(words, GOOD_WORDS))
