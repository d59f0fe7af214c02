"""A headless Chromium for tests, driven over the DevTools protocol: no driver, no network."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--proxy-server=127.0.0.1:9",  # whatever still asks for anything gets no answer
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
]


def chromium() -> str | None:
    """Where a Chromium is: what CHROMIUM names, or one on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Page:
    """One tab: what it asked for, what it said, and ways to look at it and to click in it."""

    def __init__(self, address: str):
        import websocket

        self._socket = websocket.create_connection(address, timeout=120)
        self._number = itertools.count(1)
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol and return its result."""
        number = next(self._number)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == number:
                assert "error" not in message, message
                return message["result"]
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        method, params = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Page.javascriptDialogOpening":
            self.dialogs.append(params["message"])
            self._socket.send(
                json.dumps(
                    {"id": next(self._number), "method": "Page.handleJavaScriptDialog", "params": {"accept": True}}
                )
            )
        elif method == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(params["exceptionDetails"])[:2000])
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(params["entry"]["text"])

    def js(self, expression: str) -> Any:
        """Evaluate an expression in the page (a promise is awaited) and return its value."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def open(self, file: Path) -> None:
        """Load a file and wait until it is drawn."""
        self.send("Page.navigate", url=file.resolve().as_uri())
        self.wait("document.readyState === 'complete' && location.protocol === 'file:'")
        self.frames(3)

    def wait(self, condition: str, seconds: float = 60) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + seconds
        while not self.js(condition):
            assert time.monotonic() < end, f"never true: {condition}"
            time.sleep(0.02)

    def frames(self, count: int) -> None:
        """Let the page draw so many frames."""
        step = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
        self.js(f"(async () => {{ for (let i = 0; i < {count}; i++) await {step}; }})()")

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Send one real mouse event."""
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click(self, x: float, y: float) -> None:
        """Click the left button, as a hand does."""
        self.mouse("mouseMoved", x, y)
        self.mouse("mousePressed", x, y, button="left", buttons=1, clickCount=1)
        self.mouse("mouseReleased", x, y, button="left", clickCount=1)
        time.sleep(0.1)
        self.frames(2)

    def click_on(self, selector: str) -> None:
        """Click the middle of an element."""
        x, y = self.js(
            f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        self.click(x, y)

    def type(self, text: str) -> None:
        """Type text into what has the focus."""
        self.send("Input.insertText", text=text)
        self.frames(2)

    def press(self, key: str) -> None:
        """Press and release a key such as Enter, Escape or ArrowDown."""
        code = {"Enter": 13, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40, "ArrowLeft": 37, "ArrowRight": 39}[key]
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)
        self.frames(2)

    def size(self, width: int, height: int) -> None:
        """Set the size of the window."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.frames(3)

    def scheme(self, name: str) -> None:
        """Prefer a light or a dark page."""
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])
        self.frames(3)

    def picture(self, file: Path) -> None:
        """Save what is seen as a PNG file."""
        file.write_bytes(base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"]))


@contextlib.contextmanager
def browser(program: str, width: int = 1280, height: int = 800) -> Iterator[Page]:
    """Start a Chromium with an empty profile and give its page; it ends with the block."""
    with tempfile.TemporaryDirectory(prefix="kg-chromium-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            page = Page(_address(Path(profile) / "DevToolsActivePort", process))
            page.size(width, height)
            yield page
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _address(port_file: Path, process: subprocess.Popen[bytes]) -> str:
    """The web socket of the first tab, once the browser says on which port it listens."""
    from urllib.request import ProxyHandler, build_opener

    direct = build_opener(ProxyHandler({}))
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, "Chromium ended at once"
        with contextlib.suppress(OSError, ValueError, IndexError):
            port = int(port_file.read_text().splitlines()[0])
            tabs = json.load(direct.open(f"http://127.0.0.1:{port}/json/list", timeout=5))
            return next(t["webSocketDebuggerUrl"] for t in tabs if t["type"] == "page")
        time.sleep(0.05)
    raise TimeoutError("Chromium did not open its DevTools port")
