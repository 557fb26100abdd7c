"""The limited processes of the app hold no keys: neither vault nor store nor desk is even loaded in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command import environment
from tests.helpers.papers import pdf_of, sheet
from tests.helpers.sources import ROOT, modules

UNSEALED = """
from pathlib import Path
from bsuh_desktop.exchange.package import MEMBERS, pack
from bsuh_desktop.exchange.attendance_reader import Unsealed
members = {name: (Path(sys.argv[4]) / name).read_bytes() for name in MEMBERS}
ours = tuple(json.loads(members["manifest.json"])["recipients"])
unsealed = Unsealed(pack(members), len(ours))
"""
"""A class as it came out of its seal."""

ASKED = {
    "documents/paper_sandbox_child.py": """
from bsuh_desktop.documents.paper_protocol import *
from bsuh_desktop.documents.paper_sandbox_child import PaperReader
pdf = open(sys.argv[3], "rb").read()
reader = PaperReader()
for asked in (AskAttachment("a"), AskPages(1, 1), AskPreview(100, 1)):
    reader(msgspec.msgpack.encode(asked), pdf)
""",
    "content/pack_sandbox_child.py": """
from bsuh_desktop.content.pack_sandbox import *
from bsuh_desktop.content.pack_sandbox_child import _answer
path = sys.argv[1].encode()
for asked in (AskWhether(path), AskFiles(path), AskFindings(path, {})):
    _answer(asked)
""",
    "qt/stage/picture_sandbox_child.py": """
from bsuh_desktop.qt.stage.picture_sandbox_child import _is_painted
assert _is_painted(b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>', 99, 9)
""",
    "services/collection/container_sandbox_child.py": """
from bsuh_desktop.services.collection.container_sandbox import *
from bsuh_desktop.services.collection.container_sandbox_child import ContainerReader
(work,) = ContainerReader().asked(msgspec.msgpack.encode(AskOpen((Container(b"/nowhere", "a", True),))), b"")
assert msgspec.msgpack.decode(work(), type=Portion).finished == 1
""",
    "exchange/contents_sandbox_child.py": UNSEALED
    + """
from bsuh_desktop.exchange.contents_sandbox_child import Question, read
(work,) = read(msgspec.msgpack.encode(Question(unsealed, ours)), b"")
assert work()
""",
    "exchange/signed_document_sandbox_child.py": """
from bsuh_desktop.exchange.signed_document_sandbox_child import Question, read
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import PROGRAMME_FILE
(work,) = read(msgspec.msgpack.encode(Question("Programme")), (resources() / PROGRAMME_FILE).read_bytes())
assert work()
""",
    "services/collection/worker.py": UNSEALED
    + """
from bsuh_desktop.services.collection.worker import *
from bsuh_desktop.services.collection.worker import _Reader
reader = _Reader()
tuple(reader.asked(msgspec.msgpack.encode(Begin(Rules(ours, (), (), (), "practice"))), b""))
(work,) = reader.asked(msgspec.msgpack.encode(Task((UnsealedFile(bytes(32), unsealed, False),))), b"")
assert work()
""",
    "services/safekeeping/backup_sandbox_child.py": """
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.safekeeping.backup_sandbox_child import Question, read
(work,) = read(msgspec.msgpack.encode(Question(sys.argv[2].encode())), b"")
try:
    work()
    raise AssertionError("a list is no backup")
except KnownError as refused:
    assert refused.code == "not_a_backup"
""",
    "rosters/sandbox/child.py": """
from bsuh_desktop.rosters.sandbox.child import _answer
from bsuh_desktop.rosters.sandbox.protocol import Request
from bsuh_desktop.rosters.read_options import ReadOptions
_answer(msgspec.msgpack.encode(Request(sys.argv[2].encode(), ReadOptions())), b"")
""",
}
"""What each child does in its life, by the module that it runs."""

KEEPERS = {"sqlcipher3", "bsuh_desktop.store", "bsuh_desktop.trust.vault", "bsuh_desktop.services.desk.desk"}


def loaded_by(program: str, pdf: Path) -> set[str]:
    """The modules in memory after it."""
    packs, lists = ROOT / "resources" / "packs", ROOT / "tests" / "data"
    members = ROOT / "tests" / "golden" / "exchange" / "members"
    words = map(str, (packs / "taps-traps-taka", lists / "class-6-kha.csv", pdf, members))
    whole = f"import json, sys, msgspec\n{program}\nprint(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", whole, *words]
    said = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout
    return set(json.loads(said.splitlines()[-1]))


@pytest.mark.parametrize("child", ASKED)
def test_a_limited_process_loads_nothing_that_keeps_keys(child: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([sheet(1)]))
    loaded = loaded_by(ASKED[child], tmp_path / "a.pdf")
    assert "bsuh_desktop.system.sandbox_child" in loaded
    assert not loaded.intersection(KEEPERS)


def test_every_limited_process_is_looked_at() -> None:
    serving = {
        path.relative_to("bsuh_desktop").as_posix()
        for path in modules()
        if "bsuh_desktop.system.sandbox_child import" in (ROOT / path).read_text("utf-8")
    }
    assert serving == ASKED.keys()
