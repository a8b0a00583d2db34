"""Layouts are data: they satisfy their schemas, and a mistake in one is named with its line."""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.forms.reading import faults
from tests.forms.shapes import Canvas, Frame, Style, declaration_rows, expect, project, settle_levels
from xlperf.data.resources import data_folder, load_json
from xlperf.errors import LayoutError
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout import EVERY_FORM
from xlperf.forms.layouts.layout_loading import load_layouts, read_layouts_once
from xlperf.forms.layouts.layout_parsing import parse_layout
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.values.form_text import key_of
from xlperf.intake.sheet import Workbook

LAYOUTS = ("declaration.json", "self-evaluation.json")
Change = Callable[[dict[str, Any]], None]


def _set(path: str, value: object) -> Change:
    def change(data: dict[str, Any]) -> None:
        *steps, last = [int(each) if each.isdigit() else each for each in path.split("/")]
        holder: Any = data
        for step in steps:
            holder = holder[step]
        holder[last] = value

    return change


def _written(folder: Path, change: Change = lambda data: None, name: str = "own.json", base: str = "declaration.json") -> Path:
    folder.mkdir(exist_ok=True)
    data = json.loads((data_folder("templates") / base).read_text("utf-8"))
    change(data)
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return path


@pytest.mark.parametrize("name", LAYOUTS)
def test_built_in_layouts_satisfy_their_schema(name: str) -> None:
    """Every key is known, every required one is there."""
    schema = load_json("schemas", "layout.schema.json")
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(load_json("templates", name))) == []


def test_what_every_form_may_have_satisfies_its_schema() -> None:
    """And no layout says again what all have."""
    schema, data = load_json("schemas", "every-form.schema.json"), load_json("templates", EVERY_FORM)
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert list(Draft202012Validator(schema).iter_errors({**data, "fotters": ["填报人"]})) != []
    own = {name: load_json("templates", name) for name in LAYOUTS}
    keys = schema["required"]
    assert [(name, key) for name, layout in own.items() for key in keys if {*data[key]} & {*layout.get(key, ())}] == []


@pytest.mark.parametrize("name", [EVERY_FORM, "other-kinds.json"])
def test_a_changed_copy_of_a_file_for_all_layouts_is_refused(tmp_path: Path, name: str) -> None:
    """Beside a department's own layouts it would change nothing, and nobody would be told; an unchanged copy does no harm."""
    folder = _written(tmp_path).parent
    copy = folder / name
    copy.write_text((data_folder("templates") / name).read_text("utf-8"), "utf-8")
    assert load_layouts((folder,))
    read_layouts_once.cache_clear()
    copy.write_text("{}", "utf-8")
    with pytest.raises(LayoutError) as error:
        load_layouts((folder,))
    step = "请删去它；标签、表尾的字样写进版式文件的 other_labels、footers。"
    assert str(error.value) == f"{name} 各版式共用，不能另写一份。{step}"


def test_a_layout_has_what_every_form_may_have() -> None:
    """A department's own lists stand beside those of all; a label that is a field of its own is none of the others."""
    data = load_json("templates", "declaration.json")
    officer = {"label": "项目负责人", "field": "/officer", "value": "right", "type": "line"}
    own = parse_layout({**data, "labels": [*data["labels"], officer], "footers": ["承诺人"]})
    every = load_json("templates", EVERY_FORM)
    assert {"承诺人", *map(key_of, every["footers"])} == own.footers
    assert "联系人" in own.pair_keys and "项目负责人" not in own.pair_keys
    assert own.period_keys == set(map(key_of, every["plan_period"])) <= own.pair_keys


def test_the_vocabulary_satisfies_its_schema() -> None:
    """And every alias names a level that exists."""
    schema, data = load_json("schemas", "vocabulary.schema.json"), load_json("templates", "vocabulary.json")
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    ones = {one for regime in data["regimes"] for one in regime["levels"]}
    twos = {two for regime in data["regimes"] for below in regime["levels"].values() for two in below}
    assert set(data["level1_aliases"].values()) <= ones
    assert set(data["level2_aliases"].values()) <= twos | data["level2_more"].keys()
    assert {one for above in data["level2_more"].values() for one in above} <= ones
    assert set(data["level1_guesses"].values()) <= ones


@pytest.mark.parametrize("change", [{"instuctions": ["请"]}, {"money": []}, {"money": None}])
def test_a_misspelt_or_empty_wording_is_refused(change: dict[str, list[str] | None]) -> None:
    """A list that nobody asks for, or that a pattern would ask for in vain, is a mistake; so is a pattern that fits everything."""
    schema, data = load_json("schemas", "vocabulary.schema.json"), load_json("templates", "vocabulary.json")
    wordings = {key: words for key, words in {**data["wordings"], **change}.items() if words is not None}
    assert list(Draft202012Validator(schema).iter_errors({**data, "wordings": wordings})) != []


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_label_of_a_built_in_layout_means_two_things(name: str) -> None:
    """An alias belongs to one label only; twins are told apart by what they stand under."""
    layout = next(each for each in load_layouts() if f"{each.id}.json" == name)
    for label in layout.labels:
        others = [each for each in layout.labels if each is not label and each.keys & label.keys]
        assert not others or (label.below and all(each.below for each in others)), label.label


def test_regimes() -> None:
    """成本指标 is a level 2 until 2024 and a level 1 from 2025 on; a form without a year is read by the newest."""
    vocabulary = load_vocabulary()
    assert "成本指标" in vocabulary.regime_of(2024).levels["产出指标"]
    assert "成本指标" in vocabulary.regime_of(2025).levels
    assert vocabulary.regime_of(None) is vocabulary.regime_of(2030)
    assert vocabulary.parents("可持续影响指标") == {"效益指标"}
    assert vocabulary.parents("没有这个") == frozenset()


MISTAKES: dict[str, tuple[Change, str]] = {
    "misspelt key": (_set("titels", ["表"]), "（titels）：不认识“titels”，是否应为“titles”。"),
    "misspelt key of a label": (_set("labels/0/requird", True), "（labels[0].requird）：不认识“requird”，是否应为“required”。"),
    "missing key": (lambda data: data.pop("year"), "（整个文件）：缺少“year”。"),
    "unknown type": (_set("table/columns/2/type", "lines"), "（table.columns[2].type）：“type”应为 line、text、amount、"),
    "unknown kind": (_set("kind", "form"), '（kind）：“kind”应为 declaration、self_evaluation 之一，现在是 "form"。'),
    "label with half its keys": (
        _set("labels/0", {"label": "项目名称", "field": "/project_name"}),
        "标签要么只是侧面的标题（side），要么有 field、value、type 三项",
    ),
    "two labels that start a form": (_set("labels/1/starts_form", True), "（labels）：应恰有一个标签写 starts_form"),
    "below nothing": (_set("labels/10/below", "项目资金合计"), "（labels[10].below）：没有标签“项目资金合计”。"),
    "no target": (
        lambda data: data["table"]["columns"].__delitem__(slice(4, None)),
        "（table.columns）：缺少 column 为 target 的列。",
    ),
    "misspelt field": (
        _set("labels/0/field", "/projectname"),
        "（labels[0].field）：没有栏目“/projectname”，是否应为“/project_name”。",
    ),
    "misspelt column": (
        _set("table/columns/6/column", "weigth"),
        "（table.columns[6].column）：没有栏目“weigth”，是否应为“weight”。",
    ),
    "broken word for a period": (_set("table/periods/term/0", "(中期"), "（table.periods.term[0]）：正则表达式写错了"),
    "endless pattern": (_set("table/placeholders/0", "(指?标+)+$"), "（table.placeholders[0]）：正则表达式重复里套着重复"),
    "broken pattern": (_set("table/placeholders/0", "(指标"), "（table.placeholders[0]）：正则表达式写错了"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_place(tmp_path: Path, name: str) -> None:
    """A department's own layout is refused with a sentence that says where to look."""
    change, sentence = MISTAKES[name]
    path = _written(tmp_path, change)
    with pytest.raises(LayoutError) as error:
        load_layouts((tmp_path,))
    assert error.value.message.startswith("版式文件 own.json 第 ")
    assert sentence in error.value.message
    assert error.value.hint == "请照 templates 文件夹里的版式文件修改后再试。"
    assert path.exists()


def test_the_line_is_the_line_of_the_mistake(tmp_path: Path) -> None:
    """Counted from 1, in the file as it was written."""
    path = _written(tmp_path, _set("labels/3/tpye", "line"))
    line = 1 + path.read_text("utf-8")[: path.read_text("utf-8").index('"tpye"')].count("\n")
    with pytest.raises(LayoutError, match=rf"第 {line} 行（labels\[3\]\.tpye）：不认识“tpye”，是否应为“type”"):
        load_layouts((tmp_path,))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b'{"id": "x",\n "kind" "declaration"}', "版式文件 own.json 第 2 行：不是合法的 JSON：键的后面缺少英文冒号。"),
        (b'{"id": "x",}', "版式文件 own.json 第 1 行：不是合法的 JSON：这里应是英文双引号里的键"),
        (b"", "版式文件 own.json 第 1 行：文件是空的。"),
        ('{"name": "本局"}'.encode("gbk"), "版式文件 own.json 第 1 行：文件是 GBK（ANSI）编码，不是 UTF-8。"),
        (b'{"changes": [{"rule": "IND-016", "off": true}]}', "版式文件 own.json 第 1 行（整个文件）：这是规则文件"),
        (b'{"waivers": []}', "版式文件 own.json 第 1 行（整个文件）：这是豁免清单，请放到报送文件夹"),
        (b'{"id": "x",\n "id": "y"}', "版式文件 own.json 第 2 行：“id”写了两次。"),
        (b"\xff\xfe\x00", "版式文件 own.json 第 1 行：文件是 UTF-16（Unicode）编码，不是 UTF-8。"),
        (b"[]", "版式文件 own.json 第 1 行（整个文件）"),
    ],
)
def test_files_that_are_no_layouts(tmp_path: Path, text: bytes, sentence: str) -> None:
    """Broken JSON, a key given twice, another encoding, another shape."""
    (tmp_path / "own.json").write_bytes(text)
    with pytest.raises(LayoutError) as error:
        load_layouts((tmp_path,))
    assert error.value.message.startswith(sentence)
    assert error.value.hint


def test_folders_without_layouts_and_ids_given_twice(tmp_path: Path) -> None:
    """An empty folder is a mistake of the command line; two layouts of one id contradict each other."""
    empty, one = tmp_path / "空", tmp_path / "一"
    empty.mkdir()
    with pytest.raises(LayoutError) as error:
        load_layouts((empty,))
    assert str(error.value) == "在“空”中没有找到版式文件（*.json）。请检查 --templates 后面的文件夹。"
    (empty / "a.json.txt").write_text("{}", "utf-8")
    for folder, said in (
        (empty, "在“空”中没有找到版式文件（*.json）。“a.json.txt”的扩展名应是 .json"),
        (tmp_path, "在“test_folders"),
        (tmp_path / "没有", f"找不到文件夹“{tmp_path / '没有'}”。请检查 --templates 后面的名称，和它所在的文件夹。"),
    ):
        with pytest.raises(LayoutError) as error:
            load_layouts((folder,))
        assert str(error.value).startswith(said)
    _written(one, name="a.json")
    _written(one, name="b.json")
    with pytest.raises(LayoutError) as error:
        load_layouts((one,))
    assert str(error.value) == "版式文件 b.json 与 a.json 的 id 都是“declaration”。请改用不同的 id，或只保留一个。"


def test_a_layout_of_the_same_id_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    """Others are added before the built-in ones; a byte order mark does no harm."""
    path = _written(tmp_path, _set("name", "本区申报表"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    _written(tmp_path, _set("id", "district-evaluation"), "district.json", "self-evaluation.json")
    others = [(each.id, each.name) for each in load_layouts() if each.id != "declaration"]
    assert [(each.id, each.name) for each in load_layouts((tmp_path,))] == [
        ("district-evaluation", "财政项目支出绩效自评表"),
        ("declaration", "本区申报表"),
        *others,
    ]


def test_a_new_bureau_form_needs_a_layout_and_no_code(tmp_path: Path) -> None:
    """Another title and other labels, read at once."""
    renamed = {"项目名称": "工程名称", "三级指标": "考核事项", "主管部门": "牵头局"}

    def change(data: dict[str, Any]) -> None:
        data["id"] = "district"
        data["titles"] = ["云溪区工程绩效承诺书"]
        for entry in (*data["labels"], *data["table"]["columns"]):
            if entry["label"] in renamed:
                entry["label"], entry["aliases"] = renamed[entry["label"]], []

    _written(tmp_path, change)
    form = project(random.Random(1))
    style = Style(label=lambda label: renamed.get(label, label), title="云溪区工程绩效承诺书", year=f"({form.year}年度)")
    rows = declaration_rows(form, style)
    canvas, found = Canvas(), expect("declaration", rows)
    canvas.draw(rows, Frame(), found)
    settle_levels(found, form.indicators)
    forms = read_forms(Workbook("xlsx", (canvas.sheet(),)), "表.xlsx", load_layouts((tmp_path,)), load_vocabulary()).forms
    assert faults(forms, [found]) == []
    assert [each.template for each in forms] == ["district"]


def test_layouts_can_be_sent_to_another_process() -> None:
    """What a child process needs can be pickled."""
    assert [each.id for each in pickle.loads(pickle.dumps(load_layouts()))] == [each.id for each in load_layouts()]
