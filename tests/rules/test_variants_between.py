"""A second author's variants of what shows between forms, between cells and between findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, entry, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts import similar
from xlperf.rules.finding import Finding

BOOK = load_rule_book()

_TRAINING = "举办基层干部业务培训12期，培训360人次，印发教材400册，学员满意度达到90%，提升基层服务水平。"
_REPAIR = "2025年维修路灯300盏，更换电缆1.5公里，处置报修200件，亮灯率达到98%，保障居民夜间出行。"
_LIBRARY = "采购图书3000册，举办讲座24场，服务读者6000人次，新增服务点8处，方便居民就近阅读。"


def _batch(*forms: Form) -> tuple[Finding, ...]:
    placed = [replace(each, source=replace(each.source, file=f"{number}.xlsx")) for number, each in enumerate(forms)]
    files = [FileResult(each.source.file, "read", sha256=each.source.file, forms=(each,)) for each in placed]
    return BOOK.judge_batch(files, Context()).findings


def _rules(findings: tuple[Finding, ...]) -> set[str]:
    return {each.rule for each in findings}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (_TRAINING, _TRAINING.replace("12", "8").replace("360", "240")),
        (_TRAINING, _TRAINING.replace("12", "15").replace("360", "450").replace("400", "500")),
        (_TRAINING, _TRAINING.replace("90%", "95%")),
        (_REPAIR, _REPAIR.replace("300", "280").replace("1.5", "0.8")),
        (_REPAIR, _REPAIR.replace("200件", "1,200件")),
        (_REPAIR, _REPAIR.replace("2025年", "2025年度").replace("300", "３１０")),
        (_LIBRARY, _LIBRARY.replace("3000", "2600").replace("24", "18").replace("6000", "4500").replace("8处", "5处")),
        (_LIBRARY, _LIBRARY.replace("，", "、").replace("3000", "3100")),
        (_LIBRARY, "本项目" + _LIBRARY.replace("24", "20")),
    ],
)
def test_a_goal_copied_with_other_numbers_is_told(one: str, two: str) -> None:
    """Whoever changes only the numbers of a goal has copied it."""
    assert "GOAL-007" in _rules(
        _batch(declaration(project_name="甲项目", annual_goal=one), declaration(project_name="乙项目", annual_goal=two))
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (_TRAINING, _REPAIR),
        (_REPAIR, _LIBRARY),
        (_TRAINING, "举办基层医生技能竞赛2场，评选能手20人，编印案例集300册，促进基层诊疗能力提升。"),
        (_LIBRARY, "采购实验仪器30台，开设科普课堂24场，服务学生6000人次，改善教学条件，激发学习兴趣。"),
        (_REPAIR, "养护绿地30万平方米，补种苗木1500株，处置居民诉求200件，保障公园全年整洁开放。"),
        (_TRAINING, "编印政策汇编400册，接受咨询360人次，走访企业12家，帮助企业用好惠企政策，办事企业满意。"),
        (_LIBRARY, "放映公益电影24场，观众6000人次，放映点覆盖8个街道，丰富居民业余文化生活。"),
        (_REPAIR, "2025年清淤河道15公里，检修泵站8座，汛期值守200人次，保障排水通畅和居民安全。"),
    ],
)
def test_different_goals_of_one_shape_are_no_copies(one: str, two: str) -> None:
    """Sentences that every goal has (服务…人次) make no copy."""
    assert "GOAL-007" not in _rules(
        _batch(declaration(project_name="甲项目", annual_goal=one), declaration(project_name="乙项目", annual_goal=two))
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, True),
        ({"annual_goal": _REPAIR.replace("300", "280")}, True),
        ({"annual_goal": _TRAINING}, False),
        ({"year": 2024}, False),
        ({"project_name": "甲项目", "unit": "云溪区甲馆"}, False),
        ({"annual_goal": "保障机关正常运转。"}, False),
    ],
)
def test_a_goal_copied_from_another_department_is_told(changes: dict[str, object], told: bool) -> None:
    """Word for word but for numbers; another year, the same project and a short sentence are no copies."""
    one = {"department": "甲局", "unit": "云溪区甲馆", "project_name": "甲项目", "annual_goal": _REPAIR}
    two = {"department": "乙局", "unit": "云溪区乙馆", "project_name": "乙项目", "annual_goal": _REPAIR, **changes}
    if "annual_goal" in changes and changes["annual_goal"] == "保障机关正常运转。":
        one["annual_goal"] = "保障机关正常运转。"
    found = [each for each in _batch(declaration(**one), declaration(**two)) if each.rule == "GOAL-007"]
    assert len(found) == (2 if told else 0)


def test_goals_are_compared_once_however_many_departments_a_folder_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty departments must not look at the goals of the whole folder forty times."""
    looked: list[str] = []
    monkeypatch.setattr(similar, "without_numbers", lambda goal: looked.append(goal) or goal)
    _batch(*(declaration(department=f"第{each}局", project_name=f"项目{each}", annual_goal=_REPAIR) for each in range(40)))
    assert len(looked) <= 3 * 40


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("云溪区图书馆", "云溪图书馆"),
        ("云溪区文化馆", "江州市云溪区文化馆"),
        ("江州市云溪区城市管理局", "云溪区城市管理局"),
        ("云溪区数据服务中心", "云溪数据服务中心"),
        ("云溪区体育事业管理中心", "江州市云溪区体育事业管理中心"),
        ("云溪镇社区卫生服务中心", "云溪社区卫生服务中心"),
        ("江州市社会福利院", "江州社会福利院"),
        ("云溪区妇女联合会", "江州云溪区妇女联合会"),
    ],
)
def test_two_spellings_of_a_unit_are_told(one: str, two: str) -> None:
    """Without a roster a shorter spelling of a fuller name is pointed out."""
    assert "HEAD-015" in _rules(_batch(declaration(unit=one, project_name="甲"), declaration(unit=two, project_name="乙")))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("云溪市图书馆", "云溪区图书馆"),
        ("云溪区图书馆", "云溪区文化馆"),
        ("云溪区图书馆", "东湖区图书馆"),
        ("云溪区第一小学", "云溪区第二小学"),
        ("云溪区图书馆", "云溪区少儿图书馆"),
        ("云溪区教育局", "云溪区教育局教育考试中心"),
        ("云溪镇人民政府", "云桥镇人民政府"),
        ("云溪区档案局", "云溪区档案馆"),
    ],
)
def test_two_units_are_not_taken_for_one(one: str, two: str) -> None:
    """Two places, two numbers, a body and what belongs to it are two units."""
    assert "HEAD-015" not in _rules(_batch(declaration(unit=one, project_name="甲"), declaration(unit=two, project_name="乙")))


@pytest.mark.parametrize(
    "written", ["云溪区图书馆（本级）", "云溪区图书馆本级", "云溪区图书馆(汇总)", "云溪区图书馆 。", "云溪区图书馆（盖章）"]
)
def test_another_spelling_of_the_same_unit_is_told_and_asks_for_nothing(written: str) -> None:
    """It is added up with the others; who thinks of two units must learn that."""
    forms = [declaration(unit=each, project_name=name) for name, each in (("甲", written), ("乙", "云溪区图书馆"))]
    told = [each for each in _batch(*forms) if each.rule == "HEAD-015"]
    assert [(each.severity, each.message) for each in told] == [
        ("info", f"实施单位“{written}”与本批次里的“云溪区图书馆”写法不同，按同一个单位小计。")
    ]


def _of(form: Form, rule: str) -> list[Finding]:
    return [each for each in BOOK.judge_form(form, Context()).findings if each.rule == rule]


@pytest.mark.parametrize(
    "text",
    [
        "项目编码310107202600000012，举办阅读推广活动24场，使读者参与面稳步扩大。",
        "合同编号202500000000000123，举办阅读推广活动24场，使读者参与面稳步扩大。",
        "按云溪采〔2025〕100号文件举办阅读推广活动24场，使读者参与面稳步扩大。",
        "统一社会信用代码12310107MB2F30000X的单位举办阅读推广活动24场，参与面扩大。",
        "账号6222020000000000000，举办阅读推广活动24场，使读者参与面稳步扩大。",
        "服务热线12345、96190，举办阅读推广活动24场，使读者参与面稳步扩大。",
        "项目代码31010720259900000X，举办阅读推广活动24场，使读者参与面稳步扩大。",
        "项目编号310107-2025-130001-000012，举办阅读推广活动24场，参与面扩大。",
        "资产编号TY13800001234567，举办阅读推广活动24场，使读者参与面稳步扩大。",
    ],
)
def test_a_code_is_no_personal_number(text: str) -> None:
    """Codes of projects, contracts, bodies and accounts belong to nobody."""
    assert not _of(declaration(annual_goal=text), "SUM-007")


@pytest.mark.parametrize(
    "text",
    [
        "联系人李某，电话13800001234，举办阅读推广活动24场。",
        "举办阅读推广活动24场（联系电话：19912345678）。",
        "身份证11010519491231002X的讲师举办讲座24场。",
        "报名请拨 15000001111，举办阅读推广活动24场。",
        "微信17700002222，举办阅读推广活动24场，参与面稳步扩大。",
        "手机138-0000-1234，举办阅读推广活动24场，参与面稳步扩大。",
        "手机138 0000 1234，举办阅读推广活动24场，参与面稳步扩大。",
        "电话：+8613800001234，举办阅读推广活动24场，参与面稳步扩大。",
    ],
)
def test_a_personal_number_is_told(text: str) -> None:
    """A mobile or an identity number in a text that is published is pointed out however it is set."""
    assert _of(declaration(annual_goal=text), "SUM-007")


def _merged(level: str, column: int, count: int) -> Form:
    """Return a declaration whose first rows stand under one merged cell that holds what nobody knows."""
    rows: list[list[Any]] = [list(each) for each in DECLARATION_ROWS]
    rows += [["产出指标", "数量指标", f"第{each}街道送书册数", f"≥{200 + each}(册)"] for each in range(count)]
    for row in rows:
        if row[0] == "产出指标" and (column == 0 or row[1] == "数量指标"):
            row[column] = entry("产出指标" if column == 0 else "数量指标", level, *(("guessed",) if column == 0 else ()))
    form = declaration(rows=rows)
    name = f"/level{column + 1}"
    fields = [replace(each, cell="B14") if each.name.endswith(name) and each.raw == level else each for each in form.fields]
    return replace(form, fields=tuple(fields))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 8, 12])
@pytest.mark.parametrize("level", ["产出目标一", "工作产出", "成果", "产 出 类"])
def test_a_merged_cell_is_told_once(level: str, count: int) -> None:
    """However many rows a merged level covers, it is one finding."""
    told = _of(_merged(level, 0, count), "IND-009")
    assert len(told) == 1, [each.message for each in told]


@pytest.mark.parametrize("operator", ["=", "＝"])
@pytest.mark.parametrize("number", ["100", "100.00", "95", "90", "99", "98.5", "85", "80"])
def test_advice_on_a_satisfaction_never_contradicts_itself(number: str, operator: str) -> None:
    """What is proposed for a cell breaks no other rule on it, and the proposal is no higher than was promised."""
    row = ("满意度指标", "服务对象满意度指标", "参与读者满意度", f"{operator.replace('＝', '=')}{number}(%)")
    form = declaration(rows=[*DECLARATION_ROWS[:-1], row])
    told = [each for each in BOOK.judge_form(form, Context()).findings if each.cell == "E18"]
    assert [each.rule for each in told] == ["VAL-004"]
    proposed = declaration(rows=[*DECLARATION_ROWS[:-1], (*row[:3], told[0].expected)])
    assert not [each for each in BOOK.judge_form(proposed, Context()).findings if each.cell == "E18"]


def test_every_finding_of_a_form_names_a_cell() -> None:
    """A form with a fault of nearly every kind has no finding without a cell."""
    rows = [
        ("产出指标", "数量指标", "开展活动场次", "适量"),
        ("产出指标", "质量指标", "活动质量", "提升"),
        ("效益指标", "社会效益指标", "影响", "提升"),
    ]
    form = declaration(rows=rows, annual_goal=None, unit=None, category="别的类", nature=None, annual=None)
    without = [(each.rule, each.message) for each in BOOK.judge_form(form, Context()).findings if not each.cell]
    assert not without, without


@pytest.mark.parametrize("column", ["target", "actual", "deviation_note"])
def test_rows_under_one_merged_value_all_have_it(column: str) -> None:
    """Two rows that share one cell for their value are not told that the second is blank."""
    rows: list[list[Any]] = [list(each) for each in DECLARATION_ROWS]
    rows[2][3] = None
    form = declaration(rows=rows)
    held = form.rows[1]["target"]
    fields = [replace(each, cell=held.cell) if each.name == "/indicators/2/target" else each for each in form.fields]
    assert not [each for each in BOOK.judge_form(replace(form, fields=tuple(fields)), Context()).findings if each.rule == "IND-013"]


@pytest.mark.parametrize(
    ("scores", "cells", "told"),
    [
        (("9", "11"), ("G13", "G13"), []),
        (("9", "11"), ("G13", "G14"), ["SELF-004", "SELF-013"]),
        (("20", None), ("G13", "G13"), []),
        (("9", None), ("G13", "G13"), ["SELF-013"]),
    ],
)
def test_rows_that_share_one_weight_have_a_score_each(
    scores: tuple[str | None, ...], cells: tuple[str, str], told: list[str]
) -> None:
    """Neither lacks its weight, nor has the first lost points; one score beside it is that of both."""
    rows = [list(each) for each in SELF_EVALUATION_ROWS]
    rows[0][5:7], rows[1][5:7] = ["20", scores[0]], [None, scores[1]]
    form = self_evaluation(rows=rows)
    named = {f"/indicators/{at}/weight": cell for at, cell in enumerate(cells)}
    fields = tuple(replace(each, cell=named.get(each.name, each.cell)) for each in form.fields)
    found = BOOK.judge_form(replace(form, fields=fields), Context()).findings
    wanted = ("SELF-004", "SELF-010", "SELF-011", "SELF-012", "SELF-013")
    assert [each.rule for each in found if each.rule in wanted] == told
