"""A real browser for the tests: Chromium without a window, driven through its own driver by the WebDriver protocol."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
)


class Browser:
    """One window."""

    def __init__(self, port: int, folder: Path) -> None:
        self._base = f"http://127.0.0.1:{port}"
        options = {"binary": CHROMIUM, "args": [*_SWITCHES, f"--user-data-dir={folder}"]}
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}}
        self._session = f"/session/{self._call('POST', '/session', wanted)['sessionId']}"

    def open(self, address: str) -> None:
        """Go to an address."""
        self._call("POST", f"{self._session}/url", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page and return what it returns."""
        return self._call("POST", f"{self._session}/execute/sync", {"script": script, "args": list(arguments)})

    def complaints(self) -> list[str]:
        """Return what the browser's console holds: errors, and breaches of the page's security policy."""
        return [each["message"] for each in self._call("POST", f"{self._session}/se/log", {"type": "browser"})]

    def close(self) -> None:
        """Close the window."""
        self._call("DELETE", self._session, None)

    def _call(self, method: str, path: str, body: object) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self._base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=600) as answer:
            return json.load(answer)["value"]


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Give a window whose profile lies in a folder of the test."""
    assert DRIVER is not None
    with subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as driver:
        try:
            assert driver.stdout is not None
            line = next(each for each in driver.stdout if "started successfully on port" in each)
            window = Browser(int(line.rstrip(".\n").rpartition(" ")[2]), folder)
            try:
                yield window
            finally:
                window.close()
                time.sleep(0.1)
        finally:
            driver.kill()
