"""What the clerk wrote into the last summary stands in the next one, or is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from tests.summary.office import convert, needs_libreoffice
from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.summary import SummaryOptions
from xlperf.summary.earlier.earlier_handwriting import read_handwriting
from xlperf.summary.workbook import render_summary

_LOST = "上次汇总表里手写的内容有 {} 处没有放回原处，列在工作表“变动”（手写留存），没有丢；不再需要的，请在那里删去那一行。"


def _run(*more: str) -> str:
    result = CliRunner().invoke(cli, ["consolidate", "报送", "-o", "汇总.xlsx", "--workers", "0", *more])
    assert result.exit_code in (0, 1), result.output
    return result.stderr


def _column(sheet: str, header: str) -> dict[tuple[str, str], str]:
    """Return what stands in a column by rule (empty for a form) and project."""
    rows = CalamineWorkbook.from_path("汇总.xlsx").get_sheet_by_name(sheet).to_python()[2:]
    names = [str(each) for each in rows[0]]
    at = names.index(header)
    rule = names.index("规则") if "规则" in names else None
    found = {}
    for row in rows[1:]:
        if isinstance(row[0], float):
            found[str(row[rule]) if rule is not None else "", str(row[names.index("项目名称")])] = str(row[at] or "")
    return found


def _write(sheet: str, header: str, texts: dict[tuple[str, str], str]) -> None:
    """Type texts into a column, as Excel would leave them."""
    book = openpyxl.load_workbook("汇总.xlsx")
    listed = book[sheet]
    names = {str(cell.value): cell.column for cell in listed[3]}
    for row in range(4, listed.max_row + 1):
        rule = str(listed.cell(row, names["规则"]).value) if "规则" in names else ""
        text = texts.get((rule, str(listed.cell(row, names["项目名称"]).value)))
        if text is not None:
            listed.cell(row, names[header]).value = text
    book.save("汇总.xlsx")


def _changes() -> list[tuple[object, ...]]:
    rows = CalamineWorkbook.from_path("汇总.xlsx").get_sheet_by_name("变动").to_python()[3:]
    return [(row[3], row[5], row[6]) for row in rows if row[1] == "手写留存"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two projects, of which one's amounts do not add up."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "报送"
    write_declaration(made / "甲.xlsx", project_name="灯塔维护", annual=360000)
    write_declaration(made / "乙.xlsx", project_name="渡口修缮")
    return made


def test_what_is_typed_stays_where_rows_and_names_of_files_change(folder: Path) -> None:
    """备注 and 处理情况 stand beside the same form and finding, though files were renamed and rows have moved."""
    assert "手写" not in _run()
    finding = next(each for each in _column("校验结果", "处理情况") if each[1] == "灯塔维护")
    _write("校验结果", "处理情况", {finding: "✓ 已电话通知"})
    _write("汇总表", "备注", {("", "渡口修缮"): "等正式文件；下周补"})
    (folder / "甲.xlsx").rename(folder / "丙.xlsx")
    write_declaration(folder / "丁.xlsx", project_name="新项目")
    for _ in range(2):
        assert "手写" not in _run()
        assert _column("校验结果", "处理情况")[finding] == "✓ 已电话通知"
        assert _column("汇总表", "备注") == {("", "渡口修缮"): "等正式文件；下周补", ("", "灯塔维护"): "", ("", "新项目"): ""}


def test_what_has_no_place_any_more_is_listed(folder: Path) -> None:
    """A note beside a mended finding, beside a form that is gone and in a line of sums: each is on 变动 and on the screen."""
    _run()
    finding = next(each for each in _column("校验结果", "处理情况") if each[1] == "灯塔维护")
    _write("校验结果", "处理情况", {finding: "已通知"})
    _write("校验结果", "核准", {finding: "核准：尾差"})
    _write("汇总表", "备注", {("", "渡口修缮"): "等文件"})
    book = openpyxl.load_workbook("汇总.xlsx")
    sheet = book["汇总表"]
    last = next(cell.column for cell in sheet[3] if cell.value == "备注")
    total = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == "合计")
    sheet.cell(total, last).value = "已报分管领导"
    book.save("汇总.xlsx")
    (folder / "乙.xlsx").unlink()
    write_declaration(folder / "甲.xlsx", project_name="灯塔维护")
    assert _LOST.format(4) in _run()
    rule = finding[0]
    told = [(project, label.split(" ")[0], text) for project, label, text in _changes() if isinstance(label, str)]
    assert told == [
        ("渡口修缮", "备注", "等文件"),
        ("合计", "备注", "已报分管领导"),
        ("灯塔维护", f"处理情况：{rule}", "已通知"),
        ("灯塔维护", f"核准：{rule}", "核准：尾差"),
    ]


def test_what_has_no_place_is_listed_until_its_line_is_taken_out(folder: Path) -> None:
    """A second run before anybody has looked loses nothing, whatever its length; the clerk takes out what is done with."""
    _run()
    long = "等文件、" * 100
    _write("汇总表", "备注", {("", "渡口修缮"): long, ("", "灯塔维护"): "已看"})
    for each in folder.iterdir():
        each.unlink()
    write_declaration(folder / "丙.xlsx", project_name="浮桥加固")
    kept = [("渡口修缮", "备注", long), ("灯塔维护", "备注", "已看")]
    for times in range(3):
        told = _run()
        assert _LOST.format(2) in told
        assert ("条变动" in told) is (times == 0)
        assert sorted(_changes(), key=str) == sorted(kept, key=str)
    before = Path("汇总.xlsx").read_bytes()
    _run()
    assert Path("汇总.xlsx").read_bytes() == before
    book = openpyxl.load_workbook("汇总.xlsx")
    sheet = book["变动"]
    for row in range(sheet.max_row, 3, -1):
        if sheet.cell(row, 4).value == "渡口修缮":
            sheet.delete_rows(row)
    book.save("汇总.xlsx")
    assert _LOST.format(1) in _run()
    assert _changes() == [("灯塔维护", "备注", "已看")]


_REPLACED = "注意：这次要替换的“汇总.xlsx”里也有手写的内容，备注、处理情况带了过来；“核准”以 --last-summary 的“上次.xlsx”为准。"


def _two_summaries(last: dict[str, str], other: dict[str, str]) -> tuple[str, str]:
    """Write words by header into the last summary that will be named and into another that will be replaced; return the finding."""
    _run()
    found = next(each for each in _column("校验结果", "处理情况") if each == ("FUND-002", "灯塔维护"))
    plain = Path("汇总.xlsx").read_bytes()
    for words, name in ((last, "上次.xlsx"), (other, "")):
        Path("汇总.xlsx").write_bytes(plain)
        for header, text in words.items():
            _write(*(("汇总表", header, {("", "渡口修缮"): text}) if header == "备注" else ("校验结果", header, {found: text})))
        if name:
            Path("汇总.xlsx").rename(name)
    return found


def test_notes_of_a_summary_that_is_replaced_are_carried_beside_those_of_the_last(folder: Path) -> None:
    """Another summary was named as the last: what stands in the one that goes is not lost."""
    found = _two_summaries({"处理情况": "已通知"}, {"备注": "等文件"})
    told = _run("--last-summary", "上次.xlsx")
    assert _REPLACED in told
    assert "没有放回原处" not in told
    assert _column("校验结果", "处理情况")[found] == "已通知"
    assert _column("汇总表", "备注")["", "渡口修缮"] == "等文件"


def test_what_the_replaced_summary_words_otherwise_is_listed(folder: Path) -> None:
    """The words of the last summary stand; those of the other on 变动, its 核准 too, which approves nothing."""
    found = _two_summaries({"备注": "甲", "处理情况": "一"}, {"备注": "乙", "处理情况": "二", "核准": "核准：尾差"})
    told = _run("--last-summary", "上次.xlsx")
    assert _REPLACED in told
    assert _LOST.format(3) in told
    assert _column("校验结果", "处理情况")[found] == "一"
    assert _column("校验结果", "核准")[found] == ""
    assert _column("汇总表", "备注")["", "渡口修缮"] == "甲"
    assert [(label.split(" ")[0], text) for _, label, text in _changes() if isinstance(label, str)] == [
        ("备注", "乙"),
        ("处理情况：FUND-002", "二"),
        ("核准：FUND-002", "核准：尾差"),
    ]


@pytest.mark.parametrize("words", [{"备注": "甲", "处理情况": "一", "核准": "核准：尾差"}, {"备注": "甲"}])
def test_what_both_summaries_say_stands_once(folder: Path, words: dict[str, str]) -> None:
    """The one named as the last is often a copy of the one that stands there."""
    found = _two_summaries(words, words)
    told = _run("--last-summary", "上次.xlsx")
    assert "没有放回原处" not in told
    assert _column("校验结果", "处理情况")[found] == words.get("处理情况", "")
    assert _column("校验结果", "核准")[found] == words.get("核准", "")
    assert _column("汇总表", "备注")["", "渡口修缮"] == "甲"


def test_the_last_summary_named_where_it_stands_is_no_other(folder: Path) -> None:
    """And one that nobody wrote into is replaced without a word."""
    _two_summaries({"备注": "甲"}, {})
    assert "这次要替换" not in _run("--last-summary", "上次.xlsx")
    assert "这次要替换" not in _run("--last-summary", "./汇总.xlsx")
    assert _column("汇总表", "备注")["", "渡口修缮"] == "甲"


def test_what_xlperf_says_itself_is_not_carried_over(folder: Path) -> None:
    """Its own sentences stand once, before what the clerk wrote, and go when their reason goes."""
    write_declaration(folder / "乙.xlsx", project_name="渡口修缮", annual="约三十万；待定")
    _run()
    own = _column("汇总表", "备注")["", "渡口修缮"]
    assert own.endswith("未能读出，未计入合计")
    _write("汇总表", "备注", {("", "渡口修缮"): f"{own}；请财务科核"})
    for _ in range(2):
        _run()
        assert _column("汇总表", "备注")["", "渡口修缮"] == f"{own}；请财务科核"
    write_declaration(folder / "乙.xlsx", project_name="渡口修缮")
    _run()
    assert _column("汇总表", "备注")["", "渡口修缮"] == "请财务科核"


def test_a_named_last_summary_is_read_too(folder: Path, tmp_path: Path) -> None:
    """``--last-summary`` gives 备注 and 处理情况 as it gives 核准."""
    _run()
    _write("汇总表", "备注", {("", "渡口修缮"): "等文件"})
    Path("汇总.xlsx").rename(tmp_path / "上次.xlsx")
    _run("--last-summary", "上次.xlsx")
    assert _column("汇总表", "备注")["", "渡口修缮"] == "等文件"


def test_what_changed_is_held_against_the_named_last_summary(folder: Path, tmp_path: Path) -> None:
    """The new summary stands elsewhere: 变动 lists what lies between it and the one that was named."""
    _run()
    Path("汇总.xlsx").rename(tmp_path / "上次.xlsx")
    write_declaration(folder / "丙.xlsx", project_name="浮桥加固")
    assert "与上次的汇总表“上次.xlsx”相比有 4 条变动，见工作表“变动”。" in _run("--last-summary", "上次.xlsx")
    rows = CalamineWorkbook.from_path("汇总.xlsx").get_sheet_by_name("变动").to_python()
    assert any("浮桥加固" in row for row in rows)


def test_an_amount_that_was_typed_over_is_told(folder: Path) -> None:
    """The forms have not changed, and say something else: what a person typed into 汇总表 is not lost without a word."""
    _run()
    assert "变动" not in _run()
    _write("汇总表", "备注", {("", "渡口修缮"): "等文件"})
    assert "条变动" not in _run()
    book = openpyxl.load_workbook("汇总.xlsx")
    sheet = book["汇总表"]
    cell = next(each for row in sheet.iter_rows(min_row=5) for each in row if each.value == 350000)
    cell.value = 360000
    book.save("汇总.xlsx")
    assert "与上次的汇总表“汇总.xlsx”相比有 1 条变动，见工作表“变动”。" in _run()


_NO_SUMMARY = "不是 xlperf 写出的汇总表，或者它的“来源核对”已删去，其中的“核准”和变动都无从知道。"
_INSTEAD = "请用 --last-summary 指明上次写出的 .xlsx；没有的，请不加这个选项。"


@pytest.mark.parametrize("has_a_style", [False, True])  # LibreOffice and WPS give every cell one
@pytest.mark.parametrize("times", [1, 2])
def test_what_is_written_beside_the_lists_is_listed(folder: Path, times: int, has_a_style: bool) -> None:
    """A line below a list, a figure right of it, a comment: none has a place in the next summary, none is lost."""
    _run()
    book = openpyxl.load_workbook("汇总.xlsx")
    book["总览"]["B60"] = "我的记录：三月底前交齐"
    book["汇总表"]["AF40"] = 123.5
    for cell in (book["总览"]["B60"], book["汇总表"]["AF40"]) if has_a_style else ():
        cell.font, cell.alignment = Font(name="Noto Serif CJK SC"), Alignment(horizontal="general", vertical="bottom")
    book["汇总表"]["B5"].comment = Comment("这个项目要压缩", "王")
    book.save("汇总.xlsx")
    for _ in range(times):
        assert _LOST.format(3) in _run()
    rows = CalamineWorkbook.from_path("汇总.xlsx").get_sheet_by_name("变动").to_python()[3:]
    assert [(row[5], row[6], *row[10:12]) for row in rows if row[1] == "手写留存"] == [
        ("表外写的字", "我的记录：三月底前交齐", "总览", "B60"),
        ("表外写的字", "123.5", "汇总表", "AF40"),
        ("批注", "这个项目要压缩", "汇总表", "B5"),
    ]


_IN_BLANK_CELLS = (
    ("渡口修缮", "空格里写的字：年度资金申请总额", "待定", "汇总表", "H5"),
    ("灯塔维护", "空格里写的字：项目总目标", "三年建成", "汇总表", "U6"),
    ("", "空格里写的字：计划开始日期", "2026-03-01", "汇总表", "Q7"),
    ("灯塔维护", "空格里写的字：数值", "12.5", "指标明细", "I13"),
    ("", "空格里写的字", "见附件", "申报表", "C9"),
    ("", "空格里写的字", "等财政批", "来源核对", "E4"),
    ("", "空格里写的字：未报的项目", "已电话催过", "报送情况", "M5"),
)
"""What a person types: the project of its line, what it is told as, the words, sheet and cell."""


@pytest.mark.parametrize("is_saved_by_libreoffice", [False, pytest.param(True, marks=needs_libreoffice)])
def test_what_is_typed_into_blank_cells_of_our_tables_is_listed(folder: Path, is_saved_by_libreoffice: bool) -> None:
    """A word in a cell that we left blank: it is told with its line and column, once, whatever program has saved the summary."""
    write_declaration(folder / "乙.xlsx", project_name="渡口修缮", annual=None)
    Path("名单.csv").write_text("实施单位,项目名称\n云溪市图书馆,灯塔维护\n云溪市图书馆,渡口修缮\n云溪市博物馆,\n", "utf-8-sig")
    _run("--roster", "名单.csv")
    book = openpyxl.load_workbook("汇总.xlsx")
    for _, _, text, sheet, cell in _IN_BLANK_CELLS:
        assert book[sheet][cell].value is None
        book[sheet][cell] = {"12.5": 12.5, "2026-03-01": date(2026, 3, 1)}.get(text, text)
    book.save("汇总.xlsx")
    if is_saved_by_libreoffice:
        convert([Path("汇总.xlsx")], "xlsx", Path("另存"), Path("profile").resolve())
        Path("另存/汇总.xlsx").rename("汇总.xlsx")
    for _ in range(2):
        assert _LOST.format(len(_IN_BLANK_CELLS)) in _run("--roster", "名单.csv")
    rows = CalamineWorkbook.from_path("汇总.xlsx").get_sheet_by_name("变动").to_python()[3:]
    assert [(row[3], *row[5:7], *row[10:12]) for row in rows if row[1] == "手写留存"] == list(_IN_BLANK_CELLS)


def test_what_is_typed_into_a_column_for_it_is_no_stray_word(folder: Path) -> None:
    """The columns to be written into are heard by themselves; a comment on such a cell, and a word above them, are told."""
    _run()
    finding = next(each for each in _column("校验结果", "处理情况") if each == ("FUND-002", "灯塔维护"))
    _write("校验结果", "处理情况", {finding: "看过"})
    _write("校验结果", "核准", {finding: "核准：尾差"})
    _write("汇总表", "备注", {("", "渡口修缮"): "等文件"})
    assert "手写" not in _run()
    book = openpyxl.load_workbook("汇总.xlsx")
    at = next(cell.column_letter for cell in book["汇总表"][3] if cell.value == "备注")
    book["汇总表"][f"{at}5"].comment = Comment("要问清楚", "王")
    book["汇总表"][f"{at}1"] = "内部使用"
    book.save("汇总.xlsx")
    assert _LOST.format(2) in _run()
    assert _changes() == [("", "表外写的字", "内部使用"), ("渡口修缮", "批注", "要问清楚")]


def test_an_answer_that_is_typed_beside_another_finding_is_no_stray_word(tmp_path: Path) -> None:
    """What a unit said on the telephone, typed into 单位说明 where nothing stood: it is an answer, and nothing besides."""
    pairs = (("FUND-002", "尾差"), ("FUND-003", ""))
    found = tuple(finding(declaration(), rule=rule, fingerprint=rule, explanation=said) for rule, said in pairs)
    batch = batch_of(declaration(), findings=found)
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(render_summary(batch, SummaryOptions())[0])
    book = openpyxl.load_workbook(path)
    cells = {str(cell.value): cell for row in reversed(list(book["校验结果"].iter_rows(max_row=5))) for cell in row}
    book["校验结果"].cell(cells["FUND-003"].row, cells["单位说明"].column).value = "按合同分期"
    book.save(path)
    written = read_handwriting(path)
    assert {code: each.text for code, each in written.answers.items()} == {"FUND-002": "尾差", "FUND-003": "按合同分期"}
    assert written.kept == ()


def test_what_is_pasted_without_its_look_into_a_column_of_ours_is_heard_once(folder: Path) -> None:
    """A 备注 that came from another workbook has lost the style of its cell: it stays where it is and is not listed."""
    _run()
    _write("汇总表", "备注", {("", "渡口修缮"): "等正式文件"})
    book = openpyxl.load_workbook("汇总.xlsx")
    (cell,) = (each for row in book["汇总表"] for each in row if each.value == "等正式文件")
    cell.style = "Normal"
    book.save("汇总.xlsx")
    assert "手写" not in _run()
    assert _column("汇总表", "备注")["", "渡口修缮"] == "等正式文件"


def test_a_summary_that_lost_all_its_looks_has_nothing_beside_its_lists(folder: Path) -> None:
    """What a person added cannot be told there from what we wrote."""
    _run()
    book = openpyxl.load_workbook("汇总.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                cell.style = "Normal"
    book.save("汇总.xlsx")
    assert "手写" not in _run()


@pytest.mark.parametrize("command", ["consolidate", "check"])
def test_a_workbook_named_as_last_summary_that_is_none_stops_the_run(folder: Path, command: str) -> None:
    """Else what was approved would be asked for again, and no change told, without a word."""
    (form,) = folder.glob("甲*.xlsx")
    result = CliRunner().invoke(cli, [command, str(folder), "--last-summary", str(form), "--workers", "0"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"上次的汇总表“{form.name}”{_NO_SUMMARY}{_INSTEAD}"


def test_a_last_summary_in_another_format_stops_the_run(folder: Path) -> None:
    """One saved as .xls has lost our mark: what was approved in it cannot be taken for granted."""
    Path("上次.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    result = CliRunner().invoke(cli, ["consolidate", str(folder), "--last-summary", "上次.xls", "--workers", "0"])
    assert result.exit_code == 2
    assert "上次的汇总表“上次.xls”不是 xlperf 写出的汇总表" in result.stderr


def test_a_mail_that_makes_its_summary_carries_what_was_typed(folder: Path) -> None:
    """The attachment has the 备注 of the last summary, as the next summary of consolidate has."""
    _run()
    _write("汇总表", "备注", {("", "渡口修缮"): "等正式文件"})
    words = ["mail", "报送", "-o", "信.eml", "--last-summary", "汇总.xlsx", "--workers", "0"]
    assert CliRunner().invoke(cli, words).exit_code == 0
    (attachment,) = message_from_bytes(Path("信.eml").read_bytes(), policy=policy.default).iter_attachments()
    Path("汇总.xlsx").write_bytes(attachment.get_content())
    assert _column("汇总表", "备注") == {("", "渡口修缮"): "等正式文件", ("", "灯塔维护"): ""}


def test_a_letter_with_a_summary_goes_by_what_was_accepted_in_it(folder: Path) -> None:
    """Wherever the summary stands: the body counts no error that 核准 has set aside; a list of changes makes it no other."""
    _run()
    accepted = next(each for each in _column("校验结果", "核准") if each == ("FUND-002", "灯塔维护"))
    _write("校验结果", "核准", {accepted: "核准：尾差"})
    assert "有 1 条变动" in _run()
    words = ["mail", "报送", "--summary", "汇总.xlsx", "-o", "信.eml", "--with-findings", "--workers", "0"]
    result = CliRunner().invoke(cli, words)
    assert (result.exit_code, result.stderr) == (0, "")
    letter = message_from_bytes(Path("信.eml").read_bytes(), policy=policy.default)
    body = letter.get_body(("plain",))  # type: ignore[attr-defined]
    assert "共 0 处错误，4 处警告，另有 1 处已核准。" in body.get_content()
    (attachment,) = letter.iter_attachments()  # type: ignore[attr-defined]
    Path("汇总.xlsx").write_bytes(attachment.get_content())
    assert CalamineWorkbook.from_path("汇总.xlsx").sheet_names[-1] == "变动"


def _run_by_itself(code: int = 1) -> str:
    result = CliRunner().invoke(cli, ["consolidate", "报送", "--workers", "0"])
    assert result.exit_code == code, result.output
    return result.stderr


def _summary(number: str = "") -> Path:
    return next(each for each in Path().glob("*.xlsx") if each.stem.endswith(f"汇总表{number}"))


def _change(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def test_the_summary_that_is_replaced_is_the_last_one(folder: Path) -> None:
    """Beside a summary whose sheet was renamed stands the next, （2）: what is written into that stands there after a third run."""
    _run_by_itself()
    first = _summary()
    _change(first, lambda book: setattr(book["校验结果"], "title", "问题"))
    kept = first.read_bytes()
    said = _run_by_itself()
    moved = f"里有加上的或改了名的工作表（“问题”），没有动它，以免丢了您写的；这次写成“{first.stem}（2）.xlsx”。"
    assert f"注意：“{first.name}”{moved}" in said
    second = _summary("（2）")
    _change(second, lambda book: setattr(_remark(book), "value", "等正式文件"))
    _run_by_itself()
    assert _remark(openpyxl.load_workbook(second)).value == "等正式文件"
    assert first.read_bytes() == kept
    assert not list(Path().glob("*（3）*"))


def _remark(book: openpyxl.Workbook) -> Cell:
    """Return the 备注 beside the first project."""
    sheet = book["汇总表"]
    row = next(row for row in range(4, sheet.max_row) if isinstance(sheet.cell(row, 1).value, int))
    return sheet.cell(row, _at(sheet, "备注"))


def _at(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[3] if cell.value == header)


@pytest.mark.parametrize(("sheet", "header"), [("校验结果", "处理情况"), ("校验结果", "核准"), ("汇总表", "备注")])
def test_a_summary_whose_headers_were_renamed_stays_as_it_is(folder: Path, sheet: str, header: str) -> None:
    """What was written below 处理 instead of 处理情况 cannot be told from anything else: it is not replaced, and it is said."""
    _run_by_itself()
    first = _summary()
    _change(first, lambda book: setattr(book[sheet].cell(3, _at(book[sheet], header)), "value", "我的一栏"))
    kept = first.read_bytes()
    said = _run_by_itself()
    assert first.read_bytes() == kept
    assert f"注意：“{first.name}”的表头改过，其中写的有读不到的，没有动它，以免丢了；这次写成“{first.stem}（2）.xlsx”。" in said
    assert f"工作表“{sheet}”没有“{header}”一列" in said
    named = CliRunner().invoke(cli, ["consolidate", "报送", "-o", first.name, "--workers", "0"])
    assert named.exit_code == 2
    assert "没有替换它，以免丢了。" in named.stderr
    assert first.read_bytes() == kept


def _with_row_above(book: openpyxl.Workbook) -> None:
    for name in ("汇总表", "校验结果"):
        for merged in list(book[name].merged_cells.ranges):
            book[name].unmerge_cells(str(merged))
        book[name].insert_rows(1)


def _with_column_before(book: openpyxl.Workbook) -> None:
    for name in ("汇总表", "校验结果"):
        for merged in list(book[name].merged_cells.ranges):
            book[name].unmerge_cells(str(merged))
        book[name].insert_cols(1)


def _without_numbers(book: openpyxl.Workbook) -> None:
    for name in ("汇总表", "校验结果"):
        for merged in list(book[name].merged_cells.ranges):
            book[name].unmerge_cells(str(merged))
        book[name].delete_cols(1)


@pytest.mark.parametrize("change", [_with_row_above, _with_column_before, _without_numbers])
def test_lists_are_known_by_their_headers_wherever_these_stand(folder: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    """A row above, a column before and a column taken out: what was written is carried over, and nothing is called new."""
    _run()
    finding = next(each for each in _column("校验结果", "处理情况") if each[1] == "灯塔维护")
    _write("校验结果", "处理情况", {finding: "已电话通知"})
    _write("汇总表", "备注", {("", "渡口修缮"): "等正式文件"})
    _change(Path("汇总.xlsx"), change)
    said = _run()
    assert "变动" not in said
    assert "没有读到" not in said
    assert _column("校验结果", "处理情况")[finding] == "已电话通知"
    assert _column("汇总表", "备注")["", "渡口修缮"] == "等正式文件"
