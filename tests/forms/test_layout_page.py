"""docs/版式.md: what it shows works as it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.forms.plain_form import ROWS, drawn
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Workbook

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "版式.md").read_text("utf-8")
SHOWN = [json.loads(each) for each in re.findall(r"```json\n(.*?)```", PAGE, re.S)]
LAYOUTS = [each for each in SHOWN if "extends" in each]


def _written(folder: Path, *files: dict[str, Any]) -> tuple[Path, ...]:
    for each in files:
        (folder / f"{each.get('id', 'vocabulary')}.json").write_text(json.dumps(each, ensure_ascii=False), "utf-8")
    return (folder,)


def test_the_page_has_three_worked_examples_and_level_names() -> None:
    """One for another wording, one for forms that vary, one for a self-evaluation."""
    assert [each["extends"] for each in LAYOUTS] == ["declaration", "declaration", "self-evaluation"]
    assert len(SHOWN) == len(LAYOUTS) + 1


def test_everything_on_the_page_loads_together(tmp_path: Path) -> None:
    """Layouts and level names lie in one folder of templates."""
    folders = _written(tmp_path, *SHOWN)
    names = [each.id for each in load_layouts(folders)]
    assert {each["id"] for each in LAYOUTS} <= set(names)
    assert load_vocabulary(folders).level2["安全生产指标"] == "安全生产指标"


@pytest.mark.parametrize(
    ("index", "renamed"),
    [
        (0, {"财政项目支出绩效目标申报表": "工程绩效承诺书", "项目名称": "工程名称", "三级指标": "考核事项"}),
        (1, {"财政项目支出绩效目标申报表": "项目支出绩效目标表", "项目资金总额": "项目总盘子"}),
        (1, {"财政项目支出绩效目标申报表": "项目绩效计划表", "项目资金总额": "项目总盘子", "绩效指标": "考核指标"}),
    ],
)
def test_a_form_of_an_example_is_read_by_it(tmp_path: Path, index: int, renamed: dict[str, str]) -> None:
    """By the labels that the example names."""
    rows = tuple(tuple(renamed.get(each, each) for each in line) for line in ROWS)
    folders = _written(tmp_path, LAYOUTS[index])
    (form,) = read_forms(Workbook("xlsx", (drawn(rows),)), "表.xlsx", load_layouts(folders), load_vocabulary(folders)).forms
    assert (form.template, form.text("/project_name"), form.amount("/funding/total")) == (LAYOUTS[index]["id"], "河堤巡护", 48)
    assert [row["level3"].value for row in form.rows] == ["巡护次数", "隐患处置率", "群众满意度"]
