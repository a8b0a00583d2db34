"""Batches made by hand for the tests of the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timezone
from decimal import Decimal

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, entry, self_evaluation
from tests.lots import Lot
from tests.rules.batch_dump import context_by_lot, files_by_lot
from xlperf.data.words import PASSED, RETURN
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Field, Form, Value
from xlperf.history.changes import Change, compare
from xlperf.history.handwritten import Carried
from xlperf.history.round_ledger import ReturnedVersion, Rounds
from xlperf.lists.last_year import LastYear, PastProject
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules.context import Context
from xlperf.rules.finding import Finding, Severity
from xlperf.rules.judging.outcome import Tally, merge_tallies
from xlperf.rules.judging.rule_book import load_rule_book
from xlperf.run.fingerprint import form_mark, with_fingerprints
from xlperf.run.results import Batch
from xlperf.summary.earlier.snapshot import snapshot_of

DEPARTMENT = "云溪市文化和旅游局"
_FIRST_DAY = int(datetime(2026, 2, 20, tzinfo=timezone.utc).timestamp())


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


def of_many_units() -> Batch:
    """Return declarations and self-evaluations of fourteen units, judged: with and without money, scores, goals and faults."""
    forms = [*map(_declared, range(26)), *map(_evaluated, range(30))]
    book = load_rule_book()
    judged = {form.source: book.judge_form(form, Context()) for form in forms}
    found = [each for judgement in judged.values() for each in judgement.findings]
    states = (
        {},
        {"because": "explained", "explanation": "新馆开放。"},
        {"waived": "已核实"},
        {"addressee": "department"},
        {"trial": True},
    )
    findings = (
        *(replace(each, **states[number % 5]) if number % 3 == 0 else each for number, each in enumerate(found)),  # type: ignore[arg-type]
        Finding("SUM-001", "warning", "合计不符", "", "部门合计与通知不符。", part=(DEPARTMENT, 2025), addressee="department"),
        Finding("FILE-001", "error", "打不开或加密", "坏/加密.xlsx", "文件已加密。", suggestion="请取消密码。"),
    )
    files = [
        FileResult(form.source.file, "read", sha256="ab" * 32, size=8000, forms=(form,), modified=_FIRST_DAY + 86400 * n)
        for n, form in enumerate(forms)
    ]
    files.append(
        FileResult("坏/加密.xlsx", "refused", sha256="cd" * 32, size=1, reason="encrypted", message="文件已加密。", hint="请重报。")
    )
    files.append(FileResult("坏/空.xlsx", "read", sha256="ef" * 32, size=3000))
    tally = merge_tallies(each.tally for each in judged.values())
    scores = {source: each.scores for source, each in judged.items() if each.scores is not None}
    return Batch(tuple(files), findings, tuple(forms), {}, DEPARTMENT, 2025, tally, scores=scores, scoring=book.rule_set.scoring)


_SPELT = ("特定目标类", "其他运转类", "其他人员类", "基本支出"), ("特定 目标类", "其他运转类", "其他人员类 ", "基本支出")
"""Categories, and some of them in another spelling."""


def _declared(number: int) -> Form:
    """Return one declaration of those of many units: some in 万元, of another department, without category or money."""
    changes: dict[str, object] = {
        "unit": f"云溪市第{number % 9}馆" if number % 8 else "",
        "project_name": f"第{number}号项目" + "（含馆舍维护、设备更新与人员培训）" * (number % 4),
        "annual": None if number == 7 else Decimal(number * 31000 + 55) / (1 if number % 2 else 8),
        "category": (None, *_SPELT[number // 6 % 2], f"类别{number}")[number % 6],
        "nature": ("其他经常性项目", "其他一次性项目", None)[number % 3],
        "total_other": Decimal(number * 10),
    }
    if number % 7 == 3:
        changes |= {"department": "云溪市教育局", "year": 2024, "annual_goal": "同上年。"}
    if number % 10 == 4:
        changes |= {"annual": entry(None, "约十万元", "not_a_number")}
    rows = DECLARATION_ROWS[number % 5 :] if number % 3 else (*DECLARATION_ROWS, *DECLARATION_ROWS[:2])
    return declaration(
        file=f"报送/{number % 3}/{number}.xlsx", amount_unit="万元" if number % 4 == 1 else "元", rows=rows, **changes
    )


def _evaluated(number: int) -> Form:
    """Return one self-evaluation of those of many units: spent in part, wholly, not at all, scored high, low or not."""
    budget = Decimal(number * 17000)
    changes: dict[str, object] = {
        "unit": f"云溪市第{number % 14}馆",
        "project_name": f"第{number}号项目",
        "total_full_year_budget": budget,
        "total_executed": None if number == 5 else budget * (number % 6) / 5,
        "total_score": None if number % 9 == 8 else Decimal(98 - number * 3),
    }
    rows = (
        SELF_EVALUATION_ROWS[: 5 - number % 3]
        if number % 4
        else (*SELF_EVALUATION_ROWS, ("其他", "", "借阅量", "≥5(册)", "3(册)", "5", None))
    )
    return self_evaluation(file=f"自评/{number}.xlsx", amount_unit="万元" if number % 4 == 1 else "元", rows=rows, **changes)


def of_lists() -> Batch:
    """Return batches by lot laid together and judged: with a roster, last year's projects, versions, copies, a level below."""
    return _of_lots(23, 68, 151)


def changes_of_lists() -> tuple[Change, ...]:
    """Return what such a batch has beside one in which some came and others did not."""
    return compare(snapshot_of(_of_lots(23, 35, 68)), snapshot_of(of_lists()))


def of_print_sizes() -> Batch:
    """Return forms by lot from one that leaves half a page empty to one that takes several: goals, tables, names, remarks."""
    return batch_of(*(_of_size(Lot(seed), seed) for seed in range(44)))


def _of_size(lot: Lot, number: int) -> Form:
    wide = "（含馆舍维护、设备更新与人员培训，按季度推进）"

    def some(rows: Sequence[Sequence[object]]) -> list[list[object]]:
        made = [list(lot.of(rows)) for _ in range(1 + lot.of((3, 8, 14, 20, 26, 34, 60)))]
        for each in made:
            each[2] = f"{each[2]}{wide * lot.of((0, 0, 0, 1, 3, 12))}"
        return made

    goal = "全年举办阅读推广活动，" * lot.of((1, 4, 12, 30, 90, 260)) + "。"
    shared: dict[str, object] = {
        "file": f"{number:02}.xlsx",
        "unit": lot.of(("云溪市图书馆", "云溪市图书馆" + wide, "云溪市图书馆" + wide * 4)),
        "project_name": f"第{number}项目{wide * lot.of((0, 0, 1, 5))}",
        "amount_unit": lot.of(("元", "万元")),
    }
    further = tuple(Field(name, label, value, text, cell) for name, label, value, text, cell in _FURTHER if lot.is_one_in(4))
    if number % 3 == 2:
        done = "已举办活动，" * lot.of((1, 20, 120))
        made = self_evaluation(rows=some(SELF_EVALUATION_ROWS), budget_goal=goal, actual_completion=done, **shared)  # type: ignore[arg-type]
    else:
        made = declaration(rows=some(DECLARATION_ROWS), annual_goal=goal, **shared)  # type: ignore[arg-type]
    return replace(made, further=further)


_FURTHER: tuple[tuple[str, str, Value, str, str | None], ...] = (
    ("/unit_code", "单位编码", "001", "001", "D4"),
    ("/project_code", "项目编码", "公共", "公共", "B3"),
    ("/funding/bonds", "专项债券", Decimal("1234.50"), "1,234.50", "E10"),
    ("/funding/annual", "年度资金", Decimal("100.00"), "100.00", "E6"),
    ("/funding/total/score", "得分", Decimal("9.80"), "9.80", None),
    ("/contact", "联系人", "王某某", "王某某", None),
    ("/title", "表名", "另一个表名", "另一个表名", "A1"),
    ("/phone", "电话", None, "", "H4"),
    ("/indicators/0/指标解释", "指标解释", "按场次统计", "按场次统计", "J13"),
    ("/indicators/1/指标解释", "指标解释", "按册数统计", "按册数统计", "J14"),
    ("/term_indicators/0/level1", "一级指标", "产出指标", "产出指标", "B40"),
    ("/term_indicators/0/level3", "三级指标", "建成场馆", "建成场馆", "D40"),
    ("/term_indicators/0/target", "整个实施期指标值", "≥3(个)", "≥3(个)", "E40"),
    ("/term_indicators/1/target", "整个实施期指标值", "≥5(个)", "≥5(个)", "E41"),
)


def carried_into(batch: Batch) -> Carried:
    """Return what the clerk wrote beside some forms and findings of a batch."""
    remarks = {form.source: f"已核对{number}" for number, form in enumerate(batch.counted) if number % 2}
    return Carried(remarks, {(each.file, each.fingerprint): "已电话核实" for each in batch.findings[::3] if each.fingerprint})


def _of_lots(*seeds: int) -> Batch:
    files: list[FileResult] = []
    roster: list[RosterEntry] = []
    past: list[PastProject] = []
    for seed in seeds:
        lot = Lot(seed)
        own = files_by_lot(lot)
        context = context_by_lot(lot, own)
        roster += context.roster.entries if context.roster else ()
        past += context.last_year.projects if context.last_year else ()
        files += [_under(f"{seed}", each) for each in own]
    files[0] = replace(files[0], parts=(files[0],))
    book = load_rule_book()
    found = book.judge_batch(
        files, Context(roster=Roster(tuple(roster)), last_year=LastYear(projects=tuple(past)), batch_year=2026)
    )
    forms = tuple(form for each in files for form in each.forms)
    judged = {form.source: book.judge_form(form, Context()) for form in forms}
    findings = with_fingerprints((*found.findings, *(each for one in judged.values() for each in one.findings[:3])), files)
    counted = tuple(form for form in forms if form.source in set(found.counted))
    scores = {source: each.scores for source, each in judged.items() if each.scores is not None}
    return Batch(
        tuple(files),
        tuple(findings),
        counted,
        found.superseded,
        "甲局",
        2026,
        merge_tallies([found.tally, *(each.tally for each in judged.values())]),
        scores=scores,
        scoring=book.rule_set.scoring.with_grades(tuple((f"第{step}等", Decimal(100 - step * 15)) for step in range(1, 8))),
        submissions=found.submissions,
        reasons=found.reasons,
        parts=found.parts,
        copies=found.copies,
        year_changes=found.year_changes,
    )


def _under(folder: str, file: FileResult) -> FileResult:
    """Return a file, with its forms, in a folder of its own."""
    path = f"{folder}/{file.file}"
    forms = tuple(replace(form, source=replace(form.source, file=path)) for form in file.forms)
    return replace(file, file=path, forms=forms, sha256=f"{folder}{file.sha256}")


def rounds_of(batch: Batch) -> Rounds:
    """Return a ledger in which two in three forms of a batch went back: once or twice, some of them back since, in time or late."""
    returned = {}
    for number, form in enumerate(batch.counted):
        said = content_digest([form]) if number % 2 else "an earlier one"
        last = ReturnedVersion(said, date(2026, 3, 1 + number % 9), date(2026, 3, 12) if number % 4 else None)
        before = (ReturnedVersion("the first one", date(2026, 2, 10), None),) if number % 5 == 0 else ()
        if number % 3:
            returned[form_mark(form)] = (*before, last)
    first = {form_mark(form): PASSED if number % 2 else RETURN for number, form in enumerate(batch.counted) if number % 4}
    return Rounds(first, returned)
