"""Chromium without a network, driven by its DevTools protocol: what a parent's browser does with the web verifier."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.helpers.sources import ROOT
from tests.helpers.until import PATIENCE_S, wait_for

NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = [
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--disable-breakpad",
    "--metrics-recording-only",
    "--password-store=basic",
    "--hide-scrollbars",
    "--renderer-process-limit=1",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
    "--remote-debugging-port=0",
]
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


class Page:
    """One page of the browser. Everything that it asks of a network is noted in `requests`, whether it came or not."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._last = connection, 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
            self.call(f"{domain}.enable")
        conditions = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        self.call("Network.emulateNetworkConditions", **conditions)

    def call(self, method: str, **values: Any) -> dict[str, Any]:
        """What a method of the protocol answers. Raises AssertionError where it refuses."""
        self._last += 1
        self._connection.send(json.dumps({"id": self._last, "method": method, "params": values}))
        while True:
            said = json.loads(self._connection.recv(PATIENCE_S))
            if said.get("id") == self._last:
                assert "error" not in said, said["error"]
                return dict(said["result"])
            self._note(said)

    def open(self, address: str) -> None:
        """Goes to an address and waits until its page has run."""
        self.value("window.leaving = true")
        self.call("Page.navigate", url=address)
        self.until("!window.leaving && document.readyState === 'complete' && Boolean(window.bsuh)")

    def value(self, expression: str) -> Any:
        """What JavaScript comes to, awaited. Raises AssertionError where it throws."""
        found = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, condition: str) -> None:
        """Waits until JavaScript is true."""
        wait_for(lambda: self.value(condition), condition)

    def choose(self, selector: str, *files: Path) -> None:
        """Chooses files in a file input, as the dialog of the system would."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", files=[str(file) for file in files], nodeId=node)

    def press(self, selector: str) -> None:
        """Brings an element into view and clicks into its middle."""
        found = f"const one = document.querySelector({json.dumps(selector)}); one.scrollIntoView({{block: 'center'}});"
        middle = "const box = one.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];"
        box = self.value(f"(() => {{ {found} {middle} }})()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def type(self, selector: str, text: str) -> None:
        """Presses a field and types into it."""
        self.press(selector)
        self.call("Input.insertText", text=text)

    def size(self, width: int, height: int) -> None:
        """Gives the page the room of a screen, in CSS pixels."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def picture(self) -> bytes:
        """The whole page as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def _note(self, said: dict[str, Any]) -> None:
        values = said.get("params", {})
        if said.get("method") == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])
        elif said.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
            self.complaints.append(json.dumps(values))


def chromium_path() -> str:
    """Where Chromium is. Raises AssertionError with what to do where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, f"None of {', '.join(NAMES)} is installed: run installer/check, or install Debian's chromium."
    return found


@contextlib.contextmanager
def chromium(folder: Path, *options: str) -> Iterator[Page]:
    """A fresh browser with its profile in `folder` and one page without a network; gone with all its children after."""
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=ROOT / "resources" / "fonts", cache=folder / "fonts"), "utf-8")
    environ = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder), "LANG": "C.UTF-8"}
    alone = ["--no-sandbox", "--no-zygote"] if os.geteuid() == 0 else []
    command = [chromium_path(), *_QUIET, *alone, *options, f"--user-data-dir={folder / 'browser'}", "about:blank"]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            # A ping takes a number of `random` on a thread of its own, while hypothesis watches who does.
            with connect(
                _address(folder, process), max_size=None, open_timeout=PATIENCE_S, ping_interval=None
            ) as connection:
                yield Page(connection)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _address(folder: Path, process: subprocess.Popen[bytes]) -> str:
    """The page's own place in the protocol, as the browser says when it is ready."""
    import urllib.request

    told = folder / "browser" / "DevToolsActivePort"

    def started() -> bool:
        assert process.poll() is None, "Chromium ended by itself."
        return told.exists() and "\n" in told.read_text()

    wait_for(started, "Chromium has started")
    port = told.read_text().splitlines()[0]

    def pages() -> list[str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=PATIENCE_S) as answer:
            return [str(one["webSocketDebuggerUrl"]) for one in json.load(answer) if one["type"] == "page"]

    return wait_for(pages, "Chromium has opened a page")[0]
