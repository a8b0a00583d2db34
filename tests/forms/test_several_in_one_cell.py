"""Several labels with their values in one cell, as where a form was typed in lines of text."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS
from tests.forms.reading import cells_of, read, read_lines
from tests.forms.test_declared_money import told
from tests.forms.test_labels_with_values import GOAL, HEAD, MONEY, TABLE, drawn, unread
from tests.forms.test_trusted_headings import DONE, EVALUATION
from xlperf.forms.form import Form
from xlperf.intake.sheet import Sheet

_NAMES = ("/project_name", "/department", "/unit")
_PAIRS = ("项目名称：河堤巡护", "主管部门：云溪市水务局", "实施单位：云溪市河道所")


def _head(*rows: tuple[str, ...]) -> Form:
    return drawn(*HEAD[:2], *rows, *MONEY, *GOAL, *TABLE)


@pytest.mark.parametrize("between", [" ", "    ", "\u3000", "\n", "\t", "；", "，", " | ", ",\n", ""])
@pytest.mark.parametrize("colon", ["：", ":", ": "])
def test_pairs_in_one_cell(between: str, colon: str) -> None:
    """Blanks, line breaks and commas part them, and even where all were lost the labels do."""
    pairs = [each.replace("：", colon) for each in _PAIRS]
    for rows in ([(between.join(pairs),)], [(pairs[0],), (between.join(pairs[1:]),)]):
        form = _head(*rows)
        assert [form.text(each) for each in _NAMES] == ["河堤巡护", "云溪市水务局", "云溪市河道所"]
        assert told(form) == []


def test_a_colon_in_a_value_parts_nothing() -> None:
    """A name with a colon, and one that speaks of a label."""
    for name in ("河堤巡护：二期", "实施单位能力建设", "数字河堤二期：巡护"):
        assert _head((f"项目名称：{name}",), (_PAIRS[1],), (_PAIRS[2],)).text("/project_name") == name


def test_what_stands_under_other_labels_is_kept() -> None:
    """联系电话 and 施工地点 are no fields, and a department that is named elsewhere is not read again: each is kept by its name."""
    form = drawn(*HEAD[:2], ("项目名称：河堤巡护  联系电话：3181234\n施工地点：槐荫段",), HEAD[3], *MONEY, *GOAL, *TABLE)
    assert form.text("/project_name") == "河堤巡护"
    assert [(each.name, each.value, each.cell) for each in form.further] == [
        ("/联系电话", "3181234", "A3"),
        ("/施工地点", "槐荫段", "A3"),
    ]
    again = drawn(*HEAD[:2], ("项目名称：河堤巡护  主管部门：云溪市水利局",), HEAD[3], *MONEY, *GOAL, *TABLE)
    assert again.text("/department") == "云溪市水务局"
    assert [(each.name, each.value) for each in again.further] == [("/主管部门", "云溪市水利局")]


def test_the_unit_the_year_and_what_is_blank_are_not_kept() -> None:
    """填报单位：…  填报日期：  年  月  日  单位：元 over a form keeps the first alone."""
    line = "填报单位：云溪市河道所    年度：2026年    填报日期：   年  月  日      单位：元"
    form = drawn(HEAD[0], (line,), *HEAD[2:], *MONEY, *GOAL, *TABLE)
    assert [(each.name, each.value) for each in form.further] == [("/填报单位", "云溪市河道所")]
    assert unread(form) == []


def test_the_value_of_the_last_label_may_stand_beside() -> None:
    """项目名称：河堤巡护  主管部门： | 云溪市水务局."""
    form = _head(("项目名称：河堤巡护  主管部门：", "云溪市水务局"), (_PAIRS[2],))
    assert [form.text(each) for each in _NAMES] == ["河堤巡护", "云溪市水务局", "云溪市河道所"]
    assert unread(form) == []


def test_a_period_behind_its_label() -> None:
    """Both days of a plan in one cell with 项目起止时间."""
    form = _head(*((each,) for each in _PAIRS), ("项目起止时间：2026年1月至2026年12月  联系人：周岚",))
    assert (str(form.value("/start_date")), str(form.value("/end_date"))) == ("2026-01-01", "2026-12-31")
    assert [each.name for each in form.further] == ["/联系人"]


def test_amounts_in_one_cell() -> None:
    """Finer amounts belong to the total before them."""
    term, year = "项目资金总额：600元  其中：财政资金：600元", "年度资金申请总额：200元，其中：当年财政拨款：180元，其他资金：20元"
    form = drawn(*HEAD, ("项目资金（元）", term, "", year), *GOAL, *TABLE)
    names = ("total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_other")
    assert [form.amount(f"/funding/{each}") for each in names] == [600, 600, None, 200, 180, 20]


@pytest.mark.parametrize(
    "rows",
    [
        (("年度总体目标：巡护六十次。", "", "", "", "实际完成情况：巡护六十二次。"),),
        (("年度总体目标", "预期目标：巡护六十次。", "", "", "实际完成情况：\n巡护六十二次。"),),
        (("年度总体目标", "预期目标：巡护六十次。\n实际完成情况：巡护六十二次。"),),
        (("年度总体目标：巡护六十次。",), ("实际完成情况：巡护六十二次。",)),
    ],
)
def test_goals_in_one_cell_with_their_labels(rows: tuple[tuple[str, ...], ...]) -> None:
    """In a cell each, beside the label at the side, or in lines of one cell."""
    line = ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "90", "90")
    form = drawn(*EVALUATION[:5], *rows, DONE, line)
    assert (form.text("/budget_goal"), form.text("/actual_completion")) == ("巡护六十次。", "巡护六十二次。")
    assert [each.kind for each in form.remarks] == []


def test_words_before_a_label_of_the_bureaus_own_are_not_lost() -> None:
    """A cell that begins with a sentence is told whole, though 依据：… and a label of the form stand in its second line."""
    form = _head(_PAIRS[:2], ("河堤巡护工作\n依据：三定方案  实施单位：云溪市河道所",))
    assert (form.value("/unit"), unread(form)) == (None, ["A4"])


@pytest.mark.parametrize("rest", ["（联系人：王某）", "  电话：3181234"])
def test_a_value_behind_a_blank_with_another_pair_in_it_is_told(rest: str) -> None:
    """实施单位 云溪市河道所（联系人：王某）: the name of the contact is no part of the unit's."""
    form = _head(_PAIRS[:2], (f"实施单位 云溪市河道所{rest}",))
    assert (form.value("/unit"), unread(form)) == (None, ["A4"])


def test_a_name_may_go_on_in_a_line_of_its_own() -> None:
    """航标维护 right over 项目二期, with nothing else in that row, is one name; a row between them parts them."""
    form = _head(("项目名称", "航标维护"), ("", "项目二期"), HEAD[3])
    assert (form.text("/project_name"), unread(form)) == ("航标维护项目二期", [])
    form = _head(("项目名称", "航标维护"), HEAD[3], ("", "项目二期"))
    assert (form.text("/project_name"), unread(form)) == ("航标维护", ["B5"])


@pytest.mark.parametrize(("unit", "times"), [("万元", 10_000), ("元", 1)])
def test_the_unit_in_a_label_that_holds_its_amount_is_that_of_all(unit: str, times: int) -> None:
    """The parts below it say none; no other unit is looked for."""
    money = ((f"年度资金申请总额（{unit}）：48",), ("其中：财政资金：40",), ("其他资金：8",))
    form = drawn(*HEAD, *money, *GOAL, *TABLE)
    found = [form.amount(f"/funding/annual{part}") for part in ("", "_fiscal", "_other")]
    assert (found, form.amount_unit) == ([48 * times, 40 * times, 8 * times], unit)
    assert [each.kind for each in form.remarks if each.kind == "unit_missing"] == []


_MONEY_AND_GOAL = (("年度资金总额（万元）", "30"), ("年度目标", "全年巡护河堤六十次。"), *ROWS[7:])
_ABOVE = (("项目支出绩效目标申报表",), ("（2026年度）",))


@pytest.mark.parametrize(
    "head",
    [
        ("项目全称：河堤巡护   业务主管部门：云溪市水务局   项目承担科室：云溪市河道所",),
        ("项目名称：河堤巡护   业务主管部门：云溪市水务局   具体实施单位：云溪市河道所",),
        ("支出项目名称：河堤巡护", "归口主管单位：云溪市水务局　　项目执行单位：云溪市河道所"),
        ("预算项目名称：河堤巡护\n项目主管单位：云溪市水务局\n项目承办单位：云溪市河道所",),
        ("项目（单位）名称：河堤巡护；一级预算单位：云溪市水务局；用款单位：云溪市河道所",),
        ("资金名称：河堤巡护   归口管理部门：云溪市水务局   资金使用单位：云溪市河道所",),
        ("项目名称：河堤巡护 | 单位代码：207001 | 项目承办部门：云溪市河道所 | 主管预算单位：云溪市水务局",),
    ],
)
def test_labels_in_other_words_in_one_cell(head: tuple[str, ...]) -> None:
    """Each is known by its make: the form was refused, or the project was called 河堤巡护业务."""
    form = read_lines(*_ABOVE, *((each,) for each in head), *_MONEY_AND_GOAL)
    names = [form.value(f"/{each}") for each in ("project_name", "department", "unit")]
    assert names == ["河堤巡护", "云溪市水务局", "云溪市河道所"]


@pytest.mark.parametrize("titled", [True, False])
def test_such_a_form_below_another_one_is_read_by_itself(titled: bool) -> None:
    """Its indicators went into the form above."""
    head = ("支出项目名称：渠道清淤   业务主管部门：云溪市水务局   项目承担科室：云溪市灌区所",)
    lines = (*ROWS, (), *(_ABOVE if titled else ()), head, *_MONEY_AND_GOAL)
    forms = read(Sheet(name="表", state="visible", cells=cells_of(lines))).forms
    assert [(each.text("/project_name"), len(each.rows)) for each in forms] == [("河堤巡护", 3), ("渠道清淤", 3)]


@pytest.mark.parametrize("text", ["实施内容：河堤巡护。要求：每月两次", "据主管部门：不再续期", "（一）目标：巡护六十次"])
def test_a_sentence_with_a_colon_is_no_pair(text: str) -> None:
    """Its words are none of a label."""
    form = read_lines(*ROWS[:4], (text,), *ROWS[4:])
    assert (form.text("/department"), form.text("/project_name")) == ("云溪市水务局", "河堤巡护")
