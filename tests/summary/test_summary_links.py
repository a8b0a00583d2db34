"""Links lead from the summary to the cells of the files, wherever both are moved together."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import declaration, self_evaluation
from tests.summary.batches import batch_of, finding
from tests.summary.office import convert, needs_libreoffice
from tests.summary.reading import opened
from xlperf.book.links import SourceLinks, internal
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, write_summary
from xlperf.summary.tables.finding_rows import finding_table

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
    """Return target and location of every link that leads into another file."""
    return [
        (cell.hyperlink.target.replace("\\", "/"), cell.hyperlink.location)
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None and cell.hyperlink.target
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


def _ways(sheet: Worksheet, row: int) -> dict[str, str]:
    """Return where the cells of a row lead to within the workbook, by their address."""
    cells = [cell for cell in sheet[row] if cell.hyperlink is not None and not cell.hyperlink.target]
    return {cell.coordinate: str(cell.hyperlink.location) for cell in cells}


def test_a_project_leads_to_its_form_and_its_findings_and_they_lead_back() -> None:
    """The name leads to the printed form, the verdict to the worst finding, a finding to the row of its project."""
    good, bad = declaration(file="a.xlsx", project_name="甲项目"), declaration(file="b.xlsx", project_name="乙项目")
    batch = batch_of(good, bad, findings=(finding(bad, severity="warning"), finding(bad)))
    book = opened(batch)
    assert _ways(book["汇总表"], 5) == {"A5": "'申报表'!A2"}
    ways = _ways(book["汇总表"], 6)
    assert ways.pop("N6") == "'校验结果'!A4"
    ((name, form),) = ways.items()
    assert name == "A6"
    assert book["申报表"][form.rpartition("!")[2]].value == "财政项目支出绩效目标申报表"
    assert [book["校验结果"].cell(row, 2).value for row in (4, 5)] == ["错误", "警告"]
    assert [_ways(book["校验结果"], row) for row in (4, 5)] == [{"A4": "'汇总表'!A6"}, {"A5": "'汇总表'!A6"}]


def test_the_findings_of_a_whole_file_are_those_of_its_forms() -> None:
    """A form without a finding of its own, returned because of its file, leads to the finding about the file."""
    form = declaration(file="a.xlsx")
    about_file = Finding("FILE-003", "error", "扩展名不符", "a.xlsx", "扩展名与内容不符。")
    book = opened(batch_of(form, findings=(about_file,)))
    assert _ways(book["汇总表"], 5)["N5"] == "'校验结果'!A4"
    assert _ways(book["校验结果"], 4) == {}


def test_a_self_evaluation_leads_to_its_form_and_its_findings() -> None:
    """On the 自评汇总表 likewise, and its findings lead back to its row there."""
    form = self_evaluation()
    book = opened(batch_of(form, findings=(finding(form, "SELF-001"),)))
    ways = list(_ways(book["自评汇总表"], 5).values())
    assert ways == ["'自评表'!A2", "'校验结果'!A4"]
    assert _ways(book["校验结果"], 4) == {"A4": "'自评汇总表'!A5"}


def test_links_into_one_file_share_a_relationship() -> None:
    """Thousands of links into hundreds of files need hundreds of relationships, so that the workbook opens quickly."""
    sheet = opened(_batch("a.xlsx", "b.xlsx"))["指标明细"]
    assert len(_links(sheet)) == 12
    assert len({cell.hyperlink.id for row in sheet.iter_rows() for cell in row if cell.hyperlink}) == 2


def test_without_a_relative_way_nothing_is_linked() -> None:
    """When summary and folder share no root, cells hold plain text, and no absolute path."""
    sheet = opened(_batch("a.xlsx"), link_base=None)["校验结果"]
    assert _links(sheet) == []
    assert sheet["E4"].value == "E6"
    assert sheet["E4"].font.u is None


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


def test_a_verdict_leads_to_the_worst_finding_of_its_form_or_file() -> None:
    """An error about the file as a whole stands before a warning about the form, and the other way round."""
    form = declaration(file="a.xlsx")
    whole = replace(finding(form, "FILE-009"), sheet="", form="", cell="")
    for own, about_file in (("warning", "error"), ("error", "warning"), ("info", "warning")):
        found = (replace(finding(form), severity=own), replace(whole, severity=about_file))
        rows = finding_table(batch_of(form, findings=found))
        assert rows.address(form.source) == internal("校验结果", "A4"), (own, about_file)
    assert finding_table(batch_of(form)).address(form.source) is None
