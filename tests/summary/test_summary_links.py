"""Links lead from the summary to the cells of the files, wherever both are moved together."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from tests.summary.office import convert, needs_libreoffice
from tests.summary.reading import opened
from xlperf.results import Batch
from xlperf.summary import SummaryOptions, write_summary
from xlperf.summary.links import SourceLinks, internal

NAMES = [
    "plain.xlsx",
    "子 夹/带 空格.xlsx",
    "特殊#字符%20&'引号'！.xlsx",
    "子#夹%/百分100%.xlsx",
    "[方]{花}^`;,=+@$~.xlsx",
    "全角（１）＃％.xlsx",
]


def _batch(*names: str, sheet: str = "申报 '表'") -> Batch:
    forms = [declaration(file=name, sheet=sheet) for name in names]
    return batch_of(*forms, findings=tuple(finding(form) for form in forms))


def _links(sheet: Worksheet) -> list[tuple[str, str]]:
    return [
        (cell.hyperlink.target.replace("\\", "/"), cell.hyperlink.location)
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_leads_to_its_cell(name: str) -> None:
    """The link names the file relative to the summary, percent-encoded, and the cell on its sheet."""
    ((target, location),) = _links(opened(_batch(name), link_base="../报送 夹")["校验结果"])
    assert unquote(target) == f"../报送 夹/{name}"
    assert not set(target) & set(' #<>"')
    assert location == "'申报 ''表'''!E6"


@needs_libreoffice
def test_libreoffice_finds_the_files(tmp_path: Path) -> None:
    """Resolved by LibreOffice, each link names a file that is there, whatever its name holds."""
    for name in NAMES:
        file = tmp_path / "报送 夹" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    summary = tmp_path / "输出" / "汇总.xlsx"
    summary.parent.mkdir()
    write_summary(_batch(*NAMES), summary, SummaryOptions(link_base="../报送 夹"))
    convert([summary], "fods", summary.parent, tmp_path / "profile")
    addresses = re.findall(r'xlink:href="(\.\./[^"#]*)', summary.with_suffix(".fods").read_text("utf-8"))
    found = {unquote(unescape(address)) for address in addresses}
    assert found == {f"../报送 夹/{name}" for name in NAMES}
    assert all((summary.parent / address).is_file() for address in found)


def test_every_list_has_its_links() -> None:
    """A project, an indicator, a finding and a file each lead to their source."""
    book = opened(_batch("a.xlsx"), link_base="")
    assert _links(book["汇总表"]) == [("a.xlsx", "'申报 ''表'''!A1")]
    assert _links(book["指标明细"])[1] == ("a.xlsx", "'申报 ''表'''!E14")
    assert _links(book["来源核对"]) == [("a.xlsx", None)]


def test_links_into_one_file_share_a_relationship() -> None:
    """Thousands of links into hundreds of files need hundreds of relationships, so that the workbook opens quickly."""
    sheet = opened(_batch("a.xlsx", "b.xlsx"))["指标明细"]
    assert len(_links(sheet)) == 12
    assert len({cell.hyperlink.id for row in sheet.iter_rows() for cell in row if cell.hyperlink}) == 2


def test_without_a_relative_way_nothing_is_linked() -> None:
    """When summary and folder share no root, cells hold plain text, and no absolute path."""
    sheet = opened(_batch("a.xlsx"), link_base=None)["校验结果"]
    assert _links(sheet) == []
    assert sheet["I4"].value == "E6"
    assert sheet["I4"].font.u is None


def test_beyond_the_limit_cells_are_text_and_a_line_says_so() -> None:
    """A sheet holds so many links and no more: the rest is text, and the line on top says so."""
    form = declaration(rows=[("产出指标", "数量指标", f"指标{index}", "=1(个)") for index in range(10)])
    sheet = opened(batch_of(form), link_limit=7)["指标明细"]
    assert len(_links(sheet)) == 7
    assert sheet["Q13"].value == "E22"
    assert sheet["A2"].value.endswith("链接已达每张工作表 7 个的上限，其后 3 处只列文字。")


def test_addresses() -> None:
    """A name that is no Unicode, or too long an address, is not linked; quotes in sheet names are doubled."""
    links = SourceLinks("in")
    assert links.to("a\\udce4.xlsx") is None
    assert links.to("名" * 2100 + ".xlsx") is None
    assert links.to("") is None
    assert links.to("a.xlsx") == "external:in/a.xlsx"
    assert links.to("a.xlsx", "表") == "external:in/a.xlsx#'表'!A1"
    assert internal("汇总表", "A5") == "internal:'汇总表'!A5"
