"""Nothing that was signed can be changed unseen: bytes of the attendance file, every bit of a certificate."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.services.verify.attendance import prove_attendance
from bsuh_desktop.services.verify.certificates import prove_codes, prove_pdf
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, Embedded, encode_embedded
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.certificates import PREFIX, carrying, drawing, embedded_in, forged
from tests.helpers.demonstration import Demonstration, listed
from tests.helpers.keys import flipped
from tests.helpers.sampled import few_or_all
from tests.helpers.scanned import to_text

KNOWN = known_to_everybody()
SAMPLE = 300
SOME = few_or_all("step", 3, 1)
UNNAMED = next(number for number, one in enumerate(listed(58), 1) if not one.consented)


@pytest.fixture(scope="session")
def sealed(demonstration: Demonstration) -> bytes:
    """The attendance file of the class of 58."""
    data = demonstration.attendance_file.read_bytes()
    assert set(verdicts_of(iter([data]))) == {Verdict.PRACTICE}
    return data


@pytest.fixture(scope="session")
def embedded(demonstration: Demonstration) -> Embedded:
    """What its certificates carry."""
    return embedded_in(demonstration.certificates)


def verdicts_of(changed: Iterator[bytes]) -> Counter[Verdict]:
    with ContentsSandbox(KNOWN.identities) as sandbox:
        return Counter(prove_attendance("file", data, KNOWN, sandbox).verdict for data in changed)


def test_bytes_drawn_from_the_whole_attendance_file(sealed: bytes) -> None:
    # A small file is changed at every byte in tests/features/attacks; of this large one a sample is enough.
    places = sorted(random.Random(7).sample(range(len(sealed)), SAMPLE))
    # Each bit has its turn, and so have changes of several bits at once.
    changes = ((place, sealed[place] ^ (1 + place % 255)) for place in places)
    found = verdicts_of(sealed[:place] + bytes([value]) + sealed[place + 1 :] for place, value in changes)
    assert found.total() == SAMPLE
    assert not [verdict for verdict in found if verdict.exit_code == 0]
    assert found[Verdict.ALTERED] > 0.9 * SAMPLE


def test_every_bit_of_the_attendance_files_header(sealed: bytes) -> None:
    header = sealed.index(b"\n---") + 48
    found = verdicts_of(data + sealed[header:] for data in flipped(sealed[:header]))
    assert found.total() == 8 * header
    assert not [verdict for verdict in found if verdict.exit_code == 0]


@SOME
def test_a_shorter_attendance_file(sealed: bytes, step: int) -> None:
    lengths = {*range(0, 700, step), *range(700, len(sealed), 97), *range(len(sealed) - 40, len(sealed))}
    assert {verdict.exit_code for verdict in verdicts_of(sealed[:length] for length in sorted(lengths))} == {1, 2}
    assert set(verdicts_of(sealed[:length] for length in (5_000, len(sealed) - 1))) == {Verdict.ALTERED}


@pytest.mark.parametrize("more", [b"\0", b"\n", b"x" * 70_000])
def test_a_longer_attendance_file(sealed: bytes, more: bytes) -> None:
    assert set(verdicts_of(iter([sealed + more, sealed + sealed]))) == {Verdict.ALTERED}
    assert all(verdict.exit_code for verdict in verdicts_of(iter([more + sealed])))


def codes_proved(first: bytes, second: bytes) -> Verdict:
    return prove_codes("codes", [to_text(PREFIX, first), to_text(PREFIX, second)], KNOWN).verdict


def test_every_bit_of_the_first_code(embedded: Embedded) -> None:
    first, second = embedded.credentials[0].encode(), encode_grants(embedded.grants)
    assert codes_proved(first, second) is Verdict.PRACTICE
    assert not [data for data in flipped(first) if codes_proved(data, second).exit_code == 0]


@SOME
def test_every_bit_of_the_second_code(embedded: Embedded, step: int) -> None:
    # It is the same on every certificate of a device.
    first, second = embedded.credentials[0].encode(), encode_grants(embedded.grants)
    assert not [data for data in flipped(second)[::step] if codes_proved(first, data).exit_code == 0]


@few_or_all("bits", SAMPLE // 3, 2 * SAMPLE)
def test_bits_drawn_from_the_embedded_credential(embedded: Embedded, bits: int) -> None:
    page = forged(drawing(embedded, UNNAMED))
    content = encode_embedded([embedded.credentials[UNNAMED - 1]], embedded.grants)
    assert prove_pdf("page", embed(page, EMBEDDED_NAME, content), KNOWN).verdict is Verdict.PRACTICE
    # Every bit of what stands in it is turned where the codes alone are proved.
    drawn = random.Random(7).sample(flipped(content), bits)
    verdicts = [prove_pdf("page", embed(page, EMBEDDED_NAME, data), KNOWN).verdict for data in drawn]
    assert {verdict.exit_code for verdict in verdicts} == {1}


@SOME
def test_every_bit_of_an_embedded_name(embedded: Embedded, step: int) -> None:
    credential, page = embedded.credentials[0], forged(drawing(embedded, 1))
    assert prove_pdf("page", carrying(page, [credential], embedded), KNOWN).verdict is Verdict.PRACTICE
    content, code = encode_embedded([credential], embedded.grants), credential.encode()
    start = content.index(code) + 12
    end = content.index(code) + len(code) - 72
    assert end - start == len(credential.name) > 5
    changed = [content[:start] + data + content[end:] for data in flipped(content[start:end])[::step]]
    assert {prove_pdf("page", embed(page, EMBEDDED_NAME, data), KNOWN).verdict for data in changed} == {Verdict.ALTERED}
