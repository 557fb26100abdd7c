"""The web verifier comes to the desk's verdict, whatever is brought: vectors of a programme that is made in the run."""

from __future__ import annotations

import base64
import json
import random
import secrets
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.known import known_to_everybody, with_list, with_programme
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.typed_codes import text_inputs
from bsuh_desktop.trust.key_list import read_key_list
from bsuh_desktop.trust.programme import read_programme
from tests.helpers.chromium import Page
from tests.helpers.verifier import cases, forms, papers
from tests.helpers.verifier.cases import Case, Told
from tests.helpers.verifier.office import Office
from tests.helpers.verify_processes import proofs_of

FLIPS, MISREAD, FLIPPED_RECEIPTS = 220, 120, 40
EVERY_REFUSAL = {
    "good",
    "practice",
    "altered",
    "unknown_signer",
    "revoked",
    "expired",
    "older_than_known",
    "unreadable",
}
RUN = """(async () => {
  const read = (one) => typeof one === "string" ? one : Uint8Array.from(atob(one.bytes), (sign) => sign.charCodeAt(0));
  const proofs = [];
  for (const { inputs, told } of %s) {
    const files = (list) => list.map(read);
    const known = { ...told, programmes: files(told.programmes), lists: files(told.lists) };
    proofs.push(await window.bsuh.verify(inputs.map(read), known).catch((error) => String(error.stack)));
  }
  return proofs;
})()"""


def test_every_vector_has_the_desks_verdict(page: Page, tmp_path: Path) -> None:
    seed = secrets.token_hex(4)
    vectors = list(vectors_of(seed))
    there = page.value(RUN % json.dumps([as_json(vector) for vector in vectors]))
    here = [said_by_the_desk(vector, tmp_path / str(number)) for number, vector in enumerate(vectors)]
    there = [one if isinstance(one, str) else [as_said(proof) for proof in one] for one in there]
    differ = [
        (one.name, ours, theirs) for one, ours, theirs in zip(vectors, here, there, strict=True) if ours != theirs
    ]
    assert not differ, f"seed {seed}: {len(differ)} of {len(vectors)} differ, the first: {differ[:9]}"
    counted = Counter(proof["verdict"] for proofs in here for proof in proofs)
    print(f"\n{len(vectors)} vectors: {dict(counted)}")
    assert len(vectors) > 700
    assert counted.keys() == EVERY_REFUSAL | {"not_ours"}


def test_what_was_pasted_is_taken_apart_alike(page: Page) -> None:
    office = Office("pasted")
    codes = office.codes(office.credential()).replace(" ", "\n")
    texts = [
        codes,
        f"{codes}\r\n{codes}",
        "7K3Q0 0042X",
        "7K3Q00042X M1234567890A",
        "7K3Q0-0042X\n৭K3Q০-০০৪২X\x0bhello  there",
        f"see {codes} 7K3Q00042X",
        "",
        " \n ",
        "M123 4567 890A",
        "a\u2028b\u0085c\x1cd",
        "১২৩৪৫ ৬৭৮৯০",
        "x" * 100_001,
        f"{'1' * 40}\u00a0{'2' * 40}",
    ]
    assert page.value(f"{json.dumps(texts)}.map(window.bsuh.inputs)") == [text_inputs(text) for text in texts]


def vectors_of(seed: str) -> Sequence[Case]:
    """All that is brought in one run."""
    office, draw = Office(seed), random.Random(seed)
    told = Told((office.file(),))
    return [
        *cases.certificates(office, told),
        *cases.practice(told),
        *cases.chained(office, told),
        *cases.edges(office, told),
        *cases.flips(office, told, draw, FLIPS),
        *cases.misread(office, told, draw, MISREAD),
        *cases.typed(told),
        *papers.lists(office, told),
        *papers.revocations(office, told),
        *papers.receipts(office, told),
        *papers.odd_json(office, told, draw, FLIPPED_RECEIPTS),
        *papers.programmes(office, told),
        *papers.requests(office, told),
        *papers.sealed(office, told),
        *forms.names(office, told),
        *forms.grants(office, told),
        *forms.lists(office, told),
    ]


def as_json(vector: Case) -> dict[str, Any]:
    """A vector as the page takes it."""
    told = vector.told
    known = {
        "programmes": list(map(carried, told.programmes)),
        "lists": list(map(carried, told.lists)),
        "taken_back": list(told.taken_back),
        "today": told.today.isoformat(),
    }
    return {"inputs": [one if isinstance(one, str) else carried(one) for one in vector.inputs], "told": known}


def carried(data: bytes) -> dict[str, str]:
    return {"bytes": base64.b64encode(data).decode()}


def said_by_the_desk(vector: Case, folder: Path) -> list[dict[str, Any]]:
    """What the desk says, in the words that both have."""
    inputs = []
    for number, given in enumerate(vector.inputs):
        if isinstance(given, bytes):
            folder.mkdir(exist_ok=True)
            path = folder / f"{number}.file"
            path.write_bytes(given)
            given = str(path)
        inputs.append(given)
    return [of_the_desk(proof) for proof in proofs_of(inputs, known_of(vector.told))]


def known_of(told: Told) -> KnownKeys:
    known = known_to_everybody()
    known = KnownKeys(
        programmes=known.programmes, identities=(), taken_back=frozenset(told.taken_back), today=told.today
    )
    for file in told.programmes:
        known = with_programme(known, read_programme(file))
    for file in told.lists:
        known = with_list(known, read_key_list(file))
    return known


def of_the_desk(proof: Proof) -> dict[str, Any]:
    items = [{name: str(item[name]) for name in ITEM} for item in proof.items or ()]
    return {
        "kind": proof.kind,
        "verdict": Verdict(proof.verdict).value,
        "compared": proof.compared,
        "signer": proof.signer,
        "chain": list(proof.chain),
        "doubts": len(proof.doubts),
        "unknown": bool(proof.unknown),
        "items": items,
    }


ITEM = ("page", "serial", "date", "module", "name", "verdict")


def as_said(proof: dict[str, Any]) -> dict[str, Any]:
    """What the page says, as `of_the_desk` has it."""
    items = [{name: str(item[name]) for name in ITEM} for item in proof["items"]]
    told = {"doubts": len(proof["doubts"]), "unknown": bool(proof["unknown"])}
    return {
        **{name: proof[name] for name in ("kind", "verdict", "compared", "signer", "chain")},
        **told,
        "items": items,
    }
