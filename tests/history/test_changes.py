"""What changed between two runs, and how an old summary tells what it listed."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import declaration, entry, self_evaluation
from tests.summary.batches import batch_of, eventful, finding, three_categories
from tests.summary.office import convert, needs_libreoffice
from xlperf.errors import RefusedFile
from xlperf.forms.form import Form, Source
from xlperf.history.changes import Change, compare
from xlperf.intake import own_summary
from xlperf.intake.limits import intake_settings
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, render_summary, workbook, write_summary
from xlperf.summary.earlier.earlier_summary import changes_since, read_snapshot
from xlperf.summary.earlier.snapshot import snapshot_of
from xlperf.summary.summary_context import summary_context

LIMITS = intake_settings().limits
ROWS = [("产出指标", "数量指标", "开展场次", "≥24(场)"), ("产出指标", "质量指标", "方案通过率", "≥95(%)")]


def _changes(old: Batch, new: Batch) -> tuple[Change, ...]:
    return compare(snapshot_of(old), snapshot_of(new))


def _told(old: Batch, new: Batch) -> list[tuple[str, str, str, str, str]]:
    return [(each.kind, each.project, each.label, each.before, each.after) for each in _changes(old, new)]


def _project(name: str, **changes: Any) -> Form:
    return declaration(file=f"{name}.xlsx", project_name=name, rows=ROWS, **changes)


# -- what changed ---------------------------------------------------------------------


@pytest.mark.parametrize("batch", [three_categories(), eventful(), Batch((), (), ())], ids=["plain", "eventful", "empty"])
def test_nothing_changed(batch: Batch) -> None:
    """A batch differs in nothing from itself."""
    assert _changes(batch, batch) == ()


def test_forms_come_and_go() -> None:
    """A project that is new and one that is missing are told with their files, and nothing else about them."""
    old = batch_of(_project("甲"), _project("乙"), findings=(finding(_project("甲")),))
    new = batch_of(_project("乙"), _project("丙"))
    assert _told(old, new) == [("表单新增", "丙", "", "", "丙.xlsx / 申报表"), ("表单减少", "甲", "", "甲.xlsx / 申报表", "")]
    assert [each.gone for each in _changes(old, new)] == [False, True]


def test_a_form_from_another_file_is_a_replacement() -> None:
    """The same project from another workbook: replaced, with what is different in it."""
    old, new = (
        batch_of(_project("甲")),
        batch_of(replace(_project("甲", annual=Decimal("1.00")), source=Source("甲v2.xlsx", "表1", "A1:F9"))),
    )
    assert _told(old, new) == [
        ("表单替换", "甲", "", "甲.xlsx / 申报表", "甲v2.xlsx / 表1"),
        ("金额变动", "甲", "年度资金·年度资金申请总额", "480,000.00", "1.00"),
    ]


def test_amounts_and_contents() -> None:
    """Each amount that differs, with its difference; dates, category and goals likewise, without one."""
    old = _project("甲", annual_carryover=entry(None, "约十万", "not_a_number"))
    new = _project("甲", annual=Decimal("500000.5"), annual_carryover=None, category="其他运转类", annual_goal="另一个目标。")
    found = _changes(batch_of(old), batch_of(new))
    assert [(each.kind, each.label, each.before, each.after, each.difference) for each in found] == [
        ("金额变动", "年度资金·年度资金申请总额", "480,000.00", "500,000.50", Decimal("20000.50")),
        ("金额变动", "年度资金·上年结转资金", "约十万", "", None),
        ("内容变动", "项目类别", "特定目标类", "其他运转类", None),
        ("内容变动", "年度总体目标", old.text("/annual_goal"), "另一个目标。", None),
    ]


def test_a_name_that_was_mended_is_no_other_project() -> None:
    """In the same place under the same unit (or project) it is the same form; in the same place with neither it is not."""
    old, renamed = _project("甲"), replace(_project("甲项目"), source=_project("甲").source)
    assert _told(batch_of(old), batch_of(renamed)) == [("内容变动", "甲项目", "项目名称", "甲", "甲项目")]
    moved = declaration(file="甲.xlsx", project_name="甲", unit="云溪市博物馆", rows=ROWS)
    assert _told(batch_of(old), batch_of(moved)) == [("内容变动", "甲", "实施单位", "云溪市图书馆", "云溪市博物馆")]
    other = declaration(file="甲.xlsx", project_name="乙", unit="云溪市博物馆", rows=ROWS)
    assert [each[0] for each in _told(batch_of(old), batch_of(other))] == ["表单新增", "表单减少"]


def test_indicators_and_their_values() -> None:
    """A target that was raised, an indicator more and one less, each at its cell."""
    rows = [("产出指标", "数量指标", "开展场次", "≥30(场)"), ("产出指标", "时效指标", "完成时间", "11月底前")]
    new = declaration(file="甲.xlsx", project_name="甲", rows=rows)
    found = _changes(batch_of(_project("甲")), batch_of(new))
    assert [(each.kind, each.label, each.before, each.after) for each in found] == [
        ("指标值变动", "开展场次：指标值原文", "≥24(场)", "≥30(场)"),
        ("指标新增", "完成时间", "", "11月底前"),
        ("指标减少", "方案通过率", "≥95(%)", ""),
    ]
    assert [each.cell for each in found] == [new.rows[0]["target"].cell, new.rows[1]["target"].cell, new.rows[1]["target"].cell]


def test_indicators_of_one_name_are_paired_in_their_order() -> None:
    """Two rows with the same three names: the second is compared with the second."""

    def twice(target: str) -> Batch:
        return batch_of(declaration(rows=[ROWS[0], (*ROWS[0][:3], target)]))

    assert [each[2:] for each in _told(twice("≥5(场)"), twice("≥6(场)"))] == [("开展场次：指标值原文", "≥5(场)", "≥6(场)")]


def test_a_self_evaluation_is_followed_too() -> None:
    """Its money, its total and what its indicators reached."""
    rows = [
        ("产出指标", "数量指标", "开展场次", "≥24(场)", actual, "20", score, None)
        for actual, score in (("25(场)", "20"), ("12(场)", "10"))
    ]
    old, new = self_evaluation(rows=rows[:1]), self_evaluation(rows=rows[1:], total_executed=Decimal("1.00"))
    assert [each[2:] for each in _told(batch_of(old), batch_of(new))] == [
        ("项目资金·全年执行数", "490,000.00", "1.00"),
        ("开展场次：实际完成值", "25(场)", "12(场)"),
        ("开展场次：得分", "20", "10"),
    ]


def test_findings_mended_new_and_waived() -> None:
    """What was mended, what is new, what was waived and what is waived no more; an unchanged finding is not told."""
    form = _project("甲")
    same, mended, waived, unwaived, new = (finding(form, f"FUND-00{number}", message=f"第{number}条。") for number in range(1, 6))
    old_batch = batch_of(form, findings=(same, mended, waived, replace(unwaived, waived="已同意")))
    new_batch = batch_of(form, findings=(same, replace(waived, waived="已同意"), unwaived, new))
    assert [(each.kind, each.label[:8], each.before, each.after) for each in _changes(old_batch, new_batch)] == [
        ("问题新增", "FUND-005", "", "第5条。"),
        ("问题消除", "FUND-002", "第2条。", ""),
        ("问题不计", "FUND-003", "第3条。", ""),
        ("问题又计入", "FUND-004", "", "第4条。"),
    ]


def test_a_finding_that_moved_with_its_row_is_the_same() -> None:
    """One row more above it, or another file name: neither mended nor new. Of a file's findings place counts."""
    form = _project("甲")
    moved = finding(form, cell="E7", file="甲（修改）.xlsx", message="换了说法。")
    assert _told(batch_of(form, findings=(finding(form),)), batch_of(form, findings=(moved,))) == []
    broken = [Finding("FILE-001", "error", "打不开或加密", name, "文件已加密。") for name in ("一.xlsx", "二.xlsx")]
    assert [each[0] for each in _told(batch_of(form, findings=(broken[0],)), batch_of(form, findings=(broken[1],)))] == [
        "问题新增",
        "问题消除",
    ]


# -- an old summary -------------------------------------------------------------------


def _parts(batch: Batch) -> list[tuple[str, ...]]:
    """Return what a snapshot holds, without the order of forms, which the sheets change."""
    found = snapshot_of(batch)
    return [tuple(sorted(map(repr, each))) for each in (found.forms, found.indicators, found.findings)]


def _odd() -> Batch:
    """Return a form whose fields hold what is hard to write into a cell."""
    form = declaration(
        project_name="=1+1 <r>名</r>",
        unit="甲\r\n乙\x1f_x0041_",
        year=entry(None, "二〇二五", "not_a_number"),
        start_date=entry(None, "年初", "not_a_date"),
        annual=Decimal("123456789012.345"),
        annual_goal="目标" * 20_000,
        rows=[("产出指标", None, "开展场次", "=24(场)"), ("自定", "数量指标", "  前后有空格  ", None)],
    )
    return batch_of(form, findings=(finding(form), Finding("FILE-001", "error", "打不开或加密", "坏.xlsx", "文件已加密。")))


@pytest.mark.parametrize(
    "batch", [three_categories(), eventful(), Batch((), (), ()), _odd()], ids=["plain", "eventful", "empty", "odd"]
)
def test_a_summary_read_back_is_the_batch_it_was_made_from(batch: Batch) -> None:
    """Every value that changes are told of survives the way into the workbook and back."""
    content, _ = render_summary(batch, SummaryOptions())
    found = read_snapshot(content, LIMITS)
    assert [tuple(sorted(map(repr, each))) for each in (found.forms, found.indicators, found.findings)] == _parts(batch)


@needs_libreoffice
def test_a_summary_saved_by_another_program_is_read_all_the_same(tmp_path: Path) -> None:
    """LibreOffice writes cells, texts and dates its own way; nothing seems changed for that."""
    path = tmp_path / "汇总.xlsx"
    write_summary(eventful(), path)
    convert([path], "xlsx", tmp_path / "again", tmp_path / "profile")
    again = (tmp_path / "again" / "汇总.xlsx").read_bytes()
    assert compare(read_snapshot(again, LIMITS), snapshot_of(eventful())) == ()


def test_an_unchanged_batch_is_known_without_reading_the_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The property of the old summary is enough: its sheets are not even opened."""
    path = tmp_path / "汇总.xlsx"
    write_summary(eventful(), path)
    monkeypatch.setattr(own_summary, "sheet_parts", None)
    assert changes_since(path, eventful()) == ()
    with pytest.raises(RefusedFile):
        changes_since(path, three_categories())


def test_without_a_summary_there_is_nothing_to_compare(tmp_path: Path) -> None:
    """No file, or a file that is no summary of ours, is no last run."""
    other = tmp_path / "别的.xlsx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("docProps/core.xml", "<x/>")
    assert changes_since(tmp_path / "没有.xlsx", eventful()) == changes_since(other, eventful()) == ()


def _rewritten(content: bytes, old: str, new: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(stream, "w") as changed:
        for name in package.namelist():
            changed.writestr(name, package.read(name).decode("utf-8").replace(old, new))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("指标值原文", "指标值", "上次的汇总表缺少工作表或列，无法比较。"),
        ('name="校验结果"', 'name="校验"', "上次的汇总表缺少工作表或列，无法比较。"),
        ('<c r="A5"', '<c r="A?5"', None),
        ("</sst>", "", None),
    ],
)
def test_a_summary_that_cannot_be_read_is_refused(old: str, new: str, message: str | None) -> None:
    """A column renamed, a sheet gone, a broken part: a refusal with a sentence, no traceback."""
    content, _ = render_summary(eventful(), SummaryOptions())
    with pytest.raises(RefusedFile) as refused:
        read_snapshot(_rewritten(content, old, new), LIMITS)
    assert message is None or refused.value.message == message


# -- the sheet ------------------------------------------------------------------------


def test_the_sheet_lists_every_change(tmp_path: Path) -> None:
    """变动 stands last, a row a change, with the difference as a number and a link to where it stands now."""
    path = tmp_path / "汇总.xlsx"
    write_summary(batch_of(_project("甲"), _project("乙")), path)
    now = batch_of(_project("甲", annual=Decimal("500000.00")), _project("丙"))
    changes = changes_since(path, now)
    report = write_summary(now, path, SummaryOptions(link_base="in"), changes)
    assert [(sheet.name, sheet.rows) for sheet in report.sheets][-1] == ("变动", 3)
    sheet = _sheet(path)
    assert sheet["A2"].value == "共 3 条：表单新增 1 条，表单减少 1 条，金额变动 1 条。"
    assert [[cell.value for cell in row[1:12]] for row in sheet["A4:L6"]] == [
        ["表单新增", "云溪市图书馆", "丙", "申报表", None, None, "丙.xlsx / 申报表", None, "丙.xlsx", "申报表", "A1"],
        ["表单减少", "云溪市图书馆", "乙", "申报表", None, "乙.xlsx / 申报表", None, None, "乙.xlsx", "申报表", "A1"],
        [
            "金额变动",
            "云溪市图书馆",
            "甲",
            "申报表",
            "年度资金·年度资金申请总额",
            "480,000.00",
            "500,000.00",
            20000,
            "甲.xlsx",
            "申报表",
            "E6",
        ],
    ]
    links = [sheet.cell(row, 12).hyperlink for row in (4, 5, 6)]
    assert links[1] is None
    assert [each.target.replace("\\", "/") for each in (links[0], links[2])] == ["in/丙.xlsx", "in/甲.xlsx"]


def _sheet(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path)["变动"]


def test_without_changes_there_is_no_sheet_and_the_bytes_stay(tmp_path: Path) -> None:
    """A second and a third run over the same input write the very same file; after a change the sheet goes again."""
    path = tmp_path / "汇总.xlsx"

    def run(batch: Batch) -> bytes:
        write_summary(batch, path, None, changes_since(path, batch))
        return path.read_bytes()

    first = run(eventful())
    assert run(eventful()) == first
    changed = run(three_categories())
    assert changed != render_summary(three_categories(), SummaryOptions())[0]
    assert run(three_categories()) == render_summary(three_categories(), SummaryOptions())[0]


def test_findings_are_kept_in_the_order_in_which_they_are_listed() -> None:
    """What a run holds and what its summary lists is one order: errors, warnings, hints; so both have one digest."""
    form = _project("甲")
    hint, error, warning = finding(form, "IND-018", "info"), finding(form), finding(form, "GOAL-003", "warning")
    batch = batch_of(form, findings=(hint, error, warning))
    listed = ["FUND-002", "GOAL-003", "IND-018"]
    assert [each.rule for each in snapshot_of(batch).findings] == listed
    content, _ = render_summary(batch, SummaryOptions())
    assert [each.rule for each in read_snapshot(content, LIMITS).findings] == listed


def test_an_indicator_that_comes_or_goes_is_told_with_its_target() -> None:
    """新增 tells the target it has now, 减少 the one it had, and each where it stands."""
    more = batch_of(_project("甲"))
    fewer = batch_of(
        replace(_project("甲"), fields=tuple(each for each in _project("甲").fields if "/indicators/1/" not in each.name))
    )
    assert [(each.kind, each.before, each.after, each.gone) for each in _changes(fewer, more)] == [
        ("指标新增", "", "≥95(%)", False)
    ]
    assert [(each.kind, each.before, each.after, each.gone) for each in _changes(more, fewer)] == [("指标减少", "≥95(%)", "", True)]


def test_a_target_that_stands_in_no_cell_has_an_empty_address() -> None:
    """What was inferred has no cell of its own: the change is told at the cell of its indicator."""
    form = _project("甲")
    bare = replace(
        form, fields=tuple(replace(each, cell=None) if each.name.endswith("/0/target") else each for each in form.fields)
    )
    assert [each.values[0].cell for each in snapshot_of(batch_of(bare)).indicators] == ["", "E14"]
    changed = batch_of(declaration(file="甲.xlsx", project_name="甲", rows=[(*ROWS[0][:3], "≥30(场)"), ROWS[1]]))
    assert [(each.kind, each.cell) for each in _changes(changed, batch_of(bare))] == [("指标值变动", "D13")]


def test_what_a_person_wrote_is_kept_whole_and_long_texts_of_forms_are_cut() -> None:
    """What was written by hand stands nowhere else; a goal stands in its form."""
    said = "甲" * 301
    place = ("云溪市图书馆", "展览项目", "", "备注")
    changes = (Change("手写留存", *place, said, "", "", "", ""), Change("改动", *place, said, said, "a.xlsx", "表", "B2"))
    content, _ = workbook.render(summary_context(batch_of(declaration()), SummaryOptions(), changes))
    sheet = openpyxl.load_workbook(BytesIO(content))["变动"]
    listed = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    cut = "甲" * 300 + "…"
    assert listed["手写留存"][6:8] == (said, None)
    assert listed["改动"][6:8] == (cut, cut)
