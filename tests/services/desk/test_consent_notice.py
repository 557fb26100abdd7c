from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from pathlib import Path

import pytest

from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.services.desk.consent_notice import Notice, notice_of, notices
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.settings_schema import NOTICE
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk
from tests.helpers.programmes import joined_desk
from tests.helpers.sources import ROOT

LONGEST = {"learners": 12, "adults": 14}
"""Words of a sentence, for those of 13 to 17, and for parents and teachers (TERMS, Voice)."""

EARLIER = {"aloud-1": "e1b8a236c8299701ea0f4fac6df3974bc3feb1911773603a25136299b1f24fa2"}
"""The SHA-256 of each notice that is read aloud no more: consents were given to these very words."""


def both(desk: Desk) -> dict[str, Notice]:
    read = notices(desk)
    return {"learners": read.learners, "adults": read.adults}


def texts(read: Notice, language: str) -> list[str]:
    every = [read.title, read.question, *(text for part in read.parts for text in (part.title, part.text))]
    return [getattr(text, language) for text in every]


@pytest.mark.parametrize("audience", ["learners", "adults"])
def test_it_answers_what_a_family_asks(tmp_path: Path, audience: str) -> None:
    read = both(practice_desk(tmp_path))[audience]
    assert [part.title.en for part in read.parts] == [
        "Who we are",
        "What is kept",
        "Camera",
        "Why",
        "For how long",
        "Who sees it",
        "You may say “no”",
        "Whom to ask",
    ]
    english, bangla = " ".join(texts(read, "en")), " ".join(texts(read, "bn"))
    assert "A camera may look at the cards. It keeps no picture." in english
    assert "কার্ডগুলো ক্যামেরা দেখতে পারে, কোনো ছবি রাখে না।" in bangla
    assert "The answers show whether the class helped. Nobody gets a mark." in english
    assert "You lose nothing by saying “no”." in english
    assert re.search("“না” বললে কিছুই হারাবে", bangla)


@pytest.mark.parametrize("audience", ["learners", "adults"])
def test_it_names_this_programme_and_partner_and_how_long(tmp_path: Path, audience: str) -> None:
    desk = joined_desk(tmp_path)
    read = both(desk)[audience]
    english, bangla = " ".join(texts(read, "en")), " ".join(texts(read, "bn"))
    partner = desk.programme.partner(desk.partner)
    assert desk.programme.names.en in english
    assert partner.names.bn in bangla
    assert f"{desk.programme.retention_days} days" in english
    assert bangla_digits(desk.programme.retention_days) in bangla
    assert "{" not in english + bangla


@pytest.mark.parametrize("audience", ["learners", "adults"])
def test_its_sentences_are_short_and_calm(tmp_path: Path, audience: str) -> None:
    read = both(practice_desk(tmp_path))[audience]
    for language in ("bn", "en"):
        for text in texts(read, language):
            assert text
            assert unicodedata.is_normalized("NFC", text)
            assert "!" not in text
            for sentence in re.split(r"[।.;:?]", text):
                assert len(sentence.split()) <= LONGEST[audience], sentence


def test_children_hear_it_in_the_voice_of_the_slides_and_adults_in_that_of_the_desk(tmp_path: Path) -> None:
    read = both(practice_desk(tmp_path))
    # The title speaks to who reads it aloud; "may see" is said of staff.
    to_children = " ".join([*texts(read["learners"], "bn")[1:]]).replace("শিক্ষক বা অভিভাবকও জিজ্ঞেস করতে পারেন", "")
    to_adults = " ".join(texts(read["adults"], "bn"))
    assert re.findall(r"আপনি|আপনার|করুন|বলুন|পারেন\b(?! না)", to_children.replace("কে দেখতে পারেন", "")) == []
    assert re.findall(r"তুমি|তোমার|তোমরা|পারো|করো|বলো", to_adults) == []
    assert "তোমার" in to_children
    assert "আপনার" in to_adults
    for words in (to_children, to_adults):
        assert re.findall(r"(?<!“)\bনা\b(?!”) (বললে|বলতে)", words) == [], "a no of consent stands in quotes"


def test_each_text_has_a_version_of_its_own_and_programmes_name_the_newest(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    read = notices(desk)
    assert (read.learners.version, read.adults.version) == ("aloud-2", "aloud-2-adults")
    assert read.learners.version == NOTICE
    for one in (read.learners, read.adults):
        assert notice_of(desk, one.version) == one


@pytest.mark.parametrize("version", EARLIER)
def test_what_was_read_aloud_once_stays_readable_word_by_word(tmp_path: Path, version: str) -> None:
    found = notice_of(practice_desk(tmp_path), version)
    assert found is not None
    assert found.version == version
    assert "Nobody gets a mark." in " ".join(texts(found, "en"))
    assert "camera" not in " ".join(texts(found, "en")).casefold(), "nobody had said so then"
    written = (ROOT / "resources" / "consent" / "earlier" / f"{version}.toml").read_text("utf-8")
    words = "".join(line for line in written.splitlines() if not line.startswith("#"))
    assert hashlib.sha256(words.encode()).hexdigest() == EARLIER[version]


@pytest.mark.parametrize("version", ["", "practice-1", "../earlier/aloud-1", "2"])
def test_a_notice_of_a_programme_s_own_has_no_text_here(tmp_path: Path, version: str) -> None:
    assert notice_of(practice_desk(tmp_path), version) is None


def test_a_laptop_with_modules_for_adults_alone_speaks_to_adults(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path / "desk")
    assert not notices(desk).adults_alone
    resources = tmp_path / "resources"
    shutil.copytree(desk.resources, resources)
    for module in resources.glob("packs/*/module.toml"):
        module.write_text(module.read_text("utf-8").replace('audience = "learners"', 'audience = "teachers"'), "utf-8")
    desk.close()
    desk = open_desk(desk.folder, PASSPHRASE, clock_at(), resources)
    assert notices(desk).adults_alone
    shutil.rmtree(resources / "packs")
    (resources / "packs").mkdir()
    assert not notices(desk).adults_alone, "an empty shelf says nothing"
