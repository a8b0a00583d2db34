"""The self-evaluations of examples/ read as the README says, alone and beside their declarations."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.example_evaluations import EVALUATIONS, Evaluation
from tests.tools.make_examples import write_evaluations
from xlperf.cli.screen import counts_line
from xlperf.run.batch import run
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings
from xlperf.summary.tables.self_evaluations import BUDGET, evaluation_table, mean, money_sum

EXAMPLES = Path(__file__).parents[1] / "examples"
SEVERITIES = {"error": "错误", "warning": "警告"}


@pytest.fixture(scope="module")
def section() -> str:
    """Return what the README says about self-evaluations."""
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    return page.partition("## 2026 年自评表")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def alone() -> Batch:
    """Return what a run over the self-evaluations finds."""
    return run([EXAMPLES / "2026自评"], RunSettings(workers=0))


@pytest.fixture(scope="module")
def both() -> Batch:
    """Return what a run over declarations and self-evaluations finds."""
    return run([EXAMPLES], RunSettings(workers=0))


def test_the_readme_shows_the_closing_lines_that_the_runs_print(section: str, alone: Batch, both: Batch) -> None:
    """A newcomer who runs either example sees what the page promised."""
    for batch in (alone, both):
        assert f"完成：{counts_line(batch)}\n汇总表：" in section


def test_every_fault_of_the_readme_is_found_where_it_says(section: str, both: Batch) -> None:
    """The table of faults is complete for errors and warnings, and right in file, place and severity."""
    lines = [
        [cell.strip() for cell in each.split("|")[1:-1]] for each in section.splitlines() if each.startswith("| ") and "-0" in each
    ]
    found = {
        (each.rule, each.file, f"{each.sheet}!{each.cell}", SEVERITIES[each.severity])
        for each in both.findings
        if each.severity != "info" and each.file.startswith("2026自评/")
    }
    assert found == {(rule, f"2026自评/{file}", place, severity) for file, place, _, rule, severity in lines}
    assert len(lines) == 4


def test_a_lowered_target_shows_only_beside_its_declaration(alone: Batch) -> None:
    """Alone, the form is consistent; nothing in it says that the target was another."""
    assert "SELF-023" not in {each.rule for each in alone.findings}


@pytest.mark.parametrize("evaluation", EVALUATIONS, ids=lambda each: each.project.name)
def test_every_self_evaluation_is_read_as_it_was_written(alone: Batch, evaluation: Evaluation) -> None:
    """Whatever the shape and unit of the workbook: money in 元, rate, scores, results and reasons."""
    (form,) = [each for each in alone.counted if each.text("/project_name") == evaluation.project.name]
    assert form.amount("/funding/total/initial_budget") == evaluation.project.annual
    assert form.amount("/funding/total/executed") == evaluation.executed
    assert form.amount("/funding/total/execution_rate") == evaluation.rate
    assert form.amount("/total_score") == evaluation.changes.get("total_score", evaluation.total)
    read = [(form.text(f"/indicators/{place}/actual"), form.value(f"/indicators/{place}/score")) for place in range(len(form.rows))]
    assert read == [(each.actual, Decimal(each.score)) for each in evaluation.results]


def test_one_reason_in_a_merged_cell_belongs_to_both_rows(alone: Batch) -> None:
    """培训人次 and 出勤率 share a cell; neither lacks a reason."""
    (form,) = [each for each in alone.counted if each.text("/project_name") == "公益文化培训项目"]
    assert form.text("/indicators/2/deviation_note") == form.text("/indicators/3/deviation_note") != ""


def test_sums_and_means_are_those_of_the_readme(section: str, both: Batch) -> None:
    """What the page says of the 自评汇总表 is what stands on it."""
    table = evaluation_table(both)
    budget = money_sum(table.evaluations, BUDGET)
    claimed, recomputed = mean(table.evaluations, lambda each: each.total), mean(table.evaluations, lambda each: each.recomputed)
    assert (
        f"{len(table.evaluations)} 个项目全年预算数合计 {budget:,.2f} 元，平均得分 {claimed} 分，按公式重算 {recomputed} 分"
        in section
    )


def test_the_example_can_be_made_again(tmp_path: Path) -> None:
    """The script writes the same self-evaluations that are committed, and the same bytes each time."""
    first, second = tmp_path / "first", tmp_path / "second"
    write_evaluations(first)
    write_evaluations(second)
    names = sorted(each.name for each in first.iterdir())
    assert [(first / name).read_bytes() for name in names] == [(second / name).read_bytes() for name in names]
    again, committed = (run([folder], RunSettings(workers=0, judge=False)) for folder in (first, EXAMPLES / "2026自评"))
    assert [(each.file, each.forms) for each in again.files] == [(each.file, each.forms) for each in committed.files]
