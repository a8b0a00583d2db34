"""One collection from the first forms to the letter: every state stands in every place right after each step."""

from __future__ import annotations

import json
import os
import shutil
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.workbooks import ROWS, write_declaration
from xlperf.cli.main import cli
from xlperf.history.round_ledger import LEDGER_FILE

LIBRARY, TROUPE, HALL, GALLERY, MUSEUM = (f"云岭区{each}" for each in ("图书馆", "剧团", "文化馆", "美术馆", "博物馆"))
NO_UNIT = (*ROWS[:1], ("产出指标", "数量指标", "演出场次", "≥300"), *ROWS[2:])
ANSWER = "单位为场，以批复为准。"


def run(*words: object) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*map(str, words), "--workers", "0"])


class Year:
    """The folders of one collection, and the commands as a clerk gives them."""

    def __init__(self, place: Path) -> None:
        self.forms, self.back, self.letters, self.summary = (place / each for each in ("报送", "退回", "信", "汇总.xlsx"))
        self.roster = place / "名单.csv"
        lines = (
            (LIBRARY, "古籍修复项目"), (TROUPE, "送戏下乡项目"), (HALL, "群文活动项目"), (GALLERY, ""), (MUSEUM, "文物保护项目"),
        )  # fmt: skip
        text = "".join(f"{unit},{project},a{number}@example.com\n" for number, (unit, project) in enumerate(lines))
        self.roster.write_text(f"实施单位,项目名称,邮箱\n{text}", "utf-8")

    def consolidate(self) -> Result:
        """Write the summary, always at the same place."""
        return run("consolidate", self.forms, "-o", self.summary, "--roster", self.roster)

    def send_back(self, day: str, deadline: str) -> Result:
        """Write copies and letters."""
        words = ("-o", self.back, "--mail", self.letters, "--roster", self.roster, "--last-summary", self.summary)
        return run("return", self.forms, *words, "--today", day, "--deadline", deadline)

    def found(self) -> list[dict[str, Any]]:
        """Return the findings as JSON."""
        words = ("--roster", self.roster, "--last-summary", self.summary, "--format", "jsonl")
        return [json.loads(line) for line in run("check", self.forms, *words).stdout.splitlines()]

    def rows(self, sheet: str, key: str) -> dict[str, dict[str, Any]]:
        """Return the rows of a list by one of their columns, headers on one line."""
        book = openpyxl.load_workbook(self.summary)
        rows = list(book[sheet].iter_rows(values_only=True)) if sheet in book.sheetnames else []
        top = next((number for number, row in enumerate(rows) if key in row), len(rows))
        headers = [str(each).replace("\n", "") for each in rows[top]] if top < len(rows) else []
        return {str(row[headers.index(key)]): dict(zip(headers, row, strict=True)) for row in rows[top + 1 :] if row[0]}

    def draft(self, name: str) -> str:
        """Return the text of a letter."""
        part = BytesParser(policy=policy.default).parsebytes((self.letters / f"{name}.eml").read_bytes()).get_body(("plain",))
        assert part is not None
        return str(part.get_content())


@pytest.fixture
def year(tmp_path: Path) -> Year:
    """Return the collection after its first day: one faultless form, two with faults, two units silent."""
    made = Year(tmp_path)
    write_declaration(made.forms / "图书馆.xlsx")
    write_declaration(made.forms / "剧团.xlsx", NO_UNIT, unit=TROUPE, project_name="送戏下乡项目", fiscal=349999)
    write_declaration(made.forms / "文化馆.xlsx", unit=HALL, project_name="群文活动项目", fiscal=340000)
    return made


def test_a_year_from_the_first_forms_to_the_letter(year: Year) -> None:
    """Faults and silence, returns and reminders, answers and corrections, an unchanged copy, a nil return, the letter."""
    # First round: two forms must go back, two units are silent.
    assert year.consolidate().exit_code == 1
    owed = year.rows("报送情况", "实施单位")
    assert {owed[unit]["说明"] for unit in (GALLERY, MUSEUM)} == {"没有报送"}
    assert year.rows("报送质量", "实施单位") == {}
    assert year.send_back("2026-03-01", "2026-03-10").exit_code == 1
    assert sorted(each.stem for each in year.letters.iterdir()) == [
        f"催报-{MUSEUM}", f"催报-{GALLERY}", f"退回-{TROUPE}", f"退回-{HALL}"
    ]  # fmt: skip
    assert "已退回过一次" not in year.draft(f"退回-{TROUPE}")

    # Nobody has answered: the same goes back, and the letter says that it is the second time.
    year.send_back("2026-03-05", "2026-03-10")
    assert "2026年3月1日已退回过一次，还没有交回" in year.draft(f"退回-{TROUPE}")

    # The troupe mends one fault and explains the other; the hall sends its copy back as it was; the gallery has no project.
    book = openpyxl.load_workbook(year.back / "剧团.xlsx")
    notice = book["退回说明"]
    row = next(row for row in notice.iter_rows() if str(row[10].value).startswith("VAL-009"))
    row[9].value = ANSWER
    book["申报表"]["E7"] = 350000
    (year.forms / "第二轮").mkdir()
    book.save(year.forms / "第二轮" / "剧团改.xlsx")
    os.utime(year.forms / "第二轮" / "剧团改.xlsx", (1772928000, 1772928000))  # 2026-03-08
    shutil.copy(year.back / "文化馆.xlsx", year.forms / "文化馆.xlsx")
    nil = openpyxl.Workbook()
    assert nil.active is not None
    nil.active["A1"] = f"{GALLERY}2026年度无项目。"
    nil.save(year.forms / "美术馆回复.xlsx")

    # Second round: every state in every place.
    assert year.consolidate().exit_code == 1
    found = {each["rule"]: each for each in year.found() if each["file"] == "第二轮/剧团改.xlsx"}
    assert [found["VAL-009"][each] for each in ("explanation", "because", "state")] == [ANSWER, "explained", "已说明"]
    listed = [each for each in year.rows("校验结果", "序号").values() if each["文件"] == "第二轮/剧团改.xlsx"]
    assert [(each["状态"], each["单位说明"]) for each in listed if each["规则"] == "VAL-009"] == [("已说明", ANSWER)]
    cells = [cell.value for line in openpyxl.load_workbook(year.summary)["校验结果"].iter_rows() for cell in line if cell.value]
    assert "退回过、现在已经没有的问题 1 条（已改正）：" in cells
    owed = year.rows("报送情况", "实施单位")
    assert owed[GALLERY]["说明"] == "本年无项目"
    assert owed[HALL]["说明"] == "退回后未修改"
    assert owed[MUSEUM]["说明"] == "没有报送"
    quality = year.rows("报送质量", "实施单位")
    shown = ("一次通过（张）", "退回（次）", "已交回（张）", "按期交回（张）", "已说明（处）", "已改正（处）", "情况")
    assert [quality[TROUPE][each] for each in shown] == [0, 1, 1, 1, 1, 1, "已交回"]
    assert quality[TROUPE]["最近退回"].date().isoformat() == "2026-03-01"
    assert quality[TROUPE]["最近交回"].date().isoformat() == "2026-03-08"
    assert [quality[LIBRARY][each] for each in ("一次通过率", "退回（次）", "情况")] == ["100%", 0, None]
    assert quality[HALL]["情况"] == "退回后未修改"

    # The department accepts what it can: with a reason, because it is mandatory.
    book = openpyxl.load_workbook(year.summary)
    sheet = book["校验结果"]
    headers = {cell.value: cell.column for cell in sheet[3]}
    for line in range(4, sheet.max_row + 1):
        if sheet.cell(line, headers["规则"]).value == "FUND-002" and sheet.cell(line, headers["实施单位"]).value == HALL:
            sheet.cell(line, headers["核准"], "核准：另有一万元由区里统筹。")
    book.save(year.summary)
    (year.forms / "博物馆.xlsx").write_bytes(
        write_declaration(year.forms / "临时.xlsx", unit=MUSEUM, project_name="文物保护项目").read_bytes()
    )
    (year.forms / "临时.xlsx").unlink()
    result = year.consolidate()
    assert result.exit_code == 0, result.output
    listed = [each for each in year.rows("校验结果", "序号").values() if each["文件"] == "文化馆.xlsx"]
    assert [each["状态"] for each in listed if each["规则"] == "FUND-002"] == ["已核准"]
    assert "没有要退回的文件" in year.send_back("2026-03-12", "2026-03-20").stdout

    # The letter: nothing of the rounds in it unless asked.
    letter = year.forms.parent / "报送.eml"
    assert run("mail", year.forms, "-o", letter, "--roster", year.roster, "--last-summary", year.summary).exit_code == 0
    year.letters = letter.parent
    assert "校验结论" not in year.draft("报送")


def test_the_ledger_may_be_lost_or_broken(year: Year) -> None:
    """It costs the history and nothing else; the same input gives the same bytes with it and after it was kept."""
    year.consolidate()
    first = year.summary.read_bytes()
    assert (year.summary.parent / LEDGER_FILE).is_file()
    year.consolidate()
    assert year.summary.read_bytes() == first
    (year.summary.parent / LEDGER_FILE).write_bytes(b"no database at all, but long enough to be one" * 50)
    result = year.consolidate()
    told = f"注意：“{LEDGER_FILE}”用不了（不是退回记录），退回的轮次没有记下。它只记历次退回的情况，可以移走，下次从头记起。"
    assert result.stderr.splitlines().count(told) == 1
    assert year.summary.read_bytes() == first


def test_what_changed_is_told_without_the_last_summary(year: Year) -> None:
    """The ledger knows what a form said when it went back: field, before, after, and what became of its faults."""
    year.consolidate()
    year.send_back("2026-03-01", "2026-03-10")
    year.summary.unlink()
    write_declaration(year.forms / "文化馆改.xlsx", unit=HALL, project_name="群文活动项目", fiscal=350000)
    (year.forms / "文化馆.xlsx").unlink()
    result = year.consolidate()
    assert "退回过的表与退回时相比有 3 条变动，见工作表“变动”。" in result.stderr
    rows = [row[1:8] for row in openpyxl.load_workbook(year.summary)["变动"].iter_rows(min_row=4, values_only=True)]
    told = {row[0]: row[-3:] for row in rows if row[1] == HALL}
    assert told["金额变动"] == ("年度资金·当年财政拨款", "340,000.00", "350,000.00")
    assert set(told) == {"表单替换", "金额变动", "问题消除"}


def test_a_return_that_finds_no_summary_says_that_no_day_is_kept(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day stands in the ledger beside the summary: without one nothing can say later that a form went back."""
    monkeypatch.chdir(year.forms.parent)  # the folder that the tests run in may hold a summary
    result = run("return", year.forms, "-o", year.back, "--roster", year.roster)
    said = "注意：没有找到上次的汇总表，这次退回的日子没有记下。请先运行 xlperf consolidate，或加 --last-summary 指明汇总表。"
    assert said in result.stderr


def test_a_nil_return_is_a_state_without_a_roster(year: Year) -> None:
    """It stands on the screen and on 总览, and is no refusal."""
    nil = openpyxl.Workbook()
    assert nil.active is not None
    nil.active["A1"] = f"{GALLERY}2026年度无项目。"
    nil.save(year.forms / "美术馆回复.xlsx")
    result = run("consolidate", year.forms, "-o", year.summary)
    assert "0 个文件未能读取，1 个文件零报（本年无项目）。" in result.stdout
    texts = [cell.value for row in openpyxl.load_workbook(year.summary)["总览"].iter_rows() for cell in row if cell.value]
    assert "结论：计入 3 张表，通过 0，需核对 1，退回 2；零报 1 个（本年无项目）；来源核对已平。" in texts
    assert "零报（本年无项目）1 个：美术馆回复.xlsx。请确认确实没有项目。" in texts


def test_only_the_forms_that_must_be_mended_went_back(year: Year) -> None:
    """A workbook of two forms goes back for one of them: the good one is not waited for."""
    path = write_declaration(year.forms / "两张.xlsx", unit="云岭区美工站", project_name="壁画看护", annual="350000")
    book = openpyxl.load_workbook(path)
    first = book.worksheets[0]
    second = book.copy_worksheet(first)
    second.title = "二"
    for row in second.iter_rows():
        for cell in row:
            cell.value = "壁画修补" if cell.value == "壁画看护" else cell.value
    second["E7"] = 1
    book.save(path)
    year.consolidate()
    year.send_back("2026-03-01", "2026-03-10")
    year.consolidate()
    quality = year.rows("报送质量", "实施单位")["云岭区美工站"]
    assert [quality[each] for each in ("表（张）", "一次通过（张）", "退回（张）", "情况")] == [2, 1, 1, "1 张退回后未交回"]
