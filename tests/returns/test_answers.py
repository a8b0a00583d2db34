"""What a unit writes beside a finding comes back to that finding, whatever program saved the copy; none of it is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.summary.office import convert, needs_libreoffice
from tests.workbooks import ROWS, write_declaration
from xlperf.cli.main import cli
from xlperf.intake.return_notice import NOTICE_SHEET

NO_UNIT = (*ROWS[:1], ("产出指标", "数量指标", "修复古籍数量", "≥300"), *ROWS[2:])
"""Indicators with one finding that an explanation settles: VAL-009, a number without its unit."""

WORDS = {"VAL-009": "单位是册，表里写不下。\n以附件为准。", "FUND-002": "尾差一元，请予通过。"}


def run(*words: object) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*map(str, words), "--workers", "0"])


def findings(folder: Path) -> list[dict[str, Any]]:
    """Return what is found in a folder."""
    return [json.loads(line) for line in run("check", folder, "--format", "jsonl").stdout.splitlines()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return the copy that goes back of a form with one finding of either kind."""
    write_declaration(tmp_path / "in" / "剧团.xlsx", NO_UNIT, unit="云岭区剧团", fiscal=349999)
    run("return", tmp_path / "in", "-o", tmp_path / "back")
    return tmp_path / "back" / "剧团.xlsx"


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """Return the row of each finding of a notice by its rule, wherever the list begins."""
    code = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "识别码")
    below = ((str(row[code - 1].value), row[0].row) for row in sheet.iter_rows() if "." in str(row[code - 1].value))
    return {text.partition(".")[0]: row for text, row in below}


def column_of(sheet: Worksheet, header: str) -> int:
    """Return the column under a header."""
    return next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == header)


def answer(path: Path, words: dict[str, str], change: Callable[[Worksheet], None] = lambda sheet: None) -> Path:
    """Write words beside the findings of a copy, with openpyxl, after a change of the sheet."""
    book = openpyxl.load_workbook(path)
    change(book[NOTICE_SHEET])
    sheet = book[NOTICE_SHEET]
    rows, column = rows_of(sheet), column_of(sheet, "单位说明")
    for rule, text in words.items():
        sheet.cell(rows[rule], column, text)
    book.save(path)
    return path


def told(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    """Return what the units wrote and why a finding does not count, by rule."""
    return {each["rule"]: (each.get("explanation"), each.get("because")) for each in findings(folder) if "explanation" in each}


SETTLED = {"VAL-009": (WORDS["VAL-009"], "explained"), "FUND-002": (WORDS["FUND-002"], None)}
"""An answer settles what may be explained, and never what must be mended."""


def unmerged(sheet: Worksheet) -> None:
    """Take the merged cells of a sheet apart: openpyxl moves cells and leaves merges behind."""
    for each in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(each))


def rows_above(sheet: Worksheet) -> None:
    """Put four rows in above everything."""
    unmerged(sheet)
    sheet.insert_rows(1, 4)


def a_column_before(sheet: Worksheet) -> None:
    """Put a column in before everything, and one in the list."""
    unmerged(sheet)
    sheet.insert_cols(1)
    sheet.insert_cols(6)


def sorted_otherwise(sheet: Worksheet) -> None:
    """Turn the rows of the list round."""
    rows = sorted(rows_of(sheet).values())
    values = [[cell.value for cell in sheet[row]] for row in rows]
    for row, line in zip(rows, reversed(values), strict=True):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column, value)


def renamed(sheet: Worksheet) -> None:
    """Give the sheet another name."""
    sheet.title = "说明"


@pytest.mark.parametrize("change", [lambda sheet: None, rows_above, a_column_before, sorted_otherwise, renamed])
def test_answers_come_back_from_openpyxl(copy: Path, tmp_path: Path, change: Callable[[Worksheet], None]) -> None:
    """They are read by headers and codes: rows and columns may be put in, the list sorted, the sheet renamed."""
    book = openpyxl.load_workbook(copy)
    sheet = book[NOTICE_SHEET]
    change(sheet)
    rows, column = rows_of(sheet), column_of(sheet, "单位说明")
    for rule, text in WORDS.items():
        sheet.cell(rows[rule], column, text)
    book.save(copy)
    shutil.copy(copy, tmp_path / "in" / "剧团.xlsx")
    assert told(tmp_path / "in") == SETTLED


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_answers_come_back_from_libreoffice(copy: Path, tmp_path: Path, kind: str) -> None:
    """The copy may be saved in any format, with rows put in above the notice and above the form."""
    book = openpyxl.load_workbook(answer(copy, WORDS, rows_above))
    unmerged(book["申报表"])
    book.save(copy)
    (tmp_path / "saved").mkdir()
    convert([copy], kind, tmp_path / "saved", tmp_path / "profile")
    (tmp_path / "in" / "剧团.xlsx").unlink()
    shutil.copy(tmp_path / "saved" / f"剧团.{kind}", tmp_path / "in")
    assert told(tmp_path / "in") == SETTLED


def test_the_exit_code_counts_what_is_left(copy: Path, tmp_path: Path) -> None:
    """With the faults mended and the rest explained, nothing is left: 0, nothing goes back, the verdict is 通过."""
    answer(copy, {"VAL-009": WORDS["VAL-009"]})
    book = openpyxl.load_workbook(copy)
    book["申报表"]["E7"] = 350000
    book.save(tmp_path / "in" / "剧团.xlsx")
    result = run("consolidate", tmp_path / "in", "-o", tmp_path / "out.xlsx")
    assert result.exit_code == 0, result.output
    summary = openpyxl.load_workbook(tmp_path / "out.xlsx")
    listed = summary["校验结果"]
    state, said = column_of(listed, "状态"), column_of(listed, "单位说明")
    row = next(row for row in range(4, listed.max_row + 1) if listed.cell(row, column_of(listed, "规则")).value == "VAL-009")
    assert (listed.cell(row, state).value, listed.cell(row, said).value) == ("已说明", WORDS["VAL-009"])
    texts = [cell.value for line in listed.iter_rows(min_row=row) for cell in line if cell.value]
    assert "退回过、现在已经没有的问题 1 条（已改正）：" in texts
    assert texts[texts.index("退回时的问题") + 2 :][0] == "FUND-002"
    assert run("return", tmp_path / "in", "-o", tmp_path / "again").exit_code == 0


def test_an_answer_stays_in_the_next_copy(copy: Path, tmp_path: Path) -> None:
    """What was explained is listed again in the copy of the second round, with its words: the third round reads them, too."""
    answer(copy, WORDS)
    shutil.copy(copy, tmp_path / "in" / "剧团.xlsx")
    for number in range(2):
        again = tmp_path / f"again{number}"
        assert run("return", tmp_path / "in", "-o", again).exit_code == 1
        shutil.copy(again / "剧团.xlsx", tmp_path / "in" / "剧团.xlsx")
        assert told(tmp_path / "in") == SETTLED


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("below", "全部已改好，请核对。"),
        ("beside", "写在旁边的话。"),
        ("above", "见下面的说明。"),
        ("demand", "已改，不用再退。"),
    ],
)
def test_words_in_other_places_are_not_lost(copy: Path, tmp_path: Path, place: str, said: str) -> None:
    """Below the list, beside it, above it, in the column 处理: what is not ours was written by the unit, and is told."""
    book = openpyxl.load_workbook(copy)
    sheet = book[NOTICE_SHEET]
    row = rows_of(sheet)["VAL-009"]
    if place == "above":
        rows_above(sheet)
    at = {"below": (row + 4, 2), "beside": (row, 14), "above": (2, 3), "demand": (row, column_of(sheet, "处理"))}[place]
    sheet.cell(*at, said)
    book.save(tmp_path / "in" / "剧团.xlsx")
    found = findings(tmp_path / "in")
    if place in ("beside", "demand"):
        assert next(each["explanation"] for each in found if each["rule"] == "VAL-009") == said
    else:
        loose = next(each for each in found if each["rule"] == "ROUND-001")
        assert loose["message"] == f"退回说明里有一条单位说明对不上现在的任何问题：“{said}”。"
        assert loose["for"] == "department"


def without_numbers(sheet: Worksheet) -> None:
    """Delete the column 序号, and the title with it."""
    unmerged(sheet)
    sheet.delete_cols(1)


def without_head(sheet: Worksheet) -> None:
    """Delete the rows above the list."""
    unmerged(sheet)
    sheet.delete_rows(1, 4)


@pytest.mark.parametrize("change", [without_numbers, without_head])
def test_answers_come_back_from_a_notice_without_its_title(
    copy: Path, tmp_path: Path, change: Callable[[Worksheet], None]
) -> None:
    """The list is known by its headers: what the unit wrote in it counts as before, and it is no form."""
    shutil.copy(answer(copy, WORDS, change), tmp_path / "in" / "剧团.xlsx")
    assert told(tmp_path / "in") == SETTLED
    assert not {"ROUND-003", "FILE-003", "FILE-028"} & {each["rule"] for each in findings(tmp_path / "in")}


@pytest.mark.parametrize("header", ["修改建议", "问题", "原值", "单元格"])
@pytest.mark.parametrize("is_behind", [True, False])
def test_what_is_written_over_our_words_is_an_answer(copy: Path, tmp_path: Path, header: str, is_behind: bool) -> None:
    """Over the advice, behind the problem: what does not say any more what it said when it went out, the unit wrote."""
    book = openpyxl.load_workbook(copy)
    sheet = book[NOTICE_SHEET]
    cell = sheet.cell(rows_of(sheet)["VAL-009"], column_of(sheet, header))
    cell.value = said = f"{cell.value if is_behind else ''}（经核实是册）"
    book.save(tmp_path / "in" / "剧团.xlsx")
    assert told(tmp_path / "in") == {"VAL-009": (said, "explained")}


def test_a_comment_on_the_notice_is_an_answer(copy: Path, tmp_path: Path) -> None:
    """What a unit writes in a comment on a line of the list belongs to it; above the list it is told as it is."""
    book = openpyxl.load_workbook(copy)
    sheet = book[NOTICE_SHEET]
    sheet.cell(rows_of(sheet)["VAL-009"], column_of(sheet, "单位说明")).comment = Comment("经核实是册。", "剧团")
    sheet["A1"].comment = Comment("见附件。", "剧团")
    book.save(tmp_path / "in" / "剧团.xlsx")
    assert told(tmp_path / "in") == {"VAL-009": ("经核实是册。", "explained")}
    assert any("“见附件。”" in each["message"] for each in findings(tmp_path / "in") if each["rule"] == "ROUND-001")


SAID = "经核实时间填写属实，系跨年项目"


@pytest.mark.parametrize("place", ["sheet", "below", "comment"])
@pytest.mark.parametrize(("said", "is_answer"), [(SAID, True), (f"情况说明：{SAID}", True), ("本单位承诺以上内容属实。", False)])
def test_an_answer_beside_the_notice_is_told(copy: Path, tmp_path: Path, place: str, said: str, is_answer: bool) -> None:
    """On a sheet of its own, below the form, in a comment on it: it is told, and the unit is not said to have explained nothing."""
    book = openpyxl.load_workbook(copy)
    form = book["申报表"]
    if place == "sheet":
        book.create_sheet("情况").cell(1, 1, said)
    elif place == "below":
        form.cell(form.max_row + 3, 1, said)
    else:
        form["B3"].comment = Comment(said, "剧团")
    book.save(tmp_path / "in" / "剧团.xlsx")
    found = findings(tmp_path / "in")
    assert any(each["rule"] == "ROUND-001" and said in each["message"] for each in found) == is_answer
    assert any(each["rule"] == "ROUND-003" for each in found) != is_answer


PLAIN = "去年底已经安排，今年接着做完"
"""An answer in words that no list has."""


@pytest.mark.parametrize("way", ["merged", "同上", "〃"])
def test_one_answer_to_several_lines_answers_each(copy: Path, tmp_path: Path, way: str) -> None:
    """Written once over two lines of the list, or once and below it 同上: both findings are explained by these words."""
    book = openpyxl.load_workbook(copy)
    sheet = book[NOTICE_SHEET]
    rows, column = sorted(rows_of(sheet).values()), column_of(sheet, "单位说明")
    sheet.cell(rows[0], column, PLAIN)
    if way == "merged":
        sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=column, end_column=column)
    else:
        sheet.cell(rows[1], column, way)
    book.save(tmp_path / "in" / "剧团.xlsx")
    assert told(tmp_path / "in") == {"VAL-009": (PLAIN, "explained"), "FUND-002": (PLAIN, None)}


def test_an_answer_in_an_older_copy_is_of_the_version_that_counts(copy: Path, tmp_path: Path) -> None:
    """Beside a row of the copy that came back, which a later one replaces: it explains what is found there."""
    book = openpyxl.load_workbook(copy)
    row = next(int(each["cell"][1:]) for each in findings(tmp_path / "in") if each["rule"] == "VAL-009")
    book["申报表"].cell(row, 2).comment = Comment(PLAIN, "剧团")
    book.save(tmp_path / "in" / "剧团.xlsx")
    write_declaration(tmp_path / "in" / "剧团-修改.xlsx", NO_UNIT, unit="云岭区剧团")
    found = findings(tmp_path / "in")
    (counted,) = (each for each in found if each["rule"] == "VAL-009" and each["file"] == "剧团-修改.xlsx")
    assert (PLAIN in counted["explanation"], counted["because"]) == (True, "explained")
    assert not any(each["rule"] == "ROUND-001" for each in found)


@pytest.mark.parametrize("change", ["unit", "rows", "both"])
def test_an_answer_is_of_the_form_that_carries_it(copy: Path, tmp_path: Path, change: str) -> None:
    """The unit corrects its name, or a row moves to another place, beside the file as it was: the answer is not called gone."""
    answer(copy, {"VAL-009": PLAIN})
    book = openpyxl.load_workbook(copy)
    form = book["申报表"]
    if change != "rows":
        cell = next(each for row in form.iter_rows() for each in row if each.value == "云岭区剧团")
        cell.value = "云岭区民族剧团"
    if change != "unit":
        unmerged(form)
        row = next(int(each["cell"][1:]) for each in findings(tmp_path / "in") if each["rule"] == "VAL-009")
        for column in range(2, 6):
            one, other = form.cell(row, column), form.cell(row + 1, column)
            one.value, other.value = other.value, one.value
    book.save(tmp_path / "in" / "剧团（改）.xlsx")
    found = findings(tmp_path / "in")
    assert [(each["explanation"], each["because"]) for each in found if each["rule"] == "VAL-009" and "改" in each["file"]] == [
        (PLAIN, "explained")
    ]
    assert not {each["rule"] for each in found} & {"ROUND-001", "ROUND-002"}


@pytest.mark.parametrize("place", ["sheet", "below", "comment", "beside", "comment_on_the_row"])
def test_an_answer_in_any_words_is_told_where_it_was_not_before(copy: Path, tmp_path: Path, place: str) -> None:
    """The notice knows the texts that the copy held: what is new, the unit wrote; beside the one finding of a row, about that."""
    book = openpyxl.load_workbook(copy)
    form = book["申报表"]
    row = next(int(each["cell"][1:]) for each in findings(tmp_path / "in") if each["rule"] == "VAL-009")
    if place == "sheet":
        book.create_sheet("情况").cell(1, 1, PLAIN)
    elif place == "below":
        form.cell(form.max_row + 3, 1, PLAIN)
    elif place == "beside":
        form.cell(row, form.max_column + 1, PLAIN)
    else:
        form.cell(row if place == "comment_on_the_row" else 3, 2).comment = Comment(PLAIN, "剧团")
    book.save(tmp_path / "in" / "剧团.xlsx")
    found = findings(tmp_path / "in")
    if place in ("beside", "comment_on_the_row"):
        ((said, because),) = told(tmp_path / "in").values()
        assert (said is not None and PLAIN in said, because) == (True, "explained")
    else:
        assert [PLAIN in each["message"] for each in found if each["rule"] == "ROUND-001"] == [True]
    assert "ROUND-003" not in {each["rule"] for each in found}


def test_what_stood_in_the_copy_before_and_what_is_mended_are_no_answers(tmp_path: Path) -> None:
    """Statements, remarks and sheets of the unit's own that went back with the form are not told; nor a date below it."""
    path = tmp_path / "in" / "剧团.xlsx"
    write_declaration(path, NO_UNIT, unit="云岭区剧团", fiscal=349999)
    book = openpyxl.load_workbook(path)
    form = book["申报表"]
    form.cell(form.max_row + 2, 1, PLAIN)
    book.create_sheet("测算").cell(1, 1, "按去年的办法测算")
    book.save(path)
    run("return", tmp_path / "in", "-o", tmp_path / "back")
    book = openpyxl.load_workbook(tmp_path / "back" / "剧团.xlsx")
    book["申报表"]["B3"] = "改过名称的下乡演出项目"
    form = book["申报表"]
    form.cell(form.max_row + 2, 1, "填报日期：二〇二六年三月九日")
    book.save(path)
    assert not {"ROUND-001", "ROUND-002"} & {each["rule"] for each in findings(tmp_path / "in")}


def test_many_new_texts_of_a_sheet_are_told_once(copy: Path, tmp_path: Path) -> None:
    """A list that the unit added is no dozen of answers."""
    book = openpyxl.load_workbook(copy)
    sheet = book.create_sheet("清单")
    for row in range(1, 30):
        sheet.cell(row, 1, f"另外安排的演出之{row}")
    book.save(tmp_path / "in" / "剧团.xlsx")
    (one,) = (each["message"] for each in findings(tmp_path / "in") if each["rule"] == "ROUND-001")
    assert "（写在“清单”A1等 29 处）另外安排的演出之1" in one


def test_an_answer_about_what_is_mended_is_told(copy: Path, tmp_path: Path) -> None:
    """Mended and explained: the words stand in a hint, the fault is gone."""
    answer(copy, {"FUND-002": "已改为 350000。"})
    book = openpyxl.load_workbook(copy)
    book["申报表"]["E7"] = 350000
    book.save(tmp_path / "in" / "剧团.xlsx")
    hint = next(each for each in findings(tmp_path / "in") if each["rule"] == "ROUND-002")
    assert hint["message"].startswith("退回时的问题已经没有了，单位另有说明：“已改为 350000。”（退回时的问题：年度资金申请总额")
    assert hint["severity"] == "info"


def test_a_notice_sent_alone_is_read(tmp_path: Path) -> None:
    """A file that cannot be marked has its notice beside it: what the unit writes there is brought to that file."""
    write_declaration(tmp_path / "剧团.xlsx", NO_UNIT, unit="云岭区剧团", fiscal=349999)
    book = openpyxl.load_workbook(tmp_path / "剧团.xlsx")
    (tmp_path / "in").mkdir()
    page = "<html><head><meta charset='utf-8'></head><body><table>{}</table></body></html>"
    sheet = book["申报表"]
    unmerged_rows = ["".join(f"<td>{cell.value or ''}</td>" for cell in row) for row in sheet.iter_rows()]
    (tmp_path / "in" / "剧团.html").write_text(page.format("".join(f"<tr>{each}</tr>" for each in unmerged_rows)), "utf-8")
    assert run("return", tmp_path / "in", "-o", tmp_path / "back").exit_code == 1
    notice = tmp_path / "back" / "剧团-退回说明.xlsx"
    answer(notice, WORDS)
    shutil.copy(notice, tmp_path / "in")
    assert told(tmp_path / "in")["VAL-009"] == SETTLED["VAL-009"]
    assert not any(each["file"] == "剧团-退回说明.xlsx" for each in findings(tmp_path / "in"))


def test_an_unchanged_copy_is_told(copy: Path, tmp_path: Path) -> None:
    """In the place of the old file, beside it under any name, in a new folder: nothing was mended, which is said once."""
    for place in ("剧团.xlsx", "剧团-再报.xlsx", "第二轮/剧团.xlsx"):
        folder = tmp_path / place.replace("/", "")
        shutil.copytree(tmp_path / "in", folder)
        (folder / place).parent.mkdir(exist_ok=True)
        shutil.copy(copy, folder / place)
        same = [each for each in findings(folder) if each["rule"] == "ROUND-003"]
        said = "退回后原样交了回来，表的内容没有修改，还有问题既没有改、也没有说明原因。"
        assert [each["message"] for each in same] == [said], place


def test_a_mended_copy_counts_before_the_original(copy: Path, tmp_path: Path) -> None:
    """Whatever the names say: the notice in it tells that it came of the other."""
    book = openpyxl.load_workbook(copy)
    book["申报表"]["E7"] = 350000
    (tmp_path / "in" / "剧团.xlsx").rename(tmp_path / "in" / "剧团-最终版.xlsx")
    book.save(tmp_path / "in" / "a.xlsx")
    found = findings(tmp_path / "in")
    assert {each["file"] for each in found if each["severity"] == "error" and each.get("stands", True)} == set()
    ((severity, message),) = ((each["severity"], each["message"]) for each in found if each["rule"] == "FILE-007")
    assert severity == "info"
    assert "是退回后改过交回的" in message


def test_approval_in_the_last_summary(copy: Path, tmp_path: Path) -> None:
    """核准 settles what may be explained; what must be mended takes a reason; the words stay in the next summary."""
    out = tmp_path / "out.xlsx"
    for text, error in (("核准", None), ("核准：尾差不计", "waived"), (None, "waived")):
        run("consolidate", tmp_path / "in", "-o", out)
        if text:
            book = openpyxl.load_workbook(out)
            sheet = book["校验结果"]
            column = column_of(sheet, "核准")
            for row in range(4, sheet.max_row + 1):
                if sheet.cell(row, column_of(sheet, "规则")).value in WORDS:
                    sheet.cell(row, column, text)
            book.save(out)
        lines = run("check", tmp_path / "in", "--format", "jsonl", "--last-summary", out).stdout.splitlines()
        found = {each["rule"]: each for each in map(json.loads, lines)}
        assert (found["VAL-009"]["because"], found["VAL-009"]["state"]) == ("waived", "已核准")
        assert found["FUND-002"].get("because") == error, text
    assert run("consolidate", tmp_path / "in", "-o", out).exit_code == 0


@pytest.mark.parametrize(
    ("settled", "told"),
    [({}, True), ({"VAL-009": "核准"}, True), (dict.fromkeys(WORDS, "核准：尾差不计"), False)],
    ids=["nothing", "one", "all"],
)
@pytest.mark.parametrize("place", ["剧团.xlsx", "第二轮/剧团.xlsx"])
def test_what_the_department_approves_is_not_open_in_an_unchanged_copy(
    copy: Path, tmp_path: Path, settled: dict[str, str], told: bool, place: str
) -> None:
    """The copy is called unchanged as long as something in it waits for the unit; 来源核对 counts what 校验结果 lists."""
    out = tmp_path / "out.xlsx"
    (tmp_path / "in" / place).parent.mkdir(exist_ok=True)
    shutil.copy(copy, tmp_path / "in" / place)
    run("consolidate", tmp_path / "in", "-o", out)
    book = openpyxl.load_workbook(out)
    sheet = book["校验结果"]
    for row in range(4, sheet.max_row + 1):
        if text := settled.get(str(sheet.cell(row, column_of(sheet, "规则")).value)):
            sheet.cell(row, column_of(sheet, "核准"), text)
    book.save(out)
    lines = run("check", tmp_path / "in", "--format", "jsonl", "--last-summary", out).stdout.splitlines()
    found = [json.loads(each) for each in lines]
    assert ("ROUND-003" in {each["rule"] for each in found}) is told
    run("consolidate", tmp_path / "in", "-o", out)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out)["来源核对"].iter_rows()]
    (coverage,) = (row for row in rows if any(str(value).startswith("ROUND-003") for value in row))
    assert coverage[3:5] == [told, told], coverage


def test_what_a_unit_was_never_told_is_not_called_left(copy: Path, tmp_path: Path) -> None:
    """All that the notice told is explained; what the roster has found since asks for the next round."""
    shutil.copy(answer(copy, WORDS), tmp_path / "in" / "剧团.xlsx")
    (tmp_path / "名单.csv").write_text("单位,项目\n云岭区剧院,另一项目\n", "utf-8")
    words = ("check", tmp_path / "in", "--format", "jsonl", "--roster", tmp_path / "名单.csv")
    found = [json.loads(each) for each in run(*words).stdout.splitlines()]
    assert [each["file"] for each in found if each["severity"] == "warning" and each["rule"].startswith("SUM")] != []
    assert "ROUND-003" not in {each["rule"] for each in found}


def test_what_the_department_waives_is_not_open_in_an_unchanged_copy(copy: Path, tmp_path: Path) -> None:
    """As with what it approves."""
    shutil.copy(copy, tmp_path / "in" / "剧团.xlsx")
    waivers = [{"rule": each, "unit": "云岭区剧团", "reason": "已核实", "by": "张三"} for each in WORDS]
    (tmp_path / "in" / "xlperf-waivers.json").write_text(json.dumps({"waivers": waivers}), "utf-8")
    assert {each["rule"]: each.get("because") for each in findings(tmp_path / "in") if each["severity"] != "info"} == dict.fromkeys(
        WORDS, "waived"
    )


def test_a_copy_that_comes_back_unchanged_again_has_not_mended_that(copy: Path, tmp_path: Path) -> None:
    """What the unit writes about it stands beside it in the next round, and is not told as something else."""
    shutil.copy(copy, tmp_path / "in" / "剧团.xlsx")
    run("return", tmp_path / "in", "-o", tmp_path / "again")
    answer(tmp_path / "again" / "剧团.xlsx", {"ROUND-003": "已逐条核对。"})
    shutil.copy(tmp_path / "again" / "剧团.xlsx", tmp_path / "in" / "剧团.xlsx")
    assert told(tmp_path / "in") == {"ROUND-003": ("已逐条核对。", None)}
    assert "ROUND-002" not in {each["rule"] for each in findings(tmp_path / "in")}
    out = tmp_path / "out.xlsx"
    run("consolidate", tmp_path / "in", "-o", out)
    assert "已改正" not in {cell.value for row in openpyxl.load_workbook(out)["校验结果"].iter_rows() for cell in row}


def test_an_explanation_outlives_the_notice_that_the_unit_deletes(copy: Path, tmp_path: Path) -> None:
    """As long as the same stands in the cell; the notice itself says that it may be deleted."""
    out, sent = tmp_path / "out.xlsx", tmp_path / "in" / "剧团.xlsx"
    shutil.copy(answer(copy, WORDS), sent)
    run("consolidate", tmp_path / "in", "-o", out)
    book = openpyxl.load_workbook(sent)
    del book[NOTICE_SHEET]
    for number, kept in (("≥300", SETTLED), ("≥301", {"FUND-002": SETTLED["FUND-002"]})):
        book["申报表"]["E14"] = number
        book.save(sent)
        lines = run("check", tmp_path / "in", "--format", "jsonl", "--last-summary", out).stdout.splitlines()
        found = [each for each in map(json.loads, lines) if "explanation" in each]
        assert {each["rule"]: (each["explanation"], each.get("because")) for each in found} == kept, number
    assert told(tmp_path / "in") == {}
