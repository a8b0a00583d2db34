"""What the rules look at, as lines of text: the facts of forms, files and batches put together by lot.

``python -m tests.rules.subject_dump`` writes the file that ``test_subjects_whole.py`` holds the program to.  It pins what is
made now, right or wrong: read its difference before you commit it.  Facts that only repeat a field are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.builders import declaration, entry, self_evaluation
from tests.lots import Lot
from tests.rules.batch_dump import context_by_lot, files_by_lot
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Field, Form, Remark, Target
from xlperf.forms.values.target import parse_target
from xlperf.lists.last_year import LastYear, YearlyAmount, past_key
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules import Context, load_rule_book
from xlperf.rules.dialect.breach import Money
from xlperf.rules.facts.reviewing import add_reviewed_facts
from xlperf.rules.facts.score_facts import add_score_facts
from xlperf.rules.facts.scores import score_form
from xlperf.rules.facts.subjects.file_view import file_subject, remark_subjects
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.judging.batch_rules import judge_batch
from xlperf.rules.judging.batch_subjects import SUBJECTS
from xlperf.rules.ruleset.rule import Applies, Rule
from xlperf.rules.ruleset.rule_files import RuleSet

STORED = Path(__file__).parents[1] / "data" / "subjects.txt"
_FORMS, _BATCHES = 100, 30
_AMOUNTS = ("480000.00", "500000.00", "300000.00", "48.00", "0.00", "480000.005")
_SHARED: Mapping[str, Sequence[Any]] = {
    "year": (2025, 2024, 2026, None),
    "unit": ("云溪市图书馆", "示例馆（本级）", None),
    "project_name": ("公共阅读推广项目", "旧馆改造尾款", "展", None),
    "department": ("云溪市文化和旅游局", "云溪市文化和旅游局（汇总）", "云溪市教育局", None),
    "title": ("绩效表", entry("部门自用表", "部门自用表", "own_title"), None),
}
_DECLARED: Mapping[str, Sequence[Any]] = {
    "category": ("22-其他运转类", "特定目标类", "其他人员类", "其他", None),
    "nature": ("其他一次性项目", "阶段性 项目", "经常性", None),
    "start_date": (date(2025, 1, 1), date(2024, 7, 1), date(2025, 6, 1), entry(None, "年初", "not_a_date"), None),
    "end_date": (date(2025, 12, 31), date(2026, 6, 30), date(2027, 12, 31), None),
    "overall_goal": ("无", "暂无", "——", "详见附件", "三期建设：第一期2024年完工，第二期2025年完工，2026年验收。", None),
    "annual_goal": (
        "同上年",
        "全年举办活动30场，项目总资金48万元，满意度达到95%。",
        "2024年计划举办活动24场。",
        "联系人电话13812345678。",
        None,
    ),
    **{
        name: (*map(Decimal, _AMOUNTS), None, entry(None, "约十万", "not_a_number"), entry(None, "#REF!", "error_value"))
        for name in ("total", "annual", "annual_fiscal", "annual_carryover", "annual_other", "total_fiscal", "total_other")
    },
}
_EVALUATED: Mapping[str, Sequence[Any]] = {
    **{
        f"{part}_{column}": (*map(Decimal, _AMOUNTS), None, entry(None, "约十万", "not_a_number"))
        for part in ("total", "fiscal")
        for column in ("initial_budget", "full_year_budget", "executed")
    },
    "execution_weight": (Decimal(10), Decimal(20), None),
    "execution_rate": (
        entry(Decimal("98.0"), "98.0%"),
        entry(Decimal(98), "98"),
        entry(Decimal("0.98"), "0.98"),
        entry(Decimal("97.5"), "97.5%"),
        Decimal("102.08"),
        None,
    ),
    "execution_score": (Decimal("9.80"), entry(Decimal("9.8"), "9.8"), Decimal(10), Decimal("9.4"), None),
    "budget_goal": ("全年举办阅读推广活动24场，读者参与面稳步扩大。", "略", None),
    "actual_completion": (
        "全年已举办阅读推广活动24场，读者参与面稳步扩大。",
        "项目因故取消，未开展。",
        "预算调减后办了12场，结余资金已上交。",
        "2023年已完成，2024年计划举办活动。",
        None,
    ),
    "total_weight": (Decimal(100), Decimal(90), None),
    "total_score": (Decimal("93.80"), Decimal(60), entry(None, "优", "not_a_number"), None),
}
_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
    (entry("产出指标", "产出", "alias"), entry("数量指标", "数量", "guessed")),
    (None, "数量指标"),
    ("效益指标", None),
    (None, None),
)
_NAMES = ("开展活动场次", "投诉率", "人员工资标准", "聘用人员数", "完成时间", "参与读者满意度", "系统故障响应", "场次及人次", None)
_TARGETS = (
    *("≥24(场)", "≤5(%)", "=0(次)", "≤6000(元/人·月)", "=12(人)", "≤48(万元)", "≥100(%)", "11月底前", "2024年3月底前"),
    *("持续提升", "≥24场、300人次", "每月发放", "95%以上", None),
)
_RESULTS = (
    "24(场)",
    "30(场)",
    "12(场)",
    "6(%)",
    "0(次)",
    "—",
    "达成预期指标",
    "部分达成",
    "未开展",
    "较好",
    "11月底前",
    "12月",
    None,
)
_REASONS = ("雨季取消两场，下年补办。", "无", "同上", "预算调减，结余已上交。", None, None)


def dumped() -> list[str]:
    """Return all lines."""
    rules = load_rule_book().rule_set
    return [each.replace("\n", "⏎") for each in (*_forms(rules), *_wrong_numbers(rules), *_batches(rules))]


def _wrong_numbers(rules: RuleSet) -> Iterator[str]:
    """Yield the facts of forms that are right but for one or two numbers: what is taken for the cause shows here."""
    declared = ("annual", "total", "annual_fiscal", "annual_carryover", "annual_other", "total_fiscal", "total_other")
    for name in declared:
        for other in (None, *declared):
            lot = Lot(len(name) * 97 + len(other or ""))
            for _ in range(3 if other else 8):
                yield from _with_wrong(rules, declaration, {each: lot.of(_WRONG_MONEY) for each in (name, other) if each})
    evaluated = {f"{part}_{column}": _WRONG_MONEY for part in ("total", "fiscal") for column in ("full_year_budget", "executed")}
    evaluated |= {name: tuple(map(Decimal, _WRONG_SCORES[name])) for name in _WRONG_SCORES}
    for name in evaluated:
        for other in (None, *evaluated):
            lot = Lot(len(name) * 89 + len(other or ""))
            for _ in range(3 if other else 8):
                yield from _with_wrong(rules, self_evaluation, {each: lot.of(evaluated[each]) for each in (name, other) if each})


_WRONG_MONEY = (*map(Decimal, ("490000", "500000", "4800000", "840000", "48", "0", "-480000", "480000.01", "20000")), None)
_WRONG_SCORES = {
    "execution_rate": ("98", "97.5", "0.98", "102", "9.8"),
    "execution_score": ("9.8", "9.7", "10", "0", "98"),
    "execution_weight": ("10", "20", "0"),
    "total_score": ("93.80", "93.8", "94", "98.8", "99.8", "9380"),
    "total_weight": ("100", "90", "110"),
}


def _with_wrong(rules: RuleSet, make: Callable[..., Form], wrong: Mapping[str, Any]) -> Iterator[str]:
    form, right = make(**wrong), make()
    heads = []
    for each in (form, right):
        view = FormView(each, Context(), rules.vocabulary)
        if each.kind == "self_evaluation":
            add_score_facts(view, score_form(each, rules.scoring), rules.scoring, "")
        add_reviewed_facts(view, rules.vocabulary, rules.scoring)
        heads.append({key: value for key, value in view.head.facts.items() if key not in view.head.fields and key != "rows"})
    told = {key: value for key, value in heads[0].items() if heads[1].get(key) != value}
    said = " ".join(f"{name}={value}" for name, value in wrong.items())
    yield f"{form.kind} {said}: " + "; ".join(f"{key}={value}" for key, value in sorted(told.items()))


def _forms(rules: RuleSet) -> Iterator[str]:
    for seed in range(_FORMS):
        lot = Lot(seed + 4000)
        form, said = _form(lot, seed)
        context, category = _context(lot, form), lot.of(("", "", "其他运转类"))
        yield f"## {seed} {form.kind} {form.amount_unit} {said} {category}"
        view = FormView(form, context, rules.vocabulary)
        if form.kind == "self_evaluation":
            add_score_facts(view, score_form(form, rules.scoring), rules.scoring, category)
        add_reviewed_facts(view, rules.vocabulary, rules.scoring)
        plain = {key: each.value for key, each in view.head.fields.items()}
        yield _line("head", view.head, plain, ("rows", "kind", "amount_unit", "row_count"))
        for number, row in enumerate(view.rows):
            yield _line(f"row {number}", row, {**view.head.facts, **_as_read(row)})
        for each in view.fields(("overall_goal", "annual_goal", "actual_completion", "annual", "target"), ()):
            told = {key: each.facts[key] for key in ("says_nothing", "personal") if key in each.facts}
            yield f"  {each.facts['name']} {each.facts['field']} {each.facts['read_value'][:12]} {told or ''}"
        for each in view.fields((), ("not_a_number", "not_a_date", "error_value", "alias")):
            yield f"  {each.facts['name']} {each.facts['raw']} {each.facts['notes']} {each.facts.get('value')}"
        chosen = [
            view.rows_of(*each) for each in ((("产出指标",), (), ()), ((), ("数量指标",), ()), ((), (), ("time", "qualitative")))
        ]
        yield "  chosen " + " ".join("".join(str(view.rows.index(row)) for row in rows) for rows in chosen)
        if seed % 4 == 0:
            forms = (form, form)[: 1 + lot.of((0, 0, 1))]
            yield from _file(lot, form.source.file, forms)


def _as_read(row: Subject) -> dict[str, Any]:
    """Return the facts of a row that only repeat its fields."""
    values = {key: each.value for key, each in row.fields.items()}
    texts = {key: value.text if isinstance(value, Target) else value for key, value in values.items()}
    return {**texts, **{f"printed_{key}": value for key, value in texts.items()}}


def _file(lot: Lot, path: str, forms: tuple[Form, ...]) -> Iterator[str]:
    said = {"reason": lot.of(("", "damaged")), "message": lot.of(("", "打不开", "打不开。", "为何？"))}
    remarks = (Remark("macros", "表", "", {"n": "2"}), Remark("old_format"))[: lot.of((0, 1, 2))]
    file = FileResult(path, "read", forms=forms, remarks=remarks, hint=lot.of(("", "请重报。")), **said)
    yield _line(f"file {path}", file_subject(file))
    yield from (_line(f"remark {bool(each.form)}", each) for each in remark_subjects(file))


def _form(lot: Lot, seed: int) -> tuple[Form, str]:
    """Return a form, and what was drawn for it."""
    declares = seed % 2 == 0
    pools = {**_SHARED, **(_DECLARED if declares else _EVALUATED)}
    drawn = {name: lot.of(pool) for name, pool in pools.items() if lot.is_one_in(4)}
    rows = [_row(lot, declares) for _ in range(lot.of((0, 1, 2, 3, 4)))]
    remarks = (Remark("unit_missing"), Remark("unread_cell", "表", "B2", {"part": lot.of(("amount", "goal"))}))
    given: Any = {"rows": rows, "file": lot.of(("云溪市图书馆-表.xlsx", "甲/阅读推广.xlsx", "表.xlsx", "改造.xlsx"))}
    given |= {"amount_unit": lot.of(("元", "万元")), "remarks": tuple(lot.some(remarks, 1))}
    form = (declaration if declares else self_evaluation)(**given, **drawn)
    if lot.is_one_in(3):
        form = _merged(form, lot.of(("target", "actual", "deviation_note")))
    if lot.is_one_in(5):
        gone = lot.of(("weight", "level2", "level1", "actual", "/funding/total/weight", "/nature"))
        form = replace(form, fields=tuple(each for each in form.fields if not each.name.endswith(gone)))
    said = {name: value.raw if isinstance(value, entry) else value for name, value in drawn.items()}
    texts = ("/".join(_shown(each) for each in row) for row in rows)
    return form, " ".join((*(f"{name}={value}" for name, value in said.items()), *texts))


def _row(lot: Lot, declares: bool) -> tuple[Any, ...]:
    target, result = lot.of(_TARGETS), lot.of(_RESULTS)
    row = (*lot.of(_LEVELS), lot.of(_NAMES), parse_target(target) if target else None)
    scored = lot.of((("10", "10"), ("10", "8"), ("10", "7.55"), ("10", None), (None, "10"), ("0", "0"), ("10", "12")))
    return row if declares else (*row, parse_target(result) if result else None, *scored, lot.of(_REASONS))


def _merged(form: Form, column: str) -> Form:
    """Return a form in which all rows below the first leave a column to the cell of the first."""
    first = form.get(f"/indicators/0/{column}")
    below = [each for each in form.fields if each.name.endswith(f"/{column}") and each is not first] if first else []
    return replace(
        form,
        fields=tuple(
            replace(each, value=None, raw="", cell=first.cell) if first and each in below else each for each in form.fields
        ),
    )


def _context(lot: Lot, form: Form) -> Context:
    unit, project = form.text("/unit"), form.text("/project_name")
    listed = (RosterEntry(unit, project, lot.of(("", "其他人员类", "21-特定目标类"))),)
    past = YearlyAmount(
        unit, project, Decimal(lot.of(("48.00", "480000", "500000"))), lot.of((2024, None)), None, lot.of(("", "其他人员类"))
    )
    return Context(
        batch_year=lot.of((None, 2025)),
        department=lot.of((None, "云溪市文化和旅游局", "105-云溪市教育局")),
        roster=Roster(listed) if lot.is_one_in(3) else None,
        last_year=LastYear({past_key(unit, project): (past,)}) if lot.is_one_in(2) else None,
    )


@dataclass(slots=True)
class _Looking:
    """A rule that only looks: it stands for a rule that runs."""

    rule: Rule
    seen: list[Subject] = field(default_factory=list)

    def screen(self, subjects: Sequence[Subject], counts: list[int]) -> list[Subject]:
        """Keep the subjects and leave none to be judged."""
        self.seen += subjects
        return []

    judge: Callable[..., Any] = lambda subject: None


def _batches(rules: RuleSet) -> Iterator[str]:
    """The subjects of batches by lot, those of ``batch_dump`` with the lists of all kinds of them."""
    for seed in range(_BATCHES):
        lot = Lot(seed)
        files = files_by_lot(lot)
        context = context_by_lot(lot, files)
        looking = [_Looking(_rule(kind, forms)) for kind in SUBJECTS for forms in ((), ("declaration",))[: 1 + (kind == "pair")]]
        judge_batch(looking, files, context, rules.scoring)  # type: ignore[arg-type]
        yield f"## batch {seed}"
        for each in looking:
            told = [_line("", subject, {}, ("kind", "amount_unit")) for subject in each.seen]
            yield from (f"  {each.rule.each}{said}" for said in told if said.strip())


def _rule(kind: Any, forms: tuple[Any, ...]) -> Rule:
    return Rule(f"{kind}{len(forms)}", "看", "info", "看", "batch", kind, True, "", "", "", applies=Applies(forms=forms))


def _line(name: str, subject: Subject, known: Mapping[str, Any] | None = None, without: Iterable[str] = ()) -> str:
    facts = {key: value for key, value in subject.facts.items() if key not in without and (known or {}).get(key, _line) != value}
    told = [f"{key}={_shown(value)}" for key, value in facts.items() if value is not False]
    false = [key for key, value in facts.items() if value is False]
    blind = [f"{key}?{','.join(notes)}" for key, notes in subject.unreadable.items()]
    gone = [each for each in sorted(subject.absent) if not each.startswith(_NEVER_THERE)]
    return "; ".join(
        (f"  {name}", *told, *((f"not {' '.join(false)}",) if false else ()), *blind, *(f"no {each}" for each in gone))
    )


_NEVER_THERE = ("carryover_", "fiscal_", "other_")
"""How the names of fields begin that no self-evaluation of the tests has."""


def _shown(value: Any) -> str:
    if isinstance(value, (Target, entry)):
        return value.text if isinstance(value, Target) else value.raw
    if isinstance(value, Money):
        return f"{value.amount}元"
    return value.raw if isinstance(value, Field) else "" if value is None else str(value)


def main() -> None:
    """Write what is made now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
