"""What a summary of the level below says of its own forms is held against what is printed in it, word by word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.builders import DECLARATION_ROWS, declaration, self_evaluation
from tests.summary.batches import batch_of
from xlperf.errors import RefusedFile
from xlperf.forms.form import UNREAD, Field, Form, Remark
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.run.levels.form_codes import CODES_HEADERS, CODES_TITLE, NOTE_HEADER, Altered, altered, form_codes, form_title
from xlperf.run.levels.node_check import ListedFile, disagreements, listed_file, listed_otherwise, noted_forms, unread
from xlperf.run.printed_forms import original_wanted
from xlperf.run.titles import summary_title

_HEAD = "计入汇总："


def _listed(**numbers: object) -> ListedFile:
    row = {"文件": "a.xlsx", "处理结果": "已读取", "SHA-256": "ab", "计入汇总\n（份）": Decimal(1)}
    return listed_file({**row, **{header: Decimal(str(each)) for header, each in numbers.items()}})


def test_a_row_of_the_sources_is_a_file_and_its_numbers() -> None:
    """Headers are written in two lines; what is no number is none."""
    row = {"文件": "a.xlsx", "处理结果": "已读取", "SHA-256": "ab", "计入汇总\n（份）": Decimal(2), "说明": "无"}
    assert listed_file(row) == ListedFile("a.xlsx", "已读取", "ab", {"计入汇总（份）": Decimal(2)})
    assert listed_file(row).counted == 2
    assert listed_file({}) == ListedFile("", "", "")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({}, []),
        ({"计入汇总（份）": 2, f"{_HEAD}申报表的指标（条）": 7}, ["文件“a.xlsx”在来源核对里有 2 张表计入，印出来的有 1 张"]),
        ({f"{_HEAD}申报表的指标（条）": 6}, []),
        ({f"{_HEAD}申报表的指标（条）": 7}, ["文件“a.xlsx”在来源核对里有 7 条指标，印出来的有 6 条"]),
        ({f"{_HEAD}自评表的指标（条）": 1}, ["文件“a.xlsx”在来源核对里有 1 条指标，印出来的有 0 条"]),
        ({f"{_HEAD}年度资金申请总额": "480000.009"}, []),
        (
            {f"{_HEAD}年度资金申请总额": "480000.01"},
            ["文件“a.xlsx”的年度资金申请总额在来源核对里是 480,000.01 元，印出来的表里是 480,000.00 元"],
        ),
    ],
)
def test_a_file_whose_row_says_something_else_than_its_forms(numbers: dict[str, object], told: list[str]) -> None:
    """The number of forms first: where that differs all sums do, and nothing more is said."""
    form = declaration()
    sums = {label: form.amount(name) for name, label in MONEY_FIELDS["declaration"]}
    listed = _listed(**{f"{_HEAD}{label}": each for label, each in sums.items()} | numbers)
    assert list(disagreements(listed, [form])) == told


def test_a_sum_that_the_row_does_not_say_is_none() -> None:
    """A column that somebody emptied says 0 where the forms say more, and nothing where they say nothing."""
    bare = replace(declaration(), fields=tuple(each for each in declaration().fields if each.name == "/funding/annual"))
    assert list(disagreements(_listed(), [bare])) == [
        "文件“a.xlsx”的年度资金申请总额在来源核对里是 0.00 元，印出来的表里是 480,000.00 元"
    ]
    empty = replace(bare, fields=())
    assert list(disagreements(_listed(), [empty])) == []
    assert list(disagreements(_listed(**{f"{_HEAD}年度资金申请总额": 5}), [empty])) == [
        "文件“a.xlsx”的年度资金申请总额在来源核对里是 5.00 元，印出来的表里是 0.00 元"
    ]


_DECLARED: dict[str, object] = {
    "项目类别": "特定目标类",
    "项目性质": "其他经常性项目",
    "计划开始日期": date(2025, 1, 1),
    "计划完成日期": date(2025, 12, 31),
    "年度总体目标": declaration().text("/annual_goal"),
    "项目资金总额": Decimal(480000),
    "财政资金": Decimal(480000),
    "年度资金申请总额": Decimal(480000),
    "当年财政拨款": Decimal(480000),
    "上年结转资金": Decimal(0),
}
_EVALUATED: dict[str, object] = {
    "年初预算数": Decimal(480000),
    "全年预算数": Decimal(500000),
    "全年执行数": Decimal(490000),
    "自评": Decimal("93.8"),
}


@pytest.mark.parametrize(("form", "says"), [(declaration(), _DECLARED), (self_evaluation(), _EVALUATED)], ids=["d", "e"])
def test_every_column_of_the_list_is_held_against_its_field(form: Form, says: dict[str, object]) -> None:
    """One that says something else is told by its header, and no other with it."""
    assert list(listed_otherwise(form, says)) == []
    for header, said in says.items():
        if isinstance(said, Decimal):
            other: object = said + Decimal("0.01")
            told = f"{header}在汇总表里列为 {other:,.2f}，表里是 {said:,.2f}"
        elif isinstance(said, date):
            other = date(2025, 6, 30)
            told = f"{header}在汇总表里列为 2025-06-30，表里是 {said.isoformat()}"
        else:
            other, told = f"{said}改", f"{header}在汇总表里和表里不一样"
        assert list(listed_otherwise(form, {**says, header: other})) == [told]


def test_what_a_list_may_say_otherwise() -> None:
    """Under a cent, blanks, a text cut to what a cell holds, a number for figures; an amount where the form has none is told."""
    form = declaration(overall_goal="河" * 20_000, annual_carryover=None)
    assert list(listed_otherwise(form, {"年度资金申请总额": Decimal("480000.009"), "项目类别": " 特定 目标类"})) == []
    assert list(listed_otherwise(form, {"项目总目标": "堤" * 15_000})) == []
    assert list(listed_otherwise(form, {"项目总目标": "堤" * 14_999})) == ["项目总目标在汇总表里和表里不一样"]
    assert list(listed_otherwise(form, {"上年结转资金": Decimal(5)})) == ["上年结转资金在汇总表里列为 5.00，表里没有"]
    assert list(listed_otherwise(form, {"上年结转资金": "约五元"})) == []
    assert list(listed_otherwise(declaration(category="2026"), {"项目类别": Decimal(2026)})) == []


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, ""),
        (1, "“1.xlsx”没有读出来，里面的表不在其中"),
        (5, "“1.xlsx”、“2.xlsx”、“3.xlsx”、“4.xlsx”、“5.xlsx”没有读出来，里面的表不在其中"),
        (6, "“1.xlsx”、“2.xlsx”、“3.xlsx”、“4.xlsx”、“5.xlsx”等 6 个文件没有读出来，里面的表不在其中"),
    ],
)
def test_five_files_that_could_not_be_read_are_named(count: int, told: str) -> None:
    """Of more their number is told; a file that was read is none of them."""
    files = [ListedFile(f"{number}.xlsx", "未能读取", "") for number in range(1, count + 1)]
    assert unread([ListedFile("0.xlsx", "已读取", ""), *files]) == told


def _noted(*forms: tuple[str, Form]) -> dict[int, dict[int, object]]:
    """Return the rows of a 来源核对 from its tenth on; each form is listed under a title, with its own codes."""
    rows: dict[int, dict[int, object]] = {
        10: {1: CODES_TITLE},
        11: {1: "序号", 2: "表单", 3: CODES_HEADERS[2], 4: "校验码", 5: NOTE_HEADER},
    }
    for number, (title, form) in enumerate(forms, 12):
        rows[number] = {1: number - 11, 2: "申报表", 3: title, 4: form_codes(form), 5: "一", 6: "二"}
    return rows


def test_what_is_noted_of_a_form_is_found_by_its_title() -> None:
    """Each note serves one form; of two forms of one title each gets the one it is nearer to, and what is left is named."""
    one, two = declaration(), declaration(annual=Decimal(5))
    title = form_title(one)
    found = noted_forms(_noted((title, two), (title, one), ("别的", one)))
    assert found.any
    first, second = found.take(one), found.take(two)
    assert first is not None and second is not None
    assert (first.codes, first.as_written) == (form_codes(one), "一二")
    assert second.codes == form_codes(two)
    assert found.take(one) is None
    assert list(found.left()) == ["申报表“别的”"]
    assert found.take(self_evaluation()) is None


def test_a_summary_without_codes_notes_nothing() -> None:
    """It is of an older xlperf, or somebody deleted them."""
    found = noted_forms({1: {1: "来源核对"}})
    assert (found.any, found.take(declaration()), list(found.left())) == (False, None, [])


_CODES = (
    "5bfdaaee89f11497fc2ce3b0dd0a582658265fec582658265fec5fec-cdd90022ea35473a3c2558fd",
    "5bfdc84426854a44fd264d5b58268d699fc35826582658265fec876c876c5fec5fec5fec"
    "29dbe3b0e3b0e3b0e3b0e3b0e3b0e3b0e3b0e3b0ad57-86fde88cdf319ea29f6c",
)


@pytest.mark.parametrize(("form", "codes"), [(declaration(), _CODES[0]), (self_evaluation(), _CODES[1])], ids=["d", "e"])
def test_codes_are_those_of_every_earlier_version(form: Form, codes: str) -> None:
    """A summary of last year's xlperf is held against this one's: another way to reckon them would accuse every form."""
    assert form_codes(form) == codes
    assert form_title(form) == "2025 / 云溪市图书馆 / 公共阅读推广项目"
    assert list(altered(form, codes)) == []


def test_codes_without_the_later_fields_are_compared_as_far_as_they_go() -> None:
    """Summaries of an older xlperf note fewer fields; codes of any other length are none of ours, and say nothing."""
    form, codes = self_evaluation(), _CODES[1]
    fields, _, rows = codes.partition("-")
    older = fields[: 4 * 18]
    assert list(altered(form, f"{older}-{rows}")) == []
    assert list(altered(form, f"{'0000' + older[4:]}-{rows}")) == [Altered("“主管部门”", "C4")]
    for broken in (f"0000{older[8:]}-{rows}", f"0000{fields[8:]}-{rows}", f"0000{fields[4:]}{rows}", f"0000{fields[4:]}-{rows}a"):
        assert list(altered(form, broken)) == []


def test_what_is_not_as_its_codes_say_is_named_with_its_cell() -> None:
    """A field by its label, an indicator by its name, a number of indicators by both numbers."""
    rows = [list(each) for each in DECLARATION_ROWS]
    rows[2][3] = "≥96(%)"
    changed = declaration(annual=Decimal("480000.01"), rows=rows)
    assert list(altered(changed, _CODES[0])) == [Altered("“年度资金申请总额”", "E6"), Altered("指标“活动方案通过率”这一行", "D15")]
    fewer = declaration(rows=rows[:5])
    assert list(altered(fewer, _CODES[0])) == [Altered("指标（汇总时 6 条，现在 5 条）", "")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("480000.004", "480000", True),
        ("480000.005", "480000.01", True),
        ("480000.004", "480000.01", False),
        ("1E+20", "100000000000000000000.001", True),
        ("1E+21", "1000000000000000000000", False),
        ("NaN", "NaN", True),
    ],
)
def test_amounts_are_compared_as_far_as_paper_shows_them(one: str, other: str, same: bool) -> None:
    """To the cent; beyond all sums as they are written."""
    codes = form_codes(declaration(annual=Decimal(one)))
    assert (list(altered(declaration(annual=Decimal(other)), codes)) == []) is same


@pytest.mark.parametrize(("length", "same"), [(16_000, True), (15_999, False)])
def test_texts_are_compared_as_far_as_a_cell_holds_them(length: int, same: bool) -> None:
    """What is printed of a longer text is cut: sixteen thousand characters are compared."""
    codes = form_codes(declaration(overall_goal="河" * length + "堤"))
    assert (list(altered(declaration(overall_goal="河" * length), codes)) == []) is same


@pytest.mark.parametrize(
    ("others", "title"),
    [
        (0, "云溪市文化和旅游局2025年度项目绩效目标汇总表"),
        (1, "项目绩效目标汇总表"),
        (9, "项目绩效目标汇总表"),
        (10, "云溪市文化和旅游局项目绩效目标汇总表"),
    ],
)
def test_one_odd_department_among_more_than_ten_changes_no_title_and_one_odd_year_does(others: int, title: str) -> None:
    """Nine of ten are not nearly all; money of another year is in the sums and takes the year from the title."""
    forms = [declaration(file=f"{number}.xlsx", project_name=f"第{number}个项目") for number in range(max(others, 1))]
    odd = [declaration(file="odd.xlsx", department="云溪市教育局", year=2024)] if others else []
    assert summary_title(batch_of(*forms, *odd)) == title


def test_self_evaluations_alone_have_a_title_of_their_own() -> None:
    """Beside declarations they have none; a folder without forms is called by its department and year."""
    evaluated = self_evaluation()
    assert summary_title(batch_of(evaluated)) == "云溪市文化和旅游局2025年度项目支出绩效自评汇总表"
    assert summary_title(batch_of(evaluated, declaration(year=2026))) == "云溪市文化和旅游局2026年度项目绩效目标汇总表"
    assert summary_title(batch_of()) == "云溪市文化和旅游局2025年度项目绩效目标汇总表"


def _with_unread(count: int) -> Form:
    remarks = tuple(Remark(UNREAD, "申报表", f"H{number}", {"text": f"多余{number}"}) for number in range(1, count + 1))
    return declaration(remarks=remarks)


def test_a_form_out_of_a_pdf_is_marked_and_a_torn_one_refused() -> None:
    """Three cells that belong to nothing may be notes; with four the table was guessed wrongly."""
    (form,) = original_wanted([_with_unread(3)])
    assert form.remarks[3:] == (Remark("document", "申报表", "A1", {"format": "PDF 文档"}),)
    with pytest.raises(RefusedFile) as refused:
        original_wanted([declaration(), _with_unread(4)])
    assert refused.value.message == (
        "文件是PDF 文档，“公共阅读推广项目”的表有 4 格认不出是哪一栏的（如“多余1”、“多余2”），整个文件没有读取。"
    )
    nameless = replace(_with_unread(4), fields=(Field("/year", "年度", 2025),))
    with pytest.raises(RefusedFile, match="其中一张的表有 4 格"):
        original_wanted([nameless])
