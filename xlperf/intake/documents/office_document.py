"""Documents of other programs (.doc, .wps, .rtf, .odt) turned into .docx, and our own into PDF, by LibreOffice.

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
from hashlib import sha256
from pathlib import Path
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import InputError, RefusedFile
from xlperf.intake.formats.compound_file import SIGNATURE, BrokenCompoundFile, top_streams

SECONDS = 25
"""How long one document may take: less than the child that asks for it has, so that it can clean up behind a slow one."""

_PRINTING_SECONDS = 600
"""How long our own document may take to become a PDF: nobody's clock runs beside it."""

_CREATION = lazy_pattern(rb"/CreationDate\(D:[0-9]{14}([^)]{0,7}\))")
_DOCUMENT_ID = lazy_pattern(rb"(/ID \[ <|>\n<|/DocChecksum /)[0-9A-F]{32}")
"""What tells one writing of a PDF from another: the same document gives the same bytes."""

_MEMORY_BYTES = 4 << 30  # of addresses: LibreOffice maps over 1 GiB before it has opened anything
_PROCESSOR_SECONDS = 60
_OUTPUT_BYTES = 64 << 20
_LEFT_BEHIND_SECONDS = 10 * SECONDS
_RTF = b"{\\rtf"
_OPEN_TEXT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_BEGINNING = 200  # where a package says what it is, whatever its file is called
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
    if is_open_text(data):
        return ".odt 文档"
    if not data.startswith(SIGNATURE):
        return ""
    try:
        streams = top_streams(data)
    except BrokenCompoundFile:
        return ""
    return "Word 文档" if any(each in streams for each in _WORD_STREAMS) and "encryptedpackage" not in streams else ""


def is_open_text(data: bytes) -> bool:
    """Tell whether bytes are a text document of LibreOffice."""
    return _OPEN_TEXT in data[:_BEGINNING]


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
    remove_left_behind()
    name = "in.rtf" if data.startswith(_RTF) else "in.odt" if is_open_text(data) else "in.doc"
    converted = _converted(program, data, name, "docx:MS Word 2007 XML")
    if converted is None:
        message = f"文件是{kind}，LibreOffice 没有打开它（可能已损坏、设有密码或太慢），里面的表没有读取。"
        raise RefusedFile("damaged", message, "请用 Word 或 WPS 打开，“另存为”.docx 或 .xlsx 后再运行一次。")
    return converted


def as_pdf(document: bytes) -> bytes:
    """Return a .docx of our own as PDF.

    Raises:
        InputError: LibreOffice is not installed, or takes too long.
    """
    program, instead = office_program(), "请写成 .docx，再用 Word 或 WPS“另存为”PDF。"
    if not program:
        raise InputError("这台电脑没有安装 LibreOffice，写不出 PDF。", instead)
    remove_left_behind()
    if (converted := _converted(program, document, "in.docx", "pdf", _PRINTING_SECONDS)) is None:
        raise InputError("LibreOffice 没有写出 PDF（可能太慢或正忙）。", instead)
    digest = sha256(document).hexdigest()[:32].upper().encode()
    timeless = _CREATION.sub(lambda found: b"/CreationDate(D:20000101000000" + found[1], converted)
    return _DOCUMENT_ID.sub(lambda found: found[1] + digest, timeless)


def _converted(program: str, data: bytes, name: str, kind: str, seconds: float | None = None) -> bytes | None:
    """Return bytes as LibreOffice converts them, None where it does not.

    Args:
        name: of a file that holds them; its ending tells LibreOffice what they are.
        kind: ending of the result, with the filter where there are several.
        seconds: how long it may take; as long as a document that is read when None.
    """
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        return _converted_in(program, data, Path(folder), name, kind, SECONDS if seconds is None else seconds)


def _converted_in(program: str, data: bytes, folder: Path, name: str, kind: str, seconds: float) -> bytes | None:
    profile, result = folder / "profile" / "user", folder / "out" / f"in.{kind.partition(':')[0]}"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    source = folder / name
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", kind, "--outdir", str(result.parent), str(source)),
    ]
    _run(command, folder, seconds)
    if not result.is_file() or not 0 < result.stat().st_size <= _OUTPUT_BYTES:
        return None
    return result.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> None:
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
        process.wait(seconds)
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


def remove_left_behind() -> None:
    """Remove the folders of runs that were killed while they converted: their process is gone, or nobody needs one for so long."""
    for folder in _folders():
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _LEFT_BEHIND_SECONDS or _owner_is_gone(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _owner_is_gone(folder: Path) -> bool:
    """Tell whether the process that made a folder has ended; never on Windows, where asking would end it."""
    owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
    if sys.platform == "win32" or not owner.isdecimal():
        return False
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _folders() -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")
