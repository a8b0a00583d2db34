"""A batch has an end: findings without number are counted, files beyond the limit are refused by name, nothing goes in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.intake.mails import zipped
from tests.workbooks import write_declaration
from xlperf.cli import folder_run
from xlperf.cli.main import cli
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Field, Form, Source
from xlperf.intake import limits as intake_limits
from xlperf.intake.folder import Entry, scan
from xlperf.intake.limits import IntakeSettings, Limits
from xlperf.rules import Finding
from xlperf.rules.judging.outcome import Judgement, Tally
from xlperf.run import batch as run_batch
from xlperf.run import file_judging, judged_batch, run_settings
from xlperf.run.batch import Progress, run
from xlperf.run.batch_fence import BatchFence, by_file, listed
from xlperf.run.file_judging import Job, Processed, count_findings, process_file
from xlperf.run.run_settings import RunSettings


def _limited(monkeypatch: pytest.MonkeyPatch, **limits: int) -> None:
    real: IntakeSettings = intake_limits.intake_settings()
    held = replace(real, limits=replace(real.limits, **limits))
    for module in (run_batch, file_judging, judged_batch):
        monkeypatch.setattr(module, "intake_settings", lambda: held)


def _finding(sheet: str, severity: str, number: int) -> Finding:
    return Finding(f"X-{number}", severity, "", "a.xlsx", str(number), sheet=sheet, form="A1:B2")  # type: ignore[arg-type]


def test_the_worst_of_each_form_comes_before_all_else() -> None:
    """No form with an error looks clean because another has many."""
    found = [_finding("甲", "error", each) for each in range(5)]
    found += [_finding("乙", "info", 5), _finding("乙", "warning", 6), _finding("丙", "info", 7)]
    assert [each.message for each in listed(found, 5)] == ["0", "1", "2", "6", "7"]
    assert [each.message for each in listed(found, 1)] == ["0", "6", "7"]
    assert listed(found, 8) == tuple(found)


def test_of_what_is_about_no_form_the_worst_of_each_rule_comes_first() -> None:
    """A file that is told five times of one thing is still told of the other."""
    alike = [replace(_finding("", "error", 1), message=str(each)) for each in range(5)]
    assert [each.message for each in listed([*alike, _finding("", "warning", 9)], 2)] == ["0", "9"]


def test_of_each_file_only_so_many_findings_are_kept() -> None:
    """Also where another file has fewer, and in the order in which they came."""
    many, few = [_finding("甲", "error", each) for each in range(4)], replace(_finding("甲", "error", 9), file="b.xlsx")
    assert [each.message for each in by_file([many[0], few, *many[1:]], 3)] == ["0", "1", "2", "9"]
    assert [each.message for each in by_file([many[0], few, many[1]], 3)] == ["0", "9", "1"]


def _declare(path: Path, **changes: object) -> None:
    write_declaration(path, annual=-5, nature="别的", category="别的", goal="好", **changes)


def test_a_file_with_findings_without_number_says_how_many_are_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is cut, the file is told, and it still counts as wrong; another file keeps its own list."""
    _declare(tmp_path / "甲.xlsx")
    whole = [each for each in run([tmp_path], RunSettings(workers=0)).findings if each.file == "甲.xlsx"]
    assert len(whole) > 4
    _limited(monkeypatch, findings_per_file=4)
    write_declaration(tmp_path / "乙.xlsx", project_name="另一个项目")
    batch = run([tmp_path], RunSettings(workers=0))
    (told,) = (each for each in batch.findings if each.rule == "FILE-023")
    count = int(told.message.split(" 条")[0].rpartition(" ")[2])
    assert told.message == (f"这个文件查出 {count} 条问题，只列出每张表最重的一条和其余较重的，还有 {count - 4} 条没有列出。")
    assert (told.file, told.severity) == ("甲.xlsx", "error")
    assert len([each for each in batch.findings if each.file == "甲.xlsx" and each.rule[:4] != "FILE"]) <= 4
    assert len(batch.counted) == 2


def test_what_is_found_of_the_whole_file_is_told_once_where_findings_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet that begins like a form: it is told beside what is not listed, and not a second time."""
    _declare(tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(tmp_path / "甲.xlsx")
    book.create_sheet("另一张").append(["财政项目支出绩效目标申报表"])
    book["另一张"].append(["项目名称", "河堤巡护", "", "主管部门", "云溪市水务局"])
    book.save(tmp_path / "甲.xlsx")
    _limited(monkeypatch, findings_per_file=4)
    (entry,) = scan([tmp_path], intake_limits.intake_settings())
    found = process_file(Job(entry, RunSettings(workers=0))).findings
    rules = [each.rule for each in found if each.rule.startswith("FILE")]
    assert sorted(rules) == ["FILE-012", "FILE-023"]


@pytest.mark.parametrize(
    ("limit", "most", "what"),
    [("batch_forms", 2, "表超过 2 张"), ("batch_findings", 1, "问题超过 1 条"), ("batch_characters", 300, "表里的文字超过 300 字")],
)
def test_a_batch_that_is_full_refuses_the_rest_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, what: str
) -> None:
    """What was read stays, each file that is not taken says why."""
    for number in range(4):
        _declare(tmp_path / f"{number}.xlsx", project_name=f"第{number}个项目")
    _limited(monkeypatch, **{limit: most})
    batch = run([tmp_path], RunSettings(workers=0))
    assert [each.file for each in batch.files] == ["0.xlsx", "1.xlsx", "2.xlsx", "3.xlsx"]
    refused = [each for each in batch.files if each.fate == "refused"]
    assert refused and len(refused) + len(batch.counted) == 4
    assert {(each.reason, each.message) for each in refused} == {("too_large", f"加上这个文件，这一批的{what}的上限，它没有读入。")}
    assert {each.file for each in batch.findings if each.rule == "FILE-001"} == {each.file for each in refused}


def test_limits_of_a_batch_are_wide_enough_for_a_province() -> None:
    """4,000 forms with as many findings each as a bad one has, and a mailbox a day."""
    limits: Limits = intake_limits.intake_settings().limits
    assert limits.batch_forms >= 7 * 4000 and limits.batch_findings >= 50 * 4000 and limits.batch_members >= 10 * 2000


def test_departments_without_number_become_one_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book that names a department a sheet does not fill the folder with workbooks; it is said, and every form is in the one."""
    monkeypatch.setattr(folder_run, "_MOST_SUMMARIES", 3)
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        write_declaration(tmp_path / "报送" / f"{number}.xlsx", department=f"第{number}局", project_name=f"项目{number}")
    result = CliRunner().invoke(cli, ["consolidate", "报送", "--workers", "0"])
    assert (
        "各表写的主管部门和年度共有 4 个，超过 3 个，没有各写一个汇总表，合成了一个。"
        "请核对各表的主管部门和年度；确实有这么多的，请分成几个文件夹运行。" in result.stderr
    )
    (summary,) = tmp_path.glob("*.xlsx")
    texts = {cell for row in openpyxl.load_workbook(summary)["汇总表"].iter_rows(values_only=True) for cell in row}
    assert {f"项目{number}" for number in range(4)} <= texts


def test_all_findings_of_a_file_count_against_the_limit_of_a_batch() -> None:
    """Those of its declarations, of its self-evaluations, and of the files that a summary of the level below lists."""
    found = _finding("甲", "error", 1)
    result, tally = FileResult("a.xlsx", "read"), Tally()
    below = Processed(result, tally, (found,) * 8)
    evaluated = {Source("a.xlsx", name, "A1:B2"): Judgement((found,) * count, tally) for name, count in (("一", 2), ("二", 4))}
    assert count_findings(Processed(result, tally, (found,), evaluated, (below, below))) == 1 + 2 + 4 + 8 + 8


@pytest.mark.parametrize(("processors", "workers"), [(None, 1), (1, 1), (3, 3), (4, 4), (5, 4)])
def test_a_run_takes_four_processors_at_most(processors: int | None, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One where the system does not tell."""
    monkeypatch.setattr(run_settings.os, "cpu_count", lambda: processors)
    assert run_settings.default_workers() == workers


def test_progress_is_told_after_every_file(tmp_path: Path) -> None:
    """What stands in a container is counted once it is known; a file that is passed over is none; the end is told by itself."""
    _declare(tmp_path / "甲.xlsx")
    (tmp_path / "乙.zip").write_bytes(zipped({"一.xlsx": b"x", "二.xlsx": b"y", "三.tmp": b""}))
    (tmp_path / "~$甲.xlsx").write_bytes(b"x")
    told: list[Progress] = []
    run([tmp_path], RunSettings(workers=0, judge=False), told.append)
    assert [(each.done, each.total, each.file) for each in told] == [
        (1, 2, "乙.zip"),
        (2, 2, "甲.xlsx"),
        (3, 4, "乙.zip › 一.xlsx"),
        (4, 4, "乙.zip › 二.xlsx"),
        (4, 4, ""),
    ]


@pytest.mark.parametrize("given", ["名单.xlsx", "上年"])
def test_what_was_given_for_something_else_is_no_input(tmp_path: Path, given: str) -> None:
    """A list that lies among the forms, or a folder with last year's: itself and all below it, and nothing beside it."""
    for name in ("甲.xlsx", "名单.xlsx", "上年/乙.xlsx", "上年/丙/丁.xlsx"):
        _declare(tmp_path / name, project_name=name)
    batch = run([tmp_path], RunSettings(workers=0, judge=False, input_files=(tmp_path / given,)))
    passed = {each.file for each in batch.files if each.fate == "passed_over"}
    assert passed == {each.file for each in batch.files if each.file == given or each.file.startswith(f"{given}/")} != set()


@pytest.mark.parametrize(
    ("brought", "findings", "what"),
    [
        ({"forms": 1}, 0, None),
        ({"forms": 2}, 0, "表超过 1 张"),
        ({}, 2, None),
        ({}, 3, "问题超过 2 条"),
        ({"members": 3}, 0, None),
        ({"members": 4}, 0, "压缩包和邮件里的文件超过 3 个"),
        ({"characters": 4}, 0, None),
        ({"characters": 5}, 0, "表里的文字超过 4 字"),
        ({"forms": 2, "members": 4}, 3, "表超过 1 张、问题超过 2 条、压缩包和邮件里的文件超过 3 个"),
    ],
)
def test_a_batch_takes_as_much_as_its_limits_say(brought: dict[str, int], findings: int, what: str | None) -> None:
    """Forms, findings, members of containers and characters, each counted from nothing; all that is too much is named."""
    limits = replace(intake_limits.intake_settings().limits, batch_forms=1, batch_findings=2, batch_members=3, batch_characters=4)
    form = Form(
        "declaration", "declaration", Source("a.xlsx", "表", "A1:B2"), (Field("/a", "", None, "字" * brought.get("characters", 0)),)
    )
    forms = (form,) * (brought.get("forms", 0) or int("characters" in brought))
    members = tuple(Entry(f"{number}.xlsx", Path("a.zip")) for number in range(brought.get("members", 0)))
    fence = BatchFence(limits)
    refusal = fence.refusal(FileResult("a.xlsx", "read", forms=forms, members=members), findings)
    assert (refusal and refusal.message) == (what and f"加上这个文件，这一批的{what}的上限，它没有读入。")
    taken = (fence.forms, fence.findings, fence.members, fence.characters)
    assert taken == ((0, 0, 0, 0) if what else (len(forms), findings, len(members), brought.get("characters", 0)))
