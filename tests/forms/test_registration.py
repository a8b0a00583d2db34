"""A bureau's new blank form is recognised, proved and registered; what cannot be is refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.forms import bureau_pages
from tests.forms.bureau_forms import PROMISE, PROMISE_ALIASES, RESULT, BlankSheet
from tests.forms.bureau_pages import emptied
from tests.forms.plain_form import drawn
from xlperf.data.resources import data_folder
from xlperf.errors import LayoutError
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_check import layout_faults
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.templates.recognition import Recognition
from xlperf.forms.templates.registration import Registration, layout_id, layout_text, register
from xlperf.forms.templates.template import blank_form
from xlperf.forms.templates.trial import read_back, trial_entries
from xlperf.intake import read_workbook
from xlperf.intake.sheet import Cell, Workbook, place_of

BUILT_IN = [(layout.id, each.file) for layout in load_layouts() for each in layout.workbooks]


def registered(*sheets: BlankSheet, aliases: Mapping[str, str] | None = None, **options: str) -> Registration:
    """Register the form on invented sheets."""
    return register(Workbook("xlsx", tuple(each.sheet() for each in sheets)), "新表.xlsx", aliases=aliases, **options)


def written(folder: Path, found: Registration) -> tuple[Path, ...]:
    """Write the layout of a registered form as the command does."""
    (folder / f"{found.layout['id']}.json").write_bytes(layout_text(found.layout))
    return (folder,)


def test_a_form_with_other_labels_and_sides_is_registered_as_a_few_differences() -> None:
    """Renamed labels, goals beside their labels, what is lacking, what nobody knows; nothing is copied from the base."""
    found = registered(PROMISE, aliases=PROMISE_ALIASES)
    assert found.layout == {
        "id": "重点工程绩效承诺书",
        "extends": "declaration",
        "name": "重点工程绩效承诺书",
        "titles": ["重点工程绩效承诺书"],
        "changes": [
            {"field": "/project_name", "aliases": ["工程名称"]},
            {"field": "/department", "aliases": ["牵头局"]},
            {"field": "/indicators/*/level3", "aliases": ["考核事项"]},
            {"field": "/overall_goal", "value": "right"},
            {"field": "/annual_goal", "value": "right"},
            {"field": "/nature", "absent": True},
            {"field": "/funding/annual_carryover", "absent": True},
        ],
        "table": {"side_labels": ["考核指标"]},
        "other_labels": ["从下拉表中选", "责任处室"],
        "footers": ["承诺人"],
        "workbooks": [{"file": "新表.xlsx", "regime": "A", "unit": "万元"}],
    }
    assert (found.unit, found.filled) == ("万元", 17)
    assert [(each.cell, each.part) for each in found.unknown] == [
        ("E3", "value"),
        ("F3", "head"),
        ("A11", "side"),
        ("G11", "column"),
        ("A19", "foot"),
    ]
    assert [each.address for each in found.unread] == ["F4"]


@pytest.mark.parametrize("label", ["年度", "预算年度", "金额单位"])
def test_the_year_and_the_unit_of_amounts_are_no_labels_that_go_unread(label: str) -> None:
    """They are read wherever they stand; 联系电话 is known and has no field, so it is told."""
    found = registered(PROMISE.having({"F3": label}), aliases=PROMISE_ALIASES)
    assert [each.address for each in found.unread] == ["F4"]


def test_a_self_evaluation_with_values_below_its_labels_is_registered() -> None:
    """The sheet with most labels is taken, the kind of form is found by the labels, other sheets are named."""
    found = registered(BlankSheet("说明", {"A1": "请于三月底前报送"}), PROMISE, RESULT)
    assert found.recognition.sheet.name == "附件2"
    assert found.layout["extends"] == "self-evaluation"
    assert found.layout["workbooks"] == [{"file": "新表.xlsx", "regime": "B", "unit": "元"}]
    assert found.layout["changes"] == [
        {"field": "/project_name", "value": "below"},
        {"field": "/department", "value": "below"},
        {"field": "/funding/fiscal/*", "absent": True},
        {"field": "/funding/carryover/*", "absent": True},
        {"field": "/indicators/*/deviation_note", "absent": True},
    ]
    assert found.places["/project_name"] == "A5"
    assert found.places["/total_score"] == "J17"
    assert found.other_sheets == ("承诺书",)


@pytest.mark.parametrize(
    ("sheet", "aliases", "values"),
    [
        (
            PROMISE,
            PROMISE_ALIASES,
            {
                "A1": ("云岭区（2026年度）重点工程绩效承诺书", "/year", 2026),
                "B3": ("老城步道修缮", "/project_name", "老城步道修缮"),
                "E3": ("特定目标类", "/category", "特定目标类"),
                "B4": ("云岭区住房和城市建设局", "/department", "云岭区住房和城市建设局"),
                "E4": ("云岭区市政所", "/unit", "云岭区市政所"),
                "B9": ("三年内修完全部步道。", "/overall_goal", "三年内修完全部步道。"),
                "B10": ("修缮步道三公里。", "/annual_goal", "修缮步道三公里。"),
                "D12": ("修缮步道长度", "/indicators/0/level3", "修缮步道长度"),
                "F12": ("≥3(公里)", "/indicators/0/target", "≥3(公里)"),
            },
        ),
        (
            RESULT,
            {},
            {
                "A3": ("（2025年度）", "/year", 2025),
                "A5": ("老城步道修缮", "/project_name", "老城步道修缮"),
                "F5": ("云岭区住房和城市建设局", "/department", "云岭区住房和城市建设局"),
                "C6": ("云岭区市政所", "/unit", "云岭区市政所"),
                "B11": ("修缮步道三公里。", "/budget_goal", "修缮步道三公里。"),
                "F11": ("修缮步道三点二公里。", "/actual_completion", "修缮步道三点二公里。"),
                "D14": ("修缮步道长度", "/indicators/0/level3", "修缮步道长度"),
                "F14": ("≥3(公里)", "/indicators/0/target", "≥3(公里)"),
                "H14": ("3.2(公里)", "/indicators/0/actual", "3.2(公里)"),
            },
        ),
    ],
)
def test_forms_filled_on_a_registered_workbook_are_read(
    tmp_path: Path, sheet: BlankSheet, aliases: dict[str, str], values: dict[str, tuple[str, str, object]]
) -> None:
    """What a unit types comes back from the cell it was typed into, with the department's layouts among the built-in ones."""
    found = registered(sheet, aliases=aliases)
    blank = sheet.sheet()
    filled = replace(blank, cells={**blank.cells, **{place_of(at): Cell(text, "text") for at, (text, _, _) in values.items()}})
    layouts = load_layouts(written(tmp_path, found))
    (form,) = read_forms(Workbook("xlsx", (filled,)), "报送.xlsx", layouts, load_vocabulary()).forms
    assert form.template == found.layout["id"]
    assert form.amount_unit == found.unit
    assert [each for each in form.remarks if each.kind in ("missing_label", "unit_missing")] == []
    for at, (_, name, value) in values.items():
        field = form.get(name)
        assert field is not None
        got = getattr(field.value, "text", field.value)
        assert (got, field.cell) == (value, at), name
    assert len(form.rows) == 1


@pytest.mark.parametrize(("layout", "file"), BUILT_IN, ids=[file for _, file in BUILT_IN])
def test_every_field_of_a_built_in_workbook_comes_back(layout: str, file: str) -> None:
    """The blank forms that come with xlperf are proved as a new one is: nothing is unknown in them, every field is read."""
    workbook = read_workbook(data_folder("templates") / file)
    found = register(workbook, file)
    assert (found.layout["extends"], found.unknown, found.unread) == (layout, (), ())
    assert found.layout.get("changes", []) == []
    assert found.filled == {"declaration": 19, "self-evaluation": 38}[layout]


def test_a_layout_that_expects_values_elsewhere_does_not_pass_the_trial() -> None:
    """The proof fails where a value stands on another side than the layout says, and names the field."""
    layouts = load_layouts()
    plain = next(each for each in layouts if each.id == "declaration")
    sheet = PROMISE.having({"A1:G1": "项目绩效目标表", "A3": "项目名称", "A4": "主管部门", "D11:E11": "三级指标"}).sheet()
    blank = blank_form(sheet, plain)
    assert blank is not None
    entries = trial_entries(sheet, blank, "万元")
    assert read_back(sheet, entries, layouts, "declaration", load_vocabulary()) == []
    amiss = [replace(each, at=(2, 8)) if each.label == "年度总体目标" else each for each in entries]
    assert read_back(sheet, amiss, layouts, "declaration", load_vocabulary()) == ["年度总体目标"]
    assert read_back(PROMISE.sheet(), entries, layouts, "declaration", load_vocabulary()) is None


def _no_header(sheet: BlankSheet) -> BlankSheet:
    return sheet.without("B11", "C11", "D11:E11", "F11", "G11")


@pytest.mark.parametrize(
    ("sheet", "aliases", "sentence"),
    [
        (
            PROMISE,
            {},
            "没有找到“项目名称”：每张表从它开始。认不出的文字有：工程名称、责任处室、牵头局。"
            "如果其中一个就是它，请用 --alias 说明，如 --alias 工程名称=项目名称。",
        ),
        (
            PROMISE,
            {"工程名称": "项目名称"},
            "指标表的表头（第 11 行）里没有“三级指标”。认不出的文字有：考核事项、数据来源。"
            "如果其中一个就是它，请用 --alias 说明，如 --alias 考核事项=三级指标。",
        ),
        (
            PROMISE.without("A1:G1", "A2:G2"),
            PROMISE_ALIASES,
            "没有找到表名：项目名称上面没有一行像表名的文字。请在空白表的第一行写上表名，再登记一次。",
        ),
        (
            _no_header(PROMISE),
            PROMISE_ALIASES,
            "工作表“承诺书”上没有找到指标表：应有一行写着一级指标、二级指标、三级指标和指标值。"
            "如果是换了叫法，请用 --alias 说明：--alias 新的叫法=三级指标。",
        ),
        (
            BlankSheet("说明", {"A1": "请于三月底前报送", "A2": "项目名称"}),
            {},
            "工作表“说明”上认得的标签不到 5 个，不像绩效目标申报表或绩效自评表。请核对给出的文件。",
        ),
        (
            BlankSheet(
                "清单",
                {
                    "A1:H1": "项目清单",
                    "A2": "项目名称",
                    "B2": "主管部门",
                    "C2": "实施单位",
                    "D2": "一级指标",
                    "E2": "三级指标",
                    "F2": "指标值",
                },
            ),
            {},
            "工作表“清单”上的标签都在一两行里，像一张清单，不像一张表。请核对给出的文件。",
        ),
        (PROMISE, {"工程名称": "项目名"}, "版式“declaration”没有标签“项目名”，是否应为“项目名称”。标签的写法见 docs/fields.md。"),
    ],
    ids=["no name", "no level 3", "no title", "no table", "few labels", "a list", "no such label"],
)
def test_what_cannot_be_registered_is_refused_with_a_reason(sheet: BlankSheet, aliases: dict[str, str], sentence: str) -> None:
    """Which part is missing, and what to do about it."""
    with pytest.raises(LayoutError) as error:
        registered(sheet, aliases=aliases, based_on="" if sheet.name == "说明" else "declaration")
    assert str(error.value) == sentence


def test_a_value_without_room_is_named() -> None:
    """A label that fills its row up to the edge, with another label below it, takes no value that could be read."""
    full = PROMISE.without("A9", "B9:G9").having({"A9:G9": "总体目标"})
    with pytest.raises(LayoutError) as error:
        registered(full, aliases=PROMISE_ALIASES)
    assert str(error.value) == (
        "试填一遍以后，“项目总目标”读不回来：找不到它的值应填在哪里。请在空白表里给它留出右边或下面的空格，再登记一次。"
    )


def test_a_form_that_is_filled_already_is_not_registered() -> None:
    """A workbook that a unit sent back is no blank form: its indicators would be read with every form."""
    with pytest.raises(LayoutError) as error:
        registered(PROMISE.having({"D13:E13": "修缮步道长度", "F13": "≥3(公里)"}), aliases=PROMISE_ALIASES)
    assert str(error.value) == "试填一遍以后读不成一张表。请核对空白表里表名、标签和指标表的位置；表里若已有内容，请先清空。"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"based_on": "declaraton"}, "没有内置版式“declaraton”，是否应为“declaration”。用 xlperf template list 查看全部版式。"),
        ({"sheet": "承诺"}, "没有工作表“承诺”，是否应为“承诺书”。请核对 --sheet。"),
        ({"name": "2026版"}, "“2026版”不能作版式的名称。名称要以汉字或英文字母开头。"),
    ],
)
def test_options_that_mean_nothing_are_named(options: dict[str, str], sentence: str) -> None:
    """With what was probably meant."""
    with pytest.raises(LayoutError) as error:
        registered(PROMISE, aliases=PROMISE_ALIASES, **options)
    assert str(error.value) == sentence


def test_ids_come_from_names() -> None:
    """Letters, digits and Chinese characters; they are file names too."""
    assert layout_id("云岭区承诺书（试行）") == "云岭区承诺书-试行"
    assert layout_id("New Form 2") == "new-form-2"
    assert layout_id("a/../b") == "a-b"


def test_the_layout_file_is_the_same_each_time() -> None:
    """Same workbook, same bytes; readable without escapes."""
    first, second = (layout_text(registered(PROMISE, aliases=PROMISE_ALIASES).layout) for _ in range(2))
    assert first == second
    assert "工程名称" in first.decode("utf-8")
    assert json.loads(first)["extends"] == "declaration"


@pytest.mark.parametrize(
    "name", ["NATIONAL", "STACKED_2011", "BUDGET_SYSTEM", "PROJECT_A_SHEET", "SELF_EVALUATION_2020", "ONE_YEAR_SIDE"]
)
def test_the_blanks_of_other_places_can_be_registered(name: str) -> None:
    """Two tables of several periods, targets in columns of their own, a side heading: each is filled on trial and read back."""
    page = emptied(getattr(bureau_pages, name))
    found = register(Workbook("xlsx", (drawn(page),)), "表.xlsx", name="本局表")
    assert found.filled > 6
    assert list(layout_faults(found.layout)) == []


def test_what_was_recognised_is_told_before_a_refusal() -> None:
    """Whoever must name a heading sees which ones are known already."""
    page = tuple(tuple("考核事项" if each == "三级指标" else each for each in line) for line in emptied(bureau_pages.NATIONAL))
    told: list[Recognition] = []
    with pytest.raises(LayoutError, match="没有“三级指标”"):
        register(Workbook("xlsx", (drawn(page),)), "表.xlsx", recognised=told.append)
    assert [each.label for each in told[0].seen][:3] == ["项目名称", "主管部门", "实施单位"]


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (4, "工作表“表”上认得的标签不到 5 个，不像绩效目标申报表或绩效自评表。请核对给出的文件。"),
        (5, "工作表“表”和 declaration、self-evaluation 一样像。请用 --based-on 说明是哪一种。"),
    ],
)
def test_five_labels_that_two_kinds_share_are_asked_back(labels: int, sentence: str) -> None:
    """Fewer labels make no form, of whatever kind."""
    shared = ("项目名称", "主管部门", "实施单位", "一级指标", "二级指标")[:labels]
    with pytest.raises(LayoutError) as error:
        registered(BlankSheet("表", {f"A{row}": text for row, text in enumerate(shared, 1)}))
    assert str(error.value) == sentence


_PLAIN = (
    ("项目支出绩效自评情况表",),
    ("（    年度）",),
    ("项目名称",),
    ("主管部门", "", "", "", "实施单位"),
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率"),
    ("", "年度资金总额"),
    ("", "其中：财政拨款"),
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("",),
)
_LEVELS = (("", "产出指标", "数量指标"), ("", "产出指标", "质量指标"), ("", "满意度指标", "服务对象满意度指标"))


@pytest.mark.parametrize("closing", [("总分",), ("合计",), ()])
@pytest.mark.parametrize("scores", [(), ("得分",), ("分值",), ("完成率",)])
def test_a_self_evaluation_without_weights_or_scores_is_registered(scores: tuple[str, ...], closing: tuple[str, ...]) -> None:
    """A closing row sums up the columns that the table has, and what the form has not is absent."""
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", *scores, "偏差原因分析及改进措施")
    sheet = drawn((*_PLAIN, header, *_LEVELS, *((closing,) if closing else ())))
    found = register(Workbook("xlsx", (sheet,)), "新表.xlsx")
    absent = {each["field"] for each in found.layout["changes"] if each.get("absent")}
    assert ("/total_score" in absent) == (scores != ("得分",) or not closing)
    assert ("/total_weight" in absent) == (scores != ("分值",) or not closing)
    assert {"/indicators/*/weight", "/indicators/*/score"} - absent == {
        f"/indicators/*/{name}" for name, label in (("weight", "分值"), ("score", "得分")) if label in scores
    }
