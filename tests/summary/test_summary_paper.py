"""The summary on paper, as LibreOffice prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest

from tests.summary.batches import batch_of, declaration, finding, self_evaluation
from tests.summary.office import convert, needs_libreoffice
from xlperf.book.list_columns import Column
from xlperf.book.list_pages import list_pages, start_of_last_page, width_left
from xlperf.summary import write_summary

needs_poppler = pytest.mark.skipif(shutil.which("pdftohtml") is None, reason="poppler is not installed: nothing to measure with")

_ZOOM = 3
"""pdftohtml tells sizes in whole points, and enlarges no more than this: what it says is up to a third too small."""

_FOOTER = re.compile("第 ?\\d+ ?页")


@dataclass(slots=True)
class Page:
    """A printed page: is it landscape, what it says, and the sizes of its texts in points."""

    landscape: bool
    text: str = ""
    sizes: set[float] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)


def pages_of(pdf: Path) -> list[Page]:
    """Return the pages of a PDF with the sizes of their texts."""
    command = ["pdftohtml", "-xml", "-i", "-zoom", str(_ZOOM), "-stdout", str(pdf)]
    pages: list[Page] = []
    fonts: dict[str, float] = {}
    for line in subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=600).stdout.splitlines():
        if page := re.search(r'<page .*height="(\d+)" width="(\d+)"', line):
            pages.append(Page(int(page[2]) > int(page[1])))
        elif font := re.search(r'<fontspec id="(\d+)" size="(\d+)"', line):
            fonts[font[1]] = int(font[2]) / _ZOOM
        elif text := re.search(r'<text top="(\d+)".* font="(\d+)">(.*)</text>', line):
            pages[-1].text += unescape(re.sub("<[^>]*>", "", text[3]))
            pages[-1].sizes.add(fonts[text[2]])
            pages[-1].lines.add(int(text[1]))
    return pages


@needs_libreoffice
@needs_poppler
def test_no_page_has_small_text_and_none_is_empty(tmp_path: Path) -> None:
    """Lists of long names, large sums and full goals: text of 8 points or more, something on every page, every project named;
    no total stands without its rows, no table without its header, and each list is one page wide."""
    names = [f"{part}社区图书室图书采购及阅读推广项目" for part in ("东区", "西区", "南区", "北区", "中心")]
    goal = "举办阅读活动十二场，" * 12
    forms = [declaration(file=f"{name}.xlsx", project_name=name, annual_goal=goal) for name in names]
    forms += [declaration(file=f"{at}.xlsx", unit=f"第{at}图书馆", project_name=f"第{at}批图书采购") for at in range(11, 31)]
    done = [self_evaluation(file=f"{name}自评.xlsx", project_name=name) for name in names]
    found = [finding(form, f"FUND-{at % 12:03}") for at, form in enumerate(forms)]
    book = tmp_path / "summary.xlsx"
    write_summary(batch_of(*forms, *done, findings=tuple(found)), book)
    convert([book], "pdf", tmp_path, tmp_path / "profile")
    pages = pages_of(tmp_path / "summary.pdf")
    small = [(number, min(page.sizes)) for number, page in enumerate(pages, 1) if page.landscape and min(page.sizes) < 8]
    assert small == []
    assert [number for number, page in enumerate(pages, 1) if len(page.lines) < 4 or not _FOOTER.search(page.text)] == []
    said = "".join(page.text for page in pages)
    assert [name for name in names if name not in said] == []
    for total, row in (("与汇总表、校验结果的合计核对", "第30图书馆"), ("按规则统计", "FUND-011"), ("各类问题条数", "FUND-000")):
        assert [row in page.text for page in pages if total in page.text] == [True], total
    lists = [page for page in pages if page.landscape and "批图书采购" in page.text and "项目类别" in page.text]
    assert all("年度目标" in page.text and "校验结果" in page.text for page in lists if "起止时间" in page.text)


def test_a_wide_list_is_printed_in_blocks_that_each_say_which_row_it_is() -> None:
    """What fits is one page; more goes on further pages beside the keys, and columns under one header are not parted."""
    key, money = Column("序号", 10), Column("金额", 50, "money", "资金")
    assert list_pages([key, money], 1, "A4").blocks == ((0, 1),)
    wide = list_pages([key, Column("名称", 60), money, money], 1, "A4")
    assert (wide.paper, wide.blocks, wide.repeated) == (9, ((0, 1), (2, 3)), 1)
    assert (list_pages([key, Column("名称", 60), money, money], 1, "A3").paper, wide.repeated) == (8, 1)
    assert list_pages([Column("名称", 100), money, money], 1, "A4").repeated == 0


def test_a_column_that_takes_what_the_others_leave_keeps_eight_points_after_rounding() -> None:
    """A4 holds 1,045 pixels; 9 points are shrunk to no less than 8 with 8 % to spare: filled to the last, 7.8 were printed."""
    others = [Column("名称", 60.0), Column("金额", 12.3, "money")]
    filled = list_pages([*others, Column("目标", width_left(others, "A4"))], 1, "A4")
    assert len(filled.blocks) == 1
    assert 9 * 1045 / filled.width / 8 >= 1.08


def test_the_last_page_has_more_than_a_few_rows() -> None:
    """A list whose last rows would stand alone, here or on a printer that holds a little less, breaks five rows earlier."""
    row = 17.25
    starts = [start_of_last_page([row] * rows, 1000.0) for rows in (5, 20, 26, 29, 33, 40, 57)]
    assert starts == [None, None, None, 24, 28, None, 52]
