"""The names of all facts, with their meanings: what a rule may look at, by what it judges.

A rule that names anything else is refused, so a misspelt fact cannot make a rule
silently pass.
"""

from __future__ import annotations

from collections.abc import Mapping

DECLARATION_FUNDING = (
    *("total", "total_fiscal", "total_carryover", "total_other"),
    *("annual", "annual_fiscal", "annual_carryover", "annual_other"),
)
EXECUTION_FACTS = {"weight": "execution_weight", "execution_rate": "execution_rate", "score": "execution_score"}
MONEY_COLUMNS = ("initial_budget", "full_year_budget", "executed")
SELF_FUNDING = tuple(f"{part}_{column}" for part in ("total", "fiscal", "carryover", "other") for column in MONEY_COLUMNS)

COSTS = ("yearly_cost", "cost_sum", "per_person_cost")

AMOUNTS = frozenset((*DECLARATION_FUNDING, *SELF_FUNDING, "yearly_amount", "control", "last_year_amount", *COSTS))
"""Facts that are money in 元."""

ROUNDED = ("annual", "total", "initial", "budget", "executed", "yearly", "fiscal", "other", "spent")
"""Pairs of amounts that may differ by rounding alone: ``xlperf/rules/facts/money_facts.py``."""

FORM_FACTS: Mapping[str, str] = {
    "kind": "表的种类：declaration（申报表）或 self_evaluation（自评表）",
    "title": "表名",
    "known_title": "表名是本部门自己的版式列出的",
    "year": "表内年度",
    "project_name": "项目名称",
    "nature": "项目性质",
    "category": "项目类别",
    "department": "主管部门",
    "unit": "实施单位",
    "start_date": "计划开始日期",
    "end_date": "计划完成日期",
    "amount_unit": "金额单位（元或万元）",
    **dict.fromkeys(DECLARATION_FUNDING, "申报表资金（元）"),
    **dict.fromkeys(SELF_FUNDING, "自评表资金（元）"),
    **dict.fromkeys(EXECUTION_FACTS.values(), "自评表预算执行的分值、执行率、得分"),
    "overall_goal": "项目总目标",
    "annual_goal": "年度总体目标（自评表为预算目标）",
    "actual_completion": "实际完成情况",
    "total_weight": "分值合计",
    "total_score": "总分",
    "rows": "全部指标行",
    "yearly_amount": "本年度金额：年度资金申请总额或全年预算数",
    "last_year_amount": "上年金额（给出上年金额表，且两年都有金额时）",
    "last_year_factor": "本年度金额与上年金额，大数是小数的几倍",
    "regime": "指标体系：A（成本在产出下）或 B（成本为一级指标）",
    "nature_class": "项目性质的归类：经常性、一次性、阶段性",
    "start_year": "开始年份",
    "end_year": "完成年份",
    "spans_years": "计划周期是否跨年",
    "own_department": "本部门全称",
    "department_name": "主管部门去掉代码和（汇总）后的名称；与本部门是同一个部门时为本部门全称",
    "batch_year": "本批次年度",
    "unit_missing": "表头没有写金额单位",
    "money_unread": "表头里有没能归到哪一栏的数字，资金的分项可能不全",
    "levels": "出现过的一级、二级指标名称",
    "row_count": "三级指标个数",
    "without_level2": "这种表没有二级指标一栏（一级指标左右并列的清单）",
    "qualitative_percent": "定性指标所占百分比",
    "annual_goal_length": "年度总体目标字数",
    "weight_sum": "自评表各项分值之和（含预算执行）",
    "due_weight_sum": "分值合计应为多少",
    "due_execution_weight": "预算执行的常规分值",
    "score_sum": "自评表各项得分之和（含预算执行）",
    "recomputed_total": "重算的总分",
    "grade": "自评等级，照表上所写",
    "known_grade": "自评等级的名称（“优秀”就是“优”）；不是计分口径里的名称的没有",
    "due_grade": "按总分应得的等级",
    "level_weights": "各一级指标的分值，如“产出 50、效益 30、满意度 10”",
    "due_level_weights": "各一级指标的常规分值",
    "all_full": "所有指标都得满分",
    "due_rate": "重算的执行率（%）",
    "due_rate_text": "重算的执行率，带百分号",
    "rate_gap": "所填执行率与重算之差（百分点）",
    "due_execution_score": "重算的预算执行得分",
    "execution_gap": "所填预算执行得分与重算之差",
    "budget_change": "全年预算数比年初预算数变动的百分比",
    "budget_direction": "增加或减少",
    "change_explained": "说明了预算为什么调整",
    "cancelled": "项目取消：全年预算数为 0、没有执行，并且写明了",
    "tail_payment": "说明了是付尾款、质保金或结算款",
    "printed_category": "项目类别原文（带代码或说明时）",
    **{f"{each}_rounds": "两边只差四舍五入（每个数半个末位）" for each in ROUNDED},
    **{f"{each}_slip": "唯一能解释差额的一处笔误" for each in ("annual", "total", "initial", "budget", "executed")},
    "goal_old_year": "目标文字写的别的年度（不是讲往年的事）",
    "done_old_year": "实际完成情况写的别的年度",
    "done_copied": "实际完成情况照抄目标：same（一字不差）或 nearly（只加了“已”“完成”）",
    "goal_money": "目标文字里的项目资金（与表头的金额都不同时）",
    "cost_sum": "几项成本控制数之和（元）",
    "cost_sum_percent": "几项成本控制数之和占年度资金的百分比",
    "people_counted": "有写明人数的指标",
    "pay_time": "有写明发放时间的时效指标",
    "pay_rate": "有足额、准确、及时发放一类的指标",
    "paid_people": "唯一的人数",
    "per_person_cost": "人均标准乘以人数（元）",
    "per_person_percent": "人均标准乘以人数占年度资金的百分比",
    "keeps_running": "有正常运行、可用一类的指标",
    "fault_number": "故障、响应一类的指标有数字或时间",
    "counted_work": "数量指标有数字",
    "accepted": "质量指标有数字，或说到验收、合格",
    "cost_amount": "成本指标有金额",
    "unit_cost": "成本指标有单位成本（元/…）",
    "numeric_benefits": "有数字或时间的效益指标个数",
    "dated_work": "时效指标有具体时间",
    "milestone_years": "跨年项目的总目标和指标里写到的年度个数",
    "money_explained": "实际完成情况或偏差原因里说到了资金",
}
"""Every fact of a form, with its meaning; a rule that names another is refused."""

ROW_FACTS: Mapping[str, str] = {
    "index": "第几个指标，从 0 起",
    "sheet_row": "工作表行号",
    "level1": "一级指标（规范名称）",
    "level2": "二级指标（规范名称）",
    "level3": "三级指标名称",
    "printed_level1": "一级指标原文",
    "printed_level2": "二级指标原文",
    "guessed": "一级指标名称无法识别，是推断出来的",
    "target": "指标值原文",
    "target_kind": "指标值种类：quantitative、time、qualitative",
    "operator": "比较符号",
    "number": "数值",
    "measure": "单位",
    "clean_target": "规范写法的指标值",
    "due_target": "满意度目标的建议写法",
    "actual": "实际完成值原文",
    "actual_kind": "实际完成值种类",
    "actual_operator": "实际完成值的比较符号",
    "actual_number": "实际完成值的数值",
    "actual_measure": "实际完成值的单位",
    "weight": "分值",
    "score": "得分",
    "deviation_note": "偏差原因分析及改进措施",
    "explained": "填写了偏差原因",
    "no_result": "没有实际完成值",
    "direction": "目标的方向：positive（越高越好）、equal（等于）、reverse（越低越好）",
    "met": "完成了目标（能比较时才有）",
    "due_score": "按公式应得的分",
    "score_gap": "所填得分与公式之差（绝对值）",
    "claims_less": "所填得分低于公式",
    "over": "超过目标的百分比",
    "deducted": "扣了多少分",
    "full": "得了满分",
    "score_decimals": "得分的小数位数",
    "wrong_way": "比较符号与名称的好坏方向相反",
    "unit_clash": "单位与名称不符",
    "swapped": "三级指标与指标值填反了",
    "due_before": "要求的时间早于计划开始日期",
    "goal_number": "年度总体目标里与本指标值不同的数",
    "yearly_cost": "成本控制数折成全年的金额（元）",
    "cost_percent": "成本控制数折成全年占年度资金的百分比",
    "cost_multiplied": "折算时乘过月数或数量",
    "says_no": "完成值自己说没有做成",
    "late": "完成时间晚于目标",
    "outside": "完成值在目标区间之外：below 或 above",
    "unanswered": "目标是数字，完成值不是（满意、未调查）",
    "uncompared": "目标与完成值无法比较",
    "cancelled": "项目已取消",
    "tail_payment": "项目说明了是付尾款",
    "units_differ": "目标与完成值的单位不同",
    "weaker": "定性结果弱于目标",
    "tier": "实际完成值写明的档次",
    "tier_low": "该档的最低得分",
    "tier_high": "该档的最高得分",
    "in_tier": "得分在该档之内",
}
"""Every fact of an indicator row; the form facts of ``SHARED_FACTS`` are there too."""

SHARED_FACTS = (
    *("kind", "year", "regime", "category", "nature_class", "amount_unit", "unit_missing", "yearly_amount"),
    *("start_date", "end_date", "start_year", "end_year", "spans_years", "rows"),
)
"""Facts of the form that a row knows as well."""

FIELD_FACTS: Mapping[str, str] = {
    "kind": FORM_FACTS["kind"],
    "amount_unit": FORM_FACTS["amount_unit"],
    "name": "字段名（JSON 指针）",
    "field": "字段在规则里的名称",
    "value": "读出的值",
    "read_value": "读出的值，金额按元",
    "raw": "单元格原文",
    "notes": "读取时的说明（如 text_number）",
    "personal": "含手机号码或身份证号",
    "says_nothing": "文字没有内容：同上年、详见附件、完成各项工作任务",
}
"""Every fact of a single field."""

DERIVED_FROM: Mapping[str, tuple[str, ...]] = {
    "regime": ("year",),
    "nature_class": ("nature",),
    "known_grade": ("grade",),
    "start_year": ("start_date",),
    "end_year": ("end_date",),
    "spans_years": ("start_date", "end_date"),
    "yearly_amount": ("annual", "total_full_year_budget"),
    "department_name": ("department",),
    "annual_goal_length": ("annual_goal",),
    "target_kind": ("target",),
    "operator": ("target",),
    "number": ("target",),
    "measure": ("target",),
    "clean_target": ("target",),
    "printed_level1": ("level1",),
    "printed_level2": ("level2",),
    "actual_kind": ("actual",),
    "actual_operator": ("actual",),
    "actual_number": ("actual",),
    "actual_measure": ("actual",),
    "explained": ("deviation_note",),
    "no_result": ("actual",),
    "direction": ("target", "actual"),
    "met": ("target", "actual"),
    "due_score": ("target", "actual", "weight"),
    "score_gap": ("target", "actual", "weight", "score"),
    "claims_less": ("target", "actual", "weight", "score"),
    "over": ("target", "actual"),
    "deducted": ("weight", "score"),
    "full": ("weight", "score"),
    "score_decimals": ("score",),
    "units_differ": ("target", "actual"),
    "weaker": ("target", "actual"),
    "in_tier": ("actual", "weight", "score"),
    "due_rate": ("total_full_year_budget", "total_executed"),
    "rate_gap": ("total_full_year_budget", "total_executed", "execution_rate"),
    "due_execution_score": ("total_full_year_budget", "total_executed", "execution_weight"),
    "execution_gap": ("total_full_year_budget", "total_executed", "execution_weight", "execution_score"),
    "goal_old_year": ("annual_goal", "year"),
    "done_old_year": ("actual_completion", "year"),
    "done_copied": ("annual_goal", "actual_completion"),
    "goal_money": ("annual_goal", "annual"),
    "cost_sum_percent": ("annual",),
    "wrong_way": ("target", "level3"),
    "unit_clash": ("target", "level3"),
    "swapped": ("target", "level3"),
    "due_before": ("target", "start_date", "year"),
    "goal_number": ("target", "annual_goal"),
    "cost_percent": ("target", "annual"),
    "says_no": ("target", "actual"),
    "late": ("target", "actual", "year"),
    "outside": ("target", "actual"),
    "unanswered": ("target", "actual"),
    "uncompared": ("target", "actual"),
    "per_person_percent": ("annual",),
    "milestone_years": ("start_date", "end_date"),
    "budget_change": ("total_initial_budget", "total_full_year_budget"),
}
"""Fields that a derived fact is made from: when one of them cannot be read, neither can the fact."""

FILE_FACTS = {
    "fate": "read（已读取）、refused（无法使用）或 passed_over（按规定略过）",
    "reason": "无法使用的原因代号",
    "refusal": "无法使用的说明",
    "hint": "建议的下一步",
    "n": "表单数",
    "unit": "实施单位",
    "project": "项目名称",
    "name_matches": "文件名里有没有单位或项目名称",
}
"""Every fact of a file."""

REMARK_FACTS = {
    "remark": "说明的种类，如 hidden_rows",
    "label": "标题",
    "near": "应在的位置",
    "sheet": "工作表",
    "cell": "单元格",
    "format": "文件格式",
    "actual": "文件的实际格式",
    "required": "no 表示该标题可以没有",
    "first": "第一处的单元格",
    "kind": "隐藏的是什么：工作表、行、列",
    "which": "隐藏的行号或列号",
    "detail": "补充说明",
    "part": "没有读取的内容在哪里：head、table、amount、below（表下面）、sheet（另一张工作表）；layout、more 表示多得像另一版式；"
    "或是什么：struck、picture、lost、lost_outside（表外）、text_box",
    "text": "没有读取的内容",
    "count": "这张表没有读取的处数，或这个文件的问题数",
    "n": "没有列出的问题数",
    "row": "错位或拿不准的是第几行",
    "how": "这一行按什么读取",
    "other": "另一种读法",
    "margin": "两种读法差多少，0 或 1 就是分不清",
}
"""Every fact of a remark of the reader."""

COPY_FACTS = {"other": "内容完全相同的另一个文件"}
PROJECT_FACTS = {
    "n": "版本数",
    "unit": "实施单位",
    "project": "项目名称",
    "files": "各版本的文件",
    "chosen": "采用的文件",
    "same_content": "各版本读出的内容是否一致",
    "why": "为什么采用这一份",
    "counted": "进入汇总的次数",
    "marked": "采用的这一份为什么像是不该计入的（工作表隐藏，或名称里有旧、作废、备份、样表）",
    "sheet": "填报示例的工作表",
    "example": "这是填报示例，没有计入：own（和同一文件里的表是同一单位）或 other",
}
NEIGHBOUR_FACTS = {
    "goal_other": "目标最相近的另一个项目",
    "goal_shared": "相同文字的字数",
    "goal_percent": "相同文字占较短一篇的百分比",
    "rows_other": "指标最相近的另一个项目",
    "rows_shared": "完全相同的指标数",
    "rows_percent": "相同指标占较少一方的百分比",
}
COUNTED_FORM_FACTS = {
    "yearly_amount": "本年度金额（元）",
    "unit_twin": "本批次里可能是同一单位的另一种写法",
    "in_roster": "实施单位在名单中",
    "nearest": "名单中最相近的单位",
    "expected_project": "项目在名单中",
    "unpublished": "项目在不公开名单中（给出不公开名单时）",
    "listed_as": "不公开名单中的写法（与表中不同时）",
    "control": "该项目的预算控制数（元）",
    "control_unit": "控制数的单位",
}
ROSTER_UNIT_FACTS = {
    "unit": "单位",
    "whole": "是全部单位合计",
    "named": "名单列出了项目",
    "expected_n": "应报项目数",
    "received": "已收项目数",
    "missing": "未收到的项目",
    "missing_n": "未收到的项目数",
    "total": "汇总金额",
    "control": "控制数",
    "gap": "差额",
    "gap_beyond": "超出允许误差的差额（元）",
    "control_unit": "控制数的单位",
    "lines": "名单行数",
}
YEAR_FACTS = {
    "yearly_amount": "本年度金额（元）",
    "last_year_amount": "上年金额（元）",
    "change_yuan": "增减额（元，不分正负）",
    "change_percent": "增减百分比（不分正负）",
    "way": "增加或减少",
    "dropped": "取消的指标",
    "lowered": "目标值降低的指标",
    "copied": "年度目标和全部指标与上年一字不差",
}
"""Every fact of a project beside that of last year."""

LIST_FACTS = {
    "noun": "是什么，如名单",
    "text_file": "文件名",
    "n": "用了几行",
    "columns": "用了哪些列",
    "meant": "没有用上、像是要用的列",
    "skipped": "没有用上的行",
}
"""Every fact of a list that the department keeps."""

ROSTER_FACTS = {
    "n": "名单行数",
    "unbound": "没有用上的行数：它的部门或年度在本文件夹里没有表",
    "years": "本文件夹里的几个年度（名单没有年度、每个年度都按整份名单核对时）",
}
DISCLOSURE_FACTS = {
    "text_file": "公开说明的文件名",
    "unchecked": "未能核对的原因：no_sentence（没有找到句子）、other_year（没有该年度的表）、several_years（年度不明确）、"
    "several_departments（有几个主管部门）、no_forms（没有这种表）、unread_amounts（有金额未能读出）",
    "subject": "说明的是什么：编报绩效目标 或 绩效自评",
    "kind": "用来核对的表：declaration（申报表）或 self_evaluation（自评表）",
    "text": "说明原文",
    "figure": "哪个数：预算单位、项目、资金",
    "stated": "说明中的数",
    "computed": "按本批次计算的数",
    "gap": "两数之差（个或万元）",
    "units": "按本批次计算的单位数",
    "projects": "按本批次计算的项目数",
    "amount_wan": "按本批次计算的资金（万元）",
}
PAIR_FACTS = {
    "change": "不同之处：dropped（少报）、added（新增）、renamed（改名）、changed（改值）、lowered（调低）、"
    "rewritten（全部改换）、money（金额）、goal（目标）",
    "name": "指标名称，或栏目名称",
    "declared": "申报表里的内容",
    "evaluated": "自评表里的内容",
}
BATCH_FACTS = {
    "mixed_units": "同时有元和万元的表",
    "fiscal_total": "当年财政拨款合计（元）",
    "expenditure": "部门预算的项目支出合计（元）",
    "x": "当年财政拨款合计（万元）",
    "y": "项目支出合计（万元）",
}
WAIVER_FACTS = {
    "rule": "豁免的规则",
    "project": "项目",
    "unit": "单位",
    "reason": "理由",
    "by": "批准人",
    "until": "到期日",
    "expired": "已到期",
    "used": "用到的次数",
}
ANSWER_FACTS = {
    "fate": "说明的问题：mended（已经没有了）、unmatched（对不上）",
    "answer": "单位写的说明",
    "problem": "退回时的问题",
    "about": "退回时的规则",
    "project": "项目",
    "unit": "单位",
}
RETURNED_FILE_FACTS = {
    "unchanged": "表的内容与退回时相同",
    "left": "没有改、也没有说明的问题个数",
    "answers": "单位写了说明的条数",
    "project": "项目",
    "unit": "单位",
}

_KIND_FACTS = {name: FORM_FACTS[name] for name in ("kind", "amount_unit")}

FACTS_OF: Mapping[str, Mapping[str, str]] = {
    "form": FORM_FACTS,
    "row": {**{name: FORM_FACTS[name] for name in SHARED_FACTS}, **ROW_FACTS},
    "field": FIELD_FACTS,
    "file": FILE_FACTS,
    "remark": REMARK_FACTS,
    "copy": COPY_FACTS,
    "project": {**_KIND_FACTS, **PROJECT_FACTS},
    "neighbour": {**_KIND_FACTS, **NEIGHBOUR_FACTS},
    "counted_form": {**_KIND_FACTS, **COUNTED_FORM_FACTS},
    "roster_unit": ROSTER_UNIT_FACTS,
    "roster": ROSTER_FACTS,
    "list": LIST_FACTS,
    "year_on_year": {**_KIND_FACTS, **YEAR_FACTS},
    "disclosure": DISCLOSURE_FACTS,
    "pair": {**_KIND_FACTS, **PAIR_FACTS},
    "batch": BATCH_FACTS,
    "waiver": WAIVER_FACTS,
    "answer": ANSWER_FACTS,
    "returned_file": RETURNED_FILE_FACTS,
}
"""The facts of every kind of subject that a rule may judge."""
