"""Documents of older programs (.doc, .wps, .rtf): turned into .docx by LibreOffice, where that is installed.

LibreOffice runs without a window, with a profile of its own in a private folder that is gone afterwards, with
macros forbidden, bounded in time and memory.  A folder left behind by a killed run is removed by the next one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from xlperf.errors import RefusedFile
from xlperf.intake.formats.compound_file import SIGNATURE, BrokenCompoundFile, top_streams

SECONDS = 25
"""How long one document may take: less than the child that asks for it has, so that it can clean up behind a slow one."""

_MEMORY_BYTES = 4 << 30  # of addresses: LibreOffice maps over 1 GiB before it has opened anything
_PROCESSOR_SECONDS = 60
_OUTPUT_BYTES = 64 << 20
_LEFT_BEHIND_SECONDS = 10 * SECONDS
_RTF = b"{\\rtf"
_WORD_STREAMS = ("worddocument", "wpsdocument")
_PREFIX = "xlperf-office-"
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + _ITEM.format("DisableMacrosExecution", "true")
    + _ITEM.format("MacroSecurityLevel", "3")
    + _ITEM.format("BlockUntrustedRefererLinks", "true")
    + _ITEM.format("DisableActiveContent", "true")
    + "</oor:items>\n"
)


def office_kind(data: bytes) -> str:
    """Return what such a document is called, empty for anything else."""
    if data.startswith(_RTF):
        return "RTF 文档"
    if not data.startswith(SIGNATURE):
        return ""
    try:
        streams = top_streams(data)
    except BrokenCompoundFile:
        return ""
    return "Word 文档" if any(each in streams for each in _WORD_STREAMS) and "encryptedpackage" not in streams else ""


@cache
def office_program() -> str:
    """Return the path of LibreOffice, empty where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((each for each in _USUAL_PLACES if Path(each).is_file()), "")


def as_docx(data: bytes) -> bytes:
    """Return a document as .docx.

    Raises:
        RefusedFile: LibreOffice is not installed, or cannot read it, or takes too long.
    """
    kind, program = office_kind(data), office_program()
    if not program:
        message = f"文件是{kind}，这台电脑没有安装 LibreOffice，里面的表没有读取。"
        raise RefusedFile("unsupported", message, "请用 Word 或 WPS 打开，“另存为”.docx 或 .xlsx 后再运行一次。")
    _remove_left_behind()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
        converted = _converted(program, data, Path(folder))
    if converted is None:
        message = f"文件是{kind}，LibreOffice 没有打开它（可能已损坏、设有密码或太慢），里面的表没有读取。"
        raise RefusedFile("damaged", message, "请用 Word 或 WPS 打开，“另存为”.docx 或 .xlsx 后再运行一次。")
    return converted


def _converted(program: str, data: bytes, folder: Path) -> bytes | None:
    profile, result = folder / "profile" / "user", folder / "out" / "in.docx"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    source = folder / ("in.rtf" if data.startswith(_RTF) else "in.doc")
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(result.parent), str(source)),
    ]
    _run(command, folder)
    if not result.is_file() or not 0 < result.stat().st_size <= _OUTPUT_BYTES:
        return None
    return result.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Run LibreOffice to its end or to its time limit; none of its processes outlives this."""
    own_group: dict[str, Any] = {"creationflags": 0x08000000} if sys.platform == "win32" else {"start_new_session": True}
    if (bound := _bound()) is not None:
        own_group["preexec_fn"] = bound
    try:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **own_group
        )
    except OSError:
        return
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with everything that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _bound() -> Callable[[], None] | None:
    """Return what bounds memory and processor time of a program before it starts; None where the system has no such means."""
    try:
        import resource
    except ImportError:
        return None

    def bound() -> None:
        for what, most in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_CPU, _PROCESSOR_SECONDS)):
            _, hard = resource.getrlimit(what)
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

    return bound


def _remove_left_behind() -> None:
    """Remove the folders of runs that were killed while they converted: nobody needs one for so long."""
    for folder in _folders():
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _folders() -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")
