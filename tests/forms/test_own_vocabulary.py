"""Level names of a department's own, beside its layouts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.forms.plain_form import ROWS, drawn
from xlperf.data.resources import load_json
from xlperf.errors import LayoutError
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Workbook
from xlperf.rules import load_rule_book


def _written(folder: Path, **data: Any) -> tuple[Path, ...]:
    (folder / "vocabulary.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return (folder,)


def _levels(folders: tuple[Path, ...], level2: str) -> list[tuple[object, object]]:
    rows = tuple(tuple(level2 if each == "质量指标" else each for each in line) for line in ROWS)
    workbook = Workbook("xlsx", (drawn(rows),))
    (form,) = read_forms(workbook, "表.xlsx", load_layouts(folders), load_vocabulary(folders)).forms
    return [(row["level1"].value, row["level2"].value) for row in form.rows]


def test_level_names_in_a_folder_of_templates_count(tmp_path: Path) -> None:
    """A folder may hold nothing but them; an alias and a name of the department's own are read, and judged as known."""
    more = {"安全生产指标": ["产出指标"]}
    folders = _written(tmp_path, level2_aliases={"品质类指标": "质量指标"}, level2_more=more)
    assert _levels(folders, "品质类指标")[1] == ("产出指标", "质量指标")
    assert _levels(folders, "安全生产指标")[1] == ("产出指标", "安全生产指标")
    words = load_rule_book(templates=folders).rule_set.vocabulary.words("level2")
    assert "安全生产指标" in words
    assert "安全生产指标" not in load_rule_book().rule_set.vocabulary.words("level2")


def test_a_regime_of_the_same_id_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    """Others stay."""
    regime = {"id": "B", "first_year": 2027, "levels": {"产出指标": ["数量指标"]}}
    vocabulary = load_vocabulary(_written(tmp_path, regimes=[regime]))
    assert [(each.id, each.first_year) for each in vocabulary.regimes] == [("A", 0), ("B", 2027)]
    assert vocabulary.regime_of(2026).id == "A"


def test_a_word_for_the_nature_of_an_indicator_stands_for_a_sign(tmp_path: Path) -> None:
    """Those of the department's own beside the built-in ones; a word that stands for no sign adds none."""
    natures = load_vocabulary(_written(tmp_path, natures={"越高越好": "≥", "描述性": ""})).natures
    assert [natures.get(each) for each in ("越高越好", "描述性", "正向", "反向", "定性", "未知")] == ["≥", "", "≥", "≤", "", None]


def test_words_that_end_tables_and_begin_notes_are_added_to(tmp_path: Path) -> None:
    """A department's words for rows of sums, for numbering columns and for notes count beside the built-in ones."""
    patterns = {"sums_of_scores": ["本表得分汇总"], "notes": ["温馨提示"], "guides": ["填写样例"]}
    words = load_vocabulary(_written(tmp_path, sums=["本页计"], row_numbers=["行号"], **patterns))
    assert {"本页计", "合计"} <= words.sums
    assert {"行号", "序号"} <= words.row_numbers
    assert all(words.sums_of_scores.fullmatch(each) for each in ("本表得分汇总", "自评总分合计"))
    assert not words.sums_of_scores.fullmatch("总分达标率")
    assert all(words.notes.match(each) for each in ("温馨提示：", "填表说明"))
    assert all(words.guides.search(each) for each in ("见填写样例", "附填报说明"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            {"level2_alias": {}},
            "词表 vocabulary.json 第 2 行（level2_alias）：不认识“level2_alias”，是否应为“level2_aliases”。",
        ),
        (
            {"level2_aliases": {"品质指标": "质量目标"}},
            "词表 vocabulary.json 第 3 行（level2_aliases.品质指标）：没有指标名称“质量目标”，是否应为“质量指标”。",
        ),
        (
            {"level2_more": {"安全指标": ["产出"]}},
            "词表 vocabulary.json 第 4 行（level2_more.安全指标[0]）：没有一级指标“产出”，是否应为“产出指标”。",
        ),
        (
            {"notes": ["注[", "温馨提示"]},
            "词表 vocabulary.json 第 3 行（notes[0]）：正则表达式写错了（unterminated character set at position 1）。",
        ),
    ],
)
def test_a_slip_in_them_is_refused_with_its_line(tmp_path: Path, data: Any, said: str) -> None:
    """Nothing is skipped without a word."""
    with pytest.raises(LayoutError) as error:
        load_vocabulary(_written(tmp_path, **data))
    assert str(error.value) == said + "请照 templates 文件夹里的版式文件修改后再试。"


def test_the_list_of_other_kinds_satisfies_its_schema() -> None:
    """The kinds that are named but not read are data."""
    schema, data = load_json("schemas", "other-kinds.schema.json"), load_json("templates", "other-kinds.json")
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
