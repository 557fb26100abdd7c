"""Module packs signed by the fresh root: a file changed, added, missing or swapped, or signed by somebody else."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bsuh_desktop.content.signature import sign_pack
from bsuh_desktop.content.source import SIGNATURE_FILE
from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.trust.demonstration import ROOT as PUBLIC_ROOT
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attacks.world import World
from tests.helpers.packs import COMMON, good_files

pytestmark = pytest.mark.sampled

ALTERED, UNKNOWN = Verdict.ALTERED, Verdict.UNKNOWN_SIGNER
Files = dict[str, bytes]
"""A pack's files by their name inside it."""

Change = Callable[[Files, World], object]


@pytest.fixture(scope="module")
def plain() -> Files:
    """A small pack without a signature."""
    return {name: text.encode() for name, text in good_files().items()}


def signed(files: Files, key: SigningKey) -> Files:
    return {**files, SIGNATURE_FILE: sign_pack(files, "little-lesson", 3, key, COMMON)}


def written(files: Files, folder: Path, packed: bool) -> str:
    """The pack as a folder or a zip."""
    if packed:
        with zipfile.ZipFile(folder / "pack.zip", "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return str(folder / "pack.zip")
    for name, data in files.items():
        path = folder / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return str(folder / "pack")


def verdict(files: Files, world: World, folder: Path, packed: bool = False) -> Verdict:
    (proof,) = verify([written(files, folder, packed)], world.known())
    assert proof.kind == "pack"
    return proof.verdict


def _swap(files: Files, _: World) -> None:
    one, other = sorted(name for name in files if name.startswith("slides"))[:2]
    files[one], files[other] = files[other], files[one]


def _edit(name: str) -> Change:
    return lambda files, _: files.update({name: files[name] + b"\n"})


def _renamed(files: Files, _: World) -> None:
    files["media/other.svg"] = files.pop("media/hook.svg")


def _signed_by(key: Callable[[World], SigningKey]) -> Change:
    def change(files: Files, world: World) -> None:
        del files[SIGNATURE_FILE]
        files.update(signed(files, key(world)))

    return change


def _posing(files: Files, world: World) -> None:
    """Signed by somebody else, in the root key's name."""
    own = sign_pack(
        {name: data for name, data in files.items() if name != SIGNATURE_FILE}, "x", 1, world.foreign, COMMON
    )
    ours, theirs = (canonical_json(key.public)[1:-1] for key in (world.root, world.foreign))
    files[SIGNATURE_FILE] = own.replace(theirs, ours)


CHANGES: dict[str, tuple[Verdict, Change]] = {
    "slides changed": (ALTERED, lambda files, world: _edit(_slides(files))(files, world)),
    "the module changed": (ALTERED, _edit("module.toml")),
    "a picture changed": (ALTERED, _edit("media/hook.svg")),
    "a picture renamed": (ALTERED, _renamed),
    "a file missing": (ALTERED, lambda files, _: files.pop("media/hook.svg")),
    "a file added": (ALTERED, lambda files, _: files.update({"media/more.svg": b"<svg/>"})),
    "two files swapped": (ALTERED, _swap),
    "a signature cut short": (ALTERED, lambda files, _: files.update({SIGNATURE_FILE: files[SIGNATURE_FILE][:-1]})),
    "a version raised in the signature": (
        ALTERED,
        lambda files, _: files.update({SIGNATURE_FILE: files[SIGNATURE_FILE].replace(b'"version":3', b'"version":4')}),
    ),
    "the signature taken away": (UNKNOWN, lambda files, _: files.pop(SIGNATURE_FILE)),
    "signed by another root": (UNKNOWN, _signed_by(lambda world: world.foreign)),
    "signed by a coordinator": (UNKNOWN, _signed_by(lambda world: world.home.key)),
    "signed by a device": (UNKNOWN, _signed_by(lambda world: world.device.key)),
    "signed by somebody in the root's name": (ALTERED, _posing),
}


def _slides(files: Files) -> str:
    return next(name for name in sorted(files) if name.startswith("slides"))


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("name", list(CHANGES))
def test_a_pack_that_is_not_as_the_root_signed_it(
    name: str, packed: bool, plain: Files, world: World, tmp_path: Path
) -> None:
    wanted, change = CHANGES[name]
    files = signed(plain, world.root)
    (tmp_path / "twin").mkdir()
    assert verdict(files, world, tmp_path / "twin", packed) is Verdict.GOOD
    before = dict(files)
    change(files, world)
    assert files != before
    assert verdict(files, world, tmp_path, packed) is wanted


def test_the_demonstrations_signature_is_practice(plain: Files, world: World, tmp_path: Path) -> None:
    assert verdict(signed(plain, PUBLIC_ROOT), world, tmp_path) is Verdict.PRACTICE


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_doubled_in_a_zip(plain: Files, world: World, tmp_path: Path) -> None:
    files = signed(plain, world.root)
    path = Path(written(files, tmp_path, packed=True))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("module.toml", files["module.toml"] + b"\n")
    (proof,) = verify([str(path)], world.known())
    assert proof.verdict is ALTERED


def test_a_zip_of_a_version_that_nobody_reads(plain: Files, world: World, tmp_path: Path) -> None:
    path = Path(written(signed(plain, world.root), tmp_path, packed=True))
    data = path.read_bytes()
    place = data.index(b"PK\x01\x02") + 6
    path.write_bytes(data[:place] + b"\xff" + data[place + 1 :])
    (proof,) = verify([str(path)], world.known())
    assert proof.verdict.exit_code == 2
