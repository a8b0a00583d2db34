"""``xlperf template``: list, write and register bureau templates."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from tests.forms.bureau_forms import PROMISE, PROMISE_ALIASES, RESULT, BlankSheet
from xlperf.book import delivery
from xlperf.cli.main import cli
from xlperf.data.resources import data_folder
from xlperf.forms.layouts.layout_loading import read_layouts_once

ALIASES = [word for new, label in PROMISE_ALIASES.items() for word in ("--alias", f"{new}={label}")]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_layouts_once.cache_clear()  # folders of the same name in another working directory


def run(*arguments: str) -> Result:
    """Run a command about templates."""
    return CliRunner().invoke(cli, ["template", *arguments])


def new_form(path: Path, *sheets: BlankSheet) -> Path:
    """Write invented blank sheets as a workbook with borders."""
    book = xlsxwriter.Workbook(str(path))
    border = book.add_format({"border": 1})
    for each in sheets:
        sheet = book.add_worksheet(each.name)
        for place, text in each.texts.items():
            first, _, last = place.partition(":")
            if last:
                sheet.merge_range(place, text, border)
            else:
                sheet.write(first, text, border)
    book.close()
    return path


def test_list_shows_every_layout_with_its_workbooks() -> None:
    """Id, name, kind, origin; per workbook its years and unit."""
    result = run("list")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "declaration　财政项目支出绩效目标申报表（申报表，内置）" in lines
    assert "  declaration-2015.xlsx　2025 年以前　元" in lines
    assert "  declaration-2025.xlsx　2025 年起　元" in lines
    assert "self-evaluation　财政项目支出绩效自评表（自评表，内置）" in lines


def test_list_shows_a_departments_own_layouts_first(tmp_path: Path) -> None:
    """With the folder they come from; one without a workbook says so."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.json").write_text('{"id": "甲表", "extends": "declaration", "name": "甲表", "workbooks": []}', "utf-8")
    lines = run("list", "--templates", "own").output.splitlines()
    assert lines[:2] == ["甲表（申报表，来自文件夹“own”）", "  没有自己的空白表"]


def test_list_says_what_would_stop_a_run(tmp_path: Path) -> None:
    """A slip in the level names, as in a layout; a built-in title under another id is only told."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.json").write_text('{"id": "甲表", "extends": "declaration", "name": "甲表", "workbooks": []}', "utf-8")
    result = run("list", "--templates", "own")
    assert (result.exit_code, result.stderr) == (
        0,
        "注意：“甲表”的表名与内置版式“declaration”的相同，两种都合适时按“甲表”读。\n",
    )
    (tmp_path / "缺").mkdir()
    lacking = {"id": "乙表", "extends": "declaration", "name": "乙表", "titles": ["乙表"], "workbooks": [{"file": "没有.xlsx"}]}
    (tmp_path / "缺" / "a.json").write_text(json.dumps(lacking), "utf-8")
    result = run("list", "--templates", "缺")
    said = "注意：“乙表”的空白表“没有.xlsx”不在它的文件夹里：读表不要它，下发和打印要。\n"
    assert (result.exit_code, result.stderr) == (0, said)
    (tmp_path / "新").mkdir()
    (tmp_path / "新" / "vocabulary.json").write_text('{"level2_mor": {}}', "utf-8")
    result = run("list", "--templates", "新")
    assert result.exit_code == 2
    assert "词表 vocabulary.json 第 1 行（level2_mor）：不认识“level2_mor”，是否应为“level2_more”。" in result.output


def test_write_copies_the_workbook_as_it_is() -> None:
    """Without anything to fill in, byte for byte; the newest regime, the name of the form."""
    result = run("write", "declaration")
    assert (result.exit_code, result.output) == (0, "已写出空白表：财政项目支出绩效目标申报表.xlsx\n")
    assert Path("财政项目支出绩效目标申报表.xlsx").read_bytes() == (data_folder("templates") / "declaration-2025.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("财政项目支出绩效目标申报表", "--year", "2024"), "declaration-2015.xlsx"),
        (("declaration-2015",), "declaration-2015.xlsx"),
        (("declaration-2015.xlsx",), "declaration-2015.xlsx"),
        (("declaration", "--year", "2026", "--unit", "元"), "declaration-2025.xlsx"),
    ],
)
def test_write_chooses_by_name_year_and_unit(arguments: tuple[str, ...], file: str) -> None:
    """An id, a name or a file; the year decides the regime of the level names."""
    assert run("write", *arguments, "-o", "表.xlsx").exit_code == 0
    written, kept = (openpyxl.load_workbook(each).worksheets[0] for each in ("表.xlsx", data_folder("templates") / file))
    assert [row[2].value for row in written.iter_rows(min_row=13)] == [row[2].value for row in kept.iter_rows(min_row=13)]


def test_write_fills_in_year_and_department_and_the_form_is_still_blank() -> None:
    """The drop-down lists stay, the same bytes each time, and a unit that sends it back unfilled is told so."""
    arguments = ("write", "declaration", "--year", "2026", "--department", "云岭区文化和旅游局")
    assert run(*arguments).exit_code == 0
    first = Path("2026年度财政项目支出绩效目标申报表.xlsx").read_bytes()
    assert run(*arguments, "--overwrite").exit_code == 0
    assert Path("2026年度财政项目支出绩效目标申报表.xlsx").read_bytes() == first
    sheet = openpyxl.load_workbook("2026年度财政项目支出绩效目标申报表.xlsx").worksheets[0]
    assert (sheet["A2"].value, sheet["B4"].value) == ("(2026年度)", "云岭区文化和旅游局")
    assert len(sheet.data_validations.dataValidation) == 2
    record = json.loads(CliRunner().invoke(cli, ["read", "2026年度财政项目支出绩效目标申报表.xlsx"]).output)
    assert record["refused"]["reason"] == "blank_form"


def test_write_never_touches_a_file_unasked() -> None:
    """What stands there stays as it is, exit code 2."""
    Path("表.xlsx").write_text("别动", "utf-8")
    result = run("write", "declaration", "-o", "表.xlsx")
    assert (result.exit_code, result.stderr) == (
        2,
        "“表.xlsx”已经存在，没有改动。要换掉请加 --overwrite，或用 -o 写到别处。\n",
    )
    assert Path("表.xlsx").read_text("utf-8") == "别动"
    assert run("write", "declaration", "-o", "表.xlsx", "--overwrite").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("declaraton",), "没有空白表“declaraton”，是否应为“declaration”。用 xlperf template list 查看全部空白表。"),
        (
            ("declaration", "--unit", "万元"),
            "版式“declaration”没有金额单位为万元的空白表。用 xlperf template list 查看全部空白表。",
        ),
    ],
)
def test_write_says_what_there_is_not(arguments: tuple[str, ...], sentence: str) -> None:
    """Exit code 2 and nothing written."""
    result = run("write", *arguments)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, sentence)
    assert list(Path().glob("*.xlsx")) == []


def test_register_says_label_by_label_what_was_recognised(tmp_path: Path) -> None:
    """What stands where and on which side its value goes, what is lacking, what nobody knows."""
    new_form(tmp_path / "新表.xlsx", PROMISE)
    result = run("register", "新表.xlsx", "-o", "版式", *ALIASES)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[:6] == [
        "在内置版式 declaration（财政项目支出绩效目标申报表）的基础上，登记工作表“承诺书”上的“重点工程绩效承诺书”。",
        "  表名　A1“重点工程绩效承诺书”（前面的字样和年度不计）",
        "  年度　A1",
        "  金额单位　万元",
        "  指标口径　2025 年以前",
        "认出的标签 18 个：",
    ]
    for line in (
        "  A3“工程名称”，即“项目名称”　值在右边 B3",
        "  D3“项目类别”　值在右边 E3",
        "  F11“指标值”，即“年度(/项目)指标值”　值在下面",
        "这张表没有的栏目 2 个（不再查找，也不提示缺少）：项目性质、上年结转资金。",
        "认得、但右边内容不读的标签：F4“联系电话”。",
        "认不出的文字 5 处，请逐处看过：",
        "  E3“（从下拉表中选）”　印在填写处的说明；单位没有改动的，不当作内容",
        "  F3“责任处室”　先当作不读的标签（other_labels）。如果它是某个栏目，请加 --alias 责任处室=标签，再登记一次",
        "  A11“考核指标”　当作指标表左侧的标签（table.side_labels）",
        "  G11“数据来源”　指标表的这一列不读",
        "  A19“承诺人（签字）：”　当作表尾（footers），它以下不是指标",
    ):
        assert line in lines
    assert lines[-2:] == [
        "试填 17 项，全部读回。",
        "已写入文件夹“版式”：重点工程绩效承诺书.json、新表.xlsx。以后运行时加 --templates 版式",
    ]
    assert (tmp_path / "版式" / "新表.xlsx").read_bytes() == (tmp_path / "新表.xlsx").read_bytes()


def test_register_asks_whether_an_unknown_label_is_the_one_that_lacks(tmp_path: Path) -> None:
    """With the option that says so, ready to be copied."""
    new_form(tmp_path / "新表.xlsx", replace(PROMISE, texts={**PROMISE.texts, "F3": "工程性质"}))
    assert (
        "  F3“工程性质”　是不是“项目性质”？先当作不读的标签（other_labels）。"
        "如果它是某个栏目，请加 --alias 工程性质=项目性质，再登记一次"
    ) in run("register", "新表.xlsx", "-o", "版式", *ALIASES).output.splitlines()


def test_register_says_that_amounts_without_a_unit_are_read_as_yuan(tmp_path: Path) -> None:
    """Where the blank form names none."""
    new_form(tmp_path / "新表.xlsx", replace(PROMISE, texts={**PROMISE.texts, "A2:G2": "编号："}))
    lines = run("register", "新表.xlsx", "-o", "版式", *ALIASES).output.splitlines()
    assert "  金额单位　没有写明，按元读；请在空白表上写明" in lines


def test_a_registered_form_is_read_checked_and_printed_at_once(tmp_path: Path) -> None:
    """A unit fills the new workbook in Excel; read finds each value in its cell, consolidate prints it on the new form."""
    new_form(tmp_path / "新表.xlsx", PROMISE)
    assert run("register", "新表.xlsx", "-o", "版式", *ALIASES).exit_code == 0
    assert run("write", "重点工程绩效承诺书", "--templates", "版式", "--year", "2024", "-o", "下发.xlsx").exit_code == 0
    book = openpyxl.load_workbook("下发.xlsx")
    values = {"B3": "老城步道修缮", "E3": "特定目标类", "B4": "云岭区住建局", "E4": "云岭区市政所", "C6": 35, "E6": 35, "E7": 35}
    values |= {"B10": "修缮步道三公里。", "D12": "修缮步道长度", "F12": "≥3(公里)"}
    for cell, value in values.items():
        book["承诺书"][cell] = value
    (tmp_path / "报送").mkdir()
    book.save(tmp_path / "报送" / "步道.xlsx")
    record = json.loads(CliRunner().invoke(cli, ["read", "报送", "--templates", "版式"]).output)
    assert (record["year"], record["amount_unit"], record["funding"]["annual"]) == (2024, "万元", "350000.00")
    assert set(values) <= set(record["cells"].values())
    options = ["报送", "--templates", "版式", "-o", "汇总.xlsx", "--workers", "0"]
    assert CliRunner().invoke(cli, ["consolidate", *options]).exit_code in (0, 1)
    printed = [cell.value for row in openpyxl.load_workbook("汇总.xlsx")["申报表"].iter_rows() for cell in row if cell.value]
    for text in ("云岭区（2024年度）重点工程绩效承诺书", "工程名称", "老城步道修缮", "修缮步道长度", "承诺人（签字）："):
        assert text in printed


def test_a_workbook_with_two_forms_is_registered_one_by_one(tmp_path: Path) -> None:
    """The other sheet is named; both layouts share the workbook."""
    new_form(tmp_path / "新表.xlsx", PROMISE, RESULT)
    first = run("register", "新表.xlsx", "-o", "版式")
    assert first.stderr == "工作表“承诺书”也像一张表；要登记它，请另运行一次，加 --sheet 承诺书\n"
    second = run("register", "新表.xlsx", "-o", "版式", "--sheet", "承诺书", *ALIASES)
    assert (first.exit_code, second.exit_code, second.stderr) == (0, 0, "")
    assert sorted(each.name for each in Path("版式").iterdir()) == [
        "新表.xlsx",
        "重点工程绩效承诺书.json",
        "项目完成情况自评表.json",
    ]
    assert run("list", "--templates", "版式").exit_code == 0


def test_register_never_touches_a_file_unasked(tmp_path: Path) -> None:
    """Registered again unchanged or with --overwrite: yes; over a different layout or workbook: no."""
    new_form(tmp_path / "新表.xlsx", RESULT)
    assert run("register", "新表.xlsx", "-o", "版式").exit_code == 0
    assert run("register", "新表.xlsx", "-o", "版式").exit_code == 0
    layout = Path("版式/项目完成情况自评表.json")
    layout.write_text('{"本局": "改过"}', "utf-8")
    result = run("register", "新表.xlsx", "-o", "版式")
    assert (result.exit_code, result.stderr) == (
        2,
        "“项目完成情况自评表.json”已经存在，没有改动。要换掉请加 --overwrite，或用 -o 写到别处。\n",
    )
    assert layout.read_text("utf-8") == '{"本局": "改过"}'
    assert run("register", "新表.xlsx", "-o", "版式", "--overwrite").exit_code == 0
    assert json.loads(layout.read_text("utf-8"))["extends"] == "self-evaluation"


def test_register_writes_both_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the layout cannot be written, the workbook is taken away again and the folder too."""
    new_form(tmp_path / "新表.xlsx", RESULT)
    whole = delivery.deliver

    def only_workbooks(content: bytes, path: Path, what: str = "", replaceable: delivery.Replaceable = delivery.asked_for) -> None:
        if path.suffix == ".json":
            raise delivery.OutputError("磁盘空间不足。")
        whole(content, path, what, replaceable)

    monkeypatch.setattr(delivery, "deliver", only_workbooks)
    result = run("register", "新表.xlsx", "-o", "版式")
    assert (result.exit_code, result.stderr) == (2, "磁盘空间不足。\n")
    assert not Path("版式").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("没有.xlsx", "-o", "版式"), "找不到空白表“没有.xlsx”。请检查文件名和它所在的文件夹。"),
        (("旧.txt", "-o", "版式"), "不是 Excel 工作簿"),
        (("新表.xlsx",), "缺少选项 -o / --output。"),
        (
            ("新表.xlsx", "-o", "版式", "--alias", "工程名称"),
            "选项 --alias 的值不对：应写成 新叫法=标签，如 工程名称=项目名称，现在是“工程名称”。",
        ),
        (("新表.xlsx", "-o", "版式", "--sheet", "别的"), "没有工作表“别的”，可以用的有：承诺书。请核对 --sheet。"),
    ],
)
def test_register_says_what_is_wrong(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """Exit code 2 and no folder."""
    new_form(tmp_path / "新表.xlsx", PROMISE)
    Path("旧.txt").write_text("项目名称", "utf-8")
    result = run("register", *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr.splitlines()[-1]
    assert not Path("版式").exists()


@pytest.mark.parametrize(("option", "noun"), [("--roster", "名单"), ("--last-year", "上年的汇总表")])
def test_a_list_that_is_not_there_is_named(option: str, noun: str, tmp_path: Path) -> None:
    """A slip in the name of a list is told as such, not as a fault of its encoding."""
    (tmp_path / "名单.csv").write_text("单位,项目\n图书馆,古籍修复\n", "utf-8")
    result = run("write", "--roster", "名单.csv", option, "没有.csv", "--year", "2026", "-o", "下发")
    assert result.exit_code == 2
    assert result.stderr == f"找不到{noun}“没有.csv”。请检查名称和它所在的文件夹。\n"
    assert not (tmp_path / "下发").exists()


def test_a_blank_workbook_is_called_as_what_it_is(tmp_path: Path) -> None:
    """Excel warns of an .xls that is none."""
    result = CliRunner().invoke(cli, ["template", "write", "declaration", "-o", str(tmp_path / "x.xls")])
    assert (result.exit_code, (tmp_path / "x.xls").exists()) == (2, False)
    assert "空白表“x.xls”的扩展名应为 .xlsx。" in result.stderr


def test_the_year_is_written_as_people_do() -> None:
    """2026年度 is 2026."""
    assert run("write", "declaration", "--year", "2026年度", "-o", "表.xlsx").exit_code == 0
    assert "应为 2000 到 2100 的整数" in run("write", "declaration", "--year", "年", "-o", "二.xlsx").output


def test_a_category_that_no_form_offers_is_told() -> None:
    """It is printed as the list has it, and cannot be changed in the form."""
    Path("名单.csv").write_text("单位,项目,项目类别\n云溪市图书馆,古籍修复项目,其它类\n", "utf-8")
    assert (
        "注意：名单里的项目类别“其它类”不在下拉选项里"
        in run("write", "--roster", "名单.csv", "--year", "2026", "-o", "下发").output
    )
