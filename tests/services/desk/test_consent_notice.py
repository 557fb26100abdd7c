from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.services.desk.consent_notice import Notice, notice
from tests.helpers.desks import practice_desk
from tests.helpers.programmes import joined_desk

LONGEST_SENTENCE = 14
"""Words, for parents and teachers (TERMS, Voice)."""


def texts(read: Notice, language: str) -> list[str]:
    both = [read.title, read.question, *(text for part in read.parts for text in (part.title, part.text))]
    return [getattr(text, language) for text in both]


def test_it_answers_what_a_family_asks(tmp_path: Path) -> None:
    read = notice(practice_desk(tmp_path))
    assert [part.title.en for part in read.parts] == [
        "Who we are",
        "What is kept",
        "Why",
        "For how long",
        "Who sees it",
        "You may say “no”",
        "Whom to ask",
    ]
    assert read.version


def test_it_names_this_programme_and_partner_and_how_long(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    read = notice(desk)
    english, bangla = " ".join(texts(read, "en")), " ".join(texts(read, "bn"))
    partner = desk.programme.partner(desk.partner)
    assert desk.programme.names.en in english
    assert partner.names.bn in bangla
    assert f"{desk.programme.retention_days} days" in english
    assert bangla_digits(desk.programme.retention_days) in bangla
    assert "{" not in english + bangla


def test_its_sentences_are_short_and_calm(tmp_path: Path) -> None:
    read = notice(practice_desk(tmp_path))
    for language in ("bn", "en"):
        for text in texts(read, language):
            assert text
            assert unicodedata.is_normalized("NFC", text)
            assert "!" not in text
            for sentence in re.split(r"[।.;:?]", text):
                assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
