"""Break workbooks at random and read them as xlperf does: run ``python -m tests.fuzz_workbooks --help``.

A finding is anything but a reading or a refusal: an exception outside the
project's own errors, a child that died, a reading that takes longer than
``SECONDS`` of the processor or more than ``MEMORY`` bytes.  Binary workbooks (.xls, .xlsb) go
through libraries of others, one of native code: there a dead child is no finding
but told as fenced, since the program makes it that file's refusal.  Input number N of a seed is always
the same, so a finding can be made again with ``--only N``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from tests.fuzz_sources import write_sources
from xlperf.errors import RefusedFile
from xlperf.forms import read_forms
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import parse_workbook
from xlperf.run.batch import run
from xlperf.run.children.child_process import Died, Fences
from xlperf.run.children.workers import run_all
from xlperf.run.run_settings import RunSettings
from xlperf.summary import write_summary

SECONDS = 5.0
_PATIENCE = 60.0  # by the clock on the wall: other programs may have the processor
MEMORY = 1 << 30
_BATCH = 64
_NUMBERS_SHOWN = 5
_LARGEST = 8 << 20
_LONGEST_TAG = 10_000  # looking for attributes in a longer one takes the square of its length
# fmt: off
_REFERENCES = [
    "", "A1", "A0", "1A", "XFD1048576", "XFE1", "A1048577", "ZZZZ9", "A1:XFD1048576", "A1:A1048576", "B2:A1",
    "A:A", "1:1048576", "#REF!", "$A$1", "表!A1", "A99999999999999999999",
]
_NUMBERS = [
    "", "0", "-1", "1", "1 ", "65535", "4294967296", "99999999999999999999", "1e999", "-1e999", "NaN", "-0.0", "0x1",
    "１２", "1,5", "true", "9" * 5000,
]
_WORDS = [
    "", "s", "str", "inlineStr", "d", "b", "e", "n", "zzz", "veryHidden", "../../x", "/xl/x.xml", "rId999", "\u202e绩",
    "_x0000_", "_xD800_", "&#0;", "&lt;", "=1+", "A" * 5000,
]
# fmt: on
_TOKEN = re.compile(rb"<[^<>]+>|[^<>]+")
_ATTRIBUTE = re.compile(rb'([\w:.-]+)="([^"]*)"')
_STRICT = (b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main")


_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
_OTHERS = (".docx", ".html", ".xml", ".txt", ".zip", ".7z", ".eml", ".mbox", ".msg", ".dat", ".pdf")
_BINARY_PARTS = (".bin", ".xlsx", ".zip")
_TEXTS = (".html", ".xml", ".txt", ".eml", ".mbox", ".pdf")


@dataclass(frozen=True, slots=True)
class Input:
    """A broken workbook: which seed number, which number in its sequence, made from which files; with its summary or read only."""

    seed: int
    number: int
    sources: tuple[str, ...]
    summary: bool = False


def broken(which: Input) -> bytes:
    """Return the bytes of an input, the same at every call."""
    chance = random.Random(f"{which.seed}-{which.number}")
    source = chance.choice(which.sources)
    data = _content(source)
    if source.endswith(_TEXTS) and chance.random() < 0.8:
        return mutated(data, chance)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, zlib.error):
        parts = {}
    names = [name for name in parts if name.endswith((".xml", ".rels", *_BINARY_PARTS)) and parts[name]]
    if chance.random() < 0.15 or not names:
        return _flipped(data, chance) if data else data
    for name in chance.choices(names, k=chance.choice((1, 1, 2))):
        parts[name] = (_flipped if name.endswith(_BINARY_PARTS) else mutated)(parts[name], chance)
    if chance.random() < 0.03:
        del parts[chance.choice(names)]
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        for name, content in parts.items():  # a name alone would be given the time of the clock
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 1)
    return held.getvalue()


@cache
def _content(source: str) -> bytes:
    return Path(source).read_bytes()


def mutated(xml: bytes, chance: random.Random) -> bytes:
    """Return a part with one to eight of its tags and texts changed."""
    tokens: list[bytes] = _TOKEN.findall(xml)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8)) if tokens else 0):
        place = chance.randrange(len(tokens))
        token = tokens[place]
        attributes = list(_ATTRIBUTE.finditer(token)) if len(token) < _LONGEST_TAG else []
        kind = chance.random()
        if attributes and kind < 0.6:
            tokens[place] = _other_attribute(token, chance.choice(attributes), chance)
        elif kind < 0.7:
            tokens[place] = b""
        elif kind < 0.8:
            tokens[place] = token * min(chance.choice((2, 3, 500, 20000)), 1 + _LARGEST // (len(token) + 1))
        elif kind < 0.87:
            other = chance.randrange(len(tokens))
            tokens[place], tokens[other] = tokens[other], token
        elif kind < 0.94:
            tokens[place] = chance.choice(_NUMBERS + _WORDS).encode()
        elif kind < 0.96:
            tokens[place] = token.replace(*_STRICT)
        else:
            tokens[place] = token[: chance.randrange(len(token) + 1)]
    return b"".join(tokens)


def _other_attribute(token: bytes, attribute: re.Match[bytes], chance: random.Random) -> bytes:
    if chance.random() < 0.15:
        return token[: attribute.start()] + token[attribute.end() :]
    value = chance.choice(chance.choice((_REFERENCES, _NUMBERS, _WORDS))).encode()
    return token[: attribute.start(2)] + value + token[attribute.end(2) :]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some changed, cut off or repeated."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    start = chance.randrange(len(changed))
    if chance.random() < 0.2:
        del changed[start : start + chance.randrange(1, 2000)]
    elif chance.random() < 0.2:
        changed[start:start] = changed[start : start + chance.randrange(1, 2000)]
    return bytes(changed)


def outcome(which: Input) -> str:
    """Read an input through intake and forms; return what came of it."""
    data = broken(which)
    began = time.process_time()
    try:
        result = f"summary {_summary(data, _suffix(which))}" if which.summary else _reading(data)
    except RefusedFile as refusal:
        result = f"refused {refusal.reason}"
    except Exception as error:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
        result = f"FAULT {type(error).__name__} {where}"
    return "FAULT slow" if time.process_time() - began > SECONDS else result


def _reading(data: bytes) -> str:
    found = read_forms(parse_workbook(data, intake_settings().limits), "x", load_layouts(()), load_vocabulary())
    return f"read {len(found.forms) > 0}"


def _suffix(which: Input) -> str:
    """Return how the name of an input ends: as that of the file it was made from."""
    return Path(random.Random(f"{which.seed}-{which.number}").choice(which.sources)).suffix


def _summary(data: bytes, suffix: str) -> str:
    """Return what came of a folder that holds nothing but these bytes: judged, summed up, opened again and compared."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "报送"
        folder.mkdir()
        (folder / f"x{suffix}").write_bytes(data)
        batch = run([folder], RunSettings(workers=0))
        report = write_summary(batch, Path(place) / "汇总.xlsx")
        if not report.balanced:
            return "FAULT not balanced"
        return f"{suffix} {'with' if batch.counted else 'without'} forms"


def fuzz(sources: Sequence[Path], seed: int, seconds: float, first: int = 0, summary: bool = False) -> Iterator[tuple[int, str]]:
    """Yield number and outcome of one input after the other until the time is over."""
    names = tuple(str(each) for each in sources)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        batch = [Input(seed, number, names, summary) for number in range(first, first + _BATCH)]
        for which, found in zip(batch, run_all(outcome, batch, 1, Fences(_PATIENCE, MEMORY)), strict=True):
            yield which.number, _died(which, found) if isinstance(found, Died) else found
        first += _BATCH


def _died(which: Input, died: Died) -> str:
    """Return what the death of a child is: a fault, or the fence at work around a library of native code."""
    is_ours = _suffix(which) not in (".xls", ".xlsb")
    return f"{'FAULT' if is_ours else 'fenced'} {died.reason} {died.detail}"


def sources_in(folder: Path | None, spare: Path, kinds: Sequence[str]) -> list[Path]:
    """Return the files of a folder, or one of every kind that is made for the purpose."""
    found = write_sources(spare) if folder is None else sorted(each for each in folder.rglob("*") if each.is_file())
    return [each for each in found if each.suffix in kinds and each.stat().st_size < 200_000]


def main() -> int:
    """Run from the command line; the exit status is 1 when there was a finding."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("folder", nargs="?", type=Path, help="workbooks to break; one is made when there is none")
    command.add_argument("--seconds", type=float, default=60)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--summary", action="store_true", help="judge each and write its summary, too")
    command.add_argument("--kinds", nargs="+", default=[*_BOOKS, *_OTHERS], help="suffixes of the files that are broken")
    command.add_argument("--only", type=int, help="make this one input, write it to standard output as bytes")
    options = command.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        sources = sources_in(options.folder, Path(spare), options.kinds)
        if options.only is not None:
            sys.stdout.buffer.write(broken(Input(options.seed, options.only, tuple(map(str, sources)))))
            return 0
        seen: Counter[str] = Counter()
        first: dict[str, list[int]] = {}
        for number, found in fuzz(sources, options.seed, options.seconds, summary=options.summary):
            seen[found] += 1
            first.setdefault(found, []).append(number)
    print(f"{sum(seen.values())} inputs, seed {options.seed}")
    for found, count in seen.most_common():
        print(f"{count:8d}  {found}, at {' '.join(map(str, first[found][:_NUMBERS_SHOWN]))}")
    return int(any(found.startswith("FAULT") for found in seen))


if __name__ == "__main__":
    sys.exit(main())
