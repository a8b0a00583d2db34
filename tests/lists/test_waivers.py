"""Waivers: what they cover, when they end, and what a wrong file says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xlperf.errors import RuleSetError
from xlperf.lists.waivers import Waiver, Waivers
from xlperf.rules import Context, Finding, load_rule_book, load_waivers
from xlperf.rules.judging.waiving import waiver_subjects

FINDINGS = (
    Finding(
        "FUND-008",
        "warning",
        "年度金额为零",
        "a/甲.xlsx",
        "年度资金申请总额为 0。",
        cell="E6",
        unit="云溪市图书馆",
        project="阅读推广（二期）",
    ),
    Finding(
        "FUND-008",
        "warning",
        "年度金额为零",
        "乙.xlsx",
        "年度资金申请总额为 0。",
        cell="E6",
        unit="云溪市美术馆",
        project="阅读推广（二期）",
    ),
    Finding("FILE-001", "error", "打不开或加密", "丙.xlsx", "文件“丙.xlsx”打不开。"),
)
WAIVER = {"rule": "FUND-008", "project": "阅读推广(二期)", "reason": "结转资金已够用", "by": "预算科", "until": "2025-12-31"}


def _file(tmp_path: Path, *waivers: dict[str, Any]) -> Path:
    path = tmp_path / "xlperf-waivers.json"
    path.write_text(json.dumps({"waivers": waivers}, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def _waived(tmp_path: Path, waiver: dict[str, Any], today: date | None = date(2025, 6, 1)) -> tuple[list[str], list[str]]:
    judged = load_rule_book().apply_waivers(FINDINGS, load_waivers(_file(tmp_path, waiver)), Context(today=today)).findings
    return [each.waived for each in judged[:3]], [f"{each.rule} {each.file} {each.message}" for each in judged[3:]]


def test_a_waived_finding_stays_and_says_why(tmp_path: Path) -> None:
    """Both projects of this name are covered, character width aside, and marked with reason, person and end."""
    mark = "结转资金已够用（预算科，有效期至 2025-12-31）"
    assert _waived(tmp_path, WAIVER) == ([mark, mark, ""], [])


def test_a_unit_narrows_a_waiver(tmp_path: Path) -> None:
    """Project names are generic, so a waiver may name the unit."""
    assert _waived(tmp_path, {**WAIVER, "unit": "云溪市美术馆", "until": "2025-06-01"})[0] == [
        "",
        "结转资金已够用（预算科，有效期至 2025-06-01）",
        "",
    ]


def test_a_file_without_a_project_is_waived_by_its_name(tmp_path: Path) -> None:
    """A refused file has no project; its name stands for it."""
    waiver = {"rule": "FILE-001", "file": "丙.xlsx", "reason": "另以纸质报送", "by": "预算科"}
    assert _waived(tmp_path, waiver) == (["", "", "另以纸质报送（预算科）"], [])


def test_an_expired_waiver_waives_nothing_and_says_so(tmp_path: Path) -> None:
    """The day after the last one, the finding blocks again."""
    waived, told = _waived(tmp_path, WAIVER, date(2026, 1, 1))
    assert waived == ["", "", ""]
    assert told == ["WAIVE-001 xlperf-waivers.json “阅读推广(二期)”对规则 FUND-008 的豁免已于 2025-12-31 到期，不再生效。"]


def test_without_a_day_nothing_expires(tmp_path: Path) -> None:
    """The rules never ask the clock; a run that names no day takes every waiver."""
    assert _waived(tmp_path, {**WAIVER, "until": "1999-12-31"}, None)[1] == []


def test_an_unused_waiver_is_told(tmp_path: Path) -> None:
    """A waiver for a cell that has no such finding would hide a later one."""
    waived, told = _waived(tmp_path, {**WAIVER, "cell": "E7"})
    assert waived == ["", "", ""]
    assert told == ["WAIVE-002 xlperf-waivers.json “阅读推广(二期)”对规则 FUND-008 的豁免没有用到：没有这样的问题。"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"untill": "2025-12-31"}, "豁免清单 xlperf-waivers.json 第 9 行：不认识“untill”，是否应为“until”。"),
        (
            {"until": "2025年12月31日"},
            "豁免清单 xlperf-waivers.json 第 8 行：“until”的写法不对，现在是 \"2025年12月31日\"。"
            '写法如："until": "2026-12-31"。',
        ),
        ({"until": "2025-13-01"}, "豁免清单 xlperf-waivers.json 第 8 行：没有“2025-13-01”这一天。"),
    ],
)
def test_a_wrong_waivers_file_names_its_line(tmp_path: Path, change: dict[str, str], message: str) -> None:
    """A misspelt key or an impossible day stops the run before anything is waived."""
    with pytest.raises(RuleSetError) as caught:
        load_waivers(_file(tmp_path, {**WAIVER, **change}))
    assert caught.value.message == message


def test_a_waiver_says_what_it_is_for(tmp_path: Path) -> None:
    """A rule alone would waive it everywhere."""
    with pytest.raises(RuleSetError) as caught:
        load_waivers(_file(tmp_path, {key: value for key, value in WAIVER.items() if key != "project"}))
    assert caught.value.message == "豁免清单 xlperf-waivers.json 第 3 行：缺少“project”、“unit”、“file”，至少要写其中一项。"


def test_a_waiver_needs_a_reason(tmp_path: Path) -> None:
    """Nobody accepts a fault without saying why."""
    with pytest.raises(RuleSetError) as caught:
        load_waivers(_file(tmp_path, {key: value for key, value in WAIVER.items() if key != "reason"}))
    assert caught.value.message == "豁免清单 xlperf-waivers.json 第 3 行：缺少“reason”。"


@pytest.mark.parametrize(
    ("waived", "found", "meant"),
    [
        ({"project": "古籍修复项目"}, {"project": "古籍修复"}, True),
        ({"project": "古藉修复项目"}, {"project": "古籍修复项目"}, True),
        ({"project": "旧馆改造项目"}, {"project": "古籍修复项目"}, False),
        ({"project": "古籍修复项目"}, {"project": ""}, False),
        ({"unit": "云溪市图书馆"}, {"unit": "图书馆"}, True),
        ({"unit": "云溪市图书馆"}, {"unit": "云溪市美术馆"}, False),
        ({"project": "古籍修复", "rule": "FUND-009"}, {"project": "古籍修复项目"}, False),
        ({"project": "古籍修复"}, {"project": "古籍修复项目", "waived": "尾差"}, False),
    ],
)
def test_a_waiver_that_is_of_no_use_names_what_it_may_mean(waived: dict[str, str], found: dict[str, str], meant: bool) -> None:
    """A finding of its rule whose project or unit is only mistyped or shortened there, and that stands."""
    known: dict[str, Any] = {"rule": "FUND-008", "reason": "尾差", "by": "张三", **waived}
    waivers = Waivers("xlperf-waivers.json", (Waiver(**known),))
    of = {"unit": "云溪市图书馆", "project": "古籍修复", **found}
    finding = Finding("FUND-008", "error", "年度金额为零", "a.xlsx", "年度资金申请总额为 0。", **of)  # type: ignore[arg-type]
    (subject,) = waiver_subjects(waivers, (0,), None, (finding,))
    (of_use,) = waiver_subjects(waivers, (1,), None, (finding,))
    named = " / ".join(filter(None, (finding.unit, finding.project)))
    assert subject.facts.get("perhaps") == (named if meant else None)
    assert "perhaps" not in of_use.facts
