"""The head of a form as people leave it: dates beside the year, units in words, zeros of references, covers, word lists."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.forms.values.dates import year_in
from xlperf.intake.sheet import Cell, Sheet


def _read(rows: tuple[tuple[str, ...], ...], added: dict[str, str] | None = None) -> Form:
    return read(drawn(rows, added=added)).forms[0]


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("填表日期：2025年11月20日    （2026年度）", 2026),
        ("填报时间 2025-11-20，2026年度", 2026),
        ("2025年编报2026年项目支出绩效目标申报表", 2026),
        ("2026年开展2025年度项目支出绩效自评表", 2025),
        ("（2026年度）  填报日期：2025.11.20", 2026),
        ("2025年11月20日", 2025),
        ("二〇二六年度", 2026),
        ("（2026①年度）", 2026),
    ],
)
def test_a_date_of_filling_in_is_not_the_year(line: str, year: int) -> None:
    """The year that is called 年度 goes before any other, and a year of its own before that of a date."""
    assert year_in(line) == year


def test_a_long_line_above_the_form_may_name_its_year() -> None:
    """Unit, day and year stand in one line; the day comes first."""
    line = "填报单位：云溪市河道巡护管理所（盖章）    填报日期：2025年11月20日    （2026年度）"
    assert _read((ROWS[0], (line,), *ROWS[2:])).value("/year") == 2026


@pytest.mark.parametrize(
    "line",
    [
        "填表日期：2025年11月5日　　2026年",
        "报送日期：20251105   预算年度：2026年",
        "制表日期：2025年11月  年度：2026",
        "2026年预算年度",
    ],
)
def test_a_year_may_stand_behind_a_date_without_its_word(line: str) -> None:
    """2026年 by itself behind a day of filling in is the year of the form."""
    assert _read((ROWS[0], (line,), *ROWS[2:])).value("/year") == 2026


@pytest.mark.parametrize("line", ["2025年11月修订", "填报日期：2025年11月5日"])
def test_a_day_alone_is_not_the_year(line: str) -> None:
    """A day says when a form was made, not for which year."""
    assert _read((ROWS[0], (line,), *ROWS[2:])).value("/year") is None


@pytest.mark.parametrize(
    ("unit", "yuan", "shown"),
    [
        ("RMB千元", "48000.00", "元"),
        ("千元", "48000.00", "元"),
        ("百万元", "48000000.00", "万元"),
        ("亿元", "4800000000.00", "万元"),
        ("万", "480000.00", "万元"),
    ],
)
def test_units_of_every_size(unit: str, yuan: str, shown: str) -> None:
    """Amounts are 元 whatever they are written in; a form in 千元 is shown in 元, in 亿元 in 万元."""
    form = _read((*ROWS[:4], (f"项目资金（{unit}）", *ROWS[4][1:]), *ROWS[5:]))
    assert (str(form.value("/funding/annual")), form.amount_unit) == (yuan, shown)


_WITHOUT_UNIT = (*ROWS[:4], ("项目资金", *ROWS[4][1:]), *ROWS[5:])


@pytest.mark.parametrize(
    "added",
    [
        {"A12": "注：本表金额单位为万元，保留两位小数。"},
        {"A12": "说明：以万元为单位填报，不得空项"},
        {"A12": "备注：资金单位：万元"},
        {"E2": "单位：", "F2": "万元"},
        {"E2": "金额单位", "F2": "（万元）"},
    ],
)
def test_a_unit_in_a_note_or_in_two_cells(added: dict[str, str]) -> None:
    """What is said in a sentence, or beside the word 单位, is the unit where nothing else is."""
    sheet = drawn(_WITHOUT_UNIT, added=added)
    form = read(replace(sheet, merges=())).forms[0]
    assert str(form.value("/funding/annual")) == "480000.00"
    assert not [each for each in form.remarks if each.kind == "unit_missing"]


def _two_units(added: dict[str, str], unit: str = "元") -> list[tuple[str, str, str]]:
    """Return cell, unit that is read by and the other one, where a form says two."""
    rows = (*ROWS[:4], (f"项目资金（{unit}）", *ROWS[4][1:]), *ROWS[5:])
    form = read(replace(drawn(rows, added=added), merges=())).forms[0]
    return [(each.cell, each.detail["how"], each.detail["other"]) for each in form.remarks if each.kind == "two_units"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("A2", "（2026年度）  单位：万元"),
        ("E2", "单位：万元"),
        ("E2", "（金额单位：人民币万元）"),
        ("A12", "单位：万元"),
        ("A12", "注：本表金额单位为万元，保留两位小数。"),
    ],
)
def test_a_unit_that_another_place_contradicts_is_told(cell: str, text: str) -> None:
    """元 and 万元 differ by ten thousand: which holds only the unit can say."""
    assert _two_units({cell: text}) == [(cell, "元", "万元")]


def test_a_unit_in_two_cells_that_the_label_contradicts_is_told() -> None:
    """What stands beside 金额单位 is read; the label of the money says another."""
    assert _two_units({"E2": "金额单位", "F2": "元"}, "万元") == [("A5", "元", "万元")]


@pytest.mark.parametrize(
    "added",
    [
        {"A2": "（2026年度）  单位：元"},
        {"A12": "金额单位：人民币元"},
        {"D9": "人均成本（单位：万元）"},
        {"E2": "单位：个、万元"},
        {"A12": "注：其中设备购置30万元，培训5万元。"},
        {"D7": "本单位全年安排资金48万元。"},
    ],
)
def test_what_says_the_same_unit_or_none_of_the_form_is_not_told(added: dict[str, str]) -> None:
    """Nor the unit of one indicator, nor an amount in words."""
    assert _two_units(added) == []


def test_a_note_on_other_money_is_no_unit() -> None:
    """A sentence with an amount in it says nothing about the unit of the form."""
    form = _read(_WITHOUT_UNIT, {"A12": "注：其中设备购置30万元，培训5万元。"})
    assert [each.kind for each in form.remarks if each.kind == "unit_missing"] == ["unit_missing"]


@pytest.mark.parametrize("zero", [Cell(Decimal(0), "number", formula=True), Cell("0", "text"), Cell(Decimal(0), "number")])
def test_a_reference_to_a_blank_cell_is_no_name(zero: Cell) -> None:
    """0 is no project, department or unit; 0 of money is."""
    sheet = drawn()
    cells = {**sheet.cells, (4, 2): zero, (4, 5): zero, (5, 3): Cell(Decimal(0), "number")}
    form = read(replace(sheet, cells=cells)).forms[0]
    assert (form.value("/department"), form.value("/unit")) == (None, None)
    assert str(form.value("/funding/total")) == "0.00"


_COVER = (
    ("财政项目支出绩效目标申报表",),
    ("（2026年度）",),
    ("申报单位：云溪市河道所",),
    ("主管部门", "云溪市水务局"),
    ("填报日期：二〇二五年十一月二十日",),
)
_CONTENTS = (("目录",), ("财政项目支出绩效目标申报表",), ("项目支出绩效自评表",), ("填报说明",))
_TORN = (("财政项目支出绩效目标申报表",), ("项目名称", "桥梁检测"), ("主管部门", "云溪市水务局"), ("实施单位", "云溪市河道所"))


def _kinds(*sheets: Sheet) -> list[str]:
    return [each.kind for each in read(*sheets).remarks]


@pytest.mark.parametrize("rows", [_COVER, _CONTENTS])
def test_a_cover_page_is_no_damaged_form(rows: tuple[tuple[str, ...], ...]) -> None:
    """It has the title of the form and none of its money or indicators."""
    assert _kinds(drawn(rows, "封面"), drawn()) == []


def test_a_torn_form_is_still_told() -> None:
    """Three labels of a form, or an amount, below a title are more than a mention of it."""
    assert _kinds(drawn(_TORN, "二"), drawn()) == ["incomplete_form"]
    sheet = drawn(_COVER, "二")
    with_number = replace(sheet, cells={**sheet.cells, (8, 2): Cell(Decimal(480000), "number")})
    assert _kinds(with_number, drawn()) == ["incomplete_form"]


def test_a_title_over_a_table_is_no_cover_page() -> None:
    """However few words stand in it, they are indicators that nobody reads."""
    rows = (("财政项目支出绩效目标申报表",), ("三级指标", "指标值"), ("修堤长度", "≥60米"))
    assert _kinds(drawn(rows, "二"), drawn()) == ["incomplete_form"]


def _hidden(rows: tuple[tuple[str, ...], ...]) -> Sheet:
    return replace(drawn(rows, "字典"), state="hidden", merges=())


def test_the_words_behind_a_drop_down_are_nothing_suspicious() -> None:
    """Short words below each other on a hidden sheet are what cells offer to choose from."""
    assert _kinds(drawn(), _hidden((("特定目标类", "经常性项目"), ("其他运转类", "一次性项目")))) == []
    assert _kinds(drawn(), _hidden((("经常性项目", "一次性项目", "阶段性项目"),))) == []
    assert _kinds(drawn(), _hidden((("云溪市第101中学",), ("云溪市第1002幼儿园",)))) == []


@pytest.mark.parametrize(
    "rows",
    [
        (("河堤巡护项目", "48万元"), ("桥梁检测项目", "30万元")),
        (("此项目已取消，不再申报。",), ("请勿转发",)),
        (("河堤巡护项目",),),
        (("河堤巡护项目", "桥梁检测项目"),),
        (("河堤巡护项目", "张三", "480000"),),
        (("补助480000人",), ("补助30000人",)),
        (("预算480",), ("预算300",)),
        (("河堤巡护项目", "480000"), ("桥梁检测项目", "300000")),
    ],
)
def test_what_else_is_hidden_is_told(rows: tuple[tuple[str, ...], ...]) -> None:
    """Amounts, sentences or a single text on a hidden sheet are no list of words."""
    assert _kinds(drawn(), _hidden(rows)) == ["hidden_sheet"]


@pytest.mark.parametrize(
    "rows",
    [
        (("数量指标", "001"), ("质量指标", "002"), ("满意度指标", "005")),
        (("A01", "数量指标"), ("A03", "质量指标")),
        (("1", "是"), ("2", "否")),
        (("2024",), ("2025",), ("2026",)),
    ],
)
def test_codes_beside_the_words_of_a_drop_down(rows: tuple[tuple[str, ...], ...]) -> None:
    """Codes and years are of such a list as well."""
    assert _kinds(drawn(), _hidden(rows)) == []


@pytest.mark.parametrize(
    "rows", [(("河堤巡护项目", "100"), ("桥梁检测项目", "200")), (("2024",), ("2026",)), (("河堤", "001"), ("桥梁", "001"))]
)
def test_hidden_numbers_that_are_no_codes(rows: tuple[tuple[str, ...], ...]) -> None:
    """Numbers that do not go up by one may be amounts, and the same code twice is none."""
    assert _kinds(drawn(), _hidden(rows)) == ["hidden_sheet"]


@pytest.mark.parametrize(
    ("label", "heading", "field", "value"),
    [
        ("项目名称", "预算项目", "/project_name", "河堤巡护"),
        ("主管部门", "主管局", "/department", "云溪市水务局"),
        ("实施单位", "基层单位", "/unit", "云溪市河道所"),
        ("实施单位", "乡镇（街道）", "/unit", "云溪市河道所"),
    ],
)
def test_labels_in_the_words_of_a_bureau(label: str, heading: str, field: str, value: str) -> None:
    """Where a form has no label listed for a name, these are it."""
    rows = tuple(tuple(heading if each == label else each for each in row) for row in ROWS)
    assert heading in {each for row in rows for each in row}
    assert read(drawn(rows)).forms[0].text(field) == value


_COVER = (
    ("财政项目支出绩效目标申报表",), ("项目名称：", "河堤巡护"), ("主管部门：", "云溪市水务局"), ("实施单位：", "云溪市河道所"),
    ("填报日期：", "2025年11月5日"), ("联系人：", "沈青"), ("资金总额：", "48元"),
)  # fmt: skip


def test_a_cover_with_five_names_is_no_torn_form() -> None:
    """It names the project of the form behind it, before or after it, and nothing else of a form."""
    cover, form = drawn(_COVER, name="封面"), drawn()
    for sheets in ((cover, form), (form, cover)):
        found = read(*sheets)
        assert [each.source.sheet for each in found.forms] == ["表"]
        assert [each.kind for each in found.remarks] == []


def test_a_torn_form_of_another_project_is_no_cover() -> None:
    """What names a project that stands nowhere else is told."""
    torn = drawn(((_COVER[0]), ("项目名称：", "泵站检修"), *_COVER[2:6]), name="封面")
    found = read(torn, drawn())
    assert "incomplete_form" in [each.kind for each in found.remarks] or len(found.forms) == 2


@pytest.mark.parametrize("line", ["云溪市河道所（2026年度）", "云溪市水务局2026年度"])
def test_a_line_over_a_form_without_a_title_may_name_its_year(line: str) -> None:
    """Where the title was deleted, the line above 项目名称 says whose form it is and of which year."""
    form = read(drawn(((line,), *ROWS[2:]))).forms[0]
    assert form.get("/year").value == 2026  # type: ignore[union-attr]


def test_labels_in_traditional_characters_are_the_same_labels() -> None:
    """年度總體目標 is the year's goal, which would else have gone into that of the whole project; values stay as written."""
    rows = list(ROWS)
    rows[3] = ("主管部門", "云溪市水務局", "", "實施單位", "云溪市河道所")
    rows[5] = ("项目绩效目标", "项目总目标", "", "年度總體目標")
    form = _read(tuple(rows))
    assert form.value("/annual_goal") == "全年巡护河堤六十次。"
    assert form.value("/overall_goal") == "全年巡护河堤。"
    assert (form.value("/department"), form.value("/unit")) == ("云溪市水務局", "云溪市河道所")


def test_what_a_copied_workbook_still_holds_far_below_is_no_indicator() -> None:
    """Names and targets without levels behind many empty rows are told as unread and are not judged as indicators."""
    found = read(drawn(ROWS, added={"D40": "旧指标", "E40": "≥3(次)", "D41": "旧指标二", "E41": "≥4(次)"}))
    form = found.forms[0]
    assert len(form.rows) == 3
    told = [str(each.detail) for each in (*found.remarks, *form.remarks)]
    assert any("≥3(次)" in each for each in told)


@pytest.mark.parametrize("line", [("填报人", "陆某", "申报日期", "2025年9月12日"), ("经办人", "陆某", "手机", "59714865")])
def test_who_filled_a_form_in_is_kept_and_not_told(line: tuple[str, ...]) -> None:
    """People and days in the head of a form are cells that somebody knows."""
    form = _read((*ROWS[:3], line, *ROWS[3:]))
    assert [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"] == []


def test_the_label_of_the_year_beside_it_is_a_known_cell() -> None:
    """年度 | 2026 below the title is the year, and neither cell is told as unread."""
    form = _read((ROWS[0], ("年度", "2026"), *ROWS[2:]))
    assert form.value("/year") == 2026
    assert [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"] == []


CHOICES_IN_CELLS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("□其他运转类", "☑特定目标类", "□其他人员类"), "特定目标类", "C4"),
    (("√", "特定目标类", "□", "其他运转类"), "特定目标类", "C4"),
    (("□", "其他运转类", "（√）", "特定目标类"), "特定目标类", "E4"),
    (("其他运转类", "□", "特定目标类", "☑"), "特定目标类", "D4"),
    (("其他运转类", "特定目标类√"), "特定目标类", "C4"),
    (("", "其他运转类", "√", "特定目标类"), "特定目标类", "E4"),
    (("√", "特定目标类", "其他运转类"), "特定目标类", "C4"),
    (("□其他运转类", "□特定目标类"), "□其他运转类□特定目标类", "B4"),
    (("特定目标类", "其他人员类"), "特定目标类", "B4"),
    (("☑特定目标类",), "特定目标类", "B4"),
)


@pytest.mark.parametrize(("cells", "category", "where"), CHOICES_IN_CELLS)
def test_options_of_a_choice_in_cells_of_their_own(cells: tuple[str, ...], category: str, where: str) -> None:
    """The one that is ticked, wherever its mark stands; without a mark the first cell is the value as ever."""
    form = _read((*ROWS[:2], ("项目名称", "河堤巡护", "项目性质", "经常性项目"), ("项目类别", *cells), *ROWS[3:]))
    assert (form.value("/category"), next(each.cell for each in form.fields if each.name == "/category")) == (category, where)
    assert form.value("/nature") == "经常性项目"


def test_a_name_that_ends_as_choices_do_is_no_option_of_those_beside_it() -> None:
    """河道清淤类项目 | □经常性项目 | ☑一次性项目: the project is not called 一次性项目."""
    form = _read((*ROWS[:2], ("项目名称", "河道清淤类项目", "□经常性项目", "☑一次性项目"), *ROWS[3:]))
    assert form.value("/project_name") == "河道清淤类项目"


def test_options_without_a_tick_are_all_read() -> None:
    """None of them is left out as if it stood in no field."""
    sheet = drawn((*ROWS[:2], ("项目名称", "河堤巡护"), ("项目类别", "□其他运转类", "□特定目标类"), *ROWS[3:]))
    assert [each.kind for each in read(sheet).forms[0].remarks if each.kind == "unread"] == []


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (("项目类别", "3", "特定目标类"), "/category", "特定目标类"),
        (("项目类别", "03.", "特定目标类"), "/category", "特定目标类"),
        (("主管部门", "［146］", "云溪市水务局"), "/department", "云溪市水务局"),
        (("主管部门", "云溪市水务局", "［146］"), "/department", "云溪市水务局"),
        (("主管部门", "01", "云溪市水务局"), "/department", "云溪市水务局"),
        (("实施单位", "（2）", "云溪市河道所"), "/unit", "云溪市河道所"),
        (("主管部门", "1", "项目类别", "特定目标类"), "/department", "1"),
    ],
)
def test_a_number_in_a_cell_before_a_name(line: tuple[str, ...], field: str, value: str) -> None:
    """The number of an entry is no name; where a label follows it there is no other."""
    assert _read((*ROWS[:2], ("项目名称", "河堤巡护", "项目性质", "经常性项目"), line, *ROWS[4:])).value(field) == value


@pytest.mark.parametrize("behind", ["2026年度", "-2026年度", "2026年", "（2026年度）"])
def test_a_year_behind_a_title(behind: str) -> None:
    """It is the year of the form, with brackets or without, and the title is known."""
    form = _read((("财政项目支出绩效目标申报表" + behind,), *ROWS[2:]))
    assert (form.value("/year"), form.value("/title")) == (2026, "财政项目支出绩效目标申报表" + behind)


def test_labels_in_brackets_with_their_values_in_one_cell() -> None:
    """【项目名称】 does what 项目名称： does; brackets that hold no label are part of a value."""
    line = ("【项目名称】【重点】河堤巡护", "【项目性质】经常性项目", "[项目类别] 特定目标类")
    form = _read((*ROWS[:2], line, *ROWS[3:]))
    assert form.value("/project_name") == "【重点】河堤巡护"
    assert (form.value("/nature"), form.value("/category")) == ("经常性项目", "特定目标类")
