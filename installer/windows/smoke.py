"""Tries what Windows laptops get, under wine: installed by the setup, one class from the list to the hand-over.

Called by `installer/windows/smoke`. Prints a line a step, and ends with one line: exit status 0 if all went well, 1 if
not. `FOLDER/first-screen.png` is the desk's first screen.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import windows_build
from PySide6.QtGui import QGuiApplication, QPixmap
from windows_tree import HERE, ROOT
from wine_prefix import WinePrefix, windows_path

LISTS = ROOT / "tests" / "data"
PROFILE = "bsuh-desktop"
FEWEST_COLOURS = 40
"""A painted screen has hundreds; an empty one, or a box that says what failed, fewer."""
_WINDOW_S = 60
_SETTLED_S = 3


class Smoke:
    """The steps, in their order; each raises AssertionError with what it saw."""

    def __init__(self, wine: WinePrefix, setup: Path, out: Path) -> None:
        self.wine, self.setup, self.out = wine, setup, out
        self.folder = wine.local_data / "Programs" / "Be Smart Use Heart"
        self.console = self.folder / "bsuh-console.exe"

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """What is tried, by name; each returns what it has to tell."""
        return [
            ("install", self.install),
            ("help", self.help),
            ("demonstration", self.demonstrate),
            ("verify", self.verify),
            ("lists", self.check_lists),
            ("killed class", self.rehearse),
            ("first screen", self.open_desk),
            ("portable folder", self.run_from_stick),
            ("uninstall", self.uninstall),
        ]

    def install(self) -> str:
        """Silently, for this person alone."""
        done = self.wine.run(self.setup, "/S")
        assert done.returncode == 0, f"the setup ended with {done.returncode}"
        assert self.console.is_file(), f"nothing was installed in {self.folder}"
        return f"{windows_build.size_of(self.folder) / 1e6:.0f} MB"

    def help(self) -> str:
        """In both languages."""
        for language, word in (("en", "usage:"), ("bn", "যেভাবে লিখবেন:")):
            said = self._said("--lang", language, "--help")
            assert said.startswith(word), said[:80]
        return "both languages"

    def demonstrate(self) -> str:
        """A whole class on a stick, in a folder with a Bangla name."""
        self._said("demo", "--out", "E:\\প্রদর্শনী")
        papers = sorted(path.name for path in (self.wine.stick / "প্রদর্শনী").iterdir() if path.is_file())
        assert "certificates.pdf" in papers, papers
        return f"{len(papers)} files"

    def verify(self) -> str:
        """What Windows wrote is good on Linux, and the other way round."""
        ours = self.out / "linux"
        self._linux("demo", "--out", str(ours))
        for folder, judge in ((self.wine.stick / "প্রদর্শনী", self._judged_here), (ours, self._judged_there)):
            for file in (folder / "certificates.pdf", *folder.glob("*.bsuh")):
                assert judge(file)["verdict"] == "practice", file.name
        return "both ways"

    def check_lists(self) -> str:
        """Lists are read by a limited process of its own, and said alike on both systems."""
        lists = [LISTS / "class-6-kha.csv", LISTS / "class-8-girls.xlsx", LISTS / "lists" / "bijoy-office.xls"]
        for file in lists:
            there = json.loads(self._said("roster", "check", windows_path(file), "--json"))
            here = json.loads(self._linux("roster", "check", str(file), "--json"))
            assert _without_paths(there) == _without_paths(here), file.name
        return f"{len(lists)} lists"

    def rehearse(self) -> str:
        """A class is killed in its middle; the same command once more goes on behind it."""
        folder = self.wine.stick / "class"
        folder.mkdir()
        for file in (HERE / "wine" / "class.jsonl", LISTS / "class-6-kha.csv"):
            shutil.copy(file, folder)
        command = ("rehearse", r"E:\class\class.jsonl", "--out", r"E:\class\drill", "--json")
        assert self.wine.run(self.console, *command).returncode not in (0, 2), "it was not killed"
        [session] = json.loads(self._said(*command))["sessions"]
        assert session["chain_ok"], session
        assert session["answers"]["form-a/1"]["A"] == 20, session["answers"]
        return f"{len(session['certificates'])} certificates"

    def open_desk(self) -> str:
        """The desk's first screen, in Bangla; a picture of it is kept."""
        picture = self.out / "first-screen.png"
        with self.wine.running(self.folder / "BSUH.exe", "--lang", "bn"):
            colours = _settled_screen(picture)
        assert colours >= FEWEST_COLOURS, f"{colours} colours on the screen, see {picture}"
        return str(picture.relative_to(ROOT))

    def run_from_stick(self) -> str:
        """The folder for a stick verifies, says what it is for, and leaves nothing on the computer."""
        folder = self.wine.stick / "BSUH"
        shutil.move(windows_build.portable(windows_build.WORK / "tree"), folder)
        before = _files_in(self.wine.local_data)
        checks = json.loads(self._said_by(r"E:\BSUH\bsuh-console.exe", "--lang", "en", "doctor", "--json"))["checks"]
        [purpose] = [str(check["text"]) for check in checks if check["name"] == "profile"]
        assert "for practice and for verifying only" in purpose, purpose
        [file] = (self.wine.stick / "প্রদর্শনী").glob("*.bsuh")
        said = json.loads(self._said_by(r"E:\BSUH\bsuh-console.exe", "verify", windows_path(file), "--json"))
        assert said["verdict"] == "practice", said
        assert _files_in(self.wine.local_data) == before
        return purpose

    def uninstall(self) -> str:
        """The programme goes, the classes' data stay."""
        data = self.wine.local_data / PROFILE
        data.mkdir(exist_ok=True)
        (data / "kept").write_text("kept")
        self.wine.run(self.folder / "uninstall.exe", "/S")
        # It ends at once: a copy of it goes on, so that it can take itself away.
        deadline = time.monotonic() + _WINDOW_S
        while self.folder.exists() and time.monotonic() < deadline:
            time.sleep(0.5)
        left = sorted(path.name for path in self.folder.glob("*"))
        assert not self.folder.exists(), left
        assert (data / "kept").exists()
        return ""

    def _said(self, *words: str) -> str:
        return self._said_by(self.console, *words)

    def _said_by(self, program: str | Path, *words: str) -> str:
        done = self.wine.run(program, *words)
        assert done.returncode == 0, f"{words} ended with {done.returncode}: {(done.stderr or done.stdout)[-800:]}"
        return done.stdout

    def _linux(self, *words: str) -> str:
        command = [str(Path(sys.executable).with_name("bsuh")), *words]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=self._home()).stdout

    def _home(self) -> dict[str, str]:
        return {**self.wine.environment, "HOME": str(self.out), "XDG_DATA_HOME": str(self.out / "data")}

    def _judged_here(self, file: Path) -> dict[str, str]:
        return dict(json.loads(self._linux("verify", str(file), "--json")))

    def _judged_there(self, file: Path) -> dict[str, str]:
        return dict(json.loads(self._said("verify", windows_path(file), "--json")))


def _files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def _without_paths(found: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in found.items() if key not in ("file", "path")}


def _settled_screen(picture: Path) -> int:
    """Waits until the screen is painted and stays so, keeps a picture of it, and returns how many colours it has."""
    before, since = b"", time.monotonic()
    deadline = since + _WINDOW_S
    while time.monotonic() < deadline:
        time.sleep(0.5)
        screen = _screen()
        image = screen.toImage()
        now = bytes(image.constBits())
        if now != before:
            before, since = now, time.monotonic()
        colours = len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})
        if colours >= FEWEST_COLOURS and time.monotonic() - since >= _SETTLED_S:
            break
    screen.save(str(picture))
    return colours


def _screen() -> QPixmap:
    return QGuiApplication.primaryScreen().grabWindow(0)


def main() -> int:
    """Tries everything on the display of this process."""
    application = QGuiApplication(sys.argv[:1])
    [setup] = windows_build.OUT.glob("BSUH-setup-*.exe")
    out = windows_build.WORK / "smoke"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    wine = WinePrefix(out / "prefix")
    began = time.monotonic()
    wine.make()
    smoke = Smoke(wine, setup, out)
    for name, step in smoke.steps():
        started = time.monotonic()
        try:
            told = step()
        except (AssertionError, subprocess.SubprocessError, ValueError, KeyError) as error:
            print(f"Windows: {name} FAILED after {time.monotonic() - started:.0f} s: {error}", flush=True)
            wine.end()
            return 1
        print(f"Windows: {name}, {time.monotonic() - started:.0f} s{told and ': '}{told}", flush=True)
    wine.end()
    application.quit()
    print(f"Windows: {len(smoke.steps())} steps of {len(smoke.steps())} went well in {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
