"""A summary as lines of text: every cell with its look, every merge, width, link, print setting and chart, as they were written.

``python -m tests.summary.summary_dump`` writes the files that ``test_summary_whole.py`` holds the program to.  They pin what
is written now, right or wrong: read their difference before you commit it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from io import BytesIO
from itertools import groupby
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element, fromstring, tostring

from tests.intake.packages import packed
from tests.lots import Lot
from tests.returns.marked import parts_of
from tests.summary.batches import (
    carried_into,
    changes_of_lists,
    eventful,
    of_lists,
    of_many_units,
    of_print_sizes,
    rounds_of,
    three_categories,
)
from xlperf.book.book_report import SheetReport
from xlperf.errors import OutputError
from xlperf.intake.limits import intake_settings
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, workbook
from xlperf.summary.check.samples import samples
from xlperf.summary.check.summary_check import verify
from xlperf.summary.earlier.earlier_handwriting import read_handwriting
from xlperf.summary.earlier.earlier_summary import listed_amounts, read_snapshot
from xlperf.summary.submission_copy import Signature, submission_copy
from xlperf.summary.summary_context import SummaryContext, summary_context

BATCHES: Mapping[str, Callable[[], Batch]] = {
    "summary-eventful": eventful,
    "summary-categories": three_categories,
    "summary-units": of_many_units,
    "summary-lists": of_lists,
    "summary-prints": of_print_sizes,
    "summary-submission": eventful,
}
_ONLY: Mapping[str, Collection[str]] = {
    "summary-units": ("总览", "汇总表", "分类统计", "自评汇总表", "报送质量", "来源核对"),
    "summary-submission": ("上报表", "自评上报表"),
    "summary-lists": ("总览", "校验结果", "来源核对", "上下年对比", "分级汇总", "报送情况", "变动"),
}
"""Sheets that are held of a batch, where not all are: its other sheets say the same of more forms."""

FOLDER = Path(__file__).parents[1] / "data"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRINGS = "xl/sharedStrings.xml"
_NOTES = ("xl/comments", "xl/drawings/vml")
_PARTS = ("font", "fill", "border")
_NAMESPACE = re.compile(r' xmlns(?::\w+)?="[^"]*"|(?<=[<\s/])ns\d+:')


def dumped(name: str) -> list[str]:
    """Return the lines of the summary of a batch."""
    batch = BATCHES[name]()
    if name == "summary-submission":
        signature = Signature("王芳", "", date(2026, 3, 1))
        return lines_of(submission_copy(batch, SummaryOptions(), signature), _ONLY[name])
    options, changes, carried = SummaryOptions(), (), None
    if name == "summary-lists":
        options, changes, carried = SummaryOptions(link_base="送来"), changes_of_lists(), carried_into(batch)
    rounds = rounds_of(batch) if name == "summary-units" else None
    context = summary_context(batch, options, changes, rounds, carried)
    content, report = workbook.render(context)
    if name == "summary-prints":
        return list(_pages(content))
    checked = _checked(content, context, report.sheets) if name == "summary-eventful" else ()
    return [*lines_of(content, _ONLY.get(name, ())), *_read_back(content, name), *_meant(context), *checked, *_told(report.sheets)]


def _pages(content: bytes) -> Iterator[str]:
    """Yield of the print sheets how high their rows are, where their pages begin, what is merged, and which looks are used."""
    for name, part in sorted(parts_of(content).items()):
        text = part.decode("utf-8")
        if name.startswith("xl/worksheets/sheet") and "<brk " in text and "<mergeCells" in text:
            yield f"## {name}"
            for number, look, cells in re.findall(r'<row r="(\d+)"([^>]*)>(.*?)(?=<row |</sheetData>)', text):
                styles = groupby(re.findall(r' s="(\d+)"', cells))
                yield f"{number}{look} {' '.join(f'{each}×{len(list(same))}' for each, same in styles)}"
            yield from (" ".join(re.findall(pattern, text)) for pattern in (r'<brk id="(\d+)"', r'<mergeCell ref="([^"]+)"'))
    strings = parts_of(content)[_STRINGS].decode("utf-8")
    yield from (each.replace("\n", "⏎") for each in sorted(re.findall("<si><t[^>]*>([^<]{1,90})</t>", strings)))


def _meant(context: SummaryContext) -> Iterator[str]:
    """Yield what the check of a finished summary expects in which cells, a line a row."""
    yield "## 复核"
    for (sheet, row), cells in groupby(samples(context), key=lambda each: (each.sheet, each.row)):
        yield f"{sheet} {row + 1}: {' '.join(f'{each.column}={each.value}' for each in cells)}".replace("\n", "⏎")


def _told(sheets: Sequence[SheetReport]) -> Iterator[str]:
    """Yield what the program says of the sheets it wrote."""
    yield "## 各表"
    yield from (" ".join(map(str, astuple(each))) for each in sheets)


def _checked(content: bytes, context: SummaryContext, sheets: Sequence[SheetReport]) -> Iterator[str]:
    """Yield what the check says of a summary in which by lot one thing is not as it was written."""
    lot, parts = Lot(41), parts_of(content)
    names = sorted(name for name in parts if name.startswith("xl/worksheets/sheet") or name == _STRINGS)
    for _ in range(60):
        name = lot.of(names)
        change = lot.of(_TAMPERED)
        found = list(re.finditer(change.encode(), parts[name]))
        if found:
            hit = lot.of(found)
            new = lot.of((b"", b"<v>7</v>", hit[0] * 2))
            changed = {**parts, name: parts[name][: hit.start()] + new + parts[name][hit.end() :]}
            try:
                verify(packed(changed), context, sheets)
                said = "passed"
            except OutputError as problem:
                said = problem.message
            yield f"{name} {hit[0].decode()[:60]} → {new.decode()[:20]}: {said}".replace("\n", "⏎")


_TAMPERED = ("<row .*?</row>", "<v>[0-9.]+</v>", "<brk [^>]*>", "<si>.*?</si>", '<c r="A[0-9]+" s="[0-9]+"><v>[0-9]+</v>', "</row>")


def _read_back(content: bytes, name: str) -> Iterator[str]:
    """Yield what the next run reads out of a summary: what it listed, last year's money, what the clerk wrote."""
    if name not in ("summary-eventful", "summary-lists"):
        return
    limits = intake_settings().limits
    found = read_snapshot(content, limits)
    yield "## 读回"
    for form in found.forms:
        said = (f"{each.label}={each.text}" for each in (*form.amounts, *form.contents) if each.text)
        yield " ".join((*map(str, astuple(form.place)), form.cell, *said)).replace("\n", "⏎")
    for row in found.indicators:
        yield " ".join((*row.levels, row.cell, *(f"{each.label}={each.text}" for each in row.values)))
    yield from (" ".join(map(str, astuple(each))).replace("\n", "⏎") for each in found.findings)
    yield from (" ".join(map(str, astuple(each))) for each in listed_amounts(content, limits))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "汇总表.xlsx"
        path.write_bytes(content)
        written = read_handwriting(path)
    yield from (" ".join(map(str, astuple(each))) for each in (*written.remarks, *written.handled))


def lines_of(content: bytes, sheets: Collection[str] = ()) -> list[str]:
    """Return the lines of a workbook, or those of some of its sheets and of their looks."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return list(_Dump(package).lines(sheets))


class _Dump:
    """One workbook; looks are numbered as they are met, and told at the end."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        shared = self._xml(_STRINGS) if _STRINGS in package.namelist() else ()
        self._strings = ["".join(each.itertext()) for each in shared]
        self._styles = self._xml("xl/styles.xml")
        self._looks: dict[str, int] = {}

    def lines(self, sheets: Collection[str]) -> Iterator[str]:
        """Yield the sheets, the rest of the workbook, charts, looks; only looks besides where some sheets are named."""
        book, targets = self._xml("xl/workbook.xml"), self._targets("xl/workbook.xml")
        for each in book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
            if not sheets or each.get("name") in sheets:
                yield f"## {each.get('name')}"
                yield from self._sheet(f"xl/{targets[each.get(_LINK, '')]}")
        if not sheets:
            yield from self._rest(book)
        yield from self._whole(_NOTES)
        yield "## 样式"
        yield from (f"{number}: {look}" for look, number in self._looks.items())
        yield from (_text(each) for each in self._styles.find(f"{_MAIN}dxfs") or ())

    def _rest(self, book: Element) -> Iterator[str]:
        yield "## 工作簿"
        yield from (_text(each) for tag in ("bookViews", "definedNames") for part in book.iterfind(_MAIN + tag) for each in part)
        yield from self._whole(("xl/charts/", "xl/drawings/drawing", "docProps/"))

    def _whole(self, parts: tuple[str, ...]) -> Iterator[str]:
        for name in self._package.namelist():
            if name.startswith(parts):
                yield f"## {PurePosixPath(name).name}"
                yield from (_text(each) for each in self._xml(name))

    def _xml(self, name: str) -> Element:
        return fromstring(self._package.read(name))

    def _targets(self, part: str) -> dict[str, str]:
        path = PurePosixPath(part)
        name = str(path.parent / "_rels" / f"{path.name}.rels")
        if name not in self._package.namelist():
            return {}
        return {each.get("Id", ""): each.get("Target", "") for each in self._xml(name)}

    def _sheet(self, part: str) -> Iterator[str]:
        targets = self._targets(part)
        for block in self._xml(part):
            if block.tag == f"{_MAIN}sheetData":
                yield from (self._row(row) for row in block)
                continue
            for each in block.iter():
                if _LINK in each.attrib:
                    each.set(_LINK, targets[each.attrib[_LINK]])
                if each.tag == f"{_MAIN}col":  # releases of XlsxWriter round a seventh of a character apart
                    each.set("width", f"{int(float(each.get('width', '0')) * 3)}/3")
            if len(block) > 1 and block.attrib:
                yield " ".join((block.tag.removeprefix(_MAIN), *(f"{name}={value}" for name, value in block.attrib.items())))
            yield from map(_text, block if len(block) > 1 else (block,))

    def _row(self, row: Element) -> str:
        """Return a row: its number and settings, and each cell as address, look, content, formula."""
        head = " ".join(f"{name}={value}" for name, value in row.attrib.items())
        return "\t".join((head, *(self._cell(each) for each in row)))

    def _cell(self, cell: Element) -> str:
        stored, formula = cell.findtext(f"{_MAIN}v", ""), cell.findtext(f"{_MAIN}f")
        shown = repr(self._strings[int(stored)]) if cell.get("t") == "s" else stored or cell.findtext(f"{_MAIN}is/{_MAIN}t", "")
        said = f"{cell.get('r')}[{self._look(int(cell.get('s', '0')))}]{shown}"
        return said if formula is None else f"{said} ={formula}"

    def _look(self, index: int) -> int:
        xf = self._styles.find(f"{_MAIN}cellXfs")[index]  # type: ignore[index]
        parts = [_text(self._styles.find(f"{_MAIN}{each}s")[int(xf.get(f"{each}Id", "0"))]) for each in _PARTS]  # type: ignore[index]
        number = xf.get("numFmtId", "0")
        own = {each.get("numFmtId"): each.get("formatCode", "") for each in self._styles.iter(f"{_MAIN}numFmt")}
        look = " ".join((own.get(number, number), *parts, *map(_text, xf), f"quoted={xf.get('quotePrefix', '0')}"))
        return self._looks.setdefault(look, len(self._looks))


def _text(element: Element) -> str:
    return " ".join(_NAMESPACE.sub("", tostring(element, "unicode")).split())


def main() -> None:
    """Write what the summaries are now."""
    for name in BATCHES:
        (FOLDER / f"{name}.txt").write_text("\n".join(dumped(name)) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
