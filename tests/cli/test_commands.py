"""The commands as a person runs them: outputs, sentences and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.workbooks import ROWS, write_declaration
from xlperf.cli.main import cli


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty input folder; the current folder is beside it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    place = tmp_path / "报送"
    place.mkdir()
    return place


@pytest.fixture
def xlperf() -> Callable[..., Result]:
    """Return a function that runs xlperf without child processes."""
    return lambda command, *words: CliRunner().invoke(cli, [command, *map(str, words), "--workers", "0"])


def test_consolidate_names_the_workbook_after_department_and_year(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A faultless folder ends with 0, one fact a line and the workbook in the current folder."""
    write_declaration(folder / "图书馆.xlsx")
    result = xlperf("consolidate", folder)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "完成：1 个文件，读出 1 张表，0 个文件未能读取。",
        "问题：0 个错误，0 个警告。",
        "汇总表：示例市云岭区文化和旅游局2026年度项目绩效目标汇总表.xlsx",
        f"所在文件夹：{Path.cwd()}",
        "下一步：打开汇总表，先看“总览”和“来源核对”。",
    ]
    book = openpyxl.load_workbook("示例市云岭区文化和旅游局2026年度项目绩效目标汇总表.xlsx")
    assert book.sheetnames[:2] == ["总览", "汇总表"]


def test_an_error_finding_ends_with_1(folder: Path, xlperf: Callable[..., Result]) -> None:
    """Money that does not add up is an error, so scripts can stop on it."""
    write_declaration(folder / "图书馆.xlsx", fiscal=349999)
    assert xlperf("consolidate", folder).exit_code == 1
    assert xlperf("check", folder).exit_code == 1


def test_a_refused_file_ends_with_1_and_costs_no_other_file(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A broken workbook is refused and the rest of the folder is read."""
    write_declaration(folder / "a.xlsx")
    (folder / "b.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    result = xlperf("consolidate", folder, "-o", "out.xlsx")
    assert result.exit_code == 1
    assert "读出 1 张表，1 个文件未能读取" in result.stdout


def test_the_summary_of_an_earlier_run_is_no_input(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A second run in the same folder passes over the workbook that the first one wrote."""
    write_declaration(folder / "a.xlsx")
    xlperf("consolidate", folder, "-o", folder / "first.xlsx")
    result = xlperf("consolidate", folder, "-o", folder / "second.xlsx")
    assert "读出 1 张表，0 个文件未能读取，1 个文件按规则跳过。" in result.stdout


@pytest.mark.parametrize("place", ["报送/out.xlsx", "out.sqlite"])
def test_what_the_run_writes_anew_is_no_input(folder: Path, xlperf: Callable[..., Result], place: str) -> None:
    """A second run that writes to the same place, a summary in the folder itself, counts the same files and says the same."""
    write_declaration(folder / "a.xlsx")
    command = "consolidate" if place.endswith(".xlsx") else "export"
    first, second = (xlperf(command, folder, "-o", folder.parent / place).stdout for _ in range(2))
    assert "1 个文件，读出 1 张表，0 个文件未能读取。" in first
    assert second == first


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["consolidate", "没有这个文件夹"], "找不到文件夹“没有这个文件夹”。请检查名称，或在放着报送文件的文件夹里运行。"),
        (["check", "没有.xlsx"], "找不到“没有.xlsx”。请检查文件夹的位置和名称。"),
        (["consolidate", ".", "-o", "out.xls"], "输出文件“out.xls”的扩展名应为 .xlsx。请改名后重试。"),
        (["consolidate", "."], "文件夹“.”里没有可以读取的工作簿。请把各单位报送的表放进来再运行。"),
    ],
    ids=["missing-folder", "missing-file", "wrong-output-name", "empty-folder"],
)
def test_wrong_use_is_a_plain_sentence_and_2(folder: Path, xlperf: Callable[..., Result], words: list[str], sentence: str) -> None:
    """What cannot be done is said in one sentence with a next step, on standard error."""
    result = xlperf(*words)
    assert result.exit_code == 2
    assert result.stderr.strip() == sentence


def test_a_failed_run_leaves_the_old_output(folder: Path, xlperf: Callable[..., Result]) -> None:
    """When there is nothing to read, the workbook of the last run stays as it was."""
    Path("out.xlsx").write_bytes(b"old")
    assert xlperf("consolidate", folder, "-o", "out.xlsx").exit_code == 2
    assert Path("out.xlsx").read_bytes() == b"old"


def test_two_runs_write_the_same_bytes(folder: Path, xlperf: Callable[..., Result]) -> None:
    """The summary depends on the input only, neither on the clock nor on the order of the disk."""
    for name in ("b.xlsx", "a.xlsx", "子/c.xlsx"):
        amount = 5000 + len(name)
        write_declaration(folder / name, project_name=f"项目{name[0]}", annual=amount, fiscal=amount)
    xlperf("consolidate", folder, "-o", "one.xlsx")
    xlperf("consolidate", folder, "-o", "two.xlsx")
    assert Path("one.xlsx").read_bytes() == Path("two.xlsx").read_bytes()


def test_a_summary_among_the_forms_is_written_again_with_the_same_bytes(
    folder: Path, xlperf: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lists its last writing without size and digest, which no two writings would share."""
    write_declaration(folder / "a.xlsx")
    monkeypatch.chdir(folder)
    written = []
    for _ in range(3):
        assert xlperf("consolidate").exit_code == 0
        (summary,) = folder.glob("*汇总表.xlsx")
        written.append(summary.read_bytes())
    assert written[1] == written[2]
    line = [each.value for each in openpyxl.load_workbook(summary)["来源核对"][5]]
    assert line[1:5] == [summary.name, "打开", "按规则跳过", "xlperf 写出的汇总表"] and line[13:15] == [None, None]


def test_no_output_holds_an_absolute_path(folder: Path, xlperf: Callable[..., Result], tmp_path: Path) -> None:
    """Neither the records nor the workbook tell where the files lay on this computer."""
    import zipfile

    write_declaration(folder / "a.xlsx", fiscal=1)
    xlperf("consolidate", folder, "-o", "out.xlsx")
    records = xlperf("read", folder).stdout + xlperf("check", folder, "--format", "jsonl").stdout
    with zipfile.ZipFile("out.xlsx") as package:
        texts = [records, *(package.read(name).decode("utf-8", "replace") for name in package.namelist())]
    assert not [each for each in texts if str(tmp_path) in each or tmp_path.as_uri() in each]


def test_read_prints_a_record_a_form_with_amounts_in_yuan(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A form in 万元 comes out in 元 with two decimals, and every value names its cell."""
    write_declaration(folder / "a.xlsx", unit_label="项目资金(万元)", annual=35, fiscal="35.00万元", start_date="2026年1月1日")
    (record,) = map(json.loads, xlperf("read", folder).stdout.splitlines())
    assert record["source"] == {"file": "a.xlsx", "sheet": "申报表", "range": "A1:F18"}
    assert record["amount_unit"] == "万元"
    assert (record["funding"]["annual"], record["funding"]["annual_fiscal"]) == ("350000.00", "350000.00")
    assert record["start_date"] == "2026-01-01"
    assert record["funding"]["total"] is None
    assert record["cells"]["/funding/annual"] == "E6"
    assert "/funding/total" not in record["cells"]
    assert record["indicators"][3]["target"] == {"text": "11月底前", "kind": "time", "operator": None, "number": None, "unit": None}
    assert record["cells"]["/indicators/2/level1"] == "B14"


def test_read_wants_none_of_the_lists_that_only_judging_needs(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A roster that is broken stops no reading."""
    write_declaration(folder / "a.xlsx")
    (folder / "名单.csv").write_text("甲,乙\n", "utf-8")
    (folder / "xlperf.toml").write_text('roster = "名单.csv"\n', "utf-8")
    result = xlperf("read", folder)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
    assert xlperf("check", folder).exit_code == 2


def test_read_prints_a_record_a_refused_file(folder: Path, xlperf: Callable[..., Result]) -> None:
    """What cannot be read has a line too, with its reason."""
    (folder / "空.xlsx").write_bytes(b"")
    (record,) = map(json.loads, xlperf("read", folder).stdout.splitlines())
    assert record == {
        "source": {"file": "空.xlsx"},
        "refused": {"reason": "damaged", "message": "文件是空的（0 字节）。请让报送单位重新发送。"},
    }


def test_findings_name_cell_found_and_expected(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A finding of the public contract carries all that is needed to mend the fault."""
    write_declaration(folder / "a.xlsx", fiscal=349000)
    lines = [json.loads(each) for each in xlperf("check", folder, "--format", "jsonl").stdout.splitlines()]
    (finding,) = [each for each in lines if each["severity"] == "error"]
    assert (finding["rule"], finding["file"], finding["sheet"], finding["cell"]) == ("FUND-002", "a.xlsx", "申报表", "E6")
    assert "350,000.00" in finding["message"]
    assert "349,000.00" in finding["message"]
    assert finding["project"] == "古籍修复项目"
    assert finding["suggestion"]
    assert "号" not in finding["basis"]


def test_text_that_looks_like_a_formula_stays_text(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A project named "=1+1" is a name in every output."""
    write_declaration(folder / "a.xlsx", project_name='=HYPERLINK("x")')
    xlperf("consolidate", folder, "-o", "out.xlsx")
    cells = [cell for row in openpyxl.load_workbook("out.xlsx")["汇总表"].iter_rows() for cell in row]
    assert [each.data_type for each in cells if each.value == '=HYPERLINK("x")'] == ["s"]


def test_a_row_with_blank_levels_takes_them_from_above(folder: Path, xlperf: Callable[..., Result]) -> None:
    """Every indicator of the form has its level 1 and level 2."""
    write_declaration(folder / "a.xlsx")
    (record,) = map(json.loads, xlperf("read", folder).stdout.splitlines())
    levels = [(each["level1"], each["level2"]) for each in record["indicators"]]
    assert levels == [(one or "产出指标", two) for one, two, _, _ in ROWS]


def test_help_needs_none_of_the_heavy_libraries() -> None:
    """xlperf --help starts fast: openpyxl, xlsxwriter and jsonschema are not imported for it."""
    script = (
        "import sys; sys.argv = ['xlperf', '--help']\n"
        "from xlperf.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = ('openpyxl', 'xlsxwriter', 'jsonschema', 'pebble')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8", env=_utf8())
    assert done.stderr.strip() == "[]"
    assert "xlperf consolidate" in done.stdout


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_has_a_chinese_help_with_an_example(command: str) -> None:
    """A newcomer finds what to type in the help text of each command."""
    text = CliRunner().invoke(cli, [command, "--help"]).output
    assert "例：" in text
    assert f"xlperf {command}" in text


def test_a_gbk_console_shows_what_it_cannot_as_numbers(folder: Path) -> None:
    """A file name with an emoji does not stop the run on a Chinese Windows console."""
    write_declaration(folder / "😀.xlsx", fiscal=1)
    console = {**_utf8(), "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    done = subprocess.run([sys.executable, "-m", "xlperf", "check", str(folder)], capture_output=True, env=console)
    assert done.returncode == 1, done.stderr
    assert "\\U0001f600.xlsx" in done.stdout.decode("gbk")


def _utf8() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONUTF8": "1"}
