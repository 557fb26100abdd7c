"""The bill of materials names what is bundled, and its licences come along."""

from __future__ import annotations

import json
import re
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import python_proof
import sbom
from python_proof import Row
from sbom import Json, UnknownLicence, Wheel

MADE = datetime(2026, 2, 4, 12, 0, tzinfo=UTC)
ROWS = [
    Row("python.exe", "0" * 64, "authenticode", "Python Software Foundation"),
    Row("python313.zip/abc.pyc", "1" * 64, "nothing"),
]


def wheel(folder: Path, name: str, version: str, metadata: str, files: dict[str, bytes]) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        told = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{metadata}\n"
        archive.writestr(f"{name}-{version}.dist-info/METADATA", told)
        for inside, text in files.items():
            archive.writestr(inside.format(info=f"{name}-{version}.dist-info"), text)
    return path


@pytest.fixture
def wheels(tmp_path: Path) -> list[Wheel]:
    given = [
        ("bsuh_desktop", "1.2.3", "License-Expression: Apache-2.0", {"{info}/licenses/LICENSE": b"ours"}),
        ("Some.Package", "4", "License: MIT License\n        Copyright them", {"{info}/LICENSE.txt": b"theirs"}),
        (
            "qt_like",
            "5",
            "Classifier: License :: OSI Approved :: BSD License",
            {"lib/COPYING": b"copy", "lib/a.py": b""},
        ),
        ("PySide6_Essentials", "6", "License: LGPL-3.0-only OR Other", {"{info}/licenses/Commercial.txt": b"pay"}),
    ]
    return [sbom.read_wheel(wheel(tmp_path, *one)) for one in given]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    made = tmp_path / "tree"
    for name in ("Qt6Core.dll", "plugins/platforms/qwindows.dll", "msvcp140.dll", "QtCore.pyd"):
        path = made / "python" / "Lib" / "site-packages" / "PySide6" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return made


@pytest.fixture
def bill(wheels: list[Wheel], tree: Path) -> Json:
    return sbom.make_sbom(wheels, ROWS, tree, MADE, {"nsis": "3.11"})


def every_component(part: object) -> Iterator[dict[str, object]]:
    if isinstance(part, dict):
        if "bom-ref" in part:
            yield part
        for value in part.values():
            yield from every_component(value)
    elif isinstance(part, list):
        for value in part:
            yield from every_component(value)


def component(bill: Json, ref: str) -> dict[str, object]:
    [found] = [part for part in every_component(bill) if part["bom-ref"] == ref]
    return found


def properties(part: Json) -> list[tuple[str, str]]:
    return [(one["name"], one["value"]) for one in json.loads(json.dumps(part.get("properties", [])))]


def test_it_has_the_form_of_cyclonedx(bill: Json) -> None:
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    parts = list(every_component(bill))
    assert len({str(part["bom-ref"]) for part in parts}) == len(parts)
    allowed = {"type", "bom-ref", "name", "version", "purl", "cpe", "hashes", "licenses", "properties", "components"}
    for part in parts:
        assert part.keys() <= allowed
        assert part["type"] in {"application", "platform", "library", "file"}
        assert isinstance(part["name"], str)
        for given in ("hashes", "licenses", "properties", "components"):
            assert part.get(given) != []
    refs = {str(part["bom-ref"]) for part in parts}
    [uses] = json.loads(json.dumps(bill["dependencies"]))
    assert {uses["ref"], *uses["dependsOn"]} <= refs
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", str(bill["serialNumber"]))


@pytest.mark.parametrize(
    ("ref", "address", "licence"),
    [
        ("bsuh-desktop@1.2.3", "pkg:pypi/bsuh-desktop@1.2.3", {"expression": "Apache-2.0"}),
        ("some-package@4", "pkg:pypi/some-package@4", {"license": {"name": "MIT License"}}),
        ("qt-like@5", "pkg:pypi/qt-like@5", {"license": {"name": "BSD License"}}),
        ("pyside6-essentials@6", "pkg:pypi/pyside6-essentials@6", {"expression": "LGPL-3.0-only"}),
        ("nsis@3.11", "pkg:generic/nsis@3.11", {"expression": "Zlib"}),
        ("python@3.13.2", "pkg:generic/python@3.13.2", {"expression": "PSF-2.0"}),
        ("python/openssl@3.0.15", "pkg:generic/openssl@3.0.15", {"expression": "Apache-2.0"}),
    ],
)
def test_each_part_tells_address_and_licence(bill: Json, ref: str, address: str, licence: Json) -> None:
    part = component(bill, ref)
    if ref.startswith("bsuh-desktop"):
        address = address.replace("pypi", "generic")  # it is not published there
    assert (part["purl"], part["licenses"]) == (address, [licence])


def test_python_tells_its_age_and_the_proof_of_each_file(bill: Json) -> None:
    told = [("bsuh:interpreter-released", "2025-02-04"), ("bsuh:interpreter-age-days", "365")]
    assert properties(component(bill, "python@3.13.2")) == told
    signed = [("bsuh:proof", "authenticode"), ("bsuh:proved-by", "Python Software Foundation")]
    assert properties(component(bill, "python/python.exe")) == signed
    assert properties(component(bill, "python/python313.zip/abc.pyc")) == [("bsuh:proof", "nothing")]


def test_qt_s_libraries_can_be_replaced(bill: Json) -> None:
    for name in ("Qt6Core.dll", "plugins/platforms/qwindows.dll"):
        part = component(bill, f"pyside6-essentials/{name}")
        assert part["licenses"] == [{"expression": "LGPL-3.0-only"}]
        assert properties(part) == [("bsuh:replaceable", "yes")]
    microsoft = component(bill, "pyside6-essentials/msvcp140.dll")
    assert microsoft["licenses"] == [{"license": {"name": "Microsoft Visual C++ Runtime"}}]
    assert properties(microsoft) == []


def test_the_apps_own_fonts_and_scripts_are_its_parts(bill: Json) -> None:
    names = {str(part["name"]) for part in every_component(component(bill, "bsuh-desktop@1.2.3"))}
    assert {"NotoSansBengali-Regular.ttf", "noble-curves", "noble-hashes", "zxing-wasm"} <= names


def test_the_same_parts_make_the_same_bytes(wheels: list[Wheel], tree: Path, bill: Json, tmp_path: Path) -> None:
    again = sbom.make_sbom(reversed(wheels), reversed(ROWS), tree, MADE, {"nsis": "3.11"})
    for name, one in (("one.json", bill), ("two.json", again)):
        sbom.write_sbom(one, tmp_path / name)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    other = sbom.make_sbom(wheels, ROWS, tree, MADE, {"nsis": "3.12"})
    assert uuid.UUID(str(other["serialNumber"])) != uuid.UUID(str(bill["serialNumber"]))


def test_the_kept_proofs_all_become_parts(wheels: list[Wheel], tree: Path) -> None:
    rows = python_proof.read_list()
    refs = {str(part["bom-ref"]) for part in every_component(sbom.make_sbom(wheels, rows, tree, MADE, {}))}
    assert {f"python/{row.name}" for row in rows} <= refs


@pytest.mark.parametrize(
    ("metadata", "files"),
    [("", {"{info}/licenses/LICENSE": b"whose?"}), ("License-Expression: MIT", {"lib/a.py": b""})],
    ids=["no licence told", "no text"],
)
def test_a_package_without_a_licence_stops_the_build(tmp_path: Path, metadata: str, files: dict[str, bytes]) -> None:
    with pytest.raises(UnknownLicence, match="stranger-1"):
        sbom.read_wheel(wheel(tmp_path, "stranger", "1", metadata, files))


def test_only_what_stands_in_the_tree_is_bundled(tmp_path: Path) -> None:
    paths = [wheel(tmp_path, name, "1", "", {}) for name in ("kept", "pip")]
    (tmp_path / "packages" / "kept-1.dist-info").mkdir(parents=True)
    assert sbom.installed(paths, tmp_path / "packages") == paths[:1]


def test_licence_texts_are_collected_with_an_index(wheels: list[Wheel], tmp_path: Path) -> None:
    python, common, folder = tmp_path / "python", tmp_path / "common", tmp_path / "licences"
    for place in (python, common, folder):
        place.mkdir()
    (python / "LICENSE.txt").write_bytes(b"PSF")
    (common / "LGPL-3").write_bytes(b"lesser")
    with pytest.raises(FileNotFoundError):
        sbom.collect_licences(wheels, python, folder, {}, common)
    (common / "GPL-3").write_bytes(b"general")
    (folder / "old.txt").parent.mkdir(exist_ok=True)
    (folder / "old.txt").write_bytes(b"of an earlier build")
    sbom.collect_licences(wheels, python, folder, {}, common)
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert texts.pop("index.txt").decode().split("\r\n") == [
        "bsuh-desktop 1.2.3: Apache-2.0",
        "    bsuh-desktop/LICENSE",
        "pyside6-essentials 6: LGPL-3.0-only",
        "    pyside6-essentials/GPL-3.txt",
        "    pyside6-essentials/LGPL-3.txt",
        "python 3.13.2: PSF-2.0",
        "    python/LICENSE.txt",
        "qt-like 5: BSD License",
        "    qt-like/lib/COPYING",
        "some-package 4: MIT License",
        "    some-package/LICENSE.txt",
        "",
    ]
    assert texts == {
        "bsuh-desktop/LICENSE": b"ours",
        "pyside6-essentials/GPL-3.txt": b"general",
        "pyside6-essentials/LGPL-3.txt": b"lesser",
        "python/LICENSE.txt": b"PSF",
        "qt-like/lib/COPYING": b"copy",
        "some-package/LICENSE.txt": b"theirs",
    }
