"""Batches put together by lot, as lines of text: which versions count, who owes what, what the rules of the batch find.

``python -m tests.rules.batch_dump`` writes the file that ``test_batches_whole.py`` holds the program to.  It pins what is
told now, right or wrong: read its difference before you commit it.  The lots are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.builders import declaration, entry, self_evaluation
from tests.lots import Lot
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult, NilReturn
from xlperf.forms.form import Field, Form, Source
from xlperf.forms.values.target import parse_target
from xlperf.intake.notice_reading import ReturnedNotice
from xlperf.lists.last_year import LastYear, PastProject, PastRow
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.published_text import StatedFigure
from xlperf.lists.published_text_file import disclosure_of
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.unpublished import Unpublished, UnpublishedProject
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.judging.outcome import BatchJudgement
from xlperf.rules.judging.pairs import declared_operators, differences
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.versions.place_marks import path_mark, sheet_mark, shows_how
from xlperf.rules.versions.version_marks import is_copy_name, names_of, version_mark

STORED = Path(__file__).parents[1] / "data" / "batches.txt"
_BATCHES = 200
_PAIRS = 160
_TEXTS = 160
_DEPARTMENTS = ("甲局", "甲局", "甲局", "乙局", "甲局（汇总）", None)
_UNITS = ("甲馆", "甲馆", "乙馆", "甲 馆", "001甲馆", "丙中心", "丙中心（本级）", None)
_PROJECTS = (
    "展览项目",
    "展览项目",
    "讲座项目",
    "2026年展览项目",
    "展览项目（101）",
    "展览项目（102）",
    "101展览项目",
    "示例库建设",
    "旧馆更新项目",
    None,
)
_YEARS = (2026, 2026, 2026, 2025, None)
_NAMES = (
    "表",
    "表-最终",
    "表（修改后）",
    "表v2",
    "表v1.3",
    "表20260301",
    "表2026年2月",
    "表 - 副本",
    "作废/表",
    "旧/表",
    "样表",
    "展览项目",
    "展览项目示例",
    "更新",
)
_SHEETS = (
    "申报表",
    "申报表",
    "申报表",
    "样表",
    "旧",
    "申报表备份",
    "申报表（最终）",
    "申报表2",
    "申报表v3",
    "修改后",
    "作废",
    "示例项目申报表",
)
_AMOUNTS = ("100.00", "100.00", "100.005", "250000.00", "20000.00", "0.00", "1e18")
_GOALS = ("全年举办展览12场，观众满意度达到九成。", "开设讲座8讲，听众不少于400人。", "", "全年举办展览14场，观众满意度达到九成。")
_INDICATORS = (
    ("产出指标", "数量指标", "举办展览场次", "≥12(场)"),
    ("产出指标", "数量指标", "举办展览场次", "≥10(场)"),
    ("产出指标", "数量指标", "讲座期数", "≥8(讲)"),
    ("产出指标", "质量指标", "布展合格率", "≥95(%)"),
    ("产出指标", "质量指标", "布展合格率", "=98(%)"),
    ("产出指标", "时效指标", "完成时间", "11月底前"),
    ("成本指标", "经济成本指标", "单场费用", "≤2(万元)"),
    ("成本指标", "经济成本指标", "单场费用", "≤3(万元)"),
    ("满意度指标", "服务对象满意度指标", "观众满意度", "≥90(%)"),
)
_DECLARED = (
    ("数量指标", "举办展览场次", "≥12(场)"),
    ("数量指标", "举办展览场次", "≤12(场)"),
    ("数量指标", "举办展览次数", "12场"),
    ("质量指标", "举办展览场次", "≥12(场)"),
    ("数量指标", "服务人数", "≥300(人)"),
    ("数量指标", "服务人数", "300"),
    ("数量指标", "服务人数", ""),
    ("质量指标", "故障率", "=5(%)"),
    ("质量指标", "故障率", "≤5(%)"),
    ("质量指标", "故障率", "5%"),
    ("时效指标", "完成时间", "11月底前完成"),
    ("社会效益指标", "管理水平", "持续提升"),
    ("经济成本指标", "单场费用", "≤2(万元)"),
    ("经济成本指标", "单场费用", ""),
    ("数量指标", "", "≥1(个)"),
)
_EVALUATED = (
    *_DECLARED,
    ("数量指标", "举办展览的场次", "≥12(场)"),
    ("数量指标", "举办展览场次", "≥10(场)"),
    ("数量指标", "举办展览场次", "≥15(场)"),
    ("数量指标", "服务人数", "≥300(人次)"),
    ("数量指标", "服务人次", "≥300(人)"),
    ("质量指标", "故障率", "8(%)"),
    ("质量指标", "故障率", "≤4(%)"),
    ("质量指标", "设备故障率", "≤5(%)"),
    ("时效指标", "完成时间", "11月底前"),
    ("时效指标", "完成时间", "12月底以前"),
    ("时效指标", "完工时间", "11月底"),
    ("社会效益指标", "管理水平", "有所提升"),
    ("经济成本指标", "单场费用", "≤20000(元)"),
    ("经济成本指标", "单场费用", "≤30000(元)"),
    ("经济成本指标", "单场费用", "<2(万元)"),
)
_SAID = (
    "编报绩效目标的项目{n}个",
    "编制绩效目标项目共{n}项",
    "涉及预算单位{n}个",
    "{n}个预算单位开展了绩效目标编报",
    "涉及资金{m}万元",
    "其中涉及财政资金{m}万元",
    "金额合计{m}万元",
    "绩效自评项目{n}个",
    "绩效自评价的项目共计{n}项",
    "本部门概况",
    "2026年",
    "2025年度",
    "2026年绩效工作",
)
_COUNTS, _MONEY = ("1", "2", "3", "３", "14", "1，200"), ("1.2", "35", "1,234.50")
_ENDS = ("，", "，", "，", "；", "。", "\n", "：", ";\u3000", "！", "")


def dumped() -> list[str]:
    """Return all lines."""
    book = load_rule_book()
    told = (("names", _file_names()), ("texts", _texts()), ("pairs", _pairs(book.rule_set.scoring)), ("batches", _batches(book)))
    return [line for name, lines in told for line in (f"# {name}", *lines)]


def _file_names() -> Iterator[str]:
    """Names of files and sheets: what they say of a version, and of a place that does not count."""
    lot = Lot(2)
    named = declaration(unit="云溪市更新中心", project_name="旧馆改造示范项目", department="云溪市最新局")
    names = names_of(named)
    for _ in range(_FILES):
        name = "".join(lot.of(_PIECES) + lot.of(_BETWEEN) for _ in range(1 + lot.of(range(4))))
        mark, path = version_mark(f"{name}.xlsx", names), path_mark(named, [f"{name}.xlsx"])
        sheet = sheet_mark(replace(named, source=replace(named.source, sheet=name), hidden=lot.is_one_in(5)))
        held = {each.name: getattr(mark, each.name) for each in fields(mark)} | {"final": "".join(mark.final)}
        said = [f"{each}={value}" for each, value in held.items() if value]
        said += ["copy"] if is_copy_name(f"{name}.xlsx") else []
        said += [f"{each.said} {each.example} {shows_how(each)}" for each in (path, sheet) if each]
        yield f"{name}: {'; '.join(said)}"


_FILES = 420
_PIECES = (
    *("云溪市更新中心", "旧馆改造", "旧馆改造示范项目", "云溪市最新局", "申报表", "绩效自评表", "项目", "甲", "附件", "数据"),
    *("最终", "终稿", "final", "修改", "修改后", "更新", "改", "新版", "newest", "new", "修改2", "改后3", "最终版二", "更新3.1"),
    *("作废", "旧版", "旧的", "旧", "old", "初稿", "备份", "样表", "示例", "示范", "example", "空表", "废", "勿用", "参考"),
    *(
        "v2",
        "V1.3",
        "ver.4",
        "version 5",
        "rev10",
        "版本3",
        "第2版",
        "第三稿",
        "3稿",
        "第二次",
        "第4轮",
        "v2025",
        "v三",
        "第十一版",
    ),
    *("副本", "复制", "copy", "Copy of", "(1)", "(2)", "(123)"),
    *("20260301", "2026-3-1", "2026.03.15", "2026年3月", "2026年3月5日", "2026年12月31号", "202603", "201501", "201412", "151231"),
    *(
        "260230",
        "261301",
        "260332",
        "20261301",
        "20260332",
        "20260301_0930",
        "202603010930",
        "20260301093015",
        "2026030109",
        "19990101",
    ),
    *("2026_3_1", "2026/3/1", "2026-13-1", "2026-3-1 1530", "2026年", "2026"),
)
_BETWEEN = ("", "", "-", "_", "（", "）", " ", "/", ".")


def _figure(stated: StatedFigure) -> str:
    rough = "约" if stated.is_rough else ""
    return f"{stated.figure}={rough}{stated.number}{stated.measure}"


def _texts() -> Iterator[str]:
    """Published texts: which sentences of them are found, with which years and figures."""
    lot = Lot(3)
    for _ in range(_TEXTS):
        pieces = (lot.of(_SAID).format(n=lot.of(_COUNTS), m=lot.of(_MONEY)) for _ in range(6))
        text = "".join(piece + lot.of(_ENDS) for piece in pieces)
        found = disclosure_of("公开.txt", text)
        yield f"{text!r} {sorted(found.years)}"
        for each in found.sentences:
            said = " ".join((*map(_figure, each.figures), *each.passed_over))
            yield f"  {each.subject} {each.form} {each.text!r} {each.years} {said}"


def _pairs(scoring: ScoringSettings) -> Iterator[str]:
    """Declarations and self-evaluations by lot: in what they differ, and which operators are lent."""
    lot = Lot(5)
    for _ in range(_PAIRS):
        one, other = lot.some(_DECLARED, 4), lot.some(_EVALUATED, 4)
        amounts = [lot.of(_BUDGETS) for _ in range(2)]
        units, goals = [lot.of(("元", "元", "万元")) for _ in range(2)], [lot.of(_GOALS) or None for _ in range(2)]
        declared = declaration(
            rows=[("产出指标", level, name, parse_target(target) if target else None) for level, name, target in one],
            annual=amounts[0],
            amount_unit=units[0],
            annual_goal=goals[0],
        )
        evaluated = self_evaluation(
            rows=[("产出指标", level, name, parse_target(target) if target else None) for level, name, target in other],
            total_initial_budget=amounts[1],
            amount_unit=units[1],
            budget_goal=goals[1],
        )
        yield f"{_short(one)} / {_short(other)} {amounts[0]}{units[0]} {amounts[1]}{units[1]}"
        for each in differences(evaluated, declared, scoring):
            yield f"  {each.change} {each.name} {each.declared} {each.evaluated} {each.field.cell if each.field else None}"
        yield f"  {declared_operators(declared)}"


_BUDGETS = (Decimal("480000.00"), Decimal("480050.00"), Decimal("480000.005"), Decimal("480051"), Decimal("480000.01"), None)


def _short(rows: Sequence[Sequence[str]]) -> str:
    return ";".join(f"{level[:2]}{name}{target}" for level, name, target in rows)


def _batches(book: RuleBook) -> Iterator[str]:
    for seed in range(_BATCHES):
        lot = Lot(seed)
        files = files_by_lot(lot)
        context = context_by_lot(lot, files)
        found = book.judge_batch(files, context)
        yield f"## {seed} {_context_said(context)}"
        yield from (f"  {each.file} {_form_said(form)}" for each in files for form in each.forms)
        yield from _told(found, context)


def files_by_lot(lot: Lot) -> list[FileResult]:
    """Return a few files, by path: versions, copies, returned ones, nil returns, files of two forms."""
    made: dict[str, FileResult] = {}
    few = lot.is_one_in(2)
    for number in range(1 + lot.of(range(6))):
        path = f"{lot.of('甲乙')}/{lot.of(_NAMES)}{lot.of(('', number))}.xlsx"
        forms = tuple(_form(lot, path, place, few) for place in range(lot.of((1, 1, 1, 2, 3))))
        nil = (NilReturn(lot.of(("甲馆", "丁馆", "")), lot.of(("甲局", "")), lot.of((2026, None)), "丁馆本年无项目"),)
        made[path] = FileResult(
            path, "read", lot.of((path, path, path, "同")), lot.of((1, 1, 2)), forms=forms, nil=nil if lot.is_one_in(9) else ()
        )
    files = [made[path] for path in sorted(made)]
    if len(files) > 1 and lot.is_one_in(4):  # the second is what became of the first, when it had gone back
        notice = ReturnedNotice(files[0].file, content_digest(files[0].forms), ())
        files[1] = replace(files[1], notices=(notice,))
    same = {each.sha256: each.forms for each in files}
    return [
        replace(
            each,
            forms=tuple(replace(form, source=replace(form.source, file=each.file)) for form in same[each.sha256]),
            fate="passed_over" if lot.is_one_in(25) else "read",
        )
        for each in files
    ]


def _form(lot: Lot, path: str, place: int, few: bool) -> Form:
    unit, project = (_UNITS[:1] if few else _UNITS), (_PROJECTS[:3] if few else _PROJECTS)
    held = {"department": lot.of(_DEPARTMENTS[:3] if few else _DEPARTMENTS), "unit": lot.of(unit), "project_name": lot.of(project)}
    held |= {"year": lot.of(_YEARS[:3] if few else _YEARS), "sheet": lot.of(_SHEETS)}
    held["amount_unit"] = lot.of(("元", "元", "元", "万元"))
    amount: Any = lot.of(_AMOUNTS)
    amount = entry(None, "约百元", "not_a_number") if lot.is_one_in(12) else None if lot.is_one_in(20) else Decimal(amount)
    rows = lot.some(_INDICATORS, 4)
    if lot.is_one_in(3):
        made = self_evaluation(
            file=path, rows=rows, total_full_year_budget=amount, total_initial_budget=amount, budget_goal=lot.of(_GOALS), **held
        )
    else:
        made = declaration(file=path, rows=rows, annual=amount, annual_fiscal=amount, annual_goal=lot.of(_GOALS) or None, **held)
    known = (("/unit_code", "001"), ("/project_code", "101"))
    codes = [Field(name, "编码", code, code, "Z1") for name, code in known if lot.is_one_in(15)]
    source = replace(made.source, position=(place, 1, 1))
    return replace(made, fields=(*made.fields, *codes), hidden=lot.is_one_in(12), source=source)


def context_by_lot(lot: Lot, files: Sequence[FileResult]) -> Context:
    """Return what is known beside some files: lists, a published text, settings."""
    names = [each.file for each in files] + [f"{each.file} / {form.source.sheet}" for each in files for form in each.forms]
    return Context(
        batch_year=lot.of((None, 2026)),
        department=lot.of((None, None, "甲局", "乙局")),
        roster=_roster(lot) if lot.is_one_in(2) else None,
        last_year=_last_year(lot) if lot.is_one_in(2) else None,
        unpublished=_unpublished(lot) if lot.is_one_in(3) else None,
        disclosure=disclosure_of("公开.txt", _text(lot)) if lot.is_one_in(2) else None,
        project_expenditure=Decimal(lot.of(("100", "250000.00", "20000"))) if lot.is_one_in(3) else None,
        keep_every_version=lot.is_one_in(10),
        versions=(lot.of(names),) if lot.is_one_in(8) else (),
    )


def _roster(lot: Lot) -> Roster:
    lines = [
        RosterEntry(
            lot.of(("甲馆", "甲馆", "乙馆", "丙中心", "丁馆")),
            lot.of(("", "展览项目", "讲座项目", "展览项目（102）", "展览项目（103）")),
            amount=Decimal(lot.of(("100", "200", "250000", "0"))) if lot.is_one_in(2) else None,
            department=lot.of(("", "", "", "甲局", "乙局", "卫健局")),
            year=lot.of((None, None, 2026, 2025)),
            nothing=lot.is_one_in(8),
        )
        for _ in range(1 + lot.of(range(6)))
    ]
    skipped = lot.some(("第9行“合计”",), 1)
    usage = ListUsage("名单", "名单.xlsx", len(lines), ("单位",), (), tuple(lot.some(("控制数（亿元）",), 1)), tuple(skipped))
    return Roster(tuple(lines), lot.is_one_in(3), lot.is_one_in(6), usage if lot.is_one_in(3) else None)


def _last_year(lot: Lot) -> LastYear:
    projects = [
        PastProject(
            lot.of(("甲馆", "乙馆", "丁馆", "")),
            lot.of(("展览项目", "2025年展览项目", "讲座项目", "旧项目", "")),
            Decimal(lot.of(("100", "80", "0", "30000"))) if not lot.is_one_in(6) else None,
            lot.of((2025, 2025, None, 2024)),
            lot.of((None, "declaration", "self_evaluation")),
            lot.of(("", "甲局", "乙局")),
            lot.of(_GOALS),
            tuple(PastRow(each[:3], each[3]) for each in lot.some(_INDICATORS, 4)),
        )
        for _ in range(1 + lot.of(range(5)))
    ]
    return LastYear(projects=tuple(projects))


def _unpublished(lot: Lot) -> Unpublished:
    lines = [UnpublishedProject(lot.of(("展览项目", "讲座 项目", "旧项目")), lot.of(("", "甲馆", "乙馆"))) for _ in range(2)]
    return Unpublished(tuple(lines))


def _text(lot: Lot) -> str:
    years, amount = lot.of(("", "2026年", "2025年", "2025年、2026年")), lot.of(("0.01", "25.01", "25.02"))
    said = f"{years}本部门{lot.of('12')}个预算单位开展了绩效目标编报，编报绩效目标的项目{lot.of('123')}个，涉及资金{amount}万元。"
    return said + lot.of(("", "绩效自评项目1个。"))


def _context_said(context: Context) -> str:
    """Return what was drawn for a batch as far as it differs from what always holds."""
    plain = Context()
    said = {each.name: getattr(context, each.name) for each in fields(context)}
    kept = {key: value for key, value in said.items() if value != getattr(plain, key) and key not in ("roster", "last_year")}
    lines = [] if context.roster is None else [_entry_said(each) for each in context.roster.entries]
    past = () if context.last_year is None else context.last_year.projects
    told = [f"{each.unit}/{each.project}/{each.amount}/{each.year}/{each.kind}/{each.department}" for each in past]
    kept |= {"disclosure": context.disclosure.sentences[0].text} if context.disclosure else {}
    kept |= {"unpublished": [f"{each.unit}/{each.project}" for each in context.unpublished.entries]} if context.unpublished else {}
    return "; ".join((*(f"{key}={value}" for key, value in kept.items()), f"roster {lines}", f"last year {told}"))


def _entry_said(line: RosterEntry) -> str:
    return "/".join(str(each) for each in (line.unit, line.project, line.amount, line.department, line.year, line.nothing) if each)


def _form_said(form: Form) -> str:
    amount = form.get("/funding/annual") or form.get("/funding/total/full_year_budget")
    names = (form.text(name) for name in ("/department", "/year", "/unit", "/project_name"))
    return " ".join((form.source.sheet, form.kind[:4], *names, amount.raw if amount else "", f"{len(form.rows)} rows"))


def _told(found: BatchJudgement, context: Context) -> Iterator[str]:
    """Yield all that a batch was told, but what every batch is told."""
    counts = found.tally.counts.items()
    yield " ".join(("  tally", *(f"{rule}:{''.join(map(str, held))}" for rule, held in counts if any(held[:2]) or any(held[3:]))))
    for source, other in found.superseded.items():
        yield f"  {_place(source)} → {_place(other)} {found.reasons[source]}"
    yield from (f"  copy {copy} → {kept}" for copy, kept in found.copies.items())
    yield "  parts " + " ".join(f"{part[0]}{part[1]}" for part in found.parts.values())
    for each in found.findings:
        texts = (each.message, f"（{each.told}" if each.told else "")
        said = "".join(text.replace(f"“{each.file}”", "“…”").partition("。")[0] for text in texts)
        yield " ".join(("", each.rule, each.severity[0], each.file, each.sheet, each.cell, *map(str, each.part or ()), said))
    for unit in found.submissions or ():
        yield "  " + _submission(unit)
    for change in found.year_changes:
        money = change.before, change.after, change.change, change.percent
        told = (change.dropped, change.lowered, change.kept, change.unchanged, change.same_goal, change.doubtful, change.copied)
        said = [each for each in (*money, *told) if each not in (None, False, 0, ())]
        yield " ".join(("", *map(str, (*change.part, change.state, change.unit, change.project, *said))))
    forms: Mapping[Source, None] = dict.fromkeys(found.counted)
    yield f"  counted {len(forms)} years of the text {sorted(context.disclosure.years) if context.disclosure else ''}"


def _submission(unit: Any) -> str:
    told = []
    for each in fields(unit):
        value = getattr(unit, each.name)
        if each.name in ("declarations", "evaluations", "surplus"):
            value = [_place(form.source) for form in value]
        elif each.name == "expected":
            value = {_place(source): line and _entry_said(line) for source, line in value.items()}
        if value not in (0, None, (), [], {}):
            told.append(f"{each.name}={value}")
    return "; ".join((*told, f"surplus projects={unit.surplus_projects}"))


def _place(source: Source) -> str:
    return f"{source.file}!{source.sheet}"


def main() -> None:
    """Write what the batches are told now."""
    STORED.write_text("\n".join(each.replace("\n", "⏎") for each in dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
