"""What is made of many results, costs and goals, as lines of text: each target beside each result, each goal in each year.

``python -m tests.rules.fact_dump`` writes the file that ``test_facts_whole.py`` holds the program to.  It pins what is
made of them now, right or wrong: read its difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import product
from pathlib import Path

from xlperf.rules.casebook.rule_cases import case_form
from xlperf.rules.context import Context
from xlperf.rules.facts.reviewing import add_reviewed_facts
from xlperf.rules.facts.score_facts import add_score_facts
from xlperf.rules.facts.scores import score_form
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.ruleset.rule_files import RuleSet, read_rule_set

STORED = Path(__file__).parents[1] / "data" / "facts.txt"
_TARGETS = (
    "≥24(场)",
    ">24场次",
    "24",
    "=3(万元)",
    "≤15000(元/场)",
    "≤2小时",
    "2天",
    "≥95(%)",
    "95%",
    "≥90",
    "=0(起)",
    "=0",
    "-5(%)",
    "20-30(人)",
    "90%以上",
    "11月底前",
    "2025年6月30日前",
    "持续改善",
    "建立制度",
    "优良",
    "≥30(人)",
    "无",
    "",
)
_RESULTS = (
    "24(场)",
    "25场次",
    "24",
    "23.5",
    "30000元",
    "2.9万元",
    "1.5小时",
    "90分钟",
    "3天",
    "95(%)",
    "0.97",
    "96%",
    "0(起)",
    "0",
    "2起",
    "-4(%)",
    "20人",
    "31(人次)",
    "19人",
    "超过90%",
    "12月5日",
    "10月底",
    "2025年7月2日",
    "11月底前",
    "有所改善",
    "未建立",
    "已建立制度",
    "优",
    "良好",
    "达成",
    "基本达成",
    "满意",
    "共举办26场，参与300人",
    "不足24场",
    "因故未开展",
    "无",
    "—",
    "未调查",
    "按计划完成",
    "",
)
_NAMES = ("开展活动场次", "故障率", "投诉件数（起）", "活动经费成本", "完成及时率")
_SPOKEN: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("漏损率降低", "受益人数增长率"),
        ("≥1(%)", "≥1(个百分点)", "降低5%", "减少3起", "较上年减少2起", "≥10(%)", "下降至8%"),
        (
            "由10.2%降至9.1%",
            "从9%下降到9.5%",
            "降低1%",
            "4起",
            "减少4起",
            "由120起减少到110起",
            "46%→52%",
            "下降1.5个百分点",
            "上升2%",
            "持平",
            "由50%提高到55%",
        ),
    ),
    (
        ("巡检次数",),
        ("每月2-3次", "每季度5场", "每周1次", "全年20场", "20场", "每日4~6车次", "每月≥2次"),
        ("每月2次", "每月1次", "每季度3场", "每日5车次", "共24次", "全年18场", "每周2次", "月均2次", "20场次", "未开展"),
    ),
    (
        ("安全事故", "有效投诉"),
        ("零事故", "无投诉", "0起事故", "不发生重大事故", "杜绝安全事故", "≤2(起)"),
        (
            "1起",
            "投诉2件",
            "无",
            "未发生",
            "发生3起事故",
            "3起事故",
            "0",
            "零",
            "未接到投诉",
            "没有发生安全事故",
            "本年度发生1起一般事故",
        ),
    ),
    (
        ("检测合格率", "孕产妇死亡率"),
        ("≥1/3", "12/10万", "≤12/10万", "三分之一以上", "八成以上", "100%", "95%以上", "≤1/3"),
        (
            "1/2",
            "45%",
            "33%",
            "11/10万",
            "13.5/10万",
            "十分之三",
            "九成",
            "23/25",
            "25户中24户",
            "全部合格",
            "抽检50批次合格49批次",
            "基本合格",
            "1/0",
        ),
    ),
    (
        ("项目完成时间", "故障响应时间", "设备使用年限"),
        ("6月底前", "2025年9月30日前", "≤24(小时)", "3个工作日内", "第三季度", "30分钟内", "年底前", "3年"),
        (
            "5月20日",
            "7月2日",
            "2025年10月8日",
            "提前2天完成",
            "1天",
            "延迟3天",
            "20小时",
            "2个工作日",
            "8月完成",
            "已按期完成",
            "第四季度",
            "1.5小时",
            "2024年12月",
            "4年",
        ),
    ),
    (
        ("栽植株数",),
        ("300-200(株)", "200-300(株)", "约300(株)", "300株左右", "不少于200株", "不超过300株", "≥200且≤300", "95%±2%"),
        (
            "250株",
            "199株",
            "301株",
            "约250株",
            "近300株",
            "不足200株",
            "超过300株",
            "200余株",
            "200株以上",
            "二百五十株",
            "250株（含补植20株）",
            "春季120株，秋季150株",
        ),
    ),
)
"""Names, targets and results that say in words how much, how often or by when it was to be, and was."""
_SCORES = (("10", "10"), ("10", "9.5"), ("10", "0"), ("0", "0"), ("10", None), (None, "8"), ("10", "12"), ("10", "-1"))
_COSTS = (
    ("成本指标", "经济成本指标", "单场活动费用", "≤15000(元/场)"),
    ("成本指标", "经济成本指标", "讲师费", "≤2(万元)"),
    ("成本指标", "经济成本指标", "人员经费", "=3000(元/人·月)"),
    ("成本指标", "经济成本指标", "项目总成本", "≤48(万元)"),
    ("成本指标", "经济成本指标", "资料费", "≥800(元)"),
    ("产出指标", "数量指标", "活动场次", "≥24(场次)"),
    ("产出指标", "数量指标", "补贴人数", "=20(人)"),
    ("产出指标", "成本指标", "人均补贴", "≤500(元/人)"),
    ("产出指标", "成本指标", "月租金", "≤2000(元/月)"),
    ("产出指标", "质量指标", "工资发放率", "=100(%)"),
    ("产出指标", "时效指标", "完成时间", "2024年12月"),
    ("产出指标", "时效指标", "故障响应时间", "≥2(小时)"),
    ("效益指标", "社会效益指标", "故障下降", "≤5(%)"),
    ("效益指标", "经济效益指标", "带动收入", "≥10(万元)"),
    ("满意度指标", "服务对象满意度指标", "观众满意度", "≤90(%)"),
    ("产出指标", "数量指标", "≥3(个)", "购置数量"),
    ("产出指标", "数量指标", "设备购置数", "≥90(%)"),
    ("产出指标", "质量指标", "验收合格率", "100(%)"),
)
_GOALS = (
    "2023年举办活动24场。",
    "2024年度举办24场次活动，2026年继续举办。",
    "在2024年的基础上，举办讲座12场，观众满意度达到90%。",
    "目标1：到2026年底完成主体工程。目标2：完成验收。",
    "“十四五”期间（2021-2024年）建成三个馆。",
    "二〇二三年完成大修。",
    "2024年12月底前完成采购。",
    "同上年。",
    "详见附件。",
    "按要求完成各项工作任务。",
    "完成全年工作任务，保障机构正常运转。",
    "举办活动20场次，单场费用不超过1.5万元，读者满意度95%以上。",
    "项目总投资480万元，其中申请财政资金30.5万元。",
    "项目资金48万元，用于支付工程尾款。",
    "本年支付2022年工程质保金。",
    "培训20人，人均补贴600元，工资发放率100%。",
    "活动场次增长5%，参与人数增长5%，满意度达90%。",
    "举办1,200场活动；购置3台设备；故障下降10%。",
    "一期完成基础，二期完成主体，三期完成装修，共三年（2025年至2027年）。",
)
_COUNTED = (
    ("巡护河堤次数", "≥50(次)", "52次"),
    ("维护设备台数", "≥50(台)", "50台"),
    ("受益群众", "≥2(万人次)", "2.1万人次"),
    ("专项检查次数", "≥25(次)", "18(次)"),
    ("居民满意度", "≥92(%)", "95%"),
    ("检查问题整改完成率", "≥90(%)", "0.96"),
    ("树木成活率", "=90(%)", "97(%)"),
    ("人均培训成本", "≤1200(元/人)", "1100(元/人)"),
    ("亩均补助标准", "=50(元/亩)", "50元/亩"),
    ("路灯安装完成时间", "8月底前", "10月20日"),
    ("项目竣工验收时间", "2025年10月底前", "12月"),
)
"""Rows that a goal may speak of: name, target, result."""
_TELLING = (
    "巡护河堤60次。",
    "巡护河堤五十次，其中重点河段巡护河堤20次。",
    "春季巡护河堤20次、秋季巡护河堤30次。",
    "每月巡护河堤5次，巡护河堤60余次。",
    "全年60次河堤巡护，接近巡护目标。",
    "维护设备60台，每处维护设备2台。",
    "维护打印设备12台、监控设备38台。",
    "维护设备数较上年增加60台。",
    "受益群众1.5万人次，受益居民3000人。",
    "惠及群众25000人次。",
    "开展检查18次，发现隐患60处。",
    "专项检查5次，巡护河堤45次，共50次。",
    "未开展专项检查。",
    "未开展专项检查，后补检查25次。",
    "居民满意度达到95%以上，学员满意度90%。",
    "居民满意。群众满意度85%；居民满意度不低于92%。",
    "整改率85%，检查问题整改完成率90%。",
    "整改率85%，预算执行率98%。",
    "树木成活率97%，苗成活率85%。",
    "树木成活率提高5个百分点，灌木成活率85%。",
    "人均培训成本1500元。",
    "人均培训成本控制在1,000元以内，生均补助800元。",
    "亩均补助80元，每亩增收300元。",
    "按60元/亩标准补助2000亩。",
    "5月底前完成路灯安装。",
    "5月底前完成路灯安装，9月底前完成路灯安装。",
    "路灯安装12月20日完成，项目于12月底前竣工验收。",
    "项目年底竣工验收，支付进度款。",
    "支付2024年河堤加固工程尾款。",
    "支付河堤加固质保金，继续实施二期工程。",
    "结清上年拖欠的设备款，开展巡护50次。",
    "总投资50万元，其中申请财政资金48万元。",
    "项目经费4.8万元，用于培训。",
    "全年支出49万元，支出进度98%。",
    "全年支出财政资金47万元，执行进度95%。",
    "完成河堤加固3处，投入120万元，另安排日常管护。",
    "2024年基础上再巡护河堤10次，2026年完成验收。",
    "到2027年巡护河堤150次。",
    "“十三五”期间建成路灯安装工程。",
    "同上年。",
    "详见附件，按要求完成各项任务。",
    "目标1：巡护河堤50次\n目标2：维护设备60台\n目标3：居民满意度90%",
    "维护设备60台（套），巡护河堤0.6百次。",
    "培训60人，人均培训成本1200元，不超过1500元。",
)
"""Sentences of goals and of results about these rows and the money of the form."""
_YEARS = (("2025", "2025-01-01", "2025-12-31"), ("2025", "2024-03-01", "2027-12-31"), ("2024", "2024-05-01", "2024-11-30"))
_DONE = ("2023年举办活动24场。", "已举办活动20场次，单场费用不超过1.5万元，读者满意度95%以上。", "2025年完成。", "完成")
_MONEY = ("total_initial_budget", "total_full_year_budget", "total_executed", "total_execution_rate")


def dumped() -> list[str]:
    """Return all lines."""
    rules = read_rule_set()
    return [*_results(rules), *_scores(rules), *_costs(rules), *_goals(rules), *_amounts(rules)]


def _results(rules: RuleSet) -> Iterator[str]:
    yield "# results: indicator, target, result"
    pairs = [*product(_NAMES[:1], _TARGETS, _RESULTS), *product(_NAMES[1:], ("≥24(场)", "5(%)", "95%", "≤5"), _RESULTS[:16])]
    yield from _scored(rules, [("产出指标", "数量指标", *pair, "10", "10", None) for pair in pairs])
    yield "# results in words"
    spoken = [pair for names, targets, results in _SPOKEN for pair in product(names, targets, results)]
    yield from _scored(rules, [("产出指标", "数量指标", *pair, "10", "10", None) for pair in spoken])
    yield "# results under 成本指标"
    yield from _scored(
        rules, [("成本指标", "经济成本指标", "租用费", *pair, "10", "10", None) for pair in product(_TARGETS[:12], _RESULTS[:8])]
    )


def _scores(rules: RuleSet) -> Iterator[str]:
    yield "# scores: weight, claimed"
    said = (
        ("≥24(场)", "24(场)"),
        ("≥24(场)", "18(场)"),
        ("≥24(场)", "36(场)"),
        ("≤5(%)", "6(%)"),
        ("持续改善", "达成"),
        ("持续改善", "部分达成"),
        ("≥24(场)", "因故未开展"),
        ("≥24(场)", None),
    )
    told = ("说明：雨季取消。", None)
    yield from _scored(
        rules, [("产出指标", "数量指标", "场次", *each, *score, why) for each, score, why in product(said, _SCORES, told)]
    )


def _scored(rules: RuleSet, rows: Sequence[tuple[str | None, ...]]) -> Iterator[str]:
    """Yield a line an indicator of a self-evaluation: what it says, and all that is made of it."""
    form = case_form({"kind": "self_evaluation", "rows": rows})
    view = FormView(form, Context(), rules.vocabulary)
    scores = score_form(form, rules.scoring, None)
    add_score_facts(view, scores, rules.scoring, "")
    add_reviewed_facts(view, rules.vocabulary, rules.scoring)
    of_target: set[str | None] = set()
    for row, line, subject in zip(rows, scores.lines, view.rows, strict=True):
        made = {each.name: getattr(line, each.name) for each in fields(line) if each.name not in ("level1", "weight", "claimed")}
        own = {key: value for key, value in subject.facts.items() if key not in view.head.facts and key not in _GIVEN + _OF_ROW}
        if row[3] in of_target:
            own = {key: value for key, value in own.items() if key not in _OF_TARGET}
        of_target.add(row[3])
        yield _line(row[2:8], {**made, "recomputed": line.recomputed, **own})


_OF_TARGET = ("target_kind", "operator", "number", "clean_target", "due_target", "measure")
_GIVEN = ("level3", "target", "actual", "deviation_note")


def _costs(rules: RuleSet) -> Iterator[str]:
    for chosen in (_COSTS, _COSTS[1:3], _COSTS[6:8], _COSTS[3:4], _COSTS[1:2] * 2, _COSTS[8:10], _COSTS[2:3] + _COSTS[6:7]):
        for unit in ("元", "万元"):
            yield f"# {len(chosen)} indicators, {unit}"
            view = _reviewed(rules, {"rows": chosen, "amount_unit": unit})
            yield _line(("form",), {key: value for key, value in view.head.facts.items() if key not in _PLAIN})
            yield from (
                _line(
                    row,
                    {
                        key: value
                        for key, value in subject.facts.items()
                        if key not in _GIVEN + _OF_ROW and key not in view.head.facts
                    },
                )
                for row, subject in zip(chosen, view.rows, strict=True)
            )


_OF_ROW = ("level1", "level2", "printed_level1", "printed_level2", "index", "sheet_row")


_PLAIN = ("rows", "title", "project_name", "overall_goal", "unit", "department")


def _goals(rules: RuleSet) -> Iterator[str]:
    facts = (
        "goal_old_year",
        "goal_money",
        "tail_payment",
        "milestone_years",
        "done_old_year",
        "done_copied",
        "hollow",
        "goal_says_nothing",
    )
    for (year, start, end), goal in product(_YEARS, _GOALS):
        given = {"/year": year, "/start_date": start, "/end_date": end, "/annual_goal": goal, "/overall_goal": goal}
        view = _reviewed(rules, {"fields": given, "rows": _COSTS})
        head = {key: value for key, value in view.head.facts.items() if key in facts or key.startswith("goal")}
        rows = {
            f"{row.facts['level3']} {key}": value for row in view.rows for key, value in row.facts.items() if key.startswith("goal")
        }
        yield _line((year, start, end, goal), head | rows)
    yield "# goals and results that tell of rows"
    for said in _TELLING:
        yield from _told_of_rows(rules, said)
    for year, done in product(("2025", "2024"), _DONE):
        given = {"/year": year, "/budget_goal": _GOALS[11], "/annual_goal": _GOALS[11], "/actual_completion": done}
        view = _reviewed(rules, {"kind": "self_evaluation", "fields": given})
        yield _line((year, done), {key: value for key, value in view.head.facts.items() if key in facts})


def _told_of_rows(rules: RuleSet, said: str) -> Iterator[str]:
    """Yield what is made of a sentence as the goal of a year, of a whole project, and as the result of a year."""
    whole = {"/end_date": "2027-12-31", "/overall_goal": said, "/annual_goal": "加强河堤管护。"}
    done = {"/budget_goal": "加强河堤管护。", "/actual_completion": said}
    declared = [("产出指标", "数量指标", name, target) for name, target, _ in _COUNTED]
    evaluated = [("产出指标", "数量指标", *each, "5", "5", None) for each in _COUNTED]
    for data in (
        {"fields": {"/annual_goal": said}, "rows": declared},
        {"fields": whole, "rows": declared},
        {"kind": "self_evaluation", "fields": done, "rows": evaluated},
    ):
        view = _reviewed(rules, data)
        names = ("goal_", "done_", "overall_number", "tail_payment", "builds_on", "hollow", "milestone")
        head = {key: value for key, value in view.head.facts.items() if key.startswith(names)}
        rows = {
            f"{row.facts['level3']} {key}": value
            for row in view.rows
            for key, value in row.facts.items()
            if key.startswith(names) and key not in view.head.facts
        }
        yield _line((said.replace("\n", "⏎"),), head | rows)


def _amounts(rules: RuleSet) -> Iterator[str]:
    yield "# amounts"
    totals = (
        ("480000.00", "480000.00", "0.00", "0.00"),
        ("480000.01", "480000.00", "0.00", "0.00"),
        ("480100.00", "480000.00", "50.00", "0.00"),
        ("48.00", "480000.00", "0.00", "0.00"),
        ("840000.00", "480000.00", "0.00", "0.00"),
        ("480000.00", "400000.00", "80000.00", "0.00"),
        ("480000.00", "480000.00", "20000.00", "20000.00"),
    )
    for (annual, fiscal, carryover, other), unit in product(totals, ("元", "万元")):
        names = ("annual", "annual_fiscal", "annual_carryover", "annual_other", "total")
        given = {f"/funding/{name}": amount for name, amount in zip(names, (annual, fiscal, carryover, other, annual), strict=True)}
        view = _reviewed(rules, {"fields": given, "amount_unit": unit})
        facts, usual = view.head.facts, _reviewed(rules, {"amount_unit": unit}).head.facts
        yield _line(
            (annual, fiscal, carryover, other, unit),
            {key: value for key, value in facts.items() if key not in _PLAIN and key not in names and usual.get(key) != value},
        )
    for before, after, executed, rate in product(
        ("480000", "0"), ("480000", "500000", "300000"), ("480000", "472256.5", "0"), ("98.38", "0.9838", "98", "100")
    ):
        amounts = zip(_MONEY, (before, after, executed, rate), strict=True)
        given = {f"/funding/total/{name.removeprefix('total_')}": amount for name, amount in amounts}
        form = case_form({"kind": "self_evaluation", "fields": given})
        view = FormView(form, Context(), rules.vocabulary)
        scores = score_form(form, rules.scoring, None)
        add_score_facts(view, scores, rules.scoring, "")
        made = {each.name: getattr(scores.execution, each.name) for each in fields(scores.execution)}
        facts = {
            key: view.head.facts[key]
            for key in sorted(view.head.facts)
            if key.startswith(("budget_", "rate", "execution", "due", "money"))
        }
        yield _line((before, after, executed, rate), {**made, **facts})


def _reviewed(rules: RuleSet, data: Mapping[str, object]) -> FormView:
    view = FormView(case_form(data), Context(), rules.vocabulary)
    add_reviewed_facts(view, rules.vocabulary, rules.scoring)
    return view


def _line(said: Iterable[str | None], made: Mapping[str, object]) -> str:
    told = "; ".join(f"{key}={value}" for key, value in made.items() if value not in (None, False, ""))
    return f"{' | '.join(each or '' for each in said)}: {told}"


def main() -> None:
    """Write what is made of them now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
