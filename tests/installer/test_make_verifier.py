"""The web verifier is made of its sources, and of nothing from anywhere else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from make_verifier import PROGRAMME_LINE, VERIFY, build, bundle

from bsuh_desktop.services.programme.make_programme import PLACE

PAGE = VERIFY / "verify.html"
LIBRARIES = VERIFY / "libraries"


def test_the_page_is_what_its_sources_make() -> None:
    assert PAGE.read_bytes() == build().encode(), "run installer/verifier"


def test_it_fits_on_every_phone_and_has_one_place_for_a_programme() -> None:
    page = PAGE.read_text("utf-8")
    assert PAGE.stat().st_size < 2_000_000
    assert [line for line in page.splitlines() if 'id="programme"' in line] == [PROGRAMME_LINE]
    assert PROGRAMME_LINE.encode() == PLACE


def test_its_policy_lets_only_its_own_script_and_style_run() -> None:
    page = PAGE.read_text("utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}' 'wasm-unsafe-eval'; style-src 'sha256-{hashes[1]}'; "
        "img-src data:; form-action 'none'; base-uri 'none'"
    )
    assert not re.search(r"\b(src|href|action)=[\"'](?!data:,)", page.replace(script, ""))


def test_no_server_stands_in_it_from_which_libraries_come() -> None:
    files = [PAGE, *(path for path in VERIFY.rglob("*") if path.suffix in (".js", ".html", ".md", ".css"))]
    assert len(files) > 30
    named = re.compile(r"npmjs|jsdelivr|unpkg|cdnjs|esm\.sh|skypack", re.IGNORECASE)
    assert not [path.name for path in files if named.search(path.read_text("utf-8"))]


def test_the_libraries_are_those_that_are_listed() -> None:
    listed = dict(
        re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", (LIBRARIES / "LIBRARIES.md").read_text("utf-8"), re.M)
    )
    here = {path.relative_to(LIBRARIES).as_posix(): path for path in LIBRARIES.rglob("*") if path.is_file()}
    del here["LIBRARIES.md"]
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in here.items()}


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = 2;\n')
    with pytest.raises(ValueError, match="imports itself"):
        bundle(tmp_path / "a.js")


def test_each_module_keeps_its_names_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        'import * as all from "./b.js";\nimport { c as d, f } from "./b.js";\nconst x = 1;\n'
    )
    (tmp_path / "b.js").write_text("const x = 2;\nexport function f() {}\nexport { x as c };\n")
    (taken,) = re.findall(r"const \{ c: d, f \} = (\$\w+);", bundle(tmp_path / "a.js"))
    assert f"const all = {taken};" in bundle(tmp_path / "a.js")
    assert "return { f, c: x };" in bundle(tmp_path / "a.js")
