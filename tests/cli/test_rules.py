"""``xlperf rules``: what it prints and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from xlperf.cli.main import cli


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["rules", *arguments])


def _folder(tmp_path: Path, data: object) -> str:
    (tmp_path / "本局.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return str(tmp_path)


def test_list_shows_level_title_and_category_differences() -> None:
    """One line a rule; what a category changes stands behind it."""
    result = _run("list")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "FUND-002  错误　年度资金构成不平" in lines
    assert "IND-004   警告　缺少满意度指标（其他人员类：不启用；理由：发给个人的经费没有可以调查的服务对象）" in lines
    assert "VAL-018   提示　“是否”类指标（其他运转类：不启用；理由：系统能不能支撑工作，就是运行维护的效益）" in lines
    assert "GOAL-012  提示　目标没有任何数量（默认不启用）" in lines


def test_list_shows_a_departments_changes(tmp_path: Path) -> None:
    """With --rules the list is the one that a run with --rules uses."""
    folder = _folder(tmp_path, {"changes": [{"rule": "GOAL-012", "off": False, "severity": "warning"}]})
    assert "GOAL-012  警告　目标没有任何数量" in _run("list", "--rules", folder).output.splitlines()


def test_show_explains_a_rule_and_its_cases() -> None:
    """Level, message, suggestion, basis, conditions, and cases of both sorts; small letters are forgiven."""
    output = _run("show", "head-004").output
    assert output == (
        "HEAD-004 项目名称为空\n"
        "级别：错误（error）\n"
        "性质：强制性（必须修改）：必填项\n"
        "检查对象：一张表\n"
        "提示：没有填写项目名称。\n"
        "建议：请填写与部门预算一致的项目名称。\n"
        "依据：实务惯例：项目名称为必填项\n"
        'then：{"required": ["project_name"]}\n'
        "通过的例子：填了项目名称\n"
        "不通过的例子：项目名称空白 → 没有填写项目名称。\n"
    )


def test_show_proposes_the_likeliest_rule() -> None:
    """A mistyped id ends with 2 and a proposal."""
    result = _run("show", "HAED-004")
    assert result.exit_code == 2
    assert "没有规则“HAED-004”，是否应为“HEAD-004”？" in result.output
    assert "Error" not in result.output and "Try" not in result.output


def test_check_proves_the_built_in_rules() -> None:
    """Without a folder the rules that come with xlperf are checked."""
    result = _run("check")
    assert result.exit_code == 0
    assert result.output.endswith("写法全部正确。\n")


def test_check_counts_a_departments_files_rules_and_cases_with_the_built_in_ones(tmp_path: Path) -> None:
    """An overlay is one file more, with one rule more of its own."""
    rule = {"id": "DEPT-001", "title": "甲", "severity": "info", "each": "form", "then": {"required": ["unit"]}, "at": ["unit"]}
    rule |= {"message": "没有单位。", "suggestion": "请写上。", "basis": "本局规定"}
    said = [_run("check").output, _run("check", _folder(tmp_path, {"rules": [rule]})).output]
    counts = [[int(each) for each in re.findall(r"\d+", text)] for text in said]
    assert counts[1] == [counts[0][0] + 1, counts[0][1] + 1, counts[0][2]], said


def test_the_example_of_the_page_passes_its_own_check(tmp_path: Path) -> None:
    """Copied as it stands, with its cases: what the page prescribes holds, and a word added breaks no built-in case."""
    page = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
    rules, cases, *_ = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "本局.json").write_text(cases, "utf-8")
    (tmp_path / "本局.json").write_text(rules, "utf-8")
    assert _run("check", str(tmp_path)).exit_code == 0
    result = _run("test", "--rules", str(tmp_path))
    assert (result.output.count("\n"), result.exit_code) == (1, 0), result.output


def test_check_names_file_and_line_of_a_fault(tmp_path: Path) -> None:
    """An unsound folder ends with 2, file and line."""
    result = _run("check", _folder(tmp_path, {"changes": [{"rule": "GOAL-012", "of": False}]}))
    assert result.exit_code == 2
    assert "规则文件 本局.json 第 5 行：不认识“of”，是否应为“off”。" in result.output


def test_test_runs_the_cases_and_ends_with_1_when_one_fails(tmp_path: Path) -> None:
    """Switching a rule off in an overlay makes its own cases fail; that all pass without one the next test shows."""
    result = _run("test", "--rules", _folder(tmp_path, {"changes": [{"rule": "HEAD-004", "off": True}]}))
    assert result.exit_code == 1
    assert "HEAD-004 应不通过“项目名称空白”：应恰有 1 条提示，现有 0 条" in result.output


def test_a_departments_own_cases_are_run_too(tmp_path: Path) -> None:
    """Cases beside a department's rules prove them; a rule without cases is told."""
    rule = {
        "id": "DEPT-001",
        "title": "单位名称带区名",
        "severity": "info",
        "each": "form",
        "then": {"properties": {"unit": {"pattern": "云溪"}}},
        "at": ["unit"],
        "message": "“{value}”没有区名。",
        "suggestion": "请写全称。",
        "basis": "本局规定",
    }
    folder = _folder(tmp_path, {"rules": [rule]})
    assert "DEPT-001 应通过“每条规则都要有用例”：没有应通过的用例" in _run("test", "--rules", folder).output
    (tmp_path / "cases").mkdir()
    cases = {
        "DEPT-001": {
            "pass": [{"because": "有区名"}],
            "fail": [{"because": "没有区名", "form": {"fields": {"/unit": "图书馆"}}, "message": "“图书馆”没有区名。"}],
        }
    }
    (tmp_path / "cases" / "本局.json").write_text(json.dumps({"cases": cases}, ensure_ascii=False), encoding="utf-8")
    assert _run("test", "--rules", folder).exit_code == 0
