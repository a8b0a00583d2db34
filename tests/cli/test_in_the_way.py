"""What is in the way of a run, beside the usual, is told in a sentence with what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.history.round_ledger import LEDGER_FILE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one form that must go back, beside it its summary; the current folder is above."""
    monkeypatch.chdir(tmp_path)
    write_declaration(Path("报送") / "a.xlsx", annual=-5)
    run("consolidate", "报送", "-o", "汇总.xlsx")
    return Path("报送")


def run(*words: object) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*map(str, words), "--workers", "0"])


def test_a_ledger_that_is_none_is_told_once_and_stops_nothing(folder: Path) -> None:
    """By whichever command it is needed."""
    Path(LEDGER_FILE).write_bytes(b"x" * 200)
    told = f"注意：“{LEDGER_FILE}”用不了（不是退回记录），退回的轮次没有记下。它只记历次退回的情况，可以移走，下次从头记起。"
    for words in (("return", "-o", "退回", "--last-summary", "汇总.xlsx"), ("consolidate", "-o", "汇总.xlsx")):
        result = run(words[0], folder, *words[1:])
        assert (result.exit_code, result.stderr.splitlines().count(told)) == (1, 1)
    assert run("mail", folder, "--summary", "汇总.xlsx", "-o", "a.eml").stderr.splitlines().count(told) == 1


def test_a_summary_of_several_is_not_held_against_the_one_that_was_named(folder: Path) -> None:
    """Each is held against what stands at its own place."""
    write_declaration(folder / "b.xlsx", project_name="另一项目", department="示例市云岭区水务局")
    result = run("consolidate", folder, "-o", "各部门", "--last-summary", "汇总.xlsx")
    told = "注意：这次写 2 个汇总表，变动不与 --last-summary 的“汇总.xlsx”比，只与各自位置上原来的汇总表比。"
    assert told in result.stderr.splitlines()
    assert "相比有" not in result.stderr


def test_where_a_file_stands_no_folder_of_summaries_is_made(folder: Path) -> None:
    """Another name is asked for."""
    write_declaration(folder / "b.xlsx", project_name="另一项目", department="示例市云岭区水务局")
    Path("各部门").write_bytes(b"")
    result = run("consolidate", folder, "-o", "各部门/今年")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        f"文件夹“{Path('各部门/今年')}”建不起来：那里有一个同名的文件。请用 -o 指定别的文件夹。",
    )


def test_settings_lead_no_summary_elsewhere(folder: Path, tmp_path: Path) -> None:
    """They may have come in with the forms; what is typed leads anywhere."""
    elsewhere = tmp_path.parent / f"{tmp_path.name}-x" / "汇总.xlsx"
    (folder / "xlperf.toml").write_text(f"output = '{elsewhere}'\n", "utf-8")
    result = run("consolidate", folder)
    assert result.exit_code == 2
    assert result.stderr.endswith(
        f"设置文件 xlperf.toml 要把汇总表写到报送文件夹之外的“{elsewhere}”，没有照办。确实要写到那里，请用 -o 给出这个位置。\n"
    )


def test_without_libreoffice_only_a_pdf_cannot_be_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Word document needs no other program."""
    monkeypatch.setattr("xlperf.intake.documents.office_document.office_program", lambda: "")
    result = run("publish", folder, "-o", "公开.pdf")
    assert (result.exit_code, result.stderr) == (
        2,
        "这台电脑没有安装 LibreOffice，写不出 PDF。请写成 .docx，再用 Word 或 WPS“另存为”PDF。\n",
    )
    assert run("publish", folder, "-o", "公开.docx").exit_code in (0, 1)
    assert Path("公开.docx").exists()


def test_where_a_file_stands_no_folder_of_letters_is_made(folder: Path) -> None:
    """The copies are written all the same."""
    Path("信").write_bytes(b"")
    result = run("return", folder, "-o", "退回", "--mail", "信/三月")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("文件夹“三月”建不成：")
    assert result.stderr.endswith("。请检查能否写入，或用 --mail 指定别的位置。\n")
    assert Path("退回/a.xlsx").exists()


def test_settings_that_change_nothing_are_told_as_such(folder: Path) -> None:
    """A file of comments alone may have come in, too."""
    (folder / "xlperf.toml").write_text("# 以后再写\n", "utf-8")
    assert run("check", folder).stderr == (
        "注意：报送文件夹里的设置文件 xlperf.toml 是第一次使用，它规定：没有改什么。如果不是本部门放的，请把它移走后重新运行。\n"
    )


def test_letters_that_nobody_can_be_sent_are_told(folder: Path) -> None:
    """Of how many and to whom; where nothing goes back there is no letter."""
    result = run("return", folder, "-o", "退回", "--mail", "信", "--last-summary", "汇总.xlsx", "--today", "2026-03-01")
    assert "邮件草稿 1 封（退回 1 封，催报 0 封），写在：信。请核对后自己发送。" in result.stdout.splitlines()
    assert result.stderr == "注意：1 封草稿没有收件人（云岭区图书馆），名单里没有邮箱，或看不出是哪个单位的。\n"
    write_declaration(folder / "a.xlsx")
    assert run("return", folder, "-o", "退回", "--mail", "信").stdout.splitlines()[0] == "没有要写的邮件。"


def test_what_of_a_roster_is_not_handed_out_is_told(folder: Path) -> None:
    """A row that is none, a category that nobody knows; a unit without a project is asked whether it has one."""
    Path("名单.csv").write_text("单位,项目,类别\n图书馆,阅读,别的类\n剧团,无,\n以上均为初步数。,,\n", "utf-8")
    result = CliRunner().invoke(cli, ["template", "write", "--roster", "名单.csv", "--year", "2026", "-o", "下发"])
    assert result.stdout.splitlines() == [
        "已写出 2 个单位的填报表（1 张申报表，另有 1 个单位确认有无项目），放在文件夹“下发”。"
    ]
    assert result.stderr.splitlines() == [
        "注意：名单“名单.csv”用了 3 列（单位、项目、类别），共 2 行；没有用的行：第 4 行“以上均为初步数。”。",
        "注意：名单里的项目类别“别的类”不在下拉选项里，照样印在表上、锁住了；写错的请改名单后重写。",
    ]


def test_rules_that_are_sound_are_counted() -> None:
    """With their files and cases."""
    said = CliRunner().invoke(cli, ["rules", "check"]).stdout
    assert re.fullmatch(r"规则文件 \d+ 个，规则 \d{3} 条，用例 \d{3,4} 个，写法全部正确。\n", said)
