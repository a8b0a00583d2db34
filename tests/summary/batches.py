"""Batches made by hand for the tests of the summary."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.builders import declaration, entry, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules.finding import Finding, Severity
from xlperf.rules.judging.outcome import Tally
from xlperf.run.results import Batch

DEPARTMENT = "云溪市文化和旅游局"


def finding(form: Form, rule: str = "FUND-002", severity: Severity = "error", **changes: str) -> Finding:
    """Return a finding at a form's annual amount."""
    source = form.source
    made = Finding(
        rule,
        severity,
        "年度资金不等于各项之和",
        source.file,
        "年度资金申请总额与三项之和不相等。",
        source.sheet,
        "E6",
        source.range,
        form.text("/unit"),
        form.text("/project_name"),
        "年度资金申请总额",
        "480,000.00",
        "500,000.00",
        "-20,000.00",
        "请核对三项资金后更正总额。",
        "实务惯例",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def batch_of(*forms: Form, findings: tuple[Finding, ...] = ()) -> Batch:
    """Return a batch in which every form stands in its own file and is counted."""
    files = tuple(FileResult(form.source.file, "read", sha256="ab" * 32, size=8000, forms=(form,)) for form in forms)
    return Batch(files, findings, forms, {}, DEPARTMENT, 2025)


def three_categories() -> Batch:
    """Return five faultless projects of three categories, handed in out of order."""
    given = (
        ("其他人员类", "0.10"),
        ("特定目标类", "1234567.89"),
        ("其他运转类", "0.20"),
        ("特定目标类", "9382600.01"),
        ("基本支出", "3.00"),
    )
    return batch_of(
        *(
            declaration(file=f"单位{index}.xlsx", category=category, project_name=f"项目{index}", annual=Decimal(amount))
            for index, (category, amount) in enumerate(given)
        )
    )


def eventful() -> Batch:
    """Return a batch in which everything that may happen has happened once."""
    unread = declaration(
        file="一馆/特殊#字符%20&'引号'！.xlsx",
        sheet="申报 '表'",
        annual=entry(None, "约十万元", "not_a_number"),
        annual_fiscal=entry(None, "#REF!", "error_value"),
        project_name="未读出金额的项目",
    )
    multi_year = declaration(file="二馆/b.xlsx", category="其他运转类", annual=Decimal("123456789012.345"), project_name="大额项目")
    blank = declaration(
        file="三馆/c.xlsx", category="其他人员类", total=None, total_fiscal=None, total_other=None, project_name="单年项目"
    )
    other = declaration(
        file="四馆/d.xlsx", category=None, year=2024, department="云溪市教育局（汇总）", project_name="另一部门的项目"
    )
    evaluation = self_evaluation()
    old = declaration(file="一馆/旧版.xlsx", annual=Decimal("99.50"), project_name="未读出金额的项目")
    counted = (unread, multi_year, blank, other, evaluation)
    files = [FileResult(form.source.file, "read", sha256="ab" * 32, size=8000, forms=(form,)) for form in (*counted, old)]
    refusal = {"reason": "encrypted", "message": "文件已加密。", "hint": "请取消密码后重报。"}
    files.append(FileResult("坏/加密.xlsx", "refused", sha256="cd" * 32, size=1, **refusal))  # type: ignore[arg-type]
    files.append(FileResult("~$a.xlsx", "passed_over", reason="Excel 临时文件"))
    findings = (
        finding(blank, "IND-018", "info"),
        finding(multi_year, "GOAL-003", "warning"),
        finding(multi_year, "FUND-005", "error", waived="已与财政局沟通"),
        finding(unread),
        Finding("FILE-001", "error", "打不开或加密", "坏/加密.xlsx", "文件已加密。"),
    )
    tally = Tally({"FUND-002": (5, 1, 2, 1, 1, 0), "IND-003": (9, 0, 0, 0, 0, 0), "SELF-001": (0, 0, 6, 0, 0, 0)})
    return Batch(tuple(files), findings, counted, {old.source: unread.source}, DEPARTMENT, 2025, tally)
