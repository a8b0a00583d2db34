"""Layouts that say only what differs from a built-in one."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import faults
from tests.forms.shapes import Canvas, Frame, Style, declaration_rows, expect, project, settle_levels
from xlperf.data.resources import load_json
from xlperf.errors import LayoutError
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.layouts.layout_overlay import addresses, extended
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Workbook

RENAMED = {"项目名称": "工程名称", "三级指标": "考核事项", "主管部门": "牵头局"}
OVERLAY: dict[str, Any] = {
    "id": "云岭区工程承诺书",
    "extends": "declaration",
    "name": "云岭区工程绩效承诺书",
    "titles": ["工程绩效承诺书"],
    "changes": [
        {"field": "/project_name", "aliases": ["工程名称"]},
        {"field": "/department", "aliases": ["牵头局"]},
        {"field": "/indicators/*/level3", "aliases": ["考核事项"]},
    ],
}


def _written(folder: Path, **changed: Any) -> tuple[Path, ...]:
    data = {key: value for key, value in {**OVERLAY, **changed}.items() if value is not None}
    (folder / "own.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return (folder,)


def test_a_few_lines_make_a_new_bureau_form_readable(tmp_path: Path) -> None:
    """Another title and other labels; everything else is the built-in layout's."""
    form = project(random.Random(1))
    style = Style(label=lambda label: RENAMED.get(label, label), title="云岭区工程绩效承诺书", year=f"({form.year}年度)")
    rows = declaration_rows(form, style)
    canvas, found = Canvas(), expect("declaration", rows)
    canvas.draw(rows, Frame(), found)
    settle_levels(found, form.indicators)
    layouts = load_layouts(_written(tmp_path))
    forms = read_forms(Workbook("xlsx", (canvas.sheet(),)), "表.xlsx", layouts, load_vocabulary()).forms
    assert faults(forms, [found]) == []
    assert [each.template for each in forms] == ["云岭区工程承诺书"]


@pytest.mark.parametrize(("heading", "added", "name"), [
    ("考评要点", [], "按月考评"), ("考评要点", ["要点"], "巡护次数"), ("考评标准", [], "巡护次数"),
])  # fmt: skip
def test_a_column_beside_the_names_is_known_by_how_it_ends(tmp_path: Path, heading: str, added: list[str], name: str) -> None:
    """In a table of two levels an unknown heading is taken for that of the names, unless the layout says it stands beside them."""
    table = (
        ("绩效指标", "一级指标", "二级指标", heading, "年度指标值"),
        ("", "产出指标", "巡护次数", "按月考评", "≥60(次)"),
        ("", "满意度指标", "群众满意度", "按季考评", "≥90(%)"),
    )
    folders = _written(tmp_path, id="declaration", titles=None, name=None, changes=None, table={"beside_names": added or ["方案"]})
    workbook = Workbook("xlsx", (drawn((*ROWS[:7], *table)),))
    (form,) = read_forms(workbook, "表.xlsx", load_layouts(folders), load_vocabulary()).forms
    assert form.text("/indicators/0/level3") == name


def test_an_overlay_may_take_the_place_of_what_it_extends(tmp_path: Path) -> None:
    """With the same id a department adds an alias to the common form; titles and workbooks stay."""
    folders = _written(tmp_path, id="declaration", titles=None, name=None)
    plain = next(each for each in load_layouts() if each.id == "declaration")
    own, *others = load_layouts(folders)
    assert own.id == "declaration"
    assert sorted((own.id, *(each.id for each in others))) == sorted(each.id for each in load_layouts())
    assert (own.titles, own.name, own.workbooks, own.folder) == (plain.titles, plain.name, plain.workbooks, tmp_path)
    assert own.labels[0].keys == plain.labels[0].keys | {"工程名称"}


def test_what_a_form_lacks_is_not_looked_for(tmp_path: Path) -> None:
    """An absent field is no label, no column, no row of the money table any more."""
    absent = ["/unit", "/funding/carryover/*", "/funding/*/weight", "/indicators/*/deviation_note", "/total_weight"]
    changes = [{"field": each, "absent": True} for each in absent]
    own = load_layouts(_written(tmp_path, extends="self-evaluation", changes=changes))[0]
    assert own.grid is not None
    assert [each.key for each in own.grid.rows] == ["total", "fiscal", "other"]
    assert "weight" not in [each.key for each in own.grid.columns]
    assert "weight" in [each.key for each in own.table.columns]
    assert "deviation_note" not in [each.key for each in own.table.columns]
    assert [each.field for each in own.table.total_fields] == ["/total_score"]
    assert "/unit" not in [each.field for each in own.labels]


def test_sides_words_and_what_is_required_are_changed(tmp_path: Path) -> None:
    """The side of a value, whether the label must be there, and lists of words that are added to."""
    changes = [{"field": "/actual_completion", "value": "right", "required": False}]
    more = {
        "other_labels": ["责任处室"],
        "footers": ["制表单位"],
        "year": {"labels": ["所属年份"]},
        "table": {"side_labels": ["考核"], "total": {"labels": ["总评"]}},
    }
    own = load_layouts(_written(tmp_path, extends="self-evaluation", changes=changes, **more))[0]
    goal = next(each for each in own.labels if each.field == "/actual_completion")
    assert (goal.value, goal.required) == ("right", False)
    assert {"责任处室", "项目负责人"} <= own.label_keys
    assert {"制表单位", "填报人"} <= own.footers
    assert {"所属年份", "自评年度"} <= own.year_keys
    assert {"考核", "绩效指标"} <= own.table.side_keys
    assert {"总评", "总分"} <= own.table.total_keys


def test_the_base_is_left_as_it_is() -> None:
    """The parsed files are shared by every layout."""
    base = load_json("templates", "declaration.json")
    before = copy.deepcopy(base)
    assert extended(OVERLAY, base)["labels"][0]["aliases"] == ["工程名称"]
    assert base == before


def test_every_field_of_a_layout_has_an_address() -> None:
    """What docs/fields.md names can be changed: labels, rows and columns of money, columns of the table, the closing row."""
    names = addresses(load_json("templates", "self-evaluation.json"))
    for each in ("/budget_goal", "/funding/fiscal/*", "/funding/*/executed", "/indicators/*/measure", "/total_score"):
        assert each in names


def test_a_name_of_what_the_form_has_not_got_is_free(tmp_path: Path) -> None:
    """A field that is absent cannot be meant; a label that stands below another is told apart by it; its own name is no clash."""
    changes = [
        {"field": "/department", "absent": True},
        {"field": "/unit", "aliases": ["主管部门", "单位名称"]},
        {"field": "/project_name", "aliases": ["项目名称", "工程名称"]},
        {"field": "/funding/total_other", "aliases": ["单位资金"]},
    ]
    (own, *_) = load_layouts(_written(tmp_path, changes=changes))
    assert "主管部门" in next(each for each in own.labels if each.field == "/unit").keys


def test_a_form_without_a_total_has_no_parts_of_it(tmp_path: Path) -> None:
    """What stands below a label goes with it, and nobody has to list it."""
    (own, *_) = load_layouts(_written(tmp_path, changes=[{"field": "/funding/total", "absent": True}]))
    fields = {each.field for each in own.labels}
    assert not {"/funding/total", "/funding/total_fiscal", "/funding/total_other"} & fields
    assert {"/funding/annual", "/funding/annual_other"} <= fields


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"extends": "declaratoin"},
            "第 3 行（extends）：没有内置版式“declaratoin”，是否应为“declaration”。",
        ),
        ({"titels": ["表"]}, "（titels）：不认识“titels”，是否应为“titles”。"),
        ({"titles": []}, "（titles）：“titles”不能为空。"),
        (
            {"changes": [{"field": "/projectname", "aliases": ["甲"]}]},
            "（changes[0].field）：版式“declaration”没有栏目“/projectname”，是否应为“/project_name”。",
        ),
        ({"changes": [{"field": "/nature"}]}, "（changes[0]）：“changes”里这一项只写了“field”，没有写要改什么。"),
        (
            {"changes": [{"field": "/project_name", "aliases": ["主管部门"]}]},
            "（changes[0]）：“主管部门”是另一个栏目“/department”的标签，不能又指“/project_name”。",
        ),
        (
            {"changes": [{"field": "/unit", "aliases": ["甲"]}, {"field": "/unit", "aliases": ["乙"]}]},
            "（changes[1].field）：栏目“/unit”写了两次，请合成一项。",
        ),
        (
            {"changes": [{"field": "/indicators/*/target", "value": "right"}]},
            "（changes[0].value）：这个栏目的值的位置是定好的，不能写 value。",
        ),
        (
            {"extends": "self-evaluation", "changes": [{"field": "/total_score", "aliases": ["总评分"]}]},
            "（changes[0].field）：合计行的字样写在 table.total.labels 里。",
        ),
        ({"table": {"total": {"labels": ["总评"]}}}, "（table.total）：版式“declaration”没有合计行。"),
        (
            {"changes": [{"field": "/indicators/*/target", "absent": True}]},
            "（changes）：改过以后，缺少 column 为 target 的列。",
        ),
        (
            {"changes": [{"field": "/project_name", "absent": True}]},
            "（changes）：改过以后，应恰有一个标签写 starts_form（一般是项目名称）。",
        ),
    ],
)
def test_a_mistake_in_an_overlay_is_named(tmp_path: Path, changed: dict[str, Any], sentence: str) -> None:
    """With file, line and place, as in any layout."""
    with pytest.raises(LayoutError) as error:
        load_layouts(_written(tmp_path, **changed))
    assert error.value.message.startswith("版式文件 own.json 第 ")
    assert sentence in error.value.message
