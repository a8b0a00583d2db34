"""Two levels: what a rule finds in a form it finds one level up, too, and what a hand changed in a summary is told."""

from __future__ import annotations

import json
import shutil
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import declaration, entry
from tests.workbooks import ROWS, write_declaration
from xlperf.forms.form import Field, Form, Source, Target
from xlperf.run.batch import run
from xlperf.run.levels.as_written import CHUNK, as_written, restored
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings
from xlperf.summary import SummaryOptions, render_summary

_EXAMPLES = Path(__file__).parents[2] / "examples" / "2026自评"
_DROPPED = {"FILE-006", "FILE-007"}
"""What is said of versions that do not count: the level below has decided on them, and prints none of them."""


def _run(folder: Path) -> Batch:
    return run([folder], RunSettings(workers=0))


def _summarise(folder: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_summary(_run(folder), SummaryOptions())[0])


def _found(batch: Batch) -> Counter[tuple[str, ...]]:
    """Count the findings by all that they say but the place."""
    return Counter(
        (each.rule, each.severity, each.project, each.unit, each.label, each.found, each.expected, each.difference)
        for each in batch.findings
        if each.rule not in _DROPPED
    )


def _write_faulty(folder: Path) -> None:
    """Write forms of three departments with faults that paper does not show."""
    write_declaration(folder / "甲局" / "网页.xlsx", project_name="河道清淤", goal="<p>清理河道 12 公里。</p><br>全年完成。")
    write_declaration(folder / "甲局" / "引号.xlsx", project_name="堤防巡查", goal="“““巡查堤防每月四次。”””")
    write_declaration(folder / "甲局" / "文本数字.xlsx", project_name="闸门检修", annual="600000", fiscal="600000 ")
    write_declaration(folder / "乙局" / "自带单位.xlsx", project_name="路灯维护", annual="60万元", fiscal="60万元")
    write_declaration(folder / "乙局" / "不是数.xlsx", project_name="井盖更换", annual="约六十万", end_date="2026-02-30")
    write_declaration(folder / "乙局" / "长.xlsx", project_name="标线施划", goal="划好道路标线并检查。" * 4_000)
    write_declaration(folder / "丙局" / "类别.xlsx", project_name="苗木补植", category="专项类", nature="")
    rows = (*ROWS, ("", "", "及时性", "及时"), ("效益指标", "社会效益", "游客感受\n明显改善", " 明显 "))
    write_declaration(folder / "丙局" / "指标.xlsx", rows, project_name="公园保洁")
    hidden = write_declaration(folder / "丙局" / "隐藏.xlsx", project_name="喷泉检修")
    book = openpyxl.load_workbook(hidden)
    book.worksheets[0].row_dimensions[14].hidden = True
    book.worksheets[0]["H20"] = "另附说明一段"
    book.save(hidden)
    _write_another(folder / "丙局" / "外地.xlsx")
    for each in ("旅游中心自评.xlsx", "文化馆自评表（2个项目）.xlsx"):
        shutil.copy(_EXAMPLES / each, folder / "丙局" / each)


_ANOTHER_BUREAU = (
    ("项目支出绩效目标表",),
    ("（2026年度）",),
    ("项目名称", "河堤加固", "", ""),
    ("主管部门", "丙局", "实施单位", "丙局河道所"),
    ("项目资金（万元）", "年度资金总额", "150.00", ""),
    ("", "其中：财政拨款", "150.00", ""),
    ("年度目标", "加固河堤 3 公里并完成验收。", "", ""),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "加固长度", "≥3公里"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("效益指标", "社会效益指标", "沿河居民出行", "明显改善"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
)
"""A form that has no 类别, no 性质 and no dates: none of them may be missed when it is printed on a blank that has them."""


def _write_another(path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in _ANOTHER_BUREAU:
        page.append(row)
    book.save(path)


def test_every_rule_finds_above_what_it_finds_in_the_forms(tmp_path: Path) -> None:
    """Markup, numbers as text, units of their own, hidden rows, a goal longer than a cell: findings are equal but for places."""
    _write_faulty(tmp_path / "all")
    for each in ("甲局", "乙局", "丙局"):
        _summarise(tmp_path / "all" / each, tmp_path / "up" / f"{each}汇总表.xlsx")
    whole, above = _run(tmp_path / "all"), _run(tmp_path / "up")
    assert _found(above) == _found(whole)
    assert {"GOAL-003", "FILE-009", "FUND-015", "FUND-001", "HEAD-008"} <= {each.rule for each in above.findings}


def test_three_levels_are_as_good_as_two(tmp_path: Path) -> None:
    """A summary of summaries carries what the units wrote, too."""
    _write_faulty(tmp_path / "all")
    _summarise(tmp_path / "all" / "乙局", tmp_path / "second" / "乙局汇总表.xlsx")
    _summarise(tmp_path / "second", tmp_path / "third" / "县汇总表.xlsx")
    assert _found(_run(tmp_path / "third")) == _found(_run(tmp_path / "all" / "乙局"))


Change = Callable[[openpyxl.Workbook, dict[str, Form]], None]


def _in_form(project: str, field: str, value: object) -> Change:
    def change(book: openpyxl.Workbook, forms: dict[str, Form]) -> None:
        found = forms[project].get(field)
        assert found is not None and found.cell is not None
        book[forms[project].source.sheet][found.cell].value = value

    return change


def _in_list(sheet: str, header: str, value: object, label: str = "") -> Change:
    def change(book: openpyxl.Workbook, _: dict[str, Form]) -> None:
        page = book[sheet]
        cell = next(cell for row in page.iter_rows(max_row=8) for cell in row if str(cell.value).split("\n")[0] == header)
        rows = (row for row in range(cell.row + 1, 60) if isinstance(page.cell(row, 1).value, (int, float)))
        row = next(row for row in range(1, 60) if page.cell(row, 1).value == label) if label else next(rows)
        page.cell(row, cell.column).value = value

    return change


def _without(sheet: str) -> Change:
    return lambda book, _: book.remove(book[sheet])


def _note_changed(book: openpyxl.Workbook, _: dict[str, Form]) -> None:
    page = book["来源核对"]
    cell = next(cell for row in page.iter_rows() for cell in row if cell.value == "原文（程序用）")
    below = page.cell(cell.row + 1, cell.column)
    below.value = f"{str(below.value)[:40]}AAAA"


_OURS, _EVALUATED = "河道清淤", "自评"


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that holds the summary of a department with a declaration and a self-evaluation."""
    folder = tmp_path_factory.mktemp("levels")
    write_declaration(folder / "甲局" / "一.xlsx", project_name="河道清淤", goal="<p>清理河道。</p>")
    shutil.copy(_EXAMPLES / "旅游中心自评.xlsx", folder / "甲局" / "二.xlsx")
    _summarise(folder / "甲局", folder / "up" / "甲局汇总表.xlsx")
    yield folder / "up"


@pytest.fixture(scope="module")
def forms(summary: Path) -> dict[str, Form]:
    """The forms that the summary prints: the declaration by its project, the self-evaluation."""
    return {each.text("/project_name") if each.kind == "declaration" else _EVALUATED: each for each in _run(summary).counted}


def _told(folder: Path) -> list[str]:
    return [each.message for each in _run(folder).findings if each.rule == "FILE-019"]


_IN_LISTS = (
    (_in_list("汇总表", "项目类别", "其他人员类"), "的项目类别在汇总表里和表里不一样"),
    (_in_list("汇总表", "年度总体目标", "别的"), "的年度总体目标在汇总表里和表里不一样"),
    (_in_list("汇总表", "当年财政拨款", 1), "的当年财政拨款在汇总表里列为 1.00，表里是 "),
    (_in_list("汇总表", "项目资金总额", 1), "的项目资金总额在汇总表里列为 1.00，表里没有"),
    (_in_list("汇总表", "计划完成日期", date(2030, 1, 2)), "的计划完成日期在汇总表里列为 2030-01-02，表里是 "),
    (_in_list("汇总表", "年度资金申请总额", 1, "合计"), "汇总表的年度资金申请总额合计为 1.00 元"),
    (_in_list("汇总表", "年度资金申请总额", 2), "在汇总表里列为 2.00 元，表里是 350,000.00 元"),
    (_in_list("自评汇总表", "全年执行数", 1), "的全年执行数在汇总表里列为 1.00，表里是 "),
    (_in_list("自评汇总表", "自评", 1), "的自评在汇总表里列为 1.00，表里是 "),
    (_in_list("来源核对", "计入汇总", 7), "在来源核对里有 7 张表计入，印出来的有 1 张"),
)
_IN_FORMS = (
    (_in_form(_OURS, "/funding/annual", "=1+1"), "的年度资金申请总额在来源核对里是 "),
    (_in_form(_OURS, "/annual_goal", "改过的目标"), "的“年度总体目标”在汇总以后改过"),
    (_in_form(_EVALUATED, "/funding/total/execution_rate", "1%"), "的“年度资金总额的执行率”在汇总以后改过"),
    (_in_form(_EVALUATED, "/total_score", 1), "的“总分”在汇总以后改过"),
    (_in_form(_EVALUATED, "/indicators/0/score", 1), "这一行在汇总以后改过"),
)


@pytest.mark.parametrize(
    "changes",
    [
        _IN_LISTS,
        _IN_FORMS,
        [(_in_form(_OURS, "/funding/annual", None), "年度资金申请总额")],
        [(_note_changed, "的原文（在来源核对里）在汇总以后改过")],
        [(_without("申报表"), "列在汇总表里，却没有它的表")],
        [(_without("汇总表"), "在汇总表里没有列出")],
        [(_without("来源核对"), "“来源核对”被删掉了，里面的表是不是汇总时的样子核对不了")],
    ],
)
def test_a_summary_changed_by_hand_is_told(
    summary: Path, forms: dict[str, Form], tmp_path: Path, changes: Sequence[tuple[Change, str]]
) -> None:
    """Every kind of change in a list, a printed form or the 来源核对 is told, and none in the summary as it was written."""
    book = openpyxl.load_workbook(summary / "甲局汇总表.xlsx")
    for change, _ in changes:
        change(book, forms)
    (tmp_path / "up").mkdir()
    book.save(tmp_path / "up" / "甲局汇总表.xlsx")
    told = _told(tmp_path / "up")
    assert [part for _, part in changes if not any(part in each for each in told)] == [], told


def test_a_summary_that_was_only_saved_again_is_not_accused(summary: Path, tmp_path: Path) -> None:
    """Saving with another program changes no field."""
    book = openpyxl.load_workbook(summary / "甲局汇总表.xlsx")
    book.save(tmp_path / "甲局汇总表.xlsx")
    assert _told(tmp_path) == []


def test_a_form_without_a_unit_is_found_in_the_list(tmp_path: Path) -> None:
    """A blank is a blank on both sides: nothing in the summary was changed."""
    write_declaration(tmp_path / "甲局" / "一.xlsx", unit="", annual=None, fiscal=None)
    _summarise(tmp_path / "甲局", tmp_path / "up" / "甲局汇总表.xlsx")
    assert _told(tmp_path / "up") == []


@settings(max_examples=30)
@given(raw=st.text(max_size=60), value=st.one_of(st.none(), st.text(max_size=60), st.decimals(-(10**9), 10**9, places=2)))
def test_what_is_noted_of_a_field_comes_back(raw: str, value: str | Decimal | None) -> None:
    """Value, text and notes of a field are restored as they were, its cell is that of the print."""
    written, printed = (
        Form("declaration", "declaration", Source("a.xlsx", "申报表", "A1:F20"), (Field("/annual_goal", "目标", value, *rest),))
        for rest in ((raw, "D11", ("markup",)), ("", "B90"))
    )
    found = restored(printed, "".join(as_written(written)))[0].get("/annual_goal")
    assert found == Field("/annual_goal", "目标", value, raw, "B90", ("markup",))


def test_a_field_that_was_changed_is_read_as_it_stands() -> None:
    """What is noted of a target does not speak for another target."""
    form = declaration()
    name = "/indicators/0/target"
    noted = Field(name, "指标值", Target("≥9(次)", "quantitative", "≥", Decimal(9), "次"), " ≥9(次)\n", "E13", ("line_break",))
    original = Form(form.kind, form.template, form.source, tuple(noted if each.name == name else each for each in form.fields))
    assert restored(form, "".join(as_written(original)))[0].get(name) == form.get(name)


@pytest.mark.parametrize("note", ["%%%", "AAAA", "eJyrrlbKTq0sVrJSKkvMKU1VqgUALbAFPQ=="])
def test_a_note_that_is_none_is_refused(note: str) -> None:
    """A note that was changed, cut or written by somebody else is told apart from one of this program's."""
    with pytest.raises(ValueError, match="no note on a form"):
        restored(declaration(), note + "=")


_PRINTED = replace(declaration(year=entry(2025, "(2025年度)")), template="declaration")


def _noted_fields(form: Form) -> list[str]:
    note = "".join(as_written(form))
    return [each[0] for each in json.loads(zlib.decompress(b64decode(note)))["fields"]] if note else []


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("/year", "2025"),
        ("/project_name", "公共阅读推广项目 "),
        ("/start_date", "2025年1月1日"),
        ("/funding/annual", "480000"),
        ("/overall_goal", "无"),
        ("/indicators/0/target", "≤ 15000(元/场)"),
    ],
)
def test_only_what_paper_does_not_show_is_noted(name: str, raw: str) -> None:
    """A field that was written otherwise than it is printed, or of which reading took a note; of an honest form nothing."""
    assert as_written(_PRINTED) == []
    for changes in ({"raw": raw}, {"notes": ("markup",)}):
        fields = tuple(replace(each, **changes) if each.name == name else each for each in _PRINTED.fields)  # type: ignore[arg-type]
        assert _noted_fields(replace(_PRINTED, fields=fields)) == [name]


@pytest.mark.parametrize(("length", "noted"), [(15_000, []), (15_001, ["/annual_goal"])])
def test_a_text_that_may_be_cut_is_noted(length: int, noted: list[str]) -> None:
    """Half of a chunk is printed whole."""
    goal = "河" * length
    assert _noted_fields(replace(declaration(year=entry(2025, "(2025年度)"), annual_goal=goal), template="declaration")) == noted


def test_of_a_form_whose_blank_does_not_print_all_every_field_is_noted() -> None:
    """Another bureau's form, or one with columns that the blank has not."""
    names = [each.name for each in _PRINTED.fields]
    assert _noted_fields(replace(_PRINTED, template="declaration-national")) == names
    own = replace(_PRINTED.fields[-1], name="/indicators/0/备注")
    assert _noted_fields(replace(_PRINTED, fields=(*_PRINTED.fields, own))) == [*names, own.name]


def _note(noted: object) -> str:
    return b64encode(zlib.compress(json.dumps(noted).encode("ascii"))).decode("ascii")


_GOAL = ["/annual_goal", "年度总体目标", "巡河。", "巡河。 ", ["markup"]]


@pytest.mark.parametrize(
    ("at", "other"),
    [
        (0, "annual_goal"),
        (0, "/indicators/12345/target"),
        (0, "/indicators/01/target"),
        (0, "/a/b/c/d/e"),
        (1, 7),
        (2, ["float", "1.5"]),
        (2, ["int", "1.5"]),
        (2, ["Decimal", "NaN"]),
        (2, ["Decimal", "1E+401"]),
        (2, ["Decimal", "1E-401"]),
        (2, ["date", "2026-02-30"]),
        (2, ["Target", "≥9", "number", "≥", "9", ""]),
        (2, ["Target", "≥9", "quantitative", "≥", "Infinity", ""]),
        (2, ["Target", "≥9", "quantitative", "≥"]),
        (3, None),
        (4, ["shout"]),
        (4, None),
    ],
)
def test_a_note_with_a_field_that_no_form_has_is_refused(at: int, other: object) -> None:
    """Name, label, value, text and notes: whoever wrote one of them wrote something else than this program does."""
    form = declaration()
    name = "/annual_goal"
    assert restored(replace(form, fields=(Field(name, "", "巡河。"),)), _note({"fields": [_GOAL]}))[0].fields == (
        Field(name, "年度总体目标", "巡河。", "巡河。 ", None, ("markup",)),
    )
    changed = [*_GOAL[:at], other, *_GOAL[at + 1 :]]
    with pytest.raises(ValueError, match="no note on a form"):
        restored(form, _note({"fields": [changed]}))


_HIDDEN: list[tuple[bool, dict[str, object], bool]] = [
    (False, {}, False),
    (True, {}, True),
    (False, {"hidden": True}, True),
    (False, {"hidden": 1}, False),
]


@pytest.mark.parametrize(("printed", "noted", "hidden"), _HIDDEN)
def test_a_form_is_hidden_where_either_says_so(printed: bool, noted: dict[str, object], hidden: bool) -> None:
    """The sheet that printed it, or the note on the unit's own."""
    assert restored(replace(declaration(), hidden=printed), _note({**noted, "remarks": []}))[0].hidden is hidden


@pytest.mark.parametrize("value", ["1E+400", "1E-400"])
def test_the_largest_and_the_smallest_number_of_a_note(value: str) -> None:
    """Four hundred digits before or behind the point are taken: what is written out of a number has an end."""
    further = [["/金额", "金额", ["Decimal", value], value, []]]
    assert restored(declaration(), _note({"further": further}))[0].further[0].value == Decimal(value)


@pytest.mark.parametrize(("more", "taken"), [(0, True), (1, False)])
def test_a_note_that_unpacks_to_more_than_eight_million_bytes_is_refused(more: int, taken: bool) -> None:
    """A few packed bytes may stand for any number of them."""
    empty = len(json.dumps({"hidden": True, "text": ""}))
    note = _note({"hidden": True, "text": "0" * (8_000_000 - empty + more)})
    if taken:
        assert restored(declaration(), note)[0].hidden
    else:
        with pytest.raises(ValueError, match="no note on a form"):
            restored(declaration(), note)


def test_a_note_beyond_measure_is_left_out() -> None:
    """Of a form with more than fits into its cells nothing is noted, and none of a note is longer than a cell."""
    form = declaration()
    texts = "".join(chr(0x4E00 + (each * 7919) % 20_000) for each in range(200_000))
    fields = (Field("/annual_goal", "年度总体目标", texts, texts, "D11", ("markup",)), *form.fields[1:])
    assert as_written(Form(form.kind, form.template, form.source, fields)) == []
    chunks = as_written(Form(form.kind, form.template, form.source, (Field("/annual_goal", "", texts[:30_000], texts, "D11"),)))
    assert all(len(each) <= CHUNK for each in chunks)
