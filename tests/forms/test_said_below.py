"""What a unit says below the table of its form is kept under its label, and told no second time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.reading.beside_forms import BESIDE
from xlperf.intake.sheet import Cell, Sheet

_BELOW = len(ROWS) + 2
_TEXT = "渠道改线，追加的资金于12月收回6.5万元。"


def with_lines(*lines: tuple[str, ...]) -> Sheet:
    """Return a form with lines below it, each from the first column on."""
    form = drawn(rows=ROWS)
    last = max(row for row, _ in form.cells)
    cells = {
        (last + down, column): Cell(text, "text")
        for down, line in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
        if text
    }
    return replace(form, cells={**form.cells, **cells})


def kept(*lines: tuple[str, ...]) -> list[tuple[str, object]]:
    """Return what is kept of the lines: labels and texts."""
    (form,) = read(with_lines(*lines)).forms
    return [(each.label, each.value) for each in form.further]


@pytest.mark.parametrize(
    "label",
    [
        *("备注", "其他需要说明的问题", "存在的问题及原因", "问题及建议", "下一步改进措施", "自评结论"),
        *("结果应用", "项目立项依据", "风险及应对", "说明"),
    ],
)
def test_the_text_beside_such_a_label_is_kept(label: str) -> None:
    """Under the label's own words, however far below; the finding on unread text says nothing of it."""
    lines = (("填报人：", "严六"), (), (label, _TEXT))
    assert kept(*lines) == [(label, _TEXT)]
    assert not [each for each in read(with_lines(*lines)).remarks if each.kind == BESIDE]


@pytest.mark.parametrize("label", ["审核意见", "财政部门审核意见", "主管部门意见", "单位负责人意见", "业务科审核意见", "领导意见"])
@pytest.mark.parametrize("text", ["核减5万元。", "同意安排43万元", "不予申报，请并入水闸检修项目。"])
def test_an_opinion_that_says_more_than_yes_is_kept(label: str, text: str) -> None:
    """It changes what the form asks for."""
    assert kept((label, text)) == kept((f"{label}：{text}",)) == [(label, text.rstrip())]


@pytest.mark.parametrize("line", ["领导签字：同意安排43万元", "填表人：严六  另补充资金8万元"])
def test_money_behind_a_signature_is_told(line: str) -> None:
    """Nobody looks for it there."""
    told = [each.detail["text"] for each in read(with_lines((line,))).remarks if each.kind == BESIDE]
    assert told == [line]


@pytest.mark.parametrize("label", ["备注", "存在问题", "改进措施"])
def test_label_and_text_may_share_a_cell(label: str) -> None:
    """As people write them: 备注：…."""
    assert kept((f"{label}：{_TEXT}",)) == [(label, _TEXT)]
    assert kept((f"{label}：两处：渠首：闸门",)) == [(label, "两处：渠首：闸门")]


@pytest.mark.parametrize(
    "line",
    [
        ("说明：定量指标的得分按完成比例计算，最高为分值。",),
        ("填表说明", "金额保留两位小数。"),
        ("备注", "按填报说明逐项填写。"),
        ("备注", "无"),
        ("备注", "无其他需要说明的问题。"),
        ("存在问题", "—"),
        ("存在问题", ""),
        ("审核意见", "同意按预算执行。"),
        ("审核意见：同意。（盖章） 2026年3月1日",),
        ("主管部门意见", "情况属实，同意上报。 负责人：何七"),
        ("财政部门审核意见：", "（签章）"),
        ("填报人", "严六"),
        ("备注", "≥25次"),
        ("备注", "65000"),
    ],
)
def test_notes_signatures_and_noes_are_not_kept(line: tuple[str, ...]) -> None:
    """What was printed on the form, who approved it, a cell that says nothing, a target that fell there."""
    assert kept(line) == []


def test_what_stands_behind_it_in_the_row_is_still_told() -> None:
    """Only label and text are taken."""
    (remark,) = (each for each in read(with_lines(("备注", _TEXT, "", "另需25.5万元"))).remarks if each.kind == BESIDE)
    assert remark.detail["text"] == "另需25.5万元"


@pytest.mark.parametrize(
    "line", [("备注：水闸检修含上年结转5万元。",), ("备注", "水闸检修含上年结转5万元。"), ("存在问题", "两处水闸未移交。")]
)
def test_what_is_said_below_a_list_is_told(line: tuple[str, ...]) -> None:
    """It belongs to none of the projects, so that no form keeps it."""
    rows = (
        ("部门预算项目绩效目标表",), ("（2026年度）",), ("", "", "", "", "", "", "", "金额单位：万元"),
        ("序号", "项目名称", "预算数", "项目年度目标", "一级指标", "二级指标", "三级指标", "目标值"),
        ("1", "河堤巡护", "48", "全年巡护六十次。", "产出指标", "数量指标", "巡护次数", "≥60次"),
        ("2", "水闸检修", "27", "检修九座。", "产出指标", "数量指标", "检修座数", "≥9座"),
    )  # fmt: skip
    found = read(drawn((*rows, line)))
    assert [each.text("/project_name") for each in found.forms] == ["河堤巡护", "水闸检修"]
    told = [(each.detail["part"], each.detail["text"]) for each in found.remarks if each.kind == BESIDE]
    assert told == [("words", line[-1])]


@pytest.mark.parametrize("label", ["保障绩效目标实现措施", "项目绩效管理情况", "绩效目标设立依据", "绩效管理制度"])
def test_a_label_below_a_table_whose_merges_were_lost_is_no_indicator(label: str) -> None:
    """Left of the levels, a text beside it: it was a target without a name, and three errors were told of it."""
    (form,) = read(drawn((*ROWS, (label, "加强日常管理，落实责任到人。")))).forms
    assert [form.text(row["level3"].name) for row in form.rows] == ["巡护次数", "隐患处置率", "群众满意度"]
    assert [each.kind for each in form.remarks if each.kind in ("missing_label", "unread_cell", "slipped_rows")] == []


def test_an_indicator_that_slipped_left_of_its_table_is_one() -> None:
    """社会效益指标 | 受益范围 | 全市 moved left: a level name, or more than a text, stands beside the first words."""
    (form,) = read(drawn((*ROWS[:-1], ("效益指标", "社会效益指标", "受益范围", "全市居民"), ROWS[-1]))).forms
    assert "受益范围" in [form.text(row["level3"].name) for row in form.rows]


@pytest.mark.parametrize(
    ("name", "target"),
    [("下乡：全年", "目标：33场"), ("审核：初审", "标准：3天"), ("注：含复检", "要求：每月2次"), ("说明：夜间", "计划：5次")],
)
def test_colons_in_a_name_and_its_target_are_no_foot_between_two_indicators(name: str, target: str) -> None:
    """No level stands in its row and nothing is merged down to it: the indicator was lost, some of them in silence."""
    rows = (*ROWS[:-2], ("", "", "", name, target), *ROWS[-2:])
    (form,) = read(drawn(rows)).forms
    assert [form.text(row["level3"].name) for row in form.rows] == ["巡护次数", name, "隐患处置率", "群众满意度"]
    assert [each for each in form.remarks if each.kind == "unread_cell"] == []


def test_a_signature_between_two_pages_is_no_indicator() -> None:
    """制表人：张三 | 复核人：李四 under the names and the targets, at the end of a page."""
    rows = (*ROWS[:-2], ("", "", "", "制表人：张三", "复核人：李四"), *ROWS[-2:])
    (form,) = read(drawn(rows)).forms
    assert [form.text(row["level3"].name) for row in form.rows] == ["巡护次数", "隐患处置率", "群众满意度"]


@pytest.mark.parametrize("name", ["（3）更换灯具", "(2)更换灯具", "3、更换灯具", "（三）更换灯具"])
def test_a_numbered_name_is_no_target(name: str) -> None:
    """能力建设 | （3）更换灯具 with a blank target: the name was read as 3 更换灯具, the level as the name."""
    rows = (*ROWS[:-2], ("", "产出指标", "能力建设", name, ""), *ROWS[-2:])
    (form,) = read(drawn(rows)).forms
    row = form.rows[1]
    assert (form.text(row["level2"].name), form.text(row["level3"].name), row["target"].raw) == ("能力建设", name, "")
