from __future__ import annotations

import pytest

from bsuh_desktop.content.signature import _FILE, SignedPack, hashes_of, shows_other_sentences, sign_pack, signer_of
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from tests.helpers.keys import flipped, key
from tests.helpers.packs import COMMON

FILES = {"module.toml": b"id", "media/hook.svg": b"<svg/>"}
ROOT = key("root")


def signed() -> dict[str, bytes]:
    return {**FILES, "pack.sig": sign_pack(FILES, "little-lesson", 3, ROOT, COMMON)}


def refusal(files: dict[str, bytes]) -> str:
    with pytest.raises(KnownError) as caught:
        signer_of(files)
    assert caught.value.code == "altered"
    return str(caught.value.message)


def test_the_signer_of_a_pack_as_it_was_signed() -> None:
    assert signer_of(signed()) == ROOT.public
    assert signer_of(FILES) is None
    assert sign_pack(signed(), "little-lesson", 3, ROOT, COMMON) == signed()["pack.sig"]
    assert hashes_of(signed()) == hashes_of(FILES)


def test_a_file_that_differs_is_missing_or_was_added_is_named() -> None:
    assert "media/hook.svg" in refusal({**signed(), "media/hook.svg": b"<svg></svg>"})
    assert "quiz.toml" in refusal({**signed(), "quiz.toml": b""})
    less = signed()
    del less["module.toml"]
    assert "module.toml" in refusal(less)


def test_every_bit_of_the_signature_counts() -> None:
    files = signed()
    for data in flipped(files["pack.sig"]):
        assert "pack.sig" in refusal({**files, "pack.sig": data})
    for data in (b"", b"{}", files["pack.sig"] + b"\n", files["pack.sig"].replace(b'"format":2', b'"format":1')):
        assert "pack.sig" in refusal({**files, "pack.sig": data})


def test_another_key_is_another_signer() -> None:
    files = {**FILES, "pack.sig": sign_pack(FILES, "little-lesson", 3, key("other"), COMMON)}
    assert signer_of(files) == key("other").public


def test_the_shared_sentences_that_the_pack_shows_are_signed() -> None:
    files = {"slides.en.md": b"{common:never-pay} {common:unknown}"}
    files["pack.sig"] = sign_pack(files, "little-lesson", 3, ROOT, COMMON)
    assert not shows_other_sentences(files, COMMON)
    assert not shows_other_sentences(files, {**COMMON, "more": LocalText("আরও", "More")}), "the pack does not show it"
    assert shows_other_sentences(files, {"never-pay": LocalText(COMMON["never-pay"].bn, "Pay a little.")})
    assert shows_other_sentences(files, {})
    assert not shows_other_sentences({"slides.en.md": files["slides.en.md"]}, {}), "nobody has signed it"


def test_a_signature_of_before_says_nothing_of_them() -> None:
    signed = SignedPack(1, "little-lesson", 3, hashes_of(FILES))
    before = {**FILES, "pack.sig": _FILE.sign(signed, ROOT)}
    assert signer_of(before) == ROOT.public
    assert not shows_other_sentences(before, {})
    with pytest.raises(KnownError):
        signer_of({**FILES, "pack.sig": _FILE.sign(SignedPack(2, "little-lesson", 3, hashes_of(FILES)), ROOT)})
