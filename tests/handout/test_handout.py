"""Hand-out: one workbook a unit, filled as far as it is known, read back without a finding, never over somebody's work."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.handout.filled import FILE, GALLERY, HONEST, LIBRARY, PROJECT, filled, handed_out, run
from tests.package_faults import package_faults
from tests.workbooks import write_declaration
from xlperf.errors import OutputError
from xlperf.handout import handout_delivery


def findings(folder: Path, *more: object) -> list[tuple[str, str]]:
    """Return rule and cell of what xlperf finds in a folder."""
    result = run("check", folder, "--format", "jsonl", "--workers", "0", *more)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return [(each["rule"], each.get("cell", "")) for each in found]


def test_a_workbook_a_unit_with_a_sheet_a_project(tmp_path: Path) -> None:
    """The file is named after its unit, the sheet after its project; the guide comes first and the form is shown first."""
    folder = handed_out(tmp_path)
    assert sorted(each.name for each in folder.iterdir()) == sorted([FILE, f"{GALLERY}_2026年度绩效目标申报表.xlsx"])
    book = openpyxl.load_workbook(folder / FILE)
    assert (book.sheetnames, book.active.title if book.active else "") == (["填报说明", PROJECT], PROJECT)
    sheet = book[PROJECT]
    known = [sheet[each].value for each in ("A3", "B4", "F4", "B5", "D5")]
    assert known == ["(2026年度)", PROJECT, "特定目标类", "云岭区文化局", LIBRARY]


def test_what_is_known_is_locked_and_what_is_filled_is_not(tmp_path: Path) -> None:
    """Protection has no password; labels, printed levels and known cells are locked, the inputs are free."""
    sheet = openpyxl.load_workbook(handed_out(tmp_path) / FILE)[PROJECT]
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert all(sheet[each].protection.locked for each in ("A2", "A3", "A4", "B4", "F4", "B5", "D5", "B14", "C14", "A1"))
    free = [*HONEST, "B12", "B36", "C36", "D36", "E36"]
    assert not any(sheet[each].protection.locked for each in free)


def test_filled_rightly_it_is_read_without_a_finding(tmp_path: Path) -> None:
    """Neither the guide nor the line above the form nor a colour is taken for content."""
    folder = handed_out(tmp_path)
    filled(folder / FILE, tmp_path / "收" / FILE, HONEST)
    assert findings(tmp_path / "收", "--roster", tmp_path / "名单.csv") == []
    record = json.loads(run("read", tmp_path / "收", "--workers", "0").stdout)
    assert (record["project_name"], record["unit"], record["year"], record["funding"]["annual"]) == (
        PROJECT,
        LIBRARY,
        2026,
        "1000000.00",
    )
    assert [each["level3"] for each in record["indicators"]] == [
        HONEST[each] for each in HONEST if each[0] == "D" and int(each[1:]) > 12
    ]
    assert "unread" not in record


def test_rows_at_the_end_take_levels_of_their_own(tmp_path: Path) -> None:
    """An indicator in a spare row belongs to the levels that were chosen beside it."""
    folder = handed_out(tmp_path)
    more = {"B36": "产出指标", "C36": "数量指标", "D36": "古籍数字化页数", "E36": "≥2000(页)"}
    filled(folder / FILE, tmp_path / "收" / FILE, {**HONEST, **more})
    last = json.loads(run("read", tmp_path / "收", "--workers", "0").stdout)["indicators"][-1]
    assert (last["level1"], last["level2"], last["level3"], last["target"]["number"]) == (
        "产出指标",
        "数量指标",
        "古籍数字化页数",
        "2000",
    )
    assert findings(tmp_path / "收") == []


def test_the_package_is_sound(tmp_path: Path) -> None:
    """Nothing in a handed-out workbook makes Excel repair it."""
    assert [package_faults(each.read_bytes()) for each in handed_out(tmp_path).iterdir()] == [[], []]


def test_a_year_before_2025_has_its_own_levels(tmp_path: Path) -> None:
    """成本指标 stands under 产出指标, and the form is read back without a finding."""
    folder = handed_out(tmp_path, library_roster(), "--year", "2024")
    dates = {"B6": date(2024, 1, 1), "D6": date(2024, 12, 31)}
    cells = {place: value for place, value in HONEST.items() if int(place[1:]) < 13} | dates
    places = {20: 14, 14: 20, 16: 22, 18: 24, 24: 28, 30: 34}
    rows = {f"{column}{row}": HONEST[f"{column}{old}"] for row, old in places.items() for column in "DE"}
    path = next(folder.iterdir())
    assert openpyxl.load_workbook(path)[PROJECT]["C20"].value == "成本指标"
    filled(path, tmp_path / "收" / path.name, cells | rows)
    assert findings(tmp_path / "收") == []


def test_lists_stop_what_is_not_in_them(tmp_path: Path) -> None:
    """Nature, category, levels, dates and amounts are refused at the desk; targets are only offered."""
    roster = "实施单位,项目名称\n云岭区档案馆,档案数字化\n"
    folder = handed_out(tmp_path, roster, "--year", "2026", "--department", "云岭区档案局")
    sheet = openpyxl.load_workbook(next(folder.iterdir()))["档案数字化"]
    rules = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    stops = {
        place: each.type
        for place, each in rules.items()
        if each.type and each.showErrorMessage and each.errorStyle in (None, "stop")
    }
    found = {place: stops.get(place) for place in ("D4", "F4", "B6", "D6", "E7", "C36")}
    assert found == {"D4": "list", "F4": "list", "B6": "date", "D6": "date", "E7": "decimal", "C36": "list"}
    assert (rules["E14"].type, bool(rules["E14"].showErrorMessage)) == ("list", False)
    assert sheet["E14"].number_format == "@"  # =100(%) stays a text


def test_last_years_indicators_are_offered(tmp_path: Path) -> None:
    """They stand on a sheet of their own, and the cells of the table may be chosen from it."""
    old = tmp_path / "2025"
    source = handed_out(
        tmp_path / "旧", f"主管部门,实施单位,项目名称,项目类别,年度\n云岭区文化局,{LIBRARY},{PROJECT},特定目标类,2025\n"
    )
    filled(next(source.iterdir()), old / "去年.xlsx", HONEST)
    book = openpyxl.load_workbook(handed_out(tmp_path, library_roster(), "--last-year", old, "--year", "2026") / FILE)
    assert book.sheetnames == ["填报说明", PROJECT, "上年参考"]
    texts = [cell.value for row in book["上年参考"].iter_rows(min_row=3) for cell in row]
    assert "修复古籍册数" in texts and "≥300(册)" in texts
    rules = {str(each.sqref): each.formula1 for each in book[PROJECT].data_validations.dataValidation}
    assert rules["D20"] == "'上年参考'!$B$4:$B$9"
    filled(tmp_path / "下发" / FILE, tmp_path / "收" / FILE, HONEST)
    assert findings(tmp_path / "收") == []


def library_roster() -> str:
    """Return a roster with the library alone."""
    return f"主管部门,实施单位,项目名称,项目类别\n云岭区文化局,{LIBRARY},{PROJECT},特定目标类\n"


def test_a_unit_without_a_project_confirms_it(tmp_path: Path) -> None:
    """Its sheet says nothing before it is filled; the answer chosen from the list is a nil return."""
    source = handed_out(tmp_path) / f"{GALLERY}_2026年度绩效目标申报表.xlsx"
    filled(source, tmp_path / "空" / "一.xlsx", {}, "有无项目确认")
    assert [rule for rule, _ in findings(tmp_path / "空")] == ["FILE-004"]
    filled(source, tmp_path / "收" / "一.xlsx", {"B5": "2026年度无项目"}, "有无项目确认")
    assert findings(tmp_path / "收") == []


def test_units_of_one_name_get_a_workbook_each(tmp_path: Path) -> None:
    """办公室 of two departments are two units; names that Windows refuses are changed."""
    roster = "主管部门,实施单位,项目名称\n甲局,办公室,运转\n乙局,办公室,运转\n甲局,con,运转\n甲局,一/二:三,运转\n"
    folder = handed_out(tmp_path, roster, "--year", "2026")
    end = "_2026年度绩效目标申报表.xlsx"
    assert sorted(each.name.removesuffix(end) for each in folder.iterdir()) == sorted(
        ["甲局_办公室", "乙局_办公室", "con", "一_二_三"]
    )


def test_sheets_of_like_projects_have_names_of_their_own(tmp_path: Path) -> None:
    """Long names, names that differ after the cut, and what a tab cannot hold."""
    long = "云岭区智慧文化云平台与公共数字文化服务体系建设项目"
    roster = f"实施单位,项目名称\n甲馆,{long}第一期工程采购\n甲馆,{long}第二期工程采购\n甲馆,a/b\n甲馆,填报说明\n"
    names = openpyxl.load_workbook(next(handed_out(tmp_path, roster, "--year", "2026").iterdir())).sheetnames
    assert all(len(each) <= 31 for each in names) and len(set(names)) == 5
    assert names[3:] == ["a_b", "填报说明（2）"]


def test_the_text_of_a_roster_is_text(tmp_path: Path) -> None:
    """A project that begins like a formula is none, and comes back as it was."""
    roster = "主管部门,实施单位,项目名称\n甲局,甲馆,=1+1运维\n"
    path = next(handed_out(tmp_path, roster, "--year", "2026").iterdir())
    cell = openpyxl.load_workbook(path)["=1+1运维"]["B4"]
    assert (cell.data_type, cell.value) == ("s", "=1+1运维")


def test_the_same_roster_gives_the_same_bytes_and_may_be_handed_out_again(tmp_path: Path) -> None:
    """What nobody has touched is replaced without a word."""
    first = handed_out(tmp_path)
    before = {each.name: each.read_bytes() for each in first.iterdir()}
    handed_out(tmp_path)
    assert {each.name: each.read_bytes() for each in first.iterdir()} == before
    changed = handed_out(tmp_path, "主管部门,实施单位,项目名称\n云岭区文化局,云岭区图书馆,古籍展览\n", "--year", "2026")
    assert "古籍展览" in openpyxl.load_workbook(changed / FILE).sheetnames


@pytest.mark.parametrize("kind", ["filled", "foreign"])
def test_what_somebody_made_is_never_replaced(tmp_path: Path, kind: str) -> None:
    """The others are written, and it is named; where nothing else is to be written the command fails."""
    folder = handed_out(tmp_path)
    other = folder / f"{GALLERY}_2026年度绩效目标申报表.xlsx"
    other.unlink()
    if kind == "filled":
        filled(folder / FILE, folder / FILE, HONEST)
    else:
        (folder / FILE).write_bytes(b"my own")
    before = (folder / FILE).read_bytes()
    result = run("template", "write", "--roster", tmp_path / "名单.csv", "-o", folder)
    assert result.exit_code == 0, result.output
    assert f"“{FILE}”没有动：已经有人填过，或不是下发的填报表。要重发请先把它移走。" in result.output.splitlines()
    assert ((folder / FILE).read_bytes(), other.exists()) == (before, True)
    (tmp_path / "名单.csv").write_text("主管部门,实施单位,年度\n云岭区文化局,云岭区图书馆,2026\n", "utf-8")
    result = run("template", "write", "--roster", tmp_path / "名单.csv", "-o", folder)
    assert result.exit_code == 2
    assert f"“{FILE}”已经存在，不是下发后没有动过的填报表（可能单位已经填了），一个文件也没有写。" in result.output
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("report", ["文化馆.xlsx", "文化馆.et", "二科/文化馆.xls"])
def test_a_folder_with_other_workbooks_is_refused(tmp_path: Path, report: str) -> None:
    """They may be reports: the blank forms would be read with them; what was handed out, the lists and notes are none."""
    folder = handed_out(tmp_path)
    (folder / "说明.txt").write_text("请填报", "utf-8")
    (folder / "~$文化馆.xlsx").write_bytes(b"x")
    last_year = folder / "去年" / "上年.xlsx"
    write_declaration(last_year)
    command = ("template", "write", "--roster", tmp_path / "名单.csv", "-o", folder, "--last-year", last_year.parent)
    assert run(*command).exit_code == 0
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    (folder / report).parent.mkdir(exist_ok=True)
    (folder / report).write_bytes(b"x")
    with (tmp_path / "名单.csv").open("a", encoding="utf-8") as roster:
        roster.write("云岭区文化局,云岭区美术馆,,,,2026\n")
    result = run(*command)
    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == (
        f"文件夹“{folder.name}”里有别的工作簿（“{report}”），像是报送的表。填报表不能放在那里，否则空白的表也会当成报送的读。"
        "请用 -o 指定一个单独的文件夹。"
    )
    assert {each: each.read_bytes() for each in before} == before
    assert {each for each in folder.rglob("*") if each.is_file()} == {*before, folder / report}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "按名单写需要说明放在哪个文件夹，如 -o 下发。"),
        (("-o", "下发"), "名单没有写年度，不知道发哪一年的表。"),
        (("-o", "下发", "--year", "2026", "--last-year", "没有.xlsx"), "找不到上年的汇总表“没有.xlsx”。"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str) -> None:
    """With the exit status of wrong usage, and without a folder left behind."""
    monkeypatch.chdir(tmp_path)
    Path("名单.csv").write_text("实施单位,项目名称\n甲馆,展览\n", "utf-8")
    result = run("template", "write", *words, "--roster", "名单.csv")
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert not Path("下发").exists()


@pytest.mark.parametrize("is_new", [True, False])
def test_a_hand_out_that_fails_half_way_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    """What was written before the fault goes again, and what was replaced comes back."""
    folder = handed_out(tmp_path)
    changed = {each.name: each.read_bytes() for each in sorted(folder.iterdir())}
    handed_out(tmp_path, "主管部门,实施单位,项目名称\n云岭区文化局,云岭区图书馆,古籍展览\n", "--year", "2026")
    before = {} if is_new else {each.name: each.read_bytes() for each in folder.iterdir()}
    for each in folder.iterdir() if is_new else ():
        each.unlink()
    if is_new:
        folder.rmdir()
    done: list[Path] = []

    def failing(content: bytes, path: Path, *more: object) -> None:
        if done:
            raise OSError(28, "disk full")
        done.append(path)
        path.write_bytes(content)

    monkeypatch.setattr(handout_delivery, "deliver", failing)
    with pytest.raises(OutputError, match=f"^文件夹“{folder.name}”建不起来：") as refused:
        handout_delivery.deliver_handout(changed, folder)
    assert refused.value.hint == "请用 -o 指定别的文件夹。"
    assert len(done) == 1
    assert ({each.name: each.read_bytes() for each in folder.iterdir()} if folder.exists() else {}) == before
    assert folder.exists() is not is_new
