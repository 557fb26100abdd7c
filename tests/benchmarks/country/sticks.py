"""The sticks on which the files come, and the note of what each is worth."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from tests.benchmarks.country.laptops import Handed
from tests.benchmarks.country.plan import Wish
from tests.benchmarks.country.truth import Rule, TrueFile

SUFFIX = ".bsuh"
_FOLDERS = ("a", "classes", "from the office", "মার্চ", "old")


class Sticks:
    """Puts files on one stick or another, by dice; each knows its place in the note."""

    def __init__(self, wish: Wish, out: Path, chance: random.Random) -> None:
        self._wish, self._out, self._chance = wish, out, chance
        self._made: set[Path] = set()
        self.files: list[TrueFile] = []
        self.size = 0

    def two(self) -> tuple[int, int]:
        """Two sticks, of which the first is looked at before the second."""
        early, late = sorted(self._chance.sample(range(self._wish.sticks), 2))
        return early, late

    def put(
        self, handed: Handed, kind: str, verdict: str, *, stick: int | None = None, rule: Rule = "", knot: str = ""
    ) -> None:
        """A sealed file as it was handed over."""
        path = self._write(handed.file.data, handed.name, stick)
        sha256 = handed.file.sha256.hex()
        self.files.append(TrueFile(path, kind, sha256, verdict, handed.session, handed.revision, rule, knot))

    def put_bytes(self, data: bytes, name: str, kind: str, verdict: str, stick: int | None = None) -> None:
        """Anything else."""
        path = self._write(data, name, stick)
        self.files.append(TrueFile(path, kind, hashlib.sha256(data).hexdigest(), verdict))

    def _write(self, data: bytes, name: str, stick: int | None) -> str:
        number = self._chance.randrange(self._wish.sticks) if stick is None else stick
        folder = self._out / f"{number:04d}" / self._chance.choice(_FOLDERS)
        if folder not in self._made:
            folder.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        path = folder / name
        with path.open("xb") as file:
            file.write(data)
        self.size += len(data)
        return str(path.relative_to(self._out))


def another_name(name: str, number: int = 2) -> str:
    """As a file manager calls a copy."""
    return f"{name.removesuffix(SUFFIX)} ({number}){SUFFIX}"
